"""The commands that list: tasks and units, filtered."""

from typing import Annotated

import typer

from dutymatrix.cli import complete, session
from dutymatrix.cli.filters import Filters, filtered, find_doubts, select
from dutymatrix.cli.handout import (
    BlankOption,
    DateOption,
    ProfileOption,
    TitleOption,
    make_form,
)
from dutymatrix.cli.options import (
    DOCUMENTS,
    TEXT_FORMATS,
    FormatOption,
    OutputOption,
    PlanOption,
    one_of,
)
from dutymatrix.i18n import N_, current_messages
from dutymatrix.screen.condition import Condition

_FORMATS = (*TEXT_FORMATS, *DOCUMENTS)
_ORDERS = ("number", "due", "lead")


@filtered
def tasks(
    ctx: typer.Context,
    filters: Filters,
    order: Annotated[
        str,
        typer.Option(
            "--order",
            metavar=N_("ORDER"),
            help=N_("Sort by number, due or lead."),
            autocompletion=complete.one_of(_ORDERS),
            show_default=False,
        ),
    ] = "number",
    full: Annotated[
        bool | None,
        typer.Option(
            "--full/--brief",
            help=N_("With the wording of each task, or without; files have it, the table has not."),
            show_default=False,
        ),
    ] = None,
    title: TitleOption = "",
    blank: BlankOption = "",
    date: DateOption = None,
    profile: ProfileOption = None,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """The tasks of the plan, all or those that filters choose.

    Several filters must all hold. Under the list stands which filters made it
    and how many tasks of how many they chose.
    """
    from dutymatrix.cli.formats import choose_format
    from dutymatrix.plan.selection import Order, select_items
    from dutymatrix.screen.tasks import TaskListView

    sorting = Order(one_of(order, _ORDERS))
    loaded = session.load(plan or ctx.obj.plan)
    wanted, conditions = select(loaded, filters)
    chosen = choose_format(format_, str(output) if output else None, _FORMATS)
    if full is None:
        full = chosen != "table"
    view = TaskListView(
        loaded,
        select_items(loaded, wanted, sorting),
        conditions,
        find_doubts(loaded, wanted),
        full,
    )
    if chosen in DOCUMENTS:
        from dutymatrix.paper.breakdown import TaskHandout

        form = make_form(loaded.language, title, blank, date, profile, brief=not full)
        session.answer(TaskHandout(view, form), format_, output, _FORMATS)
        return
    remarks = view.remarks(current_messages()) if conditions else ()
    session.answer(view, format_, output, _FORMATS, pager=ctx.obj.pager, remarks=remarks)


@filtered
def units(
    ctx: typer.Context,
    filters: Filters,
    never_lead: Annotated[
        bool, typer.Option("--never-lead", help=N_("Only those that lead nothing."))
    ] = False,
    idle: Annotated[
        bool, typer.Option("--idle", help=N_("Only those that have no task at all."))
    ] = False,
    groups: Annotated[
        bool, typer.Option("--groups", help=N_("Only groups, with their members."))
    ] = False,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """The roster with the number of tasks of each unit, or who is on the tasks that filters choose.

    With filters it answers who must be in the room: each unit with the tasks it
    leads and joins there, and what falls due.
    """
    from dutymatrix.answer.units import unit_loads
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.units import UnitListView

    loaded = session.load(plan or ctx.obj.plan)
    wanted, conditions = select(loaded, filters)
    items = select_items(loaded, wanted)
    loads = unit_loads(loaded, items)
    if wanted and not idle:
        loads = tuple(load for load in loads if load.tasks or load.via)
    for asked, message, holds in (
        (never_lead, N_("leads nothing"), lambda load: not load.lead),
        (idle, N_("has no task"), lambda load: not load.tasks),
        (groups, N_("is a group"), lambda load: load.is_group),
    ):
        if asked:
            loads = tuple(filter(holds, loads))
            conditions = (*conditions, Condition(message))
    view = UnitListView(
        loaded, loads, len(items), conditions, find_doubts(loaded, wanted), bool(wanted)
    )
    remarks = view.remarks(current_messages()) if conditions else ()
    session.answer(view, format_, output, TEXT_FORMATS, pager=ctx.obj.pager, remarks=remarks)
