"""What deserves a look in a plan that can be used: findings beyond those of its reading.

A rule is a function in the file of its family, a line in `_CHECKS`, and a page in the register
(`finding.rule`).
"""

from collections.abc import Callable, Iterator

from dutymatrix.check.deadline import find_wrong_dates
from dutymatrix.check.lead import find_tasks_without_lead, find_tasks_without_list
from dutymatrix.finding import Finding
from dutymatrix.plan.model import Plan

_CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    find_tasks_without_list,
    find_tasks_without_lead,
    find_wrong_dates,
)


def check_plan(plan: Plan) -> tuple[Finding, ...]:
    """Findings in a plan, in the order of its file."""
    return tuple(sorted(found for check in _CHECKS for found in check(plan)))
