"""OFD (GB/T 33190), which offices with domestic systems send: lines in order, ruled tables.

A zip of XML: OFD.xml names documents, these their pages, and a page has text and paths where they
are painted, in millimetres from its upper left.
"""

import math
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, chain, islice, repeat
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dutymatrix.document.block import Document
from dutymatrix.document.readers import Progress
from dutymatrix.document.readers.glyph import Glyph, Line, Run
from dutymatrix.document.readers.package import Package
from dutymatrix.document.readers.page import (
    MAX_EXHAUSTED,
    Page,
    Unread,
    build_items,
    find_unread,
    is_untold,
    refuse_unread,
)
from dutymatrix.document.readers.pagination import PageItem, build_blocks
from dutymatrix.document.readers.refusal import BrokenDocumentError, OversizedDocumentError
from dutymatrix.document.readers.ruling import Rule, find_grids, merge_rules
from dutymatrix.i18n import _
from dutymatrix.measure import cells

_MAIN = "OFD.xml"
_MAX_PAGES = 2000
_MAX_BYTES = 128 * 2**20
"""Of the XML of all pages; one part may be the content of several."""
# Of a page; one of text has some two thousand characters.
_MAX_GLYPHS = 30_000
_MAX_OBJECTS = 30_000
_MAX_NESTED = 10
# Places where lines of a page could cross.
_MAX_CROSSINGS = 250_000

_POINTS = 72 / 25.4
"""In a millimetre; what is thick or far is known in points."""
_DEFAULT_SIZE = 3.7
# What is filled, and higher and wider than this, is a shade.
_THICK = 3.0
_STEP = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
# How many numbers follow each sign in the data of a path; the last two say where it leads.
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}


class _ExhaustedError(Exception):
    """A page holds more than can be read."""


class _Matrix(NamedTuple):
    """How an object's places become those of its page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def within(self, outer: "_Matrix") -> "_Matrix":
        """Of an object that is part of another one."""
        a, b = outer.turn(self.a, self.b)
        c, d = outer.turn(self.c, self.d)
        return _Matrix(a, b, c, d, *outer.apply(self.e, self.f))

    def turn(self, x: float, y: float) -> tuple[float, float]:
        """A step in the object as one on the page."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """A place in the object as one on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def read(data: bytes, file: str, *, progress: Progress | None = None) -> Document:
    """Read an OFD document, a paragraph for each of its lines, and its tables.

    Raises:
        BrokenDocumentError: It is damaged.
        OversizedDocumentError: It has more pages, or more on them, than a document.
        NoTextError: All its pages are pictures, or empty.
        ColumnsError: A page is set in columns, or is a table without lines.
    """
    return _Reader(data, file).read(progress)


