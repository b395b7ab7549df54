"""What a revision means for every unit that it touches."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

from dutymatrix.diff.assignment import strongest
from dutymatrix.diff.change import Change, Kind
from dutymatrix.diff.identity import Identity
from dutymatrix.diff.match import Matching
from dutymatrix.diff.row import is_part, parent_of
from dutymatrix.plan.model import Assignment, Item, Plan, Role
from dutymatrix.plan.name import groups_of

_READ_AGAIN = {
    Kind.REWORDED,
    Kind.RETITLED,
    Kind.MILESTONE_CHANGED,
    Kind.SENTENCE_MOVED,
    Kind.SPLIT,
    Kind.MERGED,
    Kind.SECTION_RETITLED,
}
_MOVES = {Kind.MOVED, Kind.REORDERED, Kind.SECTION_MOVED}

_NO_KINDS: AbstractSet[Kind] = frozenset()


class RoleImpact(NamedTuple):
    """One role of a unit, before and after."""

    old: int
    new: int
    gained: tuple[str, ...]
    """Numbers in the new plan."""
    lost: tuple[str, ...]
    """Numbers in the old plan."""


class Impact(NamedTuple):
    """What a revision means for a unit or group."""

    unit: str
    """Its new name."""
    roles: Mapping[Role, RoleImpact]
    via_gained: tuple[str, ...]
    """Tasks that now reach it through a group, by their new numbers."""
    via_lost: tuple[str, ...]
    """Tasks that did so before, by their old numbers."""
    reworded: tuple[str, ...]
    """New numbers of its tasks whose title, wording, dates or targets changed."""
    moved: tuple[str, ...]
    """New numbers of its tasks that stand elsewhere."""
    new_lead: tuple[str, ...]
    """New numbers of tasks that it had and has, led by others than before."""


class _Tally:
    """What is found out about one unit, as numbers of rows."""

    def __init__(self) -> None:
        self.gained: dict[Role, list[str]] = {role: [] for role in Role}
        self.lost: dict[Role, list[str]] = {role: [] for role in Role}
        self.via_gained: list[str] = []
        self.via_lost: list[str] = []
        self.reworded: list[str] = []
        self.moved: list[str] = []
        self.new_lead: list[str] = []


def find_impact(
    plans: tuple[Plan, Plan],
    matching: Matching,
    identity: Identity,
    changes: Iterable[Change],
) -> tuple[Impact, ...]:
    """The units touched, in the order of the roster; those of the old one alone come last.

    Args:
        plans: Both revisions, with the units that are meant.
        matching: Which task is which.
        identity: Which unit is which.
        changes: What differs.
    """
    old, new = plans
    before = _Reach(old, identity.of_old)
    after = _Reach(new, {})
    kinds: dict[str, set[Kind]] = {}
    now = {one.number: other.number for one, other in matching.tasks}
    for change in changes:
        if change.new:
            kinds.setdefault(change.new.number, set()).add(change.kind)
        if change.kind is Kind.SENTENCE_MOVED and change.old:
            kinds.setdefault(now[change.old.number], set()).add(change.kind)
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    pairs = (*matching.sections, *matching.tasks)
    regrouped = before.other_groups(after)
    paired: tuple[set[str], set[str]] = set(), set()
    for one, other in pairs:
        # What goes on through a split or a merger is neither gained nor lost.
        olds = matching.merges.get(other.number, (one,))
        news = matching.splits.get(one.number, (other,))
        paired[0].update([row.number for row in olds])
        paired[1].update([row.number for row in news])
        own = _kinds_of(other.number, kinds)
        named = before.assignments(one)
        if (
            own
            or named != after.assignments(other)
            or (regrouped and not regrouped.isdisjoint(unit for unit, _role in named))
        ):
            had, has = [*map(before.row, olds)], [*map(after.row, news)]
            _tally_roles(tallies, had, has)
            for reached in has:
                # Who leads is told of each part.
                happened = (own - {Kind.LEAD_CHANGED}) | _kinds_of(reached.number, kinds)
                _tally_content(tallies, had[0], reached, happened)
    for row in matching.old.all:
        if row.number not in paired[0]:
            _tally_roles(tallies, [before.row(row)], [])
    for row in matching.new.all:
        if row.number not in paired[1]:
            _tally_roles(tallies, [], [after.row(row)])
    counts = before.count(), after.count()
    places = matching.old.place, matching.new.place
    ranked = dict.fromkeys((*new.rank, *old.rank, *tallies))
    return tuple(
        _read_impact(unit, tallies[unit], counts, places) for unit in ranked if unit in tallies
    )


def _kinds_of(number: str, kinds: Mapping[str, AbstractSet[Kind]]) -> AbstractSet[Kind]:
    """What happened to a row; to a part also what happened to its item."""
    own = kinds.get(number, _NO_KINDS)
    return own | kinds.get(parent_of(number), _NO_KINDS) if is_part(number) else own


class _Row(NamedTuple):
    """Whom one row reaches, by the names of the new plan."""

    number: str
    own: Mapping[str, Role]
    """The strongest role of everyone named."""
    via: AbstractSet[str]
    """Everyone whom groups named here have for a member."""


class _Reach:
    """Whom the rows of one plan reach, by the names of the new one."""

    def __init__(self, plan: Plan, names: Mapping[str, str]) -> None:
        self._plan = plan
        self._names = names
        self._members: dict[str, set[str]] = {}
        for unit in plan.rank if any(group.members for group in plan.groups) else ():
            for group in groups_of(plan, unit):
                self._members.setdefault(group, set()).add(self._name(unit))

    def _name(self, name: str) -> str:
        return self._names.get(name, name)

    def row(self, item: Item) -> _Row:
        """Whom a row reaches."""
        assignments = self.assignments(item)
        found = strongest(assignments, self._name)
        via = (self._members.get(name, ()) for name, _role in assignments)
        return _Row(item.number, {name: own.role for name, own in found.items()}, set().union(*via))

    def other_groups(self, other: "_Reach") -> AbstractSet[str]:
        """Groups that do not have the same members in two plans."""
        own, others = self._members, other._members
        return {name for name in own.keys() | others if own.get(name) != others.get(name)}

    def assignments(self, item: Item) -> tuple[Assignment, ...]:
        """Those of a row, with the units that are meant."""
        return self._plan.item_by_number.get(item.number, item).entry.assignments

    def count(self) -> Counter[tuple[str, Role]]:
        """Number of tasks by unit and role; of several roles in one task the strongest counts."""
        entries = [item.entry for item in self._plan.items]
        found = Counter(chain.from_iterable(entry.role_by_unit.items() for entry in entries))
        names = {unit: self._name(unit) for unit, _role in found}
        if len({*names.values()}) == len(names):
            return Counter({(names[unit], role): n for (unit, role), n in found.items()})
        # One task may name several who are one now.
        each = (strongest(entry.assignments, self._name).items() for entry in entries)
        return Counter((unit, own.role) for unit, own in chain.from_iterable(each))


def _tally_roles(tallies: Mapping[str, _Tally], had: Sequence[_Row], has: Sequence[_Row]) -> None:
    """What changes for everyone from some rows to those that go on with them."""
    before, after = _roles_in(had), _roles_in(has)
    for row in had:
        for unit, role in row.own.items():
            if (unit, role) not in after:
                tallies[unit].lost[role].append(row.number)
    for row in has:
        for unit, role in row.own.items():
            if (unit, role) not in before:
                tallies[unit].gained[role].append(row.number)
    had_via, has_via = ({unit for row in rows for unit in row.via} for rows in (had, has))
    for row in had:
        for unit in row.via - has_via:
            tallies[unit].via_lost.append(row.number)
    for row in has:
        for unit in row.via - had_via:
            tallies[unit].via_gained.append(row.number)


def _roles_in(rows: Iterable[_Row]) -> set[tuple[str, Role]]:
    return {item for row in rows for item in row.own.items()}


def _tally_content(
    tallies: Mapping[str, _Tally], had: _Row, has: _Row, kinds: AbstractSet[Kind]
) -> None:
    for unit in {*has.own, *has.via}:
        if not kinds.isdisjoint(_READ_AGAIN):
            tallies[unit].reworded.append(has.number)
        if not kinds.isdisjoint(_MOVES):
            tallies[unit].moved.append(has.number)
    if Kind.LEAD_CHANGED in kinds:
        for unit, role in had.own.items():
            if unit in has.own and Role.LEAD not in (role, has.own[unit]):
                tallies[unit].new_lead.append(has.number)


def _read_impact(
    unit: str,
    tally: _Tally,
    counts: tuple[Mapping[tuple[str, Role], int], Mapping[tuple[str, Role], int]],
    places: tuple[Mapping[str, int], Mapping[str, int]],
) -> Impact:
    old_counts, new_counts = counts

    def in_order(numbers: Iterable[str], place: Mapping[str, int]) -> tuple[str, ...]:
        return tuple(sorted(numbers, key=place.__getitem__))

    old_place, new_place = places
    return Impact(
        unit,
        {
            role: RoleImpact(
                old_counts.get((unit, role), 0),
                new_counts.get((unit, role), 0),
                in_order(tally.gained[role], new_place),
                in_order(tally.lost[role], old_place),
            )
            for role in Role
        },
        in_order(tally.via_gained, new_place),
        in_order(tally.via_lost, old_place),
        in_order(tally.reworded, new_place),
        in_order(tally.moved, new_place),
        in_order(tally.new_lead, new_place),
    )
