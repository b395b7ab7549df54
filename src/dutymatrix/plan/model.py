"""A plan as frozen values: sections, tasks, units, and who has which role in what.

Small records are named tuples: each dataclass costs every command a millisecond of start-up.
Collections are tuples in the document's order, which is never changed here. Two values
are equal when they say the same; where they stand in a file (`span`) does not count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from dutymatrix.error import DutymatrixError
from dutymatrix.plan.numbering import PART_LETTERS, Form, join_label, parse_form
from dutymatrix.plan.upward import ask, in_a_line

FORMAT = 1
"""The version of the plan format that this program reads and writes."""

KEY_BY_FIELD = {"ordinal": "number", "own_tasks": "tasks"}
"""Fields that go by another name in the file."""

# Of parts; the reader refuses more lists than letters in one item.


class Role(Enum):
    """What a unit has to do in a task; the value is the word in YAML and JSON."""

    LEAD = "lead"
    """牵头: answers for the task."""
    RESPONSIBLE = "responsible"
    """责任: named, where the document does not say who leads."""
    JOIN = "join"
    """参与, 配合: takes part."""
    GUIDE = "guide"
    """指导: guides those who do it."""

    # Enum's own is written in Python, and a large plan asks for it a hundred thousand times.
    __hash__ = object.__hash__


class Span(NamedTuple):
    """A place in a file; lines and columns count characters from 1."""

    line: int
    column: int


class Assignment(NamedTuple):
    """One unit's role in one task.

    A named tuple because a large plan has half a million of them.
    """

    unit: str
    """Name of a unit or group, as in the roster."""
    role: Role


class Milestone(NamedTuple):
    """A date, goal or target inside a task."""

    by: date | None = None
    """The last day; None where the text gives no date."""
    said: str = ""
    """The document's words for the date (2018年底前), "" where it has none."""
    goal: str = ""
    """What is to be reached."""
    target: str = ""
    """The measurable part, verbatim (不低于85%), "" where there is none."""


