"""Where the lists of units stand in the words of an item, in brackets and without.

A bracket that nobody closes ends with its paragraph, so that it swallows no other item.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.grammar import (
    Listing,
    begins_like_none,
    has_levels,
    is_list,
    parse_listing,
)
from dutymatrix.document.listing.label import Label, classify_label, read_bare_label
from dutymatrix.plan.model import Role
from dutymatrix.wording.organisation import LONGEST_NAME
from dutymatrix.wording.script import CLOSERS, OPENERS, plain
from dutymatrix.wording.unit import is_certain_unit, is_strong_unit, is_unit
from dutymatrix.wording.verb import DEADLINES, LABEL_NOUNS, LONGEST_LABEL, ORGANIZING, PERSONS

_MARK = re.compile(r"[（【〔\[）】〕\]]")
_PAIRS = dict(zip(CLOSERS, OPENERS, strict=True))
_MARKS = (*OPENERS, *CLOSERS)
# Longer ones are no lists; the bounds keep time linear, whatever a file holds.
_LONGEST_UNCLOSED = 600
_MOST_UNCLOSED = 500
# A list holds names in brackets, and these another bracket at most; what holds more levels is read
# as a whole only where nothing is around it.
_MOST_LEVELS = 4
_LONGEST_OWNERS = 100
_SENTENCE_ENDS = "。！？；："
LABEL_END = re.compile(
    rf"(?:{'|'.join((*LABEL_NOUNS, *PERSONS, *DEADLINES))})[^：\n，。；、]{{0,4}}："
)
"""The end of a label, whatever stands before it."""
_SHORTEST_NAME = 3
_NAME_ENDS = "、，；：。\n"
# No bracket with less names anybody.
_FEWEST_CHARACTERS = 2
_LABEL_START = "。！？；）】〕]\n"
# A line of a list may begin so: ——责任单位：市公安局.
_BULLETS = "—－–-·•●■◆▲★☆→◎○□>"
# A label in brackets of its own stands before its names: 【责任单位】市公安局.
BRACKETED_LABEL = re.compile(rf"[【〔\[（]([\u4e00-\u9fff]{{2,{LONGEST_LABEL}}})[】〕\]）]：?")
"""What may be such a label."""


class Found(NamedTuple):
    """A list in a bracket, or behind a label."""

    start: int
    """Offset of its bracket or label; what belongs to the item's wording ends here."""
    end: int
    listing: Listing
    closed: bool = True


_NOTHING = Label("", None)


class Bracket(NamedTuple):
    """A bracket, whatever stands in it."""

    start: int
    end: int
    closed: bool
    """Whether it ends with a mark of its own, and not with its paragraph."""


Parsed = dict[tuple[int, int], Listing | None]
"""What stands between two offsets, taken apart: no bracket of a document is twice."""


class _LabelAt(NamedTuple):
    """A label outside brackets."""

    label: Label
    start: int
    names: int
    """Offset of what stands behind it."""


def find_lists(flow: Flow, start: int, end: int, parsed: Parsed) -> tuple[Found, ...]:
    """Lists between two offsets, in the document's order.

    Args:
        flow: The document.
        start: Where they begin.
        end: Where they end.
        parsed: Its brackets that were taken apart; those between the offsets are added.
    """
    labels = [*_labels(flow, start, end)]
    found = [*_in_brackets(flow, start, end, labels, parsed)]
    found += _without_brackets(flow, end, labels, [(one.start, one.end) for one in found])
    found.sort(key=lambda one: one.start)
    # A field without a list beside it is a sentence of the item.
    return tuple(one for one in _joined(found, flow) if one.listing.members)


def find_owners(flow: Flow, start: int, end: int) -> Found | None:
    """The units that a paragraph begins with, before a colon: 市教育局：负责课堂教学."""
    colon = flow.plain.find("：", start, min(end, start + _LONGEST_OWNERS))
    if colon < 0 or any(mark in flow.plain[start:colon] for mark in "。\n"):
        return None
    listing = parse_listing(flow, start, colon, label=Label("", Role.RESPONSIBLE))
    if listing is None or listing.notes or not listing.members:
        return None
    if not all(is_strong_unit(plain(member.name)) for member in listing.members):
        return None
    return Found(start, colon + 1, listing)


def find_heading_owners(flow: Flow, start: int, end: int) -> Found | None:
    """The units that a heading is made of, above what each of them has to do: 一、市教育局."""
    stop = end - (len(flow.plain[start:end]) - len(flow.plain[start:end].rstrip("\n。：")))
    if not 0 < stop - start <= _LONGEST_OWNERS:
        return None
    listing = parse_listing(flow, start, stop, label=Label("", Role.RESPONSIBLE))
    if listing is None or not listing.members or listing.notes:
        return None
    certain = all(is_certain_unit(plain(member.name)) for member in listing.members)
    # They stay what the item is called.
    return Found(start, start, listing) if certain else None


