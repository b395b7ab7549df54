"""What is read of a page that is painted, a PDF's or OFD's, and why one was not read."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from dutymatrix.document.readers.glyph import Glyph, Line, build_lines, find_gap, split_at
from dutymatrix.document.readers.pagination import PageItem, Ruled
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    ColumnsError,
    NoTextError,
    OversizedDocumentError,
    PictureError,
)
from dutymatrix.document.readers.ruling import Grid, fill
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import N_, _

MAX_EXHAUSTED = 3
"""More pages than that which hold more than can be read are no accident."""
# Characters that are no text: of private use, or not known.
_UNTOLD = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_MOST_UNTOLD = 0.2


class Unread(Enum):
    """Why a page was not read."""

    PICTURE = N_("it is a picture")
    FONTS = N_("its fonts do not tell their characters")
    EXHAUSTED = N_("it holds more than can be read")
    DAMAGED = N_("it is damaged")
    REPEATED = N_("it is an earlier page once more")


class Page(NamedTuple):
    """What was read of a page."""

    items: tuple[PageItem, ...] = ()
    unread: Unread | None = None


def is_untold(text: str, characters: int) -> bool:
    """Whether fonts do not tell what their characters are."""
    return len(_UNTOLD.findall(text)) > characters * _MOST_UNTOLD


def refuse_unread(pages: Sequence[Page], file: str) -> None:
    """Refuse a file of which nothing was read, in the words of its first page that tells why."""
    why = [page.unread for page in pages]
    if why.count(Unread.EXHAUSTED) > MAX_EXHAUSTED:
        what = _("its pages hold more than can be read")
        raise OversizedDocumentError(file, what)
    if any(page.items for page in pages):
        return
    match next(filter(None, why), None):
        case Unread.FONTS:
            raise PictureError(file, why.index(Unread.FONTS) + 1)
        case Unread.EXHAUSTED:
            what = _("its pages hold more than can be read")
            raise OversizedDocumentError(file, what)
        case Unread.DAMAGED:
            raise BrokenDocumentError(file, _("its pages cannot be read"))
    raise NoTextError(file)


def find_unread(pages: Sequence[Page], file: str) -> Iterator[Finding]:
    """Each page that was not read, with the reason."""
    for n, page in enumerate(pages, 1):
        if page.unread:
            what = _("page {n} was not read: {why}").format(n=n, why=_(page.unread.value))
            then = _("Look at the page; import what counts from another copy of the document.")
            yield found(file, (0, 0), "DM404", what, then)


def build_items(
    glyphs: Sequence[Glyph], grids: Sequence[Grid], number: int, file: str
) -> Iterator[PageItem]:
    """Lines and tables from the top; what only looks like a table is lines.

    Args:
        glyphs: The characters of a page, in the order in which they are painted.
        grids: What its lines rule.
        number: The page's, for errors.
        file: The file, for errors.

    Raises:
        ColumnsError: The order of the lines is not certain.
    """
    inside: list[list[tuple[int, Glyph]]] = [[] for _grid in grids]
    outside: list[Glyph] = []
    for glyph in glyphs:
        # A little above the line it stands on, in its middle.
        x, y = (glyph.start + glyph.end) / 2, glyph.base - glyph.size / 3
        for grid, own in zip(grids, inside, strict=True):
            region = grid.find(x, y)
            if region is not None:
                own.append((region, glyph))
                break
        else:
            outside.append(glyph)
    bases = [glyph.base for glyph in outside]
    tables: list[Ruled] = []
    for grid, own in zip(grids, inside, strict=True):
        table = Ruled(grid, tuple(fill(grid, own)), tuple(build_lines(one for _n, one in own)))
        is_outermost = _is_outermost(grid, bases)
        if table.is_table or (is_outermost and table.may_go_on):
            tables.append(table)
        else:
            outside += [one for _n, one in own]
    lines = build_lines(outside)
    gap = find_gap(lines)
    if gap and not gap.is_certain:
        raise ColumnsError(file, number)
    if gap:
        lines = [*split_at(lines, gap.place)]
    yield from _merged(lines, sorted(tables, key=lambda table: table.grid.top))


def _is_outermost(grid: Grid, bases: Sequence[float]) -> bool:
    """Whether nothing but the head or the foot of a page stands above a table, or below it."""
    above = {round(base) for base in bases if base < grid.ys[0]}
    below = {round(base) for base in bases if base > grid.ys[-1]}
    return min(len(above), len(below)) <= 1


def _merged(lines: Sequence[Line], tables: Sequence[Ruled]) -> Iterator[PageItem]:
    waiting = [*tables]
    for line in lines:
        while waiting and waiting[0].grid.top < line.base:
            yield waiting.pop(0)
        yield line
    yield from waiting