# Only Task and Section are made: Entry needs none of the methods that start-up would pay for.
@dataclass(frozen=True, slots=True, kw_only=True, init=False, repr=False, eq=False)
class Entry:
    """What sections and tasks have in common."""

    title: str = ""
    text: str = ""
    """Wording in canonical form: paragraphs separated by one line feed, no other line breaks."""
    assignments: tuple[Assignment, ...] = ()
    """In the order of `Role`, within a role in the document's."""
    open: bool = False
    """The list ends in 等: others may take part."""
    milestones: tuple[Milestone, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """Other fields of the document (适用范围), as (name, text)."""
    succeeded_by: tuple[tuple[str, str], ...] = ()
    """Who took this over where the roster leaves several, as (unit that ended, successor)."""
    id: str | None = None
    """A permanent name that survives renumbering."""
    ordinal: int | None = None
    """The document's number on its level where it does not follow from the order."""
    span: Span | None = field(default=None, compare=False)
    """Where the entry begins in its file."""
    places: tuple[Span, ...] = field(default=(), compare=False)
    """Where each assignment's name stands, parallel to `assignments`."""
    printed: tuple[str, ...] = field(default=(), compare=False)
    """Seen on a day: the document's names, parallel to `assignments`; empty where they are those.

    Only there a unit can stand in `assignments` twice: it took over from two.
    """

    @property
    def wording(self) -> tuple[str, ...]:
        """The document's names, parallel to `assignments`."""
        return self.printed or tuple(unit for unit, _role in self.assignments)

    @property
    def role_by_unit(self) -> Mapping[str, Role]:
        """Each unit once, with the strongest of its roles: as everything counts."""
        # Assignments stand by role: the first is the strongest, and its place is kept.
        return {**dict(self.assignments), **dict(reversed(self.assignments))}

    @property
    def headline(self) -> str:
        """The title; without one the first clause of the text."""
        if self.title:
            return self.title
        for place, char in enumerate(self.text):
            if place and char in "，。；：！？\n":
                return self.text[:place]
        return self.text

    def __repr__(self) -> str:
        """The headline."""
        return in_a_line(self, self.headline)

    def units(self, role: Role) -> tuple[str, ...]:
        """Names that have a role here, in the document's order."""
        return tuple(unit for unit, own in self.assignments if own is role)

    @property
    def lead(self) -> tuple[str, ...]:
        """Names that lead."""
        return self.units(Role.LEAD)

    @property
    def responsible(self) -> tuple[str, ...]:
        """Names that are responsible, no lead being stated."""
        return self.units(Role.RESPONSIBLE)

    @property
    def join(self) -> tuple[str, ...]:
        """Names that take part."""
        return self.units(Role.JOIN)

    @property
    def guide(self) -> tuple[str, ...]:
        """Names that guide."""
        return self.units(Role.GUIDE)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Task(Entry):
    """The smallest numbered duty that carries a list of units.

    Example:
        `Task(title="打造专业禁毒情报体系", text="依托现有资源，…",
        assignments=(Assignment("市公安局", Role.LEAD),))`
    """

    parts: tuple["Task", ...] = ()
    """Where one item holds several lists: a task for each, numbered 3.3a, 3.3b."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Section(Entry):
    """A numbered heading that groups tasks; it holds sections or tasks, not both."""

    sections: tuple["Section", ...] = ()
    tasks: tuple[Task, ...] = ()


class Unit(NamedTuple):
    """An organization that can be responsible."""

    name: str
    full_name: str | None = None
    aliases: tuple[str, ...] = ()
    until: date | None = None
    """The last day under this name."""
    succeeded_by: tuple[str, ...] = ()
    """Names of the units that took over."""
    contact: str | None = None
    """Whom to call, in one line: an office, a telephone."""
    tasks: tuple[tuple[str, str], ...] = ()
    """Of several successors, who took which task or section, as (number, successor)."""


class Group(NamedTuple):
    """A phrase for several units."""

    name: str
    full_name: str | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Names of units or groups, once somebody lists them."""
    open: bool = False
    """Nobody can list its members (其他有关单位)."""
    contact: str | None = None
    """Whom to call, in one line: who speaks for all of them."""


class Standing(NamedTuple):
    """A rule of the document that adds units to all that follows (以下各项均涉及……)."""

    text: str
    units: tuple[str, ...] = ()


class Clause(NamedTuple):
    """A titled paragraph of a chapter that carries no lists."""

    title: str = ""
    text: str = ""


class Chapter(NamedTuple):
    """A chapter without lists (总体要求, 工作保障): it binds everybody."""

    title: str = ""
    text: str = ""
    items: tuple[Clause, ...] = ()

    @property
    def heading(self) -> str:
        """Its title; of one without, how its text begins, 20 characters at most."""
        if self.title:
            return self.title
        text = self.text or next((clause.title or clause.text for clause in self.items), "")
        line = text.partition("\n")[0]
        return text if text == line[:20] else f"{line[:19].rstrip()}…"


class Item(NamedTuple):
    """A numbered row of the plan: a task, a part of one, or a section that carries roles."""

    number: str
    """The path, `3.3`; of a part, `3.3a`."""
    label: str
    """What the document prints, `（三）3`."""
    entry: Task | Section
    title: str
    """The entry's headline; a part without a title takes its item's."""
    sections: tuple[Section, ...]
    """The sections it stands in, outermost first; a section's own row ends with the section."""
    plan: str = ""
    """The short name of its plan, which its number and label begin with; "" where one is asked."""

    @property
    def own_number(self) -> str:
        """The path in its own plan."""
        return self.number.removeprefix(self.plan).lstrip()

    @property
    def own_label(self) -> str:
        """What its own document prints."""
        return self.label.removeprefix(self.plan).lstrip()

    @property
    def own_section_number(self) -> str:
        """Path in its own plan of the innermost section, "" for a task outside sections."""
        return self.section_number.removeprefix(self.plan).lstrip()

    @property
    def section(self) -> Section | None:
        """The innermost section it stands in."""
        return self.sections[-1] if self.sections else None

    @property
    def section_number(self) -> str:
        """Path of the innermost section, "" for a task outside sections."""
        if isinstance(self.entry, Section):
            return self.number
        return self.number.rpartition(".")[0] or self.plan

    @property
    def text(self) -> str:
        """Its wording."""
        return self.entry.text

    @property
    def lead(self) -> tuple[str, ...]:
        """Names that lead."""
        return self.entry.lead

    @property
    def responsible(self) -> tuple[str, ...]:
        """Names that are responsible, no lead being stated."""
        return self.entry.responsible

    @property
    def join(self) -> tuple[str, ...]:
        """Names that take part."""
        return self.entry.join

    @property
    def guide(self) -> tuple[str, ...]:
        """Names that guide."""
        return self.entry.guide

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Its dates, goals and targets."""
        return self.entry.milestones

    def to_records(self) -> list[dict[str, object]]:
        """The one record of `dutymatrix task -f json`."""
        records: list[dict[str, object]] = ask("records_of", self)
        return records

    def __repr__(self) -> str:
        """Label and title."""
        return in_a_line(self, f"{self.label} {self.title}")

    def _repr_html_(self) -> str:
        """What `dutymatrix task` says of it."""
        return str(ask("html_of", self))


@dataclass(frozen=True, kw_only=True, repr=False)
class Plan:
    """One document: sections, tasks, assignments, and the roster they may name.

    Shape of our own: 6 sections, 43 tasks, 31 units, 3 groups, 189 assignments.

    Example:
        `plan["3.3"].lead`, `plan.unit("卫计").contact`, `for task in plan.tasks`
    """

    title: str
    document_number: str = ""
    issued_by: tuple[str, ...] = ()
    issued_on: date | None = None
    ends_on: date | None = None
    role_rule: str = ""
    """The document's sentence about who leads."""
    role_names: Mapping[Role, str] = field(default_factory=dict)
    """The document's own wording of the roles, for documents."""
    language: str = "zh_CN"
    """The language of the document, and so of heads in files."""
    chapter: str = ""
    """The chapter the sections stand in, with its number: 二、工作任务."""
    numbering: tuple[str, ...] = ("（一）", "1.")
    """How each level prints the number one, outermost first."""
    running: tuple[str, ...] = ()
    """Those of `numbering` that run on through the level above."""
    preamble: str = ""
    units: tuple[Unit, ...] = ()
    """In the order the house ranks them."""
    groups: tuple[Group, ...] = ()
    standing: tuple[Standing, ...] = ()
    sections: tuple[Section, ...] = ()
    own_tasks: tuple[Task, ...] = ()
    """`tasks:` of a plan without sections; the tasks of all sections are `tasks`."""
    common: tuple[Chapter, ...] = ()
    file: str = field(default="", compare=False)
    """The path it was read from."""
    day: date | None = field(default=None, compare=False)
    """The day it is seen on (`tenure.plan_on`); None where no answer depends on it."""
    absent: tuple[Unit, ...] = field(default=(), compare=False)
    """Units that there are not on that day: no more, or not yet."""

    @property
    def plans(self) -> Mapping[str, "Plan"]:
        """Where several are asked as one (`plan.collection`), each by its short name."""
        return {}

    @property
    def size(self) -> int:
        """How many tasks there are; of a data set of which only some were read, all."""
        return len(self.items)

    @property
    def known_findings(self) -> Mapping[str, int]:
        """How many problems each of several plans has, where that was counted before."""
        return {}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Numbered rows in the document's order: leaves, and sections that carry roles."""
        return tuple(_iter_items(self))

    @property
    def tasks(self) -> tuple[Item, ...]:
        """The tasks of all sections, as `items` has them: what is counted as tasks everywhere."""
        return self.items

    def __getitem__(self, number: str) -> Item:
        """The task that was meant by `3.3`, `三·3` or `（三）3`.

        Raises:
            AmbiguousNumberError: Several tasks fit.
            UnknownNumberError: None does.
        """
        item: Item = ask("find_item", self, number)
        return item

    def __iter__(self) -> Iterator[Item]:
        """The tasks."""
        return iter(self.items)

    def __contains__(self, typed: object) -> bool:
        """Whether it has a task, or one of that number, as `plan["3.3"]` takes it."""
        if not isinstance(typed, str):
            return any(item == typed for item in self.items)
        try:
            return bool(self[typed])
        except DutymatrixError:
            return False

    def unit(self, name: str) -> Unit | Group:
        """The entry of the roster that was meant by 市卫计局, 卫计 or wjj.

        Raises:
            AmbiguousUnitError: Several names fit.
            UnknownUnitError: None does.
        """
        meant = ask("name_of", self, name)
        return next(record for record in (*self.roster, *self.absent) if record.name == meant)

    def to_records(self) -> list[dict[str, object]]:
        """The tasks as `dutymatrix tasks -f json` gives them; pandas makes a table of them."""
        records: list[dict[str, object]] = ask("records_of", self)
        return records

    def __repr__(self) -> str:
        """Title and size."""
        units = f"{len(self.units)} units, {len(self.groups)} groups"
        return in_a_line(self, self.title, f"{len(self.items)} tasks, {units}")

    def _repr_html_(self) -> str:
        """The table of `dutymatrix tasks`."""
        return str(ask("html_of", self))

    @cached_property
    def item_by_number(self) -> Mapping[str, Item]:
        """Items by their path."""
        return MappingProxyType({item.number: item for item in self.items})

    @cached_property
    def place_by_number(self) -> Mapping[str, int]:
        """Position of each item in the document, by its path."""
        return MappingProxyType({item.number: n for n, item in enumerate(self.items)})

    @cached_property
    def section_by_number(self) -> Mapping[str, tuple[str, Section]]:
        """Every section's (label, section) by its path, in the document's order."""
        return MappingProxyType(
            {place.number: (place.label, place.entry) for place in _iter_sections(self)}
        )

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Position of each unit, then each group, in the roster."""
        return MappingProxyType({record.name: n for n, record in enumerate(self.roster)})

    @property
    def roster(self) -> tuple[Unit | Group, ...]:
        """Units, then groups, in the order the house ranks them."""
        return (*self.units, *self.groups)

    @cached_property
    def contact_by_name(self) -> Mapping[str, str]:
        """Whom to call, of those names of the roster that say so."""
        return MappingProxyType({r.name: r.contact for r in self.roster if r.contact})

    @cached_property
    def absent_by_name(self) -> Mapping[str, Unit]:
        """Units that there are not on the day, by name."""
        return MappingProxyType({unit.name: unit for unit in self.absent})

    @cached_property
    def successions_by_name(self) -> Mapping[str, tuple[Unit, ...]]:
        """Units that ended or were succeeded, by their name and by that of each successor."""
        found: dict[str, list[Unit]] = {}
        for unit in (*self.units, *self.absent):
            if unit.until or unit.succeeded_by:
                for name in dict.fromkeys((unit.name, *unit.succeeded_by)):
                    found.setdefault(name, []).append(unit)
        return MappingProxyType({name: tuple(units) for name, units in found.items()})

    @cached_property
    def group_by_name(self) -> Mapping[str, Group]:
        """Groups by name."""
        return MappingProxyType({group.name: group for group in self.groups})

    def holder_of(self, name: str) -> str:
        """The key of the plan file under which the roster has a name."""
        return "groups" if name in self.group_by_name else "units"

    @cached_property
    def duties_by_name(self) -> Mapping[str, tuple[tuple[Item, Role], ...]]:
        """Own duties of every unit and group named anywhere, in the document's order."""
        found: dict[str, list[tuple[Item, Role]]] = {}
        for item in self.items:
            for unit, role in item.entry.assignments:
                found.setdefault(unit, []).append((item, role))
        return MappingProxyType({name: tuple(duties) for name, duties in found.items()})


class _Place(NamedTuple):
    number: str
    label: str
    entry: Section
    depth: int
    above: tuple[Section, ...]


class _Counter:
    """Hands out ordinals level by level as the document prints them."""

    def __init__(self, plan: Plan) -> None:
        default = Form("", "1", ".")
        self.forms = [parse_form(form) or default for form in plan.numbering] or [default]
        self.running = {d for d, form in enumerate(plan.numbering) if form in plan.running}
        self.last: dict[int, int] = {}

    def start(self, depth: int) -> None:
        """Begin a level's count again, unless its numbers run on."""
        if depth not in self.running:
            self.last[depth] = 0

    def next(self, entry: Entry, depth: int) -> int:
        """The ordinal of the next entry on a level."""
        value = self.last.get(depth, 0) + 1 if entry.ordinal is None else entry.ordinal
        self.last[depth] = value
        return value

    def label(self, parent: str, depth: int, value: int) -> str:
        """The label of an entry; levels deeper than the numbering says count as the last."""
        return join_label(parent, self.forms[min(depth, len(self.forms) - 1)], value)


def _iter_sections(plan: Plan) -> Iterator[_Place]:
    counter = _Counter(plan)
    for place, tasks in _walk(plan, counter):
        if place is not None:
            yield place
            # Tasks take numbers from sections where both stand on a level that runs on.
            for task in tasks:
                counter.next(task, place.depth + 1)


def _walk(plan: Plan, counter: _Counter) -> Iterator[tuple[_Place | None, tuple[Task, ...]]]:
    """Sections in the document's order, each with its tasks; first the plan's own tasks."""
    if plan.own_tasks:
        counter.start(0)
        yield None, plan.own_tasks

    def descend(
        sections: tuple[Section, ...], number: str, label: str, above: tuple[Section, ...]
    ) -> Iterator[tuple[_Place | None, tuple[Task, ...]]]:
        depth = len(above)
        counter.start(depth)
        for section in sections:
            value = counter.next(section, depth)
            place = _Place(
                f"{number}{value}", counter.label(label, depth, value), section, depth, above
            )
            if section.tasks:
                counter.start(depth + 1)
            yield place, section.tasks
            yield from descend(section.sections, f"{place.number}.", place.label, (*above, section))

    yield from descend(plan.sections, "", "", ())


def _iter_items(plan: Plan) -> Iterator[Item]:
    counter = _Counter(plan)
    for place, tasks in _walk(plan, counter):
        prefix, label, depth = "", "", 0
        sections: tuple[Section, ...] = ()
        if place is not None:
            prefix, label, depth = f"{place.number}.", place.label, place.depth + 1
            sections = (*place.above, place.entry)
            if place.entry.assignments:
                yield Item(place.number, label, place.entry, place.entry.headline, sections)
        for task in tasks:
            value = counter.next(task, depth)
            number = f"{prefix}{value}"
            own = counter.label(label, depth, value)
            if not task.parts or _says_something(task):
                yield Item(number, own, task, task.headline, sections)
            for letter, part in zip(PART_LETTERS, task.parts, strict=False):
                title = part.title or task.title or part.headline
                yield Item(number + letter, own + letter, part, title, sections)


def _says_something(task: Task) -> bool:
    """Whether an item with parts says more than its title."""
    return bool(task.assignments or task.text or task.milestones or task.notes)
