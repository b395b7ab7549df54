"""Units through time: who holds, on a day, what a document gave to a unit by name.

A plan outlives its units, and its wording is not rewritten for it. The roster says until when a
unit was (`until`) and who took over (`succeeded_by`); `plan_on` follows that once, and every
answer is asked of the plan that comes of it. Nothing else in the house looks at the two fields to
say whose a task is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar

from dutymatrix.plan.model import Assignment, Group, Plan, Section, Task, Unit
from dutymatrix.plan.numbering import parse_number

_E = TypeVar("_E", Section, Task)


class Heirs(NamedTuple):
    """Who can hold, on a day, what was a unit's."""

    names: tuple[str, ...]
    """Units of the day, in the order of the roster's `succeeded_by`."""
    settled: bool
    """Whether the one name holds it; else several may, or it is said of none."""


class Succession:
    """The units of a plan on a day."""

    def __init__(self, plan: Plan, day: date) -> None:
        self.day = day
        self._unit = {unit.name: unit for unit in plan.units}
        self._heir_by_path = {
            unit.name: {parse_number(number): heir for number, heir in unit.tasks}
            for unit in plan.units
            if unit.tasks
        }

    def heirs(self, name: str, number: str = "", chosen: Mapping[str, str] | None = None) -> Heirs:
        """Who holds what was given to a unit or group.

        Args:
            name: As the document has it.
            number: The task, by its path; "" for what is no task.
            chosen: Who took the task from whom, where it says so itself.
        """
        found: dict[str, None] = {}
        settled = True
        # Where we are, and the last day of whom we came from; each once, for a file may hold a
        # circle that is a finding elsewhere.
        ahead: list[tuple[str, date]] = [(name, date.min)]
        met = {*ahead}
        while ahead:
            at, handed = ahead.pop()
            unit = self._unit.get(at)
            if unit is None or self._is_on(unit, handed):
                found[at] = None
                continue
            heir = (chosen or {}).get(at) or self._heir_in(at, number)
            # One that the roster does not name as a successor settles nothing.
            follow = (heir,) if heir in unit.succeeded_by else unit.succeeded_by
            settled = settled and bool(follow)
            steps = [(one, unit.until or handed) for one in follow]
            steps = [step for step in steps if step not in met]
            met.update(steps)
            ahead += reversed(steps)
        return Heirs(tuple(found), settled and len(found) == 1)

    def _is_on(self, unit: Unit, handed: date) -> bool:
        """Whether a unit is there on the day, for one whose last day was `handed`."""
        if unit.until is None:
            # When it ended is not said: that it did is.
            return not unit.succeeded_by
        # Who took over behind its own last day has come back.
        return self.day <= unit.until or unit.until <= handed != date.min

    def _heir_in(self, name: str, number: str) -> str | None:
        """Who took a task by the roster: by its number, its item's, or its section's."""
        heirs = self._heir_by_path.get(name)
        path = parse_number(number) if heirs else None
        while heirs and path:
            if path in heirs:
                return heirs[path]
            path = path[:-1]
        return None


def depends_on_day(plan: Plan) -> bool:
    """Whether any unit of a plan ends."""
    return any(unit.until or unit.succeeded_by for unit in plan.units)


def plan_on(plan: Plan, day: date) -> Plan:
    """The plan as it is seen on a day: its tasks with the units that hold them then.

    `Entry.printed` keeps the document's names. Where several may have taken over and nobody says
    who, the document's name stays, as that of an open group: its members are those who may have.
    A plan without successions is itself, whatever the day.

    Args:
        plan: As it was read.
        day: Units are those of this day.
    """
    return _Seen(plan, day).plan() if depends_on_day(plan) else plan


def both_on(
    old: Plan, new: Plan, day: date, names: Mapping[str, str] | None = None
) -> tuple[Plan, Plan]:
    """Two revisions seen on a day, the old one by what the new roster says of who took over.

    What both of them gave to a unit is then one unit's in both, whenever its succession was
    written down.

    Args:
        old: One revision.
        new: The other one.
        day: Units are those of this day.
        names: New names of units of the old one that were renamed.
    """
    ended = {unit.name: unit for unit in new.units if unit.until or unit.succeeded_by}
    units = []
    for unit in old.units:
        now = ended.get((names or {}).get(unit.name, unit.name))
        if now:
            tasks = unit.tasks or now.tasks
            unit = unit._replace(until=now.until, succeeded_by=now.succeeded_by, tasks=tasks)
        units.append(unit)
    heirs = {name for unit in ended.values() for name in unit.succeeded_by}
    units += (
        unit
        for unit in new.units
        if unit.name not in old.rank and (unit.name in ended or unit.name in heirs)
    )
    return plan_on(replace(old, units=tuple(units)), day), plan_on(new, day)