def parse_bracket(flow: Flow, start: int, end: int, parsed: Parsed) -> Listing | None:
    """Take apart what stands in a bracket, unless that was done before."""
    if (start, end) not in parsed:
        parsed[start, end] = parse_listing(flow, start, end)
    return parsed[start, end]


def _in_brackets(
    flow: Flow, start: int, end: int, labels: Sequence[_LabelAt], parsed: Parsed
) -> Iterator[Found]:
    done = start
    behind = [one.names for one in labels if one.label.role]
    for bracket in find_brackets(flow.plain, start, end):
        if bracket.start < done:
            continue
        found = _read_bracket(flow, bracket, end, parsed)
        if found and not found.listing.labelled:
            at = bisect_right(behind, bracket.start) - 1
            if at >= 0 and _one_sentence(flow.plain, behind[at], bracket.start):
                continue  # 责任单位：市市场监管局（市知识产权局）
        if found:
            yield found
            done = found.end


def _one_sentence(text: str, start: int, end: int) -> bool:
    """Whether a list behind a label may go on from one offset to the other."""
    if end - start > _LONGEST_UNCLOSED:
        return False
    return text.find("。", start, end) < 0 and text.find("\n", start, end) < 0


def _read_bracket(flow: Flow, bracket: Bracket, end: int, parsed: Parsed) -> Found | None:
    text = flow.plain
    inside = bracket.start + 1
    last = bracket.end - bracket.closed
    if last - inside < _FEWEST_CHARACTERS or begins_like_none(text, inside):
        return None
    stop = last if bracket.closed else end_of_names(flow, inside, last)
    if read_bare_label(text[inside:stop]):
        return None  # 【责任单位】: its names stand behind it
    listing = parse_bracket(flow, inside, stop, parsed)
    if listing is None:
        return None
    after = bracket.end if bracket.closed else stop
    at_end = stands_like_a_list(text, bracket.start, after, end, flow)
    if not at_end and text.startswith(ORGANIZING, inside):
        return None  # 办好消费节（主办单位：某商会）等活动
    if text[bracket.start - 1 : bracket.start] == "”" and not has_levels(listing):
        at_end = False  # “三馆”（图书馆、博物馆、文化馆）
    if not bracket.closed and not listing.labelled:
        # Without a label and a bracket that closes, the first name must be beyond doubt.
        at_end = at_end and all(
            is_strong_unit(plain(member.name)) for member in listing.members[:1]
        )
    if is_list(listing, at_end=at_end) or (listing.notes and not listing.members):
        return Found(bracket.start, after, listing, bracket.closed)
    return None


def find_brackets(text: str, start: int, end: int) -> list[Bracket]:
    """Brackets, outer ones before those in them."""
    stack: list[int] = []
    # Levels of brackets in each of them, and of those in the text.
    levels = [0]
    opened = dict.fromkeys(OPENERS, 0)
    found: list[Bracket] = []
    for mark in _MARK.finditer(text, start, end):
        char = mark[0]
        if char in OPENERS:
            stack.append(mark.start())
            levels.append(0)
            opened[char] += 1
            continue
        if not opened[_PAIRS[char]]:
            continue
        # What was opened within and never closed ends with this one.
        closes = False
        while not closes:
            at = stack.pop()
            closes = text[at] == _PAIRS[char]
            opened[text[at]] -= 1
            own = levels.pop() + closes
            levels[-1] = max(levels[-1], own)
        if not stack or own <= _MOST_LEVELS:
            found.append(Bracket(at, mark.end(), closed=True))
    # What nobody closes ends at the next but one, too: another one may stand in it.
    ends = (*stack[2:], end, end)
    for at, stop in zip(stack[:_MOST_UNCLOSED], ends, strict=False):
        if text[at + 1 : at + 2] in _MARKS:
            continue
        stop = min(stop, at + _LONGEST_UNCLOSED)
        feed = text.find("\n", at, stop)
        stop = feed if feed >= 0 else stop
        found.append(Bracket(at, stop, closed=False))
    return sorted(found)


def end_of_names(flow: Flow, start: int, end: int) -> int:
    """Where a list ends that nothing closes: with its sentence, at a gap, with the text."""
    sentence = flow.plain.find("。", start, end)
    stop = min(sentence if sentence >= 0 else end, start + _LONGEST_UNCLOSED)
    depth = 0
    for at in range(start, stop):
        char = flow.plain[at]
        depth += (char in OPENERS) - (char in _PAIRS)
        if depth < 0 or (at > start and at in flow.gaps and not _name_follows(flow, at, stop)):
            stop = at
            break
    return _without_prose(flow.plain, start, stop)


def _name_follows(flow: Flow, gap: int, end: int) -> bool:
    """Whether another name stands behind a blank: 市公安局 市司法局, up to a mark or a blank."""
    stop = gap + 1
    last = min(end, gap + LONGEST_NAME)
    while stop < last and stop not in flow.gaps and flow.plain[stop] not in _NAME_ENDS:
        stop += 1
    return is_strong_unit(flow.plain[gap:stop])


