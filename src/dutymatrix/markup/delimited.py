"""csv for people and Excel, tsv for programs."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from gettext import NullTranslations
from itertools import zip_longest
from typing import Any
from unicodedata import normalize

from dutymatrix.i18n import messages_in
from dutymatrix.markup.view import Cell, Column, Options, Table, View, word_cell
from dutymatrix.plan.model import Role

_BOM = "\ufeff"
# Excel takes a cell that begins so for a formula, and East Asian ones take full-width marks too.
_FORMULA = frozenset("=+-@")
_BEGUN_AS_FORMULA = re.compile(r"(?m)(?:^|\t)[=\uff1d]")
_BREAKS = str.maketrans("\t\n\r", "   ")


def render(view: View, options: Options) -> Iterator[str]:
    """Records with a head, a line at a time.

    csv has heads and words in the plan's language and enumerations with 、; in a file it
    begins with a byte order mark, or Excel would garble it. tsv has the JSON's keys and
    words, enumerations with ; and no quotes: a tab or line feed in a cell becomes a blank.
    """
    if options.format == "tsv":
        return _tsv(view.records())
    return _csv(view.spreadsheet(), messages_in(view.plan.language), to_file=options.to_file)


def _tsv(table: Table) -> Iterator[str]:
    yield "\t".join(column.key for column in table.columns) + "\n"
    for row in table.rows:
        yield "\t".join(map(_machine, row)) + "\n"


def _csv(table: Table, words: NullTranslations, *, to_file: bool) -> Iterator[str]:
    if to_file:
        yield _BOM
    # What a writer writes is what its `writerow` gives back.
    writer: Any = csv.writer(_Through(), lineterminator="\r\n" if to_file else "\n")
    yield writer.writerow(_inert(words.gettext(column.head)) for column in table.columns)
    for row in table.rows:
        yield writer.writerow([_inert(word_cell(cell, words)) for cell in row])


class _Through:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        return text


def read_rows(
    data: bytes, columns: Sequence[Column], words: NullTranslations
) -> list[dict[str, str]] | None:
    """The rows of a csv file that was written here, by the keys of its columns.

    None where it has other heads: then somebody else wrote it. A row that lacks cells has them
    empty.
    """
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    try:
        head, *lines = reader
    except (csv.Error, ValueError):
        return None
    if head != [words.gettext(column.head) for column in columns]:
        return None
    keys = [column.key for column in columns]
    return [dict(zip_longest(keys, map(_bare, line[: len(keys)]), fillvalue="")) for line in lines]


def _bare(cell: str) -> str:
    """A cell without the quote that is written before what Excel would take for a formula."""
    return cell[1:] if cell[:1] == "'" and normalize("NFKC", cell[1:2]) in _FORMULA else cell


def has_formula(tsv: str) -> bool:
    """Whether a cell would be a formula in a spreadsheet; for programs it stands as it is."""
    return bool(_BEGUN_AS_FORMULA.search(tsv))


def _machine(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case Role():
            return cell.value
        case tuple():
            return ";".join(cell).translate(_BREAKS)
        case date():
            return cell.isoformat()
        case _:
            return str(cell).translate(_BREAKS)


def _inert(cell: str) -> str:
    return f"'{cell}" if normalize("NFKC", cell.lstrip()[:1]) in _FORMULA else cell
