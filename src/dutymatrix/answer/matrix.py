"""The plan counted over two attributes: units by sections, leads by years, units by units."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, product
from typing import NamedTuple, TypeAlias, TypeVar

from dutymatrix.answer.graph import PlanGraph, graph_of, iter_tasks, iter_units
from dutymatrix.answer.rows import rows_of
from dutymatrix.answer.tally import Tally, count_roles, had_roles
from dutymatrix.plan.model import Plan, Role
from dutymatrix.plan.upward import ask, in_a_line

_T = TypeVar("_T")


class Axis(Enum):
    """What the rows or the columns of a cross-tab are."""

    UNIT = "unit"
    """Units, then groups, in the roster's order."""
    TASK = "task"
    """Tasks in the document's order."""
    SECTION = "section"
    """The innermost sections of the tasks, in the document's order."""
    ROLE = "role"
    """Roles in the order of `Role`."""
    LEAD = "lead"
    """Who leads the task, in the roster's order; last, tasks where no lead is stated."""
    PLAN = "plan"
    """The plans, where several are asked; of one, that one."""
    YEAR = "year"
    """The year of the task's earliest date, ascending; last, tasks without a date."""


class Counted(Enum):
    """What the numbers of a cross-tab are numbers of."""

    TASKS = "tasks"
    """Each task once in a cell, a row, a column and the whole."""
    ASSIGNMENTS = "assignments"
    """A task once for each unit that it names."""


class Measure(Enum):
    """What a cell says of its assignments."""

    COUNT = "count"
    """How many they are, or how many tasks: `counted_by` two axes."""
    MARK = "mark"
    """Which roles they have."""
    PAIR = "pair"
    """How many they are by role: 23 led, 8 joined."""


Key: TypeAlias = str | int | None
"""What tells rows apart: a name, a path, a role's word, a year; None where there is none."""

Cell: TypeAlias = int | Tally | tuple[Role, ...]
"""A number (count), numbers by role (pair), or roles in the order of `Role` (mark)."""

Total: TypeAlias = int | Tally
"""A number of tasks or assignments (count, mark), or numbers by role (pair)."""


def counted_by(rows: Axis, columns: Axis, measure: Measure) -> Counted:
    """What a table counts: only where units or roles are told apart, assignments."""
    told_apart = {rows, columns} & {Axis.UNIT, Axis.ROLE}
    return Counted.ASSIGNMENTS if told_apart or measure is Measure.PAIR else Counted.TASKS


