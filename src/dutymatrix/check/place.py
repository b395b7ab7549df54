"""Where a finding of a usable plan stands."""

from dutymatrix.finding import Finding, found
from dutymatrix.plan.model import Item, Plan


def of_item(plan: Plan, code: str, item: Item, message: str) -> Finding:
    """A finding at a task's place."""
    place = item.entry.span or (0, 0)
    return found(plan.file, place, code, message, number=item.number)
