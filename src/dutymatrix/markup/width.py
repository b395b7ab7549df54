"""How wide the columns of a paper's tables are."""

from collections.abc import Iterable, Sequence
from gettext import NullTranslations

from dutymatrix.markup.marked import plain, said_of
from dutymatrix.markup.view import Column, Table
from dutymatrix.measure import cells

# How much of the page a column wants, by its key.
_WEIGHTS = {
    "title": 12,
    "text": 34,
    "lead": 7,
    "responsible": 8,
    "join": 14,
    "guide": 7,
    "others": 15,
    "goal": 18,
    "before": 30,
    "after": 30,
    "change": 30,
    "remark": 7,
    "blank": 6,
    "unit": 12,
    "to": 16,
    "file": 24,
}
_WEIGHT = 5
CENTRED = {
    "position",
    "label",
    "role",
    "leads",
    "joins",
    "total",
    "via",
    "said",
    "place",
    "had",
    "has",
}
"""Short words: whole, and in the middle of a cell no wider than they need, within bounds."""
_LEAST, _MOST = 5, 12


def column_widths(
    tables: Sequence[Table], room: int, size: int, margin: int, words: NullTranslations
) -> list[int]:
    """Widths of the columns of tables with the same heads, in the unit of all lengths here.

    Args:
        tables: They are of the same widths.
        room: How wide they may be.
        size: Of a character.
        margin: Beside the text of a cell, on each side.
        words: The language of the cells.
    """
    columns = tables[0].columns
    widths = [0] * len(columns)
    for place, column in enumerate(columns):
        if column.key in CENTRED:
            longest = max(
                (
                    cells(line)
                    for table in tables
                    for row in table.rows
                    for line in plain(said_of(row[place], words)).split("\n")
                ),
                default=0,
            )
            widths[place] = round(min(max(longest, _LEAST), _MOST) * size / 2) + 3 * margin
    rest = room - sum(widths)
    weights = [
        0 if width else _WEIGHTS.get(column.key, _WEIGHT)
        for column, width in zip(columns, widths, strict=True)
    ]
    return [
        width or rest * weight // sum(weights)
        for width, weight in zip(widths, weights, strict=True)
    ]


def row_lines(texts: Iterable[str], widths: Iterable[int], size: int, margin: int) -> float:
    """How many lines the fullest cell of a row has, about."""
    return max(
        sum(
            cells(line) * size / 2 // max(width - 2 * margin - size, size) + 1
            for line in plain(text).split("\n")
        )
        for text, width in zip(texts, widths, strict=True)
    )


def alike(tables: Iterable[Table]) -> dict[tuple[Column, ...], list[Table]]:
    """Tables by their columns: those with the same are to look the same."""
    found: dict[tuple[Column, ...], list[Table]] = {}
    for table in tables:
        found.setdefault(table.columns, []).append(table)
    return found
