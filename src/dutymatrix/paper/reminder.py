"""Reminders (催办函) to units that owe a form, or whose tasks are overdue, behind or due soon.

Three colours, as offices use them: blue near a deadline, yellow behind, red overdue.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.i18n import N_, messages_in
from dutymatrix.markup.layout import Form, Handout, Letter, Paper
from dutymatrix.markup.view import Column, Sheet, Table, Tint
from dutymatrix.paper.folder import FolderFile, TableIndex, file_names
from dutymatrix.paper.phrase import day_said, plan_said, quoted, quoted_task
from dutymatrix.plan.model import Plan, Role
from dutymatrix.progress.account import State
from dutymatrix.progress.ledger import Ledger, Row
from dutymatrix.progress.light import Light
from dutymatrix.screen.progress import due_said


class Colour(Enum):
    """How urgent a reminder is; the value is its colour, as HTML writes it."""

    RED = Tint.RED.value
    YELLOW = Tint.AMBER.value
    BLUE = "#1F5C99"


COLOUR_WORDS = {
    Colour.RED: N_("red letter"),
    Colour.YELLOW: N_("yellow"),
    Colour.BLUE: N_("blue"),
}
"""Each colour in a word."""


class Reminder(NamedTuple):
    """What a unit is reminded of."""

    unit: str
    overdue: tuple[Row, ...]
    behind: tuple[Row, ...]
    due_soon: tuple[Row, ...]
    owes: bool
    """Whether it owes the form of the period."""
    form_due: date | None = None
    """When that was to be back."""
    is_late: bool = False
    """Whether that day is past."""

    @property
    def colour(self) -> Colour:
        """The most urgent of all that it is about."""
        if self.overdue:
            return Colour.RED
        return Colour.YELLOW if self.behind or self.is_late else Colour.BLUE

    @property
    def rows(self) -> tuple[Row, ...]:
        """All tasks that it is about."""
        return (*self.overdue, *self.behind, *self.due_soon)

    def __bool__(self) -> bool:
        """Whether there is anything to be reminded of."""
        return self.owes or bool(self.rows)


def find_reminders(ledger: Ledger) -> tuple[Reminder, ...]:
    """What each unit is to be reminded of, in the roster's order; nothing of who has done all."""
    sent = ledger.account.round_of(ledger.period)
    is_late = bool(sent.due and sent.due < ledger.today)
    owing = frozenset(ledger.unreported)
    own: dict[str, tuple[list[Row], list[Row], list[Row]]] = {}
    for row in ledger.rows:
        if row.light not in (Light.RED, Light.AMBER):
            continue
        said_behind = {report.unit for report in row.last if report.state is State.BEHIND}
        for name, role in row.item.entry.role_by_unit.items():
            is_lead = role in (Role.LEAD, Role.RESPONSIBLE)
            if not is_lead and name not in said_behind:
                continue
            overdue, behind, soon = own.setdefault(name, ([], [], []))
            if row.light is Light.RED:
                overdue.append(row)
            elif said_behind:
                behind.append(row)
            else:
                soon.append(row)
    found = []
    for unit in ledger.plan.units:
        rows = own.get(unit.name, ([], [], []))
        late, slow, near = (tuple(some) for some in rows)
        owes = unit.name in owing
        found.append(Reminder(unit.name, late, slow, near, owes, sent.due, is_late and owes))
    return tuple(filter(None, found))


class ReminderView(NamedTuple):
    """Reminders, to be written."""

    ledger: Ledger
    reminders: tuple[Reminder, ...]
    files: tuple[str, ...] = ()
    """Where each is, parallel; none where they are not in files of their own."""

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.ledger.plan

    def data(self) -> Mapping[str, object]:
        """Units and what each is reminded of."""
        return {
            "letters": [
                {
                    "unit": own.unit,
                    "colour": own.colour.name.lower(),
                    "overdue": [row.item.number for row in own.overdue],
                    "behind": [row.item.number for row in own.behind],
                    "due_soon": [row.item.number for row in own.due_soon],
                    "owes_form": own.owes,
                }
                for own in self.reminders
            ]
        }

    def records(self) -> Table:
        """A row for each reminder."""
        words = messages_in(self.plan.language)
        files = self.files or ("",) * len(self.reminders)
        return Table(
            (
                Column("position", N_("No.")),
                Column("unit", N_("Unit")),
                Column("colour", N_("Colour")),
                Column("overdue", N_("Overdue")),
                Column("behind", N_("Behind")),
                Column("soon", N_("Due soon")),
                Column("form", N_("Owes the form")),
                Column("file", N_("File")),
            ),
            tuple(
                (
                    n,
                    own.unit,
                    words.gettext(COLOUR_WORDS[own.colour]),
                    len(own.overdue) or None,
                    len(own.behind) or None,
                    len(own.due_soon) or None,
                    own.owes,
                    file,
                )
                for n, (own, file) in enumerate(zip(self.reminders, files, strict=True), 1)
            ),
        )

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def sheets(self, words: NullTranslations) -> tuple[Sheet, ...]:
        """The one table."""
        del words
        return (self.records(),)


