"""A table of tasks (任务分解表): a record for each task, whatever its columns are called.

    序号 | 部分 | 条目 | 工作任务 | 主要内容 | 牵头单位 | 配合单位 | 完成时限 | 备注

Which column is which is told by its head, one row or several; a column whose head says
nothing here is kept as a note.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum
from itertools import chain, islice, pairwise
from typing import NamedTuple

from dutymatrix.document.block import Table
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _
from dutymatrix.plan.model import Role
from dutymatrix.plan.numbering import parse_number
from dutymatrix.wording import join_lines
from dutymatrix.wording.lexicon import words
from dutymatrix.wording.nameform import runs_on
from dutymatrix.wording.organisation import COMPANIES, NOBODY
from dutymatrix.wording.script import plain
from dutymatrix.wording.unit import ends_another, is_group, is_strong_unit, is_unit
from dutymatrix.wording.verb import (
    BEGINNINGS,
    DEADLINES,
    ENGLISH_LABELS,
    LABEL_NOUNS,
    LABEL_ROLES,
    PERSONS,
    SUGGESTED,
    VERBS,
)

_HEAD_WITHIN = 30
# Above heads that say nothing there may stand a title.
_ASSUMED_WITHIN = 3
_LONGEST_HEAD = 20
_LONGEST_TITLE = 60
_LONGEST_NUMBER = 12
# A column of names for several tasks each: so many rows repeat the one above.
_REPEATED = 1 / 3


class Field(Enum):
    """What a column holds."""

    SERIAL = "serial"
    """序号: a running number of rows."""
    LABEL = "label"
    """条目: the document's own number."""
    SECTION = "section"
    """部分: what several tasks stand under."""
    TITLE = "title"
    """工作任务: what the task is called."""
    TEXT = "text"
    """工作内容: its wording."""
    DUE = "due"
    """完成时限: by when, in words or as a day."""
    DAY = "day"
    """完成日期: the day."""
    GOAL = "goal"
    """2026年目标: what is to be reached by the end of a year."""
    OPEN = "open"
    """不限于所列单位: whether 等 stands behind its units."""
    RECORD = "record"
    """行号: where our own record of a task has it."""
    NOTE = "note"
    """Anything else."""


