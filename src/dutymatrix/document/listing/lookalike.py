"""Whatever bears the words of a list and was read as none: why, or that nothing says why.

The whole document is gone through again, without its items: what stands in a heading, in the
middle of a sentence or outside of the plan is accounted for as well.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.bracket import (
    BRACKETED_LABEL,
    LABEL_END,
    Bracket,
    Found,
    Parsed,
    end_of_names,
    find_brackets,
    parse_bracket,
    stands_like_a_list,
)
from dutymatrix.document.listing.grammar import (
    Listing,
    begins_like_none,
    has_levels,
    parse_listing,
    resembles_list,
)
from dutymatrix.document.listing.label import Label, classify_label, read_bare_label
from dutymatrix.i18n import N_
from dutymatrix.wording.script import plain
from dutymatrix.wording.unit import may_be_unit
from dutymatrix.wording.verb import LONGEST_LABEL, VERBS

EXPLANATION = N_("an explanation or an example")
NAMELESS = N_("no name of a unit in it")
WITHIN = N_("in the middle of a sentence")

_SHORTEST = 2
_VERBS = tuple(VERBS)
_WORDS = re.compile(r"[\u4e00-\u9fff]*\Z")


class Lookalike(NamedTuple):
    """A bracket or a label with the words of a list that became none."""

    found: Found
    """Where it stands, and the list that it would be."""
    reason: str
    """Why it is none; "" where a person has to say."""


def find_lookalikes(
    flow: Flow, lists: Sequence[Found], ruled: Sequence[tuple[int, int]], parsed: Parsed
) -> tuple[Lookalike, ...]:
    """All that has the words of a list and is none, in the document's order.

    Args:
        flow: The document.
        lists: What was read as lists, in its order.
        ruled: Stretches in which a rule about lists stands, and so no list.
        parsed: Its brackets that were taken apart.
    """
    taken = [*ruled, *((one.start, one.end) for one in lists)]
    found = [*_in_brackets(flow, united(taken), parsed)]
    taken += ((one.found.start, one.found.end) for one in found)
    found += _behind_labels(flow, united(taken))
    return tuple(sorted(found, key=lambda one: one.found.start))


def _in_brackets(
    flow: Flow, taken: Sequence[tuple[int, int]], parsed: Parsed
) -> Iterator[Lookalike]:
    done = 0
    for bracket in find_brackets(flow.plain, 0, len(flow.plain)):
        if bracket.start >= done and not meets(taken, bracket.start, bracket.end):
            lookalike = _read_bracket(flow, bracket, parsed)
            if lookalike:
                yield lookalike
                # What was set aside with a reason may hold something for which there is none.
                done = done if lookalike.reason else bracket.end


def _read_bracket(flow: Flow, bracket: Bracket, parsed: Parsed) -> Lookalike | None:
    inside, stop = bracket.start + 1, bracket.end - bracket.closed
    if not bracket.closed:
        stop = end_of_names(flow, inside, stop)
    if stop - inside < _SHORTEST or read_bare_label(flow.plain[inside:stop]):
        return None
    listing = parse_bracket(flow, inside, stop, parsed)
    if listing is None and flow.plain.endswith(_VERBS, inside, stop):
        listing = Listing(inside, stop, labelled=True)  # 按职责分工负责: verbs of nobody
    if listing is None or not _bears_words(listing):
        return None
    end = bracket.end if bracket.closed else stop
    found = Found(bracket.start, end, listing, bracket.closed)
    if begins_like_none(flow.plain, inside):
        return Lookalike(found, EXPLANATION)
    at_end = stands_like_a_list(flow.plain, bracket.start, end, len(flow.plain), flow)
    # 银行（工商银行、建设银行）改造设备 only tells which.
    if resembles_list(listing) and (at_end or has_levels(listing)):
        return Lookalike(found, "")
    if not at_end:
        return Lookalike(found, WITHIN)
    return Lookalike(found, "" if _may_name(listing) else NAMELESS)


def _behind_labels(flow: Flow, taken: Sequence[tuple[int, int]]) -> Iterator[Lookalike]:
    """Labels of lists, wherever they stand in a sentence: 完善机制，责任单位：市公安局."""
    text = flow.plain
    done = 0
    for colon in LABEL_END.finditer(text):
        if colon.start() >= done and not meets(taken, *colon.span()):
            start = colon.start() - len(_words_before(text, colon.start()))
            label = classify_label(text[start : colon.end() - 1])
            if label and label.role:
                one = _read_label(flow, label, start, colon.end())
                yield one
                done = one.found.end
    for bracket in BRACKETED_LABEL.finditer(text):
        label = read_bare_label(bracket[1])
        if label and not meets(taken, *bracket.span()):
            yield _read_label(flow, label, *bracket.span())


def _words_before(text: str, end: int) -> str:
    """The run of characters, as long as a label may be, that goes on to an offset."""
    words = _WORDS.search(text, max(0, end - LONGEST_LABEL), end)
    return words[0] if words else ""


def _read_label(flow: Flow, label: Label, start: int, names: int) -> Lookalike:
    feed = flow.plain.find("\n", names)
    stop = end_of_names(flow, names, feed if feed >= 0 else len(flow.plain))
    listing = parse_listing(flow, names, stop, label=label) or Listing(start, stop)
    reason = "" if resembles_list(listing) or _may_name(listing) else NAMELESS
    return Lookalike(Found(start, stop, listing), reason)


def _bears_words(listing: Listing) -> bool:
    """Whether a label, a verb behind names or two names say that it could be a list."""
    said = listing.labelled or listing.own_part or any(one.role for one in listing.members)
    return said or resembles_list(listing)


def _may_name(listing: Listing) -> bool:
    """Whether all that it names could be units that no table knows."""
    return bool(listing.members) and all(may_be_unit(plain(one.name)) for one in listing.members)


def united(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def meets(united: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch overlaps one of those."""
    at = bisect_left(united, end, key=itemgetter(0))
    return at > 0 and united[at - 1][1] > start
