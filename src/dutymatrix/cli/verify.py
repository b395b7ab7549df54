"""`verify`: whether the plan says what its document says."""

from typing import Annotated

import typer

from dutymatrix.cli import console, session, value
from dutymatrix.cli.options import (
    OUTPUT,
    DocumentsArgument,
    OriginalOption,
    PlanOption,
    TableOption,
)
from dutymatrix.error import UnknownFormatError
from dutymatrix.i18n import N_

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
    """
    from dutymatrix.document.verification import verify_document
    from dutymatrix.markup.json_ import dump_lines
    from dutymatrix.screen.check import findings_data, findings_json, render_findings
    from dutymatrix.screen.verify import render_agreement

    if format_ not in _FORMATS:
        raise UnknownFormatError(format_, _FORMATS)
    tables = value.tables(table)
    document = session.read_official(*files, original=original)
    path = session.find_plan(plan or ctx.obj.plan)
    kept = session.load(path)
    verified = verify_document(kept, document, session.waivers_in(path), tables)
    findings = verified.differences
    if format_ == "json":
        console.show(findings_json(kept, findings), "json")
    elif format_ == "jsonl":
        console.show(dump_lines(findings_data(findings)), "jsonl")
    elif findings:
        console.show(render_findings(findings) + "\n", "table")
    for line in render_agreement(kept, verified):
        console.tell(line)
    return 1 if findings else 0
