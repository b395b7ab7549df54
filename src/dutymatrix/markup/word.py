"""Word: pages of text laid out as GB/T 9704 has them, pages of tables on their side.

The file is written as it is specified (ECMA-376), part by part, which needs no library and
lets the same plan give the same bytes. Figures and fonts are the profile's.
"""

import re
from collections.abc import Iterable, Iterator
from gettext import NullTranslations
from html import escape
from io import BytesIO
from itertools import pairwise
from math import floor
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dutymatrix.i18n import listed, messages_in
from dutymatrix.markup.layout import Handout, Letter, Paper, Text, legible
from dutymatrix.markup.marked import Mark, plain, runs_of, said_of
from dutymatrix.markup.profile import Profile
from dutymatrix.markup.view import Column, Grid, Table
from dutymatrix.measure import cells
from dutymatrix.plan.numbering import hanzi

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The same plan gives the same bytes: no part says when it was made.
_MADE = "2000-01-01T00:00:00Z"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_POINT = 20
"""Twips in a point; widths and distances are in twips, font sizes in half points."""

# How much of the page a column wants, by its key.
_WEIGHTS = {
    "title": 12,
    "text": 34,
    "lead": 7,
    "responsible": 8,
    "join": 14,
    "guide": 7,
    "others": 15,
    "goal": 18,
    "before": 30,
    "after": 30,
    "change": 30,
    "remark": 7,
    "blank": 6,
    "unit": 12,
    "to": 16,
    "file": 24,
}
_WEIGHT = 5
# Short words: whole, and in the middle of a cell no wider than they need, within bounds.
_CENTRED = {
    "position",
    "label",
    "role",
    "leads",
    "joins",
    "total",
    "via",
    "said",
    "place",
    "had",
    "has",
}
_LEAST, _MOST = 5, 12
# A row higher than this share of a page may be divided, or its end would be lost.
_WHOLE_ROW = 0.8

_FOOTER = "odd", "even"


def render(view: Handout, _options: object) -> bytes:
    """Every paper, each beginning on a page of its own."""
    words = messages_in(view.plan.language)
    writer = _Writer(view.form.profile, words, is_chinese=view.plan.language.startswith("zh"))
    title = ""
    papers = []
    for paper in view.papers(words):
        title = title or paper.title
        papers.append(paper)
    body = writer.body(papers)
    return _zip(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                ("officeDocument", f"{_RELATIONS}/officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _core(title, view.plan.language),
            "word/document.xml": f'{_XML}<w:document xmlns:w="{_MAIN}" xmlns:r="{_RELATIONS}">'
            f"<w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations(
                *((name, f"{_RELATIONS}/{name}", f"{name}.xml") for name in _PARTS),
                *((name, f"{_RELATIONS}/footer", f"footer-{name}.xml") for name in _FOOTER),
            ),
            "word/styles.xml": writer.styles(view.plan.language),
            "word/fontTable.xml": writer.font_table(),
            "word/settings.xml": _settings(),
            **{f"word/footer-{name}.xml": writer.footer(name) for name in _FOOTER},
        }
    )


_PARTS = ("styles", "fontTable", "settings")


