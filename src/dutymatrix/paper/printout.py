"""Any other answer on paper: a task, figures, partners, a history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from dutymatrix.i18n import listed
from dutymatrix.markup.layout import Handout, Paper, Text, with_blank
from dutymatrix.markup.view import Cell, Column, Grid, Passage, Table
from dutymatrix.paper.phrase import dated, formal, sources_said, title_said

_MOST_MARKS, _UPRIGHT = 36, 12
"""Columns of a cross-tab that A3 holds, and the characters of a head that stand upright."""

_SIDE_BY_SIDE = 500
"""So many rows, some ten pages, somebody may lay side by side."""


@dataclass(frozen=True)
class Printout(Handout):
    """What a terminal shows, as a paper with a title and the plan's source."""

    name: str
    """What the paper is about."""
    as_grid: bool = False
    """Whether a cross-tab stays one, however wide: on a screen, on a worksheet."""

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper with all that the answer has."""
        del flat
        plan = self.plan
        name = self.form.title or self.name
        yield Paper(
            name,
            f"{title_said(plan)}{name}",
            sources_said(plan, words),
            tuple(self._parts(words)),
        )

    def _parts(self, words: NullTranslations) -> Iterator[Table | Text | Grid]:
        def formal_(lines: Iterable[str]) -> tuple[str, ...]:
            return tuple(formal(line, words) for line in lines)

        for sheet in self.view.sheets(words):
            match sheet:
                case Passage():
                    fields = (
                        f"{head}：{said if isinstance(said, str) else listed(said)}"
                        for head, said in sheet.fields
                    )
                    paragraphs = (*filter(None, sheet.text.split("\n")), *fields)
                    yield Text(dated(sheet.title, words), (*paragraphs, *formal_(sheet.notes)))
                case Grid() if self.as_grid:
                    yield sheet._replace(title="", notes=formal_(sheet.notes))
                case Grid():
                    *before, last = _as_tables(sheet, self.view.spreadsheet())
                    yield from (self._table(table, (), words) for table in before)
                    yield self._table(last, formal_(sheet.notes), words)
                case Table():
                    yield self._table(sheet, formal_(sheet.notes), words)

    def _table(self, table: Table, notes: tuple[str, ...], words: NullTranslations) -> Table:
        """Without what is nought; the title has the plan's."""

        def printed(cell: Cell, column: Column) -> Cell:
            if cell and column.key == "date":
                return dated(str(cell), words)
            return None if type(cell) is int and not cell else cell

        rows = tuple(tuple(map(printed, row, table.columns)) for row in table.rows)
        return with_blank(table._replace(title="", rows=rows, notes=notes), self.form.blank)


def _as_tables(grid: Grid, table: Table) -> Iterator[Table]:
    """A grid as tables of narrow columns, with the same rows that they can be laid side by side.

    Of very many rows each has those that say something in it.
    """
    corner, *heads = table.columns
    inner = len(grid.columns)
    columns = [head._replace(key="mark" if n < inner else "total") for n, head in enumerate(heads)]
    # Long heads take several characters beside each other.
    longest = max((len(head.head) for head in columns), default=1)
    most = max(_MOST_MARKS // -(-longest // _UPRIGHT), 1)
    most = -(-inner // max(-(-inner // most), 1)) or 1
    # The total goes with the last of them, which so has all rows.
    starts = range(0, max(inner, 1), most)
    spans = [slice(start, start + most) for start in starts[:-1]] + [slice(starts[-1], None)]
    rows: list[list[tuple[Cell, ...]]] = [[] for _span in spans]
    for head, *cells in table.rows:
        for own, span in zip(rows, spans, strict=True):
            if len(table.rows) <= _SIDE_BY_SIDE or any(cells[span]):
                own.append((head, *cells[span]))
    for own, span in zip(rows, spans, strict=True):
        yield table._replace(
            columns=(corner._replace(key="title"), *columns[span]), rows=tuple(own)
        )
