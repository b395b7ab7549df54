"""Places in the plan as people type them, resolved to its items."""

from dutymatrix.error import AmbiguousNumberError, UnknownNumberError
from dutymatrix.i18n import _
from dutymatrix.model import Item, Plan
from dutymatrix.numbering import parse_number


def find_item(plan: Plan, typed: str) -> Item:
    """The task that was meant by `3.3`, `三·3`, `（三）3`, its id, or a running number alone.

    Raises:
        AmbiguousNumberError: It fits several tasks, such as the parts of an item.
        UnknownNumberError: It fits none; the error says what is near.
    """
    for item in plan.items:
        if item.entry.id == typed:
            return item
    path = parse_number(typed)
    if path is None:
        raise UnknownNumberError(typed, _("type a number such as 3.3, 三·3 or （三）3"))
    letter = path[-1] if path[-1].isalpha() else ""
    digits = path[: len(path) - len(letter)]
    number = ".".join(digits) + letter
    chapter = parse_number(plan.chapter.partition("、")[0]) if plan.chapter else None
    candidates = [number]
    if chapter and digits[:1] == chapter and len(digits) > 1:
        candidates.append(".".join(digits[1:]) + letter)
    for candidate in candidates:
        if candidate in plan.item_by_number:
            return plan.item_by_number[candidate]
    within = [
        item for item in plan.items if item.number[:-1] == number and item.number[-1].isalpha()
    ]
    if not within and len(digits) == 1 and plan.running:
        within = [item for item in plan.items if item.number.rpartition(".")[2] == number]
        if len(within) == 1:
            return within[0]
    if within:
        raise AmbiguousNumberError(typed, [item.label for item in within])
    raise UnknownNumberError(typed, _near(plan, candidates[-1]))


def _near(plan: Plan, number: str) -> str:
    """What stands where a number was looked for."""
    section = number
    while section and section not in plan.section_by_number:
        section = section.rpartition(".")[0]
    inside = [item for item in plan.items if item.number.startswith(f"{section}.")]
    if section and inside:
        label, found = plan.section_by_number[section]
        return _("{label}{title} has {first} to {last}").format(
            label=label, title=found.title, first=inside[0].label, last=inside[-1].label
        )
    if plan.items:
        return _("this plan's tasks are {first} to {last}").format(
            first=plan.items[0].label, last=plan.items[-1].label
        )
    return _("this plan has no tasks")
