"""`verify`: whether the plan says what its document says."""

from pathlib import Path
from typing import Annotated

import typer

from dutymatrix.cli import complete, console, session
from dutymatrix.cli.options import PlanOption
from dutymatrix.error import UnknownFormatError
from dutymatrix.i18n import N_, _, ngettext

_FORMATS = ("table", "json")


def verify(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar=N_("FILE"), help=N_("The document: .docx, .xlsx, .pdf, .html, .md or text.")
        ),
    ],
    plan: PlanOption = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar=N_("FORMAT"),
            help=N_("table (for eyes) or json."),
            autocompletion=complete.one_of(_FORMATS),
        ),
    ] = "table",
) -> int:
    """Hold the plan against the document it was made of: every list, every word.

    Whatever only one of them says is named with both places; the exit code is then 1.
    """
    from dutymatrix.document import build_plan
    from dutymatrix.document.block import Table
    from dutymatrix.document.proof.completion import complete, states_only_tasks
    from dutymatrix.document.proof.verify import verify_plan
    from dutymatrix.document.readers import read_document
    from dutymatrix.finding.rule import RULES, Severity
    from dutymatrix.screen.check import findings_json, render_findings

    if format_ not in _FORMATS:
        raise UnknownFormatError(format_, _FORMATS)
    session.refuse_plan(file)
    kept = session.load(plan or ctx.obj.plan)
    with session.told_progress() as progress:
        document = read_document(file, progress=progress)
    intake = build_plan(document)
    has_table = any(isinstance(block, Table) for block in document.blocks)
    if has_table and states_only_tasks(intake.plan):
        # A table of tasks cannot be asked for the preamble and the chapters.
        intake = intake._replace(plan=complete(intake.plan, kept))
        console.tell(
            _("{document} holds only tasks; only they were compared").format(document=file)
        )
    findings = verify_plan(kept, intake)
    if format_ == "json":
        console.show(findings_json(kept, findings), "json")
    elif findings:
        console.show(render_findings(findings) + "\n", "table")
    errors = sum(RULES[finding.code].severity is Severity.ERROR for finding in findings)
    coverage = intake.coverage
    console.tell(
        _("{document} in {plan}: {lists}, {assignments}; {differences}").format(
            document=file,
            plan=kept.file,
            lists=ngettext("{n} list", "{n} lists", coverage.lists_used).format(
                n=coverage.lists_used
            ),
            assignments=ngettext("{n} assignment", "{n} assignments", coverage.assignments).format(
                n=coverage.assignments
            ),
            differences=ngettext("{n} difference", "{n} differences", errors).format(n=errors)
            if errors
            else _("no difference"),
        )
    )
    return 1 if errors else 0
