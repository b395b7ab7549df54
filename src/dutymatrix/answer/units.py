"""How many tasks each unit of the roster has, of all or of some."""

from collections.abc import Iterable
from typing import NamedTuple

from dutymatrix.answer.tally import Tally, count_roles, count_tasks
from dutymatrix.plan.model import Group, Item, Plan, Role, Unit
from dutymatrix.plan.name import groups_of
from dutymatrix.plan.upward import in_a_line


class UnitLoad(NamedTuple):
    """The tasks of one unit or group."""

    record: Unit | Group
    tasks: tuple[tuple[Item, Role], ...]
    """Where it is named itself, in the document's order."""
    via: tuple[tuple[Item, Role], ...]
    """Where a group is named that it is a member of; never counted with `tasks`."""

    @property
    def name(self) -> str:
        """The name in the roster."""
        return self.record.name

    @property
    def is_group(self) -> bool:
        """Whether it stands for several units."""
        return isinstance(self.record, Group)

    def items(self, role: Role) -> tuple[Item, ...]:
        """Tasks that it has in a role."""
        return tuple(item for item, own in self.tasks if own is role)

    @property
    def tally(self) -> Tally:
        """Numbers of its tasks."""
        return count_roles(role.value for _item, role in self.tasks)

    @property
    def via_tally(self) -> Tally:
        """Numbers of tasks that give it a role through groups."""
        return count_tasks((item.number, role) for item, role in self.via)

    def __repr__(self) -> str:
        """The name and how many tasks it has."""
        return in_a_line(self, self.name, f"{len(self.tasks)} tasks")


def unit_loads(plan: Plan, items: Iterable[Item]) -> tuple[UnitLoad, ...]:
    """Units, then groups, in the roster's order, each with its tasks among those given."""
    found: dict[str, list[tuple[Item, Role]]] = {record.name: [] for record in plan.roster}
    for item in items:
        for unit, role in item.entry.role_by_unit.items():
            found[unit].append((item, role))
    return tuple(
        UnitLoad(
            record,
            tuple(found[record.name]),
            tuple(duty for group in groups_of(plan, record.name) for duty in found[group]),
        )
        for record in plan.roster
    )
