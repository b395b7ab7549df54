"""Records that a parser goes past: each is one text to it, as long and in the same place.

Of a large plan hardly a task is edited, and its tasks are nearly all of it.
"""

import re
from collections.abc import Collection

# A line of such a record: without a comment, and without quotes and brackets, in which what
# follows may be indented less, and line ends that are none but to YAML.
_LINE = r"[^#\"'\[{\r\n\x85\u2028\u2029]+\r?\n"
# A record of a list, without blank lines and without entries of its own, up to what is indented
# no further. What looks so within a text is within it to its end.
_RECORD = re.compile(
    rf"(?m)^(?P<blanks> *)- (?=[a-z]+:)(?P<first>{_LINE})"
    rf"(?:(?P=blanks)  (?!(?:sections|tasks|parts|items):){_LINE})*+"
    r"(?=(?:\r?\n)*+(?!(?P=blanks) | *#))"
)


def seal(text: str) -> tuple[str, frozenset[int]]:
    """A text in which records stand sealed, and the lines, from 0, that they begin in.

    Sealed, a record is a literal block scalar; whatever stands elsewhere keeps its place.
    """
    parts: list[str] = []
    lines: set[int] = set()
    at = line = 0
    for found in _RECORD.finditer(text):
        start, end = found.span("first")
        line += text.count("\n", at, start)
        lines.add(line)
        first = text[start:end]
        said = first.rstrip("\r\n")
        parts += [text[at:start], "|1".ljust(len(said)), first[len(said) :]]
        line += 1
        at = end
    return "".join([*parts, text[at:]]), frozenset(lines)


def fold(text: str, opened: Collection[int] = ()) -> tuple[str, list[str], dict[int, int]]:
    """A text in which each such record is one line; its lines as they were; which are records.

    The line of a record is all of it.

    Args:
        text: The text.
        opened: Records that stay as they are, by their place among all of them.

    Returns:
        The text, the lines, and the places of records by the lines, from 0, that they are.
    """
    parts: list[str] = []
    lines: list[str] = []
    records: dict[int, int] = {}
    at = 0
    for place, found in enumerate(_RECORD.finditer(text)):
        if place in opened:
            continue
        between = text[at : found.start()]
        parts += [between, found["blanks"], "- x\n"]
        lines += between.splitlines(keepends=True)
        records[len(lines)] = place
        lines.append(found[0])
        at = found.end()
    rest = text[at:]
    return "".join([*parts, rest]), [*lines, *rest.splitlines(keepends=True)], records
