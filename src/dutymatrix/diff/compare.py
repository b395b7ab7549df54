"""The differences between two revisions whose tasks and units have found their partners."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from dutymatrix.diff.assignment import iter_role_changes
from dutymatrix.diff.change import Change, Found, Kind
from dutymatrix.diff.identity import Identity
from dutymatrix.diff.match import Matching
from dutymatrix.diff.order import places_out_of_order
from dutymatrix.diff.roster import iter_roster_changes
from dutymatrix.diff.row import Content, content_of, is_part
from dutymatrix.plan.model import Assignment, Entry, Item, Milestone, Plan, Role, Section
from dutymatrix.wording import iter_sentences
from dutymatrix.wording.reporting import REPORTED
from dutymatrix.wording.script import spelling

# A shorter sentence stands in many tasks.
_TELLING = 8
_Assignments = tuple[Assignment, ...]
_Name = Callable[[str], str]
_FIELDS = (
    "title",
    "document_number",
    "issued_by",
    "issued_on",
    "ends_on",
    "role_rule",
    "role_names",
    "language",
    "chapter",
    "numbering",
    "running",
    "preamble",
)


def iter_changes(
    old: Plan, new: Plan, matching: Matching, identity: Identity, *, verbatim: bool = False
) -> Iterator[Change]:
    """Every difference, each once, in no order; `verbatim`: how a text is printed, too."""
    for kind, detail in chain(
        _plan_changes(old, new, identity, verbatim), iter_roster_changes(old, new, identity)
    ):
        yield Change(kind, None, None, detail)
    for row in matching.removed_sections:
        yield Change(Kind.SECTION_REMOVED, row, None, {})
    for row in matching.added_sections:
        yield Change(Kind.SECTION_ADDED, None, row, {})
    for row in matching.removed:
        yield Change(Kind.REMOVED, row, None, {})
    for row in matching.added:
        yield Change(Kind.ADDED, None, row, {})
    yield from _place_changes(matching)
    comparison = _Comparison(old, new, matching, identity, verbatim)
    yield from comparison.moved_sentences()
    for before, after in comparison.changed_pairs():
        for kind, detail in comparison.row_changes(before, after):
            yield Change(kind, before, after, detail)
    yield from comparison.divided_roles()


# Where something stands.


def _place_changes(matching: Matching) -> Iterator[Change]:
    pairs = (*matching.sections, *matching.wholes, *matching.tasks)
    home = {old.number: new.number for old, new in pairs} | {"": ""}
    above_old, above_new = _homes(matching, old=True), _homes(matching, old=False)
    stayed: dict[str, list[tuple[Item, Item]]] = {}
    for old, new in pairs:
        above, now_above = above_old[old.number], above_new[new.number]
        if home.get(above) == now_above:
            stayed.setdefault(now_above, []).append((old, new))
        else:
            kind = Kind.SECTION_MOVED if isinstance(new.entry, Section) else Kind.MOVED
            yield Change(kind, old, new, {"from": above, "to": now_above})
    for above, siblings in stayed.items():
        siblings.sort(key=lambda pair: matching.new.place[pair[1].number])
        moved = places_out_of_order([matching.old.place[old.number] for old, _new in siblings])
        for old, new in (siblings[place] for place in moved):
            if isinstance(new.entry, Section):
                detail = {"from": above_old[old.number], "to": above}
                yield Change(Kind.SECTION_MOVED, old, new, detail)
            else:
                yield Change(Kind.REORDERED, old, new, {})
        yield from _number_changes(siblings)


def _homes(matching: Matching, *, old: bool) -> Mapping[str, str]:
    """What each row of one side stands in.

    Where an item has parts on this side alone, the part that goes on with the other side's
    item stands where that item stood; the other parts came into it.
    """
    rows = matching.old if old else matching.new
    paired = {pair[not old].number for pair in matching.wholes}
    lone = [whole for whole in rows.wholes if whole.number not in paired]
    if not lone:
        return rows.above
    partner = {pair[not old].number: pair[old] for pair in matching.tasks}
    homes = dict(rows.above)
    for whole in lone:
        parts = [part for part in rows.within[whole.number] if part in partner]
        heir = next(
            (p for p in parts if spelling(partner[p].title) == spelling(whole.title)),
            parts[0] if parts else None,
        )
        if heir:
            homes[heir] = rows.above[whole.number]
    return homes


def _number_changes(siblings: Sequence[tuple[Item, Item]]) -> Iterator[Change]:
    """Numbers that were changed by hand."""
    for old, new in siblings:
        if old.entry.ordinal != new.entry.ordinal and old.number != new.number:
            detail = {"field": "number", "from": old.number, "to": new.number}
            yield Change(Kind.PLAN_CHANGED, old, new, detail)


# What it says.


class _Comparison:
    """What partners say, beside each other."""

    def __init__(
        self, old: Plan, new: Plan, matching: Matching, identity: Identity, verbatim: bool
    ) -> None:
        self._matching, self._identity, self._verbatim = matching, identity, verbatim
        # Without a rule that the first of a list leads, its order says nothing.
        self._ordered = bool(old.role_rule or new.role_rule)
        self._gone: dict[str, set[str]] = {}
        """Sentences that left an old row for another task, by its number."""
        self._come: dict[str, set[str]] = {}
        """Sentences that a new row has from another task."""

    def moved_sentences(self) -> Iterator[Change]:
        """Sentences that went from one task to another one, both of which are in both plans."""
        pairs = [
            pair
            for pair in self._matching.tasks
            if pair[0].entry.text != pair[1].entry.text
            and pair[0].number not in self._matching.splits
            and pair[1].number not in self._matching.merges
        ]
        lost: dict[str, tuple[Item, Item]] = {}
        gained: list[tuple[Item, Item, list[str]]] = []
        for old, new in pairs:
            before, after = _sentences(old), _sentences(new)
            lost |= {key: (old, new) for key in before if key not in after}
            gained.append((old, new, [key for key in after if key not in before]))
        for old, new, keys in gained:
            by_origin: dict[str, list[str]] = {}
            for key in keys:
                if key in lost and len(key) >= _TELLING and lost[key][0] is not old:
                    by_origin.setdefault(lost[key][0].number, []).append(key)
            for number, own in by_origin.items():
                self._gone.setdefault(number, set()).update(own)
                self._come.setdefault(new.number, set()).update(own)
                origin = self._matching.old.by_number[number]
                had = {self._identity.old(unit) for unit, _role in old.entry.assignments}
                units = (
                    unit
                    for unit, _role in new.entry.assignments
                    if self._identity.new(unit) not in had
                )
                said = _sentences(new)
                detail = {"text": "".join(said[key] for key in own), "units": tuple(units)}
                yield Change(Kind.SENTENCE_MOVED, origin, new, detail)

    def changed_pairs(self) -> Iterator[tuple[Item, Item]]:
        """Partners that do not say the same, or not alone."""
        matching = self._matching
        before, after = matching.old.content, matching.new.content
        for old, new in (*matching.sections, *matching.wholes, *matching.tasks):
            if (
                before(old) != after(new)
                or old.number in matching.splits
                or new.number in matching.merges
            ):
                yield old, new

    def row_changes(self, old: Item, new: Item) -> Iterator[Found]:
        """What differs between two partners but for their places."""
        matching = self._matching
        before, after = matching.old.content(old), matching.new.content(new)
        if isinstance(old.entry, Section):
            yield from self._title_change(Kind.SECTION_RETITLED, before, after)
            yield from self._content_changes(old, before, new, after)
        elif old.number in matching.splits:
            parts = matching.splits[old.number]
            yield Kind.SPLIT, {"into": parts}
            yield from self._content_changes(old, before, new, _together(parts), divided=True)
        elif new.number in matching.merges:
            parts = matching.merges[new.number]
            yield Kind.MERGED, {"from": parts}
            yield from self._content_changes(old, _together(parts), new, after, divided=True)
        else:
            # A part without a title has its item's.
            if is_part(old.number) == is_part(new.number) or (before.title and after.title):
                yield from self._title_change(Kind.RETITLED, before, after)
            yield from self._content_changes(old, before, new, after)

    def divided_roles(self) -> Iterator[Change]:
        """Changes of roles where a task was split or several were merged, at each of the parts.

        Who goes on in one of the parts did not leave the others.
        """
        name, name_old = self._identity.new, self._identity.old
        for number, parts in self._matching.splits.items():
            old = self._matching.old.by_number[number]
            gone = _without(old.entry.assignments, name_old, parts, name)
            for part in parts:
                had = _going_on(old.entry.assignments, name_old, part.entry, name)
                had += gone if part is parts[0] else ()
                yield from self._roles_at(old, had, part, part.entry.assignments)
        for number, parts in self._matching.merges.items():
            new = self._matching.new.by_number[number]
            come = _without(new.entry.assignments, name, parts, name_old)
            for part in parts:
                has = _going_on(new.entry.assignments, name, part.entry, name_old)
                has += come if part is parts[0] else ()
                yield from self._roles_at(part, part.entry.assignments, new, has)

    def _roles_at(
        self, old: Item, had: _Assignments, new: Item, has: _Assignments
    ) -> Iterator[Change]:
        for kind, detail in iter_role_changes(had, has, self._identity, ordered=False):
            yield Change(kind, old, new, detail)

    def _is_same(self, one: str, other: str) -> bool:
        return one == other or (not self._verbatim and spelling(one) == spelling(other))

    def _title_change(self, kind: Kind, old: Content, new: Content) -> Iterator[Found]:
        if not self._is_same(old.title, new.title):
            yield kind, {"from": old.title, "to": new.title}

    def _content_changes(
        self, row: Item, old: Content, new_row: Item, new: Content, *, divided: bool = False
    ) -> Iterator[Found]:
        """What differs but the title.

        Args:
            row: The old row, or the one of several that is its partner.
            old: What was said.
            new_row: The new row.
            new: What is said.
            divided: Whether one side is several rows together: then the order of sentences
                is nobody's, and roles are told row by row.
        """
        if old == new:
            return
        if old.assignments != new.assignments and not divided:
            yield from iter_role_changes(
                old.assignments, new.assignments, self._identity, ordered=self._ordered
            )
        if old.open != new.open:
            yield _open_change(old, new)
        if self._is_reworded(row, old.text, new_row, new.text, divided):
            yield Kind.REWORDED, {"from": old.text, "to": new.text}
        yield from self._note_changes(old, new)
        yield from _milestone_change(old, new, goals=self._is_same(old.text, new.text))
        if old.id != new.id:
            yield Kind.PLAN_CHANGED, {"field": "id", "from": old.id or "", "to": new.id or ""}
        if dict(old.succeeded_by) != dict(new.succeeded_by):
            one, other = dict(old.succeeded_by), dict(new.succeeded_by)
            yield Kind.PLAN_CHANGED, {"field": "succeeded_by", "from": one, "to": other}

    def _is_reworded(self, old: Item, one: str, new: Item, other: str, divided: bool) -> bool:
        if self._is_same(one, other):
            return False
        gone, come = self._gone.get(old.number, set()), self._come.get(new.number, set())
        if not (divided or gone or come):
            return True
        before = [key for key in _keys(one) if key not in gone]
        after = [key for key in _keys(other) if key not in come]
        return Counter(before) != Counter(after) if divided else before != after

    def _note_changes(self, old: Content, new: Content) -> Iterator[Found]:
        before, after = dict(old.notes), dict(new.notes)
        for name in dict.fromkeys((*before, *after)):
            if name in REPORTED:
                continue  # how far the task is was not decided
            one, other = before.get(name, ""), after.get(name, "")
            if (name in before) != (name in after) or not self._is_same(one, other):
                yield Kind.REWORDED, {"field": name, "from": one, "to": other}


def _milestone_change(old: Content, new: Content, *, goals: bool) -> Iterator[Found]:
    """Milestones with another date or target, or goal where no changed wording says that one."""
    gone = _without_like(old.milestones, new.milestones, goals)
    come = _without_like(new.milestones, old.milestones, goals)
    if gone or come:
        yield Kind.MILESTONE_CHANGED, {"from": gone, "to": come}


def _sentences(row: Item) -> dict[str, str]:
    """Sentences of a row by what is the same of them however they are printed."""
    return {spelling(own): own for own in _iter_sentences(row.entry.text)}


def _keys(text: str) -> list[str]:
    return [spelling(own) for own in _iter_sentences(text)]


def _iter_sentences(text: str) -> Iterator[str]:
    return chain.from_iterable(map(iter_sentences, text.split("\n")))


def _without_like(
    own: Sequence[Milestone], others: Sequence[Milestone], goals: bool
) -> tuple[Milestone, ...]:
    """Milestones without one of the same date and target, and goal, on the other side."""
    left = Counter(_aim(milestone, goals) for milestone in others)
    found = []
    for milestone in own:
        key = _aim(milestone, goals)
        if left[key]:
            left[key] -= 1
        else:
            found.append(milestone)
    return tuple(found)


def _aim(milestone: Milestone, goals: bool) -> tuple[str, str, str]:
    when = milestone.by.isoformat() if milestone.by else spelling(milestone.said)
    return when, spelling(milestone.target), spelling(milestone.goal) if goals else ""


def _together(rows: Sequence[Item]) -> Content:
    """What several rows say."""
    contents = [content_of(row.entry) for row in rows]
    return Content(
        title="",
        text="\n".join(own.text for own in contents if own.text),
        assignments=tuple(chain.from_iterable(own.assignments for own in contents)),
        open=any(own.open for own in contents),
        milestones=tuple(dict.fromkeys(chain.from_iterable(own.milestones for own in contents))),
        notes=tuple(dict.fromkeys(chain.from_iterable(own.notes for own in contents))),
        id=next((own.id for own in contents if own.id), None),
        succeeded_by=tuple(dict(chain.from_iterable(c.succeeded_by for c in contents)).items()),
    )


def _without(
    own: _Assignments, name: _Name, parts: Sequence[Item], name_in_part: _Name
) -> _Assignments:
    """Those of a whole who are in none of its parts."""
    there = {name_in_part(unit) for part in parts for unit, _role in part.entry.assignments}
    return tuple(each for each in own if name(each.unit) not in there)


def _going_on(own: _Assignments, name: _Name, part: Entry, name_in_part: _Name) -> _Assignments:
    """Those of a whole who are in a part; who leads the whole is compared with who leads it."""
    there = {name_in_part(unit) for unit, _role in part.assignments}
    return tuple(
        each for each in own if name(each.unit) in there or (part.lead and each.role is Role.LEAD)
    )


def _open_change(old: Content, new: Content) -> Found:
    said, kind = (new, Kind.JOINED) if new.open else (old, Kind.LEFT)
    role = said.assignments[-1].role if said.assignments else Role.JOIN
    return kind, {"units": (), "role": role, "open": True}


# What is said of the plan as a whole.


def _plan_changes(old: Plan, new: Plan, identity: Identity, verbatim: bool) -> Iterator[Found]:
    for name in _FIELDS:
        one, other = getattr(old, name), getattr(new, name)
        same_said = isinstance(one, str) and not verbatim and spelling(one) == spelling(other)
        if one != other and not same_said:
            yield Kind.PLAN_CHANGED, {"field": name, "from": one, "to": other}
    if old.standing != new.standing and _rules(old, identity.old) != _rules(new, identity.new):
        detail: dict[str, object] = {
            "field": "standing",
            "from": old.standing,
            "to": new.standing,
        }
        yield Kind.PLAN_CHANGED, detail
    if old.common != new.common:
        before, after = _clauses(old), _clauses(new)
        yield from _common_changes(before, after, verbatim)
        if {*map(spelling, before)} == {*map(spelling, after)} and _order(old) != _order(new):
            # The order, or what stands in which chapter.
            detail = {"title": "", "from": tuple(before), "to": tuple(after)}
            yield Kind.PLAN_CHANGED, {"field": "common", **detail}


def _rules(plan: Plan, name: Callable[[str], str]) -> list[tuple[str, tuple[str, ...]]]:
    """The standing rules: one that names a unit is the same under the unit's new name."""
    return [(rule.text, tuple(map(name, rule.units))) for rule in plan.standing]


