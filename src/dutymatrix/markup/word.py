"""Word: pages of text laid out as GB/T 9704 has them, pages of tables on their side.

python-docx makes the package (`wordbase`); the body, which is nearly all of a long file, is
written as XML (ECMA-376) row by row and never held as a tree. Needs python-docx, which the extra
`office` installs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from gettext import NullTranslations
from html import escape
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING

from dutymatrix.error import MissingExtraError
from dutymatrix.i18n import listed, messages_in
from dutymatrix.markup.layout import Fill, Handout, Letter, Paper, Text, legible
from dutymatrix.markup.marked import Mark, runs_of, said_of
from dutymatrix.markup.profile import Profile
from dutymatrix.markup.view import Column, Grid, Table, Tinted
from dutymatrix.markup.width import (
    CENTRED,
    Measures,
    alike,
    column_widths,
    fold,
    fold_head,
    row_lines,
)
from dutymatrix.measure import cells
from dutymatrix.plan.numbering import hanzi

if TYPE_CHECKING:
    from dutymatrix.markup.wordbase import Base

_POINT = 20
"""Twips in a point; widths and distances are in twips."""
_WRITTEN = 60
"""So many characters an office may write into a cell."""
# How high the rows of a form are at least.
_ROOM = 900
# A row higher than this share of a page may be divided, or its end would be lost.
_WHOLE_ROW = 0.8


def render(view: Handout, _options: object) -> bytes:
    """Every paper, each beginning on a page of its own.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    try:
        import docx  # noqa: F401
    except ImportError:
        raise MissingExtraError("python-docx", "office") from None
    from dutymatrix.markup.wordbase import build_base

    words = messages_in(view.plan.language)
    base = build_base(view.form.profile, view.plan.language, view.form.template)
    writer = _Writer(base, view.form.profile, words, view.plan.language.startswith("zh"))
    papers = view.stamped(words)
    first = next(papers)
    stamp = view.form.stamp.text if view.form.stamp else ""
    return base.pack(first.title, writer.body(chain([first], papers)), stamp)


