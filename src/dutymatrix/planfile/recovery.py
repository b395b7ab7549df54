"""Events of a text whose structure breaks in places.

Behind a break reading goes on at the next line that belongs to what is open there by its
indentation: an entry of a list, or a key of a record. What is open is written ahead of the rest
of the text, which the parser then reads as if nothing had been broken.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from dutymatrix.planfile.parser import Event, Parser

BREAKS = (yaml.YAMLError, ValueError, OverflowError)
"""What parsers raise; the last two come of escapes that stand for no character."""

# Nobody mends more in one go.
_MOST_BREAKS = 10_000
# What lies between the line where reading goes on and a break that was noticed behind it is read
# again; all in all no more than this many times the text.
_READ_AGAIN = 4
# Whatever the parser asks for it decodes, also what lies behind the next break.
_FIRST_PIECE = 512

_ENTRY = re.compile(
    rb"( *)(?:(-)(?=\s|$)"
    rb"|(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\s\-#?:,\[\]{}&*!|>'\"%@`]"
    rb"(?:(?!\s#)[^\n])*?)[ \t]*:(?=\s|$))"
)
# How far a line is indented; a tab or full-width blank was meant to indent it as far as need be.
_INDENT = re.compile(rb" *(?:- +)*(\t|\xe3\x80\x80)?")


class Place(NamedTuple):
    """A place as PyYAML gives it: line and column from 0."""

    line: int
    column: int


class Break(NamedTuple):
    """A place where the structure breaks."""

    error: Exception
    problem: Place
    """Where the parser noticed it, or what it read last where it does not say."""
    begun: Place | None
    """Where that begins which the parser was reading."""
    quoted: int | None
    """The line, from 0, where a text in quotes begins that ends in this one, if it runs over
    several: a quote is missing, and the next one in the text was taken for it."""
    resumed: int | None
    """The line where reading goes on, from 0; None where the rest is not read."""


@dataclass(slots=True)
class _Open:
    """A list or record that has begun and not ended."""

    is_list: bool
    line: int
    column: int
    is_block: bool
    """Whether lines belong to it by their indentation."""
    awaits_value: bool = False
    """Whether the last key of the record has no value yet."""


class Recovery:
    """Gives the events of a text, to its end, as a parser gives those of a sound one."""

    def __init__(self, data: bytes, parser: Parser, on_break: Callable[[Break], None]) -> None:
        self._data = data
        self._parser = parser
        self._on_break = on_break
        self._starts = [0, *(match.end() for match in re.finditer(b"\n", data))]
        self._loader = parser(data)
        self._open: list[_Open] = []
        self._begun: set[type] = set()
        """Kinds of events that were given."""
        self._last = Place(0, 0)
        """The end of the last event."""
        self._quoted: int | None = None
        """The line where it begins, where it is a text in quotes."""
        self._ahead: deque[Event] = deque()
        """Events that are given before the parser is asked for more."""
        self._ends: list[Event] = []
        """Ends of lists and records that may yet turn out to be made by a break."""
        self._first = 0
        """The line of the text from which on it is being parsed."""
        self._written = 0
        """How many lines were written ahead of that."""
        self._skip = 0
        """How many events of those lines are still to come."""
        self._left = _READ_AGAIN * len(data)
        self._breaks = 0

    def dispose(self) -> None:
        """Let go of the parser."""
        self._loader.dispose()

    def get_event(self) -> Event:
        """The next event."""
        while not self._ahead:
            try:
                event = self._loader.get_event()
            except BREAKS as error:
                self._recover(error)
                continue
            if self._skip and event.__class__ is not StreamEndEvent:
                self._skip -= 1
                continue
            if self._skip:  # the line was no entry after all
                self._finish(self._place(event.start_mark))
                continue
            event.start_mark = self._place(event.start_mark)
            event.end_mark = self._place(event.end_mark)
            if self._is_doubtful(event):
                self._ends.append(event)
                continue
            self._ahead += self._ends
            self._ahead.append(event)
            for each in (*self._ends, event):
                self._follow(each)
            self._ends.clear()
        return self._ahead.popleft()

    def _place(self, mark: Event) -> Place:
        """A place in the text, of one in what is parsed."""
        return Place(max(mark.line - self._written, 0) + self._first, mark.column)

    # What is open.

    def _is_doubtful(self, event: Event) -> bool:
        """Whether an event ends something that a line only seems to: by its indentation."""
        if not isinstance(event, MappingEndEvent | SequenceEndEvent):
            return False
        return self._open[-1 - len(self._ends)].is_block

    def _follow(self, event: Event) -> None:
        """Note what an event begins or ends."""
        start, self._last = event.start_mark, event.end_mark
        self._quoted = start.line if getattr(event, "style", None) in ("'", '"') else None
        self._begun.add(event.__class__)
        match event:
            case MappingStartEvent() | SequenceStartEvent():
                around = self._open[-1:]
                is_key = bool(around) and not (around[0].is_list or around[0].awaits_value)
                is_list = event.__class__ is SequenceStartEvent
                # PyYAML's own parser says None of a list that is not indented.
                is_block = not event.flow_style and not is_key
                self._open.append(_Open(is_list, start.line, start.column, is_block))
            case MappingEndEvent() | SequenceEndEvent():
                self._open.pop()
                self._count()
            case ScalarEvent() | AliasEvent():
                self._count()

    def _count(self) -> None:
        """Note that a key or value has ended."""
        if self._open and not self._open[-1].is_list:
            self._open[-1].awaits_value = not self._open[-1].awaits_value

    def _close(self, depth: int, at: Any) -> None:  # noqa: ANN401 - the stubs know only marks
        """End all that is open but the outermost so many, and the last key of these."""
        while True:
            if self._open and self._open[-1].awaits_value:
                self._ahead.append(ScalarEvent(None, None, (True, False), "", at, at))
                self._count()
            if len(self._open) <= depth:
                break
            end = SequenceEndEvent if self._open.pop().is_list else MappingEndEvent
            self._ahead.append(end(at, at))
            self._count()

    def _finish(self, at: Any) -> None:  # noqa: ANN401 - see above
        """End all there is."""
        self._close(0, at)
        if DocumentEndEvent not in self._begun:
            self._ahead.append(DocumentEndEvent(at, at))
        self._ahead.append(StreamEndEvent(at, at))

    # Where reading goes on.

    def _recover(self, error: Exception) -> None:
        marks = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
        problem, begun = (self._place(mark) if mark else None for mark in marks)
        if problem is None:
            problem = begun or self._last
        broken = self._broken(error, problem, begun)
        self._breaks += 1
        is_enough = self._breaks > _MOST_BREAKS or self._left < 0
        found = None if is_enough else self._find_line(broken)
        self._ends.clear()
        quoted = self._quoted if self._ends_quoted(problem) else None
        self._on_break(Break(error, problem, begun, quoted, found[0] if found else None))
        at: Any = Place(broken, 0)
        if found:
            line, depth = found
            noticed = self._starts[min(problem.line, len(self._starts) - 1)]
            self._left -= max(noticed - self._starts[line], 0)
            self._close(depth, at)
            self._restart(line, depth)
        elif self._open or MappingStartEvent in self._begun:
            self._finish(at)
        else:
            raise error

    def _broken(self, error: Exception, problem: Place, begun: Place | None) -> int:
        """The line where the text goes wrong; the parser may notice it much later."""
        flow = next((each for each in self._open if not each.is_block), None)
        if flow:
            line = flow.line
        elif self._quoted is not None and self._ends_quoted(problem):
            line = self._quoted
        elif isinstance(error, yaml.scanner.ScannerError) and begun:
            line = begun.line
        else:
            line = problem.line
        return max(self._first, min(line, len(self._starts) - 1))

    def _ends_quoted(self, problem: Place) -> bool:
        """Whether a text in quotes that began in another line ends in this one."""
        return self._quoted is not None and self._quoted < self._last.line == problem.line

    def _find_line(self, broken: int) -> tuple[int, int] | None:
        """The next line that belongs to something open, and how deep in the plan that is."""
        start = self._starts[broken]
        indent = _INDENT.match(self._data, start)
        assert indent is not None  # it may be empty
        limit = len(self._data) if indent[1] else indent.end() - start
        depths = {
            (each.is_list, each.column): depth
            for depth, each in enumerate(takewhile(lambda each: each.is_block, self._open), 1)
        }
        for line in range(broken + 1, len(self._starts)):
            entry = _ENTRY.match(self._data, self._starts[line])
            if not entry or len(entry[1]) > limit:
                continue
            depth = depths.get((entry[2] is not None, len(entry[1])))
            if depth is not None:
                return line, depth
            if MappingStartEvent not in self._begun and not entry[2]:
                return line, 0
        return None

    def _restart(self, line: int, depth: int) -> None:
        """Parse on from a line in what is open there."""
        # The line itself begins again the innermost of it.
        around = self._open[: max(depth - 1, 0)]
        ahead = (" " * each.column + ("-\n" if each.is_list else "k:\n") for each in around)
        self._loader.dispose()
        self._loader = self._parser(_Rest("".join(ahead).encode(), self._data, self._starts[line]))
        self._first, self._written = line, len(around)
        self._last, self._quoted = Place(line, 0), None
        self._skip = sum(kind in self._begun for kind in (StreamStartEvent, DocumentStartEvent))
        self._skip += sum(1 if each.is_list else 2 for each in around) + (depth > 0)


class _Rest:
    """The rest of some bytes with others ahead of it, in pieces that grow."""

    def __init__(self, ahead: bytes, data: bytes, start: int) -> None:
        self._ahead = ahead
        self._data = data
        self._start = start
        self._piece = _FIRST_PIECE

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer; none at the end."""
        if self._ahead:
            piece, self._ahead = self._ahead[:size], self._ahead[size:]
            return piece
        start = self._start
        self._start = min(start + min(size, self._piece), len(self._data))
        self._piece *= 2
        return self._data[start : self._start]
