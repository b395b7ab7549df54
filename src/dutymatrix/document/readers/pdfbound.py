"""pdfplumber's pages within bounds: how much one of them may unpack to, and paint.

pdfminer, which reads for pdfplumber, unpacks whatever a stream claims to be and paints what it
is told: 67 KB of lines keep it busy for a minute, 1 MB of blanks take 2 GB, and a font of two
lines says how wide each of 400 million characters is.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from typing import cast

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.layout import LTPage
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfexceptions import PDFNotImplementedError
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, int_value, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.runlength import rldecode
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_png_predictor
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF

MAX_DECODED = 32 * 2**20
"""Bytes to which the streams of a page may unpack, its fonts among them."""
MAX_CONTENT = 2 * 2**20
"""Bytes of a page that say what is painted; a page of text has some 30,000."""
MAX_OBJECTS = 100_000
"""Characters and pieces of lines on a page; a page of text has some 2,000."""

MAX_CODES = 1_000_000
"""Characters of which the fonts of a page say what they are; each of them has some thousands."""

# Of a file: so much at any rate, and so much for each byte that its pages' streams take in it. One
# that many pages share counts once, however often it is painted. Offices' files have a quarter of
# an object a byte, and text is packed to a tenth.
_OBJECTS, _OBJECTS_A_BYTE = 100_000, 1
_CONTENT, _CONTENT_A_BYTE = 512 * 2**10, 20
# What a form within a page costs besides what it says.
_FORM = 500
# Bytes that a predictor, which works on each of them, is asked for.
_MOST_PREDICTED = 4 * 2**20
# What RunLengthDecode makes of one byte.
_MOST_RUN = 64


class ExhaustedError(BaseException):
    """Ends a page that does too much; pdfminer goes on after many an Exception."""


class Budget:
    """What is left of what a page may do, and the file."""

    def __init__(self) -> None:
        """For a file of which nothing is known yet."""
        self.objects_in_all, self.content_in_all = _OBJECTS, _CONTENT
        self.met: set[int] = set()
        """Numbers of the streams that were painted."""
        self.begin_page()

    def meet(self, stream: PDFStream) -> None:
        """Allow what a stream may do that was not painted before."""
        if stream.objid is not None and stream.objid not in self.met:
            self.met.add(stream.objid)
            size = len(stream.rawdata or b"")
            self.objects_in_all += _OBJECTS_A_BYTE * size
            self.content_in_all += _CONTENT_A_BYTE * size

    def begin_page(self) -> None:
        """A page may do as much as the one before it."""
        self.decoded, self.codes = MAX_DECODED, MAX_CODES
        self.objects, self.content = MAX_OBJECTS, MAX_CONTENT

    def unpack(self, size: int) -> None:
        """Count bytes that came out of a stream."""
        self.decoded -= size
        if self.decoded < 0:
            raise ExhaustedError

    def tell(self, codes: int) -> None:
        """Count characters that a font tells about."""
        self.codes -= codes
        if self.codes < 0:
            raise ExhaustedError

    def execute(self, size: int) -> None:
        """Count bytes that say what is painted."""
        self.content -= size
        self.content_in_all -= size
        if self.content < 0 or self.content_in_all < 0:
            raise ExhaustedError

    def paint(self, pieces: int) -> None:
        """Count characters, pieces of a line, or what a page names."""
        self.objects -= pieces
        self.objects_in_all -= pieces
        if self.objects < 0 or self.objects_in_all < 0:
            raise ExhaustedError


@contextmanager
def bounded(budget: Budget) -> Iterator[None]:
    """Within this, streams unpack to no more than a budget has, and fonts say no more.

    There is one place where pdfminer unpacks, for fonts and tables of objects as for pages, one
    where it is told of characters, and no way to give it others.
    """
    original = PDFStream.decode, FileUnicodeMap.add_cid2unichr

    def decode(stream: PDFStream) -> None:
        stream.data = _unpacked(stream, budget)
        stream.rawdata = None

    def add(codes: FileUnicodeMap, cid: int, code: PSLiteral | bytes | int) -> None:
        budget.tell(1)
        original[1](codes, cid, code)

    PDFStream.decode = decode  # type: ignore[assignment, method-assign]
    FileUnicodeMap.add_cid2unichr = add  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        PDFStream.decode, FileUnicodeMap.add_cid2unichr = original  # type: ignore[method-assign]


def _unpacked(stream: PDFStream, budget: Budget) -> bytes:
    data = stream.rawdata or b""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    for filter_, parameters in stream.get_filters():
        name = getattr(filter_, "name", "")
        match name:
            case "FlateDecode" | "Fl":
                data = _inflated(data, budget.decoded)
            case "LZWDecode" | "LZW":
                data = b"".join(_lzw(data, budget.decoded))
            case "RunLengthDecode" | "RL":
                if len(data) > budget.decoded // _MOST_RUN:
                    raise ExhaustedError
                data = rldecode(data)
            case "ASCII85Decode" | "A85":
                data = ascii85decode(data)
            case "ASCIIHexDecode" | "AHx":
                data = asciihexdecode(data)
            case _:
                # Pictures are not looked into.
                raise PDFNotImplementedError(name)
        budget.unpack(len(data))
        data = _unpredicted(data, parameters)
    return data


def _inflated(data: bytes, most: int) -> bytes:
    """What zlib packed; of a damaged stream, what comes out of it."""
    unpacking = zlib.decompressobj()
    unpacked = bytearray()
    source = BytesIO(data)
    while len(unpacked) <= most and (piece := source.read(4096)):
        try:
            unpacked += unpacking.decompress(piece, most + 1 - len(unpacked))
        except zlib.error:
            break
    return bytes(unpacked)


def _lzw(data: bytes, most: int) -> Iterator[bytes]:
    for piece in LZWDecoder(BytesIO(data)).run():
        most -= len(piece)
        if most < 0:
            raise ExhaustedError
        yield piece


def _unpredicted(data: bytes, parameters: Mapping[str, object] | None) -> bytes:
    predictor = int_value(parameters.get("Predictor", 1)) if parameters else 1
    if parameters is None or predictor == 1:
        return data
    if predictor < 10:
        raise PDFNotImplementedError(str(predictor))
    colors, columns, bits = (
        int_value(parameters.get(name, default))
        for name, default in (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
    )
    if len(data) > _MOST_PREDICTED or colors * columns > _MOST_PREDICTED:
        raise ExhaustedError
    return apply_png_predictor(predictor, colors, columns, bits, data)


class BoundedFonts(PDFResourceManager):
    """The fonts of a file; how wide characters are is said in ranges."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font with these entries."""
        for widths in (list_value(spec.get(name, [])) for name in ("W", "W2")):
            numbers = [one if isinstance(one, int) else 0 for one in widths]
            self.budget.tell(sum(max(0, to - from_) for from_, to in pairwise(numbers)))
        return super().get_font(objid, spec)


