"""`git-setup`: git compares and merges the plan by tasks and units."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import console, session, store
from dutymatrix.cli.options import PlanOption
from dutymatrix.error import PlanNotFoundError
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


def place_of(plan: Path | None) -> "Place":
    """The repository that a plan is in, which need not be there yet, and its path in it."""
    from dutymatrix.revision.git import Repository
    from dutymatrix.revision.git_setup import Place

    try:
        file = session.find_plan(plan)
    except PlanNotFoundError:  # there may be one later
        file = Path(session.PLAN_NAME)
    repository = Repository.discover(file)
    return Place(repository, repository.path_of(file))


def take(place: "Place", steps: "Iterable[Step]") -> None:
    """Do what is to be done."""
    for step in steps:
        _take(place, step)


def tell_kept(steps: "Iterable[Step]") -> None:
    """Say what of other people's stays as it is."""
    from dutymatrix.revision import git_setup as wiring

    for step in steps:
        if isinstance(step, wiring.Foreign):
            said = _("{key} is {value}, which somebody else set; it stays")
            console.tell(said.format(key=step.key, value=step.value))
        elif isinstance(step, wiring.Edited):
            console.tell(_("{file} was edited since; it stays").format(file=step.path))


def _take(place: "Place", step: "Step") -> None:
    from dutymatrix.revision import git_setup as wiring

    match step:
        case wiring.Setting():
            wiring.do(place, step)
        case wiring.Rewriting(path, _before, None):
            path.unlink()
        case wiring.Rewriting(path, before, str(text), executable):
            path.parent.mkdir(parents=True, exist_ok=True)
            old, new = (each.encode("utf-8", "surrogateescape") for each in (before, text))
            store.edit_file(path, old, new)
            if executable:
                path.chmod(path.stat().st_mode | 0o111)
