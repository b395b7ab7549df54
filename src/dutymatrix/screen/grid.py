"""A grid in a terminal: all of it, whatever the width, a block of columns at a time."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dutymatrix.i18n import _
from dutymatrix.markup.view import Grid, GridCell
from dutymatrix.measure import cells, padded, shown, wrap
from dutymatrix.screen.paint import Paint

_GAP = 1
# A row's head folds to that before columns go into another block.
_NARROWEST = 12
# A grid of more blocks of columns than that is of use to nobody.
_MOST_BLOCKS = 10
_MOST_ROWS = 40
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


def grid_lines(grid: Grid, width: int, paint: Paint) -> Iterator[str]:
    """The lines of a grid: whole where it fits, else a block a group or for as much as fits.

    Of one wider than ten screens only the largest rows and columns.
    """
    if not grid.rows:
        return
    margin = _margin(grid, width)
    blocks = [*_blocks(grid, width - margin - _GAP)]
    if len(blocks) > _MOST_BLOCKS:
        largest = _largest(grid, width - margin - _GAP)
        yield from grid_lines(largest, width, paint)
        yield _(
            "the largest: {rows} of {all_rows} rows, {columns} of {all_columns} columns; "
            "all of it: -o X.xlsx or -f csv"
        ).format(
            rows=len(largest.rows),
            all_rows=len(grid.rows),
            columns=len(largest.columns),
            all_columns=len(grid.columns),
        )
        yield ""
        return
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


def _largest(grid: Grid, room: int) -> Grid:
    """The rows and columns that say most and fit side by side, in their order."""
    rows = sorted(_by_weight(grid.cells)[:_MOST_ROWS])
    widths = [column.width + _GAP for column in _columns(grid, brief=False)]
    room -= sum(widths[len(grid.columns) :])
    kept = []
    for place in _by_weight([*zip(*grid.cells, strict=True)]):
        room -= widths[place]
        if room < 0:
            break
        kept.append(place)
    columns = sorted(kept)
    return grid._replace(
        rows=tuple(grid.rows[n] for n in rows),
        columns=tuple(grid.columns[n] for n in columns),
        cells=tuple(tuple(grid.cells[r][c] for c in columns) for r in rows),
        row_totals=tuple(grid.row_totals[n] for n in rows) if grid.row_totals else (),
        column_totals=(*(grid.column_totals[n] for n in columns), grid.column_totals[-1])
        if grid.column_totals
        else (),
    )


def _by_weight(lines: Sequence[Sequence[GridCell]]) -> list[int]:
    """Places of rows or columns, those that say most first."""
    weights = [sum(cell.value or bool(cell.shade) for cell in line) for line in lines]
    return sorted(range(len(lines)), key=lambda place: -weights[place])


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
    for place, (head, total) in enumerate(zip(grid.columns, totals, strict=False)):
        own = tuple(row[place] for row in grid.cells)
        text = head.brief if brief and head.group else head.text
        yield _column(shown(text), own + ((total,) if total else ()), head.group)
    if grid.row_totals:
        yield _column(grid.total_head, (*grid.row_totals, grid.column_totals[-1]), "")


def _column(head: str, own: tuple[GridCell, ...], group: str) -> _Column:
    texts = {cell.text for cell in own}
    return _Column(head, own, group, max(map(cells, (head, *texts))))


def _width(columns: Sequence[_Column]) -> int:
    return sum(column.width + _GAP for column in columns)
