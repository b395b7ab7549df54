"""How keys, texts, lists and records are written as canonical YAML, line by line."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from dutymatrix.wording import break_lines

_T = TypeVar("_T")

# YAML looks no further for the colon behind a key; the quotes count.
_LONGEST_KEY = 1_000

# A plain scalar begins with a letter, a digit or a mark YAML does not use, and holds no
# ": " or " #"; everything else is quoted.
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`=~<\s])(?:(?!: |:$| #)[^\t\r\n])*(?<!\s)")
# What other YAML readers take for something else than a text.
_OTHER_KIND = re.compile(
    r"(?i:null|true|false|yes|no|on|off|y|n|[-+]?\.?[0-9][0-9_.,:eExobA-F+-]*|[-+]?\.(inf|nan))"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
    r"|(---|\.\.\.).*"
)


def format_scalar(text: str) -> str:
    """A text as a YAML scalar on one line, in quotes only where it needs them."""
    if text and _PLAIN.fullmatch(text) and not _OTHER_KIND.fullmatch(text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def keyed(name: str) -> Iterator[str]:
    """A name as a key, up to its colon."""
    key = format_scalar(name)
    if len(key) > _LONGEST_KEY:
        yield f"? {key}"
        key = ""
    yield f"{key}:"


# Values: a key and what stands under it; nothing where there is nothing to say.


def text_line(key: str, text: str | None) -> Iterator[str]:
    """A text on one line."""
    if text:
        yield f"{key}: {format_scalar(text)}"


def line_or_prose(key: str, text: str) -> Iterator[str]:
    """A text on one line where it is one, else as prose."""
    return prose_lines(key, text) if "\n" in text else text_line(key, text)


def prose_lines(key: str, text: str) -> Iterator[str]:
    """A text sentence by sentence, a line each."""
    if text:
        yield f"{key}: |-"
        yield from indented(break_lines(text))


def date_line(key: str, day: date | None) -> Iterator[str]:
    """A day."""
    if day:
        yield f"{key}: {day.isoformat()}"


def flag_line(key: str, value: bool) -> Iterator[str]:
    """What is true."""
    if value:
        yield f"{key}: true"


def name_lines(key: str, names: Sequence[str]) -> Iterator[str]:
    """Names, one a line."""
    if names:
        yield f"{key}:"
        yield from (f"- {format_scalar(name)}" for name in names)


def flow_line(key: str, forms: Sequence[str]) -> Iterator[str]:
    """A list between brackets."""
    if forms:
        # In a flow list a comma or a bracket would end a plain scalar.
        written = (quoted(form) if any(map(str.isascii, form)) else form for form in forms)
        yield f"{key}: [{', '.join(written)}]"


def mapping_lines(key: str, values: Mapping[str, str]) -> Iterator[str]:
    """A record with names for keys."""
    if values:
        yield f"{key}:"
        for name, text in values.items():
            *above, key = keyed(name)
            yield from indented((*above, *line_or_prose(key.removesuffix(":"), text)))


def block_lines(key: str, lines: Iterable[str]) -> Iterator[str]:
    """A record that is indented under its key."""
    inner = [*indented(lines)]
    if inner:
        yield from (f"{key}:", *inner)


def record_lines(
    key: str,
    records: Sequence[_T],
    lines_of: Callable[[_T], Iterable[str]],
    *,
    apart: bool = False,
) -> Iterator[str]:
    """A list of records; `apart` puts a blank line between them."""
    for place, record in enumerate(records):
        if not place:
            yield f"{key}:"
        elif apart:
            yield ""
        lines = iter(lines_of(record))
        # A record that says nothing still counts.
        yield f"- {next(lines, '{}')}"
        yield from indented(lines)


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Lines two blanks further in."""
    return (f"  {line}" if line else "" for line in lines)
