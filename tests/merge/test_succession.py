"""Units under other names: what a roster says is followed, what only seems so is asked."""

import pytest

from dutymatrix.merge import Conflict, merge_texts
from dutymatrix.planfile import parse_plan, read_text

BASE = """\
title: 某市河道整治方案
units:
  市环保局:
  市财政局:
  市人社局:
  市教育局:
groups:
  各责任单位:
    members:
    - 市教育局
tasks:
- title: 清理排口
  text: 逐条河道登记排口，分期封堵。
  lead: 市环保局
  join:
  - 市财政局

- title: 划定岸线
  text: 标出岸线范围，立牌公示，每季巡查。
  lead: 市环保局
  join:
  - 市人社局

- title: 修复滩地
  text: 种植芦苇，恢复滩地，每月检查一次。
  lead: 市教育局
"""
REFORMED = BASE.replace("市环保局", "市生态环境局")
JOINED = BASE + "  join: 市环保局\n"
NEW = "\n- title: 规范码头\n  text: 登记沿岸码头，查处无照经营。\n  lead: {lead}\n"


def conflict(ours: str, theirs: str) -> str:
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


DIVIDED = "join: one side divided the task; see to its other parts, too"
HANDED_OVER = BASE.replace(
    "  lead: 市环保局\n  join:\n  - 市人社局\n",
    "  lead: 市财政局\n  join:\n  - 市人社局\n  - 市教育局  # 会议纪要\n",
)


def test_both_sides_of_a_name_in_doubt_have_all_that_was_changed() -> None:
    # Theirs: 市教育局 has another name; ours put it, with others, on a task that theirs left.
    theirs = BASE.replace("市教育局", "市教体局")
    said = "  lead: 市财政局\n  join:\n  - 市人社局\n  - {}  # 会议纪要\n"
    halves = said.format("市教育局"), said.format("市教体局")
    for one, other, shown in ((HANDED_OVER, theirs, halves), (theirs, HANDED_OVER, halves[::-1])):
        merged = merge_texts(BASE, one, other)
        assert conflict(*shown) in merged.text
        assert [each.title for each in merged.conflicts] == ["划定岸线"]


def test_a_name_that_only_seems_to_follow_another_is_asked_for() -> None:
    merged = merge_texts(BASE, REFORMED, JOINED)
    lead = "  lead: 市教育局\n"
    halves = lead + "  join:\n  - 市生态环境局\n", lead + "  join: 市环保局\n"
    assert merged.text == REFORMED.replace(lead, conflict(*halves)).replace(
        "  市生态环境局:\n", "  市生态环境局:\n  市环保局:\n"
    )
    assert merged.conflicts == (Conflict(27, "修复滩地", "join: is 市环保局 now 市生态环境局?"),)


def test_the_same_from_the_other_side() -> None:
    merged = merge_texts(BASE, JOINED, REFORMED)
    lead = "  lead: 市教育局\n"
    halves = lead + "  join: 市环保局\n", lead + "  join:\n  - 市生态环境局\n"
    assert merged.text.endswith(conflict(*halves))
    assert parse_plan(merged.text.partition("<<<<<<<")[0]).own_tasks[0].lead == ("市生态环境局",)


@pytest.mark.parametrize(
    ("theirs", "halves"),
    [
        pytest.param(
            BASE + NEW.format(lead="市环保局"),
            ("  lead: 市生态环境局\n", "  lead: 市环保局\n"),
            id="a new task",
        ),
        pytest.param(
            BASE.replace("    - 市教育局\n", "    - 市教育局\n    - 市环保局\n"),
            (
                "    members:\n    - 市教育局\n    - 市生态环境局\n",
                "    members:\n    - 市教育局\n    - 市环保局\n",
            ),
            id="a member of a group",
        ),
        pytest.param(
            BASE.replace("  lead: 市环保局\n  join:\n  - 市人社局", "  lead: 市人社局"),
            ("  lead: 市生态环境局\n  join:\n  - 市人社局\n", "  lead: 市人社局\n"),
            id="a lead that theirs took away",
        ),
        pytest.param(
            BASE.replace("  市环保局:\n", "  市环保局:\n  市生态环境局:\n")
            + "  join: 市生态环境局\n",
            ("  lead: 市教育局\n", "  lead: 市教育局\n  join: 市生态环境局\n"),
            id="the name that came",
        ),
    ],
)
def test_whatever_touches_a_name_in_doubt_is_asked(theirs: str, halves: tuple[str, str]) -> None:
    merged = merge_texts(BASE, REFORMED, theirs)
    assert conflict(*halves) in merged.text
    assert len(merged.conflicts) == 1
    assert "is 市环保局 now 市生态环境局?" in merged.conflicts[0].what
    assert {finding.code for finding in read_text(merged.text, "").findings} == {"DM106"}


