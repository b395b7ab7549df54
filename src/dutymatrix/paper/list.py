"""What is handed out: duty lists and the breakdown, as papers that every format lays out."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from gettext import NullTranslations
from html import unescape
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, Protocol, Self
from zipfile import BadZipFile, ZipFile

from dutymatrix.answer.duties import Duty, DutyList
from dutymatrix.i18n import N_, messages_in
from dutymatrix.markup.profile import Profile
from dutymatrix.markup.view import Cell, Column, Grid, Passage, Sheet, Table, View, word_cell
from dutymatrix.measure import shown
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import count_line, doubt_line
from dutymatrix.screen.duties import DutyView, counted
from dutymatrix.screen.tasks import TaskListView

# The name of a file of a folder: 03_市公安局任务清单.docx; no blank, no mark-up around it.
_FILE = re.compile(r"\d{2,}_[^<>|\"\n\r,]+?\.[a-z]{2,4}\b")
# What XML 1.0 cannot hold (2.2), whatever else is invisible.
_NO_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OTHERS = (Role.RESPONSIBLE, Role.JOIN, Role.GUIDE)
# Not allowed in file names on Windows, or likely to be taken for something else.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_NAME = 60


class Mark(Enum):
    """What a revision did to a stretch of text; the value is what stands around it."""

    DELETED = ("[-", "-]")
    """Struck through."""
    ADDED = ("{+", "+}")
    """Bold and underlined, so that black and white print keeps it."""


class Run(NamedTuple):
    """A stretch of text that is marked throughout, or not at all."""

    text: str
    mark: Mark | None = None


_TEXT_OF, _MARK_OF = attrgetter("text"), attrgetter("mark")


class Marked(str):
    """A text with deletions and additions.

    Formats that have letters for them take `runs`; for all others it is a text in which they
    stand between [-…-] and {+…+}.
    """

    runs: tuple[Run, ...]

    def __new__(cls, runs: Iterable[Run]) -> Self:
        """A text of some runs; neighbours with the same mark are one."""
        joined = tuple(
            Run("".join(run.text for run in own), mark)
            for mark, own in groupby(filter(_TEXT_OF, runs), key=_MARK_OF)
        )
        said = super().__new__(
            cls,
            "".join(
                run.mark.value[0] + run.text + run.mark.value[1] if run.mark else run.text
                for run in joined
            ),
        )
        said.runs = joined
        return said


def runs_of(text: str) -> tuple[Run, ...]:
    """Runs of any text."""
    return text.runs if isinstance(text, Marked) else (Run(text),)


def plain(text: str) -> str:
    """A text without its marks."""
    return "".join(run.text for run in runs_of(text))


def said_of(cell: Cell, words: NullTranslations) -> str:
    """A cell's text for people, its marks kept."""
    return cell if isinstance(cell, Marked) else word_cell(cell, words)


