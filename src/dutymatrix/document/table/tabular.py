"""A plan that is nothing but tables of tasks (任务分解表): a row, a task."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.flow import Flow, build_flow
from dutymatrix.document.listing.attribution import decide
from dutymatrix.document.listing.grammar import Listing, parse_listing
from dutymatrix.document.listing.label import Label
from dutymatrix.document.listing.role_rule import LeadRule, find_lead_rule
from dutymatrix.document.outline.assembly import build_roster
from dutymatrix.document.outline.head import Frame, find_bounds, publishes, read_frame
from dutymatrix.document.outline.imprint import is_imprint_table
from dutymatrix.document.outline.item import build_outline
from dutymatrix.document.outline.passage import split_title
from dutymatrix.document.result import FoundList, Intake, cover
from dutymatrix.document.table.dutycell import read_duties
from dutymatrix.document.table.rowtree import Row, Tree, build_tree, is_heading, label_above
from dutymatrix.document.table.sheet import TableTask, TaskTable, UnitList, table_tasks
from dutymatrix.error import DutymatrixError
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _, ngettext
from dutymatrix.plan.model import Chapter, Milestone, Plan, Section, Span, Task
from dutymatrix.wording import join_lines
from dutymatrix.wording.milestone import Horizon, find_milestones, stated_milestones
from dutymatrix.wording.script import plain
from dutymatrix.wording.verb import DEADLINE_NOTE, VERBS

_LONGEST_HEADING = 60
_LONGEST_TITLE = 200
_MOST_HEADING_LINES = 3
# 市经信局牵头 on a line of its own.
_ROLE_VERBS = tuple(VERBS)
_SENTENCE_ENDS = tuple("。；：，、")
_ANNEX = re.compile(
    r"附[件表录]?\s*[0-9一二三四五六七八九十]{0,3}\s*[：:.、]?(?=\s|$|[\u4e00-\u9fff])"
)
# What programs write behind a day, where nobody meant an hour: 2026-06-30 00:00:00
_MIDNIGHT = re.compile(r"(?<=[0-9日])(?:T|\s*)0?0:00(?::00)?(?:\.0+)?\s*$")
# The plan that a table belongs to: 《方案》任务分解表, 《方案》（吴委办〔2017〕93号）
_OF_PLAN = re.compile(
    r"《(?P<title>.+)》(?:（(?P<number>[^（）]*〔[0-9]{4}〕[^（）]*号)）|[^《》]{0,12}[表册单])?"
)
# Below its title: （吴委办〔2017〕93号；方案共有任务43项）
_OF_NUMBER = re.compile(r"（(?P<number>[^（）；]*〔[0-9]{4}〕[^（）；]*号)；[^（）]*）")


class _Context(NamedTuple):
    file: str
    rule: LeadRule | None
    horizon: Horizon


class FoundTable(NamedTuple):
    """A table of tasks in a document."""

    number: int
    """Its place among the tables of tasks, from 1."""
    table: TaskTable
    heading: str
    """The line that names it; "" where none does."""


class NoSuchTableError(DutymatrixError):
    """A table is asked for that a document does not have."""

    def __init__(self, file: str, count: int) -> None:
        super().__init__(
            ngettext(
                "{file} has {n} table of tasks", "{file} has {n} tables of tasks", count
            ).format(file=file, n=count)
            + "\n"
            + _("see which: dutymatrix import {file}").format(file=file)
        )


def find_tables(document: Document) -> tuple[FoundTable, ...]:
    """The tables of tasks of a document."""
    tables: list[FoundTable] = []
    above: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above.append(block.text.strip())
            continue
        table = table_tasks(block, document.file)
        if table:
            last = above[-1] if above else ""
            if last and _is_section(last, table):
                table = table_tasks(block, document.file, last) or table
        if table and table.tasks:
            heading = _heading(above) or next(iter(table.above), "") or block.name
            tables.append(FoundTable(len(tables) + 1, table, heading))
        above = []
    return tuple(tables)


def find_left_tables(
    document: Document, tables: Sequence[FoundTable], taken: Sequence[FoundTable] = ()
) -> Iterator[Finding]:
    """The tables of a document that are no part of its plan, and how to take them."""
    places = {one.table.line for one in taken}
    numbers = {one.table.line: one for one in tables}
    for block in document.blocks:
        if isinstance(block, Paragraph) or block.line in places or is_imprint_table(block):
            continue
        then = None
        if one := numbers.get(block.line):
            message = ngettext(
                "table {n} of tasks, {rows} row, was not read: {heading}",
                "table {n} of tasks, {rows} rows, was not read: {heading}",
                len(one.table.tasks),
            ).format(n=one.number, rows=len(one.table.tasks), heading=one.heading or "—")
            then = _("To take it instead: dutymatrix import {file} --table {n}").format(
                file=document.file, n=one.number
            )
        else:
            message = ngettext(
                "a table of {n} row was not read",
                "a table of {n} rows was not read",
                len(block.rows),
            ).format(n=len(block.rows))
        yield found(document.file, (block.line, 1), "DM401", message, then)


def plan_of_tables(
    document: Document,
    flow: Flow,
    frame: Frame,
    taken: Sequence[FoundTable],
    common: Sequence[Chapter] = (),
) -> Intake:
    """The plan that tables of a document state.

    Args:
        document: The document.
        flow: Its text.
        frame: Its title, number and the like.
        taken: The tables, one at least.
        common: Chapters of the text beside them.
    """
    tables = [one.table for one in taken]
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
    # The same names stand in cell after cell.
    lists = dict.fromkeys(chain.from_iterable(source.lists for source in sources))
    cells = {cell: read for cell in lists if (read := _read(cell, context))}
    rows = [
        [Row(source.section, source.label, _task(source, cells, context)) for source in table.tasks]
        for table in tables
    ]
    tree = _tree(taken, rows)
    units, groups = build_roster(
        name for row in chain.from_iterable(rows) for name, _role in row.task.assignments
    )
    names = {role: name for table in tables for role, name in table.role_names.items()}
    # What stands between a title and a table is mostly no sentence (填报时间), or a notice's.
    has_preamble = frame.preamble.endswith("。") and not publishes(frame.preamble)
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
        preamble=frame.preamble if has_preamble else "",
        units=units,
        groups=groups,
        sections=tree.sections,
        own_tasks=tree.tasks,
        common=(*common, *(Chapter(text=text) for text in below)),
        file=document.file,
    )
    found_lists = tuple(_found_lists(plan, sources))
    findings = [*document.findings, *(one for table in tables for one in table.findings)]
    findings += _doubts(sources, cells, document.file)
    return Intake(plan, tuple(sorted(findings)), cover(found_lists, plan), found_lists, ())


def _tree(taken: Sequence[FoundTable], rows: Sequence[Sequence[Row]]) -> Tree:
    """The sections and tasks of tables: of several that have names, each is a section."""
    headings = [one.heading for one in taken]
    named = len({*headings} - {""}) == len(taken) > 1
    if not named or any(row.section in headings for own in rows for row in own):
        return build_tree([*chain.from_iterable(rows)])
    trees = [*map(build_tree, rows)]
    return Tree(
        tuple(
            Section(
                title=one.heading,
                sections=tree.sections,
                tasks=tree.tasks,
                span=Span(one.table.line, 1),
            )
            for one, tree in zip(taken, trees, strict=True)
        ),
        (),
        ("一、", *max((tree.numbering for tree in trees), key=len)),
    )


def _heading(above: Sequence[str]) -> str:
    """The name of a table in the lines above it, which may be broken: 附件1 stands over it."""
    lines: list[str] = []
    for line in reversed(above):
        annex = _ANNEX.match(line)
        rest = line[annex.end() :].strip() if annex else line
        is_note = len(line) > _LONGEST_HEADING or line.endswith(_SENTENCE_ENDS)
        if is_note or (annex and not rest):
            break
        lines.insert(0, rest)
        if annex or len(lines) == _MOST_HEADING_LINES:
            break
    is_annexed = any(_ANNEX.match(line) for line in above[-_MOST_HEADING_LINES - 1 :])
    return "".join(lines if is_annexed else lines[-1:])


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
    for line in (line.strip() for line in lines if len(line) <= _LONGEST_TITLE):
        if said := _OF_PLAN.fullmatch(line):
            title = title or said["title"]
            number = number or said["number"] or ""
        elif said := _OF_NUMBER.fullmatch(line):
            number = number or said["number"]
    return title, number


# Rows


def _task(row: TableTask, read: Mapping[UnitList, "_Cell"], context: _Context) -> Task:
    place = Span(row.line, 1)
    cells = [read[cell] for cell in row.lists if cell in read]
    whole = Listing(
        0,
        0,
        tuple(member for cell in cells for member in cell.listing.members),
        own_part=any(cell.listing.own_part for cell in cells),
    )
    decision = decide(whole, context.rule)
    title, text = row.title, join_lines(row.text)
    if not title:
        # One cell holds both, as an item of a text does.
        title, text = split_title(text)
    milestones = _dated(row, find_milestones(text or title, context.horizon))
    due, unread = _due(row, milestones, context.horizon)
    notes = [*row.notes, *chain.from_iterable(cell.notes for cell in cells)]
    if unread:
        notes.append((DEADLINE_NOTE, unread))
    return Task(
        title=title or ("" if text else row.section),
        text=text,
        assignments=decision.assignments,
        places=tuple(place for _assignment in decision.assignments),
        open=any(cell.open for cell in row.lists),
        milestones=(*milestones, *due, *_goals(row, milestones)),
        notes=tuple(dict(notes).items()),
        span=place,
    )


def _goals(row: TableTask, within: Sequence[Milestone]) -> Iterator[Milestone]:
    """What the columns of years say is to be reached."""
    said = {milestone.goal for milestone in within}
    for year, goal in row.goals:
        if goal not in said:
            yield Milestone(date(year, 12, 31), f"{year}年", goal)


def _dated(row: TableTask, within: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """Milestones of the wording, with the days of the row for 三年内 and the like.

    Only where the row says as many days as its deadlines leave open.
    """
    due = plain("".join(row.due.split()))
    known = {milestone.by for milestone in within}
    days = [day for day in row.days if day not in known]
    is_open = [m.by is None and bool(m.said) and plain(m.said) in due for m in within]
    if not days or sum(is_open) != len(days):
        return tuple(within)
    left = iter(days)
    return tuple(
        m._replace(by=next(left)) if opens else m for m, opens in zip(within, is_open, strict=True)
    )


def _due(
    row: TableTask, within: Sequence[Milestone], horizon: Horizon
) -> tuple[tuple[Milestone, ...], str]:
    """What the columns of deadlines say beyond the wording: milestones, and words without a day."""
    found: list[Milestone] = []
    unread = []
    within_said = "\n".join(plain(milestone.said) for milestone in within)
    written = {day.isoformat() for day in row.days}
    for said in filter(None, re.split("[；;]", row.due)):
        words = plain("".join(_MIDNIGHT.sub("", said).split()))
        if words in written or words in within_said:
            continue
        stated = stated_milestones(words, horizon)
        found.extend(stated)
        if not stated:
            unread.append(said)
    known = {milestone.by for milestone in (*within, *found)}
    days = [day for day in row.days if day not in known]
    if len(unread) == len(days) == 1 and days[0].isoformat() not in row.due:
        # 年底前 in one column, the day in another.
        return (*found, Milestone(days[0], unread[0])), ""
    return (*found, *map(Milestone, days)), "；".join(unread)


class _Cell(NamedTuple):
    """A cell of units, taken apart."""

    listing: Listing
    notes: tuple[tuple[str, str], ...] = ()
    """The cell as it stands, under its head, where it says what each of them does."""


def _read(cell: UnitList, context: _Context) -> _Cell | None:
    """A cell taken apart; verbs in it decide before the head of its column."""
    lines = cell.text.split("\n")
    marks = ("，" if line.endswith(_ROLE_VERBS) else "、" for line in lines)
    names = "".join(chain.from_iterable(zip(lines, marks, strict=False)))[:-1]
    flow = _flow_of(context.file, names)
    label = Label("责任单位", cell.role)
    listing = parse_listing(flow, 0, len(flow.text), label=label)
    if listing is None or listing.doubtful or listing.notes:
        duties = read_duties(_flow_of(context.file, cell.text), label)
        if duties:
            return _Cell(duties, ((cell.head, cell.text),))
    return _Cell(listing) if listing else None


def _flow_of(file: str, text: str) -> Flow:
    lines = text.split("\n")
    return build_flow(Document(file, tuple(Paragraph(line, n) for n, line in enumerate(lines, 1))))


def _doubts(
    sources: Iterable[TableTask], read: Mapping[UnitList, _Cell], file: str
) -> Iterator[Finding]:
    """Names that do not look like units, each once."""
    told: set[str] = set()
    for source in sources:
        cells = (read[cell] for cell in source.lists if cell in read)
        for member in chain.from_iterable(cell.listing.doubtful for cell in cells):
            if member.name not in told:
                told.add(member.name)
                message = _("{name} does not look like a unit").format(name=member.name)
                yield found(file, (source.line, 1), "DM206", message)


def _found_lists(plan: Plan, sources: Sequence[TableTask]) -> Iterator[FoundList]:
    numbers = {item.entry.span: item.number for item in plan.items}
    for source in sources:
        for cell in source.lists:
            place = Span(source.line, 1)
            yield FoundList(place, cell.text, numbers.get(place, ""))
