"""Which unit of one revision is which of another, where names changed.

The order of the evidence: the rosters (an alias, a full name, a successor that one of them alone
names), then the names themselves in their usual forms, then the successions that reforms of
institutions usually bring, where the tasks agree. Tasks alone prove nothing, for somebody may
have taken another's place: where they would suggest a new name, that is a hint, and no more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from dutymatrix.plan.model import Group, Item, Plan, Unit

# Of the tasks of an office, this share must be those of the one that usually took over from it,
# or of one whose name it may have taken.
_AGREES = 0.5

_Link = tuple[str, str]
_Tasks = Mapping[str, AbstractSet[int]]


class Evidence(Enum):
    """What an identity rests on; the value is the word in JSON."""

    ROSTER = "roster"
    """An alias, a full name or a successor."""
    NAME = "name"
    """Another form of the same name."""
    SUCCESSION = "succession"
    """A usual succession, and tasks that agree."""


class Succession(NamedTuple):
    """Names of the old revision that became names of the new one."""

    olds: tuple[str, ...]
    news: tuple[str, ...]
    """One name became one (renamed), several one (merged), or one several (split)."""
    by: Evidence = Evidence.ROSTER
    """The weakest evidence among them."""


class Hint(NamedTuple):
    """Two names that would be one by their tasks, if the roster said so."""

    old: str
    new: str


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
    hints: tuple[Hint, ...] = ()
    held: Mapping[str, str] = MappingProxyType({})
    """By units that ended, who took over by both rosters: which of both is named is no change."""

    def old(self, name: str) -> str:
        """The name that an old name is compared by."""
        name = self.held.get(name, name)
        return self.of_old.get(name, name)

    def new(self, name: str) -> str:
        """The name that a new name is compared by."""
        name = self.held.get(name, name)
        return self.of_new.get(name, name)


class Names(NamedTuple):
    """What rosters and names say of who is who, before any task is looked at."""

    same: Mapping[str, str]
    """Old names and the new ones that only are printed otherwise."""
    links: Mapping[_Link, Evidence]
    """Old and new names that are one office's."""
    usual: frozenset[_Link]
    """Old and new names of a usual succession; the tasks decide."""
    gone: frozenset[str]
    """Old names in use that nothing of this is known of."""
    come: frozenset[str]

    def certain(self) -> "Names":
        """What is enough to act on: not the tasks, nor a level that a name may lack."""
        from dutymatrix.wording.nameform import name_form

        links = {
            (old, new): by
            for (old, new), by in self.links.items()
            if by is Evidence.ROSTER or name_form(old) == name_form(new)
        }
        none: frozenset[str] = frozenset()
        return self._replace(links=links, usual=frozenset(), gone=none, come=none)

    def of_old(self) -> dict[str, str]:
        """A name for each old one that may have become another, to compare lists of units by."""
        found: dict[str, str] = {}
        for old, new in (*sorted(self.usual), *self.links):
            found.setdefault(old, new)
        return found | dict(self.same)


def know_names(old: Plan, new: Plan) -> Names:
    """Who is who by the two rosters and by the names."""
    olds, news = _active(old), _active(new)
    # Who has no tasks and is to follow by one roster was there before as by the other.
    gone = olds - news
    come = news - olds
    if gone:
        gone -= _coming(new) - old.duties_by_name.keys()
    if come:
        come -= _coming(old) - new.duties_by_name.keys()
    if not (gone or come):
        return Names({}, {}, frozenset(), frozenset(), frozenset())
    # In one order in every run: of several that followed an office the first is asked for.
    declared = sorted(_declared(old, new, gone, come, olds & news))
    links = dict.fromkeys(declared, Evidence.ROSTER)
    gone -= {one for one, _other in links}
    come -= {other for _one, other in links}
    same: dict[str, str] = {}
    usual: frozenset[_Link] = frozenset()
    if gone and come:
        from dutymatrix.wording.script import spelling

        same = dict(_alone(old.rank, new.rank, gone, come, spelling))
        gone -= same.keys()
        come -= {*same.values()}
        forms = dict(_same_forms(old, new, gone, come))
        links |= dict.fromkeys(forms.items(), Evidence.NAME)
        gone -= forms.keys()
        come -= {*forms.values()}
        usual = frozenset(_usual(gone, come))
    return Names(same, links, usual, frozenset(gone), frozenset(come))


