"""Ruled tables of a page: from its lines to cells, whatever merges them or leaves them open."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dutymatrix.document.readers.glyph import Glyph, Line, build_lines
from dutymatrix.wording.organisation import STRONG_SUFFIXES

# Points; lines so close are one.
_TOLERANCE = 3.0
# A line that ends so much before its column does, in characters, was ended on purpose; a little
# is left by marks that may not begin a line.
_ROOM = 4.0
_LITTLE_ROOM = 2.05
_CLOSED = tuple("。；！？：;）)")
_OPEN = tuple("、，,（(《“〔")
ITEM = re.compile(
    r"[（(]?[0-9]{1,2}(?:[）)、]|[.．](?![0-9]))"  # noqa: RUF001
    r"|[（(]?[一二三四五六七八九十]{1,3}[）)、]|[①-⑳]"
)
"""How a paragraph of a cell begins that is none of the rest of another."""
_LATIN_WORD = re.compile(r"[!-~]+")
_LATIN_WIDTH = 0.6
_PLACES = tuple("市省县区州国各")


class Rule(NamedTuple):
    """A straight line of a page, in points from its upper left."""

    place: float
    """How far from the left a vertical one is, from the top a horizontal one."""
    start: float
    end: float


class Cell(NamedTuple):
    """A cell of a table; a merged one covers several rows and columns."""

    rows: range
    columns: range
    lines: tuple[Line, ...]


class Grid(NamedTuple):
    """A ruled table."""

    xs: tuple[float, ...]
    """Where its columns begin, and where the last of them ends."""
    ys: tuple[float, ...]
    """The same of its rows."""
    regions: tuple[tuple[int, ...], ...]
    """Of each row and column, the cell it belongs to."""

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.ys[0]

    def find(self, x: float, y: float) -> int | None:
        """The cell in which a point lies; None where it lies outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.regions) and 0 <= column < len(self.regions[0]):
            return self.regions[row][column]
        return None


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Parallel lines, those as one that lie on each other or go on where another ends."""
    beside: list[list[Rule]] = []
    for rule in sorted(rules):
        if beside and rule.place - beside[-1][0].place <= _TOLERANCE:
            beside[-1].append(rule)
        else:
            beside.append([rule])
    merged: list[Rule] = []
    for group in beside:
        place = group[0].place
        one: Rule | None = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if one and rule.start <= one.end + _TOLERANCE:
                one = one._replace(end=max(one.end, rule.end))
                continue
            if one:
                merged.append(one)
            one = rule._replace(place=place)
        if one:
            merged.append(one)
    return merged


def find_grids(
    upright: Sequence[Rule], level: Sequence[Rule], *, most: int
) -> Iterator[Grid] | None:
    """The tables that lines of a page rule, a frame too; None where there are more than can be.

    Args:
        upright: Its vertical lines.
        level: Its horizontal lines.
        most: How many places there may be where lines could cross.
    """
    if len(upright) * len(level) > most:
        return None
    groups = _crossing(upright, level)
    sized = [(_ends(own, across), _ends(across, own)) for own, across in groups]
    if sum(len(xs) * len(ys) for xs, ys in sized) > most:
        return None
    return (
        _grid(xs, ys, own, across)
        for (xs, ys), (own, across) in zip(sized, groups, strict=True)
        if len(xs) > 1 and len(ys) > 1
    )


def _crossing(
    upright: Sequence[Rule], level: Sequence[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross each other or meet, directly or by way of others."""
    leader = [*range(len(upright) + len(level))]

    def find(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    for n, own in enumerate(upright):
        for m, other in enumerate(level, len(upright)):
            if _meets(own, other.place) and _meets(other, own.place):
                leader[find(n)] = find(m)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for n, rule in enumerate((*upright, *level)):
        groups.setdefault(find(n), ([], []))[n >= len(upright)].append(rule)
    return [*groups.values()]


def _meets(rule: Rule, place: float) -> bool:
    return rule.start - _TOLERANCE <= place <= rule.end + _TOLERANCE


def _ends(rules: Sequence[Rule], across: Sequence[Rule]) -> tuple[float, ...]:
    """Where columns (or rows) begin and end: at lines, and where those across them end.

    A table may be open at its sides, and at the end of a page.
    """
    places = sorted({rule.place for rule in rules})
    if not across or not places:
        return ()
    first, last = min(rule.start for rule in across), max(rule.end for rule in across)
    if first < places[0] - 2 * _TOLERANCE:
        places.insert(0, first)
    if last > places[-1] + 2 * _TOLERANCE:
        places.append(last)
    apart = places[:1]
    for place in places[1:]:
        if place - apart[-1] > _TOLERANCE:
            apart.append(place)
    return tuple(apart)


def _grid(
    xs: tuple[float, ...], ys: tuple[float, ...], upright: Iterable[Rule], level: Iterable[Rule]
) -> Grid:
    width = len(xs) - 1
    # Of each place, the first one of its cell.
    leader = [*range(width * (len(ys) - 1))]

    def find(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    borders = _borders(upright, xs, ys)
    for row in range(len(ys) - 1):
        for column in range(1, width):
            if (column, row) not in borders:
                n = row * width + column
                leader[find(n)] = find(n - 1)
    borders = _borders(level, ys, xs)
    for row in range(1, len(ys) - 1):
        for column in range(width):
            if (row, column) not in borders:
                n = row * width + column
                leader[find(n)] = find(n - width)
    return Grid(
        xs,
        ys,
        tuple(
            tuple(find(row * width + column) for column in range(width))
            for row in range(len(ys) - 1)
        ),
    )


def _borders(
    rules: Iterable[Rule], places: Sequence[float], steps: Sequence[float]
) -> set[tuple[int, int]]:
    """(place, step): where a line runs at a place all along a step across it."""
    borders = set()
    for rule in rules:
        place = bisect_right(places, rule.place + _TOLERANCE) - 1
        first = bisect_right(steps, rule.start + _TOLERANCE) - 1
        for step in range(max(first, 0), len(steps) - 1):
            if (steps[step] + steps[step + 1]) / 2 > rule.end:
                break
            if (steps[step] + steps[step + 1]) / 2 > rule.start:
                borders.add((place, step))
    return borders


def fill(grid: Grid, glyphs: Iterable[tuple[int, Glyph]]) -> list[Cell]:
    """The cells of a table with their lines, from the upper left.

    Args:
        grid: The table.
        glyphs: Characters, each with its cell.
    """
    told: dict[int, list[Glyph]] = {}
    for region, glyph in glyphs:
        told.setdefault(region, []).append(glyph)
    spans: dict[int, list[int]] = {}
    for n, row in enumerate(grid.regions):
        for m, region in enumerate(row):
            span = spans.setdefault(region, [n, n, m, m])
            span[1], span[2], span[3] = n, min(span[2], m), max(span[3], m)
    return [
        Cell(
            range(top, bottom + 1),
            range(left, right + 1),
            tuple(build_lines(told.get(region, ()))),
        )
        for region, (top, bottom, left, right) in spans.items()
    ]


def cell_text(lines: Sequence[Line], width: float) -> str:
    """The text of a cell: lines that end at its edge go on, others are paragraphs.

    Args:
        lines: The lines of the cell.
        width: How wide a line of it may be, in points.
    """
    text = ""
    for n, line in enumerate(lines):
        goes_on = not n or lines_go_on(lines[n - 1], text, line.text, width)
        text = join_words(text, line.text) if goes_on else f"{text}\n{line.text}"
    return text


def lines_go_on(line: Line, text: str, below: str, width: float) -> bool:
    """Whether a text that ends in a line goes on below it.

    A line that ends early was ended on purpose; names of units stand one a line even where each
    fills its own.
    """
    if text.endswith(_OPEN):
        return True
    if ITEM.match(below) or (text.endswith(STRONG_SUFFIXES) and below.startswith(_PLACES)):
        return False
    word = _LATIN_WORD.match(below)
    needed = _LITTLE_ROOM if text.endswith((*_CLOSED, *STRONG_SUFFIXES)) else _ROOM
    if word:
        needed = max(needed, 1 + len(word[0]) * _LATIN_WIDTH)
    return width - (line.end - line.start) < needed * line.size


def join_words(above: str, below: str) -> str:
    """Two lines as one; a blank where it breaks between two Latin words."""
    ends = (above[-1:], below[:1])
    blank = " " if all(end.isascii() and end.isalpha() for end in ends) else ""
    return above + blank + below
