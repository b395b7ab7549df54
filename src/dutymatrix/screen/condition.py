"""How a filtered list says which filter made it, and what the filter could not decide."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.i18n import listed
from dutymatrix.measure import shown
from dutymatrix.plan.model import Item, Plan


class Condition(NamedTuple):
    """A filter in words."""

    message: str
    """A message of the catalogue with a place for the value: `led by {value}`."""
    value: str = ""


def count_line(n: int, total: int, conditions: Iterable[Condition], words: NullTranslations) -> str:
    """How many of how many, and by which filters."""
    # What was typed may hold what no plan may: it is shown in papers, too.
    said = [words.gettext(message).format(value=shown(value)) for message, value in conditions]
    if not said:
        return words.ngettext("{n} task", "{n} tasks", n).format(n=n)
    return words.gettext("filter: {conditions}; {n} of {total} tasks").format(
        conditions=words.gettext(", ").join(said), n=n, total=total
    )


def day_lines(plan: Plan, words: NullTranslations) -> Iterator[str]:
    """The day whose units are meant; nothing where no answer depends on it."""
    if plan.day:
        yield words.gettext("units as of {day}").format(day=plan.day)


def succession_lines(plan: Plan, unit: str, words: NullTranslations) -> Iterator[str]:
    """Who took over from a unit, and from whom it took over."""
    for record in plan.successions_by_name.get(unit, ()):
        day = record.until.isoformat() if record.until else words.gettext("not stated")
        if record.name == unit:
            names = listed(record.succeeded_by) or words.gettext("not stated")
            yield words.gettext("until {day}; succeeded by {names}").format(day=day, names=names)
        if unit in record.succeeded_by:
            yield words.gettext("took over from {name} (until {day})").format(
                name=record.name, day=day
            )


class Doubt(NamedTuple):
    """A deadline that can be read in two ways, where the answer hangs on which."""

    item: Item
    said: str
    letter: date
    """The day by the letter, which was taken."""


def doubt_line(doubt: Doubt, words: NullTranslations) -> str:
    """That a deadline such as 2019年前 can be read in two ways."""
    return words.gettext(
        "to be settled: {label} says {said}; read literally {day}, but offices often "
        "mean the end of that year"
    ).format(label=doubt.item.label, said=doubt.said, day=doubt.letter)


def what_if_lines(
    changed: Sequence[str], gone: Sequence[str], words: NullTranslations
) -> Iterator[str]:
    """What a what-if supposes; nothing where there is none."""
    if changed:
        yield words.gettext("* supposed: {names}").format(names=listed(changed))
    if gone:
        yield words.gettext("supposed to be gone: {names}").format(names=listed(gone))
