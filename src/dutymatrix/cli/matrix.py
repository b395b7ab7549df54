"""`matrix`: the plan counted over two attributes."""

from typing import Annotated

import typer

from dutymatrix.cli import session, several, value
from dutymatrix.cli.filters import Filters, select
from dutymatrix.cli.formats import DOCUMENTS, TEXT_FORMATS, choose_format, offered_by
from dutymatrix.cli.handout import PaperOptions, make_page, print_out
from dutymatrix.cli.options import AXES, FormatOption, OutputOption, Source, as_of, with_groups
from dutymatrix.cli.whatif import Supposed, imagine
from dutymatrix.i18n import N_, current_messages
from dutymatrix.screen.condition import Condition

FORMATS = offered_by("matrix")

_MEASURES = ("count", "mark", "pair")
_MOST_ON_A4 = 14
"""Columns that a page of A4 on its side holds; more of them take A3."""


@with_groups
def matrix(
    ctx: typer.Context,
    *,
    rows: Annotated[
        str,
        typer.Option(
            "--rows",
            metavar=N_("AXIS"),
            help=N_("What the rows are: unit, task, section, plan, role, lead or year (due)."),
            autocompletion=value.offer(AXES),
        ),
    ] = "unit",
    columns: Annotated[
        str | None,
        typer.Option(
            "--cols",
            metavar=N_("AXIS"),
            help=N_(
                "What the columns are, of the same; else section, of several plans plan or year."
            ),
            autocompletion=value.offer(AXES),
            show_default=False,
        ),
    ] = None,
    cells: Annotated[
        str,
        typer.Option(
            "--cells",
            metavar=N_("CELLS"),
            help=N_("What the cells say: count, mark (牵 责 参 指) or pair (lead/join)."),
            autocompletion=value.offer(_MEASURES),
        ),
    ] = "count",
    transpose: Annotated[bool, typer.Option("--transpose", help=N_("Rows for columns."))] = False,
    sort: Annotated[bool, typer.Option("--sort", help=N_("The largest rows first."))] = False,
    top: Annotated[
        int | None,
        typer.Option("--top", metavar=N_("ROWS"), min=1, help=N_("Only the N largest rows.")),
    ] = None,
    zeros: Annotated[
        bool, typer.Option("--zeros", help=N_("Keep rows and columns without anything."))
    ] = False,
    supposed: Supposed,
    paper: PaperOptions,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """Count the plan over two attributes: units by sections, leads by years, units by units.

    With --rows task --cols unit --cells mark it is the responsibility assignment
    matrix. Unit by unit, a cell is the number of tasks that two units share.
    As html the plain question opens the page that report writes; any other is a table.
    On a terminal, one of many screens shows its largest rows and columns.
    """
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.matrix import Axis, Measure, crosstab, default_columns
    from dutymatrix.answer.whatif import WhatIf
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.matrix import MatrixView

    down = Axis(value.one_of(rows, AXES))
    across = Axis(value.one_of(columns, AXES)) if columns else None
    measure = Measure(value.one_of(cells, _MEASURES))
    name = choose_format(format_, str(output) if output else None, FORMATS)
    asked = source.asked(ctx.obj)
    is_whole = filters == Filters(as_of=filters.as_of) and not any(supposed)
    counted = None
    conditions: tuple[Condition, ...] = ()
    if is_whole and name in TEXT_FORMATS:
        # Of a data set nothing need be read that DuckDB can count.
        day = as_of(filters.as_of)
        counted = several.count(asked, down, across, measure, day, zeros=zeros)
    if counted:
        imagined, table = WhatIf(counted.plan, (), ()), counted.table
        loaded, chosen = counted.plan, counted.plan.size
    else:
        # What is supposed is supposed of all tasks, and the page has all.
        load = several.load if any(supposed) or name == "html" else several.open_
        imagined = imagine(load(asked, as_of(filters.as_of)), supposed)
        across = across or default_columns(imagined.plan)
        wanted, conditions = select(imagined.plan, filters)
        loaded = several.part_met_by(imagined.plan, wanted, full=False)
        items = select_items(loaded, wanted)
        chosen = len(items)
        table = crosstab(build_graph(loaded, items), down, across, measure, zeros=zeros)
    if transpose:
        table = table.transpose()
    if sort:
        table = table.sort_by_total()
    whole = table
    if top:
        table = table.top(top)
    view = MatrixView(
        loaded,
        table,
        chosen,
        conditions,
        imagined.changed,
        imagined.gone,
        left=len(whole.rows) - len(table.rows),
        asked=top is not None,
    )
    if name == "html" and _is_plain(ctx):
        session.answer(make_page(loaded, "matrix"), "page", output, ("page",))
    elif name in DOCUMENTS:
        from dutymatrix.i18n import messages_in

        message = N_("Responsibility matrix") if measure is Measure.MARK else N_("Cross-tab")
        title = messages_in(loaded.language).gettext(message)
        wide = len(table.columns) > _MOST_ON_A4
        print_out(view, title, paper, name, output, a3=wide)
    else:
        # JSON has it as data.
        said = view.remarks(current_messages()) if chosen and name != "json" else ()
        session.answer(view, name, output, FORMATS, pager=ctx.obj.pager, remarks=said)


def _is_plain(ctx: typer.Context) -> bool:
    """Whether nothing was said of what the table should be."""
    sources = {name: ctx.get_parameter_source(name) for name in ctx.params}
    said = {name for name, source in sources.items() if source and source.name != "DEFAULT"}
    return said <= {"plan", "format_", "output"}
