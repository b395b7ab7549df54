"""Which record of three versions of a plan is which."""

from collections.abc import (
    Callable,
    Collection,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dutymatrix.diff.match import Matching
from dutymatrix.merge.record import Record
from dutymatrix.plan.model import Chapter, Clause, Group, Milestone, Section, Standing, Task, Unit
from dutymatrix.wording.likeness import WordingIndex, measure_overlap, pairs_of_characters

SIDES = ("ours", "theirs")
"""The versions that are merged; what they have in common is the base."""
VERSIONS = ("base", *SIDES)

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
# Of the words of two tasks, this share is in both where one may be the other reworded.
_SOMEWHAT = 0.15
# Up to so many titles are all compared.
_FEW = 144
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
        self._ahead: dict[Record, Record] = {}
        records, own, others = ([*root.walk()] for root in (base, ours, theirs))
        for record in (*records, *own, *others):
            self._learn(record)
        # Of each part of a task that a side divided, which task that was.
        self._whole = {
            id(part.entry): number
            for matching in matchings
            for number, parts in matching.splits.items()
            for part in parts
        }
        in_ours = _partners(records, own, matchings[0])
        in_theirs = _partners(records, others, matchings[1])
        for record in records:
            self._join(record, in_ours.get(record), in_theirs.get(record))
        self.root = self.of[base]
        self._join_added(self.root)
        for record in own:
            if record not in self.of:
                self._join(None, record, None)
        for record in others:
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

    def added(self, side: str) -> Iterator[Trio]:
        """The records that one side alone has, and the base has not, as they stand there."""
        root = self.root.on(side)
        assert root is not None  # a plan is in every version
        for record in root.walk():
            trio = self.of[record]
            if not trio.base and not (trio.ours and trio.theirs):
                yield trio

    def ahead(self, trio: Trio, side: str) -> Trio | None:
        """What a record stands behind in a version's list."""
        record = trio.on(side)
        ahead = self._ahead.get(record) if record else None
        return self.of[ahead] if ahead else None

    def is_divided(self, one: Trio, other: Trio, side: str) -> bool:
        """Whether two records are parts of one task that a version divided."""
        of = [
            self._whole.get(id(record.value)) if (record := trio.on(side)) else None
            for trio in (one, other)
        ]
        return of[0] is not None and of[0] == of[1]

    def _learn(self, record: Record) -> None:
        for key, records in record.lists.items():
            self._ahead.update(zip(records[1:], records, strict=False))
            self._above.update(dict.fromkeys(records, (record, key)))

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


def _partners(
    base: Sequence[Record], side: Sequence[Record], matching: Matching
) -> dict[Record, Record]:
    """The records of a side by those of the base that they were; both from the plan down."""
    olds = {id(record.value): record for record in base}
    news = {id(record.value): record for record in side}
    found = {base[0]: side[0]}
    taken = {side[0]}

    def join(old: Record, new: Record) -> None:
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)

    tasks = [(olds[id(old.entry)], news[id(new.entry)]) for old, new in matching.tasks]
    wordings = Wordings(olds.values(), news.values())
    for old_item, new_item in matching.sections:
        join(olds[id(old_item.entry)], news[id(new_item.entry)])
    divided = {*matching.splits.values(), *matching.merges.values()}
    parts = {id(item.entry) for items in divided for item in items}
    parts |= {id(matching.old.by_number[number].entry) for number in matching.splits}
    parts |= {id(matching.new.by_number[number].entry) for number in matching.merges}
    for old, new in tasks:
        # Which part of a task that was divided is that task, its title tells, or nothing.
        is_part = not parts.isdisjoint((id(old.value), id(new.value)))
        if wordings.tell(old, new) and not (is_part and old.value.title != new.value.title):
            join(old, new)
    for old in base:
        if old in found:
            for key, records in old.lists.items():
                rest = [r for r in records if r not in found]
                others = [r for r in found[old].lists.get(key, ()) if r not in taken]
                for one, other in _alike(rest, others):
                    join(one, other)
    # What was not told apart above stands twice, or moved.
    rest = [r for r in base if isinstance(r.value, _ENTRIES) and r not in found]
    others = [r for r in side if isinstance(r.value, _ENTRIES) and r not in taken]
    for one, other in _alike(rest, others, (_said,)):
        join(one, other)
    for one, other in _in_place(found, taken):
        if wordings.tell(one, other):
            join(one, other)
    return found


