"""Comments and blank lines of both sides are in the merged text, or in a conflict."""

import pytest

from dutymatrix.merge import merge_texts

BASE = """\
title: 试行方案
units:
  甲局:
  乙局:
  丙局:
tasks:
- title: 压实责任
  text: |-
    落实责任制。
  lead: 甲局
  join:
  - 乙局

# 以下各项尚未商定

- title: 统筹协调
  lead: 甲局

- title: 学校教育
  lead: 乙局
"""
OURS = BASE.replace("  - 乙局\n", "  - 乙局\n  - 丙局\n")
"""What is beside what theirs comments on."""
SECOND = "- title: 统筹协调\n  lead: 甲局\n\n"


def edited(*edits: tuple[str, str], text: str = BASE) -> str:
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    "remark",
    [
        pytest.param(("title: 试", "# 草稿\ntitle: 试"), id="ahead of all"),
        pytest.param(("  乙局:\n", "  # 牵头较多\n  乙局:\n"), id="above a unit"),
        pytest.param(("  乙局:\n", "  乙局:  # 电话待补\n"), id="beside a unit"),
        pytest.param(("- title: 压", "# 常委会定的\n- title: 压"), id="above a task"),
        pytest.param(
            ("- title: 压实责任\n", "- title: 压实责任  # 原第3项\n"), id="beside a title"
        ),
        pytest.param(("  text: |-\n", "  text: |-  # 待润色\n"), id="beside a text"),
        pytest.param(("  lead: 甲局\n", "  lead: 甲局  # 已商定\n"), id="beside a lead"),
        pytest.param(
            ("  lead: 甲局\n", "  # 已商定\n  # 会议定的\n  lead: 甲局\n"), id="above a lead"
        ),
        pytest.param(("  - 乙局\n", "  - 乙局  # 已商定\n"), id="beside a name"),
        pytest.param(("  join:\n", "\n  join:\n"), id="a blank line"),
        pytest.param(("# 以下各项尚未商定\n\n", ""), id="one less"),
        pytest.param(("尚未商定", "已商定"), id="another"),
        pytest.param(("- title: 学", "# 一\n\n# 二\n- title: 学"), id="two"),
        pytest.param(("  lead: 乙局\n", "  lead: 乙局\n# 完\n"), id="the last line"),
    ],
)
def test_a_remark_of_one_side_is_kept(remark: tuple[str, str]) -> None:
    retitled = "试行方案", "方案"
    both = edited(remark, retitled)
    assert merge_texts(BASE, edited(retitled), edited(remark)).text == both
    assert merge_texts(BASE, edited(remark), edited(retitled)).text == both
    crlf = (text.replace("\n", "\r\n") for text in (BASE, edited(retitled), edited(remark)))
    assert merge_texts(*crlf).text == both.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        pytest.param(
            ("- title: 压", "# 甲\n- title: 压"),
            ("- title: 压", "# 乙\n- title: 压"),
            ("- title: 压", "# 甲\n# 乙\n- title: 压"),
            id="above one task",
        ),
        pytest.param(
            ("  lead: 甲局\n", "  lead: 甲局  # 甲\n"),
            ("  lead: 甲局\n", "  lead: 甲局  # 乙\n"),
            ("  lead: 甲局\n", "  # 乙\n  lead: 甲局  # 甲\n"),
            id="beside one lead",
        ),
        pytest.param(
            ("尚未商定", "已商定"),
            ("尚未商定", "待商定"),
            ("# 以下各项尚未商定\n", "# 以下各项已商定\n\n# 以下各项待商定\n"),
            id="one reworded in two ways",
        ),
        pytest.param(
            ("  join:\n  - 乙局\n", ""),
            ("  - 乙局\n", "  - 乙局  # 已商定\n"),
            ("  join:\n  - 乙局\n", ""),
            id="beside a name that left",
        ),
        pytest.param(
            ("  - 乙局\n", "  - 乙局\n  - 丙局  # 甲\n"),
            ("  - 乙局\n", "  - 乙局  # 乙\n"),
            ("  - 乙局\n", "  - 乙局  # 乙\n  - 丙局  # 甲\n"),
            id="beside neighbours",
        ),
        pytest.param(
            ("- title: 学校教育\n  lead: 乙局\n", "- title: 学校教育\n  lead: 丙局  # 甲\n"),
            ("- title: 学校教育\n  lead: 乙局\n", "- title: 学校教育\n  # 乙\n  lead: 乙局\n"),
            (
                "- title: 学校教育\n  lead: 乙局\n",
                "- title: 学校教育\n  # 乙\n  lead: 丙局  # 甲\n",
            ),
            id="with another lead",
        ),
    ],
)
def test_remarks_of_both_sides_are_kept(
    ours: tuple[str, str], theirs: tuple[str, str], both: tuple[str, str]
) -> None:
    merged = merge_texts(BASE, edited(ours), edited(theirs))
    assert not merged.conflicts
    expected = edited(both)
    if "已商定" in theirs[1]:
        # It stands above what the name stood in.
        expected = edited(("- title: 压", "# 已商定\n- title: 压"), text=expected)
    assert merged.text == expected


