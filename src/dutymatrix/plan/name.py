"""Names as people type them, resolved to the names of the plan."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from unicodedata import normalize

from dutymatrix.error import AmbiguousUnitError, UnknownUnitError
from dutymatrix.plan.model import Plan

__all__ = [
    "Roster",
    "groups_of",
    "is_short_for",
    "likely_names",
    "name_of",
    "names_in",
    "unlisted_groups",
]

# The level of government that a name may begin with and people leave out.
_LEVELS = "省市州盟县区旗镇乡"
# A shorter name is in too many longer ones by accident.
_SHORTEST_ABBREVIATION = 3


class Roster:
    """The names of a plan, to look up what somebody typed.

    A name is tried exactly, as an alias or full name, written otherwise (width of
    characters, blanks, the leading 市 left out or added), by a part of it, by its
    characters in order, as a longer form of a name, by its pinyin initials, and in pinyin.
    The first of these that fits anything decides.
    """

    def __init__(self, plan: Plan) -> None:
        self.names = tuple(plan.rank)
        """Units, then groups, in the order of the roster."""
        self.spellings: Mapping[str, tuple[str, ...]] = {
            record.name: (record.name, *filter(None, (record.full_name,)), *record.aliases)
            for record in (*plan.roster, *plan.absent)
        }
        """Each name with its full name and aliases."""

    def resolve(self, typed: str) -> str:
        """The one name that was meant.

        Raises:
            AmbiguousUnitError: Several names fit equally well.
            UnknownUnitError: None fits; the likely ones are listed.
        """
        fits = self.find(typed)
        if not fits:
            raise UnknownUnitError(typed, self.likely(typed))
        if len(fits) > 1:
            raise AmbiguousUnitError(typed, fits)
        return fits[0]

    def find(self, typed: str) -> tuple[str, ...]:
        """Every name that fits at the first stage where any does, in the roster's order."""
        if typed in self.spellings:
            return (typed,)
        wanted = _plain(typed)
        if not wanted:
            return ()
        spellings = {name: _of_level(own, wanted) for name, own in self.spellings.items()}
        for fits in _stages(typed, wanted):
            found = tuple(name for name, own in spellings.items() if any(map(fits, own)))
            if found:
                return found
        return ()

    def same(self, written: str) -> str | None:
        """The one name that this is: itself, an alias or full name, in any width, case or blanks.

        None where it is none, or several could be meant.
        """
        names = self._owners.get(_plain(written), ())
        return next(iter(names)) if len(names) == 1 else None

    @cached_property
    def _owners(self) -> Mapping[str, set[str]]:
        """Whose each spelling is."""
        owners: dict[str, set[str]] = {}
        for name, spellings in self.spellings.items():
            for spelling in spellings:
                owners.setdefault(_plain(spelling), set()).add(name)
        return owners

    def likely(self, typed: str) -> tuple[str, ...]:
        """Up to three names that a misspelling could stand for, the likeliest first."""
        from difflib import get_close_matches

        owner = {
            _plain(spelling): name
            for name, spellings in self.spellings.items()
            for spelling in spellings
        }
        wanted = _plain(typed)
        close = get_close_matches(wanted, owner, n=6, cutoff=0.5)
        # One character for another is the likeliest slip: 市工安局 is 市公安局, and no other.
        slips = [spelling for spelling in close if _differs_in_one(spelling, wanted)]
        return tuple(dict.fromkeys(owner[spelling] for spelling in slips or close))[:3]


def name_of(plan: Plan, typed: str) -> str:
    """The name of the plan that was meant; one that the plan has means itself.

    Raises:
        AmbiguousUnitError: Several names fit equally well.
        UnknownUnitError: None fits; the likely ones are listed.
    """
    if typed in plan.rank or typed in plan.absent_by_name:
        return typed
    return Roster(plan).resolve(typed)


def is_short_for(short: str, name: str) -> bool:
    """Whether people who type the one mean the other: 市发改局 and 市发展改革局.

    The same characters in their order, the first and the last of both the same, and something
    left out between them: what only goes on (市公安局交警支队) is another name.
    """
    one, other = _without_level(_plain(short)), _without_level(_plain(name))
    return (
        1 < len(one) < len(other)
        and one[0] == other[0]
        and one[-1] == other[-1]
        and not other.startswith(one[:-1])
        and _in_order(one, other)
    )


