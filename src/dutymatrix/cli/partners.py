"""`partners`: with whom a unit works."""

from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import session, several, value
from dutymatrix.cli.console import tell
from dutymatrix.cli.filters import Filters, select
from dutymatrix.cli.formats import choose_format, offered_by
from dutymatrix.cli.handout import PaperOptions, print_out
from dutymatrix.cli.named import resolve_units
from dutymatrix.cli.options import (
    ROLES,
    FormatOption,
    OutputOption,
    Source,
    UnitsArgument,
    as_of,
    with_groups,
)
from dutymatrix.error import UnknownUnitError
from dutymatrix.i18n import N_, listed, messages_in

if TYPE_CHECKING:
    from dutymatrix.plan.model import Plan

_FORMATS = offered_by("partners")


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
    paper: PaperOptions,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """Which units a unit works with, and on which tasks.

    With several units, only tasks that involve all of them count.
    """
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.partners import partners_of
    from dutymatrix.plan.model import Role
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.partners import PartnerView

    own, theirs = (Role(value.one_of(role, ROLES)) if role else None for role in (as_, with_))
    loaded = several.open_(source.asked(ctx.obj), as_of(filters.as_of))
    names = tuple(dict.fromkeys(resolve_units(loaded, units, "partners")))
    names = tuple(dict.fromkeys(_of_the_day(loaded, name) for name in names))
    wanted, conditions = select(loaded, filters)
    if wanted:
        loaded = several.part_met_by(loaded, wanted, full=False)
    else:
        # Without a filter nothing but their own tasks is needed.
        together = wanted._replace(units=names)
        loaded = several.part_met_by(loaded, together, full=False)
    items = select_items(loaded, wanted)
    found = partners_of(build_graph(loaded, items), names, as_role=own, with_role=theirs)
    chosen_tasks = len(items) if wanted else loaded.size
    view = PartnerView(loaded, names, found, chosen_tasks, conditions, own, theirs)
    chosen = choose_format(format_, str(output) if output else None, _FORMATS)
    title = messages_in(loaded.language).gettext("With whom {units} work together")
    if not print_out(view, title.format(units=listed(names)), paper, chosen, output):
        session.answer(view, chosen, output, _FORMATS, pager=ctx.obj.pager)


def _of_the_day(plan: "Plan", name: str) -> str:
    """The unit that works with others on the plan's day, where the one named is no more."""
    if name in plan.rank or name not in plan.absent_by_name:
        return name
    from dutymatrix.plan.tenure import heirs_on

    heirs = heirs_on(plan, name)
    if len(heirs) != 1 or heirs[0] not in plan.rank:
        raise UnknownUnitError(name, heirs)
    tell(f"{name} → {heirs[0]}")
    return heirs[0]
