"""What differs between two rosters in which units have found their successors."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from dutymatrix.diff.change import Found, Kind, Load
from dutymatrix.diff.identity import Identity, Succession
from dutymatrix.diff.order import places_out_of_order
from dutymatrix.plan.model import Group, Plan, Unit
from dutymatrix.plan.tenure import plan_on


def iter_roster_changes(old: Plan, new: Plan, identity: Identity) -> Iterator[Found]:
    """Who became whom, came or went, and what is said of those who stayed."""
    for succession in identity.successions:
        yield _succession_change(old, new, succession)
    begun = _begun(old, new, identity)
    if begun:
        yield from _begun_changes(old, new, begun)
    for name in identity.dropped:
        if name in old.group_by_name:
            yield _group_change(old, old.group_by_name[name], None, identity)
        else:
            yield Kind.UNIT_DROPPED, {"unit": name, "tasks": _count_tasks(old, [name])}
    told = {name for unit in begun.values() for name in unit.succeeded_by}
    for name in identity.added:
        if name in new.group_by_name:
            yield _group_change(new, None, new.group_by_name[name], identity)
        elif name not in begun and name not in told:
            yield Kind.ROSTER_CHANGED, {"unit": name, "added": True}
    yield from _record_changes(old, new, identity, begun)
    yield from _rank_change(old, new, identity)


def _count_tasks(plan: Plan, names: Iterable[str]) -> int:
    """Number of tasks that name one of some units."""
    duties = plan.duties_by_name
    return len({item.number for name in names for item, _role in duties.get(name, ())})


def _succession_change(old: Plan, new: Plan, succession: Succession) -> Found:
    olds, news, by = succession
    before: object = olds if len(olds) > 1 else olds[0]
    after: object = news if len(news) > 1 else news[0]
    kind = Kind.UNIT_RENAMED
    if len(news) > 1:
        kind = Kind.UNIT_SPLIT
    elif len(olds) > 1:
        kind = Kind.UNIT_MERGED
    tasks = _count_tasks(old, olds) if len(news) > 1 else _count_tasks(new, news)
    return kind, {"from": before, "to": after, "tasks": tasks, "by": by}


def _begun(old: Plan, new: Plan, identity: Identity) -> dict[str, Unit]:
    """Units of which the new roster alone says who took over, or who else did."""
    ended = [unit for unit in new.units if unit.succeeded_by]
    if not ended:
        return {}
    before = {record.name: was for was, record in _same_records(old, new, identity)}
    found = {}
    for unit in ended:
        was = before.get(unit.name)
        had = {*map(identity.old, was.succeeded_by)} if isinstance(was, Unit) else set()
        renamed = _told_names(identity, was.name if was else unit.name, unit.name)
        has = {identity.new(name) for name in unit.succeeded_by if name not in renamed}
        if had < has:
            found[unit.name] = unit
    return found


def _begun_changes(old: Plan, new: Plan, begun: Mapping[str, Unit]) -> Iterator[Found]:
    """Each succession that began, with what it does to the loads of those it is about."""

    @cache
    def counts(day: date) -> tuple[Callable[[str], int], Callable[[str], int]]:
        before, after = plan_on(old, day), plan_on(new, day)
        return lambda name: _count_tasks(before, [name]), lambda name: _count_tasks(after, [name])

    for unit in begun.values():
        # Without a day it holds on every day; nothing ends on the last one there is.
        last = unit.until if unit.until and unit.until < date.max else None
        first = last + timedelta(1) if last else date.max
        had, has = counts(first)
        names = dict.fromkeys((unit.name, *unit.succeeded_by))
        loads = tuple(Load(name, had(name), has(name)) for name in names)
        yield (
            Kind.UNIT_SUCCEEDED,
            {
                "from": unit.name,
                "to": unit.succeeded_by,
                "until": unit.until,
                "tasks": counts(last)[1](unit.name) if last else _count_tasks(new, [unit.name]),
                # Of the unit itself only what nobody is said to have taken over.
                "loads": loads if loads[0].new else loads[1:],
            },
        )


def _group_change(plan: Plan, old: Group | None, new: Group | None, identity: Identity) -> Found:
    group = new or old
    assert group is not None
    gained, lost = _members_changed(old, new, identity)
    detail: dict[str, object] = {
        "group": group.name,
        "gained": gained,
        "lost": lost,
        "tasks": _count_tasks(plan, [group.name]),
    }
    if old is None or new is None:
        detail["added" if new else "removed"] = True
    elif old.open != new.open:
        detail["open"] = new.open
    return Kind.GROUP_CHANGED, detail


def _members_changed(
    old: Group | None, new: Group | None, identity: Identity
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Members that came, and those that went."""
    before = {identity.old(name): name for name in old.members} if old else {}
    after = {identity.new(name): name for name in new.members} if new else {}
    gained = tuple(name for own, name in after.items() if own not in before)
    return gained, tuple(name for own, name in before.items() if own not in after)


