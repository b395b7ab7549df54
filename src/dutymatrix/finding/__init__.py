"""One reported problem, at its place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.error import DutymatrixError, ready
from dutymatrix.i18n import _

if TYPE_CHECKING:
    from dutymatrix.finding.rule import Severity


class Finding(NamedTuple):
    """One problem, at its place. Findings sort by file, line and column."""

    file: str
    line: int
    """From 1; 0 where the problem is the whole file's."""
    column: int
    code: str
    """A key of `rule.RULES`."""
    message: str
    """What is wrong, in the user's language."""
    hint: str
    """The next step."""
    excerpt: str = ""
    """The line of the file it stands in."""
    number: str | None = None
    """The task it belongs to, as a path (`3.3`)."""
    words: str = ""
    """What it is about, where only the place of the whole task is known."""

    @property
    def severity(self) -> "Severity":
        """The severity of the rule that found it."""
        from dutymatrix.finding.rule import RULES

        return RULES[self.code].severity


class InvalidPlanError(DutymatrixError):
    """A plan file has errors; all its findings are carried along."""

    def __init__(self, file: str, findings: Sequence[Finding]) -> None:
        self.file = file
        self.findings = tuple(findings)
        paths = " ".join(map(ready, dict.fromkeys(finding.file for finding in findings)))
        said = _("{file} has errors; fix them, then try again (dutymatrix check {paths})")
        super().__init__(said.format(file=file, paths=paths))


def found(
    file: str,
    place: tuple[int, int],
    code: str,
    message: str,
    hint: str | None = None,
    *,
    excerpt: str = "",
    number: str | None = None,
    words: str = "",
) -> Finding:
    """A finding at (line, column); its next step is the rule's where none is given."""
    from dutymatrix.finding.rule import next_step

    hint = next_step(code) if hint is None else hint
    return Finding(file, *place, code, message, hint, excerpt, number, words)


def has_errors(findings: Sequence[Finding]) -> bool:
    """Whether a finding forbids using the plan."""
    if not findings:
        return False
    from dutymatrix.finding.rule import Severity

    return any(finding.severity is Severity.ERROR for finding in findings)
