"""PDF: the lines of its pages in reading order, without running heads and page numbers.

A PDF holds characters and where they are painted; lines are put together from that. Where the
order is not certain, in columns and tables, the file is refused.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from dutymatrix.document.block import Document, Paragraph
from dutymatrix.document.readers import Progress
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    ColumnsError,
    EncryptedDocumentError,
    NoTextError,
    OversizedDocumentError,
    PictureError,
)
from dutymatrix.error import DutymatrixError, MissingExtraError
from dutymatrix.i18n import _
from dutymatrix.measure import cells
from dutymatrix.wording.furniture import PAGE_NUMBER

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MAX_BYTES = 128 * 2**20
_MAX_PAGES = 2000
_MAX_CONTENT = 8 * 2**20
# Of one file; a page of text has some two thousand. Forms within forms multiply them.
_MAX_OPERATIONS = 2_000_000

# Characters that are no text: of private use, or not known.
_UNTOLD = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_MOST_UNTOLD = 0.2
# So much of a character's size apart, pieces of a line do not touch.
_GAP = 1.5
_INDENT = 1.2
_MOST_INDENTED = 20

_LEAST_LINES = 10
_LEAST_BESIDE = 5
_MOST_CROSSING = 0.15
_LEAST_SHARE = 0.3
_STEPS = 60

# How many of a page's outermost lines may be its head or foot, and on how many pages.
_OUTERMOST = 2
_REPEATED = 0.4
_PAGE_NUMBER = re.compile(PAGE_NUMBER)
_DIGITS = re.compile(r"[0-9０-９]+")  # noqa: RUF001


class _Piece(NamedTuple):
    """Characters painted at once."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        """About where it ends: Chinese is as wide as high, the rest half as wide."""
        return self.x + cells(self.text) * self.size / 2


class _Line(NamedTuple):
    """A line of a page."""

    pieces: tuple[_Piece, ...]

    @property
    def start(self) -> float:
        return self.pieces[0].x

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def text(self) -> str:
        """Its text; a blank where pieces stand apart."""
        text, end = "", None
        for piece in self.pieces:
            is_apart = end is not None and piece.x - end > _GAP * piece.size
            text += f" {piece.text}" if is_apart else piece.text
            end = piece.end
        return text.strip()

    def segments(self) -> Iterator[tuple[float, float]]:
        """(Start, end) of what stands together in it."""
        start, end = self.start, self.pieces[0].end
        for piece in self.pieces[1:]:
            if piece.x - end > _GAP * piece.size:
                yield start, end
                start = piece.x
            end = max(end, piece.end)
        yield start, end


class _Exhausted(BaseException):
    """Ends a page that does too much; pypdf goes on after every Exception."""


def read(data: bytes, file: str, *, progress: Progress | None = None) -> Document:
    """Read a PDF, a paragraph for each of its lines; their numbers count through.

    Raises:
        MissingExtraError: pypdf is not installed.
        EncryptedDocumentError: It is encrypted.
        PictureError: A page is a picture, or its fonts do not tell their characters.
        ColumnsError: A page is set in columns, or is a table.
    """
    try:
        import pypdf  # noqa: F401 - asked for before anything is said about the file
    except ImportError:
        raise MissingExtraError("pypdf", "pdf") from None
    if len(data) > _MAX_BYTES:
        raise OversizedDocumentError(file, _("larger than {n} MiB").format(n=_MAX_BYTES // 2**20))
    log = logging.getLogger("pypdf")
    before = log.level
    # Of the loggers below it, too: they have no level of their own.
    log.setLevel(logging.CRITICAL + 1)
    try:
        pages = _Reader(file).read(data, progress)
    except DutymatrixError:
        raise
    except _Exhausted:
        what = _("its pages hold more than can be read")
        raise OversizedDocumentError(file, what) from None
    # Of a damaged file anything may come up: pypdf promises no class of its own.
    except Exception:
        raise BrokenDocumentError(file, _("its pages cannot be read")) from None
    finally:
        log.setLevel(before)
    if not any(pages):
        raise NoTextError(file)
    return Document(file, tuple(_paragraphs(pages)), wrapped=True)


class _Reader:
    """Reads the pages of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.operations = 0

    def read(self, data: bytes, progress: Progress | None) -> list[list[_Line]]:
        from pypdf import PdfReader

        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise EncryptedDocumentError(self.file)
        total = self._count(reader)
        pages = []
        for n in range(total):
            if progress:
                progress(n, total)
            pages.append(self._page(reader.pages[n], n + 1))
        if not any(pages) and total:
            raise NoTextError(self.file)
        for n, lines in enumerate(pages, 1):
            if not lines and _has_picture(reader.pages[n - 1]):
                raise PictureError(self.file, n)
            if _is_in_columns(lines):
                raise ColumnsError(self.file, n)
        return pages

    def _count(self, reader: "PdfReader") -> int:
        total = len(reader.pages)
        if total > _MAX_PAGES:
            raise OversizedDocumentError(self.file, _("more than {n} pages").format(n=_MAX_PAGES))
        return total

    def _page(self, page: "PageObject", number: int) -> list[_Line]:
        """The lines of a page, from the top."""
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _MAX_CONTENT:
            raise _Exhausted
        pieces: list[_Piece] = []
        turned = False

        def painted(
            text: str, place: Sequence[float], matrix: Sequence[float], _font: object, size: float
        ) -> None:
            nonlocal turned
            if text.strip():
                a, b, c, d, e, f = place
                x, y = matrix[4], matrix[5]
                scale = abs(a * matrix[0] + c * matrix[1]) or 1.0
                turned = turned or abs(b * matrix[0] + d * matrix[1]) > scale / 2
                size = max(abs(size * scale), 1.0)
                piece = text.strip("\n").replace("\n", " ")
                pieces.append(_Piece(a * x + c * y + e, b * x + d * y + f, size, piece))

        text = page.extract_text(visitor_text=painted, visitor_operand_before=self._operated)
        if text and len(_UNTOLD.findall(text)) > len(text) * _MOST_UNTOLD:
            raise PictureError(self.file, number)
        if turned:
            # On a page that is turned only the order in which it is painted is known.
            rows = enumerate(line for line in text.split("\n") if line.strip())
            return [_Line((_Piece(0, -n, 1, line.strip()),)) for n, line in rows]
        return _lines(pieces)

    def _operated(self, *_operation: object) -> None:
        self.operations += 1
        if self.operations > _MAX_OPERATIONS:
            raise _Exhausted


