"""The commands that ask the graph: cross-tabs, partners, figures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from unicodedata import normalize

import typer

from dutymatrix.cli import complete, session
from dutymatrix.cli.duties import Units
from dutymatrix.cli.filters import Filters, filtered, select
from dutymatrix.cli.options import (
    PAPER_FORMATS,
    TEXT_FORMATS,
    FormatOption,
    OutputOption,
    PlanOption,
    one_of,
)
from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from dutymatrix.answer.whatif import WhatIf
    from dutymatrix.plan.model import Plan

FORMATS = (*TEXT_FORMATS, *PAPER_FORMATS["matrix"])

_AXES = ("unit", "task", "section", "role", "lead", "year")
_MEASURES = ("count", "mark", "pair")
_ROLES = ("lead", "responsible", "join", "guide")


class InvalidWhatIfError(DutymatrixError):
    """A what-if is not written in its form."""

    def __init__(self, typed: str, form: str) -> None:
        super().__init__(
            _("{typed} does not say what would become what").format(typed=quoted(typed))
            + "\n"
            + _("write it as {form}").format(form=form)
        )


MergeOption = Annotated[
    list[str] | None,
    typer.Option("--merge", metavar="A+B=C", help=N_("What if units A and B were one, called C?")),
]
DropOption = Annotated[
    list[str] | None,
    typer.Option(
        "--drop",
        metavar=N_("UNIT"),
        help=N_("What if a unit were no longer there?"),
        autocompletion=complete.units,
    ),
]
RenameOption = Annotated[
    list[str] | None,
    typer.Option("--rename", metavar="A=B", help=N_("What if unit A were called B?")),
]


@filtered
def matrix(
    ctx: typer.Context,
    filters: Filters,
    rows: Annotated[
        str,
        typer.Option(
            "--rows",
            metavar=N_("AXIS"),
            help=N_("What the rows are: unit, task, section, role, lead or year (due)."),
            autocompletion=complete.one_of(_AXES),
        ),
    ] = "unit",
    columns: Annotated[
        str,
        typer.Option(
            "--cols",
            metavar=N_("AXIS"),
            help=N_("What the columns are, of the same."),
            autocompletion=complete.one_of(_AXES),
        ),
    ] = "section",
    cells: Annotated[
        str,
        typer.Option(
            "--cells",
            metavar=N_("CELLS"),
            help=N_("What the cells say: count, mark (牵 责 参 指) or pair (lead/join)."),
            autocompletion=complete.one_of(_MEASURES),
        ),
    ] = "count",
    transpose: Annotated[bool, typer.Option("--transpose", help=N_("Rows for columns."))] = False,
    sort: Annotated[bool, typer.Option("--sort", help=N_("The largest rows first."))] = False,
    top: Annotated[
        int | None,
        typer.Option("--top", metavar="N", min=1, help=N_("Only the N largest rows.")),
    ] = None,
    zeros: Annotated[
        bool, typer.Option("--zeros", help=N_("Keep rows and columns without anything."))
    ] = False,
    merge: MergeOption = None,
    drop: DropOption = None,
    rename: RenameOption = None,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Count the plan over two attributes: units by sections, leads by years, units by units.

    With --rows task --cols unit --cells mark it is the responsibility assignment
    matrix. Unit by unit, a cell is the number of tasks that two units share.
    """
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.matrix import Axis, Measure, crosstab
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.matrix import MatrixView

    down, across = Axis(one_of(rows, _AXES)), Axis(one_of(columns, _AXES))
    measure = Measure(one_of(cells, _MEASURES))
    imagined = _what_if(session.load(plan or ctx.obj.plan), merge, drop, rename)
    loaded = imagined.plan
    wanted, conditions = select(loaded, filters)
    items = select_items(loaded, wanted)
    table = crosstab(build_graph(loaded, items), down, across, measure, zeros=zeros)
    if transpose:
        table = table.transpose()
    if sort:
        table = table.sort_by_total()
    if top:
        table = table.top(top)
    view = MatrixView(loaded, table, len(items), conditions, imagined.changed, imagined.gone)
    session.answer(view, format_, output, FORMATS, pager=ctx.obj.pager)


@filtered
def partners(
    ctx: typer.Context,
    units: Units,
    filters: Filters,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar=N_("ROLE"),
            help=N_("Only tasks where the unit has this role: lead, responsible, join or guide."),
            autocompletion=complete.one_of(_ROLES),
        ),
    ] = None,
    with_: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar=N_("ROLE"),
            help=N_("Only tasks where the partner has this role."),
            autocompletion=complete.one_of(_ROLES),
        ),
    ] = None,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """With whom a unit works, on how many tasks and on which.

    Of several units, the tasks count that all of them are on.
    """
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.stats import partners_of
    from dutymatrix.plan.model import Role
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.partners import PartnerView

    own, theirs = (Role(one_of(role, _ROLES)) if role else None for role in (as_, with_))
    loaded = session.load(plan or ctx.obj.plan)
    names = tuple(dict.fromkeys(session.resolve(loaded, typed) for typed in units))
    wanted, conditions = select(loaded, filters)
    items = select_items(loaded, wanted)
    found = partners_of(build_graph(loaded, items), names, as_role=own, with_role=theirs)
    view = PartnerView(loaded, names, found, len(items), conditions, own, theirs)
    session.answer(view, format_, output, TEXT_FORMATS, pager=ctx.obj.pager)


@filtered
def stats(
    ctx: typer.Context,
    filters: Filters,
    merge: MergeOption = None,
    drop: DropOption = None,
    rename: RenameOption = None,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """How the work is spread: who carries how much, what hangs on one unit, who works together.

    --merge, --drop and --rename show a reorganization before it is written down.
    """
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.stats import stats_of
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.stats import StatsView

    before = session.load(plan or ctx.obj.plan)
    imagined = _what_if(before, merge, drop, rename)
    loaded = imagined.plan
    wanted, conditions = select(loaded, filters)
    items = select_items(loaded, wanted)
    view = StatsView(
        loaded,
        stats_of(build_graph(loaded, items)),
        len(items),
        conditions,
        imagined.changed,
        imagined.gone,
    )
    session.answer(view, format_, output, TEXT_FORMATS, pager=ctx.obj.pager)


def _what_if(
    plan: "Plan",
    merge: Sequence[str] | None,
    drop: Sequence[str] | None,
    rename: Sequence[str] | None,
) -> "WhatIf":
    """The plan as it would be; the plan itself where nothing is supposed."""
    from dutymatrix.answer.whatif import Merge, Rename, WhatIf, apply_what_if

    if not (merge or drop or rename):
        return WhatIf(plan, (), ())
    merges = []
    for typed in merge or ():
        olds, new = _sides(typed, "A+B=C")
        names = olds.split("+")
        if len(names) < 2:
            raise InvalidWhatIfError(typed, "A+B=C")
        merges.append(Merge(tuple(session.resolve(plan, name) for name in names), new))
    renames = []
    for typed in rename or ():
        old, new = _sides(typed, "A=B")
        renames.append(Rename(session.resolve(plan, old), new))
    drops = [session.resolve(plan, name) for name in drop or ()]
    return apply_what_if(plan, merges, drops, renames)


def _sides(typed: str, form: str) -> tuple[str, str]:
    """What stands before and after the equals sign, in full or half width."""
    left, _sign, right = normalize("NFKC", typed).partition("=")
    if not left.strip() or not right.strip():
        raise InvalidWhatIfError(typed, form)
    return left.strip(), right.strip()
