"""`report`: the plan as one page that everybody can open."""

import sys
from dataclasses import replace
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from dutymatrix.cli import complete, session, several, value
from dutymatrix.cli.options import (
    AsOfOption,
    OutputOption,
    Source,
    as_of,
    with_groups,
)
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import CHINESE, ENGLISH, N_, _, messages_in

if TYPE_CHECKING:
    from dutymatrix.markup.view import Table

_LANGUAGES = ("zh", "en")
_CODES = {"zh": CHINESE, "en": ENGLISH}


class PageOnTerminalError(DutymatrixError):
    """A page would go to a terminal."""

    def __init__(self) -> None:
        super().__init__(
            _("a page cannot be shown in a terminal")
            + "\n"
            + _("name a file: dutymatrix report -o 方案.html")
        )


@with_groups
def report(
    ctx: typer.Context,
    *,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar=N_("UNIT"),
            help=N_("Open the page at a unit."),
            autocompletion=complete.units,
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=N_("REV"),
            help=N_("Also what changed since a revision, a file or a day (as for diff)."),
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar=N_("LANGUAGE"),
            help=N_("The language of the page: zh or en; else the plan's."),
            autocompletion=value.offer(_LANGUAGES),
            show_default=False,
        ),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar=N_("DATE"),
            help=N_("The day from which what is overdue counts."),
            show_default=False,
        ),
    ] = None,
    as_of_: AsOfOption = None,
    source: Source,
    output: OutputOption = None,
) -> None:
    """The plan as one page for a browser: searched, filtered, printed, sent on.

    One file that needs no network: tasks, units, matrix, network, deadlines and load.
    """
    from dutymatrix.cli.handout import make_page

    if output is None and sys.stdout.isatty():
        raise PageOnTerminalError
    asked = source.asked(ctx.obj)
    day = as_of(as_of_)
    loaded = several.load(asked, day)
    if since and loaded.plans:
        raise session.SeveralPlansError
    path = Path(loaded.file)
    code = _CODES[value.one_of(language, _LANGUAGES)] if language else loaded.language
    view = make_page(
        loaded, f"unit={quote(session.resolve(loaded, unit))}" if unit else "tasks", code, today
    )
    if since:
        view = replace(view, changes=_changes(since, path, day, messages_in(code)))
    session.answer(view, None if output else "page", output, ("page",))


def _changes(since: str, path: Path, day: date, words: NullTranslations) -> "tuple[Table, ...]":
    """What a revision of the plan changed: for each unit, then in all."""
    from dutymatrix.diff import diff_plans
    from dutymatrix.document.proof.completion import complete as complete_document
    from dutymatrix.revision.version import parse_side, read_side
    from dutymatrix.screen.diff import DiffView

    plan = session.load(path)
    version = read_side(parse_side(since), path)
    old = session.plan_of(version.data, version.file)
    if session.is_document(version.data, version.file):
        old = complete_document(old, plan)
    result = diff_plans(old, plan, day=day)
    view = DiffView(result, version.label, str(path), result.changes, result.impact)
    return view.sheets(words)[::-1]
