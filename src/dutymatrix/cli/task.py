"""`task`: everything about a task."""

import typer

from dutymatrix.cli import session, several
from dutymatrix.cli.formats import DOCUMENTS, choose_format, offered_by
from dutymatrix.cli.handout import PaperOptions, print_out
from dutymatrix.cli.lights import ledger_beside
from dutymatrix.cli.named import find_items
from dutymatrix.cli.options import (
    AsOfOption,
    FormatOption,
    NumbersArgument,
    OutputOption,
    Source,
    as_of,
    with_groups,
)
from dutymatrix.i18n import listed

_FORMATS = offered_by("task")


@with_groups
def task(
    ctx: typer.Context,
    *,
    numbers: NumbersArgument,
    paper: PaperOptions,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
    as_of_: AsOfOption = None,
) -> None:
    """Everything about a task: wording, units, deadlines, and its place.

    The last line is its place in the plan file, to open it there.
    """
    from dutymatrix.screen.task import TaskView

    loaded = several.open_(source.asked(ctx.obj), as_of(as_of_))
    loaded = several.part_named(loaded, numbers)
    items = dict.fromkeys(find_items(loaded, numbers))
    chosen = choose_format(format_, str(output) if output else None, _FORMATS)
    ledger = ledger_beside(loaded, None, needed=False)
    rows = ledger.row_by_number if ledger else {}
    view = TaskView(loaded, tuple(items), chosen not in DOCUMENTS, rows)
    if not print_out(view, listed(item.label for item in items), paper, chosen, output):
        session.answer(view, chosen, output, _FORMATS, pager=ctx.obj.pager)
