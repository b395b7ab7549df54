"""JSON is a contract: keys, their order and their types, for every name of the plan."""

import json

import pytest

from dutymatrix.answer.duties import duties_of
from dutymatrix.markup.view import Options
from dutymatrix.plan.model import Milestone, Plan, Role
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.duties import DutyView
from dutymatrix.screen.task import TaskView
from program import render_text
from schemas import RECORDS

TASK_KEYS = RECORDS["task"]["required"]
ROLES = ["lead", "responsible", "join", "guide"]
TITLE = "吴川市全民禁毒工程实施方案(2017-2019年)"


def as_json(view: DutyView | TaskView) -> dict[str, object]:
    answer: dict[str, object] = json.loads(render_text(view, Options("json")))
    return answer


def of_units(plan: Plan, *names: str) -> dict[str, object]:
    return as_json(DutyView(plan, tuple(duties_of(plan, name) for name in names)))


def of_tasks(plan: Plan, *numbers: str) -> dict[str, object]:
    return as_json(TaskView(plan, tuple(plan.item_by_number[number] for number in numbers)))


def test_a_task(plan: Plan) -> None:
    """Held to the document: its words, its list, its place."""
    answer = of_tasks(plan, "3.3")
    assert list(answer) == ["format_version", "plan", "total", "tasks", "contacts"]
    assert (answer["format_version"], answer["plan"], answer["total"]) == (1, TITLE, 1)
    text = (
        "推动将各职能部门服务管理措施入网入格，各镇（街）具体负责实施，2018年底前基本形成基层党政组织牵头、"
        "综治部门统筹、禁毒部门指导、各职能部门联动、社会力量参与的吸毒人员网格化管理格局。"
    )
    goal = (
        "基本形成基层党政组织牵头、综治部门统筹、禁毒部门指导、各职能部门联动、"
        "社会力量参与的吸毒人员网格化管理格局"
    )
    assert answer["tasks"] == [
        {
            "number": "3.3",
            "label": "（三）3",
            "id": None,
            "section": "夯实戒毒社会服务管理工作基础",
            "section_number": "3",
            "title": "落实吸毒人员网格化服务管理措施",
            "text": text,
            "lead": ["市综治办"],
            "responsible": [],
            "join": [
                *("市禁毒办", "市公安局", "市司法局", "市民政局", "市人社局"),
                *("市卫计局", "团市委", "市妇联"),
            ],
            "guide": [],
            "open": False,
            "milestones": [
                {"by": "2018-12-31", "said": "2018年底前", "goal": goal, "target": None}
            ],
            "notes": {},
            "line": 246,
        }
    ]


def test_one_unit_is_an_object(plan: Plan) -> None:
    answer = of_units(plan, "市财政局")
    keys = ["unit", "counts", "via_counts", "duties", "contacts"]
    assert list(answer) == ["format_version", "plan", *keys]
    assert (answer["format_version"], answer["plan"], answer["unit"]) == (1, TITLE, "市财政局")
    assert answer["counts"] == {"lead": 2, "responsible": 0, "join": 3, "guide": 0}
    assert answer["via_counts"] == dict.fromkeys(ROLES, 0)
    duties = answer["duties"]
    assert isinstance(duties, list)
    assert [list(duty) for duty in duties] == [["role", "via", "printed", "task"]] * 5
    assert [(duty["role"], duty["via"], duty["task"]["number"]) for duty in duties] == [
        ("lead", None, "1.6"),
        ("lead", None, "6.4"),
        ("join", None, "3.7"),
        ("join", None, "3.9"),
        ("join", None, "6.3"),
    ]


def test_several_units_stand_under_units(plan: Plan) -> None:
    answer = of_units(plan, "市财政局", "市妇联")
    assert list(answer) == ["format_version", "plan", "units"]
    alone = [of_units(plan, "市财政局"), of_units(plan, "市妇联")]
    keys = ["unit", "counts", "via_counts", "duties", "contacts"]
    assert answer["units"] == [{key: one[key] for key in keys} for one in alone]


