"""Papers to hand out as one HTML page: anchors to each, and tables that a phone can read."""

from collections.abc import Iterator
from gettext import NullTranslations
from html import escape

from dutymatrix.markup.layout import Handout, Letter, Paper, Text, legible
from dutymatrix.markup.marked import Mark, runs_of, said_of
from dutymatrix.markup.view import Cell, Table
from dutymatrix.markup.width import CENTRED, Measures, alike, column_widths, head_words

# Nearly a Chinese character's width is 10, and a page on its side as wide as 90 of them.
_MEASURES = Measures(10, 10, 5)
_ROOM = 900

STYLE = """\
nav { columns: 12em; margin: 0 0 1.5rem; padding: 0; }
nav a { display: block; }
a { color: #1f5c99; }
section { margin-bottom: 2.5rem; }
h2 { font-size: 1.15rem; } h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
.lines p, .text p { margin: .2rem 0; }
.text p { max-width: 48em; text-align: justify; }
.list { width: 100%; table-layout: fixed; }
.list th { background: #eee; word-break: keep-all; text-align: center; }
.list td { overflow-wrap: anywhere; }
.list .word { text-align: center; }
.whole { display: inline-block; }
del { text-decoration: line-through; }
ins { text-decoration: underline; font-weight: bold; }
.letter { max-width: 48em; } .letter p { margin: .3rem 0; text-indent: 2em; }
.letter .addressee { text-indent: 0; } .letter .signed { text-align: right; min-height: 1.5em; }
@media (max-width: 640px) {
  .list, .list tbody, .list tr, .list td { display: block; width: auto; }
  .list thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .list tr { border: 1px solid #999; margin: 0 0 .6rem; padding: .2rem 0; }
  .list .word { text-align: left; }
  .list td { border: 0; padding: .1rem .5rem .1rem 6.5rem; min-height: 1.4em;
    white-space: normal; }
  .list td::before { content: attr(data-head); float: left; width: 6rem; margin-left: -6rem;
    color: #555; }
}
@media print {
  nav { display: none; }
  section { break-before: page; margin: 0; } section:first-of-type { break-before: auto; }
  h2, h3 { break-after: avoid; }
}
"""


def body_of(view: Handout, words: NullTranslations) -> tuple[str, str]:
    """The page's title, and what stands in its body."""
    papers = [paper for paper in view.papers(words) if not paper.is_cover]
    title = papers[0].title if papers else ""
    parts = []
    if len(papers) > 1:
        links = "\n".join(
            f'<a href="#p{n}">{_text(paper.name)}</a>' for n, paper in enumerate(papers)
        )
        parts.append(f"<nav>\n{links}\n</nav>")
    places = {paper.name: f"p{n}" for n, paper in enumerate(papers)}
    for n, paper in enumerate(papers):
        parts.append(f'<section id="p{n}">')
        parts += _paper(paper, "h1" if n == 0 else "h2", places, words)
        parts.append("</section>")
    return title, "\n".join(parts)


def _paper(
    paper: Paper, heading: str, places: dict[str, str], words: NullTranslations
) -> Iterator[str]:
    yield f"<{heading}>{_text(paper.heading)}</{heading}>"
    lines = (*paper.lines, *((paper.date,) if paper.date else ()))
    yield '<div class="lines">' + "".join(f"<p>{_text(line)}</p>" for line in lines) + "</div>"
    tables = alike(part for part in paper.parts if isinstance(part, Table))
    widths = {
        columns: column_widths(own, _ROOM, _MEASURES, words) for columns, own in tables.items()
    }
    for part in paper.parts:
        match part:
            case Table():
                yield from _table(part, widths[part.columns], places, words)
            case Text():
                if part.heading:
                    level = "h3" if part.level == 1 else "h4"
                    yield f"<{level}>{_text(part.heading)}</{level}>"
                paragraphs = "".join(f"<p>{_text(text)}</p>" for text in part.paragraphs)
                yield f'<div class="text">{paragraphs}</div>'
            case Letter():
                yield from _letter(part)


def _letter(letter: Letter) -> Iterator[str]:
    yield f'<div class="letter">\n<p class="addressee">{_text(letter.addressee)}</p>'
    for line in (*letter.paragraphs, *letter.annexes):
        yield f"<p>{_text(line)}</p>"
    for line in (*(letter.signatures or ("",)), letter.date):
        yield f'<p class="signed">{_text(line)}</p>'
    yield "</div>"


def _table(
    table: Table, widths: list[int], places: dict[str, str], words: NullTranslations
) -> Iterator[str]:
    if table.title:
        yield f"<h3>{_text(table.title)}</h3>"
    said = [words.gettext(column.head) for column in table.columns]
    heads = [_text(head) for head in said]
    yield '<table class="list">\n<colgroup>'
    yield "".join(f'<col style="width: {width / sum(widths):.1%}">' for width in widths)
    yield "</colgroup>\n<thead><tr>"
    for head in said:
        yield f'<th scope="col">{"<wbr>".join(map(_text, head_words(head)))}</th>'
    yield "</tr></thead>\n<tbody>"
    indexed = any(column.key == "leads" for column in table.columns)
    for row in table.rows:
        cells = []
        for column, head, cell in zip(table.columns, heads, row, strict=True):
            text = _cell(cell, words)
            if indexed and column.key == "unit" and str(cell) in places:
                text = f'<a href="#{places[str(cell)]}">{text}</a>'
            look = " word" if column.key in CENTRED else ""
            cells.append(f'<td class="c-{column.key}{look}" data-head="{head}">{text}</td>')
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>\n</table>"
    yield from (f'<p class="note">{_text(note)}</p>' for note in table.notes)


def _cell(cell: Cell, words: NullTranslations) -> str:
    """A cell's text; of names each whole, with the mark behind it."""
    if not isinstance(cell, tuple):
        return _text(said_of(cell, words))
    names = [f"{name}、" for name in cell[:-1]] + [*cell[-1:]]
    return "".join(f'<span class="whole">{_text(name)}</span>' for name in names)


_TAGS = {Mark.DELETED: "del", Mark.ADDED: "ins"}


def _text(text: str) -> str:
    return "".join(_tagged(run.text, run.mark) for run in runs_of(text))


def _tagged(text: str, mark: Mark | None) -> str:
    said = escape(legible(text)).replace("\n", "<br>")
    return f"<{_TAGS[mark]}>{said}</{_TAGS[mark]}>" if mark else said
