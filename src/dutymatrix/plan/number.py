"""Places in the plan as people type them, resolved to its items and sections."""

import re
from collections.abc import Iterable
from itertools import islice

from dutymatrix.error import (
    AmbiguousNumberError,
    AmbiguousPlanError,
    AmbiguousSectionError,
    UnknownNumberError,
    UnknownPlanError,
    UnknownSectionError,
)
from dutymatrix.i18n import _
from dutymatrix.plan.model import Item, Plan, Unit
from dutymatrix.plan.name import Roster
from dutymatrix.plan.numbering import PART_LETTERS, parse_number

_CALLED = ("部分", "章", "节")
"""What people call a section: 第三部分."""
_DOTS = "·."
# What may be a plan's, and is no number of a task: 2018 3.3.
_YEAR = re.compile("(?:19|20)[0-9]{2}年?")
_LONGEST = 40
"""More of a word is read neither as a plan's name nor as a number."""


def find_item(plan: Plan, typed: str) -> Item:
    """The task that was meant by `3.3`, `三·3`, its label, its id, or a running number alone.

    Raises:
        AmbiguousNumberError: It fits several tasks, such as the parts of an item.
        UnknownNumberError: It fits none; the error says what is near.
        UnknownPlanError: Of several plans none is called as the one that is named before it.
    """
    if plan.plans:
        return _find_item_in_several(plan, typed)
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


def chapter_number(plan: Plan) -> str | None:
    """The number of the chapter that the sections stand in, 2 of 二、工作任务; None without one."""
    path = parse_number(plan.chapter.partition("、")[0])
    return path[0] if path and len(path) == 1 else None


def find_section(plan: Plan, typed: str) -> str:
    """Path of the section that was meant by `三`, `3`, `（三）`, its id or a part of its title.

    Raises:
        AmbiguousSectionError: It fits several sections.
        UnknownSectionError: It fits none.
    """
    if plan.plans:
        fits_in_several = find_sections(plan, typed)
        if len(fits_in_several) > 1:
            labels = [plan.section_by_number[number][0] for number in fits_in_several]
            raise AmbiguousSectionError(typed, labels)
        return fits_in_several[0]
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


def find_sections(plan: Plan, typed: str) -> tuple[str, ...]:
    """Paths of the sections that were meant: of several plans, that of each that has it.

    A whole plan is a section, too: `禁毒`.

    Raises:
        AmbiguousSectionError: It fits several sections of one plan.
        UnknownSectionError: It fits none.
    """
    if not plan.plans:
        return (find_section(plan, typed),)
    if typed in plan.section_by_number:
        return (typed,)
    named, rest = parted(plan, typed)
    found = []
    for name in [find_plan(plan, named)] if named else plan.plans:
        try:
            found.append(f"{name} {find_section(plan.plans[name], rest)}")
        except UnknownSectionError:
            if named:
                raise
    found += (name for name, own in plan.plans.items() if own.title == typed)
    if not found:
        raise UnknownSectionError(typed, [*plan.plans])
    return tuple(found)


def find_plan(plan: Plan, typed: str) -> str:
    """The short name of that of several plans that was meant, by a part of it or of its title.

    Raises:
        AmbiguousPlanError: It fits several.
        UnknownPlanError: It fits none.
    """
    fits = _plans_fitting(plan, typed)
    if len(fits) > 1:
        raise AmbiguousPlanError(typed, fits)
    if not fits:
        raise UnknownPlanError(typed, [*plan.plans], _likely_plans(plan, typed))
    return fits[0]


def _plans_fitting(plan: Plan, typed: str) -> tuple[str, ...]:
    return (typed,) if typed in plan.plans else _roster_of_plans(plan).find(typed)


def _roster_of_plans(plan: Plan) -> Roster:
    known = (
        Unit(name, own.title, (own.document_number,)[: bool(own.document_number)])
        for name, own in plan.plans.items()
    )
    return Roster(Plan(title="", units=tuple(known)))


def _likely_plans(plan: Plan, typed: str) -> tuple[str, ...]:
    """Up to three plans that a misspelling could stand for; most people type a part of a name."""
    near = (
        name
        for name, own in plan.plans.items()
        if len(typed) > 1 and any(_has_but_one(said, typed) for said in (name, own.title))
    )
    return _roster_of_plans(plan).likely(typed) or tuple(islice(near, 3))


def _has_but_one(text: str, words: str) -> bool:
    """Whether words stand in a text but for one character that is another."""
    size = len(words)
    return any(
        sum(map(str.__ne__, text[start : start + size], words)) == 1
        for start in range(len(text) - size + 1)
    )


def with_plans_named(plan: Plan, words: Iterable[str]) -> list[str]:
    """Numbers of tasks, each with the plan that was named before it: 禁毒 三·3 三·4 扫黑 一·1.

    Words of a single plan are what they are.
    """
    if not plan.plans:
        return [*words]
    found: list[str] = []
    named = ""
    for word in " ".join(words).split():
        is_number = parse_number(word) is not None and not _YEAR.fullmatch(word)
        if word in plan.plans or (not is_number and _is_plan(plan, word)):
            named = word
        else:
            own, place = parted(plan, word)
            named = own or named
            found.append(f"{named} {place}".lstrip())
    return found or [named]


def plans_named(plan: Plan, words: Iterable[str]) -> tuple[str, ...]:
    """The short names of all plans that numbers name; none where one of them names no plan."""
    found = []
    for word in with_plans_named(plan, words):
        named, _place = parted(plan, word)
        try:
            found.append(find_plan(plan, named))
        except (AmbiguousPlanError, UnknownPlanError):
            return ()
    return tuple(found)


def parted(plan: Plan, typed: str) -> tuple[str, str]:
    """What names a plan, and the place in it: `禁毒 三·3`, `禁毒·三·3`, `禁毒三·3`; "" for none."""
    named, blank, rest = typed.rpartition(" ")
    if blank or parse_number(typed):
        return named, rest
    names = [*sorted(filter(typed.startswith, plan.plans), key=len, reverse=True)]
    # Of other names as much as may be is the number.
    names += (typed[:end] for end in range(1, len(typed[:_LONGEST])))
    for name in names:
        rest = typed.removeprefix(name).lstrip(_DOTS)
        named = name.rstrip(_DOTS)
        if named and parse_number(rest) and _is_plan(plan, named):
            return named, rest
    return "", typed


def _is_plan(plan: Plan, typed: str) -> bool:
    return bool(_plans_fitting(plan, typed))


def _find_item_in_several(plan: Plan, typed: str) -> Item:
    if typed in plan.item_by_number:
        return plan.item_by_number[typed]
    named, rest = parted(plan, typed)
    found = []
    for name in [find_plan(plan, named)] if named else plan.plans:
        try:
            number = find_item(plan.plans[name], rest).number
        except UnknownNumberError:
            if named:
                raise
        else:
            found.append(plan.item_by_number[f"{name} {number}"])
    if len(found) > 1:
        raise AmbiguousNumberError(typed, [item.label for item in found])
    if not found:
        example = plan.items[0].label if plan.items else ""
        raise UnknownNumberError(
            typed, _("type the plan and its number, for example {label}").format(label=example)
        )
    return found[0]


def _is_in_chapter(plan: Plan, path: tuple[str, ...]) -> bool:
    """Whether a path begins with the number of the chapter that the sections stand in."""
    return len(path) > 1 and path[0] == chapter_number(plan)


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