def test_the_duties_of_all_34_names_add_up(plan: Plan) -> None:
    names = [*plan.rank]
    assert len(names) == 34
    units = of_units(plan, *names)["units"]
    assert isinstance(units, list)
    totals = {role: sum(unit["counts"][role] for unit in units) for role in ROLES}
    assert totals == {"lead": 43, "responsible": 0, "join": 146, "guide": 0}
    assert sum(totals.values()) == 189
    for unit in units:
        assert list(unit["counts"]) == list(unit["via_counts"]) == ROLES
        own = [duty for duty in unit["duties"] if duty["via"] is None]
        for role in ROLES:
            assert unit["counts"][role] == sum(duty["role"] == role for duty in own)
        # Each duty is in its task, under its role; a unit stands once in a task.
        assert all(unit["unit"] in duty["task"][duty["role"]] for duty in own)
        numbers = [duty["task"]["number"] for duty in own]
        assert len(set(numbers)) == len(numbers)


def test_every_task_has_the_same_shape(plan: Plan) -> None:
    answer = of_tasks(plan, *plan.item_by_number)
    tasks = answer["tasks"]
    assert isinstance(tasks, list)
    assert answer["total"] == len(tasks) == 43
    for task in tasks:
        assert list(task) == TASK_KEYS
        for key in ("number", "label", "section", "section_number", "title", "text"):
            assert isinstance(task[key], str)
            assert task[key]
        assert task["id"] is None
        assert task["open"] is False
        assert isinstance(task["line"], int)
        assert isinstance(task["notes"], dict)
        for role in ROLES:
            assert all(name in plan.rank for name in task[role])
        for milestone in task["milestones"]:
            assert list(milestone) == ["by", "said", "goal", "target"]
            assert all(isinstance(milestone[key], str) for key in ("said", "goal"))
    assert sum(len(task[role]) for task in tasks for role in ROLES) == 189


def test_what_a_task_may_lack_and_may_have() -> None:
    plan = parse_plan(
        "format: 1\ntitle: 试行方案\nunits:\n  市公安局:\n  市司法局:\n"
        "tasks:\n- id: 经费\n  text: 落实经费，逐年增加。\n  guide: 市司法局\n"
        "  responsible: 市公安局\n  open: true\n  notes:\n    适用范围: 各镇\n"
        "  milestones:\n  - goal: 到位\n    target: 不低于85%\n"
    )
    number = plan.items[0].number
    assert of_tasks(plan, number)["tasks"] == [
        {
            "number": number,
            "label": plan.items[0].label,
            "id": "经费",
            "section": "",
            "section_number": "",
            "title": "落实经费",
            "text": "落实经费，逐年增加。",
            "lead": [],
            "responsible": ["市公安局"],
            "join": [],
            "guide": ["市司法局"],
            "open": True,
            "milestones": [{"by": None, "said": "", "goal": "到位", "target": "不低于85%"}],
            "notes": {"适用范围": "各镇"},
            "line": 7,
        }
    ]
    assert Milestone() == Milestone(by=None, said="", goal="", target="")


@pytest.mark.parametrize("role", Role)
def test_the_words_of_roles_are_those_of_the_file(role: Role) -> None:
    plan = parse_plan(
        "format: 1\ntitle: 试行方案\nunits:\n  市公安局:\n"
        f"tasks:\n- title: 落实责任\n  {role.value}: 市公安局\n"
    )
    answer = of_units(plan, "市公安局")
    duties = answer["duties"]
    assert isinstance(duties, list)
    assert [duty["role"] for duty in duties] == [role.value]
    assert answer["counts"] == {**dict.fromkeys(ROLES, 0), role.value: 1}


def test_it_is_text_with_chinese_as_it_is(plan: Plan) -> None:
    view = DutyView(plan, (duties_of(plan, "市妇联"),))
    text = render_text(view, Options("json"))
    assert text.endswith("}\n")
    assert '\n  "unit": "市妇联",\n' in text
    assert "\\u" not in text
