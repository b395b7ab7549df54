"""Which task of one revision is which of another, and never by its number.

What is unique decides first: id, then wording and title. What remains is compared by
likeness, inside groups that have anything to do with one another.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dutymatrix.diff.division import find_divisions
from dutymatrix.diff.pairing import best_first, best_pairs
from dutymatrix.diff.row import Rows, is_part
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.wording.likeness import measure_overlap, near_pairs, pairs_of_characters
from dutymatrix.wording.script import spelling

# Shorter wording (按职责分工落实。) says too little about which task it is.
_TELLING = 20
_ALIKE = 0.5
# Tasks with so much of their wording in common are counterparts, whatever else differs.
_SAME_WORDING = 0.7
# Of the tasks of two sections, the smaller one's, this share is in both where they are one.
_MOST = 0.5
# Of the weights those count whose feature either side has.
_WORDING, _TITLE, _UNITS, _PLACE = 0.5, 0.2, 0.2, 0.1
# Tasks of one section that are left over are all compared up to this many pairs.
_NEIGHBOURS = 144

_Key = Callable[[Rows, Item], Hashable]


class Matching(NamedTuple):
    """What became of every section and task.

    A task that was split or merged is in `tasks` with the one of the others that is most
    like it; the rest of those are neither added nor removed.
    """

    old: Rows
    new: Rows
    sections: tuple[tuple[Item, Item], ...]
    """Pairs (old, new), in the new order; so are the tasks, and items that only hold parts."""
    wholes: tuple[tuple[Item, Item], ...]
    tasks: tuple[tuple[Item, Item], ...]
    removed_sections: tuple[Item, ...]
    added_sections: tuple[Item, ...]
    removed: tuple[Item, ...]
    added: tuple[Item, ...]
    splits: Mapping[str, tuple[Item, ...]]
    """Number of an old task → the new ones its wording went to, in the document's order."""
    merges: Mapping[str, tuple[Item, ...]]
    """Number of a new task → the old ones its wording comes from, in the document's order."""


def match_plans(old: Plan, new: Plan, names: Mapping[str, str]) -> Matching:
    """Pairs of the sections and tasks of two revisions, and what has no partner.

    Args:
        old: One revision.
        new: The other one.
        names: What an old name may be called now, so that lists of units are comparable.
    """
    before, after = Rows(old), Rows(new)
    # Always in one direction, so that a revision taken back is told as its mirror image.
    if _comes_first(before, after):
        found = _find_partners(before, after, names)
    else:
        found = _find_partners(after, before, names).mirrored()
    return _read_matching(before, after, found)


class _Partners(NamedTuple):
    """Numbers of rows that found each other."""

    by_old: dict[str, str]
    by_new: dict[str, str]
    splits: dict[str, tuple[str, ...]]
    merges: dict[str, tuple[str, ...]]

    def mirrored(self) -> "_Partners":
        return _Partners(self.by_new, self.by_old, self.merges, self.splits)


