"""Why plans are not merged by task and unit."""

from dutymatrix.error import DutymatrixError
from dutymatrix.finding import InvalidPlanError
from dutymatrix.finding.rule import Severity
from dutymatrix.i18n import _


class UnmergeableError(DutymatrixError):
    """Two versions cannot be merged task by task; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            _("the plan is not merged task by task: {reason}").format(reason=reason)
            + "\n"
            + _("git's own merge, line by line, takes its place")
        )


def reason_of(error: InvalidPlanError, where: str) -> str:
    """What is wrong with a text that is no plan; `where` says which text."""
    found = next(each for each in error.findings if each.severity is Severity.ERROR)
    if found.line:
        where = _("{where}, line {line}").format(where=where, line=found.line)
    return f"{where}: {found.message}"
