"""Papers to hand out as an Excel workbook: a worksheet each, and links to them."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from gettext import NullTranslations
from itertools import zip_longest
from typing import Any

from dutymatrix.markup.formsheet import FormFormats, write_fill
from dutymatrix.markup.layout import Fill, Handout, Letter, Paper, Text, legible, letter_lines
from dutymatrix.markup.marked import Mark, Marked, Run, plain, said_of
from dutymatrix.markup.view import Grid, Table, Tinted
from dutymatrix.markup.width import (
    CENTRED,
    Measures,
    alike,
    column_widths,
    fold,
    fold_head,
    row_lines,
)
from dutymatrix.markup.worksheet import set_up_page, write_sheet

# In the width of a figure, which is half a Chinese character's.
_MEASURES = Measures(2, 2, 1)
_ROOM = 190
_LINE = 16.0
_HIGHEST = 409.0
"""Points that a row of Excel can be high."""
_LONGEST = 32_767
"""Characters that a cell of Excel can hold."""
_FONT = {"font_name": "宋体", "font_size": 11}
_BOX: dict[str, Any] = {**_FONT, "border": 1, "text_wrap": True, "valign": "vcenter"}
_MARKS: dict[Mark, dict[str, Any]] = {
    Mark.DELETED: {"font_strikeout": True},
    Mark.ADDED: {"bold": True, "underline": 1},
}
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


class _Formats:
    """The looks of cells, made once a workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - XlsxWriter's
        self.book = book
        self._tinted: dict[str, Any] = {}
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 16})
        self.line = book.add_format({**_FONT})
        self.heading = book.add_format({**_FONT, "bold": True, "font_size": 12})
        self.head = book.add_format(
            {**_BOX, "bold": True, "bg_color": "#EEEEEE", "align": "center"}
        )
        self.text = book.add_format(_BOX)
        self.word = book.add_format({**_BOX, "align": "center"})
        self.day = book.add_format({**_BOX, "align": "center", "num_format": "yyyy-mm-dd"})
        self.link = book.add_format({**_BOX, "font_color": "#0563C1", "underline": 1})
        self.marks = {mark: book.add_format({**_FONT, **look}) for mark, look in _MARKS.items()}
        self.marked = {mark: book.add_format({**_BOX, **look}) for mark, look in _MARKS.items()}
        """Of whole cells, which Excel gives no runs."""

    def tinted(self, tint: str) -> Any:  # noqa: ANN401 - XlsxWriter's
        """Of a cell that stands on a colour."""
        if tint not in self._tinted:
            look = {**_BOX, "align": "center", "bg_color": tint, "font_color": "#FFFFFF"}
            self._tinted[tint] = self.book.add_format(look)
        return self._tinted[tint]


def write_papers(book: Any, view: Handout, words: NullTranslations) -> None:  # noqa: ANN401
    """A worksheet for each paper, named like it."""
    papers = deque(paper for paper in view.stamped(words, flat=True) if not paper.is_cover)
    sheet_names = [*_sheet_names(papers)]
    # A unit may be called as the index in front is: links are to the unit's.
    names = dict(zip((paper.name for paper in papers), sheet_names, strict=True))
    formats = _Formats(book)
    for name in sheet_names:
        # What is written is let go of.
        paper = papers.popleft()
        sheet = book.add_worksheet(name)
        match paper.parts:
            case (Grid() as grid,):
                write_sheet(book, sheet, grid._replace(title=paper.title), words)
            case _:
                _write_paper(sheet, paper, formats, names, words)


def _sheet_names(papers: Iterable[Paper]) -> Iterator[str]:
    """Names that Excel takes, no two alike."""
    # Excel reserves one name, in every language's version.
    taken = {"history"}
    for paper in papers:
        plain = _NO_NAME.sub("_", legible(paper.name))[:_LONGEST_NAME].strip("' ") or "_"
        name, n = plain, 1
        while name.casefold() in taken:
            n += 1
            behind = f"_{n}"
            name = plain[: _LONGEST_NAME - len(behind)] + behind
        taken.add(name.casefold())
        yield name


