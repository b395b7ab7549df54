"""How a list of tasks looks: the breakdown of the plan."""

from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.i18n import N_, messages_in
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import Condition, Doubt, count_line, day_lines, doubt_line

if TYPE_CHECKING:
    from dutymatrix.progress.light import Light


class TaskListView(NamedTuple):
    """Tasks of one plan, a row each."""

    plan: Plan
    items: tuple[Item, ...]
    conditions: tuple[Condition, ...] = ()
    """The filters that chose them; none where the list is the whole plan."""
    doubts: tuple[Doubt, ...] = ()
    """Deadlines that the filters took by the letter, and offices often do not."""
    full: bool = False
    """Whether the wording of each task is shown."""
    lights: Mapping[str, "Light"] = MappingProxyType({})
    """How tasks stand, by their number; none where nobody knows."""

    def data(self) -> Mapping[str, object]:
        """The tasks under `tasks`."""
        from dutymatrix.markup import json_

        lights = {number: light.value for number, light in self.lights.items()}
        return {
            **json_.tasks_data(self.plan, self.items, lights),
            **json_.contacts_data(self.plan, self.items),
        }

    def sheets(self, words: NullTranslations) -> tuple[Table, ...]:
        """The breakdown with what was asked for."""
        return (
            self._breakdown(words)._replace(
                title=self.plan.title, notes=tuple(self.remarks(words))
            ),
        )

    def records(self) -> Table:
        """A row for each task, everything about it."""
        words = messages_in(self.plan.language)
        return Table(
            (*entry.record_columns(self.plan), *entry.light_columns(self.lights)),
            tuple(
                (*entry.record(item, words), *entry.light_cells(self.lights, item, words))
                for item in self.items
            ),
        )

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def _breakdown(self, words: NullTranslations) -> Table:
        # Roles that nobody has take no room; a lead is always worth a column.
        shown = {Role.LEAD, *(role for i in self.items for _unit, role in i.entry.assignments)}
        roles = [role for role in Role if role in shown]
        unstated = words.gettext("not stated")

        def row(n: int, item: Item) -> Iterator[Cell]:
            yield n
            yield item.label
            yield item.title
            if self.full:
                yield item.entry.text
            for role in roles:
                names = entry.names_said(item, role, words)
                yield names or (unstated if role is Role.LEAD else None)
            yield entry.due(item) or unstated
            yield from entry.light_cells(self.lights, item, words)

        return Table(
            columns=(
                Column("position", N_("No.")),
                Column("label", N_("Item")),
                Column("title", N_("Task"), folds=True),
                *((Column("text", N_("Content (goals)"), folds=True),) if self.full else ()),
                *(
                    Column(role.value, entry.role_head(self.plan, role, words), folds=True)
                    for role in roles
                ),
                Column("said", N_("Due")),
                *entry.light_columns(self.lights),
            ),
            rows=tuple(tuple(row(n, item)) for n, item in enumerate(self.items, 1)),
        )

    def remarks(self, words: NullTranslations) -> Iterator[str]:
        """Which filters made the list, how many of how many, and what is not decided."""
        yield count_line(len(self.items), self.plan.size, self.conditions, words)
        yield from day_lines(self.plan, words)
        for doubt in self.doubts:
            yield doubt_line(doubt, words)
