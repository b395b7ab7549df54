"""`task`: everything about a task."""

import typer

from dutymatrix.cli import noun, session
from dutymatrix.cli.formats import TEXT_FORMATS
from dutymatrix.cli.options import (
    AsOfOption,
    FormatOption,
    NumbersArgument,
    OutputOption,
    PlanOption,
    as_of,
)


def task(
    ctx: typer.Context,
    numbers: NumbersArgument,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    as_of_: AsOfOption = None,
) -> None:
    """Everything about a task: wording, units, deadlines, and where it stands.

    The last line is its place in the plan file, to open it there.
    """
    from dutymatrix.screen.task import TaskView

    loaded = session.load(plan or ctx.obj.plan, as_of(as_of_))
    items = dict.fromkeys(noun.find_items(loaded, numbers))
    session.answer(
        TaskView(loaded, tuple(items)), format_, output, TEXT_FORMATS, pager=ctx.obj.pager
    )
