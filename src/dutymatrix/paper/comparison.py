"""What a revision is handed out as: 《…方案》修订前后对照表, with its changes marked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from dutymatrix.diff import Change, Kind, PlanDiff
from dutymatrix.diff.rewording import diff_texts
from dutymatrix.diff.row import is_part
from dutymatrix.i18n import N_, listed
from dutymatrix.markup.layout import Handout, Paper, with_blank
from dutymatrix.markup.marked import Mark, Marked, Run, runs_of
from dutymatrix.markup.view import Column, Table
from dutymatrix.paper.phrase import day_said, formal, place_said, quoted
from dutymatrix.plan.model import Group, Item, Milestone, Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import day_lines
from dutymatrix.screen.diff import (
    FIELD_WORDS,
    KIND_WORDS,
    DiffView,
    labels,
    plain,
)
from dutymatrix.screen.renumbered import renumbered_lines

_KINDS_OF_RECORDS = {"unit": N_("Unit"), "group": N_("Group")}
# What no mark in the wording or the lists shows.
_SAID = (
    Kind.ADDED,
    Kind.REMOVED,
    Kind.SPLIT,
    Kind.MERGED,
    Kind.MOVED,
    Kind.REORDERED,
    Kind.UNITS_REORDERED,
    Kind.SECTION_ADDED,
    Kind.SECTION_REMOVED,
    Kind.SECTION_MOVED,
)

Numbers = tuple[str | None, str | None]
"""Which task or section: its number before and after."""


@dataclass(frozen=True)
class ComparisonHandout(Handout):
    """A revision to hand out: what was changed, before and after, side by side."""

    view: DiffView
    editions: tuple[str, str]
    """What both versions are called."""

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper with one table."""
        del flat
        plan = self.view.diff.new
        name = self.form.title or words.gettext("Comparison of both versions")
        yield Paper(
            name,
            f"{quoted(plan.title)}{name}",
            (self._count(words),),
            (with_blank(self._table(words), self.form.blank),),
        )

    def _count(self, words: NullTranslations) -> str:
        n, total = len(self.view.changes), len(self.view.diff.changes)
        if n < total:
            return words.gettext("{n} of {total} changes").format(n=n, total=total)
        if not n:
            return words.gettext("no change")
        said = words.ngettext("{n} change in all", "{n} changes in all", n).format(n=n)
        return formal(said, words)

    def _table(self, words: NullTranslations) -> Table:
        rows = (
            *_plan_rows(self.view, words),
            *_item_rows(self.view, words),
            *_unit_rows(self.view, words),
            *_roster_rows(self.view, words),
        )
        return Table(
            columns=(
                Column("position", N_("No.")),
                Column("place", N_("Item")),
                Column("before", N_("Before the revision")),
                Column("after", N_("After the revision")),
                Column("blank", N_("Why")),
            ),
            rows=tuple(
                (n, place, before, after, None) for n, (place, before, after) in enumerate(rows, 1)
            ),
            notes=tuple(self._notes(words)),
        )

    def _notes(self, words: NullTranslations) -> Iterator[str]:
        view = self.view
        if not view.unit:
            yield from renumbered_lines(view.diff, view.diff.renumbered, words)
        yield Marked(
            (
                Run(words.gettext("Struck through: ")),
                Run(words.gettext("what was deleted"), Mark.DELETED),
                Run(words.gettext("; bold and underlined: ")),
                Run(words.gettext("what was added"), Mark.ADDED),
            )
        )
        yield words.gettext("Before the revision: {version}").format(version=self.editions[0])
        yield words.gettext("After the revision: {version}").format(version=self.editions[1])
        yield from day_lines(view.diff.seen[1], words)


_Row = tuple[str, Marked, Marked]
"""The item, then its wording before and after."""


# The plan and its roster.


def _plan_rows(view: DiffView, words: NullTranslations) -> Iterator[_Row]:
    """What is said of the plan as a whole."""
    for change in view.changes:
        if change.kind is Kind.PLAN_CHANGED and not change.new:
            yield _field_row(change, words)


