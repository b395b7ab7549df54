"""Values and records from the lines of a text in canonical form, without a parser.

What the program itself writes can be read in one way only, line by line: nearly all large files
and most small ones are written so, and YAML's parser need not even be loaded for them. Comments
on lines of their own, blank lines, keys in any order and ends of lines as Windows has them are no
hindrance. Whatever else is not written exactly so, and whatever deserves a finding, is not read
here: it ends in `NotCanonicalError`, and the parser reads all of the file.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from string import ascii_letters, digits
from typing import Any, NoReturn

from dutymatrix.plan.model import Span
from dutymatrix.planfile.recordreader import At, Name, Reads, RecordReader, Values, is_other_kind
from dutymatrix.wording import join_lines

MAX_INDENT = 16
"""More is left to the parser, which has a bound for it."""

# YAML looks no further for the colon behind a key.
_LONGEST_KEY = 1_000
# With which a text begins that needs no quotes, beside what is not ASCII.
_FIRST = frozenset(ascii_letters + digits + "(")
_BLANK = frozenset({"", " ", "\t"})
_NOTHING = frozenset({"null", "Null", "NULL"})


class NotCanonicalError(Exception):
    """A text is not written as the program writes it, or something is wrong with it."""


class LineReader(RecordReader):
    """Reads values from lines; a value is read from what stands behind its key's colon."""

    def __init__(self, text: str) -> None:
        """Begin with the first line.

        Args:
            text: Without what `source.iter_text_findings` finds.
        """
        self.ahead = text.replace("\r\n", "\n").split("\n")
        self.ahead.reverse()
        self.count = len(self.ahead)
        self.indent = ""
        """Blanks ahead of the key of what is read."""
        self.now = ""
        """The line that is read next; "" behind the last one."""
        self.move()

    def move(self) -> str:
        """Go on to the next line in which something stands."""
        ahead = self.ahead
        while ahead:
            line = ahead.pop()
            if line and ("#" not in line or line.lstrip(" ")[0] != "#"):
                self.now = line
                return line
        self.now = ""
        return ""

    @property
    def number(self) -> int:
        """That of the line, from 1."""
        return self.count - len(self.ahead)

    def document(self, read: Reads) -> At:
        """The one record of the file."""
        if not self.now:
            raise NotCanonicalError
        said = read("")
        if self.now:
            raise NotCanonicalError
        return said

    # What would be wrong is the parser's to say.

    def report(
        self, code: str, place: Span | At, message: str, hint: str | None = None
    ) -> NoReturn:
        """There is something to find."""
        raise NotCanonicalError

    def missing(self, key: str, values: Values) -> NoReturn:
        """A key that must be there is not."""
        raise NotCanonicalError

    def is_broken(self, values: Values) -> bool:
        """Nothing breaks here."""
        return False

    # Records and lists.

    def place(self, values: Values, key: str) -> Span:
        """Where a key of a record stands."""
        return values.start._replace(line=self.count - values.marks[key])

    def mapping(self, at: At, keys: Mapping[str, Reads], what: str) -> Values:
        """Values of a record by key; the first may stand behind a dash."""
        indent = self.indent
        column = len(indent)
        ahead = self.ahead
        values = Values(Span(self.count - len(ahead), column + 1))
        marks = values.marks
        line = self.now
        while True:
            key, colon, value = line[column:].partition(":")
            read = keys.get(key)
            if read is None or not colon or key in marks:
                raise NotCanonicalError
            marks[key] = len(ahead)
            said = read(value)
            if said is not None:
                values[key] = said
            line = self.now
            if not line or not line.startswith(indent):
                return values

    def attributes(self, at: At, keys: Mapping[str, Reads], what: str) -> Values:
        """Values of a record that may be left empty."""
        if at:
            raise NotCanonicalError
        outer = self.indent
        self.indent += "  "
        if self.move().startswith(self.indent):
            values = self.mapping(at, keys, what)
        else:
            values = Values(Span(self.number, 1))
        self.indent = outer
        return values

    def records(self, read_record: Reads) -> Reads:
        """What reads a list of records into a tuple."""

        def read(value: At) -> tuple[object, ...]:
            outer = self.indent
            dash = f"{outer}- "
            if value or len(outer) > MAX_INDENT or not self.move().startswith(dash):
                raise NotCanonicalError
            self.indent += "  "
            records = []
            while self.now.startswith(dash):
                records.append(read_record(""))
            self.indent = outer
            return tuple(records)

        return read

    def named(self, read_record: Callable[[Name, At], object]) -> Reads:
        """What reads a record with names for keys into a tuple."""

        def read(value: At) -> tuple[object, ...]:
            outer = self.indent
            self.indent = indent = f"{outer}  "
            column = len(indent)
            line = self.move()
            if value or not line.startswith(indent):
                raise NotCanonicalError
            records = []
            while line.startswith(indent):
                if line[-1] != ":" or len(line) > _LONGEST_KEY:
                    raise NotCanonicalError
                name = Name(scalar_name(line[column:-1]), Span(self.number, column + 1))
                records.append(read_record(name, ""))
                line = self.now
            self.indent = outer
            return tuple(records)

        return read

    def fields(self, at: At) -> tuple[tuple[str, str], ...]:
        """A record with any keys, as (key, text)."""
        return self.any_keys(at, self.prose)

    def heirs(self, at: At) -> tuple[tuple[str, Name], ...]:
        """A record of who took over: any keys, each with one name."""
        return self.any_keys(at, self.name)

    def any_keys(self, at: At, read: Reads) -> tuple[tuple[str, Any], ...]:
        """A record with any keys, each with something that is read alike."""
        outer = self.indent
        self.indent = indent = f"{outer}  "
        column = len(indent)
        line = self.move()
        if at or not line.startswith(indent):
            raise NotCanonicalError
        values: dict[str, Any] = {}
        while line.startswith(indent):
            written, _colon, value = line[column:].partition(": ")
            key = scalar(written)
            if key in values or len(written) > _LONGEST_KEY:
                raise NotCanonicalError
            values[key] = read(f" {value}")
            line = self.now
        self.indent = outer
        return tuple(values.items())

    # Texts.

    def text(self, at: At) -> str:
        """A scalar's text."""
        self.move()
        if at[:1] != " ":
            raise NotCanonicalError
        return scalar(at[1:])

    def line(self, at: At) -> str:
        """Text that is one line wherever it is shown."""
        return self.text(at)

    def prose(self, at: At) -> str:
        """Text in canonical form."""
        return self.block() if at == " |-" else self.text(at)

    def block(self) -> str:
        """The text of the lines that are indented further than their key."""
        indent = f"{self.indent}  "
        column = len(indent)
        ahead = self.ahead
        lines: list[str] = []
        while ahead and ((line := ahead[-1]).startswith(indent) or not line):
            lines.append(line[column:])
            ahead.pop()
        # Its first line says how far a text is indented.
        if not lines or lines[0][:1] in _BLANK:
            raise NotCanonicalError
        self.move()
        text = join_lines("\n".join(lines))
        if "\t" in text:
            raise NotCanonicalError
        return text

    def name(self, at: At) -> Name:
        """A name that stands behind a key."""
        place = Span(self.number, len(self.now) - len(at) + 2)
        if at[:1] != " ":
            raise NotCanonicalError
        self.move()
        return Name(scalar_name(at[1:]), place)

    def names(self, at: At) -> tuple[Name, ...]:
        """One name, or a list of them, one a line or between brackets."""
        if at[:2] == " [" and at[-1] == "]":
            return tuple(self.in_brackets(at))
        if at:
            return (self.name(at),)
        dash = f"{self.indent}- "
        column = len(dash)
        names: list[Name] = []
        while (line := self.move()).startswith(dash):
            names.append(Name(scalar_name(line[column:]), Span(self.number, column + 1)))
        if not names:
            raise NotCanonicalError
        return tuple(names)

    def in_brackets(self, at: At) -> Iterator[Name]:
        """The names of a list between brackets, none of which needs what is ASCII but in quotes."""
        place = Span(self.number, len(self.now) - len(at) + 3)
        for written in at[2:-1].split(", "):
            if written[:1] != '"' and any(map(str.isascii, written)):
                raise NotCanonicalError
            yield Name(scalar_name(written), place)
            place = place._replace(column=place.column + len(written) + 2)
        self.move()


@lru_cache(2**12)
def scalar(written: str) -> str:
    """The text of a scalar that stands on one line, where YAML takes it for nothing else."""
    first = written[:1]
    if first >= "\x80" or first in _FIRST:
        text = written
        if ": " in text or " #" in text or text[-1] == ":" or text in _NOTHING:
            raise NotCanonicalError
    else:
        text = written[1:-1]
        if first != '"' or written[-1] != '"' or '"' in text or "\\" in text:
            raise NotCanonicalError
    if not text or text != text.strip() or "\t" in text:
        raise NotCanonicalError
    return text


def scalar_name(written: str) -> str:
    """A scalar that is a name."""
    name = scalar(written)
    if written[0] != '"' and is_other_kind(name):
        raise NotCanonicalError
    return name
