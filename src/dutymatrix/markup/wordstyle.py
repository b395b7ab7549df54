"""The named styles of Word papers, so that an office changes one and all of its kind follow."""

from math import floor
from typing import Any, NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle

from dutymatrix.markup.profile import Profile

CELL_MARGIN = 70
"""Twips left and right of a cell's text."""
TABLE = "Table Grid"
LARGEST_HEAD = 40
"""Points of the sender's name above a letter; a long one is smaller."""
# What Word calls by name of its own accord.
_BUILT_IN = {"Body Text", "Title", "Subtitle", "Heading 1", "Heading 2", "Signature", "Date"}
CHINESE_NAMES = {
    "Body Text": "正文文本",
    "Title": "标题",
    "Subtitle": "副标题",
    "Heading 1": "标题 1",
    "Heading 2": "标题 2",
    "Table Heading": "表题",
    "Table Head": "表头",
    "Table Text": "表格文字",
    "Table Word": "表格居中",
    "Table Note": "表注",
    "Annex": "附件",
    "Addressee": "主送",
    "Annexes": "附件说明",
    "Signature": "签名",
    "Signature Date": "成文日期",
    "Date": "日期",
    "Date Line": "制表日期",
    "Letterhead": "发文机关标志",
    "Letter Number": "函号",
    TABLE: "网格型",
}
"""By which a template may have a style as well; of Word's own styles what Word shows."""
_EXACTLY, _AT_LEAST = WD_LINE_SPACING.EXACTLY, WD_LINE_SPACING.AT_LEAST


class Look(NamedTuple):
    """How the paragraphs of a style look; lengths are in points."""

    font: str
    """Of the profile."""
    size: float
    line: float | None = None
    rule: WD_LINE_SPACING = _EXACTLY
    align: WD_ALIGN_PARAGRAPH | None = None
    before: float = 0
    after: float = 0
    first: float = 0
    """How far the first line begins further in, which two of its characters are."""
    left: float = 0
    right: float = 0
    color: str = ""
    """Red, green and blue in hexadecimal figures; "" for black."""
    outline: int | None = None
    """Its level in the table of contents, from 0."""
    keeps: bool = False
    """Whether it stays on a page with what follows."""
    is_closed_up: bool = False
    """Whether as many characters stand in a line as GB/T 9704 has there."""
    off_grid: bool = False
    """Whether it keeps no line of the page's grid."""


def looks(profile: Profile) -> dict[str, Look]:
    """The look of each style, by its name."""
    number = profile.number
    body, table, head = (
        number("size", "text"),
        number("table", "size"),
        number("table", "head_size"),
    )
    pitch = profile.pitch / 20
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    text = Look("text", body, pitch, first=2 * body, is_closed_up=True)
    chapter = text._replace(font="heading_1", outline=0, keeps=True)
    cell = Look("table", table, number("table", "leading"), _AT_LEAST, off_grid=True)
    line = cell._replace(font="heading_2", size=12)
    # 7.3.5: the day stands four characters from the right.
    signed = Look("text", body, pitch, align=right, right=4 * body)
    page = Look("table", number("size", "number"), off_grid=True)
    aside = number("size", "number")
    # 10.1: the number stands seven eighths of a character below the line, the title two lines
    # below the number.
    letterhead = {
        "Letterhead": Look("title", LARGEST_HEAD, align=centre, color="FF0000", off_grid=True),
        "Letter Number": Look(
            "text", body, pitch, align=right, before=body * 7 / 8, after=2 * pitch, keeps=True
        ),
    }
    return {
        "Body Text": text._replace(align=WD_ALIGN_PARAGRAPH.JUSTIFY),
        "Title": Look(
            "title", number("size", "title"), number("layout", "title_leading"),
            align=centre, after=pitch / 2, outline=0, keeps=True,
        ),
        "Subtitle": line._replace(align=centre),
        "Heading 1": chapter,
        "Heading 2": chapter._replace(font="heading_2", outline=1),
        "Table Heading": Look(
            "heading_1", head, before=6, after=3, outline=1, keeps=True, off_grid=True
        ),
        "Table Head": cell._replace(font="heading_1", size=head, align=centre, keeps=True),
        "Table Text": cell,
        "Table Word": cell._replace(align=centre),
        "Table Note": cell,
        "Annex": Look("heading_1", body, pitch, keeps=True),
        "Addressee": text._replace(first=0),
        "Annexes": text._replace(before=pitch),
        "Signature": signed._replace(before=2 * pitch, keeps=True),
        "Signature Date": signed,
        "Date": signed._replace(before=pitch),
        "Date Line": line._replace(align=right),
        "Footer Odd": page._replace(align=right, right=aside),
        "Footer Even": page._replace(left=aside),
        **(letterhead if profile.has_letterhead else {}),
    }  # fmt: skip


