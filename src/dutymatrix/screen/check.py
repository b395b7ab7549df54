"""Findings as an editor or a person can follow them: file:line:column: CODE message."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dutymatrix.finding import Finding
from dutymatrix.finding.rule import FAMILIES, RULES, Rule, Severity
from dutymatrix.i18n import N_, _, bracketed, current_messages
from dutymatrix.markup.json_ import dump, head
from dutymatrix.measure import cells, shown, wrap
from dutymatrix.plan.model import Plan

_SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}
_OF_DOCUMENT, _OF_FOLDER, _OFF, _MENDED = "import, verify", "FOLDER", "--select", "--fix"
_REMARKS = {
    _OF_DOCUMENT: N_("Reported by import or verify, never by check."),
    _OF_FOLDER: N_("Found by check FOLDER, between the plans in it."),
    _OFF: N_("Looked for only where --select names it."),
    _MENDED: N_("check --fix does it where there is one right answer."),
}
"""What is said of rules, by the mark that stands for it in a list."""
_WIDEST_EXCERPT = 60


def render_findings(findings: Iterable[Finding]) -> str:
    """Each finding with its line and the next step; what is invisible there is made visible."""
    return "\n".join(shown(line) for finding in findings for line in _lines(finding))


class Looked(NamedTuple):
    """A file that was looked at."""

    path: str
    plan: Plan | None
    """None where none could be read."""
    findings: tuple[Finding, ...]


class CheckView(NamedTuple):
    """What was found in one plan file, or in several."""

    files: tuple[Looked, ...]
    unread: tuple[tuple[str, str], ...] = ()
    """Paths of files that could not be read, each with the reason."""
    is_of_one: bool = False
    """Whether one file was asked for, by its name."""

    @property
    def plan(self) -> Plan | None:
        """The plan, where there is but one."""
        return self.files[0].plan if self.is_of_one else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, file by file; what lies beside several plans is found once."""
        return tuple(dict.fromkeys(found for file in self.files for found in file.findings))

    @property
    def errors(self) -> int:
        """How many forbid using a plan."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many are worth a look."""
        return len(self.findings) - self.errors

    def data(self) -> Mapping[str, object]:
        """The findings as JSON has them."""
        if self.is_of_one:
            return {**head(self.plan), "findings": findings_data(self.findings)}
        read = [
            {
                "plan": file.plan.title if file.plan else None,
                "path": file.path,
                "findings": findings_data(file.findings),
            }
            for file in self.files
        ]
        unread = [{"path": path, "reason": reason} for path, reason in self.unread]
        return {**head(None), "plans": read, "unread": unread}


def render(view: CheckView, _options: object) -> str:
    """Each finding for eyes; nothing where there is none."""
    findings = view.findings
    return render_findings(findings) + "\n" if findings else ""


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
            "mendable": RULES[finding.code].mended,
        }
        for finding in findings
    ]


def explain_rules(codes: Sequence[str], width: int | None) -> str:
    """Manual pages: of one rule its own, of several a sentence each."""
    if len(codes) == 1:
        return "\n".join(_iter_page(codes[0])) + "\n"
    return "\n".join(_iter_list(codes, width or sys.maxsize)) + "\n"


def iter_remarks(rule: Rule) -> Iterator[str]:
    """What else is to be said of a rule: who looks for it, and whether a program mends it."""
    return (_(remark) for mark, remark in _REMARKS.items() if mark in _marks(rule))


def _marks(rule: Rule) -> tuple[str, ...]:
    """By what a rule is marked in a list of several."""
    marks = {
        _OF_DOCUMENT: rule.of_document,
        _OF_FOLDER: rule.of_folder,
        _OFF: not rule.by_default,
        _MENDED: rule.mended,
    }
    return tuple(mark for mark, is_so in marks.items() if is_so)


def _iter_page(code: str) -> Iterator[str]:
    rule = RULES[code]
    yield bracketed(f"{code} {rule.name}", _(_SEVERITIES[rule.severity]), current_messages())
    yield ""
    yield _(rule.what)
    yield _(rule.why)
    yield _(rule.fix)
    yield from iter_remarks(rule)
    for name, example in ((_("Found in:"), rule.fails), (_("Not found in:"), rule.passes)):
        if example:
            yield ""
            yield name
            yield from (f"  {line}" for line in example.rstrip("\n").split("\n"))


def _iter_list(codes: Sequence[str], width: int) -> Iterator[str]:
    severities = {severity: _(word) for severity, word in _SEVERITIES.items()}
    widest = max(map(cells, severities.values()))
    family = ""
    for code in codes:
        rule = RULES[code]
        if not code.startswith(family or " "):
            if family:
                yield ""
            family = next(family for family in FAMILIES if code.startswith(family))
            yield f"{family} {_(FAMILIES[family])}"
        severity = severities[rule.severity]
        begin = f"{code}  {severity}{' ' * (widest - cells(severity))}  "
        said = " ".join([_(rule.what), *(f"[{mark}]" for mark in _marks(rule))])
        # Where it is narrow the second column begins at the left.
        hang = cells(begin) if width > 2 * cells(begin) else 2
        yield from wrap(begin + said, width, hang=hang)
    yield ""
    used = {mark for code in codes for mark in _marks(RULES[code])}
    for mark, remark in _REMARKS.items():
        if mark in used:
            yield from wrap(f"[{mark}] {_(remark)}", width, hang=2)


def _lines(finding: Finding) -> Iterable[str]:
    place = finding.file
    if finding.line:
        place += f":{finding.line}:{finding.column}"
    severity = _(_SEVERITIES[finding.severity])
    said = _("{severity}: {message}").format(severity=severity, message=finding.message)
    yield f"{place}: {finding.code} {said}"
    if finding.excerpt.strip():
        # A long line is shown around the place.
        start = max(0, finding.column - 1 - _WIDEST_EXCERPT // 2)
        excerpt = finding.excerpt[start : start + _WIDEST_EXCERPT].replace("\t", " ")
        before = shown(excerpt[: finding.column - 1 - start])
        yield f"    {excerpt}"
        yield f"    {' ' * cells(before)}^"
    yield from (f"    {line}" for line in finding.hint.split("\n"))
