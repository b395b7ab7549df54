"""`progress extend`: the keeper gives a task a later deadline (延期)."""

from typing import Annotated

import typer

from dutymatrix.cli import progressfile
from dutymatrix.cli.filters import read_period
from dutymatrix.cli.options import NumbersArgument, PlanOption
from dutymatrix.cli.progressfile import DryRunOption, NoteOption
from dutymatrix.i18n import N_


def progress_extend(
    ctx: typer.Context,
    *,
    numbers: NumbersArgument,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar=N_("DATE"),
            help=N_("The new deadline: 2019-06-30, 2019年6月底."),
            show_default=False,
        ),
    ],
    note: NoteOption = "",
    dry_run: DryRunOption = False,
    plan: PlanOption = None,
) -> int:
    """Give tasks a later deadline; the plan's own stays, and is shown beside it."""
    from dutymatrix.progress.account import Act, ActKind

    known = progressfile.load(plan or ctx.obj.plan)
    until = read_period(to)
    assert until  # an empty one is no date
    act = Act(ActKind.EXTENDED, until.last, note)
    return progressfile.decide(known, numbers, act, dry_run=dry_run)
