"""`merge-driver`: git has plans merged by task and unit."""

from pathlib import Path
from typing import Annotated

import typer

from dutymatrix.cli import console, session, store
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
    merged so is merged line by line, as git does it, if that keeps tasks apart.
    """
    from dutymatrix.revision.linewise import Files
    from dutymatrix.revision.merge_driver import merge_files

    name = path or str(ours)
    files = Files(*map(session.read_whole, (base, ours, theirs)))
    outcome = merge_files(files, size)
    if outcome.reason:
        said = _("{file}: merged line by line, not by tasks: {reason}")
        console.complain(said.format(file=name, reason=outcome.reason))
    for line, title, what in outcome.conflicts:
        console.complain(": ".join(filter(None, (f"{name}:{line}", title, what))))
    store.edit_file(ours, files.ours, outcome.data)
    return 0 if outcome.is_clean else 1
