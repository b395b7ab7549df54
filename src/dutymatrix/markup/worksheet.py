"""A worksheet of Excel: heads that stay, filters, and pages that print one page wide."""

from gettext import NullTranslations
from typing import Any

from dutymatrix.i18n import listed
from dutymatrix.markup.view import Grid, GridCell, GridHead, Sheet, Table, word_cell
from dutymatrix.measure import cells, shown
from dutymatrix.plan.model import Role

_A4 = 9
_WIDEST = 60
_LONG_HEAD = 4
_LINE = 18
_FILLS: dict[Role, dict[str, Any]] = {
    Role.LEAD: {"bg_color": "#1F5C99", "font_color": "#FFFFFF", "bold": True},
    Role.RESPONSIBLE: {"bg_color": "#8DB8DE", "bold": True},
    Role.JOIN: {"bg_color": "#E3EDF7"},
    Role.GUIDE: {"italic": True},
}
_SHADES: tuple[dict[str, Any], ...] = (
    {"font_color": "#999999"},
    {"bg_color": "#EEF3F8"},
    {"bg_color": "#C9DCEE"},
    {"bg_color": "#8DB8DE", "bold": True},
)
_HEAD = {"bold": True, "bg_color": "#EEEEEE", "border": 1, "text_wrap": True, "valign": "vcenter"}
_BODY = {"border": 1, "valign": "top", "text_wrap": True}


def write_sheet(book: Any, paper: Any, sheet: Sheet, words: NullTranslations) -> None:  # noqa: ANN401 - XlsxWriter's
    """One sheet on a worksheet of its own."""
    set_up_page(paper)
    paper.set_default_row(_LINE)
    paper.write_string(0, 0, shown(sheet.title), book.add_format({"bold": True, "font_size": 14}))
    match sheet:
        case Grid():
            last = _write_grid(book, paper, sheet)
        case Table():
            last = _write_table(book, paper, sheet, words)
        case _:
            last = 1
            for row in (("", sheet.text), *sheet.fields):
                said = listed(row[1]) if isinstance(row[1], tuple) else row[1]
                paper.write_row(last, 0, (shown(row[0]), shown(said)))
                last += 1
    for place, note in enumerate(sheet.notes):
        paper.write_string(last + 1 + place, 0, shown(note))


def set_up_page(paper: Any) -> None:  # noqa: ANN401 - XlsxWriter's
    """A4 on its side, one page wide, numbered."""
    paper.set_landscape()
    paper.set_paper(_A4)
    paper.fit_to_pages(1, 0)
    paper.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    paper.set_footer("&C&P / &N")


def _write_grid(book: Any, paper: Any, grid: Grid) -> int:  # noqa: ANN401 - XlsxWriter's
    head = book.add_format(_HEAD)
    centred = book.add_format({**_HEAD, "align": "center"})
    total = book.add_format({**_HEAD, "align": "center"})
    # Names over narrow cells stand upright, or the page would be as wide as all of them.
    texts = [_column_text(column) for column in grid.columns]
    longest = max(map(len, texts), default=0)
    upright = longest > _LONG_HEAD
    column_look = book.add_format({**_HEAD, "align": "center", "rotation": 270 * upright})
    looks: dict[Any, dict[str, Any]] = {**_FILLS, **dict(enumerate(_SHADES))}
    formats = {
        key: book.add_format({"border": 1, "align": "center", **look})
        for key, look in looks.items()
    }
    grouped = any(column.group for column in grid.columns)
    top = 2 if grouped else 1
    if grouped:
        _write_groups(paper, grid, centred)
        paper.set_row(1, 2 * _LINE)  # a long title over few tasks takes two lines
    paper.write_string(top, 0, shown(grid.corner), head)
    for place, text in enumerate(texts, 1):
        paper.write_string(top, place, shown(text), column_look)
    if upright:
        paper.set_row(top, longest * _LINE)
    # What says nothing is a dot.
    widths = [1] * len(texts)
    if grid.row_totals:
        paper.write_string(top, len(grid.columns) + 1, grid.total_head, total)
    for row, (row_head, own) in enumerate(zip(grid.rows, grid.cells, strict=True), top + 1):
        paper.write_string(row, 0, shown(row_head.full), head)
        for place, cell in enumerate(own, 1):
            # Most are empty where units are many; they get their frame all at once, below.
            if cell.shade:
                _write_cell(paper, row, place, cell, formats[cell.role or cell.shade])
                widths[place - 1] = max(widths[place - 1], cells(cell.text))
        if grid.row_totals:
            own_total = grid.row_totals[row - top - 1]
            _write_cell(paper, row, len(own) + 1, own_total, total)
    last = top + len(grid.rows) + 1
    frame = {"type": "blanks", "format": book.add_format({"border": 1})}
    paper.conditional_format(top + 1, 1, last - 1, len(grid.columns), frame)
    paper.autofilter(top, 0, last - 1, len(grid.columns) + bool(grid.row_totals))
    if grid.column_totals:
        paper.write_string(last, 0, grid.total_head, head)
        for place, cell in enumerate(grid.column_totals, 1):
            _write_cell(paper, last, place, cell, total)
        last += 1
    paper.freeze_panes(top + 1, 1)
    paper.repeat_rows(0, top)
    paper.repeat_columns(0, 0)
    paper.set_column(0, 0, max(map(cells, (row.full for row in grid.rows)), default=8) + 2)
    for place, (text, inside) in enumerate(zip(texts, widths, strict=True), 1):
        paper.set_column(place, place, max(inside, 2 if upright else cells(text)) + 1.5)
    return last


def _column_text(column: GridHead) -> str:
    """What stands above a column: inside its section where sections stand above."""
    return column.brief if column.group else column.text


def _write_groups(paper: Any, grid: Grid, look: Any) -> None:  # noqa: ANN401 - XlsxWriter's
    """Sections over their tasks."""
    start = 0
    for place in range(1, len(grid.columns) + 1):
        ends = place == len(grid.columns) or grid.columns[place].group != grid.columns[start].group
        if ends:
            text = shown(grid.columns[start].group)
            if place - start > 1:
                paper.merge_range(1, start + 1, 1, place, text, look)
            else:
                paper.write_string(1, place, text, look)
            start = place


def _write_cell(paper: Any, row: int, column: int, cell: GridCell, look: Any) -> None:  # noqa: ANN401 - XlsxWriter's
    if cell.value:
        paper.write_number(row, column, cell.value, look)
    else:
        paper.write_string(row, column, shown(cell.text), look)


def _write_table(book: Any, paper: Any, table: Table, words: NullTranslations) -> int:  # noqa: ANN401 - XlsxWriter's
    head, body = book.add_format(_HEAD), book.add_format(_BODY)
    for place, column in enumerate(table.columns):
        paper.write_string(1, place, shown(words.gettext(column.head)), head)
    widths = [cells(words.gettext(column.head)) for column in table.columns]
    for row, own in enumerate(table.rows, 2):
        for place, cell in enumerate(own):
            if isinstance(cell, int) and not isinstance(cell, bool):
                paper.write_number(row, place, cell, body)
                continue
            text = shown(word_cell(cell, words))
            paper.write_string(row, place, text, body)
            widths[place] = max(widths[place], cells(text))
    for place, width in enumerate(widths):
        paper.set_column(place, place, min(width, _WIDEST) + 2)
    paper.freeze_panes(2, 0)
    paper.repeat_rows(1)
    if table.rows:
        paper.autofilter(1, 0, len(table.rows) + 1, len(table.columns) - 1)
    return len(table.rows) + 2
