"""Markdown (.md): its text, out of the marks; the document's own numbers stay as they are."""

import re
from collections.abc import Iterator

from dutymatrix.document.block import Block, Document, Paragraph
from dutymatrix.document.readers.cells import MAX_COLUMNS, build_table
from dutymatrix.document.readers.frontmatter import front_matter_end
from dutymatrix.document.readers.plaintext import decode

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_DASHES = re.compile(r"[ \t]*:?-+:?[ \t]*")
_BETWEEN = re.compile(r"(?<!\\)\|")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:[ \t]\"[^\"]{0,500}\")?\)")
_EMPHASIS = re.compile(r"(\*\*|~~|\*)(?=\S)([^*~]{1,2000}?)(?<=\S)\1")
_CODE = re.compile(r"`([^`]{1,2000})`")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_MARKS = re.compile(r"[\[`*~\\]")


def read(data: bytes, file: str) -> Document:
    """Read a Markdown text: its lines, which may be parts of longer paragraphs, and tables."""
    text = decode(data, file).replace("\r\n", "\n").replace("\r", "\n")
    begin = text.count("\n", 0, front_matter_end(text))
    return Document(file, tuple(_blocks(text.split("\n"), begin, file)), wrapped=True)


def _blocks(lines: list[str], begin: int, file: str) -> Iterator[Block]:
    at = begin
    while at < len(lines):
        line = lines[at]
        if at + 1 < len(lines) and "|" in line and _is_delimiter(lines[at + 1]):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            rows = {n: _cells(lines[n]) for n in range(at, end) if n != at + 1}
            yield build_table(file, rows, line=at + 1, lines=tuple(n + 1 for n in rows))
            at = end
            continue
        if text := _text(line, is_under=at > begin and bool(lines[at - 1].strip())):
            yield Paragraph(text, at + 1)
        at += 1


def _text(line: str, *, is_under: bool) -> str:
    """Text of a line; "" where it is only marks."""
    if _RULE.match(line) or _FENCE.match(line) or (is_under and _UNDERLINE.match(line)):
        return ""
    line = line[len(quote[0]) :] if (quote := _QUOTE.match(line)) else line
    if heading := _HEADING.match(line):
        line = _without_closing(line[heading.end() :])
    elif bullet := _BULLET.match(line):
        line = line[bullet.end() :]
    return _plain(line)


def _without_closing(heading: str) -> str:
    """A heading without the marks that may stand behind it, too."""
    text = heading.rstrip(" \t").rstrip("#")
    return text if text.endswith((" ", "\t")) else heading


def _is_delimiter(line: str) -> bool:
    """Whether a line parts the heads of a table from its rows: |---|:-:|."""
    inside = line.strip(" \t").removeprefix("|")
    cells = inside.removesuffix("|").split("|")
    return "|" in inside and all(map(_DASHES.fullmatch, cells))


def _cells(line: str) -> dict[int, str]:
    """Cells of a row by column."""
    inside = line.strip().removeprefix("|")
    if inside.endswith("|") and not inside.endswith("\\|"):
        inside = inside[:-1]
    # More are no table.
    cells = _BETWEEN.split(inside, MAX_COLUMNS)
    return {n: "\n".join(map(_plain, _BREAK.split(cell))) for n, cell in enumerate(cells)}


def _plain(text: str) -> str:
    """Text without the marks of emphasis, code and links."""
    if not _MARKS.search(text):
        return text.strip()  # as most cells are
    text = _LINK.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    for _ in range(3):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text).strip()
