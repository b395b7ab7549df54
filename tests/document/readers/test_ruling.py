"""Lines of a page become tables, within bounds."""

from dutymatrix.document.readers.ruling import Rule, find_grids


def grids(upright: list[Rule], level: list[Rule], most: int = 1000) -> list[list[list[int]]] | None:
    found = find_grids(upright, level, most=most)
    return None if found is None else [[[*row] for row in grid.regions] for grid in found]


def test_lines_that_cross_are_a_table_and_others_another() -> None:
    upright = [Rule(x, 0, 20) for x in (0, 10, 20)] + [Rule(x, 50, 70) for x in (0, 20)]
    level = [Rule(y, 0, 20) for y in (0, 10, 20, 50, 70)]
    assert grids(upright, level) == [[[0, 1], [2, 3]], [[0]]]


def test_a_line_that_is_missing_merges_cells() -> None:
    upright = [Rule(0, 0, 30), Rule(10, 0, 30), Rule(20, 0, 30)]
    level = [Rule(0, 0, 20), Rule(10, 10, 20), Rule(20, 0, 20), Rule(30, 0, 20)]
    assert grids(upright, level) == [[[0, 1], [0, 3], [4, 5]]]


def test_a_table_is_closed_where_its_lines_end() -> None:
    level = [Rule(y, 0, 30) for y in (0, 10, 20)]
    assert grids([Rule(10, 0, 20), Rule(20, 0, 20)], level) == [[[0, 1, 2], [3, 4, 5]]]
    # Nor has it to be closed where its page ends.
    assert grids([Rule(0, 0, 40), Rule(20, 0, 40)], [Rule(y, 0, 20) for y in (10, 20)]) == [
        [[0], [1], [2]]
    ]


def test_lines_that_cross_nothing_are_no_table() -> None:
    assert grids([], [Rule(0, 0, 100), Rule(50, 0, 100)]) == []


def test_more_lines_than_a_page_can_have_are_not_looked_at() -> None:
    upright = [Rule(4 * n, 0, 400) for n in range(100)]
    level = [Rule(4 * n, 0, 400) for n in range(100)]
    assert grids(upright, level) is None
    assert len(grids(upright, level, most=10_000) or ()) == 1
