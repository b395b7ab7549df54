"""A plan as it would be if units were merged, dropped or renamed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import _
from dutymatrix.plan.model import Assignment, Entry, Group, Plan, Section, Task, Unit
from dutymatrix.plan.name import name_of

_E = TypeVar("_E", bound=Entry)


class NameTakenError(DutymatrixError):
    """Something is to get a name that another unit or group has or gets."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is the name of another unit or group").format(name=name)
            + "\n"
            + _("name something else, or merge the two")
        )


class EditedTwiceError(DutymatrixError):
    """One unit is to be changed in two ways."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is to be changed twice").format(name=name)
            + "\n"
            + _("merge, drop or rename a unit once; a merged unit can have a new name")
        )


class WhatIfMerge(NamedTuple):
    """Units or groups that become one; `into` may be the name of one of them."""

    names: tuple[str, ...]
    into: str


class WhatIfRename(NamedTuple):
    """A unit or group that gets another name."""

    old: str
    new: str


class WhatIf(NamedTuple):
    """A plan that was changed for the sake of argument."""

    plan: Plan
    changed: tuple[str, ...]
    """Names in this plan that are new or stand for more than before, in its roster's order."""
    gone: tuple[str, ...]
    """Names of the plan before that this one does not have, in the order of that roster."""


def apply_what_if(
    plan: Plan,
    merges: Iterable[WhatIfMerge] = (),
    drops: Iterable[str] = (),
    renames: Iterable[WhatIfRename] = (),
) -> WhatIf:
    """The plan with all changes made at once, wherever the names stand; texts stay.

    A merged unit stands where the first of its units stands, in the roster and in a task, and
    has in a task the strongest of their roles: lead, responsible, join, guide. It is what
    the highest-ranked of them was, unit or group. It and a renamed unit answer to their old
    names as aliases. A dropped unit leaves the roster and every list; a task may keep nobody.

    Args:
        plan: The plan as it is.
        merges: `WhatIfMerge(("市卫计局", "市食药监局"), "市卫健局")`.
        drops: `["市食药监局"]`; names that are there as people type them, here and above.
        renames: `WhatIfRename("市卫计局", "市卫健局")`.

    Raises:
        AmbiguousUnitError: A name to be changed can be several of the roster.
        UnknownUnitError: It is none.
        EditedTwiceError: A unit is in more than one change.
        NameTakenError: A new name is that of another unit or group.
    """
    changes = [
        *(_Change(_named(plan, names), into) for names, into in merges),
        *(_Change((name,), None) for name in _named(plan, drops)),
        *(_Change((name_of(plan, old),), new) for old, new in renames),
    ]
    new_name = _new_names(plan, changes)
    roster = _new_roster(plan, changes, new_name)
    changed = replace(
        plan,
        units=tuple(record for record in roster if isinstance(record, Unit)),
        groups=tuple(record for record in roster if isinstance(record, Group)),
        standing=tuple(
            rule._replace(units=_renamed(rule.units, new_name)) for rule in plan.standing
        ),
        sections=tuple(_section(section, new_name) for section in plan.sections),
        own_tasks=tuple(_task(task, new_name) for task in plan.own_tasks),
    )
    new = {change.into for change in changes}
    return WhatIf(
        changed,
        tuple(name for name in changed.rank if name in new),
        tuple(name for name in plan.rank if name not in changed.rank),
    )


class _Change(NamedTuple):
    names: tuple[str, ...]
    into: str | None
    """The one name they get; None where they are dropped."""


def _named(plan: Plan, typed: Iterable[str]) -> tuple[str, ...]:
    """The names that were meant, each once."""
    return tuple(dict.fromkeys(name_of(plan, name) for name in typed))


_NewName = Mapping[str, str | None]
"""What each changed name becomes; None where it is dropped."""


