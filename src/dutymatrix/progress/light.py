"""The light of a task on a day: overdue, near its deadline or behind, on time, closed."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from dutymatrix.i18n import N_
from dutymatrix.plan.model import Item
from dutymatrix.progress.account import Entry, Report, State, period_order

WITHIN = 30
"""So many days before its deadline a task is amber."""


class Light(Enum):
    """How a task stands; the value is the word in JSON."""

    RED = "red"
    """Overdue, and not closed."""
    AMBER = "amber"
    """Due soon, or a unit says that it is behind."""
    GREEN = "green"
    GREY = "grey"
    """Closed."""


LIGHT_WORDS = {
    Light.RED: N_("red"),
    Light.AMBER: N_("amber"),
    Light.GREEN: N_("green"),
    Light.GREY: N_("closed"),
}
"""Each light in a word."""


def due_of(item: Item, entry: Entry | None) -> date | None:
    """The deadline that counts: the first of the plan's, but for those an extension took away."""
    days = sorted(m.by for m in item.entry.milestones if m.by)
    extended = entry.extended_to if entry else None
    if extended is None:
        return days[0] if days else None
    return min((extended, *(day for day in days if day > extended)))


def last_words(reports: Iterable[Report]) -> dict[str, Report]:
    """The last report of each unit, by its period."""
    last: dict[str, Report] = {}
    for report in reports:
        before = last.get(report.unit)
        if before is None or period_order(report.period) >= period_order(before.period):
            last[report.unit] = report
    return last


def light_of(
    due: date | None, entry: Entry | None, last: Iterable[Report], today: date, within: int = WITHIN
) -> Light:
    """The light of a task.

    Args:
        due: The deadline that counts.
        entry: What is known of the task.
        last: The last report of each unit.
        today: The day.
        within: How many days before its deadline it is amber.
    """
    if entry and entry.closed and entry.closed <= today:
        return Light.GREY
    if due and due < today:
        return Light.RED
    is_behind = any(report.state is State.BEHIND for report in last)
    if is_behind or (due and due - today <= timedelta(days=within)):
        return Light.AMBER
    return Light.GREEN
