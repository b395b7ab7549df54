"""How a cross-tab looks: the responsibility assignment matrix, counts, shared tasks."""

from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.answer.matrix import Axis, Cell, Counted, CrossTab, Label, Measure, Total
from dutymatrix.answer.rows import rows_of
from dutymatrix.answer.tally import Tally
from dutymatrix.i18n import N_, messages_in
from dutymatrix.markup.view import Cell as TableCell
from dutymatrix.markup.view import Column, Grid, GridCell, GridHead, Table
from dutymatrix.plan.model import Plan, Role
from dutymatrix.screen.condition import Condition, count_line, day_lines, what_if_lines
from dutymatrix.wording.role import ROLE_WORDS

_AXES = {
    Axis.UNIT: N_("Unit"),
    Axis.TASK: N_("Item"),
    Axis.SECTION: N_("Section"),
    Axis.PLAN: N_("Plan"),
    Axis.ROLE: N_("Role"),
    Axis.LEAD: N_("Lead"),
    Axis.YEAR: N_("Year due"),
}
_NOTHING = {
    Axis.LEAD: N_("no lead stated"),
    Axis.YEAR: N_("without a date"),
    Axis.SECTION: N_("outside sections"),
    Axis.PLAN: N_("this plan"),
}
_COUNTED = {
    Counted.TASKS: N_("every number: tasks, each counted once"),
    Counted.ASSIGNMENTS: N_("every number: assignments, a task once for each unit it names"),
}
_EMPTY = "·"
# Shares of the largest number from which a number counts as middling and as large.
_MIDDLING, _LARGE = 1 / 3, 2 / 3


