"""The form (反馈表) on which a unit reports how far its tasks are, and the index of a folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.answer.duties import Duty
from dutymatrix.i18n import N_, listed, messages_in
from dutymatrix.markup.layout import Fill, Form, Handout, Paper
from dutymatrix.markup.view import Column, Sheet, Table
from dutymatrix.paper.folder import FolderFile, TableIndex, file_names
from dutymatrix.paper.phrase import day_said, plan_said, quoted
from dutymatrix.plan.model import Plan, Role
from dutymatrix.progress.account import STATE_WORDS, Place, Report
from dutymatrix.progress.form import FIELDS, OPEN, PERIOD, UNIT, RowMark, encode
from dutymatrix.progress.ledger import Ledger, Row
from dutymatrix.progress.tracking import places_of
from dutymatrix.screen.progress import due_said, report_text, state_said


class FormView(NamedTuple):
    """What a unit is asked."""

    ledger: Ledger
    unit: str
    duties: tuple[Duty, ...]
    """Its tasks, those that it leads first."""
    due: date | None = None
    """When the form is to be back."""
    revision: str = ""
    """What git calls the content of the plan file."""

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.ledger.plan

    @property
    def period(self) -> str:
        """The period that is reported on."""
        return self.ledger.period

    def data(self) -> Mapping[str, object]:
        """The unit, the period and the numbers of its tasks."""
        numbers = [duty.item.number for duty in self.duties]
        return {"unit": self.unit, "period": self.period, "tasks": numbers}

    def records(self) -> Table:
        """A row for each task."""
        return self.table(messages_in(self.plan.language))

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def sheets(self, words: NullTranslations) -> tuple[Sheet, ...]:
        """The table to be filled in."""
        return (self.table(words),)

    def table(self, words: NullTranslations) -> Table:
        """Tasks, deadlines, what was reported last, and what is to be filled in."""
        rows = self.ledger.row_by_number
        last = {duty.item.number: self._last(rows[duty.item.number]) for duty in self.duties}
        reported = any(last.values())
        return Table(
            (
                Column("position", N_("No.")),
                Column("label", N_("Item")),
                Column("title", N_("Task")),
                Column("role", N_("Role")),
                Column("said", N_("Due")),
                *((Column("last", N_("Reported last")),) if reported else ()),
                *(Column(key, head) for key, head in OPEN.items()),
            ),
            tuple(
                (
                    n,
                    duty.item.label,
                    duty.item.title,
                    duty.role,
                    due_said(rows[duty.item.number], words),
                    *((_told(last[duty.item.number], words),) if reported else ()),
                    *(None,) * len(OPEN),
                )
                for n, duty in enumerate(self.duties, 1)
            ),
        )

    def _last(self, row: Row) -> Report | None:
        return next((report for report in row.last if report.unit == self.unit), None)


@dataclass(frozen=True)
class FeedbackForm(Handout):
    """A unit's form."""

    view: FormView
    places: Mapping[str, Place]
    """What tells each task of the plan from the others, by number."""

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper."""
        del flat
        view, plan = self.view, self.view.plan
        name = self.form.title or words.gettext("Progress report form")
        marks = tuple(
            encode(RowMark(plan.title, view.revision, view.period, view.unit, self.places[number]))
            for number in (duty.item.number for duty in view.duties)
        )
        whose = words.gettext("{head}: {text}")
        lines = [
            whose.format(head=words.gettext(UNIT), text=view.unit),
            whose.format(head=words.gettext(PERIOD), text=view.period),
        ]
        if view.due:
            lines.append(
                words.gettext("Please return it by {day}.").format(day=day_said(view.due, words))
            )
        states = tuple(words.gettext(word) for word in STATE_WORDS.values())
        yield Paper(
            view.unit,
            f"{quoted(plan.title)}{name}",
            ("　　".join(lines),),
            (
                Fill(
                    view.table(words),
                    marks,
                    {key: states if key == "state" else () for key in OPEN},
                    tuple((head, "") for head in FIELDS.values()),
                ),
            ),
        )


class FormIndexView(NamedTuple):
    """Which unit has which form."""

    plan: Plan
    period: str
    rows: tuple[tuple[str, int, int, str], ...]
    """Unit, tasks that it leads, all its tasks, file."""

    def data(self) -> Mapping[str, object]:
        """Units and files."""
        return {"files": {unit: file for unit, _led, _n, file in self.rows}}

    def records(self) -> Table:
        """A row for each form, and the index itself."""
        columns = (
            Column("position", N_("No.")),
            Column("unit", N_("Unit")),
            Column("leads", N_("Leads")),
            Column("total", N_("Total")),
            Column("file", N_("File")),
        )
        return Table(columns, tuple((n, *row) for n, row in enumerate(self.rows, 1)))

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def sheets(self, words: NullTranslations) -> tuple[Sheet, ...]:
        """The one table."""
        del words
        return (self.records(),)


def form_files(views: Sequence[FormView], form: Form, suffix: str) -> Iterator[FolderFile]:
    """The files of a folder of forms, the index first.

    Args:
        views: What each unit is asked; at least one.
        form: What the office wants.
        suffix: The ending of the files.
    """
    plan, period = views[0].plan, views[0].period
    words = messages_in(plan.language)
    name = words.gettext("Progress report form")
    titles = [f"{view.unit}{period}{name}" for view in views]
    index, names = file_names(titles, suffix, words)
    rows = tuple(
        (view.unit, sum(d.role is Role.LEAD for d in view.duties), len(view.duties), file)
        for view, file in zip(views, names, strict=True)
    )
    listed_in = FormIndexView(plan, period, rows)
    title = words.gettext("Index of progress report forms, {period}").format(period=period)
    yield FolderFile(index, partial(TableIndex, listed_in, form, index, title, plan_said(plan)))
    places = places_of(plan)
    for view, file in zip(views, names, strict=True):
        yield FolderFile(file, partial(FeedbackForm, view, form, places), frozenset({view.unit}))


def _told(report: Report | None, words: NullTranslations) -> str:
    """What a unit reported last, and for which period."""
    if report is None:
        return ""
    head = listed(filter(None, (report.period, state_said(report.state, words))))
    text = report_text(report, words)
    return words.gettext("{unit}: {text}").format(unit=head, text=text) if text else head