def _unit_rows(view: DiffView, words: NullTranslations) -> Iterator[_Row]:
    """Who goes by another name, and what became of groups."""
    for change in view.changes:
        match change.kind:
            case Kind.GROUP_CHANGED:
                yield _group_row(change, view.diff, words)
            case Kind.UNIT_RENAMED | Kind.UNIT_MERGED | Kind.UNIT_SPLIT | Kind.UNIT_SUCCEEDED:
                yield _unit_row(change, view.diff, words)


def _roster_rows(view: DiffView, words: NullTranslations) -> Iterator[_Row]:
    """What only the roster says: one row, line by line where it is more than one thing."""
    rows = [
        _unit_row(change, view.diff, words)
        if change.kind is Kind.UNIT_DROPPED
        else _roster_row(change, view.diff, words)
        for change in view.changes
        if change.kind in (Kind.ROSTER_CHANGED, Kind.UNIT_DROPPED)
    ]
    if len(rows) <= 1:
        yield from rows
        return
    sides: tuple[list[Run], list[Run]] = ([], [])
    for place, *texts in rows:
        for lines, text in zip(sides, texts, strict=True):
            if text:
                said = place.replace("\n", " ")
                lines += [Run("\n" if lines else ""), Run(f"{said}：")]
                lines += runs_of(text)
    before, after = map(Marked, sides)
    yield words.gettext(KIND_WORDS[Kind.ROSTER_CHANGED]), before, after


def _field_row(change: Change, words: NullTranslations) -> _Row:
    detail = change.detail
    field = words.gettext(FIELD_WORDS[str(detail["field"])])
    of = detail.get("title") or detail.get("unit")
    place = f"{field}\n{of}" if of else field
    return place, *_compare_fields(detail["from"], detail["to"], words)


def _compare_fields(old: object, new: object, words: NullTranslations) -> tuple[Marked, Marked]:
    """A fact before and after; of lists of names each name that only one side has is marked."""
    if isinstance(old, tuple) and isinstance(new, tuple) and {*old} != {*new}:
        olds, news = ([plain(own, words) for own in side] for side in (old, new))
        return Marked(_listed(olds, news, Mark.DELETED)), Marked(_listed(news, olds, Mark.ADDED))
    return mark_texts(_field_said(old, words), _field_said(new, words))


def _field_said(value: object, words: NullTranslations) -> str:
    if isinstance(value, bool):
        return words.gettext("yes") if value else words.gettext("no")
    if isinstance(value, date):
        return day_said(value, words)
    said = plain(value, words)
    return words.gettext(_KINDS_OF_RECORDS[said]) if said in _KINDS_OF_RECORDS else said


def _unit_row(change: Change, diff: PlanDiff, words: NullTranslations) -> _Row:
    """A unit that goes by another name, joins or leaves others, or is gone."""
    olds = names_in(change.detail.get("from") or change.detail["unit"])
    news = names_in(change.detail.get("to", ()))
    return (
        words.gettext(KIND_WORDS[change.kind]),
        Marked((*_listed(olds, news, Mark.DELETED), *_where(diff.old, olds, words))),
        Marked((*_listed(news, olds, Mark.ADDED), *_where(diff.new, news, words))),
    )


def _where(plan: Plan, names: Iterable[str], words: NullTranslations) -> Iterator[Run]:
    """In which tasks names stand."""
    numbers = {item.number for name in names for item, _ in plan.duties_by_name.get(name, ())}
    if numbers:
        items = [item for item in plan.items if item.number in numbers]
        said = listed(entry.brief_labels(plan, items))
        yield Run("\n" + words.gettext("in {labels}").format(labels=said))


