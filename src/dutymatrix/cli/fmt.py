"""`fmt`: plan files in canonical form."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import console, session, store
from dutymatrix.cli.options import PlanOption
from dutymatrix.i18n import N_, _, enumerated, ngettext

if TYPE_CHECKING:
    from dutymatrix.finding import Finding
    from dutymatrix.planfile.format import Kept


class _Edit(NamedTuple):
    """What becomes of a plan file."""

    path: Path
    before: bytes
    after: bytes
    kept: "Sequence[Kept]"
    """What stays as it is."""

    @property
    def changes(self) -> bool:
        return self.before != self.after


def fmt(
    ctx: typer.Context,
    file: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=N_("[FILE...]"),
            help=N_("Plan files, - for a filter; else that of --plan."),
            show_default=False,
        ),
    ] = None,
    plan: PlanOption = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help=N_("Write nothing; name the files that would change, exit code 1.")
        ),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=N_("Write nothing; show what would change."))
    ] = False,
) -> int:
    """Write plan files in canonical form: block style, one unit per line, one sentence per line.

    What the plan says stays, and so does every comment, beside what it is about. A part in which
    one cannot keep its place is left as it is, and said. Files with errors are not touched.
    """
    named = file or [session.find_plan(plan or ctx.obj.plan)]
    # All are read before one is written: an error in any leaves all as they are.
    edits = _edits(dict.fromkeys(named))
    for edit in edits:
        for kept in edit.kept:
            line = kept.before if check or diff else kept.line
            console.tell(
                _("{file}:{line}: left as it is: {why}").format(
                    file=edit.path, line=line, why=kept.why
                )
            )
        if diff and edit.changes:
            _show_diff(edit)
        elif check and edit.changes:
            console.show(f"{edit.path}\n", "table")
        elif edit.path == session.STANDARD_INPUT and not (check or diff):
            console.pass_on(edit.after)
        elif edit.changes:
            store.edit_file(edit.path, edit.before, edit.after)
            console.tell(_("{file} formatted").format(file=edit.path))
    if any(edit.changes for edit in edits):
        return 1 if check else 0
    if edits[0].path == session.STANDARD_INPUT:
        return 0
    console.tell(
        ngettext(
            "{n} file, in canonical form already",
            "{n} files, all in canonical form already",
            len(edits),
        ).format(n=len(edits))
    )
    return 0


def _edits(paths: Iterable[Path]) -> list[_Edit]:
    """What becomes of each file.

    Raises:
        InvalidPlanError: Files have errors; the exception carries what was found in all of them.
    """
    from dutymatrix.finding import InvalidPlanError, has_errors
    from dutymatrix.planfile import read_bytes
    from dutymatrix.planfile.format import format_plan
    from dutymatrix.progress.accountfile import begins_account
    from dutymatrix.progress.accountformat import format_account
    from dutymatrix.progress.accountreader import read_account

    broken: dict[Path, Sequence[Finding]] = {}
    edits: list[_Edit] = []
    for path in paths:
        filters = path == session.STANDARD_INPUT
        data = session.content(path) if filters else session.read_editable(path)
        if begins_account(data):
            account, findings = read_account(data, str(path))
            if account is None or has_errors(findings):
                broken[path] = findings
                continue
            text, kept = format_account(data.decode("utf-8"), account)
            edits.append(_Edit(path, data, text.encode("utf-8"), kept))
            continue
        plan, findings = read_bytes(data, str(path))
        if plan is None or has_errors(findings):
            broken[path] = findings
            continue
        text, kept = format_plan(data.decode("utf-8"), plan)
        edits.append(_Edit(path, data, text.encode("utf-8"), kept))
    if broken:
        found = [finding for findings in broken.values() for finding in findings]
        raise InvalidPlanError(enumerated(map(str, broken)), found)
    return edits


def _show_diff(edit: _Edit) -> None:
    from dutymatrix.screen.unified import render_changes

    shown = render_changes(edit.before, edit.after, str(edit.path))
    console.show(shown, "table")
    if not shown:
        console.tell(
            _("{file}: only line ends or a byte order mark would change").format(file=edit.path)
        )
