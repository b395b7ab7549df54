"""The ledger (台账): every task with its light, what units said last, and who owes a form."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dutymatrix.answer.duties import Duty, DutyList, duties_of
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.plan.tenure import heirs_on
from dutymatrix.progress.account import Account, Entry, Report, Round, period_key
from dutymatrix.progress.light import WITHIN, Light, due_of, last_words, light_of
from dutymatrix.progress.tracking import Tracking


class Row(NamedTuple):
    """A task in the ledger."""

    item: Item
    due: date | None
    """The deadline that counts."""
    light: Light
    entry: Entry | None
    """What is known of it."""
    last: tuple[Report, ...]
    """The last report of each unit, in the order in which they stand in the task."""
    owing: tuple[str, ...]
    """Units that have not reported on it for the period."""


class Ledger(NamedTuple):
    """How far all tasks are, on a day."""

    plan: Plan
    account: Account
    tracking: Tracking
    today: date
    period: str
    """The period that reports are due for; "" where there is none."""
    rows: tuple[Row, ...]
    """In the document's order."""
    unreported: tuple[str, ...]
    """Units that owe their form, in the roster's order."""

    @property
    def row_by_number(self) -> Mapping[str, Row]:
        """Rows by the number of the task."""
        return {row.item.number: row for row in self.rows}


def build_ledger(
    plan: Plan,
    account: Account,
    tracking: Tracking,
    today: date,
    *,
    period: str = "",
    within: int = WITHIN,
) -> Ledger:
    """How far all tasks are.

    Args:
        plan: The plan, as it is seen on the day.
        account: What is known.
        tracking: Whose each entry is.
        today: The day.
        period: The period that reports are due for; "" for the last one.
        within: How many days before its deadline a task is amber.
    """
    period = period or account.last_period
    sent = account.round_of(period)
    owed = _owed(plan, sent) if period else {}
    wanted = period_key(period)
    rank = plan.rank
    said: set[str] = set()
    rows = []
    owes: dict[str, list[str]] = {}
    for item in plan.items:
        entry = tracking.entry(item)
        reports = entry.reports if entry else ()
        last = last_words(reports)
        due = due_of(item, entry)
        light = light_of(due, entry, last.values(), today, within)
        heard = {r.unit for r in reports if period_key(r.period) == wanted} if period else set()
        heard = {name for unit in heard for name in _as_of_today(plan, unit)}
        said |= heard
        is_owed = () if light is Light.GREY else owed.get(item.number, ())
        owing = tuple(unit for unit in is_owed if unit not in heard)
        for unit in owing:
            owes.setdefault(unit, []).append(item.number)
        in_order = sorted(last.values(), key=lambda r: _standing(item, r.unit, rank))
        rows.append(Row(item, due, light, entry, tuple(in_order), owing))
    # Who has answered owes no form, even where rows of it were left empty.
    unreported = tuple(u.name for u in plan.units if u.name in owes and u.name not in said)
    return Ledger(plan, account, tracking, today, period, tuple(rows), unreported)


def form_duties(plan: Plan, unit: str, *, for_lead: bool = False) -> tuple[Duty, ...]:
    """The tasks that a unit reports on, led first, each once, those through groups among them."""
    return _reported_on(duties_of(plan, unit), for_lead=for_lead)


def _reported_on(duties: DutyList, *, for_lead: bool) -> tuple[Duty, ...]:
    own: Sequence[Duty] = duties.own if for_lead else (*duties.own, *duties.through)
    if for_lead:
        own = [duty for duty in own if duty.role in (Role.LEAD, Role.RESPONSIBLE)]
    found: dict[str, Duty] = {}
    for duty in own:
        found.setdefault(duty.item.number, duty)
    return tuple(found.values())


def _owed(plan: Plan, sent: Round) -> Mapping[str, tuple[str, ...]]:
    """Which units report on each task in a round, by the number of the task."""
    owed: dict[str, list[str]] = {}
    for unit in plan.units:
        for duty in form_duties(plan, unit.name, for_lead=sent.for_lead):
            owed.setdefault(duty.item.number, []).append(unit.name)
    return {number: tuple(units) for number, units in owed.items()}


def _as_of_today(plan: Plan, unit: str) -> Iterator[str]:
    """A unit, and whoever has taken over from it on the plan's day."""
    yield unit
    if plan.day and unit in plan.absent_by_name:
        yield from heirs_on(plan, unit)


def _standing(item: Item, unit: str, rank: Mapping[str, int]) -> tuple[int, int]:
    """Where a unit stands in a task; who is not named there stands behind those who are."""
    names = [*(name for name, _role in item.entry.assignments), *item.entry.wording]
    place = names.index(unit) if unit in names else len(names)
    return place, rank.get(unit, len(rank))
