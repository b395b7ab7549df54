"""What deserves a look in a plan that can be used: findings beyond those of its reading.

A rule is a function in the file of its family, a line in `_CHECKS`, and a page in the register
(`finding.rule`). None may compare every task with every other: large plans are checked, too.
"""

from collections.abc import Callable, Container, Iterator, Sequence

from dutymatrix.check.deadline import (
    find_dates_outside,
    find_invented_goals,
    find_unkept_goals,
    find_wrong_dates,
)
from dutymatrix.check.double import find_double_names, find_double_tasks
from dutymatrix.check.ended import find_ended_units
from dutymatrix.check.lead import (
    find_leading_groups,
    find_tasks_without_lead,
    find_tasks_without_list,
)
from dutymatrix.check.pattern import (
    find_gaps,
    find_odd_sections,
    find_odd_titles,
    find_swallowed_items,
)
from dutymatrix.check.place import iter_located
from dutymatrix.check.tasked import (
    find_leads_of_nothing,
    find_tasked_units,
    find_units_sent_elsewhere,
)
from dutymatrix.finding import Finding
from dutymatrix.finding.choice import DEFAULT
from dutymatrix.plan.model import Plan

_CHECKS: dict[Callable[[Plan], Iterator[Finding]], tuple[str, ...]] = {
    find_double_names: ("DM209",),
    find_ended_units: ("DM212",),
    find_tasks_without_list: ("DM302",),
    find_tasks_without_lead: ("DM303",),
    find_tasked_units: ("DM208", "DM312", "DM314"),
    find_units_sent_elsewhere: ("DM313",),
    find_leading_groups: ("DM315",),
    find_leads_of_nothing: ("DM316",),
    find_double_tasks: ("DM406",),
    find_unkept_goals: ("DM407", "DM506"),
    find_wrong_dates: ("DM502", "DM503"),
    find_invented_goals: ("DM507",),
    find_dates_outside: ("DM508",),
    find_gaps: ("DM608",),
    find_odd_titles: ("DM609",),
    find_odd_sections: ("DM610",),
    find_swallowed_items: ("DM611",),
}
"""What looks for problems, with the codes of the rules that it may find."""


def check_plan(
    plan: Plan, chosen: Container[str] | None = None, lines: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Findings in a plan, in the order of its file.

    Args:
        plan: The plan.
        chosen: Codes of the rules that count; None: all that are looked for unasked.
        lines: Those of the plan's file, so that findings stand at the words they are about;
            without them at their task.
    """
    chosen = DEFAULT if chosen is None else chosen
    findings = [
        finding
        for check, codes in _CHECKS.items()
        if any(code in chosen for code in codes)
        for finding in check(plan)
        if finding.code in chosen
    ]
    return tuple(sorted(iter_located(findings, plan, lines)))
