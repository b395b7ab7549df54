"""`tasks`: the tasks of the plan, all or those that filters choose."""

from typing import Annotated

import typer

from dutymatrix.cli import console, session, several, value
from dutymatrix.cli.filters import Filters, find_doubts, select
from dutymatrix.cli.formats import DOCUMENTS, offered_by
from dutymatrix.cli.handout import (
    PaperOptions,
    make_form,
)
from dutymatrix.cli.lights import ClosedOption, OpenOption, lights_beside, standing
from dutymatrix.cli.named import with_words
from dutymatrix.cli.options import (
    ORDERS,
    OUTPUT,
    FormatOption,
    OutputOption,
    Source,
    WordsArgument,
    as_of,
    with_groups,
)
from dutymatrix.i18n import N_, current_messages, ngettext
from dutymatrix.screen.condition import Condition

_FORMATS = offered_by("tasks")


@with_groups
def tasks(
    ctx: typer.Context,
    *,
    words: WordsArgument = None,
    order: Annotated[
        str,
        typer.Option(
            "--order",
            metavar=N_("ORDER"),
            help=N_("Sort by number, due or lead."),
            autocompletion=value.offer(ORDERS),
            show_default=False,
        ),
    ] = "number",
    full: Annotated[
        bool | None,
        typer.Option(
            "--full/--brief",
            help=N_("With the wording of each task, or without; files have it, the table has not."),
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    is_open: OpenOption = False,
    closed: ClosedOption = False,
    paper: PaperOptions,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """The tasks of the plan, all or those that the filters select.

    Several filters must all hold. The line below the list says which filters made
    it, and how many tasks of how many they select. -o X.ics puts the deadlines into
    a calendar.
    """
    from dutymatrix.cli.formats import choose_format
    from dutymatrix.plan.selection import Order, select_items
    from dutymatrix.screen.tasks import TaskListView

    sorting = Order(value.one_of(order, ORDERS))
    loaded = several.open_(source.asked(ctx.obj), as_of(filters.as_of))
    wanted, conditions = select(loaded, with_words(loaded, words, filters, "tasks"))
    chosen = choose_format(format_, str(output) if output else None, _FORMATS)
    if full is None:
        full = chosen != "table"
    loaded = several.part_met_by(loaded, wanted, full=full)
    lights = lights_beside(loaded, filters.today, needed=is_open or closed or filters.overdue)
    asked = [N_("not closed")] * is_open + [N_("closed")] * closed
    # What is closed is not overdue, what was extended perhaps not yet.
    dated = wanted._replace(overdue=None) if lights else wanted
    items = standing(
        select_items(loaded, dated, sorting),
        lights,
        is_open=is_open,
        closed=closed,
        overdue=wanted.overdue is not None,
    )
    view = TaskListView(
        loaded,
        items,
        (*conditions, *map(Condition, asked)),
        find_doubts(loaded, wanted),
        full,
        lights,
    )
    conditions = view.conditions
    if chosen in DOCUMENTS:
        from dutymatrix.paper.breakdown import TaskHandout

        form = make_form(loaded, paper, brief=not full)
        session.answer(TaskHandout(view, form), format_, output, _FORMATS)
        return
    remarks = view.remarks(current_messages()) if conditions else ()
    session.answer(view, format_, output, _FORMATS, pager=ctx.obj.pager, remarks=remarks)
    if chosen == "ics":
        from dutymatrix.markup.calendar import undated

        n = undated(view.items)
        if n:
            message = ngettext(
                "{n} task without a date is not in the calendar",
                "{n} tasks without a date are not in the calendar",
                n,
            )
            console.tell(message.format(n=n))
