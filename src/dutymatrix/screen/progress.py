"""How the ledger looks, and all that is known of a task."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from gettext import NullTranslations
from types import MappingProxyType
from typing import NamedTuple

from dutymatrix.i18n import N_, bracketed, listed, messages_in
from dutymatrix.markup.view import Cell, Column, Passage, Table
from dutymatrix.plan.model import Item, Plan, Role, Span
from dutymatrix.progress.account import STATE_WORDS, Act, ActKind, Report, State, period_order
from dutymatrix.progress.ledger import Ledger, Row
from dutymatrix.progress.light import Light
from dutymatrix.progress.tracking import Lost, Why
from dutymatrix.revision.git import Commit
from dutymatrix.screen import entry
from dutymatrix.screen.condition import Condition, count_line, day_lines

ACT_WORDS = {
    ActKind.CLOSED: N_("closed on {day}"),
    ActKind.REOPENED: N_("reopened on {day}"),
    ActKind.EXTENDED: N_("extended to {day}"),
}
"""Each act of the keeper in words."""

WHY_WORDS = {
    Why.GONE: N_("the plan has no such task any more"),
    Why.SPLIT: N_("the task was split: {tasks}"),
    Why.UNKNOWN: N_("no revision that is known has such a task"),
}
"""Why an entry has no task, in words."""


class LedgerView(NamedTuple):
    """The ledger, or the part of it that filters chose."""

    ledger: Ledger
    rows: tuple[Row, ...]
    """Those shown."""
    conditions: tuple[Condition, ...] = ()
    full: bool = False
    """Whether what units wrote is shown, or their states alone."""
    owing: bool = False
    """Whether it is the units that owe a form, and not the tasks."""

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.ledger.plan

    @property
    def unreported(self) -> tuple[str, ...]:
        """The units that owe their form, of those that report on what is shown."""
        owing = {unit for row in self.rows for unit in row.owing}
        return tuple(unit for unit in self.ledger.unreported if unit in owing)

    def data(self) -> Mapping[str, object]:
        """Counts, who owes a form, and the tasks with what units said last."""
        from dutymatrix.markup import json_

        return {
            **json_.head(self.plan),
            "period": self.ledger.period or None,
            "unreported": list(self.unreported),
            "counts": {
                "total": len(self.rows),
                "closed": self._count(Light.GREY),
                "on_time": self._count(Light.GREEN),
                "due_or_behind": self._count(Light.AMBER),
                "overdue": self._count(Light.RED),
                "unreported": len(self.unreported),
            },
            "tasks": [_row_data(row, row.last) for row in self.rows],
        }

    def sheets(self, words: NullTranslations) -> tuple[Passage | Table, ...]:
        """The counts, and below them a row for each task, or for each unit that owes a form."""
        # A paper has the plan in its title.
        title = "" if self.full else self.plan.title
        head = Passage(title, "\n".join(self.counts_said(words)))
        return (head, self._units(words) if self.owing else self._tasks(words))

    def counts_said(self, words: NullTranslations) -> Iterator[str]:
        """How many tasks stand how, and how many units owe a form."""
        said = (
            words.gettext("{n} closed").format(n=self._count(Light.GREY)),
            words.gettext("{n} on time").format(n=self._count(Light.GREEN)),
            words.gettext("{n} due soon or behind").format(n=self._count(Light.AMBER)),
            words.gettext("{n} overdue").format(n=self._count(Light.RED)),
        )
        tasks = words.ngettext("{n} task", "{n} tasks", len(self.rows)).format(n=len(self.rows))
        yield words.gettext("{day}: {tasks}, {counts}").format(
            day=self.ledger.today, tasks=tasks, counts=words.gettext(", ").join(said)
        )
        if self.ledger.period:
            n = len(self.unreported)
            yield words.ngettext(
                "{period}: {n} unit has not reported",
                "{period}: {n} units have not reported",
                n,
            ).format(period=self.ledger.period, n=n)

    def records(self) -> Table:
        """A row for each task, everything about how far it is."""
        words = messages_in(self.plan.language)
        columns = (
            Column("number", N_("Number")),
            Column("label", N_("Item")),
            Column("title", N_("Task")),
            Column("lead", entry.role_head(self.plan, Role.LEAD, words)),
            Column("due", N_("Date")),
            Column("said", N_("Due")),
            Column("light", N_("Light")),
            Column("closed", N_("Closed on")),
            Column("extended_to", N_("Extended to")),
            Column("reports", N_("Progress")),
            Column("unreported", N_("Not reported")),
        )
        return Table(columns, tuple(_record(row, words) for row in self.rows))

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def remarks(self, words: NullTranslations) -> Iterator[str]:
        """Which filters made the list, and what is not known."""
        if self.conditions:
            total = len(self.ledger.rows)
            yield count_line(len(self.rows), total, self.conditions, words)
        yield from day_lines(self.plan, words)
        if self.ledger.tracking.lost:
            n = len(self.ledger.tracking.lost)
            yield words.ngettext(
                "{n} entry belongs to no task of the plan: dutymatrix progress check",
                "{n} entries belong to no task of the plan: dutymatrix progress check",
                n,
            ).format(n=n)

    def _count(self, light: Light) -> int:
        return sum(row.light is light for row in self.rows)

    def _tasks(self, words: NullTranslations) -> Table:
        unstated = words.gettext("not stated")
        owed = any(row.owing for row in self.rows)
        reported = any(row.last for row in self.rows)

        def cells(row: Row) -> Iterator[Cell]:
            yield entry.light_word(row.light, words)
            yield row.item.label
            yield row.item.title
            yield entry.names_said(row.item, Role.LEAD, words) or unstated
            yield due_said(row, words) or unstated
            if reported:
                yield _full_reports(row, words) if self.full else _brief_reports(row, words)
            if owed:
                yield row.owing if self.full else len(row.owing) or None

        return Table(
            (
                Column("light", N_("Light")),
                Column("label", N_("Item")),
                Column("title", N_("Task"), folds=True),
                Column("lead", entry.role_head(self.plan, Role.LEAD, words), folds=True),
                Column("said", N_("Due"), folds=True),
                *((Column("text", N_("Progress"), folds=True),) if reported else ()),
                *((Column("units", N_("Not reported"), folds=True),) if owed else ()),
            ),
            tuple(tuple(cells(row)) for row in self.rows),
            notes=tuple(self.remarks(words)),
        )

    def _units(self, words: NullTranslations) -> Table:
        owed: dict[str, list[Item]] = {unit: [] for unit in self.unreported}
        for row in self.rows:
            for unit in row.owing:
                if unit in owed:
                    owed[unit].append(row.item)
        contacts = self.plan.contact_by_name
        reached = any(unit in contacts for unit in owed)
        return Table(
            (
                Column("unit", N_("Unit")),
                *((Column("contact", N_("Contact"), folds=True),) if reached else ()),
                Column("tasks", N_("Tasks")),
                Column("label", N_("Item"), folds=True),
            ),
            tuple(
                (
                    unit,
                    *((contacts.get(unit, ""),) if reached else ()),
                    len(items),
                    entry.brief_labels(self.plan, items),
                )
                for unit, items in owed.items()
                if items
            ),
            notes=tuple(self.remarks(words)),
        )


class StoryView(NamedTuple):
    """All that is known of some tasks."""

    ledger: Ledger
    rows: tuple[Row, ...]
    authors: Mapping[Span, Commit] = MappingProxyType({})
    """Who wrote down each act, by where it stands in the progress file; of some nobody knows."""

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.ledger.plan

    def data(self) -> Mapping[str, object]:
        """As the ledger, with every report and act."""
        reports = {row.item.number: row.entry.reports if row.entry else () for row in self.rows}
        return {
            **LedgerView(self.ledger, self.rows).data(),
            "tasks": [
                {**_row_data(row, reports[row.item.number]), "acts": [*self._acts_data(row)]}
                for row in self.rows
            ],
        }

    def sheets(self, words: NullTranslations) -> tuple[Passage | Table, ...]:
        """Of each task what the keeper decided, then what units reported, the latest first."""
        return tuple(sheet for row in self.rows for sheet in self._story(row, words))

    def records(self) -> Table:
        """A row for each report."""
        rows = tuple(
            (row.item.number, row.item.title, *_report_cells(report))
            for row in self.rows
            for report in (row.entry.reports if row.entry else ())
        )
        columns = (Column("number", N_("Number")), Column("title", N_("Task")), *_REPORT_COLUMNS)
        return Table(columns, rows)

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def _story(self, row: Row, words: NullTranslations) -> Iterator[Passage | Table]:
        lead = entry.names_said(row.item, Role.LEAD, words)
        fields: list[tuple[str, str | tuple[str, ...]]] = [
            (
                entry.role_head(self.plan, Role.LEAD, words),
                lead or words.gettext("not stated"),
            ),
            (words.gettext("Due"), due_said(row, words) or words.gettext("not stated")),
            (words.gettext("Light"), entry.light_word(row.light, words)),
        ]
        fields += decided(row, words, self.authors)
        if row.owing:
            fields.append((words.gettext("Not reported"), row.owing))
        yield Passage(f"{row.item.label} {row.item.title}", "", tuple(fields))
        reports = row.entry.reports if row.entry else ()
        if reports:
            in_order = sorted(reports, key=lambda r: period_order(r.period), reverse=True)
            yield Table(_REPORT_COLUMNS, tuple(_worded(r, words) for r in in_order))

    def _author(self, act: Act) -> Commit | None:
        return self.authors.get(act.span) if act.span else None

    def _acts_data(self, row: Row) -> Iterator[Mapping[str, object]]:
        for act in row.entry.acts if row.entry else ():
            commit = self._author(act)
            yield {
                "act": act.kind.value,
                "day": _day(act.day),
                "note": act.note,
                "by": commit.author if commit else None,
                "at": commit.date.isoformat() if commit else None,
            }


_REPORT_COLUMNS = (
    Column("period", N_("Period")),
    Column("unit", N_("Unit")),
    Column("state", N_("State")),
    Column("text", N_("Progress"), folds=True),
    Column("problems", N_("Problems"), folds=True),
    Column("next", N_("Next steps"), folds=True),
    Column("on", N_("Filled in on")),
    Column("by", N_("By")),
)


def due_said(row: Row, words: NullTranslations) -> str:
    """The deadline that counts; an extended one with the plan's own beside it."""
    said = entry.due(row.item)
    if not row.entry or not row.entry.extended_to or row.due is None:
        return said
    now = words.gettext("extended to {day}").format(day=row.due)
    return bracketed(now, words.gettext("plan: {said}").format(said=said), words) if said else now


