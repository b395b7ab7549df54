"""What becomes of one field that two sides may have changed."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeVar

from dutymatrix.plan.model import Assignment, Role
from dutymatrix.wording import break_lines, join_lines

_T = TypeVar("_T", bound=Hashable)


# Those who hold one of these roles answer for a task.
_ANSWERING = frozenset({Role.LEAD, Role.RESPONSIBLE})


class Clash(NamedTuple):
    """Two values of which a person chooses one; None says nothing."""

    ours: Any
    theirs: Any
    lines: tuple["str | Clash", ...] = ()
    """Of wording, its lines; in the place of those that clash those of both sides."""
    doubts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of units, names of which it is not certain who they are now, with the likely ones."""
    divided: bool = False
    """Whether one side divided the task whose roles the other side changed."""
    base: tuple[str, ...] = ()
    """Of lines that clash, those that both sides come from."""


def settled(value: Any, side: str) -> Any:  # noqa: ANN401 - any field's
    """A field's value where a person has chosen a side, "ours" or "theirs"."""
    return getattr(value, side) if isinstance(value, Clash) else value


def merge_field(key: str, base: Any, ours: Any, theirs: Any) -> Any:  # noqa: ANN401 - any field's
    """The value that a field gets, or a clash; None is a field that is not there."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    merge = _MERGES.get(key)
    return merge(base, ours, theirs) if merge else Clash(ours, theirs)


def merge_order(base: Sequence[_T], ours: Sequence[_T], theirs: Sequence[_T]) -> list[_T]:
    """Ours, with what only theirs has and what theirs moved where theirs has it.

    What both moved stands where ours has it. What a side added stands behind what it was
    written behind, also where that moved; where both put something into one place, ours first.
    """
    if base == ours == theirs:
        return [*ours]
    moved = _moved(base, theirs) - _moved(base, ours)
    known = {*base} | ({*ours} & {*theirs})
    merged = [item for item in ours if item in known and item not in moved]
    placed = set(merged)
    before: _T | None = None
    for item in theirs:
        if item in known:
            if item not in placed:
                merged.insert(merged.index(before) + 1 if before is not None else 0, item)
            before = item
    behind: dict[_T | None, list[_T]] = {}
    for side in (ours, theirs):
        before = None
        for item in side:
            if item in known:
                before = item
            else:
                behind.setdefault(before, []).append(item)
    return [each for item in (None, *merged) for each in _with(item, behind.get(item, ()))]


def _with(item: _T | None, followers: Iterable[_T]) -> Iterator[_T]:
    if item is not None:
        yield item
    yield from followers


def _moved(base: Sequence[_T], side: Sequence[_T]) -> set[_T]:
    """The fewest items whose places changed among those that both have."""
    place = {item: n for n, item in enumerate(base)}
    common = [item for item in side if item in place]
    # The longest run that rises: for each length the lowest end, and what came before it.
    ends: list[int] = []
    tails: list[_T] = []
    above: dict[_T, _T | None] = {}
    for item in common:
        length = bisect_left(ends, place[item])
        above[item] = tails[length - 1] if length else None
        ends[length : length + 1] = [place[item]]
        tails[length : length + 1] = [item]
    moved = set(common)
    stays = tails[-1] if tails else None
    while stays is not None:
        moved.discard(stays)
        stays = above[stays]
    return moved


# Lists of names: sets that have an order.


def _merge_names(
    base: Sequence[str] | None, ours: Sequence[str] | None, theirs: Sequence[str] | None
) -> tuple[str, ...] | None:
    sides = [tuple(dict.fromkeys(names or ())) for names in (base, ours, theirs)]
    kept = set(_kept(*sides))
    return tuple(merge_order(*([n for n in names if n in kept] for names in sides))) or None


def _kept(base: Collection[str], ours: Collection[str], theirs: Collection[str]) -> Iterator[str]:
    """What either side added, and what neither took away."""
    for name in {**dict.fromkeys(ours), **dict.fromkeys(theirs)}:
        if (name in ours and name in theirs) or name not in base:
            yield name


def _merge_assignments(
    base: Iterable[Assignment] | None,
    ours: Iterable[Assignment] | None,
    theirs: Iterable[Assignment] | None,
) -> tuple[Assignment, ...] | Clash | None:
    """Unit by unit; two sides that name different leads contradict one another.

    Who takes one side of a contradiction has the whole of it: roles hang on one another.
    """
    sides = [dict(side or ()) for side in (base, ours, theirs)]
    units = {unit: None for side in sides for unit in side}
    roles: dict[str, Role | None] = {
        unit: merge_field("role", *(side.get(unit) for side in sides)) for unit in units
    }
    contested = any(len({side.get(unit) for side in sides}) == 3 for unit in units)
    if contested or _contest_leads(*sides) or _leave_without_lead(roles, sides):
        return Clash(tuple(ours or ()) or None, tuple(theirs or ()) or None)
    return _in_order(roles, sides) or None


def _contest_leads(
    base: Mapping[str, Role], ours: Mapping[str, Role], theirs: Mapping[str, Role]
) -> bool:
    """Whether both sides changed who leads, and not alike."""
    old, own, other = (
        {unit for unit, role in side.items() if role is Role.LEAD} for side in (base, ours, theirs)
    )
    return own != other and old not in (own, other)


def _leave_without_lead(
    roles: Mapping[str, Role | None], sides: Sequence[Mapping[str, Role]]
) -> bool:
    """Whether nobody is left, or nobody who leads, and that is so on no side."""
    left = {role for role in roles.values() if role}
    if not left:
        return all(sides[1:])
    had = [side.values() for side in sides[1:] if side]
    return not any(_ANSWERING.isdisjoint(side) for side in had) and left.isdisjoint(_ANSWERING)


def _in_order(
    roles: Mapping[str, Role | None], sides: Iterable[Mapping[str, Role]]
) -> tuple[Assignment, ...]:
    sides = tuple(sides)
    return tuple(
        Assignment(unit, role)
        for role in Role
        for unit in merge_order(
            *(
                [u for u, had in side.items() if had is role and roles.get(u) is role]
                for side in sides
            )
        )
    )


def _merge_mapping(
    base: Iterable[tuple[str, str]] | None,
    ours: Iterable[tuple[str, str]] | None,
    theirs: Iterable[tuple[str, str]] | None,
) -> tuple[tuple[str, str], ...] | Clash | None:
    """Key by key, each as wording."""
    sides = [dict(side or ()) for side in (base, ours, theirs)]
    order = merge_order(*(tuple(side) for side in sides))
    values = {key: merge_field("text", *(side.get(key) for side in sides)) for key in order}
    own, other = (
        tuple((key, text) for key in order if (text := settled(values[key], side)))
        for side in ("ours", "theirs")
    )
    return own or None if own == other else Clash(own or None, other or None)


def _merge_heirs(base: Any, ours: Any, theirs: Any) -> Any:  # noqa: ANN401 - of a task or a unit
    """Who took a task from whom, unit by unit; two lists of a unit's successors contradict."""
    sides = (base, ours, theirs)
    of_task = all(isinstance(one, tuple) for side in sides for one in side or ())
    return _merge_mapping(*sides) if of_task else Clash(ours, theirs)


