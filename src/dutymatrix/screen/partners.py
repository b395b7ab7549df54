"""How the partners of a unit look."""

from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.answer.partners import Partner
from dutymatrix.i18n import N_, listed
from dutymatrix.markup.view import Column, Table
from dutymatrix.plan.model import Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import Condition, count_line, day_lines
from dutymatrix.wording.role import ROLE_WORDS


class PartnerView(NamedTuple):
    """Whom units of one plan share tasks with."""

    plan: Plan
    units: tuple[str, ...]
    """One unit, or several whose common tasks count."""
    partners: tuple[Partner, ...]
    chosen: int
    """The number of tasks that filters chose."""
    conditions: tuple[Condition, ...] = ()
    as_role: Role | None = None
    """The role the units have in the tasks that count."""
    with_role: Role | None = None
    """The role the partners have in them."""

    def data(self) -> Mapping[str, object]:
        """The partners; `unit` is a name, of several units `units` a list."""
        from dutymatrix.markup import json_

        one = len(self.units) == 1
        return {
            **json_.head(self.plan),
            **({"unit": self.units[0]} if one else {"units": list(self.units)}),
            "partners": [
                {"unit": partner.unit, "shared": partner.shared, "tasks": list(partner.tasks)}
                for partner in self.partners
            ],
        }

    def sheets(self, words: NullTranslations) -> tuple[Table, ...]:
        """A row for each partner, the closest first."""
        title = f"{listed(self.units)} · {self.plan.title}"
        rows = tuple(
            (
                partner.unit,
                partner.shared,
                entry.brief_labels(self.plan, (self.plan.item_by_number[n] for n in partner.tasks)),
            )
            for partner in self.partners
        )
        columns = (
            Column("unit", N_("Partner")),
            Column("shared", N_("Shared tasks")),
            Column("tasks", N_("Items"), folds=True),
        )
        return (Table(columns, rows, title, tuple(self._notes(words)), whole=self.units),)

    def records(self) -> Table:
        """A row for each partner."""
        return Table(
            columns=(
                Column("unit", N_("Partner")),
                Column("shared", N_("Shared tasks")),
                Column("tasks", N_("Items")),
            ),
            rows=tuple((p.unit, p.shared, p.tasks) for p in self.partners),
        )

    def spreadsheet(self) -> Table:
        """The records, with labels for numbers."""
        table = self.records()
        label = {item.number: item.label for item in self.plan.items}
        return table._replace(
            rows=tuple((p.unit, p.shared, tuple(label[n] for n in p.tasks)) for p in self.partners)
        )

    def _notes(self, words: NullTranslations) -> Iterator[str]:
        for role, message in (
            (self.as_role, N_("only where {units}: {role}")),
            (self.with_role, N_("only where the partner: {role}")),
        ):
            if role:
                yield words.gettext(message).format(
                    units=listed(self.units), role=words.gettext(ROLE_WORDS[role].does)
                )
        n = len(self.partners)
        yield words.ngettext("{n} partner", "{n} partners", n).format(n=n)
        if self.conditions:
            yield count_line(self.chosen, self.plan.size, self.conditions, words)
        yield from day_lines(self.plan, words)
