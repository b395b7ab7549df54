"""`progress reopen`: the keeper takes a closing back."""

from datetime import date
from typing import Annotated

import typer

from dutymatrix.cli import progressfile
from dutymatrix.cli.options import NumbersArgument, PlanOption, read_day
from dutymatrix.cli.progressfile import DryRunOption, NoteOption
from dutymatrix.i18n import N_


def progress_reopen(
    ctx: typer.Context,
    *,
    numbers: NumbersArgument,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar=N_("DATE"),
            help=N_("The day of reopening; else today."),
            show_default=False,
        ),
    ] = None,
    note: NoteOption = "",
    dry_run: DryRunOption = False,
    plan: PlanOption = None,
) -> int:
    """Reopen tasks that were closed; they have a light again."""
    from dutymatrix.progress.account import Act, ActKind

    known = progressfile.load(plan or ctx.obj.plan)
    act = Act(ActKind.REOPENED, read_day(on) or date.today(), note)
    return progressfile.decide(known, numbers, act, dry_run=dry_run)
