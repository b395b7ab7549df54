"""One HTML page: nothing is loaded from outside, it prints, and a phone can read it."""

import re
from collections.abc import Iterable
from functools import cache
from gettext import NullTranslations
from html import escape

from dutymatrix.i18n import listed, messages_in
from dutymatrix.markup.layout import Handout
from dutymatrix.markup.view import Grid, GridCell, Passage, Sheet, Table, View, word_cell
from dutymatrix.measure import shown

_STYLE = """\
:root { color-scheme: light; }
body { margin: 1rem; font: 15px/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC",
  "Microsoft YaHei", "SimSun", sans-serif; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.3rem; margin: 0 0 .75rem; }
.scroll { overflow: auto; max-height: 90vh; }
table { border-collapse: collapse; font-size: .9em; }
th, td { border: 1px solid #999; padding: .2em .45em; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; z-index: 1; background: #eee; }
.grid td, .grid thead th { text-align: center; }
.grid tbody th, .grid .corner { position: sticky; left: 0; background: #eee; min-width: 9em; }
.grid .corner { z-index: 2; }
.grid thead tr + tr th { top: 1.9em; }
.grid .total { font-weight: bold; background: #f6f6f6; }
.s0 { color: #999; } .s1 { background: #eef3f8; } .s2 { background: #c9dcee; }
.s3 { background: #8db8de; font-weight: bold; }
.lead { background: #1f5c99; color: #fff; font-weight: bold; }
.responsible { background: #8db8de; font-weight: bold; }
.join { background: #e3edf7; }
.guide { background: #fff; font-style: italic; }
del { color: #a00; } ins { color: #060; font-weight: bold; }
p.note { margin: .3rem 0; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { margin: 0; font-size: 9pt; }
  .scroll { overflow: visible; max-height: none; }
  th, .grid tbody th, .grid .corner { position: static; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

# In a notebook no rule may reach the rest of the page.
_FRAGMENT_STYLE = """
.dutymatrix table { border-collapse: collapse; }
.dutymatrix th, .dutymatrix td { border: 1px solid #999; padding: .2em .45em;
  text-align: left; vertical-align: top; }
