"""Which task of three versions is which."""

import pytest

from dutymatrix.merge import merge_texts
from dutymatrix.planfile import parse_plan

HEAD = "title: 试行方案\nunits:\n  甲局:\n  乙局:\n  丙局:\n"
TWINS = (
    HEAD
    + "tasks:\n"
    + "\n".join(
        f"- title: {town}重点整治\n  text: 集中整治突出问题，逐户登记，限期整改。\n  lead: 甲局\n"
        for town in ("甲镇", "乙镇", "丙镇")
    )
)
TASK = """\
- title: 统筹协调
  text: 每季召开会议，研究部署。
  lead: 乙局
  join:
  - 甲局
  - 丙局
"""
FIRST = "- title: 压实责任\n  text: 落实工作责任制。\n  lead: 甲局\n"
LAST = "- title: 学校教育\n  text: 师生全部参加。\n  lead: 乙局\n"
PLAN = HEAD + "tasks:\n" + "\n".join((FIRST, TASK, LAST))


def in_second(text: str) -> str:
    """The text with 丙局 joining the task of the second town."""
    head, mark, tail = text.partition("- title: 乙镇")
    return head + mark + tail.replace("lead: 甲局\n", "lead: 甲局\n  join: 丙局\n", 1)


@pytest.mark.parametrize(
    "ours",
    [
        pytest.param(TWINS.replace("乙镇", "丁镇"), id="another town in the place"),
        pytest.param(TWINS.replace("乙镇", "丁镇").replace("逐户", "逐人", 2), id="reworded, too"),
    ],
)
def test_a_unit_does_not_go_to_the_twin(ours: str) -> None:
    theirs = in_second(TWINS)
    for one, other, removed, edited in (
        (ours, theirs, "ours", "theirs"),
        (theirs, ours, "theirs", "ours"),
    ):
        merged = merge_texts(TWINS, one, other)
        assert [(each.title, each.what) for each in merged.conflicts] == [
            ("乙镇重点整治", f"removed in {removed}, edited in {edited}")
        ]
        assert merged.text.count("丙局") == 2
        assert merged.text.count("丁镇重点整治") == 1


def test_twins_that_change_places_keep_their_units() -> None:
    head, *tasks = TWINS.replace("tasks:\n", "tasks:\n\n").split("\n- title: ")
    ours = "\n- title: ".join([head, tasks[2] + "\n", tasks[1].rstrip() + "\n", tasks[0]])
    merged = merge_texts(TWINS, ours, in_second(TWINS))
    assert not merged.conflicts
    assert [(task.title, task.join) for task in parse_plan(merged.text).own_tasks] == [
        ("丙镇重点整治", ()),
        ("乙镇重点整治", ("丙局",)),
        ("甲镇重点整治", ()),
    ]


def test_a_retitled_task_is_followed_beside_its_twins() -> None:
    ours = TWINS.replace("乙镇重点整治", "乙镇重点整治行动")
    merged = merge_texts(TWINS, ours, in_second(TWINS))
    assert not merged.conflicts
    assert parse_plan(merged.text).own_tasks[1].join == ("丙局",)


def test_a_task_retitled_and_reworded_in_its_place_is_the_same() -> None:
    ours = PLAN.replace("统筹协调", "加强协调").replace(
        "每季召开会议，研究部署。", "每月听取汇报，推动解决难点。"
    )
    theirs = PLAN.replace("  - 甲局\n  - 丙局\n", "  - 丙局\n")
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge_texts(PLAN, one, other)
        assert not merged.conflicts
        both = ours.replace("  - 甲局\n  - 丙局\n", "  - 丙局\n")
        assert parse_plan(merged.text) == parse_plan(both)


