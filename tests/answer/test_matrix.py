"""Cross-tabs against what was counted by hand, and against the plan's own index."""

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.answer.graph import PlanGraph, build_graph
from dutymatrix.answer.matrix import Axis, Counted, CrossTab, Label, Measure, crosstab
from dutymatrix.answer.rows import Rows
from dutymatrix.answer.stats import stats_of
from dutymatrix.answer.tally import Tally
from dutymatrix.markup.view import Options
from dutymatrix.plan.model import Plan, Role
from dutymatrix.plan.selection import Filter, earliest, select_items
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.matrix import MatrixView
from program import render_text
from strategies import plans, shuffled

PAIRS = [pair for pair in product(Axis, Axis) if pair != (Axis.UNIT, Axis.UNIT)]


@pytest.fixture(scope="module")
def graph(plan: Plan) -> PlanGraph:
    return build_graph(plan)


@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_every_table_of_our_plan_adds_up(graph: PlanGraph, rows: Axis, columns: Axis) -> None:
    """To 189 assignments where units or roles are told apart, else to 43 tasks."""
    table = crosstab(graph, rows, columns)
    apart = {rows, columns} & {Axis.UNIT, Axis.ROLE}
    assert table.counted is (Counted.ASSIGNMENTS if apart else Counted.TASKS)
    total = 189 if apart else 43
    assert table.total == total
    assert table.row_totals == tuple(map(_size, table.cells))
    assert table.column_totals == tuple(map(_size, table.transpose().cells))
    assert _size(table.row_totals) == _size(table.column_totals) == total
    assert not table.has_shared_tasks


def test_leads_are_told_by_tasks(graph: PlanGraph) -> None:
    """市禁毒办 leads 23 tasks, in which there are 100 assignments."""
    table = crosstab(graph, Axis.LEAD, Axis.SECTION)
    assert table.row_totals is not None
    led = {str(label.key): n for label, n in zip(table.rows, table.row_totals, strict=True)}
    assert led["市禁毒办"] == 23
    assert led == {s.unit: s.tally.lead for s in stats_of(graph).units if s.tally.lead}
    pair = crosstab(graph, Axis.LEAD, Axis.SECTION, Measure.PAIR)
    assert pair.row_totals is not None
    assert pair.row_totals[0] == Tally(lead=23, join=77)


def test_unit_by_section(graph: PlanGraph) -> None:
    table = crosstab(graph, Axis.UNIT, Axis.SECTION)
    assert len(table.rows) == 34
    assert [label.label for label in table.columns] == [
        *("（一）", "（二）", "（三）", "（四）", "（五）", "（六）")
    ]
    assert table.columns[2] == Label("3", "（三）", "夯实戒毒社会服务管理工作基础")
    assert table.column_totals == (15, 31, 61, 30, 22, 30)
    assert table.rows[0] == Label("市禁毒办")
    assert table.cells[0] == (8, 8, 7, 2, 1, 5)
    assert table.cell("市公安局", "4") == 9


def test_unit_by_unit(graph: PlanGraph) -> None:
    table = crosstab(graph, Axis.UNIT, Axis.UNIT)
    assert table.cell("市禁毒办", "市禁毒办") == 31
    assert table.cell("市禁毒办", "市人社局") == table.cell("市人社局", "市禁毒办") == 13
    assert (table.row_totals, table.column_totals, table.total) == (None, None, None)


def test_unit_by_unit_says_what_the_row_does(graph: PlanGraph) -> None:
    pair = crosstab(graph, Axis.UNIT, Axis.UNIT, Measure.PAIR)
    assert pair.cell("市禁毒办", "市禁毒办") == Tally(lead=23, join=8)
    assert pair.cell("市禁毒办", "市人社局") == Tally(lead=10, join=3)
    assert pair.cell("市人社局", "市禁毒办") == Tally(join=13)
    mark = crosstab(graph, Axis.UNIT, Axis.UNIT, Measure.MARK)
    assert mark.cell("市禁毒办", "市人社局") == (Role.LEAD, Role.JOIN)
    assert mark.cell("市人社局", "市禁毒办") == (Role.JOIN,)


