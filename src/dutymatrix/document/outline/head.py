"""What stands around the items: title, document number, issuers, date, preamble.

A plan often arrives inside the notice that issues it; the notice's own words are no part of
the plan and are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.document.outline.imprint import is_imprint, read_imprint
from dutymatrix.document.outline.item import Outline
from dutymatrix.document.outline.passage import read_passage
from dutymatrix.plan.numbering import parse_hanzi
from dutymatrix.wording.furniture import CLOSING_REMARKS, NAVIGATION, TRAILS
from dutymatrix.wording.genre import GENRES
from dutymatrix.wording.milestone import Horizon
from dutymatrix.wording.script import CLOSERS, OPENERS, plain
from dutymatrix.wording.time import DAY, DAY_IN_WORDS, RANGE_IN_TITLE, VALID_UNTIL
from dutymatrix.wording.unit import bare, ends_another, is_group, is_strong_unit, is_unit

_NUMBER = re.compile(
    r"×?[\u4e00-\u9fffA-Za-z]{1,14}[〔（\[【„]([12][0-9]{3})(?:年)?[〕）\]】‟”][第]?([0-9]{1,5})号"
)
_TITLE_END = re.compile("的通知|意见|方案|措施|办法|决定")
_DAY = re.compile(DAY)
_SIGNED = re.compile(f"{DAY}|{DAY_IN_WORDS}")
_DASHED_DAY = re.compile(r"([12][0-9]{3})[-/.](1[0-2]|0?[1-9])[-/.]([0-3]?[0-9])")
# What a site prints above a text: 2020-03-06 10:00 市政府办公室.
_PUBLISHED_ON = re.compile(rf"{_DASHED_DAY.pattern}(?![0-9年]).{{0,40}}")
_MENU = re.compile(rf"(?:(?:{'|'.join(NAVIGATION)})[|·•-]*)+")
_BULLETS = "-•·*●◆ "
_COVER = re.compile(r".*?(?:印发|下发|发布|公布|制定)《?(.+?)》?的?通知")
# 某市人民政府办公室印发《…》, as news have it.
_RELEASED = re.compile(r"[^《》]*印发《(.+)》")
_ANNEXED = re.compile(r"^附件?[0-9一二三四五]{0,2}[：:]")
_WHOLE_TITLE = re.compile(r"([^《》]{0,40}?)(?:关于|印发|转发)")
_REMARK = re.compile(CLOSING_REMARKS)
# 某市人民政府（代章）
_REMARK_BEHIND = re.compile(r"(?<=.)[（(〔\[][^（）()〔〕\[\]]{1,20}[）)〕\]]$")
_PUBLISHED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》[^《》。]*(?:的通知|印发|已经)")
_GENRE = re.compile("|".join(GENRES))
_YEARS = re.compile(RANGE_IN_TITLE)
_YEAR = re.compile("([12][0-9]{3})年")
_VALID = re.compile(VALID_UNTIL)
_ANNEX = re.compile(r"附件?[0-9一二三四五]{0,2}：?")
_TABLE_HEAD = "序号"
_TABLE_ROLES = ("牵头", "责任单位", "责任部门", "配合", "负责单位", "负责部门", "主办")
_LONGEST_TABLE_HEAD = 40
_EVIDENCE = re.compile(
    r"(?:责任|牵头|配合|负责|主办|协办|参与)(?:单位|部门)：|(?:牵头|负责|配合|参与|指导|落实)[）】〕\]]"
)
# Whom a notice is sent to.
_ADDRESSEES = re.compile("[^。：\n]{0,40}(?:各|单位|部门|政府|委员会)[^。：\n]{0,200}：")
_FIRST_ITEM = re.compile("[一壹]、|（一）|第一[章条]")
_BOUNDARY = "\n。！？；：”）"
_LONGEST_TITLE = 80
# No notice takes longer to come to its number and title.
_LONGEST_HEAD = 4000
# No value of a field above the title is longer.
_LONGEST_VALUE = 40
# A shorter line is no title: 目录, 各位.
_SHORTEST_LINE = 5
_MOST_ISSUERS = 8


class Fragment(NamedTuple):
    """A stretch between line feeds and gaps."""

    start: int
    end: int
    text: str
    plain: str


class Signature(NamedTuple):
    """Who issued a text, and when, as it stands below it."""

    start: int
    end: int
    issuers: tuple[str, ...]
    day: date


class Bounds(NamedTuple):
    """Where a plan stands in its document."""

    start: int
    """Behind the notice that issues it."""
    end: int
    """Before its signature and what follows."""
    annex: int
    """Where a table behind it begins that lost its lines; the text's end where there is none."""
    signature: Signature | None