class Label(NamedTuple):
    """What stands before a row or above a column.

    unit, lead: `Label("市公安局")`; no lead stated: `Label(None)`
    task: `Label("3.3", "（三）3", "落实吸毒人员网格化服务管理措施")`
    section: `Label("3", "（三）", "夯实戒毒社会服务管理工作基础")`; outside sections: `Label("")`
    role: `Label("lead")`
    year: `Label(2018)`; without a date: `Label(None)`
    """

    key: Key
    label: str = ""
    """What the document prints, `（三）3`."""
    title: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class CrossTab:
    """A table of what units do, counted from a graph.

    Every total counts a task, or an assignment, once: a unit's is the number of its assignments,
    `total` that of all in the table. By lead, a task stands under each of its leads; where it
    has two, the totals by lead, and the cells of a row by lead, add up to more.

    Unit by unit, a cell is about the row's unit in the tasks that it shares with the
    column's: how many, in which roles. The diagonal has all its own tasks. Such
    a table has no totals.
    """

    rows_are: Axis
    columns_are: Axis
    measure: Measure
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: Sequence[tuple[Cell, ...]]
    """A tuple a row; all cells are of one kind, that of `measure`. Of more than a million cells a
    row is made each time it is looked at: keep one rather than ask for it twice."""
    row_tallies: tuple[Tally, ...]
    """Numbers of assignments of each row, whatever the cells say."""
    column_tallies: tuple[Tally, ...]
    tally: Tally
    """Numbers of assignments of the whole."""
    row_counts: tuple[int, ...]
    """How many tasks or assignments each row has, by `counted`."""
    column_counts: tuple[int, ...]
    count: int
    """How many the whole has."""

    @property
    def counted(self) -> Counted:
        """What the numbers are numbers of; unit by unit, of the tasks that two share."""
        if self._shares_tasks:
            return Counted.TASKS
        return counted_by(self.rows_are, self.columns_are, self.measure)

    @property
    def has_shared_tasks(self) -> bool:
        """Whether a task stands under several leads, so that rows or columns add up to more."""
        sums = {sum(self.row_counts), sum(self.column_counts)}
        return not self._shares_tasks and max(sums) > self.count

    @property
    def row_totals(self) -> tuple[Total, ...] | None:
        """Totals of the rows; None unit by unit."""
        return self._totals(self.row_tallies, self.row_counts)

    @property
    def column_totals(self) -> tuple[Total, ...] | None:
        """Totals of the columns; None unit by unit."""
        return self._totals(self.column_tallies, self.column_counts)

    @property
    def total(self) -> Total | None:
        """The number of tasks or assignments; None unit by unit."""
        totals = self._totals([self.tally], [self.count])
        return None if totals is None else totals[0]

    @property
    def roles(self) -> tuple[Role, ...]:
        """What a pair shows: lead and join, and the other roles that occur."""
        return had_roles([self.tally])

    def cell(self, row: Key, column: Key) -> Cell:
        """The cell of two keys.

        Raises:
            KeyError: The table has no such row or column.
        """
        return self.cells[_place(self.rows, row)][_place(self.columns, column)]

    def transpose(self) -> "CrossTab":
        """The same cells with rows for columns.

        Unit by unit, a cell then is about the column's unit.
        """
        return replace(
            self,
            rows_are=self.columns_are,
            columns_are=self.rows_are,
            rows=self.columns,
            columns=self.rows,
            cells=tuple(zip(*self.cells, strict=True)) if self.rows else ((),) * len(self.columns),
            row_tallies=self.column_tallies,
            column_tallies=self.row_tallies,
            row_counts=self.column_counts,
            column_counts=self.row_counts,
        )

    def sort_by_total(self) -> "CrossTab":
        """The rows with the largest totals first; equal ones stay in their order.

        Unit by unit, the units with most tasks come first, as rows and as columns.
        """
        return self._choose(self._by_total())

    def top(self, n: int) -> "CrossTab":
        """The n rows with the largest totals, in their present order; of equal ones the first.

        Column totals and `total` stay those of the whole table. Unit by unit, the same units
        are left as columns.
        """
        return self._choose(sorted(self._by_total()[: max(n, 0)]))

    def to_records(self) -> list[dict[str, object]]:
        """A record a row: its key, each column's cell, and the total where there is one."""
        records: list[dict[str, object]] = ask("records_of", self)
        return records

    def __repr__(self) -> str:
        """The axes and the size."""
        size = f"{len(self.rows)} × {len(self.columns)}"
        return in_a_line(self, f"{self.rows_are.value} × {self.columns_are.value}", size)

    def _repr_html_(self) -> str:
        """The table of `dutymatrix matrix`."""
        return str(ask("html_of", self))

    @property
    def _shares_tasks(self) -> bool:
        return self.rows_are is self.columns_are is Axis.UNIT

    def _totals(self, tallies: Iterable[Tally], counts: Iterable[int]) -> tuple[Total, ...] | None:
        if self._shares_tasks:
            return None
        return tuple(tallies) if self.measure is Measure.PAIR else tuple(counts)

    def _by_total(self) -> list[int]:
        """Places of rows, the largest first."""
        return sorted(range(len(self.rows)), key=lambda place: -self.row_counts[place])

    def _choose(self, places: Sequence[int]) -> "CrossTab":
        chosen = replace(
            self,
            rows=_pick(self.rows, places),
            cells=rows_of(lambda n: self.cells[places[n]], len(places), len(self.columns)),
            row_tallies=_pick(self.row_tallies, places),
            row_counts=_pick(self.row_counts, places),
        )
        if not self._shares_tasks:
            return chosen
        return replace(
            chosen,
            columns=chosen.rows,
            cells=rows_of(lambda n: _pick(chosen.cells[n], places), len(places), len(places)),
            column_tallies=chosen.row_tallies,
            column_counts=chosen.row_counts,
        )


_ROLES = tuple(role.value for role in Role)

_Slot: TypeAlias = tuple[Key, str]
"""A key of an axis, and the word of a role."""


class _Assignments(NamedTuple):
    """The assignments of a graph as parallel lists: half a million need no object each."""

    units: list[str]
    """Nodes."""
    tasks: list[str]
    """Nodes."""
    roles: list[str]


class _Side(NamedTuple):
    """One axis of a graph."""

    labels: Sequence[Label]
    """All there are, in order."""
    keys: Sequence[Sequence[Key]]
    """Where each assignment belongs: to every lead where its task has several."""
    keys_of: Mapping[str, Sequence[Key]]
    """The same of each unit, task or role."""