class Wordings:
    """Tells whether a task is one that was retitled, or its twin."""

    def __init__(self, olds: Iterable[Record], news: Iterable[Record]) -> None:
        self._old, self._new = _by_wording(olds), _by_wording(news)
        known = {record.value.title for own in self._old.values() for record in own.records}
        self._fresh = _Titles()
        for own in self._new.values():
            self._fresh.records += [r for r in own.records if r.value.title not in known]

    def tell(self, old: Record, new: Record) -> bool:
        """Whether no other task is as like to the old one as this one is.

        Tasks of one wording (甲镇, 乙镇, 丙镇重点整治) differ in their titles alone; and one that
        was divided is as like to each half.
        """
        one, other = old.value, new.value
        if one.title == other.title or (one.id and one.id == other.id):
            return True
        rivals = [self._old.get(one.text), self._new.get(one.text)]
        if one.text != other.text:
            rivals.append(self._fresh)
        likeness = _overlap(one.title, other.title)
        return all(
            _overlap(one.title, rival.value.title) < likeness
            for titles in rivals
            if titles
            for rival in titles.nearest(one.title)
            if rival is not old and rival is not new and rival.value.title != one.title
        )


class _Titles:
    """Tasks, to find those whose titles are like another."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def nearest(self, title: str) -> Iterable[Record]:
        """All of them where they are few, else the nearest."""
        if len(self.records) <= _FEW:
            return self.records
        return (self.records[int(n)] for n in self._index.nearest(title))

    @cached_property
    def _index(self) -> WordingIndex:
        return WordingIndex({str(n): r.value.title for n, r in enumerate(self.records)})


def _by_wording(records: Iterable[Record]) -> dict[str, _Titles]:
    found: dict[str, _Titles] = {}
    for record in records:
        if isinstance(record.value, Task):
            found.setdefault(record.value.text, _Titles()).records.append(record)
    return found


def _in_place(
    found: Mapping[Record, Record], taken: Collection[Record]
) -> Iterator[tuple[Record, Record]]:
    """Tasks retitled and reworded: alone between the same neighbours, and the same units'."""
    for old_list, new in list(found.items()):
        for key, olds in old_list.lists.items():
            if key != "tasks":
                continue
            news = new.lists.get(key, ())
            beside = dict(_between(news, taken))
            for (before, after), old in _between(olds, found):
                same = beside.get((before and found[before], after and found[after]))
                if same and _is_like(old.value, same.value):
                    yield old, same


def _between(
    records: Sequence[Record], known: Collection[Record]
) -> Iterator[tuple[tuple[Record | None, Record | None], Record]]:
    """Records not known that stand alone between two that are, or an end."""
    around = (None, *records, None)
    for before, record, after in zip(around, records, around[2:], strict=False):
        if record not in known and all(r is None or r in known for r in (before, after)):
            yield (before, after), record


def _is_like(one: Task, other: Task) -> bool:
    """Whether two tasks name the same units and have some of their words in common."""
    if not one.assignments or {*one.assignments} != {*other.assignments}:
        return False
    if one.id and other.id and one.id != other.id:
        return False
    said = (_overlap(one.title, other.title), _overlap(one.text, other.text))
    return max(said) >= _SOMEWHAT


def _overlap(one: str, other: str) -> float:
    return measure_overlap(pairs_of_characters(one), pairs_of_characters(other))


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
