"""Any other answer on paper: a task, figures, partners, a history."""

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from dutymatrix.i18n import listed
from dutymatrix.markup.layout import Handout, Paper, Text, with_blank
from dutymatrix.markup.view import Grid, Passage, Table
from dutymatrix.paper.phrase import plan_said, quoted


@dataclass(frozen=True)
class Printout(Handout):
    """What a terminal shows, as a paper with a title and the plan's source."""

    name: str
    """What the paper is about."""

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper with all that the answer has."""
        del flat
        plan = self.plan
        name = self.form.title or self.name
        yield Paper(
            name,
            f"{quoted(plan.title)}{name}",
            (plan_said(plan),),
            tuple(self._parts(words)),
        )

    def _parts(self, words: NullTranslations) -> Iterator[Table | Text]:
        for sheet in self.view.sheets(words):
            match sheet:
                case Table():
                    # The title has the plan's.
                    yield with_blank(sheet._replace(title=""), self.form.blank)
                case Passage():
                    fields = (
                        f"{head}：{said if isinstance(said, str) else listed(said)}"
                        for head, said in sheet.fields
                    )
                    paragraphs = (*filter(None, sheet.text.split("\n")), *fields, *sheet.notes)
                    yield Text(sheet.title, paragraphs)
                case Grid():
                    yield with_blank(_as_table(sheet, self.view.spreadsheet()), self.form.blank)


def _as_table(grid: Grid, table: Table) -> Table:
    """A grid as a table of narrow columns, in which nothing that is nought is printed."""
    corner, *heads = table.columns
    inner = len(grid.columns)
    columns = (
        corner._replace(key="title"),
        *(head._replace(key="mark" if n < inner else "total") for n, head in enumerate(heads)),
    )
    rows = tuple(tuple(None if cell == 0 else cell for cell in row) for row in table.rows)
    return table._replace(columns=columns, rows=rows, notes=grid.notes)
