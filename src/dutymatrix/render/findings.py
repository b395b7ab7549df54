"""Findings as an editor or a person can follow them: file:line:column: CODE message."""

from collections.abc import Iterable
from unicodedata import east_asian_width

from dutymatrix.finding import RULES, Finding, Severity
from dutymatrix.i18n import N_, _
from dutymatrix.model import Plan
from dutymatrix.render.json_ import dump, head

_SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}
_WIDEST_EXCERPT = 60


def render_findings(findings: Iterable[Finding]) -> str:
    """Each finding with its line and the next step."""
    return "\n".join("\n".join(_lines(finding)) for finding in findings)


def findings_json(plan: Plan | None, findings: Iterable[Finding]) -> str:
    """Findings as JSON."""
    return dump(
        {
            **head(plan),
            "findings": [
                {
                    "code": finding.code,
                    "severity": finding.severity.value,
                    "file": finding.file,
                    "line": finding.line,
                    "column": finding.column,
                    "message": finding.message,
                    "hint": finding.hint,
                    "number": finding.number,
                }
                for finding in findings
            ],
        }
    )


def explain_rule(code: str) -> str:
    """A rule's manual page."""
    rule = RULES[code]
    lines = [
        f"{code} {rule.name} ({_(_SEVERITIES[rule.severity])})",
        "",
        _(rule.what),
        _(rule.why),
        _(rule.fix),
    ]
    for name, example in ((_("Found in:"), rule.fails), (_("Not found in:"), rule.passes)):
        if example:
            lines += ["", name, *(f"  {line}" for line in example.rstrip("\n").split("\n"))]
    return "\n".join(lines) + "\n"


def _lines(finding: Finding) -> Iterable[str]:
    place = finding.file
    if finding.line:
        place += f":{finding.line}:{finding.column}"
    severity = _(_SEVERITIES[finding.severity])
    yield f"{place}: {finding.code} {severity}: {finding.message}"
    if finding.excerpt.strip():
        # A long line is shown around the place.
        start = max(0, finding.column - 1 - _WIDEST_EXCERPT // 2)
        shown = finding.excerpt[start : start + _WIDEST_EXCERPT].replace("\t", " ")
        before = shown[: finding.column - 1 - start]
        width = sum(2 if east_asian_width(char) in "WF" else 1 for char in before)
        yield f"    {shown}"
        yield f"    {' ' * width}^"
    yield f"    {finding.hint}"