class Text(NamedTuple):
    """Running text under a heading."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    level: int = 1
    """1 for a chapter, 2 for what stands in one."""


class Letter(NamedTuple):
    """A letter as offices write them; who signs and the day may be empty, for hands to fill in."""

    addressee: str
    paragraphs: tuple[str, ...]
    annexes: tuple[str, ...]
    """What goes with it."""
    signature: str
    date: str


class Paper(NamedTuple):
    """What is stapled together: a document, a worksheet, a chapter of a page."""

    name: str
    """What it is called in an index: the unit."""
    title: str
    lines: tuple[str, ...]
    """Under the title: the plan and its number, counts, filters."""
    parts: tuple[Table | Text | Grid | Letter, ...]
    date: str = ""
    """The line for the date of filling it in."""
    is_cover: bool = False
    above: str = ""
    """Above the title: that it is an annex."""

    @property
    def heading(self) -> str:
        """The title with what stands above it."""
        return f"{self.above}　{self.title}" if self.above else self.title


class Form(NamedTuple):
    """What an office wants on its papers."""

    profile: Profile
    title: str = ""
    """What a list is called there (责任清单); "" for our word."""
    blank: tuple[str, ...] = ()
    """Heads of empty columns, to be filled in by hand."""
    date: str = ""
    """The date as it is printed; "" for an empty one."""
    brief: bool = False
    """Without the full wording of each task."""


class Handout(View, Protocol):
    """A view that is laid out as papers."""

    @property
    def form(self) -> Form:
        """What the office wants."""

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """Paper by paper.

        Args:
            words: The language they are worded in.
            flat: As a worksheet has it: one table, dates as dates, no pages of text.
        """


class DutyHandout(NamedTuple):
    """Duty lists to hand out: a paper for each unit, and one for what nobody is named in."""

    view: DutyView
    form: Form

    @property
    def language(self) -> str:
        """The plan's language."""
        return self.view.language

    @property
    def sources(self) -> tuple[str, ...]:
        """The plan's file."""
        return self.view.sources

    def data(self) -> Mapping[str, object]:
        """The lists as data."""
        return self.view.data()

    def records(self) -> Table:
        """A row for each duty."""
        return self.view.records()

    def spreadsheet(self) -> Table:
        """The records with the empty columns."""
        return with_blank(self.view.spreadsheet(), self.form.blank)

    def sheets(self, words: NullTranslations) -> tuple[Sheet, ...]:
        """The papers, one after another."""
        return tuple(sheet for paper in self.papers(words) for sheet in as_sheets(paper))

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """A cover where the house wants one, the index of several, then list by list."""
        if self.form.profile.has_cover and not flat and len(self.view.lists) > 0:
            yield self._cover(words)
        several = self.view.every and len(tuple(divide(self.view))) > 1
        if several:
            rows = index_rows(self.view, words)
            yield index_paper(self.view.plan, rows, self.form, words)
        for lists in divide(self.view):
            if _is_unsettled(self.view, lists[0]):
                yield self._unsettled(lists, words, flat)
            else:
                yield self._list(lists[0], words, flat)
        if several and flat:
            yield from self._whole_plan(words)

    def _whole_plan(self, words: NullTranslations) -> Iterator[Paper]:
        """The breakdown and the responsibility assignment matrix of what is listed."""
        from dutymatrix.answer.graph import build_graph
        from dutymatrix.answer.matrix import Axis, Measure, crosstab
        from dutymatrix.screen.matrix import MatrixView

        view = self.view
        listed = {duty.item.number for duties in view.lists for duty in duties.own}
        # A task without units is nobody's duty, and part of the plan.
        items = tuple(
            item for item in view.plan.items if not view.conditions or item.number in listed
        )
        breakdown = TaskListView(
            view.plan, items, view.conditions, view.doubts, not self.form.brief
        )
        yield from TaskHandout(breakdown, self.form._replace(title="")).papers(words, flat=True)
        table = crosstab(build_graph(view.plan, items), Axis.TASK, Axis.UNIT, Measure.MARK)
        [grid] = MatrixView(view.plan, table, len(items), view.conditions).sheets(words)
        name = words.gettext("Responsibility matrix")
        yield Paper(name, f"{quoted(view.plan.title)}{name}", (), (grid,))

    def _cover(self, words: NullTranslations) -> Paper:
        plan = self.view.plan
        names = [duties.unit for duties in self.view.lists]
        alone = names[0] if len(names) == 1 else ""
        assignments = sum(len(duties.own) for duties in self.view.lists)
        own = self._counts(self.view.lists[0], words) if alone else _assignments(assignments, words)
        paragraphs = [
            words.gettext("{plan} has {n} tasks. In this list: {counts}.").format(
                plan=plan_said(plan), n=len(plan.items), counts=own
            )
        ]
        if plan.role_rule:
            paragraphs.append(
                words.gettext("Who leads follows the plan: {rule}.").format(
                    rule=plan.role_rule.rstrip("。.")
                )
            )
        if self.view.conditions:
            paragraphs.append(
                count_line(self.view.chosen, len(plan.items), self.view.conditions, words)
            )
        title = self._title(alone, words)
        return Paper(
            "", title, (), (Text("", tuple(paragraphs)),), _date(self.form, words), is_cover=True
        )

    def _title(self, unit: str, words: NullTranslations) -> str:
        return f"{quoted(self.view.plan.title)}{unit}{list_word(self.form, words)}"

    def _counts(self, duties: DutyList, words: NullTranslations) -> str:
        via = len({duty.item.number for duty in duties.through})
        return words.gettext("{counts}; through groups {n}").format(
            counts=counted({role: duties.count(role) for role in Role}, words), n=via
        )

    def _lines(self, duties: DutyList, words: NullTranslations) -> Iterator[str]:
        plan = self.view.plan
        yield plan_said(plan)
        yield f"{duties.unit}：{self._counts(duties, words)}"
        if self.view.conditions:
            yield count_line(self.view.chosen, len(plan.items), self.view.conditions, words)
            yield from (doubt_line(doubt, words) for doubt in self.view.doubts)

    def _list(self, duties: DutyList, words: NullTranslations, flat: bool) -> Paper:
        return Paper(
            duties.unit,
            self._title(duties.unit, words),
            tuple(self._lines(duties, words)),
            tuple(self._parts(duties, words, flat)),
            _date(self.form, words),
        )

    def _parts(
        self, duties: DutyList, words: NullTranslations, flat: bool
    ) -> Iterator[Table | Text]:
        plan = self.view.plan
        if duties.own or not duties.through:
            if duties.own:
                yield self._table(duties.unit, duties.own, words, flat)
            else:
                none = (
                    words.gettext("None of the chosen tasks names {unit}.")
                    if self.view.conditions
                    else words.gettext("The plan names {unit} in no task.")
                )
                yield Text("", (none.format(unit=duties.unit),))
        for group, through in groupby(
            sorted(duties.through, key=lambda duty: plan.rank.get(duty.via or "", 0)),
            key=lambda duty: duty.via or "",
        ):
            table = self._table(duties.unit, tuple(through), words, flat)
            yield table._replace(title=words.gettext("Through {group}").format(group=group))
        members = (
            plan.group_by_name[duties.unit].members if duties.unit in plan.group_by_name else ()
        )
        if members:
            yield _distribution(members, words)
        if not self.form.brief and not flat:
            shown = dict.fromkeys(duty.item for duty in (*duties.own, *duties.through))
            yield from wording_of(shown, words)
        if duties.standing:
            yield Text(
                words.gettext("Standing rules"), tuple(rule.text for rule in duties.standing)
            )
        if duties.unresolved:
            yield Text(
                words.gettext("To be settled"),
                (
                    words.gettext(
                        "The plan does not list the members of these; whether they include "
                        "{unit} is to be settled:"
                    ).format(unit=duties.unit),
                    *(
                        f"{group}（{len(items)}）：{entry.listed(entry.brief_labels(plan, items))}"
                        for group, items in duties.unresolved.items()
                    ),
                ),
            )
        if plan.common:
            yield Text(words.gettext("Binding everybody"), tuple(_common(plan)))

    def _unsettled(self, lists: Iterable[DutyList], words: NullTranslations, flat: bool) -> Paper:
        plan = self.view.plan
        name = words.gettext("Assignments to no particular unit")
        parts: list[Table | Text] = []
        n = 0
        for duties in lists:
            n += len(duties.own)
            group = plan.group_by_name[duties.unit]
            if not duties.own:
                continue
            why = words.gettext("open") if group.open else words.gettext("not listed")
            table = self._table(duties.unit, duties.own, words, flat)
            parts.append(table._replace(title=f"{duties.unit}（{why}）"))
        if not parts:
            parts.append(Text("", (words.gettext("There is none."),)))
        return Paper(
            name,
            f"{quoted(plan.title)}{name}",
            (plan_said(plan), _assignments(n, words)),
            tuple(parts),
            _date(self.form, words),
        )

    def _table(
        self, unit: str, duties: tuple[Duty, ...], words: NullTranslations, flat: bool
    ) -> Table:
        unstated = words.gettext("not stated")
        wording = flat and not self.form.brief

        def row(n: int, duty: Duty) -> Iterator[Cell]:
            yield n
            yield duty.item.label
            yield duty.item.title
            if wording:
                yield duty.item.entry.text
            yield duty.role
            yield entry.names_said(duty.item, Role.LEAD, words) or unstated
            yield _others(duty.item, duty.via or unit, words)
            yield entry.due(duty.item) or unstated
            if flat:
                yield min((m.by for m in duty.item.entry.milestones if m.by), default=None)
            yield goals(duty.item)

        table = Table(
            columns=(
                Column("position", N_("No.")),
                Column("label", N_("Item")),
                Column("title", N_("Task")),
                *((Column("text", N_("Wording")),) if wording else ()),
                Column("role", N_("Own part")),
                Column("lead", entry.role_head(self.view.plan, Role.LEAD, words)),
                Column("others", N_("Other participants")),
                Column("said", N_("Due")),
                *((Column("by", N_("Date")),) if flat else ()),
                Column("goal", N_("Goals")),
            ),
            rows=tuple(tuple(row(n, duty)) for n, duty in enumerate(duties, 1)),
        )
        return with_blank(table, self.form.blank)