class MatrixView(NamedTuple):
    """A cross-tab of one plan."""

    plan: Plan
    table: CrossTab
    chosen: int | None
    """The number of tasks it is about; None where the table is all that is known."""
    conditions: tuple[Condition, ...] = ()
    """The filters that chose them."""
    changed: tuple[str, ...] = ()
    """Names that a what-if made new or larger; they are marked."""
    gone: tuple[str, ...] = ()
    """Names that a what-if took away."""
    left: int = 0
    """The number of rows that were left out."""
    asked: bool = False
    """Whether somebody said how many rows there should be."""

    def data(self) -> Mapping[str, object]:
        """Keys of rows and columns, and the cells; totals are null unit by unit."""
        from dutymatrix.markup import json_

        table = self.table
        return {
            **json_.head(self.plan),
            "rows": [label.key for label in table.rows],
            "columns": [label.key for label in table.columns],
            "counts": table.counted.value,
            "cells": rows_of(
                lambda n: [*map(_cell_data, table.cells[n])], len(table.rows), len(table.columns)
            ),
            "row_totals": _totals_data(table.row_totals),
            "column_totals": _totals_data(table.column_totals),
            "total": None if table.total is None else _cell_data(table.total),
        }

    def sheets(self, words: NullTranslations) -> tuple[Grid, ...]:
        """The whole as one grid."""
        table = self.table
        rows = tuple(self._head(label, table.rows_are, words) for label in table.rows)
        columns = tuple(self._head(label, table.columns_are, words) for label in table.columns)
        total, totals = table.total, table.column_totals
        # Unit by unit, what is on the diagonal outweighs all others.
        keys = {label.key: place for place, label in enumerate(table.columns)}
        own = [None if total is not None else keys.get(label.key) for label in table.rows]
        weights = (
            max((_weight(cell) for cell in {*row[:place], *row[place + 1 :]}), default=0)
            if place is not None
            else max(map(_weight, {*row}), default=0)
            for row, place in zip(table.cells, own, strict=True)
        )
        largest = max(weights, default=0)
        # A large table has few different cells.
        known: dict[Cell, GridCell] = {}

        def cells_of(n: int) -> tuple[GridCell, ...]:
            row, place = table.cells[n], own[n]
            for cell in {*row}.difference(known):
                known[cell] = self._cell(cell, largest, words)
            said = [known[cell] for cell in row]
            if place is not None:
                said[place] = self._cell(row[place], 0, words)
            return tuple(said)

        grid = Grid(
            corner=words.gettext(_AXES[table.rows_are]),
            rows=rows,
            columns=columns,
            cells=rows_of(cells_of, len(rows), len(columns)),
            row_totals=tuple(self._cell(t, 0, words) for t in table.row_totals or ()),
            column_totals=()
            if totals is None or total is None
            else tuple(self._cell(t, 0, words) for t in (*totals, total)),
            total_head=words.gettext("Total"),
            title=" · ".join(filter(None, (self.plan.title, self._name(words)))),
            asked=self.asked,
        )
        return (grid._replace(notes=tuple(self._notes(grid.legend(words), words))),)

    def records(self) -> Table:
        """The grid as a table, heads as machine words."""
        table = self.table
        totals = table.row_totals

        def row(n: int) -> tuple[TableCell, ...]:
            if n == len(table.rows) and table.column_totals is not None and table.total is not None:
                return ("total", *map(_machine, (*table.column_totals, table.total)))
            key = table.rows[n].key
            own = (*table.cells[n], *(totals or ())[n : n + 1])
            return ("" if key is None else key, *map(_machine, own))

        rows = rows_of(row, len(table.rows) + (totals is not None), len(table.columns))
        return Table(
            columns=(
                Column(table.rows_are.value, ""),
                *(Column("" if n.key is None else str(n.key), "") for n in table.columns),
                *((Column("total", ""),) if totals is not None else ()),
            ),
            rows=rows,
        )

    def spreadsheet(self) -> Table:
        """The grid as a table for people."""
        grid = self.sheets(messages_in(self.plan.language))[0]
        total = (Column("total", grid.total_head),) if grid.row_totals else ()

        def row(n: int) -> tuple[TableCell, ...]:
            if n == len(grid.rows):
                return (grid.total_head, *map(_number, grid.column_totals))
            own = (*grid.cells[n], *grid.row_totals[n : n + 1])
            return (grid.rows[n].full, *map(_number, own))

        rows = rows_of(row, len(grid.rows) + bool(grid.row_totals), len(grid.columns))
        return Table(
            columns=(
                Column("", grid.corner),
                *(Column("", head.text) for head in grid.columns),
                *total,
            ),
            rows=rows,
        )

    def _head(self, label: Label, axis: Axis, words: NullTranslations) -> GridHead:
        if label.key in {None, ""}:
            return GridHead(words.gettext(_NOTHING[axis]))
        match axis:
            case Axis.TASK:
                head, section = self._section_of(str(label.key))
                return GridHead(
                    label.label,
                    label.label.removeprefix(head).lstrip("·"),
                    f"{head}{section}" if head else "",
                    label.title,
                )
            case Axis.SECTION | Axis.PLAN:
                is_section = axis is Axis.SECTION and label.title
                meaning = f"{label.label}{label.title}" if is_section else ""
                text = label.label or str(label.key)
                return GridHead(text, title=label.title, meaning=meaning)
            case Axis.YEAR:
                return GridHead(words.gettext("{year:d}").format(year=label.key))
            case Axis.ROLE:
                return GridHead(words.gettext(ROLE_WORDS[Role(label.key)].does))
            case _:
                star = "*" if label.key in self.changed else ""
                return GridHead(f"{label.key}{star}")

    def _section_of(self, number: str) -> tuple[str, str]:
        """Label and title of the section that a task stands in."""
        found = self.plan.section_by_number.get(number.rpartition(".")[0])
        return (found[0], found[1].title) if found else ("", "")

    def _cell(self, cell: Cell | Total, largest: int, words: NullTranslations) -> GridCell:
        match cell:
            case int():
                return GridCell(str(cell) if cell else _EMPTY, _shade(cell, largest), value=cell)
            case Tally():
                roles = self.table.roles
                numbers = [n for role, n in zip(Role, cell, strict=True) if role in roles]
                text = "/".join(map(str, numbers)) if any(cell) else _EMPTY
                return GridCell(text, _shade(sum(cell), largest))
            case _:
                marks = "".join(words.gettext(ROLE_WORDS[role].mark) for role in cell)
                lead = Role.LEAD in cell
                shade = 3 if lead else 1 if cell else 0
                return GridCell(marks or _EMPTY, shade, cell[0] if cell else None)

    def _name(self, words: NullTranslations) -> str:
        """What people call the table; "" where it has no name of its own."""
        table = self.table
        if {table.rows_are, table.columns_are} == {Axis.TASK, Axis.UNIT}:
            return words.gettext("Responsibility matrix")
        return ""

    def _notes(self, legend: str, words: NullTranslations) -> Iterator[str]:
        table = self.table
        if table.measure is Measure.MARK:
            said = (
                f"{words.gettext(ROLE_WORDS[role].mark)} {words.gettext(ROLE_WORDS[role].does)}"
                for role in table.roles
            )
            yield words.gettext(", ").join(said)
        elif table.measure is Measure.PAIR:
            yield "/".join(words.gettext(ROLE_WORDS[role].does) for role in table.roles)
        yield self._counted_said(words)
        if Axis.YEAR in {table.rows_are, table.columns_are}:
            yield words.gettext("by the year of a task's first date")
        if self.left:
            yield words.ngettext(
                "{n} more row is left out; the totals are of all",
                "{n} more rows are left out; the totals are of all",
                self.left,
            ).format(n=self.left)
        yield from self._shared_said(words)
        if legend:
            yield legend
        if self.chosen is not None:
            yield count_line(self.chosen, self.plan.size, self.conditions, words)
        yield from day_lines(self.plan, words)
        yield from what_if_lines(self.changed, self.gone, words)

    def remarks(self, words: NullTranslations) -> Iterator[str]:
        """What is counted, for the formats that have no place for it."""
        yield self._counted_said(words)
        yield from self._shared_said(words)

    def _counted_said(self, words: NullTranslations) -> str:
        if self.table.total is None:
            return words.gettext(
                "each cell: the tasks that the two share; on the diagonal, the unit's own"
            )
        return words.gettext(_COUNTED[self.table.counted])

    def _shared_said(self, words: NullTranslations) -> Iterator[str]:
        if self.table.has_shared_tasks:
            yield words.gettext(
                "a task with several leads is under each of them; the total counts it once"
            )


def _weight(cell: Cell) -> int:
    return cell if isinstance(cell, int) else sum(cell) if isinstance(cell, Tally) else 0


def _shade(n: int, largest: int) -> int:
    """0 for nothing, 1 to 3 for a share of the largest; 1 where nothing is compared."""
    if not n:
        return 0
    return 1 + (n > largest * _MIDDLING) + (n > largest * _LARGE) if largest else 1


def _cell_data(cell: Cell | Total) -> object:
    match cell:
        case Tally():
            return dict(zip((role.value for role in Role), cell, strict=True))
        case int():
            return cell
        case _:
            return [role.value for role in cell]


def _totals_data(totals: tuple[Total, ...] | None) -> list[object] | None:
    return None if totals is None else [_cell_data(total) for total in totals]


def _machine(cell: Cell | Total) -> TableCell:
    match cell:
        case Tally():
            return "/".join(map(str, cell))
        case int():
            return cell
        case _:
            return tuple(role.value for role in cell)


def _number(cell: GridCell) -> TableCell:
    if cell.value is not None:
        return cell.value
    return "" if cell.text == _EMPTY else cell.text
