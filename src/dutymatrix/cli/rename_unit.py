"""`rename-unit`: a unit gets another name."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import complete, console, session, store
from dutymatrix.cli.options import EditDryRunOption, PlanOption, read_day
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dutymatrix.finding import Finding


# So often another may be quicker; more often is no accident.
_ATTEMPTS = 5


class BrokenByEditError(DutymatrixError):
    """The plan would have errors after an edit; its findings are carried along."""

    def __init__(self, findings: "Sequence[Finding]") -> None:
        self.findings = tuple(findings)
        super().__init__(
            _("the plan would have errors then; nothing was changed")
            + "\n"
            + _("fix the problems above, or choose another name")
        )


class SuccessionWithoutDayError(DutymatrixError):
    """A unit is to be succeeded, and it is not said when."""

    def __init__(self) -> None:
        super().__init__(
            _("--succeed needs the first day of who takes over")
            + "\n"
            + _("add --on DAY, for example --on 2019-03-31")
        )


class MisreadEditError(DutymatrixError):
    """The plan would say something else than was asked for."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is written so that the name cannot be changed there; nothing was").format(
                file=file
            )
            + "\n"
            + _("first write it in its usual form: dutymatrix fmt {file}").format(file=file)
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
    succeed: Annotated[
        bool,
        typer.Option(
            "--succeed",
            help=N_(
                "With --on: only the roster says who took over; tasks keep the document's name."
            ),
        ),
    ] = False,
    dry_run: EditDryRunOption = False,
) -> int:
    """Rename a unit or group in all tasks, groups and the roster.

    Comments and the order of the file stay. Titles and texts are the document's words and
    are left as they are.
    """
    first = read_day(on)
    if succeed and first is None:
        raise SuccessionWithoutDayError
    path = session.find_plan(plan or ctx.obj.plan)
    new = new.strip()
    for left in reversed(range(_ATTEMPTS)):
        edit = _edit(path, old, new, first, succeed=succeed)
        try:
            if not dry_run:
                store.edit_file(path, edit.before, edit.after)
            break
        except store.ChangedFileError:  # somebody was quicker: again, on what is there now
            if not left:
                raise
    if dry_run:
        from dutymatrix.screen.unified import render_changes

        console.show(render_changes(edit.before, edit.after, str(path)), "table")
    console.tell(
        ngettext(
            "{old} → {new}: {n} task names it", "{old} → {new}: {n} tasks name it", edit.tasks
        ).format(old=edit.old, new=new, n=edit.tasks)
    )
    if edit.mentions:
        console.tell(
            ngettext(
                "{n} text still says {old}: the document's words are left as they are",
                "{n} texts still say {old}: the document's words are left as they are",
                edit.mentions,
            ).format(n=edit.mentions, old=edit.old)
        )
    return 0


class _Edit(NamedTuple):
    """What becomes of a plan file."""

    before: bytes
    after: bytes
    old: str
    """The name as the roster has it."""
    tasks: int
    mentions: int


def _edit(path: Path, typed: str, new: str, first: date | None, *, succeed: bool) -> _Edit:
    """The file with a unit renamed in it; nothing is written."""
    from dutymatrix.finding import has_errors
    from dutymatrix.planfile import read_bytes, usable
    from dutymatrix.planfile.rename import rename_unit as renamed
    from dutymatrix.planfile.rename import succeed_unit

    data = session.read_editable(path)
    before = usable(read_bytes(data, str(path)), str(path))
    old = session.resolve(before, typed)
    text = data.decode("utf-8")
    if succeed and first is not None:
        done = succeed_unit(text, before, old, new, first)
    else:
        done = renamed(text, before, old, new, first)
    # A name that was typed in bytes that are no text is found below.
    after = done.text.encode("utf-8", "surrogateescape")
    reading = read_bytes(after, str(path))
    if reading.plan is None or has_errors(reading.findings):
        raise BrokenByEditError(reading.findings)
    if reading.plan != done.plan:
        raise MisreadEditError(str(path))
    return _Edit(data, after, old, done.tasks, done.mentions)