def _new_names(plan: Plan, changes: Iterable[_Change]) -> _NewName:
    found: dict[str, str | None] = {}
    given: set[str] = set()
    for names, into in changes:
        for name in names:
            if name in found:
                raise EditedTwiceError(name)
            found[name] = into
        if into in given:
            raise NameTakenError(into)
        if into is not None:
            given.add(into)
    # A name becomes free where its owner gets another one at the same time.
    for name in plan.rank:
        if name in given and name not in found:
            raise NameTakenError(name)
    return found


def _new_roster(
    plan: Plan, changes: Iterable[_Change], new_name: _NewName
) -> tuple[Unit | Group, ...]:
    merged_with = {name: change.names for change in changes for name in change.names}
    roster: dict[str, Unit | Group] = {}
    for record in plan.roster:
        name = new_name.get(record.name, record.name)
        if name is None or name in roster:
            continue
        if record.name in new_name:
            olds = merged_with[record.name]
            record = _merged([old for old in plan.roster if old.name in olds], name)
        roster[name] = _with_references(record, new_name)
    return tuple(roster.values())


def _merged(records: Sequence[Unit | Group], name: str) -> Unit | Group:
    """The record that takes the place of some, which are given in the roster's order."""
    first = records[0]
    namesake = next((record for record in records if record.name == name), None)
    # A new office has no telephone that anybody knows.
    full_name, contact = (namesake.full_name, namesake.contact) if namesake else (None, None)
    spellings = [
        spelling
        for record in records
        for spelling in (record.name, record.full_name, *record.aliases)
        if spelling and spelling not in (name, full_name)
    ]
    merged = first._replace(
        name=name,
        full_name=full_name,
        aliases=tuple(dict.fromkeys(spellings)),
        contact=contact,
    )
    if isinstance(merged, Unit):
        return merged
    # Units rank before groups: all the others are groups, too.
    groups = [record for record in records if isinstance(record, Group)]
    return merged._replace(
        members=tuple(member for group in groups for member in group.members),
        open=any(group.open for group in groups),
    )


def _with_references(record: Unit | Group, new_name: _NewName) -> Unit | Group:
    """A record of the new roster, the others it names by their new names."""
    if isinstance(record, Unit):
        return record._replace(
            succeeded_by=_renamed(record.succeeded_by, new_name),
            tasks=_heirs(record.tasks, new_name),
        )
    members = _renamed(record.members, new_name)
    return record._replace(members=tuple(member for member in members if member != record.name))


def _renamed(names: Iterable[str], new_name: _NewName) -> tuple[str, ...]:
    """Names as they become, each once."""
    found = (new_name.get(name, name) for name in names)
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _heirs(heirs: Iterable[tuple[str, str]], new_name: _NewName) -> tuple[tuple[str, str], ...]:
    """Who took what over, by the names they get."""
    found = ((what, new_name.get(heir, heir)) for what, heir in heirs)
    return tuple((what, heir) for what, heir in found if heir is not None)


def _section(section: Section, new_name: _NewName) -> Section:
    return replace(
        _reassigned(section, new_name),
        sections=tuple(_section(inner, new_name) for inner in section.sections),
        tasks=tuple(_task(task, new_name) for task in section.tasks),
    )


def _task(task: Task, new_name: _NewName) -> Task:
    return replace(
        _reassigned(task, new_name), parts=tuple(_task(part, new_name) for part in task.parts)
    )


def _reassigned(entry: _E, new_name: _NewName) -> _E:
    """The entry with each unit once; assignments stand by role, so that the first is strongest."""
    kept: dict[str, int] = {}
    for place, (old, _role) in enumerate(entry.assignments):
        name = new_name.get(old, old)
        if name is not None:
            kept.setdefault(name, place)
    return replace(
        entry,
        assignments=tuple(
            Assignment(name, entry.assignments[place].role) for name, place in kept.items()
        ),
        places=tuple(entry.places[place] for place in kept.values()) if entry.places else (),
        printed=tuple(entry.printed[place] for place in kept.values()) if entry.printed else (),
    )
