"""From the bytes of a file to text that may be parsed, or to findings that say why not."""

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO
from unicodedata import name

from dutymatrix.error import NoPathError
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import CHINESE, N_, _, current_language
from dutymatrix.wording.radical import RADICALS, find_radical, without_radicals

MAX_BYTES = 256 * 2**20
"""Far above any plan: 100,000 tasks are some 60 MB."""

# As much of a file tells its encoding.
_TELLING = 2**16

# Compiled only where something is amiss; `_is_plain` is what a good plan pays for.
_NOT_TEXT_CLASS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001-\U000e007f"
)
# YAML takes it for a line's end, and every place after it would be another.
_NOT_TEXT = f"[{_NOT_TEXT_CLASS}]|\r(?!\n)"
_QUOTED = rb'"(?:[^"\\]|\\[\s\S])*"'
_ESCAPED = rb"(?si)\\(?:u(d[89ab]..)\\u(d[c-f]..)|.)"
# Worth 2 ms of compiling where a text has some hundred tasks.
_LARGE = 2**17
_ODD = f"[{_NOT_TEXT_CLASS}{RADICALS}]"
_CONFLICT = r"(?m)^(<{7}|\|{7}|={7}|>{7})(?= |\r?$)"


_INVISIBLE = (
    N_("ZERO WIDTH SPACE"),
    N_("ZERO WIDTH NON-JOINER"),
    N_("ZERO WIDTH JOINER"),
    N_("ZERO WIDTH NO-BREAK SPACE"),
    N_("WORD JOINER"),
    N_("SOFT HYPHEN"),
    N_("LINE SEPARATOR"),
    N_("LEFT-TO-RIGHT MARK"),
    N_("RIGHT-TO-LEFT MARK"),
    N_("RIGHT-TO-LEFT OVERRIDE"),
)
"""Unicode's names of characters that come with copied texts, for the catalogue."""


def path_of(given: str | Path) -> Path:
    """The path that a program gave.

    Raises:
        NoPathError: It gave something else.
    """
    if not isinstance(given, str | Path) or "\0" in str(given):
        raise NoPathError(given)
    return Path(given)


