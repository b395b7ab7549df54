"""How a list of plans looks."""

from collections.abc import Mapping
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.i18n import N_
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.plan.model import Plan


class PlanRow(NamedTuple):
    """One plan of several."""

    name: str
    """What it is called for short."""
    plan: Plan
    findings: int
    """How many problems `check` says of it."""

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Numbers of sections, tasks, units and findings."""
        plan = self.plan
        return len(plan.sections), len(plan.items), len(plan.units), self.findings


class PlanListView(NamedTuple):
    """Plans, a row each."""

    plan: Plan
    """All of them as one."""
    rows: tuple[PlanRow, ...]

    def data(self) -> Mapping[str, object]:
        """The plans under `plans`."""
        from dutymatrix.markup import json_

        return {
            **json_.head(None),
            "plans": [
                {
                    "name": row.name,
                    "plan": row.plan.title,
                    "path": row.plan.file,
                    "document_number": row.plan.document_number,
                    "issued_on": row.plan.issued_on.isoformat() if row.plan.issued_on else None,
                    **dict(
                        zip(("sections", "tasks", "units", "findings"), row.counts, strict=True)
                    ),
                }
                for row in self.rows
            ],
        }

    def sheets(self, words: NullTranslations) -> tuple[Table, ...]:
        """The plans, and how many tasks they have together."""
        n, tasks = len(self.rows), sum(row.counts[1] for row in self.rows)
        note = words.gettext("{plans}, {tasks}").format(
            plans=words.ngettext("{n} plan", "{n} plans", n).format(n=n),
            tasks=words.ngettext("{n} task", "{n} tasks", tasks).format(n=tasks),
        )
        table = self.records()
        # Where a file is, is for programs.
        at = [place for place, column in enumerate(table.columns) if column.key != "path"]
        return (
            Table(
                tuple(table.columns[place] for place in at),
                tuple(tuple(row[place] for place in at) for row in table.rows),
                notes=(note,),
            ),
        )

    def records(self) -> Table:
        """A row for each plan."""

        def cells(row: PlanRow) -> tuple[Cell, ...]:
            plan = row.plan
            return (
                row.name,
                plan.title,
                plan.document_number,
                plan.issued_on,
                *row.counts,
                plan.file,
            )

        return Table(
            columns=(
                Column("name", N_("Plan")),
                Column("plan", N_("Title"), folds=True),
                Column("document_number", N_("Document number"), folds=True),
                Column("issued_on", N_("Issued on")),
                Column("sections", N_("Number of sections")),
                Column("tasks", N_("Number of tasks")),
                Column("units", N_("Number of units")),
                Column("findings", N_("Problems found")),
                Column("path", N_("Plan file")),
            ),
            rows=tuple(map(cells, self.rows)),
        )

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()
