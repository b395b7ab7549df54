"""Findings as an editor or a person can follow them: file:line:column: CODE message."""

from collections.abc import Iterable

from dutymatrix.finding import Finding
from dutymatrix.finding.rule import RULES, Severity
from dutymatrix.i18n import N_, _
from dutymatrix.markup.json_ import dump, head
from dutymatrix.measure import cells, shown
from dutymatrix.plan.model import Plan

_SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}
_WIDEST_EXCERPT = 60


def render_findings(findings: Iterable[Finding]) -> str:
    """Each finding with its line and the next step; what is invisible there is made visible."""
    return "\n".join(shown(line) for finding in findings for line in _lines(finding))


def findings_json(plan: Plan | None, findings: Iterable[Finding]) -> str:
    """Findings as JSON."""
    return dump({**head(plan), "findings": findings_data(findings)})


def findings_data(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings as they stand in JSON."""
    return [
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
    ]


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
        excerpt = finding.excerpt[start : start + _WIDEST_EXCERPT].replace("\t", " ")
        before = shown(excerpt[: finding.column - 1 - start])
        yield f"    {excerpt}"
        yield f"    {' ' * cells(before)}^"
    yield f"    {finding.hint}"