def identify_units(
    old: Plan, new: Plan, names: Names, pairs: Sequence[tuple[Item, Item]]
) -> Identity:
    """Who became whom, from what the names say and the tasks that are in both."""
    links = dict(names.links)
    hints: tuple[Hint, ...] = ()
    if names.gone and names.come:
        old_tasks, new_tasks = _tasks_of(pairs, names)
        usual = _confirmed(names.usual, old_tasks, new_tasks)
        links |= dict.fromkeys(usual, Evidence.SUCCESSION)
        for one, other in usual:
            old_tasks.pop(one, None)
            new_tasks.pop(other, None)
        hints = tuple(_iter_hints(old, new, old_tasks, new_tasks))
    successions = tuple(_iter_successions(old, new, links))
    followed = {name for each in successions for name in each.olds} | names.same.keys()
    following = {name for each in successions for name in each.news} | {*names.same.values()}
    return Identity(
        successions,
        tuple(name for name in old.rank if name not in new.rank and name not in followed),
        tuple(name for name in new.rank if name not in old.rank and name not in following),
        {
            **{name: e.news[0] for e in successions if len(e.news) == 1 for name in e.olds},
            **names.same,
        },
        {name: e.olds[0] for e in successions if len(e.news) > 1 for name in e.news},
        hints,
        _held(old, new),
    )


def _held(old: Plan, new: Plan) -> dict[str, str]:
    """Units that one other took over from, by both rosters; at the end of a chain the last."""
    now = {unit.name: unit.succeeded_by for unit in new.units}
    steps = {
        unit.name: unit.succeeded_by[0]
        for unit in old.units
        if len(unit.succeeded_by) == 1 and unit.succeeded_by == now.get(unit.name)
    }
    found: dict[str, str | None] = {}
    for name in steps:
        way: dict[str, None] = {}
        while name in steps and name not in found and name not in way:
            way[name] = None
            name = steps[name]
        # An office that came back under its old name is two that no name tells apart.
        last = found.get(name, None if name in way else name)
        found.update(dict.fromkeys(way, last))
    return {name: last for name, last in found.items() if last}


def _active(plan: Plan) -> set[str]:
    """Names in use.

    Not those that others followed and that have no tasks any more, nor those that are to
    follow one that has them still.
    """
    past = {record.name for record in plan.roster if _followers(record)}
    if not past:
        return {*plan.rank}  # and no task needs to be looked at
    return plan.rank.keys() - (past - plan.duties_by_name.keys()) - _coming(plan)


def _coming(plan: Plan) -> set[str]:
    """Names without tasks that are to follow one that has some."""
    busy = plan.duties_by_name
    coming = {name for record in plan.roster if record.name in busy for name in _followers(record)}
    return coming - busy.keys()


def _followers(record: Unit | Group) -> tuple[str, ...]:
    return record.succeeded_by if isinstance(record, Unit) else ()


# By the rosters.


def _declared(
    old: Plan, new: Plan, gone: AbstractSet[str], come: AbstractSet[str], stayed: AbstractSet[str]
) -> set[_Link]:
    """Links (old name, new name) that the rosters make."""
    ties = {tie for plan in (old, new) for tie in _aliases(plan)} | _ties_by_full_name(old, new)
    # A succession that both rosters state is no news.
    ties |= {*_successors(old)} ^ {*_successors(new)}
    ties |= {(other, one) for one, other in ties}
    links = {(one, other) for one, other in ties if one in gone and other in come}
    gone = gone - {one for one, _other in links}
    come = come - {other for _one, other in links}
    # One that went up in another which was there before, or came out of it.
    merged = {(one, other) for one, other in ties if one in gone and other in stayed}
    merged |= {(one, other) for one, other in ties if one in stayed and other in come}
    return links | merged | {(name, name) for link in merged for name in link if name in stayed}


def _aliases(plan: Plan) -> Iterator[_Link]:
    return ((record.name, alias) for record in plan.roster for alias in record.aliases)


def _successors(plan: Plan) -> Iterator[_Link]:
    return ((record.name, name) for record in plan.roster for name in _followers(record))


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


# By the names.


def _alone(
    olds: Iterable[str],
    news: Iterable[str],
    gone: AbstractSet[str],
    come: AbstractSet[str],
    form: Callable[[str], str],
) -> Iterator[_Link]:
    """Names that went and came and have one form, which nobody else has on either side."""
    had, has = Counter(map(form, olds)), Counter(map(form, news))
    by_form = {form(name): name for name in come}
    for name in gone:
        own = form(name)
        if own in by_form and had[own] == has[own] == 1:
            yield name, by_form[own]


def _same_forms(
    old: Plan, new: Plan, gone: AbstractSet[str], come: AbstractSet[str]
) -> Iterator[_Link]:
    """Names that are forms of one; where both forms stand in one revision they are two."""
    from dutymatrix.wording.nameform import are_levels_apart, field_of, name_form

    found = dict(_alone(old.rank, new.rank, gone, come, name_form))
    yield from found.items()
    rest, new_rest = gone - found.keys(), come - {*found.values()}
    had, has = {*map(name_form, old.rank)}, {*map(name_form, new.rank)}

    def near(name: str, others: Iterable[str]) -> list[str]:
        return [other for other in others if are_levels_apart(name_form(name), name_form(other))]

    for name in sorted(rest):
        others = near(name, new_rest)
        if len(others) != 1 or near(others[0], rest) != [name]:
            continue
        other = others[0]
        if name_form(name) in has or name_form(other) in had:
            continue
        # Who leaves a level out must be of that level: 药监局 of the state is not 省药监局.
        (level, _field), (new_level, _field) = field_of(name_form(name)), field_of(name_form(other))
        if level[-1:] == new_level[-1:] or _is_of_level(
            *((new, level) if level else (old, new_level)), own={name, other}
        ):
            yield name, other


