"""`partners`: with whom a unit works."""

from typing import Annotated

import typer

from dutymatrix.cli import noun, session, value
from dutymatrix.cli.filters import Filters, select
from dutymatrix.cli.formats import TEXT_FORMATS
from dutymatrix.cli.options import (
    ROLES,
    FormatOption,
    OutputOption,
    PlanOption,
    UnitsArgument,
    with_groups,
)
from dutymatrix.i18n import N_


@with_groups
def partners(
    ctx: typer.Context,
    *,
    units: UnitsArgument,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar=N_("ROLE"),
            help=N_("Only tasks where the unit has this role: lead, responsible, join or guide."),
            autocompletion=value.offer(ROLES),
        ),
    ] = None,
    with_: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar=N_("ROLE"),
            help=N_("Only tasks where the partner has this role."),
            autocompletion=value.offer(ROLES),
        ),
    ] = None,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """With whom a unit works, on how many tasks and on which.

    Of several units, the tasks count that all of them are on.
    """
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.partners import partners_of
    from dutymatrix.plan.model import Role
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.partners import PartnerView

    own, theirs = (Role(value.one_of(role, ROLES)) if role else None for role in (as_, with_))
    loaded = session.load(plan or ctx.obj.plan)
    names = tuple(dict.fromkeys(noun.resolve_units(loaded, units)))
    wanted, conditions = select(loaded, filters)
    items = select_items(loaded, wanted)
    found = partners_of(build_graph(loaded, items), names, as_role=own, with_role=theirs)
    view = PartnerView(loaded, names, found, len(items), conditions, own, theirs)
    session.answer(view, format_, output, TEXT_FORMATS, pager=ctx.obj.pager)
