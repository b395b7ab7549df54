"""What of a workbook's sheets deserves a word: hidden parts, cells whose text is not certain."""

from collections.abc import Iterator, Sequence

from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _, listed, ngettext

_MOST_SAID = 5


class SheetNotes:
    """Places in a sheet, by row and column from 1."""

    def __init__(self) -> None:
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.uncounted: list[tuple[int, int]] = []
        """Cells whose formula has no result in the file."""
        self.unshown: list[tuple[int, int]] = []
        """Dates and fractions of which the file tells the value, not how it is shown."""
        self.are_merges_known = True
        """Whether the file tells which cells are merged."""

    def findings(self, file: str, sheet: str) -> Iterator[Finding]:
        """What was assumed or lost in a sheet."""
        then = _("Check that they belong to the plan; delete them in Excel if not.")
        if self.hidden_rows:
            rows = self.hidden_rows
            what = ngettext(
                "{sheet}: a hidden row was read: {rows}",
                "{sheet}: {n} hidden rows were read: {rows}",
                len(rows),
            ).format(sheet=sheet, n=len(rows), rows=_listed(rows))
            yield found(file, (rows[0], 0), "DM405", what, then)
        if self.hidden_columns:
            columns = self.hidden_columns
            what = ngettext(
                "{sheet}: a hidden column was read: {columns}",
                "{sheet}: {n} hidden columns were read: {columns}",
                len(columns),
            ).format(sheet=sheet, n=len(columns), columns=_listed([*map(_letters, columns)]))
            yield found(file, (0, 0), "DM405", what, then)
        if self.uncounted:
            cells = self.uncounted
            what = ngettext(
                "{sheet}: a formula has no result in the file: {cells}",
                "{sheet}: {n} formulas have no result in the file: {cells}",
                len(cells),
            ).format(sheet=sheet, n=len(cells), cells=_listed([*map(_reference, cells)]))
            then = _("Open the file in Excel and save it, then read it again.")
            yield found(file, (0, 0), "DM404", what, then)
        if not self.are_merges_known:
            what = _(
                "{sheet}: which cells are merged is not known; what they cover was read as empty"
            )
            then = _("Save the file as .xlsx and read that.")
            yield found(file, (0, 0), "DM405", what.format(sheet=sheet), then)
        if self.unshown:
            cells = self.unshown
            what = ngettext(
                "{sheet}: the value of a date or fraction was read; "
                "the sheet may show it otherwise: {cells}",
                "{sheet}: the values of {n} dates or fractions were read; "
                "the sheet may show them otherwise: {cells}",
                len(cells),
            ).format(sheet=sheet, n=len(cells), cells=_listed([*map(_reference, cells)]))
            then = _("Compare them with the sheet, or save it as .xlsx and read that.")
            yield found(file, (cells[0][0], 0), "DM405", what, then)


def find_hidden_sheets(file: str, names: Sequence[str]) -> Iterator[Finding]:
    """That sheets which are not shown were left out."""
    if names:
        what = ngettext(
            "a hidden sheet was left out: {names}",
            "{n} hidden sheets were left out: {names}",
            len(names),
        ).format(n=len(names), names=listed(names[:_MOST_SAID]))
        then = _("If it belongs to the plan, show it in Excel, save, and read the file again.")
        yield found(file, (0, 0), "DM404", what, then)


def _reference(cell: tuple[int, int]) -> str:
    return f"{_letters(cell[1])}{cell[0]}"


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
