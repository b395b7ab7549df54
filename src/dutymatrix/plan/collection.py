"""Several plans seen as one, so that every question that is asked of one can be asked of them.

Each plan is a section of it; the numbers and labels of its tasks begin with its short name:
`禁毒方案 3.3`, `禁毒方案 （三）3`. Units of one name are one unit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from dutymatrix.plan.model import Chapter, Group, Item, Plan, Section, Unit

_R = TypeVar("_R", Unit, Group)


@dataclass(frozen=True, kw_only=True, repr=False)
class Collection(Plan):
    """Several plans as one; `collect` makes it.

    Example:
        `collect("2 plans", "方案/", {"禁毒方案": …, "扫黑方案": …})["禁毒方案 3.3"].lead`
    """

    gathered: tuple[tuple[str, Plan], ...]
    """The plans by their short names, parallel to `sections`, which are their tasks."""
    whole: int | None = None
    """How many tasks there are where only some were read; None: these are all."""
    findings: Mapping[str, int] = field(default_factory=dict, compare=False)
    """How many problems each has, where that was counted before."""

    @cached_property
    def _plans(self) -> Mapping[str, Plan]:
        # What was supposed or chosen of the whole stands in its sections.
        return MappingProxyType(
            {
                name: replace(plan, sections=section.sections, own_tasks=section.tasks)
                for (name, plan), section in zip(self.gathered, self.sections, strict=True)
            }
        )

    @property
    def size(self) -> int:
        """How many tasks there are, read or not."""
        return len(self.items) if self.whole is None else self.whole

    @property
    def known_findings(self) -> Mapping[str, int]:
        """How many problems each plan has, where that was counted before."""
        return self.findings

    @property
    def plans(self) -> Mapping[str, Plan]:
        """Each plan by its short name."""
        return self._plans

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The rows of all plans, one plan after the other."""
        return tuple(
            Item(
                f"{name} {item.number}",
                f"{name} {item.label}",
                item.entry,
                item.title,
                (section, *item.sections),
                name,
            )
            for (name, plan), section in zip(self.plans.items(), self.sections, strict=True)
            for item in plan.items
        )

    @cached_property
    def section_by_number(self) -> Mapping[str, tuple[str, Section]]:
        """The plans and their sections by path: `禁毒方案`, `禁毒方案 3`."""
        found: dict[str, tuple[str, Section]] = {}
        for (name, plan), whole in zip(self.plans.items(), self.sections, strict=True):
            found[name] = (name, whole)
            for number, (label, section) in plan.section_by_number.items():
                found[f"{name} {number}"] = (f"{name} {label}", section)
        return MappingProxyType(found)


def collect(
    title: str,
    file: str,
    plans: Mapping[str, Plan],
    *,
    day: date | None = None,
    roster: Plan | None = None,
) -> Collection:
    """Several plans as one.

    Args:
        title: What all of them are called.
        file: Where they are.
        plans: By their short names, which hold neither blanks nor dots, in the order of answers;
            a name that two of them have means the same in both.
        day: The day on which they are seen; None where no answer depends on it.
        roster: Names that there are beside those of the plans; they come first.
    """
    newest = next(iter(plans.values()))
    rosters = [*([roster] if roster else ()), *plans.values()]
    units = merge_records([plan.units for plan in rosters])
    absent = merge_records([plan.absent for plan in rosters])
    names = {name for plan in plans.values() for name in plan.rank}
    return Collection(
        title=title,
        language=newest.language,
        role_names=newest.role_names
        if all(plan.role_names == newest.role_names for plan in plans.values())
        else {},
        units=units,
        groups=merge_records([plan.groups for plan in rosters]),
        standing=tuple(dict.fromkeys(rule for plan in plans.values() for rule in plan.standing)),
        sections=tuple(
            Section(title=plan.title, sections=plan.sections, tasks=plan.own_tasks)
            for plan in plans.values()
        ),
        common=tuple(_common(plans)),
        file=file,
        day=day,
        absent=tuple(
            unit for unit in absent if unit.name not in names.union(own.name for own in units)
        ),
        gathered=tuple(plans.items()),
    )


def _common(plans: Mapping[str, Plan]) -> Iterable[Chapter]:
    """What binds everybody in each plan, called by its plan."""
    for name, plan in plans.items():
        for chapter in plan.common:
            yield chapter._replace(title=f"{name} {chapter.title}".rstrip())


def merge_records(rosters: Sequence[Sequence[_R]]) -> tuple[_R, ...]:
    """Records of one name as one: what the first of them says, and aliases of all."""
    found: dict[str, _R] = {}
    for roster in rosters:
        for record in roster:
            known = found.get(record.name)
            found[record.name] = record if known is None else _as_one(known, record)
    return tuple(found.values())


def _as_one(first: _R, more: _R) -> _R:
    if first == more:
        return first
    return first._replace(
        full_name=first.full_name or more.full_name,
        aliases=tuple(dict.fromkeys((*first.aliases, *more.aliases))),
        contact=first.contact or more.contact,
    )