def _write_paper(
    sheet: Any,  # noqa: ANN401 - XlsxWriter's
    paper: Paper,
    formats: _Formats,
    names: dict[str, str],
    words: NullTranslations,
) -> None:
    set_up_page(sheet)
    _write(sheet, 0, 0, paper.heading, formats.title)
    sheet.set_row(0, 26)
    row = 1
    for line in (*paper.lines, *((paper.date,) if paper.date else ())):
        _write(sheet, row, 0, line, formats.line)
        row += 1
    tables = [part for part in paper.parts if isinstance(part, Table)]
    widths = _widths(tables, words)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    framed = False
    for part in paper.parts:
        match part:
            case Table():
                if part.title:
                    _write(sheet, row, 0, part.title, formats.heading)
                    row += 1
                if not framed:
                    sheet.freeze_panes(row + 1, 0)
                    sheet.repeat_rows(row)
                    last = len(part.columns) - 1
                    if part.rows and len(tables) == 1:
                        sheet.autofilter(row, 0, row + len(part.rows), last)
                    framed = True
                row = _write_table(sheet, row, part, widths, formats, names, words) + 1
                for note in part.notes:
                    _write_marked(sheet, row, 0, note, formats, formats.line)
                    row += 1
            case Text():
                if part.heading:
                    _write(sheet, row, 0, part.heading, formats.heading)
                    row += 1
                for paragraph in part.paragraphs:
                    _write(sheet, row, 0, paragraph, formats.line)
                    row += 1
            case Fill():
                row = write_fill(sheet, row, part, FormFormats(formats.book), words)
            case Letter():
                for line in letter_lines(part):
                    _write(sheet, row, 0, line, formats.line)
                    row += 1


def _write_table(
    sheet: Any,  # noqa: ANN401 - XlsxWriter's
    top: int,
    table: Table,
    widths: list[int],
    formats: _Formats,
    names: dict[str, str],
    words: NullTranslations,
) -> int:
    """The row after the table."""
    heads = [
        fold_head(words.gettext(column.head), width, _MEASURES)
        for column, width in zip(table.columns, widths, strict=False)
    ]
    for place, head in enumerate(heads):
        _write(sheet, top, place, head, formats.head)
    sheet.set_row(top, _height(heads, widths))
    # A table in which a unit has its worksheet links to it.
    linked = any(column.key == "leads" for column in table.columns)
    for row, own in enumerate(table.rows, top + 1):
        texts = [
            fold(cell, said_of(cell, words), width, _MEASURES)
            for cell, width in zip(own, widths, strict=False)
        ]
        for place, (column, cell, text) in enumerate(zip(table.columns, own, texts, strict=True)):
            look = formats.word if column.key in CENTRED else formats.text
            if isinstance(cell, Tinted):
                look = formats.tinted(cell.tint.value)
            match cell:
                case bool() | None:
                    _write(sheet, row, place, text, look)
                case int():
                    sheet.write_number(row, place, cell, formats.word)
                case date():
                    sheet.write_datetime(
                        row, place, datetime(cell.year, cell.month, cell.day), formats.day
                    )
                case _ if linked and column.key == "unit" and text in names:
                    target = names[text].replace("'", "''")
                    sheet.write_url(row, place, f"internal:'{target}'!A1", formats.link, text)
                case _:
                    _write_marked(sheet, row, place, text, formats, look)
        sheet.set_row(row, _height([*map(plain, texts)], widths))
    return top + len(table.rows) + 1


def _write(sheet: Any, row: int, column: int, text: str, look: Any) -> None:  # noqa: ANN401
    """A text that stays one, whatever it begins with."""
    said = legible(text)
    # XlsxWriter would leave out the whole of a longer one.
    said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
    if said:
        sheet.write_string(row, column, said, look)
    else:
        sheet.write_blank(row, column, None, look)


def _write_marked(
    sheet: Any,  # noqa: ANN401 - XlsxWriter's
    row: int,
    column: int,
    text: str,
    formats: _Formats,
    look: Any,  # noqa: ANN401 - XlsxWriter's
) -> None:
    """A text with what was deleted and added in it."""
    match text:
        case Marked(runs=(Run(whole, mark),)) if mark:
            _write(sheet, row, column, whole, formats.marked[mark])
        case Marked(runs=(_, _, *_)) if len(legible(plain(text))) <= _LONGEST:
            pieces: list[Any] = []
            for run in text.runs:
                pieces += [formats.marks[run.mark]] if run.mark else []
                pieces.append(legible(run.text))
            sheet.write_rich_string(row, column, *pieces, look)
        case _:
            _write(sheet, row, column, text, look)


def _widths(tables: list[Table], words: NullTranslations) -> list[int]:
    """Of the sheet's columns, which its tables share."""
    found = (
        column_widths(own, _ROOM, _MEASURES, words, fills=False) for own in alike(tables).values()
    )
    return [max(own) for own in zip_longest(*found, fillvalue=0)]


def _height(texts: list[str], widths: list[int]) -> float:
    """Points for the lines of the fullest cell; Excel fits heights to Latin letters only."""
    return min(row_lines(texts, widths, _MEASURES) * _LINE + 4, _HIGHEST)