@pytest.mark.parametrize(
    ("renamed", "name"),
    [
        pytest.param(
            REFORMED.replace("  市生态环境局:\n", "  市生态环境局:\n    aliases: [市环保局]\n"),
            "市生态环境局",
            id="an alias",
        ),
        pytest.param(
            REFORMED.replace(
                "  市生态环境局:\n",
                "  市环保局:\n    until: 2019-03-31\n    succeeded_by: [市生态环境局]\n"
                "  市生态环境局:\n",
            ),
            "市环保局",
            id="a successor: the name that the side wrote",
        ),
        pytest.param(
            BASE.replace("市环保局", "市环保局(市核安全局)"), "市环保局(市核安全局)", id="width"
        ),
    ],
)
def test_what_a_roster_says_is_followed(renamed: str, name: str) -> None:
    base, theirs = BASE, JOINED
    if "(" in name:
        base, theirs = (
            text.replace("市环保局", "市环保局（市核安全局）") for text in (base, theirs)
        )
    for ours, other in ((renamed, theirs), (theirs, renamed)):
        merged = merge_texts(base, ours, other)
        assert not merged.conflicts
        assert parse_plan(merged.text).own_tasks[2].join == (name,)


def test_a_unit_that_nobody_follows_stays_where_it_was_added() -> None:
    ours = BASE.replace("  - 市财政局\n", "  - 市教育局\n").replace("  市财政局:\n", "")
    merged = merge_texts(BASE, ours, BASE + "  join: 市财政局\n")
    assert not merged.conflicts
    assert parse_plan(merged.text).own_tasks[2].join == ("市财政局",)
    assert parse_plan(merged.text).own_tasks[0].join == ("市教育局",)


def test_both_sides_use_the_same_new_name() -> None:
    merged = merge_texts(BASE, REFORMED, REFORMED + "  join: 市生态环境局\n")
    assert not merged.conflicts
    assert parse_plan(merged.text).own_tasks[2].join == ("市生态环境局",)


def test_a_lead_that_was_handed_over_is_not_followed() -> None:
    theirs = BASE + "  join: 市环保局\n"
    ours = BASE.replace("市环保局", "团市委")
    for one, other in ((ours, theirs), (theirs, ours)):
        text = merge_texts(BASE, one, other).text
        assert text.count("市环保局") == 2  # in the roster, and where it was added
        assert text.count("lead: 团市委") == 2


def test_a_unit_added_beside_one_that_it_became_and_that_left_is_asked() -> None:
    # Ours: 市人社局 went up in 市财政局, which left the first task; theirs: it joined there.
    ours = (
        BASE.replace("  市人社局:\n", "")
        .replace("  市财政局:\n", "  市财政局:\n    aliases: [市人社局]\n")
        .replace("  join:\n  - 市财政局\n", "")
        .replace("  - 市人社局\n", "  - 市财政局\n")
    )
    theirs = BASE.replace("  - 市财政局\n", "  - 市财政局\n  - 市人社局\n")
    merged = merge_texts(BASE, ours, theirs)
    assert (
        conflict("  lead: 市环保局\n", "  lead: 市环保局\n  join:\n  - 市财政局\n") in merged.text
    )
    assert [each.title for each in merged.conflicts] == ["清理排口"]


def test_one_added_beside_whom_it_became_keeps_a_task_that_the_other_side_removed() -> None:
    # Theirs: 市教育局 went up in 市财政局, and the first task is gone; ours: it joined there.
    ours = BASE.replace("  - 市财政局\n", "  - 市财政局\n  - 市教育局\n")
    first = BASE[BASE.index("- title: 清理") : BASE.index("- title: 划定")]
    theirs = (
        BASE.replace(first, "")
        .replace("  市教育局:\n", "")
        .replace("  市财政局:\n", "  市财政局:\n    aliases: [市教育局]\n")
        .replace("市教育局\n", "市财政局\n")
    )
    assert [each.title for each in merge_texts(BASE, ours, theirs).conflicts] == ["清理排口"]


def test_two_successors_are_a_contradiction() -> None:
    ours, theirs = (
        BASE.replace(
            "  市环保局:\n",
            f"  市环保局:\n    until: 2019-03-31\n    succeeded_by: [{name}]\n  {name}:\n",
        )
        for name in ("市生态环境局", "市生态局")
    )
    merged = merge_texts(BASE, ours, theirs)
    halves = "    succeeded_by: [市生态环境局]\n", "    succeeded_by: [市生态局]\n"
    assert conflict(*halves) in merged.text
    assert [each.what for each in merged.conflicts] == ["succeeded_by"]


