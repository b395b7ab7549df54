"""XML of an untrusted file, element by element: no declarations, bounded depth and number.

Names come without their prefixes: which prefix, and which of two editions of a namespace,
an office suite writes is its own business.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from xml.etree.ElementTree import Element
from xml.parsers import expat

from dutymatrix.document.readers.refusal import BrokenDocumentError, OversizedDocumentError
from dutymatrix.i18n import _

MAX_DEPTH = 150
"""Of elements in elements; text boxes in tables in text boxes come to some forty."""

_MAX_ELEMENTS = 4_000_000
# Held at once; each takes some 300 bytes.
_MAX_HELD = 1_000_000
_CHUNK = 2**16
# What pyexpat says of an encoding that Python does not know, or that it cannot take.
_ENCODING_ERRORS = (LookupError, ValueError)


class _RootFound(Exception):  # noqa: N818 - it is no error
    """Ends parsing once the root's name is known."""


def root_name(head: bytes) -> str:
    """Name of the outermost element in the beginning of a file; "" where there is none."""
    found = ""

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal found
        found = _local(name)
        raise _RootFound

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with suppress(_RootFound, expat.ExpatError, *_ENCODING_ERRORS):
        parser.Parse(head, False)
    return found


def iter_elements(
    data: bytes, depth: int, file: str, part: str, progress: Callable[[int], None] | None = None
) -> Iterator[Element]:
    """Elements on a level, the root's being 1; each is whole, and let go of after.

    Args:
        data: The XML.
        depth: The level.
        file: The file, for errors.
        part: What of the file it is, for errors.
        progress: Told how many bytes are read.

    Raises:
        BrokenDocumentError: It is not well-formed, or declares a document type.
        OversizedDocumentError: It nests deeper or holds more than a document does.
    """
    builder = _Builder(depth, file, part)
    try:
        for start in range(0, len(data), _CHUNK):
            builder.feed(data[start : start + _CHUNK])
            yield from builder.take()
            if progress:
                progress(start)
        builder.feed(b"", last=True)
    except expat.ExpatError as error:
        what = _("{part}, line {n}, is not well-formed XML").format(part=part, n=error.lineno)
        raise BrokenDocumentError(file, what) from None
    yield from builder.take()


class _Builder:
    """Makes elements of one level, with all that is in them, of what the parser meets."""

    def __init__(self, depth: int, file: str, part: str) -> None:
        self.depth, self.file, self.part = depth, file, part
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        # Entities, which multiply, and files to be fetched are declared nowhere else.
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._open: list[Element] = []
        self._pieces: list[str] = []
        self._ready: list[Element] = []
        self._count = 0
        self._held = 0

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Parse more of the XML."""
        try:
            self.parser.Parse(data, last)
        except _ENCODING_ERRORS:
            what = _("{part} says that it is in an encoding that XML is not read in")
            raise BrokenDocumentError(self.file, what.format(part=self.part)) from None

    def take(self) -> list[Element]:
        """Elements that have become whole since."""
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._held += 1
        if len(self._open) >= MAX_DEPTH:
            raise self._oversized(_("more than {n} levels").format(n=MAX_DEPTH))
        if self._count > _MAX_ELEMENTS or self._held > _MAX_HELD:
            raise self._oversized(_("more than {n} elements").format(n=_MAX_HELD))
        element = Element(_local(name), {_local(key): value for key, value in attributes.items()})
        self._put_text()
        if len(self._open) >= self.depth:
            self._open[-1].append(element)
        self._open.append(element)

    def _text(self, text: str) -> None:
        self._pieces.append(text)

    def _end(self, _name: str) -> None:
        self._put_text()
        element = self._open.pop()
        if len(self._open) == self.depth - 1:
            self._ready.append(element)
            self._held = 0

    def _put_text(self) -> None:
        """Put what was read since a tag where it stands: within an element, or behind its last."""
        if self._pieces and self._open:
            element = self._open[-1]
            text = "".join(self._pieces)
            if len(element):
                element[-1].tail = text
            else:
                element.text = text
            self._pieces.clear()

    def _refuse(self, *_declaration: object) -> None:
        what = _("{part} declares a document type").format(part=self.part)
        raise BrokenDocumentError(self.file, what)

    def _oversized(self, what: str) -> OversizedDocumentError:
        return OversizedDocumentError(self.file, f"{self.part}: {what}")


def _local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]
