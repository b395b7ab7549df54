"""What differs between two lists of who has which role in a task."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from dutymatrix.diff.change import Found, Kind
from dutymatrix.diff.identity import Identity
from dutymatrix.plan.model import Assignment, Role

_RANK = {role: rank for rank, role in enumerate(Role)}
_Roles = Mapping[str, Assignment]


def strongest(
    assignments: Iterable[Assignment], name: Callable[[str], str]
) -> dict[str, Assignment]:
    """The strongest assignment of everyone, by the name that somebody goes by."""
    found: dict[str, Assignment] = {}
    for assignment in assignments:
        own = name(assignment.unit)
        if own not in found or stronger(assignment.role, found[own].role) is not found[own].role:
            found[own] = assignment
    return found


def stronger(one: Role, other: Role) -> Role:
    """The one of two roles that comes first."""
    return one if _RANK[one] < _RANK[other] else other


def iter_role_changes(
    old: Iterable[Assignment], new: Iterable[Assignment], identity: Identity, *, ordered: bool
) -> Iterator[Found]:
    """Changes of roles, of units, and where the lists are `ordered` of the order of units."""
    before, after = strongest(old, identity.old), strongest(new, identity.new)
    led, leads = _leads(before), _leads(after)
    # Whoever came to lead or leads no more is told with the lead.
    settled = led ^ leads
    if settled:
        yield Kind.LEAD_CHANGED, _lead_change(before, after, led, leads)
    for role in Role:
        yield from _one_sided(Kind.JOINED, role, after, before.keys() | settled)
        yield from _one_sided(Kind.LEFT, role, before, after.keys() | settled)
    swapped: dict[tuple[Role, Role], list[str]] = {}
    for name, (unit, role) in after.items():
        if name in before and name not in settled and before[name].role is not role:
            swapped.setdefault((before[name].role, role), []).append(unit)
    for (was, now), units in swapped.items():
        yield Kind.ROLE_CHANGED, {"units": tuple(units), "from": was, "to": now}
    for role in Role if ordered else ():
        # The new order of leads stands in the change of the lead.
        if not (settled and role is Role.LEAD):
            yield from _order_change(role, before, after)


def _leads(roles: _Roles) -> set[str]:
    return {name for name, own in roles.items() if own.role is Role.LEAD}


def _lead_change(
    before: _Roles, after: _Roles, led: set[str], leads: set[str]
) -> dict[str, object]:
    return {
        "from": tuple(own.unit for name, own in before.items() if name in led),
        "to": tuple(own.unit for name, own in after.items() if name in leads),
        "before": _roles_elsewhere(after, leads - led, before),
        "after": _roles_elsewhere(before, led - leads, after),
    }


def _roles_elsewhere(roles: _Roles, names: set[str], others: _Roles) -> dict[str, Role | None]:
    """Roles that some of one list have in another, None for none."""
    return {
        own.unit: others[name].role if name in others else None
        for name, own in roles.items()
        if name in names
    }


def _one_sided(kind: Kind, role: Role, roles: _Roles, others: set[str]) -> Iterator[Found]:
    units = tuple(
        own.unit for name, own in roles.items() if own.role is role and name not in others
    )
    if units:
        yield kind, {"units": units, "role": role}


def _order_change(role: Role, before: _Roles, after: _Roles) -> Iterator[Found]:
    was = [name for name, own in before.items() if own.role is role and _has(after, name, role)]
    now = [name for name, own in after.items() if own.role is role and _has(before, name, role)]
    if was != now:
        old_units = tuple(before[name].unit for name in was)
        new_units = tuple(after[name].unit for name in now)
        yield Kind.UNITS_REORDERED, {"role": role, "from": old_units, "to": new_units}


def _has(roles: _Roles, name: str, role: Role) -> bool:
    return name in roles and roles[name].role is role