class _Reader:
    """Reads the pages of one file."""

    def __init__(self, data: bytes, file: str) -> None:
        self.package, self.file = Package(data, file), file
        self.templates: dict[str, str] = {}
        self.units: dict[str, Element] = {}
        """What is drawn in several places, by its number."""
        self.bytes = 0

    def read(self, progress: Progress | None) -> Document:
        parts = [*islice(self._pages(), _MAX_PAGES + 1)]
        if len(parts) > _MAX_PAGES:
            what = _("more than {n} pages").format(n=_MAX_PAGES)
            raise OversizedDocumentError(self.file, what)
        pages: list[Page] = []
        for n, part in enumerate(parts):
            if progress:
                progress(n, len(parts))
            try:
                pages.append(self._page(part, n + 1))
            except BrokenDocumentError:
                pages.append(Page(unread=Unread.DAMAGED))
            except _ExhaustedError:
                pages.append(Page(unread=Unread.EXHAUSTED))
                if sum(one.unread is Unread.EXHAUSTED for one in pages) > MAX_EXHAUSTED:
                    break
        refuse_unread(pages, self.file)
        blocks = tuple(build_blocks([page.items for page in pages]))
        findings = tuple(find_unread(pages, self.file))
        return Document(self.file, blocks, wrapped=True, findings=findings)

    def _pages(self) -> Iterator[str]:
        """The parts with the content of each page, in order."""
        for body in self.package.tree(_MAIN).findall("DocBody"):
            root = self._located("", body.findtext("DocRoot"))
            document = self.package.tree(root)
            self.templates |= {
                one.get("ID", ""): self._located(root, one.get("BaseLoc"))
                for one in document.iterfind("CommonData/TemplatePage")
            }
            for name in ("PublicRes", "DocumentRes"):
                for one in document.iterfind(f"CommonData/{name}"):
                    self._add_units(self._located(root, one.text))
            for page in document.iterfind("Pages/Page"):
                yield self._located(root, page.get("BaseLoc"))

    def _add_units(self, part: str) -> None:
        with suppress(BrokenDocumentError):  # then nothing of it is drawn
            for unit in self._tree(part).iterfind("CompositeGraphicUnits/CompositeGraphicUnit"):
                self.units[unit.get("ID", "")] = unit

    def _located(self, part: str, place: str | None) -> str:
        """The part that a place within another one names; some programs begin at the top."""
        folder = posixpath.join("/", posixpath.dirname(part))
        near, top = (
            posixpath.normpath(posixpath.join(one, (place or "").strip())).lstrip("/")
            for one in (folder, "/")
        )
        return top if top in self.package and near not in self.package else near

    def _tree(self, part: str) -> Element:
        self.bytes += self.package.size(part)
        if self.bytes > _MAX_BYTES:
            raise _ExhaustedError
        return self.package.tree(part)

    def _page(self, part: str, number: int) -> Page:
        tree = self._tree(part)
        under = [self.templates.get(one.get("TemplateID", "")) for one in tree.findall("Template")]
        painted = _Painted(self.units)
        for one in (*(self._tree(template) for template in under if template), tree):
            for layer in one.iterfind("Content/Layer"):
                painted.add(layer, _Matrix())
        text = "".join(glyph.text for glyph in painted.glyphs).strip()
        if is_untold(text, len(painted.glyphs)):
            return Page(unread=Unread.FONTS)
        if not text and not painted.turned:
            return Page(unread=Unread.PICTURE if painted.has_picture else None)
        grids = find_grids(
            merge_rules(painted.upright), merge_rules(painted.level), most=_MAX_CROSSINGS
        )
        if grids is None:
            raise _ExhaustedError
        items: Iterator[PageItem] = build_items(painted.glyphs, [*grids], number, self.file)
        return Page((*items, *painted.turned))


