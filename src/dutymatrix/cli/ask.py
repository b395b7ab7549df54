"""The commands that ask: who does what."""

from typing import Annotated

import typer

from dutymatrix.cli import complete, session
from dutymatrix.cli.options import TEXT_FORMATS, FormatOption, OutputOption, PlanOption
from dutymatrix.i18n import N_

Units = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("UNIT..."),
        help=N_("A unit or group: its name, a part of it, or its pinyin initials."),
        autocompletion=complete.units,
    ),
]
Numbers = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("NUMBER..."),
        help=N_("A task: 3.3, 三·3 or （三）3."),
        autocompletion=complete.numbers,
    ),
]


def duties(
    ctx: typer.Context,
    units: Units,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """What a unit leads and joins, who leads it, and by when.

    Duties that reach the unit through a group are listed after its own and
    counted apart. Below the list stands what it cannot say: groups whose
    members the plan does not list, and the chapters that bind everybody.
    """
    from dutymatrix.dutylist import duties_of
    from dutymatrix.render.duty import DutyView

    loaded = session.load(plan or ctx.obj.plan)
    names = dict.fromkeys(session.resolve(loaded, typed) for typed in units)
    view = DutyView(loaded, tuple(duties_of(loaded, name) for name in names))
    session.answer(view, format_, output, TEXT_FORMATS, pager=ctx.obj.pager)


def task(
    ctx: typer.Context,
    numbers: Numbers,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Everything about a task: wording, units, deadlines, and where it stands.

    The last line is its place in the plan file, to open it there.
    """
    from dutymatrix.outline import find_item
    from dutymatrix.render.task import TaskView

    loaded = session.load(plan or ctx.obj.plan)
    items = dict.fromkeys(find_item(loaded, typed) for typed in numbers)
    session.answer(
        TaskView(loaded, tuple(items)), format_, output, TEXT_FORMATS, pager=ctx.obj.pager
    )
