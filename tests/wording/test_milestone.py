"""Dates and targets of a wording, with the words they stand in."""

from datetime import date

import pytest

from dutymatrix.wording.milestone import Horizon, day_of, find_milestones, stated_milestone

HORIZON = Horizon(date(2019, 12, 31), 2017)


def found(text: str) -> list[tuple[str | None, str, str, str]]:
    return [
        (str(m.by) if m.by else None, m.said, m.goal, m.target)
        for m in find_milestones(text, HORIZON)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("落实责任。", [], id="none"),
        pytest.param(
            "2018年底前，推动摘帽。",
            [("2018-12-31", "2018年底前", "推动摘帽", "")],
            id="date first",
        ),
        pytest.param(
            "推进发展，2017年内成立协会，成立1家以上机构。",
            [
                ("2017-12-31", "2017年内", "成立协会", ""),
                ("2017-12-31", "2017年内", "成立1家以上机构", "1家以上"),
            ],
            id="a goal and a target",
        ),
        pytest.param(
            "到2019年底，定级率95%以上，落实率达90%以上。",
            [
                ("2019-12-31", "到2019年底", "定级率95%以上", "95%以上"),
                ("2019-12-31", "到2019年底", "落实率达90%以上", "达90%以上"),
            ],
            id="two targets",
        ),
        pytest.param(
            "执行率三年内达到90%，保持率不低于85%。",
            [
                ("2019-12-31", "三年内", "执行率三年内达到90%", "达到90%"),
                (None, "", "保持率不低于85%", "不低于85%"),
            ],
            id="a date within its clause",
        ),
        pytest.param(
            "按30:1的比例配备，到2019年底比例不低于30%，实现发展。",
            [
                (None, "", "按30:1的比例配备", "30:1"),
                ("2019-12-31", "到2019年底", "比例不低于30%", "不低于30%"),
            ],
            id="what follows a target",
        ),
        pytest.param(
            "单价最高不超过100万元。",
            [(None, "", "单价最高不超过100万元", "最高不超过100万元")],
            id="most",
        ),
        pytest.param(
            "成本至少降低0.5个百分点。",
            [(None, "", "成本至少降低0.5个百分点", "至少降低0.5个百分点")],
            id="points",
        ),
        pytest.param("拨打12345热线，开展“4.14”行动。", [], id="numbers that measure nothing"),
        pytest.param("落实《2018年底前任务》。", [], id="in a title"),
        pytest.param("2017年，全民动员。", [], id="a year alone"),
        pytest.param(
            "两年内，建成实训场所30处。",
            [("2019-12-31", "两年内", "建成实训场所30处", "30处")],
            id="within years, and a comma",
        ),
        pytest.param(
            "为离校1年内的学生减免房租，三年内建成公寓。",
            [("2019-12-31", "三年内", "建成公寓", "")],
            id="an age before a deadline",
        ),
        pytest.param(
            "9月底完成评估。", [("2017-09-30", "9月底", "完成评估", "")], id="the end of a month"
        ),
    ],
)
def test_milestones(text: str, expected: list[tuple[str | None, str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2018年底前", "2018-12-31"),
        ("到2020年", "2020-12-31"),
        ("2020年6月底前", "2020-06-30"),
        ("至2020年6月30日止", "2020-06-30"),
        ("2020年3月31日前", "2020-03-31"),
        ("2013年年底前", "2013-12-31"),
        ("2019年上半年", "2019-06-30"),
        ("2019年前", "2018-12-31"),
        ("三年内", "2019-12-31"),
        ("通过3年努力", "2019-12-31"),
        ("力争到2018年底", "2018-12-31"),
        ("年底前", "2017-12-31"),
        ("6月底前", "2017-06-30"),
    ],
)
def test_days(said: str, day: str) -> None:
    assert str(day_of(said, HORIZON)) == day
    [milestone] = find_milestones(f"{said}，实现目标。", HORIZON)
    assert (milestone.said, str(milestone.by)) == (said.removesuffix("止") or said, day) or (
        milestone.said == said
    )


def test_a_day_that_nobody_can_tell() -> None:
    assert day_of("年底前", Horizon(None, None)) is None
    assert day_of("三年内", Horizon(None, 2017)) is None


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("2020年6月底前完成", "2020-06-30"),
        ("2023年", "2023-12-31"),
        ("12月", "2017-12-31"),
        ("3—10月", "2017-10-31"),
        ("2019年4-9月", "2019-09-30"),
        ("第三季度", "2017-09-30"),
        ("长期", None),
    ],
)
def test_fields_that_state_a_deadline(field: str, day: str | None) -> None:
    milestone = stated_milestone(field, HORIZON)
    assert (str(milestone.by) if milestone else None) == day
