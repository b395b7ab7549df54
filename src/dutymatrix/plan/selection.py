"""Which tasks of a plan are meant: filters, and the order of the answer."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from typing import NamedTuple
from unicodedata import normalize

from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.plan.name import groups_of, name_of
from dutymatrix.plan.number import find_sections

_CHINESE = re.compile("[\u4e00-\u9fff]+")


class Order(Enum):
    """How a list of tasks is sorted."""

    NUMBER = "number"
    """As in the document."""
    DUE = "due"
    """The earliest date first, undated tasks last."""
    LEAD = "lead"
    """By who leads, in the order of the roster."""


class Filter(NamedTuple):
    """Conditions on tasks; all that are set must hold.

    Names and sections are meant as people type them: 卫计 is 市卫计局, 三 is section 3.
    """

    units: tuple[str, ...] = ()
    """Each of them has a role in the task."""
    lead: tuple[str, ...] = ()
    """Each of them leads."""
    join: tuple[str, ...] = ()
    """Each of them takes part."""
    sections: tuple[str, ...] = ()
    """It stands in one of them, at any depth."""
    texts: tuple[str, ...] = ()
    """Its title, wording or goals hold each of these, across widths and blanks."""
    due_by: date | None = None
    """It has a date that is not later; one date must be within all the bounds set."""
    due_after: date | None = None
    """It has a date that is later."""
    no_due: bool = False
    """It has no date."""
    overdue: date | None = None
    """It has a date that is before this day."""
    without_join: bool = False
    """Nobody takes part."""
    through_groups: bool = False
    """A unit counts where a group is named that it is a member of."""

    def holds_on(self, day: date) -> bool:
        """Whether a date is within all the bounds."""
        return not (
            (self.due_by and day > self.due_by)
            or (self.due_after and day <= self.due_after)
            or (self.overdue and day >= self.overdue)
        )

    def __bool__(self) -> bool:
        """Whether any condition is set."""
        return self != Filter(through_groups=self.through_groups)


def select_items(plan: Plan, wanted: Filter, order: Order = Order.NUMBER) -> tuple[Item, ...]:
    """Items that meet every condition, sorted; ties stay in the document's order.

    Raises:
        AmbiguousUnitError, AmbiguousSectionError: A name or section of the filter fits several.
        UnknownUnitError, UnknownSectionError: It fits none.
    """
    conditions = tuple(_conditions(plan, _resolved(plan, wanted)))
    items = [item for item in plan.items if all(holds(item) for holds in conditions)]
    match order:
        case Order.NUMBER:
            pass
        case Order.DUE:
            items.sort(key=lambda item: earliest(item) or date.max)
        case Order.LEAD:
            last = len(plan.rank)
            items.sort(
                key=lambda item: [plan.rank.get(name, last) for name in item.entry.lead] or [last]
            )
    return tuple(items)


def _resolved(plan: Plan, wanted: Filter) -> Filter:
    """A filter with the plan's names and paths for what was typed."""

    def names(typed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name_of(plan, name) for name in typed)

    return wanted._replace(
        units=names(wanted.units),
        lead=names(wanted.lead),
        join=names(wanted.join),
        sections=tuple(n for section in wanted.sections for n in find_sections(plan, section)),
    )


def earliest(item: Item) -> date | None:
    """The first date of a task."""
    return min((m.by for m in item.entry.milestones if m.by), default=None)


def fold_width(text: str) -> str:
    """Text in which full and half width, case and blanks make no difference."""
    return "".join(normalize("NFKC", text).casefold().split())


def is_chinese(word: str) -> bool:
    """Whether a word is of Chinese characters alone, of which folding leaves each what it is."""
    return bool(re.fullmatch("[\u4e00-\u9fff]+", word))


def _conditions(plan: Plan, wanted: Filter) -> Iterator[Callable[[Item], bool]]:
    for roles, names in (
        (frozenset(Role), wanted.units),
        (frozenset({Role.LEAD}), wanted.lead),
        (frozenset({Role.JOIN}), wanted.join),
    ):
        for name in names:
            reached = {name, *(groups_of(plan, name) if wanted.through_groups else ())}
            yield _named(reached, roles)
    if wanted.sections:
        yield lambda item: any(
            item.plan == section or f"{item.number}.".startswith(f"{section}.")
            for section in wanted.sections
        )
    if wanted.texts:
        sought = tuple(map(fold_width, wanted.texts))
        yield lambda item: all(_says(item, word) for word in sought)
    if wanted.due_by or wanted.due_after or wanted.overdue:
        yield lambda item: any(map(wanted.holds_on, _days(item)))
    if wanted.no_due:
        yield lambda item: not any(_days(item))
    if wanted.without_join:
        yield lambda item: not item.entry.join


def _says(item: Item, word: str) -> bool:
    """Whether an item has a folded word in its title, wording or goals."""
    goals = (part for m in item.entry.milestones for part in (m.said, m.goal, m.target) if part)
    said = (item.title, item.entry.text, *goals)
    # Most texts that have a word have it as it is.
    if is_chinese(word) and any(word in part for part in said):
        return True
    # A line feed, which no words hold, between what is apart.
    return word in "\n".join(map(fold_width, said))


def _named(names: set[str], roles: frozenset[Role]) -> Callable[[Item], bool]:
    """Whether one of the names has one of the roles: as the unit of the day, or in print."""
    return lambda item: any(
        r in roles and (unit in names or name in names)
        for (unit, r), name in zip(item.entry.assignments, item.entry.wording, strict=True)
    )


def _days(item: Item) -> Iterator[date]:
    return (m.by for m in item.entry.milestones if m.by)
