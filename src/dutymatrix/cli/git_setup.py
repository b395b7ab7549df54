"""`git-setup`: git compares and merges the plan by tasks and units."""

from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import console, session
from dutymatrix.cli.options import PlanOption
from dutymatrix.cli.wiring import place_of, take, tell_kept
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from dutymatrix.revision.git_setup import Place, Step


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
        typer.Option(
            "--hook", help=N_("Have git check staged plans before each commit and merge, too.")
        ),
    ] = False,
    textconv: Annotated[
        bool,
        typer.Option(
            "--textconv",
            help=N_(
                "Have git diff, show and log -p show one fact per line, in place of the lines."
            ),
        ),
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help=N_("Remove what git-setup added."))] = False,
    show: Annotated[
        bool, typer.Option("--print", help=N_("Show what would be done, and do nothing."))
    ] = False,
) -> int:
    """Let git merge the plan by tasks and units, and name the task above each change.

    git diff stays git's; git plan-diff is dutymatrix diff. Settings made by others are kept.
    Where dutymatrix is not installed, git works as before.
    """
    from dutymatrix.revision import git_setup as wiring
    from dutymatrix.revision.git_setup import Place

    place = Place(None, session.PLAN_NAME) if everywhere else place_of(plan or ctx.obj.plan)
    # All of them, before anything is done.
    setup = (
        wiring.iter_undo(place) if undo else wiring.iter_setup(place, hook=hook, textconv=textconv)
    )
    steps = list(setup)
    if show:
        console.show("".join(wiring.describe(place, step) for step in steps), "table")
    else:
        take(place, steps)
        wiring.forget_facts(place)
        if undo:
            wiring.forget_all(place)
    tell_kept(steps)
    if not steps:
        console.tell(_("there is nothing to do"))
    elif not show:
        console.tell(_("removed") if undo else _("git knows plans now"))
    if not (undo or show):
        _tell_limits(place, steps, textconv)
    return 0


def _tell_limits(place: "Place", steps: "list[Step]", textconv: bool) -> None:
    """Say what it costs, and what cannot be had here."""
    from dutymatrix.revision import git_setup as wiring

    if textconv:
        console.tell(
            _(
                "what the facts cost: such a patch cannot be applied, git blame counts the lines "
                "of another text, comments and layout are no difference; --no-textconv shows "
                "the file"
            )
        )
    elif any(isinstance(s, wiring.Setting) and s.value is None for s in steps):
        console.tell(_("git diff shows the lines of the file again; --textconv is a choice now"))
    if place.repository and not place.repository.top:
        console.tell(
            _(
                "nobody merges in a bare repository or has files there: the merge driver, line "
                "ends and hooks come to life in the clones, by git-setup in each"
            )
        )
    if steps and not wiring.is_in_force(place):
        console.tell(
            _("other attributes say otherwise of {file}: git check-attr -a {file}").format(
                file=place.file
            )
        )
