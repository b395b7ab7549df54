"""Forms that came back, taken into what is known: new, changed, the same, or left."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from dutymatrix.plan.model import Item, Plan
from dutymatrix.plan.name import Roster
from dutymatrix.progress.account import Account, Entry, Place, Report, period_key
from dutymatrix.progress.filled import Answer, Filled, Problem
from dutymatrix.progress.tracking import Lost, Tracking, places_of, track, with_entry


class Outcome(Enum):
    """What became of a row of a form."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"
    """A later form of the unit says otherwise; that one counts."""
    GONE = "gone"
    """The plan has no such task."""
    FOREIGN = "foreign"
    """It is a form of another plan."""
    UNKNOWN = "unknown"
    """The plan has no such unit."""


LEFT = frozenset({Outcome.GONE, Outcome.FOREIGN, Outcome.UNKNOWN})
"""What a person has to look at."""


class Taken(NamedTuple):
    """A row of a form, and what became of it."""

    answer: Answer
    outcome: Outcome
    item: Item | None = None
    before: Report | None = None
    """What was known instead."""
    lost: Lost | None = None
    """Why its task is not there."""
    later: str = ""
    """The file that says otherwise, where that came with it."""


@dataclass
class Collected:
    """What a collection came to."""

    account: Account
    """What is known now."""
    taken: list[Taken] = field(default_factory=list)
    empty: int = 0
    """Rows in which nothing was written."""
    problems: list[Problem] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[Taken]:
        """The rows that came to this."""
        return [taken for taken in self.taken if taken.outcome is outcome]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left."""
        return not self.problems and all(one.outcome not in LEFT for one in self.taken)


def collect(
    plan: Plan,
    account: Account,
    tracking: Tracking,
    forms: Sequence[Filled],
    former: Iterable[Plan] = (),
) -> Collected:
    """Take forms into what is known; taken twice they change nothing the second time.

    Args:
        plan: The plan of today.
        account: What is known.
        tracking: Whose each entry is.
        forms: What came back, of two forms of one unit and period the later one last where
            neither says its day.
        former: Revisions of the plan, the newest first, for forms of an earlier one.
    """
    found = Collected(account)
    found.empty = sum(form.empty for form in forms)
    found.problems = [problem for form in forms for problem in form.problems]
    answers = [answer for form in forms for answer in form.answers]
    titles = _Titles(plan, former)
    items, lost = _items(plan, {answer.place for answer in answers}, titles)
    latest: dict[tuple[str, str, object], tuple[Item, Answer]] = {}
    roster = Roster(plan)
    for answer in answers:
        place = answer.place
        if answer.plan not in titles:
            found.taken.append(Taken(answer, Outcome.FOREIGN))
        elif place not in items:
            found.taken.append(Taken(answer, Outcome.GONE, lost=lost.get(place)))
        elif (unit := _unit(plan, roster, answer.report.unit)) is None:
            found.taken.append(Taken(answer, Outcome.UNKNOWN))
        else:
            item = items[place]
            answer = answer._replace(report=answer.report._replace(unit=unit))
            key = (item.number, unit, period_key(answer.report.period))
            before = latest.get(key)
            if before is None:
                latest[key] = (item, answer)
                continue
            earlier, later = _in_order(before[1], answer)
            latest[key] = (item, later)
            if _said(earlier.report) != _said(later.report):
                found.taken.append(Taken(earlier, Outcome.OLDER, item, later=later.file))
    places = places_of(plan)
    for item, answer in latest.values():
        _take(plan, tracking, found, item, places[item.number], answer)
    return found


def _take(
    plan: Plan, tracking: Tracking, found: Collected, item: Item, place: Place, answer: Answer
) -> None:
    """Put a report into the entry of its task, or into a new one at its place."""
    report = answer.report
    known = found.account.entry_by_place
    own = tracking.entries.get(item.number, ())
    entries = [known[entry.place] for entry in own] or [known.get(place, Entry(place))]
    for entry in entries:
        for n, before in enumerate(entry.reports):
            if _key(before) != _key(report):
                continue
            if _said(before) == _said(report):
                found.taken.append(Taken(answer, Outcome.SAME, item))
            elif before.on and report.on and report.on < before.on:
                found.taken.append(Taken(answer, Outcome.OLDER, item, before))
            else:
                found.taken.append(Taken(answer, Outcome.CHANGED, item, before))
                reports = (*entry.reports[:n], report, *entry.reports[n + 1 :])
                new = replace(entry, reports=reports)
                found.account = with_entry(plan, found.account, tracking, item, new)
            return
    found.taken.append(Taken(answer, Outcome.NEW, item))
    new = replace(entries[0], reports=(*entries[0].reports, report))
    found.account = with_entry(plan, found.account, tracking, item, new)


def _in_order(one: Answer, other: Answer) -> tuple[Answer, Answer]:
    """Two answers, the earlier first; the second of them is later where no day says otherwise."""
    first, second = one.report.on, other.report.on
    return (other, one) if first and second and second < first else (one, other)


def _key(report: Report) -> tuple[str, object]:
    return report.unit, period_key(report.period)


def _said(report: Report) -> tuple[object, ...]:
    """What a report says, whatever its lines are broken like."""
    texts = (report.text, report.problems, report.next)
    return (report.state, *("".join(text.split()) for text in texts), report.on, report.by)


class _Titles:
    """Titles of the plan, as it is and as it was; former ones are looked up once asked for."""

    def __init__(self, plan: Plan, former: Iterable[Plan]) -> None:
        self.known = {plan.title, ""}
        self._former = iter(former)
        self.plans: list[Plan] = []

    def __contains__(self, title: object) -> bool:
        while title not in self.known:
            plan = next(self._former, None)
            if plan is None:
                return False
            self.plans.append(plan)
            self.known.add(plan.title)
        return True

    def __iter__(self) -> Iterator[Plan]:
        yield from self.plans
        for plan in self._former:
            self.plans.append(plan)
            self.known.add(plan.title)
            yield plan


def _items(
    plan: Plan, places: Iterable[Place], former: _Titles
) -> tuple[dict[Place, Item], dict[Place, Lost]]:
    """The tasks that forms are about, and why some are about none."""
    asked = Account(entries=tuple(map(Entry, sorted(places, key=repr))))
    tracking = track(plan, asked, former)
    items = {
        entry.place: plan.item_by_number[number]
        for number, entries in tracking.entries.items()
        for entry in entries
    }
    return items, {lost.entry.place: lost for lost in tracking.lost}


def _unit(plan: Plan, roster: Roster, name: str) -> str | None:
    """The roster's name for a unit that sent a form; None where it has none such."""
    if name in plan.rank or name in plan.absent_by_name:
        return name
    fits = roster.find(name)
    return fits[0] if len(fits) == 1 else None
