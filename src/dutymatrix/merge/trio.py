"""Which record of three versions of a plan is which."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dutymatrix.diff.match import Matching
from dutymatrix.merge.record import Record
from dutymatrix.plan.model import Chapter, Clause, Group, Milestone, Section, Standing, Task, Unit

SIDES = ("ours", "theirs")
"""The versions that are merged; what they have in common is the base."""

_Key = Callable[[Record], Hashable]


def _said(record: Record) -> Hashable:
    # What says nothing is the same as another that says nothing.
    return (record.said,)


def _title(record: Record) -> Hashable:
    return record.fields.get("title") or record.fields.get("text")


def _of(*keys: str) -> _Key:
    def key(record: Record) -> Hashable:
        values = tuple(map(record.fields.get, keys))
        return values if any(values) else None

    return key


# What tells which record of a list is which, the surest first.
_KEYS: Mapping[type, tuple[_Key, ...]] = {
    Unit: (_of("name"),),
    Group: (_of("name"),),
    Standing: (_said, _of("text"), _of("units")),
    Section: (_said, _of("id"), _title),
    Task: (_said, _of("id"), _title),
    Milestone: (_said, _of("goal"), _of("by", "said"), _of("target")),
    Chapter: (_said, _title),
    Clause: (_said, _title),
}
# Those that the matching of plans knows about; they may stand anywhere.
_ENTRIES = (Section, Task)


@dataclass(frozen=True, eq=False)
class Trio:
    """One record in three versions; None where a version does not have it."""

    base: Record | None
    ours: Record | None
    theirs: Record | None

    def on(self, side: str) -> Record | None:
        """The record of one version: "base", "ours" or "theirs"."""
        record: Record | None = getattr(self, side)
        return record

    @property
    def any(self) -> Record:
        """The record of some version, ours before theirs."""
        record = self.ours or self.theirs or self.base
        assert record is not None  # a trio of nothing is never made
        return record

    @property
    def kind(self) -> type:
        """The class of the model that the record is one of."""
        return type(self.any.value)


class Place(NamedTuple):
    """The list that a record stands in."""

    above: Trio
    key: str


class Trios:
    """Every record of three versions, each in one trio."""

    def __init__(
        self, base: Record, ours: Record, theirs: Record, matchings: tuple[Matching, Matching]
    ) -> None:
        self.of: dict[Record, Trio] = {}
        self._above: dict[Record, tuple[Record, str]] = {}
        for root in (base, ours, theirs):
            self._learn(root)
        in_ours = _partners(base, ours, matchings[0])
        in_theirs = _partners(base, theirs, matchings[1])
        for record in base.walk():
            self._join(record, in_ours.get(record), in_theirs.get(record))
        self.root = self.of[base]
        self._join_added(self.root)
        for record in ours.walk():
            if record not in self.of:
                self._join(None, record, None)
        for record in theirs.walk():
            if record not in self.of:
                self._join(None, None, record)

    def __iter__(self) -> Iterator[Trio]:
        """The trios, each once."""
        return iter(dict.fromkeys(self.of.values()))

    def place(self, trio: Trio, side: str) -> Place | None:
        """Where a version has a record; None where it does not, and of the plan itself."""
        record = trio.on(side)
        if record is None or record not in self._above:
            return None
        above, key = self._above[record]
        return Place(self.of[above], key)

    def within(self, place: Place, side: str) -> list[Trio]:
        """The records that a version has in a list, in order."""
        above = place.above.on(side)
        return [self.of[record] for record in above.lists.get(place.key, ())] if above else []

    def _learn(self, record: Record) -> None:
        for key, records in record.lists.items():
            for each in records:
                self._above[each] = (record, key)
                self._learn(each)

    def _join(self, base: Record | None, ours: Record | None, theirs: Record | None) -> None:
        trio = Trio(base, ours, theirs)
        for record in (base, ours, theirs):
            if record:
                self.of[record] = trio

    def _join_added(self, trio: Trio) -> None:
        """Join what both sides added to one list and call the same."""
        if not (trio.ours and trio.theirs):
            return
        for key, own in trio.ours.lists.items():
            added = [record for record in own if record not in self.of]
            others = [r for r in trio.theirs.lists.get(key, ()) if r not in self.of]
            for one, other in _alike(added, others):
                self._join(None, one, other)
            for record in own:
                if record in self.of:
                    self._join_added(self.of[record])


def _partners(base: Record, side: Record, matching: Matching) -> dict[Record, Record]:
    """The records of a side by those of the base that they were."""
    olds = {id(record.value): record for record in base.walk()}
    news = {id(record.value): record for record in side.walk()}
    found = {base: side}
    taken = {side}

    def join(old: Record, new: Record) -> None:
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)

    for old_item, new_item in (*matching.sections, *matching.tasks):
        join(olds[id(old_item.entry)], news[id(new_item.entry)])
    waiting = [base]
    while waiting:
        old = waiting.pop()
        if old in found:
            for key, records in old.lists.items():
                rest = [r for r in records if r not in found]
                others = [r for r in found[old].lists.get(key, ()) if r not in taken]
                for one, other in _alike(rest, others):
                    join(one, other)
        waiting += (record for own in old.lists.values() for record in own)
    # What was not told apart above stands twice, or moved.
    rest = [r for r in base.walk() if isinstance(r.value, _ENTRIES) and r not in found]
    others = [r for r in side.walk() if isinstance(r.value, _ENTRIES) and r not in taken]
    for one, other in _alike(rest, others, (_said,)):
        join(one, other)
    return found


def _alike(
    olds: Sequence[Record], news: Sequence[Record], keys: tuple[_Key, ...] = ()
) -> Iterator[tuple[Record, Record]]:
    """Pairs of records of one kind that a key tells to be the same, in order."""
    if not (olds and news):
        return
    taken: set[Record] = set()
    for key in keys or _KEYS[type(olds[0].value)]:
        waiting: dict[Hashable, list[Record]] = {}
        for new in reversed(news):
            if new not in taken:
                waiting.setdefault((type(new.value), key(new)), []).append(new)
        for old in olds:
            value = key(old)
            same = waiting.get((type(old.value), value))
            if value and same and old not in taken:
                new = same.pop()
                taken |= {old, new}
                yield old, new
