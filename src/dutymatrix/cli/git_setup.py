"""`git-setup`: git compares and merges the plan by tasks and units."""

from typing import Annotated

import typer

from dutymatrix.cli import console, session
from dutymatrix.cli.options import PlanOption
from dutymatrix.cli.wiring import place_of, take, tell_kept
from dutymatrix.i18n import N_, _


def git_setup(
    ctx: typer.Context,
    plan: PlanOption = None,
    everywhere: Annotated[
        bool,
        typer.Option(
            "--global/--local",
            help=N_("--local: for this repository (the default); --global: for all yours."),
            show_default=False,
        ),
    ] = False,
    hook: Annotated[
        bool,
        typer.Option("--hook", help=N_("Have git check the staged plan before each commit, too.")),
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help=N_("Take away again what was put there."))
    ] = False,
    show: Annotated[
        bool, typer.Option("--print", help=N_("Show what would be done, and do nothing."))
    ] = False,
) -> int:
    """Let git compare and merge the plan by tasks and units.

    Then git diff, log -p, show and blame say one fact a line, and git merge takes tasks for
    tasks. Settings of others stay. Where dutymatrix is not installed, git works as before.
    """
    from dutymatrix.revision import git_setup as wiring
    from dutymatrix.revision.git_setup import Place

    place = Place(None, session.PLAN_NAME) if everywhere else place_of(plan or ctx.obj.plan)
    # All of them, before anything is done.
    steps = list(wiring.iter_undo(place) if undo else wiring.iter_setup(place, hook=hook))
    if show:
        console.show("".join(wiring.describe(place, step) for step in steps), "table")
    else:
        take(place, steps)
        if undo:
            wiring.forget_all(place)
    tell_kept(steps)
    if not steps:
        console.tell(_("there is nothing to do"))
    elif not show:
        console.tell(_("taken away") if undo else _("git knows plans now"))
        if not undo and not wiring.is_in_force(place):
            console.tell(
                _("other attributes say otherwise of {file}: git check-attr -a {file}").format(
                    file=place.file
                )
            )
    return 0
