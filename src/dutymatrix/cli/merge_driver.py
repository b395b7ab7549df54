"""`merge-driver`: git has plans merged by task and unit."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import bar, console, session, store
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from dutymatrix.revision.invocation import Invocation
    from dutymatrix.revision.merge_driver import Outcome


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
    base_label: Annotated[
        str, typer.Argument(metavar="%S", help=N_("What the marks of a conflict call the first."))
    ] = "",
    our_label: Annotated[
        str, typer.Argument(metavar="%X", help=N_("What they call our version."))
    ] = "",
    their_label: Annotated[
        str, typer.Argument(metavar="%Y", help=N_("What they call their version."))
    ] = "",
) -> int:
    """Merge two versions of a plan by task and unit.

    git-setup has git run this. Exits with 1 where a person has to decide; what cannot be
    merged so is merged line by line, as git does it, if that keeps tasks apart.
    """
    from dutymatrix.revision.invocation import find_invocation
    from dutymatrix.revision.linewise import Files
    from dutymatrix.revision.merge_driver import merge_files

    name = path or str(ours)
    if "GIT_PAGER_IN_USE" in os.environ:
        bar.end()
    files = Files(*map(session.read_whole, (base, ours, theirs)))
    # Git before 2.44 leaves these as they stand in the settings.
    told = (base_label, our_label, their_label)
    call = find_invocation(size, name, () if told == ("%S", "%X", "%Y") else told)
    bar.doing(_("merging {file}").format(file=name))
    outcome = merge_files(files, call)
    store.edit_file(ours, files.ours, outcome.data)
    # Nobody ever sees what is only the base of another merge.
    for said in () if call.is_inner else _said(name, outcome, call):
        console.complain(said)
    return 0 if outcome.is_clean else 1


def _said(name: str, outcome: "Outcome", call: "Invocation") -> Iterator[str]:
    """What became of a merge, in lines for people."""
    if outcome.reason:
        said = _("{file}: merged line by line, not by tasks: {reason}")
        yield said.format(file=name, reason=outcome.reason)
    for line, title, what in outcome.conflicts:
        place = f"{name}:{line}" if line else name
        yield ": ".join(filter(None, (place, title, what)))
    if outcome.is_clean and outcome.conflicts:
        said = _("{file}: {side} holds there, as -X {favored} asks")
        side = call.marks.named(call.favored)
        yield said.format(file=name, side=side, favored=call.favored)