class Frame(NamedTuple):
    """What stands around the items of a plan."""

    end: int
    annex: int
    title: str
    title_start: int
    title_end: int
    number: str
    issuers: tuple[str, ...]
    day: date | None
    ends_on: date | None
    preamble: str
    preamble_start: int

    @property
    def horizon(self) -> Horizon:
        """What dates without a year hang on: the one year of the title, else the year of issue."""
        own = _YEAR.search(_YEARS.sub("", self.title))
        if own:
            return Horizon(self.ends_on, int(own[1]), titled=True)
        return Horizon(self.ends_on, self.day.year if self.day else None)


def find_bounds(flow: Flow) -> Bounds:
    """Where the plan stands in its document."""
    annex = end = _annex_table(flow)
    signatures = _signatures(flow, end)
    start = 0
    signature: Signature | None = None
    # Read once, however many signatures there are.
    evidence = [one.span() for one in _EVIDENCE.finditer(flow.plain, 0, end)] if signatures else []
    last_evidence = evidence[-1][0] if evidence else -1
    last_item = _last_item(flow, end) if signatures else -1
    for found in signatures:
        first = bisect_left(evidence, (start, 0))
        before = first < len(evidence) and evidence[first][1] <= found.start
        after = last_evidence >= found.end
        if not before and (after or last_item >= found.end):
            start, signature = found.end, found
        elif not after:
            return Bounds(start, found.start, annex, found)
    return Bounds(start, end, annex, signature)


def read_frame(
    flow: Flow,
    outline: Outline,
    bounds: Bounds,
    without: Sequence[tuple[int, int]],
) -> Frame:
    """Title, number, issuers, date and preamble of a plan; the latter without its rules."""
    root = outline.root
    first = root.children[0].start if root.children else bounds.end
    signature = bounds.signature
    fields = _imprint_lines(flow, first)
    imprint = read_imprint([flow.text[start:end] for start, end in fields], flow.tables)
    title, title_start, title_end = _title(flow, bounds.start, first, fields)
    if not title:
        published = _PUBLISHED.search(flow.text, 0, min(first, _LONGEST_HEAD))
        title = published[1].replace("\n", "").strip() if published else ""
    if not title and bare(imprint.title).endswith(GENRES):
        title = imprint.title
    begun = _WHOLE_TITLE.match(plain(title))
    titled = (title[: begun.end(1)],) if begun and is_strong_unit(begun[1]) else ()
    if begun and (titled or not begun[1]):
        # Names of those who issue it together stand on the lines above.
        titled = (*_issuers(flow, title_start)[1], *titled)
    cover = _COVER.fullmatch(title) or _RELEASED.fullmatch(title)
    if cover and cover[1].endswith(GENRES):
        title = cover[1].strip()
    preamble_start, preamble = _preamble(flow, title_end, first, without, fields)
    return Frame(
        bounds.end,
        bounds.annex,
        title,
        title_start,
        title_end,
        _document_number(flow, first, fields) or imprint.number,
        (signature.issuers if signature else ()) or imprint.issuers or titled,
        signature.day if signature else imprint.day or _dashed_day(flow, first),
        _last_day(title, flow),
        preamble,
        preamble_start,
    )


def publishes(words: str) -> bool:
    """Whether words are a notice's, which publishes a plan: 现将《…》印发给你们."""
    return _PUBLISHED.search(words) is not None