def decided(
    row: Row, words: NullTranslations, authors: Mapping[Span, Commit] = MappingProxyType({})
) -> Iterator[tuple[str, str]]:
    """What the keeper decided of a task, as fields, with who wrote it down where that is known."""
    for act in row.entry.acts if row.entry else ():
        commit = authors.get(act.span) if act.span else None
        yield words.gettext("Decided"), act_said(act, words, commit)


def act_said(act: Act, words: NullTranslations, commit: Commit | None = None) -> str:
    """An act of the keeper in a line, with who wrote it down where that is known."""
    said = words.gettext(ACT_WORDS[act.kind]).format(day=act.day)
    said = bracketed(said, act.note, words) if act.note else said
    if commit is None:
        return said
    return words.gettext("{act}; written down by {author} on {day}").format(
        act=said, author=commit.author, day=commit.day
    )


def lost_said(lost: Lost, words: NullTranslations) -> str:
    """An entry without a task in a line, and why it has none."""
    tasks = listed(f"{item.label} {item.title}" for item in lost.candidates)
    return words.gettext("{title}: {why}").format(
        title=lost.entry.place.title or lost.entry.place.id,
        why=words.gettext(WHY_WORDS[lost.why]).format(tasks=tasks),
    )


def state_said(state: State | None, words: NullTranslations) -> str:
    """A state in words."""
    return words.gettext(STATE_WORDS[state]) if state else ""


