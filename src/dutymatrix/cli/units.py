"""`units`: the roster with its load, or who is on the tasks that filters choose."""

from typing import Annotated

import typer

from dutymatrix.cli import session, several
from dutymatrix.cli.filters import Filters, find_doubts, select
from dutymatrix.cli.formats import DOCUMENTS, choose_format, offered_by
from dutymatrix.cli.handout import PaperOptions, make_form
from dutymatrix.cli.named import with_words
from dutymatrix.cli.options import (
    FormatOption,
    OutputOption,
    Source,
    WordsArgument,
    as_of,
    with_groups,
)
from dutymatrix.i18n import N_, current_messages

_FORMATS = offered_by("units")
_COUNTING = frozenset({"table", "md"})
"""Formats that have no more than numbers of tasks where nobody chose some."""


@with_groups
def units(
    ctx: typer.Context,
    *,
    words: WordsArgument = None,
    never_lead: Annotated[
        bool, typer.Option("--never-lead", help=N_("Only those that lead nothing."))
    ] = False,
    idle: Annotated[
        bool, typer.Option("--idle", help=N_("Only those that have no task at all."))
    ] = False,
    groups: Annotated[
        bool, typer.Option("--groups", help=N_("Only groups, with their members."))
    ] = False,
    paper: PaperOptions,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """The roster with task counts, or who is involved in the tasks that the filters select.

    With filters it answers who must be in the room: each unit with the tasks it
    leads or takes part in, and what falls due; as a document, the list to sign in.
    """
    from dutymatrix.answer.units import unit_loads
    from dutymatrix.plan.selection import select_items
    from dutymatrix.screen.units import UnitListView

    loaded = several.open_(source.asked(ctx.obj), as_of(filters.as_of))
    wanted, conditions = select(loaded, with_words(loaded, words, filters, "units"))
    chosen = choose_format(format_, str(output) if output else None, _FORMATS)
    # Where no tasks are named, they need only be counted.
    loads = several.count_loads(loaded) if chosen in _COUNTING and not wanted else None
    if loads is None:
        loaded = several.part_met_by(loaded, wanted, full=chosen in DOCUMENTS)
        items = select_items(loaded, wanted)
        loads, n = unit_loads(loaded, items), len(items)
    else:
        n = loaded.size
    if wanted and not idle:
        loads = tuple(load for load in loads if load.size or load.via_size)
    only: list[str] = []
    for asked, message, holds in (
        (never_lead, N_("leads nothing"), lambda load: not load.tally.lead),
        (idle, N_("has no task"), lambda load: not load.size),
        (groups, N_("is a group"), lambda load: load.is_group),
    ):
        if asked:
            loads = tuple(filter(holds, loads))
            only.append(message)
    doubts = find_doubts(loaded, wanted)
    view = UnitListView(loaded, loads, n, conditions, doubts, tuple(only), bool(wanted))
    if chosen in DOCUMENTS:
        from dutymatrix.paper.attendance import AttendanceHandout

        form = make_form(loaded, paper)
        session.answer(AttendanceHandout(view, form), chosen, output, _FORMATS)
        return
    remarks = view.remarks(current_messages()) if conditions or only else ()
    session.answer(view, chosen, output, _FORMATS, pager=ctx.obj.pager, remarks=remarks)
