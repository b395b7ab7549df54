"""From libyaml's events straight to a Plan: scalars stay text, every record knows its place.

No YAML document is built in between and nothing is resolved: `no`, `1.10` and `12:30` are
the texts they look like, and duplicate keys, anchors, aliases and tags are seen as they come.
"""

import gc
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from dutymatrix.finding import Finding, next_step
from dutymatrix.i18n import CHINESE, ENGLISH, _
from dutymatrix.model import (
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
from dutymatrix.numbering import parse_form
from dutymatrix.planfile.source import (
    decode,
    describe_character,
    find_invisible,
    iter_text_findings,
)
from dutymatrix.wording import join_lines

MAX_DEPTH = 32
"""Sections in sections, and anything else in anything, are nested no deeper."""
_MAX_PARTS = 26

_NOT_A_NAME = re.compile(
    r"(?i:~|null|true|false|yes|no|on|off|y|n|[-+]?[0-9][0-9_,.:eE+-]*|[-+]?\.(inf|nan))"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ROLES = tuple(Role)

# What people write for a key: the words of the document.
_KEY_WORDS = {
    "标题": "title", "任务": "title", "正文": "text", "内容": "text",
    "牵头": "lead", "牵头单位": "lead", "责任": "responsible", "责任单位": "responsible",
    "参与": "join", "参与单位": "join", "配合": "join", "配合单位": "join",
    "指导": "guide", "指导单位": "guide", "单位": "units", "统称": "groups",
    "完成时限": "milestones", "备注": "notes", "等": "open",
}  # fmt: skip


class Reading(NamedTuple):
    """What came out of a file."""

    plan: Plan | None
    """None where too little could be read to build one."""
    findings: tuple[Finding, ...]
    """All problems, in the order of the file."""


class _Mark(Protocol):
    """A place as PyYAML gives it: line and column from 0."""

    line: int
    column: int


class _Values(dict[str, Any]):
    """Values of a record by key, and where its keys stand."""

    __slots__ = ("marks", "start")

    def __init__(self, start: _Mark) -> None:
        super().__init__()
        self.start = start
        self.marks: dict[str, _Mark] = {}


class _Name(NamedTuple):
    """A name as it stands in the file, and whether YAML itself would take it for a text."""

    text: str
    mark: _Mark


Event = Any  # the stubs of PyYAML's events leave out what libyaml's carry
Parser = Callable[[str], Any]
_Reads = Callable[[Event], Any]


class _StopReadingError(Exception):
    """What follows cannot be read."""


def read_bytes(data: bytes, file: str) -> Reading:
    """Read the bytes of a plan file."""
    text, findings = decode(data, file)
    return Reading(None, tuple(findings)) if text is None else read_text(text, file)


def read_text(text: str, file: str, parser: Parser | None = None) -> Reading:
    """Read the text of a plan file.

    Args:
        text: The YAML.
        file: The name that findings give.
        parser: What makes events of it; libyaml where PyYAML has it, else PyYAML's own.
    """
    text = text.removeprefix("\ufeff")
    findings = sorted(iter_text_findings(text, file))
    if findings:
        return Reading(None, tuple(findings))
    with _collector_paused():
        return _Reader(text, file, parser or default_parser()).read()


def default_parser() -> Parser:
    """libyaml's parser where PyYAML was built with it; PyYAML's own gives the same events."""
    return yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without cycles to find, the garbage collector is half of the time a large plan takes."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, text: str, file: str, parser: Parser) -> None:
        self.text = text
        self.file = file
        self.findings: list[Finding] = []
        self.lines: list[str] | None = None
        self.loader = parser(text)
        self.next: Callable[[], Event] = self.loader.get_event
        self.depth = 0
        self.interned: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.references: list[_Name] = []
        """Names that the roster and standing rules refer to."""

        roles: dict[str, _Reads] = {role.value: self.names for role in _ROLES}
        entry = {
            "id": self.line,
            "number": self.integer,
            "title": self.line,
            "text": self.prose,
            **roles,
            "open": self.boolean,
            "milestones": self.records(self.milestone),
            "notes": self.notes,
        }
        self.task_keys = {**entry, "parts": self.records(self.task)}
        self.section_keys = {
            **entry,
            "sections": self.records(self.section),
            "tasks": self.records(self.task),
        }
        self.milestone_keys: dict[str, _Reads] = {
            "by": self.date,
            "said": self.line,
            "goal": self.prose,
            "target": self.line,
        }
        named: dict[str, _Reads] = {
            "full_name": self.line,
            "aliases": self.strings,
        }
        self.unit_keys = {**named, "until": self.date, "succeeded_by": self.names}
        self.group_keys = {**named, "members": self.names, "open": self.boolean}
        clause: dict[str, _Reads] = {"title": self.line, "text": self.prose}
        self.clause_keys = clause
        self.chapter_keys = {**clause, "items": self.records(self.clause)}
        self.standing_keys: dict[str, _Reads] = {
            "text": self.prose,
            "units": self.names,
        }
        self.plan_keys: dict[str, _Reads] = {
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
            "units": self.roster(self.unit),
            "groups": self.roster(self.group),
            "standing": self.records(self.standing),
            "sections": self.records(self.section),
            "tasks": self.records(self.task),
            "common": self.records(self.chapter),
        }

    # Reading a file.

    def read(self) -> Reading:
        plan = None
        try:
            plan = self.stream()
        except _StopReadingError:
            pass
        except yaml.YAMLError as error:
            self.syntax(error)
        finally:
            self.loader.dispose()
        findings = self.numbered(plan) if plan else self.findings
        return Reading(plan, tuple(sorted(findings)))

    def stream(self) -> Plan | None:
        self.next()
        event = self.next()
        if event.__class__ is StreamEndEvent:  # nothing but comments
            self.report("DM103", None, _("the file holds only comments"))
            return None
        assert event.__class__ is DocumentStartEvent
        plan = self.plan(self.next())
        self.next()
        event = self.next()
        if event.__class__ is not StreamEndEvent:
            self.report("DM115", event.start_mark, _("a second document begins here"))
        return plan

    def plan(self, event: Event) -> Plan | None:
        values = self.mapping(event, self.plan_keys, _("a plan"))
        if values is None:
            return None
        if values.get("format", FORMAT) != FORMAT:
            self.report(
                "DM112",
                values.marks["format"],
                _("format {n} is not known here; this program reads format {known}").format(
                    n=values["format"], known=FORMAT
                ),
            )
            return None
        if not values.get("title"):
            self.missing("title", values.start)
        numbering = self.numbering(values)
        running = tuple(name.text for name in values.get("running", ()))
        for name in values.get("running", ()):
            if name.text not in numbering:
                self.report(
                    "DM601",
                    name.mark,
                    _("{form} does not stand under numbering:").format(form=name.text),
                )
        self.either(values)
        plan = Plan(
            title=values.get("title", ""),
            document_number=values.get("document_number", ""),
            issued_by=values.get("issued_by", ()),
            issued_on=values.get("issued_on"),
            ends_on=values.get("ends_on"),
            role_rule=values.get("role_rule", ""),
            role_names=values.get("role_names", {}),
            language=values.get("language", CHINESE),
            chapter=values.get("chapter", ""),
            numbering=numbering,
            running=running,
            preamble=values.get("preamble", ""),
            units=values.get("units", ()),
            groups=values.get("groups", ()),
            standing=values.get("standing", ()),
            sections=values.get("sections", ()),
            tasks=values.get("tasks", ()),
            common=values.get("common", ()),
            file=self.file,
        )
        self.ordinals(plan.tasks)
        self.names_known(plan)
        return plan

    def numbering(self, values: "_Values") -> tuple[str, ...]:
        """The forms of numbering:, those that are none reported."""
        names: Sequence[_Name] = values.get("numbering", ())
        for name in names:
            if parse_form(name.text) is None:
                self.report(
                    "DM601", name.mark, _("{form} does not hold a one").format(form=name.text)
                )
        return tuple(name.text for name in names) or Plan.numbering

    # Records. Each reads from its first event to its last.

    def section(self, event: Event) -> Section | None:
        values = self.mapping(event, self.section_keys, _("a section"))
        if values is None:
            return None
        self.either(values)
        tasks = values.get("tasks", ())
        self.ordinals(tasks)
        section = Section(
            sections=values.get("sections", ()), tasks=tasks, **self.entry(values, event)
        )
        self.ordinals(section.sections)
        self.entries.append(section)
        return section

    def task(self, event: Event) -> Task | None:
        values = self.mapping(event, self.task_keys, _("a task"))
        if values is None:
            return None
        parts = values.get("parts", ())
        task = Task(parts=parts, **self.entry(values, event))
        if not task.title and not task.text and not parts:
            self.report("DM114", event.start_mark, _("a task has neither a title nor a text"))
        if len(parts) > _MAX_PARTS:
            self.report(
                "DM104",
                values.marks["parts"],
                _("more than {n} lists in one task").format(n=_MAX_PARTS),
            )
        for part in parts:
            if part.parts:
                self.report("DM110", part.span, _("a part holds parts of its own"))
        self.entries.append(task)
        return task

    def entry(self, values: "_Values", event: Event) -> dict[str, Any]:
        """What sections and tasks have in common."""
        assignments: list[Assignment] = []
        places: list[Span] = []
        for role in _ROLES:
            names = values.get(role.value)
            if names:
                for text, mark in names:
                    assignments.append(Assignment(text, role))
                    places.append(Span(mark.line + 1, mark.column + 1))
        mark = event.start_mark
        return {
            "title": values.get("title", ""),
            "text": values.get("text", ""),
            "assignments": tuple(assignments),
            "open": values.get("open", False),
            "milestones": values.get("milestones", ()),
            "notes": values.get("notes", ()),
            "id": values.get("id"),
            "ordinal": values.get("number"),
            "span": Span(mark.line + 1, mark.column + 1),
            "places": tuple(places),
        }

    def milestone(self, event: Event) -> Milestone | None:
        values = self.mapping(event, self.milestone_keys, _("a milestone"))
        return None if values is None else Milestone(**values)

    def standing(self, event: Event) -> Standing | None:
        values = self.mapping(event, self.standing_keys, _("a standing rule"))
        if values is None:
            return None
        if not values.get("text"):
            self.missing("text", values.start)
        names = self.refer(values, "units")
        return Standing(values.get("text", ""), names)

    def clause(self, event: Event) -> Clause | None:
        values = self.mapping(event, self.clause_keys, _("a clause"))
        return None if values is None else Clause(**values)

    def chapter(self, event: Event) -> Chapter | None:
        values = self.mapping(event, self.chapter_keys, _("a chapter"))
        return None if values is None else Chapter(**values)

    def unit(self, name: _Name, event: Event) -> Unit:
        values = self.attributes(event, self.unit_keys, _("a unit"))
        if re.search(r"[，、；]", name.text):
            self.report("DM203", name.mark, _("{name} is several names").format(name=name.text))
        return Unit(
            name=name.text,
            full_name=values.get("full_name"),
            aliases=values.get("aliases", ()),
            until=values.get("until"),
            succeeded_by=self.refer(values, "succeeded_by"),
            span=_span(name.mark),
        )

    def group(self, name: _Name, event: Event) -> Group:
        values = self.attributes(event, self.group_keys, _("a group"))
        return Group(
            name=name.text,
            full_name=values.get("full_name"),
            aliases=values.get("aliases", ()),
            members=self.refer(values, "members"),
            open=values.get("open", False),
            span=_span(name.mark),
        )

    # Values.

    def mapping(self, event: Event, keys: Mapping[str, _Reads], what: str) -> "_Values | None":
        """Values of a record by key; None where something else stands there."""
        if event.__class__ is not MappingStartEvent:
            self.wrong_kind(
                event, _("{what} belongs here: key: value, one a line").format(what=what)
            )
            return None
        self.enter(event)
        values = _Values(event.start_mark)
        marks = values.marks
        read = self.next
        while True:
            key_event = read()
            if key_event.__class__ is MappingEndEvent:
                self.depth -= 1
                return values
            key = self.key(key_event)
            if key is None:
                self.skip(read())
                continue
            reader = keys.get(key)
            if reader is None:
                self.unknown_key(key, keys, key_event.start_mark, what)
                self.skip(read())
            elif key in marks:
                self.report(
                    "DM107",
                    key_event.start_mark,
                    _("{key} stands here a second time; first in line {line}").format(
                        key=key, line=marks[key].line + 1
                    ),
                )
                self.skip(read())
            else:
                marks[key] = key_event.start_mark
                value = reader(read())
                # An empty value is an absent one.
                if value is not None:
                    values[key] = value

    def key(self, event: Event) -> str | None:
        """A key's text; None where a key cannot be."""
        if event.__class__ is not ScalarEvent:
            if event.__class__ is AliasEvent:
                self.machinery(event)
            else:
                self.report("DM110", event.start_mark, _("a list or record stands as a key"))
                self.skip(event)
            return None
        if event.anchor is not None or event.tag is not None:
            self.machinery(event)
        if event.value == "<<" and not event.style:
            self.report("DM111", event.start_mark, _("a merge key (<<) stands here"))
            return None
        value: str = event.value
        return value

    def records(self, read_record: _Reads) -> _Reads:
        """What reads a list of records into a tuple."""

        def read(event: Event) -> tuple[Any, ...] | None:
            if _is_empty(event):
                return None
            if event.__class__ is not SequenceStartEvent:
                self.wrong_kind(event, _("a list belongs here: one - item a line"))
                return None
            self.enter(event)
            found = []
            while (item := self.next()).__class__ is not SequenceEndEvent:
                record = read_record(item)
                if record is not None:
                    found.append(record)
            self.depth -= 1
            return tuple(found)

        return read

    def roster(self, read_record: Callable[[_Name, Event], Any]) -> _Reads:
        """What reads a record with names for keys into a tuple."""

        def read(event: Event) -> tuple[Any, ...] | None:
            if _is_empty(event):
                return None
            if event.__class__ is not MappingStartEvent:
                self.wrong_kind(event, _("one name: a line belongs here"))
                return None
            self.enter(event)
            found = []
            while (key := self.next()).__class__ is not MappingEndEvent:
                text = self.key(key)
                if text is None:
                    self.skip(self.next())
                    continue
                name = self.name(key)
                found.append(read_record(name, self.next()))
            self.depth -= 1
            return tuple(found)

        return read

    def attributes(self, event: Event, keys: Mapping[str, _Reads], what: str) -> _Values:
        """Values of a record that may be left empty."""
        if _is_empty(event):
            return _Values(event.start_mark)
        return self.mapping(event, keys, what) or _Values(event.start_mark)

    def scalar(self, event: Event) -> str | None:
        """A scalar's text; None where something else stands there."""
        if event.__class__ is not ScalarEvent:
            self.wrong_kind(event, _("a text belongs here"))
            return None
        if event.anchor is not None or event.tag is not None:
            self.machinery(event)
        style = event.style
        value: str = event.value
        if style != "|":
            if style == ">" or event.start_mark.line != event.end_mark.line:
                self.report("DM117", event.start_mark, _("this text runs over several lines"))
            if style == '"' and (odd := find_invisible(value)):
                self.report("DM102", event.start_mark, describe_character(odd))
        return value

    def prose(self, event: Event) -> str | None:
        """Text in canonical form."""
        value = self.scalar(event)
        return join_lines(value) if value else None

    def line(self, event: Event) -> str | None:
        """Text that is one line wherever it is shown."""
        value = self.scalar(event)
        return join_lines(value).replace("\n", "") if value else None

    def name(self, event: Event) -> _Name:
        """A name, a text that looks like nothing else."""
        value = self.scalar(event)
        if value is None:
            return _Name("", event.start_mark)
        value = self.interned.setdefault(value, value)
        if value.strip() != value:
            value = value.strip()
        if not value or (value[0] < "\x80" and not event.style and _NOT_A_NAME.fullmatch(value)):
            what = _("{value} stands where a name belongs").format(value=value or _("nothing"))
            self.report("DM204", event.start_mark, what)
        return _Name(value, event.start_mark)

    def names(self, event: Event) -> tuple[_Name, ...] | None:
        """One name, or a list of them."""
        if event.__class__ is ScalarEvent:
            return None if _is_empty(event) else (self.name(event),)
        if event.__class__ is not SequenceStartEvent:
            self.wrong_kind(event, _("a name belongs here, or a list: one - name a line"))
            return None
        self.enter(event)
        read = self.next
        found = []
        while (item := read()).__class__ is not SequenceEndEvent:
            name = self.name(item)
            if name.text:
                found.append(name)
        self.depth -= 1
        return tuple(found)

    def strings(self, event: Event) -> tuple[str, ...] | None:
        """One text, or a list of them."""
        names = self.names(event)
        return names and tuple(name.text for name in names)

    def notes(self, event: Event) -> tuple[tuple[str, str], ...] | None:
        """Fields of the document as (name, text); any name will do."""
        if event.__class__ is not MappingStartEvent:
            self.wrong_kind(event, _("one field: text a line belongs here"))
            return None
        self.enter(event)
        found: dict[str, str] = {}
        while (key := self.next()).__class__ is not MappingEndEvent:
            name = self.key(key)
            text = self.prose(self.next()) if name is not None else self.skip(self.next())
            if name in found:
                what = _("{key} stands here a second time").format(key=name)
                self.report("DM107", key.start_mark, what)
            elif name and text:
                found[name] = text
        self.depth -= 1
        return tuple(found.items())

    def role_names(self, event: Event) -> dict[Role, str] | None:
        """The document's wording of the roles."""
        keys = {role.value: self.line for role in _ROLES}
        values = self.mapping(event, keys, _("role_names:"))
        return values and {role: values[role.value] for role in _ROLES if role.value in values}

    def date(self, event: Event) -> date | None:
        """A day, written year-month-day."""
        value = self.scalar(event)
        if not value:
            return None
        match = _DATE.fullmatch(value)
        try:
            return date(*map(int, match.groups())) if match else self.not_date(event)
        except ValueError:
            return self.not_date(event)

    def not_date(self, event: Event) -> None:
        what = _("{value} is not a date").format(value=event.value)
        self.report("DM501", event.start_mark, what)

    def integer(self, event: Event) -> int | None:
        """A whole number above zero."""
        value = self.scalar(event)
        if not value:
            return None
        if value.isascii() and value.isdigit() and 0 < len(value) < 5 and int(value):
            return int(value)
        self.wrong_kind(event, _("a whole number belongs here"))
        return None

    def boolean(self, event: Event) -> bool | None:
        """true or false."""
        value = self.scalar(event)
        if not value:
            return None
        if value.lower() not in {"true", "false"}:
            self.wrong_kind(event, _("true or false belongs here"))
        return value.lower() == "true"

    def language(self, event: Event) -> str | None:
        """The language of a plan: zh_CN or en."""
        value = self.scalar(event)
        if value and value not in {CHINESE, ENGLISH}:
            self.wrong_kind(event, _("zh_CN or en belongs here"))
        return value

    def skip(self, event: Event) -> None:
        """Read to the end of whatever begins here."""
        floor = self.depth
        while True:
            kind = event.__class__
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                self.enter(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.depth -= 1
            if self.depth == floor:
                return
            event = self.next()

    def enter(self, event: Event) -> None:
        """Go one level deeper, within bounds."""
        if event.anchor is not None or event.tag is not None:
            self.machinery(event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.report(
                "DM104", event.start_mark, _("nested deeper than {n} levels").format(n=MAX_DEPTH)
            )
            raise _StopReadingError

    # What holds between records.

    def either(self, values: _Values) -> None:
        """Sections or tasks, not both."""
        if values.get("sections") and values.get("tasks"):
            last = max((values.marks["sections"], values.marks["tasks"]), key=lambda m: m.line)
            self.report("DM113", last, _("sections: and tasks: stand side by side"))

    def ordinals(self, entries: Sequence[Entry]) -> None:
        """Numbers rise along a level."""
        value = 0
        for entry in entries:
            if entry.ordinal is not None and entry.ordinal <= value:
                what = _("number {n} does not follow {last}").format(n=entry.ordinal, last=value)
                self.report("DM602", entry.span, what)
                value += 1
            else:
                value = value + 1 if entry.ordinal is None else entry.ordinal

    def refer(self, values: _Values, key: str) -> tuple[str, ...]:
        """Names under a key, remembered: they must stand in the roster."""
        names: Sequence[_Name] = values.get(key, ())
        self.references.extend(names)
        return tuple(name.text for name in names)

    def names_known(self, plan: Plan) -> None:
        """Every name stands once in the roster; names elsewhere stand in it, once a task."""
        known = self.roster_names(plan)
        ids: dict[str, Entry] = {}
        for entry in self.entries:
            names = {name for name, _role in entry.assignments}
            if not names <= known:
                for (name, _role), place in zip(entry.assignments, entry.places, strict=True):
                    if name not in known:
                        self.unknown_name(name, place, plan)
            if len(names) != len(entry.assignments):
                self.unit_twice(entry)
            if entry.id is not None and ids.setdefault(entry.id, entry) is not entry:
                what = _("the id {id} is taken").format(id=entry.id)
                self.report("DM116", entry.span, what)
        for name in self.references:
            if name.text not in known:
                self.unknown_name(name.text, _span(name.mark), plan)
        self.cycles(plan)

    def roster_names(self, plan: Plan) -> set[str]:
        """Names of units and groups; those that stand twice, or as an alias too, reported."""
        known: set[str] = set()
        taken: dict[str, str] = {}
        for record in (*plan.units, *plan.groups):
            known.add(record.name)
            for name in (record.name, *record.aliases):
                if name in taken:
                    self.report(
                        "DM202",
                        record.span,
                        _("{name} is in the roster already, as {other}").format(
                            name=name, other=taken[name]
                        ),
                    )
                taken.setdefault(name, record.name)
        return known

    def unit_twice(self, entry: Entry) -> None:
        """Say which names stand twice in a task, and where."""
        first: dict[str, Span] = {}
        for (name, _role), place in zip(entry.assignments, entry.places, strict=True):
            if name in first:
                what = _("{name} stands in this task already, in line {line}").format(
                    name=name, line=first[name].line
                )
                self.report("DM301", place, what)
            first.setdefault(name, place)

    def unknown_name(self, name: str, place: Span, plan: Plan) -> None:
        """A name that the roster does not have, with what was probably meant."""
        from dutymatrix.roster import likely_names

        if re.search(r"[，、；,;]", name):
            self.report("DM203", place, _("{name} is several names").format(name=name))
            return
        what = _("{name} is not in the roster").format(name=name)
        for record in (*plan.units, *plan.groups):
            if name in record.aliases:
                hint = _("it is an alias of {name}: write {name}").format(name=record.name)
                break
        else:
            likely = likely_names(name, plan)
            hint = next_step("DM201")
            if likely:
                hint = _("did you mean {names}?").format(names="、".join(likely)) + " " + hint
        self.report("DM201", place, what, hint)

    def cycles(self, plan: Plan) -> None:
        """No group reaches itself."""
        members = {group.name: group.members for group in plan.groups}
        for group in plan.groups:
            seen: set[str] = set()
            reached = list(group.members)
            while reached:
                name = reached.pop()
                if name == group.name:
                    what = _("{name} is a member of itself").format(name=name)
                    self.report("DM205", group.span, what)
                    break
                if name not in seen:
                    seen.add(name)
                    reached.extend(members.get(name, ()))

    # Saying what is wrong.

    def report(
        self, code: str, place: _Mark | Span | None, message: str, hint: str | None = None
    ) -> None:
        """Keep a finding; its next step is the rule's where none is given."""
        span = place if isinstance(place, Span) else _span(place) if place else Span(0, 0)
        if self.lines is None:
            self.lines = self.text.split("\n")
        excerpt = self.lines[span.line - 1].rstrip("\r") if 0 < span.line <= len(self.lines) else ""
        hint = next_step(code) if hint is None else hint
        self.findings.append(Finding(self.file, *span, code, message, hint, excerpt))

    def missing(self, key: str, place: _Mark) -> None:
        self.report("DM109", place, _("{key}: is missing").format(key=key))

    def machinery(self, event: Event) -> None:
        if event.__class__ is AliasEvent:
            what = _("an alias (*{name}) stands here").format(name=event.anchor)
        elif event.anchor is not None:
            what = _("an anchor (&{name}) stands here").format(name=event.anchor)
        else:
            what = _("a tag ({tag}) stands here").format(tag=event.tag)
        self.report("DM111", event.start_mark, what)

    def wrong_kind(self, event: Event, what: str) -> None:
        """Report what belongs where something else stands, and read past that."""
        if event.__class__ is AliasEvent:
            self.machinery(event)
        elif event.__class__ is ScalarEvent and (slip := _COLON_SLIP.match(event.value)):
            self.report("DM105", event.start_mark, _colon_hint(slip))
        else:
            self.report("DM110", event.start_mark, what)
        self.skip(event)

    def unknown_key(self, key: str, keys: Mapping[str, _Reads], place: _Mark, what: str) -> None:
        from difflib import get_close_matches

        said = _("{what} has no key {key}").format(what=what, key=key)
        meant = _KEY_WORDS.get(key)
        close = [meant] if meant in keys else get_close_matches(key, keys, 1)
        if close:
            hint = _("did you mean {names}?").format(names=close[0])
        else:
            hint = _("the keys here are {keys}").format(keys=", ".join(keys))
        self.report("DM108", place, said, hint)

    def syntax(self, error: yaml.YAMLError) -> None:
        """Word a parser's error by the slip that mostly causes it."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is None:
            self.report("DM105", None, str(error))
            return
        lines = self.text.split("\n")
        # The parser notices a slip up to two lines after it was made.
        for number in range(min(mark.line, len(lines) - 1), max(mark.line - 3, -1), -1):
            line = lines[number]
            if slip := _COLON_SLIP.match(line):
                column = slip.start("colon") + 1
                self.report("DM105", Span(number + 1, column), _colon_hint(slip))
                return
            if tab := _TAB_INDENT.match(line):
                what = _("a tab indents this line; YAML allows only blanks")
                self.report("DM105", Span(number + 1, tab.end()), what)
                return
        problem = getattr(error, "problem", None) or str(error)
        what = _("the structure breaks here ({problem})").format(problem=problem)
        self.report("DM105", mark, what)

    def numbered(self, plan: Plan) -> list[Finding]:
        """The findings, each with the number of the task that it stands in."""
        if not self.findings:
            return self.findings
        items = sorted(
            (item.entry.span.line, item.number) for item in plan.items if item.entry.span
        )
        last = max((place.line for entry in self.entries for place in entry.places), default=0)
        starts = [line for line, _number in items]
        numbered = []
        for finding in self.findings:
            place = bisect_right(starts, finding.line)
            inside = place and finding.line <= max(last, starts[-1])
            number = items[place - 1][1] if inside else None
            numbered.append(finding._replace(number=number))
        return numbered


_KEYS = "|".join(
    "id number title text lead responsible join guide open milestones notes parts sections tasks "
    "by said goal target full_name aliases until succeeded_by members items units groups format "
    "document_number issued_by issued_on ends_on role_rule language chapter numbering".split()
)
_COLON_SLIP = re.compile(rf"[ -]*(?P<key>{_KEYS})[ \t]*(?P<colon>：|:(?=[^\s:]))")
_TAB_INDENT = re.compile(r" *\t")


def _colon_hint(slip: re.Match[str]) -> str:
    if slip["colon"] == "：":
        return _("after {key} stands a full-width colon; YAML needs “: ”").format(key=slip["key"])
    return _("after {key}: a blank is missing").format(key=slip["key"])


def _span(mark: _Mark) -> Span:
    return Span(mark.line + 1, mark.column + 1)


def _is_empty(event: Event) -> bool:
    return event.__class__ is ScalarEvent and not event.value and not event.anchor
