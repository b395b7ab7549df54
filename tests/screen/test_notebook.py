"""What a plan, and what was asked of it, shows of itself in Python."""

import json
from collections.abc import Callable

import pytest

from dutymatrix import (
    DutymatrixError,
    Filter,
    Plan,
    Section,
    Task,
    crosstab,
    diff_plans,
    duties_of,
    load_plan,
    parse_plan,
    partners_of,
    select_items,
    stats_of,
    unit_loads,
)
from dutymatrix.cli.main import main
from program import ROOT

PLAN = ROOT / "plan.yaml"

HOSTILE = """\
title: <script>方案</script>
units:
  <b>甲局</b>:
tasks:
- title: 落实<img src=x>
  text: 全面落实&ldquo;
  lead: <b>甲局</b>
"""


@pytest.fixture(scope="module")
def hostile() -> Plan:
    return parse_plan(HOSTILE)


SHOWN: tuple[Callable[[Plan], object], ...] = (
    lambda plan: plan,
    lambda plan: plan.tasks[0],
    lambda plan: duties_of(plan, plan.units[0].name),
    lambda plan: crosstab(plan, "unit", "task", "mark"),
    lambda plan: diff_plans(plan, parse_plan(HOSTILE.replace("落实<img", "<i>落实</i><img"))),
)
IDS = ("plan", "task", "duties", "matrix", "diff")


@pytest.mark.parametrize("ask", SHOWN, ids=IDS)
def test_html_is_escaped(hostile: Plan, ask: Callable[[Plan], object]) -> None:
    html = ask(hostile)._repr_html_()  # type: ignore[attr-defined]
    assert "<table" in html
    for tag in ("<script>", "<b>甲局", "<img", "<i>"):
        assert tag not in html
    assert "&lt;" in html


@pytest.mark.parametrize(
    "ask",
    [
        *SHOWN,
        lambda plan: plan.sections[0] if plan.sections else plan.own_tasks[0],
        stats_of,
        lambda plan: unit_loads(plan, plan.tasks)[0],
        lambda plan: Plan(title="长" * 500 + "\n\u202e"),
        lambda plan: Section(tasks=(Task(title="甲"),) * 50, text="无题\u202e，" * 50),
    ],
)
def test_repr_fits_a_line(hostile: Plan, ask: Callable[[Plan], object]) -> None:
    for own in (hostile, load_plan(PLAN)):
        line = repr(ask(own))
        assert len(line) < 130
        assert line.isprintable()


def test_repr_says_what_it_is() -> None:
    plan = load_plan(PLAN)
    assert repr(plan) == (
        "<Plan 吴川市全民禁毒工程实施方案(2017-2019年) · 43 tasks, 31 units, 3 groups>"
    )
    assert repr(plan["3.3"]) == "<Item （三）3 落实吸毒人员网格化服务管理措施>"
    assert repr(duties_of(plan, "卫计")) == "<DutyList 市卫计局 · 10 duties>"
    assert repr(crosstab(plan, "lead", "section")) == "<CrossTab lead × section · 7 × 6>"
    assert repr(diff_plans(plan, plan)) == "<PlanDiff no change>"


@pytest.mark.parametrize(
    ("command", "key", "ask"),
    [
        (["tasks"], "tasks", lambda plan: plan),
        (["duties", "卫计"], "duties", lambda plan: duties_of(plan, "卫计")),
        (["task", "3.3"], "tasks", lambda plan: plan["3.3"]),
    ],
)
def test_records_have_the_keys_of_json(
    capsys: pytest.CaptureFixture[str], command: list[str], key: str, ask: Callable[[Plan], object]
) -> None:
    assert main(["--plan", str(PLAN), *command, "-f", "json"]) == 0
    said = json.loads(capsys.readouterr().out)[key]
    asked = ask(load_plan(PLAN))
    records = asked.to_records()  # type: ignore[attr-defined]
    assert json.loads(json.dumps(records)) == said


def test_records_of_a_cross_tab() -> None:
    table = crosstab(load_plan(PLAN), "lead", "section").sort_by_total()
    assert table.to_records()[0] == {
        **{"lead": "市禁毒办", "1": 7, "2": 5, "3": 6, "4": 1, "5": 0, "6": 4},
        "total": 23,
    }
    assert len(table.to_records()) == len(table.rows)


def test_records_of_a_comparison() -> None:
    plan = load_plan(PLAN)
    revised = parse_plan(PLAN.read_text(encoding="utf-8").replace("lead: 市教育局", "lead: 市法院"))
    [record] = diff_plans(plan, revised).to_records()
    assert (record["kind"], record["new"]) == (
        "lead_changed",
        {"number": "2.1", "title": "提升学校毒品预防教育水平"},
    )


def test_what_people_type() -> None:
    plan = load_plan(PLAN)
    assert "三·3" in plan
    assert "9.9" not in plan
    assert plan.tasks[0] in plan
    assert plan.tasks == plan.items == tuple(plan)
    assert len(plan.tasks) == 43
    assert plan["（三）3"] is plan["3.3"] is plan["三·3"]
    assert plan["3.3"].lead == ("市综治办",)
    assert plan.unit("wjj").name == plan.unit("卫计").name == "市卫计局"
    assert plan.unit("各镇").name == "各镇（街）"
    assert partners_of(plan, "卫计") == partners_of(plan, ["市卫计局"])
    typed = Filter(units=("卫计",), lead=("综治",), sections=("三",))
    assert [item.number for item in select_items(plan, typed)] == ["3.3"]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda plan: plan["9.9"], "there is no task 9.9"),
        (lambda plan: plan[3.3], "as text: plan"),
        (lambda plan: plan.unit("火星局"), "is called 火星局"),
        (lambda plan: partners_of(plan, "火星局"), "is called 火星局"),
        (lambda plan: select_items(plan, Filter(sections=("九",))), "there is no section 九"),
    ],
)
def test_errors_are_ours(ask: Callable[[Plan], object], said: str) -> None:
    with pytest.raises(DutymatrixError, match=said):
        ask(load_plan(PLAN))