@dataclass(frozen=True)
class ReminderLetter(Handout):
    """A reminder to one unit."""

    view: ReminderView
    """With its one reminder."""
    senders: tuple[str, ...]
    """All who sign."""

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One letter."""
        del flat
        [own] = self.view.reminders
        plan = self.view.plan
        record = plan.roster[plan.rank[own.unit]]
        title = words.gettext("Reminder about {plan}").format(plan=quoted(plan.title))
        letter = Letter(
            words.gettext("To {name}:").format(name=record.full_name or own.unit),
            tuple(self._paragraphs(own, words)),
            (),
            self.senders,
            self.form.date or day_said(self.view.ledger.today, words),
        )
        colour = words.gettext(COLOUR_WORDS[own.colour])
        above = words.gettext("Reminder: {colour}").format(colour=colour)
        yield Paper(own.unit, title, (), (letter,), above=above, tint=own.colour.value)

    def _paragraphs(self, own: Reminder, words: NullTranslations) -> Iterator[str]:
        ledger = self.view.ledger
        plan = plan_said(ledger.plan)
        opening = words.gettext("On {day} these tasks of your unit under {plan} are as follows.")
        if own.rows:
            yield opening.format(day=day_said(ledger.today, words), plan=plan)
        for head, rows in (
            (N_("Overdue and not done: {tasks}. Please finish them without delay."), own.overdue),
            (N_("Behind schedule: {tasks}. Please catch up."), own.behind),
            (N_("Due soon: {tasks}. Please see that they are done in time."), own.due_soon),
        ):
            if rows:
                said = words.gettext("; ").join(_task_said(row, words) for row in rows)
                yield words.gettext(head).format(tasks=said)
        if own.owes:
            if own.form_due:
                said = words.gettext(
                    "The report form of your unit on {plan} for {period}, due on {day}, has not "
                    "come yet. Please send it soon."
                ).format(plan=plan, period=ledger.period, day=day_said(own.form_due, words))
            else:
                said = words.gettext(
                    "The report form of your unit on {plan} for {period} has not come yet. "
                    "Please send it soon."
                ).format(plan=plan, period=ledger.period)
            yield said


def reminder_files(
    ledger: Ledger,
    reminders: Sequence[Reminder],
    form: Form,
    suffix: str,
    senders: tuple[str, ...],
) -> Iterator[FolderFile]:
    """The index, then a letter for each unit.

    Args:
        ledger: How far all tasks are.
        reminders: What each unit is reminded of; at least one.
        form: What the office wants.
        suffix: The ending of the files.
        senders: All who sign.
    """
    words = messages_in(ledger.plan.language)
    titles = [
        words.gettext("{unit} reminder ({colour})").format(
            unit=own.unit, colour=words.gettext(COLOUR_WORDS[own.colour])
        )
        for own in reminders
    ]
    index, names = file_names(titles, suffix, words)
    view = ReminderView(ledger, tuple(reminders), names)
    title = words.gettext("Reminders about {plan}").format(plan=quoted(ledger.plan.title))
    said = plan_said(ledger.plan)
    yield FolderFile(index, partial(TableIndex, view, form, index, title, said))
    for own, file in zip(reminders, names, strict=True):
        one = ReminderView(ledger, (own,))
        letter = partial(ReminderLetter, one, form, senders)
        yield FolderFile(file, letter, frozenset({own.unit}))


def _task_said(row: Row, words: NullTranslations) -> str:
    """A task with its deadline, in a sentence."""
    due = due_said(row, words)
    task = f"{row.item.label}{quoted_task(row.item)}"
    return words.gettext("{task} (due: {due})").format(task=task, due=due) if due else task
