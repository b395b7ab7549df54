"""A unit under another name, in the text of a plan file."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import _
from dutymatrix.plan.model import Assignment, Group, Plan, Section, Task, Unit
from dutymatrix.planfile.splice import PlanText
from dutymatrix.planfile.yamlline import format_scalar

_E = TypeVar("_E", Task, Section)
_ROLE_KEYS = ("lead", "responsible", "join", "guide")


class NameTakenError(DutymatrixError):
    """The new name stands in the roster: two units would become one."""

    def __init__(self, old: str, new: str, owner: str) -> None:
        if owner == new:
            what = _("{name} is in the roster already").format(name=new)
        else:
            what = _("{name} is in the roster already, as {other}").format(name=new, other=owner)
        super().__init__(
            what
            + "\n"
            + _("that would be a merger: dutymatrix tasks --unit {old} lists what to edit").format(
                old=old
            )
        )


class SucceededError(DutymatrixError):
    """A unit has a successor already, or is a group, which can have none."""

    def __init__(self, name: str, *, group: bool) -> None:
        if group:
            what = _("{name} is a group; groups have no successors").format(name=name)
            then = _("leave out --on to rename it everywhere")
        else:
            what = _("{name} has a successor already").format(name=name)
            then = _("see its until: and succeeded_by: in the roster, and edit them by hand")
        super().__init__(what + "\n" + then)


class Renaming(NamedTuple):
    """A plan's text with a unit renamed."""

    text: str
    plan: Plan
    """What it is to say: whoever writes it reads it back."""
    tasks: int
    """Tasks, parts and sections that name the unit."""
    mentions: int
    """Texts that still say the old name: they are the document's words."""


def succeed_unit(text: str, plan: Plan, old: str, new: str, on: date) -> Renaming:
    """Let a unit be succeeded by another, in the roster alone: the document's wording stays.

    Several can be succeeded by one, which then stands in the roster already.

    Args:
        text: The text of the plan file.
        plan: The plan in it.
        old: The name in the roster of the unit that ends.
        new: Who takes over.
        on: The first day on which the other has its tasks.

    Raises:
        NameTakenError: The new name is a group's, or another unit's alias.
        SucceededError: The unit has a successor, or is a group.
        UnspliceableError: A place is written so that it cannot be edited.
    """
    for record in plan.roster:
        if (new in record.aliases and record.name != old) or new in (old, *plan.group_by_name):
            raise NameTakenError(old, new, record.name if new in record.aliases else new)
    edited = PlanText(text, plan.file)
    _succeed(edited, plan, old, new, on)
    units: list[Unit] = []
    for unit in plan.units:
        if unit.name == old:
            unit = unit._replace(
                aliases=tuple(alias for alias in unit.aliases if alias != new),
                until=on - timedelta(days=1),
                succeeded_by=(new,),
            )
        units.append(unit)
        if unit.name == old and new not in plan.rank:
            units.append(Unit(new))
    tasks = len(plan.duties_by_name.get(old, ()))
    return Renaming(edited.edited(), replace(plan, units=tuple(units)), tasks, 0)


def rename_unit(text: str, plan: Plan, old: str, new: str, on: date | None = None) -> Renaming:
    """Rename a unit or group in all tasks, groups and rules, and in the roster.

    The old name stays as an alias; with a day, as a unit of its own that the new one succeeds.

    Args:
        text: The text of the plan file.
        plan: The plan in it.
        old: The name in the roster.
        new: The name it gets.
        on: The first day under the new name.

    Raises:
        NameTakenError: The new name belongs to another unit or group.
        SucceededError: With a day: the unit has a successor, or is a group.
        UnspliceableError: A place is written so that it cannot be edited.
    """
    for record in plan.roster:
        if new == record.name or (new in record.aliases and record.name != old):
            raise NameTakenError(old, new, record.name)
    edited = PlanText(text, plan.file)
    followed = [*_ROLE_KEYS, "members", "units"]
    if on is not None:
        _succeed(edited, plan, old, new, on)
    else:
        _rename_record(edited, plan, old, new)
        # With a day, what the old unit took over it still took over.
        followed.append("succeeded_by")
    heirs = edited.iter_heirs() if on is None else ()
    for node in (*edited.iter_references(*followed), *heirs):
        if node.value.strip() == old:
            edited.rename(node, new)
    tasks = len(plan.duties_by_name.get(old, ()))
    return Renaming(edited.edited(), _renamed(plan, old, new, on), tasks, _mentions(plan, old))