class TaskHandout(NamedTuple):
    """The breakdown to hand out: the plan as a table, section by section."""

    view: TaskListView
    form: Form

    @property
    def language(self) -> str:
        """The plan's language."""
        return self.view.language

    @property
    def sources(self) -> tuple[str, ...]:
        """The plan's file."""
        return self.view.sources

    def data(self) -> Mapping[str, object]:
        """The tasks as data."""
        return self.view.data()

    def records(self) -> Table:
        """A row for each task."""
        return self.view.records()

    def spreadsheet(self) -> Table:
        """The breakdown as one table, with the empty columns."""
        return with_blank(self.view.spreadsheet(), self.form.blank)

    def sheets(self, words: NullTranslations) -> tuple[Sheet, ...]:
        """The paper as sheets."""
        return tuple(sheet for paper in self.papers(words) for sheet in as_sheets(paper))

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """The breakdown: a table for each section, or one with a column for it."""
        view = self.view
        plan = view.plan
        name = self.form.title or words.gettext("Breakdown of tasks")
        numbered = list(enumerate(view.items, 1))
        tables: list[Table | Text]
        if flat:
            tables = [self._table(numbered, words, flat)]
        else:
            tables = [
                self._table(list(own), words, flat)._replace(title=head)
                for head, own in groupby(numbered, key=lambda pair: _section_said(plan, pair[1]))
            ]
        lines = [
            plan_said(plan),
            count_line(len(view.items), len(plan.items), view.conditions, words),
        ]
        lines += [doubt_line(doubt, words) for doubt in view.doubts]
        yield Paper(
            name,
            f"{quoted(plan.title)}{name}",
            tuple(lines),
            tuple(tables),
            _date(self.form, words),
        )

    def _table(
        self, numbered: list[tuple[int, Item]], words: NullTranslations, flat: bool
    ) -> Table:
        plan = self.view.plan
        unstated = words.gettext("not stated")
        others = [
            role
            for role in _OTHERS
            if role is Role.JOIN or any(item.entry.units(role) for item in self.view.items)
        ]

        def row(n: int, item: Item) -> Iterator[Cell]:
            yield n
            if flat:
                yield _section_said(plan, item)
            yield item.label
            yield item.title
            if self.view.full:
                yield item.entry.text
            yield entry.names_said(item, Role.LEAD, words) or unstated
            for role in others:
                yield entry.names_said(item, role, words)
            yield entry.due(item) or unstated
            if flat:
                yield min((m.by for m in item.entry.milestones if m.by), default=None)
            yield _remark(item)

        return with_blank(
            Table(
                columns=(
                    Column("position", N_("No.")),
                    *((Column("section", N_("Section")),) if flat else ()),
                    Column("label", N_("Item")),
                    Column("title", N_("Task")),
                    *((Column("text", N_("Content (goals)")),) if self.view.full else ()),
                    Column("lead", entry.role_head(plan, Role.LEAD, words)),
                    *(Column(role.value, entry.role_head(plan, role, words)) for role in others),
                    Column("said", N_("Due")),
                    *((Column("by", N_("Date")),) if flat else ()),
                    Column("remark", N_("Remarks")),
                ),
                rows=tuple(tuple(row(n, item)) for n, item in numbered),
            ),
            self.form.blank,
        )


