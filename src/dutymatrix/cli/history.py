"""`history`: what became of the plan, a section, a unit or a task."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dutymatrix.cli import bar, complete, console, noun, session
from dutymatrix.cli.filters import read_kinds, read_period
from dutymatrix.cli.formats import DOCUMENTS, choose_format, offered_by
from dutymatrix.cli.handout import PaperOptions, print_out
from dutymatrix.cli.options import (
    AsOfOption,
    FormatOption,
    KindsOption,
    OutputOption,
    PlanOption,
    WordingOption,
    as_of,
    with_groups,
)
from dutymatrix.cli.wiring import tell_missing_driver
from dutymatrix.error import DutymatrixError, PlanNotFoundError
from dutymatrix.i18n import N_, _, current_messages, messages_in

if TYPE_CHECKING:
    from dutymatrix.plan.model import Plan
    from dutymatrix.revision.history import History

_FORMATS = offered_by("history")


class SubjectAndSectionError(DutymatrixError):
    """A unit or task was named, and a section."""

    def __init__(self) -> None:
        super().__init__(
            _("a unit or task is named, and a section")
            + "\n"
            + _("ask for one of them; a section's history names its tasks")
        )


def _offer_subjects(ctx: Any, args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    return [*complete.numbers(ctx, args, incomplete), *complete.units(ctx, args, incomplete)]


@with_groups
def history(
    ctx: typer.Context,
    *,
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("[UNIT|NUMBER]"),
            help=N_("A unit or group, or a task: 3.3, 三·3, （三）3 or its title; else the plan."),
            autocompletion=_offer_subjects,
            show_default=False,
        ),
    ] = None,
    section: Annotated[
        str | None,
        typer.Option(
            "--section",
            metavar=N_("SECTION"),
            help=N_("A section, with all that is in it."),
            autocompletion=complete.sections,
            show_default=False,
        ),
    ] = None,
    beside: Annotated[
        bool,
        typer.Option(
            "--all", help=N_("Of a unit also what changed beside it: other units, wording, order.")
        ),
    ] = False,
    only: KindsOption = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=N_("DATE"),
            help=N_("Commits from this day on: 2018, 2018-06, 2018-12-31."),
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar=N_("DATE"), help=N_("Commits up to that day."), show_default=False
        ),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(
            "-n",
            metavar=N_("N"),
            min=1,
            help=N_("Only the last N commits that changed it."),
            show_default=False,
        ),
    ] = None,
    first_parent: Annotated[
        bool,
        typer.Option("--first-parent", help=N_("Show a merge as one commit, not what it merged.")),
    ] = False,
    as_of_: AsOfOption = None,
    full: WordingOption = False,
    paper: PaperOptions,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Every commit that changed a unit's duties, a task, a section or the plan.

    A task is followed through moves and renumbering, a unit through its earlier
    names, the plan through renames of its file. A merge tells what was decided in
    it. Below a task: who last set its title, its units and each sentence; what is
    older than --since or beyond -n is not looked at.
    """
    from dutymatrix.revision.history import Bounds, PlanLog, find_history
    from dutymatrix.screen.diff import owns, touches
    from dutymatrix.screen.history import HistoryView, remarks

    if subject is not None and section is not None:
        raise SubjectAndSectionError
    first, last = read_period(since), read_period(until)
    days = first.first if first else None, last.last if last else None
    bounds = Bounds(most, *days, read_kinds(only or ()))
    path, present = _find_present(plan or ctx.obj.plan)
    if subject is not None:
        noun.refuse_option_word(present, subject, "history", "--since")
    tell_missing_driver(path)
    bar.doing(_("reading the versions of {file}").format(file=path))
    log = PlanLog(path, present, first_parent=first_parent)
    concerns = touches if beside else owns
    found = find_history(log, subject, concerns, bounds, section=section, day=as_of(as_of_))
    _tell(subject, found)
    chosen = choose_format(format_, str(output) if output else None, _FORMATS)
    view = HistoryView(found, full, on_paper=chosen in DOCUMENTS)
    if print_out(view, view.name(messages_in(view.plan.language)), paper, chosen, output):
        return
    session.answer(
        view,
        chosen,
        output,
        _FORMATS,
        pager=ctx.obj.pager,
        remarks=remarks(found, current_messages()),
    )


def _find_present(named: Path | None) -> "tuple[Path, Plan]":
    """The plan file and the plan in it; the last commit's where the file is not there."""
    from dutymatrix.revision.version import RevisionSide, find_committed, read_side

    path = Path(session.PLAN_NAME)
    with suppress(PlanNotFoundError):
        path = session.find_plan(named)
    committed = None if session.is_file(path) else find_committed(path)
    if committed is None:
        path = session.find_plan(named)
        return path, session.load(path)
    version = read_side(RevisionSide("HEAD"), committed)
    return committed, session.plan_of(version.data, version.file)


def _tell(typed: str | None, found: "History") -> None:
    """Say what was taken for what was typed, and which versions were passed over."""
    if found.unit and found.unit != typed:
        console.tell(f"{typed} → {found.unit}")
    for version in found.unreadable:
        if version.commit:
            console.tell(
                _("skipped {commit} of {day}: its plan cannot be read").format(
                    commit=version.commit.short, day=version.commit.day
                )
            )
