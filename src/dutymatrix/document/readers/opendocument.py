"""OpenDocument spreadsheets (.ods): each visible sheet as a table, its cells as they are shown.

Beside each value the file has the text that a cell shows. Element names are those of OASIS
OpenDocument 1.3, part 3.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dutymatrix.document.block import Document, Table
from dutymatrix.document.readers import Progress
from dutymatrix.document.readers.autonumber import whole
from dutymatrix.document.readers.cells import MAX_CELLS, Merge, build_table
from dutymatrix.document.readers.package import Package
from dutymatrix.document.readers.refusal import OversizedDocumentError
from dutymatrix.document.readers.sheetnotes import SheetNotes, find_hidden_sheets
from dutymatrix.document.readers.xml import iter_elements
from dutymatrix.finding import Finding
from dutymatrix.i18n import _

_CONTENT = "content.xml"
_MAX_ROW = 2**20
_MAX_COLUMN = 2**14
_GROUPS = frozenset({"table-row-group", "table-header-rows", "table-rows"})
_COLUMN_GROUPS = frozenset({"table-column-group", "table-header-columns", "table-columns"})
_MAX_SPACES = 100
_MIDNIGHT = re.compile(r"[T\s]0?0:00(?::00)?(?:\.0+)?\b")
# Cells that one element fills beyond its own, in the whole file; a hand repeats a few.
_MAX_REPEATED = 100_000


def read(data: bytes, file: str, *, progress: Progress | None = None) -> Document:
    """Read a spreadsheet: the cells of each sheet that is shown.

    What is hidden is read or left out, and reported, as in a workbook.
    """
    told = None
    if data.startswith(b"PK"):
        data = Package(data, file).read(_CONTENT)
    size = len(data)
    if progress is not None:

        def told(done: int) -> None:
            progress(done, size)

    return _Reader(file).read(iter_elements(data, 3, file, _CONTENT, told))


class _Reader:
    """Reads the sheets of one spreadsheet."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.hidden_styles: set[str] = set()
        self.cells = 0
        self.repeated = 0

    def read(self, elements: Iterator[Element]) -> Document:
        blocks: list[Table] = []
        findings: list[Finding] = []
        hidden: list[str] = []
        for element in elements:
            if element.tag == "style" and _is_hidden_style(element):
                self.hidden_styles.add(element.get("name", ""))
            if element.tag != "spreadsheet":
                continue
            for sheet in element.findall("table"):
                name = sheet.get("name", "")
                if sheet.get("style-name", "") in self.hidden_styles:
                    hidden.append(name)
                    continue
                notes = SheetNotes()
                if table := self._table(sheet, name, notes):
                    blocks.append(table)
                    findings += notes.findings(self.file, name)
        findings += find_hidden_sheets(self.file, hidden)
        return Document(self.file, tuple(blocks), findings=tuple(findings))

    def _table(self, sheet: Element, name: str, notes: SheetNotes) -> Table | None:
        rows: dict[int, dict[int, str]] = {}
        merges: list[Merge] = []
        number = 1
        for element in _iter_grouped(sheet, "table-row", _GROUPS):
            times = min(whole(element.get("number-rows-repeated", ""), 1) or 1, _MAX_ROW)
            cells = self._row(element, number, merges)
            self._count(len(cells) * (times - 1), repeated=True)
            is_hidden = element.get("visibility", "visible") != "visible"
            for _again in range(times if cells else 0):
                if number > _MAX_ROW:
                    break
                rows[number] = cells
                if is_hidden:
                    notes.hidden_rows.append(number)
                number += 1
            number += 0 if cells else times
        if not rows:
            return None
        used = {column for cells in rows.values() for column in cells}
        notes.hidden_columns += sorted(used & _hidden_columns(sheet))
        lines = tuple(rows)
        return build_table(self.file, rows, merges, line=lines[0], name=name, lines=lines)

    def _row(self, row: Element, number: int, merges: list[Merge]) -> dict[int, str]:
        """The cells of a row that show something, by column from 1."""
        cells = {}
        column = 1
        for cell in row:
            if cell.tag not in ("table-cell", "covered-table-cell"):
                continue
            times = whole(cell.get("number-columns-repeated", ""), 1) or 1
            text = _shown(cell) if cell.tag == "table-cell" else ""
            wide = whole(cell.get("number-columns-spanned", ""), 1)
            high = whole(cell.get("number-rows-spanned", ""), 1)
            if wide > 1 or high > 1:
                merges.append(Merge(number, column, number + high - 1, column + wide - 1))
            last = min(column + times - 1, _MAX_COLUMN)
            if text:
                self._count(1)
                self._count(last - column, repeated=True)
                cells.update(dict.fromkeys(range(column, last + 1), text))
            column += times
        return cells

    def _count(self, cells: int, *, repeated: bool = False) -> None:
        self.cells += cells
        self.repeated += cells if repeated else 0
        if self.cells > MAX_CELLS or self.repeated > _MAX_REPEATED:
            what = _("more than {n} cells").format(n=MAX_CELLS)
            raise OversizedDocumentError(self.file, what)


def _is_hidden_style(style: Element) -> bool:
    properties = style.find("table-properties")
    return properties is not None and properties.get("display") == "false"


def _hidden_columns(sheet: Element) -> set[int]:
    hidden: set[int] = set()
    column = 1
    for element in _iter_grouped(sheet, "table-column", _COLUMN_GROUPS):
        times = min(whole(element.get("number-columns-repeated", ""), 1), _MAX_COLUMN)
        if element.get("visibility", "visible") != "visible" and column <= _MAX_COLUMN:
            hidden.update(range(column, column + times))
        column += times
    return hidden


def _iter_grouped(element: Element, tag: str, groups: frozenset[str]) -> Iterator[Element]:
    """Children of a name, those in groups, too, in order."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in groups:
            yield from _iter_grouped(child, tag, groups)


def _shown(cell: Element) -> str:
    """The text that a cell shows, without remarks pinned to it; its value where none is written.

    Programs that know no days show their midnight: Tue Jun 30 00:00:00 2026.
    """
    lines = cell.findall("p")
    text = "\n".join("".join(_pieces(line)) for line in lines).strip()
    day = cell.get("date-value", "")
    if day and (not lines or _MIDNIGHT.search(text)):
        return _MIDNIGHT.sub("", day)
    return text if lines else cell.get("string-value", "") or cell.get("value", "")


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        match child.tag:
            case "s":
                yield " " * min(whole(child.get("c", ""), 1), _MAX_SPACES)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "annotation" | "note" | "ruby-text":
                pass
            case _:
                yield from _pieces(child)
        yield child.tail or ""
