"""How a filtered list says which filter made it, and what the filter could not decide."""

from collections.abc import Iterable
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.model import Item


class Condition(NamedTuple):
    """A filter in words."""

    message: str
    """A message of the catalogue with a place for the value: `led by {value}`."""
    value: str = ""


def count_line(n: int, total: int, conditions: Iterable[Condition], words: NullTranslations) -> str:
    """How many of how many, and by which filters."""
    said = [words.gettext(message).format(value=value) for message, value in conditions]
    if not said:
        return words.ngettext("{n} task", "{n} tasks", n).format(n=n)
    return words.gettext("filter: {conditions}; {n} of {total} tasks").format(
        conditions=words.gettext(", ").join(said), n=n, total=total
    )


def doubt_line(item: Item, words: NullTranslations) -> str:
    """That a deadline such as 2019年前 can be read in two ways."""
    milestone = next(m for m in item.entry.milestones if m.by and m.said)
    return words.gettext(
        "to be settled: {label} says {said}, by the letter {day}; "
        "offices often mean the end of that year"
    ).format(label=item.label, said=milestone.said, day=milestone.by)
