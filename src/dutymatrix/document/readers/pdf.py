"""PDF: the lines of its pages in reading order, and its ruled tables.

A PDF holds characters and lines and where they are painted; text and tables are put together
from that. Where the order is not certain, as in columns, the file is refused; a page without
text that can be read is named, and the others are read.
"""

import gc
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from dutymatrix.document.block import Document
from dutymatrix.document.readers import Progress
from dutymatrix.document.readers.glyph import Glyph, Line, Run, build_lines
from dutymatrix.document.readers.page import (
    MAX_EXHAUSTED,
    Page,
    Unread,
    build_items,
    find_unread,
    is_untold,
    refuse_unread,
)
from dutymatrix.document.readers.pagination import build_blocks
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    EncryptedDocumentError,
    OversizedDocumentError,
)
from dutymatrix.document.readers.ruling import Grid, Rule, find_grids
from dutymatrix.error import DutymatrixError, MissingExtraError
from dutymatrix.i18n import _

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.pdf import PDF

    from dutymatrix.document.readers.pdfbound import BoundedPage, Budget

_MAX_BYTES = 128 * 2**20
_MAX_PAGES = 2000
# Places where lines of a page could cross.
_MAX_CROSSINGS = 250_000

# A character of which only the font's own number is known.
_CODE = re.compile(r"\(cid:[0-9]+\)")
# What is filled, and higher and wider than this, is a shade.
_THICK = 3.0


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
    with _quiet("pdfminer", "pdfplumber"), _collected():
        pages = _read_pages(data, file, progress)
    refuse_unread(pages, file)
    blocks = tuple(build_blocks([page.items for page in pages]))
    return Document(file, blocks, wrapped=True, findings=tuple(find_unread(pages, file)))


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


@contextmanager
def _collected() -> Iterator[None]:
    """Let go of pages that were read: what is painted on one holds itself."""
    was_enabled = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not was_enabled:
            gc.disable()


def _read_pages(data: bytes, file: str, progress: Progress | None) -> list[Page]:
    from dutymatrix.document.readers.pdfbound import BoundedPage, Budget, ExhaustedError, bounded

    budget = Budget()
    pages: list[Page] = []
    painted: dict[tuple[object, ...], Page] = {}
    said: dict[int, bytes] = {}
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
            how = _how_painted(one, said)
            if how in painted:
                again = painted[how]
                pages.append(Page(unread=Unread.REPEATED) if again.items else again)
                continue
            try:
                # Nothing holds what was painted on it when it is read.
                pages.append(_read_page(BoundedPage(pdf, one, n + 1, budget), file))
                if how:
                    painted[how] = pages[-1]
            except ExhaustedError:
                pages.append(Page(unread=Unread.EXHAUSTED))
            except DutymatrixError:
                raise
            # Of a damaged file anything may come up: pdfminer promises no class of its own.
            except Exception:
                pages.append(Page(unread=Unread.DAMAGED))
            if sum(one.unread is Unread.EXHAUSTED for one in pages) > MAX_EXHAUSTED:
                break
    return pages


def _how_painted(page: "PDFPage", said: dict[int, bytes]) -> tuple[object, ...]:
    """What a page is painted by; () where nothing is, or nobody can tell.

    A few kilobytes may paint one page two thousand times.

    Args:
        page: The page, which lives as long as what is said of it.
        said: What resources say, in short: pages may share them, however long they are.
    """
    from pdfminer.pdftypes import PDFObjRef

    contents = page.attrs.get("Contents")
    refs = contents if isinstance(contents, list) else [contents]
    streams = [one.objid for one in refs if isinstance(one, PDFObjRef)]
    if not streams or len(streams) < len(refs):
        return ()
    key = id(page.resources)
    if key not in said:
        said[key] = sha256(repr(page.resources).encode("utf-8", "replace")).digest()
    return (*streams, said[key], repr(page.mediabox), repr(page.cropbox), page.rotate)


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


# A page


def _read_page(page: "BoundedPage", file: str) -> Page:
    """The lines and tables of a page, from the top.

    Raises:
        ColumnsError: The order of its lines is not certain.
    """
    chars = [char for char in page.chars if _is_shown(char, page)]
    text = "".join(char["text"] for char in chars).strip()
    if is_untold(_CODE.sub("\ufffd", text), len(chars)):
        return Page(unread=Unread.FONTS)
    if not text:
        return Page(unread=Unread.PICTURE if page.images or page.curves else None)
    level = [_glyph(char, page) for char in chars if char["upright"]]
    turned = [*_turned(char for char in chars if not char["upright"])]
    if len(level) < len(chars) / 2:
        # Of a page that is turned only the order is known in which it is painted.
        return Page((*build_lines(level), *turned))
    grids = _grids(page)
    return Page((*build_items(level, grids, page.page_number, file), *turned))


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
        size = max(char["size"], 1.0)
        yield Line((Run(text.strip(), char["x0"], char["x1"], char["bottom"], size),))


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
