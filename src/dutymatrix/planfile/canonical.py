"""Records as the program itself writes them, each recognised whole, without a parser.

Nearly all of a large file is one list of records in canonical form, whose lines can be read in one
way only. They are taken by patterns, a record at a time; what stands around the list goes through
a parser. Whatever is not written exactly so, down to a comment or a blank at a line's end, and
whatever deserves a finding, is not read here: it ends in `NotCanonicalError`, and the parser reads
all of the file.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from dutymatrix.planfile.events import Bulk, NotCanonicalError
from dutymatrix.wording import join_lines

MAX_INDENT = 16
"""More is left to the parser, which has a bound for it."""

# Comments and blank lines, then keys that are not indented, up to the list's.
_HEAD = r"(?:#.*\n|\n)*(?=[a-z])(?:.*\n)*?({}):\n"
# Where a key stands: behind the record's dash, or on a line of its own.
_KEY = r"(?:(?<=- )|(?<=\n)\n?\1  )"
_FIELD = r"( *)([^ \n:#][^\n:#]{0,200}):( (?:\|-\n(?!\n)(?:\1  [^ \t\n].*\n|\n)+|.+\n))\n*"
# A text that YAML takes for nothing else; in quotes one without an escape. Without, it begins with
# a letter, a digit, a bracket or what is not ASCII: said by what is not, which compiles faster.
_SCALAR = re.compile(
    r'"([^"\\\t\r]+)"'
    r"|(?!(?:null|Null|NULL)$)[^\x00-')-/:-@\[-`{-\x7f]"
    r"[^:#\t\r]*(?:(?::(?! |$)|(?<! )#)[^:#\t\r]*)*(?<! )"
)


class Form(NamedTuple):
    """What may stand behind a key and its colon, up to the end of the last line of it."""

    pattern: str
    r"""Its group `\1` is the indentation of the record; the keys stand two columns further in."""
    read: Callable[[str], Any]
    """Makes the value of it; NotCanonicalError where that is for the parser to judge."""


class RecordForm:
    """A record in a list, by the fields that it may have, in their order."""

    def __init__(self, below: str = "", /, **forms: Form) -> None:
        """A form of records.

        Args:
            below: A pattern of keys that may stand last; their values are not part of it.
            forms: What stands behind the other keys.
        """
        self.below = below
        self.forms = forms
        self.reads = {key: form.read for key, form in forms.items()}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """From the indentation, group 1, to behind the blank lines that follow."""
        fields = (f"(?:{_KEY}{key}:(?P<{key}>{form.pattern}))?" for key, form in self.forms.items())
        below = rf"(?:{_KEY}(?P<below>{self.below}):\n)?" if self.below else ""
        return re.compile(rf"( {{0,{MAX_INDENT}}})- {''.join(fields)}{below}(?<=\n)\n*")

    def values(self, found: re.Match[str]) -> dict[str, Any]:
        """The values of a record that was found, without those that it has not."""
        reads = self.reads
        values: dict[str, Any] = {}
        for key, written in zip(reads, found.groups()[1:], strict=False):
            if written is not None:
                values[key] = reads[key](written)
        return values

    def find_all(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Each record of a list that is all of a text, from an offset on."""
        return _find_all(self.pattern, text, start)


def with_lines(records: Iterable[re.Match[str]], line: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Records that follow each other, each with its line; the first stands in the one given."""
    for found in records:
        yield line, found
        line += found.string.count("\n", *found.span())


def find_head(text: str, *keys: str) -> re.Match[str]:
    """A file up to the line of one of some keys, group 1."""
    found = re.match(_HEAD.format("|".join(keys)), text)
    if found is None:
        raise NotCanonicalError
    return found


def cut_out(text: str, head: re.Match[str], records: tuple[Any, ...], end: int) -> Bulk:
    """What was read between the head of a file and an offset."""
    # Only another key that is not indented surely ends the list.
    if end < len(text) and not text[end].isalpha():
        raise NotCanonicalError
    line = text.count("\n", 0, head.end()) - 1
    return Bulk(head[1], line, records, text[: head.end()] + text[end:])


def scalar(written: str) -> str:
    """The text of a scalar that stands on one line; it is not empty."""
    found = _SCALAR.fullmatch(written)
    text = (found[1] or written).strip() if found else ""
    if not text:
        raise NotCanonicalError
    return text


def _line(written: str) -> str:
    return scalar(written[1:-1])


def _prose(written: str) -> str:
    if not written.startswith(" |-\n"):
        return _line(written)
    text = join_lines(written[4:])
    if not text or "\t" in text:
        raise NotCanonicalError
    return text


def _day(written: str) -> date:
    try:
        # fromisoformat takes week dates and digits run together, too.
        if len(written) == 12 and written[5] == written[8] == "-":
            return date.fromisoformat(written[1:-1])
    except ValueError:
        pass
    raise NotCanonicalError


def _fields(written: str) -> tuple[tuple[str, str], ...]:
    fields: dict[str, str] = {}
    for found in _find_all(re.compile(_FIELD), written, 1):
        key = scalar(found[2])
        if key in fields:
            raise NotCanonicalError
        fields[key] = _prose(found[3])
    return tuple(fields.items())


def _find_all(pattern: re.Pattern[str], text: str, start: int) -> Iterator[re.Match[str]]:
    indent = None
    while start < len(text):
        found = pattern.match(text, start)
        if found is None or indent not in (None, found[1]):
            raise NotCanonicalError
        yield found
        indent = found[1]
        start = found.end()


_BLOCK = r"\|-\n(?!\n)(?:\1    [^ \t\n].*\n|\n)+"

LINE = Form(r" .+\n", _line)
PROSE = Form(rf" (?:{_BLOCK}|.+\n)", _prose)
DAY = Form(r" .+\n", _day)
NUMBER = Form(r" [1-9][0-9]{0,3}\n", int)
FLAG = Form(r" true\n", bool)
NAMES = Form(r"(?: .+\n|\n(?:\1  - .+\n)+)", str)
"""A name, or a list of them: as it is written."""
RECORDS = Form(r"\n(?=\1  - )(?:\1  [- ] .+\n|\n)+", str)
"""A list of records: as it is written."""
FIELDS = Form(r"\n(?=\1    [^ ])(?:\1    .+\n|\n)+", _fields)
"""A record with any keys, each with a text."""
