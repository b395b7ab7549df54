"""Workbooks (.xlsx): each visible sheet as a table, its cells as they are shown.

Read with the standard library, cell by cell: the sizes and ranges that a sheet claims are not
believed, and empty rows cost nothing. Element names are those of ECMA-376 part 1.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dutymatrix.document.block import Document, Table
from dutymatrix.document.readers import Progress
from dutymatrix.document.readers.autonumber import is_on, whole
from dutymatrix.document.readers.cellformat import format_number
from dutymatrix.document.readers.cells import MAX_CELLS, Merge, build_table
from dutymatrix.document.readers.package import Package
from dutymatrix.document.readers.refusal import BrokenDocumentError, OversizedDocumentError
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _, listed, ngettext

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MAX_ROW = 1_048_576
_MAX_COLUMN = 16_384
_MAX_SHEETS = 200
# Of merged cells and of shared texts, both far above what a sheet of tasks has.
_MAX_MERGES = 200_000
_MOST_SAID = 5


class _Sheet(NamedTuple):
    name: str
    part: str
    is_hidden: bool


class _Marks:
    """Places in a sheet that deserve a word."""

    def __init__(self) -> None:
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[str] = []
        # Cells whose formula has no result in the file.
        self.uncounted: list[str] = []


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
            marks = _Marks()
            table = self._table(sheet, marks, told)
            if table:
                blocks.append(table)
                findings += self._findings(sheet.name, marks)
        hidden = [sheet.name for sheet in sheets if sheet.is_hidden]
        if hidden:
            what = ngettext(
                "a hidden sheet was left out: {names}",
                "{n} hidden sheets were left out: {names}",
                len(hidden),
            ).format(n=len(hidden), names=listed(hidden[:_MOST_SAID]))
            then = _("If it belongs to the plan, show it in Excel, save, and read the file again.")
            findings.append(found(self.file, (0, 0), "DM404", what, then))
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
        self, sheet: _Sheet, marks: _Marks, told: Callable[[int], None] | None
    ) -> Table | None:
        rows: dict[int, dict[int, str]] = {}
        merges: list[Merge] = []
        hidden: list[tuple[int, int]] = []
        number = 0
        for element in self.package.iter_elements(sheet.part, 3, told):
            if element.tag == "row":
                number = min(whole(element.get("r", ""), number + 1) or number + 1, _MAX_ROW)
                cells = self._row(element, number, marks)
                if cells:
                    rows.setdefault(number, {}).update(cells)
                    if is_on(element.get("hidden", "0")):
                        marks.hidden_rows.append(number)
            elif element.tag == "col" and is_on(element.get("hidden", "0")):
                hidden.append((whole(element.get("min", ""), 1), whole(element.get("max", ""), 1)))
            elif element.tag == "mergeCell" and len(merges) < _MAX_MERGES:
                merges += _merge(element.get("ref", ""))
        used = sorted({column for cells in rows.values() for column in cells})
        marks.hidden_columns += (
            _letters(column) for column in used if any(a <= column <= b for a, b in hidden[:999])
        )
        if not rows:
            return None
        lines = sorted(rows)
        texts = {line: rows[line] for line in lines}
        return build_table(
            self.file, texts, merges, line=lines[0], name=sheet.name, lines=tuple(lines)
        )

    def _row(self, row: Element, number: int, marks: _Marks) -> dict[int, str]:
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
                marks.uncounted.append(f"{_letters(column)}{number}")
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

    def _findings(self, sheet: str, marks: _Marks) -> Iterator[Finding]:
        then = _("Check that they belong to the plan; delete them in Excel if not.")
        if marks.hidden_rows:
            rows = marks.hidden_rows
            what = ngettext(
                "{sheet}: a hidden row was read: {rows}",
                "{sheet}: {n} hidden rows were read: {rows}",
                len(rows),
            ).format(sheet=sheet, n=len(rows), rows=_listed(rows))
            yield found(self.file, (rows[0], 0), "DM405", what, then)
        if marks.hidden_columns:
            columns = marks.hidden_columns
            what = ngettext(
                "{sheet}: a hidden column was read: {columns}",
                "{sheet}: {n} hidden columns were read: {columns}",
                len(columns),
            ).format(sheet=sheet, n=len(columns), columns=_listed(columns))
            yield found(self.file, (0, 0), "DM405", what, then)
        if marks.uncounted:
            cells = marks.uncounted
            what = ngettext(
                "{sheet}: a formula has no result in the file: {cells}",
                "{sheet}: {n} formulas have no result in the file: {cells}",
                len(cells),
            ).format(sheet=sheet, n=len(cells), cells=_listed(cells))
            then = _("Open the file in Excel and save it, then read it again.")
            yield found(self.file, (0, 0), "DM404", what, then)


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


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _listed(places: Sequence[object]) -> str:
    """Places as people read them; the first ones of many."""
    said = listed(map(str, places[:_MOST_SAID]))
    return f"{said}、…" if len(places) > _MOST_SAID else said
