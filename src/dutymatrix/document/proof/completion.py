"""A document's plan beside the one that is kept: what no document of its kind states is filled in.

No document states a roster: the order of the house, aliases, members; a copy may lack its notice.
A table of tasks states neither preamble nor chapters. To compare such a plan with the one that
is kept would tell of everything that it cannot say; what it does say stays as it is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from dutymatrix.diff.level import heading_of
from dutymatrix.plan.model import Entry, Group, Milestone, Plan, Section, Task, Unit
from dutymatrix.wording.script import spelling
from dutymatrix.wording.verb import DEADLINE_NOTE

_Record = TypeVar("_Record", bound=Unit | Group)
_Entry = TypeVar("_Entry", Section, Task)


def states_only_tasks(plan: Plan) -> bool:
    """Whether a document holds nothing but tasks, as a table of them does."""
    return bool(plan.items) and not (plan.preamble or plan.chapter)


def complete(stated: Plan, kept: Plan) -> Plan:
    """What a document states, with all that it cannot state as another plan has it.

    Args:
        stated: The plan of a document.
        kept: The plan that it is compared with.
    """
    if states_only_tasks(stated):
        stated = _with_frame(_Filler(stated, kept).fill(), kept)
    return replace(
        stated,
        # A copy without its notice.
        document_number=stated.document_number or kept.document_number,
        issued_by=stated.issued_by or kept.issued_by,
        issued_on=stated.issued_on or kept.issued_on,
        units=_roster(stated, stated.units, kept, kept.units),
        groups=_roster(stated, stated.groups, kept, kept.groups),
    )


def _roster(
    stated: Plan, own: Sequence[_Record], kept: Plan, records: Sequence[_Record]
) -> tuple[_Record, ...]:
    """The kept records of all that are named still, or never were; then those who are new."""
    named, before = stated.duties_by_name, kept.duties_by_name
    stay = [one for one in records if one.name in named or one.name not in before]
    names = {one.name: one for one in records}
    if [name for name in before if name in names] == [*names]:
        # Listed as tasks name them, in no order of the house: so are those who are new.
        listed = {one.name for one in own}
        ordered = [names.get(one.name, one) for one in own]
        return tuple(ordered + [one for one in stay if one.name not in listed])
    return tuple(stay + [one for one in own if one.name not in kept.rank])


def _with_frame(stated: Plan, kept: Plan) -> Plan:
    """A plan of tasks with what stands around them."""
    is_untitled = stated.title == Path(stated.file).stem
    is_alike = bool(stated.sections) == bool(kept.sections)
    # A chapter that the document has as a section is stated, and not what is missing.
    own = {spelling(section.title) for section in stated.sections}
    return replace(
        stated,
        title=kept.title if is_untitled or kept.title in stated.title else stated.title,
        ends_on=stated.ends_on or kept.ends_on,
        role_rule=stated.role_rule or kept.role_rule,
        role_names=kept.role_names,
        language=kept.language,
        chapter="" if heading_of(kept.chapter) in own else kept.chapter,
        numbering=kept.numbering if is_alike else stated.numbering,
        running=kept.running if is_alike else stated.running,
        preamble=kept.preamble,
        standing=stated.standing or kept.standing,
        common=stated.common or tuple(c for c in kept.common if spelling(c.title) not in own),
    )


class _Filler:
    """Fills in what a row of a table does not say of its task."""

    def __init__(self, stated: Plan, kept: Plan) -> None:
        self.stated = stated
        self.numbers = {id(entry): number for number, entry in _by_number(stated).items()}
        self.kept = _by_number(kept)
        titles = Counter(entry.title for entry in self.kept.values())
        self.by_title = {
            entry.title: entry for entry in self.kept.values() if titles[entry.title] == 1
        }

    def fill(self) -> Plan:
        """The plan with its rows filled in."""
        return replace(
            self.stated,
            sections=tuple(map(self._section, self.stated.sections)),
            own_tasks=tuple(map(self._task, self.stated.own_tasks)),
        )

    def _section(self, section: Section) -> Section:
        number = self.numbers[id(section)]
        kept = self.kept.get(number)
        # Where a table only numbers its sections, the number stands for the title.
        if kept and section.title == self.stated.section_by_number[number][0]:
            section = replace(section, title=kept.title)
        section = replace(
            section,
            sections=tuple(map(self._section, section.sections)),
            tasks=tuple(map(self._task, section.tasks)),
        )
        partner = self._partner(section, number)
        if partner and not section.assignments:
            section = replace(section, text=section.text or partner.text)
        return _filled(section, partner)

    def _task(self, task: Task) -> Task:
        partner = self._partner(task, self.numbers[id(task)])
        if task.parts:
            task = replace(task, parts=tuple(map(self._task, task.parts)))
            if partner and not task.title:
                task = replace(task, title=partner.title)
        return _filled(task, partner)

    def _partner(self, entry: Entry, number: str) -> Entry | None:
        """The kept entry that is meant: of the same number, unless another has the title."""
        kept = self.kept.get(number)
        if kept and entry.title in (kept.title, ""):
            return kept
        return self.by_title.get(entry.title)


def _by_number(plan: Plan) -> dict[str, Section | Task]:
    """Sections, tasks and parts by their numbers, those without a row of their own too."""
    found: dict[str, Section | Task] = {
        number: section for number, (_label, section) in plan.section_by_number.items()
    }
    found |= {item.number: item.entry for item in plan.items}
    numbers = {id(entry): number for number, entry in found.items()}
    sections = (section.tasks for _label, section in plan.section_by_number.values())
    for task in chain(plan.own_tasks, *sections):
        if task.parts:
            found.setdefault(numbers[id(task.parts[0])][:-1], task)
    return found


def _filled(entry: _Entry, kept: Entry | None) -> _Entry:
    """An entry with what a table has no column for."""
    if kept is None:
        return entry
    own = dict(entry.notes)
    unread = own.pop(DEADLINE_NOTE, "")
    milestones, notes = entry.milestones, entry.notes
    is_same = entry.text == kept.text
    if is_same and _due(entry.milestones, unread) == _due(kept.milestones, ""):
        # Goals, targets and days that somebody read into the same words.
        milestones, notes = kept.milestones, tuple(own.items())
    remark = "；".join(f"{name}：{text}" for name, text in kept.notes)
    if not notes or {text for _name, text in notes} == {remark}:
        notes = kept.notes
    return replace(entry, id=entry.id or kept.id, milestones=milestones, notes=notes)


def _due(milestones: Iterable[Milestone], unread: str) -> set[str]:
    """The words or days of a task's deadlines."""
    said = {one.said or (one.by.isoformat() if one.by else "") for one in milestones}
    return (said | {*unread.split("；")}) - {""}
