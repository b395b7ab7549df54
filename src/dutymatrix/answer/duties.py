"""What a unit has to do: its own duties, and those that reach it through groups."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from dutymatrix.answer.tally import Tally, count_roles, count_tasks
from dutymatrix.plan.model import Item, Plan, Role, Standing
from dutymatrix.plan.name import groups_of, name_of, unlisted_groups
from dutymatrix.plan.upward import ask, in_a_line
from dutymatrix.wording.membership import may_include

_ORDER = {role: place for place, role in enumerate(Role)}


class Duty(NamedTuple):
    """An assignment seen from the unit."""

    item: Item
    role: Role
    via: str | None = None
    """The group named in the task, where the unit itself is not."""
    printed: str | None = None
    """The name under which the document has the unit; None where it is the same."""


class Beyond(NamedTuple):
    """What a unit has in plans that were not read, only counted."""

    plans: int
    own: Tally
    """Numbers of its duties."""
    through: Tally
    """Numbers of tasks that give it a role through groups."""
    unresolved: Mapping[str, int]
    """How many tasks each group has that may mean the unit."""


class DutyList(NamedTuple):
    """All duties of one unit or group, leads first, then in the document's order."""

    plan: Plan
    unit: str
    own: tuple[Duty, ...]
    """Where the unit itself is named."""
    through: tuple[Duty, ...]
    """Where a group is named that the unit is a member of; never counted with `own`."""
    unresolved: Mapping[str, tuple[Item, ...]]
    """Tasks of each group whose members are not all listed and that may mean the unit."""

    standing: tuple[Standing, ...] = ()
    """Rules of the document that add the unit, or a group that it is in, to further tasks."""
    beyond: Beyond | None = None
    """Of very many plans, what more there is of it in those that are not listed."""

    @property
    def tally(self) -> Tally:
        """Numbers of own duties, of each task the strongest."""
        # Whoever took over from two units may have been given a task by both names.
        roles = {duty.item.number: duty.role.value for duty in reversed(self.own)}
        return _with(count_roles(roles.values()), self.beyond and self.beyond.own)

    @property
    def via_tally(self) -> Tally:
        """Numbers of tasks that give the unit a role through groups."""
        tally = count_tasks((duty.item.number, duty.role) for duty in self.through)
        return _with(tally, self.beyond and self.beyond.through)

    def narrow(self, items: Sequence[Item], roles: Collection[Role], *, sort: bool) -> "DutyList":
        """The duties in some tasks and roles.

        Args:
            items: The tasks that count.
            roles: The roles that do.
            sort: Whether the order of the tasks is the list's, else leads stay first.
        """
        place = {item.number: place for place, item in enumerate(items)}

        def chosen(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
            kept = [d for d in duties if d.item.number in place and d.role in roles]
            return tuple(sorted(kept, key=lambda d: place[d.item.number]) if sort else kept)

        unresolved = {
            group: tuple(item for item in items if item.number in place)
            for group, items in self.unresolved.items()
        }
        return self._replace(
            own=chosen(self.own),
            through=chosen(self.through),
            unresolved={group: items for group, items in unresolved.items() if items},
        )

    def by_plan(self) -> "tuple[DutyList, ...]":
        """The duties of each plan that has any, where several are asked; of one plan itself."""
        if not self.plan.plans:
            return (self,)
        own: dict[str, tuple[list[Duty], list[Duty]]] = {name: ([], []) for name in self.plan.plans}
        for place, duties in enumerate((self.own, self.through)):
            for duty in duties:
                own[duty.item.plan][place].append(duty)

        unresolved: dict[str, dict[str, list[Item]]] = {}
        for group, items in self.unresolved.items():
            for item in items:
                unresolved.setdefault(item.plan, {}).setdefault(group, []).append(item)

        return tuple(
            self._replace(
                plan=self.plan.plans[name],
                beyond=None,
                own=tuple(direct),
                through=tuple(through),
                unresolved={
                    group: tuple(items) for group, items in unresolved.get(name, {}).items()
                },
            )
            for name, (direct, through) in own.items()
            if direct or through
        )

    def to_records(self) -> list[dict[str, object]]:
        """The duties as `dutymatrix duties -f json` gives them, own first."""
        records: list[dict[str, object]] = ask("records_of", self)
        return records

    def __repr__(self) -> str:
        """The unit and how many they are."""
        through = f"{len(self.through)} through groups" if self.through else ""
        return in_a_line(self, self.unit, f"{len(self.own)} duties", through)

    def _repr_html_(self) -> str:
        """The table of `dutymatrix duties`."""
        return str(ask("html_of", self))


def duties_of(plan: Plan, unit: str, *, held: bool = False) -> DutyList:
    """Duties of one unit or group, by its name as people type it: 市卫计局, 卫计, wjj.

    Of a unit that there is not on the plan's day they are those that its name was given.

    Args:
        plan: The plan, as it is seen on a day.
        unit: The unit or group.
        held: Of a name that is kept because nobody says who took over, only what is to be
            settled: the lists of all names then hold every assignment once.

    Raises:
        AmbiguousUnitError: Several names fit.
        UnknownUnitError: None does.
    """
    unit = name_of(plan, unit)
    own = _own_duties(plan, unit, held=held)
    reached = groups_of(plan, unit)
    through = [
        Duty(item, role, group)
        for group in reached
        for item, role in plan.duties_by_name.get(group, ())
    ]
    place = plan.place_by_number
    unresolved = {
        group: tuple(
            item
            for item, _role in plan.duties_by_name.get(group, ())
            # Of several plans only those that know the unit may mean it.
            if not item.plan or _knows(plan.plans[item.plan], unit)
        )
        # Whether a group means another group is no question.
        for group in (unlisted_groups(plan) if unit not in plan.group_by_name else ())
        if group not in reached and may_mean(plan, group, unit)
    }
    return DutyList(
        plan,
        unit,
        tuple(sorted(own, key=lambda duty: _ORDER[duty.role])),
        tuple(sorted(through, key=lambda duty: (_ORDER[duty.role], place[duty.item.number]))),
        {group: items for group, items in unresolved.items() if items},
        tuple(rule for rule in plan.standing if not {unit, *reached}.isdisjoint(rule.units)),
    )


def _own_duties(plan: Plan, unit: str, *, held: bool) -> list[Duty]:
    """Where a unit is named, in the document's order."""
    if plan.day is None:
        return [Duty(item, role) for item, role in plan.duties_by_name.get(unit, ())]
    if unit in plan.absent_by_name and not held:
        return [
            Duty(item, role)
            for item in plan.items
            for (_unit, role), name in zip(item.entry.assignments, item.entry.wording, strict=True)
            if name == unit
        ]
    return [
        Duty(item, role, printed=name if name != unit else None)
        for item in plan.items
        for (own, role), name in zip(item.entry.assignments, item.entry.wording, strict=True)
        if own == unit
    ]


def _with(tally: Tally, more: Tally | None) -> Tally:
    return Tally(*map(sum, zip(tally, more, strict=True))) if more else tally


def may_mean(plan: Plan, group: str, unit: str) -> bool:
    """Whether a group whose members are not all listed may include a unit."""
    if group in plan.absent_by_name:
        # A unit that was divided: its successors are known, and whose a task is is not.
        return unit in plan.group_by_name[group].members
    return may_include(group, unit)


def _knows(plan: Plan, unit: str) -> bool:
    return unit in plan.rank or unit in plan.absent_by_name
