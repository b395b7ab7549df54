"""Tasks of a data set as answers need them, straight from rows: no plan is built for them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dutymatrix.plan.model import Assignment, Item, Milestone, Role, Section, Span, Task

Rows = Sequence[tuple[Any, ...]]


class Renamed(NamedTuple):
    """What the names of a plan's document are on a day, whatever the task."""

    on_day: Mapping[str, str] = {}
    """Who holds what a unit had that ended."""
    apart: Mapping[str, str] = {}
    """Groups that are called by their plan, too."""

    def pairs(self) -> dict[str, str]:
        """Each name that is another one, and that."""
        now = {name: self.apart.get(heir, heir) for name, heir in self.on_day.items()}
        return {**self.apart, **now}


class Found(NamedTuple):
    """Rows of tasks, and what belongs to them."""

    tasks: Iterator[tuple[Any, ...]]
    """plan, number, kind, label, section_number, title, text, open, id, notes, line, column, and
    the assignments as numbers of `pairs` between commas."""
    pairs: Rows
    """unit, role."""
    milestones: Rows
    """plan, number, and what a milestone says."""
    plans: Rows
    """plan, title, sections."""


def build_items(found: Found, renamed: Mapping[str, Renamed]) -> tuple[Item, ...]:
    """The tasks, as the plans together have them.

    Args:
        found: The rows, in the order of answers.
        renamed: By plans, what their names are; where they are the documents', nothing.
    """
    pairs = {str(n): Assignment(unit, Role(role)) for n, (unit, role) in enumerate(found.pairs, 1)}
    milestones: defaultdict[tuple[str, str], list[Milestone]] = defaultdict(list)
    for plan, number, *said in found.milestones:
        milestones[plan, number].append(Milestone(*said))
    above = _Sections(found.plans)
    unchanged = Renamed()
    items = []
    for row in found.tasks:
        plan, number, kind, label, section, title, text, is_open, key, notes, line, column, of = row
        assignments = tuple([pairs[n] for n in of.split(",")]) if of else ()
        names = renamed.get(plan, unchanged)
        printed: tuple[str, ...] = ()
        if names is not unchanged:
            assignments, printed = _as_seen(assignments, names)
        make: Callable[..., Task | Section] = Section if kind == "section" else Task
        entry = make(
            title=title,
            text=text,
            assignments=assignments,
            printed=printed,
            open=is_open,
            milestones=tuple(milestones.get((plan, number), ())),
            notes=tuple((own["name"], own["value"]) for own in notes) if notes else (),
            id=key,
            span=Span(line, column) if line is not None else None,
        )
        items.append(
            Item(f"{plan} {number}", f"{plan} {label}", entry, title, above[plan, section], plan)
        )
    return tuple(items)


def _as_seen(
    assignments: tuple[Assignment, ...], names: Renamed
) -> tuple[tuple[Assignment, ...], tuple[str, ...]]:
    """Assignments by the names of the day, and the document's where they are others."""
    on_day, apart = names
    wording = tuple([unit for unit, _role in assignments])
    printed: tuple[str, ...] = ()
    if not on_day.keys().isdisjoint(wording):
        printed = wording
        assignments = tuple([Assignment(on_day.get(own, own), role) for own, role in assignments])
    if apart:
        # Each unit once, as where a name becomes another one: the first is the strongest.
        kept: dict[str, int] = {}
        for place, (unit, _role) in enumerate(assignments):
            kept.setdefault(apart.get(unit, unit), place)
        assignments = tuple([Assignment(unit, assignments[n].role) for unit, n in kept.items()])
        printed = tuple([printed[n] for n in kept.values()]) if printed else ()
    return assignments, printed


class _Sections(dict[tuple[str, str], tuple[Section, ...]]):
    """The sections that a path leads through, by a plan and the path; the first is the plan."""

    def __init__(self, plans: Rows) -> None:
        self._titles: dict[tuple[str, str], str] = {}
        for plan, title, sections in plans:
            self[plan, ""] = (Section(title=title),)
            for own in sections:
                self._titles[plan, own["number"]] = own["title"]

    def __missing__(self, key: tuple[str, str]) -> tuple[Section, ...]:
        plan, path = key
        own = Section(title=self._titles[key])
        found = self[key] = (*self[plan, path.rpartition(".")[0]], own)
        return found