def _imprint_lines(flow: Flow, end: int) -> list[tuple[int, int]]:
    """Lines above the first item that hold fields of the page, or the value of one above."""
    found: list[tuple[int, int]] = []
    at, pending = 0, False
    for line in flow.plain[: min(end, _LONGEST_HEAD)].split("\n"):
        own = is_imprint(line)
        value = pending and len(line) <= _LONGEST_VALUE and not line.endswith(GENRES)
        if own or value:
            found.append((at, at + len(line)))
        pending = own and line.endswith("：")
        at += len(line) + 1
    return found


def _fragments(
    flow: Flow, start: int, end: int, without: Sequence[tuple[int, int]] = ()
) -> list[Fragment]:
    """Stretches between line feeds and gaps, without lines that are no text."""
    cuts = [start, *sorted(gap for gap in flow.gaps if start < gap < end), end]
    left_out = {at for first, last in without for at in range(first, last)}
    found = []
    for left, right in pairwise(cuts):
        at = left
        for line in flow.text[left:right].split("\n"):
            if line and at not in left_out:
                stop = at + len(line)
                found.append(Fragment(at, stop, line, flow.plain[at:stop]))
            at += len(line) + 1
    return found


def _signatures(flow: Flow, end: int) -> list[Signature]:
    """Every place where issuers and a date stand on lines of their own, or end the text."""
    found = []
    for day in _SIGNED.finditer(flow.plain, 0, end):
        line_end = day.end()
        if not _ends_line(flow, line_end, end) and flow.plain[line_end] == "（":
            remark = _REMARK.match(flow.plain, line_end, end)
            line_end = remark.end() if remark else line_end
        if not _ends_line(flow, line_end, end):
            continue
        start, issuers = _issuers(flow, day.start())
        value = _as_date(day)
        if value and (issuers or start == day.start() == _line_start(flow, day.start())):
            after = _after_remarks(flow, line_end, end)
            found.append(Signature(start, after, issuers, value))
    return found


def _issuers(flow: Flow, end: int) -> tuple[int, tuple[str, ...]]:
    """Units on the lines right above an offset, or before it in its line."""
    issuers: list[str] = []
    start = at = end
    while len(issuers) < _MOST_ISSUERS and at > 0:
        if flow.plain[at - 1] == "\n":
            at -= 1
        begin = _line_start(flow, at)
        sentence = max(flow.plain.rfind("。", begin, at) + 1, _behind_list(flow, begin, at))
        begin = max(begin, sentence)
        name = flow.text[begin:at]
        if begin and flow.plain[begin - 1] == "\n" and ends_another(flow.plain[begin:at]):
            # A long name takes two lines: 甲省高质量发展 above 领导小组办公室.
            above = _line_start(flow, begin - 1)
            whole = flow.text[above : begin - 1] + name
            if _may_sign(plain(whole)) and not is_unit(flow.plain[above : begin - 1]):
                begin, name = above, whole
        if not name or not _may_sign(plain(name)):
            break
        issuers.append(_REMARK_BEHIND.sub("", name))
        start = at = begin
        if sentence == begin:
            break
    return start, tuple(reversed(issuers))


def _may_sign(line: str) -> bool:
    """Whether a line names an issuer, and no list: 责任单位：市公安局, 各镇（街）."""
    return line == "国务院" or ("：" not in line and is_unit(bare(line)) and not is_group(line))


def _behind_list(flow: Flow, start: int, end: int) -> int:
    """Behind a bracket that follows a sentence, where an item runs on into the signature."""
    sentence = flow.plain.rfind("。", start, end)
    if sentence < 0 or flow.plain[sentence + 1 : sentence + 2] not in OPENERS:
        return 0
    return max(flow.plain.rfind(close, sentence, end) for close in CLOSERS) + 1


def _line_start(flow: Flow, at: int) -> int:
    """Where the line or the stretch between gaps that ends at an offset begins."""
    while at > 0 and flow.plain[at - 1] != "\n":
        at -= 1
        if at in flow.gaps:
            break
    return at


