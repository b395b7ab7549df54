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
from dutymatrix.diff.row import Content, content_of, parent_of
from dutymatrix.plan.model import Item, Milestone, Plan, Role, Section

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


def iter_changes(old: Plan, new: Plan, matching: Matching, identity: Identity) -> Iterator[Change]:
    """Every difference, each once, in no order."""
    for kind, detail in chain(
        _plan_changes(old, new, identity), iter_roster_changes(old, new, identity)
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
    pairs = (*matching.sections, *matching.tasks)
    yield from _place_changes(matching, pairs)
    for before, after in pairs:
        for kind, detail in _row_changes(before, after, matching, identity):
            yield Change(kind, before, after, detail)


# Where something stands.


def _place_changes(matching: Matching, pairs: Sequence[tuple[Item, Item]]) -> Iterator[Change]:
    home = {old.number: new.number for old, new in pairs} | {"": ""}
    stayed: dict[str, list[tuple[Item, Item]]] = {}
    for old, new in pairs:
        above, now_above = parent_of(old.number), parent_of(new.number)
        if home.get(above) == now_above:
            stayed.setdefault(now_above, []).append((old, new))
        else:
            kind = Kind.SECTION_MOVED if isinstance(new.entry, Section) else Kind.MOVED
            yield Change(kind, old, new, {"from": above, "to": now_above})
    for above, siblings in stayed.items():
        moved = places_out_of_order([matching.old.place[old.number] for old, _new in siblings])
        for old, new in (siblings[place] for place in moved):
            if isinstance(new.entry, Section):
                detail = {"from": parent_of(old.number), "to": above}
                yield Change(Kind.SECTION_MOVED, old, new, detail)
            else:
                yield Change(Kind.REORDERED, old, new, {})
        yield from _number_changes(siblings)


def _number_changes(siblings: Sequence[tuple[Item, Item]]) -> Iterator[Change]:
    """Numbers that were changed by hand."""
    for old, new in siblings:
        if old.entry.ordinal != new.entry.ordinal and old.number != new.number:
            detail = {"field": "number", "from": old.number, "to": new.number}
            yield Change(Kind.PLAN_CHANGED, old, new, detail)


# What it says.


def _row_changes(old: Item, new: Item, matching: Matching, identity: Identity) -> Iterator[Found]:
    """What differs between two partners but for their places."""
    before, after = content_of(old.entry), content_of(new.entry)
    if isinstance(old.entry, Section):
        yield from _title_change(Kind.SECTION_RETITLED, before, after)
        yield from _content_changes(before, after, identity)
    elif old.number in matching.splits:
        parts = matching.splits[old.number]
        yield Kind.SPLIT, {"into": parts}
        yield from _content_changes(before, _together(parts), identity, divided=True)
    elif new.number in matching.merges:
        parts = matching.merges[new.number]
        yield Kind.MERGED, {"from": parts}
        yield from _content_changes(_together(parts), after, identity, divided=True)
    else:
        yield from _title_change(Kind.RETITLED, before, after)
        yield from _content_changes(before, after, identity)


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
    )


def _title_change(kind: Kind, old: Content, new: Content) -> Iterator[Found]:
    if old.title != new.title:
        yield kind, {"from": old.title, "to": new.title}


def _content_changes(
    old: Content, new: Content, identity: Identity, *, divided: bool = False
) -> Iterator[Found]:
    """What differs but the title.

    Args:
        old: What was said.
        new: What is said.
        identity: Who is who.
        divided: Whether one side is several rows together: then the order of units, and
            where paragraphs end, is nobody's.
    """
    if old == new:
        return
    if old.assignments != new.assignments:
        changes = iter_role_changes(old.assignments, new.assignments, identity, ordered=not divided)
        yield from changes
    if old.open != new.open:
        yield _open_change(old, new)
    yield from _text_change(old, new, divided)
    yield from _note_changes(old, new)
    if old.milestones != new.milestones:
        yield from _milestone_change(old.milestones, new.milestones, divided)
    if old.id != new.id:
        yield Kind.PLAN_CHANGED, {"field": "id", "from": old.id or "", "to": new.id or ""}


def _open_change(old: Content, new: Content) -> Found:
    said, kind = (new, Kind.JOINED) if new.open else (old, Kind.LEFT)
    role = said.assignments[-1].role if said.assignments else Role.JOIN
    return kind, {"units": (), "role": role, "open": True}


def _text_change(old: Content, new: Content, divided: bool) -> Iterator[Found]:
    one, other = old.text, new.text
    if divided:
        one, other = one.replace("\n", ""), other.replace("\n", "")
    if one != other:
        yield Kind.REWORDED, {"from": old.text, "to": new.text}


def _note_changes(old: Content, new: Content) -> Iterator[Found]:
    before, after = dict(old.notes), dict(new.notes)
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            detail = {"field": name, "from": before.get(name, ""), "to": after.get(name, "")}
            yield Kind.REWORDED, detail


def _milestone_change(
    old: Sequence[Milestone], new: Sequence[Milestone], divided: bool
) -> Iterator[Found]:
    gone, come = Counter(old), Counter(new)
    if gone != come:
        yield (
            Kind.MILESTONE_CHANGED,
            {"from": tuple((gone - come).elements()), "to": tuple((come - gone).elements())},
        )
    elif not divided:
        yield Kind.MILESTONE_CHANGED, {"from": tuple(old), "to": tuple(new)}


# What is said of the plan as a whole.


def _plan_changes(old: Plan, new: Plan, identity: Identity) -> Iterator[Found]:
    for name in _FIELDS:
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            yield Kind.PLAN_CHANGED, {"field": name, "from": one, "to": other}
    if old.standing != new.standing and _rules(old, identity.old) != _rules(new, identity.new):
        detail = {"field": "standing", "from": old.standing, "to": new.standing}
        yield Kind.PLAN_CHANGED, detail
    if old.common != new.common:
        yield from _common_changes(_clauses(old), _clauses(new))


def _rules(plan: Plan, name: Callable[[str], str]) -> list[tuple[str, tuple[str, ...]]]:
    """The standing rules: one that names a unit is the same under the unit's new name."""
    return [(rule.text, tuple(map(name, rule.units))) for rule in plan.standing]


def _common_changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Found]:
    """Changes of the chapters without lists, paragraph by paragraph."""
    detail: dict[str, object]
    for heading in dict.fromkeys((*before, *after)):
        one, other = before.get(heading), after.get(heading)
        if one != other:
            detail = {"title": heading, "from": one or "", "to": other or ""}
            yield Kind.PLAN_CHANGED, {"field": "common", **detail}
    if before == after:
        # The order, or what stands in which chapter.
        detail = {"title": "", "from": tuple(before), "to": tuple(after)}
        yield Kind.PLAN_CHANGED, {"field": "common", **detail}


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
