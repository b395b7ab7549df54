"""What a plan file may say, and what must hold between its records; each knows its place.

Whatever they are read from: `reader` reads them from lines, `planevent` from a parser's events.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

from dutymatrix.finding import Finding
from dutymatrix.i18n import CHINESE, ENGLISH, _
from dutymatrix.plan.model import (
    FORMAT,
    Assignment,
    Chapter,
    Clause,
    Entry,
    Group,
    Milestone,
    Plan,
    Role,
    Section,
    Span,
    Standing,
    Task,
    Unit,
)
from dutymatrix.plan.numbering import PART_LETTERS, parse_form
from dutymatrix.planfile.recordreader import At, Name, Reads, RecordReader, Values
from dutymatrix.planfile.reference import NameCheck

_ROLES = tuple(Role)
_ROLE_KEYS = tuple(role.value for role in Role)


class Reading(NamedTuple):
    """What came out of a file."""

    plan: Plan | None
    """None where no plan stands, or its structure breaks: a part of it would pass for all."""
    findings: tuple[Finding, ...]
    """All problems, in the order of the file."""


class PlanRecords(RecordReader):
    """One pass over one plan file."""

    def __init__(self, file: str) -> None:
        """Begin with nothing.

        Args:
            file: The name of the file for findings.
        """
        self.file = file
        self.entries: list[Entry] = []
        self.ends: list[Span] = []
        """Where each entry ends."""
        self.references: list[Name] = []
        self.declared: dict[str, list[Span]] = {}
        entry: dict[str, Reads] = {
            "id": self.line,
            "number": self.integer,
            "title": self.line,
            "text": self.prose,
            **{role.value: self.assigned(role) for role in _ROLES},
            "open": self.boolean,
            "succeeded_by": self.heirs,
            "milestones": self.records(self.milestone),
            "notes": self.fields,
        }
        sections, tasks = self.records(self.section), self.records(self.task)
        self.task_keys: dict[str, Reads] = {**entry, "parts": tasks}
        self.section_keys: dict[str, Reads] = {**entry, "sections": sections, "tasks": tasks}
        self.milestone_keys: dict[str, Reads] = {
            "by": self.date,
            "said": self.line,
            "goal": self.prose,
            "target": self.line,
        }
        named: dict[str, Reads] = {
            "full_name": self.line,
            "aliases": self.strings,
            "contact": self.line,
        }
        self.unit_keys: dict[str, Reads] = {
            **named,
            "until": self.date,
            "succeeded_by": self.names,
            "tasks": self.heirs,
        }
        self.group_keys: dict[str, Reads] = {
            **named,
            "members": self.names,
            "open": self.boolean,
        }
        self.standing_keys: dict[str, Reads] = {"text": self.prose, "units": self.names}
        self.clause_keys: dict[str, Reads] = {"title": self.line, "text": self.prose}
        self.chapter_keys: dict[str, Reads] = {
            **self.clause_keys,
            "items": self.records(self.clause),
        }
        self.role_names_keys: dict[str, Reads] = {role.value: self.line for role in _ROLES}
        self.plan_keys: dict[str, Reads] = {
            "format": self.integer,
            "title": self.line,
            "document_number": self.line,
            "issued_by": self.strings,
            "issued_on": self.date,
            "ends_on": self.date,
            "role_rule": self.prose,
            "role_names": self.role_names,
            "language": self.language,
            "chapter": self.line,
            "numbering": self.names,
            "running": self.names,
            "preamble": self.prose,
            "units": self.named(self.unit),
            "groups": self.named(self.group),
            "standing": self.records(self.standing),
            "sections": sections,
            "tasks": tasks,
            "common": self.records(self.chapter),
        }

    def read(self) -> Plan | None:
        """The plan; None where its structure breaks."""
        plan: Plan | None = self.document(self.plan)
        return plan

    # Records. Each is read to its end.

    def plan(self, at: At) -> Plan | None:
        """The plan, and what must hold between its records."""
        values = self.mapping(at, self.plan_keys, _("a plan"))
        if values is None:
            return None
        if not self.is_known_format(values, FORMAT):
            return None
        if not values.get("title"):
            self.missing("title", values)
        self.either(values)
        self.numbering(values)
        for key in ("numbering", "running"):
            if key in values:
                values[key] = tuple(form.text for form in values[key])
        values.pop("format", None)
        own = values.pop("tasks", ())
        plan = Plan(**{"title": "", **values}, own_tasks=own, file=self.file)
        self.ordinals(plan)
        names = NameCheck(plan, self.declared, self.report)
        names.roster()
        names.entries(self.entries)
        names.references(self.references)
        return plan

    def section(self, at: At) -> Section | None:
        """A section and all in it."""
        values = self.mapping(at, self.section_keys, _("a section"))
        if values is None:
            return None
        self.either(values)
        section = Section(**self.entry(values))
        self.entries.append(section)
        self.ends.append(values.end)
        return section

    def task(self, at: At) -> Task | None:
        """A task and its parts."""
        values = self.mapping(at, self.task_keys, _("a task"))
        if values is None:
            return None
        task = Task(**self.entry(values))
        if not (task.title or task.text or task.parts or self.is_broken(values)):
            self.report("DM114", values.start, _("a task has neither a title nor a text"))
        if task.parts:
            self.parts(task, values)
        self.entries.append(task)
        self.ends.append(values.end)
        return task

    def parts(self, task: Task, values: Values) -> None:
        """Parts have no parts, and there are letters enough for them."""
        if len(task.parts) > len(PART_LETTERS):
            what = _("more than {n} lists in one task").format(n=len(PART_LETTERS))
            self.report("DM104", self.place(values, "parts"), what)
        for part in task.parts:
            if part.parts:
                self.report("DM110", part.span, _("a part holds parts of its own"))

    def entry(self, values: Values) -> dict[str, Any]:
        """The fields of a section or task, from its keys; what is not said is left out."""
        assignments: list[Assignment] = []
        places: list[Span] = []
        for key in _ROLE_KEYS:
            if key in values:
                own, own_places = values.pop(key)
                assignments += own
                places += own_places
        self.inherited(values, "succeeded_by")
        if "number" in values:
            values["ordinal"] = values.pop("number")
        values["assignments"] = tuple(assignments)
        values["places"] = tuple(places)
        values["span"] = values.start
        return values

    @abstractmethod
    def assigned(self, role: Role) -> Reads:
        """What reads the names under a role into assignments, and where each stands."""

    def milestone(self, at: At) -> Milestone | None:
        """A date, goal or target."""
        values = self.mapping(at, self.milestone_keys, _("a milestone"))
        return None if values is None else Milestone(**values)

    def standing(self, at: At) -> Standing | None:
        """A rule that adds units to all that follows."""
        values = self.mapping(at, self.standing_keys, _("a standing rule"))
        if values is None:
            return None
        if not values.get("text"):
            self.missing("text", values)
        return Standing(values.get("text", ""), self.refer(values, "units"))

    def clause(self, at: At) -> Clause | None:
        """A titled paragraph."""
        values = self.mapping(at, self.clause_keys, _("a clause"))
        return None if values is None else Clause(**values)

    def chapter(self, at: At) -> Chapter | None:
        """A chapter without lists."""
        values = self.mapping(at, self.chapter_keys, _("a chapter"))
        return None if values is None else Chapter(**values)

    def unit(self, name: Name, at: At) -> Unit:
        """A unit of the roster."""
        self.declared.setdefault(name.text, []).append(name.place)
        values = self.attributes(at, self.unit_keys, _("a unit"))
        self.inherited(values, "tasks")
        return Unit(name.text, **{**values, "succeeded_by": self.refer(values, "succeeded_by")})

    def group(self, name: Name, at: At) -> Group:
        """A group of the roster."""
        self.declared.setdefault(name.text, []).append(name.place)
        values = self.attributes(at, self.group_keys, _("a group"))
        return Group(name.text, **{**values, "members": self.refer(values, "members")})

    def refer(self, values: Values, key: str) -> tuple[str, ...]:
        """Names under a key, remembered: they must stand in the roster."""
        names: Sequence[Name] = values.get(key, ())
        self.references.extend(names)
        return tuple(name.text for name in names)

    def inherited(self, values: Values, key: str) -> None:
        """Who took what over, under a key; the names must stand in the roster."""
        if key in values:
            self.references += (name for _what, name in values[key])
            values[key] = tuple((what, name.text) for what, name in values[key])

    def role_names(self, at: At) -> dict[Role, str] | None:
        """The document's wording of the roles."""
        values = self.attributes(at, self.role_names_keys, _("role_names:"))
        return {role: values[role.value] for role in _ROLES if role.value in values} or None

    def language(self, at: At) -> str | None:
        """The language of a plan: zh_CN or en."""
        value = self.text(at)
        if value and value not in {CHINESE, ENGLISH}:
            self.report("DM110", at, _("zh_CN or en belongs here"))
        return value or None

    # What must hold between records.

    def either(self, values: Values) -> None:
        """Sections or tasks, not both."""
        if values.get("sections") and values.get("tasks"):
            later = max(
                (self.place(values, key) for key in ("sections", "tasks")),
                key=lambda place: place.line,
            )
            self.report("DM113", later, _("sections: and tasks: are side by side"))

    def ordinals(self, plan: Plan) -> None:
        """Numbers rise along a level, and through the whole plan where they run on."""
        if all(entry.ordinal is None for entry in self.entries):
            return
        running = {depth for depth, form in enumerate(plan.numbering) if form in plan.running}
        count: dict[int, int] = {}

        def descend(entries: Sequence[Section] | Sequence[Task], depth: int) -> None:
            if depth not in running:
                count[depth] = 0
            for entry in entries:
                last = count.get(depth, 0)
                count[depth] = entry.ordinal or last + 1
                if count[depth] <= last:
                    what = _("number {n} does not follow {last}").format(n=entry.ordinal, last=last)
                    self.report("DM602", entry.span, what)
                    count[depth] = last + 1
                if isinstance(entry, Section):
                    descend(entry.sections or entry.tasks, depth + 1)

        descend(plan.sections or plan.own_tasks, 0)

    def numbering(self, values: Values) -> None:
        """Forms of numbering: hold a one, and running: names some of them."""
        numbering: Sequence[Name] = values.get("numbering", ())
        for form in numbering:
            if parse_form(form.text) is None:
                what = _("{form} does not hold a one").format(form=form.text)
                self.report("DM601", form.place, what)
        forms = {form.text for form in numbering} or set(Plan.numbering)
        for form in values.get("running", ()):
            if form.text not in forms:
                what = _("{form} is not under numbering:").format(form=form.text)
                self.report("DM601", form.place, what)
