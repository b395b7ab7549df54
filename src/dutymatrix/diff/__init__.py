"""What differs between two revisions of a plan, task by task and unit by unit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dutymatrix.diff.change import Change, Kind
from dutymatrix.diff.compare import iter_changes
from dutymatrix.diff.identity import Identity, identify_units, know_names
from dutymatrix.diff.impact import Impact, RoleImpact, find_impact
from dutymatrix.diff.level import level_plans
from dutymatrix.diff.match import Matching, match_plans
from dutymatrix.plan.model import Item, Plan
from dutymatrix.plan.tenure import Succession, both_on, depends_on_day
from dutymatrix.plan.upward import ask, in_a_line
from dutymatrix.planfile.reader import collector_paused

__all__ = [
    "Change",
    "Impact",
    "Kind",
    "PlanDiff",
    "RoleImpact",
    "diff_plans",
]

_RANK = {kind: rank for rank, kind in enumerate(Kind)}

_RENUMBERING = {Kind.MOVED, Kind.REORDERED, Kind.SECTION_MOVED, Kind.SPLIT, Kind.MERGED}


@dataclass(frozen=True, repr=False)
class PlanDiff:
    """The differences between two revisions, `old` and `new`."""

    old: Plan
    new: Plan
    matching: Matching
    """Which task is which."""
    identity: Identity
    """Which unit is which."""
    changes: tuple[Change, ...]
    """By kind, in the order of `Kind`; within a kind in the document's order."""
    day: date | None = None
    """The day whose units the impact is about; None: those that the revisions name."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.changes)

    @cached_property
    def summary(self) -> Mapping[Kind, int]:
        """Number of changes of each kind there is."""
        return Counter(change.kind for change in self.changes)

    @cached_property
    def renumbered(self) -> tuple[tuple[Item, Item], ...]:
        """Items (old, new) whose number changed only because others came or went."""
        told = {change.new.number for change in self.changes if change.new and _renumbers(change)}
        rows = [pair for pair in self.matching.sections if pair[1].entry.assignments]
        return tuple(
            (old, new)
            for old, new in (*rows, *self.matching.tasks)
            if old.number != new.number and new.number not in told
        )

    @cached_property
    @collector_paused()
    def impact(self) -> tuple[Impact, ...]:
        """What it means for each unit and group that it touches, in the roster's order."""
        return find_impact(self.seen, self.matching, self.identity, self.changes)

    @cached_property
    def seen(self) -> tuple[Plan, Plan]:
        """Both revisions as they are seen on the day."""
        if self.day is None:
            return self.old, self.new
        return both_on(self.old, self.new, self.day, self.identity.of_old)

    def names_of(self, unit: str) -> frozenset[str]:
        """Names under which the revisions have what is a unit's, or may be, on the day."""
        return frozenset({unit, *self._names_by_heir.get(unit, ())})

    @cached_property
    def _names_by_heir(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for plan in self.seen if self.day else ():
            given = (*plan.units, *plan.absent)
            succession = Succession(replace(plan, units=given), self.day or date.max)
            for unit in given:
                for heir in succession.heirs(unit.name).names:
                    found.setdefault(heir, set()).add(unit.name)
        return found

    def to_records(self) -> list[dict[str, object]]:
        """The changes as `dutymatrix diff -f json` gives them."""
        records: list[dict[str, object]] = ask("records_of", self)
        return records

    def __repr__(self) -> str:
        """How many changes of which kind."""
        counts = (f"{n} {kind.value}" for kind, n in self.summary.items())
        return in_a_line(self, ", ".join(counts) or "no change")

    def _repr_html_(self) -> str:
        """The tables of `dutymatrix diff`."""
        return str(ask("html_of", self))


def _renumbers(change: Change) -> bool:
    """Whether a change says itself that a row has another number."""
    if change.kind is Kind.PLAN_CHANGED:
        return change.detail["field"] == "number"
    return change.kind in _RENUMBERING


@collector_paused()
def diff_plans(
    old: Plan, new: Plan, *, verbatim: bool = False, day: date | None = None
) -> PlanDiff:
    """Everything that differs between two revisions of a plan.

    Args:
        old: One revision.
        new: The other one.
        verbatim: Whether it is a difference how a text is printed: width and script of its
            characters, blanks and line breaks.
        day: The day whose units the impact is about; without it, or where no unit ends, they
            are those that the revisions name.
    """
    old, new = level_plans(old, new)
    names = know_names(old, new)
    matching = match_plans(old, new, names.of_old())
    identity = identify_units(old, new, names, (*matching.tasks, *matching.sections))

    def order(change: Change) -> tuple[int, int]:
        place = -1
        if change.new:
            place = matching.new.place[change.new.number]
        elif change.old:
            place = matching.old.place[change.old.number]
        return _RANK[change.kind], place

    changes = sorted(iter_changes(old, new, matching, identity, verbatim=verbatim), key=order)
    if not (depends_on_day(old) or depends_on_day(new)):
        day = None
    return PlanDiff(old, new, matching, identity, tuple(changes), day)