def _read_matching(old: Rows, new: Rows, found: _Partners) -> Matching:
    gone = {number for parts in found.merges.values() for number in parts} | {*found.by_old}
    come = {number for parts in found.splits.values() for number in parts} | {*found.by_new}

    def pairs(rows: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
        for row in rows:
            if row.number in found.by_new:
                yield old.by_number[found.by_new[row.number]], row

    def in_order(rows: Rows, numbers: Sequence[str]) -> tuple[Item, ...]:
        return tuple(
            rows.by_number[number] for number in sorted(numbers, key=rows.place.__getitem__)
        )

    return Matching(
        old=old,
        new=new,
        sections=tuple(pairs(new.sections)),
        wholes=tuple(pairs(new.wholes)),
        tasks=tuple(pairs(new.tasks)),
        removed_sections=tuple(row for row in old.sections if row.number not in gone),
        added_sections=tuple(row for row in new.sections if row.number not in come),
        removed=tuple(row for row in old.tasks if row.number not in gone),
        added=tuple(row for row in new.tasks if row.number not in come),
        splits={number: in_order(new, parts) for number, parts in found.splits.items()},
        merges={number: in_order(old, parts) for number, parts in found.merges.items()},
    )


def _comes_first(one: Rows, other: Rows) -> bool:
    """Whether one of two plans stands before the other in an order of all plans."""
    for row, other_row in zip(one.all, other.all, strict=False):
        same = one.hashes[row.number] == other.hashes[other_row.number]
        if not same or row.number != other_row.number:
            own = row.number, repr(one.content(row))
            others = other_row.number, repr(other.content(other_row))
            if own != others:
                return own < others
    return len(one.all) <= len(other.all)


def _find_partners(old: Rows, new: Rows, names: Mapping[str, str]) -> _Partners:
    found = _Partners({}, {}, {}, {})
    sections = _Search(old.sections, new.sections, found, old, new)
    wholes = _Search(old.wholes, new.wholes, found, old, new)
    tasks = _Search(old.tasks, new.tasks, found, old, new)
    _match_sections_by_title(sections)
    _match_sections_by_title(wholes)
    _match_tasks_outright(tasks)
    _match_by_content(sections, tasks)
    _match_by_content(tasks, tasks)
    _match_by_content(wholes, tasks)
    _match_tasks_by_place(tasks)
    _match_tasks_by_likeness(tasks, names)
    _match_by_content(sections, tasks)
    _match_sections_by_likeness(sections)
    _find_divided(tasks)
    return found


class _Search:
    """Rows of one kind, sections or tasks, while they find their partners."""

    def __init__(
        self,
        olds: Sequence[Item],
        news: Sequence[Item],
        found: _Partners,
        old: Rows,
        new: Rows,
    ) -> None:
        self.olds, self.news = olds, news
        self.found = found
        self.old, self.new = old, new

    @property
    def old_rest(self) -> list[Item]:
        """Old rows without a partner."""
        return [row for row in self.olds if row.number not in self.found.by_old]

    @property
    def new_rest(self) -> list[Item]:
        """New rows without a partner."""
        return [row for row in self.news if row.number not in self.found.by_new]

    def join(self, old: str, new: str) -> None:
        self.found.by_old[old] = new
        self.found.by_new[new] = old

    def home(self, old: str) -> str | None:
        """Where what an old row stands in is now; None where it is gone or not yet known."""
        above = self.old.above[old]
        if is_part(old) and above not in self.found.by_old:
            # An item that has parts on one side alone stands where it stood.
            above = self.old.above[above]
        return self.found.by_old.get(above) if above else ""

    def place(self, new: str) -> str:
        """What a new row stands in, seen from the old side."""
        above = self.new.above[new]
        return self.new.above[above] if is_part(new) and above not in self.found.by_new else above

    def join_unique(self, key: _Key, *, inside: bool = False, parted: bool = False) -> None:
        """Pair the rows that alone have a key on both sides; None is no key.

        Args:
            key: What is to be the same.
            inside: Among rows that stand in the same section.
            parted: An item and a part: one that has parts on one side alone.
        """
        for olds, news in self._gather(key, inside):
            if not (len(olds) == len(news) == 1 and _may_be_one(olds[0], news[0])):
                continue
            if not parted or is_part(olds[0].number) != is_part(news[0].number):
                self.join(olds[0].number, news[0].number)

    def join_same(self, *, inside: bool = False) -> None:
        """Pair the rows that hold the same, and all in them; several in their order.

        Parts are paired only `inside` their item, for in other items may be such as well.
        """

        def key(rows: Rows, row: Item) -> int | None:
            return None if is_part(row.number) and not inside else rows.hashes[row.number]

        for olds, news in self._gather(key, inside):
            self._join_whole([row.number for row in olds], [row.number for row in news])

    def _join_whole(self, olds: Sequence[str], news: Sequence[str]) -> None:
        """Join rows that hold the same in their order, then what stands in them."""
        free = [old for old in olds if old not in self.found.by_old]
        new_free = [new for new in news if new not in self.found.by_new]
        for old, new in zip(free, new_free, strict=False):
            self.join(old, new)
            below = _by_content(self.new, new)
            for content, numbers in _by_content(self.old, old).items():
                self._join_whole(numbers, below.get(content, ()))

    def _gather(self, key: _Key, inside: bool) -> Iterator[tuple[list[Item], list[Item]]]:
        """Rows (old, new) that have a key in common."""
        olds: dict[Hashable, list[Item]] = {}
        for row in self.old_rest:
            own, home = key(self.old, row), self.home(row.number) if inside else ""
            if own is not None and home is not None:
                olds.setdefault((home, own), []).append(row)
        news: dict[Hashable, list[Item]] = {}
        for row in self.new_rest if olds else ():
            place = self.place(row.number) if inside else "", key(self.new, row)
            if place in olds:
                news.setdefault(place, []).append(row)
        return ((olds[place], rows) for place, rows in news.items())


def _by_content(rows: Rows, number: str) -> dict[int, list[str]]:
    """Numbers of what stands in a row, those together that hold the same."""
    found: dict[int, list[str]] = {}
    for below in rows.within.get(number, ()):
        found.setdefault(rows.hashes[below], []).append(below)
    return found


def _may_be_one(old: Item, new: Item) -> bool:
    """Whether no permanent names forbid it."""
    return old.entry.id == new.entry.id or None in (old.entry.id, new.entry.id)


def _id(_rows: Rows, row: Item) -> str | None:
    return row.entry.id


def _title(rows: Rows, row: Item) -> str | None:
    return rows.spelled(row).title or None


def _title_of_item(rows: Rows, row: Item) -> str | None:
    """The title of an item, or of the one that a part without a title belongs to."""
    is_own = row.title == row.entry.title
    return (rows.spelled(row).title if is_own else spelling(row.title)) or None


def _title_and_text(rows: Rows, row: Item) -> Hashable:
    return rows.spelled(row)


def _text(rows: Rows, row: Item) -> str | None:
    return rows.spelled(row).text or None


def _telling_text(rows: Rows, row: Item) -> str | None:
    return rows.spelled(row).text if len(row.entry.text) >= _TELLING else None


# Sections, and items with parts.


def _match_sections_by_title(sections: _Search) -> None:
    sections.join_unique(_id)
    sections.join_unique(_title)
    # What several chapters have is told apart below a chapter that is known.
    before = -1
    while before < len(sections.found.by_old):
        before = len(sections.found.by_old)
        sections.join_same(inside=True)
        sections.join_unique(_title, inside=True)
    sections.join_same()


def _match_by_content(holders: _Search, tasks: _Search) -> None:
    """Pair sections, or items with parts, that most of each other's tasks went to."""
    olds = {row.number: row for row in holders.old_rest}
    news = {row.number: row for row in holders.new_rest}
    if not (olds and news):
        return
    by_old = tasks.found.by_old
    old_above, new_above = tasks.old.above, tasks.new.above
    votes = Counter(
        (old_above[row.number], new_above[by_old[row.number]])
        for row in tasks.olds
        if row.number in by_old
    )
    size = Counter(old_above[row.number] for row in tasks.olds)
    new_size = Counter(new_above[row.number] for row in tasks.news)
    best_new = _winners(votes)
    best_old = _winners({(new, old): n for (old, new), n in votes.items()})
    for old, new in best_new.items():
        if old not in olds or new not in news or best_old[new] != old:
            continue
        are_most = votes[old, new] >= _MOST * min(size[old], new_size[new])
        if are_most and _may_be_one(olds[old], news[new]):
            holders.join(old, new)


def _winners(votes: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """For each first name the second one with the most votes."""
    best: dict[str, tuple[int, str]] = {}
    for (one, other), n in votes.items():
        if n > best.get(one, (0, ""))[0]:
            best[one] = n, other
    return {one: other for one, (_n, other) in best.items()}


def _match_sections_by_likeness(sections: _Search) -> None:
    olds = {row.number: row for row in sections.old_rest}
    news = {row.number: row for row in sections.new_rest}
    titles = {number: row.title for number, row in olds.items()}
    new_titles = {number: row.title for number, row in news.items()}
    scores = {
        (old, new): score
        for old, new in near_pairs(titles, new_titles)
        if _may_be_one(olds[old], news[new])
        and (score := _text_likeness(titles[old], new_titles[new])) >= _ALIKE
    }
    for old, new in best_first(scores):
        sections.join(old, new)


# Tasks.


def _match_tasks_outright(tasks: _Search) -> None:
    tasks.join_unique(_id)
    tasks.join_same(inside=True)
    tasks.join_same()
    tasks.old.spell(tasks.old_rest)
    tasks.new.spell(tasks.new_rest)
    tasks.join_unique(_title_and_text)
    tasks.join_unique(_telling_text)
    tasks.join_unique(_title)
    tasks.join_unique(_title_of_item, parted=True)


def _match_tasks_by_place(tasks: _Search) -> None:
    """Pair what title or wording tell apart inside one section."""
    tasks.join_same(inside=True)
    for key in (_title_and_text, _title, _text):
        tasks.join_unique(key, inside=True)


def _match_tasks_by_likeness(tasks: _Search, names: Mapping[str, str]) -> None:
    olds = {row.number: row for row in tasks.old_rest}
    news = {row.number: row for row in tasks.new_rest}
    if not (olds and news):
        return
    neighbours = _Neighbours(tasks)
    pairs = {
        *near_pairs(_wordings(olds), _wordings(news)),
        *neighbours.pairs(olds, news),
    }
    scores = {}
    for old, new in sorted(pairs):
        if _may_be_one(olds[old], news[new]):
            score = _likeness(tasks, olds[old], news[new], neighbours.closeness(old, new), names)
            if score >= _ALIKE:
                scores[old, new] = score
    for old, new in best_pairs(scores):
        tasks.join(old, new)


def _wordings(rows: Mapping[str, Item]) -> dict[str, str]:
    return {number: f"{row.entry.title}\n{row.entry.text}" for number, row in rows.items()}


class _Neighbours:
    """Who stands beside whom, among tasks some of which have partners."""

    def __init__(self, tasks: _Search) -> None:
        self._tasks = tasks
        self._old_beside = _beside(tasks.olds, tasks.old.above, tasks.old_rest)
        self._new_beside = _beside(tasks.news, tasks.new.above, tasks.new_rest)

    def closeness(self, old: str, new: str) -> float:
        """1 where a neighbour is the same on the same side, half where only the section is."""
        if self._tasks.home(old) != self._tasks.place(new):
            return 0.0
        both = zip(self._old_beside[old], self._new_beside[new], strict=True)
        by_old = self._tasks.found.by_old
        same = any(by_old.get(one) == other if one else not other for one, other in both)
        return 1.0 if same else 0.5

    def pairs(
        self, olds: Mapping[str, Item], news: Mapping[str, Item]
    ) -> Iterator[tuple[str, str]]:
        """Numbers of those that stand in the same section, where they are few."""
        inside: dict[str, list[str]] = {}
        for number in news:
            inside.setdefault(self._tasks.place(number), []).append(number)
        own: dict[str, list[str]] = {}
        for number in olds:
            home = self._tasks.home(number)
            if home in inside:
                own.setdefault(home, []).append(number)
        for home, numbers in own.items():
            if len(numbers) * len(inside[home]) <= _NEIGHBOURS:
                yield from ((old, new) for old in numbers for new in inside[home])


def _beside(
    rows: Sequence[Item], above: Mapping[str, str], chosen: Sequence[Item]
) -> dict[str, tuple[str, str]]:
    """Numbers of the siblings before and after each chosen row, "" where there is none."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    last: dict[str, str] = dict.fromkeys((above[row.number] for row in chosen), "")
    for row in rows:
        number = row.number
        if (home := above[number]) in last:
            before[number] = last[home]
            after[last[home]] = number
            last[home] = number
    return {row.number: (before[row.number], after.get(row.number, "")) for row in chosen}


def _likeness(
    tasks: _Search, old: Item, new: Item, closeness: float, names: Mapping[str, str]
) -> float:
    """0 nothing in common to 1 the same, over wording, title, units and neighbours."""
    features = [(_PLACE, closeness)]
    one, other = tasks.old.spelled(old), tasks.new.spelled(new)
    wording = 0.0
    if one.text or other.text:
        wording = _text_likeness(one.text, other.text)
        features.append((_WORDING, wording))
    # What parts have from their item does not tell them apart.
    title = _title if is_part(old.number) and is_part(new.number) else _title_of_item
    called, now_called = title(tasks.old, old), title(tasks.new, new)
    if called or now_called:
        features.append((_TITLE, _text_likeness(called or "", now_called or "")))
    if old.entry.assignments or new.entry.assignments:
        units = _named(old, names), _named(new, names)
        features.append((_UNITS, measure_overlap(*units)))
    total = sum(weight for weight, _value in features)
    alike = sum(weight * value for weight, value in features) / total
    # Whoever has it and whatever it is called: with most of its wording it is the same.
    return max(alike, wording) if wording >= _SAME_WORDING else alike


def _named(row: Item, names: Mapping[str, str]) -> set[tuple[str, Role]]:
    return {(names.get(unit, unit), role) for unit, role in row.entry.assignments}


def _text_likeness(one: str, other: str) -> float:
    return measure_overlap(pairs_of_characters(one), pairs_of_characters(other))


def _find_divided(tasks: _Search) -> None:
    """Find what was split, then, among the others, what was merged."""
    found = tasks.found
    old_by_number = {row.number: row for row in tasks.olds}
    new_by_number = {row.number: row for row in tasks.news}
    partner = {old: new_by_number[new] for old, new in found.by_old.items() if new in new_by_number}
    origin = {new: old_by_number[old] for new, old in found.by_new.items() if old in old_by_number}
    wholes = [*_open(tasks.olds, partner)]
    found.splits.update(find_divisions(tasks.old, tasks.new, wholes, tasks.new_rest, partner))
    # One that takes part in both would be told twice.
    taken = {number for parts in found.splits.values() for number in parts}
    wholes = [row for row in _open(tasks.news, origin) if row.number not in taken]
    rest = [row for row in tasks.old_rest if row.number not in found.splits]
    found.merges.update(find_divisions(tasks.new, tasks.old, wholes, rest, origin))
    for old, parts in found.splits.items():
        if old not in found.by_old:
            tasks.join(old, parts[0])
    for new, parts in found.merges.items():
        if new not in found.by_new:
            tasks.join(parts[0], new)


def _open(rows: Sequence[Item], partner: Mapping[str, Item]) -> Iterator[Item]:
    """Rows without a partner, or with one of other wording."""
    for row in rows:
        if row.number not in partner or partner[row.number].entry.text != row.entry.text:
            yield row
