"""Four times the units take some four times as long to be shown, however few have a task."""

from collections.abc import Callable

import pytest

from dutymatrix.answer.duties import duties_of
from dutymatrix.answer.stats import stats_of
from dutymatrix.answer.units import unit_loads
from dutymatrix.markup.view import Options, View
from dutymatrix.plan.model import Assignment, Plan, Role, Task, Unit
from dutymatrix.screen.duties import DutyView
from dutymatrix.screen.stats import StatsView
from dutymatrix.screen.units import UnitListView
from growth import grows_with_input
from program import render_text


def _plan(size: int) -> Plan:
    units = tuple(Unit(name=f"第{n}局") for n in range(size))
    tasks = tuple(
        Task(title=f"任务{n}", assignments=(Assignment(f"第{n}局", Role.LEAD),)) for n in range(10)
    )
    return Plan(title="方案", units=units, own_tasks=tasks)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda plan: UnitListView(plan, unit_loads(plan, plan.items), 10), id="units"),
        pytest.param(lambda plan: StatsView(plan, stats_of(plan), 10), id="stats"),
        pytest.param(
            lambda plan: DutyView(plan, tuple(duties_of(plan, name) for name in plan.rank)),
            id="duties",
        ),
    ],
)
def test_many_units(ask: Callable[[Plan], View]) -> None:
    def show(plan: Plan) -> str:
        return render_text(ask(plan), Options("table", width=80))

    assert grows_with_input(show, _plan, 1500)
