"""`graph`: the plan as a picture, or for other programs."""

import sys
from typing import Annotated

import typer

from dutymatrix.cli import session, several, value
from dutymatrix.cli.filters import Filters, select
from dutymatrix.cli.options import OUTPUT, OutputOption, Source, as_of, with_groups
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import N_, _

GRAPH_FORMATS = ("svg", "dot", "graphml", "json", "page")
"""The formats of a graph."""
_LAYOUTS = ("matrix", "network")


class LayoutWithoutPictureError(DutymatrixError):
    """A layout is asked for in a format that is no picture."""

    def __init__(self, format_: str) -> None:
        super().__init__(
            _("{format} is not a picture and has no layout").format(format=format_)
            + "\n"
            + _("leave out --layout, or choose -f svg")
        )


class GraphOnScreenError(DutymatrixError):
    """A graph was to go to a terminal, where hundreds of lines for a program help nobody."""

    def __init__(self) -> None:
        super().__init__(
            _("a graph is a picture, or for programs: nothing for this screen")
            + "\n"
            + _("a picture: dutymatrix graph -o X.svg; a page to touch: -o X.html")
            + "\n"
            + _("for programs: -o X.graphml, X.dot or X.json; here all the same: -f dot")
        )


class FilteredPageError(DutymatrixError):
    """A page is asked for of some tasks only."""

    def __init__(self) -> None:
        super().__init__(
            _("a page holds the whole plan and is filtered in the browser")
            + "\n"
            + _("leave out the filters, or choose -f svg")
        )


@with_groups
def graph(
    ctx: typer.Context,
    *,
    layout: Annotated[
        str | None,
        typer.Option(
            "--layout",
            metavar=N_("LAYOUT"),
            help=N_("What a picture shows: matrix (tasks by units) or network (of units)."),
            autocompletion=value.offer(_LAYOUTS),
            show_default=False,
        ),
    ] = None,
    source: Source,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar=N_("FORMAT"),
            help=N_(
                "Format of the graph: svg (a picture), html (a page that answers), dot "
                "(for Graphviz), graphml, json."
            ),
            autocompletion=value.offer(GRAPH_FORMATS),
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """The plan as a picture, or as a graph for other programs.

    The picture is one A4 page for a browser, Word or the printer, A3 or several sheets
    where that could not be read: the matrix of tasks and units, or the network of the
    units that have most tasks; as html it is that part of the page that report writes.
    The graph has units and tasks as nodes and each assignment, with its role, as an edge.
    """
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.cli.formats import choose_format
    from dutymatrix.picture.graph import GraphView, Layout
    from dutymatrix.plan.selection import select_items

    if not (format_ or output) and sys.stdout.isatty():
        raise GraphOnScreenError
    shape = Layout(value.one_of(layout, _LAYOUTS)) if layout is not None else Layout.MATRIX
    # Into a pipe goes what Graphviz reads, or the picture whose layout was chosen.
    asked = format_ or (None if output else "svg" if layout else "dot")
    name = choose_format(asked, str(output) if output else None, GRAPH_FORMATS)
    if layout is not None and name not in ("svg", "page"):
        raise LayoutWithoutPictureError(name)
    loaded = several.load(source.asked(ctx.obj), as_of(filters.as_of))
    wanted, conditions = select(loaded, filters)
    if name == "page":
        from dutymatrix.cli.handout import make_page

        if conditions:
            raise FilteredPageError
        page = make_page(loaded, (shape if layout else Layout.NETWORK).value)
        session.answer(page, name, output, GRAPH_FORMATS)
        return
    graph_ = build_graph(loaded, select_items(loaded, wanted))
    session.answer(GraphView(loaded, graph_, conditions, shape), name, output, GRAPH_FORMATS)