# Whole heads, then what they end in; the first that fits decides. English ones are whole.
_HEADS: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (Field.SERIAL, ("序号", "序列", "编号", "No", "№")),
    (Field.LABEL, ("条目", "条款", "任务编号", "任务号", "条文")),
    (
        Field.SECTION,
        (
            "部分",
            "章节",
            "类别",
            "领域",
            "板块",
            "分类",
            "任务类别",
            "方面",
            "任务类型",
            "所属部分",
        ),
    ),
    (
        Field.TEXT,
        (
            *("内容", "措施", "要求", "目标", "任务分解", "具体任务", "举措", "做法", "工作标准"),
            *("分解任务", "任务描述", "任务说明", "细化任务", "步骤"),
        ),
    ),
    (Field.TITLE, ("任务", "事项", "项目", "工程", "名称", "工作", "任务标题")),
    (Field.OPEN, ("不限于所列单位", "另有其他")),
    (Field.RECORD, ("行号", "固定标识")),
)
_ENGLISH_HEADS: dict[Field, tuple[str, ...]] = {
    Field.SERIAL: words("no no. number #"),
    Field.LABEL: words("item itemno. label"),
    Field.SECTION: words("section area category chapter"),
    Field.TITLE: words("task tasks title"),
    Field.TEXT: words("content description details action actions measure measures text wording"),
    Field.DUE: words("due deadline by bywhen timeline timeframe said"),
    Field.DAY: words("date duedate"),
    Field.OPEN: words("open andothers"),
    Field.RECORD: words("line id permanentid"),
}
_YEAR_HEAD = re.compile(
    r"(?:到|至)?([12][0-9]{3})年(?:底|末|度)?[\u4e00-\u9fff]{0,2}(?:目标|任务|计划|安排|指标|要求)?"
)
_DAYS = ("日期",)
# A column that is called nothing else holds who is responsible.
_UNITS = LABEL_NOUNS[:3]
_ROLE_WORDS = frozenset(stem for _role, stems in LABEL_ROLES for stem in stems)
_IN_HEAD_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
# 责任单位及职责: its cells say as well what each does.
_AND_DUTIES = re.compile("[及和与、](?:其|工作|主要|具体)?(?:职责|任务|职责分工|责任分工)$")
_SEPARATORS = "、，,；;\n"
_OPENERS, _CLOSERS = "（(【〔[", "）)】〕]"
# 市经信局牵头 ends a line of its own.
_ROLE_VERBS = tuple(VERBS)
_OTHERS = ("等单位", "等部门", "等有关单位", "等有关部门", "等相关单位", "等相关部门", "等")
_NOTHING = frozenset({*NOBODY, "", "未明确", "未写明", "not stated"})
_YES = frozenset({"true", "yes", "是"})
_DITTO = frozenset({"同上", "〃", "″", "”", '"'})
_NUMBERED = re.compile(
    r"第?[一二三四五六七八九十]{1,3}[、章节部]|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_REMARK = ("注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表", "填报")
_TOTALS = frozenset({"合计", "总计", "共计", "小计"})
# 一 or （一） alone: the number of a section beside tasks that count 1, 2, 3.
_SECTION_NUMBER = re.compile(
    "(?:[一二三四五六七八九十]{1,3}、?|[（(][一二三四五六七八九十]{1,3}[）)])"
)
# What a column of wordings holds, whatever it is called: clauses, mostly.
_CLAUSES = re.compile("[，。；：]")
_SHORTEST_CLAUSE = 15
_MOSTLY = 0.6
_NEARLY_ALL = 0.8
_ISO = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")


class UnitList(NamedTuple):
    """What one cell says of who does it."""

    role: Role
    text: str
    """The cell, as it stands; where the head only says 责任单位 it may tell roles itself."""
    units: tuple[str, ...]
    """Its names, split where they are enumerated, outside brackets."""
    open: bool = False
    """Whether it ends in 等."""
    head: str = ""
    """What its column is called."""


class TableTask(NamedTuple):
    """A task as a table has it."""

    line: int
    """The place of its first row."""
    serial: str = ""
    label: str = ""
    section: str = ""
    title: str = ""
    """"" where one cell holds title and wording; they stand in `text` then."""
    text: str = ""
    lists: tuple[UnitList, ...] = ()
    """In the order of the columns."""
    due: str = ""
    """By when, in the table's words; "" where it only has days."""
    days: tuple[date, ...] = ()
    goals: tuple[tuple[int, str], ...] = ()
    """What is to be reached by the end of a year: (year, goal)."""
    notes: tuple[tuple[str, str], ...] = ()
    """Other columns that say something: (head, text)."""


class TaskTable(NamedTuple):
    """A table of tasks, read."""

    line: int
    """Its place."""
    tasks: tuple[TableTask, ...]
    role_names: Mapping[Role, str]
    """What the table calls the roles it has columns for."""
    above: tuple[str, ...]
    """Lines over the heads: a title, the plan it belongs to."""
    below: tuple[str, ...]
    """Remarks under the tasks."""
    findings: tuple[Finding, ...]
    """What was assumed, and rows that were not understood."""


class _Column(NamedTuple):
    head: str
    field: Field
    role: Role | None
    is_assumed: bool = False
    """Whether what its cells hold told what it is, and not its head."""


def table_tasks(table: Table, file: str, section: str = "") -> TaskTable | None:
    """The tasks of a table; None where no row of heads names tasks and units.

    Args:
        table: The table, its merged cells filled.
        file: The file, for findings.
        section: The heading over the table, for tasks whose rows name no section.
    """
    heads = _find_heads(table)
    if heads is None:
        return None
    return _Reader(table, file, heads, section).read()


# The heads


def _find_heads(table: Table) -> range | None:
    """The rows of the heads: those that say what columns hold, else those over such columns."""
    candidates = [*_iter_heads(table)]
    for heads in candidates:
        if _names_tasks(_columns(table, heads)):
            return heads
    for heads in candidates[:_ASSUMED_WITHIN]:
        if _names_tasks(_assumed(table, heads)):
            return heads
    return None


def _iter_heads(table: Table) -> Iterator[range]:
    """Rows that may be heads."""
    for first, row in enumerate(table.rows[:_HEAD_WITHIN]):
        last = first
        while last + 1 < len(table.rows) and _goes_on(row, table.rows[last + 1]):
            last += 1
        yield range(first, last + 1)


def _names_tasks(columns: Sequence[_Column]) -> bool:
    """Whether there are tasks in some columns, and units in others."""
    fields = {column.field for column in columns}
    return bool(fields & {Field.TITLE, Field.TEXT}) and any(column.role for column in columns)


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row is a second row of heads: cells of both are merged, or it only names roles.

    The first row of tasks may seem to name roles, too (压实责任 | 市公安局牵头), but says something
    in the column of tasks, over which nothing stands a second time.
    """
    pairs = [(one, other) for one, other in zip(above, below, strict=True) if other]
    if len({other for _, other in pairs}) < 2:
        return False
    is_head = all(len(_bare(other)) <= _LONGEST_HEAD for _, other in pairs)
    is_merged = any(one == other for one, other in pairs)
    names_roles = "" in below and all(_role_of(other) for _, other in pairs)
    return is_head and (is_merged or names_roles)


def _columns(table: Table, heads: range) -> list[_Column]:
    """What each column holds, told by its heads from the lowest up."""
    columns = []
    for n in range(len(table.rows[0]) if table.rows else 0):
        texts = [_bare(table.rows[row][n]) for row in reversed(heads)]
        texts = [*dict.fromkeys(filter(None, texts))]
        known = [_Column(text, *_kind_of(text)) for text in texts]
        told = (one for one in known if one.role or one.field is not Field.NOTE)
        column = next(told, _Column(texts[0] if texts else "", Field.NOTE, None))
        if column.role and _says_only_roles(row[n] for row in table.rows[heads.stop :]):
            # 本单位分工: 牵头, 参与.
            column = column._replace(role=None)
        if column.field in (Field.TITLE, Field.TEXT) and _says_only_numbers(
            row[n] for row in table.rows[heads.stop :]
        ):
            # 对应任务: （一）, （二）.
            column = column._replace(field=Field.LABEL)
        columns.append(column)
    if not any(column.field in (Field.TITLE, Field.TEXT) for column in columns):
        # 2026年重点任务 is what is to be done where nothing else says it.
        goals = (n for n, column in enumerate(columns) if column.field is Field.GOAL)
        for n in islice(goals, 1):
            columns[n] = columns[n]._replace(field=Field.TEXT)
    return columns


def _assumed(table: Table, heads: range) -> list[_Column]:
    """What columns hold where no heads say it: one has names of units, one has clauses.

    部门 | 政策重点领域 is a table of duties, whatever it calls them.
    """
    columns = _columns(table, heads)
    row = table.rows[heads.start]
    if any(len(_bare(cell)) > _LONGEST_HEAD for cell in row) or len({*filter(None, row)}) < 2:
        return []
    cells = [[*filter(None, (row[n] for row in table.rows[heads.stop :]))] for n in range(len(row))]
    if not any(column.role for column in columns):
        own = [n for n, column in enumerate(columns) if _holds_units(column, cells[n])]
        if len(own) != 1:
            return []
        columns[own[0]] = columns[own[0]]._replace(role=Role.RESPONSIBLE, is_assumed=True)
    if not any(column.field in (Field.TITLE, Field.TEXT) for column in columns):
        own = [n for n, column in enumerate(columns) if _holds_clauses(column, cells[n])]
        if not own:
            return []
        longest = max(own, key=lambda n: sum(map(len, cells[n])))
        columns[longest] = columns[longest]._replace(field=Field.TEXT, is_assumed=True)
    return columns


def _holds_units(column: _Column, cells: Sequence[str]) -> bool:
    if column.field is not Field.NOTE or column.head.startswith(SUGGESTED) or len(cells) < 2:
        return False
    names = [name for cell in cells for name in _split(names_apart(cell))[0]]
    units = sum(is_strong_unit(plain(name)) or is_group(plain(name)) for name in names)
    firms = sum(name.endswith(COMPANIES) for name in names)
    return units >= _NEARLY_ALL * len(names) and firms < len(names) / 2


def _holds_clauses(column: _Column, cells: Sequence[str]) -> bool:
    if column.role or column.field not in (Field.NOTE, Field.SECTION):
        return False
    clauses = sum(bool(_CLAUSES.search(one)) or len(one) >= _SHORTEST_CLAUSE for one in cells)
    return bool(cells) and clauses >= _MOSTLY * len(cells)


def _says_only_roles(cells: Iterable[str]) -> bool:
    """Whether a column says what a unit does, not which."""
    said = {_bare(cell) for cell in cells} - _NOTHING
    return bool(said) and said <= _ROLE_WORDS


def _says_only_numbers(cells: Iterable[str]) -> bool:
    """Whether a column says which item of the plan a row is about, not what is to be done."""
    said = {_bare(cell) for cell in cells} - _NOTHING
    return bool(said) and all(len(cell) <= _LONGEST_NUMBER and parse_number(cell) for cell in said)


def _kind_of(head: str) -> tuple[Field, Role | None]:
    """What a head says: the field, and the role where it names units."""
    if len(head) > _LONGEST_HEAD or any(word in head for word in PERSONS):
        return Field.NOTE, None
    if role := _role_of(head):
        return Field.NOTE, role
    said = _IN_HEAD_BRACKETS.sub("", head)
    if _YEAR_HEAD.fullmatch(plain(said)):
        return Field.GOAL, None
    if said.endswith(_DAYS):
        return Field.DAY, None
    if any(word in said for word in DEADLINES):
        return (Field.NOTE if said.startswith(BEGINNINGS) else Field.DUE), None
    english = (field for field, names in _ENGLISH_HEADS.items() if said.lower() in names)
    whole = (field for field, names in _HEADS if said in names)
    ending = (field for field, names in _HEADS if said.endswith(names))
    return next(chain(english, whole, ending), Field.NOTE), None


def _role_of(head: str) -> Role | None:
    """The role of the units in a column; None where it holds none."""
    said = _IN_HEAD_BRACKETS.sub("", _bare(head)).removesuffix("名称")
    said = _AND_DUTIES.sub("", said)
    if said.lower() in ENGLISH_LABELS:
        return ENGLISH_LABELS[said.lower()]
    if any(word in said for word in PERSONS) or not said.endswith(LABEL_NOUNS):
        return None
    if said.startswith(SUGGESTED):
        return None
    if said in _UNITS:
        return Role.RESPONSIBLE
    return next((role for role, stems in LABEL_ROLES if any(stem in said for stem in stems)), None)


def _bare(text: str) -> str:
    return "".join(text.split())


# The rows


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, file: str, heads: range, section: str) -> None:
        self.table, self.file, self.heads = table, file, heads
        self.columns = _columns(table, heads)
        self.body = range(heads.stop, len(table.rows))
        self.findings: list[Finding] = []
        if not _names_tasks(self.columns):
            self.columns = _assumed(table, heads)
            self._tell_assumed()
        self.below: list[str] = []
        self.section = section
        self.places: dict[Field, tuple[int, ...]] = {
            field: tuple(n for n, column in enumerate(self.columns) if column.field is field)
            for field in Field
        }
        self.years = {n: year for n in self.places[Field.GOAL] if (year := self._year(n))}
        self.of_section, self.of_title, self.of_text = self._task_columns()

    def _tell_assumed(self) -> None:
        for column in self.columns:
            if column.is_assumed:
                message = _("the column {head} was read as who is responsible")
                if column.field is Field.TEXT:
                    message = _("the column {head} was read as what is to be done")
                then = _("If it is something else, take what was made from it out of the plan.")
                what = message.format(head=column.head or "—")
                self._found("DM405", self.heads.start, what, then=then)

    def read(self) -> TaskTable:
        # The rows of each task.
        tasks: list[list[TableTask]] = []
        previous = [""] * len(self.columns)
        for n in self.body:
            if not self._is_aside(self.table.rows[n], n):
                previous = self._without_ditto(self.table.rows[n], previous, n)
                self._add(tasks, previous, n)
        return TaskTable(
            self.table.line,
            tuple(map(_joined, tasks)),
            self._role_names(),
            tuple(
                text
                for row in self.table.rows[: self.heads.start]
                for text in dict.fromkeys(filter(None, row))
            ),
            tuple(self.below),
            tuple(self.findings),
        )

    def _role_names(self) -> dict[Role, str]:
        names: dict[Role, str] = {}
        for column in self.columns:
            # An English head is no word of a document: the key of a record, or ours for it.
            if column.role and column.head.lower() not in ENGLISH_LABELS:
                names.setdefault(column.role, _AND_DUTIES.sub("", column.head))
        return names

    def _task_columns(self) -> tuple[list[int], list[int], list[int]]:
        """The columns of sections, titles and wordings."""
        sections, titles, texts = (
            [*self.places[field]] for field in (Field.SECTION, Field.TITLE, Field.TEXT)
        )
        others = [*titles[1:], *texts]
        if not sections and titles and others and self._repeats(titles[0], others):
            sections.append(titles.pop(0))
            what = _("the column {head} was read as the tasks' section").format(
                head=self.columns[sections[0]].head
            )
            then = _("Rename the column if it is not a section.")
            self._found("DM405", self.heads.start, what, then=then)
        if not titles:
            return sections, [], texts
        return sections, titles[:1], sorted((*titles[1:], *texts))

    def _year(self, column: int) -> int:
        """The year whose goals a column holds, 0 where it names none."""
        head = plain(_IN_HEAD_BRACKETS.sub("", self.columns[column].head))
        return int(year[1]) if (year := _YEAR_HEAD.fullmatch(head)) else 0

    def _repeats(self, column: int, others: Sequence[int]) -> bool:
        """Whether a column often says the same as in the row above, or nothing."""
        rows = [self.table.rows[n] for n in self.body]
        texts = [row[column] for row in rows if self._text(row, others)]
        same = sum(other in ("", one) for one, other in pairwise(texts))
        return same > len(texts) * _REPEATED

    def _is_aside(self, row: Sequence[str], n: int) -> bool:
        """Whether a row holds no task: a section's name, a remark, the heads again, a sum."""
        texts = [*dict.fromkeys(filter(None, row))]
        if not texts or any(row == self.table.rows[head] for head in self.heads):
            return True
        if _bare(texts[0]) in _TOTALS:
            return True
        if texts[0].startswith(_REMARK):
            self.below += texts
            return True
        if heading := self._heading(row):
            self.section = heading
            return True
        if len(texts) > 1 or len(row) == 1:
            return False
        filled = [column for column, text in zip(self.columns, row, strict=True) if text]
        # Merged over the table's width, or alone in its row.
        if len(filled) > 1 or (_NUMBERED.match(texts[0]) and not filled[0].role):
            self.section = texts[0]
            return True
        if filled[0].role or filled[0].field in (Field.TITLE, Field.TEXT):
            return False
        self.below += texts
        self._found("DM404", n, _("a row with only one cell was left out"), texts[0])
        return True

    def _heading(self, row: Sequence[str]) -> str:
        """The section that a row only heads: 一 | 加强领导, among tasks that count 1, 2, 3."""
        numbers = [*self.places[Field.SERIAL], *self.places[Field.LABEL]]
        number = next((_bare(row[n]) for n in numbers if row[n]), "")
        texts = {text for n, text in enumerate(row) if text and n not in numbers}
        # Merged over all columns, its name stands among its units, too.
        texts.discard(number)
        if len(texts) != 1 or not _SECTION_NUMBER.fullmatch(number):
            return ""
        if not any(self.table.rows[m][n].strip().isdecimal() for m in self.body for n in numbers):
            return ""
        [title] = texts
        return f"{number}{title}" if number[-1] in "、）)" else f"{number}、{title}"

    def _without_ditto(self, row: Sequence[str], above: Sequence[str], n: int) -> list[str]:
        """A row in which 同上 is what stands above."""
        if not any(_bare(text) in _DITTO for text in row):
            return [*row]
        self._found("DM405", n, _("同上 was read as what is above it"))
        return [
            other if _bare(own) in _DITTO else own for own, other in zip(row, above, strict=True)
        ]

    def _add(self, tasks: list[list[TableTask]], row: Sequence[str], n: int) -> None:
        """A row as a task of its own, or as more of the one above."""
        task = self._task(row, n)
        if not task.title and not task.text:
            if tasks and task.lists and not task.serial:
                # Torn off at the end of a page, or a row a unit.
                tasks[-1].append(task)
                self._found("DM405", n, _("a row without a task was added to the one above"))
            elif any(row):
                said = " ".join(dict.fromkeys(filter(None, row)))
                self._found("DM404", n, _("a row without a task was left out"), said)
        elif tasks and _is_same(tasks[-1][0], task):
            # The task's cells are merged over several rows, a unit in each.
            tasks[-1].append(task)
        else:
            tasks.append([task])

    def _task(self, row: Sequence[str], n: int) -> TableTask:
        self.section = _on_one_line(self._text(row, self.of_section)) or self.section
        title, text = self._text(row, self.of_title), self._wording(row)
        if not text and (len(title) > _LONGEST_TITLE or "。" in title):
            title, text = "", title
        wording = text or title
        dated = self._all(row, Field.DAY)
        worded = (cell for cell in dated if not _ISO.search(cell))
        due = "；".join(filter(None, map(_stated, (*self._all(row, Field.DUE), *worded))))
        days = tuple(_iter_days("；".join([due, *dated])))
        return TableTask(
            line=self._line(n),
            serial="".join(self._all(row, Field.SERIAL)),
            label="".join(self._all(row, Field.LABEL)),
            section=self.section,
            title=_on_one_line(title),
            text=text,
            lists=tuple(self._lists(row)),
            due="" if _ISO.fullmatch(due) else due,
            days=days,
            goals=tuple(self._goals(row)),
            notes=tuple(
                (column.head, text)
                for column, text in zip(self.columns, row, strict=True)
                if column.field is Field.NOTE and not column.role and column.head and text
                # The measurable part of a goal, which its wording has as well.
                if not _is_within(text, wording)
            ),
        )

    def _goals(self, row: Sequence[str]) -> Iterator[tuple[int, str]]:
        for n, year in self.years.items():
            if text := _stated(row[n]):
                yield year, _on_one_line(text)

    def _lists(self, row: Sequence[str]) -> Iterator[UnitList]:
        is_marked = any(_bare(cell).lower() in _YES for cell in self._all(row, Field.OPEN))
        for column, cell in zip(self.columns, row, strict=True):
            if column.role and (text := _stated(cell)):
                text = names_apart(text)
                units, is_open = _split(text)
                yield UnitList(column.role, text, units, is_open or is_marked, column.head)

    def _wording(self, row: Sequence[str]) -> str:
        """The wording of a task; a cell that only takes its goals out of another adds nothing."""
        texts = [*dict.fromkeys(filter(None, (row[n] for n in self.of_text)))]
        return "\n".join(
            text
            for text in texts
            if not any(_is_within(text, other) for other in texts if other != text)
        )

    def _text(self, row: Sequence[str], columns: Sequence[int]) -> str:
        return "\n".join(dict.fromkeys(filter(None, (row[n] for n in columns))))

    def _all(self, row: Sequence[str], field: Field) -> list[str]:
        return [*dict.fromkeys(filter(None, (row[n] for n in self.places[field])))]

    def _line(self, n: int) -> int:
        return self.table.lines[n] if self.table.lines else self.table.line + n

    def _found(
        self, code: str, n: int, what: str, excerpt: str = "", then: str | None = None
    ) -> None:
        then = then or _("See the row in the document.")
        place = (self._line(n), 0)
        self.findings.append(found(self.file, place, code, what, then, excerpt=excerpt))


def _is_within(text: str, wording: str) -> bool:
    """Whether a wording says all that a text does."""
    return all(piece in wording for piece in text.split("；"))


def _is_same(task: TableTask, other: TableTask) -> bool:
    return (task.serial, task.label, task.section, task.title, task.text) == (
        *(other.serial, other.label, other.section, other.title, other.text),
    )


def _joined(rows: Sequence[TableTask]) -> TableTask:
    """A task with what all its rows say of it."""
    if len(rows) == 1:
        return rows[0]
    return rows[0]._replace(
        lists=tuple(dict.fromkeys(chain.from_iterable(row.lists for row in rows))),
        due="；".join(dict.fromkeys(filter(None, (row.due for row in rows)))),
        days=tuple(dict.fromkeys(chain.from_iterable(row.days for row in rows))),
        goals=tuple(dict.fromkeys(chain.from_iterable(row.goals for row in rows))),
        notes=tuple(dict.fromkeys(chain.from_iterable(row.notes for row in rows))),
    )


def _stated(text: str) -> str:
    """What a cell says; "" where it says that there is nothing."""
    return "" if _bare(text) in _NOTHING or text in _NOTHING else text.strip()


def _on_one_line(text: str) -> str:
    """A heading that is broken in its cell."""
    return join_lines(text).replace("\n", "")


def names_apart(text: str) -> str:
    """The text of a cell of names, in which only those lines are broken that end a name.

    省自然资源和¶规划厅 is one name: what stands on the first line is none.
    """
    first, *others = text.split("\n")
    whole = first.rstrip()
    for line in filter(None, map(str.strip, others)):
        whole += line if _goes_on_below(whole, line) else f"\n{line}"
    return whole


def _goes_on_below(above: str, below: str) -> bool:
    """Whether a line breaks within a name."""
    if sum(map(above.count, _OPENERS)) > sum(map(above.count, _CLOSERS)):
        return True
    if above.endswith(tuple(_SEPARATORS)) or below.startswith(tuple(_SEPARATORS)):
        return True
    names, others = _split(above)[0], _split(below)[0]
    if not names or not others:
        return True
    name, following = plain(names[-1]), plain(others[0])
    if ends_another(following) or runs_on(name, following):
        return True
    if name.endswith(_ROLE_VERBS) and is_unit(following):
        return False
    return not (is_unit(name) or is_group(name)) and is_unit(name + following)


def _split(text: str) -> tuple[tuple[str, ...], bool]:
    """Names of a cell, one a line or enumerated, and whether it ends in 等."""
    names, depth, start = [], 0, 0
    for place, char in enumerate(text):
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            depth = max(0, depth - 1)
        elif char == "\n" or (char in _SEPARATORS and not depth):
            names.append(text[start:place])
            start, depth = place + 1, 0
    names.append(text[start:].rstrip("。."))
    ending = next((end for end in _OTHERS if names[-1].endswith(end)), "")
    names[-1] = names[-1].removesuffix(ending)
    return tuple(dict.fromkeys(filter(None, map(_bare, names)))), bool(ending)


def _iter_days(text: str) -> Iterator[date]:
    """Days written as 2018-12-31."""
    for year, month, day in dict.fromkeys(_ISO.findall(text)):
        with suppress(ValueError):
            yield date(int(year), int(month), int(day))
