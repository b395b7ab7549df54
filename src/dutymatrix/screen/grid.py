"""A grid in a terminal: all of it, whatever the width, a block of columns at a time."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dutymatrix.markup.view import Grid, GridCell
from dutymatrix.measure import cells, shown

_GAP = 1
_STYLES = ("dim", "", "bold", "bold reverse")
"""Shades that any terminal shows, on a light or a dark ground."""


class _Column(NamedTuple):
    head: str
    cells: tuple[GridCell, ...]
    group: str

    @property
    def width(self) -> int:
        return max(cells(self.head), *(cells(cell.text) for cell in self.cells))


def print_grid(console: Console, grid: Grid, width: int) -> None:
    """Print a grid: whole where it fits, else a block for each group or for as much as fits."""
    if not grid.rows:
        return
    heads = [shown(head.text) for head in grid.rows]
    if grid.column_totals:
        heads.append(grid.total_head)
    margin = max(map(cells, [*heads, grid.corner]))
    blocks = list(_blocks(grid, width - margin - _GAP))
    for block in blocks:
        if block[0].group:
            console.print(Text(shown(block[0].group), style="italic"))
        # Of several blocks each has the rows that say something in it.
        kept = [
            place
            for place in range(len(heads))
            if len(blocks) == 1 or any(column.cells[place].shade for column in block)
        ]
        _print_block(
            console,
            grid,
            [heads[place] for place in kept],
            [c._replace(cells=tuple(c.cells[place] for place in kept)) for c in block],
        )


def _print_block(
    console: Console, grid: Grid, heads: Sequence[str], columns: Sequence[_Column]
) -> None:
    table = Table(box=SIMPLE_HEAD, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column(Text(grid.corner), no_wrap=True)
    names = Text("\n").join(Text(head) for head in heads)
    stacks = []
    for column in columns:
        table.add_column(Text(column.head), no_wrap=True, justify="right")
        lines = (Text(cell.text, style=_STYLES[cell.shade]) for cell in column.cells)
        stacks.append(Text("\n").join(lines))
    table.add_row(names, *stacks)
    console.print(table)
    console.print()


def _blocks(grid: Grid, room: int) -> Iterator[list[_Column]]:
    """Columns that stand side by side: all, or those of a group, or as many as fit."""
    columns = list(_columns(grid, brief=False))
    if _width(columns) <= room:
        yield [column._replace(group="") for column in columns]
        return
    for _group, members in groupby(_columns(grid, brief=True), key=lambda column: column.group):
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
        yield _Column(shown(text), own + ((total,) if total else ()), head.group)
    if grid.row_totals:
        yield _Column(grid.total_head, (*grid.row_totals, grid.column_totals[-1]), "")


def _width(columns: Sequence[_Column]) -> int:
    return sum(column.width + _GAP for column in columns)
