"""Markdown: what a plan says is text, never markup."""

import re

import pytest
from hypothesis import given

from dutymatrix.answer.duties import duties_of
from dutymatrix.cli.main import main
from dutymatrix.markup.markdown import escape
from dutymatrix.markup.view import Options
from dutymatrix.plan.model import Assignment, Plan, Role, Section, Task, Unit
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.duties import DutyView
from dutymatrix.screen.task import TaskView
from program import render_text
from strategies import plans

HOSTILE = "<b>[落实](http://x)</b> | `a` *b* _c_ #d ~e~ &lt; $x$ !"
ESCAPED = r"\<b\>\[落实\](http://x)\</b\> \| \`a\` \*b\* \_c\_ \#d \~e\~ \&lt; \$x\$ !"


def plan_titled(title: str, text: str = "") -> Plan:
    task = Task(title=title, text=text, assignments=(Assignment("市公安局", Role.LEAD),))
    return Plan(
        title="试行方案",
        units=(Unit(name="市公安局"),),
        sections=(Section(title="机制", tasks=(task,)),),
    )


def test_markup_is_inert_in_titles_and_cells() -> None:
    plan = plan_titled(HOSTILE)
    listed = render_text(DutyView(plan, (duties_of(plan, "市公安局"),)), Options("md"))
    assert f"| （一）1 | 牵头 | {ESCAPED} | 市公安局 | 未明确 |\n" in listed
    assert render_text(TaskView(plan, plan.items), Options("md")).startswith(
        f"## （一）1 {ESCAPED}\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("- 落实。", r"\- 落实。", id="a list"),
        pytest.param("+ 落实。", r"\+ 落实。", id="a list with plus"),
        pytest.param("1. 落实。", r"1\. 落实。", id="a numbered list"),
        pytest.param("12) 落实。", r"12\) 落实。", id="a numbered list with bracket"),
        pytest.param("---", r"\---", id="a rule"),
        pytest.param("===", r"\===", id="a heading above"),
        pytest.param("# 落实", r"\# 落实", id="a heading"),
        pytest.param("> 落实", r"\> 落实", id="a quotation"),
        pytest.param("    落实", "落实", id="code by indenting"),
        pytest.param("2018年底前，落实。", "2018年底前，落实。", id="a year is a year"),
        pytest.param("1.5万元", r"1\.5万元", id="harmless"),
    ],
)
def test_a_paragraph_is_a_paragraph(text: str, written: str) -> None:
    plan = plan_titled("落实", text)
    assert render_text(TaskView(plan, plan.items), Options("md")).split("\n\n")[1] == written


TASK = """\
## （一）1 落实责任

推动各镇落实。

建立机制。

- **部分**: （一）机制
- **牵头单位**: 市公安局
- **配合单位**: 市司法局、市财政局等
- **完成时限**: 2018年底前（2018-12-31） 到位 〔不低于85%〕
- **适用范围**: 各镇\\_街
- **位置**: plan.yaml:13
"""


def test_a_task() -> None:
    plan = parse_plan(
        "format: 1\ntitle: 试行方案\nrole_names:\n  join: 配合单位\nunits:\n"
        "  市公安局:\n  市司法局:\n  市财政局:\n"
        "sections:\n- title: 机制\n\n  tasks:\n"
        "  - title: 落实责任\n    text: |-\n      推动各镇落实。\n\n      建立机制。\n"
        "    lead: 市公安局\n    join: [市司法局, 市财政局]\n    open: true\n"
        "    milestones:\n    - by: 2018-12-31\n      said: 2018年底前\n"
        "      goal: 到位\n      target: 不低于85%\n    notes:\n      适用范围: 各镇_街\n"
    )
    assert render_text(TaskView(plan, plan.items), Options("md")) == TASK


@given(plans())
def test_a_table_keeps_its_columns_whatever_is_in_it(plan: Plan) -> None:
    lists = tuple(duties_of(plan, name) for name in plan.rank)
    text = render_text(DutyView(plan, lists), Options("md"))
    assert "\r" not in text
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    heads = sum(bool(one.own or one.through) for one in lists)
    assert len(rows) == heads + sum(len(one.own) + len(one.through) for one in lists)
    for row in rows:
        # Pipes that are not escaped: those between 5, 6 or 7 cells.
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) in {6, 7, 8}


def test_line_breaks_in_a_cell() -> None:
    assert escape("一\n二") == "一<br>二"


def test_what_was_typed_turns_no_writing_around(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--plan", plan.file, "tasks", "--text", "a\u202eb\x1b", "-f", "md"]) == 0
    assert "a\\\\u202eb\\\\u001b" in capsys.readouterr().out
