"""`restore`: one task as another version of the plan has it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import complete, console, session, store
from dutymatrix.cli.options import EditDryRunOption, PlanOption
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dutymatrix.finding import Finding
    from dutymatrix.revision.restoration import Restored
    from dutymatrix.revision.version import Version


class BrokenByTaskError(DutymatrixError):
    """The plan would have errors with the task; its findings are carried along."""

    def __init__(self, findings: "Sequence[Finding]") -> None:
        self.findings = tuple(findings)
        super().__init__(
            _("the plan would have errors with the task; nothing was changed")
            + "\n"
            + _("fix the problems above, or take the task over by hand")
        )


def restore(
    ctx: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar=N_("NUMBER"),
            help=N_("The task, as that version numbers it: 3.3, 三·3 or （三）3."),
            autocompletion=complete.numbers,
        ),
    ],
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar=N_("VERSION"),
            help=N_("A git revision or branch, a day (@2018-12-31) or a plan file."),
            show_default=True,
        ),
    ] = "HEAD",
    plan: PlanOption = None,
    dry_run: EditDryRunOption = False,
) -> int:
    """Bring a task back as another version has it, with its comments.

    It is put where it is now, or behind what it was behind. Units that have a new name
    since go by that; those that the roster lacks come back there. All else stays.
    """
    path = session.find_plan(plan or ctx.obj.plan)
    edit = _edit(path, number, source)
    if dry_run:
        from dutymatrix.screen.unified import render_changes

        console.show(render_changes(edit.before, edit.after, str(path)), "table")
    elif edit.after != edit.before:
        store.edit_file(path, edit.before, edit.after)
    item, label = edit.done.item, edit.version.label
    said = _("{task} is as in {version} already")
    if edit.after != edit.before:
        said = _("{task}, as in {version}")
    console.tell(said.format(task=f"{item.label} {item.title}", version=label))
    if edit.done.units:
        names = _(", ").join(edit.done.units)
        console.tell(_("came back into the roster: {names}").format(names=names))
    return 0


class _Edit(NamedTuple):
    """What becomes of a plan file."""

    before: bytes
    after: bytes
    done: "Restored"
    version: "Version"


def _edit(path: Path, number: str, source: str) -> _Edit:
    """The file with the task as it was; nothing is written."""
    from dutymatrix.finding import has_errors
    from dutymatrix.plan.number import find_item
    from dutymatrix.planfile import read_bytes, usable
    from dutymatrix.revision.restoration import restore_task
    from dutymatrix.revision.version import parse_side, read_side

    data = session.read_editable(path)
    plan = usable(read_bytes(data, str(path)), str(path))
    version = read_side(parse_side(source), path)
    if session.is_document(version.data, version.file):
        raise session.NoPlanFileError(version.file)
    old = session.plan_of(version.data, version.file)
    item = find_item(old, number)
    old_text = version.data.decode("utf-8-sig")
    done = restore_task(data.decode("utf-8"), plan, old_text, old, item.number)
    after = done.text.encode("utf-8")
    reading = read_bytes(after, str(path))
    if reading.plan is None or has_errors(reading.findings):
        raise BrokenByTaskError(reading.findings)
    return _Edit(data, after, done, version)
