"""Dates and targets of a wording, with the words they stand in."""

from datetime import date

import pytest

from dutymatrix.wording.milestone import (
    Horizon,
    day_of,
    find_milestones,
    stage_milestones,
    stated_milestones,
)

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
            "最长不超过3个月。",
            [(None, "", "最长不超过3个月", "不超过3个月")],
            id="months",
        ),
        pytest.param(
            "保证金应在2018年2月5日前如数交还。",
            [("2018-02-05", "在2018年2月5日前", "保证金应在2018年2月5日前如数交还", "")],
            id="a day is no target",
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
            "12月完成审批，2018年3月建成平台。",
            [
                ("2017-12-31", "12月", "完成审批", ""),
                ("2018-03-31", "2018年3月", "建成平台", ""),
            ],
            id="months alone, with what is done",
        ),
        pytest.param("9月至12月完成改造。", [], id="two months, no deadline"),
        pytest.param("对2016年12月建成的小区进行验收。", [], id="what was done in a month"),
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
            "6月底前启动改造、12月底前完成验收。",
            [
                ("2017-06-30", "6月底前", "启动改造", ""),
                ("2017-12-31", "12月底前", "完成验收", ""),
            ],
            id="two dates in one clause",
        ),
        pytest.param(
            "2018年6月底前启动，12月底前完成。",
            [
                ("2018-06-30", "2018年6月底前", "启动", ""),
                ("2018-12-31", "12月底前", "完成", ""),
            ],
            id="the later month is of the same year",
        ),
        pytest.param(
            "2018年，完成三成；2019年，全面完成。",
            [("2018-12-31", "2018年", "完成三成", ""), ("2019-12-31", "2019年", "全面完成", "")],
            id="year by year",
        ),
        pytest.param(
            "2018年启动建设、2019年建成投用。",
            [("2018-12-31", "2018年", "启动建设", ""), ("2019-12-31", "2019年", "建成投用", "")],
            id="years in one clause",
        ),
        pytest.param(
            "2018年起每年6月底前，上报总结。",
            [(None, "2018年起每年6月底前", "上报总结", "")],
            id="every year",
        ),
        pytest.param(
            "每年3月、9月底前上报总结。",
            [(None, "每年3月、9月底前", "上报总结", "")],
            id="twice every year",
        ),
        pytest.param(
            "每年年底前上报总结。", [(None, "每年年底前", "上报总结", "")], id="every year's end"
        ),
        pytest.param(
            "2018年底前启动，次年6月底前完成。",
            [("2018-12-31", "2018年底前", "启动", ""), (None, "6月底前", "次年6月底前完成", "")],
            id="a month of the year after",
        ),
        pytest.param(
            "由2016年底的30%提高到2018年底的40%。",
            [("2018-12-31", "到2018年底", "由2016年底的30%提高到2018年底的40%", "40%")],
            id="what was, and what shall be",
        ),
        pytest.param(
            "9月底完成评估。", [("2017-09-30", "9月底", "完成评估", "")], id="the end of a month"
        ),
    ],
)
def test_milestones(text: str, expected: list[tuple[str | None, str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "clause",
    [
        pytest.param("对2000年底前建成的小区全面改造", id="what was built"),
        pytest.param("2010年底前建成、未改造的小区完成改造", id="what was built and left"),
        pytest.param("2016年底前已建成并投入使用的厂区完成改造", id="what is in use"),
        pytest.param("2016年底前经市政府批准的项目继续推进", id="what was approved"),
        pytest.param("2016年5月1日前到期的贷款采取续贷措施", id="what fell due"),
        pytest.param("对2016年底的存量全面清理", id="what there was"),
        pytest.param("能耗较2016年底下降", id="below"),
        pytest.param("能耗比2015年底减少", id="less than"),
        pytest.param("与2016年底相比有所下降", id="compared with"),
        pytest.param("以2016年底为基数", id="a base"),
        pytest.param("截至2016年底，全市建成平台", id="what is so far"),
        pytest.param("2016年底以来新增的案件", id="since"),
        pytest.param("自2018年底起实施新标准", id="a beginning"),
        pytest.param("征收期延长至3月底", id="a period that is made longer"),
        pytest.param("2019年1月1日至2020年12月31日免征", id="a period"),
    ],
)
def test_dates_that_are_no_deadlines(clause: str) -> None:
    assert found(clause + "。") == []


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        ("2018年底前建成全市统一的平台", "2018-12-31"),
        ("2018年底前完成小区改造的80%", "2018-12-31"),
        ("2018年底前解决存在的问题", "2018-12-31"),
        ("2018年6月底前开始试点", "2018-06-30"),
        ("2018年6月底前起草方案", "2018-06-30"),
        ("占比2018年底达到30%", "2018-12-31"),
        ("即日起至2018年底，开展整治", "2018-12-31"),
    ],
)
def test_deadlines_that_resemble_them(clause: str, day: str) -> None:
    assert [by for by, *_ in found(clause + "。")] == [day]


@pytest.mark.parametrize(
    ("title", "said", "day"),
    [
        ("宣传发动阶段（2019年3月—5月）", "2019年3月—5月", "2019-05-31"),
        ("全面实施阶段(2019年6月至2020年11月)", "2019年6月至2020年11月", "2020-11-30"),
        ("总结验收阶段（2020.12）", "2020.12", "2020-12-31"),
        ("组织启动（6月底前）", "6月底前", "2017-06-30"),
        ("管理办法（试行）", None, None),
        ("长期坚持阶段（2020年起）", None, None),
    ],
)
def test_stages_say_when_they_end(title: str, said: str | None, day: str | None) -> None:
    told = [(one.said, str(one.by)) for one in stage_milestones(title, HORIZON)]
    assert told == ([(said, day)] if said else [])


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
        ("2022.12", "2022-12-31"),
        ("2022.12.31", "2022-12-31"),
        ("2022/6/30前", "2022-06-30"),
        ("2023-09", "2023-09-30"),
        ("2020.13", None),
        ("2022.1-2022.12", "2022-12-31"),
        ("2022.1-12", None),
        ("2019年3月—5月", "2019-05-31"),
        ("2019年3月至2020年5月", "2020-05-31"),
        ("2019-2021年", "2021-12-31"),
        ("3月1日至15日", "2017-03-15"),
        ("2019年11月—3月", None),
        ("2019年3月起", None),
        ("2019年3月—长期", None),
        ("2022年起每年6月底前", None),
        ("每年12月", None),
        ("次年3月底前", None),
        ("1.5亿元", None),
    ],
)
def test_fields_that_state_a_deadline(field: str, day: str | None) -> None:
    assert [str(one.by) for one in stated_milestones(field, HORIZON)] == ([day] if day else [])


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (
            "2018年6月底前启动，12月底前完成",
            [("2018-06-30", "2018年6月底前", "启动"), ("2018-12-31", "12月底前", "完成")],
        ),
        (
            "2018年完成30%，2019年完成60%",
            [("2018-12-31", "2018年", "完成30%"), ("2019-12-31", "2019年", "完成60%")],
        ),
        ("6月、12月", [("2017-06-30", "6月", ""), ("2017-12-31", "12月", "")]),
    ],
)
def test_fields_that_state_several(field: str, expected: list[tuple[str, str, str]]) -> None:
    told = [(str(one.by), one.said, one.goal) for one in stated_milestones(field, HORIZON)]
    assert told == expected
