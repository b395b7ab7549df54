"""Dates and targets that the wording, its milestones and the plan do not agree on."""

from collections.abc import Iterator
from typing import NamedTuple

from dutymatrix.check.place import of_item, of_plan
from dutymatrix.finding import Finding
from dutymatrix.i18n import _
from dutymatrix.plan.model import Item, Plan
from dutymatrix.plan.period import parse_period, read_year_before
from dutymatrix.wording.milestone import Horizon, find_milestones
from dutymatrix.wording.script import spelling

# Fewer goals beside the wording are no column.
_MANY = 3


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
                yield of_item(plan, "DM502", item, what, words=f"said: {said}")
            elif (period and by != period.last) or (readings and by not in readings):
                what = _("{said} does not say {by}").format(said=said, by=by)
                yield of_item(plan, "DM503", item, what, words=f"said: {said}")


def find_unkept_goals(plan: Plan) -> Iterator[Finding]:
    """Dates (DM506) and targets (DM407) of the wording that no milestone has."""
    horizon = Horizon(plan.ends_on, plan.issued_on.year if plan.issued_on else None)
    for item in plan.items:
        text, kept = item.entry.text, item.entry.milestones
        milestones = find_milestones(text, horizon)
        if not milestones:
            continue
        days = {milestone.by for milestone in kept} | {None}
        kept_words = spelling("\n".join(one.said + one.goal + one.target for one in kept))
        for by, said, goal, target in milestones:
            is_kept = by in days or spelling(said) in kept_words
            if not is_kept:
                days.add(by)
                what = _("{label}: the wording says {said}, no milestone does")
                what = what.format(label=item.label, said=said)
                yield of_item(plan, "DM506", item, what, words=said)
            if spelling(target) not in kept_words:
                what = _("{label}: the wording sets a target, no milestone does: {goal}")
                what = what.format(label=item.label, goal=goal)
                yield of_item(plan, "DM407", item, what, words=target)


def find_invented_goals(plan: Plan) -> Iterator[Finding]:
    """Milestones with words that are not in the wording (DM507)."""
    goals = tuple(_iter_goals(plan))
    # A table has goals in a column of their own: there only what is half in the wording is amiss.
    apart = sum(goal.is_apart for goal in goals)
    has_column = apart >= _MANY and apart * 2 > len(goals)
    for goal in goals:
        for words in goal.invented if not (has_column and goal.is_apart) else ():
            what = _("{label}: the wording does not say {words}")
            what = what.format(label=goal.item.label, words=words)
            yield of_item(plan, "DM507", goal.item, what, words=words)


class _Goal(NamedTuple):
    """A milestone that says what is to be reached."""

    item: Item
    words: tuple[str, ...]
    """What it says, of day, goal and target."""
    invented: tuple[str, ...]
    """Those of them that the wording does not say."""

    @property
    def is_apart(self) -> bool:
        """Whether nothing of it is in the wording."""
        return self.words == self.invented


def _iter_goals(plan: Plan) -> Iterator[_Goal]:
    """Those of tasks with a wording; a date alone may come from a column of dates."""
    for item in plan.items:
        entry = item.entry
        if not entry.text or not entry.milestones:
            continue
        notes = "".join(text for _name, text in entry.notes)
        wording = spelling(entry.title + entry.text + notes)
        for own in entry.milestones:
            if own.goal or own.target:
                words = tuple(filter(None, (own.said, own.goal, own.target)))
                invented = (each for each in words if spelling(each) not in wording)
                yield _Goal(item, words, tuple(invented))


def find_dates_outside(plan: Plan) -> Iterator[Finding]:
    """Dates before the plan's issue or after its end (DM508)."""
    first, last = plan.issued_on, plan.ends_on
    if first and last and last < first:
        what = _("the plan ends on {last}, before it was issued on {first}")
        yield of_plan(plan, "DM508", what.format(last=last, first=first), words="ends_on:")
        return
    for item in plan.items:
        for by in dict.fromkeys(milestone.by for milestone in item.entry.milestones):
            if by and first and by < first:
                what = _("{label}: {by} is before {day}, when the plan was issued")
                what = what.format(label=item.label, by=by, day=first)
            elif by and last and by > last:
                what = _("{label}: {by} is after {day}, when the plan ends")
                what = what.format(label=item.label, by=by, day=last)
            else:
                continue
            yield of_item(plan, "DM508", item, what, words=by.isoformat())
