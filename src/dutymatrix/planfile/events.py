"""Values and records from libyaml's events, with everything that can be wrong about them.

No YAML document is built and only nothing is resolved (`~`, `null`): `no`, `1.10` and `12:30`
are the texts they look like, and duplicate keys, anchors, aliases and tags are seen as they
come. What a plan is made of, this module does not know.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from dutymatrix.finding import Finding, found
from dutymatrix.i18n import N_, _, enumerated
from dutymatrix.plan.model import Span
from dutymatrix.planfile.parser import Event, Parser
from dutymatrix.planfile.recordreader import (
    MOST_HINTS,
    Name,
    Reads,
    RecordReader,
    Values,
    is_other_kind,
)
from dutymatrix.planfile.recovery import BREAKS, Break, Recovery
from dutymatrix.planfile.slip import KEY_WORDS, find_folded, find_slip
from dutymatrix.planfile.source import describe_character, find_invisible
from dutymatrix.wording import join_lines

MAX_DEPTH = 32
"""Anything in anything is nested no deeper."""

# What YAML takes for nothing.
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
# Tags that only say what stands there anyway; some writers put them everywhere.
_TAG = "tag:yaml.org,2002:"
_TEXT_TAG, _NOTHING_TAG = f"{_TAG}str", f"{_TAG}null"
_SCALAR_TAGS = frozenset(
    {_TEXT_TAG, _NOTHING_TAG, *(f"{_TAG}{kind}" for kind in ("int", "float", "bool", "timestamp"))}
)
_PROBLEMS = {
    r"expected ',' or '\]'": N_("a ] is missing"),
    r"expected ',' or '\}'": N_("a } is missing"),
    r"unexpected (?:end of stream|document)": N_("a quote is not closed"),
    r"mapping values are not allowed": N_("no “: ” belongs here"),
    r"could not find expected ':'": N_("a “: ” is missing"),
    r"expected '-' indicator": N_("a line that begins with “- ” belongs here"),
    r"expected key|expected <block end>": N_("a line with a key belongs here"),
    r"sequence entries are not allowed": N_("no “- ” belongs here"),
    r"cannot start any token|tab character": N_("this character cannot be here"),
    r"unknown escape": N_("YAML does not know what follows this \\"),
}
"""What libyaml and PyYAML say of a break, by patterns, and what we say."""
_ONE_A_LINE = N_("Each name needs a line of its own; a - or the blank after it is missing.")


class Mark(Protocol):
    """A place as PyYAML gives it."""

    @property
    def line(self) -> int:
        """From 0."""

    @property
    def column(self) -> int:
        """From 0."""


class StopReadingError(Exception):
    """What follows cannot be read; why not is among the findings."""


class EventReader(RecordReader):
    """Reads values from a stream of events and keeps what is wrong with them."""

    def __init__(
        self,
        data: bytes,
        file: str,
        parser: Parser,
        *,
        recovers: bool = False,
    ) -> None:
        """Begin to read.

        Args:
            data: The text, in UTF-8.
            file: Its name for findings.
            parser: What makes events of it.
            recovers: Go on behind what breaks the structure, and say where. It costs time,
                and is done once it is known that something does.
        """
        self.data = data
        self.file = file
        self.findings: list[Finding] = []
        self.broken: set[Span] = set()
        """Places where the structure is known to break."""
        self.breaks: list[int] = []
        """The lines in which the parser gave up, from 1."""
        self.before_break = 0
        """How many findings there were when it first did."""
        self.unknown_keys = 0
        self.loader = Recovery(data, parser, self.syntax) if recovers else parser(data)
        self.next: Callable[[], Event] = self.loader.get_event
        self.depth = 0

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, for those who ask why it is not right."""
        return self.data.decode("utf-8").split("\n")

    @cached_property
    def last_line(self) -> int:
        """The last line in which anything stands, from 0."""
        return max(number for number, line in enumerate(self.lines) if line.strip())

    # The file.

    def document(self, read: Reads) -> Any:  # noqa: ANN401  # as Reads
        """The one document of the file, a record; None where none is, or its structure breaks."""
        said = None
        try:
            self.next()
            if self.next().__class__ is StreamEndEvent:
                self.report("DM103", Span(0, 0), _("the file holds only comments"))
            else:
                said = read(self.next())
                self.next()
                event = self.next()
                if event.__class__ is not StreamEndEvent:
                    self.report("DM115", event, _("a second document begins here"))
        except StopReadingError:
            said = None
        except BREAKS:
            if not self.breaks:
                raise
        finally:
            self.loader.dispose()
        return None if self.breaks else said

    # Records and lists.

    def place(self, values: Values, key: str) -> Span:
        """Where a key of a record stands."""
        return span_of(values.marks[key])

    def mapping(self, event: Event, keys: Mapping[str, Reads], what: str) -> Values | None:
        """Values of a record by key; None where something else stands there."""
        if event.__class__ is not MappingStartEvent:
            self.wrong_kind(
                event, _("{what} belongs here: key: value, one per line").format(what=what)
            )
            return None
        self.enter(event)
        values = Values(span_of(event.start_mark))  # type: ignore[arg-type]  # no mark is None
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
                self.unknown_key(key, keys, key_event, what)
                self.skip(read())
            elif key in marks:
                self.duplicate_key(key, key_event, marks[key].line + 1)
                self.skip(read())
            else:
                marks[key] = key_event.start_mark
                value = reader(read())
                if value is not None:
                    values[key] = value
        values.end = span_of(key_event.end_mark)  # type: ignore[arg-type]  # no mark is None
        self.depth -= 1
        return values

    def records(self, read_record: Reads) -> Reads:
        """What reads a list of records into a tuple."""

        def read(event: Event) -> tuple[Any, ...] | None:
            if is_empty(event):
                return None
            if event.__class__ is not SequenceStartEvent:
                self.wrong_kind(event, _("a list belongs here: one - item per line"))
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
                self.wrong_kind(event, _("names belong here, each with a colon, one per line"))
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
        empty = Values(span_of(event.start_mark))
        return empty if is_empty(event) else self.mapping(event, keys, what) or empty

    # Scalars.

    def scalar(self, event: Event, hint: str | None = None) -> str | None:
        """A scalar's text, also where YAML takes it for nothing; None where no scalar stands.

        `hint` is the next step, a message, where its lines were joined and hardly meant to be.
        """
        if event.__class__ is not ScalarEvent:
            self.wrong_kind(event, _("a text belongs here"))
            return None
        if event.anchor is not None or event.tag is not None:
            self.machinery(event)
        style = event.style
        value: str = event.value
        if style != "|":
            if " " in value and event.start_mark.line != event.end_mark.line:  # type: ignore[union-attr]  # none is None
                self.folded(event, hint and _(hint))
            if style == '"' and (odd := find_invisible(value)):
                self.report("DM102", event, describe_character(odd))
        return value

    def text(self, event: Event) -> str | None:
        """A scalar's text; None where nothing stands there."""
        value = self.scalar(event)
        return None if not value or (len(value) < 5 and is_empty(event)) else value

    def prose(self, event: Event) -> str | None:
        """Text in canonical form."""
        value = join_lines(self.text(event) or "")
        if "\t" in value:
            self.tab(event)
        return value or None

    def name(self, event: Event) -> Name:
        """A name, a text that YAML itself would take for nothing else; empty where it is none."""
        value = self.scalar(event, _ONE_A_LINE)
        if value is None:
            return Name("", span_of(event.start_mark))
        value = value.strip()
        if not value or (not is_text(event) and is_other_kind(value)):
            what = _("{value} is where a name belongs").format(value=value)
            self.report("DM204", event, what if value else _("a name is missing here"))
        elif "\n" in value:
            what = _("{name} is several names").format(name=value.replace("\n", " "))
            self.report("DM203", event, what)
        elif "\t" in value:
            self.report("DM102", event, describe_character("\t"))
        else:
            return Name(value, span_of(event.start_mark))
        return Name("", span_of(event.start_mark))

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
            self.wrong_kind(event, _("a name belongs here, or a list: one - name per line"))

    def names(self, event: Event) -> tuple[Name, ...] | None:
        """One name, or a list of them."""
        names = [self.name(item) for item in self.items(event)]
        return tuple(name for name in names if name.text) or None

    def key(self, event: Event) -> str:
        """A key that may be any text; `null` is one."""
        return join_lines(self.scalar(event) or "").replace("\n", "")

    def fields(self, event: Event) -> tuple[tuple[str, str], ...] | None:
        """A record with any keys, as (key, text)."""
        if is_empty(event):
            return None
        if event.__class__ is not MappingStartEvent:
            self.wrong_kind(event, _("lines of field: text belong here"))
            return None
        self.enter(event)
        fields: dict[str, str] = {}
        marks: dict[str, Mark] = {}
        while (key_event := self.next()).__class__ is not MappingEndEvent:
            if not is_key(key_event):
                self.no_key(key_event)
                continue
            key, text = self.key(key_event), self.prose(self.next())
            if not key:
                self.report("DM204", key_event, _("a name is missing here"))
            elif key in marks:
                self.duplicate_key(key, key_event, marks[key].line + 1)
            else:
                marks[key] = key_event.start_mark
                if text:
                    fields[key] = text
        self.depth -= 1
        return tuple(fields.items())

    def heirs(self, event: Event) -> tuple[tuple[str, Name], ...] | None:
        """A record of who took over: any keys, each with one name."""
        if is_empty(event):
            return None
        if event.__class__ is not MappingStartEvent:
            self.wrong_kind(event, _("lines of what was taken over: name belong here"))
            return None
        self.enter(event)
        heirs: dict[str, Name] = {}
        while (key_event := self.next()).__class__ is not MappingEndEvent:
            if not is_key(key_event):
                self.no_key(key_event)
                continue
            key, name = self.key(key_event), self.name(self.next())
            if key in heirs:
                self.duplicate_key(key, key_event, heirs[key].place.line)
            elif name.text:
                heirs[key] = name
        self.depth -= 1
        return tuple(heirs.items())

    # Moving on.

    def enter(self, event: Event) -> None:
        """Go one level deeper, within bounds."""
        if event.anchor is not None or event.tag is not None:
            self.machinery(event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            what = _("nested deeper than {n} levels").format(n=MAX_DEPTH)
            self.report("DM104", event, what)
            raise StopReadingError

    def no_key(self, event: Event) -> None:
        """Report what stands as a key and is none, and read past it and its value."""
        if event.__class__ is AliasEvent:
            self.machinery(event)
        elif event.__class__ is ScalarEvent:
            self.report("DM111", event, _("a merge key (<<) is used here"))
        else:
            self.report("DM110", event, _("a list or record is used as a key"))
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

    def report(self, code: str, place: Span | Event, message: str, hint: str | None = None) -> None:
        """Keep a finding; its next step is the rule's where none is given."""
        span = place if isinstance(place, Span) else span_of(place.start_mark)
        if code == "DM105":
            if span in self.broken:
                return  # what does not fit here also breaks the structure here
            self.broken.add(span)
        excerpt = self.lines[span.line - 1].rstrip("\r") if 0 < span.line <= len(self.lines) else ""
        self.findings.append(found(self.file, span, code, message, hint, excerpt=excerpt))

    def missing(self, key: str, values: Values) -> None:
        """A key that must be there is not."""
        if not self.is_broken(values):
            self.report("DM109", values.start, _("{key}: is missing").format(key=key))

    def duplicate_key(self, key: str, event: Event, line: int) -> None:
        """A key stands twice in one record."""
        what = _("{key} appears here a second time; first in line {line}")
        self.report("DM107", event, what.format(key=key, line=line))

    def unknown_key(self, key: str, keys: Mapping[str, Reads], event: Event, what: str) -> None:
        """A key that the format does not have here, with the one probably meant."""
        from difflib import get_close_matches

        said = _("{what} has no key {key}").format(what=what, key=key)
        # What holds tasks calls them so; of a task it is the title.
        meant = "tasks" if key == "任务" and "tasks" in keys else KEY_WORDS.get(key)
        self.unknown_keys += 1
        looked_for = keys if self.unknown_keys <= MOST_HINTS else ()
        close = [meant] if meant in keys else get_close_matches(key, looked_for, 1)
        if close:
            hint = _("did you mean {names}?").format(names=close[0])
        else:
            hint = _("the keys here are {keys}").format(keys=enumerated(keys))
        self.report("DM108", event, said, hint)

    def machinery(self, event: Event) -> None:
        """An alias, an anchor or a tag; not one that says what stands there anyway."""
        if event.__class__ is AliasEvent:
            what = _("an alias (*{name}) is used here").format(name=event.anchor)
        elif event.anchor is not None:
            what = _("an anchor (&{name}) is used here").format(name=event.anchor)
        elif not _has_usual_tag(event):
            what = _("a tag ({tag}) is used here").format(tag=event.tag)
        else:
            return
        self.report("DM111", event, what)

    def folded(self, event: Event, hint: str | None) -> None:
        """Report where the lines of a text were joined and hardly meant to be."""
        first, last = event.start_mark, event.end_mark
        lines = [line.rstrip("\r") for line in self.lines[first.line : last.line + 1]]
        # A folded text ends where the next key begins.
        lines[-1] = lines[-1][: last.column]
        lines[0] = " " * first.column + lines[0][first.column :]
        slip = find_folded(event.value, lines, event.style)
        if slip:
            place = Span(first.line + slip.line, slip.column)
            self.report("DM117", place, slip.message, hint)

    def tab(self, event: Event) -> None:
        """Report the first tab within a text, where it stands."""
        first, last = event.start_mark, event.end_mark
        place = span_of(first)  # of one that is escaped
        for number, line in enumerate(self.lines[first.line : last.line + 1], first.line):
            start = first.column if number == first.line else len(line) - len(line.lstrip())
            if (column := line.rstrip().find("\t", start)) >= 0:
                place = Span(number + 1, column + 1)
                break
        self.report("DM119", place, _("a tab stands in this text"))

    def wrong_kind(self, event: Event, what: str) -> None:
        """Report what belongs where something else stands, and read past that."""
        if event.__class__ is AliasEvent:
            self.machinery(event)
        elif event.__class__ is ScalarEvent and (slip := find_slip(event.value)):
            start = span_of(event.start_mark)  # type: ignore[arg-type]  # no mark is None
            self.report(
                "DM105", start._replace(column=start.column + slip.column - 1), slip.message
            )
        else:
            self.report("DM110", event, what)
            if event.__class__ is ScalarEvent and (event.anchor or event.tag):
                self.machinery(event)
        self.skip(event)

    def syntax(self, broken: Break) -> None:
        """Report a break, worded by the slip that mostly causes it."""
        from dutymatrix.finding.rule import next_step

        if not self.breaks:
            self.before_break = len(self.findings)
        place, what = self.slip_of(broken)
        then = _("What follows this place was not read.")
        if broken.resumed is not None:
            then = _("Reading went on in line {line}.").format(line=broken.resumed + 1)
        self.report("DM105", place, what, f"{next_step('DM105')}\n{then}")
        self.breaks.append(place.line)

    def is_broken(self, values: Values) -> bool:
        """Whether a record that was just read holds a break: what is missing may stand there."""
        return bool(self.breaks) and self.breaks[-1] >= values.start.line

    def slip_of(self, broken: Break) -> tuple[Span, str]:
        """Where the slip is that broke the structure, and what it is."""
        said = getattr(broken.error, "problem", None) or str(broken.error)
        problem = next((_(own) for theirs, own in _PROBLEMS.items() if re.search(theirs, said)), "")
        what = _("the structure breaks here")
        if problem:
            what = _("the structure breaks here: {problem}").format(problem=problem)
        noticed = broken.problem
        lines = self.lines
        if broken.quoted is not None:
            what = _("the quote of line {line} ends here; one is missing").format(
                line=broken.quoted + 1
            )
            return span_of(noticed), what
        # The parser notices a slip up to two lines after it was made.
        for number in range(min(noticed.line, self.last_line), max(noticed.line - 3, -1), -1):
            if slip := find_slip(lines[number]):
                return Span(number + 1, slip.column), slip.message
        # What has no end is noticed where the text ends.
        is_end = noticed >= (self.last_line, len(lines[self.last_line]))
        return span_of(broken.begun or noticed if is_end else noticed), what

    def marked_findings(self) -> list[Finding]:
        """The findings; those behind a break say that they may follow from it."""
        if not self.breaks:
            return self.findings
        own = self.before_break + 1
        breaks = sorted(self.breaks)
        marked = self.findings[:own]
        for finding in self.findings[own:]:
            line = breaks[max(bisect_left(breaks, finding.line) - 1, 0)]
            hint = _("Mend line {line} first: this may follow from it.").format(line=line)
            marked.append(finding._replace(hint=f"{hint} {finding.hint}"))
        return marked


def span_of(mark: Mark) -> Span:
    """A place as findings have it, from 1."""
    return Span(mark.line + 1, mark.column + 1)


def is_key(event: Event) -> bool:
    """Whether a key stands here."""
    return event.__class__ is ScalarEvent and (event.value != "<<" or bool(event.style))


def is_empty(event: Event) -> bool:
    """Whether nothing stands behind a key."""
    if event.__class__ is not ScalarEvent or event.value not in _NOTHING:
        return False
    if event.anchor is not None:
        return False
    if event.tag is None:
        return not (event.style and event.value)
    return bool(event.tag == _NOTHING_TAG)


def is_text(event: Event) -> bool:
    """Whether a scalar is a text to YAML, whatever it looks like."""
    return bool(event.style) if event.tag is None else event.tag == _TEXT_TAG


def _has_usual_tag(event: Event) -> bool:
    """Whether a tag names the kind that every YAML reader takes this for."""
    if event.__class__ is ScalarEvent:
        return event.tag in _SCALAR_TAGS
    return bool(event.tag == _TAG + ("map" if event.__class__ is MappingStartEvent else "seq"))
