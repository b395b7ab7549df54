"""What is known of how far tasks are: reports of units, and acts of the keeper, as frozen values.

The plan stays what was decided; this stands beside it. An entry belongs to a task and not to its
number: it names the task as the plan did when the entry was written.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache, cached_property
from types import MappingProxyType
from typing import NamedTuple

from dutymatrix.i18n import N_
from dutymatrix.plan.model import Span
from dutymatrix.plan.period import parse_period

FORMAT = 1
"""The version of the format of progress files that this program reads and writes."""


class State(Enum):
    """How far a unit says that a task is; the value is the word in YAML and JSON."""

    NOT_STARTED = "not_started"
    UNDERWAY = "underway"
    DONE = "done"
    BEHIND = "behind"


STATE_WORDS = {
    State.NOT_STARTED: N_("not started"),
    State.UNDERWAY: N_("under way"),
    State.DONE: N_("done"),
    State.BEHIND: N_("behind schedule"),
}
"""Each state in words."""


class ActKind(Enum):
    """What the keeper decides of a task; the value is the key in YAML."""

    CLOSED = "closed"
    """销号: it is done, whatever units say. The day is that of closing it."""
    REOPENED = "reopened"
    """The day is that of reopening it."""
    EXTENDED = "extended_to"
    """延期: the day is the new deadline."""


@dataclass(frozen=True)
class Act:
    """An act of the keeper; who did it, and when, is git's to say."""

    kind: ActKind
    day: date
    note: str = ""
    span: Span | None = field(default=None, compare=False)
    """Where its day stands in its file."""


class Report(NamedTuple):
    """What a unit says of a task in a period."""

    unit: str
    period: str
    """In the words of whoever handed the forms out: 2018年上半年."""
    state: State | None = None
    text: str = ""
    """How far it is."""
    problems: str = ""
    next: str = ""
    """What will be done."""
    on: date | None = None
    """The day it was filled in."""
    by: str = ""
    """Who filled it in."""
    phone: str = ""


class Place(NamedTuple):
    """What tells a task from the others: its permanent id, else its title and section."""

    id: str | None
    title: str
    section: str = ""
    """The headline of the innermost section."""
    which: int = 1
    """Which one of those that have the same title in the same section, from 1."""


@dataclass(frozen=True)
class Entry:
    """All that is known of a task."""

    place: Place
    acts: tuple[Act, ...] = ()
    """In the order in which they were done."""
    reports: tuple[Report, ...] = ()
    span: Span | None = field(default=None, compare=False)
    """Where it begins in its file."""

    @property
    def closed(self) -> date | None:
        """The day of closing, where it has not been reopened since."""
        for act in reversed(self.acts):
            if act.kind is not ActKind.EXTENDED:
                return act.day if act.kind is ActKind.CLOSED else None
        return None

    @property
    def extended_to(self) -> date | None:
        """The deadline that counts in the place of the plan's; None where that counts."""
        extended = (act.day for act in reversed(self.acts) if act.kind is ActKind.EXTENDED)
        return next(extended, None)


class Round(NamedTuple):
    """A period for which forms were handed out."""

    period: str
    due: date | None = None
    """When they are to be back."""
    for_lead: bool = False
    """Whether leading units alone got one."""


@dataclass(frozen=True)
class Account:
    """All of a progress file."""

    rounds: tuple[Round, ...] = ()
    """In the order in which they were handed out."""
    entries: tuple[Entry, ...] = ()
    file: str = field(default="", compare=False)
    """The path it was read from."""

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.rounds or self.entries)

    @cached_property
    def entry_by_place(self) -> Mapping[Place, Entry]:
        """Entries by their task."""
        return MappingProxyType({entry.place: entry for entry in self.entries})

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """All that are known: those reported on, in their order, then those handed out."""
        reported = {report.period for entry in self.entries for report in entry.reports}
        return (*sorted(reported, key=period_order), *(sent.period for sent in self.rounds))

    @property
    def last_period(self) -> str:
        """The period that forms were last handed out for, else the latest reported; "" if none."""
        return self.periods[-1] if self.periods else ""

    def with_round(self, sent: Round) -> tuple[Round, ...]:
        """The rounds with one more, or with other words about one."""
        key = period_key(sent.period)
        if any(period_key(own.period) == key for own in self.rounds):
            return tuple(sent if period_key(r.period) == key else r for r in self.rounds)
        return (*self.rounds, sent)

    def round_of(self, period: str) -> Round:
        """The round of a period."""
        wanted = period_key(period)
        return next((r for r in self.rounds if period_key(r.period) == wanted), Round(period))


@cache  # a file says a dozen of them ten thousand times
def period_key(period: str) -> Hashable:
    """What two ways of writing one period have in common."""
    return parse_period(period) or "".join(period.split())


@cache
def period_order(period: str) -> tuple[date, str]:
    """By what periods are sorted: those that are no stretch of days come first."""
    known = parse_period(period)
    return (known.last if known else date.min, period)
