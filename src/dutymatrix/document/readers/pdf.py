"""PDF: the lines of its pages in reading order, and its ruled tables.

A PDF holds characters and lines and where they are painted; text and tables are put together
from that. Where the order is not certain, as in columns, the file is refused; a page without
text that can be read is named, and the others are read.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from dutymatrix.document.block import Document
from dutymatrix.document.readers import Progress
from dutymatrix.document.readers.glyph import Glyph, Line, Run, build_lines, find_gap, split_at
from dutymatrix.document.readers.pagination import PageItem, Ruled, build_blocks
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    ColumnsError,
    EncryptedDocumentError,
    NoTextError,
    OversizedDocumentError,
    PictureError,
)
from dutymatrix.document.readers.ruling import Grid, Rule, fill, find_grids
from dutymatrix.error import DutymatrixError, MissingExtraError
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.pdf import PDF

    from dutymatrix.document.readers.pdfbound import BoundedPage, Budget

_MAX_BYTES = 128 * 2**20
_MAX_PAGES = 2000
# So many pages that hold more than can be read are no accident.
_MAX_EXHAUSTED = 3
# Places where lines of a page could cross.
_MAX_CROSSINGS = 250_000

# Characters that are no text: of private use, or not known.
_UNTOLD = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_CODE = re.compile(r"\(cid:[0-9]+\)")
_MOST_UNTOLD = 0.2
# What is filled, and higher and wider than this, is a shade.
_THICK = 3.0


class _Unread(Enum):
    """Why a page was not read."""

    PICTURE = N_("it is a picture")
    FONTS = N_("its fonts do not tell their characters")
    EXHAUSTED = N_("it holds more than can be read")
    DAMAGED = N_("it is damaged")


class _Page(NamedTuple):
    """What was read of a page."""

    items: tuple[PageItem, ...] = ()
    unread: _Unread | None = None


def read(data: bytes, file: str, *, progress: Progress | None = None) -> Document:
    """Read a PDF, a paragraph for each of its lines, and its tables; lines count through.

    Raises:
        MissingExtraError: pdfplumber is not installed.
        EncryptedDocumentError: It opens only with a password.
        NoTextError: All its pages are pictures, or empty.
        PictureError: The fonts of all its pages do not tell their characters.
        ColumnsError: A page is set in columns, or is a table without lines.
    """
    try:
        import pdfplumber  # noqa: F401 - asked for before anything is said about the file
    except ImportError:
        raise MissingExtraError("pdfplumber", "pdf") from None
    if len(data) > _MAX_BYTES:
        raise OversizedDocumentError(file, _("larger than {n} MiB").format(n=_MAX_BYTES // 2**20))
    with _quiet("pdfminer", "pdfplumber"):
        pages = _read_pages(data, file, progress)
    _refuse_unread(pages, file)
    blocks = tuple(build_blocks([page.items for page in pages]))
    return Document(file, blocks, wrapped=True, findings=tuple(_findings(pages, file)))


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Keep what libraries say of a damaged file to themselves."""
    logs = [logging.getLogger(name) for name in names]
    levels = [log.level for log in logs]
    for log in logs:
        # Of the loggers below it, too: they have no level of their own.
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)


def _read_pages(data: bytes, file: str, progress: Progress | None) -> list[_Page]:
    from dutymatrix.document.readers.pdfbound import BoundedPage, Budget, ExhaustedError, bounded

    budget = Budget(len(data))
    pages: list[_Page] = []
    with bounded(budget):
        try:
            pdf, opened = _open(data, file, budget)
        except ExhaustedError:
            what = _("its pages hold more than can be read")
            raise OversizedDocumentError(file, what) from None
        for n, one in enumerate(opened):
            if progress:
                progress(n, len(opened))
            budget.begin_page()
            try:
                # Nothing holds what was painted on it when it is read.
                pages.append(_read_page(BoundedPage(pdf, one, n + 1, budget), file))
            except ExhaustedError:
                pages.append(_Page(unread=_Unread.EXHAUSTED))
            except DutymatrixError:
                raise
            # Of a damaged file anything may come up: pdfminer promises no class of its own.
            except Exception:
                pages.append(_Page(unread=_Unread.DAMAGED))
            if sum(one.unread is _Unread.EXHAUSTED for one in pages) > _MAX_EXHAUSTED:
                break
    return pages


def _open(data: bytes, file: str, budget: "Budget") -> "tuple[PDF, list[PDFPage]]":
    """A file and its pages, none of them read.

    Raises:
        EncryptedDocumentError: It opens only with a password.
        BrokenDocumentError: It is damaged.
        OversizedDocumentError: It has too many pages.
    """
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.pdf import PDF

    from dutymatrix.document.readers.pdfbound import BoundedFonts

    try:
        pdf = PDF(BytesIO(data))
        pdf.rsrcmgr = BoundedFonts(budget)
        pages = [*islice(PDFPage.create_pages(pdf.doc), _MAX_PAGES + 1)]
    except Exception as error:
        # pdfplumber hands on what pdfminer says as an argument.
        reasons = (error, *error.args)
        if any(isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in reasons):
            raise EncryptedDocumentError(file) from None
        raise BrokenDocumentError(file, _("its pages cannot be read")) from None
    if len(pages) > _MAX_PAGES:
        raise OversizedDocumentError(file, _("more than {n} pages").format(n=_MAX_PAGES))
    return pdf, pages


