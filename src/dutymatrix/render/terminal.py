"""Tables for a terminal: Chinese columns aligned, titles folded where it is narrow."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from dutymatrix.i18n import _, current_messages
from dutymatrix.model import Role
from dutymatrix.render import Options
from dutymatrix.render.measure import cells, wrap, wrap_pieces
from dutymatrix.render.view import ROLE_WORDS, Cell, Passage, Table, View

# A title folded to less is unreadable: then each row becomes lines of its own.
_NARROWEST_TITLE = 12
_GAP = 2
# Wide enough for anything, for what goes into a pipe or a file.
_ENDLESS = 10_000


def render(view: View, options: Options) -> str:
    """Every sheet, as wide as the terminal; into a pipe or file as wide as it needs."""
    out = StringIO()
    width = options.width or _ENDLESS
    console = Console(
        file=out,
        # Lines are broken here, not by rich.
        width=_ENDLESS,
        color_system="standard" if options.color else None,
        force_terminal=options.color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for place, sheet in enumerate(view.sheets(current_messages())):
        if place:
            console.print()
        if sheet.title:
            for line in wrap(sheet.title, width):
                console.print(Text(line, style="bold"))
        if isinstance(sheet, Table):
            _print_table(console, sheet, width)
        else:
            _print_passage(console, sheet, width)
        for note in sheet.notes:
            _print_lines(console, wrap(note, width))
    # Nobody needs the blanks that fill the last column.
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _print_table(console: Console, table: Table, width: int) -> None:
    if not table.rows:
        return
    rows = [[_word(cell) for cell in row] for row in table.rows]
    heads = [_(column.head) for column in table.columns]
    widths = [max(map(_widest, column)) for column in zip(heads, *rows, strict=True)]
    folds = next(place for place, column in enumerate(table.columns) if column.folds)
    room = width - sum(widths) + widths[folds] - _GAP * (len(widths) - 1)
    if room < min(_NARROWEST_TITLE, widths[folds]):
        _print_stacked(console, folds, heads, rows, width)
        return
    grid = RichTable(box=SIMPLE_HEAD, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False)
    for head in heads:
        grid.add_column(Text(head), no_wrap=True)
    for cells_, row in zip(rows, table.rows, strict=True):
        # Folded here: rich would let a line begin with a comma.
        cells_[folds] = "\n".join(wrap(cells_[folds], room))
        grid.add_row(*map(Text, cells_), style="bold" if Role.LEAD in row else "")
    console.print(grid)
    console.print()


def _print_stacked(
    console: Console, folds: int, heads: Sequence[str], rows: Iterable[list[str]], width: int
) -> None:
    """Rows as short paragraphs: the first cells and the title, then a line for each other cell."""
    for row in rows:
        _print_lines(console, wrap(" ".join(filter(None, row[: folds + 1])), width))
        for name, cell in zip(heads[folds + 1 :], row[folds + 1 :], strict=True):
            if cell:
                _print_field(console, f"  {name}", tuple(cell.split("\n")), width, cells(name) + 4)
    console.print()


def _print_passage(console: Console, passage: Passage, width: int) -> None:
    console.print()
    for paragraph in filter(None, passage.text.split("\n")):
        _print_lines(console, wrap(paragraph, width))
    if passage.text:
        console.print()
    indent = max((cells(name) for name, _text in passage.fields), default=0) + _GAP
    for name, text in passage.fields:
        _print_field(console, name, text, width, indent)


def _print_field(
    console: Console, name: str, text: str | tuple[str, ...], width: int, indent: int
) -> None:
    """A named text, its further lines below its first."""
    room = max(width - indent, _NARROWEST_TITLE)
    if isinstance(text, tuple):
        lines = wrap_pieces([*(f"{part}、" for part in text[:-1]), *text[-1:]], room)
    else:
        lines = wrap(text, room)
    head = Text(name, style="bold")
    head.append(" " * (indent - cells(name)) + lines[0], style="not bold")
    console.print(head)
    _print_lines(console, [" " * indent + line for line in lines[1:]])


def _print_lines(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(Text(line))


def _word(cell: Cell) -> str:
    """A cell's text; names stand one a line, so that none is broken."""
    match cell:
        case None:
            return ""
        case Role():
            return _(ROLE_WORDS[cell])
        case tuple():
            return "\n".join(cell)
        case _:
            return str(cell)


def _widest(text: str) -> int:
    return max(map(cells, text.split("\n")))