def crosstab(
    graph: PlanGraph | Plan,
    rows: Axis | str,
    columns: Axis | str,
    measure: Measure | str = Measure.COUNT,
    *,
    zeros: bool = False,
) -> CrossTab:
    """Count the tasks or assignments of a plan over two attributes.

    Args:
        graph: A plan; or of some of its tasks what `build_graph` gives.
        rows: What the rows are, an `Axis` or its word, "unit"; the same as the columns gives
            a diagonal, but for units.
        columns: What the columns are.
        measure: What a cell says.
        zeros: Keep rows and columns without anything: units, tasks and sections of the
            graph, years of its tasks, all roles; as leads, all units and groups.

    Returns:
        A dense table. Our own plan, unit by section: 34 by 6, total 189.
    """
    graph = graph_of(graph)
    rows, columns, measure = Axis(rows), Axis(columns), Measure(measure)
    assignments = _assignments(graph)
    down = _side(graph, rows, assignments)
    across = down if rows is columns else _side(graph, columns, assignments)
    shares_tasks = rows is columns is Axis.UNIT
    beside = _units_beside(graph, assignments) if shares_tasks else across.keys

    # Lists of columns first: to count them is then one loop, of Counter's own in C.
    lists: defaultdict[_Slot, list[Iterable[Key]]] = defaultdict(list)
    for keys, role, others in zip(down.keys, assignments.roles, beside, strict=True):
        for key in keys:
            lists[key, role].append(others)
    counts = {slot: Counter(chain.from_iterable(others)) for slot, others in lists.items()}

    row_tallies = _tallies({slot: len(others) for slot, others in lists.items()})
    column_tallies = row_tallies if rows is columns else _tallies(_count(across, assignments))
    if counted_by(rows, columns, measure) is Counted.TASKS:
        tasks = [task for task, _own in iter_tasks(graph)]
        row_counts, column_counts = _count_tasks(down, tasks), _count_tasks(across, tasks)
        cell_counts = Counter(
            pair for task in tasks for pair in product(down.keys_of[task], across.keys_of[task])
        )
    else:
        tasks, cell_counts = assignments.tasks, None
        row_counts, column_counts = (
            Counter({key: sum(tally) for key, tally in tallies.items()})
            for tallies in (row_tallies, column_tallies)
        )
    counted = Counts(
        counts,
        cell_counts,
        row_tallies,
        column_tallies,
        row_counts,
        column_counts,
        count_roles(assignments.roles),
        len(tasks),
    )
    return build_table(rows, columns, measure, down.labels, across.labels, counted, zeros=zeros)


_MOST_PLANS = 100
"""More columns than this nobody reads."""


def default_columns(plan: Plan) -> Axis:
    """What the columns are where nobody says: of several plans these, of too many the years."""
    if not plan.plans:
        return Axis.SECTION
    return Axis.PLAN if len(plan.plans) <= _MOST_PLANS else Axis.YEAR


class Counts(NamedTuple):
    """What a cross-tab is made of."""

    assignments: Mapping[_Slot, Counter[Key]]
    """Of each key of the rows and role: how often each key of the columns occurs."""
    tasks: Mapping[tuple[Key, Key], int] | None
    """Numbers of tasks of each two keys, where tasks are counted."""
    row_tallies: Mapping[Key, Tally]
    column_tallies: Mapping[Key, Tally]
    row_counts: Mapping[Key, int]
    """Numbers of tasks or assignments, whichever are counted."""
    column_counts: Mapping[Key, int]
    tally: Tally
    whole: int


def build_table(
    rows: Axis,
    columns: Axis,
    measure: Measure,
    down: Sequence[Label],
    across: Sequence[Label],
    counted: Counts,
    *,
    zeros: bool,
) -> CrossTab:
    """The table of what was counted.

    Args:
        rows: What the rows are.
        columns: What the columns are.
        measure: What a cell says.
        down: All rows that there could be, in order.
        across: All columns that there could be, in order.
        counted: The numbers.
        zeros: Keep rows and columns without anything.
    """
    counts, cell_counts, row_tallies, column_tallies, row_counts, column_counts, tally, n = counted
    row_labels = tuple(label for label in down if zeros or label.key in row_counts)
    column_labels = [label for label in across if zeros or label.key in column_counts]
    place_of = {label.key: place for place, label in enumerate(column_labels)}

    def row(n: int) -> tuple[Cell, ...]:
        key = row_labels[n].key
        if cell_counts is not None and measure is Measure.COUNT:
            return tuple(cell_counts.get((key, column), 0) for column in place_of)
        own = {role: counts[key, role] for role in _ROLES if (key, role) in counts}
        return _row(own, place_of, measure)

    return CrossTab(
        rows_are=rows,
        columns_are=columns,
        measure=measure,
        rows=row_labels,
        columns=tuple(column_labels),
        cells=rows_of(row, len(row_labels), len(column_labels)),
        row_tallies=tuple(row_tallies.get(label.key, Tally()) for label in row_labels),
        column_tallies=tuple(column_tallies.get(label.key, Tally()) for label in column_labels),
        tally=tally,
        row_counts=tuple(row_counts.get(label.key, 0) for label in row_labels),
        column_counts=tuple(column_counts.get(label.key, 0) for label in column_labels),
        count=n,
    )


