"""Where the lists of units stand in the words of an item, in brackets and without.

A bracket that nobody closes ends with its paragraph, so that it swallows no other item.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.grammar import (
    Listing,
    begins_like_none,
    is_list,
    parse_listing,
    resembles_list,
)
from dutymatrix.document.listing.label import Label, classify_label, read_bare_label
from dutymatrix.document.listing.unit import is_strong_unit, is_unit
from dutymatrix.wording.organisation import LONGEST_NAME
from dutymatrix.wording.script import CLOSERS, OPENERS, plain
from dutymatrix.wording.verb import DEADLINES, LABEL_NOUNS, LONGEST_LABEL, PERSONS

_MARK = re.compile(r"[（【〔\[）】〕\]]")
_PAIRS = dict(zip(CLOSERS, OPENERS, strict=True))
_MARKS = (*OPENERS, *CLOSERS)
# Longer ones are no lists; the bounds keep time linear, whatever a file holds.
_LONGEST_UNCLOSED = 600
_LONGEST_NESTED = 2000
_SENTENCE_ENDS = "。！？；："
_LABEL_END = re.compile(
    rf"(?:{'|'.join((*LABEL_NOUNS, *PERSONS, *DEADLINES))})[^：\n，。；、]{{0,4}}："
)
_SHORTEST_NAME = 3
_LABEL_START = "。！？；）】〕]\n"
# A label in brackets of its own stands before its names: 【责任单位】市公安局.
_BRACKETED_LABEL = re.compile(rf"[【〔\[（]([\u4e00-\u9fff]{{2,{LONGEST_LABEL}}})[】〕\]）]：?")


class Found(NamedTuple):
    """A bracket, or a stretch behind a label."""

    start: int
    """Offset of its bracket or label; what belongs to the item's wording ends here."""
    end: int
    listing: Listing | None
    """What it lists; None where it is no list but looks like one."""
    closed: bool = True


_NOTHING = Label("", None)


class _Span(NamedTuple):
    start: int
    end: int
    closed: bool
    depth: int


class _LabelAt(NamedTuple):
    """A label outside brackets."""

    label: Label
    start: int
    names: int
    """Offset of what stands behind it."""


def find_lists(flow: Flow, start: int, end: int) -> tuple[Found, ...]:
    """Lists between two offsets, and what looks like one, in the document's order."""
    labels = [*_labels(flow, start, end)]
    found = [*_in_brackets(flow, start, end, labels)]
    taken = [(one.start, one.end) for one in found if one.listing]
    found += _without_brackets(flow, end, labels, taken)
    found.sort(key=lambda one: one.start)
    # A field without a list beside it is a sentence of the item.
    return tuple(one for one in _joined(found, flow) if one.listing is None or one.listing.members)


def _in_brackets(flow: Flow, start: int, end: int, labels: Sequence[_LabelAt]) -> Iterator[Found]:
    done = start
    behind = [one.names for one in labels if one.label.role]
    for span in _spans(flow.plain, start, end):
        if span.start < done:
            continue
        found = _read_bracket(flow, span, end)
        if found and found.listing and not found.listing.labelled:
            at = bisect_right(behind, span.start) - 1
            if at >= 0 and _one_sentence(flow.plain, behind[at], span.start):
                continue  # 责任单位：市市场监管局（市知识产权局）
        if found:
            yield found
            if found.listing:
                done = found.end


def _one_sentence(text: str, start: int, end: int) -> bool:
    """Whether a list behind a label may go on from one offset to the other."""
    if end - start > _LONGEST_UNCLOSED:
        return False
    return text.find("。", start, end) < 0 and text.find("\n", start, end) < 0


def _read_bracket(flow: Flow, span: _Span, end: int) -> Found | None:
    text = flow.plain
    inside = span.start + 1
    if begins_like_none(text, inside):
        return None
    stop = span.end - 1 if span.closed else _end_of_names(flow, inside, span.end)
    if read_bare_label(text[inside:stop]):
        return None  # 【责任单位】: its names stand behind it
    listing = parse_listing(flow, inside, stop)
    if listing is None:
        return None
    after = span.end if span.closed else stop
    at_end = _stands_like_a_list(text, span.start, after, end, flow)
    if not span.closed and not listing.labelled:
        # Without a label and a bracket that closes, the first name must be beyond doubt.
        at_end = at_end and all(
            is_strong_unit(plain(member.name)) for member in listing.members[:1]
        )
    if is_list(listing, at_end=at_end) or (listing.notes and not listing.members):
        return Found(span.start, after, listing, span.closed)
    if resembles_list(listing) and span.closed and not span.depth:
        return Found(span.start, after, None)
    return None


