"""Pages become one document: heads, feet and page numbers away, tables joined over page ends."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dutymatrix.document.block import Block, Paragraph
from dutymatrix.document.readers.glyph import Line
from dutymatrix.document.readers.ruling import Cell, Grid
from dutymatrix.document.readers.seam import PagedTable
from dutymatrix.wording.furniture import PAGE_NUMBER

# How many of a page's outermost lines may be its head or foot, and on how many pages.
_OUTERMOST = 2
_REPEATED = 0.4
_PAGE_NUMBER = re.compile(PAGE_NUMBER)
_DIGITS = re.compile(r"[0-9０-９]+")  # noqa: RUF001

_INDENT = 1.2
_MOST_INDENTED = 20


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


def build_blocks(pages: Sequence[Sequence[PageItem]]) -> Iterator[Block]:
    """Paragraphs, one a line, indented as they are printed, and tables; lines count through."""
    running = _running(pages)
    number = 1
    table: PagedTable | None = None
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
                part = PagedTable(item.grid, item.cells, item.lines, number)
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
