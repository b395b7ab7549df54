"""A plan that is nothing but tables of tasks (任务分解表): a row, a task."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from dutymatrix.intake.assembly import build_roster
from dutymatrix.intake.document import Document, Paragraph, Table
from dutymatrix.intake.flow import Flow, build_flow
from dutymatrix.intake.head import Frame
from dutymatrix.intake.listing import Label, Listing, parse_listing
from dutymatrix.intake.milestone import Horizon, find_milestones, stated_milestone
from dutymatrix.intake.result import Coverage, FoundList, Intake
from dutymatrix.intake.role import decide
from dutymatrix.intake.rule import LeadRule, find_lead_rule
from dutymatrix.intake.sheet import TableTask, TaskTable, UnitList, table_tasks
from dutymatrix.model import Chapter, Milestone, Plan, Section, Span, Task
from dutymatrix.wording import join_lines
from dutymatrix.wording.duty import DEADLINE_NOTE
from dutymatrix.wording.script import plain

_SECTIONED = ("（一）", "1.")
_FLAT = ("1.",)


class _Context(NamedTuple):
    file: str
    rule: LeadRule | None
    horizon: Horizon


def plan_of_tables(document: Document, flow: Flow, frame: Frame) -> Intake | None:
    """The plan that the tables of a document state; None where none of them has tasks."""
    read = [
        table_tasks(block, document.file) for block in document.blocks if isinstance(block, Table)
    ]
    tables = [table for table in read if table is not None and table.tasks]
    if not tables:
        return None
    above = [line for table in tables for line in table.above]
    remarks = _flow_of(document.file, "\n".join((*above, *_below(tables), flow.text)))
    context = _Context(
        document.file,
        find_lead_rule(remarks),
        frame.horizon,
    )
    rows = [task for table in tables for task in table.tasks]
    sections, tasks = _entries(rows, context)
    names = {role: name for table in tables for role, name in table.role_names.items()}
    entries = [*tasks, *(task for section in sections for task in section.tasks)]
    units, groups = build_roster(name for task in entries for name, _role in task.assignments)
    plan = Plan(
        title=frame.title or next(iter(above), "") or Path(document.file).stem,
        document_number=frame.number,
        issued_by=frame.issuers,
        issued_on=frame.day,
        ends_on=frame.ends_on,
        role_rule=context.rule.text if context.rule else "",
        role_names=names,
        numbering=_SECTIONED if sections else _FLAT,
        preamble=frame.preamble,
        units=units,
        groups=groups,
        sections=sections,
        tasks=tasks,
        common=tuple(Chapter(text=text) for text in _below(tables)),
        file=document.file,
    )
    lists = tuple(_found_lists(plan, rows))
    findings = [*document.findings, *(one for table in tables for one in table.findings)]
    assignments = sum(len(item.entry.assignments) for item in plan.items)
    taken = sum(one.taken for one in lists)
    return Intake(
        plan, tuple(sorted(findings)), Coverage(len(lists), taken, assignments), lists, ()
    )


def _below(tables: Sequence[TaskTable]) -> tuple[str, ...]:
    return tuple(line for table in tables for line in table.below)


def _entries(
    rows: Sequence[TableTask], context: _Context
) -> tuple[tuple[Section, ...], tuple[Task, ...]]:
    """Sections of the rows that stand together, or tasks where no row names a section."""
    if not any(row.section for row in rows):
        return (), tuple(_task(row, context) for row in rows)
    sections = []
    for title, together in groupby(rows, key=lambda row: row.section):
        tasks = tuple(_task(row, context) for row in together)
        sections.append(Section(title=title, tasks=tasks, span=tasks[0].span))
    return tuple(sections), ()


def _task(row: TableTask, context: _Context) -> Task:
    place = Span(row.line, 1)
    listings = [one for one in (_listing(cell, context) for cell in row.lists) if one]
    whole = Listing(
        0,
        0,
        tuple(member for listing in listings for member in listing.members),
        own_part=any(listing.own_part for listing in listings),
    )
    decision = decide(whole, first_leads=context.rule is not None)
    text = join_lines(row.text)
    notes = list(row.notes)
    stated = stated_milestone(plain("".join(row.due.split())), context.horizon)
    if row.due and not stated and not row.days:
        notes.append((DEADLINE_NOTE, row.due))
    due = [stated] if stated else [Milestone(day) for day in row.days]
    return Task(
        title=row.title or ("" if text else row.section),
        text=text,
        assignments=decision.assignments,
        places=tuple(place for _assignment in decision.assignments),
        open=any(cell.open for cell in row.lists),
        milestones=(*find_milestones(text or row.title, context.horizon), *due),
        notes=tuple(dict(notes).items()),
        span=place,
    )


def _listing(cell: UnitList, context: _Context) -> Listing | None:
    """A cell taken apart; verbs in it decide before the head of its column."""
    flow = _flow_of(context.file, cell.text.replace("\n", "、"))
    return parse_listing(flow, 0, len(flow.text), label=Label("责任单位", cell.role))


def _flow_of(file: str, text: str) -> Flow:
    lines = text.split("\n")
    return build_flow(Document(file, tuple(Paragraph(line, n) for n, line in enumerate(lines, 1))))


def _found_lists(plan: Plan, rows: Sequence[TableTask]) -> Iterator[FoundList]:
    for item, row in zip(plan.items, rows, strict=False):
        for cell in row.lists:
            yield FoundList(Span(row.line, 1), cell.text, item.number)
