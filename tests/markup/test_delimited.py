"""csv and tsv: what is in the cells comes back out, and Excel computes nothing."""

import csv
import io

import pytest
from hypothesis import given

from dutymatrix.answer.duties import duties_of
from dutymatrix.i18n import messages_in
from dutymatrix.markup.delimited import has_formula
from dutymatrix.markup.view import Options
from dutymatrix.plan.model import Assignment, Item, Milestone, Plan, Role, Section, Task, Unit
from dutymatrix.screen.duties import DutyView
from dutymatrix.screen.task import TaskView
from program import render_text
from strategies import plans


def rows_of(
    view: DutyView | TaskView, name: str = "csv", *, to_file: bool = False
) -> list[list[str]]:
    text = render_text(view, Options(name, to_file=to_file))
    if name == "tsv":
        return [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def plan_with(**task: object) -> Plan:
    own = {"title": "落实责任", "assignments": (Assignment("市公安局", Role.LEAD),), **task}
    return Plan(
        title="试行方案",
        units=(Unit(name="市公安局"), Unit(name="市司法局")),
        sections=(Section(title="机制", tasks=(Task(**own),)),),  # type: ignore[arg-type]
    )


def record(plan: Plan, name: str = "csv") -> dict[str, str]:
    head, *rows = rows_of(TaskView(plan, plan.items), name)
    assert len(rows) == 1
    return dict(zip(head, rows[0], strict=True))


@pytest.mark.parametrize(
    "title",
    [
        pytest.param('=HYPERLINK("http://x","y")', id="formula"),
        pytest.param("+1", id="plus"),
        pytest.param("-1", id="minus"),
        pytest.param("@SUM(1)", id="at"),
        pytest.param("\uff1d1+1", id="full-width equals"),
        pytest.param("\uff0b1", id="full-width plus"),
        pytest.param("\uff0d1", id="full-width minus"),
        pytest.param("\uff201", id="full-width at"),
        pytest.param("\t=1", id="behind a tab"),
        pytest.param(" =1", id="behind a blank"),
    ],
)
def test_formulas_are_text(title: str) -> None:
    assert record(plan_with(title=title))["工作任务"] == f"'{title}"


@pytest.mark.parametrize("title", ["落实=责任", "1-2月", "（一）", "'=1", "“\uff1d”"])
def test_what_is_no_formula_is_left_alone(title: str) -> None:
    assert record(plan_with(title=title))["工作任务"] == title


def test_a_formula_in_the_head_or_in_a_name() -> None:
    plan = Plan(
        title="试行方案",
        role_names={Role.LEAD: "=1+1"},
        units=(Unit(name="@市公安局"),),
        own_tasks=(Task(title="落实责任", assignments=(Assignment("@市公安局", Role.LEAD),)),),
    )
    head, row = rows_of(DutyView(plan, (duties_of(plan, "@市公安局"),)))
    assert head[7] == "'=1+1"
    assert (row[0], row[7]) == ("'@市公安局", "'@市公安局")


def test_quotes_commas_and_paragraphs_survive() -> None:
    text = '推动“七进”,"落实"。\n建立机制。'
    plan = plan_with(text=text)
    assert record(plan)["工作内容"] == text
    written = render_text(TaskView(plan, plan.items), Options("csv", to_file=True))
    assert written.count("\r\n") == 2
    assert '"推动“七进”,""落实""。\n建立机制。"' in written


def test_tsv_is_one_line_a_record() -> None:
    joining = Assignment("市\t司法局\n", Role.JOIN)
    plan = plan_with(title="落实\t责任", text="推动。\n建立。\r", assignments=(joining,))
    written = record(plan, "tsv")
    assert (written["title"], written["text"]) == ("落实 责任", "推动。 建立。 ")
    assert written["join"] == "市 司法局 "


def test_several_dates_and_goals() -> None:
    milestones = (
        Milestone(said="2018年底前", goal="到位"),
        Milestone(goal="巩固", target="不低于85%"),
    )
    plan = plan_with(milestones=milestones, open=True)
    written = record(plan)
    assert written["不限于所列单位"] == "是"
    assert (written["完成时限"], written["完成日期"]) == ("2018年底前", "")
    assert (written["目标要求"], written["量化指标"]) == ("到位；巩固", "不低于85%")
    assert record(plan, "tsv")["open"] == "true"
    assert record(plan_with(), "tsv")["open"] == "false"
    assert record(plan_with())["不限于所列单位"] == ""


def test_heads_are_in_the_plans_language() -> None:
    english = Plan(title="Plan", language="en", own_tasks=(Task(title="Do"),))
    assert rows_of(TaskView(english, english.items))[0][:5] == [
        *("Number", "Item", "Section", "Task", "Lead")
    ]
    assert messages_in("en").gettext("Lead") == "Lead"


@given(plans())
def test_every_cell_of_every_plan_comes_back(plan: Plan) -> None:
    """Titles, names and texts, whatever is in them, as many rows as duties."""
    items: tuple[Item, ...] = plan.items
    view = TaskView(plan, items)
    for to_file in (False, True):
        head, *rows = rows_of(view, to_file=to_file)
        assert len(head) == 17
        assert [row[3].removeprefix("'") for row in rows] == [
            item.title.removeprefix("'") for item in items
        ]
        assert [row[13].removeprefix("'") for row in rows] == [
            item.entry.text.removeprefix("'") for item in items
        ]
    machine = rows_of(view, "tsv")
    assert {len(row) for row in machine} == {17}
    assert len(machine) == len(items) + 1
    lists = tuple(duties_of(plan, name) for name in plan.rank)
    rows = rows_of(DutyView(plan, lists))
    assert len(rows) == 1 + sum(len(one.own) + len(one.through) for one in lists)


@pytest.mark.parametrize(
    ("tsv", "has"),
    [
        pytest.param("unit\ttitle\n=1+1\tx\n", True, id="first-cell"),
        pytest.param("unit\ttitle\nx\t=1+1\n", True, id="later-cell"),
        pytest.param("unit\ttitle\nx\t＝1+1\n", True, id="full-width"),
        pytest.param("unit\ttitle\nx\ta=1\n", False, id="in-a-cell"),
        pytest.param("unit\ttitle\nx\t-\n", False, id="dash"),
    ],
)
def test_a_formula_in_tsv(tsv: str, has: bool) -> None:
    assert has_formula(tsv) is has
