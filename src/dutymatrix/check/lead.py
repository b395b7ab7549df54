"""Tasks without a list, and tasks that nobody leads, or nobody that can be called."""

from collections.abc import Iterator

from dutymatrix.check.place import of_item, place_of
from dutymatrix.finding import Finding
from dutymatrix.i18n import _, listed
from dutymatrix.plan.model import Item, Plan, Role, Task


def find_tasks_without_list(plan: Plan) -> Iterator[Finding]:
    """Tasks without units among tasks that have some (DM302)."""
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
                yield of_item(plan, "DM302", item, what)


def find_tasks_without_lead(plan: Plan) -> Iterator[Finding]:
    """Tasks whose units only join or guide (DM303)."""
    # 以下均需试点城市落实，不再列出: they answer, where a task's list only has who guides them.
    is_carried = any(standing.units for standing in plan.standing)
    for item in plan.items:
        roles = {role for _unit, role in item.entry.assignments}
        if is_carried and roles == {Role.GUIDE}:
            continue
        if roles and not roles & {Role.LEAD, Role.RESPONSIBLE}:
            what = _("nobody leads {label} {title}").format(label=item.label, title=item.title)
            yield of_item(plan, "DM303", item, what)


def find_leading_groups(plan: Plan) -> Iterator[Finding]:
    """Tasks that only phrases for several units lead (DM315)."""
    groups = plan.group_by_name
    for item in plan.items:
        leads = item.entry.lead
        if leads and all(lead in groups for lead in leads):
            what = _("{label} {title} is led by {group}, which is not one unit")
            what = what.format(label=item.label, title=item.title, group=listed(leads))
            yield of_item(plan, "DM315", item, what, place=place_of(item, leads[0]))
