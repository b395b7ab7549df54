"""The table of a folder of documents that became plan files: as it looks, and as it is kept.

It is kept as csv beside the plan files, for people and for the next run, which goes on from it.
"""

from collections import Counter
from collections.abc import Mapping
from enum import Enum
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.i18n import N_, messages_in
from dutymatrix.markup import delimited
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.plan.model import Plan


class Outcome(Enum):
    """What became of a document."""

    IMPORTED = "imported"
    """It was read, and its plan file written."""
    UNCHANGED = "unchanged"
    """It is as it was when its plan file was written."""
    KEPT = "kept"
    """Its plan file is not ours to replace: somebody edited it, or it was there before."""
    FAILED = "failed"
    """It could not be read."""


OUTCOME_WORDS = {
    Outcome.IMPORTED: N_("imported"),
    Outcome.UNCHANGED: N_("unchanged"),
    Outcome.KEPT: N_("plan file kept"),
    Outcome.FAILED: N_("not read"),
}


class Row(NamedTuple):
    """A document and its plan file."""

    document: str
    """Its path from the folder of the plan files, with slashes."""
    plan_file: str
    """The path of the plan file in that folder."""
    outcome: Outcome
    tasks: int = 0
    lists: int = 0
    """Lists of units that are in the plan."""
    left: int = 0
    """What looks like a list and is not."""
    assignments: int = 0
    findings: int = 0
    said: str = ""
    """Why it was not read, or its plan file not replaced."""
    digest: str = ""
    """SHA-256 of the document that the plan file was made of."""
    plan_digest: str = ""
    """SHA-256 of the plan file as it was written; "" where none was."""


_COLUMNS = (
    Column("document", N_("Document"), folds=True),
    Column("plan_file", N_("Plan file"), folds=True),
    Column("outcome", N_("Outcome")),
    Column("tasks", N_("Tasks found")),
    Column("lists", N_("Lists")),
    Column("left", N_("Left")),
    Column("assignments", N_("Assignments")),
    Column("findings", N_("Findings")),
    Column("said", N_("Remark"), folds=True),
    Column("digest", N_("SHA-256 of the document")),
    Column("plan_digest", N_("SHA-256 of the plan file")),
)
# On the screen the plan files are not named: they are called as the documents.
_SHOWN = ("document", "outcome", "tasks", "lists", "left", "findings", "said")
_COUNTS = ("tasks", "lists", "left", "assignments", "findings")


class ManifestView(NamedTuple):
    """What became of the documents of a folder."""

    plan: Plan
    """None of them: it has the name of the folder."""
    rows: tuple[Row, ...]

    def data(self) -> Mapping[str, object]:
        """The rows under `documents`, with the columns of the table as keys."""
        from dutymatrix.markup import json_

        rows = [{**row._asdict(), "outcome": row.outcome.value} for row in self.rows]
        return {**json_.head(None), "documents": rows}

    def sheets(self, words: NullTranslations) -> tuple[Table, ...]:
        """A row for each document, and how many of each outcome."""
        places = [n for n, column in enumerate(_COLUMNS) if column.key in _SHOWN]
        rows = (_worded(row, words) for row in self.rows)
        counted = Counter(row.outcome for row in self.rows)
        note = " · ".join(
            f"{words.gettext(said)} {counted[outcome]}"
            for outcome, said in OUTCOME_WORDS.items()
            if counted[outcome]
        )
        return (
            Table(
                tuple(_COLUMNS[place] for place in places),
                tuple(tuple(row[place] for place in places) for row in rows),
                notes=(note,),
            ),
        )

    def records(self) -> Table:
        """All columns, with the words of the JSON."""
        return Table(_COLUMNS, tuple(_cells(row, row.outcome.value) for row in self.rows))

    def spreadsheet(self) -> Table:
        """All columns, in the plans' language."""
        words = messages_in(self.plan.language)
        return Table(_COLUMNS, tuple(_worded(row, words) for row in self.rows))


def _worded(row: Row, words: NullTranslations) -> tuple[Cell, ...]:
    return _cells(row, words.gettext(OUTCOME_WORDS[row.outcome]))


def _cells(row: Row, outcome: str) -> tuple[Cell, ...]:
    """A row with its outcome in words."""
    return tuple(outcome if isinstance(cell, Outcome) else cell for cell in row)


def read_rows(data: bytes, language: str) -> tuple[Row, ...] | None:
    """The rows of a kept table that have a plan file; None where it is not such a table."""
    rows = delimited.read_rows(data, _COLUMNS, messages_in(language))
    return None if rows is None else tuple(filter(None, map(_row, rows)))


def _row(said: Mapping[str, str]) -> Row | None:
    """A line of the table; None where no plan file is in it, or somebody spoiled it."""
    counts = [said[key] for key in _COUNTS]
    if not said["plan_digest"] or not all(map(str.isdecimal, counts)):
        return None
    tasks, lists, left, assignments, findings = map(int, counts)
    return Row(
        said["document"],
        said["plan_file"],
        Outcome.UNCHANGED,
        tasks,
        lists,
        left,
        assignments,
        findings,
        digest=said["digest"],
        plan_digest=said["plan_digest"],
    )
