"""What looks like a unit, a group, and one name of several."""

import pytest

from dutymatrix.wording.unit import (
    is_group,
    is_open_group,
    is_strong_unit,
    is_unit,
    split_joined,
)


@pytest.mark.parametrize(
    "name",
    [
        "市公安局",
        "省委宣传部",
        "国务院",
        "团市委",
        "市妇联",
        "法院",
        "南通海关",
        "之江实验室",
        "产业集团",
        "国网铁岭供电公司",
        "中国铁路总公司",
        "中国出口信用保险公司南通办事处",
        "人行南昌中心支行",
        "省市场监管局（省知识产权局）",
        "省数据集团（筹）",
        "武警中队",
        "各镇（街）",
        "各县（市、区）政府",
        "各地区",
        "省直有关部门",
        "各银行机构",
        "联席会议成员单位",
        "杭州市",
        "平潭综合实验区管委会",
    ],
)
def test_units(name: str) -> None:
    assert is_unit(name)


@pytest.mark.parametrize(
    "words",
    [
        "进一步完善",
        "拖欠账款的所有部门",
        "提高办事效率",
        "张三",
        "不低于",
        "街",
        "市场化",
        "为重点",
        "语料库",
        "下同",
        "N95",
    ],
)
def test_what_is_no_unit(words: str) -> None:
    assert not is_unit(words)


@pytest.mark.parametrize("name", ["拘留所", "戒毒所", "区、市", "街区", "套", "缴费人", "房东"])
def test_what_is_no_unit_beyond_doubt(name: str) -> None:
    assert not is_strong_unit(name)


@pytest.mark.parametrize(
    ("name", "group", "is_open"),
    [
        ("市公安局", False, False),
        ("各镇（街）", True, False),
        ("各市、县（市、区）政府", True, False),
        ("市禁毒委各成员单位", True, False),
        ("国务院相关部门", True, False),
        ("其他有关单位", True, True),
        ("相关部门", True, True),
        ("有关设区市政府", True, False),
    ],
)
def test_groups(name: str, group: bool, is_open: bool) -> None:
    assert (is_group(name), is_group(name) and is_open_group(name)) == (group, is_open)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市公安局和市司法局", ["市公安局", "市司法局"]),
        ("市住房和城乡建设局", ["市住房和城乡建设局"]),
        ("各有关部门和单位", ["各有关部门和单位"]),
        ("市级各有关部门及各县市区政府", ["市级各有关部门", "各县市区政府"]),
        ("财政部、税务总局以及海关总署", ["财政部、税务总局", "海关总署"]),
        ("市公安局和平分局", ["市公安局和平分局"]),
        ("市科技和信息化局", ["市科技和信息化局"]),
        ("粮食和储备局", ["粮食和储备局"]),
    ],
)
def test_joined_names(text: str, names: list[str]) -> None:
    assert [text[piece.start : piece.end] for piece in split_joined(text, 0, len(text))] == names