# Wording.


class _Change(NamedTuple):
    """Sentences of the base that a side replaced; none are replaced where some are put in."""

    start: int
    end: int
    side: int
    sentences: tuple[str, ...]


def _merge_wording(base: str | None, ours: str | None, theirs: str | None) -> str | Clash:
    """Sentence by sentence."""
    if not (base and ours and theirs):
        return Clash(ours, theirs)
    olds = _sentences(base)
    changes = [*_changes(olds, _sentences(ours), 0), *_changes(olds, _sentences(theirs), 1)]
    lines: list[str | Clash] = []
    at = 0
    for start, end, group in _clusters(changes):
        lines += _lines(olds[at:start])
        own, other = (_applied(olds, start, end, group, side) for side in (0, 1))
        if len({change.side for change in group}) == 1:
            lines += _lines(own if group[0].side == 0 else other)
        elif own == other:
            lines += _lines(own)
        else:
            was = tuple(_lines(olds[start:end]))
            lines.append(Clash(tuple(_lines(own)), tuple(_lines(other)), base=was))
        at = end
    lines += _lines(olds[at:])
    own_text, other_text = (_text(lines, side) for side in ("ours", "theirs"))
    if own_text == other_text:
        return own_text
    return Clash(own_text, other_text, tuple(lines))


def _sentences(text: str) -> list[str]:
    """Sentences, the break before a paragraph with the sentence it stands before."""
    found: list[str] = []
    mark = ""
    for line in break_lines(text):
        if line:
            found.append(mark + line)
        mark = "" if line else "\n"
    return found


def _lines(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        if sentence.startswith("\n"):
            yield ""
        yield sentence.removeprefix("\n")


def _text(lines: Iterable[str | Clash], side: str) -> str:
    written: list[str] = []
    for line in lines:
        written += settled(line, side) if isinstance(line, Clash) else [line]
    return join_lines("\n".join(written))


def _changes(olds: Sequence[str], news: Sequence[str], side: int) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "replace" and end - start == new_end - new_start:
            # As many as there were: each in the place of one.
            for n in range(end - start):
                yield _Change(start + n, start + n + 1, side, (news[new_start + n],))
        elif tag != "equal":
            yield _Change(start, end, side, tuple(news[new_start:new_end]))


def _clusters(changes: Iterable[_Change]) -> Iterator[tuple[int, int, list[_Change]]]:
    """Changes that are about the same sentences together, in order; additions ours first."""
    start = end = 0
    group: list[_Change] = []
    for change in sorted(changes):
        same = [(change.start, change.end)] == [(c.start, c.end) for c in group]
        if group and (change.start < end or (same and change.sentences == group[0].sentences)):
            group.append(change)
            end = max(end, change.end)
            continue
        if group:
            yield start, end, group
        if same:
            # Both added here; what is the same is said once.
            said = group[0].sentences
            change = change._replace(sentences=tuple(s for s in change.sentences if s not in said))
        start, end, group = change.start, change.end, [change]
    if group:
        yield start, end, group


def _applied(
    olds: Sequence[str], start: int, end: int, changes: Iterable[_Change], side: int
) -> list[str]:
    """Sentences of the base between two places, with the changes of one side."""
    written: list[str] = []
    for change in changes:
        if change.side == side:
            written += [*olds[start : change.start], *change.sentences]
            start = change.end
    return [*written, *olds[start:end]]


_MERGES: Mapping[str, Callable[[Any, Any, Any], Any]] = {
    "assignments": _merge_assignments,
    "text": _merge_wording,
    "preamble": _merge_wording,
    "notes": _merge_mapping,
    "role_names": _merge_mapping,
    "tasks": _merge_mapping,
    "succeeded_by": _merge_heirs,
    "issued_by": _merge_names,
    "aliases": _merge_names,
    "members": _merge_names,
    "units": _merge_names,
    # The order decides; where two numbers do not fit, the later is derived from it.
    "number": lambda _base, ours, theirs: ours or theirs,
}
