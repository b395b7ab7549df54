"""Where tables go on over the ends of pages: which rows and cells are one."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from dutymatrix.document.block import Block, Paragraph, Table
from dutymatrix.document.readers.glyph import Line
from dutymatrix.document.readers.ruling import (
    ITEM,
    Cell,
    Grid,
    cell_text,
    join_words,
    lines_go_on,
)

# Points by which the columns of one table may differ from page to page.
_SHIFT = 5.0
# How many rows tell whether each has a number.
_LOOKED_AT = 50
_NUMBER = re.compile(r"[（(]?(?:[0-9０-９]{1,4}|[一二三四五六七八九十]{1,3})[）).、．]?")  # noqa: RUF001
_CLOSED = tuple("。！？；;")
_OPEN_ENDS = tuple("、，,（(《“：:—-和及与")
_BRACKETS = ("（）", "()", "《》", "“”", "〔〕", "【】")

_T = TypeVar("_T")


class _Last(NamedTuple):
    """A cell that ends with its page."""

    start: int
    """Its first row."""
    line: Line | None
    """Its last line."""
    width: float


class PagedTable:
    """A table that may go on over pages; a merged cell's text stands in each place it covers."""

    def __init__(
        self, grid: Grid, cells: Sequence[Cell], lines: Sequence[Line], number: int
    ) -> None:
        """What a page has of it.

        Args:
            grid: Its rows and columns.
            cells: What stands in them.
            lines: The same as lines of text.
            number: That of its first line in the document.
        """
        self.xs = grid.xs
        self.rows = [[""] * (len(grid.xs) - 1) for _row in grid.ys[1:]]
        self.spans = [[1] * len(row) for row in self.rows]
        self.lines = [*lines]
        self.start = number
        widths = _Widths(grid, cells)
        heights = [1] * len(self.rows)
        self.last: list[_Last] = [_Last(0, None, 0)] * (len(grid.xs) - 1)
        for cell in cells:
            width = widths(cell)
            text = cell_text(cell.lines, width)
            heights[cell.rows[0]] = max(heights[cell.rows[0]], len(cell.lines))
            for row in cell.rows:
                for column in cell.columns:
                    self.rows[row][column] = text
                    self.spans[row][column] = len(cell.rows)
            if cell.rows[-1] == len(self.rows) - 1:
                last = _Last(cell.rows[0], cell.lines[-1] if cell.lines else None, width)
                for column in cell.columns:
                    self.last[column] = last
        self.numbers = [number]
        for height in heights:
            self.numbers.append(self.numbers[-1] + height)
        self.end = self.numbers.pop()
        self._drop_empty()

    def _drop_empty(self) -> None:
        """Take away rows that lines drawn twice leave: nothing stands in them."""
        kept = [n for n, row in enumerate(self.rows) if any(row)]
        moved = {n: place for place, n in enumerate(kept)}
        self.last = [
            one._replace(start=min((moved[n] for n in kept if n >= one.start), default=0))
            for one in self.last
        ]
        self.rows = [self.rows[n] for n in kept]
        self.spans = [self.spans[n] for n in kept]
        self.numbers = [self.numbers[n] for n in kept]

    def blocks(self) -> Iterator[Block]:
        """The table; a frame around text is none."""
        columns = [*zip(*self.rows, strict=True)]
        # A column that repeats its neighbour throughout is part of it.
        own = [n for n, one in enumerate(columns) if any(one) and (not n or one != columns[n - 1])]
        if len(own) < 2 or len(self.rows) < 2:
            for n, line in enumerate(self.lines):
                yield Paragraph(line.text, self.start + n)
            return
        rows = tuple(tuple(row[n] for n in own) for row in self.rows)
        yield Table(rows, self.numbers[0], lines=tuple(self.numbers))

    def join(self, below: "PagedTable") -> bool:
        """Take up what a table on the next page says, where it is the same table.

        Returns:
            Whether it is.
        """
        if not self.rows or not below.rows or not _is_as_wide(self.xs, below.xs):
            return False
        xs = _united(self.xs, below.xs)
        repeated = _repeated(self._over(xs, 0), below._over(xs, 0))
        if not repeated and len(xs) > max(len(self.xs), len(below.xs)):
            return False
        if xs != self.xs:
            self.rows = self._over(xs, 0)
            self.last = _spread(self.last, self.xs, xs)
            self.xs = xs
        lower = below._over(xs, repeated)
        spans = [_spread(row, below.xs, xs) for row in below.spans[repeated:]]
        dropped = repeated + _Seam(self.rows, self.last, lower, spans).close()
        offset = len(self.rows) - dropped
        self.last = [
            one._replace(start=one.start + offset if one.start >= dropped else above.start)
            for one, above in zip(_spread(below.last, below.xs, xs), self.last, strict=True)
        ]
        self.rows += lower[dropped - repeated :]
        self.numbers += below.numbers[dropped:]
        self.lines += below.lines
        return True

    def _over(self, xs: tuple[float, ...], start: int) -> list[list[str]]:
        """Its rows from one on, for finer columns."""
        if xs == self.xs and not start:
            return self.rows
        return [_spread(row, self.xs, xs) for row in self.rows[start:]]