def names_in(plan: Plan, typed: str) -> list[str]:
    """The names that were typed in one word, with 、 or ， between them as in a document.

    Blanks, other marks and 和 part them too, where each part is a name.
    """
    roster = Roster(plan)
    if roster.find(typed):
        return [typed]
    apart = re.split(r"[、，,；;/\s和与及]+", typed.strip("、，, "))
    if len(apart) > 1 and all(map(roster.find, apart)):
        return apart
    return typed.replace("，", "、").replace(",", "、").strip("、").split("、")


def likely_names(typed: str, plan: Plan) -> tuple[str, ...]:
    """Up to three names of a plan that a misspelling could stand for."""
    return Roster(plan).likely(typed)


def _of_level(spellings: tuple[str, ...], wanted: str) -> tuple[str, ...]:
    """A unit's spellings; at another level of government none that says less than was typed.

    The alias 公安局 of 省公安局 is not 市公安局.
    """
    levels = {name[0] for name in (spellings[0], wanted) if name[0] in _LEVELS}
    if len(levels) < 2:
        return spellings
    return tuple(spelling for spelling in spellings if len(spelling) >= len(wanted))


def groups_of(plan: Plan, unit: str) -> tuple[str, ...]:
    """Groups that a unit is a member of, directly or through other groups, in roster order.

    Open groups reach nobody, even where some of their members are listed.
    """
    closed = {group.name: group.members for group in plan.groups if not group.open}
    reached = _holders({unit}, closed) - {unit}
    return tuple(group.name for group in plan.groups if group.name in reached)


def unlisted_groups(plan: Plan) -> tuple[str, ...]:
    """Groups that may have members the plan does not list, in roster order.

    Open ones, those without members, and those that have such a group for a member.
    """
    members = {group.name: group.members for group in plan.groups}
    unlisted = {group.name for group in plan.groups if group.open or not group.members}
    unlisted = _holders(unlisted, members)
    return tuple(group.name for group in plan.groups if group.name in unlisted)


def _holders(names: AbstractSet[str], members: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The names, and every group that has one of them for a member, however deep."""
    held = set(names)
    while more := {
        group for group, own in members.items() if group not in held and not held.isdisjoint(own)
    }:
        held |= more
    return held


def _stages(typed: str, wanted: str) -> Iterator[Callable[[str], bool]]:
    """Tests of one spelling, from strict to lenient; `wanted` is what was typed, plain."""
    yield lambda name: name == typed
    yield lambda name: _plain(name) == wanted
    # One side only: 市公安局 is not 省公安局.
    yield (
        lambda name: (
            _without_level(_plain(name)) == wanted or _plain(name) == _without_level(wanted)
        )
    )
    yield lambda name: wanted in _plain(name)
    yield lambda name: _in_order(wanted, _plain(name))
    yield (
        lambda name: len(_plain(name)) >= _SHORTEST_ABBREVIATION and _in_order(_plain(name), wanted)
    )
    # As input methods take it: lü is lv, xi'an keeps its syllables apart.
    letters = wanted.replace("ü", "v").replace("'", "").replace("’", "")
    if letters.isascii() and letters.isalnum():
        yield from _stages_by_sound(letters)


def _stages_by_sound(letters: str) -> Iterator[Callable[[str], bool]]:
    """Tests by pinyin, initials first; what they need is loaded as far as it is asked."""
    from dutymatrix.plan.initials import initials_of

    yield lambda name: letters in initials_of(name)
    yield lambda name: letters in initials_of(_without_level(name))
    yield lambda name: any(
        initials.startswith(letters)
        for spelling in (name, _without_level(name))
        for initials in initials_of(spelling)
    )
    yield lambda name: any(letters in initials for initials in initials_of(name))

    from dutymatrix.plan.pinyin import is_begun, is_spelt, is_spelt_in

    yield lambda name: is_spelt(name, letters)
    yield lambda name: is_spelt(_without_level(name), letters)
    yield lambda name: is_begun(name, letters) or is_begun(_without_level(name), letters)
    yield lambda name: is_spelt_in(name, letters)


def _plain(name: str) -> str:
    """A name without what differs between writings of it: width, case and blanks."""
    # Other writings of Chinese characters, of brackets and letters stand from 豈 on.
    if name.isalpha() and not any(char >= "\uf900" for char in name):
        return name.lower()
    return "".join(normalize("NFKC", name).lower().split())


def _without_level(name: str) -> str:
    """A name without its leading 市; whole where it has none or nothing else."""
    return name[1:] if len(name) > 2 and name[0] in _LEVELS else name


def _differs_in_one(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(map(str.__ne__, one, other)) == 1


def _in_order(part: Iterable[str], whole: str) -> bool:
    """Whether all characters of one text stand in another in their order."""
    rest = iter(whole)
    return all(char in rest for char in part)