class _Painted:
    """What is painted on a page, in points from its upper left."""

    def __init__(self, units: Mapping[str, Element]) -> None:
        self.units = units
        self.glyphs: list[Glyph] = []
        self.turned: list[Line] = []
        """Text that stands upright or across the page, as it is painted."""
        self.upright: list[Rule] = []
        self.level: list[Rule] = []
        self.has_picture = False
        self._objects = 0

    def add(self, block: Element, outer: _Matrix, depth: int = 0) -> None:
        """Take up the objects of a layer, or of a block or unit in one."""
        for element in block:
            if element.get("Visible") == "false":
                continue
            self._count()
            match element.tag:
                case "TextObject":
                    self._add_text(element, _matrix(element).within(outer))
                case "PathObject":
                    self._add_path(element, _matrix(element).within(outer))
                case "ImageObject":
                    self.has_picture = True
                case "PageBlock":
                    self.add(element, outer, depth)
                case "CompositeObject" if depth < _MAX_NESTED:
                    self.has_picture = True
                    unit = self.units.get(element.get("ResourceID", ""))
                    for content in () if unit is None else unit.findall("Content"):
                        self.add(content, _matrix(element).within(outer), depth + 1)

    def _count(self) -> None:
        self._objects += 1
        if self._objects > _MAX_OBJECTS:
            raise _ExhaustedError

    def _add_text(self, element: Element, matrix: _Matrix) -> None:
        size = _number(element.get("Size"), _DEFAULT_SIZE)
        wide = size * _number(element.get("HScale"), 1.0)
        glyphs: list[Glyph] = []
        x = y = 0.0
        for code in element.findall("TextCode"):
            # What is not said is as in the one before.
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            text = code.text or ""
            if len(self.glyphs) + len(glyphs) + len(text) > _MAX_GLYPHS:
                raise _ExhaustedError
            widths = [cells(char) * wide / 2 for char in text]
            across = [*islice(_deltas(code.get("DeltaX", "")), len(text))] or widths
            down = islice(_deltas(code.get("DeltaY", "")), len(text))
            # What is set closer than it is wide covers no more than its step.
            widths = [
                min(width, step) if step > 0 else width
                for width, step in zip(widths, chain(across, repeat(0.0)), strict=False)
            ]
            xs = accumulate(chain(across, repeat(0.0)), initial=x)
            ys = accumulate(chain(down, repeat(0.0)), initial=y)
            glyphs += (
                _glyph(char, (own_x, own_y), width, size, matrix)
                for char, own_x, own_y, width in zip(text, xs, ys, widths, strict=False)
            )
        if abs(matrix.b) > abs(matrix.a):
            said = "".join(glyph.text for glyph in glyphs).strip()
            if said:
                first, last = glyphs[0], glyphs[-1]
                run = Run(said, first.start, last.end, last.base, first.size)
                self.turned.append(Line((run,)))
        else:
            self.glyphs += glyphs

    def _add_path(self, element: Element, matrix: _Matrix) -> None:
        segments = []
        for segment in _segments(element.findtext("AbbreviatedData") or ""):
            self._count()
            ends = (matrix.apply(*point) for point in segment)
            segments.append([(x * _POINTS, y * _POINTS) for x, y in ends])
        xs, ys = ([point[n] for segment in segments for point in segment] for n in (0, 1))
        is_drawn = element.get("Stroke") != "false"
        if not segments or not (is_drawn or min(max(xs) - min(xs), max(ys) - min(ys)) <= _THICK):
            return
        for (x, y), (to_x, to_y) in segments:
            if abs(to_x - x) > _THICK >= abs(to_y - y):
                self.level.append(Rule((y + to_y) / 2, min(x, to_x), max(x, to_x)))
            elif abs(to_y - y) > _THICK >= abs(to_x - x):
                self.upright.append(Rule((x + to_x) / 2, min(y, to_y), max(y, to_y)))


def _glyph(
    char: str, place: tuple[float, float], width: float, size: float, matrix: _Matrix
) -> Glyph:
    x, base = matrix.apply(*place)
    length = math.hypot(matrix.a, matrix.b)
    height = math.hypot(matrix.c, matrix.d)
    return Glyph(
        char,
        x * _POINTS,
        (x + width * length) * _POINTS,
        base * _POINTS,
        max(size * height * _POINTS, 1.0),
    )


def _matrix(element: Element) -> _Matrix:
    """Of an object: its own, then its place on the page."""
    own = _numbers(element.get("CTM", ""))
    a, b, c, d, e, f = own if len(own) == 6 else _Matrix()
    x, y = (*_numbers(element.get("Boundary", "")), 0.0, 0.0)[:2]
    return _Matrix(a, b, c, d, e + x, f + y)


def _deltas(text: str) -> Iterator[float]:
    """Steps from each character to the next; `g 3 5.6` is 5.6 three times."""
    words = iter(text.split())
    for word in words:
        if word == "g":
            times, step = _number(next(words, None), 0), _number(next(words, None), 0.0)
            yield from repeat(step, min(int(times), _MAX_GLYPHS))
        else:
            yield _number(word, 0.0)


_Point = tuple[float, float]


def _segments(data: str) -> Iterator[tuple[_Point, _Point]]:
    """The straight lines of a path: `M 0 0 L 10 0 L 10 5 C`."""
    start = at = (0.0, 0.0)
    for sign, said in _STEP.findall(data):
        if sign == "C":
            yield at, start
            at = start
            continue
        numbers = _numbers(said)
        size = _NUMBERS[sign]
        # Signs may be left out where they repeat.
        for n in range(0, len(numbers) - size + 1, size):
            to = (numbers[n + size - 2], numbers[n + size - 1])
            if sign == "L":
                yield at, to
            elif sign in "SM":
                start = to
            at = to


def _numbers(text: str) -> Sequence[float]:
    return [_number(word, 0.0) for word in text.split()]


def _number(text: str | None, default: float) -> float:
    """A number; the default for none, and for what is none."""
    try:
        number = float(text) if text else default
    except ValueError:
        return default
    return number if abs(number) < 1e6 else default
