"""Who was told what of which revision: the table of all letters, as it looks and as it is kept.

It is kept as csv in the folder of the letters, for people and for the next round, which goes on
from where the last one ended.
"""

from collections.abc import Mapping
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.i18n import CHINESE, N_, messages_in
from dutymatrix.markup.delimited import read_rows
from dutymatrix.markup.view import Column, Table
from dutymatrix.plan.model import Plan


class Row(NamedTuple):
    """A letter of a round; a round in which nobody was to be written to has one without a unit."""

    day: str
    """The day of the round, as in 2018-11-28."""
    folder: str
    """Where the letters of the round are."""
    old: str
    """What papers call the version before."""
    new: str
    unit: str = ""
    to: str = ""
    """The addressee."""
    tasks: int | None = None
    """How many tasks change for it."""
    file: str = ""
    scope: str = ""
    """The one unit that the round was for; "" where it was for all."""
    old_version: str = ""
    """The version before: the id of a commit, or a path from the folder of the letters."""
    new_version: str = ""
    old_digest: str = ""
    """What git calls the content of the version before."""
    new_digest: str = ""


_COLUMNS = (
    Column("day", N_("Day")),
    Column("folder", N_("Folder"), folds=True),
    Column("old", N_("Before"), folds=True),
    Column("new", N_("After"), folds=True),
    Column("unit", N_("Unit")),
    Column("to", N_("Addressee")),
    Column("tasks", N_("Tasks changed")),
    Column("file", N_("File"), folds=True),
    Column("scope", N_("Only for")),
    Column("old_version", N_("Version before")),
    Column("new_version", N_("Version after")),
    Column("old_digest", N_("Content before")),
    Column("new_digest", N_("Content after")),
)
_SHOWN = ("day", "old", "new", "unit", "tasks", "file")


class RoundsView(NamedTuple):
    """All letters, round by round."""

    plan: Plan
    """None: it has the name of the folder."""
    rows: tuple[Row, ...]

    def data(self) -> Mapping[str, object]:
        """The rows under `letters`, with the columns of the table as keys."""
        from dutymatrix.markup import json_

        return {**json_.head(None), "letters": [row._asdict() for row in self.rows]}

    def sheets(self, words: NullTranslations) -> tuple[Table, ...]:
        """A row for each letter, and how many there are."""
        rounds = len({row.folder for row in self.rows})
        letters = sum(bool(row.file) for row in self.rows)
        note = words.gettext("{rounds}, {letters}").format(
            rounds=words.ngettext("{n} round", "{n} rounds", rounds).format(n=rounds),
            letters=words.ngettext("{n} letter", "{n} letters", letters).format(n=letters),
        )
        columns = tuple(column for column in _COLUMNS if column.key in _SHOWN)
        rows = tuple(tuple(getattr(row, key) for key in _SHOWN) for row in self.rows)
        return (Table(columns, rows, title=self.plan.title, notes=(note,)),)

    def records(self) -> Table:
        """All columns."""
        return Table(_COLUMNS, self.rows)

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()


def read_table(data: bytes) -> tuple[Row, ...] | None:
    """The rows of a kept table; None where it is not such a table."""
    rows = read_rows(data, _COLUMNS, messages_in(CHINESE))
    return None if rows is None else tuple(map(_row, rows))


def _row(said: Mapping[str, str]) -> Row:
    tasks = int(said["tasks"]) if said["tasks"].isdecimal() else None
    return Row(**{**said, "tasks": tasks})  # type: ignore[arg-type]