def _brief_reports(row: Row, words: NullTranslations) -> str:
    """Units by what they said last, and when that was."""
    by_state: dict[str, list[str]] = {}
    for report in row.last:
        said = state_said(report.state, words) or words.gettext("reported")
        by_state.setdefault(said, []).append(report.unit)
    days = [report.on for report in row.last if report.on]
    said = words.gettext("; ").join(
        words.gettext("{state}: {units}").format(state=state, units=listed(units))
        for state, units in by_state.items()
    )
    return bracketed(said, max(days).isoformat(), words) if days else said


def _full_reports(row: Row, words: NullTranslations) -> str:
    """What each unit said last, a line each."""
    return "\n".join(report_said(report, words) for report in row.last)


def report_said(report: Report, words: NullTranslations) -> str:
    """A report in a line: who, when, which state, what."""
    when = report.on.isoformat() if report.on else report.period
    head = bracketed(
        report.unit, listed(filter(None, (when, state_said(report.state, words)))), words
    )
    text = report_text(report, words)
    return words.gettext("{unit}: {text}").format(unit=head, text=text) if text else head


def report_text(report: Report, words: NullTranslations) -> str:
    """What a report says, in a line."""
    said = [report.text.replace("\n", "")]
    if report.problems:
        problems = report.problems.replace("\n", "")
        said.append(words.gettext("problems: {text}").format(text=problems))
    if report.next:
        said.append(words.gettext("next: {text}").format(text=report.next.replace("\n", "")))
    parts = [*filter(None, said)]
    # What goes on behind a sentence has one mark between both.
    return words.gettext("; ").join([*(part.rstrip("。；;") for part in parts[:-1]), *parts[-1:]])


