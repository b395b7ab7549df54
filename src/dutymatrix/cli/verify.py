"""`verify`: whether the plan says what its document says."""

from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import bar, console, session, value
from dutymatrix.cli.options import (
    OUTPUT,
    DocumentsArgument,
    OriginalOption,
    PlanOption,
    TableOption,
)
from dutymatrix.error import UnknownFormatError
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dutymatrix.markup.stamp import Stamp
    from dutymatrix.plan.model import Plan
    from dutymatrix.screen.verify import Made

_FORMATS = ("table", "json", "jsonl")


def verify(
    ctx: typer.Context,
    files: DocumentsArgument,
    plan: PlanOption = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar=N_("FORMAT"),
            help=N_("table (for reading), json or jsonl."),
            autocompletion=value.offer(_FORMATS),
            rich_help_panel=OUTPUT,
        ),
    ] = "table",
    table: TableOption = None,
    original: OriginalOption = False,
) -> int:
    """Compare the plan with the document it was made from: every list, every word.

    Whatever only one of them says is named with both places; the exit code is then 1.
    Of a paper that was made from the plan it says which version that was; the exit code is 1
    where the plan is another one now.
    """
    from dutymatrix.document.verification import verify_document
    from dutymatrix.markup.json_ import dump, dump_lines, head
    from dutymatrix.screen.check import findings_data, render_findings
    from dutymatrix.screen.verify import render_agreement

    if format_ not in _FORMATS:
        raise UnknownFormatError(format_, _FORMATS)
    tables = value.tables(table)
    stamp = _stamp(files)
    document = session.read_official(*files, original=original)
    path = session.find_plan(plan or ctx.obj.plan)
    kept = session.load(path)
    made = _made(files[0], stamp, path, kept) if stamp else None
    waivers = session.waivers_in(path)
    bar.doing(_("comparing"))
    verified = verify_document(kept, document, waivers, tables)
    # Lists, letters and pages say a part of the plan; a breakdown says all of its tasks.
    compared = not made or len(verified.intake.plan.items) >= len(kept.items)
    findings = verified.differences if compared else ()
    if format_ == "json":
        also = made.data() if made else {}
        console.show(dump({**head(kept), **also, "findings": findings_data(findings)}), "json")
    elif format_ == "jsonl":
        console.show(dump_lines(findings_data(findings)), "jsonl")
    elif made or findings:
        said = [*(made.lines(compared=compared) if made else ())]
        said += [render_findings(findings)] if findings else []
        console.show("".join(f"{line}\n" for line in said), "table")
    for line in render_agreement(kept, verified) if compared else ():
        console.tell(line)
    return 1 if findings or (made and not made.is_present) else 0


def _made(file: "Path", stamp: "Stamp", path: "Path", plan: "Plan") -> "Made":
    """A paper, with where the plan that it was made from stands among the versions."""
    from dutymatrix.revision.version import digest_of, find_standing
    from dutymatrix.screen.verify import Made

    standing = find_standing(stamp.digest, stamp.commit, path)
    is_present = digest_of(session.content(path)) == stamp.digest
    return Made(file, plan, stamp, standing, is_present)


def _stamp(files: "Sequence[Path]") -> "Stamp | None":
    """What a paper says that it was made from; None of what is no paper of ours."""
    from dutymatrix.markup.stamp import read_stamp

    if len(files) != 1 or files[0] == session.STANDARD_INPUT or not session.is_file(files[0]):
        return None
    return read_stamp(session.read_whole(files[0]))
