"""One HTML page: nothing is loaded from outside, it prints, and a phone can read it.

`paper.html` has its elements, `paper.css` its look; Jinja2 escapes whatever stands in them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from gettext import NullTranslations
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dutymatrix.i18n import listed, messages_in
from dutymatrix.markup.layout import Fill, Handout, Letter, Paper, Text, legible
from dutymatrix.markup.marked import Mark, Marked, Run, runs_of, said_of
from dutymatrix.markup.view import (
    Cell,
    Column,
    Grid,
    GridCell,
    GridHead,
    Passage,
    Sheet,
    Table,
    View,
)
from dutymatrix.markup.width import CENTRED, Measures, alike, column_widths, head_words

_FOLDER = Path(__file__).parent
# A Chinese character's width is 10, and printed a page on its side as wide as 69 of them.
_MEASURES = Measures(10, 10, 5)
_ROOM = 690
# So many small texts are written together.
_PIECE = 100
_MARKS = re.compile(r"(\[-.*?-\]|\{\+.*?\+\})")
_TAGS = {Mark.DELETED: "del", Mark.ADDED: "ins"}


_Parts = tuple[Sheet | Text | Letter | Fill, ...]


class _Chapter(NamedTuple):
    """A paper of the page."""

    paper: Paper
    parts: _Parts
    place: str
    """Its anchor."""
    upright: bool
    """Whether it is printed on upright pages: letters, and what has no table."""
    widths: dict[tuple[Column, ...], list[str]]
    """Of the columns of its tables, as parts of the page's width."""


def render(view: View, _options: object) -> Iterator[str]:
    """Every paper or sheet in one page, in the plan's language; its pieces."""
    words = messages_in(view.plan.language)
    papers: list[Paper] = []
    parts: list[_Parts] = []
    stamp = None
    if isinstance(view, Handout):
        stamp = view.form.stamp
        papers += (paper for paper in view.stamped(words) if not paper.is_cover)
        parts += (paper.parts for paper in papers)
    else:
        sheets = view.sheets(words)
        papers += (Paper(sheet.title, sheet.title, (), ()) for sheet in sheets)
        parts += ((sheet._replace(title=""),) for sheet in sheets)
    chapters = [
        _chapter(paper, own, n, words)
        for n, (paper, own) in enumerate(zip(papers, parts, strict=True))
    ]
    page = (
        _environment()
        .get_template("paper.html")
        .stream(
            language=view.plan.language.replace("_", "-"),
            title=papers[0].title if papers else "",
            stamp=stamp.text if stamp else "",
            style=Markup(_FOLDER.joinpath("paper.css").read_text("utf-8")),
            chapters=chapters,
            places={chapter.paper.name: chapter.place for chapter in chapters},
            words=words,
        )
    )
    page.enable_buffering(_PIECE)
    return page


def fragment(sheets: Iterable[Sheet], words: NullTranslations) -> str:
    """Sheets to stand in a page of somebody else's, such as a notebook."""
    template = _environment().get_template("fragment.html")
    return template.render(sheets=[*sheets], widths={}, places={}, words=words)


def _chapter(paper: Paper, parts: _Parts, n: int, words: NullTranslations) -> _Chapter:
    # Nobody fills a form in on a page: there it is a table like others.
    parts = tuple(part.table if isinstance(part, Fill) else part for part in parts)
    tables = alike(part for part in parts if isinstance(part, Table))
    return _Chapter(
        paper,
        parts,
        f"p{n}",
        not any(isinstance(part, Table | Grid) for part in parts),
        {columns: _shares(own, words) for columns, own in tables.items()},
    )


def _shares(tables: Sequence[Table], words: NullTranslations) -> list[str]:
    widths = column_widths(tables, _ROOM, _MEASURES, words)
    return [f"{width / sum(widths):.1%}" for width in widths]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_element,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    kinds = {"table": Table, "grid": Grid, "passage": Passage, "text": Text, "letter": Letter}
    for name, kind in kinds.items():
        environment.tests[name] = lambda part, kind=kind: isinstance(part, kind)
    environment.filters |= {
        "attribute": _attribute,
        "cell": _cell,
        "grid_cells": _grid_cells,
        "grid_groups": _grid_groups,
        "head": lambda said: Markup("<wbr>").join(map(legible, head_words(said))),
        "listed": lambda said: said if isinstance(said, str) else listed(said),
        "opened": _opened,
    }
    return environment


def _element(value: object) -> object:
    """What the template says: texts as a browser shows them, with what was deleted and added."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup("".join(_tagged(run.text, run.mark) for run in runs_of(value)))


def _tagged(text: str, mark: Mark | None) -> str:
    said = escape(legible(text)).replace("\n", "<br>")
    return f"<{_TAGS[mark]}>{said}</{_TAGS[mark]}>" if mark else said


def _attribute(said: str) -> Markup:
    """A text between the marks of an attribute."""
    return Markup(escape(legible(said)))


def _opened(table: Table, words: NullTranslations) -> list[Markup]:
    """The beginning of a cell of each column; a phone shows the head before its text."""
    look = Markup('<td class="c-{}{}" data-head="{}">')
    return [
        look.format(
            column.key,
            " word" if column.key in CENTRED else "",
            _attribute(words.gettext(column.head)),
        )
        for column in table.columns
    ]


def _cell(cell: Cell, column: Column, words: NullTranslations) -> object:
    """A cell's text; of names each whole, with the mark behind it."""
    if isinstance(cell, tuple):
        names = [f"{name}、" for name in cell[:-1]] + [*cell[-1:]]
        return Markup("").join(
            Markup('<span class="whole">{}</span>').format(_element(name)) for name in names
        )
    said = said_of(cell, words)
    return Marked(_runs(said)) if column.marked else said


def _runs(said: str) -> Iterator[Run]:
    """A text in which [-…-] and {+…+} stand around what was deleted and added."""
    for piece in _MARKS.split(said):
        mark = next((mark for mark in Mark if piece.startswith(mark.value[0])), None)
        yield Run(piece[2:-2] if mark else piece, mark)


class _Group(NamedTuple):
    """Neighbouring columns of a grid that have a head together."""

    name: str
    columns: tuple[GridHead, ...]


def _grid_groups(grid: Grid) -> list[_Group]:
    """The columns by the head above theirs; none where no column has one."""
    if not any(head.group for head in grid.columns):
        return []
    return [
        _Group(name, tuple(own)) for name, own in groupby(grid.columns, key=lambda head: head.group)
    ]


def _grid_cells(row: Sequence[GridCell], head: GridHead, columns: Sequence[GridHead]) -> Markup:
    """The cells of a row; most say nothing where units are many."""
    return Markup(
        "".join(
            _grid_cell(cell, f"{head.full} × {column.full}")
            if cell.shade
            else _empty_cell(cell.text)
            for cell, column in zip(row, columns, strict=True)
        )
    )


def _grid_cell(cell: GridCell, tip: str) -> str:
    kind = cell.role.value if cell.role else f"s{cell.shade}"
    return f'<td class="{kind}" title="{_attribute(tip)}">{_element(cell.text)}</td>'


@cache
def _empty_cell(text: str) -> str:
    return f'<td class="s0">{_element(text)}</td>'