def _line_end(flow: Flow, at: int, end: int) -> int:
    while not _ends_line(flow, at, end):
        at += 1
    return at


def _ends_line(flow: Flow, at: int, end: int) -> bool:
    return at >= end or flow.plain[at] == "\n" or at in flow.gaps


def _begins_line(flow: Flow, start: int, end: int) -> bool:
    """Whether a stretch stands at the beginning of a line, or behind a gap, and has none in it."""
    begins = not start or flow.plain[start - 1] == "\n" or start in flow.gaps
    return begins and not any(at in flow.gaps for at in range(start + 1, end))


def _after_remarks(flow: Flow, at: int, end: int) -> int:
    """Behind remarks about publication on the lines below."""
    while at < end:
        begin = at + (flow.plain[at] == "\n")
        stop = _line_end(flow, begin, end)
        if stop <= begin or not _REMARK.fullmatch(flow.plain[begin:stop]):
            return at
        at = stop
    return at


def _last_item(flow: Flow, end: int) -> int:
    """Where items begin for the last time: at a line's beginning, or after a sentence."""
    return max(
        (
            found.start()
            for found in _FIRST_ITEM.finditer(flow.plain, 0, end)
            if found.start() in flow.gaps
            or flow.plain[found.start() - 1 : found.start()] in _BOUNDARY
        ),
        default=-1,
    )


def _annex_table(flow: Flow) -> int:
    """Where a table begins that lost its lines: its head, one word a line; else the end."""
    lines = flow.plain.split("\n")
    at = 0
    for place, line in enumerate(lines):
        if line.startswith(_TABLE_HEAD):
            heads = lines[place + 1 : place + 12] if line == _TABLE_HEAD else [line[2:]]
            if any(_is_table_head(head) for head in heads):
                while place and _ANNEX.match(lines[place - 1]):
                    place -= 1
                    at -= len(lines[place]) + 1
                return at
        at += len(line) + 1
    return len(flow.plain)


def _is_table_head(text: str) -> bool:
    """Whether a line is the head of a column of units, or of all columns at once."""
    return len(text) <= _LONGEST_TABLE_HEAD and any(word in text for word in _TABLE_ROLES)


def _document_number(flow: Flow, end: int, without: Sequence[tuple[int, int]]) -> str:
    """The document's number: on a line of its own, else before the addressees."""
    for found in _NUMBER.finditer(flow.plain, 0, min(end, _LONGEST_HEAD)):
        start = found.start()
        if any(first <= start < last for first, last in without):
            continue
        before = flow.plain[:start]
        quoted = before.count("《") > before.count("》") or before.count("（") > before.count("）")
        own = _begins_line(flow, start, found.end())
        if own or (not quoted and "。" not in before):
            begin = start
            if not own:
                title = [*_TITLE_END.finditer(flow.plain, start, found.start(1) - 1)]
                begin = title[-1].end() if title else start
            name, sign = flow.text[begin : found.start(1) - 1], flow.text[found.end() - 1]
            return f"{name}〔{found[1]}〕{found[2]}{sign}"
    return ""


def _title(
    flow: Flow, start: int, end: int, without: Sequence[tuple[int, int]]
) -> tuple[str, int, int]:
    """The lines above the preamble that make up the title, and their ends."""
    lines: list[Fragment] = []
    for fragment in _fragments(flow, start, end, without):
        own = fragment.plain
        if _is_prose(own) or own.endswith("："):
            if lines:
                break
            return _title_within(flow, fragment)
        if _is_furniture(own):
            if _ends_title(lines):
                break
            lines = []
        elif _ends_title(lines) and not own.startswith(("（", "—", "－")):
            # A page's title, or the notice's, stands above the plan's own.
            if len(own) < _SHORTEST_LINE:
                break
            lines = [fragment]
        elif _begins_title(own):
            lines = [fragment]
        else:
            lines.append(fragment)
        if sum(len(line.plain) for line in lines) > _LONGEST_TITLE:
            lines = [fragment]
    if not lines:
        return "", start, start
    title = "".join(line.text for line in lines).strip()
    return _ANNEXED.sub("", title, count=1), lines[0].start, lines[-1].end