def _renamed(plan: Plan, old: str, new: str, on: date | None) -> Plan:
    """The plan as it is to be."""

    def name(one: str) -> str:
        return new if one == old else one

    def names(those: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(name, those))

    def heirs(those: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return those if on else tuple((name(unit), name(heir)) for unit, heir in those)

    def tasks(those: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return those if on else tuple((number, name(heir)) for number, heir in those)

    def entries(those: tuple[_E, ...]) -> tuple[_E, ...]:
        return tuple(map(entry, those))

    def entry(one: _E) -> _E:
        assignments = tuple(Assignment(name(unit), role) for unit, role in one.assignments)
        one = replace(one, assignments=assignments, succeeded_by=heirs(one.succeeded_by))
        if isinstance(one, Task):
            return replace(one, parts=entries(one.parts))
        return replace(one, sections=entries(one.sections), tasks=entries(one.tasks))

    units: list[Unit] = []
    for unit in plan.units:
        others = tuple(alias for alias in unit.aliases if alias != new)
        if unit.name != old:
            followed = unit.succeeded_by if on else names(unit.succeeded_by)
            units.append(unit._replace(succeeded_by=followed, tasks=tasks(unit.tasks)))
        elif on:
            until = on - timedelta(days=1)
            units += (unit._replace(aliases=others, until=until, succeeded_by=(new,)), Unit(new))
        else:
            units.append(
                unit._replace(
                    name=new,
                    aliases=(*others, old),
                    succeeded_by=names(unit.succeeded_by),
                    tasks=tasks(unit.tasks),
                )
            )
    groups = [group._replace(members=names(group.members)) for group in plan.groups]
    for place, group in enumerate(groups):
        if group.name == old:
            others = tuple(alias for alias in group.aliases if alias != new)
            groups[place] = group._replace(name=new, aliases=(*others, old))
    return replace(
        plan,
        units=tuple(units),
        groups=tuple(groups),
        standing=tuple(rule._replace(units=names(rule.units)) for rule in plan.standing),
        sections=entries(plan.sections),
        own_tasks=entries(plan.own_tasks),
    )


def _rename_record(edited: PlanText, plan: Plan, old: str, new: str) -> None:
    record = plan.roster[plan.rank[old]]
    path = (plan.holder_of(old), old)
    key = edited.key(*path)
    assert key is not None  # the plan has it from there
    edited.rename(key, new)
    aliases = [alias for alias in record.aliases if alias != new]
    edited.set_names(path, "aliases", [*aliases, old])


def _succeed(edited: PlanText, plan: Plan, old: str, new: str, on: date) -> None:
    record = plan.roster[plan.rank[old]]
    if isinstance(record, Group) or record.until or record.succeeded_by:
        raise SucceededError(old, group=isinstance(record, Group))
    path = ("units", old)
    last = on - timedelta(days=1)
    edited.set_field(path, "until", f"until: {last}")
    edited.set_names(path, "succeeded_by", [new])
    if new not in plan.rank:
        place = plan.rank[old] + 1
        order = [*range(place), f"{format_scalar(new)}:", *range(place, len(plan.units))]
        edited.arrange(("units",), order)
    if new in record.aliases:
        edited.set_names(path, "aliases", [alias for alias in record.aliases if alias != new])


def _mentions(plan: Plan, name: str) -> int:
    """How many items say a name in their title or text."""
    return sum(name in item.title or name in item.entry.text for item in plan.items)
