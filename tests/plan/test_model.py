"""Numbers and labels come from the order as the document prints them; the rest looks itself up."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given

from dutymatrix.plan.model import Assignment, Item, Plan, Role, Section, Span, Task
from dutymatrix.planfile import parse_plan
from strategies import plans

NESTED = """\
numbering: [一、, （一）, "1."]
sections:
- title: 总体
  sections:
  - title: 目标
    tasks:
    - title: 甲
  - title: 原则
    tasks:
    - title: 乙
    - title: 丙
- title: 任务
  tasks:
  - title: 丁
"""


def read(lines: str) -> Plan:
    return parse_plan(f"title: 试行方案\nunits:\n  市公安局:\n  市司法局:\n{lines}")


def numbers(plan: Plan) -> list[str]:
    return [f"{item.number} {item.label} {item.title}" for item in plan.items]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("sections:\n- title: 空\n", [], id="section without tasks"),
        pytest.param(
            "sections:\n- tasks:\n  - title: 甲\n  - title: 乙\n- tasks:\n  - title: 丙\n",
            ["1.1 （一）1 甲", "1.2 （一）2 乙", "2.1 （二）1 丙"],
            id="sections",
        ),
        pytest.param(
            NESTED,
            ["1.1.1 一（一）1 甲", "1.2.1 一（二）1 乙", "1.2.2 一（二）2 丙", "2.1 二（一） 丁"],
            id="sections in sections",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n- title: 乙\n", ["1 （一） 甲", "2 （二） 乙"], id="no sections"
        ),
        pytest.param(
            'numbering: ["1."]\nsections:\n- tasks:\n  - title: 甲\n  - title: 乙\n',
            ["1.1 1·1 甲", "1.2 1·2 乙"],
            id="levels deeper than the forms",
        ),
        pytest.param(
            "numbering: [第一条, ①]\nsections:\n- tasks:\n  - title: 甲\n- tasks:\n  - title: 乙\n",
            ["1.1 第一条① 甲", "2.1 第二条① 乙"],
            id="articles and circles",
        ),
        pytest.param(
            "numbering: [（一）, 一是]\nsections:\n- tasks:\n  - title: 甲\n  - title: 乙\n",
            ["1.1 （一）一是 甲", "1.2 （一）二是 乙"],
            id="spoken numbers",
        ),
        pytest.param(
            "sections:\n- tasks:\n  - title: 甲\n  - {number: 5, title: 乙}\n  - title: 丙\n"
            "- number: 4\n  tasks:\n  - title: 丁\n- tasks:\n  - {number: 2, title: 戊}\n",
            [
                "1.1 （一）1 甲",
                "1.5 （一）5 乙",
                "1.6 （一）6 丙",
                "4.1 （四）1 丁",
                "5.2 （五）2 戊",
            ],
            id="gaps",
        ),
        pytest.param(
            'running: ["1."]\nsections:\n- tasks:\n  - title: 甲\n  - title: 乙\n'
            "- tasks:\n  - title: 丙\n  - {number: 9, title: 丁}\n- tasks:\n  - title: 戊\n",
            [
                "1.1 （一）1 甲",
                "1.2 （一）2 乙",
                "2.3 （二）3 丙",
                "2.9 （二）9 丁",
                "3.10 （三）10 戊",
            ],
            id="numbers that run on",
        ),
        pytest.param(
            'numbering: [一、, （一）, "1."]\nrunning: [（一）]\nsections:\n'
            "- sections:\n  - tasks:\n    - title: 甲\n  - tasks:\n    - title: 乙\n"
            "- sections:\n  - tasks:\n    - title: 丙\n",
            ["1.1.1 一（一）1 甲", "1.2.1 一（二）1 乙", "2.3.1 二（三）1 丙"],
            id="sections whose numbers run on",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n  parts:\n  - title: 乙\n  - text: 丙，丁。\n",
            ["1a （一）a 乙", "1b （一）b 甲"],
            id="parts; one without a title takes its item's",
        ),
        pytest.param(
            "tasks:\n- parts:\n  - text: 丙，丁。\n- text: 戊。己。\n  parts:\n  - text: 庚。\n",
            ["1a （一）a 丙", "2 （二） 戊", "2a （二）a 庚"],
            id="parts of an item without a title",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n  lead: 市公安局\n  parts:\n  - title: 乙\n",
            ["1 （一） 甲", "1a （一）a 乙"],
            id="parts beside the item's own list",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n  milestones:\n  - by: 2018-12-31\n  parts:\n  - title: 乙\n",
            ["1 （一） 甲", "1a （一）a 乙"],
            id="parts beside the item's own date",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n  notes:\n    备注: 无\n  parts:\n  - title: 乙\n",
            ["1 （一） 甲", "1a （一）a 乙"],
            id="parts beside the item's own notes",
        ),
        pytest.param(
            "sections:\n- title: 甲\n  lead: 市公安局\n  tasks:\n  - title: 乙\n",
            ["1 （一） 甲", "1.1 （一）1 乙"],
            id="section with a list of its own",
        ),
        pytest.param(
            "sections:\n- title: 甲\n  sections:\n  - title: 乙\n    join: 市公安局\n",
            ["1.1 （一）1 乙"],
            id="section in a section, with a list and nothing in it",
        ),
    ],
)
def test_numbers_and_labels(lines: str, expected: list[str]) -> None:
    assert numbers(read(lines)) == expected


def test_sections_have_numbers_too() -> None:
    found = read(NESTED).section_by_number
    assert [(number, label, section.title) for number, (label, section) in found.items()] == [
        ("1", "一", "总体"),
        ("1.1", "一（一）", "目标"),
        ("1.2", "一（二）", "原则"),
        ("2", "二", "任务"),
    ]


def test_tasks_and_sections_share_numbers_that_run_on() -> None:
    plan = read(
        "numbering: [一、, （一）]\nrunning: [（一）]\nsections:\n- tasks:\n  - title: 甲\n"
        "- sections:\n  - title: 乙\n    lead: 市公安局\n"
    )
    assert numbers(plan) == ["1.1 一（一） 甲", "2.2 二（二） 乙"]
    assert [*plan.section_by_number] == ["1", "2", "2.2"]


def test_items_know_their_sections() -> None:
    plan = read(NESTED)
    assert [
        (item.number, item.section_number, [section.title for section in item.sections])
        for item in plan.items
    ] == [
        ("1.1.1", "1.1", ["总体", "目标"]),
        ("1.2.1", "1.2", ["总体", "原则"]),
        ("1.2.2", "1.2", ["总体", "原则"]),
        ("2.1", "2", ["任务"]),
    ]
    assert plan.items[0].section == plan.items[0].sections[-1]


def test_a_task_outside_sections_has_none() -> None:
    [item] = read("tasks:\n- title: 甲\n").items
    assert (item.section, item.section_number, item.sections) == (None, "", ())


def test_a_part_stands_in_its_items_section() -> None:
    [item] = read("sections:\n- tasks:\n  - parts:\n    - title: 甲\n").items
    assert (item.number, item.section_number) == ("1.1a", "1")


def test_a_sections_own_row_stands_in_the_section() -> None:
    [item] = read("sections:\n- title: 甲\n  lead: 市公安局\n").items
    assert isinstance(item.entry, Section)
    assert (item.section, item.section_number) == (item.entry, "1")


@pytest.mark.parametrize(
    ("task", "headline"),
    [
        (Task(title="压实责任", text="推动。"), "压实责任"),
        (Task(text="推动各镇，落实。"), "推动各镇"),
        (Task(text="推动各镇。落实。"), "推动各镇"),
        (Task(text="推动各镇\n落实"), "推动各镇"),
        (Task(text="推动各镇"), "推动各镇"),
        pytest.param(Task(text="：推动，落实。"), "：推动", id="a text that begins with a mark"),
        (Task(), ""),
    ],
)
def test_headline(task: Task, headline: str) -> None:
    assert task.headline == headline


def test_units_by_role_in_the_documents_order() -> None:
    entry = read(
        "groups:\n  各镇:\ntasks:\n- title: 甲\n  join: [市司法局, 各镇]\n  lead: 市公安局\n"
    ).own_tasks[0]
    assert entry.assignments == (
        ("市公安局", Role.LEAD),
        ("市司法局", Role.JOIN),
        ("各镇", Role.JOIN),
    )
    assert (entry.lead, entry.responsible, entry.join, entry.guide) == (
        ("市公安局",),
        (),
        ("市司法局", "各镇"),
        (),
    )


def test_rank_is_the_rosters_order() -> None:
    plan = read("groups:\n  各镇:\n  各街:\n    open: true\n")
    assert plan.rank == {"市公安局": 0, "市司法局": 1, "各镇": 2, "各街": 3}
    assert [record.name for record in plan.roster] == [*plan.rank]
    assert plan.group_by_name["各街"].open


def test_duties_by_name() -> None:
    plan = read(
        "tasks:\n- {title: 甲, lead: 市公安局}\n- {title: 乙, lead: 市司法局, join: 市公安局}\n"
    )
    found = {
        name: [(item.number, role) for item, role in duties]
        for name, duties in plan.duties_by_name.items()
    }
    assert found == {
        "市公安局": [("1", Role.LEAD), ("2", Role.JOIN)],
        "市司法局": [("2", Role.LEAD)],
    }


def test_places_do_not_count_in_comparisons() -> None:
    place = Span(3, 5)
    assert Task(title="甲", span=place, places=(place,)) == Task(title="甲")
    assert Section(title="甲", span=place) == Section(title="甲")
    assert Plan(title="甲", file="a.yaml") == Plan(title="甲", file="b.yaml")
    assert Task(title="甲", ordinal=2) != Task(title="甲")
    assert Task(title="甲") != Section(title="甲")  # type: ignore[comparison-overlap]


def test_a_plan_does_not_change(plan: Plan) -> None:
    with pytest.raises(FrozenInstanceError):
        plan.title = "另一方案"  # type: ignore[misc]
    with pytest.raises(TypeError):
        plan.rank["市公安局"] = 0  # type: ignore[index]


def test_our_plan(plan: Plan) -> None:
    assert len(plan.sections) == len(plan.section_by_number) == 6
    assert len(plan.items) == len(plan.item_by_number) == 43
    assert (len(plan.units), len(plan.groups)) == (31, 3)
    assert sum(len(item.entry.assignments) for item in plan.items) == 189
    item = plan.item_by_number["3.3"]
    assert (item.label, item.section_number) == ("（三）3", "3")
    assert "市卫计局" in item.entry.join


@given(plans())
def test_items_are_the_leaves_and_the_lists_each_with_a_number(plan: Plan) -> None:
    assert [id(item.entry) for item in plan.items] == [id(entry) for entry in leaves(plan)]
    assert len(plan.item_by_number) == len(plan.items)
    for item in plan.items:
        assert plan.item_by_number[item.number] is item
        for depth, section in enumerate(item.sections, 1):
            number = ".".join(item.number.split(".")[:depth])
            assert plan.section_by_number[number][1] is section
            assert item.label.startswith(plan.section_by_number[number][0])


def leaves(plan: Plan | Section) -> list[Task | Section]:
    """Tasks, parts and sections that make a row, in order; written otherwise than the model."""
    rows: list[Task | Section] = []
    for task in plan.own_tasks if isinstance(plan, Plan) else plan.tasks:
        says_something = task.assignments or task.text or task.milestones or task.notes
        rows += [task] if says_something or not task.parts else []
        rows += task.parts
    for section in plan.sections:
        rows += [section] if section.assignments else []
        rows += leaves(section)
    return rows


@given(plans())
def test_duties_are_the_assignments(plan: Plan) -> None:
    counted = sum(map(len, plan.duties_by_name.values()))
    assert counted == sum(len(item.entry.assignments) for item in plan.items)
    for name, duties in plan.duties_by_name.items():
        assert all(Assignment(name, role) in item.entry.assignments for item, role in duties)
        assert [item for item, _role in duties] == sorted_by_place(plan, duties)


def sorted_by_place(plan: Plan, duties: tuple[tuple[Item, Role], ...]) -> list[Item]:
    numbers = [item.number for item in plan.items]
    return sorted((item for item, _role in duties), key=lambda item: numbers.index(item.number))
