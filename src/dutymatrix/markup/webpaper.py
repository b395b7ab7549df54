"""Papers to hand out as one HTML page: anchors to each, and tables that a phone can read."""

from collections.abc import Iterator
from gettext import NullTranslations
from html import escape

from dutymatrix.markup.layout import Handout, Letter, Paper, Text, legible
from dutymatrix.markup.marked import Mark, runs_of, said_of
from dutymatrix.markup.view import Table

STYLE = """\
nav { columns: 12em; margin: 0 0 1.5rem; padding: 0; }
nav a { display: block; }
a { color: #1f5c99; }
section { margin-bottom: 2.5rem; }
h2 { font-size: 1.15rem; } h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
.lines p, .text p { margin: .2rem 0; }
.text p { max-width: 48em; text-align: justify; }
.list { width: 100%; }
.list th { background: #eee; }
.list .c-position, .list .c-label, .list .c-role, .list .c-said, .list .c-by {
  white-space: nowrap; }
.list .c-blank { min-width: 5em; }
.list .c-place { min-width: 6em; text-align: center; }
del { text-decoration: line-through; }
ins { text-decoration: underline; font-weight: bold; }
.letter { max-width: 48em; } .letter p { margin: .3rem 0; text-indent: 2em; }
.letter .addressee { text-indent: 0; } .letter .signed { text-align: right; min-height: 1.5em; }
@media (max-width: 640px) {
  .list, .list tbody, .list tr, .list td { display: block; width: auto; }
  .list thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .list tr { border: 1px solid #999; margin: 0 0 .6rem; padding: .2rem 0; }
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
    for part in paper.parts:
        match part:
            case Table():
                yield from _table(part, places, words)
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


def _table(table: Table, places: dict[str, str], words: NullTranslations) -> Iterator[str]:
    if table.title:
        yield f"<h3>{_text(table.title)}</h3>"
    heads = [_text(words.gettext(column.head)) for column in table.columns]
    yield '<table class="list">\n<thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>"
    indexed = any(column.key == "leads" for column in table.columns)
    for row in table.rows:
        cells = []
        for column, head, cell in zip(table.columns, heads, row, strict=True):
            said = _text(said_of(cell, words))
            if indexed and column.key == "unit" and str(cell) in places:
                said = f'<a href="#{places[str(cell)]}">{said}</a>'
            cells.append(f'<td class="c-{column.key}" data-head="{head}">{said}</td>')
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>\n</table>"
    yield from (f'<p class="note">{_text(note)}</p>' for note in table.notes)


_TAGS = {Mark.DELETED: "del", Mark.ADDED: "ins"}


def _text(text: str) -> str:
    return "".join(_tagged(run.text, run.mark) for run in runs_of(text))


def _tagged(text: str, mark: Mark | None) -> str:
    said = escape(legible(text)).replace("\n", "<br>")
    return f"<{_TAGS[mark]}>{said}</{_TAGS[mark]}>" if mark else said
