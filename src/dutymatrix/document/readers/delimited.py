"""Tables as text (.csv, .tsv): as Excel, WPS and people write them.

What parts the cells (comma, semicolon, tab) is told by the rows; quoted cells may hold line
breaks. RFC 4180, and what programs make of it.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice

from dutymatrix.document.block import Document
from dutymatrix.document.readers.cells import MAX_CELLS, MAX_COLUMNS, build_table
from dutymatrix.document.readers.plaintext import decode
from dutymatrix.document.readers.refusal import BrokenDocumentError, OversizedDocumentError
from dutymatrix.i18n import _

_SEPARATORS = "\t,;，；|"
# Rows by which the separator is told.
_SAMPLE = 50
# The line in which Excel is told the separator.
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# A cell that a spreadsheet would take for a formula is written behind an apostrophe.
_INERT = re.compile(r"'\s*(?=[=+\-@＝＋－＠])")  # noqa: RUF001
# A row of its own behind the last one; a quoted cell that does not end swallows it.
_END = "\ue000the end"


def read(data: bytes, file: str) -> Document:
    """Read a text whose lines are rows: one table; rows in which nothing stands are left out.

    Raises:
        BrokenDocumentError: A quoted cell does not end.
        OversizedDocumentError: It has more columns or cells than a table.
    """
    text = decode(data, file)
    told = _TOLD.match(text)
    separator = told[1] if told else _separator(text)
    rows: dict[int, dict[int, str]] = {}
    count = 0
    for line, row in _iter_rows(text, separator, file):
        cells = {n: cell for n, cell in enumerate(map(_plain, row)) if cell}
        if len(row) > MAX_COLUMNS:
            raise OversizedDocumentError(file, _("more than {n} columns").format(n=MAX_COLUMNS))
        count += len(cells)
        if count > MAX_CELLS:
            raise OversizedDocumentError(file, _("more than {n} cells").format(n=MAX_CELLS))
        if cells and not (told and line == 1):
            rows[line] = cells
    if not rows:
        return Document(file, ())
    lines = tuple(rows)
    return Document(file, (build_table(file, rows, line=lines[0], lines=lines),))


def _separator(text: str) -> str:
    """What parts the cells: what makes the same number of them in the most rows, and the most."""
    return max(_SEPARATORS, key=lambda one: _evenness(text, one))


def _evenness(text: str, separator: str) -> float:
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(row) for row in islice(rows, _SAMPLE) if row)
    except csv.Error:
        return 0
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
    return (width - 1) * count / max(1, widths.total())


def _iter_rows(text: str, separator: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins in."""
    lines = chain(StringIO(text, newline=""), ("\n", _END))
    reader = csv.reader(lines, delimiter=separator)
    line = 1
    try:
        for row in reader:
            if row == [_END]:
                return
            if row and row[-1].endswith(_END):
                break
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        pass  # A cell without an end is longer than any.
    what = _("the quoted cell that begins in line {n} does not end").format(n=line)
    raise BrokenDocumentError(file, what)


def _plain(cell: str) -> str:
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text[inert.end() :] if (inert := _INERT.match(text)) else text