def _assignments(graph: PlanGraph) -> _Assignments:
    found = _Assignments([], [], [])
    tasks_of = dict(graph.adjacency())
    for unit, _own in iter_units(graph):
        edges = tasks_of[unit]
        found.units.extend([unit] * len(edges))
        found.tasks.extend(edges)
        found.roles.extend(edge["role"] for edge in edges.values())
    return found


def _side(graph: PlanGraph, axis: Axis, assignments: _Assignments) -> _Side:
    """The labels of an axis, and where each assignment belongs on it."""
    found = _labels_of(graph, axis)
    labels = [*dict.fromkeys(chain.from_iterable(found.values()))]
    if axis is Axis.YEAR:
        labels.sort(key=lambda label: float(label.key or "inf"))
    if axis is Axis.LEAD:
        labels = [*(Label(own["name"]) for _unit, own in iter_units(graph)), Label(None)]
    keys = {what: tuple(label.key for label in own) for what, own in found.items()}
    whose = {Axis.UNIT: assignments.units, Axis.ROLE: assignments.roles}
    return _Side(labels, [keys[what] for what in whose.get(axis, assignments.tasks)], keys)


def _labels_of(graph: PlanGraph, axis: Axis) -> dict[str, tuple[Label, ...]]:
    """Labels of each unit, each task or each role."""
    match axis:
        case Axis.UNIT:
            return {unit: (Label(own["name"]),) for unit, own in iter_units(graph)}
        case Axis.ROLE:
            return {role: (Label(role),) for role in _ROLES}
        case Axis.TASK:
            return {
                task: (Label(own["number"], own["label"], own["title"]),)
                for task, own in iter_tasks(graph)
            }
        case Axis.SECTION:
            return {
                task: (Label(own["section_number"], own["section_label"], own["section"]),)
                for task, own in iter_tasks(graph)
            }
        case Axis.PLAN:
            return {
                task: (Label(own.get("plan", ""), title=own.get("plan_title", "")),)
                for task, own in iter_tasks(graph)
            }
        case Axis.YEAR:
            return {
                task: (Label(int(own["by"][:4]) if "by" in own else None),)
                for task, own in iter_tasks(graph)
            }
        case Axis.LEAD:
            return {
                task: tuple(
                    Label(graph.nodes[unit]["name"])
                    for unit, edge in graph[task].items()
                    if edge["role"] == Role.LEAD.value
                )
                or (Label(None),)
                for task, _own in iter_tasks(graph)
            }


def _units_beside(graph: PlanGraph, assignments: _Assignments) -> list[Sequence[Key]]:
    """Names of all units on the task of each assignment."""
    names = {unit: own["name"] for unit, own in iter_units(graph)}
    beside: dict[str, Sequence[Key]] = {
        node: [names[unit] for unit in units]
        for node, units in graph.adjacency()
        if node not in names
    }
    return [beside[task] for task in assignments.tasks]


def _count(side: _Side, assignments: _Assignments) -> Counter[_Slot]:
    """Numbers of assignments of each key by role."""
    both = zip(side.keys, assignments.roles, strict=True)
    return Counter((key, role) for keys, role in both for key in keys)


def _count_tasks(side: _Side, tasks: Sequence[str]) -> Counter[Key]:
    """Numbers of tasks of each key."""
    return Counter(chain.from_iterable(side.keys_of[task] for task in tasks))


def _tallies(counts: Mapping[_Slot, int]) -> dict[Key, Tally]:
    """Numbers of each key that has any."""
    by_role: defaultdict[Key, dict[str, int]] = defaultdict(dict)
    for (key, role), n in counts.items():
        by_role[key][role] = n
    return {key: Tally(**own) for key, own in by_role.items()}


def _row(
    counts: Mapping[str, Counter[Key]], place_of: Mapping[Key, int], measure: Measure
) -> tuple[Cell, ...]:
    """Cells of a row from the numbers that its roles have in each column."""
    match measure:
        case Measure.COUNT:
            numbers = [0] * len(place_of)
            for own in counts.values():
                for key, n in own.items():
                    numbers[place_of[key]] += n
            return tuple(numbers)
        case Measure.PAIR:
            tallies = [Tally()] * len(place_of)
            for role, own in counts.items():
                for key, n in own.items():
                    place = place_of[key]
                    tallies[place] = tallies[place]._replace(**{role: n})
            return tuple(tallies)
        case Measure.MARK:
            marks: list[tuple[Role, ...]] = [()] * len(place_of)
            for role, own in counts.items():
                for key in own:
                    marks[place_of[key]] += (Role(role),)
            return tuple(marks)


def _place(labels: Iterable[Label], key: Key) -> int:
    for place, label in enumerate(labels):
        if label.key == key:
            return place
    raise KeyError(key)


def _pick(values: Sequence[_T], places: Iterable[int]) -> tuple[_T, ...]:
    return tuple(values[place] for place in places)