class IndexRow(NamedTuple):
    """A list in the index."""

    name: str
    counts: tuple[int, int, int]
    """Led, otherwise taken part in, through groups."""
    file: str = ""
    """Where it is; "" where it follows in the same document."""


class IndexHandout(NamedTuple):
    """The index of a folder, a document of its own."""

    plan: Plan
    rows: tuple[IndexRow, ...]
    form: Form
    file: str
    """Its own name: an index that does not list itself is not ours to replace."""

    @property
    def language(self) -> str:
        """The plan's language."""
        return self.plan.language

    @property
    def sources(self) -> tuple[str, ...]:
        """The plan's file."""
        return (self.plan.file,)

    def data(self) -> Mapping[str, object]:
        """Units and files."""
        return {"files": {row.name: row.file for row in self.rows}}

    def records(self) -> Table:
        """A row for each list."""
        return self.spreadsheet()

    def spreadsheet(self) -> Table:
        """A row for each list, and the index itself."""
        words = messages_in(self.language)
        table = index_table(self.rows, words)
        own = (len(table.rows) + 1, words.gettext("Index"), None, None, None, None, self.file)
        return table._replace(rows=(*table.rows, own))

    def sheets(self, words: NullTranslations) -> tuple[Sheet, ...]:
        """The paper as sheets."""
        return tuple(sheet for paper in self.papers(words) for sheet in as_sheets(paper))

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper."""
        del flat
        paper = index_paper(self.plan, self.rows, self.form, words)
        listed = words.gettext("This index: {file}").format(file=self.file)
        yield paper._replace(lines=(*paper.lines, listed))


def divide(view: DutyView) -> Iterator[tuple[DutyList, ...]]:
    """Lists by paper: each unit's and each group's own, and all that nobody can be handed."""
    unsettled = tuple(duties for duties in view.lists if _is_unsettled(view, duties))
    yield from ((duties,) for duties in view.lists if duties not in unsettled)
    if unsettled:
        yield unsettled


def _is_unsettled(view: DutyView, duties: DutyList) -> bool:
    """Whether nobody can be handed a list: of an open group, among all of one without members.

    Somebody who asks for the list of a group knows whom it is for.
    """
    group = view.plan.group_by_name.get(duties.unit)
    return group is not None and (group.open or (view.every and not group.members))


def index_rows(view: DutyView, words: NullTranslations) -> tuple[IndexRow, ...]:
    """A row for each paper, without files; parallel to `divide`."""
    return tuple(_index_row(view, lists, words) for lists in divide(view))


def files_in_index(data: bytes) -> frozenset[str]:
    """Names of files that an index lists, whatever its format."""
    if data.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(data)) as file:
                parts = [file.read(name) for name in file.namelist() if name.endswith(".xml")]
        except (BadZipFile, OSError, RuntimeError):
            return frozenset()
        data = b"\n".join(parts)
    text = data.decode("utf-8", "replace")
    # Markdown writes \_ for _.
    return frozenset(_FILE.findall(unescape(text).replace("\\", "")))


def _index_row(view: DutyView, lists: tuple[DutyList, ...], words: NullTranslations) -> IndexRow:
    unsettled = _is_unsettled(view, lists[0])
    led = sum(duties.count(Role.LEAD) for duties in lists)
    own = sum(len(duties.own) for duties in lists)
    via = sum(len({duty.item.number for duty in duties.through}) for duties in lists)
    name = words.gettext("Assignments to no particular unit") if unsettled else lists[0].unit
    return IndexRow(name, (led, own - led, via))


def index_paper(
    plan: Plan, rows: tuple[IndexRow, ...], form: Form, words: NullTranslations
) -> Paper:
    """All lists with their counts and files."""
    total = sum(row.counts[0] + row.counts[1] for row in rows)
    return Paper(
        words.gettext("Index"),
        f"{quoted(plan.title)}{list_word(form, words)}{words.gettext('Index')}",
        (
            plan_said(plan),
            words.gettext("{n} lists, {total} assignments").format(n=len(rows), total=total),
        ),
        (index_table(rows, words),),
        _date(form, words),
    )


def index_table(rows: tuple[IndexRow, ...], words: NullTranslations) -> Table:
    """Units, counts, and files where each list has its own."""
    filed = any(row.file for row in rows)
    columns = (
        Column("position", N_("No.")),
        Column("unit", N_("Unit")),
        Column("leads", N_("Leads")),
        Column("joins", N_("Takes part")),
        Column("total", words.gettext("Total")),
        Column("via", N_("Through groups")),
        *((Column("file", N_("File")),) if filed else ()),
    )
    return Table(
        columns,
        tuple(
            (
                *(n, name, led, joined, led + joined, via),
                *((file,) if filed else ()),
            )
            for n, (name, (led, joined, via), file) in enumerate(rows, 1)
        ),
    )


class FolderFile(NamedTuple):
    """A file of a folder, made when its turn has come."""

    name: str
    handout: Callable[[], Handout]


def file_names(
    titles: Sequence[str], suffix: str, words: NullTranslations
) -> tuple[str, tuple[str, ...]]:
    """The name of a folder's index, and numbered names of what it lists."""
    digits = max(2, len(str(len(titles))))
    return f"{'0' * digits}_{words.gettext('Index')}{suffix}", tuple(
        f"{n:0{digits}}_{safe_name(title)}{suffix}" for n, title in enumerate(titles, 1)
    )