def add_styles(document: Document, profile: Profile) -> dict[str, str]:
    """Ours where the document has none of the name; the id of each, by its name.

    A template may have them by their Chinese names.
    """
    styles = document.styles
    found = {
        name: next((own for own in (name, CHINESE_NAMES.get(name, name)) if own in styles), "")
        for name in (*looks(profile), TABLE)
    }
    # A grid of characters is read in two ways; narrower characters are read in one.
    room = profile.twips("page", "block_width") / profile.number("page", "characters")
    close_up = floor(room - profile.number("size", "text") * 20)
    for name, look in looks(profile).items():
        if not found[name]:
            _add(styles, name, look, profile, close_up)
    if not found[TABLE]:
        _add_table_style(styles)
    return {name: styles[own or name].style_id for name, own in found.items()}


def _add_table_style(styles: Any) -> None:  # noqa: ANN401 - python-docx has no types for it
    """Lines around all cells, and texts in the middle of their height."""
    style = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE, builtin=True).element
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        look = {"val": "single", "sz": "4", "space": "0", "color": "000000"}
        borders.append(
            OxmlElement(f"w:{side}", {qn(f"w:{name}"): value for name, value in look.items()})
        )
    properties, form = OxmlElement("w:tblPr"), OxmlElement("w:tcPr")
    properties.append(borders)
    form.append(OxmlElement("w:vAlign", {qn("w:val"): "center"}))
    style.append(properties)
    style.append(form)


def _add(
    styles: Any,  # noqa: ANN401 - python-docx has no types for it
    name: str,
    look: Look,
    profile: Profile,
    close_up: int,
) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _BUILT_IN)
    assert isinstance(style, ParagraphStyle)
    style.base_style = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    set_font(style.element.get_or_add_rPr(), look.font, profile)
    style.font.size = Pt(look.size)
    if look.is_closed_up and close_up:
        spacing = OxmlElement("w:spacing", {qn("w:val"): str(close_up)})
        style.element.rPr.insert_element_before(spacing, "w:sz")
    if look.color:
        style.font.color.rgb = RGBColor.from_string(look.color)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    if look.line:
        form.line_spacing, form.line_spacing_rule = Twips(round(look.line * 20)), look.rule
    form.alignment = look.align
    form.keep_with_next = look.keeps or None
    if look.left or look.right:
        form.left_indent, form.right_indent = Pt(look.left), Pt(look.right)
    own = style.element.get_or_add_pPr()
    if look.first:
        form.first_line_indent = Pt(look.first)
        own.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
    if look.off_grid:
        off = OxmlElement("w:snapToGrid", {qn("w:val"): "0"})
        own.insert_element_before(off, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if look.outline is not None:
        own.append(OxmlElement("w:outlineLvl", {qn("w:val"): str(look.outline)}))


def set_font(properties: CT_RPr, font: str, profile: Profile) -> None:
    """The profile's font for something, and its Latin one for what it has no letters for."""
    own, latin = profile.fonts(font)[0], profile.fonts("latin")[0]
    fonts = properties.get_or_add_rFonts()
    for attribute in tuple(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), latin)
    fonts.set(qn("w:eastAsia"), own)