class _Writer:
    """Turns papers into WordprocessingML by a profile."""

    def __init__(self, profile: Profile, words: NullTranslations, *, is_chinese: bool) -> None:
        self.is_chinese = is_chinese
        self.chapter = 0
        self.widths: dict[tuple[Column, ...], list[int]] = {}
        self.profile = profile
        self.words = words
        page = profile.twips
        self.width, self.height = page("page", "width"), page("page", "height")
        side = 2 * page("table", "margin_side")
        self.table_width = self.height - side
        self.table_height = (
            self.width - page("table", "margin_top") - page("table", "margin_bottom")
        )

    def body(self, papers: Iterable[Paper]) -> str:
        """All papers; a change between upright and sideways pages makes a section."""
        pieces: list[str] = []
        upright: bool | None = None
        for paper in papers:
            new = True
            sideways = any(isinstance(part, Table) for part in paper.parts)
            opening = [*self._opening(paper, sideways)]
            for part in paper.parts or (Text(""),):
                wanted = isinstance(part, Letter) or (
                    isinstance(part, Text) and (new is False or not sideways)
                )
                if upright is not None and (new or wanted is not upright):
                    pieces.append(
                        '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>'
                        f"{self._section(upright)}</w:pPr></w:p>"
                    )
                upright = wanted
                if new:
                    pieces += opening
                    new = False
                match part:
                    case Table():
                        pieces += self._table_part(part)
                    case Text():
                        pieces += self._text(part)
                    case Letter():
                        pieces += _letter(part)
                    case Grid():
                        pass  # too wide for paper; worksheets have it
            if paper.is_cover and paper.date:
                pieces.append(_paragraph(paper.date, "Date"))
        pieces.append(self._section(upright is not False))
        return "".join(pieces)

    def _opening(self, paper: Paper, sideways: bool) -> Iterator[str]:
        self.chapter = 0
        self.widths = self._widths_by_heads(paper)
        size = self.profile.number(*(("table", "title_size") if sideways else ("size", "title")))
        width = self.table_width if sideways else self.profile.twips("page", "block_width")
        if paper.above:
            yield _paragraph(paper.above, "Annex")
        lines = break_title(paper.title, int(width / (size * _POINT)))
        yield _paragraph("\n".join(lines), "Title")
        for line in paper.lines:
            yield _paragraph(line, "Subtitle")
        if paper.date and not paper.is_cover:
            yield _paragraph(paper.date, "DateLine")

    def _text(self, text: Text) -> Iterator[str]:
        if text.heading and text.level == 1 and self.is_chinese:
            self.chapter += 1
            yield _paragraph(f"{hanzi(self.chapter)}、{text.heading}", "Heading1")
        elif text.heading:
            yield _paragraph(text.heading, f"Heading{text.level}")
        for paragraph in text.paragraphs:
            yield _paragraph(paragraph, "BodyText")

    def _table_part(self, table: Table) -> Iterator[str]:
        if table.title:
            yield _paragraph(table.title, "TableHeading")
        yield from self._table(table)
        for note in table.notes:
            yield _paragraph(note, "TableNote")

    def _table(self, table: Table) -> Iterator[str]:
        widths = self.widths[table.columns]
        gettext = self.words.gettext
        caption = _text(table.title or listed(gettext(c.head) for c in table.columns))
        yield (
            '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>'
        )
        yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield "</w:tblGrid>"
        opened = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]
        yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        for start, column in zip(opened, table.columns, strict=True):
            yield f"{start}{_paragraph(gettext(column.head), 'TableHead')}</w:tc>"
        yield "</w:tr>"
        styles = ["TableWord" if c.key in _CENTRED else "TableText" for c in table.columns]
        for row in table.rows:
            said = [said_of(cell, self.words) for cell in row]
            whole = self._row_height(said, widths) < _WHOLE_ROW * self.table_height
            yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>" if whole else "<w:tr>"
            for start, text, style in zip(opened, said, styles, strict=True):
                yield f"{start}{_paragraph(text, style)}</w:tc>"
            yield "</w:tr>"
        # Word joins two tables that nothing stands between.
        yield '</w:tbl><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'

    def _widths_by_heads(self, paper: Paper) -> dict[tuple[Column, ...], list[int]]:
        """Tables of the same columns are of the same widths."""
        found: dict[tuple[Column, ...], Table] = {}
        for part in paper.parts:
            if isinstance(part, Table):
                above = found.get(part.columns, part._replace(rows=()))
                found[part.columns] = above._replace(rows=(*above.rows, *part.rows))
        return {columns: self._widths(table) for columns, table in found.items()}

    def _widths(self, table: Table) -> list[int]:
        """As wide as it takes for short words, what is left by weight for the rest."""
        size = self.profile.number("table", "size") * _POINT
        widths = [0] * len(table.columns)
        for place, column in enumerate(table.columns):
            if column.key in _CENTRED:
                texts = (plain(said_of(row[place], self.words)) for row in table.rows)
                longest = max(
                    (cells(line) for text in texts for line in text.split("\n")), default=0
                )
                longest = min(max(longest, _LEAST), _MOST)
                widths[place] = round(longest * size / 2) + 3 * _CELL_MARGIN
        rest = self.table_width - sum(widths)
        weights = [
            0 if width else _WEIGHTS.get(column.key, _WEIGHT)
            for column, width in zip(table.columns, widths, strict=True)
        ]
        return [
            width or rest * weight // sum(weights)
            for width, weight in zip(widths, weights, strict=True)
        ]

    def _row_height(self, texts: Iterable[str], widths: Iterable[int]) -> float:
        size = self.profile.number("table", "size") * _POINT
        most = max(
            sum(
                cells(line) * size / 2 // max(width - 2 * _CELL_MARGIN - size, size) + 1
                for line in plain(text).split("\n")
            )
            for text, width in zip(texts, widths, strict=True)
        )
        return most * self.profile.number("table", "leading") * _POINT

    def _section(self, upright: bool) -> str:
        page = self.profile.twips
        footers = "".join(
            f'<w:footerReference w:type="{kind}" r:id="{name}"/>'
            for kind, name in (("default", "odd"), ("even", "even"))
        )
        if upright:
            top, left = page("page", "top"), page("page", "binding")
            right = self.width - left - page("page", "block_width")
            bottom = self.height - top - page("page", "block_height")
            number = self.profile.number("size", "number") * _POINT
            footer = round(bottom - page("page", "number_below") - number)
            size = f'<w:pgSz w:w="{self.width}" w:h="{self.height}"/>'
            grid = f'<w:docGrid w:type="lines" w:linePitch="{self.profile.pitch}"/>'
        else:
            left = right = page("table", "margin_side")
            top, bottom = page("table", "margin_top"), page("table", "margin_bottom")
            footer = bottom // 2
            size = f'<w:pgSz w:w="{self.height}" w:h="{self.width}" w:orient="landscape"/>'
            grid = ""
        return (
            f'<w:sectPr>{footers}<w:type w:val="nextPage"/>{size}'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
            f'w:header="{top // 2}" w:footer="{max(footer, 0)}" w:gutter="0"/>{grid}</w:sectPr>'
        )

    def footer(self, name: str) -> str:
        """A page number between dashes, outside by one character."""
        field = "".join(
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inside}'
            for kind, inside in (
                ("begin", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
                ("separate", "<w:r><w:t>1</w:t></w:r>"),
                ("end", ""),
            )
        )
        style = "FooterOdd" if name == "odd" else "FooterEven"
        return (
            f'{_XML}<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"{_run('— ')}{field}{_run(' —')}</w:p></w:ftr>"
        )

    def styles(self, language: str) -> str:
        """Named styles, so that an office changes one and all of its kind follow."""
        number = self.profile.number
        body, table = number("size", "text"), number("table", "size")
        # A grid of characters is read in two ways; narrower characters are read in one.
        room = self.profile.twips("page", "block_width") / number("page", "characters")
        close_up = floor(room - body * _POINT)
        exact = f'<w:spacing w:line="{self.profile.pitch}" w:lineRule="exact"/>'
        leading = round(number("table", "leading") * _POINT)
        close = f'<w:spacing w:line="{leading}" w:lineRule="atLeast"/>'
        title = round(number("layout", "title_leading") * _POINT)
        indent = f'<w:ind w:firstLineChars="200" w:firstLine="{round(2 * body * _POINT)}"/>'
        # 7.3.5: the day stands four characters from the right.
        aside_4 = f'<w:ind w:right="{round(4 * body * _POINT)}"/><w:jc w:val="right"/>'
        aside = round(number("size", "number") * _POINT)
        no_grid = '<w:snapToGrid w:val="0"/>'
        both = '<w:jc w:val="both"/>'
        centre = '<w:jc w:val="center"/>'
        heading = "<w:keepNext/>"
        rows = (
            ("BodyText", "Body Text", f"{exact}{indent}{both}", self._look("text", body, close_up)),
            (
                "Title", "Title", f'{heading}<w:spacing w:line="{title}" w:lineRule="exact" '
                f'w:after="{self.profile.pitch // 2}"/>{centre}<w:outlineLvl w:val="0"/>',
                self._look("title", number("size", "title")),
            ),
            ("Subtitle", "Subtitle", f"{no_grid}{close}{centre}", self._look("heading_2", 12)),
            (
                "Heading1", "heading 1", f'{heading}{exact}{indent}<w:outlineLvl w:val="0"/>',
                self._look("heading_1", body, close_up),
            ),
            (
                "Heading2", "heading 2", f'{heading}{exact}{indent}<w:outlineLvl w:val="1"/>',
                self._look("heading_2", body, close_up),
            ),
            (
                "TableHeading", "Table Heading",
                f'{heading}{no_grid}<w:spacing w:before="120" w:after="60"/>'
                '<w:outlineLvl w:val="1"/>',
                self._look("heading_1", number("table", "head_size")),
            ),
            (
                "TableHead", "Table Head", f"{heading}{no_grid}{close}{centre}",
                self._look("heading_1", number("table", "head_size")),
            ),
            ("TableText", "Table Text", f"{no_grid}{close}", self._look("table", table)),
            ("TableWord", "Table Word", f"{no_grid}{close}{centre}", self._look("table", table)),
            ("TableNote", "Table Note", f"{no_grid}{close}", self._look("table", table)),
            ("Annex", "Annex", f"{heading}{exact}", self._look("heading_1", body)),
            ("Addressee", "Addressee", exact, self._look("text", body, close_up)),
            (
                "Annexes", "Annexes", f'<w:spacing w:before="{self.profile.pitch}" '
                f'w:line="{self.profile.pitch}" w:lineRule="exact"/>{indent}',
                self._look("text", body, close_up),
            ),
            (
                "Signature", "Signature",
                f'{heading}<w:spacing w:before="{2 * self.profile.pitch}" '
                f'w:line="{self.profile.pitch}" w:lineRule="exact"/>{aside_4}',
                self._look("text", body),
            ),
            ("SignatureDate", "Signature Date", f"{exact}{aside_4}", self._look("text", body)),
            (
                "Date", "Date", f'<w:spacing w:before="{self.profile.pitch}" '
                f'w:line="{self.profile.pitch}" w:lineRule="exact"/>{aside_4}',
                self._look("text", body),
            ),
            (
                "DateLine", "Date Line", f'{no_grid}{close}<w:jc w:val="right"/>',
                self._look("heading_2", 12),
            ),
            (
                "FooterOdd", "Footer Odd",
                f'{no_grid}<w:ind w:right="{aside}"/><w:jc w:val="right"/>',
                self._look("table", number("size", "number")),
            ),
            (
                "FooterEven", "Footer Even", f'{no_grid}<w:ind w:left="{aside}"/>',
                self._look("table", number("size", "number")),
            ),
        )  # fmt: skip
        tongue = language.replace("_", "-")
        return (
            f'{_XML}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
            f"{self._look('text', body)}"
            f'<w:lang w:val="en-US" w:eastAsia="{tongue}"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
            # Word counts the grid's characters from the size of this style.
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
            f'<w:name w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="{round(2 * body)}"/>'
            "</w:rPr></w:style>"
            + "".join(
                f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/>'
                f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
                f"<w:rPr>{run}</w:rPr></w:style>"
                for name, said, paragraph, run in rows
            )
            + '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr>'
            "<w:tblBorders>"
            + "".join(
                f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                for side in ("top", "left", "bottom", "right", "insideH", "insideV")
            )
            + f'</w:tblBorders><w:tblCellMar><w:left w:w="{_CELL_MARGIN}" w:type="dxa"/>'
            f'<w:right w:w="{_CELL_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style></w:styles>'
        )

    def _look(self, font: str, size: float, spacing: int = 0) -> str:
        own, latin = _text(self.profile.fonts(font)[0]), _text(self.profile.fonts("latin")[0])
        return (
            f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{own}" w:cs="{latin}"/>'
            + (f'<w:spacing w:val="{spacing}"/>' if spacing else "")
            + f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>'
        )

    def font_table(self) -> str:
        """The fonts, each with those that stand in for it where it is not installed."""
        chains = dict.fromkeys(self.profile.fonts(name) for name in self.profile.tables["font"])
        return (
            f'{_XML}<w:fonts xmlns:w="{_MAIN}">'
            + "".join(
                f'<w:font w:name="{_text(first)}">'
                + (f'<w:altName w:val="{_text(",".join(rest))}"/>' if rest else "")
                + "</w:font>"
                for first, *rest in {chain[0]: chain for chain in chains}.values()
            )
            + "</w:fonts>"
        )


