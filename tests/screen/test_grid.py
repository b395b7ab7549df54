"""Grids in a terminal: whole, in blocks, or of what is largest."""

from gettext import NullTranslations

import pytest

from dutymatrix.markup.view import Grid, GridCell, GridHead
from dutymatrix.measure import cells
from dutymatrix.screen.grid import grid_lines, readable
from dutymatrix.screen.paint import painter


def grid_of(rows: int, columns: int, *, totals: bool = True) -> Grid:
    """Counts that grow to the right and downwards; a cell is row + column."""

    def cell(n: int) -> GridCell:
        return GridCell(str(n) if n else "·", min(n, 3), value=n)

    counts = [[r + c for c in range(columns)] for r in range(rows)]
    return Grid(
        corner="单位",
        rows=tuple(GridHead(f"甲{n}局") for n in range(rows)),
        columns=tuple(GridHead(f"（{n}）") for n in range(columns)),
        cells=tuple(tuple(map(cell, row)) for row in counts),
        row_totals=tuple(cell(sum(row)) for row in counts) if totals else (),
        column_totals=tuple(map(cell, [*map(sum, zip(*counts, strict=True)), 9])) if totals else (),
        total_head="合计",
    )


def lines_of(grid: Grid, width: int) -> list[str]:
    return [line.rstrip() for line in grid_lines(grid, width, painter(color=False))]


def test_what_fits_is_whole() -> None:
    assert lines_of(grid_of(2, 2), 60) == [
        "单位  （0） （1） 合计",
        "──────────────────────",
        "甲0局     ·     1    1",
        "甲1局     1     2    3",
        "合计      1     3    9",
        "",
    ]


@pytest.mark.parametrize(
    ("grid", "width", "height"),
    [
        pytest.param(grid_of(3, 40), 40, 24, id="ten screens across"),
        pytest.param(grid_of(480, 2), 40, 24, id="twenty screens down"),
        pytest.param(grid_of(600, 2)._replace(asked=True), 40, 24, id="rows that were asked for"),
        pytest.param(grid_of(0, 0), 40, 24, id="nothing"),
    ],
)
def test_what_can_be_read_stays_whole(grid: Grid, width: int, height: int) -> None:
    assert readable(grid, width, height, NullTranslations()) is grid


@pytest.mark.parametrize("totals", [True, False])
@pytest.mark.parametrize(("width", "height"), [(40, 24), (40, 50), (30, 8), (10, 2)])
def test_of_more_the_largest_rows_and_columns_that_fit(
    width: int, height: int, totals: bool
) -> None:
    grid = grid_of(100, 200, totals=totals)
    part = readable(grid, width, height, NullTranslations())
    columns = len(part.columns)
    assert part.columns == grid.columns[200 - columns :]
    assert part.rows == grid.rows[100 - len(part.rows) :]
    assert f"{len(part.rows)} of 100 rows, {columns} of 200 columns" in part.notes[0]
    assert "--top" in part.notes[0]
    assert len(part.rows) == max(10, height - 12)
    lines = lines_of(part, width)
    if width >= 30:
        # One block that fits, beside which there is no room for the next column.
        assert len(lines) == len(part.rows) + 3 + totals
        widest = max(map(cells, lines))
        assert widest <= width <= widest + 1 + cells("（190）")


def test_rows_that_were_asked_for_are_all_there() -> None:
    grid = grid_of(60, 400)._replace(asked=True)
    part = readable(grid, 40, 24, NullTranslations())
    assert len(part.rows) == 60
    assert len(part.columns) < 6


def test_notes_explain_only_the_heads_that_are_shown() -> None:
    grid = grid_of(2, 400)
    columns = tuple(head._replace(meaning=f"{head.text}健全") for head in grid.columns)
    grid = grid._replace(columns=columns)
    words = NullTranslations()
    grid = grid._replace(notes=("before", grid.legend(words), "after"))
    part = readable(grid, 40, 24, words)
    meanings = ", ".join(head.meaning for head in part.columns)
    assert part.notes[1:] == ("before", meanings, "after")


def test_heads_of_rows_fold_before_columns_part() -> None:
    grid = grid_of(2, 3)._replace(rows=(GridHead("邮政集团吴川分公司"), GridHead("甲局")))
    assert lines_of(grid, 37) == [
        "单位         （0） （1） （2） 合计",
        "───────────────────────────────────",
        "邮政集团吴川     ·     1     2    3",
        "分公司",
        "甲局             1     2     3    6",
        "合计             1     3     5    9",
        "",
    ]


def test_of_several_blocks_the_first_has_the_totals_and_the_others_what_says_something() -> None:
    grid = grid_of(3, 3)
    assert [line for line in lines_of(grid, 26) if line] == [
        "单位  合计 （0） （1）",
        "──────────────────────",
        "甲0局    3     ·     1",
        "甲1局    6     1     2",
        "甲2局    9     2     3",
        "合计     9     3     6",
        "单位  （2）",
        "───────────",
        "甲0局     2",
        "甲1局     3",
        "甲2局     4",
        "合计      9",
    ]
