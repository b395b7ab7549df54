"""Lines of pages become paragraphs: which of them begin one, and which go on with the line above.

A line that is as wide as the page goes on below, and so does an open bracket; the label of an
item begins a paragraph wherever it stands.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dutymatrix.plan.numbering import FORMAL_DIGITS
from dutymatrix.wording.script import CLOSERS, OPENERS, plain

_SENTENCE_ENDS = "。！？；："
ITEM = re.compile(
    r"第[一二三四五六七八九十百]{1,4}[章节条]|[一二三四五六七八九十百]{1,4}、|（[一二三四五六七八九十百]{1,4}）"
    rf"|[{FORMAL_DIGITS}]{{1,3}}、"
    r"|[0-9]{1,3}(?:、|\.(?![0-9])|\.(?=[0-9]{4}年))|（[0-9]{1,2}）|[①-⒛㈠-㈩]"
)
"""The beginning of an item: never the rest of a line."""
# That of a field is one only in a bracket.
_FIELD = re.compile(r"[—–－-]{0,2}[\u4e00-\u9fff]{0,6}(?:单位|部门|领导|时限)：|附件?[0-9：]")
_CUT_LABEL = re.compile("[任头合责导]?(?:单位|部门)：")
_LABEL = re.compile("(?:责任|牵头|配合|负责|参与|协办|主办)(?:单位|部门)：$")
# A line of a longer paragraph is no wider than a page; wider ones are paragraphs.
_WIDEST_LINE = 150
_NEARLY_FULL = 0.85
_TO_THE_MARGIN = 0.95
# In so many of the lines of a wrapped text the line is as long as the page allows.
_FULL_SHARE = 0.3
_FEWEST_FULL = 3
# Paragraphs are lines of a page where so many are as wide as it, but for so many columns.
_FEWEST_PRINTED = 10
_RAGGED = 6
# Paragraphs of a line each may be as long as one another, but those end their sentences.
_OFTEN_BROKEN = 0.5
# Where fewer are, that many of the longest do not end a sentence.
_BROKEN_SHARE = 0.6
_NARROWEST_PAGE = 36
# No page is narrower; shorter lines are names and headings.
_NARROWEST_LINE = 20
_BRACKET = re.compile(f"[{re.escape(OPENERS + CLOSERS)}]")
_BLANKS = re.compile(r"(?<![!-~])\s+(?![!-~])")


class Line(NamedTuple):
    """A line of the source."""

    number: int
    raw: str
    column: int
    """The column of its first character; more than 1 inside a block of several lines."""
    own: bool
    """Whether it begins a block that is a whole paragraph."""

    @property
    def indented(self) -> bool:
        """Whether blanks stand before it."""
        return self.raw[:1] in " \u3000\t\u00a0" and self.raw[:2].isspace()


def iter_paragraphs(lines: Sequence[Line], *, wrapped: bool) -> Iterator[tuple[bool, Line]]:
    """Lines, each with whether it begins a paragraph."""
    if not wrapped:
        yield from ((line.own, line) for line in lines)
        return
    margin = _margin(lines)
    by_indent = 0 < sum(line.indented for line in lines) <= 0.6 * len(lines)
    above, width, depth, said = "", 0, 0, False
    for line in lines:
        own = plain(_compact(line))
        fullness = width / margin if margin else 0
        begins = not above or _begins(own, above, fullness, open_above=depth > 0)
        if said and begins and not (_ends(above) or ITEM.match(own) or _FIELD.match(own)):
            # No heading has sentences: this one goes on, however short its line.
            begins = False
        begins = begins or (by_indent and line.indented)
        yield begins, line
        depth = _depth_after(own, 0 if begins else depth)
        said = "。" in own or (said and not begins)
        above, width = own, _width(line)


def are_printed(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are the lines of a page, as they are where somebody pasted one.

    Many are nearly as wide as one another and break off within a sentence; in some one ends.
    """
    widths = sorted(map(_width, lines))
    if len(widths) < _FEWEST_PRINTED:
        return False
    margin = widths[len(widths) * 9 // 10]
    broken = [
        line
        for line in lines
        if abs(_width(line) - margin) <= _RAGGED and not _ends(plain(line.raw.rstrip()[-1:]))
    ]
    wide = _NARROWEST_PAGE <= margin <= _WIDEST_LINE
    many = len(broken) >= max(_FEWEST_PRINTED, _FULL_SHARE * len(lines))
    return wide and many and sum("。" in line.raw for line in broken) >= _FEWEST_FULL


def _begins(own: str, above: str, fullness: float, *, open_above: bool) -> bool:
    """Whether a line of a wrapped text begins a paragraph.

    Args:
        own: The line.
        above: The line above it.
        fullness: How much of the page's width the latter takes; 0 where lines are paragraphs.
        open_above: Whether a bracket is open at its end.
    """
    if ITEM.match(own) or (_FIELD.match(own) and not (open_above or _cuts_label(above, own))):
        return True
    if _LABEL.search(above):
        return False
    if open_above:
        # A list may end before the margin; a bracket nobody closes does not hold what follows.
        return not (_closes(own) or fullness >= _NEARLY_FULL)
    if above[-1] in "，、":
        return False
    return fullness < (_TO_THE_MARGIN if above[-1] in _SENTENCE_ENDS else _NEARLY_FULL)


def _cuts_label(above: str, own: str) -> bool:
    """Whether a line breaks within a label: 责任 above 单位：市公安局."""
    return bool(_CUT_LABEL.match(own)) and not _ends(above)


def _ends(text: str) -> bool:
    """Whether a paragraph may end so; a closing bracket may end a list."""
    return text[-1] in _SENTENCE_ENDS or text[-1] in CLOSERS


def _margin(lines: Sequence[Line]) -> int:
    """The width of a full line; 0 where lines are paragraphs."""
    widths = sorted(map(_width, lines))
    if not widths:
        return 0
    margin = widths[len(widths) * 9 // 10]
    full = sum(width >= _NEARLY_FULL * margin for width in widths)
    enough = max(_FEWEST_FULL, _FULL_SHARE * len(widths))
    wide = _NARROWEST_LINE <= margin <= _WIDEST_LINE
    if wide and full >= enough and _breaks(lines, _NEARLY_FULL * margin) >= full * _OFTEN_BROKEN:
        return margin
    return _margin_of_few(lines, widths)


def _margin_of_few(lines: Sequence[Line], widths: Sequence[int]) -> int:
    """The width at which several lines break off within a sentence, where most lines are short."""
    margin = widths[-min(_FEWEST_FULL, len(widths))]
    if not _NARROWEST_PAGE <= margin <= _WIDEST_LINE:
        return 0
    full = sum(width >= margin - 2 for width in widths)
    broken = _breaks(lines, margin - 2)
    return margin if broken >= max(_FEWEST_FULL, _BROKEN_SHARE * full) else 0


def _breaks(lines: Sequence[Line], full: float) -> int:
    """How many of the full lines break off within a sentence."""
    return sum(_width(line) >= full and not _ends(plain(line.raw.rstrip()[-1:])) for line in lines)


def _compact(line: Line) -> str:
    return "".join(line.raw.split())


def _width(line: Line) -> int:
    """Columns on paper: two for what is not ASCII, none for blanks that Chinese does not need."""
    text = _BLANKS.sub("", line.raw.strip())
    return 2 * len(text) - sum(map(str.isascii, text))


def _depth_after(text: str, depth: int) -> int:
    for mark in _BRACKET.findall(text):
        depth = depth + 1 if mark in OPENERS else max(0, depth - 1)
    return depth


def _closes(text: str) -> bool:
    """Whether a bracket that was opened above closes here."""
    depth = 0
    for mark in _BRACKET.findall(text):
        depth += 1 if mark in OPENERS else -1
        if depth < 0:
            return True
    return False
