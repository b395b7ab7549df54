"""`progress letters`: reminders to units that owe a form or are late (催办函)."""

from typing import Annotated

import typer

from dutymatrix.cli import complete, console, progressfile, session
from dutymatrix.cli.formats import FORMATS, choose_format
from dutymatrix.cli.handout import (
    CleanOption,
    FolderOption,
    PaperOptions,
    format_of_files,
    make_form,
    write_folder,
)
from dutymatrix.cli.options import PlanOption, with_groups
from dutymatrix.cli.progressfile import PeriodOption, WithinOption
from dutymatrix.i18n import N_, _

_FORMATS = ("docx", "html", "pdf", "md")


@with_groups
def progress_letters(
    ctx: typer.Context,
    *,
    period: PeriodOption = None,
    within: WithinOption = 30,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar=N_("DATE"),
            help=N_("The day of the letters; else today."),
            show_default=False,
        ),
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option(
            "--sender",
            metavar=N_("UNIT"),
            help=N_("Who signs; else all who issued the plan."),
            autocompletion=complete.units,
            show_default=False,
        ),
    ] = None,
    paper: PaperOptions,
    plan: PlanOption = None,
    format_: Annotated[str | None, format_of_files(N_("docx (Word), html, pdf or md."))] = None,
    output: FolderOption,
    clean: CleanOption = False,
) -> None:
    """Write a short reminder to each unit that owes a form, or whose tasks need it.

    Red where a task that it leads is overdue, yellow where one is behind or the form
    is late, blue where a deadline is near.
    """
    from dutymatrix.paper.letter import find_sender
    from dutymatrix.paper.reminder import find_reminders, reminder_files

    chosen = choose_format(format_ or "docx", None, _FORMATS)
    known = progressfile.load(plan or ctx.obj.plan, today)
    ledger = known.ledger(period, within)
    reminders = find_reminders(ledger)
    if not reminders:
        console.tell(_("nobody is to be reminded of anything"))
        return
    unit = session.resolve(known.plan, sender) if sender else None
    senders = find_sender(known.plan, unit=unit).names
    form = make_form(known.plan, paper)
    suffix = FORMATS[chosen].suffixes[0]
    files = reminder_files(ledger, reminders, form, suffix, senders)
    write_folder(files, output, chosen, clean=clean)