def _report_cells(report: Report) -> tuple[Cell, ...]:
    state = report.state.value if report.state else None
    return (
        *(report.period, report.unit, state, report.text),
        *(report.problems, report.next, report.on, report.by),
    )


def _worded(report: Report, words: NullTranslations) -> tuple[Cell, ...]:
    period, unit, _state, *rest = _report_cells(report)
    return (period, unit, state_said(report.state, words), *rest)


def _record(row: Row, words: NullTranslations) -> tuple[Cell, ...]:
    known = row.entry
    return (
        row.item.number,
        row.item.label,
        row.item.title,
        entry.names_said(row.item, Role.LEAD, words),
        row.due,
        entry.due(row.item),
        entry.light_word(row.light, words),
        known.closed if known and row.light is Light.GREY else None,
        known.extended_to if known else None,
        _full_reports(row, words),
        row.owing,
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _row_data(row: Row, reports: Sequence[Report]) -> dict[str, object]:
    known = row.entry
    return {
        "number": row.item.number,
        "label": row.item.label,
        "title": row.item.title,
        "lead": list(dict.fromkeys(row.item.lead)),
        "due": _day(row.due),
        "said": entry.due(row.item),
        "light": row.light.value,
        "closed": _day(known.closed) if known and row.light is Light.GREY else None,
        "extended_to": _day(known.extended_to) if known else None,
        "unreported": list(row.owing),
        "reports": [_report_data(report) for report in reports],
    }


def _report_data(report: Report) -> dict[str, object]:
    return {
        "unit": report.unit,
        "period": report.period,
        "state": report.state.value if report.state else None,
        "text": report.text,
        "problems": report.problems,
        "next": report.next,
        "on": _day(report.on),
        "by": report.by,
    }
