"""Who does what in the words of a sentence, without bracket or label.

    由市大数据局牵头，市发展改革委、市财政局配合。
    ……，市商务局会同市投促局负责。
    牵头单位为市财政局，配合单位为市人社局。

Such a sentence, or the end of one, says nothing else: 由市教育局会同市卫健局制定标准 is wording.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.bracket import Found
from dutymatrix.document.listing.grammar import Listing, parse_listing
from dutymatrix.wording.script import plain
from dutymatrix.wording.unit import is_certain_unit, is_unit
from dutymatrix.wording.verb import ASSIGNS, SUBJECTS

_SENTENCE = re.compile(r"[^。！？\n]+")
_CLAUSE = re.compile("[^，；]+")
_ASSIGNS = re.compile("|".join(ASSIGNS))
_SUBJECT = re.compile("|".join(SUBJECTS))
# Longer ones are told, not listed; the bounds keep time linear.
_LONGEST = 300
_MOST_CLAUSES = 10


class Prose(NamedTuple):
    """Clauses of a sentence that only say who does what."""

    found: Found
    closes: bool
    """Whether the sentence ends with them, so that they are a list and no wording."""


def find_prose(flow: Flow, without: Sequence[tuple[int, int]]) -> Iterator[Prose]:
    """What sentences say of who does what, in the document's order.

    Args:
        flow: The document.
        without: Stretches in which lists say it, in their order, none within another.
    """
    places = [end for _start, end in without]
    for sentence in _SENTENCE.finditer(flow.plain):
        start, end = max(sentence.start(), sentence.end() - _LONGEST), sentence.end()
        following = bisect_right(places, start)
        if following < len(without) and without[following][0] < end:
            continue
        if _ASSIGNS.search(flow.plain, start, end) and (one := _read(flow, start, end)):
            yield one


def _read(flow: Flow, start: int, end: int) -> Prose | None:
    """The longest run of clauses that a sentence has of them."""
    clauses = [one.span() for one in _CLAUSE.finditer(flow.plain, start, end)][-_MOST_CLAUSES:]
    for place, (at, _stop) in enumerate(clauses):
        subject = _SUBJECT.match(flow.plain, at, end)
        names = subject.end() if subject else at
        for _at, stop in reversed(clauses[place:]):
            closes = stop == end
            listing = parse_listing(flow, names, stop) if subject or closes else None
            if listing and _says_only_who(listing, is_said=subject is not None):
                # The mark before it, or behind it, is of nothing else.
                begin = at - (at > start)
                return Prose(
                    Found(begin, stop + flow.plain.startswith("。", stop), listing), closes
                )
    return None


def _says_only_who(listing: Listing, *, is_said: bool) -> bool:
    """Whether nothing but units and what they do stands there; `is_said`: behind 由."""
    names = [plain(member.name) for member in listing.members]
    if (
        not names
        or listing.doubtful
        or not (is_said or listing.labelled or is_certain_unit(names[0]))
    ):
        return False
    told = any(member.role for member in listing.members) or listing.own_part
    return told and all(map(is_unit, names))
