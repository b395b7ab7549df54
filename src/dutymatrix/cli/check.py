"""`check`: what is wrong in the plan file."""

from typing import Annotated

import typer

from dutymatrix.cli import complete, console, session
from dutymatrix.cli.options import PlanOption
from dutymatrix.error import UnknownFormatError
from dutymatrix.i18n import N_, _, ngettext

_FORMATS = ("table", "json")


def check(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("[FILE]"),
            help=N_("The plan file; else that of --plan."),
            autocompletion=complete.checked,
            show_default=False,
        ),
    ] = None,
    plan: PlanOption = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=N_("List the rules; explain the one whose code stands behind it, DM502."),
        ),
    ] = False,
    format_: Annotated[
        str,
        typer.Option("--format", "-f", metavar=N_("FORMAT"), help=N_("table (for eyes) or json.")),
    ] = "table",
) -> int:
    """Find what is wrong in the plan file, all of it, each with its place.

    The exit code is 1 where there are errors; warnings are worth a look.
    """
    from dutymatrix.check import check_plan
    from dutymatrix.finding import Finding, has_errors
    from dutymatrix.finding.choice import iter_codes
    from dutymatrix.finding.rule import FAMILIES, Severity
    from dutymatrix.screen.check import explain_rules, findings_json, render_findings

    if format_ not in _FORMATS:
        raise UnknownFormatError(format_, _FORMATS)
    if explain:
        console.show(explain_rules([*iter_codes(files or FAMILIES)], console.width()), "table")
        return 0
    path = session.find_plan(files[0] if files else plan or ctx.obj.plan)
    reading = session.read(path)
    findings: tuple[Finding, ...] = reading.findings
    if reading.plan is not None and not has_errors(findings):
        findings = tuple(sorted((*findings, *check_plan(reading.plan))))
    if format_ == "json":
        console.show(findings_json(reading.plan, findings), "json")
    elif findings:
        console.show(render_findings(findings) + "\n", "table")
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    console.tell(
        _("{file}: {errors}, {warnings}").format(
            file=path,
            errors=ngettext("{n} error", "{n} errors", errors).format(n=errors),
            warnings=ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
        )
    )
    return 1 if errors else 0