def _spans(text: str, start: int, end: int) -> list[_Span]:
    """Brackets, outer ones before those in them."""
    stack: list[int] = []
    opened = dict.fromkeys(OPENERS, 0)
    spans: list[_Span] = []
    for mark in _MARK.finditer(text, start, end):
        char = mark[0]
        if char in OPENERS:
            stack.append(mark.start())
            opened[char] += 1
            continue
        if not opened[_PAIRS[char]]:
            continue
        # What was opened within and never closed ends with this one.
        while text[at := stack.pop()] != _PAIRS[char]:
            opened[text[at]] -= 1
        opened[text[at]] -= 1
        if not stack or mark.end() - at <= _LONGEST_NESTED:
            spans.append(_Span(at, mark.end(), closed=True, depth=len(stack)))
    for depth, at in enumerate(stack):
        if text[at + 1 : at + 2] in _MARKS:
            continue
        stop = text.find("\n", at, end)
        spans.append(_Span(at, stop if stop >= 0 else end, closed=False, depth=depth))
    return sorted(spans)


def _end_of_names(flow: Flow, start: int, end: int) -> int:
    """Where a list ends that nothing closes: with its sentence, at a gap, with the text."""
    sentence = flow.plain.find("。", start, end)
    stop = min(sentence if sentence >= 0 else end, start + _LONGEST_UNCLOSED)
    depth = 0
    for at in range(start, stop):
        char = flow.plain[at]
        depth += (char in OPENERS) - (char in _PAIRS)
        if depth < 0 or (at > start and at in flow.gaps):
            stop = at
            break
    return _without_prose(flow.plain, start, stop)


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


def _stands_like_a_list(text: str, start: int, after: int, end: int, flow: Flow) -> bool:
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
        stop = text.find("\n", names, end)
        stop = stop if stop >= 0 else end
        stop = min(stop, max(following.start, names), max(span[0], names))
        stop = _end_of_names(flow, names, stop)
        listing = parse_listing(flow, names, stop, label=label)
        if listing and (listing.members or label.role is None):
            after = stop + 1 if text[stop : stop + 1] in ("。", *_PAIRS) else stop
            yield Found(at, after, listing)
            done = after


def _labels(flow: Flow, start: int, end: int) -> Iterator[_LabelAt]:
    """Labels that begin a paragraph or follow a sentence."""
    text = flow.plain
    places = []
    for colon in _LABEL_END.finditer(text, start, end):
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
    found = [(begin, names, classify_label(text[begin:stop])) for begin, stop, names in places]
    for bracket in _BRACKETED_LABEL.finditer(text, start, end):
        found.append((bracket.start(), bracket.end(), read_bare_label(bracket[1])))
    for begin, names, label in sorted(found, key=lambda one: one[0]):
        if label:
            yield _LabelAt(label, begin, names)


def _joined(found: list[Found], flow: Flow) -> Iterator[Found]:
    """Lists one behind the other are one list: （牵头单位：…）（配合单位：…）."""
    last: Found | None = None
    for one in found:
        if last and last.listing and one.listing and _adjoin(flow.plain, last, one):
            both = last.listing
            other = one.listing
            last = Found(
                last.start,
                one.end,
                both._replace(
                    end=other.end,
                    members=both.members + other.members,
                    open=both.open or other.open,
                    own_part=both.own_part or other.own_part,
                    notes=both.notes + other.notes,
                    doubtful=both.doubtful + other.doubtful,
                ),
                last.closed and one.closed,
            )
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _adjoin(text: str, one: Found, other: Found) -> bool:
    between = text[one.end : other.start].strip("\n；，。")
    listing = other.listing
    return not between and listing is not None and (listing.labelled or not listing.members)
