"""`rename-unit`: a unit gets another name."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import complete, console, session
from dutymatrix.cli.options import PlanOption
from dutymatrix.error import DutymatrixError, UnreadableFileError, quoted
from dutymatrix.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dutymatrix.finding import Finding


class NoPlanFileError(DutymatrixError):
    """What is to be edited is no plan file."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is no plan file that could be edited").format(file=file)
            + "\n"
            + _("name one: dutymatrix --plan PATH …")
        )


class BrokenByEditError(DutymatrixError):
    """The plan would have errors after an edit; its findings are carried along."""

    def __init__(self, findings: "Sequence[Finding]") -> None:
        self.findings = tuple(findings)
        super().__init__(
            _("the plan would have errors then; nothing was changed")
            + "\n"
            + _("mend what is said above, or choose another name")
        )


class BadDayError(DutymatrixError):
    """A day was not typed as one."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            _("{typed} is not a day").format(typed=quoted(typed))
            + "\n"
            + _("write year-month-day, for example 2018-12-31")
        )


def rename_unit(
    ctx: typer.Context,
    old: Annotated[
        str,
        typer.Argument(
            metavar=N_("OLD"),
            help=N_("The unit or group, as the plan has it or in part."),
            autocompletion=complete.units,
        ),
    ],
    new: Annotated[
        str, typer.Argument(metavar=N_("NEW"), help=N_("Its new name, written in full."))
    ],
    plan: PlanOption = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar=N_("DAY"),
            help=N_(
                "The first day under the new name: the old unit stays in the roster until the day"
                " before, succeeded by the new one. Without it the old name becomes an alias."
            ),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help=N_("Show what would change in the file, and leave it as it is.")
        ),
    ] = False,
) -> int:
    """Rename a unit or group in all tasks, groups and the roster.

    Comments and the order of the file stay. Titles and texts are the document's words and
    are left as they are.
    """
    from dutymatrix.finding import has_errors
    from dutymatrix.planfile import read_bytes, usable
    from dutymatrix.planfile.rename import rename_unit as renamed

    first = _day(on) if on is not None else None
    path = session.find_plan(plan or ctx.obj.plan)
    if path == session.STANDARD_INPUT:
        raise NoPlanFileError(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        # Windows says "permission denied" of a folder.
        reason = IsADirectoryError() if path.is_dir() else error
        raise UnreadableFileError(str(path), reason) from None
    if session.is_document(data, str(path)):
        raise NoPlanFileError(str(path))
    before = usable(read_bytes(data, str(path)), str(path))
    name = session.resolve(before, old)
    text = data.decode("utf-8")
    done = renamed(text, before, name, new.strip(), first)
    # A name that was typed in bytes that are no text is found below.
    after = done.text.encode("utf-8", "surrogateescape")
    reading = read_bytes(after, str(path))
    if reading.plan is None or has_errors(reading.findings):
        raise BrokenByEditError(reading.findings)
    if dry_run:
        console.show(_unified(text, done.text, str(path)), "table")
    else:
        session.write_file(path, after)
    console.tell(
        ngettext(
            "{old} → {new}: {n} task names it", "{old} → {new}: {n} tasks name it", done.tasks
        ).format(old=name, new=new.strip(), n=done.tasks)
    )
    if done.mentions:
        console.tell(
            ngettext(
                "{n} text still says {old}: the document's words are left as they are",
                "{n} texts still say {old}: the document's words are left as they are",
                done.mentions,
            ).format(n=done.mentions, old=name)
        )
    return 0


def _day(typed: str) -> date:
    try:
        # fromisoformat takes week dates, too.
        if len(typed) == 10 and typed[4] == typed[7] == "-":
            return date.fromisoformat(typed)
    except ValueError:
        pass
    raise BadDayError(typed)


def _unified(old: str, new: str, file: str) -> str:
    """What changes, as git would show it."""
    from difflib import unified_diff

    lines = unified_diff(
        old.removeprefix("\ufeff").splitlines(),
        new.removeprefix("\ufeff").splitlines(),
        file,
        file,
        lineterm="",
    )
    return "".join(f"{line}\n" for line in lines)
