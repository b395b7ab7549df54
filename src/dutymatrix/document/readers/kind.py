"""What a file is, told by its content; its name only settles what content cannot."""

import re
from pathlib import PurePath
from typing import NamedTuple

from dutymatrix.document.readers.frontmatter import front_matter_end
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    EncryptedDocumentError,
    UnsupportedDocumentError,
)
from dutymatrix.i18n import N_, _

# How far into a file its kind shows; what its tags and headings are, further on.
_HEAD = 4096
_LONGER_HEAD = 2**18
_MARKDOWN = (".md", ".markdown")
_PAGE = (".html", ".htm", ".shtml", ".xhtml")
_TABLE = (".csv", ".tsv", ".tab")

_AS_DOCX = N_("open it in Word, WPS or LibreOffice and save it as .docx")
_FROM_PICTURE = N_("ask for the file it was made from, or have the text recognized (OCR) first")
_UNPACK = N_("unpack it, then name the document in it")
_AS_TEXT = N_("save its text as .docx or .txt, then name that file")


class _Refused(NamedTuple):
    """A kind that is known and not read."""

    name: str
    way_out: str


_SLIDES = _Refused(N_("a slide show"), _AS_TEXT)
_OFFICE_97 = _Refused(N_("an old Office file"), _AS_DOCX)
_FLAT_DOCX = _Refused(N_("a document of Word as one .xml"), _AS_DOCX)
_PICTURE = _Refused(N_("a picture"), _FROM_PICTURE)
_ARCHIVE = _Refused(N_("an archive"), _UNPACK)

_Told = str | _Refused
# What a file begins with.
_MAGIC: tuple[tuple[bytes, _Told], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"AT&TFORM", _PICTURE),
    (b"Rar!\x1a", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
)
# Streams of a compound file (OLE), by name.
_STREAMS: tuple[tuple[str, _Told], ...] = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", _SLIDES),
)
# Members that only one kind of package has.
_MEMBERS: tuple[tuple[str, _Told], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", _SLIDES),
    ("OFD.xml", "ofd"),
)
# What the kinds of OpenDocument are called, in their package or at the beginning of one file.
_OPEN_DOCUMENTS: tuple[tuple[bytes, _Told], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", _SLIDES),
)
_XML_DIALECTS: tuple[tuple[bytes, _Told], ...] = (
    (b'progid="Word.Document"', "word2003"),
    (b"<pkg:package", _FLAT_DOCX),
    (b'progid="Excel.Sheet"', "excel2003"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "excel2003"),
    (b"<uof:UOF", "uof"),
    *_OPEN_DOCUMENTS,
)
# A zip archive, whole or not.
_ZIP = re.compile(rb"PK[\x00-\x1f]")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|link|style|script"
    rb"|main|article|section|header|nav|table|div|span|font|center|p|h[1-6])\b",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE)
# What may stand above the tags of a page, however long.
_ABOVE_TAGS = re.compile(rb"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_HEADING = re.compile(rb"^#{1,6} \S", re.MULTILINE)
_LOWER_HEADING = re.compile(rb"^#{2,6} \S", re.MULTILINE)
_FIELD = re.compile(rb"[A-Za-z-]+[ \t]*:")
_MIME = re.compile(rb"\n?(?:mime-version|content-type)[ \t]*:", re.I)


def kind_of(data: bytes, file: str) -> str:
    """The kind of a document: a key of the table of readers.

    Raises:
        UnsupportedDocumentError: It is of a kind that no reader reads.
        EncryptedDocumentError: It opens only with a password.
    """
    head = data[:_HEAD]
    if _ZIP.match(head):
        return _kind_of_package(data, file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _kind_of_compound(data, file)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for magic, told in _MAGIC:
        if head.startswith(magic):
            return _read_or_refused(file, told)
    if _is_picture(head):
        raise _refusal(file, _PICTURE)
    return _kind_of_text(data, file)


def _is_picture(head: bytes) -> bool:
    """Whether a file is a picture that its first bytes alone do not tell."""
    is_bitmap = head.startswith(b"BM") and head[6:10] == b"\0\0\0\0"
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return is_bitmap or is_webp or head[4:8] == b"ftyp"


def _kind_of_text(data: bytes, file: str) -> str:
    # UTF-16 is told by its ASCII characters.
    text = data[:_LONGER_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    fields = front_matter_end(text.decode("latin-1"))
    text = text[fields:].lstrip()
    head = text[:_HEAD]
    if head.startswith(b"<"):
        for mark, told in _XML_DIALECTS:
            if mark in head:
                return _read_or_refused(file, told)
    suffix = PurePath(file).suffix.lower()
    if _is_page(text, suffix):
        return "html"
    if _is_message(head):
        return "mht"
    if not fields and _is_table(head, suffix):
        return "delimited"
    if suffix in _MARKDOWN or fields or len(_LOWER_HEADING.findall(head)) > 1:
        return "markdown"
    return "text"


def _is_page(text: bytes, suffix: str) -> bool:
    """Whether a text is a web page: it begins with tags, or it is called one and has some."""
    above = _ABOVE_TAGS.match(text)
    head = text[above.end() if above else 0 :][:_HEAD]
    if suffix in _MARKDOWN and _HEADING.search(text):
        # In Markdown tags may stand, too.
        return _WHOLE_PAGE.match(head) is not None
    if suffix in _PAGE:
        return _HTML.search(text) is not None
    return head.startswith(b"<") and _HTML.search(head) is not None


def _is_table(head: bytes, suffix: str) -> bool:
    """Whether the lines of a text are rows: it is called so, or they have the same separators."""
    if suffix in _TABLE or suffix in _MARKDOWN:
        return suffix in _TABLE
    first, second, *_rest = [*filter(None, head.splitlines()), b"", b""]
    # Excel writes tabs into .txt and .xls, too; commas stand in sentences.
    marks = (b"\t",) if suffix else (b"\t", b",")
    return any(first.count(mark) == second.count(mark) > 1 for mark in marks)


def _is_message(head: bytes) -> bool:
    """Whether a file begins with the fields of a message, as a saved page (.mht) does."""
    fields = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return _FIELD.match(fields) is not None and len(_MIME.findall(fields)) > 1


def _kind_of_package(data: bytes, file: str) -> str:
    from dutymatrix.document.readers.package import Package

    package = Package(data, file)
    for member, told in _MEMBERS:
        if member in package:
            return _read_or_refused(file, told)
    mimetype = package.read("mimetype") if "mimetype" in package else b""
    for mark, told in _OPEN_DOCUMENTS:
        if mimetype.startswith(mark):
            return _read_or_refused(file, told)
    main = package.main_part()
    kinds = {"document": "docx", "workbook": "xlsx"}
    root = "" if main is None else package.root_name(main)
    if root in kinds:
        return kinds[root]
    if "[Content_Types].xml" in package:
        raise BrokenDocumentError(file, _("it does not say where its text is"))
    raise _refusal(file, _ARCHIVE)


def _kind_of_compound(data: bytes, file: str) -> str:
    """The kind of a compound file (OLE): its streams tell what program wrote it."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedDocumentError(file)
    for stream, told in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return _read_or_refused(file, told)
    raise _refusal(file, _OFFICE_97)


def _read_or_refused(file: str, told: _Told) -> str:
    """A kind that is read; another one is refused."""
    if isinstance(told, _Refused):
        raise _refusal(file, told)
    return told


def _refusal(file: str, refused: _Refused) -> UnsupportedDocumentError:
    return UnsupportedDocumentError(file, _(refused.name), _(refused.way_out))
