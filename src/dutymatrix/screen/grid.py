"""A grid in a terminal: a block of columns at a time, or the part of it that can be read."""

from collections.abc import Iterable, Iterator, Sequence
from gettext import NullTranslations
from itertools import accumulate, groupby
from typing import NamedTuple

from dutymatrix.markup.view import Grid, GridCell
from dutymatrix.measure import cells, padded, shown, wrap
from dutymatrix.screen.paint import Paint

_GAP = 1
# A row's head folds to that before columns go into another block.
_NARROWEST = 12
# A grid of more screens than that is of use to nobody.
_MOST_ACROSS, _MOST_IN_ALL = 10, 20
# Of a larger one as many rows as a screen holds beside the heads and what stands below.
_BESIDE = 12
_FEWEST_ROWS = 10
_STYLES = ("dim", "", "bold", "bold reverse")
"""Shades that any terminal shows, on a light or a dark ground."""


class _Column(NamedTuple):
    head: str
    cells: tuple[GridCell, ...]
    group: str
    width: int

    def said(self, text: str) -> str:
        """A text at the right of the column."""
        return " " * (self.width - cells(text)) + text


def readable(grid: Grid, width: int, height: int, words: NullTranslations) -> Grid:
    """A grid, where it takes few screens; else its largest rows and columns, as many as fit one.

    Args:
        grid: All of it.
        width: Columns of the terminal.
        height: Its lines.
        words: What the notes are worded with.
    """
    if not grid.rows or _is_readable(grid, width, height):
        return grid
    most = len(grid.rows) if grid.asked else max(_FEWEST_ROWS, height - _BESIDE)
    rows = _by_weight(grid.cells, grid.row_totals)[:most]
    columns = _by_weight(zip(*grid.cells, strict=True), grid.column_totals[:-1])[: width // 2]
    # Heads of rows fold before they take more than half of the screen.
    part = _part(grid, rows, columns)
    room = width - _GAP - min(max(map(cells, _row_heads(part))), width // 2)
    widths = [column.width + _GAP for column in _columns(part, brief=False)]
    room -= sum(widths[len(columns) :])
    width_of = dict(zip(sorted(columns), widths, strict=False))
    ends = accumulate(width_of[place] for place in columns)
    fitting = max(1, sum(end <= room for end in ends))
    part = _part(grid, rows, columns[:fitting])
    left = words.gettext(
        "the largest: {rows} of {all_rows} rows, {columns} of {all_columns} columns; "
        "more rows: --top N; all of it: -o X.xlsx or -f csv"
    ).format(
        rows=len(part.rows),
        all_rows=len(grid.rows),
        columns=len(part.columns),
        all_columns=len(grid.columns),
    )
    whole = grid.legend(words)
    notes = (part.legend(words) if note == whole else note for note in grid.notes)
    return part._replace(notes=(left, *filter(None, notes)))


def grid_lines(grid: Grid, width: int, paint: Paint) -> Iterator[str]:
    """The lines of a grid: whole where it fits, else a block a group or for as much as fits."""
    if not grid.rows:
        return
    margin = _margin(grid, width)
    blocks = [*_blocks(grid, width - margin - _GAP)]
    heads = [wrap(head, margin) for head in _row_heads(grid)]
    for block in blocks:
        if block[0].group:
            yield paint(shown(block[0].group), "italic")
        yield " ".join((padded(grid.corner, margin), *(one.said(one.head) for one in block)))
        yield "─" * (margin + _width(block))
        for place, head in enumerate(heads):
            row = [column.cells[place] for column in block]
            # Of several blocks each has the rows that say something in it.
            if len(blocks) == 1 or any(cell.shade for cell in row):
                said = (
                    paint(one.said(cell.text), _STYLES[cell.shade])
                    for one, cell in zip(block, row, strict=True)
                )
                yield " ".join((padded(head[0], margin), *said))
                yield from head[1:]
        yield ""


def _row_heads(grid: Grid) -> list[str]:
    heads = [shown(head.text) for head in grid.rows]
    return [*heads, grid.total_head] if grid.column_totals else heads


def _margin(grid: Grid, width: int) -> int:
    """The width of the rows' heads: folded where all columns then stand side by side."""
    heads = [*_row_heads(grid), grid.corner]
    widest = max(map(cells, heads))
    folded = width - _GAP - _width([*_columns(grid, brief=False)])
    if _NARROWEST <= folded < widest:
        return max(cells(line) for head in heads for line in wrap(head, folded))
    return widest


def _is_readable(grid: Grid, width: int, height: int) -> bool:
    # No column is narrower than two.
    if 2 * len(grid.columns) > _MOST_ACROSS * width:
        return False
    blocks = sum(1 for _block in _blocks(grid, width - _margin(grid, width) - _GAP))
    in_all = blocks * len(grid.rows) / height
    return blocks <= _MOST_ACROSS and (grid.asked or in_all <= _MOST_IN_ALL)


def _part(grid: Grid, rows: Iterable[int], columns: Iterable[int]) -> Grid:
    """Some rows and columns in their order, with the totals of all."""
    rows, columns = sorted(rows), sorted(columns)
    return grid._replace(
        rows=tuple(grid.rows[n] for n in rows),
        columns=tuple(grid.columns[n] for n in columns),
        cells=tuple(tuple(row[c] for c in columns) for row in map(grid.cells.__getitem__, rows)),
        row_totals=tuple(grid.row_totals[n] for n in rows) if grid.row_totals else (),
        column_totals=(*(grid.column_totals[n] for n in columns), grid.column_totals[-1])
        if grid.column_totals
        else (),
    )


def _by_weight(lines: Iterable[Sequence[GridCell]], totals: Sequence[GridCell]) -> list[int]:
    """Places of rows or columns, those that say most first."""
    if any(total.value is None for total in totals):
        totals = ()
    weights = [total.value or 0 for total in totals] or [
        sum(cell.value or bool(cell.shade) for cell in line) for line in lines
    ]
    return sorted(range(len(weights)), key=lambda place: -weights[place])


def _blocks(grid: Grid, room: int) -> Iterator[list[_Column]]:
    """Columns that stand side by side: all, or those of a group, or as many as fit."""
    columns = list(_columns(grid, brief=False))
    if _width(columns) <= room:
        yield [column._replace(group="") for column in columns]
        return
    columns = list(_columns(grid, brief=True))
    if grid.row_totals and not columns[0].group:
        # Every row has a total: in the first block, or the last would have all rows again.
        columns.insert(0, columns.pop())
    for _group, members in groupby(columns, key=lambda column: column.group):
        block: list[_Column] = []
        for column in members:
            if block and _width([*block, column]) > room:
                yield block
                block = []
            block.append(column)
        yield block


def _columns(grid: Grid, *, brief: bool) -> Iterator[_Column]:
    totals: Sequence[GridCell | None] = grid.column_totals or [None] * len(grid.columns)
    # The last total is that of all; it belongs to the column of row totals.
    columns = zip(*grid.cells, strict=True)
    for head, own, total in zip(grid.columns, columns, totals, strict=False):
        text = head.brief if brief and head.group else head.text
        yield _column(shown(text), own + ((total,) if total else ()), head.group)
    if grid.row_totals:
        yield _column(grid.total_head, (*grid.row_totals, grid.column_totals[-1]), "")


def _column(head: str, own: tuple[GridCell, ...], group: str) -> _Column:
    texts = {cell.text for cell in own}
    return _Column(head, own, group, max(map(cells, (head, *texts))))


def _width(columns: Sequence[_Column]) -> int:
    return sum(column.width + _GAP for column in columns)