def _group_row(change: Change, diff: PlanDiff, words: NullTranslations) -> _Row:
    detail = change.detail
    name = str(detail["group"])
    former = {
        name,
        *(old for olds, news, _by in diff.identity.successions if name in news for old in olds),
    }
    old = next((group for group in diff.old.groups if group.name in former), None)
    new = diff.new.group_by_name.get(name)
    place = f"{words.gettext(KIND_WORDS[change.kind])}\n{name}"
    return (
        place,
        Marked(_group_runs(old, new, names_in(detail["lost"]), Mark.DELETED, words)),
        Marked(_group_runs(new, old, names_in(detail["gained"]), Mark.ADDED, words)),
    )


def _group_runs(
    group: Group | None,
    other: Group | None,
    changed: Sequence[str],
    mark: Mark,
    words: NullTranslations,
) -> Iterator[Run]:
    """A group with its members, those marked that only this side has."""
    if group is None:
        return
    yield Run(group.name, None if other else mark)
    if group.open:
        yield Run(f"（{words.gettext('open')}）", None if other and other.open else mark)
    if group.members:
        kept = [name for name in group.members if name not in changed]
        yield Run("：")
        yield from _listed(group.members, kept, mark)


def _roster_row(change: Change, diff: PlanDiff, words: NullTranslations) -> _Row:
    detail = change.detail
    if "moved" in detail:
        moved = {diff.identity.new(name) for name in names_in(detail["moved"])}
        return (
            words.gettext("Order of the roster"),
            Marked(_order(diff.old, diff.identity.old, moved, Mark.DELETED)),
            Marked(_order(diff.new, diff.identity.new, moved, Mark.ADDED)),
        )
    if "added" in detail:
        place = words.gettext(KIND_WORDS[change.kind])
        return place, Marked(()), Marked((Run(str(detail["unit"]), Mark.ADDED),))
    return _field_row(change, words)


def _order(
    plan: Plan, compared: Callable[[str], str], moved: set[str], mark: Mark
) -> Iterator[Run]:
    """The whole roster, those marked who, by the name they are compared by, have moved."""
    for n, name in enumerate(plan.rank):
        yield Run("、" if n else "")
        yield Run(name, mark if compared(name) in moved else None)


# Sections and tasks.


def _item_rows(view: DiffView, words: NullTranslations) -> Iterator[_Row]:
    """A row for everything of which something changed, in the document's order."""
    rows: dict[Numbers, list[Change]] = {}
    for change in view.changes:
        for own in _at_its_rows(change, view.diff):
            rows.setdefault(numbers_of(own.old, own.new), []).append(own)
    place = order_of(view.diff)
    for numbers in sorted(rows, key=place):
        changes = rows[numbers]
        olds, news = _items_of(changes, view.diff)
        before, after = compare_items(olds, news, view.diff, words)
        yield _place_said(changes, words), before, after


def _at_its_rows(change: Change, diff: PlanDiff) -> Iterator[Change]:
    """A change at each task or section that it is about: a sentence that moved is at two."""
    if change.kind is Kind.SENTENCE_MOVED and change.old and change.new:
        for old, new in diff.matching.tasks:
            if old.number == change.old.number or new.number == change.new.number:
                yield change._replace(old=old, new=new)
    elif (change.old or change.new) and not _is_of_part(change, diff):
        yield change


def _is_of_part(change: Change, diff: PlanDiff) -> bool:
    """Whether a change is one of a part of what was split or merged, all of which is one row."""
    old, new = change.old, change.new
    if not (old and new):
        return False
    olds = diff.matching.merges.get(new.number, ())
    news = diff.matching.splits.get(old.number, ())
    return bool(olds or news) and (old, new) not in diff.matching.tasks


def numbers_of(old: Item | None, new: Item | None) -> Numbers:
    """The number before and after; None where there was or is none."""
    return old.number if old else None, new.number if new else None