def _lines(pieces: Sequence[_Piece]) -> list[_Line]:
    """Pieces put together to lines, from the top; what is raised or lowered stays in its line."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.y):
        if rows and rows[-1][0].y - piece.y < max(piece.size, rows[-1][0].size) / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_Line(tuple(sorted(row, key=lambda one: one.x))) for row in rows]


def _is_in_columns(lines: Sequence[_Line]) -> bool:
    """Whether there is a gap from the top of a page to its foot with text on both sides."""
    if len(lines) < _LEAST_LINES:
        return False
    segments = [[*line.segments()] for line in lines]
    left = min(line[0][0] for line in segments)
    right = max(line[-1][1] for line in segments)
    for step in range(_STEPS // 5, _STEPS * 4 // 5):
        x = left + (right - left) * step / _STEPS
        crossing = sum(any(a < x < b for a, b in line) for line in segments)
        before = sum(line[0][1] <= x for line in segments)
        after = sum(line[-1][0] >= x for line in segments)
        if crossing <= len(lines) * _MOST_CROSSING and min(before, after) >= max(
            _LEAST_BESIDE, len(lines) * _LEAST_SHARE
        ):
            return True
    return False


def _has_picture(page: "PageObject") -> bool:
    """Whether a page shows a picture, which is not decoded to know it."""
    resources: Any = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources else None
    if not objects:
        return False
    return any(
        one.get_object().get("/Subtype") in ("/Image", "/Form")
        for one in objects.get_object().values()
    )


def _paragraphs(pages: Sequence[Sequence[_Line]]) -> Iterator[Paragraph]:
    """The lines of all pages but their heads and feet, indented as they are printed."""
    running = _running(pages)
    number = 0
    for lines in pages:
        margin = _margin(lines)
        for place, line in enumerate(lines):
            number += 1
            text = line.text
            if _is_outermost(place, lines) and (
                _PAGE_NUMBER.fullmatch(text) or _DIGITS.sub("0", text) in running
            ):
                continue
            indent = (line.start - margin) / line.size
            blanks = min(round(indent), _MOST_INDENTED) if indent > _INDENT else 0
            yield Paragraph("\u3000" * blanks + text, number)


def _running(pages: Sequence[Sequence[_Line]]) -> frozenset[str]:
    """What stands at the head or foot of page after page, figures apart."""
    seen: Counter[str] = Counter()
    for lines in pages:
        outer = {line.text for n, line in enumerate(lines) if _is_outermost(n, lines)}
        seen.update({_DIGITS.sub("0", text) for text in outer})
    least = max(2, len(pages) * _REPEATED)
    return frozenset(text for text, count in seen.items() if count >= least)


def _is_outermost(place: int, lines: Sequence[_Line]) -> bool:
    return place < _OUTERMOST or place >= len(lines) - _OUTERMOST


def _margin(lines: Sequence[_Line]) -> float:
    """Where the lines of a page begin: the leftmost place that two of them share."""
    starts = Counter(round(line.start / 2) * 2 for line in lines)
    shared = [start for start, count in starts.items() if count > 1]
    return min(shared or starts, default=0)
