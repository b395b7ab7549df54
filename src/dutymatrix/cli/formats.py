"""The formats of answers: what each is called, which files have it, and what writes it."""

import os
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.error import OutputFolderError, UnknownFormatError, UnknownSuffixError

if TYPE_CHECKING:
    from dutymatrix.markup.view import Answer, Options, Written


class Format(NamedTuple):
    """A way to write an answer down."""

    module: str
    """The module of the package whose `render(view, options)` writes it."""
    suffixes: tuple[str, ...]
    """The endings of files in it."""


FORMATS: dict[str, Format] = {
    "table": Format("screen.terminal", (".txt",)),
    "json": Format("markup.json_", (".json",)),
    "jsonl": Format("markup.json_", (".jsonl",)),
    "csv": Format("markup.delimited", (".csv",)),
    "tsv": Format("markup.delimited", (".tsv",)),
    "text": Format("screen.message", ()),
    "md": Format("markup.markdown", (".md", ".markdown")),
    "html": Format("markup.html", (".html", ".htm")),
    "page": Format("report.onefile", (".html", ".htm")),
    "xlsx": Format("markup.workbook", (".xlsx",)),
    "docx": Format("markup.word", (".docx",)),
    "ics": Format("markup.calendar", (".ics",)),
    "pdf": Format("markup.printed", (".pdf",)),
    "svg": Format("picture.svg", (".svg",)),
    "dot": Format("picture.dot", (".dot", ".gv")),
    "graphml": Format("picture.graphml", (".graphml",)),
    "github": Format("markup.diagnostic", ()),
    "sarif": Format("markup.sarif", (".sarif",)),
    "gcc": Format("markup.diagnostic", ()),
}

TEXT_FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")
"""The formats that every answer has that is a list of records."""

DOCUMENTS = ("html", "docx", "xlsx", "pdf")
"""The formats of documents to hand out."""

FINDING_FORMATS = ("table", "json", "jsonl", "github", "sarif", "gcc")
"""The formats that findings have."""

PAPER_FORMATS = {
    "duties": ("text", *DOCUMENTS),
    "tasks": (*DOCUMENTS, "ics"),
    "diff": DOCUMENTS,
    **dict.fromkeys(("units", "task", "stats", "partners", "history", "progress"), DOCUMENTS),
}
"""Formats to hand out, of the commands that have them."""

_USUAL = ("docx", "xlsx", "csv", "svg", "json")
"""What people want in a file, the likeliest first."""

OWN_FORMATS = {
    "matrix": ("table", "json", "csv", "tsv", "md", "html", "xlsx", "docx", "pdf"),
}
"""Of the commands whose answers are none like others, all formats."""


def offered_by(command: str) -> tuple[str, ...]:
    """All formats of a command."""
    return OWN_FORMATS.get(command) or (*TEXT_FORMATS, *PAPER_FORMATS.get(command, ()))


def choose_format(asked: str | None, output: str | None, offered: Sequence[str]) -> str:
    """The format asked for, else the one of the output file's ending, else a table.

    Raises:
        OutputFolderError: The output file is a folder.
        UnknownFormatError: The command does not offer it.
        UnknownSuffixError: No format that it offers has that ending.
    """
    # Path.is_dir fails where a name is too long.
    if output and os.path.isdir(output):  # noqa: PTH112
        usual = next((own for own in _USUAL if own in offered), offered[0])
        raise OutputFolderError(output, FORMATS[usual].suffixes[0])
    if asked is not None:
        name = asked.lower().removeprefix(".")
        for known in offered:
            if name == known or f".{name}" in FORMATS[known].suffixes:
                return known
        raise UnknownFormatError(asked, ["html" if own == "page" else own for own in offered])
    if output is None:
        return "table"
    suffix = PurePath(output).suffix.lower()
    for name in offered:
        if suffix in FORMATS[name].suffixes:
            return name
    suffixes = [suffix for name in offered for suffix in FORMATS[name].suffixes[:1]]
    raise UnknownSuffixError(output, suffixes)


def render(view: "Answer", options: "Options", table: str | None = None) -> "Written":
    """An answer in a format; bytes where it is no text, of what may be large the pieces.

    Args:
        view: The answer.
        options: The format, and how the stream or file wants it.
        table: The module that writes it for eyes; None: the one for tables.

    Raises:
        MissingExtraError: The format needs a library that is not installed.
    """
    own = table if options.format == "table" else None
    module = import_module(f"dutymatrix.{own or FORMATS[options.format].module}")
    written: Written = module.render(view, options)
    return written


def encoded(written: "Written") -> Iterator[bytes]:
    """What goes into a file, piece by piece."""
    if isinstance(written, bytes):
        yield written
        return
    for text in (written,) if isinstance(written, str) else written:
        # The path of the plan may hold bytes that are no text.
        yield text.encode("utf-8", "backslashreplace")
