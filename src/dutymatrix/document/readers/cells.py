"""From cells as a file has them to the rows of a table: merged cells filled, bounds kept."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dutymatrix.document.block import Table
from dutymatrix.document.readers.refusal import OversizedDocumentError
from dutymatrix.i18n import _

MAX_CELLS = 2_000_000
"""Of a table, filled; 100,000 tasks in twelve columns have 1.2 million."""
MAX_COLUMNS = 500


class Merge(NamedTuple):
    """Cells that are one: rows and columns of its corners, the last ones within."""

    top: int
    left: int
    bottom: int
    right: int


def build_table(
    file: str,
    rows: Mapping[int, Mapping[int, str]],
    merges: Iterable[Merge] = (),
    *,
    line: int,
    name: str = "",
    lines: tuple[int, ...] = (),
) -> Table:
    """A table of the cells that begin in each row, by column; nothing is kept of empty columns.

    Args:
        file: The file, for errors.
        rows: The text of each cell by its row and column, rows in order.
        merges: The cells that cover others.
        line: Where the table begins.
        name: The sheet's name.
        lines: Each row's place, where they do not count on from `line`.

    Raises:
        OversizedDocumentError: It has more columns or cells than a table.
    """
    # A column in which no cell begins repeats the one before it in every row.
    columns = sorted({column for row in rows.values() for column in row})
    if len(columns) > MAX_COLUMNS:
        raise OversizedDocumentError(file, _("more than {n} columns").format(n=MAX_COLUMNS))
    if len(columns) * len(rows) > MAX_CELLS:
        raise OversizedDocumentError(file, _("more than {n} cells").format(n=MAX_CELLS))
    grid = [[row.get(column, "") for column in columns] for row in rows.values()]
    _fill(file, grid, list(rows), columns, merges)
    return Table(tuple(map(tuple, grid)), line, name, lines)


def _fill(
    file: str,
    grid: list[list[str]],
    rows: Sequence[int],
    columns: Sequence[int],
    merges: Iterable[Merge],
) -> None:
    """Put the text of each merged cell into the cells that it covers."""
    filled = 0
    for merge in merges:
        top, bottom = bisect_left(rows, merge.top), bisect_right(rows, merge.bottom)
        left, right = bisect_left(columns, merge.left), bisect_right(columns, merge.right)
        filled += (bottom - top) * (right - left)
        if filled > MAX_CELLS:
            raise OversizedDocumentError(file, _("more than {n} cells").format(n=MAX_CELLS))
        if top == bottom or left == right or (rows[top], columns[left]) != merge[:2]:
            continue
        text = grid[top][left]
        for row in grid[top:bottom]:
            row[left:right] = [own or text for own in row[left:right]]
