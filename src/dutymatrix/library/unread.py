"""The plans of a data set, of which only names are known until an answer needs their tasks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Some
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from dutymatrix.library.items import Renamed, build_items
from dutymatrix.library.predicate import NOTHING, Predicate, named
from dutymatrix.library.retrieval import DataSet, Shelf
from dutymatrix.plan.collection import Collection, collect
from dutymatrix.plan.model import Item, Plan

Titled = Callable[[Sequence[str], str], str]
"""What several plans are called together, by their titles and a language."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Unread(Collection):
    """The plans of a data set as one: names, titles and sections; tasks as soon as one is asked.

    What needs some of the tasks reads no more than `part`.
    """

    holdings: "Holdings" = field(compare=False)
    chosen: tuple[Item, ...] | None = None
    """The tasks that were read; None: all are, as soon as one is asked."""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All tasks, or those that were read."""
        return self.holdings.whole.items if self.chosen is None else self.chosen

    @cached_property
    def plans(self) -> Mapping[str, Plan]:
        """Each plan by its short name, its tasks unread, too."""
        return _Plans([name for name, _plan in self.gathered], self)


class _Plans(Mapping[str, Plan]):
    """Plans by their short names; more than these is read as soon as one is looked at."""

    def __init__(self, names: Sequence[str], whole: Unread) -> None:
        self._names = dict.fromkeys(names)
        self._whole = whole

    @cached_property
    def _plans(self) -> Mapping[str, Plan]:
        bare = self._whole.holdings.bare(self._names)
        return {
            name: _UnreadPlan(**_fields(bare[name]), holder=self, name=name) for name in self._names
        }

    def __getitem__(self, name: str) -> Plan:
        return self._plans[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def tasks_of(self) -> Mapping[str, tuple[Item, ...]]:
        """The tasks of each plan, as it has them itself."""
        by_plan = groupby(self._whole.items, key=attrgetter("plan"))
        return {name: tuple(map(_own, own)) for name, own in by_plan}


def _own(item: Item) -> Item:
    """A task as its own plan has it."""
    return item._replace(
        number=item.own_number, label=item.own_label, sections=item.sections[1:], plan=""
    )


@dataclass(frozen=True, kw_only=True, repr=False)
class _UnreadPlan(Plan):
    """A plan of a data set, whose tasks are read as soon as one is asked."""

    holder: _Plans = field(compare=False)
    name: str

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return self.holder.tasks_of.get(self.name, ())


class Holdings:
    """A data set of at least one plan, and how its plans are seen as one."""

    def __init__(
        self, data: DataSet, folder: Path, titled: Titled, day: date | None = None
    ) -> None:
        self.data = data
        self.is_plain = data.is_plain()
        self._folder = str(folder)
        self._titled = titled
        self._day = day

    @cached_property
    def unread(self) -> Unread:
        """Its plans, with no task of theirs."""
        if not self.is_plain:
            return Unread(**_fields(self._skeleton), holdings=self)
        held = self.data.outline()
        whole = collect("", self._folder, held.plans)
        return Unread(
            **{
                **_fields(whole),
                "title": self._titled([plan.title for plan in held.plans.values()], held.language),
                "units": held.units,
                "groups": held.groups,
                "whole": held.tasks,
                "findings": held.findings,
            },
            holdings=self,
        )

    def bare(self, names: Some[str]) -> Mapping[str, Plan]:
        """At least some plans by their short names, with their sections and no task."""
        if not self.is_plain:
            return self._skeleton.plans
        return self.data.bare(names) if len(names) < len(self.unread.gathered) else self._bare.plans

    @cached_property
    def whole(self) -> Collection:
        """Its plans, with all tasks."""
        held = self.data.read(Predicate())
        # It reads plan files, too, which nobody who asks a plain data set waits for.
        from dutymatrix.library.house import ambiguous_groups, see, tell_apart

        seen = see(held.plans, held.house, self._day)
        return self._joined(tell_apart(seen, ambiguous_groups(seen)), held)

    def part(self, needed: Predicate, *, full: bool = True) -> Collection:
        """Its plans with the tasks that are needed."""
        unread = self.unread
        if not self.can_count:
            return self._part_by_plans(needed, full=full)
        items = build_items(self.data.find(needed, full=full), self._renamed)
        # At least one plan, for all of them have a title together.
        having = {item.plan for item in items} or {name for name, _plan in unread.gathered[:1]}
        both = zip(unread.gathered, unread.sections, strict=True)
        gathered, sections = zip(*(own for own in both if own[0][0] in having), strict=True)
        return replace(unread, gathered=gathered, sections=sections, chosen=items)

    def _part_by_plans(self, needed: Predicate, *, full: bool) -> Collection:
        """The same where somebody says of single tasks who took them over."""
        from dutymatrix.library.house import see, tell_apart

        whole = self.unread
        read = self.data.read(self._with_swaying(needed), full=full).plans
        plans = tell_apart(see(read, self._bare.house, self._day), self._ambiguous)
        return replace(
            collect(whole.title, whole.file, plans),
            units=whole.units,
            groups=whole.groups,
            standing=whole.standing,
            common=whole.common,
            role_names=whole.role_names,
            language=whole.language,
            day=whole.day,
            absent=whole.absent,
            whole=whole.whole,
            findings=whole.findings,
        )

    @cached_property
    def can_count(self) -> bool:
        """Whether its assignments can be counted where they are, by the names of the day.

        They cannot where somebody says of single tasks who took them over.
        """
        return self.is_plain or not self.data.settles_by_task()

    @cached_property
    def counted(self) -> DataSet:
        """The data set, of one that can be counted, told the names of the day."""
        if self._renamed:
            self.data.rename(
                [
                    (plan, *pair)
                    for plan, names in self._renamed.items()
                    for pair in names.pairs().items()
                ]
            )
        return self.data

    @cached_property
    def _renamed(self) -> Mapping[str, Renamed]:
        """By plans, which names are seen as other ones."""
        if self.is_plain:
            return {}
        from dutymatrix.library.house import names_seen

        bare, house = self._bare.plans, self._bare.house
        found = {
            name: names_seen(bare[name], seen, name, house, self._day, self._ambiguous)
            for name, seen in self._seen.items()
        }
        return {name: names for name, names in found.items() if any(names)}

    def knowing(self, unit: str) -> Some[str]:
        """The plans that know a unit, by their short names."""
        if self.is_plain:
            rows = self.data.rows("SELECT plan FROM units WHERE name = ?", [unit])
            return [plan for (plan,) in rows]
        plans = self._skeleton.plans.items()
        return [name for name, own in plans if unit in own.rank or unit in own.absent_by_name]

    def printed(self, names: Iterable[str]) -> frozenset[str]:
        """The names that documents may have for units and groups of the day."""
        found = {*names}
        if self.is_plain:
            return frozenset(found)
        # Groups of one name that are two are called by their plan behind it.
        found |= {name.rpartition("（")[0] for name in found}
        return self._names.before(found - {""})

    @cached_property
    def _skeleton(self) -> Collection:
        """Its plans, with the tasks that decide who is in the roster."""
        from dutymatrix.library.house import tell_apart

        return self._joined(tell_apart(self._seen, self._ambiguous), self._bare)

    @cached_property
    def _seen(self) -> dict[str, Plan]:
        """The same, each by itself, groups of one name not told apart."""
        from dutymatrix.library.house import see

        needed = self._with_swaying(NOTHING)
        held = self._bare if needed == NOTHING else self.data.read(needed, full=False)
        return see(held.plans, held.house, self._day)

    @cached_property
    def _ambiguous(self) -> frozenset[str]:
        from dutymatrix.library.house import ambiguous_groups

        return ambiguous_groups(self._seen)

    def _joined(self, plans: Mapping[str, Plan], held: Shelf) -> Collection:
        from dutymatrix.library.house import join

        newest = next(iter(plans.values()))
        title = self._titled([plan.title for plan in plans.values()], newest.language)
        whole = join(title, self._folder, plans, held.house, self._day)
        return replace(whole, findings=held.findings, whole=held.tasks)

    def _with_swaying(self, needed: Predicate) -> Predicate:
        """Tasks with those that decide who is in the roster."""
        swaying = self._names.swaying(self._day)
        return needed | named(swaying) if swaying else needed

    @cached_property
    def _names(self) -> "_Names":
        return _Names(self._bare)

    @cached_property
    def _bare(self) -> Shelf:
        return self.data.read(NOTHING)


class _Names:
    """Which names of documents are units of another name on some day."""

    def __init__(self, held: Shelf) -> None:
        plans = [*held.plans.values(), *([held.house] if held.house else ())]
        # Equal rosters are one.
        rosters = {id(plan.units): plan.units for plan in plans}
        self._units = {unit for units in rosters.values() for unit in units}
        self._earlier: dict[str, set[str]] = {}
        for unit in self._units:
            for heir in unit.succeeded_by:
                self._earlier.setdefault(heir, set()).add(unit.name)
        for unit in held.house.units if held.house else ():
            others = {*unit.aliases, *filter(None, (unit.full_name,))}
            self._earlier.setdefault(unit.name, set()).update(others)

    def before(self, names: Iterable[str]) -> frozenset[str]:
        """Names with all that may have become theirs."""
        found: set[str] = set()
        ahead = [*names]
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead += self._earlier.get(name, ())
        return frozenset(found)

    def swaying(self, day: date | None) -> frozenset[str]:
        """Names that decide, where a document has them, who is in the roster on a day.

        Those of which nobody says who took over stay in it as long as a task names them; those
        who are yet to take over are in it already where one does.
        """
        if day is None:
            return frozenset()
        ended = [unit for unit in self._units if unit.until or unit.succeeded_by]
        unsettled = {
            unit.name
            for unit in ended
            # Several took over, nobody did, or names go round in a circle.
            if len(unit.succeeded_by) != 1
            or unit.name in self.before(self._earlier.get(unit.name, ()))
        }
        awaited = {
            name for unit in ended if unit.until and unit.until >= day for name in unit.succeeded_by
        }
        return self.before(unsettled) | awaited


def _fields(plan: Plan) -> dict[str, Any]:
    """What a plan is made of."""
    return {own.name: getattr(plan, own.name) for own in fields(plan)}
