"""Pages become one document: heads, feet and page numbers away, tables joined over page ends."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from dutymatrix.document.block import Block, Paragraph, Table
from dutymatrix.document.readers.glyph import Line
from dutymatrix.document.readers.ruling import ITEM, Cell, Grid, cell_text, join_words, lines_go_on
from dutymatrix.wording.furniture import PAGE_NUMBER

# How many of a page's outermost lines may be its head or foot, and on how many pages.
_OUTERMOST = 2
_REPEATED = 0.4
_PAGE_NUMBER = re.compile(PAGE_NUMBER)
_DIGITS = re.compile(r"[0-9０-９]+")  # noqa: RUF001

_INDENT = 1.2
_MOST_INDENTED = 20

# Points by which the columns of one table may differ from page to page.
_SHIFT = 5.0
_NUMBER = re.compile(r"[（(]?[0-9０-９]{1,4}[）).、．]?")  # noqa: RUF001
_CLOSED = tuple("。！？；;")
_OPEN_ENDS = tuple("、，,（(《“：:—-和及与")
_BRACKETS = ("（）", "()", "《》", "“”", "〔〕", "【】")


class Ruled(NamedTuple):
    """A ruled table of a page."""

    grid: Grid
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]
    """The same as lines of text: a part of a table may prove to be a frame around text."""

    @property
    def is_table(self) -> bool:
        """Whether it is one for certain: words stand beside words, and below words."""
        filled = [cell for cell in self.cells if cell.lines]
        return all(
            len({*starts}) > 1
            for starts in ([cell.columns[0] for cell in filled], [cell.rows[0] for cell in filled])
        )

    @property
    def may_go_on(self) -> bool:
        """Whether it may be a part of one that begins or ends on another page."""
        return len({cell.columns[0] for cell in self.cells}) > 1


PageItem = Line | Ruled

_T = TypeVar("_T")


def build_blocks(pages: Sequence[Sequence[PageItem]]) -> Iterator[Block]:
    """Paragraphs, one a line, indented as they are printed, and tables; lines count through."""
    running = _running(pages)
    number = 1
    table: _Joined | None = None
    for items in pages:
        margin = _margin([item for item in items if isinstance(item, Line)])
        is_first = True
        for place, item in enumerate(items):
            if isinstance(item, Line):
                if _is_outermost(place, items) and _is_furniture(item.text, running):
                    number += 1
                    continue
                if table:
                    yield from table.blocks()
                    table = None
                yield _paragraph(item, margin, number)
                number += 1
            else:
                part = _Joined(item, number)
                number = part.end
                if table and not (is_first and table.join(part)):
                    yield from table.blocks()
                    table = None
                table = table or part
            is_first = False
    if table:
        yield from table.blocks()


def _is_furniture(text: str, running: frozenset[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text)) or _DIGITS.sub("0", text) in running


def _running(pages: Sequence[Sequence[PageItem]]) -> frozenset[str]:
    """What stands at the head or foot of page after page, figures apart."""
    seen: Counter[str] = Counter()
    for items in pages:
        outer = (item for n, item in enumerate(items) if _is_outermost(n, items))
        seen.update({_DIGITS.sub("0", item.text) for item in outer if isinstance(item, Line)})
    least = max(2, len(pages) * _REPEATED)
    return frozenset(text for text, count in seen.items() if count >= least)


def _is_outermost(place: int, items: Sequence[PageItem]) -> bool:
    return place < _OUTERMOST or place >= len(items) - _OUTERMOST


def _margin(lines: Sequence[Line]) -> float:
    """Where the lines of a page begin: the leftmost place that two of them share."""
    starts = Counter(round(line.start / 2) * 2 for line in lines)
    shared = [start for start, count in starts.items() if count > 1]
    return min(shared or starts, default=0)


def _paragraph(line: Line, margin: float, number: int) -> Paragraph:
    indent = (line.start - margin) / line.size
    blanks = min(round(indent), _MOST_INDENTED) if indent > _INDENT else 0
    return Paragraph("\u3000" * blanks + line.text, number)


# Tables


class _Last(NamedTuple):
    """A cell that ends with its page."""

    start: int
    """Its first row."""
    line: Line | None
    """Its last line."""
    width: float


class _Joined:
    """A table that may go on over pages; a merged cell's text stands in each place it covers."""

    def __init__(self, ruled: Ruled, number: int) -> None:
        grid = ruled.grid
        self.xs = grid.xs
        self.rows = [[""] * (len(grid.xs) - 1) for _row in grid.ys[1:]]
        self.spans = [[1] * len(row) for row in self.rows]
        self.lines = ruled.lines
        self.start = number
        widths = _widths(ruled)
        heights = [1] * len(self.rows)
        self.last: list[_Last] = [_Last(0, None, 0)] * (len(grid.xs) - 1)
        for cell in ruled.cells:
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
        """Take away rows and columns that lines drawn twice leave: nothing stands in them."""
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

    def join(self, below: "_Joined") -> bool:
        """Take up what a table on the next page says, where it is the same table.

        Returns:
            Whether it is.
        """
        if not self.rows or not below.rows or not _is_as_wide(self.xs, below.xs):
            return False
        xs = _united(self.xs, below.xs)
        upper, lower = ([_spread(row, one.xs, xs) for row in one.rows] for one in (self, below))
        repeated = _repeated(upper, lower)
        if not repeated and len(xs) > max(len(self.xs), len(below.xs)):
            return False
        spans = [_spread(row, below.xs, xs) for row in below.spans]
        seam = _Seam(upper, _spread(self.last, self.xs, xs), lower[repeated:], spans[repeated:])
        dropped = repeated + seam.close()
        starts = [*_spread(below.last, below.xs, xs)]
        offset = len(upper) - dropped
        self.last = [
            one._replace(start=max(one.start + offset, 0))
            if one.start >= dropped
            else one._replace(start=above.start)
            for one, above in zip(starts, _spread(self.last, self.xs, xs), strict=True)
        ]
        self.xs = xs
        self.rows = upper + lower[dropped:]
        self.numbers += below.numbers[dropped:]
        self.lines = (*self.lines, *below.lines)
        return True


