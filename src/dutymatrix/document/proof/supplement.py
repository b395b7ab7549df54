"""What somebody wrote into a plan from lists that the import had left.

The document's side of a comparison takes such a list as the plan has it: into the task in whose
words it stands or, where it stands outside of all tasks, as a list that makes one. Then every
unit, role and word of it is compared as of any other list.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from dutymatrix.diff import diff_plans
from dutymatrix.document.result import FoundList, Intake
from dutymatrix.plan.model import Assignment, Entry, Item, Plan, Role, Section, Span, Task
from dutymatrix.wording.script import plain, spelling
from dutymatrix.wording.unit import is_unit

Read = Callable[[Collection[Span]], Intake]
"""Reads the document again, with what looks like a list at some places taken for one."""

_JOINING = re.compile(r"[、，,/\\·和及与以\s]*")
_RANK = {role: rank for rank, role in enumerate(Role)}


class Supplement(NamedTuple):
    """A document as a plan has it that was mended by hand."""

    intake: Intake
    taken: Mapping[str, tuple[str, ...]]
    """The words of the lists that were taken, by the number of their task in the document."""
    missing: tuple[tuple[FoundList, Item | None], ...]
    """Lists that the plan has not, each with the plan's task that should; None: there is none."""


def supplement(plan: Plan, intake: Intake, read: Read | None) -> Supplement:
    """A document's plan with the lists that the import left and a plan has.

    Args:
        plan: The plan as it is kept.
        intake: The document's import.
        read: Reads the document again; None where nobody can.
    """
    written = _written_apart(plan, intake, read) if read else frozenset()
    if read and written:
        intake = read(written)
    taken: dict[str, tuple[str, ...]] = {}
    for one in intake.lists:
        if one.place in written:
            taken[one.task] = (*taken.get(one.task, ()), one.text)
    pairs = _pair_up(intake.plan, plan) if intake.left else {}
    entries: dict[int, Entry] = {}
    missing: list[tuple[FoundList, Item | None]] = []
    for one in intake.left:
        pair = pairs.get(one.within)
        if pair is None:
            missing.append((one, None))
            continue
        old, new = pair
        writing = _Writing(plan, new)
        if not writing.has(one, old.entry.assignments):
            missing.append((one, new))
            continue
        entry = entries.get(id(old.entry), old.entry)
        entries[id(old.entry)] = writing.added(entry, one)
        taken[one.within] = (*taken.get(one.within, ()), one.text)
    if entries:
        intake = intake._replace(plan=_with_entries(intake.plan, entries))
    return Supplement(intake, taken, tuple(missing))


def _written_apart(plan: Plan, intake: Intake, read: Read) -> frozenset[Span]:
    """Places of lists outside of all tasks from which somebody made tasks."""
    apart = {one.place for one in intake.left if not one.within}
    if not apart:
        return frozenset()
    wider = read(apart)
    pairs = _pair_up(wider.plan, plan)
    return frozenset(
        one.place
        for one in wider.lists
        if one.place in apart
        and one.task in pairs
        and _Writing(plan, pairs[one.task][1]).has(one, ())
    )


def _pair_up(document: Plan, plan: Plan) -> dict[str, tuple[Item, Item]]:
    """Which task of the plan each of the document's is, by the document's number."""
    matching = diff_plans(document, plan).matching
    return {old.number: (old, new) for old, new in (*matching.sections, *matching.tasks)}


class _Writing:
    """The units that a plan has on a task, however a list of the document calls them."""

    def __init__(self, plan: Plan, item: Item) -> None:
        self.entry = item.entry
        units = {assignment.unit for assignment in item.entry.assignments}
        self.unit_by_spelling = {
            spelling(name): record.name
            for record in plan.roster
            if record.name in units
            for name in (record.name, record.full_name, *record.aliases)
            if name
        }

    def has(self, one: FoundList, own: Iterable[Assignment]) -> bool:
        """Whether a list was written in: all of it, or some of it beyond the task's own units."""
        named = [self.units_of(assignment.unit) for assignment in one.assignments]
        if named and all(named):
            return True
        known = {unit for assignment in own for unit in self.units_of(assignment.unit)}
        return any(unit not in known for units in named for unit in units)

    def units_of(self, name: str) -> tuple[str, ...]:
        """What the plan has for a name that the document was read to say; () where nothing."""
        said = spelling(name)
        if said in self.unit_by_spelling:
            return (self.unit_by_spelling[said],)
        # Names that ran together, and one that lacks what the last of the list says for all.
        within = [known for known in self.unit_by_spelling if known in said]
        rest = said
        for known in sorted(within, key=len, reverse=True):
            rest = rest.replace(known, "")
        if within and _JOINING.fullmatch(rest):
            return tuple(dict.fromkeys(self.unit_by_spelling[known] for known in within))
        if not is_unit(plain(name)):
            whole = (known for known in self.unit_by_spelling if known.startswith(said))
            return tuple(dict.fromkeys(self.unit_by_spelling[known] for known in whole))[:1]
        return ()

    def added(self, entry: Entry, one: FoundList) -> Entry:
        """A task of the document with a list, in the order in which the plan has its units."""
        roles = {assignment.unit: assignment.role for assignment in entry.assignments}
        for unit, role in one.assignments:
            for name in self.units_of(unit) or (unit,):
                stronger = min(roles.get(name, role), role, key=_RANK.__getitem__)
                roles[name] = stronger
        own = [assignment.unit for assignment in entry.assignments]
        order = [assignment.unit for assignment in self.entry.assignments]
        names = [*roles]
        if [unit for unit in order if unit in own] == [unit for unit in own if unit in order]:
            # Where among the others somebody wrote them is not said by the document.
            names.sort(key=lambda name: order.index(name) if name in order else len(order))
        assignments = [Assignment(name, roles[name]) for name in names]
        return replace(
            entry,
            assignments=tuple(sorted(assignments, key=lambda one: _RANK[one.role])),
            open=entry.open or (self.entry.open and "等" in one.text),
            places=(),
        )


def _with_entries(plan: Plan, entries: Mapping[int, Entry]) -> Plan:
    """A plan with other entries in the place of some, by their identity."""

    def task(one: Task) -> Task:
        given = entries.get(id(one), one)
        assert isinstance(given, Task)
        return replace(given, parts=tuple(map(task, one.parts))) if one.parts else given

    def section(one: Section) -> Section:
        given = entries.get(id(one), one)
        assert isinstance(given, Section)
        return replace(
            given,
            sections=tuple(map(section, one.sections)),
            tasks=tuple(map(task, one.tasks)),
        )

    return replace(
        plan,
        sections=tuple(map(section, plan.sections)),
        own_tasks=tuple(map(task, plan.own_tasks)),
    )
