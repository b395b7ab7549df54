"""What a unit has to do: its own duties, and those that reach it through groups."""

from collections.abc import Mapping
from typing import NamedTuple

from dutymatrix.model import Item, Plan, Role
from dutymatrix.roster import groups_of, unlisted_groups

_ORDER = {role: place for place, role in enumerate(Role)}


class Duty(NamedTuple):
    """An assignment seen from the unit."""

    item: Item
    role: Role
    via: str | None = None
    """The group named in the task, where the unit itself is not."""


class DutyList(NamedTuple):
    """All duties of one unit or group, leads first, then in the document's order."""

    unit: str
    own: tuple[Duty, ...]
    """Where the unit itself is named."""
    through: tuple[Duty, ...]
    """Where a group is named that the unit is a member of; never counted with `own`."""
    unresolved: Mapping[str, tuple[Item, ...]]
    """Tasks of each group whose members are not all listed: it may or may not mean the unit."""

    def count(self, role: Role) -> int:
        """Number of own duties in a role."""
        return sum(duty.role is role for duty in self.own)

    def via_count(self, role: Role) -> int:
        """Number of tasks that give the unit a role through groups."""
        return len({duty.item.number for duty in self.through if duty.role is role})


def duties_of(plan: Plan, unit: str) -> DutyList:
    """Duties of one unit or group, by its exact name (`Roster.resolve` finds it)."""
    own = [Duty(item, role) for item, role in plan.duties_by_name.get(unit, ())]
    reached = groups_of(plan, unit)
    through = [
        Duty(item, role, group)
        for group in reached
        for item, role in plan.duties_by_name.get(group, ())
    ]
    place = {item.number: place for place, item in enumerate(plan.items)}
    unresolved = {
        group: tuple(item for item, _role in plan.duties_by_name.get(group, ()))
        for group in unlisted_groups(plan)
        if group not in {unit, *reached}
    }
    return DutyList(
        unit,
        tuple(sorted(own, key=lambda duty: _ORDER[duty.role])),
        tuple(sorted(through, key=lambda duty: (_ORDER[duty.role], place[duty.item.number]))),
        {group: items for group, items in unresolved.items() if items},
    )