def safe_name(text: str) -> str:
    """A text as a part of a file name that every system takes."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", text))
    name = "".join("_" if unicodedata.category(char).startswith("C") else char for char in name)
    return name[:_LONGEST_NAME].strip(" .") or "_"


def as_sheets(paper: Paper) -> Iterator[Sheet]:
    """A paper for formats that know no papers."""
    if paper.is_cover:
        return
    lines = (*paper.lines, *((paper.date,) if paper.date else ()))
    yield Passage(paper.heading, "\n".join(lines))
    for part in paper.parts:
        match part:
            case Table():
                yield part
            case Text():
                yield Passage(part.heading, "\n".join(part.paragraphs))
            case Letter():
                yield Passage("", "\n".join(letter_lines(part)))
            case Grid():
                yield part


def letter_lines(letter: Letter) -> Iterator[str]:
    """A letter line by line, for formats that do not lay it out."""
    yield letter.addressee
    yield from letter.paragraphs
    yield from letter.annexes
    yield from filter(None, (letter.signature, letter.date))


def with_blank(table: Table, heads: Iterable[str]) -> Table:
    """A table with empty columns at its end."""
    added = tuple(Column("blank", head) for head in heads)
    return table._replace(
        columns=(*table.columns, *added),
        rows=tuple((*row, *(None,) * len(added)) for row in table.rows),
    )


def list_word(form: Form, words: NullTranslations) -> str:
    """What a duty list is called in the house."""
    return form.title or words.gettext("Duty list")


def goals(item: Item) -> str:
    """What is to be reached, each goal with its figure where that says more."""
    said = (
        m.goal if not m.target or m.target in m.goal else f"{m.goal}（{m.target}）"
        for m in item.entry.milestones
    )
    return "；".join(dict.fromkeys(filter(None, said)))


def wording_of(items: Iterable[Item], words: NullTranslations) -> Iterator[Text]:
    """The full wording of tasks, the first under the heading of all."""
    heading = words.gettext("Wording of the tasks")
    for item in items:
        if heading:
            yield Text(heading)
            heading = ""
        yield Text(f"{item.label} {item.title}", tuple(item.entry.text.split("\n")), level=2)


def _common(plan: Plan) -> Iterator[str]:
    """Each chapter's title and those of what stands in it."""
    for chapter in plan.common:
        inside = entry.listed(filter(None, (clause.title for clause in chapter.items)))
        yield "：".join(filter(None, (chapter.title, inside)))