def read_bounded(stream: BinaryIO, most: int) -> bytes:
    """All of a stream; of one that holds more than that only enough to tell."""
    pieces = []
    size = 0
    # Asked for at once, the bound would be allocated for the smallest file.
    while size <= most and (piece := stream.read(2**20)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def decode(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """Text of a file in UTF-8, with or without a byte order mark; None where it is none."""
    if len(data) > MAX_BYTES:
        return None, [
            _whole_file("DM104", file, _("larger than {n} MiB").format(n=MAX_BYTES // 2**20))
        ]
    if _is_utf16(data):
        return None, [_utf16(file)]
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        excerpt, what, hint = "", _("the file is not UTF-8"), None
        # What is not ASCII above was UTF-8: then it is a spot that is broken, not the file.
        if 0 in data:
            what = _("the file is no text")
            hint = _("name the plan file; an office's document is read by dutymatrix import FILE")
        elif data[: error.start].isascii():
            with suppress(UnicodeDecodeError):
                excerpt = data.split(b"\n", line)[line - 1].decode("gb18030").rstrip("\r")
                what = _("the file is GBK, not UTF-8")
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8")) + 1
        return None, [found(file, (line, column), "DM101", what, hint, excerpt=excerpt)]


def is_spotless(text: str) -> bool:
    """Whether a large text has nothing to find below, told in one pass; False tells nothing."""
    return (
        len(text) > _LARGE
        and not re.search(_ODD, text)
        and text.count("\r") == text.count("\r\n")
        and not _may_have_conflicts(text)
        and not text.isspace()
    )


def iter_text_findings(text: str, file: str) -> Iterator[Finding]:
    """What forbids parsing a text at all: nothing in it, invisible characters, conflicts."""
    if not text.strip():
        yield _whole_file("DM103", file, _("the file is empty"))
    if not _is_plain(text):
        lines = _Lines(text, file)
        seen: set[tuple[int, str]] = set()
        for match in re.finditer(_NOT_TEXT, text):
            # A file of another kind has thousands in a line.
            if (where := (lines.line(match.start()), match[0])) not in seen:
                seen.add(where)
                yield lines.found(match.start(), "DM102", describe_character(match[0]))
    if _may_have_conflicts(text):
        lines = _Lines(text, file)
        for match in re.finditer(_CONFLICT, text):
            what = _("git left a conflict here: {marker}").format(marker=match[1])
            yield lines.found(match.start(), "DM106", what)


def iter_radicals(text: str, file: str) -> Iterator[Finding]:
    """Where characters stand that only stand for others, once a line."""
    at = find_radical(text)
    lines = _Lines(text, file) if at >= 0 else None
    while lines and at >= 0:
        char, meant = text[at], without_radicals(text[at])
        what = _("{char} (U+{code:04X}) only looks like {meant}").format(
            char=char, code=ord(char), meant=meant
        )
        yield lines.found(at, "DM118", what)
        end = text.find("\n", at)
        at = find_radical(text, end) if end >= 0 else -1


def without_surrogates(data: bytes) -> bytes:
    r"""A text in which JSON may escape a character in two halves, `\ud842\udfb7`, as for YAML.

    Places behind one in its line are two columns less.
    """
    if b"\\ud" not in data and b"\\uD" not in data:
        return data
    # Elsewhere than in double quotes a backslash escapes nothing.
    return re.sub(_QUOTED, lambda quoted: re.sub(_ESCAPED, _joined, quoted[0]), data)


def find_surrogate(text: str) -> int | None:
    """Where a text first has something in quotes with a character escaped in two halves."""
    if "\\ud" not in text and "\\uD" not in text:
        return None
    for quoted in re.finditer(_QUOTED.decode(), text):
        if any(escaped[1] for escaped in re.finditer(_ESCAPED.decode(), quoted[0])):
            return quoted.start()
    return None


def find_invisible(text: str) -> str | None:
    """The first character that no one can see and no plan may hold."""
    match = None if _is_plain(text) else re.search(_NOT_TEXT, text)
    return match[0] if match else None


def describe_character(char: str) -> str:
    """What is said of an invisible character: its code and, where it has one, its name."""
    known = name(char, "")
    said = _(known) if known else ""
    if said == known and current_language() == CHINESE:
        # No English among Chinese: the code says enough.
        said = ""
    what = _("an invisible character, U+{code:04X} {name}")
    return what.format(code=ord(char), name=said).rstrip()


def _is_plain(text: str) -> bool:
    """Whether every character can be seen; False only asks for a closer look."""
    return text.replace("\r\n", "").replace("\n", "").replace("　", "").isprintable()


def _may_have_conflicts(text: str) -> bool:
    return "<<<<<<<" in text or "\n>>>>>>>" in text or "\n=======" in text


def _joined(escaped: re.Match[bytes]) -> bytes:
    if not escaped[1]:
        return escaped[0]
    try:
        halves = bytes.fromhex((escaped[1] + escaped[2]).decode("ascii"))
        return b"\\U%08x" % ord(halves.decode("utf-16-be"))
    except ValueError:
        return escaped[0]


def _is_utf16(data: bytes) -> bool:
    """Whether bytes are text in UTF-16: by its mark, or because they say something so.

    Every ASCII character of it has a zero. So has much that is no text; read as UTF-16 that has
    no colon and no line's end, or a zero beside them.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return True
    if 0 not in data[:512]:
        return False
    for encoding in ("utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            said = getincrementaldecoder(encoding)().decode(data[:_TELLING])
            if "\0" not in said and re.search("[:\n]", said):
                return True
    return False


def _utf16(file: str) -> Finding:
    from dutymatrix.finding.rule import next_step

    hint = next_step("DM101").replace("GB18030", "UTF-16")
    return found(file, (0, 0), "DM101", _("the file is UTF-16, not UTF-8"), hint)


def _whole_file(code: str, file: str, message: str) -> Finding:
    return found(file, (0, 0), code, message)


class _Lines:
    """The lines of a text in which something is amiss, cut once for all findings."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]

    def line(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def found(self, offset: int, code: str, message: str) -> Finding:
        at = self.line(offset)
        place = (at + 1, offset - self.starts[at] + 1)
        return found(self.file, place, code, message, excerpt=self.lines[at].rstrip("\r"))