class _Writer:
    """Turns papers into WordprocessingML by a profile."""

    def __init__(
        self, base: "Base", profile: Profile, words: NullTranslations, is_chinese: bool
    ) -> None:
        from dutymatrix.markup.wordstyle import CELL_MARGIN, LARGEST_HEAD, TABLE

        self.base = base
        self.largest_head = LARGEST_HEAD
        # A template has its own.
        self.wants_letterhead = profile.has_letterhead and not base.block
        self.has_letterhead = False
        self.is_chinese = is_chinese
        self.chapter = 0
        self.widths: dict[tuple[Column, ...], list[int]] = {}
        self.profile = profile
        self.words = words
        self.grid = base.styles[TABLE]
        sides = "".join(f'<w:{s} w:w="{CELL_MARGIN}" w:type="dxa"/>' for s in ("left", "right"))
        self.margins = f"<w:tblCellMar>{sides}</w:tblCellMar>"
        page = profile.twips
        side = 2 * page("table", "margin_side")
        self.table_width = page("page", "height") - side
        self.table_height = (
            page("page", "width") - page("table", "margin_top") - page("table", "margin_bottom")
        )
        self.text_width = page("page", "block_width")
        if base.block:
            self.table_width, self.table_height = base.block
            self.text_width = self.table_width
        size, head = (profile.number("table", name) * _POINT for name in ("size", "head_size"))
        self.measures = Measures(size, head, CELL_MARGIN)

    def body(self, papers: Iterable[Paper]) -> Iterator[str]:
        """All papers; a change between upright and sideways pages makes a section."""
        upright: bool | None = None
        for paper in papers:
            new = True
            sideways = any(isinstance(part, Table | Fill) for part in paper.parts)
            for part in paper.parts or (Text(""),):
                wanted = isinstance(part, Letter) or (
                    isinstance(part, Text) and (new is False or not sideways)
                )
                if upright is not None and (new or wanted is not upright):
                    yield self._break(upright, new)
                upright = wanted
                if new:
                    yield from self._opening(paper, sideways)
                    new = False
                match part:
                    case Table():
                        yield from self._table_part(part)
                    case Text():
                        yield from self._text(part)
                    case Letter():
                        yield from self._letter(part)
                    case Fill():
                        yield from self._fill(part)
                    case Grid():
                        pass  # too wide for paper; worksheets have it
            if paper.is_cover and paper.date:
                yield self._paragraph(paper.date, "Date")
        if not self.base.block:
            yield self._section(upright is not False)

    def _break(self, upright: bool, new: bool) -> str:
        """What ends pages of a kind; in a template, whose pages are of one kind, a paper."""
        line = '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>'
        if self.base.block:
            return f'{line}</w:pPr><w:r><w:br w:type="page"/></w:r></w:p>' if new else ""
        return f"{line}{self._section(upright)}</w:pPr></w:p>"

    def _section(self, upright: bool) -> str:
        section = self.base.upright if upright else self.base.sideways
        if self.has_letterhead:
            self.has_letterhead = False
            # The first page of a letter has no number (10.1).
            section = section.replace("<w:docGrid", "<w:titlePg/><w:docGrid")
        return section

    def _opening(self, paper: Paper, sideways: bool) -> Iterator[str]:
        self.chapter = 0
        tables = alike(_tables_of(paper))
        self.widths = {
            columns: column_widths(own, self.table_width, self.measures, self.words)
            for columns, own in tables.items()
        }
        size = self.profile.number(*(("table", "title_size") if sideways else ("size", "title")))
        width = self.table_width if sideways else self.text_width
        if paper.above:
            yield self._paragraph(paper.above, "Annex", _tinted(paper.tint) if paper.tint else "")
        lines = break_title(paper.title, int(width / (size * _POINT)))
        title = self._paragraph("\n".join(lines), "Title")
        match paper.parts:
            case (Letter() as letter, *_) if self.wants_letterhead and letter.signatures:
                self.has_letterhead = True
                yield from self._letterhead(letter.signatures[0])
                for line in paper.lines:
                    yield self._paragraph(line, "Letter Number")
                yield title
            case _:
                yield title
                for line in paper.lines:
                    yield self._paragraph(line, "Subtitle")
        if paper.date and not paper.is_cover:
            yield self._paragraph(paper.date, "Date Line")

    def _text(self, text: Text) -> Iterator[str]:
        if text.heading and text.level == 1 and self.is_chinese:
            self.chapter += 1
            yield self._paragraph(f"{hanzi(self.chapter)}、{text.heading}", "Heading 1")
        elif text.heading:
            yield self._paragraph(text.heading, f"Heading {text.level}")
        for paragraph in text.paragraphs:
            yield self._paragraph(paragraph, "Body Text")

    def _fill(self, fill: Fill) -> Iterator[str]:
        """The fields as a table of their own, then the table with a mark in each row."""
        yield from self._table(_fields_of(fill))
        yield self._paragraph("", "Table Note")
        yield from self._table(fill.table, fill.marks)
        yield self._paragraph("", "Table Note")

    def _table_part(self, table: Table) -> Iterator[str]:
        if table.title:
            yield self._paragraph(table.title, "Table Heading")
        yield from self._table(table)
        # Word joins two tables that nothing stands between.
        for note in table.notes or ("",):
            yield self._paragraph(note, "Table Note")

    def _table(self, table: Table, marks: Sequence[str] = ()) -> Iterator[str]:
        """A table; `marks` stand unseen in the first cell of each row."""
        widths = self.widths[table.columns]
        gettext = self.words.gettext
        caption = _text(table.title or listed(gettext(c.head) for c in table.columns))
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.grid}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/>{self.margins}'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>'
        )
        yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield "</w:tblGrid>"
        opened = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]
        yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        heads = (
            fold_head(gettext(column.head), width, self.measures)
            for column, width in zip(table.columns, widths, strict=True)
        )
        for start, head in zip(opened, heads, strict=True):
            yield f"{start}{self._paragraph(head, 'Table Head')}</w:tc>"
        yield "</w:tr>"
        styles = ["Table Word" if c.key in CENTRED else "Table Text" for c in table.columns]
        leading = self.profile.number("table", "leading") * _POINT
        for row, mark in zip_longest(table.rows, marks, fillvalue=""):
            said = [
                fold(cell, said_of(cell, self.words), width, self.measures)
                for cell, width in zip(row, widths, strict=True)
            ]
            lines = row_lines(said, widths, self.measures)
            whole = lines * leading < _WHOLE_ROW * self.table_height
            # Where hands write there is room for it.
            least = f'<w:trHeight w:val="{_ROOM}"/>' if mark else ""
            keeps = "<w:cantSplit/>" if whole else ""
            yield f"<w:tr><w:trPr>{keeps}{least}</w:trPr>" if keeps or least else "<w:tr>"
            for start, text, style, cell in zip(opened, said, styles, row, strict=True):
                look = _tinted(cell.tint.value) if isinstance(cell, Tinted) else ""
                yield f"{start}{self._paragraph(text, style, look)}{_unseen(mark)}</w:tc>"
                mark = ""
            yield "</w:tr>"
        yield "</w:tbl>"

    def _letter(self, letter: Letter) -> Iterator[str]:
        yield self._paragraph(letter.addressee, "Addressee")
        for paragraph in letter.paragraphs:
            yield self._paragraph(paragraph, "Body Text")
        for annex in letter.annexes:
            yield self._paragraph(annex, "Annexes")
        yield self._paragraph("\n".join(letter.signatures), "Signature")
        yield self._paragraph(letter.date, "Signature Date")

    def _letterhead(self, sender: str) -> Iterator[str]:
        """What the form of letters has on page 1: the sender above a red line, a line below."""
        size = min(self.largest_head, self.text_width / _POINT / len(sender))
        name = _run(sender, look=f'<w:sz w:val="{round(2 * size)}"/>')
        space = round(self.profile.twips("letterhead", "line_below_name") / _POINT)
        twips, style = self.profile.twips, self.base.styles["Letterhead"]
        below = twips("page", "height") - twips("letterhead", "line_above_edge")
        for side, line, top, run in (
            ("bottom", "thickThin", twips("letterhead", "top"), name),
            ("top", "thinThick", below, ""),
        ):
            yield (
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/>'
                f'<w:framePr w:w="{twips("letterhead", "line_width")}" w:wrap="notBeside" '
                f'w:vAnchor="page" w:hAnchor="page" w:xAlign="center" w:y="{top}"/>'
                f'<w:pBdr><w:{side} w:val="{line}SmallGap" w:sz="24" '
                f'w:space="{space}" w:color="FF0000"/></w:pBdr></w:pPr>{run}</w:p>'
            )

    def _paragraph(self, text: str, style: str, look: str = "") -> str:
        runs = "".join(_run(run.text, run.mark, look) for run in runs_of(text))
        return f'<w:p><w:pPr><w:pStyle w:val="{self.base.styles[style]}"/></w:pPr>{runs}</w:p>'


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