_CELL_MARGIN = 70


def break_title(title: str, width: int) -> list[str]:
    """Lines of a title, as few as hold it, broken where the words let it, the longest first.

    Args:
        title: One line of any length.
        width: Chinese characters that a line holds.
    """
    if cells(title) <= 2 * width:
        return [title]
    stops = [0, *(m.end() for m in _TITLE_STOPS.finditer(title)), len(title)]
    pieces = [title[a:b] for a, b in pairwise(stops) if a < b]
    lines = [""]
    for piece in pieces:
        if lines[-1] and cells(lines[-1] + piece) > 2 * width:
            lines.append("")
        lines[-1] += piece
    # What no good place divides is divided anywhere, evenly; Word would leave one character.
    return [part for line in lines for part in _evenly(line, 2 * width)]


# After 》 and the words between parts of a title; before a bracket that explains.
_TITLE_STOPS = re.compile(r"(?<=[》）)的和及与])(?=[^》）)，。])|(?=[（(《])")


def _evenly(line: str, width: int) -> Iterator[str]:
    n = -(-cells(line) // width)
    if n <= 1:
        yield line
        return
    share, own = cells(line) / n, ""
    done = 0
    for char in line:
        own += char
        if cells(own) >= share and done < n - 1:
            yield own
            own, done = "", done + 1
    if own:
        yield own


def _letter(letter: Letter) -> Iterator[str]:
    yield _paragraph(letter.addressee, "Addressee")
    for paragraph in letter.paragraphs:
        yield _paragraph(paragraph, "BodyText")
    for annex in letter.annexes:
        yield _paragraph(annex, "Annexes")
    yield _paragraph(letter.signature, "Signature")
    yield _paragraph(letter.date, "SignatureDate")


_MARKS = {Mark.DELETED: "<w:strike/>", Mark.ADDED: '<w:b/><w:u w:val="single"/>'}


def _paragraph(text: str, style: str) -> str:
    runs = "".join(_run(run.text, run.mark) for run in runs_of(text))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, mark: Mark | None = None) -> str:
    if not text:
        return ""
    # Without the hint Word takes “”…— from the Latin font.
    look = "" if text.isascii() else '<w:rFonts w:hint="eastAsia"/>'
    look += _MARKS[mark] if mark else ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    inside = "<w:br/>".join(
        f'<w:t xml:space="preserve">{line}</w:t>' for line in _text(text).split("\n")
    )
    return f"<w:r>{properties}{inside}</w:r>"


def _text(text: str) -> str:
    """A text that XML can hold and a reader can see."""
    return escape(legible(text).replace("\t", " "))


def _settings() -> str:
    return (
        f'{_XML}<w:settings xmlns:w="{_MAIN}"><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _core(title: str, language: str) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(title)}</dc:title><dc:creator>dutymatrix</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:modified>'
        f"<dc:language>{language.replace('_', '-')}</dc:language></cp:coreProperties>"
    )


def _content_types() -> str:
    parts = {
        "document": "document.main",
        **{name: name for name in _PARTS},
        **{f"footer-{name}": "footer" for name in _FOOTER},
    }
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        + "".join(
            f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            for part, kind in parts.items()
        )
        + "</Types>"
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
            for name, kind, target in relations
        )
        + "</Relationships>"
    )


def _zip(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, text in parts.items():
            info = ZipInfo(name, _ZIP_TIME)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0  # or the bytes would tell Windows from Linux
            info.external_attr = 0
            file.writestr(info, text.encode("utf-8"))
    return out.getvalue()
