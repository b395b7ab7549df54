"""Whether the wording, its milestones and the plan agree on dates and targets."""

import pytest

from dutymatrix.check import check_plan
from dutymatrix.planfile import parse_plan

HEAD = "title: 试行方案\nissued_on: 2017-11-03\nends_on: 2019-12-31\ntasks:\n- title: 甲\n"


def found(lines: str, *codes: str) -> list[str]:
    return [f"{f.code} {f.message}" for f in check_plan(parse_plan(HEAD + lines), codes)]


def milestones(*lines: str) -> str:
    return "  milestones:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


DONE = "by: 2018-12-31, said: 2018年底前, goal: 完成排查"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("  text: 2018年底前，完成排查。\n", ["2018年底前"], id="a date"),
        pytest.param("  text: 三年内建成基地。\n", ["三年内"], id="the plan's end"),
        pytest.param("  text: 年底前完成排查。\n", ["年底前"], id="the year of issue"),
        pytest.param(
            "  text: 2018年底前完成排查，2019年6月底前完成整治。\n" + milestones(DONE),
            ["2019年6月底前"],
            id="one of two",
        ),
        pytest.param("  text: 2018年底前，完成排查。\n" + milestones(DONE), [], id="kept"),
        pytest.param(
            "  text: 2018年底前，完成排查。\n" + milestones("by: 2018-12-31"),
            [],
            id="kept without words",
        ),
        pytest.param(
            "  text: 2019年前完成轮训。\n"
            + milestones("by: 2019-12-31, said: 2019年前, goal: 完成轮训"),
            [],
            id="settled as another day",
        ),
        pytest.param(
            "  text: 对2018年5月1日前到期的贷款，2018年1月1日至2019年12月31日，给予补贴。\n",
            [],
            id="a condition, a period",
        ),
        pytest.param("  text: 将征收期延长至2018年3月底。\n", [], id="a period that is longer"),
        pytest.param("  text: 2018年内成立基金会。\n", ["2018年内"], id="founded by then"),
        pytest.param("  text: 加强领导。\n", [], id="no date"),
    ],
)
def test_dates_that_no_milestone_has(lines: str, expected: list[str]) -> None:
    messages = [f"DM506 （一）: the wording says {said}, no milestone does" for said in expected]
    assert found(lines, "DM506") == messages


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("  text: 专业社工比例不低于30%。\n", "专业社工比例不低于30%", id="a share"),
        pytest.param("  text: 建成基地3个以上。\n", "建成基地3个以上", id="a number"),
        pytest.param(
            "  text: 建成基地3个以上。\n" + milestones("goal: 建成基地3个以上, target: 3个以上"),
            "",
            id="kept",
        ),
        pytest.param("  text: 建成3个基地。\n", "", id="a bare number"),
    ],
)
def test_targets_that_no_milestone_has(lines: str, expected: str) -> None:
    messages = [f"DM407 （一）: the wording sets a target, no milestone does: {expected}"]
    assert found(lines, "DM407") == (messages if expected else [])


def test_targets_are_looked_for_when_they_are_asked_for() -> None:
    plan = parse_plan(HEAD + "  text: 专业社工比例不低于30%。\n")
    assert "DM407" not in {finding.code for finding in check_plan(plan)}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "  text: 覆盖率达到90%以上。\n"
            + milestones("goal: 覆盖率达到95%以上, target: 90%以上"),
            ["覆盖率达到95%以上"],
            id="another goal",
        ),
        pytest.param(
            "  text: 2018年底前，完成排查。\n"
            + milestones("by: 2019-12-31, said: 2019年底前, goal: 完成排查"),
            ["2019年底前"],
            id="another date",
        ),
        pytest.param("  text: 2018年底前，完成排查。\n" + milestones(DONE), [], id="its words"),
        pytest.param(
            "  text: |-\n    2018年底前，\n    完成排查（全部）。\n"
            + milestones("by: 2018-12-31, said: 2018年底前, goal: 完成排查(全部)"),
            [],
            id="written otherwise",
        ),
        pytest.param(
            "  text: 加强领导。\n" + milestones("by: 2018-12-31, said: 2018年底前"),
            [],
            id="a date alone, from a column",
        ),
        pytest.param(
            "  text: 加强领导。\n  notes: {完成时限: 2018年底前完成排查}\n" + milestones(DONE),
            [],
            id="words of a note",
        ),
        pytest.param(milestones(DONE), [], id="no wording"),
    ],
)
def test_milestones_in_other_words(lines: str, expected: list[str]) -> None:
    messages = [f"DM507 （一）: the wording does not say {words}" for words in expected]
    assert found(lines, "DM507") == messages


def test_goals_in_a_column_of_their_own_are_no_invention() -> None:
    """A table states them beside the wording; what is half in it was changed all the same."""
    goals = [
        f"by: {year}-12-31, said: {year}年, goal: 培养{year - 2000}人" for year in (2018, 2019)
    ]
    column = "  text: 培养人才。\n" + milestones(*goals)
    assert len(found(column, "DM507")) == 4
    third = "- title: 乙\n  text: 建成基地。\n" + milestones("goal: 3个")
    assert found(column + third, "DM507") == []
    changed = "- title: 丙\n  text: 排查隐患。\n" + milestones("goal: 排查隐患, target: 9处")
    assert found(column + third + changed, "DM507") == [
        "DM507 （三）: the wording does not say 9处"
    ]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("2020-12-31", ["DM508 （一）: 2020-12-31 is after 2019-12-31, when the plan ends"]),
        ("2016-12-31", ["DM508 （一）: 2016-12-31 is before 2017-11-03, when the plan was issued"]),
        ("2019-12-31", []),
        ("2017-11-03", []),
    ],
)
def test_dates_outside_the_plan(by: str, expected: list[str]) -> None:
    assert found(milestones(f"by: {by}"), "DM508") == expected


def test_a_plan_that_ends_before_it_is_issued() -> None:
    lines = "title: 甲\nissued_on: 2017-11-03\nends_on: 2016-12-31\n"
    lines += "tasks:\n- {title: 乙, milestones: [{by: 2017-12-31}]}\n"
    [finding] = check_plan(parse_plan(lines), {"DM508"})
    assert finding.message == "the plan ends on 2016-12-31, before it was issued on 2017-11-03"
