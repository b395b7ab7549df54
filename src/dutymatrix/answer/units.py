"""How many tasks each unit of the roster has, of all or of some."""

from collections.abc import Iterable
from typing import NamedTuple

from dutymatrix.answer.tally import Tally, count_roles, count_tasks
from dutymatrix.plan.model import Group, Item, Plan, Role, Unit
from dutymatrix.plan.name import groups_of
from dutymatrix.plan.upward import in_a_line


class LoadCounts(NamedTuple):
    """How many tasks a unit has, of those that were not read."""

    tally: Tally
    via_tally: Tally
    via: int
    """In how many it is named through groups, whatever the role."""


class UnitLoad(NamedTuple):
    """The tasks of one unit or group."""

    record: Unit | Group
    tasks: tuple[tuple[Item, Role], ...]
    """Where it is named itself, in the document's order."""
    via: tuple[tuple[Item, Role], ...]
    """Where a group is named that it is a member of; never counted with `tasks`."""
    counts: LoadCounts | None = None
    """Where the tasks were only counted, which then are not here."""

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
        if self.counts:
            return self.counts.tally
        return count_roles(role.value for _item, role in self.tasks)

    @property
    def via_tally(self) -> Tally:
        """Numbers of tasks that give it a role through groups."""
        if self.counts:
            return self.counts.via_tally
        return count_tasks((item.number, role) for item, role in self.via)

    @property
    def size(self) -> int:
        """The number of its tasks."""
        return sum(self.counts.tally) if self.counts else len(self.tasks)

    @property
    def via_size(self) -> int:
        """The number of tasks that name it through groups."""
        return self.counts.via if self.counts else len({item.number for item, _role in self.via})

    def __repr__(self) -> str:
        """The name and how many tasks it has."""
        return in_a_line(self, self.name, f"{self.size} tasks")


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