def _record_changes(
    old: Plan, new: Plan, identity: Identity, begun: Container[str]
) -> Iterator[Found]:
    """Changes of what the roster says of those who stayed, or changed their name."""
    for was, record in _same_records(old, new, identity):
        if was == record:
            continue
        before, after = _facts(was), _facts(record)
        compared = {*before}
        if isinstance(was, Group) and isinstance(record, Group):
            if any(_members_changed(was, record, identity)):
                compared.remove("members")
            if "members" not in compared or was.open != record.open:
                yield _group_change(new, was, record, identity)
            compared.remove("open")
        if record.name in begun:
            compared -= {"until", "succeeded_by", "tasks"}
        told = _told_names(identity, was.name, record.name)
        for field in before:
            one, other = before[field], after[field]
            if field in ("aliases", "succeeded_by"):
                # What only says that it was called otherwise has been told.
                one, other = _without(one, told), _without(other, told)
            if field in compared and _named(one, identity.old) != _named(other, identity.new):
                detail = {"unit": record.name, "field": field, "from": one, "to": other}
                yield Kind.ROSTER_CHANGED, detail


def _same_records(
    old: Plan, new: Plan, identity: Identity
) -> Iterator[tuple[Unit | Group, Unit | Group]]:
    """Records of one name, or of a name that took another's place, in the new order."""
    before = {record.name: record for record in old.roster}
    shared = Counter(identity.of_old.values())
    former = {
        name: was
        for was, name in identity.of_old.items()
        if shared[name] == 1 and name not in old.rank and was not in new.rank
    }
    for record in new.roster:
        was = before.get(former.get(record.name, record.name))
        if was is not None:
            yield was, record


def _facts(record: Unit | Group) -> dict[str, object]:
    """All that the roster says of a name."""
    return {
        "kind": "group" if isinstance(record, Group) else "unit",
        "full_name": record.full_name,
        "aliases": record.aliases,
        "contact": record.contact,
        "until": getattr(record, "until", None),
        "succeeded_by": getattr(record, "succeeded_by", ()),
        "tasks": dict(getattr(record, "tasks", ())),
        "members": getattr(record, "members", ()),
        "open": getattr(record, "open", False),
    }


def _told_names(identity: Identity, *names: str) -> set[str]:
    """All names of the successions that one of some names takes part in."""
    return {
        other
        for olds, news, _by in identity.successions
        if not {*olds, *news}.isdisjoint(names)
        for other in (*olds, *news)
    }


def _without(names: object, told: set[str]) -> tuple[str, ...]:
    assert isinstance(names, tuple)
    return tuple(name for name in names if name not in told)


def _named(value: object, name: Callable[[str], str]) -> object:
    """A fact, with the names in it as they are compared."""
    return tuple(map(name, value)) if isinstance(value, tuple) else value


def _rank_change(old: Plan, new: Plan, identity: Identity) -> Iterator[Found]:
    if _is_by_appearance(old) and _is_by_appearance(new):
        return
    both = [(was.name, record.name) for was, record in _same_records(old, new, identity)]
    moved = places_out_of_order([old.rank[was] for was, _name in both])
    if moved:
        yield Kind.ROSTER_CHANGED, {"moved": tuple(both[at][1] for at in moved)}


def _is_by_appearance(plan: Plan) -> bool:
    """Whether a roster only lists units as tasks name them, in no order of its own."""
    named = [name for name in plan.duties_by_name if name not in plan.group_by_name]
    return named == [unit.name for unit in plan.units]
