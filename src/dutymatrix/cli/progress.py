"""`progress`: the ledger of how far the tasks are, or the story of one of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dutymatrix.cli import complete, noun, progressfile, session, value
from dutymatrix.cli.filters import Filters, select
from dutymatrix.cli.formats import choose_format, offered_by
from dutymatrix.cli.handout import PaperOptions, print_out
from dutymatrix.cli.named import find_items, with_words
from dutymatrix.cli.options import FormatOption, OutputOption, PlanOption, with_groups
from dutymatrix.cli.progressfile import PeriodOption, WithinOption
from dutymatrix.i18n import N_, current_messages, listed, messages_in

if TYPE_CHECKING:
    from dutymatrix.progress.ledger import Ledger
    from dutymatrix.screen.progress import LedgerView

_FORMATS = offered_by("progress")
_LIGHTS = ("red", "amber", "green", "grey")


def _offer_words(ctx: Any, args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    """The second words of commands, then numbers."""
    from dutymatrix.cli.app import COMMANDS

    second = (name.partition(" ")[2] for name in COMMANDS if name.startswith("progress "))
    acts = [word for word in second if word.startswith(incomplete)]
    return [*acts, *complete.numbers(ctx, args, incomplete)]


@with_groups
def progress(
    ctx: typer.Context,
    *,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("NUMBER|WORDS..."),
            help=N_("A task: all that is known of it. Or a section, a unit, words of the text."),
            autocompletion=_offer_words,
            show_default=False,
        ),
    ] = None,
    period: PeriodOption = None,
    unreported: Annotated[
        bool, typer.Option("--unreported", help=N_("The units that owe the form of the period."))
    ] = False,
    light: Annotated[
        list[str] | None,
        typer.Option(
            "--light",
            metavar=N_("LIGHT"),
            help=N_("Only red, amber, green or grey (closed); several: any of them."),
            autocompletion=value.offer(_LIGHTS),
            show_default=False,
        ),
    ] = None,
    within: WithinOption = 30,
    full: Annotated[
        bool | None,
        typer.Option(
            "--full/--brief",
            help=N_("With what units wrote, or only their states; files have it."),
            show_default=False,
        ),
    ] = None,
    paper: PaperOptions,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
    filters: Filters,
) -> None:
    """The ledger: every task with its light, deadline and what units reported last.

    Red is overdue and not closed, amber due soon or reported to be behind. A number
    shows all that is known of a task. What is known is in progress.yaml beside the
    plan, which stays what was decided.
    """
    from dutymatrix.screen.progress import LedgerView, StoryView

    known = progressfile.load(plan or ctx.obj.plan, filters.today, filters.as_of)
    ledger = known.ledger(period, within)
    chosen = choose_format(format_, str(output) if output else None, _FORMATS)
    view: LedgerView | StoryView
    if words and all(_is_task(known, word) for word in words):
        from dutymatrix.revision.authorship import find_authors

        rows = ledger.row_by_number
        items = dict.fromkeys(find_items(known.plan, words))
        shown = tuple(rows[item.number] for item in items)
        own = (entry for item in items for entry in known.tracking.entries.get(item.number, ()))
        view = StoryView(ledger, shown, find_authors(known.path, own))
        name = listed(item.label for item in items)
    else:
        view = _chosen(known, ledger, words, filters, light)
        if full is None:
            view = view._replace(full=chosen != "table")
        view = view._replace(owing=unreported)
        name = messages_in(known.plan.language).gettext("Ledger of progress")
    if print_out(view, name, paper, chosen, output):
        return
    remarks = view.remarks(current_messages()) if isinstance(view, LedgerView) else ()
    session.answer(
        view,
        chosen,
        output,
        _FORMATS,
        pager=ctx.obj.pager,
        remarks=remarks,
        also_read=[str(known.path)],
    )


def _is_task(known: progressfile.Known, word: str) -> bool:
    """Whether a word is the number, label, id or title of a task."""
    place = noun.read_place(known.plan, word)
    return place is not None and place.kind is noun.Kind.TASK


def _chosen(
    known: progressfile.Known,
    ledger: "Ledger",
    words: Sequence[str] | None,
    filters: Filters,
    typed: Sequence[str] | None,
) -> "LedgerView":
    """The part of the ledger that filters and lights choose."""
    from dutymatrix.plan.selection import select_items
    from dutymatrix.progress.light import LIGHT_WORDS, Light
    from dutymatrix.screen.condition import Condition
    from dutymatrix.screen.progress import LedgerView

    lights = {Light(value.one_of(word, _LIGHTS)) for word in typed or ()}
    if filters.overdue:
        # What is closed or extended is not.
        lights.add(Light.RED)
        filters = filters._replace(overdue=False)
    meant = with_words(known.plan, words, filters, "progress")
    wanted, conditions = select(known.plan, meant)
    chosen = {item.number for item in select_items(known.plan, wanted)}
    rows = tuple(
        row
        for row in ledger.rows
        if row.item.number in chosen and (not lights or row.light in lights)
    )
    if lights:
        said = messages_in(known.plan.language).gettext
        shown = listed(said(LIGHT_WORDS[light]) for light in Light if light in lights)
        conditions = (*conditions, Condition(N_("light {value}"), shown))
    return LedgerView(ledger, rows, conditions)
