"""What deserves a look in a plan that can be used: findings beyond those of its reading.

A rule is a function in the file of its family, a line in `_CHECKS`, and a page in the register
(`finding.rule`).
"""

from collections.abc import Callable, Container, Iterator

from dutymatrix.check.deadline import find_wrong_dates
from dutymatrix.check.lead import find_tasks_without_lead, find_tasks_without_list
from dutymatrix.finding import Finding
from dutymatrix.plan.model import Plan

_CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    find_tasks_without_list,
    find_tasks_without_lead,
    find_wrong_dates,
)


def check_plan(plan: Plan, chosen: Container[str] | None = None) -> tuple[Finding, ...]:
    """Findings in a plan, in the order of its file.

    Args:
        plan: The plan.
        chosen: Codes of the rules that count; None: all that are looked for unasked.
    """
    findings = sorted(found for check in _CHECKS for found in check(plan))
    if not findings:
        return ()
    from dutymatrix.finding.choice import DEFAULT

    chosen = DEFAULT if chosen is None else chosen
    return tuple(found for found in findings if found.code in chosen)
