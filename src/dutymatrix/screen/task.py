"""How a task looks when everything about it is asked for."""

from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.i18n import bracketed, messages_in
from dutymatrix.markup.view import Passage, Table
from dutymatrix.measure import shown
from dutymatrix.plan.model import Item, Milestone, Plan, Role
from dutymatrix.screen import entry

if TYPE_CHECKING:
    from dutymatrix.progress.ledger import Row


class TaskView(NamedTuple):
    """Tasks of one plan, each whole."""

    plan: Plan
    items: tuple[Item, ...]
    placed: bool = True
    """Whether it says where the task stands in the file, and what day a deadline was read as."""
    rows: Mapping[str, "Row"] = MappingProxyType({})
    """How far tasks are, by their number; none where nobody knows."""

    def data(self) -> Mapping[str, object]:
        """The tasks under `tasks`."""
        from dutymatrix.markup import json_

        lights = {number: row.light.value for number, row in self.rows.items()}
        return {
            **json_.tasks_data(self.plan, self.items, lights),
            **json_.contacts_data(self.plan, self.items),
        }

    def sheets(self, words: NullTranslations) -> tuple[Passage, ...]:
        """Each task's wording, who does what, by when, and where it stands."""
        return tuple(
            Passage(
                title=f"{item.label} {item.title}",
                text=item.entry.text,
                fields=tuple(self._facts(item, words)),
            )
            for item in self.items
        )

    def records(self) -> Table:
        """A row for each task."""
        words = messages_in(self.plan.language)
        lights = {number: row.light for number, row in self.rows.items()}
        return Table(
            (*entry.record_columns(self.plan), *entry.light_columns(lights)),
            tuple(
                (*entry.record(item, words), *entry.light_cells(lights, item, words))
                for item in self.items
            ),
        )

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def _facts(
        self, item: Item, words: NullTranslations
    ) -> Iterator[tuple[str, str | tuple[str, ...]]]:
        if item.section:
            label, _section = self.plan.section_by_number.get(item.section_number, ("", None))
            yield words.gettext("Section"), f"{label}{item.section.headline}"
        roles = [role for role in Role if item.entry.units(role)]
        for role in roles:
            yield (
                entry.role_head(self.plan, role, words),
                entry.names_said(item, role, words),
            )
        if Role.LEAD not in roles:
            yield entry.role_head(self.plan, Role.LEAD, words), words.gettext("not stated")
        for unit in item.entry.role_by_unit:
            if unit in self.plan.contact_by_name:
                contact = f"{unit} {self.plan.contact_by_name[unit]}"
                yield words.gettext("Contact"), contact
        for milestone in item.entry.milestones:
            yield words.gettext("Due"), _due(milestone, words, dated=self.placed)
        if not item.entry.milestones:
            yield words.gettext("Due"), words.gettext("not stated")
        if row := self.rows.get(item.number):
            from dutymatrix.screen.progress import decided

            yield words.gettext("Light"), entry.light_word(row.light, words)
            yield from decided(row, words)
        yield from item.entry.notes
        if self.plan.day:
            yield words.gettext("Units as of"), self.plan.day.isoformat()
        file = self.plan.plans[item.plan].file if item.plan else self.plan.file
        if item.entry.span and file and self.placed:
            yield words.gettext("Place"), f"{shown(file)}:{item.entry.span.line}"


def _due(milestone: Milestone, words: NullTranslations, *, dated: bool) -> str:
    """A milestone in one line: its words, the day, what is to be reached, the figure."""
    day = milestone.by.isoformat() if milestone.by else ""
    when = milestone.said or day or words.gettext("not stated")
    if milestone.said and day and dated:
        when = bracketed(when, day, words)
    goal = f" {milestone.goal}" if milestone.goal else ""
    target = f" 〔{milestone.target}〕" if milestone.target else ""
    return when + goal + target