def test_renamings_of_both_sides_are_followed_to_the_end() -> None:
    # Ours: 市人社局 went up in 市教育局; theirs: 市教育局 has another name.
    ours = (
        BASE.replace("  市人社局:\n", "")
        .replace("  市教育局:\n", "  市教育局:\n    aliases: [市人社局]\n")
        .replace("  - 市人社局\n", "  - 市教育局\n")
    )
    theirs = BASE.replace("市教育局", "市教体局").replace(
        "  市教体局:\n", "  市教体局:\n    aliases: [市教育局]\n"
    )
    for one, other in ((ours, theirs), (theirs + "  join: 市人社局\n", ours)):
        merged = merge_texts(BASE, one, other)
        names = {
            each.unit for task in parse_plan(merged.text).own_tasks for each in task.assignments
        }
        assert not merged.conflicts
        assert names == {"市环保局", "市财政局", "市教体局"}


@pytest.mark.parametrize(
    ("added", "conflicts"),
    [("", []), ("  - 市教育局\n", [("划定岸线", DIVIDED)])],
    ids=["left alone", "somebody added"],
)
def test_roles_of_a_task_that_one_side_divided_are_asked(
    added: str, conflicts: list[tuple[str, str]]
) -> None:
    said = "  text: 标出岸线范围，立牌公示，每季巡查。\n  lead: 市环保局\n  join:\n  - 市人社局\n"
    base = BASE.replace("立牌公示，每季巡查。", "立牌公示。每季巡查一次，汛期每日巡查。")
    said = said.replace("立牌公示，每季巡查。", "立牌公示。每季巡查一次，汛期每日巡查。")
    first = said.replace("每季巡查一次，汛期每日巡查。", "")
    second = said.replace("标出岸线范围，立牌公示。", "")
    divided = base.replace(said, f"{first}\n- title: 巡查岸线\n{second}")
    theirs = base.replace(said, said + added)
    for one, other in ((divided, theirs), (theirs, divided)):
        merged = merge_texts(base, one, other)
        assert [(each.title, each.what) for each in merged.conflicts] == conflicts
        assert "巡查岸线" in merged.text


def test_roles_of_a_task_that_one_side_gave_parts_are_asked() -> None:
    said = "  text: 种植芦苇，恢复滩地，每月检查一次。\n  lead: 市教育局\n"
    part = "  - text: {}\n    lead: 市教育局\n"
    parts = f"  parts:\n{part.format('种植芦苇，恢复滩地。')}{part.format('每月检查一次。')}"
    ours, theirs = BASE.replace(said, parts), BASE + "  join: 市财政局\n"
    assert merge_texts(BASE, ours, BASE).text == ours
    merged = merge_texts(BASE, ours, theirs)
    assert DIVIDED.removeprefix("join") in merged.conflicts[-1].what
    assert "市财政局" in merged.text.partition("修复滩地")[2]


IN_TWO = """\
title: 方案
units:
  市农业局:
    until: 2019-03-30
    succeeded_by: [市农业农村局, 市水务局]
  市农业农村局:
  市水务局:
sections:
- title: 一
  tasks:
  - title: 甲
    lead: 市农业局

  - title: 乙
    lead: 市农业局
"""
HANDED_ON = IN_TWO.replace("  市农业农村局:\n", "    tasks: {1.2: 市水务局}\n  市农业农村局:\n", 1)
INSERTED = ("  tasks:\n", "  tasks:\n  - title: 新\n    lead: 市水务局\n\n")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "number"),
    [
        pytest.param(IN_TWO, HANDED_ON, IN_TWO.replace(*INSERTED), "1.3", id="one side says it"),
        pytest.param(HANDED_ON, HANDED_ON, HANDED_ON.replace(*INSERTED), "1.2", id="left alone"),
        pytest.param(
            HANDED_ON,
            HANDED_ON.replace(*INSERTED).replace("1.2", "1.3"),
            HANDED_ON.replace(
                "  - title: 乙", "  - title: 中\n    lead: 市水务局\n\n  - title: 乙"
            ).replace("1.2", "1.3"),
            "1.4",
            id="both made room",
        ),
    ],
)
def test_who_took_which_task_over_follows_the_numbers(
    base: str, ours: str, theirs: str, number: str
) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge_texts(base, one, other)
        assert not merged.conflicts
        [unit] = (unit for unit in parse_plan(merged.text).units if unit.tasks)
        assert unit.tasks == ((number, "市水务局"),)
