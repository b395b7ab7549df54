"""Tables for a terminal: Chinese columns aligned, titles folded where it is narrow."""

import sys
from collections.abc import Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from dutymatrix.i18n import _, current_messages, listed
from dutymatrix.markup.view import Cell, Grid, Options, Passage, Table, View
from dutymatrix.measure import cells, shown, wrap
from dutymatrix.plan.model import Role
from dutymatrix.wording.role import ROLE_WORDS

# A text folded to less is unreadable: then each row becomes lines of its own.
_NARROWEST = 12
_GAP = 2
# What goes into a pipe or a file has room for everything, so that no line is folded there;
# a wider table would be little else than blanks.
_ENDLESS = sys.maxsize
_WIDEST_TABLE = 10_000


def render(view: View, options: Options) -> str:
    """Every sheet, as wide as the terminal; into a pipe or file as wide as it needs."""
    out = StringIO()
    width = options.width or _ENDLESS
    console = Console(
        file=out,
        # Lines are broken here, not by rich.
        width=_WIDEST_TABLE,
        color_system="standard" if options.color else None,
        force_terminal=options.color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        # What the environment asks for is settled already.
        _environ={},
    )
    for place, sheet in enumerate(view.sheets(current_messages())):
        if place:
            console.print()
        if sheet.title:
            for line in wrap(_line(sheet.title), width, sheet.whole):
                console.print(Text(line, style="bold"), soft_wrap=True)
        match sheet:
            case Table():
                _print_table(console, sheet, width)
            case Passage():
                _print_passage(console, sheet, width)
            case Grid():
                from dutymatrix.screen.grid import print_grid

                print_grid(console, sheet, min(width, _WIDEST_TABLE))
        for note in map(_line, sheet.notes):
            # What is indented goes on further in, so that the next one can be told from it.
            hang = 2 * (len(note) - len(note.lstrip()))
            _print_lines(console, wrap(note, width, sheet.whole, hang))
    # Nobody needs the blanks that fill the last column.
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _print_table(console: Console, table: Table, width: int) -> None:
    if not table.rows:
        return
    heads = [_line(_(column.head)) for column in table.columns]
    rows = [
        [_word(cell, column.folds) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    rooms = _share(table, heads, rows, width)
    if rooms is None:
        _print_stacked(console, table, heads, width)
        return
    # Rich lays out every cell by itself, half a millisecond a row: it gets columns instead,
    # already folded (it would let a line begin with a comma too).
    columns = [Text() for _head in heads]
    for words, row in zip(rows, table.rows, strict=True):
        folded = [
            wrap(word, room, cell if isinstance(cell, tuple) else ()) if room else word.split("\n")
            for word, cell, room in zip(words, row, rooms, strict=True)
        ]
        height = max(map(len, folded))
        for column, lines in zip(columns, folded, strict=True):
            blank = "\n" * (height - len(lines) + 1)
            column.append("\n".join(lines) + blank, style="bold" if Role.LEAD in row else "")
    grid = RichTable(box=SIMPLE_HEAD, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False)
    for name in heads:
        grid.add_column(Text(name), no_wrap=True)
    for head, text in zip(table.columns, columns, strict=True):
        if head.marked:
            _color_marks(text)
    grid.add_row(*columns)
    console.print(grid)


def _color_marks(text: Text) -> None:
    """Colour what was deleted and added; a mark may run over several lines."""
    for opening, closing, style in (("[-", "-]", "red"), ("{+", "+}", "green")):
        end = 0
        while (start := text.plain.find(opening, end)) >= 0:
            end = text.plain.find(closing, start + 2) + 2
            if end < 2:
                break
            text.stylize(style, start, end)


def _share(
    table: Table, heads: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> list[int] | None:
    """The width of each column that folds, 0 for those that do not; None where it is too narrow."""
    widths = [max(map(_widest, column)) for column in zip(heads, *rows, strict=True)]
    folds = [column.folds for column in table.columns]
    wanted = [w if f else 0 for w, f in zip(widths, folds, strict=True)]
    is_endless = width == _ENDLESS
    room = min(width, _WIDEST_TABLE) - sum(widths) + sum(wanted) - _GAP * (len(widths) - 1)
    least = [min(w, max(_NARROWEST, cells(head))) for w, head in zip(wanted, heads, strict=True)]
    if room < sum(wanted if is_endless else least):
        return None
    if room >= sum(wanted):
        return wanted
    # What is left goes to those that want more, by how much more they want.
    more = [w - low for w, low in zip(wanted, least, strict=True)]
    left = room - sum(least)
    return [low + left * m // sum(more) for low, m in zip(least, more, strict=True)]


def _print_stacked(console: Console, table: Table, heads: Sequence[str], width: int) -> None:
    """Rows as short paragraphs: the cells up to the title, then a line for each other cell."""
    keys = [column.key for column in table.columns]
    title = keys.index("title") if "title" in keys else 0
    indent = max(map(cells, heads[title + 1 :]), default=0) + 2 * _GAP
    for row in table.rows:
        first = [_word(cell) for cell in row[: title + 1]]
        _print_lines(console, wrap(" ".join(filter(None, first)), width, first[:title], _GAP))
        for name, cell in zip(heads[title + 1 :], row[title + 1 :], strict=True):
            text = _lines(cell) if isinstance(cell, tuple) else _word(cell)
            if text:
                _print_field(console, f"  {name}", text, width, indent)
    console.print()


def _print_passage(console: Console, passage: Passage, width: int) -> None:
    console.print()
    for paragraph in filter(None, passage.text.split("\n")):
        _print_lines(console, wrap(_line(paragraph), width))
    if passage.text:
        console.print()
    fields = [(_line(name), _lines(text)) for name, text in passage.fields]
    indent = max((cells(name) for name, _text in fields), default=0) + _GAP
    for name, text in fields:
        _print_field(console, name, text, width, indent)


def _print_field(
    console: Console, name: str, text: str | tuple[str, ...], width: int, indent: int
) -> None:
    """A named text beside its name; below it where it is narrow."""
    names = text if isinstance(text, tuple) else ()
    said = text if isinstance(text, str) else listed(text)
    # A name stays whole, with the mark after it.
    needed = max((_NARROWEST, *(cells(part) + 2 for part in names)))
    lines = wrap(said, width - indent, names)
    below = width - indent < max((needed, *map(cells, lines)))
    if below:
        indent = len(name) - len(name.lstrip()) + _GAP
        lines = wrap(said, width - indent, names)
    head = Text(name, style="bold")
    if not below:
        head.append(" " * (indent - cells(name)) + lines.pop(0), style="not bold")
    console.print(head, soft_wrap=True)
    _print_lines(console, [" " * indent + line for line in lines])


def _print_lines(console: Console, lines: Sequence[str], style: str = "") -> None:
    if lines and style:
        console.print(Text("\n".join(lines), style=style))
    elif lines:
        # Nothing for rich to do.
        console.file.write("\n".join(lines) + "\n")


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
            return ("、" if folds else "\n").join(map(_line, cell))
        case _:
            return _line(str(cell))


def _lines(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return _line(text) if isinstance(text, str) else tuple(map(_line, text))


def _line(text: str) -> str:
    """A text on one line, without anything invisible that would do something to it."""
    return shown(text.replace("\t", " ").replace("\n", " "))


def _widest(text: str) -> int:
    return max(map(cells, text.split("\n")))
