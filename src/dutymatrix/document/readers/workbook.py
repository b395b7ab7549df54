"""Workbooks (.xlsx): each visible sheet as a table, its cells as they are shown.

Read with the standard library, cell by cell: the sizes and ranges that a sheet claims are not
believed, and empty rows cost nothing. Element names are those of ECMA-376 part 1.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dutymatrix.document.block import Document, Table
from dutymatrix.document.readers import Progress
from dutymatrix.document.readers.autonumber import is_on, whole
from dutymatrix.document.readers.cellformat import format_number
from dutymatrix.document.readers.cells import MAX_CELLS, Merge, build_table
from dutymatrix.document.readers.package import Package
from dutymatrix.document.readers.refusal import BrokenDocumentError, OversizedDocumentError
from dutymatrix.document.readers.sheetnotes import SheetNotes, find_hidden_sheets
from dutymatrix.finding import Finding
from dutymatrix.i18n import _

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MAX_ROW = 1_048_576
_MAX_COLUMN = 16_384
_MAX_SHEETS = 200
# Of merged cells and of shared texts, both far above what a sheet of tasks has.
_MAX_MERGES = 200_000


class _Sheet(NamedTuple):
    name: str
    part: str
    is_hidden: bool


def read(data: bytes, file: str, *, progress: Progress | None = None) -> Document:
    """Read a workbook: the cells of each sheet that is shown.

    Rows and columns that a filter or a hand has hidden are read and reported, for they belong
    to the table all the same; hidden sheets hold lists for drop-down cells and old states, and
    are left out and reported.
    """
    package = Package(data, file)
    main = package.main_part()
    if main is None:
        raise BrokenDocumentError(file, _("it does not say where its text is"))
    return _Reader(package, main, file).read(progress)


class _Reader:
    """Reads the sheets of one workbook."""

    def __init__(self, package: Package, main: str, file: str) -> None:
        self.package, self.main, self.file = package, main, file
        self.texts = self._shared_texts()
        self.formats, self.format_of = self._styles()
        self.since_1904 = False
        self.cells = 0

    def read(self, progress: Progress | None) -> Document:
        """The sheets that are shown, each with cells as a table."""
        sheets = self._sheets()
        shown = [sheet for sheet in sheets if not sheet.is_hidden]
        total = sum(self.package.size(sheet.part) for sheet in shown)
        before = 0
        blocks: list[Table] = []
        findings: list[Finding] = []
        for sheet in shown:
            told = _counting_on(progress, before, total)
            before += self.package.size(sheet.part)
            notes = SheetNotes()
            table = self._table(sheet, notes, told)
            if table:
                blocks.append(table)
                findings += notes.findings(self.file, sheet.name)
        hidden = [sheet.name for sheet in sheets if sheet.is_hidden]
        findings += find_hidden_sheets(self.file, hidden)
        return Document(self.file, tuple(blocks), findings=tuple(findings))

    def _sheets(self) -> list[_Sheet]:
        workbook = self.package.tree(self.main)
        properties = workbook.find("workbookPr")
        if properties is not None:
            self.since_1904 = is_on(properties.get("date1904", "0"))
        parts = {
            relation.id: relation.part
            for relation in self.package.relations(self.main)
            if relation.kind == "worksheet"
        }
        return [
            _Sheet(
                sheet.get("name", ""),
                parts[sheet.get("id", "")],
                sheet.get("state", "visible") != "visible",
            )
            for sheet in workbook.findall("sheets/sheet")[:_MAX_SHEETS]
            if sheet.get("id", "") in parts
        ]

    def _shared_texts(self) -> list[str]:
        part = self.package.related(self.main, "sharedStrings")
        return [] if part is None else [*map(_text, self.package.iter_elements(part, 2))]

    def _styles(self) -> tuple[dict[int, str], list[int]]:
        """Formats by their numbers, and the number of each style of cells."""
        part = self.package.related(self.main, "styles")
        if part is None:
            return {}, []
        styles = self.package.tree(part)
        formats = {
            whole(one.get("numFmtId", ""), 0): one.get("formatCode", "")
            for one in styles.findall("numFmts/numFmt")
        }
        return formats, [whole(one.get("numFmtId", ""), 0) for one in styles.findall("cellXfs/xf")]

    def _table(
        self, sheet: _Sheet, notes: SheetNotes, told: Callable[[int], None] | None
    ) -> Table | None:
        rows: dict[int, dict[int, str]] = {}
        merges: list[Merge] = []
        hidden: list[tuple[int, int]] = []
        number = 0
        for element in self.package.iter_elements(sheet.part, 3, told):
            if element.tag == "row":
                number = min(whole(element.get("r", ""), number + 1) or number + 1, _MAX_ROW)
                cells = self._row(element, number, notes)
                if cells:
                    rows.setdefault(number, {}).update(cells)
                    if is_on(element.get("hidden", "0")):
                        notes.hidden_rows.append(number)
            elif element.tag == "col" and is_on(element.get("hidden", "0")):
                hidden.append((whole(element.get("min", ""), 1), whole(element.get("max", ""), 1)))
            elif element.tag == "mergeCell" and len(merges) < _MAX_MERGES:
                merges += _merge(element.get("ref", ""))
        used = sorted({column for cells in rows.values() for column in cells})
        notes.hidden_columns += (
            column for column in used if any(a <= column <= b for a, b in hidden[:999])
        )
        if not rows:
            return None
        lines = sorted(rows)
        texts = {line: rows[line] for line in lines}
        return build_table(
            self.file, texts, merges, line=lines[0], name=sheet.name, lines=tuple(lines)
        )

    def _row(self, row: Element, number: int, notes: SheetNotes) -> dict[int, str]:
        """The cells of a row that show something, by column from 1."""
        cells = {}
        column = 0
        for cell in row:
            if cell.tag != "c":
                continue
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            text = self._shown(cell)
            if cell.find("f") is not None and cell.find("v") is None:
                notes.uncounted.append((number, column))
            if text and column <= _MAX_COLUMN:
                self.cells += 1
                cells[column] = text
        if self.cells > MAX_CELLS:
            what = _("more than {n} cells").format(n=MAX_CELLS)
            raise OversizedDocumentError(self.file, what)
        return cells

    def _shown(self, cell: Element) -> str:
        """Text of a cell, of a formula what it came to when the file was saved."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inside = cell.find("is")
            return "" if inside is None else _text(inside).strip()
        found = cell.find("v")
        value = (found.text or "").strip() if found is not None else ""
        match kind:
            case "s":
                index = whole(value, len(self.texts))
                return self.texts[index] if index < len(self.texts) else ""
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "d":
                return value.removesuffix("T00:00:00")
            case "n" if value:
                style = whole(cell.get("s", ""), 0)
                format_id = self.format_of[style] if style < len(self.format_of) else 0
                return format_number(value, format_id, self.formats, since_1904=self.since_1904)
        return value


def _counting_on(
    progress: Progress | None, before: int, total: int
) -> Callable[[int], None] | None:
    if progress is None:
        return None
    return lambda done: progress(before + done, total)


def _text(element: Element) -> str:
    """Text of a shared or inline string, without how it is pronounced."""
    pieces = []
    for child in element:
        if child.tag == "t":
            pieces.append(child.text or "")
        elif child.tag == "r":
            pieces += [run.text or "" for run in child.findall("t")]
    return "".join(pieces).replace("_x000D_", "").replace("\r\n", "\n").strip()


def _merge(reference: str) -> Iterator[Merge]:
    first, _colon, last = reference.partition(":")
    corners = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if corners[0] and corners[1]:
        # Some programs name the corners the other way round.
        left, right = sorted(_column(one[1]) for one in corners if one)
        top, bottom = sorted(int(one[2]) for one in corners if one)
        yield Merge(top, left, bottom, right)


def _column(letters: str) -> int:
    """Number of a column from 1: 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
