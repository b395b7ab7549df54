"""`merge-driver`: git has plans merged by task and unit."""

from pathlib import Path
from typing import Annotated

import typer

from dutymatrix.cli import console, session
from dutymatrix.error import UnreadableFileError
from dutymatrix.i18n import N_, _


def merge_driver(
    base: Annotated[
        Path, typer.Argument(metavar="%O", help=N_("The version that both sides come from."))
    ],
    ours: Annotated[
        Path, typer.Argument(metavar="%A", help=N_("Our version; the result is written there."))
    ],
    theirs: Annotated[Path, typer.Argument(metavar="%B", help=N_("Their version."))],
    size: Annotated[
        int, typer.Argument(metavar="%L", help=N_("How long conflict markers are."), min=1)
    ] = 7,
    path: Annotated[
        str, typer.Argument(metavar="%P", help=N_("The path that messages name."))
    ] = "",
) -> int:
    """Merge two versions of a plan by task and unit.

    git-setup has git run this. Exits with 1 where a person has to decide; what cannot be
    merged so is merged line by line, as git does it.
    """
    from dutymatrix.revision.merge_driver import Files, merge_files

    name = path or str(ours)
    outcome = merge_files(Files(*map(_read, (base, ours, theirs))), size)
    if outcome.reason:
        said = _("{file}: merged line by line, not by tasks: {reason}")
        console.tell(said.format(file=name, reason=outcome.reason))
    for line, title, what in outcome.conflicts:
        console.tell(": ".join(filter(None, (f"{name}:{line}", title, what))))
    session.write_file(ours, outcome.data)
    return 0 if outcome.is_clean else 1


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(str(path), error) from None
