"""`plans`: which plans there are, and what each holds."""

import typer

from dutymatrix.cli import session, several
from dutymatrix.cli.formats import offered_by
from dutymatrix.cli.options import FormatOption, OutputOption, Source, with_groups

_FORMATS = offered_by("plans")


@with_groups
def plans(
    ctx: typer.Context,
    *,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """The plans of a folder, the newest first: title, number, date, tasks, units, findings.

    Whatever is asked of several plans, says of each task whose it is by the name in the first
    column; so may whoever asks: task 禁毒 三·3.
    """
    from dutymatrix.screen.plans import PlanListView, PlanRow

    loaded = several.load_counted(source.asked(ctx.obj))
    rows = (PlanRow(name, plan, loaded.known_findings[name]) for name, plan in loaded.plans.items())
    view = PlanListView(loaded, tuple(rows))
    session.answer(view, format_, output, _FORMATS, pager=ctx.obj.pager)