def test_a_remark_moves_with_its_task() -> None:
    moved = edited((SECOND, "")) + "\n" + SECOND.rstrip() + "\n"
    theirs = edited(("  lead: 甲局\n\n- title: 学", "  lead: 甲局  # 已商定\n\n- title: 学"))
    merged = merge_texts(BASE, moved, theirs)
    assert merged.text == edited((SECOND, "")) + "\n" + SECOND.replace("\n\n", "  # 已商定\n")


@pytest.mark.parametrize(
    "remark",
    [
        pytest.param(("- title: 统筹协调\n", "# 再议\n- title: 统筹协调\n"), id="above it"),
        pytest.param(("- title: 统筹协调\n", "- title: 统筹协调  # 再议\n"), id="in it"),
    ],
)
def test_a_remark_on_a_task_that_was_removed_is_a_conflict(remark: tuple[str, str]) -> None:
    removed, remarked = edited((SECOND, "")), edited(remark)
    record = remark[1] + "  lead: 甲局\n"
    for sides, halves, said in (
        ((removed, remarked), f"\n=======\n{record}", "removed in ours, edited in theirs"),
        ((remarked, removed), f"\n{record}=======\n", "removed in theirs, edited in ours"),
    ):
        merged = merge_texts(BASE, *sides)
        assert f"<<<<<<< ours{halves}>>>>>>> theirs\n" in merged.text
        assert [each.what for each in merged.conflicts] == [said]
        assert merged.text.count("再议") == 1


def test_remarks_in_a_conflict_stand_in_it_once() -> None:
    ours = edited(("  lead: 甲局\n  join", "  # 甲\n  lead: 丙局  # 乙\n  join"))
    theirs = edited(("  lead: 甲局\n  join:\n  - 乙局", "  # 丙\n  lead: 乙局  # 丁"))
    merged = merge_texts(BASE, ours, theirs)
    assert [merged.text.count(f"# {word}\n") for word in "甲乙丙丁"] == [1, 1, 1, 1]
    assert "  # 甲\n  # 丙\n<<<<<<< ours\n  lead: 丙局  # 乙\n" in merged.text


def test_a_new_task_brings_its_remarks_once() -> None:
    new = "\n# 新增\n- title: 新任务  # 待核\n  lead: 丙局\n"
    theirs = edited(("试行方案", "方案")) + new
    merged = merge_texts(BASE, OURS, theirs)
    assert merged.text == edited(("试行方案", "方案"), text=OURS) + new


def test_a_remark_on_a_unit_that_left_stands_above_the_roster() -> None:
    ours = edited(
        ("  乙局:\n", ""),
        ("  甲局:\n", "  甲局:\n    aliases: [乙局]\n"),
        ("  join:\n  - 乙局\n", ""),
        ("  lead: 乙局\n", "  lead: 甲局\n"),
    )
    theirs = edited(("  乙局:\n", "  乙局:  # 电话待补\n"))
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge_texts(BASE, one, other)
        assert not merged.conflicts
        assert merged.text == edited(("units:", "# 电话待补\nunits:"), text=ours)


def test_a_remark_on_a_name_that_became_another_there_already_is_kept() -> None:
    theirs = edited(
        ("  乙局:\n", ""),
        ("  丙局:\n", "  丙局:\n    aliases: [乙局]\n"),
        ("  - 乙局\n", "  - 丙局\n"),
        ("  lead: 乙局\n", "  lead: 丙局\n"),
    )
    ours = edited(("  - 乙局\n", "  - 丙局\n  - 乙局  # 已商定\n"))
    merged = merge_texts(BASE, ours, theirs)
    assert not merged.conflicts
    assert merged.text == edited(("  join:", "  # 已商定\n  join:"), text=theirs)
