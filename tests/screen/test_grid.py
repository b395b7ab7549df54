"""Grids in a terminal: whole, in blocks, or of what is largest."""

import pytest

from dutymatrix.markup.view import Grid, GridCell, GridHead
from dutymatrix.screen.grid import grid_lines
from dutymatrix.screen.paint import painter


def grid_of(rows: int, columns: int, *, totals: bool = True) -> Grid:
    """Counts that grow to the right and downwards; a cell is row + column."""

    def cell(n: int) -> GridCell:
        return GridCell(str(n) if n else "·", min(n, 3), value=n)

    cells = [[r + c for c in range(columns)] for r in range(rows)]
    return Grid(
        corner="单位",
        rows=tuple(GridHead(f"甲{n}局") for n in range(rows)),
        columns=tuple(GridHead(f"（{n}）") for n in range(columns)),
        cells=tuple(tuple(map(cell, row)) for row in cells),
        row_totals=tuple(cell(sum(row)) for row in cells) if totals else (),
        column_totals=tuple(map(cell, [*map(sum, zip(*cells, strict=True)), 9])) if totals else (),
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


def test_up_to_ten_screens_all_is_shown() -> None:
    lines = lines_of(grid_of(3, 40), 40)
    heads = " ".join(lines)
    assert all(f"（{n}）" in heads for n in range(40))


@pytest.mark.parametrize("totals", [True, False])
def test_of_more_only_the_largest_rows_and_columns(totals: bool) -> None:
    lines = lines_of(grid_of(100, 200, totals=totals), 40)
    head = lines[0].split()
    shown = head[1:-1] if totals else head[1:]
    assert shown == [f"（{n}）" for n in range(200 - len(shown), 200)]
    assert len(shown) in {3, 4}
    assert lines[2].split()[0] == "甲60局"
    assert len(lines) == 40 + 5 + totals
    said = [line for line in lines if line.startswith("the largest")]
    assert said
    assert "40 of 100 rows" in said[0]
    assert "of 200 columns" in said[0]
    assert max(map(len, lines[:-3])) <= 40


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
