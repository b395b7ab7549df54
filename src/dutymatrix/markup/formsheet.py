"""A worksheet to be filled in: what is ours is locked, what is theirs open, wide and wrapping."""

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Any

from dutymatrix.markup.layout import Fill, legible
from dutymatrix.markup.marked import said_of
from dutymatrix.markup.width import Measures, row_lines

_MEASURES = Measures(2, 2, 1)
_LINE = 16.0
_LEAST_LINES = 3
_HIGHEST = 409.0
# Of columns, in the width of a figure.
_WIDTHS = {"position": 5, "label": 9, "title": 26, "role": 8, "said": 12, "last": 24}
_OPEN_WIDTHS = {"text": 40, "state": 10, "problems": 26, "next": 26}
_FONT = {"font_name": "宋体", "font_size": 11}
_BOX: dict[str, Any] = {**_FONT, "border": 1, "text_wrap": True, "valign": "vcenter"}
_THEIRS = {"locked": False, "bg_color": "#FFFBE6", "valign": "top"}
_NARROW = frozenset({"position", "label", "role", "state"})
# What people may do to a sheet although it is protected.
_ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "delete_rows"), True
)


class FormFormats:
    """The looks of cells, made once a workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - XlsxWriter's
        self.field = book.add_format({**_FONT, "align": "right", "valign": "vcenter"})
        self.head = book.add_format(
            {**_BOX, "bold": True, "bg_color": "#EEEEEE", "align": "center"}
        )
        self.ours = book.add_format(_BOX)
        self.word = book.add_format({**_BOX, "align": "center"})
        self.last = book.add_format({**_BOX, "font_color": "#808080", "valign": "top"})
        self.theirs = book.add_format({**_BOX, **_THEIRS})
        # Text: 0759… keeps its nought, and a day is what was typed.
        self.said = book.add_format({**_BOX, **_THEIRS, "valign": "vcenter", "num_format": "@"})
        self.choice = book.add_format({**_BOX, **_THEIRS, "align": "center", "valign": "vcenter"})


def write_fill(
    sheet: Any,  # noqa: ANN401 - XlsxWriter's
    top: int,
    fill: Fill,
    formats: FormFormats,
    words: NullTranslations,
) -> int:
    """The fields and the table, from a row on; the row after both."""
    columns = fill.table.columns
    widths = [
        _OPEN_WIDTHS[c.key] if c.key in fill.open else _WIDTHS.get(c.key, 12) for c in columns
    ]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_column(len(columns), len(columns), None, None, {"hidden": True})
    # Each field takes a narrow column for its head and a wide one behind it.
    wide = [n for n in range(1, len(columns)) if widths[n] > max(12, widths[n - 1])]
    for (head, said), place in zip(fill.fields, wide, strict=False):
        sheet.write_string(top, place - 1, f"{words.gettext(head)}：", formats.field)
        _write(sheet, top, place, said, formats.said)
    sheet.set_row(top, 1.5 * _LINE)
    top += 1
    for place, column in enumerate(columns):
        sheet.write_string(top, place, legible(words.gettext(column.head)), formats.head)
    sheet.set_row(top, 2 * _LINE)
    for row, (own, mark) in enumerate(zip(fill.table.rows, fill.marks, strict=True), top + 1):
        texts = [said_of(cell, words) for cell in own]
        for place, (column, text) in enumerate(zip(columns, texts, strict=True)):
            _write(sheet, row, place, text, _look(column.key, fill.open, formats))
        sheet.write_string(row, len(columns), legible(mark))
        lines = max(_LEAST_LINES, row_lines(texts, widths, _MEASURES))
        sheet.set_row(row, min(lines * _LINE + 4, _HIGHEST))
    last = top + len(fill.table.rows)
    for place, column in enumerate(columns):
        if choices := fill.open.get(column.key):
            sheet.data_validation(
                top + 1,
                place,
                max(last, top + 1),
                place,
                {"validate": "list", "source": [*choices]},
            )
    sheet.freeze_panes(top + 1, 3)
    sheet.repeat_rows(top)
    sheet.protect("", _ALLOWED)
    return last + 1


def _look(key: str, open_: Mapping[str, object], formats: FormFormats) -> Any:  # noqa: ANN401
    if key in open_:
        return formats.choice if key in _NARROW else formats.theirs
    if key == "last":
        return formats.last
    return formats.word if key in _NARROW else formats.ours


def _write(sheet: Any, row: int, column: int, text: str, look: Any) -> None:  # noqa: ANN401
    """A text that stays one, whatever it begins with."""
    if text:
        sheet.write_string(row, column, legible(text), look)
    else:
        sheet.write_blank(row, column, None, look)