def _is_of_level(plan: Plan, level: str, own: AbstractSet[str]) -> bool:
    """Whether a plan has others of a level, or says that it is of it."""
    from dutymatrix.wording.nameform import field_of, name_form

    names = (name for name in plan.rank if name not in own)
    return level[-1:] in f"{plan.title}{''.join(plan.issued_by)}" or any(
        field_of(name_form(name))[0][-1:] == level[-1:] for name in names
    )


def _usual(gone: AbstractSet[str], come: AbstractSet[str]) -> Iterator[_Link]:
    """Names that reforms usually bring one after the other, of one place and level."""
    from dutymatrix.wording.nameform import field_of, name_form
    from dutymatrix.wording.reform import are_usual

    news = {name: field_of(name_form(name)) for name in come}
    for name in gone:
        own = field_of(name_form(name))
        for other, new in news.items():
            if are_usual(own, new):
                yield name, other


# By the tasks.


def _tasks_of(
    pairs: Iterable[tuple[Item, Item]], names: Names
) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Places of the pairs of tasks that name each of those who went, and of those who came."""
    old_tasks: dict[str, set[int]] = {name: set() for name in names.gone}
    new_tasks: dict[str, set[int]] = {name: set() for name in names.come}
    for place, (old, new) in enumerate(pairs):
        for item, tasks in ((old, old_tasks), (new, new_tasks)):
            for name, _role in item.entry.assignments:
                if name in tasks:
                    tasks[name].add(place)
    return old_tasks, new_tasks


def _agree(own: AbstractSet[int], others: AbstractSet[int]) -> bool:
    shared = len(own & others)
    return bool(shared) and shared >= _AGREES * len(own)


def _confirmed(usual: Iterable[_Link], olds: _Tasks, news: _Tasks) -> set[_Link]:
    """Usual successions in which most tasks of one of both are the other's."""
    return {
        (old, new)
        for old, new in usual
        if _agree(olds[old], news[new]) or _agree(news[new], olds[old])
    }


def _iter_hints(old: Plan, new: Plan, olds: _Tasks, news: _Tasks) -> Iterator[Hint]:
    """Names that most of the tasks of both would make one, in the old roster's order."""
    from dutymatrix.wording.nameform import field_of, name_form

    best_new = {name: _closest(tasks, news) for name, tasks in olds.items()}
    best_old = {name: _closest(tasks, olds) for name, tasks in news.items()}
    for name in sorted(olds, key=old.rank.__getitem__):
        other = best_new[name]
        if not other or best_old[other] != name or name in new.rank or other in old.rank:
            continue
        levels = {field_of(name_form(own))[0][-1:] for own in (name, other)} - {""}
        if len(levels) < 2:  # another level is another office
            yield Hint(name, other)


def _closest(tasks: AbstractSet[int], others: _Tasks) -> str | None:
    """The one name that most of the tasks went to or came from."""
    fits = [
        (len(tasks & own), other)
        for other, own in others.items()
        if tasks & own and _agree(tasks | own, tasks & own)
    ]
    return max(fits)[1] if fits else None


# Together.


def _iter_successions(
    old: Plan, new: Plan, links: Mapping[_Link, Evidence]
) -> Iterator[Succession]:
    """The links, gathered where they share a name."""
    followers: dict[str, set[str]] = {}
    origins: dict[str, set[str]] = {}
    for one, other in links:
        followers.setdefault(one, set()).add(other)
        origins.setdefault(other, set()).add(one)
    weight = list(Evidence).index
    seen: set[str] = set()
    for start in sorted(followers, key=old.rank.__getitem__):
        if start in seen:
            continue
        olds, news = {start}, set[str]()
        while more := {n for one in olds for n in followers[one]} - news:
            news |= more
            olds |= {one for name in news for one in origins[name]}
        seen |= olds
        by = max(
            (
                links[one, other]
                for one in olds
                for other in followers[one]
                if (one, other) in links
            ),
            key=weight,
        )
        if len(olds) > 1 and len(news) > 1:
            # Who became whom cannot be said; those who stayed are themselves.
            stayed = olds & news
            olds, news = olds - stayed, news - stayed
            firsts = zip(_ranked(old, olds), _ranked(new, news), strict=False)
            yield from (Succession((one,), (other,), by) for one, other in firsts)
        else:
            yield Succession(_ranked(old, olds), _ranked(new, news), by)


def _ranked(plan: Plan, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=plan.rank.__getitem__))
