"""Tables for a terminal: Chinese columns aligned, titles folded where it is narrow.

Lines are laid out here, every cell by its width in columns; a table of rich takes half a
millisecond a row.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from gettext import NullTranslations
from itertools import repeat
from typing import TypeVar

from dutymatrix.i18n import _, current_messages, listed
from dutymatrix.markup.view import (
    Cell,
    Grid,
    Labels,
    Options,
    Passage,
    Sheet,
    Table,
    Tinted,
    View,
)
from dutymatrix.measure import cells, led, padded, shown, wrap
from dutymatrix.plan.model import Role
from dutymatrix.screen.paint import Paint, painter
from dutymatrix.wording.role import ROLE_WORDS

# A text folded to less is unreadable: then each row becomes lines of its own.
_NARROWEST = 12
# So far the head of figures folds; what belongs together in one stays so.
_NARROW_HEAD = 6
_TOGETHER = ("任务", "统称", "列入", "占比")
_SHARE = r"\d+%"
_GAP = 2
# What goes into a pipe or a file has room for everything, so that no line is folded there;
# a wider table would be little else than blanks.
_ENDLESS = sys.maxsize
_WIDEST_TABLE = 10_000
_MORE = "…"
# What was deleted and what was added.
_MARKED = r"(?s)(\[-.*?-\]|\{\+.*?\+\})"
_MARKS = {"[-": "red", "{+": "green"}

_Cell = TypeVar("_Cell")


def render(view: View, options: Options) -> str:
    """Every sheet, as wide as the terminal; into a pipe or file as wide as it needs."""
    width = options.width or _ENDLESS
    paint = painter(color=options.color)
    lines: list[str] = []
    words = current_messages()
    for place, sheet in enumerate(view.sheets(words)):
        if options.height:
            sheet = _readable(sheet, width, options.height, words)
        if place:
            lines.append("")
        if sheet.title:
            lines += (paint(line, "bold") for line in wrap(_line(sheet.title), width, sheet.whole))
        match sheet:
            case Table():
                lines += _table_lines(sheet, width, paint)
            case Passage():
                lines += _passage_lines(sheet, width, paint)
            case Grid():
                from dutymatrix.screen.grid import grid_lines

                lines += grid_lines(sheet, min(width, _WIDEST_TABLE), paint)
        for note in map(_line, sheet.notes):
            # What is indented goes on further in, so that the next one can be told from it.
            hang = 2 * (len(note) - len(note.lstrip()))
            lines += wrap(note, width, sheet.whole, hang)
    # Nobody needs the blanks that fill the last column.
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _readable(sheet: Sheet, width: int, height: int, words: NullTranslations) -> Sheet:
    """What a terminal shows of a sheet: of a screen full of numbers only the first ones."""
    most = height // 2
    shown: Table | Passage
    match sheet:
        case Grid():
            from dutymatrix.screen.grid import readable

            return readable(sheet, width, height, words)
        case Table():
            rows = tuple(tuple(_first(cell, most) for cell in row) for row in sheet.rows)
            shown = sheet._replace(rows=rows)
        case Passage():
            fields = tuple((name, _first(said, most)) for name, said in sheet.fields)
            shown = sheet._replace(fields=fields)
    notes = tuple(_beginning(note, width * height) for note in sheet.notes)
    if shown._replace(notes=notes) == sheet:
        return sheet
    said = words.gettext("{more}: too much for a screen; all of it: -f md or -o X.docx")
    return shown._replace(notes=(*notes, said.format(more=_MORE)))


def _beginning(note: str, screen: int) -> str:
    """A note; of one that fills a screen of so many cells, what is listed on half of it."""
    if cells(note) <= screen:
        return note
    said = note[: screen // 4]
    return said[: said.rfind("；") + 1] + _MORE


def _first(cell: _Cell, most: int) -> _Cell | tuple[str, ...]:
    return (*cell[:most], _MORE) if isinstance(cell, Labels) and len(cell) > most else cell


def _table_lines(table: Table, width: int, paint: Paint) -> Iterator[str]:
    if not table.rows:
        return
    heads = [_line(_(column.head)) for column in table.columns]
    rows = [
        [_word(cell, column.folds) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    folds = [column.folds for column in table.columns]
    rooms = _share(folds, heads, rows, width)
    if rooms is None and not any(folds):
        # Of figures the heads fold, and in the end the names, before each row has lines of its own.
        low = [heads[0], *("\n".join(wrap(head, _NARROW_HEAD, _TOGETHER)) for head in heads[1:])]
        rooms = _share(folds, low, rows, width) or _share([True, *folds[1:]], low, rows, width)
        heads = low if rooms else heads
    if rooms is None:
        yield from _stacked_lines(table, heads, width, paint)
        return
    folded = [
        [
            wrap(word, room, cell if isinstance(cell, tuple) else ()) if room else word.split("\n")
            for word, cell, room in zip(words, row, rooms, strict=True)
        ]
        for words, row in zip(rows, table.rows, strict=True)
    ]
    widths = [
        max(_widest(head), *(cells(line) for lines in column for line in lines))
        for head, *column in zip(heads, *folded, strict=True)
    ]
    gap = " " * _GAP
    pads = [_pad(column) for column in zip(*table.rows, strict=True)]
    for parts in zip(*_columns([head.split("\n") for head in heads], widths, pads), strict=True):
        yield paint(gap.join(parts), "bold")
    yield "─" * (sum(widths) + _GAP * (len(widths) - 1))
    for row, words in zip(table.rows, folded, strict=True):
        columns = _columns(words, widths, pads)
        for place, column in enumerate(table.columns):
            if column.marked:
                columns[place] = _paint_marks(columns[place], paint)
        style = "bold" if Role.LEAD in row else ""
        if any(map(_tint, row)):  # behind a colour nothing would be bold any more
            styles = [_tint(cell) or style for cell in row]
            columns = [
                [*map(paint, lines, repeat(own))]
                for lines, own in zip(columns, styles, strict=True)
            ]
            style = ""
        yield from (paint(gap.join(parts), style) for parts in zip(*columns, strict=True))
    yield ""


def _columns(
    words: Sequence[Sequence[str]], widths: Sequence[int], pads: Sequence[Callable[[str, int], str]]
) -> list[list[str]]:
    """The cells of a row, each as wide as its column and as high as the row."""
    height = max(map(len, words))
    return [
        [pad(line, room) for line in lines] + [" " * room] * (height - len(lines))
        for lines, room, pad in zip(words, widths, pads, strict=True)
    ]


def _pad(column: Sequence[Cell]) -> Callable[[str, int], str]:
    """What fills a column: figures stand at its right."""
    said = [cell for cell in column if cell not in (None, "")]
    is_figures = said and all(
        type(cell) is int or (isinstance(cell, str) and re.fullmatch(_SHARE, cell)) for cell in said
    )
    return led if is_figures else padded


def _paint_marks(lines: list[str], paint: Paint) -> list[str]:
    """Colour what was deleted and added; a mark may run over several lines."""
    return "".join(
        paint(piece, _MARKS.get(piece[:2], "")) for piece in re.split(_MARKED, "\n".join(lines))
    ).split("\n")


def _share(
    folds: Sequence[bool], heads: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> list[int] | None:
    """The width of each column that folds, 0 for those that do not; None where it is too narrow."""
    widths = [max(map(_widest, column)) for column in zip(heads, *rows, strict=True)]
    wanted = [w if f else 0 for w, f in zip(widths, folds, strict=True)]
    is_endless = width == _ENDLESS
    room = min(width, _WIDEST_TABLE) - sum(widths) + sum(wanted) - _GAP * (len(widths) - 1)
    least = [min(w, max(_NARROWEST, _widest(head))) for w, head in zip(wanted, heads, strict=True)]
    if room < sum(wanted if is_endless else least):
        return None
    if room >= sum(wanted):
        return wanted
    # What is left goes to those that want more, by how much more they want.
    more = [w - low for w, low in zip(wanted, least, strict=True)]
    left = room - sum(least)
    return [low + left * m // sum(more) for low, m in zip(least, more, strict=True)]


def _stacked_lines(table: Table, heads: Sequence[str], width: int, paint: Paint) -> Iterator[str]:
    """Rows as short paragraphs: the cells up to the title, then a line for each other cell."""
    keys = [column.key for column in table.columns]
    title = keys.index("title") if "title" in keys else 0
    indent = max(map(cells, heads[title + 1 :]), default=0) + 2 * _GAP
    for row in table.rows:
        first = [_word(cell) for cell in row[: title + 1]]
        yield from wrap(" ".join(filter(None, first)), width, first[:title], _GAP)
        for name, cell in zip(heads[title + 1 :], row[title + 1 :], strict=True):
            text = _lines(cell) if isinstance(cell, tuple) else _word(cell)
            if text:
                yield from _field_lines(f"  {name}", text, width, indent, paint, _tint(cell))
    yield ""


def _passage_lines(passage: Passage, width: int, paint: Paint) -> Iterator[str]:
    yield ""
    for paragraph in filter(None, passage.text.split("\n")):
        yield from wrap(_line(paragraph), width)
    if passage.text and passage.fields:
        yield ""
    fields = [(_line(name), _lines(text), _tint(text)) for name, text in passage.fields]
    indent = max((cells(name) for name, _text, _style in fields), default=0) + _GAP
    for name, text, style in fields:
        yield from _field_lines(name, text, width, indent, paint, style)


def _field_lines(
    name: str, text: str | tuple[str, ...], width: int, indent: int, paint: Paint, style: str
) -> Iterator[str]:
    """A named text beside its name; below it where it is narrow."""
    names = text if isinstance(text, tuple) else ()
    said = text if isinstance(text, str) else listed(text)
    # A name stays whole, with the mark after it.
    needed = max((_NARROWEST, *(cells(part) + 2 for part in names)))
    lines = wrap(said, width - indent, names)
    if width - indent < max((needed, *map(cells, lines))):
        indent = len(name) - len(name.lstrip()) + _GAP
        lines = ["", *wrap(said, width - indent, names)]
    yield paint(name, "bold") + " " * (indent - cells(name)) + paint(lines[0], style)
    yield from (" " * indent + paint(line, style) for line in lines[1:])


def _tint(cell: Cell) -> str:
    """The colour of a cell; "" for that of the terminal."""
    return cell.tint.name.lower() if isinstance(cell, Tinted) else ""


def _word(cell: Cell, folds: bool = False) -> str:
    """A cell's text; names stand one a line, unless the column folds between them."""
    match cell:
        case None:
            return ""
        case bool():
            return _("yes") if cell else ""
        case Role():
            return _(ROLE_WORDS[cell].does)
        case tuple():
            lines = map(_line, cell)
            return listed(lines) if folds else "\n".join(lines)
        case _:
            return _line(str(cell))


def _lines(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return _line(text) if isinstance(text, str) else tuple(map(_line, text))


def _line(text: str) -> str:
    """A text on one line, without anything invisible that would do something to it."""
    return shown(text.replace("\t", " ").replace("\n", " "))


def _widest(text: str) -> int:
    return max(map(cells, text.split("\n")))
