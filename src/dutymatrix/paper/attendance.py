"""Who must be in the room (参会单位), or the whole roster: units with their tasks, to sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from dutymatrix.i18n import N_
from dutymatrix.markup.layout import Handout, Paper, with_blank
from dutymatrix.markup.view import Column, Table
from dutymatrix.paper.phrase import date_line, formal, sources_said, title_said
from dutymatrix.screen.condition import count_line, day_lines, doubt_line
from dutymatrix.screen.units import UnitListView


@dataclass(frozen=True)
class AttendanceHandout(Handout):
    """Units to hand out: whom to call, what each leads and joins, a column to sign in."""

    view: UnitListView

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper: units, then groups."""
        del flat
        view, plan = self.view, self.view.plan
        name = self.form.title or words.gettext(
            N_("Units concerned") if view.labelled else N_("Units and groups")
        )
        yield Paper(
            name,
            f"{title_said(plan)}{name}",
            (
                *sources_said(plan, words),
                *(
                    formal(line, words)
                    for line in (
                        count_line(view.chosen, plan.size, view.conditions, words),
                        *day_lines(plan, words),
                        *(doubt_line(doubt, words) for doubt in view.doubts),
                    )
                ),
            ),
            tuple(self._tables(words)),
            date_line(self.form, words),
        )

    def spreadsheet(self) -> Table:
        """The units, in one table, with the empty columns."""
        return with_blank(self.view.spreadsheet(), self._blank())

    def _tables(self, words: NullTranslations) -> Iterator[Table]:
        for table in self.view.sheets(words):
            if not table.columns:
                continue
            # Whom to call stands there to be filled in where the roster does not say.
            open_contact = () if self.view.has_contact else (Column("blank", N_("Contact")),)
            yield with_blank(
                table._replace(
                    columns=(Column("position", N_("No.")), *table.columns, *open_contact),
                    rows=tuple(
                        (n, *row, *(None,) * len(open_contact))
                        for n, row in enumerate(table.rows, 1)
                    ),
                    title="",
                    notes=(),
                ),
                self._blank(),
            )

    def _blank(self) -> tuple[str, ...]:
        return self.form.blank or ((N_("Signature"),) if self.view.labelled else ())
