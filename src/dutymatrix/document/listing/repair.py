"""Names that a page number or a web page's menu got into, mended where it is certain.

It is certain where what is left is a name that the document has elsewhere, or where the number
is the one that the numbers of the pages lack.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping

from dutymatrix.document.listing.grammar import Listing, Member
from dutymatrix.wording.furniture import NAVIGATION
from dutymatrix.wording.organisation import LONGEST_NAME
from dutymatrix.wording.script import plain
from dutymatrix.wording.unit import is_strong_unit, is_unit

_NUMBER = re.compile(r"[0-9]{1,3}")
_SHORTEST_BEGINNING = 2


def find_repairs(listings: Iterable[Listing], pages: Container[int] = ()) -> Mapping[str, str]:
    """Damaged names of a document, each with the name that was meant.

    Args:
        listings: Its lists.
        pages: Numbers of pages that stood on lines of their own.
    """
    counted = Counter(member.name for listing in listings for member in listing.members)
    known = {name for name in counted if is_unit(name)}
    repairs = {}
    for name in counted:
        meant = _without_number(name, counted, pages) or _without_menu(name, known)
        if meant:
            repairs[name] = meant
    return repairs


def mend(listing: Listing, repairs: Mapping[str, str]) -> Listing:
    """A list with its damaged names mended."""
    if not repairs:
        return listing
    members = tuple(_mended(member, repairs) for member in listing.members)
    doubtful = tuple(member for member in listing.doubtful if member.name not in repairs)
    return listing._replace(members=members, doubtful=doubtful)


def _mended(member: Member, repairs: Mapping[str, str]) -> Member:
    return member._replace(name=repairs.get(member.name, member.name))


def _without_number(name: str, counted: Container[str], pages: Container[int]) -> str:
    """省数据集团9（筹） where the document has 省数据集团（筹）, or lacks page 9 beside page 8."""
    number = _NUMBER.search(name)
    if number is None:
        return ""
    bare = name[: number.start()] + name[number.end() :]
    page = int(number[0])
    missing = page not in pages and (page - 1 in pages or page + 1 in pages)
    return bare if bare in counted or (missing and is_strong_unit(plain(bare))) else ""


def _without_menu(name: str, known: Container[str]) -> str:
    """省发展改革首页组织机构委 where the document has 省发展改革委."""
    if len(name) <= LONGEST_NAME and not any(word in name for word in NAVIGATION):
        return ""
    return next((rest for rest in _iter_rests(name) if rest in known), "")


def _iter_rests(name: str) -> Iterator[str]:
    """What may be left of a name without something that was put into it, the longest first."""
    for length in range(min(len(name) - 1, LONGEST_NAME), _SHORTEST_BEGINNING, -1):
        for cut in range(_SHORTEST_BEGINNING, length):
            yield name[:cut] + name[cut - length :]
