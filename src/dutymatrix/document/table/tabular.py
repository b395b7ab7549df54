"""A plan that is nothing but tables of tasks (任务分解表): a row, a task."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.flow import Flow, build_flow
from dutymatrix.document.listing.attribution import decide
from dutymatrix.document.listing.grammar import Listing, parse_listing
from dutymatrix.document.listing.label import Label
from dutymatrix.document.listing.role_rule import LeadRule, find_lead_rule
from dutymatrix.document.outline.assembly import build_roster
from dutymatrix.document.outline.head import Frame, find_bounds, read_frame
from dutymatrix.document.outline.item import build_outline
from dutymatrix.document.outline.passage import split_title
from dutymatrix.document.result import FoundList, Intake, cover
from dutymatrix.document.table.rowtree import Row, build_tree, is_heading, label_above
from dutymatrix.document.table.sheet import TableTask, TaskTable, UnitList, table_tasks
from dutymatrix.plan.model import Chapter, Milestone, Plan, Span, Task
from dutymatrix.wording import join_lines
from dutymatrix.wording.milestone import Horizon, find_milestones, stated_milestone
from dutymatrix.wording.script import plain
from dutymatrix.wording.verb import DEADLINE_NOTE

_LONGEST_HEADING = 60
_LONGEST_TITLE = 200
# The plan that a table belongs to: 《方案》任务分解表, 《方案》（吴委办〔2017〕93号）
_OF_PLAN = re.compile(
    r"《(?P<title>.+)》(?:（(?P<number>[^（）]*〔[0-9]{4}〕[^（）]*号)）|[^《》]{0,12}[表册单])?"
)


class _Context(NamedTuple):
    file: str
    rule: LeadRule | None
    horizon: Horizon


def plan_of_tables(document: Document, flow: Flow, frame: Frame) -> Intake | None:
    """The plan that the tables of a document state; None where none of them has tasks."""
    tables = [table for table in _iter_tables(document) if table.tasks]
    if not tables:
        return None
    head = [*_texts_above(document), *(line for table in tables for line in table.above)]
    below = [line for table in tables for line in table.below]
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    title, number = _plan_said((*head, *texts))
    # The title of each sheet may be the same.
    above = _frame_of(_flow_of(document.file, "\n".join(dict.fromkeys(head))))
    ends_on = above.ends_on or frame.ends_on
    rule = find_lead_rule(_flow_of(document.file, "\n".join((*head, *below, flow.text))))
    year = above.horizon.year if above.horizon.titled else frame.horizon.year
    year = year or above.horizon.year
    context = _Context(document.file, rule, Horizon(ends_on, year))
    sources = [source for table in tables for source in table.tasks]
    rows = [Row(source.section, source.label, _task(source, context)) for source in sources]
    tree = build_tree(rows)
    names = {role: name for table in tables for role, name in table.role_names.items()}
    units, groups = build_roster(name for row in rows for name, _role in row.task.assignments)
    plan = Plan(
        title=title or above.title or frame.title or Path(document.file).stem,
        document_number=number or frame.number,
        issued_by=frame.issuers,
        issued_on=frame.day,
        ends_on=ends_on,
        role_rule=rule.text if rule else "",
        role_names=names,
        numbering=tree.numbering,
        running=tree.running,
        # What stands between a title and a table is mostly no sentence: 填报时间.
        preamble=frame.preamble if frame.preamble.endswith("。") else "",
        units=units,
        groups=groups,
        sections=tree.sections,
        tasks=tree.tasks,
        common=tuple(Chapter(text=text) for text in below),
        file=document.file,
    )
    lists = tuple(_found_lists(plan, sources))
    findings = [*document.findings, *(one for table in tables for one in table.findings)]
    return Intake(
        plan,
        tuple(sorted(findings)),
        cover(lists, plan),
        lists,
        (),
    )


def _iter_tables(document: Document) -> Iterator[TaskTable]:
    """The tables of tasks; a heading right above one is its tasks' section."""
    above = ""
    for block in document.blocks:
        if isinstance(block, Table):
            table = table_tasks(block, document.file)
            if table:
                is_section = above and _is_section(above, table)
                yield table_tasks(block, document.file, above) or table if is_section else table
            above = ""
        else:
            above = block.text.strip()


