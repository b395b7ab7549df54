"""What differs between two rosters in which units have found their successors."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from dutymatrix.diff.change import Found, Kind
from dutymatrix.diff.identity import Identity, Succession
from dutymatrix.diff.order import places_out_of_order
from dutymatrix.plan.model import Group, Plan, Unit


def iter_roster_changes(old: Plan, new: Plan, identity: Identity) -> Iterator[Found]:
    """Who became whom, came or went, and what is said of those who stayed."""
    for succession in identity.successions:
        yield _succession_change(old, new, succession)
    for name in identity.dropped:
        if name in old.group_by_name:
            yield _group_change(old, old.group_by_name[name], None, identity)
        else:
            yield Kind.UNIT_DROPPED, {"unit": name, "tasks": _count_tasks(old, [name])}
    for name in identity.added:
        if name in new.group_by_name:
            yield _group_change(new, None, new.group_by_name[name], identity)
        else:
            yield Kind.ROSTER_CHANGED, {"unit": name, "added": True}
    yield from _record_changes(old, new, identity)
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


def _record_changes(old: Plan, new: Plan, identity: Identity) -> Iterator[Found]:
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
