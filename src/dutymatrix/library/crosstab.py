"""Cross-tabs of a data set, counted by DuckDB: no plan is read for them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from dutymatrix.answer.matrix import (
    Axis,
    Counted,
    Counts,
    CrossTab,
    Key,
    Label,
    Measure,
    build_table,
    counted_by,
)
from dutymatrix.answer.tally import Tally
from dutymatrix.library.retrieval import RANKED, DataSet
from dutymatrix.plan.model import Plan, Role

_LEADS = (
    "(SELECT tasks.plan, tasks.number, unit FROM tasks LEFT JOIN edges"
    " ON (edges.plan, edges.number, role) = (tasks.plan, tasks.number, 'lead'))"
)
"""A row for each lead of each task, and one for a task without any."""

_KEYS = {
    Axis.UNIT: ("own.unit", ""),
    Axis.ROLE: ("own.role", ""),
    Axis.PLAN: ("own.plan", ""),
    Axis.YEAR: ("year({side}.due)", " JOIN tasks AS {side} USING (plan, number)"),
    Axis.SECTION: (
        "trim(concat({side}.plan, ' ', {side}.section_number))",
        " JOIN tasks AS {side} USING (plan, number)",
    ),
    Axis.LEAD: ("{side}.unit", f" JOIN {_LEADS} AS {{side}} USING (plan, number)"),
}
"""What each axis is in SQL, of those that are counted so, and what is joined to `own` for it."""

_BESIDE = ("{side}.unit", " JOIN edges AS {side} USING (plan, number)")
"""The same of all units on the task of an assignment."""


def can_count(rows: Axis, columns: Axis) -> bool:
    """Whether the cross-tab of a data set can be counted without reading its plans."""
    return {rows, columns} <= _KEYS.keys()


def count(
    data: DataSet, whole: Plan, rows: Axis, columns: Axis, measure: Measure, *, zeros: bool
) -> CrossTab:
    """The cross-tab of all plans, as `answer.matrix.crosstab` counts their graph.

    Args:
        data: A data set that `can_count` these axes.
        whole: Its plans as one, with the roster.
        rows: What the rows are.
        columns: What the columns are.
        measure: What a cell says.
        zeros: Keep rows and columns without anything.
    """
    shares_tasks = rows is columns is Axis.UNIT
    down, across = _KEYS[rows], _BESIDE if shares_tasks else _KEYS[columns]
    assigned: defaultdict[tuple[Key, str], Counter[Key]] = defaultdict(Counter)
    for row, column, role, n in _count(data, "edges", down, across, ("own.role", "")):
        assigned[row, role][column] = n
    # A task counts under each of its leads: margins are counted, not summed.
    row_tallies, column_tallies = tallies_by(data, rows), tallies_by(data, columns)
    whole_tally = Tally(**dict(_count(data, "edges", ("own.role", ""))))
    cells: dict[tuple[Key, Key], int] | None = None
    row_counts: Mapping[Key, int]
    column_counts: Mapping[Key, int]
    if counted_by(rows, columns, measure) is Counted.TASKS:
        found = _count(data, "tasks", down, across)
        cells = {(row, column): n for row, column, n in found}
        row_counts = dict(_count(data, "tasks", down))
        column_counts = dict(_count(data, "tasks", across))
        [(total,)] = _count(data, "tasks")
    else:
        row_counts = {key: sum(tally) for key, tally in row_tallies.items()}
        column_counts = {key: sum(tally) for key, tally in column_tallies.items()}
        total = sum(whole_tally)
    counted = Counts(
        assigned,
        cells,
        row_tallies,
        column_tallies,
        row_counts,
        column_counts,
        whole_tally,
        total,
    )
    labels = {axis: _labels(data, whole, axis) for axis in (rows, columns)}
    return build_table(rows, columns, measure, labels[rows], labels[columns], counted, zeros=zeros)


def _count(data: DataSet, table: str, *sides: tuple[str, str]) -> list[tuple[Any, ...]]:
    """How many rows of a table there are of each keys that it has on some sides."""
    keys = ""
    joined = f"{table} AS own"
    for n, (key, join) in enumerate(sides):
        keys += f"{key}, ".format(side=f"side{n}")
        joined += join.format(side=f"side{n}")
    # Ordered, so that the answer does not depend on how many threads counted.
    return data.rows(f"SELECT {keys}count(*) FROM {joined} GROUP BY ALL ORDER BY ALL")


def tallies_by(data: DataSet, axis: Axis) -> dict[Key, Tally]:
    """Numbers of assignments of each key of an axis that is counted so."""
    by_role: defaultdict[Key, dict[str, int]] = defaultdict(dict)
    for key, role, n in _count(data, "edges", _KEYS[axis], ("own.role", "")):
        by_role[key][role] = n
    return {key: Tally(**own) for key, own in by_role.items()}


def _labels(data: DataSet, whole: Plan, axis: Axis) -> list[Label]:
    """All keys of an axis, in the order of answers."""
    match axis:
        case Axis.UNIT:
            return [Label(name) for name in whole.rank]
        case Axis.ROLE:
            return [Label(role.value) for role in Role]
        case Axis.LEAD:
            return [*(Label(name) for name in whole.rank), Label(None)]
        case Axis.SECTION:
            keys = data.rows(
                "SELECT trim(concat(plan, ' ', section_number)) AS key"
                f" FROM tasks JOIN {RANKED} USING (plan)"
                " GROUP BY plan, section_number, rank ORDER BY rank, min(position)"
            )
            sections = ((key, *whole.section_by_number[key]) for (key,) in keys)
            return [Label(key, label, section.headline) for key, label, section in sections]
    sql = (
        "SELECT plan, title FROM plans WHERE tasks > 0 ORDER BY issued_on DESC NULLS LAST, position"
        if axis is Axis.PLAN
        else "SELECT DISTINCT year(due) AS year, '' FROM tasks ORDER BY year NULLS LAST"
    )
    rows: list[Any] = data.rows(sql)
    return [Label(key, title=title) for key, title in rows]
