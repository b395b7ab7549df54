"""Words of time: what is a deadline of the plan, and what only tells how long something is."""

import pytest

from dutymatrix.wording.time import sets_deadline


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        pytest.param("|三年内|完成管网更新", True, id="to be done"),
        pytest.param("力争|两年内|建成书房20个", True, id="to be built"),
        pytest.param("|3年以内|全部退出", True, id="to be left"),
        pytest.param("|五年内|市县两级分批轮训干部", True, id="who does it stands between"),
        pytest.param("|两年内|", True, id="the sentence goes on behind a comma"),
        pytest.param("离校|2年内|未就业学生", False, id="graduates"),
        pytest.param("对毕业|三年以内|的青年", False, id="of graduates"),
        pytest.param("退役|1年内|报名", False, id="soldiers"),
        pytest.param("成立|5年以内|的企业", False, id="the age of firms"),
        pytest.param("在本地居住|3年内|办理", False, id="residence"),
        pytest.param("可享受|2年内|租金减免", False, id="a benefit"),
        pytest.param("|三年内|免收场地费", False, id="what is free"),
        pytest.param("对首次获评的团队|两年内|每月给予补贴", False, id="a grant"),
        pytest.param("自入驻之日起|3年内|完成", False, id="since a day of somebody's own"),
        pytest.param("近|三年内|完成过同类项目", False, id="the past"),
        pytest.param("获奖后|5年内|不得重复参评", False, id="what is forbidden"),
        pytest.param("贷款期限|1年以内|", False, id="a term"),
    ],
)
def test_within_years(sentence: str, deadline: bool) -> None:
    before, _within, after = sentence.split("|")
    assert sets_deadline(before, after) is deadline
