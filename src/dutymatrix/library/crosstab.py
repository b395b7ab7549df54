"""Cross-tabs of a data set, counted by DuckDB: no plan is read for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
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
from dutymatrix.library.retrieval import DataSet
from dutymatrix.plan.model import Plan, Role

_KEYS = {
    Axis.UNIT: "assignments.unit",
    Axis.ROLE: "assignments.role",
    Axis.PLAN: "tasks.plan",
    Axis.YEAR: "year(tasks.due)",
}
"""What each axis is in SQL, of those that are counted so."""


def can_count(rows: Axis, columns: Axis) -> bool:
    """Whether the cross-tab of a plain data set can be counted without reading its plans."""
    return {rows, columns} <= _KEYS.keys() and not rows is columns is Axis.UNIT


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
    down, across = _KEYS[rows], _KEYS[columns]
    run = data.rows
    # The table that is not needed for its keys is not joined.
    joined = "assignments"
    if {rows, columns} & {Axis.YEAR}:
        joined += " JOIN tasks USING (plan, number)"
    else:
        down, across = (key.replace("tasks.", "assignments.") for key in (down, across))
    assigned: defaultdict[tuple[Key, str], Counter[Key]] = defaultdict(Counter)
    row_roles: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    column_roles: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    roles: Counter[str] = Counter()
    # Ordered, so that the answer does not depend on how many threads counted.
    found = run(
        f"SELECT {down}, {across}, assignments.role, count(*) FROM {joined}"
        " GROUP BY ALL ORDER BY ALL"
    )
    for row, column, role, n in found:
        assigned[row, role][column] += n
        row_roles[row][role] += n
        column_roles[column][role] += n
        roles[role] += n
    row_tallies, column_tallies = _tallies(row_roles), _tallies(column_roles)
    cells: Counter[tuple[Key, Key]] | None = None
    if counted_by(rows, columns, measure) is Counted.TASKS:
        cells = Counter()
        pairs = run(f"SELECT {_KEYS[rows]}, {_KEYS[columns]}, count(*) FROM tasks GROUP BY ALL")
        for row, column, n in pairs:
            cells[row, column] += n
        row_counts: Mapping[Key, int] = _summed((row, n) for (row, _column), n in cells.items())
        column_counts: Mapping[Key, int] = _summed((own, n) for (_row, own), n in cells.items())
        total = sum(cells.values())
    else:
        row_counts = {key: sum(tally) for key, tally in row_tallies.items()}
        column_counts = {key: sum(tally) for key, tally in column_tallies.items()}
        total = sum(roles.values())
    counted = Counts(
        assigned,
        cells,
        row_tallies,
        column_tallies,
        row_counts,
        column_counts,
        Tally(**roles),
        total,
    )
    labels = {axis: _labels(data, whole, axis) for axis in (rows, columns)}
    return build_table(rows, columns, measure, labels[rows], labels[columns], counted, zeros=zeros)


def _tallies(roles: Mapping[Key, Counter[str]]) -> dict[Key, Tally]:
    return {key: Tally(**own) for key, own in roles.items()}


def _summed(counts: Iterable[tuple[Key, int]]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for key, n in counts:
        found[key] += n
    return found


def _labels(data: DataSet, whole: Plan, axis: Axis) -> list[Label]:
    """All keys of an axis, in the order of answers."""
    match axis:
        case Axis.UNIT:
            return [Label(name) for name in whole.rank]
        case Axis.ROLE:
            return [Label(role.value) for role in Role]
    sql = (
        "SELECT plan, title FROM plans WHERE tasks > 0 ORDER BY issued_on DESC NULLS LAST, position"
        if axis is Axis.PLAN
        else "SELECT DISTINCT year(due) AS year, '' FROM tasks ORDER BY year NULLS LAST"
    )
    rows: list[Any] = data.rows(sql)
    return [Label(key, title=title) for key, title in rows]
