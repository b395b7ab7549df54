"""Whom a wording itself gives something to do; who is only mentioned stays out."""

import pytest

from dutymatrix.wording.membership import is_localities
from dutymatrix.wording.script import plain
from dutymatrix.wording.tasking import find_exempt, find_taskings
from dutymatrix.wording.unit import is_certain_unit

ROSTER = {"市公安局", "市司法局", "团市委", "各成员单位", "南通海关"}


def is_name(name: str) -> bool:
    return name in ROSTER or is_localities(name) or is_certain_unit(name)


def tasked(text: str) -> list[str]:
    return ["、".join(found.names) for found in find_taskings(plain(text), is_name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("入网入格，各镇（街）具体负责实施，", ["各镇（街）"], id="towns"),
        pytest.param("市公安局要加强巡查。", ["市公安局"], id="a modal verb"),
        pytest.param("市公安局应于每月报送进展。", ["市公安局"], id="another"),
        pytest.param("由市公安局审核。", ["市公安局"], id="by whom"),
        pytest.param(
            "由市自由贸易区办公室牵头负责。", ["市自由贸易区办公室"], id="by whom, of a free zone"
        ),
        pytest.param(
            "待结束后由市公安局统一组织申报。", ["市公安局"], id="by whom, within a clause"
        ),
        pytest.param("请市公安局、市司法局抓紧落实。", ["市公安局、市司法局"], id="please"),
        pytest.param(
            "市公安局、市教育局和团市委要联合检查。", ["市公安局、市教育局、团市委"], id="three"
        ),
        pytest.param(
            "请市公安局、市司法局抓紧组织落实。", ["市公安局、市司法局"], id="several verbs"
        ),
        pytest.param("由市公安局会同市司法局制定。", ["市公安局、市司法局"], id="with another"),
        pytest.param(
            "具体由市公安局会市司法局研究制定。", ["市公安局、市司法局"], id="with, for short"
        ),
        pytest.param(
            "市公安局、市司法局等相关部门，结合职能分工，细化举措。",
            ["市公安局、市司法局"],
            id="each its own part, behind a comma",
        ),
        pytest.param(
            "地方各级人民政府要切实承担主体责任。", ["地方各级人民政府"], id="governments"
        ),
        pytest.param("各级政府针对主要问题，制定措施。", ["各级政府"], id="as to what"),
        pytest.param("南通海关免费为企业办理。", ["南通海关"], id="a name of the roster"),
        pytest.param(
            "市民政局负责审核；\n市教育局要配合。", ["市民政局", "市教育局"], id="not of the roster"
        ),
        pytest.param("市公安局牵头，市司法局配合。", ["市公安局", "市司法局"], id="two clauses"),
        pytest.param("向市公安局报告。", [], id="reported to"),
        pytest.param("报市公安局审核，经市公安局批准。", [], id="approved by"),
        pytest.param("配合市公安局开展检查，支持市司法局加强宣传。", [], id="helped"),
        pytest.param("对各镇（街）、各有关部门开展成效进行考核。", [], id="assessed"),
        pytest.param(
            "推动各镇（街）按比例配备人员，鼓励各地结合实际探索。", [], id="pushed, not told"
        ),
        pytest.param("压实各镇（街）主要领导的第一责任。", [], id="whose duty it is"),
        pytest.param(
            "按照《市公安局关于加强管理的通知》要求，落实市公安局关于宣传的通知。", [], id="titles"
        ),
        pytest.param("市公安局关于加强管理的通知要落实。", [], id="a title without quotes"),
        pytest.param("各镇（街）落实情况纳入考核。", [], id="what became of it"),
        pytest.param("市公安局制定的标准施行后，", [], id="what it has made"),
        pytest.param(
            "市公安局负责人参加，市公安局牵头的联席会议。", [], id="its head, its meeting"
        ),
        pytest.param("市公安局已组织专项行动。", [], id="has done"),
        pytest.param("全市要加强宣传，全省统一部署。", [], id="a place"),
        pytest.param("市场主体要落实责任，市民应支持。", [], id="no units"),
        pytest.param("由于各镇（街）人员不足，理由市公安局已说明。", [], id="because"),
        pytest.param("各镇要求高，市公安局应急处置。", [], id="words that begin as a duty does"),
        pytest.param("市委组织部", [], id="a name alone"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_who_is_tasked(text: str, expected: list[str]) -> None:
    assert tasked(text) == expected


def test_who_leads_is_said() -> None:
    text = "由市公安局牵头，市司法局负责宣传，团市委牵头负责动员。"
    found = [(tasking.names, tasking.leads) for tasking in find_taskings(text, is_name)]
    assert found == [(("市公安局",), True), (("市司法局",), False), (("团市委",), True)]
    assert [text[tasking.start] for tasking in find_taskings(text, is_name)] == ["市", "市", "团"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("除市公安局外，各单位均应参加。", "市公安局", id="but one"),
        pytest.param("各单位（市公安局、市司法局除外）均应参加。", "市司法局", id="excepted"),
        pytest.param("各成员单位（不含团市委）要参加。", "团市委", id="without"),
        pytest.param("加强领导，市公安局不再承担审批工作。", "市公安局", id="no more"),
        pytest.param("将市公安局承担的审批职责划转至市司法局。", "市公安局", id="moved"),
        pytest.param("原由市公安局负责的登记工作，改由市司法局承担。", "市公安局", id="moved on"),
    ],
)
def test_who_is_excepted(text: str, expected: str) -> None:
    assert expected in {*find_exempt(text)}


@pytest.mark.parametrize(
    "text",
    [
        "消除市公安局反映的隐患。",
        "消除市公安局外的隐患。",
        "将市公安局负责的工作纳入考核。",
        "市公安局要参加。",
        "除夕前市公安局值班。",
        "解除市司法局的限制，",
    ],
)
def test_nobody_is_excepted(text: str) -> None:
    assert not {*find_exempt(text)} & ROSTER


@pytest.mark.parametrize("name", ["市公安局", "省委组织部", "县财政局", "市市场监管局", "区教育局"])
def test_offices(name: str) -> None:
    assert is_certain_unit(name)


@pytest.mark.parametrize(
    "name",
    [
        "支持省数据集团",
        "市场主体",
        "市委",
        "市级部门",
        "市有关部门",
        "各镇",
        "公安局",
        "向市公安局",
        "全市",
        "乡村",
    ],
)
def test_what_may_be_none(name: str) -> None:
    assert not is_certain_unit(name)