class BoundedPage(Page):
    """A page that stops painting when its budget is used up."""

    def __init__(self, pdf: PDF, page: PDFPage, number: int, budget: Budget) -> None:
        super().__init__(pdf, page, number)
        self.budget = budget

    @property
    def layout(self) -> LTPage:
        """What is painted on it."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=None)
            device.budget = self.budget
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
        return self._layout


class _Device(PDFPageAggregatorWithMarkedContent):
    """What is painted on."""

    budget: Budget

    def render_char(self, *args: object, **kwargs: object) -> float:
        self.budget.paint(1)
        return super().render_char(*args, **kwargs)

    def paint_path(self, *args: object, **kwargs: object) -> None:
        self.budget.paint(len(cast(Sequence[object], args[-1])))
        super().paint_path(*args, **kwargs)


class _Interpreter(PDFPageInterpreter):
    """What paints; forms within the page are painted by others like it."""

    device: _Device

    def init_resources(self, resources: dict[object, object]) -> None:
        """Take up what a page names: each page anew what all of them share."""
        for kind in map(resolve1, (resources or {}).values()):
            if isinstance(kind, dict):
                self.device.budget.paint(len(kind))
        super().init_resources(resources)

    def render_contents(
        self,
        resources: dict[object, object],
        streams: Sequence[object],
        ctm: Matrix = MATRIX_IDENTITY,
    ) -> None:
        for stream in map(resolve1, streams):
            if isinstance(stream, PDFStream):
                self.device.budget.meet(stream)
                self.device.budget.execute(len(stream.get_data()) + _FORM)
        super().render_contents(resources, streams, ctm=ctm)
