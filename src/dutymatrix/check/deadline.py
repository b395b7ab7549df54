"""Dates that do not say what the document's words for them say."""

from collections.abc import Iterator

from dutymatrix.check.place import of_item
from dutymatrix.finding import Finding
from dutymatrix.i18n import _
from dutymatrix.plan.model import Plan
from dutymatrix.plan.period import parse_period, read_year_before


def find_wrong_dates(plan: Plan) -> Iterator[Finding]:
    """Dates of two readings (DM502), and dates that are none of their words' (DM503)."""
    for item in plan.items:
        for milestone in item.entry.milestones:
            by, said = milestone.by, milestone.said
            if not by or not said:
                continue
            readings, period = read_year_before(said), parse_period(said)
            if readings and by == readings.letter:
                what = _("{said} is taken for {letter}; it may mean {usage}").format(
                    said=said, letter=readings.letter, usage=readings.usage
                )
                yield of_item(plan, "DM502", item, what)
            elif (period and by != period.last) or (readings and by not in readings):
                what = _("{said} does not say {by}").format(said=said, by=by)
                yield of_item(plan, "DM503", item, what)
