"""The package of a Word file: parts, styles, sections, footers and properties, by python-docx.

All of it is made once, and the body goes into its document part when the file is written.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from functools import lru_cache
from html import escape
from io import BytesIO
from itertools import chain, takewhile
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from dutymatrix.error import DutymatrixError, UnreadableFileError
from dutymatrix.i18n import _
from dutymatrix.markup.layout import legible
from dutymatrix.markup.profile import Profile
from dutymatrix.markup.wordstyle import add_styles, set_font

# The same plan gives the same bytes: no part says when it was made.
_MADE = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_BODY = "word/document.xml"
# Where the body of a template begins, and what stands there in its XML.
_PLACE = "{{内容}}"
_MARK = '<w:bookmarkEnd w:id="-20771"/>'
_LARGEST = 64 * 2**20
"""Bytes that a template may hold, unpacked."""
_LONGEST_PROPERTY = 255
# What python-docx's own template has of a document that is not this one.
_FOREIGN = {
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_CHUNK = 2**16
"""Characters that are compressed at once."""


class InvalidTemplateError(DutymatrixError):
    """A template is no Word file that could be filled in."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("{file} is no Word file that could be a template").format(file=file)
            + "\n"
            + _("save it as .docx in Word or WPS, without a password")
        )


class Base(NamedTuple):
    """A package that lacks only its body."""

    document: Document
    parts: dict[str, bytes]
    """All others, by their names, in the order of the file."""
    before: str
    """What the document part has before the body's paragraphs."""
    after: str
    upright: str
    """The section of pages of text."""
    sideways: str
    """The section of pages of tables."""
    styles: dict[str, str]
    """The id of each style, by its name."""
    body: str = _BODY
    """The name of the document part."""
    block: tuple[int, int] | None = None
    """Of a template, whose pages stay: width and height of what is printed on one."""
    keywords: str = ""
    """Those of a template."""

    def pack(self, title: str, body: Iterable[str], stamp: str = "") -> bytes:
        """The file with a body, which is written as it comes, and with its stamp."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as file:
            for name, data in self.parts.items():
                with file.open(_entry(name), "w") as part:
                    if name == self.body:
                        for chunk in _chunks(chain((self.before,), body, (self.after,))):
                            part.write(chunk)
                    elif name == self._core.partname[1:]:
                        properties = self.document.core_properties
                        properties.title = legible(title)[:_LONGEST_PROPERTY]
                        properties.keywords = "; ".join(filter(None, (self.keywords, stamp)))
                        part.write(self._core.blob)
                    else:
                        part.write(data)
        return out.getvalue()

    @property
    def _core(self) -> Part:
        """The part of the properties."""
        package = self.document.part.package
        assert package
        part: Part = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
        return part


def _entry(name: str) -> ZipInfo:
    info = ZipInfo(name, _ZIP_TIME)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0  # or the bytes would tell Windows from Linux
    return info


def _chunks(body: Iterable[str]) -> Iterator[bytes]:
    pieces: list[str] = []
    length = 0
    for piece in body:
        pieces.append(piece)
        length += len(piece)
        if length > _CHUNK:
            yield "".join(pieces).encode()
            pieces, length = [], 0
    yield "".join(pieces).encode()


def build_base(profile: Profile, language: str, template: Path | None = None) -> Base:
    """The package of papers in a house's measures; made once for all papers of a run.

    Args:
        profile: The measures.
        language: The plan's.
        template: The office's own Word file: its pages and styles stay, and the body goes where
            `{{内容}}` stands in a paragraph of its own, or to the end.

    Raises:
        InvalidTemplateError: The template is no Word file.
        UnreadableFileError: It cannot be read.
    """
    if template is None:
        return _build_base(_Key(profile, repr(profile), language))
    try:
        data = template.read_bytes()
    except OSError as error:
        raise UnreadableFileError(str(template), error) from None
    return _build_on(_Key(profile, repr(profile), language, data, template))


class _Key(NamedTuple):
    """A profile is a mapping, which no cache can look up; its text can be."""

    profile: Profile
    text: str
    language: str
    data: bytes = b""
    file: Path = Path()

    def __hash__(self) -> int:
        return hash(self[1:])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self[1:] == other[1:]


@lru_cache(maxsize=1)
def _build_on(key: _Key) -> Base:
    document = _open(key)
    styles = add_styles(document, key.profile)
    block = _mark_place(document)
    document.core_properties.modified = _MADE
    parts = _parts_of(document)
    name = str(document.part.partname)[1:]
    before, mark, after = parts[name].decode().partition(_MARK)
    if not mark:
        raise InvalidTemplateError(key.file)
    keywords = document.core_properties.keywords
    return Base(document, parts, before, after, "", "", styles, name, block, keywords)


def _open(key: _Key) -> Document:
    try:
        with ZipFile(BytesIO(key.data)) as file:
            if sum(entry.file_size for entry in file.infolist()) > _LARGEST:
                raise InvalidTemplateError(key.file)
        return docx.Document(BytesIO(key.data))
    except InvalidTemplateError:
        raise
    except Exception:  # python-docx has no error of its own for what is damaged or of another kind
        raise InvalidTemplateError(key.file) from None


def _mark_place(document: Document) -> tuple[int, int]:
    """Mark where the body goes; width and height of the block of text there, in twips."""
    body = document.element.body
    mark = OxmlElement("w:bookmarkEnd", {qn("w:id"): "-20771"})
    for paragraph in body.iter(qn("w:p")):
        said = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        if said.strip() == _PLACE:
            paragraph.addprevious(mark)
            for run in paragraph.findall(qn("w:r")):
                paragraph.remove(run)
            # One that ends a section stays.
            if not paragraph.xpath("./w:pPr/w:sectPr"):
                paragraph.getparent().remove(paragraph)
            break
    else:
        body.insert(len(body) - (body[-1].tag == qn("w:sectPr")), mark)
    before = takewhile(lambda element: element is not mark, body.iter())
    ahead = sum(element.tag == qn("w:sectPr") for element in before)
    section = document.sections[min(ahead, len(document.sections) - 1)]
    page = (section.page_width, section.left_margin, section.right_margin, section.gutter)
    width, left, right, gutter = (length or 0 for length in page)
    height = section.page_height or 0
    height -= (section.top_margin or 0) + (section.bottom_margin or 0)
    return Emu(width - left - right - gutter).twips, Emu(height).twips


@lru_cache(maxsize=1)
def _build_base(key: _Key) -> Base:
    profile, language = key.profile, key.language
    document = docx.Document()
    _take_away_foreign(document)
    _set_defaults(document, profile, language)
    styles = add_styles(document, profile)
    document.settings.odd_and_even_pages_header_footer = True
    _set_up_sections(document, profile)
    properties = document.core_properties
    # Papers leave the house: nothing in them is of the program.
    properties.author = properties.last_modified_by = ""
    properties.comments, properties.language = "", language.replace("_", "-")
    properties.created = properties.modified = _MADE
    parts = _parts_of(document)
    parts["word/fontTable.xml"] = _font_table(profile).encode()
    body = parts[_BODY].decode()
    upright, sideways = _SECTION.findall(body)
    start = body.index("<w:body>") + len("<w:body>")
    return Base(document, parts, body[:start], "</w:body></w:document>", upright, sideways, styles)


def _take_away_foreign(document: Document) -> None:
    package = document.part.package
    assert package
    for holder in (package, document.part):
        for name in [name for name, rel in holder.rels.items() if rel.reltype in _FOREIGN]:
            del holder.rels[name]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if not style.get(qn("w:default")):
            styles.remove(style)


def _set_defaults(document: Document, profile: Profile, language: str) -> None:
    """Nothing of what a Japanese Word of 2010 would do."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    look = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    set_font(look, "text", profile)
    size = str(round(2 * profile.number("size", "text")))
    look.find(qn("w:lang")).set(qn("w:eastAsia"), language.replace("_", "-"))
    for name in ("w:sz", "w:szCs"):
        look.find(qn(name)).set(qn("w:val"), size)
    form = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
    form.remove(form.find(qn("w:spacing")))
    # Word counts the grid's characters from the size of this style.
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Twips(round(profile.number("size", "text") * 20))
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), language.replace("_", "-"))
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_up_sections(document: Document, profile: Profile) -> None:
    """Pages of text, with the footers of both, then pages of tables."""
    [upright] = document.sections
    width, height = Mm(profile.number("page", "width")), Mm(profile.number("page", "height"))
    top, left = profile.twips("page", "top"), profile.twips("page", "binding")
    right = width.twips - left - profile.twips("page", "block_width")
    bottom = height.twips - top - profile.twips("page", "block_height")
    below = profile.twips("page", "number_below") + profile.number("size", "number") * 20
    upright.page_width, upright.page_height = width, height
    _set_margins(upright, (top, right, bottom, left), round(bottom - below))
    grid = document.element.xpath("//w:docGrid")[0]
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(profile.pitch))
    for footer, style in (
        (upright.footer, "Footer Odd"),
        (upright.even_page_footer, "Footer Even"),
    ):
        footer.is_linked_to_previous = False
        _number_pages(footer.paragraphs[0], style)
    sideways = document.add_section(WD_SECTION.NEW_PAGE)
    sideways.orientation = WD_ORIENT.LANDSCAPE
    sideways.page_width, sideways.page_height = height, width
    side = profile.twips("table", "margin_side")
    top, bottom = profile.twips("table", "margin_top"), profile.twips("table", "margin_bottom")
    _set_margins(sideways, (top, side, bottom, side), bottom // 2)
    first, second = document.element.xpath("//w:sectPr")
    second.remove(second.find(qn("w:docGrid")))
    # Either may come first in a file.
    for place, footer in enumerate(first.findall(qn("w:footerReference"))):
        second.insert(place, deepcopy(footer))


def _set_margins(section: Section, margins: tuple[int, int, int, int], footer: int) -> None:
    top, right, bottom, left = map(Twips, margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.header_distance, section.footer_distance = Twips(top.twips // 2), Twips(max(footer, 0))
    section.gutter = Twips(0)


def _number_pages(paragraph: Paragraph, style: str) -> None:
    """A page number between dashes."""
    paragraph.style = style
    for text in ("— ", "", " —"):
        run = paragraph.add_run(text)
        if text:
            # Without the hint Word takes dashes from the Latin font.
            run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
            continue
        for kind in ("begin", "separate", "end"):
            if kind == "separate":
                field = OxmlElement("w:instrText")
                field.text = "PAGE"
                run.element.append(field)
            run.element.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
            if kind == "separate":
                run.element.add_t("1")


def _font_table(profile: Profile) -> str:
    """The fonts, each with those that stand in for it where it is not installed."""
    chains = {profile.fonts(name)[0]: profile.fonts(name)[1:] for name in profile.tables["font"]}
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        + "".join(
            f'<w:font w:name="{escape(first)}">'
            + (f'<w:altName w:val="{escape(",".join(rest))}"/>' if rest else "")
            + "</w:font>"
            for first, rest in chains.items()
        )
        + "</w:fonts>"
    )


def _parts_of(document: Document) -> dict[str, bytes]:
    out = BytesIO()
    document.save(out)
    with ZipFile(out) as file:
        return {name: file.read(name) for name in file.namelist()}