def _title_within(flow: Flow, fragment: Fragment) -> tuple[str, int, int]:
    """The title that begins a paragraph in which the document's number follows it."""
    number = _NUMBER.search(fragment.plain)
    # What stands before the bracket of the number may be taken for a part of it.
    cut = fragment.start + (number.start(1) if number else 0)
    genres = [*_GENRE.finditer(flow.plain, fragment.start, cut)]
    stop = genres[-1].end() if genres else fragment.start
    return flow.text[fragment.start : stop].strip(), fragment.start, stop


def _ends_title(lines: Sequence[Fragment]) -> bool:
    return bool(lines) and bare(lines[-1].plain).rstrip("》）").endswith(GENRES)


def _begins_title(own: str) -> bool:
    """Whether a title begins with a line, whatever menus stand above it: 某市政府关于印发…."""
    begun = _WHOLE_TITLE.match(own)
    return begun is not None and (not begun[1] or is_unit(begun[1]))


def _is_furniture(own: str) -> bool:
    """Whether a line of the head is no part of a title."""
    trail = own.startswith(TRAILS) or ">>" in own or (own.count(">") > 1 and "<" not in own)
    return bool(
        trail
        or _MENU.fullmatch(own.strip(_BULLETS))
        or _NUMBER.fullmatch(own.partition("附件")[0])
        or _SIGNED.fullmatch(own)
        or _PUBLISHED_ON.fullmatch(own)
        or _REMARK.fullmatch(own)
        or _ANNEX.fullmatch(own)
        or (is_unit(own) and not own.endswith(GENRES))
    )


def _is_prose(own: str) -> bool:
    return "。" in own or len(own) > _LONGEST_TITLE or own.endswith("；")


def _preamble(
    flow: Flow,
    start: int,
    end: int,
    without: Sequence[tuple[int, int]],
    fields: Sequence[tuple[int, int]],
) -> tuple[int, str]:
    """Sentences between the title, or the addressees, and the first item."""
    fragments = _fragments(flow, _behind_number(flow, start, end), end, fields)
    addressed = (n for n, f in enumerate(fragments[:4]) if _ADDRESSEES.fullmatch(f.plain))
    first = next(addressed, -1) + 1
    kept = [f for f in fragments[first:] if len(f.plain) > 12 or _is_prose(f.plain)]
    if not kept:
        return end, ""
    left_out = [*without, *fields]
    words = read_passage(flow, kept[0].start, kept[-1].end, left_out, titled=False)
    return kept[0].start, words.text


def _behind_number(flow: Flow, start: int, end: int) -> int:
    """Behind a document number and addressees that a title runs on into."""
    number = _NUMBER.match(flow.plain, start, end)
    if number is None:
        return start
    addressees = _ADDRESSEES.match(flow.plain, number.end(), end)
    return addressees.end() if addressees else number.end()


def _as_date(found: re.Match[str]) -> date | None:
    words = [text.replace("○", "\u3007") for text in found.groupdict().values() if text]
    numbers = map(parse_hanzi, words) if words else map(int, found.groups()[:3])
    try:
        return date(*numbers)
    except ValueError:
        return None


def _dashed_day(flow: Flow, end: int) -> date | None:
    for found in _DASHED_DAY.finditer(flow.plain, 0, end):
        if _begins_line(flow, *found.span()):
            return _as_date(found)
    return None


def _last_day(title: str, flow: Flow) -> date | None:
    """The last day of the plan: the years in its title, or until when it holds."""
    years = _YEARS.search(title)
    if years:
        return date(int(years[2]), 12, 31)
    valid = _VALID.search(flow.plain)
    day = _DAY.search(valid[1]) if valid else None
    return _as_date(day) if day else None
