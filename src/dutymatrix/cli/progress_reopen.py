"""`progress reopen`: the keeper takes a closing back."""

from datetime import date

import typer

from dutymatrix.cli import progressfile
from dutymatrix.cli.options import NumbersArgument, PlanOption, read_day, with_groups
from dutymatrix.cli.progressfile import Decision


@with_groups
def progress_reopen(
    ctx: typer.Context,
    *,
    numbers: NumbersArgument,
    decision: Decision,
    plan: PlanOption = None,
) -> int:
    """Reopen tasks that were closed; they have a light again."""
    from dutymatrix.progress.account import Act, ActKind

    known = progressfile.load(plan or ctx.obj.plan)
    act = Act(ActKind.REOPENED, read_day(decision.on) or date.today(), decision.note)
    return progressfile.decide(known, numbers, act, dry_run=decision.dry_run)
