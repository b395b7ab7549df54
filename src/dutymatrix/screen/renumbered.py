"""Renumbering that only follows from what else changed: one line, whoever says it."""

from collections.abc import Iterable, Iterator, Sequence
from gettext import NullTranslations

from dutymatrix.diff import PlanDiff
from dutymatrix.i18n import listed
from dutymatrix.plan.model import Item, Plan

Pair = tuple[Item, Item]
"""A task before and after."""


def renumbered_lines(
    diff: PlanDiff, pairs: Iterable[Pair], words: NullTranslations
) -> Iterator[str]:
    """The line that names tasks with nothing but another number; none where there are none.

    Args:
        diff: The differences that say so.
        pairs: Those of `diff.renumbered` that are to be named.
        words: The language it is worded in.
    """
    if runs := [
        words.gettext("{old} → {new}").format(
            old=_range(diff.old, [old for old, _new in run], words),
            new=_range(diff.new, [new for _old, new in run], words),
        )
        for run in _runs(pairs)
    ]:
        yield words.gettext("only renumbered: {runs}").format(runs=listed(runs))


def _runs(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Tasks that follow each other before and after."""
    run: list[Pair] = []
    for pair in pairs:
        if run and not all(map(_follows, run[-1], pair)):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _follows(one: Item, other: Item) -> bool:
    (above, _dot, last), (other_above, _dot, next_) = (
        item.number.rpartition(".") for item in (one, other)
    )
    if above != other_above or not (last.isdecimal() and next_.isdecimal()):
        return False
    return int(next_) == int(last) + 1


def _range(plan: Plan, items: Sequence[Item], words: NullTranslations) -> str:
    """Numbers that follow each other, as the document prints them: （六）3–5."""
    first, last = items[0].label, items[-1].label
    if len(items) == 1:
        return first
    section = plan.section_by_number.get(items[0].number.rpartition(".")[0])
    if section:
        last = last.removeprefix(section[0]).lstrip("·")
    return words.gettext("{first}–{last}").format(first=first, last=last)
