"""`check`: what is wrong in the plan file."""

from pathlib import Path
from typing import Annotated

import typer

from dutymatrix.cli import complete, console, session
from dutymatrix.cli.options import PlanOption
from dutymatrix.error import DutymatrixError, UnknownFormatError
from dutymatrix.i18n import N_, _, ngettext

_FORMATS = ("table", "json")


class UnknownRuleError(DutymatrixError):
    """No rule has the code that an explanation is asked for."""

    def __init__(self, code: str, codes: list[str]) -> None:
        super().__init__(
            _("there is no rule {code}").format(code=code)
            + "\n"
            + _("the rules are {codes}").format(codes=", ".join(codes))
        )


def check(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar=N_("[FILE]"), help=N_("The plan file; else that of --plan.")),
    ] = None,
    plan: PlanOption = None,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar=N_("CODE"),
            help=N_("Explain a rule: what it finds, why, and how to mend it."),
            autocompletion=complete.rules,
        ),
    ] = None,
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
    from dutymatrix.finding.rule import Severity
    from dutymatrix.screen.check import findings_json, render_findings

    if format_ not in _FORMATS:
        raise UnknownFormatError(format_, _FORMATS)
    if explain is not None:
        _explain(explain)
        return 0
    path = session.find_plan(file or plan or ctx.obj.plan)
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


def _explain(code: str) -> None:
    from dutymatrix.finding.rule import RULES
    from dutymatrix.screen.check import explain_rule

    if code.upper() not in RULES:
        raise UnknownRuleError(code, list(RULES))
    console.show(explain_rule(code.upper()), "table")