def _refuse_unread(pages: Sequence[_Page], file: str) -> None:
    """Refuse a file of which nothing was read, in the words of its first page that tells why."""
    why = [page.unread for page in pages]
    if why.count(_Unread.EXHAUSTED) > _MAX_EXHAUSTED:
        what = _("its pages hold more than can be read")
        raise OversizedDocumentError(file, what)
    if any(page.items for page in pages):
        return
    match next(filter(None, why), None):
        case _Unread.FONTS:
            raise PictureError(file, why.index(_Unread.FONTS) + 1)
        case _Unread.EXHAUSTED:
            what = _("its pages hold more than can be read")
            raise OversizedDocumentError(file, what)
        case _Unread.DAMAGED:
            raise BrokenDocumentError(file, _("its pages cannot be read"))
    raise NoTextError(file)


def _findings(pages: Sequence[_Page], file: str) -> Iterator[Finding]:
    for n, page in enumerate(pages, 1):
        if page.unread:
            what = _("page {n} was not read: {why}").format(n=n, why=_(page.unread.value))
            then = _("Look at the page; import what counts from another copy of the document.")
            yield found(file, (0, 0), "DM404", what, then)


# A page


def _read_page(page: "BoundedPage", file: str) -> _Page:
    """The lines and tables of a page, from the top.

    Raises:
        ColumnsError: The order of its lines is not certain.
    """
    chars = [char for char in page.chars if _is_shown(char, page)]
    text = "".join(char["text"] for char in chars).strip()
    untold = len(_UNTOLD.findall(_CODE.sub("\ufffd", text)))
    if untold > len(chars) * _MOST_UNTOLD:
        return _Page(unread=_Unread.FONTS)
    if not text:
        return _Page(unread=_Unread.PICTURE if page.images or page.curves else None)
    level = [_glyph(char, page) for char in chars if char["upright"]]
    turned = [*_turned(char for char in chars if not char["upright"])]
    if len(level) < len(chars) / 2:
        # Of a page that is turned only the order is known in which it is painted.
        return _Page((*build_lines(level), *turned))
    grids = _grids(page)
    return _Page((*_items(level, grids, page.page_number, file), *turned))


def _is_shown(char: dict[str, Any], page: "BoundedPage") -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    left, top, right, bottom = page.bbox
    return bool(left <= x <= right and top <= y <= bottom)


def _glyph(char: dict[str, Any], page: "BoundedPage") -> Glyph:
    base = page.bbox[3] - char["matrix"][5]
    return Glyph(char["text"], char["x0"], char["x1"], base, max(char["size"], 1.0))


def _turned(chars: Iterator[dict[str, Any]]) -> Iterator[Line]:
    """Text that stands upright or across the page, as it is painted."""
    texts: list[str] = []
    last: dict[str, Any] | None = None
    for char in chars:
        if last and _is_far(char, last):
            yield from _line_of("".join(texts), last)
            texts = []
        texts.append(char["text"])
        last = char
    if last:
        yield from _line_of("".join(texts), last)


def _is_far(char: dict[str, Any], last: dict[str, Any]) -> bool:
    room = 1.5 * max(last["size"], 1.0)
    return any(abs(char[edge] - last[edge]) > room for edge in ("x0", "top"))


def _line_of(text: str, char: dict[str, Any]) -> Iterator[Line]:
    if text.strip():
        yield Line((Run(text.strip(), char["x0"], char["x1"], char["bottom"], char["size"]),))


def _grids(page: "BoundedPage") -> list[Grid]:
    """The ruled tables of a page.

    Raises:
        ExhaustedError: Its lines would make more cells than can be read.
    """
    from pdfplumber.table import merge_edges
    from pdfplumber.utils.geometry import obj_to_edges

    from dutymatrix.document.readers.pdfbound import ExhaustedError

    drawn = [*page.lines, *page.curves, *(rect for rect in page.rects if _is_line(rect))]
    edges = merge_edges(
        [edge for one in drawn for edge in obj_to_edges(one)],
        snap_x_tolerance=3,
        snap_y_tolerance=3,
        join_x_tolerance=3,
        join_y_tolerance=3,
    )
    upright = [
        Rule(edge["x0"], edge["top"], edge["bottom"]) for edge in edges if _is_long(edge, "v")
    ]
    level = [Rule(edge["top"], edge["x0"], edge["x1"]) for edge in edges if _is_long(edge, "h")]
    grids = find_grids(upright, level, most=_MAX_CROSSINGS)
    if grids is None:
        raise ExhaustedError
    return [*grids]


def _is_line(rect: dict[str, Any]) -> bool:
    """Whether a rectangle is a line or a frame, not a shade behind text."""
    return bool(rect["stroke"] or min(rect["width"], rect["height"]) <= _THICK)


def _is_long(edge: dict[str, Any], orientation: str) -> bool:
    length = edge["x1"] - edge["x0"] if orientation == "h" else edge["bottom"] - edge["top"]
    return bool(edge["orientation"] == orientation and length > _THICK)


def _items(
    glyphs: Sequence[Glyph], grids: Sequence[Grid], number: int, file: str
) -> Iterator[PageItem]:
    """Lines and tables from the top; what only looks like a table is lines."""
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
