"""`progress forms`: a form for each unit to report how far its tasks are (反馈表)."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from dutymatrix.cli import complete, console, progressfile, session, value
from dutymatrix.cli.formats import choose_format
from dutymatrix.cli.handout import (
    FolderOption,
    PaperOptions,
    format_of_files,
    make_form,
    write_folder,
)
from dutymatrix.cli.options import PlanOption, read_day, with_groups
from dutymatrix.cli.progressfile import DryRunOption
from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.i18n import N_, _

FORMATS = ("xlsx", "docx")
_WHOM = ("all", "lead")


class NothingToAskError(DutymatrixError):
    """Nobody has a task to report on."""

    def __init__(self) -> None:
        super().__init__(
            _("no unit has a task to report on") + "\n" + _("who has which tasks: dutymatrix units")
        )


class FilledFormError(DutymatrixError):
    """A form that came back would be written over."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("{file} has been filled in already; it is left as it is").format(file=file)
            + "\n"
            + _("take it in first (dutymatrix progress collect), then name another folder after -o")
        )


@with_groups
def progress_forms(
    ctx: typer.Context,
    *,
    period: Annotated[
        str,
        typer.Option(
            "--period",
            metavar=N_("PERIOD"),
            help=N_("The period to report on: 2018年上半年, 2018年第一季度, 2018-06."),
            show_default=False,
        ),
    ],
    due: Annotated[
        str | None,
        typer.Option(
            "--due",
            metavar=N_("DATE"),
            help=N_("When the forms are to be back."),
            show_default=False,
        ),
    ] = None,
    whom: Annotated[
        str,
        typer.Option(
            "--for",
            metavar=N_("WHOM"),
            help=N_("all units, or those that lead (lead)."),
            autocompletion=value.offer(_WHOM),
        ),
    ] = "all",
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar=N_("UNIT"),
            help=N_("Only the form of this unit; may be repeated."),
            autocompletion=complete.units,
            show_default=False,
        ),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar=N_("DATE"),
            help=N_("The day whose units are asked; else today."),
            show_default=False,
        ),
    ] = None,
    dry_run: DryRunOption = False,
    paper: PaperOptions,
    plan: PlanOption = None,
    format_: Annotated[str | None, format_of_files(N_("xlsx (Excel) or docx (Word)."))] = None,
    output: FolderOption,
) -> None:
    """Write a form for each unit: its tasks, what it reported last, and room to report.

    What stands in it already is locked; unseen marks say which plan, period, unit and
    task a row is about, so that progress collect knows it again, renamed or sorted.
    That the forms of a period were handed out is kept in progress.yaml.
    """
    from dutymatrix.cli.formats import FORMATS as KNOWN
    from dutymatrix.paper.feedback import FormView, form_files
    from dutymatrix.plan.period import parse_period
    from dutymatrix.progress.account import Round
    from dutymatrix.progress.ledger import form_duties

    chosen = choose_format(format_ or "xlsx", None, FORMATS)
    known = progressfile.load(plan or ctx.obj.plan, today)
    sent = Round(
        progressfile.read_round(period, known.today),
        read_day(due),
        value.one_of(whom, _WHOM) == "lead",
    )
    if not parse_period(sent.period):
        said = _("{period} is no stretch of days that is known; it stands as it was typed")
        console.tell(said.format(period=quoted(sent.period)))
    account = replace(known.account, rounds=known.account.with_round(sent))
    ledger = known._replace(account=account).ledger(sent.period)
    names = [session.resolve(known.plan, name) for name in unit or ()]
    revision = progressfile.digest_of(known.plan)
    views = [
        FormView(ledger, own.name, duties, sent.due, revision)
        for own in known.plan.units
        if (duties := form_duties(known.plan, own.name, for_lead=sent.for_lead))
    ]
    if not views:
        raise NothingToAskError
    form = make_form(known.plan, paper)
    files = [*form_files(views, form, KNOWN[chosen].suffixes[0])]
    _refuse_filled(output / own.name for own in files if not names or own.about & {*names})
    if not dry_run:
        known.rehearse(account)
        # Forms of an earlier period may have come back filled in.
        write_folder(files, output, chosen, names, clean=None)
    if known.write(account, dry_run=dry_run) and not dry_run:
        console.tell(_("{file} written").format(file=known.path))


def _refuse_filled(paths: Iterable[Path]) -> None:
    """Stop where a form would be written over that somebody has filled in.

    Raises:
        FilledFormError: One would be.
    """
    from dutymatrix.document.readers import read_bytes
    from dutymatrix.progress.filled import read_form

    for path in filter(session.is_file, paths):
        with suppress(DutymatrixError):
            form = read_form(read_bytes(session.content(path), str(path)))
            if form and (form.answers or form.problems):
                break
    else:
        return
    raise FilledFormError(path)
