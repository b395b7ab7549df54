"""Places in the plan as people type them, resolved to its items and sections."""

from dutymatrix.error import (
    AmbiguousNumberError,
    AmbiguousSectionError,
    UnknownNumberError,
    UnknownSectionError,
)
from dutymatrix.i18n import _
from dutymatrix.plan.model import Item, Plan
from dutymatrix.plan.numbering import PART_LETTERS, parse_number

_CALLED = ("部分", "章", "节")
"""What people call a section: 第三部分."""


def find_item(plan: Plan, typed: str) -> Item:
    """The task that was meant by `3.3`, `三·3`, its label, its id, or a running number alone.

    Raises:
        AmbiguousNumberError: It fits several tasks, such as the parts of an item.
        UnknownNumberError: It fits none; the error says what is near.
    """
    for item in plan.items:
        if typed in (item.entry.id, item.label):
            return item
    if not isinstance(typed, str):
        # To Python 3.10 and 3.1 are one number.
        raise UnknownNumberError(repr(typed), _("give the number as text: plan['3.3']"))
    path = parse_number(typed)
    if path is None:
        raise UnknownNumberError(typed, _("type a number such as 3.3, 三·3 or （三）3"))
    letter = path[-1] if path[-1].isalpha() else ""
    digits = path[: len(path) - len(letter)]
    number = ".".join(digits) + letter
    candidates = [number]
    # 二（三）3 is （三）3 of chapter 二, but not where there is a section 2.3 that it could be in.
    if ".".join(digits[:-1]) not in plan.section_by_number and _is_in_chapter(plan, digits):
        candidates.append(".".join(digits[1:]) + letter)
    for candidate in candidates:
        if candidate in plan.item_by_number:
            return plan.item_by_number[candidate]
    for candidate in candidates:
        within = _parts(plan, candidate) or _running(plan, candidate)
        if len(within) == 1:
            return within[0]
        if within:
            raise AmbiguousNumberError(typed, [item.label for item in within])
    raise UnknownNumberError(typed, _near(plan, candidates[-1]))


def find_section(plan: Plan, typed: str) -> str:
    """Path of the section that was meant by `三`, `3`, `（三）`, its id or a part of its title.

    Raises:
        AmbiguousSectionError: It fits several sections.
        UnknownSectionError: It fits none.
    """
    sections = plan.section_by_number
    if typed.startswith("第") and typed.endswith(_CALLED):
        typed = typed[1:].removesuffix(next(filter(typed.endswith, _CALLED)))
    path = parse_number(typed)
    if path is not None:
        number = ".".join(path)
        if number in sections:
            return number
        if _is_in_chapter(plan, path) and ".".join(path[1:]) in sections:
            return ".".join(path[1:])
        # Where sections run on, their own number is enough.
        fits = [n for n in sections if plan.running and n.rpartition(".")[2] == number]
    else:
        fits = [n for n, (label, s) in sections.items() if typed in (s.id, label, label + s.title)]
        fits = fits or [n for n, (_label, s) in sections.items() if typed and typed in s.title]
    if len(fits) == 1:
        return fits[0]
    titles = [label + section.title for label, section in sections.values()]
    if fits:
        raise AmbiguousSectionError(typed, [sections[n][0] + sections[n][1].title for n in fits])
    raise UnknownSectionError(typed, titles)


def _is_in_chapter(plan: Plan, path: tuple[str, ...]) -> bool:
    """Whether a path begins with the number of the chapter that the sections stand in."""
    chapter = parse_number(plan.chapter.partition("、")[0]) if plan.chapter else None
    return chapter is not None and path[:1] == chapter and len(path) > 1


def _parts(plan: Plan, number: str) -> list[Item]:
    """The several lists of one item."""
    return [item for item in plan.items if item.number.rstrip(PART_LETTERS) == number]


def _running(plan: Plan, number: str) -> list[Item]:
    """Items whose last number it is, where numbers run on."""
    if not plan.running:
        return []
    last = [(item, item.number.rpartition(".")[2]) for item in plan.items]
    return [item for item, own in last if own == number] or [
        item for item, own in last if own.rstrip(PART_LETTERS) == number
    ]


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