def _without_prose(text: str, start: int, end: int) -> int:
    """Where the last name ends that a sentence runs on from: 各镇政府本政策自发布之日起施行."""
    last = max(text.rfind(mark, start, end) for mark in "、，；：") + 1
    first = max(start, last)
    if is_unit(text[first:end]) or end - first <= LONGEST_NAME // 2:
        return end
    stop = end
    for at in range(first + _SHORTEST_NAME, min(end, first + LONGEST_NAME)):
        if is_strong_unit(text[first:at]):
            stop = at
        elif stop < end and at - stop > 2:
            break
    return stop


def stands_like_a_list(text: str, start: int, after: int, end: int, flow: Flow) -> bool:
    """Whether a bracket stands after a sentence, or where a sentence or its item ends."""
    if text[start - 1 : start] in "。！？；\n" or start in flow.gaps:
        return True
    following = text[after : after + 1]
    return after >= end or following in ("\n", "。", "；") or after in flow.gaps


def _without_brackets(
    flow: Flow, end: int, labels: Sequence[_LabelAt], taken: Sequence[tuple[int, int]]
) -> Iterator[Found]:
    """Lists behind a label: 责任单位：市公安局、市司法局."""
    text = flow.plain
    done = 0
    spans = iter((*taken, (end, end)))
    span = next(spans)
    for (label, at, names), following in pairwise((*labels, _LabelAt(_NOTHING, end, end))):
        while span[1] <= at:
            span = next(spans, (end, end))
        if at < done or span[0] <= at < span[1]:
            continue
        stop = min(end, max(following.start, names), max(span[0], names))
        stop = end_of_names(flow, names, _last_line(text, names, stop))
        listing = parse_listing(flow, names, stop, label=label)
        if listing and (listing.members or label.role is None):
            after = stop + 1 if text[stop : stop + 1] in ("。", *_PAIRS) else stop
            yield Found(at, after, listing)
            done = after


def _last_line(text: str, start: int, end: int) -> int:
    """Where the lines end that names stand on: one, and those below that are a name each."""
    feed = text.find("\n", start, end)
    while feed >= 0:
        following = text.find("\n", feed + 1, end)
        below = text[feed + 1 : following if following >= 0 else end].rstrip("、，；。")
        if not is_strong_unit(below):
            return feed
        feed = following
    return end


def _labels(flow: Flow, start: int, end: int) -> Iterator[_LabelAt]:
    """Labels that begin a paragraph or follow a sentence."""
    text = flow.plain
    places = []
    for colon in LABEL_END.finditer(text, start, end):
        begin = colon.start()
        while begin > start and colon.end() - begin <= LONGEST_LABEL:
            if text[begin - 1] in _LABEL_START or begin in flow.gaps:
                break
            begin -= 1
        words = text[begin : colon.end()]
        if any(words.count(one) != words.count(other) for other, one in _PAIRS.items()):
            continue  # 推进融通（完成时限：
        if begin == start or text[begin - 1] in _LABEL_START or begin in flow.gaps:
            places.append((begin, colon.end() - 1, colon.end()))
    found = [
        (begin, names, classify_label(text[begin:stop].lstrip(_BULLETS)))
        for begin, stop, names in places
    ]
    for bracket in BRACKETED_LABEL.finditer(text, start, end):
        found.append((bracket.start(), bracket.end(), read_bare_label(bracket[1])))
    for begin, names, label in sorted(found, key=lambda one: one[0]):
        if label:
            yield _LabelAt(label, begin, names)


def _joined(found: list[Found], flow: Flow) -> Iterator[Found]:
    """Lists one behind the other are one list: （牵头单位：…）（配合单位：…）."""
    run: list[Found] = []
    for one in found:
        if run and not _adjoin(flow.plain, run[-1], one):
            yield _one_of(run)
            run = []
        run.append(one)
    if run:
        yield _one_of(run)


def _one_of(run: Sequence[Found]) -> Found:
    """Lists one behind the other as one."""
    first, last = run[0], run[-1]
    if len(run) == 1:
        return first
    listings = [one.listing for one in run]
    joined = listings[0]._replace(
        end=listings[-1].end,
        members=tuple(chain.from_iterable(one.members for one in listings)),
        open=any(one.open for one in listings),
        own_part=any(one.own_part for one in listings),
        notes=tuple(chain.from_iterable(one.notes for one in listings)),
        doubtful=tuple(chain.from_iterable(one.doubtful for one in listings)),
    )
    return Found(first.start, last.end, joined, all(one.closed for one in run))


def _adjoin(text: str, one: Found, other: Found) -> bool:
    between = text[one.end : other.start].strip("\n；，。")
    return not between and (other.listing.labelled or not other.listing.members)
