"""`progress close`: the keeper says that a task is done (销号)."""

from datetime import date

import typer

from dutymatrix.cli import console, progressfile
from dutymatrix.cli.options import NumbersArgument, PlanOption, read_day, with_groups
from dutymatrix.cli.progressfile import Decision
from dutymatrix.i18n import _, listed


@with_groups
def progress_close(
    ctx: typer.Context,
    *,
    numbers: NumbersArgument,
    decision: Decision,
    plan: PlanOption = None,
) -> int:
    """Close tasks that are done, whatever units report; their light goes out.

    Who closed it and when is git's to say: commit the file.
    """
    from dutymatrix.progress.account import Act, ActKind

    known = progressfile.load(plan or ctx.obj.plan)
    act = Act(ActKind.CLOSED, read_day(decision.on) or date.today(), decision.note)
    done = progressfile.decide(known, numbers, act, dry_run=decision.dry_run)
    for label, inside in progressfile.open_inside(known, numbers):
        console.tell(
            _("{label} is closed although these in it are open: {tasks}").format(
                label=label, tasks=listed(inside)
            )
        )
    for label, units in progressfile.open_words(known, numbers):
        console.tell(
            _("{label} is closed although these say that it is not done: {units}").format(
                label=label, units=listed(units)
            )
        )
    return done
