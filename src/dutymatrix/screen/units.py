"""How a list of units looks: the roster, or who must be in the room."""

from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.answer.tally import had_roles
from dutymatrix.answer.units import UnitLoad
from dutymatrix.i18n import N_, listed, messages_in
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.plan.model import Group, Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import Condition, Doubt, count_line, day_lines, doubt_line
from dutymatrix.wording.role import ROLE_WORDS


class UnitListView(NamedTuple):
    """Units and groups of one plan with their tasks."""

    plan: Plan
    loads: tuple[UnitLoad, ...]
    chosen: int
    """The number of tasks that count."""
    conditions: tuple[Condition, ...] = ()
    """The filters that chose those tasks."""
    doubts: tuple[Doubt, ...] = ()
    """Deadlines that the filters took by the letter, and offices often do not."""
    only: tuple[str, ...] = ()
    """Messages that say which units are listed, of all that there are."""
    labelled: bool = False
    """Whether the tasks are named, not only counted."""

    def data(self) -> Mapping[str, object]:
        """The units under `units`."""
        from dutymatrix.markup import json_

        return {**json_.head(self.plan), "units": [_load_data(load) for load in self.loads]}

    def sheets(self, words: NullTranslations) -> tuple[Table, ...]:
        """Units, and apart from them groups: a group is none of its members."""
        units = [load for load in self.loads if not load.is_group]
        groups = [load for load in self.loads if load.is_group]
        roles = had_roles(tally for load in self.loads for tally in (load.tally, load.via_tally))
        sheets = [
            Table(
                columns=columns,
                rows=tuple(tuple(self._row(load, columns, words)) for load in loads),
                title=title,
            )
            for loads, columns, title in (
                (units, (*self._columns(N_("Unit"), roles),), self.plan.title),
                (groups, (*self._columns(N_("Group"), roles),), "" if units else self.plan.title),
            )
            if loads
        ] or [Table((), (), title=self.plan.title)]
        sheets[-1] = sheets[-1]._replace(notes=tuple(self.remarks(words)))
        return tuple(sheets)

    def records(self) -> Table:
        """A row for each unit and group."""
        return Table(
            columns=(
                Column("name", N_("Name")),
                Column("kind", N_("Kind")),
                Column("full_name", N_("Full name")),
                Column("aliases", N_("Aliases")),
                Column("contact", N_("Contact")),
                Column("members", N_("Members")),
                Column("open", N_("Open")),
                Column("total", N_("Tasks")),
                *(Column(role.value, said.count_head) for role, said in ROLE_WORDS.items()),
                Column("via", N_("Through groups")),
                Column("tasks", N_("Items")),
            ),
            rows=tuple(
                (
                    load.name,
                    "group" if load.is_group else "unit",
                    load.record.full_name,
                    load.record.aliases,
                    load.record.contact,
                    load.record.members if isinstance(load.record, Group) else (),
                    isinstance(load.record, Group) and load.record.open,
                    load.size,
                    *load.tally,
                    load.via_size,
                    tuple(item.label for item, _role in load.tasks),
                )
                for load in self.loads
            ),
        )

    def spreadsheet(self) -> Table:
        """The records, in the plan's words."""
        words = messages_in(self.plan.language)
        kinds: dict[Cell, Cell] = {
            "unit": words.gettext("Unit"),
            "group": words.gettext("Group"),
        }
        table = self.records()
        return table._replace(
            rows=tuple((name, kinds[kind], *rest) for name, kind, *rest in table.rows)
        )

    @property
    def _has_via(self) -> bool:
        return any(load.via_size for load in self.loads)

    @property
    def has_contact(self) -> bool:
        """Whether the roster says of anybody whom to call."""
        return any(load.record.contact for load in self.loads)

    def _columns(self, head: str, roles: tuple[Role, ...]) -> Iterator[Column]:
        yield Column("name", head)
        yield Column("total", N_("Tasks"))
        for role in roles:
            yield Column(role.value, ROLE_WORDS[role].count_head, folds=self.labelled)
        if self._has_via:
            yield Column("via", N_("Through groups"), folds=self.labelled)
        if head == N_("Group"):
            yield Column("members", N_("Members"), folds=True)
        if self.has_contact:
            yield Column("contact", N_("Contact"), folds=True)

    def _row(
        self, load: UnitLoad, columns: tuple[Column, ...], words: NullTranslations
    ) -> Iterator[Cell]:
        record, counts = load.record, load.tally.by_role()
        for column in columns:
            match column.key:
                case "name":
                    yield load.name
                case "total":
                    yield load.size
                case "via":
                    via = dict.fromkeys(item for item, _role in load.via)
                    yield entry.brief_labels(self.plan, via) if self.labelled else load.via_size
                case "members" if isinstance(record, Group):
                    unlisted = words.gettext("open") if record.open else words.gettext("not listed")
                    yield record.members or unlisted
                case "contact":
                    yield record.contact
                case role:
                    items = load.items(Role(role))
                    yield (
                        entry.brief_labels(self.plan, items)
                        if self.labelled
                        else counts[Role(role)]
                    )

    def remarks(self, words: NullTranslations) -> Iterator[str]:
        """Which filters made the list, how many of how many, and what is not decided."""
        groups = sum(load.is_group for load in self.loads)
        units = len(self.loads) - groups
        assignments = sum(load.size for load in self.loads)
        yield words.gettext(
            "{n} of the roster's {total} names: {units}, {groups}, {assignments}"
        ).format(
            n=len(self.loads),
            total=len(self.plan.rank),
            units=words.ngettext("{n} unit", "{n} units", units).format(n=units),
            groups=words.ngettext("{n} group", "{n} groups", groups).format(n=groups),
            assignments=words.ngettext("{n} assignment", "{n} assignments", assignments).format(
                n=assignments
            ),
        )
        if self.only:
            kinds = words.gettext(", ").join(map(words.gettext, self.only))
            yield words.gettext("listed only: {kinds}").format(kinds=kinds)
        if self.conditions or not self.only:
            yield count_line(self.chosen, self.plan.size, self.conditions, words)
        yield from day_lines(self.plan, words)
        ended = [unit for unit in self.plan.absent if unit.until or unit.succeeded_by]
        if ended:
            said = (f"{unit.name} → {listed(unit.succeeded_by)}" for unit in ended)
            yield words.gettext("no longer: {units}").format(units=words.gettext("; ").join(said))
        if self.labelled and self.loads:
            named = {item.number for load in self.loads for item, _role in load.tasks}
            items = [item for item in self.plan.items if item.number in named]
            falling = [f"{item.label} {due}" for item in items if (due := entry.due(item))]
            due = words.gettext(", ").join(falling) or words.gettext("not stated")
            yield words.gettext("due: {items}").format(items=due)
        for doubt in self.doubts:
            yield doubt_line(doubt, words)


def _load_data(load: UnitLoad) -> dict[str, object]:
    record = load.record
    return {
        "name": record.name,
        "kind": "group" if load.is_group else "unit",
        "full_name": record.full_name,
        "aliases": list(record.aliases),
        "contact": record.contact,
        "members": list(record.members) if isinstance(record, Group) else [],
        "open": isinstance(record, Group) and record.open,
        **load.tally.data(),
        "via_counts": load.via_tally.data(),
        "tasks": [item.number for item, _role in load.tasks],
    }