def test_the_matrix_of_responsibilities(graph: PlanGraph) -> None:
    table = crosstab(graph, Axis.TASK, Axis.UNIT, Measure.MARK)
    assert table.rows[0] == Label("1.1", "（一）1", "压实禁毒责任")
    assert [label.key for label in table.rows[8:11]] == ["2.1", "2.2", "2.3"]
    assert table.cell("3.3", "市综治办") == (Role.LEAD,)
    assert table.cell("3.3", "市卫计局") == (Role.JOIN,)
    assert table.cell("3.3", "市财政局") == ()
    assert table.row_totals is not None
    assert table.row_totals[0] == 4


def test_pair(graph: PlanGraph) -> None:
    table = crosstab(graph, Axis.UNIT, Axis.SECTION, Measure.PAIR)
    assert table.roles == (Role.LEAD, Role.JOIN)
    assert table.cell("市禁毒办", "1") == Tally(lead=7, join=1)
    assert table.total == Tally(lead=43, join=146)
    assert table.row_totals is not None
    assert table.row_totals[0] == Tally(lead=23, join=8)


def test_lead_by_year(graph: PlanGraph) -> None:
    table = crosstab(graph, Axis.LEAD, Axis.YEAR)
    assert [label.key for label in table.columns] == [2017, 2018, 2019, None]
    assert [label.key for label in table.rows] == [
        *("市禁毒办", "市综治办", "市委宣传部", "市委党校", "市教育局", "市公安局", "市财政局")
    ]
    # 6.2 alone is due in 2017.
    assert table.column_totals is not None
    assert table.column_totals[0] == 1


def test_roles_in_their_order(graph: PlanGraph) -> None:
    table = crosstab(graph, Axis.ROLE, Axis.SECTION)
    assert table.rows == (Label("lead"), Label("join"))
    assert table.cells[0] == (8, 8, 9, 9, 4, 5)
    whole = crosstab(graph, Axis.ROLE, Axis.SECTION, zeros=True)
    assert [label.key for label in whole.rows] == [role.value for role in Role]
    assert whole.cells[1] == (0,) * 6


def test_zeros(plan: Plan) -> None:
    some = build_graph(plan, select_items(plan, Filter(sections=("5",))))
    assert len(crosstab(some, Axis.UNIT, Axis.TASK).rows) == 13
    whole = crosstab(some, Axis.UNIT, Axis.TASK, zeros=True)
    assert [label.key for label in whole.rows] == [*plan.rank]
    leads = crosstab(some, Axis.LEAD, Axis.TASK, zeros=True)
    assert [label.key for label in leads.rows] == [*plan.rank, None]


MANY = """\
title: 试行方案
numbering: [（一）, "1."]
units:
  市司法局:
  市公安局:
  市法院:
sections:
""" + "".join(
    f"- title: 部分{n}\n  tasks:\n  - title: 任务{n}\n    lead: 市公安局\n" for n in range(1, 12)
)

CO_LED = (
    MANY
    + """\
- title: 末
  tasks:
  - title: 甲
    lead: [市公安局, 市司法局]
    join: 市法院
  - title: 乙
    responsible: 市法院
"""
)


def test_sections_in_the_documents_order() -> None:
    table = crosstab(build_graph(parse_plan(MANY)), Axis.SECTION, Axis.UNIT)
    assert [label.label for label in table.rows] == [
        *("（一）", "（二）", "（三）", "（四）", "（五）", "（六）", "（七）", "（八）"),
        *("（九）", "（十）", "（十一）"),
    ]


