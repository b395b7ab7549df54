"""Answers of a day: every assignment is in one list, and every count is of those lists."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.answer.duties import duties_of
from dutymatrix.answer.graph import build_graph
from dutymatrix.answer.matrix import Axis, crosstab
from dutymatrix.answer.units import unit_loads
from dutymatrix.plan.model import Plan, Unit
from dutymatrix.plan.tenure import plan_on
from strategies import plans

DAYS = st.dates(date(2016, 1, 1), date(2022, 12, 31)) | st.sampled_from([date.min, date.max])


def handed_over(plan: Plan) -> Plan:
    """The plan with its units handed on in a row, the last divided among two new ones."""
    names = [unit.name for unit in plan.units]
    new = [name for name in ("承接甲局", "承接乙局") if name not in plan.rank]
    units = tuple(
        unit._replace(
            until=date(2017 + n, 3, 30),
            succeeded_by=(names[n + 1],) if n + 1 < len(names) else tuple(new),
        )
        for n, unit in enumerate(plan.units)
    )
    return replace(plan, units=(*units, *map(Unit, new)))


@given(plans().map(handed_over), DAYS)
def test_the_lists_of_a_day_hold_every_assignment_once(plan: Plan, day: date) -> None:
    then = plan_on(plan, day)
    found = Counter(
        (duty.item.number, duty.printed or name, duty.role)
        for name in then.rank
        for duty in duties_of(then, name, held=True).own
    )
    assert found == Counter(
        (item.number, name, role) for item in plan.items for name, role in item.entry.assignments
    )


@given(plans().map(handed_over), DAYS)
def test_the_counts_of_a_day_are_those_of_its_lists(plan: Plan, day: date) -> None:
    then = plan_on(plan, day)
    tasks = {
        name: len({duty.item.number for duty in duties_of(then, name, held=True).own})
        for name in then.rank
    }
    assert {load.name: sum(load.tally) for load in unit_loads(then, then.items)} == tasks
    graph = build_graph(then)
    assert len(graph.edges) == sum(tasks.values())
    table = crosstab(graph, Axis.UNIT, Axis.ROLE)
    rows = zip(table.rows, table.row_totals or (), strict=True)
    assert {str(row.key): total for row, total in rows} == {n: k for n, k in tasks.items() if k}
