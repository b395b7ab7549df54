"""Which unit of one revision is which of another, where names changed.

A name is followed where the roster says so (an alias, a full name, a successor), or where one
name left and another came in the same tasks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import NamedTuple

from dutymatrix.plan.model import Group, Item, Plan, Unit

# Of the tasks of two names, this share must be the same for one to be the other.
_SHARED = 0.5
# Of the tasks of one name, this share must be those of the names that it was gathered from.
_COVERED = 0.8
# In one task alone somebody may have taken another's place, unless the names are alike.
_ALIKE = 0.5

_Link = tuple[str, str]
_Tasks = Mapping[str, AbstractSet[int]]


class Succession(NamedTuple):
    """Names of the old revision that became names of the new one."""

    olds: tuple[str, ...]
    news: tuple[str, ...]
    """One name became one (renamed), several one (merged), or one several (split)."""


class Identity(NamedTuple):
    """What names of two revisions mean."""

    successions: tuple[Succession, ...]
    dropped: tuple[str, ...]
    """Names that the new roster has no more, and nobody followed."""
    added: tuple[str, ...]
    """Names that the old roster did not have, and that follow nobody."""
    of_old: Mapping[str, str]
    """What an old name is called wherever the revisions are compared."""
    of_new: Mapping[str, str]
    """The same of a new name: the units that one was split into go by its name."""

    def old(self, name: str) -> str:
        """The name that an old name is compared by."""
        return self.of_old.get(name, name)

    def new(self, name: str) -> str:
        """The name that a new name is compared by."""
        return self.of_new.get(name, name)


def identify_units(old: Plan, new: Plan, pairs: Sequence[tuple[Item, Item]]) -> Identity:
    """Who became whom, from the two rosters and the tasks that are in both."""
    olds, news = _active(old), _active(new)
    gone, come = olds - news, news - olds
    links: set[_Link] = set()
    if gone or come:
        links |= _declared(old, new, gone, come, olds & news)
        gone -= {one for one, _other in links}
        come -= {other for _one, other in links}
    if gone and come:
        links |= _observed(pairs, gone, come)
    successions = tuple(_iter_successions(old, new, links))
    followed = {name for each in successions for name in each.olds}
    following = {name for each in successions for name in each.news}
    return Identity(
        successions,
        tuple(name for name in old.rank if name not in new.rank and name not in followed),
        tuple(name for name in new.rank if name not in old.rank and name not in following),
        {name: each.news[0] for each in successions if len(each.news) == 1 for name in each.olds},
        {name: each.olds[0] for each in successions if len(each.news) > 1 for name in each.news},
    )


def _active(plan: Plan) -> set[str]:
    """Names in use.

    Not those that others followed and that have no tasks any more, nor those that are to
    follow one that has them still.
    """
    busy = plan.duties_by_name
    past = {record.name for record in plan.roster if _followers(record)} - busy.keys()
    coming = {name for record in plan.roster if record.name in busy for name in _followers(record)}
    return plan.rank.keys() - past - (coming - busy.keys())


def _followers(record: Unit | Group) -> tuple[str, ...]:
    return record.succeeded_by if isinstance(record, Unit) else ()


def _declared(
    old: Plan, new: Plan, gone: AbstractSet[str], come: AbstractSet[str], stayed: AbstractSet[str]
) -> set[_Link]:
    """Links (old name, new name) that the rosters make."""
    ties = {tie for plan in (old, new) for tie in _ties(plan)} | _ties_by_full_name(old, new)
    ties |= {(other, one) for one, other in ties}
    links = {(one, other) for one, other in ties if one in gone and other in come}
    gone = gone - {one for one, _other in links}
    come = come - {other for _one, other in links}
    # One that went up in another which was there before, or came out of it.
    merged = {(one, other) for one, other in ties if one in gone and other in stayed}
    merged |= {(one, other) for one, other in ties if one in stayed and other in come}
    return links | merged | {(name, name) for link in merged for name in link if name in stayed}


def _ties(plan: Plan) -> Iterator[_Link]:
    """Names that one roster holds together."""
    for record in plan.roster:
        yield from ((record.name, other) for other in (*record.aliases, *_followers(record)))


def _ties_by_full_name(old: Plan, new: Plan) -> set[_Link]:
    """Names that alone have a full name in both rosters."""
    olds, news = _by_full_name(old), _by_full_name(new)
    return {
        (olds[full_name][0], news[full_name][0])
        for full_name in olds.keys() & news.keys()
        if len(olds[full_name]) == len(news[full_name]) == 1
    }


def _by_full_name(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for record in plan.roster:
        if record.full_name:
            found.setdefault(record.full_name, []).append(record.name)
    return found


def _observed(
    pairs: Iterable[tuple[Item, Item]], gone: AbstractSet[str], come: AbstractSet[str]
) -> set[_Link]:
    """Links (old name, new name) that tasks in both revisions make."""
    old_tasks: dict[str, set[int]] = {name: set() for name in gone}
    new_tasks: dict[str, set[int]] = {name: set() for name in come}
    for place, (old, new) in enumerate(pairs):
        for item, tasks in ((old, old_tasks), (new, new_tasks)):
            for name, _role in item.entry.assignments:
                if name in tasks:
                    tasks[name].add(place)
    # Always in one direction, so that a revision taken back is told as its mirror image.
    if sorted(gone) <= sorted(come):
        return _link(old_tasks, new_tasks)
    return {(old, new) for new, old in _link(new_tasks, old_tasks)}


def _link(olds: dict[str, set[int]], news: dict[str, set[int]]) -> set[_Link]:
    """Links of names that have the same tasks; what is linked is taken out of both."""
    links = {(old, new) for new, parts in _gathered(news, olds) for old in parts}
    _take_out(links, olds, news)
    links |= {(old, new) for old, parts in _gathered(olds, news) for new in parts}
    _take_out(links, olds, news)
    best_new = {old: _closest(old, olds[old], news) for old in olds}
    best_old = {new: _closest(new, news[new], olds) for new in news}
    return links | {(old, new) for old, new in best_new.items() if new and best_old[new] == old}


def _take_out(links: Iterable[_Link], olds: dict[str, set[int]], news: dict[str, set[int]]) -> None:
    for old, new in links:
        olds.pop(old, None)
        news.pop(new, None)


def _gathered(wholes: _Tasks, parts: _Tasks) -> Iterator[tuple[str, list[str]]]:
    """Names whose tasks are those of several others together, with these."""
    free = {name: tasks for name, tasks in sorted(parts.items()) if tasks}
    for whole, tasks in sorted(wholes.items()):
        own = [part for part in free if free[part] <= tasks]
        covered = set().union(*(free[part] for part in own))
        # One that has all of the tasks could as well be the only one.
        alone = any(free[part] == tasks for part in own)
        if len(own) > 1 and not alone and len(covered) >= _COVERED * len(tasks):
            for part in own:
                del free[part]
            yield whole, own


def _closest(name: str, tasks: AbstractSet[int], others: _Tasks) -> str | None:
    """The one name that most of the tasks went to or came from."""
    best: tuple[int, float, str] | None = None
    for other, own in others.items():
        shared = len(tasks & own)
        if shared and shared >= _SHARED * len(tasks | own):
            likeness = SequenceMatcher(None, name, other, autojunk=False).ratio()
            if shared > 1 or likeness >= _ALIKE:
                best = max(best or (0, 0.0, ""), (shared, likeness, other))
    return best[2] if best else None


def _iter_successions(old: Plan, new: Plan, links: Iterable[_Link]) -> Iterator[Succession]:
    """The links, gathered where they share a name."""
    followers: dict[str, set[str]] = {}
    origins: dict[str, set[str]] = {}
    for one, other in links:
        followers.setdefault(one, set()).add(other)
        origins.setdefault(other, set()).add(one)
    seen: set[str] = set()
    for start in sorted(followers, key=old.rank.__getitem__):
        if start in seen:
            continue
        olds, news = {start}, set[str]()
        while more := {n for one in olds for n in followers[one]} - news:
            news |= more
            olds |= {one for name in news for one in origins[name]}
        seen |= olds
        if len(olds) > 1 and len(news) > 1:
            # Who became whom cannot be said; those who stayed are themselves.
            stayed = olds & news
            olds, news = olds - stayed, news - stayed
            firsts = zip(_ranked(old, olds), _ranked(new, news), strict=False)
            yield from (Succession((one,), (other,)) for one, other in firsts)
        else:
            yield Succession(_ranked(old, olds), _ranked(new, news))


def _ranked(plan: Plan, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=plan.rank.__getitem__))
