"""The breakdown (任务分解表): the plan as a table of tasks, leads, participants, deadlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from gettext import NullTranslations
from itertools import groupby

from dutymatrix.i18n import N_
from dutymatrix.markup.layout import Handout, Paper, Text, with_blank
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.paper.phrase import (
    date_line,
    formal,
    goals,
    plan_counts,
    source_line,
    sources_said,
    title_said,
    unsaid_goals,
)
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import count_line, day_lines, doubt_line
from dutymatrix.screen.tasks import TaskListView

_OTHERS = (Role.RESPONSIBLE, Role.JOIN, Role.GUIDE)


@dataclass(frozen=True)
class TaskHandout(Handout):
    """The breakdown to hand out: the plan as a table, section by section."""

    view: TaskListView

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """The breakdown: a table for each section, or one with a column for it."""
        view = self.view
        plan = view.plan
        name = self.form.title or words.gettext("Breakdown of tasks")
        numbered = list(enumerate(view.items, 1))
        tables: list[Table | Text]
        if flat:
            tables = [self._table(numbered, words, flat)]
        else:
            tables = [
                self._table(list(own), words, flat)._replace(title=head)
                for head, own in groupby(numbered, key=lambda pair: _section_said(plan, pair[1]))
            ]
        lines = [source_line(plan, plan_counts(plan.size, words))]
        if view.conditions:
            lines.append(count_line(len(view.items), plan.size, view.conditions, words))
        lines += day_lines(plan, words)
        lines += [doubt_line(doubt, words) for doubt in view.doubts]
        lines[1:] = [formal(line, words) for line in lines[1:]]
        if plan.plans:
            lines[1:1] = sources_said(plan, words, {item.plan for item in view.items})
        yield Paper(
            name,
            f"{title_said(plan)}{name}",
            tuple(lines),
            tuple(tables),
            date_line(self.form, words),
        )

    def _table(
        self, numbered: list[tuple[int, Item]], words: NullTranslations, flat: bool
    ) -> Table:
        plan = self.view.plan
        aimed = flat or self._has_goals

        def row(n: int, item: Item) -> Iterator[Cell]:
            yield n
            if flat:
                yield _section_said(plan, item)
            yield item.label
            yield item.title
            if self.view.full:
                yield item.entry.text
            yield entry.names_said(item, Role.LEAD, words)
            for role in self._others:
                yield entry.names_said(item, role, words)
            yield entry.due(item) or self.form.undated
            if flat:
                yield min((m.by for m in item.entry.milestones if m.by), default=None)
            if aimed:
                yield goals(item) if flat else unsaid_goals(item, brief=not self.view.full)
            yield _remark(item)

        return with_blank(
            Table(
                columns=(
                    Column("position", N_("No.")),
                    *((Column("section", N_("Section")),) if flat else ()),
                    Column("label", N_("Item")),
                    Column("title", N_("Key task")),
                    *((Column("text", N_("Details")),) if self.view.full else ()),
                    Column("lead", entry.role_head(plan, Role.LEAD, words)),
                    *(
                        Column(role.value, entry.role_head(plan, role, words))
                        for role in self._others
                    ),
                    Column("said", N_("Due")),
                    *((Column("by", N_("Date")),) if flat else ()),
                    *((Column("goal", N_("Goals")),) if aimed else ()),
                    Column("remark", N_("Remarks")),
                ),
                rows=tuple(tuple(row(n, item)) for n, item in numbered),
            ),
            self.form.blank,
        )

    @cached_property
    def _others(self) -> tuple[Role, ...]:
        """Roles beside the lead that have a column: joining always, others where there are any."""
        had = {role for item in self.view.items for _unit, role in item.entry.assignments}
        return tuple(role for role in _OTHERS if role is Role.JOIN or role in had)

    @cached_property
    def _has_goals(self) -> bool:
        brief = not self.view.full
        return any(unsaid_goals(item, brief=brief) for item in self.view.items)


def _section_said(plan: Plan, item: Item) -> str:
    if not item.section:
        return ""
    label, _section = plan.section_by_number[item.section_number]
    # The number of a section needs no blank behind it, the name of a plan does.
    return f"{label}{' ' if label in plan.plans else ''}{item.section.headline}"


def _remark(item: Item) -> str:
    return "；".join(f"{name}：{text}" for name, text in item.entry.notes)