def _widths(ruled: Ruled) -> "_Widths":
    starts = [
        line.start - ruled.grid.xs[cell.columns[0]] for cell in ruled.cells for line in cell.lines
    ]
    return _Widths(ruled.grid.xs, max(min(starts, default=0.0), 0.0))


class _Widths(NamedTuple):
    """How wide lines in cells may be."""

    xs: tuple[float, ...]
    padding: float

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
            is_merged = span > 1 or self.last[column].start < len(self.upper) - 1
            if goes_on and text:
                whole = self._whole(column)
                for row in self.upper[self.last[column].start :]:
                    row[column] = whole
            elif goes_on or (not text and above and (is_merged or column < first)):
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
            if below and (not n or below != row[n - 1] or above != self.upper[-1][n - 1])
        ]
        if not pairs or any(_NUMBER.fullmatch("".join(below.split())) for _n, _a, below in pairs):
            return False
        numbered = self._numbered()
        if numbered is not None and not row[numbered] and self.spans[0][numbered] == 1:
            return True
        if any(self._is_open(n, above, below) for n, above, below in pairs):
            return True
        if any(above.endswith(_CLOSED) or ITEM.match(below) for _n, above, below in pairs):
            return False
        # A row of its own says something in every column that is not merged.
        first = pairs[0][0]
        return any(self.upper[-1][n] and not row[n] for n in range(first, len(row)))

    def _numbered(self) -> int | None:
        """The column in which each row above has a number of its own."""
        rows = self.upper[1:]
        for column in range(min(2, len(self.upper[0]))):
            texts = ["".join(row[column].split()) for row in rows]
            own = [text for text in texts if _NUMBER.fullmatch(text)]
            if own and len({*own}) == len(own) == len(texts):
                return column
        return None

    def _is_open(self, column: int, above: str, below: str) -> bool:
        """Whether the words of a cell go on in the one below it."""
        if not above or ITEM.match(below):
            return False
        if above.endswith(_OPEN_ENDS) or below[0] in "，。、；）)》”":
            return True
        if any(above.count(pair[0]) > above.count(pair[1]) for pair in _BRACKETS):
            return True
        last = self.last[column]
        is_long = last.line is not None and len(above) > len(last.line.text)
        return (
            is_long
            and not above.endswith((*_CLOSED, *"）)”"))
            and last.line is not None
            and lines_go_on(last.line, above, below, last.width)
        )