_MARKS = {Mark.DELETED: "<w:strike/>", Mark.ADDED: '<w:b/><w:u w:val="single"/>'}


def _tables_of(paper: Paper) -> Iterator[Table]:
    for part in paper.parts:
        if isinstance(part, Fill):
            yield from (_fields_of(part), _filled(part))
        elif isinstance(part, Table):
            yield part


def _filled(fill: Fill) -> Table:
    """A form's table as it will be: so wide are columns in which there is something to write."""
    row = tuple(
        max(fill.open[c.key], key=len, default="字" * _WRITTEN) if c.key in fill.open else None
        for c in fill.table.columns
    )
    return fill.table._replace(rows=(*fill.table.rows, row))


def _fields_of(fill: Fill) -> Table:
    """The fields above a form: heads, and a row to write into."""
    columns = tuple(Column("blank", head) for head, _said in fill.fields)
    return Table(columns, (tuple(said for _head, said in fill.fields),))


def _tinted(tint: str) -> str:
    """The look of a text in a colour, as HTML writes it."""
    return f'<w:b/><w:color w:val="{tint.removeprefix("#")}"/>'


def _unseen(mark: str) -> str:
    """A text that takes no room and has no colour; hidden ones are lost in other programs."""
    if not mark:
        return ""
    look = '<w:color w:val="FFFFFF"/><w:sz w:val="2"/><w:szCs w:val="2"/>'
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{_text(mark)}</w:t></w:r></w:p>'
    )


def _run(text: str, mark: Mark | None = None, look: str = "") -> str:
    if not text:
        return ""
    look = _MARKS[mark] if mark else look
    # Without the hint Word takes “”…— from the Latin font.
    look = look if text.isascii() else f'<w:rFonts w:hint="eastAsia"/>{look}'
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    inside = "<w:br/>".join(
        f'<w:t xml:space="preserve">{line}</w:t>' for line in _text(text).split("\n")
    )
    return f"<w:r>{properties}{inside}</w:r>"


def _text(text: str) -> str:
    """A text that XML can hold and a reader can see."""
    return escape(legible(text).replace("\t", " "))
