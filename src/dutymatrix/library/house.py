"""`units.yaml`: the roster that all plans of a house have in common.

It holds the maps `units:` and `groups:` of a plan file. Units stand in all answers in its order. A
name of a plan that it has as an alias is that unit; whoever it says ended, ended in all plans.
"""

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date

from dutymatrix.answer.whatif import WhatIfRename, apply_what_if
from dutymatrix.library.items import Renamed
from dutymatrix.plan.collection import Collection, collect
from dutymatrix.plan.model import Group, Plan, Unit
from dutymatrix.plan.tenure import Succession, plan_on
from dutymatrix.planfile import Reading, read_bytes

_NO_TITLE = "DM109"


def read_house(data: bytes, file: str) -> Reading:
    """The roster in the bytes of a `units.yaml`, as a plan that has nothing else."""
    reading = read_bytes(data, file)
    # It is none of the things that a plan must be: only what its names must hold is held.
    findings = tuple(found for found in reading.findings if found.code != _NO_TITLE)
    return Reading(reading.plan, findings)


def gather(
    title: str,
    file: str,
    plans: Mapping[str, Plan],
    house: Plan | None = None,
    day: date | None = None,
) -> Collection:
    """Several plans as one, by the names of the house.

    Args:
        title: What all of them are called.
        file: Where they are.
        plans: By their short names, in the order of answers.
        house: What all of them have in common; None: equal names are one unit, unlike ones never.
        day: Units are those of this day; None: as the documents have them.
    """
    seen = see(plans, house, day)
    return join(title, file, tell_apart(seen, ambiguous_groups(seen)), house, day)


def join(
    title: str, file: str, plans: Mapping[str, Plan], house: Plan | None, day: date | None
) -> Collection:
    """Plans that were seen and told apart as one; the arguments are those of `gather`."""
    roster = None
    if house is not None:
        roster = plan_on(house, day) if day else house
    depends = any(plan.day for plan in (*plans.values(), *([roster] if roster else ())))
    return collect(title, file, plans, day=day if depends else None, roster=roster)


def see(plans: Mapping[str, Plan], house: Plan | None, day: date | None) -> dict[str, Plan]:
    """Each plan by the names of the house, with the units of a day."""
    known = plans if house is None else {n: _known_by(house, own) for n, own in plans.items()}
    seen = {name: plan_on(plan, day) if day else plan for name, plan in known.items()}
    if house is not None:
        seen = {name: _without_aliases(plan, house) for name, plan in seen.items()}
    return seen


def names_seen(
    plan: Plan, seen: Plan, name: str, house: Plan | None, day: date | None, groups: Container[str]
) -> Renamed:
    """The names of a plan that are seen as other ones, whatever the task.

    Args:
        plan: As it was read; nobody says who took single tasks over.
        seen: What `see` made of it.
        name: Its short name.
        house: What all plans have in common.
        day: The day they are seen on.
        groups: Those that are told apart.
    """
    apart = {own.name: _of_plan(own.name, name) for own in seen.groups if own.name in groups}
    if day is None:
        return Renamed({}, apart)
    known = plan if house is None else _known_by(house, plan)
    succession = Succession(known, day)
    on_day = {}
    for unit in known.units:
        if unit.until or unit.succeeded_by:
            heirs = succession.heirs(unit.name)
            if heirs.settled and heirs.names != (unit.name,):
                [on_day[unit.name]] = heirs.names
    return Renamed(on_day, apart)


def _known_by(house: Plan, plan: Plan) -> Plan:
    """A plan with what the house knows of its units and groups."""
    by_name = {unit.name: unit for unit in house.units}
    owner = {
        spelling: unit.name
        for unit in house.units
        for spelling in (*unit.aliases, *filter(None, (unit.full_name,)))
        if spelling not in by_name
    }
    units: dict[str, Unit] = {}
    wanted = []
    for unit in plan.units:
        if unit.name in by_name:
            wanted.append(unit.name)
            units[unit.name] = _with(by_name[unit.name], unit)
        elif unit.name in owner:
            # Another name of the same: what its document says is read as that of the house.
            wanted.append(owner[unit.name])
            units[unit.name] = Unit(unit.name, succeeded_by=(owner[unit.name],))
        else:
            units[unit.name] = unit
    while wanted:
        name = wanted.pop()
        if name in by_name:
            units.setdefault(name, by_name[name])
            wanted += (heir for heir in by_name[name].succeeded_by if heir not in units)
    groups = {group.name: group for group in house.groups}
    return replace(
        plan,
        units=tuple(units.values()),
        groups=tuple(
            _listed(groups[own.name], own, units) if own.name in groups else own
            for own in plan.groups
            if own.name not in units
        ),
    )


def _with(house: Unit, own: Unit) -> Unit:
    """A unit as the house has it; what it leaves open, the plan may say."""
    ended = bool(house.until or house.succeeded_by)
    return house._replace(
        full_name=house.full_name or own.full_name,
        aliases=tuple(dict.fromkeys((*house.aliases, *own.aliases))),
        contact=house.contact or own.contact,
        until=house.until if ended else own.until,
        succeeded_by=house.succeeded_by if ended else own.succeeded_by,
        tasks=own.tasks or house.tasks,
    )


def _listed(house: Group, own: Group, units: dict[str, Unit]) -> Group:
    """A group as its plan has it; where that lists nobody, the members that the house lists."""
    if own.members or own.open:
        return own._replace(contact=house.contact or own.contact)
    return own._replace(
        members=house.members, open=house.open, contact=house.contact or own.contact
    )


def _without_aliases(plan: Plan, house: Plan) -> Plan:
    """A plan in which other names of a unit are no units that ended."""
    ended = {unit.name for unit in house.units}
    own = {alias for unit in house.units for alias in (*unit.aliases, unit.full_name)} - ended
    if all(unit.name not in own for unit in plan.absent):
        return plan
    return replace(plan, absent=tuple(unit for unit in plan.absent if unit.name not in own))


def ambiguous_groups(plans: Mapping[str, Plan]) -> frozenset[str]:
    """Names of groups that do not mean the same in all plans."""
    units = {unit.name for plan in plans.values() for unit in plan.units}
    kinds: dict[str, set[object]] = {}
    for plan in plans.values():
        for group in plan.groups:
            kinds.setdefault(group.name, set()).add((frozenset(group.members), group.open))
    return frozenset(name for name, met in kinds.items() if len(met) > 1 or name in units)


def tell_apart(plans: Mapping[str, Plan], groups: Container[str]) -> dict[str, Plan]:
    """Plans in which some groups are called by their plan, too."""
    found = {}
    for name, plan in plans.items():
        renames = [
            WhatIfRename(group.name, _of_plan(group.name, name))
            for group in plan.groups
            if group.name in groups
        ]
        found[name] = apply_what_if(plan, renames=renames).plan if renames else plan
    return found


def _of_plan(group: str, plan: str) -> str:
    return f"{group}（{plan}）"
