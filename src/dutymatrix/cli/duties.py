"""`duties`: what a unit leads and joins, who leads it, and by when."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from dutymatrix.cli import console, session, several, value
from dutymatrix.cli.filters import Filters, find_doubts, select
from dutymatrix.cli.formats import DOCUMENTS, offered_by
from dutymatrix.cli.handout import (
    CleanOption,
    PaperOptions,
    make_form,
    write_duty_folder,
)
from dutymatrix.cli.lights import ClosedOption, OpenOption, lights_beside, standing
from dutymatrix.cli.named import resolve_units
from dutymatrix.cli.options import (
    ORDERS,
    OUTPUT,
    ROLES,
    FormatOption,
    OptionalUnitsArgument,
    OutputOption,
    Source,
    as_of,
    with_groups,
)
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import N_, _, messages_in
from dutymatrix.screen.condition import Condition

if TYPE_CHECKING:
    from dutymatrix.library.predicate import Predicate
    from dutymatrix.library.unread import Holdings
    from dutymatrix.plan.model import Plan
    from dutymatrix.plan.selection import Filter

FORMATS = offered_by("duties")
_MOST_ROWS = 500
"""So many duties of all in a data set a terminal lists; ten screens."""
_LISTS = ("docx", "xlsx", "pdf", "html", "md", "csv")
"""The formats of lists to hand out."""


class MissingUnitError(TyperException):
    """Neither a unit was named nor all were asked for."""

    def __init__(self, ctx: typer.Context) -> None:
        self.ctx = ctx
        super().__init__(_("{name} is missing").format(name=_("UNIT...").removesuffix("...")))


class UnitAsFilterError(DutymatrixError):
    """The unit whose duties are asked for stands in an option that chooses among tasks."""

    def __init__(self, role: str, units: Sequence[str]) -> None:
        from dutymatrix.cli.suggestion import did_you_mean

        super().__init__(
            _("the unit whose duties are asked for takes no option")
            + "\n"
            + did_you_mean("duties", [*units, *(["--as", value.said(role)] if role else [])])
        )


class UnitsAndAllError(DutymatrixError):
    """Units were named and all were asked for."""

    def __init__(self) -> None:
        super().__init__(
            _("--all is everybody's list, and units are named too")
            + "\n"
            + _("leave out --all, or the units")
        )


class NoFolderError(DutymatrixError):
    """A folder is to be cleaned, and none is written."""

    def __init__(self) -> None:
        super().__init__(
            _("--clean is about a folder, and none is written")
            + "\n"
            + _("name it: duties --all -o FOLDER/ --clean")
        )


@with_groups
def duties(
    ctx: typer.Context,
    *,
    units: OptionalUnitsArgument = None,
    every: Annotated[
        bool, typer.Option("--all", help=N_("Everybody's list: into one file, or into a folder."))
    ] = False,
    role: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar=N_("ROLE"),
            help=N_("Only where the unit has this role: lead, responsible, join or guide."),
            autocompletion=value.offer(ROLES),
        ),
    ] = None,
    order: Annotated[
        str | None,
        typer.Option(
            "--order",
            metavar=N_("ORDER"),
            help=N_("Sort by number, due or lead; without it leads come first."),
            autocompletion=value.offer(ORDERS),
        ),
    ] = None,
    full: Annotated[
        bool | None,
        typer.Option(
            "--full/--brief",
            help=N_("In documents: the wording of each task once more as pages of text, or none."),
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    is_open: OpenOption = False,
    closed: ClosedOption = False,
    clean: CleanOption = False,
    paper: PaperOptions,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """What a unit leads and takes part in, who leads it, and by when.

    Duties that reach the unit as a member of a group are listed after its own and
    counted separately. Below the list is what it cannot say: groups whose members
    the plan does not list, and the chapters that bind everybody.
    In a file (-o X.docx, .xlsx, .html or .md) it is a document to hand out;
    -f text is short lines to paste into a message.
    """
    from dutymatrix.answer.duties import duties_of
    from dutymatrix.cli.formats import choose_format
    from dutymatrix.plan.model import Role
    from dutymatrix.plan.selection import Order, select_items
    from dutymatrix.screen.duties import DutyView
    from dutymatrix.wording.role import ROLE_WORDS

    if not units and not every:
        for role_, named in (("lead", filters.lead), ("join", filters.join), ("", filters.unit)):
            if named:
                raise UnitAsFilterError(role_, named)
        raise MissingUnitError(ctx)
    if units and every:
        raise UnitsAndAllError
    roles = (Role(value.one_of(role, ROLES)),) if role else tuple(Role)
    sorting = Order(value.one_of(order, ORDERS)) if order else None
    loaded = several.open_(source.asked(ctx.obj), as_of(filters.as_of))
    asked = resolve_units(loaded, units or (), "duties")
    in_folder = output is not None and _is_folder(output, format_, every=every)
    if clean and not (every and in_folder):
        raise NoFolderError
    # In a folder each has the name that it has among all.
    names = dict.fromkeys([*(loaded.rank if every or in_folder else ()), *asked])
    wanted, conditions = select(loaded, filters)
    name = choose_format(format_, str(output) if output and not in_folder else None, FORMATS)
    is_plain = not (every or in_folder or wanted or role or sorting)
    newest = None
    if is_plain and name == "table" and output is None and console.height() is not None:
        newest = several.newest_with(loaded, names, _MOST_ROWS)
    opened = loaded
    loaded = several.part(
        loaded,
        partial(
            _needed,
            loaded,
            () if every or in_folder else names,
            wanted,
            newest,
            settles=name not in session.FOR_PROGRAMS,
        ),
        full=in_folder or name != "table" or bool(wanted.texts),
    )
    lights = lights_beside(loaded, filters.today, needed=is_open or closed or filters.overdue)
    items = select_items(loaded, wanted, sorting or Order.NUMBER)
    lists = tuple(duties_of(loaded, name, held=every) for name in names)
    if newest is not None:
        lists = tuple(several.with_beyond(opened, own, newest) for own in lists)
    asked_of = [N_("not closed")] * is_open + [N_("closed")] * closed
    conditions = (*conditions, *map(Condition, asked_of))
    if wanted or role or sorting or asked_of:
        if lights and wanted.overdue:
            # What is closed is not overdue, what was extended perhaps not yet.
            items = select_items(loaded, wanted._replace(overdue=None), sorting or Order.NUMBER)
        items = standing(
            items, lights, is_open=is_open, closed=closed, overdue=wanted.overdue is not None
        )
        lists = tuple(own.narrow(items, roles, sort=sorting is not None) for own in lists)
    chosen = len(items)
    if role:
        # A role chooses among the tasks, too.
        chosen = len({d.item.number for own in lists for d in (*own.own, *own.through)})
        said = messages_in(loaded.language).gettext(ROLE_WORDS[roles[0]].does)
        conditions = (*conditions, Condition(N_("in the role {value}"), said))
    doubts = find_doubts(loaded, wanted)
    view = DutyView(loaded, lists, conditions, chosen, doubts, every or in_folder, lights)
    form = partial(make_form, loaded, paper, brief=full is False, full=full is True)
    if output and in_folder:
        name = choose_format(format_ or "docx", None, _LISTS)
        write_duty_folder(view, form(), output, name, asked, clean=clean)
        return
    if name in DOCUMENTS or (output and name in _LISTS):
        from dutymatrix.paper.list import DutyHandout

        session.answer(DutyHandout(view, form()), format_, output, FORMATS)
        return
    session.answer(view, format_, output, FORMATS, pager=ctx.obj.pager)


def _needed(
    plan: "Plan",
    units: Collection[str],
    wanted: "Filter",
    newest: "Collection[str] | None",
    holdings: "Holdings",
    *,
    settles: bool,
) -> "Predicate":
    """The tasks of a data set that are some units', or may be, and those that a filter chooses.

    Args:
        plan: All plans as one.
        units: The units; none: everybody.
        wanted: The filter.
        newest: The plans whose tasks are listed; None: all.
        holdings: The data set.
        settles: Whether the answer has what is to be settled.
    """
    from dutymatrix.library.predicate import Predicate, known, met_by, named, within
    from dutymatrix.plan.name import groups_of, unlisted_groups

    if not units:
        return Predicate()
    reached = {group for unit in units for group in groups_of(plan, unit)}
    needed = (
        met_by(plan, wanted, holdings.printed)
        if wanted
        else named(holdings.printed({*units, *reached}))
    )
    # Of several plans only those that know the unit may mean it.
    unlisted = {*unlisted_groups(plan)} if settles else set()
    if unlisted and not wanted:
        needed |= named(holdings.printed(unlisted)) & known(holdings.printed(units))
    return needed if newest is None else needed & within(newest)


def _is_folder(output: Path, format_: str | None, *, every: bool) -> bool:
    """Whether a folder is meant: there is one, or the name has no ending, or none of a format.

    A single answer for programs may well go into a file without an ending.
    """
    from dutymatrix.cli.formats import FORMATS as KNOWN

    if session.is_folder(output):
        return every or format_ is None or format_ in _LISTS
    if not every:
        is_bare = not output.suffix and not output.name.startswith(".")
        return is_bare and (format_ is None or format_ in DOCUMENTS)
    endings = {suffix for known in KNOWN.values() for suffix in known.suffixes}
    is_other = format_ is not None and output.suffix.lower() not in endings
    return not output.suffix or is_other
