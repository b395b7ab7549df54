"""Letters in rounds: each in a folder of its own, and one table of them all.

The table says who was told of which revision, so that the next round goes on from there.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import console, session, store
from dutymatrix.cli.formats import encoded, render
from dutymatrix.cli.handout import write_folder
from dutymatrix.error import DutymatrixError, UnwritableFileError
from dutymatrix.i18n import _
from dutymatrix.markup.view import Options
from dutymatrix.paper.folder import safe_name
from dutymatrix.plan.model import Plan, Unit
from dutymatrix.screen.rounds import RoundsView, Row, read_table

if TYPE_CHECKING:
    from dutymatrix.paper.folder import FolderFile
    from dutymatrix.revision.version import Version

TABLE = "发函情况.csv"
"""What the table is called."""

_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT = 10
_LONGEST = 24
"""So much of the name of a version stands in the name of a folder."""


class ForeignRoundsError(DutymatrixError):
    """A file that is not ours stands where the table belongs."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is not a table of letters; it is not replaced").format(file=file)
            + "\n"
            + _("rename it, or name another folder after --notices")
        )


class NoRoundError(DutymatrixError):
    """Nobody was told anything yet."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            _("no letters were written to {folder} yet").format(folder=folder)
            + "\n"
            + _("name the version before: dutymatrix diff OLD --notices {folder}").format(
                folder=folder
            )
        )


class LostRoundError(DutymatrixError):
    """What the last letters told of is nowhere any more."""

    def __init__(self, folder: str, day: str, name: str) -> None:
        super().__init__(
            _("the version that the letters of {day} told of, {name}, is no longer there").format(
                day=day, name=name
            )
            + "\n"
            + _("name the version before: dutymatrix diff OLD --notices {folder}").format(
                folder=folder
            )
        )


class Round(NamedTuple):
    """What a round of letters tells of."""

    day: date | None
    """The day that was typed; else it is that of the commit, else today."""
    before: "Version"
    after: "Version"
    names: tuple[str, str]
    """What papers call both versions."""
    scope: str = ""
    """The one unit that is told; "" where all are."""


def rounds_in(folder: Path) -> tuple[Row, ...]:
    """The letters that were written to a folder.

    Raises:
        ForeignRoundsError: What stands in the place of their table is none.
    """
    path = folder / TABLE
    if not path.exists():
        return ()
    rows = read_table(session.read_whole(path))
    if rows is None:
        raise ForeignRoundsError(str(path))
    return rows


def view_of(folder: Path, typed: str | None) -> RoundsView:
    """Who was told what: one unit, as people type it, or all."""
    rows = rounds_in(folder)
    if typed:
        told = Plan(title="", units=tuple(map(Unit, dict.fromkeys(row.unit for row in rows))))
        unit = session.resolve(told, typed)
        rows = tuple(row for row in rows if row.unit == unit)
    return RoundsView(Plan(title=str(folder)), rows)


def write_round(
    folder: Path, told: Round, files: "Iterable[FolderFile]", format_: str, *, clean: bool = False
) -> None:
    """Write the letters of a round into a folder of their own, and the table of all.

    The same round again takes the place of itself; `clean` removes letters that it has no more.

    Raises:
        ForeignFileError: A file is there that no index of ours lists; nothing was written.
        ForeignRoundsError: So it is with the table.
        UnwritableFileError: A file or folder cannot be written.
    """
    pieces = [*files]
    if not getattr(pieces[0].handout(), "rows", ()):
        console.tell(_("the revision touches nobody; no letters were written"))
        return
    rows = rounds_in(folder)
    commit = told.after.commit
    day = told.day or (commit.date.date() if commit else date.today())
    row = Row(
        day.isoformat(),
        "",
        *told.names,
        scope=told.scope,
        old_version=_name(told.before, folder),
        new_version=_name(told.after, folder),
        old_digest=told.before.digest,
        new_digest=told.after.digest,
    )
    again = next((each for each in rows if _revision(each) == _revision(row)), None)
    if again and not told.day:
        row = row._replace(day=again.day, folder=again.folder)
    else:
        row = row._replace(folder=_folder_name(row, rows))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(str(folder), error) from None
    write_folder(pieces, folder / row.folder, format_, clean=clean)
    if not told.after.commit:
        console.tell(
            _("--since-last will begin with {file} as it is now: commit it, or keep it").format(
                file=told.after.file
            )
        )
    letters = [
        row._replace(unit=str(unit), to=str(to), tasks=tasks, file=str(file))
        for _n, unit, to, _call, tasks, file in getattr(pieces[0].handout(), "rows", ())
        if file
    ]
    kept = [each for each in rows if each.folder != row.folder]
    _save(folder, (*kept, *(letters or [row])))


def last_told(folder: Path, path: Path, plan: Plan, typed: str | None) -> "Version":
    """The version that the last letters told of: what the next ones begin with.

    A round for one unit alone is none for the others.

    Args:
        folder: Where the letters are.
        path: The plan file.
        plan: The plan in it.
        typed: The unit that is to be told, as people type it, if it is one alone.

    Raises:
        NoRoundError: There were none.
        LostRoundError: Neither git nor the file has that version any more.
    """
    rows = rounds_in(folder)
    unit = session.resolve(plan, typed) if typed and rows else ""
    rows = tuple(row for row in rows if row.scope in ("", unit))
    if not rows:
        raise NoRoundError(str(folder))
    for version in _versions(rows[-1], folder, path):
        if version.digest == rows[-1].new_digest:
            return version
    raise LostRoundError(str(folder), rows[-1].day, rows[-1].new)


def _versions(row: Row, folder: Path, plan: Path) -> "Iterator[Version]":
    """Where the version after a round may be: in its commit, in one made since, in its file."""
    from dutymatrix.revision.version import FileSide, RevisionSide, find_commit, read_side

    with suppress(DutymatrixError):
        if _COMMIT.fullmatch(row.new_version):
            yield read_side(RevisionSide(row.new_version[:_SHORT]), plan)
    if commit := find_commit(row.new_digest, plan):
        yield read_side(RevisionSide(commit.short), plan)
    with suppress(DutymatrixError):
        yield read_side(FileSide(folder / row.new_version), plan)


def _name(version: "Version", folder: Path) -> str:
    """A version as the table has it."""
    if version.commit:
        return version.commit.id
    try:
        return Path(os.path.relpath(version.file, folder)).as_posix()
    except ValueError:  # on another drive
        return version.file


def _folder_name(row: Row, rows: Sequence[Row]) -> str:
    """The name of a round's folder: its day and its two versions, and no other round's."""
    old, new = (safe_name(name)[:_LONGEST] for name in (row.old, row.new))
    name = f"{row.day}_{old}_{new}"
    taken = {each.folder: each for each in rows}
    for n in count(2):
        other = taken.get(name)
        if other is None or _revision(other) == _revision(row):
            return name
        name = f"{row.day}_{old}_{new}_{n}"
    raise AssertionError  # numbers do not end


def _revision(row: Row) -> tuple[str, ...]:
    return row.old_digest, row.new_digest, row.scope


def _save(folder: Path, rows: tuple[Row, ...]) -> None:
    written = render(RoundsView(Plan(title=""), rows), Options("csv", to_file=True))
    store.write_pieces(folder / TABLE, encoded(written))
