"""`units.yaml`: the roster that all plans of a house have in common.

It holds the maps `units:` and `groups:` of a plan file. Units stand in all answers in its order. A
name of a plan that it has as an alias is that unit; whoever it says ended, ended in all plans.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dutymatrix.answer.whatif import WhatIfRename, apply_what_if
from dutymatrix.plan.collection import Collection, collect
from dutymatrix.plan.model import Group, Plan, Unit
from dutymatrix.plan.tenure import plan_on
from dutymatrix.planfile import Reading, read_bytes

FILE_NAME = "units.yaml"
"""What the file is called, beside the plans."""

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
    known = plans if house is None else {n: _known_by(house, own) for n, own in plans.items()}
    seen = {name: plan_on(plan, day) if day else plan for name, plan in known.items()}
    roster = None
    if house is not None:
        roster = plan_on(house, day) if day else house
        seen = {name: _without_aliases(plan, house) for name, plan in seen.items()}
    depends = any(plan.day for plan in (*seen.values(), *([roster] if roster else ())))
    seen = _told_apart(seen)
    return collect(title, file, seen, day=day if depends else None, roster=roster)


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


def _told_apart(plans: Mapping[str, Plan]) -> dict[str, Plan]:
    """Plans whose groups of one name are one, or are called by their plan."""
    kinds: dict[str, set[object]] = {}
    for plan in plans.values():
        for unit in plan.units:
            kinds.setdefault(unit.name, set()).add(None)
        for group in plan.groups:
            kinds.setdefault(group.name, set()).add((frozenset(group.members), group.open))
    several = {name for name, met in kinds.items() if len(met) > 1}
    if not several:
        return dict(plans)
    found = {}
    for name, plan in plans.items():
        renames = [
            WhatIfRename(group.name, f"{group.name}（{name}）")
            for group in plan.groups
            if group.name in several
        ]
        found[name] = apply_what_if(plan, renames=renames).plan if renames else plan
    return found
