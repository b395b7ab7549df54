"""`stats`: how the work is spread."""

import typer

from dutymatrix.cli import session, several
from dutymatrix.cli.filters import Filters, select
from dutymatrix.cli.formats import choose_format, offered_by
from dutymatrix.cli.handout import PaperOptions, print_out
from dutymatrix.cli.options import FormatOption, OutputOption, Source, as_of, with_groups
from dutymatrix.cli.whatif import Supposed, imagine
from dutymatrix.i18n import messages_in

_FORMATS = offered_by("stats")


@with_groups
def stats(
    ctx: typer.Context,
    *,
    supposed: Supposed,
    paper: PaperOptions,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """How the work is spread: who carries how much, what hangs on one unit, who works together.

    Who works together is found by modularity in the graph of shared tasks (greedy algorithm of
    Clauset, Newman and Moore). JSON has how concentrated the leads are, too: the sum of the
    squared shares (Herfindahl index).

    --merge, --drop and --rename show a reorganization before it is written down.
    """
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.stats import stats_of
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.stats import StatsView

    # What is supposed is supposed of all tasks.
    load = several.load if any(supposed) else several.open_
    imagined = imagine(load(source.asked(ctx.obj), as_of(filters.as_of)), supposed)
    wanted, conditions = select(imagined.plan, filters)
    counted = None if any(supposed) or wanted else several.count_stats(imagined.plan)
    if counted:
        loaded, figures = counted
        n = loaded.size
    else:
        loaded = several.part_met_by(imagined.plan, wanted, full=False)
        items = select_items(loaded, wanted)
        figures, n = stats_of(build_graph(loaded, items)), len(items)
    view = StatsView(
        loaded,
        figures,
        n,
        conditions,
        imagined.changed,
        imagined.gone,
    )
    chosen = choose_format(format_, str(output) if output else None, _FORMATS)
    name = messages_in(loaded.language).gettext("How the work is spread")
    if not print_out(view, name, paper, chosen, output):
        session.answer(view, chosen, output, _FORMATS, pager=ctx.obj.pager)