.dutymatrix .grid td, .dutymatrix .grid thead th { text-align: center; }
.dutymatrix .scroll { overflow: auto; max-height: 40em; }
.dutymatrix .lead { background: #1f5c99; color: #fff; }
.dutymatrix .responsible { background: #8db8de; color: #000; }
.dutymatrix .s3 { background: #8db8de; color: #000; }
.dutymatrix .s2 { background: #c9dcee; color: #000; }
"""


def render(view: View, _options: object) -> str:
    """Every sheet in one page, in the plan's language."""
    words = messages_in(view.plan.language)
    if isinstance(view, Handout):
        from dutymatrix.markup.webpaper import STYLE, body_of

        title, body = body_of(view, words)
        return _page(view.plan.language, title, _STYLE + STYLE, body)
    sheets = view.sheets(words)
    title = sheets[0].title if sheets else ""
    body = "\n".join(part for sheet in sheets for part in _parts(sheet, words))
    return _page(view.plan.language, title, _STYLE, body)


def _page(language: str, title: str, style: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{language.replace("_", "-")}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n"
        "</body>\n</html>\n"
    )


def fragment(sheets: Iterable[Sheet], words: NullTranslations) -> str:
    """Sheets to stand in a page of somebody else's, such as a notebook."""
    parts = "\n".join(part for sheet in sheets for part in _parts(sheet, words, "b"))
    return f'<style>{_FRAGMENT_STYLE}</style>\n<div class="dutymatrix">\n{parts}\n</div>'


def _parts(sheet: Sheet, words: NullTranslations, heading: str = "h1") -> Iterable[str]:
    if sheet.title:
        yield f"<{heading}>{_text(sheet.title)}</{heading}>"
    match sheet:
        case Table():
            yield from _table(sheet, words)
        case Grid():
            yield from _grid(sheet)
        case Passage():
            yield from (f"<p>{_text(p)}</p>" for p in sheet.text.split("\n") if p)
            yield "<table>"
            for name, text in sheet.fields:
                said = listed(text) if isinstance(text, tuple) else text
                yield f'<tr><th scope="row">{_text(name)}</th><td>{_text(said)}</td></tr>'
            yield "</table>"
    yield from (f'<p class="note">{_text(note)}</p>' for note in sheet.notes)


def _table(sheet: Table, words: NullTranslations) -> Iterable[str]:
    if not sheet.rows:
        return
    yield '<div class="scroll"><table>\n<thead><tr>'
    for column in sheet.columns:
        yield f'<th scope="col">{_text(words.gettext(column.head))}</th>'
    yield "</tr></thead>\n<tbody>"
    for row in sheet.rows:
        cells = "".join(
            f"<td>{_marked(text) if column.marked else text}</td>"
            for column, text in zip(
                sheet.columns, (_text(word_cell(cell, words)) for cell in row), strict=True
            )
        )
        yield f"<tr>{cells}</tr>"
    yield "</tbody>\n</table></div>"


def _grid(grid: Grid) -> Iterable[str]:
    groups: list[tuple[str, int]] = []
    for head in grid.columns:
        if groups and groups[-1][0] == head.group:
            groups[-1] = (head.group, groups[-1][1] + 1)
        else:
            groups.append((head.group, 1))
    grouped = any(name for name, _n in groups)
    rows = 2 if grouped else 1
    yield '<div class="scroll"><table class="grid">\n<thead><tr>'
    yield f'<th class="corner" rowspan="{rows}" scope="col">{_text(grid.corner)}</th>'
    total = f'<th class="total" rowspan="{rows}" scope="col">{_text(grid.total_head)}</th>'
    end = (total if grid.row_totals else "") + "</tr>"
    if grouped:
        for name, n in groups:
            yield f'<th colspan="{n}" scope="colgroup">{_text(name)}</th>'
        yield f"{end}\n<tr>"
        end = "</tr>"
    for head in grid.columns:
        text = head.brief if grouped and head.group else head.text
        yield f'<th scope="col" title="{_text(head.full)}">{_text(text)}</th>'
    yield f"{end}</thead>\n<tbody>"
    for place, (head, row) in enumerate(zip(grid.rows, grid.cells, strict=True)):
        cells = "".join(
            _cell(cell, f"{head.full} × {column.full}") if cell.shade else _empty_cell(cell.text)
            for cell, column in zip(row, grid.columns, strict=True)
        )
        if grid.row_totals:
            cells += f'<td class="total">{_text(grid.row_totals[place].text)}</td>'
        yield f'<tr><th scope="row">{_text(head.full)}</th>{cells}</tr>'
    if grid.column_totals:
        cells = "".join(f'<td class="total">{_text(t.text)}</td>' for t in grid.column_totals)
        yield f'<tr><th class="total" scope="row">{_text(grid.total_head)}</th>{cells}</tr>'
    yield "</tbody>\n</table></div>"


def _cell(cell: GridCell, tip: str) -> str:
    kind = cell.role.value if cell.role else f"s{cell.shade}"
    return f'<td class="{kind}" title="{_text(tip)}">{_text(cell.text)}</td>'


@cache
def _empty_cell(text: str) -> str:
    """A cell that says nothing, as most do where units are many."""
    return f'<td class="s0">{_text(text)}</td>'


def _marked(text: str) -> str:
    """What was deleted struck through, what was added underlined."""
    deleted = re.sub(r"\[-(.*?)-\]", r"<del>\1</del>", text)
    return re.sub(r"\{\+(.*?)\+\}", r"<ins>\1</ins>", deleted)


def _text(text: str) -> str:
    """A text that a browser shows as it is."""
    return escape(shown(text))