def _distribution(members: tuple[str, ...], words: NullTranslations) -> Table:
    return Table(
        (
            Column("position", N_("No.")),
            Column("unit", N_("Member")),
            Column("blank", N_("Copies")),
            Column("blank", N_("Received by")),
            Column("blank", N_("Received on")),
        ),
        tuple((n, name, None, None, None) for n, name in enumerate(members, 1)),
        title=words.gettext("Distribution"),
    )


def _others(item: Item, own: str, words: NullTranslations) -> tuple[str, ...]:
    """Who else has a part; those who guide are said to."""
    found = [
        f"{name}（{words.gettext('guides')}）" if role is Role.GUIDE else name
        for name, role in item.entry.assignments
        if role in _OTHERS and name != own
    ]
    if item.entry.open and found:
        found[-1] = words.gettext("{name} and others").format(name=found[-1])
    return tuple(found)


def _remark(item: Item) -> str:
    return "；".join(f"{name}：{text}" for name, text in item.entry.notes)


def _assignments(n: int, words: NullTranslations) -> str:
    return words.ngettext("{n} assignment", "{n} assignments", n).format(n=n)


def legible(text: str) -> str:
    """A text that XML can hold, with what is invisible made visible."""
    return text if text.isprintable() else _NO_XML.sub("\ufffd", shown(text))


def _section_said(plan: Plan, item: Item) -> str:
    if not item.section:
        return ""
    return f"{plan.section_by_number[item.section_number][0]}{item.section.headline}"


def plan_said(plan: Plan) -> str:
    """A plan's title with its document number."""
    number = f"（{plan.document_number}）" if plan.document_number else ""
    return f"{quoted(plan.title)}{number}"


def quoted(title: str) -> str:
    """A title between the marks of one."""
    return title if title.startswith("《") else f"《{title}》"


def _date(form: Form, words: NullTranslations) -> str:
    return words.gettext("Filled in on: {date}").format(
        date=form.date or words.gettext("____-__-__")
    )
