"""Which unit of a side is which of the base: what is certain is followed, else a person is asked.

Certain is what a roster says (an alias, a full name, a successor), and one name written
otherwise. What the tasks alone make likely is never acted on.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from dutymatrix.diff.identity import Identity, identify_units, know_names
from dutymatrix.diff.match import Matching
from dutymatrix.merge.field import Clash, merge_field, settled
from dutymatrix.merge.trio import SIDES, VERSIONS, Trio
from dutymatrix.plan.model import Assignment, Plan, Role
from dutymatrix.planfile.comment import Path

Links = Mapping[str, tuple[str, ...]]
"""Names that a side took out of use, each with those that seem to have become of it."""


def certain_names(base: Plan, side: Plan) -> dict[str, str]:
    """Names of a side by those of the base that they certainly follow."""
    found = dict(_certain(base, side).of_old)
    for record in side.roster:
        # One that went up in another before that was renamed.
        for alias in record.aliases:
            if alias in base.rank and alias not in side.rank:
                found.setdefault(alias, found.get(record.name, record.name))
    return found


def _certain(base: Plan, side: Plan) -> Identity:
    """Who is who as far as the rosters and the names say; no tasks are asked."""
    return identify_units(base, side, know_names(base, side).certain(), ())


def _likely_names(base: Plan, side: Plan, matching: Matching) -> Links:
    """Names of a side by those of the base that they may follow, as far as tasks can tell."""
    pairs = (*matching.tasks, *matching.sections)
    certain = {(each.olds, each.news) for each in _certain(base, side).successions}
    likely = identify_units(base, side, know_names(base, side), pairs)
    links = {
        old: tuple(new for new in each.news if new != old)
        for each in likely.successions
        if (each.olds, each.news) not in certain
        for old in each.olds
        if old not in each.news
    }
    return links | {hint.old: (hint.new,) for hint in likely.hints}


class Doubts(NamedTuple):
    """What each side may have renamed, and the other side does not know of."""

    ours: Links
    theirs: Links
    doubled: Mapping[str, Mapping[Path, Collection[str]]]
    """Of each version, by paths to records, the names that two of their units have now."""
    divided: Mapping[str, Collection[int]]
    """Of each side, the identities of tasks of the base that it divided."""

    def ask(self, key: str, value: Any, trio: Trio) -> Any:  # noqa: ANN401 - any field's
        """The merged value of a field, or a clash where it names a unit in doubt.

        Args:
            key: The field.
            value: What it would be without doubts.
            trio: The record that the field is of.
        """
        if key not in ("assignments", "members", "units"):
            return value
        base, ours, theirs = (
            record.fields.get(key) if (record := trio.on(side)) else None for side in VERSIONS
        )
        old, own, other = map(_roles, (base, ours, theirs))
        if self._lost(trio, value):
            return Clash(ours, theirs)
        changed = {"ours": other != old, "theirs": own != old}
        if own != other and any(changed[side] and self._divided(trio, side) for side in SIDES):
            # Whether the other parts are meant, too, is for a person to say.
            return Clash(ours, theirs, divided=True)
        asked = _touched(self.ours, old, own, other), _touched(self.theirs, old, other, own)
        if not any(asked):
            return value
        # What is merged if a side gave one unit a new name, and if it put in another unit.
        links, other_links = asked
        called = merge_field(key, _under(links, base), ours, _under(links, theirs))
        other_called = merge_field(
            key, _under(other_links, base), _under(other_links, ours), theirs
        )
        called, other_called = settled(called, "ours"), settled(other_called, "theirs")
        if _lacks(called, own, links) or _lacks(other_called, other, other_links):
            called, other_called = other_called, called
        if called == other_called and trio.ours and trio.theirs:
            called, other_called = ours, theirs
        if called == other_called:
            return value
        doubts = tuple(sorted({**links, **other_links}.items()))
        return Clash(called, other_called, doubts=doubts)

    def _divided(self, trio: Trio, side: str) -> bool:
        """Whether a side made several tasks of one, or parts of it."""
        base, own = trio.base, trio.on(side)
        if not (base and own):
            return False
        return id(base.value) in self.divided[side] or "parts" in own.lists.keys() - base.lists

    def _lost(self, trio: Trio, value: Any) -> bool:  # noqa: ANN401 - any field's
        """Whether one of two units was taken away that became one, and a side added the other."""
        if isinstance(value, Clash) or not any(self.doubled.values()):
            return False
        roles = _roles(value)
        return any(self.doubled_by(trio, side) - roles.keys() for side in SIDES)

    def doubled_by(self, trio: Trio, side: str) -> set[str]:
        """Names that a side gave a record a second time, as two of its units have one now."""
        base, own = (
            {*self.doubled[version].get(record.path, ())} if (record := trio.on(version)) else set()
            for version in ("base", side)
        )
        return own - base


def find_doubts(
    plans: tuple[Plan, Plan, Plan],
    matchings: tuple[Matching, Matching],
    doubled: Mapping[str, Mapping[Path, Collection[str]]],
) -> Doubts:
    """What one side may have renamed and the other has not, after certain names were followed.

    Args:
        plans: The base and both sides.
        matchings: The sections and tasks of the base, and those that they are on each side.
        doubled: Of each version, by paths to records, the names that two of their units have.
    """
    base, *sides = plans
    own, other = (
        _likely_names(base, side, matching) for side, matching in zip(sides, matchings, strict=True)
    )
    return Doubts(
        {old: news for old, news in own.items() if other.get(old) != news},
        {old: news for old, news in other.items() if own.get(old) != news},
        doubled,
        {
            side: {id(own.old.by_number[number].entry) for number in own.splits}
            for side, own in zip(SIDES, matchings, strict=True)
        },
    )


_Roles = Mapping[str, Role | None]


def _touched(links: Links, base: _Roles, renamed: _Roles, other: _Roles) -> dict[str, Any]:
    """The links of one side whose names the other side gave or took something."""
    return {
        old: news
        for old, news in links.items()
        if (
            _differ(old, base, other)
            and all(_differ(old, other, {old: renamed[n]} if n in renamed else {}) for n in news)
        )
        or any(_differ(n, base, other) and _differ(n, renamed, other) for n in news)
    }


def _differ(name: str, one: _Roles, other: _Roles) -> bool:
    return (name in one, one.get(name)) != (name in other, other.get(name))


def _under(links: Links, value: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """Names, or assignments, with the names that units may have now."""
    under: dict[str, Any] = {}
    for name, role in _roles(value).items():
        for new in links.get(name, (name,)):
            under.setdefault(new, new if role is None else Assignment(new, role))
    return tuple(under.values()) or None


def _lacks(value: Iterable[Any] | None, own: _Roles, links: Links) -> bool:
    """Whether a name that a side may have given a unit is there no more, as the other took it."""
    return any(new in own and new not in _roles(value) for news in links.values() for new in news)


def _roles(value: Iterable[Any] | None) -> _Roles:
    """Names with their roles; the names of a mere list have none."""
    return dict(each if isinstance(each, Assignment) else (each, None) for each in value or ())
