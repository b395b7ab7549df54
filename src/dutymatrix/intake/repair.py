"""Names that a page number or a web page's menu got into, mended where it is certain.

It is certain where what is left is a name that the document has elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from dutymatrix.intake.listing import Listing, Member
from dutymatrix.intake.name import is_unit
from dutymatrix.wording.furniture import NAVIGATION
from dutymatrix.wording.organisation import LONGEST_NAME

_NUMBER = re.compile(r"[0-9]{1,3}")
_SHORTEST_BEGINNING = 2


def find_repairs(listings: Iterable[Listing]) -> Mapping[str, str]:
    """Damaged names of a document, each with the name that was meant."""
    counted = Counter(member.name for listing in listings for member in listing.members)
    known = [name for name in counted if is_unit(name)]
    repairs = {}
    for name in counted:
        meant = _without_number(name, counted) or _without_menu(name, known)
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


def _without_number(name: str, counted: Mapping[str, int]) -> str:
    """省数据集团9（筹） where the document has 省数据集团（筹）."""
    bare = _NUMBER.sub("", name)
    return bare if bare != name and bare in counted else ""


def _without_menu(name: str, known: Iterable[str]) -> str:
    """省发展改革首页组织机构委 where the document has 省发展改革委."""
    if len(name) <= LONGEST_NAME and not any(word in name for word in NAVIGATION):
        return ""
    fits = {other for other in known if other != name and _encloses(name, other)}
    return max(fits, key=len) if fits else ""


def _encloses(name: str, other: str) -> bool:
    """Whether a name is another with something put into it."""
    return len(name) > len(other) and any(
        name.startswith(other[:cut]) and name.endswith(other[cut:])
        for cut in range(_SHORTEST_BEGINNING, len(other))
    )