def test_co_leads() -> None:
    """An assignment stands under each lead; totals of units and the whole count it once."""
    table = crosstab(build_graph(parse_plan(CO_LED)), Axis.UNIT, Axis.LEAD)
    assert [label.key for label in table.columns] == ["市司法局", "市公安局", None]
    assert [label.key for label in table.rows] == ["市司法局", "市公安局", "市法院"]
    assert table.cells == ((1, 1, 0), (1, 12, 0), (1, 1, 1))
    assert table.row_totals == (1, 12, 2)
    assert table.column_totals == (3, 14, 1)
    assert table.total == 15
    assert table.has_shared_tasks
    pair = crosstab(build_graph(parse_plan(CO_LED)), Axis.UNIT, Axis.LEAD, Measure.PAIR)
    assert pair.roles == (Role.LEAD, Role.RESPONSIBLE, Role.JOIN)


def test_sort_and_top(graph: PlanGraph) -> None:
    table = crosstab(graph, Axis.UNIT, Axis.SECTION)
    ordered = table.sort_by_total()
    assert [label.key for label in ordered.rows[:3]] == ["市禁毒办", "市公安局", "市人社局"]
    assert ordered.row_totals is not None
    assert [*ordered.row_totals] == sorted(ordered.row_totals, reverse=True)
    # 市民政局 and 市司法局 have 11 and 12 tasks and stand in the roster's order.
    top = table.top(5)
    assert [label.key for label in top.rows] == [
        *("市禁毒办", "市公安局", "市民政局", "市司法局", "市人社局")
    ]
    assert (top.total, top.column_totals) == (table.total, table.column_totals)
    assert ordered.top(5) == ordered.top(5).sort_by_total()
    assert table.top(0).rows == ()
    assert table.top(99) == table


def test_top_unit_by_unit_stays_square(graph: PlanGraph) -> None:
    table = crosstab(graph, Axis.UNIT, Axis.UNIT, Measure.MARK).sort_by_total().top(3)
    assert table.rows == table.columns
    assert [label.key for label in table.rows] == ["市禁毒办", "市公安局", "市人社局"]
    assert table.cell("市人社局", "市人社局") == (Role.JOIN,)


def test_no_such_row(graph: PlanGraph) -> None:
    with pytest.raises(KeyError, match="市水务局"):
        crosstab(graph, Axis.UNIT, Axis.SECTION).cell("市水务局", "1")


# Properties.

AXES = st.sampled_from(Axis)
MEASURES = st.sampled_from(Measure)


@given(plans(), AXES, AXES, st.booleans())
def test_totals_are_the_number_of_what_is_counted(
    plan: Plan, rows: Axis, columns: Axis, zeros: bool
) -> None:
    table = crosstab(build_graph(plan), rows, columns, zeros=zeros)
    if table.counted is Counted.TASKS:
        n = len(plan.items)
    else:
        n = sum(map(len, plan.duties_by_name.values()))
    if rows is columns is Axis.UNIT:
        assert table.total is None
        return
    assert table.total == n
    for axis, totals in ((rows, table.row_totals), (columns, table.column_totals)):
        assert totals is not None
        added = _size(totals)
        assert added >= n if axis is Axis.LEAD else added == n
    if Axis.LEAD not in (rows, columns):
        assert table.row_totals == tuple(map(_size, table.cells))
        assert table.column_totals == tuple(map(_size, table.transpose().cells))


@given(plans(), AXES, AXES, MEASURES)
def test_a_very_large_table_says_the_same(
    plan: Plan, rows: Axis, columns: Axis, measure: Measure
) -> None:
    def asked() -> list[CrossTab]:
        table = crosstab(build_graph(plan), rows, columns, measure)
        return [table, table.sort_by_total(), table.top(2), table.transpose()]

    whole = asked()
    texts = [[*_written(table)] for table in whole]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dutymatrix.answer.rows._MOST_KEPT", -1)
        large = asked()
        assert [[*_written(table)] for table in large] == texts
    assert all(isinstance(table.cells, Rows) for table in large[:3])
    assert large == whole and whole == large
    assert list(map(hash, large)) == list(map(hash, whole))
    assert pickle.loads(pickle.dumps(large)) == whole
    assert all(table.cells[1:] == own.cells[1:] for table, own in zip(large, whole, strict=True))


