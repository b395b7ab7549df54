"""Values and records from libyaml's events, with everything that can be wrong about them.

No YAML document is built and nothing is resolved: `no`, `1.10` and `12:30` are the texts they
look like, and duplicate keys, anchors, aliases and tags are seen as they come. What a plan is
made of, this module does not know.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from dutymatrix.finding import Finding, found
from dutymatrix.i18n import N_, _
from dutymatrix.plan.model import Span
from dutymatrix.planfile.source import describe_character, find_invisible
from dutymatrix.wording import join_lines

MAX_DEPTH = 32
"""Anything in anything is nested no deeper."""

MOST_HINTS = 100
"""What is likely meant is looked for so often: it takes long, and nobody reads a thousand hints."""

Event = Any  # the stubs of PyYAML's events leave out what libyaml's carry
Parser = Callable[[bytes], Any]
Reads = Callable[[Event], Any]
"""Reads a value from its first event to its last; None for an empty value."""

# Patterns, not compiled ones: a plan without mistakes never needs them.
_NOT_A_NAME = r"(?i:~|null|true|false|yes|no|on|off|y|n|[-+]?[0-9][0-9_,.:eE+-]*|[-+]?\.(inf|nan))"
# What mostly breaks the structure of a plan, with the place of the slip in each line.
_SLIPS = (
    (r" *(?P<at>\t)", N_("a tab indents this line; YAML allows only blanks")),
    (r" *(?P<at>　)", N_("a full-width blank indents this line; YAML allows only ASCII blanks")),
    (r" *(?P<at>[－–—])", N_("this dash is none that YAML knows; write “- ”")),
    (r" *(?P<at>-)(?=[^-\s])", N_("after - a blank is missing")),
    (
        r"[ -]*(?P<key>[a-z_]+)[ \t]*(?P<at>：)",
        N_("after {key} stands a full-width colon; YAML needs “: ”"),
    ),
    (r"[ -]*(?P<key>[a-z_]+)(?P<at>:)(?=[^\s:])", N_("after {key}: a blank is missing")),
    (
        r" *(?:- +)?(?P<key>title|text|lead|responsible|join|guide|open|milestones|notes|parts|by"
        r"|said|goal|target|sections|tasks|units|groups|common|items|members|aliases)(?P<at>)"
        r"(?=\s*$|\s+[^\s:：])",
        N_("after {key} a colon is missing"),
    ),
)

_ONE_A_LINE = N_("Each name stands on a line of its own; a - or the blank after it is missing.")

KEY_WORDS = {
    "标题": "title", "任务": "title", "正文": "text", "内容": "text",
    "牵头": "lead", "牵头单位": "lead", "责任": "responsible", "责任单位": "responsible",
    "参与": "join", "参与单位": "join", "配合": "join", "配合单位": "join",
    "指导": "guide", "指导单位": "guide", "单位": "units", "统称": "groups",
    "完成时限": "milestones", "备注": "notes", "等": "open",
}  # fmt: skip
"""Keys by the words that documents have for them."""


class Mark(Protocol):
    """A place as PyYAML gives it: line and column from 0."""

    line: int
    column: int


class Name(NamedTuple):
    """A name, and where it stands."""

    text: str
    mark: Mark


class Values(dict[str, Any]):
    """Values of a record by key, where its keys stand, and where it begins and ends."""

    __slots__ = ("end", "marks", "start")

    def __init__(self, start: Mark) -> None:
        super().__init__()
        self.start = self.end = start
        self.marks: dict[str, Mark] = {}


class StopReadingError(Exception):
    """What follows cannot be read; why not is among the findings."""


class EventReader:
    """Reads values from a stream of events and keeps what is wrong with them."""

    def __init__(self, data: bytes, file: str, parser: Parser) -> None:
        self.data = data
        self.file = file
        self.findings: list[Finding] = []
        self.broken: set[Span] = set()
        """Places where the structure is known to break."""
        self.unknown_keys = 0
        self.loader = parser(data)
        self.next: Callable[[], Event] = self.loader.get_event
        self.depth = 0

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, for those who ask why it is not right."""
        return self.data.decode("utf-8").split("\n")

    # Records and lists.

    def mapping(self, event: Event, keys: Mapping[str, Reads], what: str) -> Values | None:
        """Values of a record by key; None where something else stands there."""
        if event.__class__ is not MappingStartEvent:
            self.wrong_kind(
                event, _("{what} belongs here: key: value, one a line").format(what=what)
            )
            return None
        self.enter(event)
        values = Values(event.start_mark)  # type: ignore[arg-type]  # no mark is None
        marks = values.marks
        read = self.next
        while (key_event := read()).__class__ is not MappingEndEvent:
            key: str = key_event.value if key_event.__class__ is ScalarEvent else ""
            reader = keys.get(key)
            if reader is None and not is_key(key_event):
                self.no_key(key_event)
                continue
            if key_event.style or key_event.anchor is not None or key_event.tag is not None:
                self.scalar(key_event)
            if reader is None:
                self.unknown_key(key, keys, key_event.start_mark, what)
                self.skip(read())
            elif key in marks:
                self.duplicate_key(key, key_event.start_mark, marks[key])
                self.skip(read())
            else:
                marks[key] = key_event.start_mark
                value = reader(read())
                if value is not None:
                    values[key] = value
        values.end = key_event.end_mark  # type: ignore[assignment]  # no mark is None
        self.depth -= 1
        return values

    def records(self, read_record: Reads) -> Reads:
        """What reads a list of records into a tuple."""

        def read(event: Event) -> tuple[Any, ...] | None:
            if is_empty(event):
                return None
            if event.__class__ is not SequenceStartEvent:
                self.wrong_kind(event, _("a list belongs here: one - item a line"))
                return None
            self.enter(event)
            records = []
            while (item := self.next()).__class__ is not SequenceEndEvent:
                record = read_record(item)
                if record is not None:
                    records.append(record)
            self.depth -= 1
            return tuple(records)

        return read

    def named(self, read_record: Callable[[Name, Event], Any]) -> Reads:
        """What reads a record with names for keys into a tuple."""

        def read(event: Event) -> tuple[Any, ...] | None:
            if is_empty(event):
                return None
            if event.__class__ is not MappingStartEvent:
                self.wrong_kind(event, _("one name: a line belongs here"))
                return None
            self.enter(event)
            records = []
            while (key := self.next()).__class__ is not MappingEndEvent:
                if not is_key(key):
                    self.no_key(key)
                elif (name := self.name(key)).text:
                    records.append(read_record(name, self.next()))
                else:
                    self.skip(self.next())
            self.depth -= 1
            return tuple(records)

        return read

    def attributes(self, event: Event, keys: Mapping[str, Reads], what: str) -> Values:
        """Values of a record that may be left empty."""
        empty = Values(event.start_mark)
        return empty if is_empty(event) else self.mapping(event, keys, what) or empty

    # Scalars.

    def scalar(self, event: Event, hint: str | None = None) -> str | None:
        """A scalar's text; None where something else stands there.

        `hint` is the next step, a message, where it runs over several lines.
        """
        if event.__class__ is not ScalarEvent:
            self.wrong_kind(event, _("a text belongs here"))
            return None
        if event.anchor is not None or event.tag is not None:
            self.machinery(event)
        style = event.style
        value: str = event.value
        if style != "|":
            start, end = event.start_mark, event.end_mark
            if style == ">" or start.line != end.line:  # type: ignore[union-attr]  # none is None
                self.report(
                    "DM117",
                    event.start_mark,
                    _("this text runs over several lines"),
                    hint and _(hint),
                )
            if style == '"' and (odd := find_invisible(value)):
                self.report("DM102", event.start_mark, describe_character(odd))
        return value

    def prose(self, event: Event) -> str | None:
        """Text in canonical form."""
        value = self.scalar(event)
        return join_lines(value) or None if value else None

    def line(self, event: Event) -> str | None:
        """Text that is one line wherever it is shown."""
        value = self.prose(event)
        return value.replace("\n", "") if value else None

    def name(self, event: Event) -> Name:
        """A name, a text that YAML itself would take for nothing else; empty where it is none."""
        value = self.scalar(event, _ONE_A_LINE)
        if value is None:
            return Name("", event.start_mark)
        value = value.strip()
        if not value or (
            value[0] < "\x80" and not event.style and re.fullmatch(_NOT_A_NAME, value)
        ):
            what = _("{value} stands where a name belongs").format(value=value or _("nothing"))
            self.report("DM204", event.start_mark, what)
        elif "\n" in value:
            what = _("{name} is several names").format(name=value.replace("\n", " "))
            self.report("DM203", event.start_mark, what)
        elif "\t" in value:
            self.report("DM102", event.start_mark, describe_character("\t"))
        else:
            return Name(value, event.start_mark)
        return Name("", event.start_mark)

    def items(self, event: Event) -> Iterator[Event]:
        """The event that begins each name of a list, or the one name that stands for it."""
        if event.__class__ is ScalarEvent:
            if not is_empty(event):
                yield event
        elif event.__class__ is SequenceStartEvent:
            self.enter(event)
            read = self.next
            while (item := read()).__class__ is not SequenceEndEvent:
                yield item
            self.depth -= 1
        else:
            self.wrong_kind(event, _("a name belongs here, or a list: one - name a line"))

    def names(self, event: Event) -> tuple[Name, ...] | None:
        """One name, or a list of them."""
        names = [self.name(item) for item in self.items(event)]
        return tuple(name for name in names if name.text) or None

    def strings(self, event: Event) -> tuple[str, ...] | None:
        """One text, or a list of them."""
        return tuple(name.text for name in self.names(event) or ()) or None

    def fields(self, event: Event) -> tuple[tuple[str, str], ...] | None:
        """A record with any keys, as (key, text)."""
        if is_empty(event):
            return None
        if event.__class__ is not MappingStartEvent:
            self.wrong_kind(event, _("one field: text a line belongs here"))
            return None
        self.enter(event)
        fields: dict[str, str] = {}
        marks: dict[str, Mark] = {}
        while (key_event := self.next()).__class__ is not MappingEndEvent:
            if not is_key(key_event):
                self.no_key(key_event)
                continue
            key, text = self.line(key_event), self.prose(self.next())
            if key is None:
                what = _("{value} stands where a name belongs").format(value=_("nothing"))
                self.report("DM204", key_event.start_mark, what)
            elif key in marks:
                self.duplicate_key(key, key_event.start_mark, marks[key])
            else:
                marks[key] = key_event.start_mark
                if text:
                    fields[key] = text
        self.depth -= 1
        return tuple(fields.items())

    def date(self, event: Event) -> date | None:
        """A day, written year-month-day."""
        value = self.scalar(event)
        if not value:
            return None
        try:
            # fromisoformat takes week dates and digits run together, too.
            if len(value) == 10 and value[4] == value[7] == "-":
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.report("DM501", event.start_mark, _("{value} is not a date").format(value=value))
        return None

    def integer(self, event: Event) -> int | None:
        """A whole number from 1 to 9999."""
        value = self.scalar(event)
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) < 5 and int(value):
            return int(value)
        self.report("DM110", event.start_mark, _("a whole number belongs here"))
        return None

    def boolean(self, event: Event) -> bool | None:
        """True or false."""
        value = self.scalar(event)
        if not value:
            return None
        if value.lower() not in {"true", "false"}:
            self.report("DM110", event.start_mark, _("true or false belongs here"))
        return value.lower() == "true"

    # Moving on.

    def enter(self, event: Event) -> None:
        """Go one level deeper, within bounds."""
        if event.anchor is not None or event.tag is not None:
            self.machinery(event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            what = _("nested deeper than {n} levels").format(n=MAX_DEPTH)
            self.report("DM104", event.start_mark, what)
            raise StopReadingError

    def no_key(self, event: Event) -> None:
        """Report what stands as a key and is none, and read past it and its value."""
        if event.__class__ is AliasEvent:
            self.machinery(event)
        elif event.__class__ is ScalarEvent:
            self.report("DM111", event.start_mark, _("a merge key (<<) stands here"))
        else:
            self.report("DM110", event.start_mark, _("a list or record stands as a key"))
        self.skip(event)
        self.skip(self.next())

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

    # Saying what is wrong.

    def report(
        self, code: str, place: Mark | Span | None, message: str, hint: str | None = None
    ) -> None:
        """Keep a finding; its next step is the rule's where none is given."""
        span = place if isinstance(place, Span) else span_of(place) if place else Span(0, 0)
        if code == "DM105":
            if span in self.broken:
                return  # what does not fit here also breaks the structure here
            self.broken.add(span)
        excerpt = self.lines[span.line - 1].rstrip("\r") if 0 < span.line <= len(self.lines) else ""
        self.findings.append(found(self.file, span, code, message, hint, excerpt=excerpt))

    def missing(self, key: str, place: Mark) -> None:
        """A key that must be there is not."""
        self.report("DM109", place, _("{key}: is missing").format(key=key))

    def duplicate_key(self, key: str, place: Mark, first: Mark) -> None:
        """A key stands twice in one record."""
        what = _("{key} stands here a second time; first in line {line}")
        self.report("DM107", place, what.format(key=key, line=first.line + 1))

    def unknown_key(self, key: str, keys: Mapping[str, Reads], place: Mark, what: str) -> None:
        """A key that the format does not have here, with the one probably meant."""
        from difflib import get_close_matches

        said = _("{what} has no key {key}").format(what=what, key=key)
        meant = KEY_WORDS.get(key)
        self.unknown_keys += 1
        looked_for = keys if self.unknown_keys <= MOST_HINTS else ()
        close = [meant] if meant in keys else get_close_matches(key, looked_for, 1)
        if close:
            hint = _("did you mean {names}?").format(names=close[0])
        else:
            hint = _("the keys here are {keys}").format(keys=", ".join(keys))
        self.report("DM108", place, said, hint)

    def machinery(self, event: Event) -> None:
        """An alias, an anchor or a tag."""
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
        elif event.__class__ is ScalarEvent and (slip := _find_slip(event.value)):
            start = span_of(event.start_mark)  # type: ignore[arg-type]  # no mark is None
            self.report(
                "DM105", start._replace(column=start.column + slip.column - 1), slip.message
            )
        else:
            self.report("DM110", event.start_mark, what)
            if event.__class__ is ScalarEvent and (event.anchor or event.tag):
                self.machinery(event)
        self.skip(event)

    def syntax(self, error: yaml.YAMLError) -> None:
        """Word a parser's error by the slip that mostly causes it."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is None:
            self.report("DM105", None, str(error))
            return
        from dutymatrix.finding.rule import next_step

        unread = next_step("DM105") + " " + _("What follows this place was not read.")
        lines = self.lines
        # The parser notices a slip up to two lines after it was made.
        for number in range(min(mark.line, len(lines) - 1), max(mark.line - 3, -1), -1):
            slip = _find_slip(lines[number])
            if slip:
                self.report("DM105", Span(number + 1, slip.column), slip.message, unread)
                return
        problem = getattr(error, "problem", None) or str(error)
        what = _("the structure breaks here ({problem})").format(problem=problem)
        self.report("DM105", mark, what, unread)


def span_of(mark: Mark) -> Span:
    """A place as findings have it, from 1."""
    return Span(mark.line + 1, mark.column + 1)


def is_key(event: Event) -> bool:
    """Whether a key stands here."""
    return event.__class__ is ScalarEvent and (event.value != "<<" or bool(event.style))


def is_empty(event: Event) -> bool:
    """Whether nothing stands behind a key."""
    return (
        event.__class__ is ScalarEvent
        and not event.value
        and event.anchor is None
        and event.tag is None
    )


class _Slip(NamedTuple):
    column: int
    message: str


def _find_slip(line: str) -> _Slip | None:
    """What is wrong in a line by which YAML's structure mostly breaks."""
    for pattern, message in _SLIPS:
        found = re.match(pattern, line)
        if found:
            key = found.groupdict().get("key")
            return _Slip(found.start("at") + 1, _(message).format(key=key))
    return None
