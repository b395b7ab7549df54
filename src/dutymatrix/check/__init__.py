"""What deserves a look in a plan that can be used: findings beyond those of its reading."""

from collections.abc import Iterator

from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _
from dutymatrix.plan.model import Item, Plan, Role, Task
from dutymatrix.plan.period import parse_period, read_year_before


def check_plan(plan: Plan) -> tuple[Finding, ...]:
    """Findings in a plan, in the order of its file."""
    return tuple(sorted([*_tasks_without_list(plan), *_nobody_answers(plan), *_dates(plan)]))


def _tasks_without_list(plan: Plan) -> Iterator[Finding]:
    by_section: dict[str, list[Item]] = {}
    for item in plan.items:
        # A heading's own list is no task beside its tasks.
        if isinstance(item.entry, Task):
            by_section.setdefault(item.section_number, []).append(item)
    for siblings in by_section.values():
        if not any(item.entry.assignments for item in siblings):
            continue
        for item in siblings:
            # An item is answered for where its parts are.
            if not item.entry.assignments and f"{item.number}a" not in plan.item_by_number:
                what = _("{label} {title} names no unit").format(label=item.label, title=item.title)
                yield _finding(plan, "DM302", item, what)


def _nobody_answers(plan: Plan) -> Iterator[Finding]:
    for item in plan.items:
        roles = {role for _unit, role in item.entry.assignments}
        if roles and not roles & {Role.LEAD, Role.RESPONSIBLE}:
            what = _("nobody leads {label} {title}").format(label=item.label, title=item.title)
            yield _finding(plan, "DM303", item, what)


def _dates(plan: Plan) -> Iterator[Finding]:
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
                yield _finding(plan, "DM502", item, what)
            elif (period and by != period.last) or (readings and by not in readings):
                what = _("{said} does not say {by}").format(said=said, by=by)
                yield _finding(plan, "DM503", item, what)


def _finding(plan: Plan, code: str, item: Item, message: str) -> Finding:
    place = item.entry.span or (0, 0)
    return found(plan.file, place, code, message, number=item.number)
