"""Markdown, in the plan's language: tables that GitHub, Gitee and Typora show."""

import re
from collections.abc import Iterable
from functools import cache

from dutymatrix.i18n import messages_in
from dutymatrix.markup.view import Cell, Column, Grid, GridCell, Passage, Table, View, word_cell

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
# At the beginning of a line these make a list, a rule or a heading.
_TAGS = {"DELETED": "del", "ADDED": "ins"}
_LINE_MARKUP = re.compile(r"^(\d*)([-+=.)])")


def render(view: View, _options: object) -> str:
    """Every sheet with its heading and notes."""
    words = messages_in(view.plan.language)

    def cell(value: Cell, column: Column | None = None) -> str:
        if isinstance(value, str) and hasattr(value, "runs"):
            return _text(value)
        text = escape(word_cell(value, words))
        return _marked(text) if column and column.marked else text

    def table(sheet: Table) -> list[str]:
        if not sheet.rows:
            return []
        heads = [escape(words.gettext(column.head)) for column in sheet.columns]
        return [
            f"| {' | '.join(heads)} |",
            f"|{'---|' * len(heads)}",
            *(f"| {' | '.join(map(cell, row, sheet.columns))} |" for row in sheet.rows),
            "",
        ]

    def passage(sheet: Passage) -> list[str]:
        lines = []
        for paragraph in filter(None, sheet.text.split("\n")):
            lines += [_paragraph(paragraph), ""]
        if sheet.fields:
            lines += [f"- **{escape(name)}**: {cell(text)}" for name, text in sheet.fields]
            lines.append("")
        return lines

    lines: list[str] = []
    for sheet in view.sheets(words):
        lines += [f"## {escape(sheet.title)}", ""] if sheet.title else []
        match sheet:
            case Table():
                lines += table(sheet)
            case Passage():
                lines += passage(sheet)
            case Grid():
                lines += _grid(sheet)
        for note in sheet.notes:
            lines += [_paragraph(note), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _grid(sheet: Grid) -> list[str]:
    heads = [sheet.corner, *(head.text for head in sheet.columns)]
    if sheet.row_totals:
        heads.append(sheet.total_head)
    # Of many cells most say one of a few things.
    said = cache(escape)

    def line(head: str, row: Iterable[GridCell]) -> str:
        return f"| {escape(head)} | {' | '.join(said(cell.text) for cell in row)} |"

    rows = (
        line(head.full, (*own, *sheet.row_totals[n : n + 1]))
        for n, (head, own) in enumerate(zip(sheet.rows, sheet.cells, strict=True))
    )
    total = [line(sheet.total_head, sheet.column_totals)] if sheet.row_totals else []
    return [
        f"| {' | '.join(map(escape, heads))} |",
        f"|---|{'---:|' * (len(heads) - 1)}",
        *rows,
        *total,
        "",
    ]


def escape(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", text).replace("\n", "<br>")


def _text(text: str) -> str:
    """A text, with tags around what was deleted and added where it knows that (`Marked`)."""
    # By their names: who never compares plans need not load what does.
    return "".join(
        f"<{_TAGS[run.mark.name]}>{escape(run.text)}</{_TAGS[run.mark.name]}>"
        if run.mark
        else escape(run.text)
        for run in getattr(text, "runs", ())
    ) or escape(text)


def _marked(escaped: str) -> str:
    """What was deleted and added, as tags: stars beside Chinese marks are not always read."""
    deleted = re.sub(r"\\\[-(.*?)-\\\]", r"<del>\1</del>", escaped)
    return re.sub(r"\\\{\+(.*?)\+\\\}", r"<ins>\1</ins>", deleted)


def _paragraph(text: str) -> str:
    return _LINE_MARKUP.sub(r"\1\\\2", escape(text.lstrip()))