def _written(table: CrossTab) -> Iterator[str]:
    view = MatrixView(Plan(title="方案"), table, None)
    for name in ("json", "csv", "tsv", "md", "table", "html"):
        yield render_text(view, Options(name))


@given(plans(), AXES, AXES)
def test_cells_are_those_of_the_index(plan: Plan, rows: Axis, columns: Axis) -> None:
    expected: Counter[tuple[object, object]] = Counter()
    if {rows, columns} & {Axis.UNIT, Axis.ROLE}:
        counted = [(i, unit, role) for i in plan.items for unit, role in i.entry.assignments]
    else:
        counted = [(item, "", Role.LEAD) for item in plan.items]
    for item, name, role in counted:
        of = {
            Axis.UNIT: [name],
            Axis.TASK: [item.number],
            Axis.SECTION: [item.section_number],
            Axis.PLAN: [""],
            Axis.ROLE: [role.value],
            Axis.LEAD: item.entry.lead or [None],
            Axis.YEAR: [day.year if (day := earliest(item)) else None],
        }
        others = of[columns]
        if rows is columns is Axis.UNIT:
            others = [unit for unit, _role in item.entry.assignments]
        expected.update(product(of[rows], others))
    table = crosstab(build_graph(plan), rows, columns)
    assert _cells(table) == {place: n for place, n in expected.items() if n}


@given(plans(), AXES, AXES)
def test_measures_agree(plan: Plan, rows: Axis, columns: Axis) -> None:
    graph = build_graph(plan)
    count, mark, pair = (crosstab(graph, rows, columns, measure) for measure in Measure)
    assert (count.rows, count.columns) == (mark.rows, mark.columns)
    if count.counted is Counted.TASKS and not rows is columns is Axis.UNIT:
        assert pair.counted is Counted.ASSIGNMENTS
        assert {*pair.rows} <= {*count.rows}, "tasks that name nobody are counted as tasks"
        assert (count.total, count.row_totals) == (mark.total, mark.row_totals)
        return
    assert (count.rows, count.columns) == (pair.rows, pair.columns)
    for one, roles, tally in zip(*map(_flat, (count, mark, pair)), strict=True):
        assert isinstance(tally, Tally)
        assert one == sum(tally)
        assert roles == tuple(r for r, n in zip(Role, tally, strict=True) if n)


@given(plans(), AXES, AXES, MEASURES, st.booleans())
def test_transposing(plan: Plan, rows: Axis, columns: Axis, measure: Measure, zeros: bool) -> None:
    graph = build_graph(plan)
    table = crosstab(graph, rows, columns, measure, zeros=zeros)
    assert table.transpose().transpose() == table
    if rows is not columns:
        assert table.transpose() == crosstab(graph, columns, rows, measure, zeros=zeros)
    elif measure is Measure.COUNT:
        assert table.transpose() == table  # unit by unit is symmetric
    assert table.top(0).transpose().transpose() == table.top(0)


@given(plans(), AXES, AXES, MEASURES, st.permutations(range(7)))
def test_a_shuffled_twin_gives_the_same_up_to_order(
    plan: Plan, rows: Axis, columns: Axis, measure: Measure, order: list[int]
) -> None:
    """Tasks and sections are told by their titles: numbers follow the order."""
    one, other = (
        crosstab(build_graph(p), rows, columns, measure) for p in (plan, shuffled(plan, order))
    )
    assert _named(one) == _named(other)
    assert one.total == other.total


def _size(cells: Iterable[object]) -> int:
    return sum(cell for cell in cells if isinstance(cell, int))


def _flat(table: CrossTab) -> list[object]:
    return [cell for row in table.cells for cell in row]


def _cells(table: CrossTab) -> dict[tuple[object, object], object]:
    return {
        (row.key, column.key): cell
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
        if cell
    }


def _said(axis: Axis, label: Label) -> object:
    return label.title if axis in {Axis.TASK, Axis.SECTION} else label.key


def _named(table: CrossTab) -> Counter[tuple[object, object, object]]:
    return Counter(
        (_said(table.rows_are, row), _said(table.columns_are, column), cell)
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
    )
