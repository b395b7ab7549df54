"""A cell of units that says as well what each of them does.

市教育局：负责制定办法，指导学校开展服务。市财政局：负责保障经费。
由市市场监管局牵头，市卫生健康委配合，定期开展检查。
"""

import re
from collections.abc import Iterator

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.bracket import find_owners
from dutymatrix.document.listing.grammar import Listing, parse_listing
from dutymatrix.document.listing.label import Label
from dutymatrix.wording.organisation import LONGEST_NAME
from dutymatrix.wording.script import plain
from dutymatrix.wording.unit import is_strong_unit
from dutymatrix.wording.verb import ACTS, DUTIES, VERBS

_SENTENCE = re.compile(r"[^。；！？\n]+")
_CLAUSE = re.compile("[^，]+")
_DUTY = re.compile("|".join((*DUTIES, *ACTS, *map(re.escape, VERBS))))
_VERBS = tuple(sorted(VERBS, key=len, reverse=True))


def read_duties(flow: Flow, label: Label) -> Listing | None:
    """The units of a cell of sentences; None where not all of it is units and what they do.

    Args:
        flow: The cell.
        label: What the head of its column says of its units.
    """
    listings: list[Listing] = []
    acts = False
    for sentence in _SENTENCE.finditer(flow.plain):
        if owners := find_owners(flow, *sentence.span()):
            listings.append(owners.listing)
            acts = True
            continue
        goes_on = False
        for clause in _CLAUSE.finditer(flow.plain, *sentence.span()):
            named = parse_listing(flow, *clause.span(), label=label)
            if _DUTY.match(flow.plain, clause.start()):
                acts = goes_on = True
            elif named and _is_certain(named) and not named.notes:
                listings.append(named)
            elif acting := next(_acting(flow, *clause.span(), label), None):
                listings.append(acting)
                acts = goes_on = True
            elif not goes_on or flow.plain.endswith(_VERBS, *clause.span()):
                return None  # 省计生协配合 may have a name in it that no table knows
    if not (acts and listings):
        return None
    members = tuple(member for listing in listings for member in listing.members)
    own_part = any(listing.own_part for listing in listings)
    return Listing(0, len(flow.plain), members, own_part=own_part)


def _acting(flow: Flow, start: int, end: int, label: Label) -> Iterator[Listing]:
    """Units at the head of a clause, with the verb behind them: 市财政局负责 of 负责保障经费."""
    for place in range(start + 2, min(end, start + 2 * LONGEST_NAME)):
        if not _DUTY.match(flow.plain, place):
            continue
        verb = next((verb for verb in _VERBS if flow.plain.startswith(verb, place)), "")
        listing = parse_listing(flow, start, place + len(verb), label=label)
        if listing and _is_certain(listing):
            yield listing


def _is_certain(listing: Listing) -> bool:
    """Whether a list has names, and all of them are units beyond doubt."""
    names = [plain(member.name) for member in listing.members]
    return bool(names) and all(map(is_strong_unit, names))