def _common_changes(
    before: dict[str, str], after: Mapping[str, str], verbatim: bool
) -> Iterator[Found]:
    """Changes of the chapters without lists, paragraph by paragraph."""
    detail: dict[str, object]
    if not verbatim:
        # By how they are printed in the new revision.
        printed = {spelling(heading): heading for heading in after}
        before = {printed.get(spelling(own), own): text for own, text in before.items()}
        for own, text in before.items():
            if own in after and spelling(text) == spelling(after[own]):
                before[own] = after[own]
    for heading in dict.fromkeys((*before, *after)):
        one, other = before.get(heading), after.get(heading)
        if one != other:
            detail = {"title": heading, "from": one or "", "to": other or ""}
            yield Kind.PLAN_CHANGED, {"field": "common", **detail}


def _order(plan: Plan) -> list[tuple[str, list[str]]]:
    """Headings of the chapters, each with those in it, however they are printed."""
    return [
        (spelling(chapter.title), [spelling(item.title) for item in chapter.items])
        for chapter in plan.common
    ]


def _clauses(plan: Plan) -> dict[str, str]:
    """Wording of the chapters and their paragraphs by their headings."""
    found: dict[str, str] = {}
    for chapter in plan.common:
        for heading, text in (
            (chapter.title, chapter.text),
            *((f"{chapter.title} {item.title}".strip(), item.text) for item in chapter.items),
        ):
            # Nothing forbids two of one name.
            found[heading] = f"{found[heading]}\n{text}" if heading in found else text
    return found