def _is_section(text: str, table: TaskTable) -> bool:
    """Whether a line is a section's heading: it has a number, of its own or in the labels."""
    if len(text) > _LONGEST_HEADING:
        return False
    label = label_above(table.tasks[-1].label) if table.tasks else ""
    return is_heading(text) or bool(label and text.startswith(label))


def _texts_above(document: Document) -> Iterator[str]:
    """The paragraphs above the first table."""
    for block in document.blocks:
        if isinstance(block, Table):
            return
        yield block.text


def _frame_of(flow: Flow) -> Frame:
    bounds = find_bounds(flow)
    return read_frame(flow, build_outline(flow, bounds.start, bounds.end), bounds, ())


def _plan_said(lines: Iterable[str]) -> tuple[str, str]:
    """The title and the number of the plan that lines around a table name."""
    title = number = ""
    short = (line.strip() for line in lines if len(line) <= _LONGEST_TITLE)
    for found in filter(None, map(_OF_PLAN.fullmatch, short)):
        title = title or found["title"]
        number = number or found["number"] or ""
    return title, number


# Rows


def _task(row: TableTask, context: _Context) -> Task:
    place = Span(row.line, 1)
    listings = [one for one in (_listing(cell, context) for cell in row.lists) if one]
    whole = Listing(
        0,
        0,
        tuple(member for listing in listings for member in listing.members),
        own_part=any(listing.own_part for listing in listings),
    )
    decision = decide(whole, context.rule)
    title, text = row.title, join_lines(row.text)
    if not title:
        # One cell holds both, as an item of a text does.
        title, text = split_title(text)
    milestones = find_milestones(text or title, context.horizon)
    due, unread = _due(row, milestones, context.horizon)
    notes = [*row.notes, (DEADLINE_NOTE, unread)] if unread else row.notes
    return Task(
        title=title or ("" if text else row.section),
        text=text,
        assignments=decision.assignments,
        places=tuple(place for _assignment in decision.assignments),
        open=any(cell.open for cell in row.lists),
        milestones=(*milestones, *due),
        notes=tuple(dict(notes).items()),
        span=place,
    )


def _due(
    row: TableTask, within: Sequence[Milestone], horizon: Horizon
) -> tuple[tuple[Milestone, ...], str]:
    """What the columns of deadlines say beyond the wording: milestones, and words without a day."""
    found: list[Milestone] = []
    unread = []
    within_said = "\n".join(plain(milestone.said) for milestone in within)
    written = {day.isoformat() for day in row.days}
    for said in filter(None, row.due.split("；")):
        words = plain("".join(said.split()))
        if words in written or words in within_said:
            continue
        stated = stated_milestone(words, horizon)
        if stated:
            found.append(stated)
        else:
            unread.append(said)
    known = {milestone.by for milestone in (*within, *found)}
    days = [day for day in row.days if day not in known]
    if len(unread) == len(days) == 1 and days[0].isoformat() not in row.due:
        # 年底前 in one column, the day in another.
        return (*found, Milestone(days[0], unread[0])), ""
    return (*found, *map(Milestone, days)), "；".join(unread)


def _listing(cell: UnitList, context: _Context) -> Listing | None:
    """A cell taken apart; verbs in it decide before the head of its column."""
    flow = _flow_of(context.file, cell.text.replace("\n", "、"))
    return parse_listing(flow, 0, len(flow.text), label=Label("责任单位", cell.role))


def _flow_of(file: str, text: str) -> Flow:
    lines = text.split("\n")
    return build_flow(Document(file, tuple(Paragraph(line, n) for n, line in enumerate(lines, 1))))


def _found_lists(plan: Plan, sources: Sequence[TableTask]) -> Iterator[FoundList]:
    numbers = {item.entry.span: item.number for item in plan.items}
    for source in sources:
        for cell in source.lists:
            place = Span(source.line, 1)
            yield FoundList(place, cell.text, numbers.get(place, ""))
