"""What must hold between units that followed each other: an end, no circle, days in order.

Loaded where a roster says that a unit ended.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from dutymatrix.i18n import _, listed
from dutymatrix.plan.model import Entry, Plan, Unit
from dutymatrix.plan.numbering import parse_number

_MOST_LIKELY = 3


class Slip(NamedTuple):
    """What is wrong with a succession, and where."""

    code: str
    at: Unit | Entry
    message: str
    then: str | None = None
    """What to write; None where the rule says it."""


def iter_slips(plan: Plan, circles: Collection[str]) -> Iterator[Slip]:
    """What leads nowhere (DM210) or in a circle (DM211), and days that contradict (DM509).

    Args:
        plan: As it was read.
        circles: Units that are among those who took over from them.
    """
    return _Successions(plan, circles).slips()


class _Successions:
    """The successions of one plan."""

    def __init__(self, plan: Plan, circles: Collection[str]) -> None:
        self.plan = plan
        self.circles = circles
        self.unit = {unit.name: unit for unit in plan.units}

    def slips(self) -> Iterator[Slip]:
        """Those of the roster in its order, then those of the tasks."""
        held = self.held()
        named = self.named()
        # One that comes back stood under another name for a while: its days say when.
        days = {self.unit[name].until for name in self.circles}
        comes_back = None not in days and len(days) > 1
        for unit in self.plan.units:
            if unit.until and not unit.succeeded_by and unit.name in held:
                what = _("{name} ended, and nobody is named who took its tasks over")
                yield Slip("DM210", unit, what.format(name=unit.name))
            if unit.name in self.circles and not comes_back:
                what = _("whoever took over from {name}, {name} took over from them")
                yield Slip("DM211", unit, what.format(name=unit.name))
            yield from self.days(unit)
            for number, heir in unit.tasks:
                if self.kin.get(unit.name) not in named.get(parse_number(number) or (), ()):
                    # Perhaps the task has another number, as one was inserted before it.
                    what = _("there is no task {number} that could be taken over from {name}")
                    what = what.format(number=number, name=unit.name)
                    yield Slip("DM210", unit, what, self.line_for(unit, number, heir))
                elif heir not in unit.succeeded_by:
                    yield self.no_heir(unit, heir, unit.name)
        for item in self.plan.items:
            for name, heir in item.entry.succeeded_by:
                if name not in self.unit or heir not in self.unit[name].succeeded_by:
                    yield self.no_heir(item.entry, heir, name)

    def line_for(self, unit: Unit, number: str, heir: str) -> str | None:
        """The line that the one meant may have, where it is not too many."""
        if heir not in unit.succeeded_by:
            return None
        said = {parse_number(other) for other, _heir in unit.tasks}
        open_ = [
            item.number
            for item in self.plan.items
            if unit.name in item.entry.role_by_unit
            and parse_number(item.number) not in said
            and unit.name not in dict(item.entry.succeeded_by)
        ]
        section = number.rpartition(".")[0]
        likely = [one for one in open_ if one.rpartition(".")[0] == section] or open_
        if not 0 < len(likely) <= _MOST_LIKELY:
            return None
        lines = listed(f"{one}: {heir}" for one in likely)
        return _("If it is another task now, write under tasks: {lines}").format(lines=lines)

    def held(self) -> set[str]:
        """Names that have tasks, and all who took over from them."""
        ahead = [*self.plan.duties_by_name]
        found = {*ahead}
        while ahead:
            unit = self.unit.get(ahead.pop())
            following = {*unit.succeeded_by} - found if unit else set()
            found |= following
            ahead += following
        return found

    def named(self) -> Mapping[tuple[str, ...], set[str]]:
        """Who is named in each task and section, by its path; who followed each other as one."""
        found: dict[tuple[str, ...], set[str]] = {}
        for item in self.plan.items if any(unit.tasks for unit in self.plan.units) else ():
            path = parse_number(item.number) or ()
            names = {self.kin.get(name, name) for name, _role in item.entry.assignments}
            for depth in range(1, len(path) + 1):
                found.setdefault(path[:depth], set()).update(names)
        return found

    @cached_property
    def kin(self) -> Mapping[str, str]:
        """One name for all units that followed each other, by each of them."""
        links: dict[str, list[str]] = {}
        for unit in self.plan.units:
            for heir in unit.succeeded_by:
                links.setdefault(unit.name, []).append(heir)
                links.setdefault(heir, []).append(unit.name)
        found: dict[str, str] = {}
        for first in links:
            ahead = [] if first in found else [first]
            while ahead:
                name = ahead.pop()
                if found.setdefault(name, first) is first:
                    ahead += (near for near in links[name] if near not in found)
        return found

    def days(self, unit: Unit) -> Iterator[Slip]:
        """Whether a unit's last day can be one."""
        until, issued = unit.until, self.plan.issued_on
        if not until:
            return
        if issued and until < issued and unit.name in self.plan.duties_by_name:
            what = _("{name} ended on {until}, before the plan that names it was issued on {day}")
            yield Slip("DM509", unit, what.format(name=unit.name, until=until, day=issued))
        for heir in unit.succeeded_by:
            last = self.unit[heir].until if heir in self.unit else None
            if last and last <= until and heir not in self.circles:
                what = _("{name} was until {until}; {heir}, who took over from it, until {last}")
                what = what.format(name=unit.name, until=until, heir=heir, last=last)
                yield Slip("DM509", unit, what)

    def no_heir(self, at: Unit | Entry, heir: str, name: str) -> Slip:
        """Somebody is said to have taken over who is no successor."""
        what = _("{heir} is not among those who took over from {name}")
        return Slip("DM210", at, what.format(heir=heir, name=name))