def test_another_task_in_the_place_of_one_is_another() -> None:
    ours = PLAN.replace(TASK, "- title: 清理排口\n  text: 逐条河道登记。\n  lead: 甲局\n")
    theirs = PLAN.replace("  lead: 乙局\n  join:\n  - 甲局\n", "  lead: 乙局\n  join:\n")
    merged = merge_texts(PLAN, ours, theirs)
    assert [each.title for each in merged.conflicts] == ["统筹协调"]
    assert "- title: 清理排口\n  text: 逐条河道登记。\n  lead: 甲局\n\n<<<" in merged.text


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param(PLAN.replace("  - 甲局\n  - 丙局\n", "  - 丙局\n  - 甲局\n"), id="its units"),
        pytest.param(HEAD + "tasks:\n" + "\n".join((TASK, FIRST, LAST)), id="tasks"),
    ],
)
def test_removed_here_and_only_reordered_there(theirs: str) -> None:
    ours = PLAN.replace(TASK + "\n", "")
    assert merge_texts(PLAN, ours, theirs).text == ours
    assert not merge_texts(PLAN, theirs, ours).conflicts


def test_neither_half_of_a_task_with_other_titles_is_the_task() -> None:
    text = "全年培训馆员二百人次，考核合格后上岗。"
    base = f"{HEAD}tasks:\n- title: 培训馆员\n  text: {text}\n  lead: [甲局, 乙局]\n"
    halves = (
        "- title: 馆员培训行动\n  text: 全年培训馆员二百人。\n  lead: [甲局, 乙局]\n",
        "- title: 培训馆员（二）\n  text: 次，考核合格后上岗。\n  lead: [甲局, 乙局]\n",
    )
    ours = f"{HEAD}tasks:\n" + "\n".join(halves)
    merged = merge_texts(base, ours, base.replace("[甲局, 乙局]", "[甲局]"))
    assert [each.title for each in merged.conflicts] == ["培训馆员"]
    assert all(half.rstrip() in merged.text for half in halves)


NEW = "- title: 新任务\n  text: 开展新工作。\n  lead: 丙局\n"
IN_TWO = HEAD + (
    "sections:\n- title: 一\n  tasks:\n  - title: 压实责任\n    lead: 甲局\n\n"
    "  - title: 统筹协调\n    lead: 乙局\n\n- title: 二\n  tasks:\n"
    "  - title: 学校教育\n    lead: 乙局\n"
)


def test_a_new_task_stays_behind_the_one_it_was_written_behind() -> None:
    moved = HEAD + "tasks:\n" + "\n".join((FIRST, LAST, TASK))
    added = HEAD + "tasks:\n" + "\n".join((FIRST, TASK, NEW, LAST))
    both = HEAD + "tasks:\n" + "\n".join((FIRST, LAST, TASK, NEW))
    assert merge_texts(PLAN, moved, added).text == both
    assert merge_texts(PLAN, added, moved).text == both


def _sections(text: str) -> list[list[str]]:
    return [[task.title for task in section.tasks] for section in parse_plan(text).sections]


def _moved_to_the_end(text: str, task: str) -> str:
    return text.replace(task, "") + "\n" + task.rstrip() + "\n"


def test_a_new_task_stays_in_its_section_where_the_one_before_it_leaves() -> None:
    task = "  - title: 统筹协调\n    lead: 乙局\n\n"
    new = "  - title: 新任务\n    lead: 丙局\n\n  - title: 又一个\n    lead: 甲局\n\n"
    sides = _moved_to_the_end(IN_TWO, task), IN_TWO.replace(task, task + new)
    for one, other in (sides, sides[::-1]):
        merged = merge_texts(IN_TWO, one, other)
        assert not merged.conflicts
        assert _sections(merged.text) == [
            ["压实责任", "新任务", "又一个"],
            ["学校教育", "统筹协调"],
        ]


def test_a_part_goes_along_with_the_task_that_was_divided() -> None:
    one, other = "开展社区戒毒人员登记造册。", "组织戒毒康复人员就业培训。"
    task = f"  - title: 统筹协调\n    text: {one}{other}\n    lead: 乙局\n\n"
    base = IN_TWO.replace("  - title: 统筹协调\n    lead: 乙局\n\n", task)
    half = task.replace(one + other, one)
    rest = task.replace(one + other, other).replace("统筹协调", "就业培训")
    sides = _moved_to_the_end(base, task), base.replace(task, half + rest)
    for each in (sides, sides[::-1]):
        merged = merge_texts(base, *each)
        assert not merged.conflicts
        assert _sections(merged.text) == [["压实责任"], ["学校教育", "统筹协调", "就业培训"]]