def _items_of(
    changes: Sequence[Change], diff: PlanDiff
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """What stood there and what stands there; several where one was split or they were merged."""
    old, new = changes[0].old, changes[0].new
    olds = diff.matching.merges.get(new.number, ()) if new else ()
    news = diff.matching.splits.get(old.number, ()) if old else ()
    return olds or ((old,) if old else ()), news or ((new,) if new else ())


def _place_said(changes: Sequence[Change], words: NullTranslations) -> str:
    """The item's labels, and what happened to it as a whole."""
    said = [change for change in changes if change.kind in _SAID]
    lines = dict.fromkeys(words.gettext(KIND_WORDS[change.kind]) for change in said)
    old, _arrow, new = labels((said or changes)[0]).partition(" → ")
    return "\n".join((place_said(old, new, words), *lines))


def order_of(diff: PlanDiff) -> Callable[[Numbers], tuple[int, int, int]]:
    """Where in the new document a row stands; what is gone, after what stood before it."""
    old_places, places = diff.matching.old.place, diff.matching.new.place
    elsewhere = {
        change.new.number
        for change in diff.changes
        if change.new and change.kind in (Kind.MOVED, Kind.REORDERED, Kind.SECTION_MOVED)
    }
    stayed = {
        old.number: places[new.number]
        for old, new in (*diff.matching.sections, *diff.matching.tasks)
        if new.number not in elsewhere
    }
    last = -1
    after = {"": last}
    for number in old_places:
        last = stayed.get(number, last)
        after[number] = last

    def place(numbers: Numbers) -> tuple[int, int, int]:
        old, new = numbers
        own = old_places[old] if old is not None else -1
        return (places[new], 0, own) if new is not None else (after[old or ""], 1, own)

    return place


def compare_items(
    olds: Sequence[Item], news: Sequence[Item], diff: PlanDiff, words: NullTranslations
) -> tuple[Marked, Marked]:
    """All that tasks or sections say, before and after; what only one side has is marked."""
    before = _Side(diff.seen[0], olds, news, Mark.DELETED, words)
    after = _Side(diff.seen[1], news, olds, Mark.ADDED, words)
    return before.said(), after.said()


class _Side(NamedTuple):
    """What stands in one of the two columns."""

    plan: Plan
    """As it is seen on the day whose units are meant."""
    items: Sequence[Item]
    """As the document has them."""
    others: Sequence[Item]
    """Those in the other column."""
    mark: Mark
    words: NullTranslations

    def said(self) -> Marked:
        """Item by item: title, wording, units, then what the document says besides."""
        wordings = self._wordings()
        lines = [
            line
            for item, wording in zip(self.items, wordings, strict=True)
            for line in (
                self._title(item),
                wording,
                [*self._units(item)],
                [*self._milestones(item)],
                *self._other_fields(item),
            )
            if line
        ]
        breaks = [[Run("\n"), *line] if n else line for n, line in enumerate(lines)]
        return Marked(run for line in breaks for run in line)

    def _compared(self, own: str, other: str) -> list[Run]:
        """A text, what is not in the other side's marked."""
        if self.mark is Mark.DELETED:
            return [Run(p.old, self.mark if p.changed else None) for p in diff_texts(own, other)]
        return [Run(p.new, self.mark if p.changed else None) for p in diff_texts(other, own)]

    def _title(self, item: Item) -> list[Run]:
        titles = [_title(other) or _item_title(other) for other in self.others]
        if len(self.items) == len(titles) == 1:
            return self._compared(_title(item), titles[0])
        label = [Run(f"{item.label} ")] if len(self.items) > 1 else []
        return [*label, Run(_title(item), None if _title(item) in titles else self.mark)]

    def _wordings(self) -> list[list[Run]]:
        """Wordings of the items, compared as the one text that they are to the other side."""
        texts = [item.entry.text for item in self.items]
        other = "\n".join(item.entry.text for item in self.others)
        return [*_cut(self._compared("\n".join(texts), other), map(len, texts))]

    def _units(self, item: Item) -> Iterator[Run]:
        """Lists as the document prints them: 牵头单位：…；主要参与单位：…."""
        lists = [role for role in Role if item.entry.units(role)]
        now = entry.units_now(self.plan.item_by_number.get(item.number))
        for role in lists:
            others = {name for other in self.others for name in other.entry.units(role)}
            head = entry.role_head(self.plan, role, self.words)
            parted = "；" if role is not lists[0] else ""
            yield Run(f"{parted}{head}：", None if others else self.mark)
            for run in _listed(item.entry.units(role), others, self.mark):
                said = entry.name_said(now.get(run.text, run.text), run.text, self.words)
                yield run._replace(text=said)
        if item.entry.open and lists:
            and_others = self.words.gettext("{name} and others").format(name="")
            is_new = not any(other.entry.open for other in self.others)
            yield Run(and_others, self.mark if is_new else None)

    def _milestones(self, item: Item) -> Iterator[Run]:
        """Deadlines and goals where they differ; the wording says them, too."""
        others = [m for other in self.others for m in other.entry.milestones]
        own = item.entry.milestones
        if not own or (len(self.items) == 1 and list(own) == others):
            return
        yield Run(f"{self.words.gettext('Deadline and goals')}：")
        for n, milestone in enumerate(own):
            yield Run("；" if n else "")
            said = milestone_said(milestone, others, self.words)
            yield Run(said, None if milestone in others else self.mark)

    def _other_fields(self, item: Item) -> Iterator[list[Run]]:
        """Other fields of the document, and the permanent id where it changed."""
        others = {name: text for other in self.others for name, text in other.entry.notes}
        for name, text in item.entry.notes:
            head = Run(f"{name}：", None if name in others else self.mark)
            yield [head, *self._compared(text, others.get(name, ""))]
        ids = {other.entry.id for other in self.others}
        if item.entry.id and item.entry.id not in ids:
            yield [Run(f"{self.words.gettext('Permanent id')}：{item.entry.id}", self.mark)]


def _title(item: Item) -> str:
    """The title; "" where the wording stands for it."""
    return item.entry.title or ("" if item.entry.text else item.title)


def _item_title(item: Item) -> str:
    """Of a part the title of its item, which is above it and no part's to have lost."""
    return item.title if is_part(item.number) else ""


def _cut(runs: Iterable[Run], lengths: Iterable[int]) -> Iterator[list[Run]]:
    """Runs of each of several texts that one character stood between, from those of all."""
    chars = [(char, run.mark) for run in runs for char in run.text]
    start = 0
    for length in lengths:
        own = chars[start : start + length]
        yield [
            Run("".join(char for char, _mark in same), mark)
            for mark, same in groupby(own, key=itemgetter(1))
        ]
        start += length + 1


def mark_texts(old: str, new: str) -> tuple[Marked, Marked]:
    """Both texts, what only one of them has marked in it."""
    pieces = diff_texts(old, new)
    return (
        Marked(Run(piece.old, Mark.DELETED if piece.changed else None) for piece in pieces),
        Marked(Run(piece.new, Mark.ADDED if piece.changed else None) for piece in pieces),
    )


def _listed(names: Sequence[str], others: Iterable[str], mark: Mark) -> Iterator[Run]:
    """Names, those marked that are not among the others."""
    kept = set(others)
    for n, name in enumerate(names):
        changed = name not in kept
        if n:
            yield Run("、", mark if changed and names[n - 1] not in kept else None)
        yield Run(name, mark if changed else None)


def milestone_said(
    milestone: Milestone, others: Iterable[Milestone], words: NullTranslations
) -> str:
    """A deadline in the document's words, and what is to be reached by then.

    The day that we read from them stands there only where it is all that tells it from others.
    """
    day = day_said(milestone.by, words) if milestone.by else ""
    said = milestone.said or day
    if said != day and any(m.said == said and m.by != milestone.by for m in others):
        said += f"（{day or words.gettext('not stated')}）"
    target = f"（{milestone.target}）" if milestone.target else ""
    return said + milestone.goal + target


def names_in(said: object) -> tuple[str, ...]:
    """One name or several, as changes give them."""
    if isinstance(said, str):
        return (said,)
    assert isinstance(said, tuple)
    return said