def heirs_on(plan: Plan, name: str) -> tuple[str, ...]:
    """Who has, on the day of a plan that `plan_on` gave, what was an absent unit's."""
    assert plan.day is not None  # else nobody is absent
    given = replace(plan, units=(*plan.units, *plan.absent), groups=())
    return Succession(given, plan.day).heirs(name).names


def names_on(plan: Plan, unit: str, day: date) -> tuple[str, ...]:
    """Names beside its own of what is a unit's on a day, or may be: of those it took over from."""
    succession = Succession(plan, day)
    return tuple(
        other.name
        for other in plan.units
        if other.name != unit and unit in succession.heirs(other.name).names
    )


class _Seen:
    """A plan on its way to being seen on a day."""

    def __init__(self, plan: Plan, day: date) -> None:
        self.given = plan
        self.succession = Succession(plan, day)
        # Thousands of plans are seen at once: only who ended may have heirs.
        self.heirs = {
            unit.name: self.succession.heirs(unit.name)
            for unit in plan.units
            if unit.until or unit.succeeded_by
        }
        self.moved = {
            name for name, heirs in self.heirs.items() if heirs != Heirs((name,), settled=True)
        }
        self.unsettled: set[str] = set()
        """Names that stay in the plan although there is no such unit."""
        self.numbers = self.numbered()
        self.assignment = cache(Assignment)

    def plan(self) -> Plan:
        """The plan as it is seen."""
        given = self.given
        tasks = tuple(map(self.task, given.own_tasks))
        sections = tuple(map(self.section, given.sections))
        standing = tuple(rule._replace(units=self.names(rule.units)) for rule in given.standing)
        groups = [group._replace(members=self.names(group.members)) for group in given.groups]
        there = {unit.name for unit in given.units if unit.name not in self.heirs}
        there.update(name for heirs in self.heirs.values() for name in heirs.names)
        there -= self.not_yet()
        groups += (
            Group(unit.name, unit.full_name, unit.aliases, self.heirs[unit.name].names, open=True)
            for unit in given.units
            if unit.name in self.unsettled
        )
        return replace(
            given,
            own_tasks=tasks,
            sections=sections,
            standing=standing,
            units=tuple(unit for unit in given.units if unit.name in there),
            groups=tuple(groups),
            day=self.succession.day,
            absent=tuple(unit for unit in given.units if unit.name not in there),
        )

    def numbered(self) -> Iterator[str]:
        """Paths of what carries a list, in the order in which entries are gone through."""
        for item in self.given.items:
            if item.entry.assignments:
                yield item.number

    def not_yet(self) -> set[str]:
        """Successors of units that are all still there, and that the document does not name."""
        awaited: dict[str, bool] = {}
        for unit in self.given.units:
            for name in unit.succeeded_by:
                awaited[name] = awaited.get(name, True) and unit.name not in self.moved
        found = {name for name, waits in awaited.items() if waits}
        if found:
            found -= self.given.duties_by_name.keys()
            found.difference_update(*(group.members for group in self.given.groups))
            found.difference_update(*(rule.units for rule in self.given.standing))
        return found

    def section(self, section: Section) -> Section:
        """A section with all in it."""
        own = self.entry(section)
        tasks = tuple(map(self.task, own.tasks))
        sections = tuple(map(self.section, own.sections))
        if all(map(_is, (*tasks, *sections), (*own.tasks, *own.sections))):
            return own
        return replace(own, tasks=tasks, sections=sections)

    def task(self, task: Task) -> Task:
        """A task with its parts."""
        own = self.entry(task)
        parts = tuple(map(self.entry, own.parts))
        return own if all(map(_is, parts, own.parts)) else replace(own, parts=parts)

    def entry(self, entry: _E) -> _E:
        """An entry with the units of the day; itself where they are those of the document."""
        if not entry.assignments:
            return entry
        number = next(self.numbers)
        if self.moved.isdisjoint(name for name, _role in entry.assignments):
            return entry
        chosen = dict(entry.succeeded_by)
        seen = tuple(
            self.assignment(self.name(name, number, chosen), role)
            for name, role in entry.assignments
        )
        if seen == entry.assignments:
            return entry
        return replace(entry, assignments=seen, printed=entry.wording)

    def names(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of no task, as they are on the day, each once."""
        return tuple(dict.fromkeys(map(self.name, names)))

    def name(self, name: str, number: str = "", chosen: Mapping[str, str] | None = None) -> str:
        """Who holds what was given to a name; the name itself where nobody can say."""
        if name not in self.moved:
            return name
        heirs = self.succession.heirs(name, number, chosen)
        if heirs.settled:
            return heirs.names[0]
        self.unsettled.add(name)
        return name


def _is(one: object, other: object) -> bool:
    return one is other
