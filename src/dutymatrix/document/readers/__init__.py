"""From a file to its blocks: one module a kind of document, and which one reads what."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from dutymatrix.document.block import Block, Document, Paragraph, join_documents
from dutymatrix.document.readers.kind import kind_of
from dutymatrix.document.readers.refusal import NoTextError, OversizedDocumentError
from dutymatrix.error import DutymatrixError, UnreadableFileError
from dutymatrix.i18n import _
from dutymatrix.planfile.source import read_bounded
from dutymatrix.wording.radical import find_radical, without_radicals

__all__ = [
    "READERS",
    "Progress",
    "Reader",
    "converted_together",
    "read_bytes",
    "read_document",
    "read_documents",
]

MAX_BYTES = 256 * 2**20
"""Far above any document: 100,000 tasks as text are some 60 MB."""

MAX_CONVERTED = 8 * 2**20
"""Larger documents are converted by a call of their own."""

MAX_TEXT = 100_000_000
"""Characters of a document, far above any as well."""

Progress = Callable[[int, int], None]
"""Told how much of how much is read: `progress(3, 120)`."""


class Reader(NamedTuple):
    """What reads a kind of document."""

    module: str
    """The module whose `read(data, file)` reads it."""
    takes: tuple[str, ...] = ()
    """What else its `read` takes: `kind`, `original`, `progress`."""


READERS: dict[str, Reader] = {
    "text": Reader("plaintext"),
    "markdown": Reader("markdown"),
    "delimited": Reader("delimited"),
    "html": Reader("webpage"),
    "mht": Reader("webarchive"),
    "docx": Reader("word", ("original", "progress")),
    "xlsx": Reader("workbook", ("progress",)),
    "xls": Reader("binaryworkbook"),
    "xlsb": Reader("binaryworkbook"),
    "ods": Reader("opendocument", ("progress",)),
    "pdf": Reader("pdf", ("progress",)),
    "ofd": Reader("ofd", ("progress",)),
    **dict.fromkeys(
        ("doc", "rtf", "odt", "uof", "word2003", "excel2003"),
        Reader("office", ("kind", "original", "progress")),
    ),
}


def read_document(
    path: str | Path, *, original: bool = False, progress: Progress | None = None
) -> Document:
    """Read a file of any kind that is known: its blocks, and what was left out or assumed.

    Args:
        path: The file.
        original: Before its tracked changes, not with them accepted.
        progress: Told how far a long reading has come.

    Raises:
        UnreadableFileError: The file is missing, a folder, or may not be read.
        DutymatrixError: It is of no kind that is read here, damaged, locked or too large.
    """
    try:
        with Path(path).open("rb") as stream:
            data = read_bounded(stream, MAX_BYTES)
    except OSError as error:
        # Windows says "permission denied" of a folder.
        reason = IsADirectoryError() if Path(path).is_dir() else error
        raise UnreadableFileError(str(path), reason) from None
    return read_bytes(data, str(path), original=original, progress=progress)


def read_documents(
    paths: Sequence[str | Path], *, original: bool = False, progress: Progress | None = None
) -> Document:
    """Read the files of one document, a notice and its annexes, as `read_document` reads one."""
    read = partial(read_document, original=original, progress=progress)
    return join_documents([*map(read, paths)])


def read_bytes(
    data: bytes, file: str, *, original: bool = False, progress: Progress | None = None
) -> Document:
    """Read a document from its bytes; `file` is the name that findings give.

    Raises:
        DutymatrixError: It is of no kind that is read here, damaged, locked or too large.
    """
    if len(data) > MAX_BYTES:
        raise OversizedDocumentError(file, _("larger than {n} MiB").format(n=MAX_BYTES // 2**20))
    kind = kind_of(data, file)
    reader = READERS[kind]
    options = {"kind": kind, "original": original, "progress": progress}
    module = import_module(f"{__name__}.{reader.module}")
    document: Document = module.read(data, file, **{name: options[name] for name in reader.takes})
    if not document.blocks:
        raise NoTextError(file)
    document = document._replace(blocks=tuple(map(_without_radicals, document.blocks)))
    if sum(map(_length, document.blocks)) > MAX_TEXT:
        raise OversizedDocumentError(file, _("more than {n} characters").format(n=MAX_TEXT))
    return document


@contextmanager
def converted_together(paths: Iterable[str | Path]) -> Iterator[None]:
    """Within this, those of some files that LibreOffice has to open are converted already.

    One call for all of them; what cannot be read or converted says so when it is read itself.
    """
    documents = []
    for path in paths:
        with suppress(OSError, DutymatrixError), Path(path).open("rb") as stream:
            data = read_bounded(stream, MAX_CONVERTED)
            kind = kind_of(data, str(path))
            if READERS[kind].module == "office" and len(data) <= MAX_CONVERTED:
                documents.append((kind, data))
    if not documents:
        yield
        return
    office = import_module(f"{__name__}.office")
    with office.converted_ahead(documents):
        yield


def _without_radicals(block: Block) -> Block:
    """A block with the characters that its fonts' radicals stand for."""
    if isinstance(block, Paragraph):
        return block._replace(text=without_radicals(block.text))
    rows = block.rows
    if any(find_radical(cell) >= 0 for row in rows for cell in row):
        rows = tuple(tuple(map(without_radicals, row)) for row in rows)
    return block._replace(rows=rows)


def _length(block: Block) -> int:
    """Characters of a block; what one text of the file fills into many cells counts in each."""
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell) for row in block.rows for cell in row)