class _Widths:
    """How wide lines in cells may be."""

    def __init__(self, grid: Grid, cells: Sequence[Cell]) -> None:
        self.xs = grid.xs
        starts = (line.start - self.xs[cell.columns[0]] for cell in cells for line in cell.lines)
        self.padding = max(min(starts, default=0.0), 0.0)

    def __call__(self, cell: Cell) -> float:
        width = self.xs[cell.columns[-1] + 1] - self.xs[cell.columns[0]]
        widest = max((line.end - line.start for line in cell.lines), default=0.0)
        return max(width - 2 * self.padding, widest)


def _is_as_wide(xs: Sequence[float], others: Sequence[float]) -> bool:
    return abs(xs[0] - others[0]) <= _SHIFT and abs(xs[-1] - others[-1]) <= _SHIFT


def _united(xs: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    """Where the columns of either begin."""
    new = [x for x in others if all(abs(x - own) > _SHIFT for own in xs)]
    return tuple(sorted((*xs, *new)))


def _spread(row: Sequence[_T], xs: Sequence[float], united: Sequence[float]) -> list[_T]:
    """A row for finer columns: each has what stands where it lies."""
    return [
        row[min(max(sum(x <= own + _SHIFT for x in xs) - 1, 0), len(row) - 1)]
        for own in united[:-1]
    ]


def _repeated(upper: Sequence[Sequence[str]], lower: Sequence[Sequence[str]]) -> int:
    """How many rows of heads stand once more on the next page."""
    n = 0
    while n < min(len(upper), len(lower)) and _bare(upper[n]) == _bare(lower[n]):
        n += 1
    return n


def _bare(row: Sequence[str]) -> list[str]:
    return ["".join(text.split()) for text in row]


class _Seam:
    """Where a table goes on over the end of a page."""

    def __init__(
        self,
        upper: list[list[str]],
        last: Sequence[_Last],
        lower: list[list[str]],
        spans: Sequence[Sequence[int]],
    ) -> None:
        self.upper, self.last, self.lower, self.spans = upper, last, lower, spans

    def close(self) -> int:
        """Give each cell that goes on its whole text, above and below.

        Returns:
            How many rows below were the rest of the last one above: 0 or 1.
        """
        if not self.lower or not self.upper:
            return 0
        goes_on = self._goes_on()
        first = next((n for n, text in enumerate(self.lower[0]) if text), 0)
        for column, text in enumerate(self.lower[0]):
            above = self.upper[-1][column]
            span = self.spans[0][column]
            if goes_on and text:
                whole = self._whole(column)
                for row in self.upper[self.last[column].start :]:
                    row[column] = whole
            elif goes_on or (not text and above and (self._is_merged(column) or column < first)):
                whole = above
            else:
                continue
            for row in self.lower[:span]:
                row[column] = whole
        return int(goes_on)

    def _whole(self, column: int) -> str:
        above, below = self.upper[-1][column], self.lower[0][column]
        if not above:
            return below
        last = self.last[column]
        first = below.split("\n", 1)[0]
        if last.line is None or lines_go_on(last.line, above, first, last.width):
            return join_words(above, below)
        return f"{above}\n{below}"

    def _goes_on(self) -> bool:
        """Whether the first row below is the rest of the last one above."""
        row = self.lower[0]
        pairs = [
            (n, above, below)
            for n, (above, below) in enumerate(zip(self.upper[-1], row, strict=True))
            if below and not self._is_merged(n)
        ]
        if not pairs or any(_NUMBER.fullmatch("".join(below.split())) for _n, _a, below in pairs):
            return False
        numbered = self._numbered()
        if numbered is not None and not row[numbered] and self.spans[0][numbered] == 1:
            return True
        if any(_breaks_off(above, below) for _n, above, below in pairs):
            return True
        # A row of its own says something in every column that is not merged.
        own = [n for n in range(len(row)) if not self._is_merged(n)]
        if not any(self.upper[-1][n] and not row[n] for n in own):
            return False
        if any(self._runs_on(n, above, below) for n, above, below in pairs):
            return True
        return not any(above.endswith(_CLOSED) or ITEM.match(below) for _n, above, below in pairs)

    def _is_merged(self, column: int) -> bool:
        return self.spans[0][column] > 1 or self.last[column].start < len(self.upper) - 1

    def _numbered(self) -> int | None:
        """The column in which each row above has a number of its own."""
        rows = self.upper[max(1, len(self.upper) - _LOOKED_AT) :]
        for column in range(min(2, len(self.upper[0]))):
            texts = ["".join(row[column].split()) for row in rows]
            own = [text for text in texts if _NUMBER.fullmatch(text)]
            if own and len({*own}) == len(own) == len(texts):
                return column
        return None

    def _runs_on(self, column: int, above: str, below: str) -> bool:
        """Whether the last line of a cell is full, and ends no sentence."""
        last = self.last[column]
        return (
            last.line is not None
            and len(above) > len(last.line.text)
            and not above.endswith((*_CLOSED, *"）)”"))
            and lines_go_on(last.line, above, below, last.width)
        )


def _breaks_off(above: str, below: str) -> bool:
    """Whether words or brackets of a cell can only go on below."""
    if not above or ITEM.match(below):
        return False
    if above.endswith(_OPEN_ENDS) or below[0] in "，。、；）)》”":
        return True
    return any(above.count(pair[0]) > above.count(pair[1]) for pair in _BRACKETS)
