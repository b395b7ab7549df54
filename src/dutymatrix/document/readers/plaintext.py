"""Plain text, in whatever encoding an office's machine wrote it."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from dutymatrix.document.block import Document, Paragraph
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import _

_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 4096
_USUAL = "，。、；：（）「」一二三的和局"
# Of control characters a text has tabs, line ends and form feeds.
_CONTROLS = {*range(32)} - {9, 10, 12, 13, 27}
_MOST_CONTROLS = 0.01


class NotTextError(DutymatrixError):
    """A file was to be read as text, and is none."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is neither text nor a readable document").format(file=file)
            + "\n"
            + _("open it in the program that wrote it, and save it as text or .docx")
        )


def read(data: bytes, file: str) -> Document:
    """A text, a paragraph a line; lines may be parts of longer paragraphs.

    Raises:
        NotTextError: It is none in UTF-8, UTF-16, GB18030 or Big5.
    """
    text = decode(data, file).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    lines = enumerate(text.split("\n"), 1)
    blocks = tuple(Paragraph(line, number) for number, line in lines if line.strip())
    return Document(file, blocks, wrapped=True)


def decode(data: bytes, file: str) -> str:
    """Text of bytes: by their byte order mark, else UTF-16 by its zeros, UTF-8, GB18030 or Big5.

    Raises:
        NotTextError: None of these fits.
    """
    for encodings in _encodings(data):
        decoded = (_decoded(data, encoding) for encoding in encodings)
        texts = [text for text in decoded if text is not None]
        if texts:
            return max(texts, key=_usual_marks).removeprefix("\ufeff")
    raise NotTextError(file)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _is_text(text) else None


def _usual_marks(text: str) -> int:
    """How many marks and characters stand in a text that every document is full of."""
    return sum(text.count(char, 0, _SAMPLE) for char in _USUAL)


def _encodings(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Encodings that the bytes may be in, the likeliest first; some only the text tells apart."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return ((encoding,),)
    sample = data[:_SAMPLE]
    if 0 in sample:
        # ASCII among the Chinese, line ends at least, has its zero in the high byte.
        high, low = sample[0::2].count(0), sample[1::2].count(0)
        first, second = ("utf-16-be", "utf-16-le") if high > low else ("utf-16-le", "utf-16-be")
        return (first,), (second,)
    # The bytes of each are mostly characters of the other, too, but rare ones.
    return ("utf-8",), ("gb18030", "big5hkscs")


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = sum(ord(char) in _CONTROLS for char in sample)
    return controls <= _MOST_CONTROLS * len(sample)
