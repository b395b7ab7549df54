"""Several plans as one: numbers, sections, what people type."""

import pytest

from dutymatrix.error import (
    AmbiguousNumberError,
    AmbiguousPlanError,
    AmbiguousSectionError,
    UnknownNumberError,
    UnknownPlanError,
    UnknownSectionError,
)
from dutymatrix.plan.collection import Collection, collect
from dutymatrix.plan.number import find_item, find_plan, find_section, find_sections
from dutymatrix.plan.number import with_plans_named as named
from dutymatrix.plan.selection import Filter, select_items
from dutymatrix.planfile import parse_plan

A = """\
format: 1
title: 禁毒工程实施方案
document_number: 吴委办〔2017〕93号
units: {甲局: , 乙局: }
sections:
- title: 宣传
  tasks:
  - {title: 一, lead: 甲局}
  - {title: 二, lead: 乙局, join: 甲局}
- title: 打击
  tasks:
  - {title: 三, lead: 甲局}
"""
B = """\
format: 1
title: 扫黑除恶方案
units: {乙局: {contact: '1'}, 丙局: }
numbering: ["1."]
tasks:
- {title: 四, lead: 乙局}
- title: 五
  lead: 丙局
"""


@pytest.fixture
def both() -> Collection:
    return collect("2", "", {"禁毒方案": parse_plan(A), "扫黑方案": parse_plan(B)})


def test_numbers_are_said_with_their_plan(both: Collection) -> None:
    assert [item.number for item in both.items] == [
        *("禁毒方案 1.1", "禁毒方案 1.2", "禁毒方案 2.1", "扫黑方案 1", "扫黑方案 2")
    ]
    assert both.items[2].label == "禁毒方案 （二）1"
    assert [(item.own_number, item.own_section_number) for item in both.items[2:4]] == [
        ("2.1", "2"),
        ("1", ""),
    ]
    assert [*both.section_by_number] == ["禁毒方案", "禁毒方案 1", "禁毒方案 2", "扫黑方案"]


def test_units_of_one_name_are_one_in_the_order_of_the_plans(both: Collection) -> None:
    assert [*both.rank] == ["甲局", "乙局", "丙局"]
    assert both.contact_by_name == {"乙局": "1"}
    assert [item.number for item, _role in both.duties_by_name["乙局"]] == [
        *("禁毒方案 1.2", "扫黑方案 1")
    ]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("禁毒 一·2", "禁毒方案 1.2", id="part of the name"),
        pytest.param("工程 1.2", "禁毒方案 1.2", id="part of the title"),
        pytest.param("jdfa 2.1", "禁毒方案 2.1", id="initials"),
        pytest.param("禁毒方案 （二）1", "禁毒方案 2.1", id="as it is said"),
        pytest.param("2.1", "禁毒方案 2.1", id="one plan has it"),
        pytest.param("扫黑 2", "扫黑方案 2", id="without sections"),
    ],
)
def test_a_task_is_typed_with_its_plan(both: Collection, typed: str, number: str) -> None:
    assert find_item(both, typed).number == number


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        pytest.param("禁毒 一·2", "禁毒 一·2", id="two words"),
        pytest.param("禁毒 一·2 二·1 扫黑 2", "禁毒 一·2|禁毒 二·1|扫黑 2", id="several"),
        pytest.param("2.1", "2.1", id="no plan"),
    ],
)
def test_words_of_a_line(both: Collection, words: str, numbers: str) -> None:
    assert named(both, words.split()) == numbers.split("|")
    assert named(parse_plan(A), words.split()) == words.split()


def test_a_plan_that_begins_with_a_year() -> None:
    plans = collect("2", "", {"2018_年_方案": parse_plan(A), "禁毒方案": parse_plan(B)})
    assert named(plans, ["2018", "1.1"]) == ["2018 1.1"]
    assert find_item(plans, "2018 1.1").number == "2018_年_方案 1.1"
    # Where no plan is called so, it may be a number.
    assert named(plans, ["2035", "1.1"]) == ["2035", "1.1"]


def test_what_fits_none_or_several(both: Collection) -> None:
    with pytest.raises(UnknownPlanError, match=r"教育\n.*禁毒方案、扫黑方案"):
        find_item(both, "教育 1.1")
    with pytest.raises(UnknownPlanError, match="did you mean 禁毒方案"):
        find_item(both, "禁度 1.1")
    with pytest.raises(AmbiguousPlanError, match="禁毒方案、扫黑方案"):
        find_plan(both, "方案")
    with pytest.raises(UnknownNumberError, match=r"禁毒方案 （一）1"):
        find_item(both, "9.9")
    with pytest.raises(UnknownSectionError):
        find_section(both, "九")
    twice = collect("2", "", {"a": parse_plan(A), "b": parse_plan(A)})
    with pytest.raises(AmbiguousNumberError, match="a （一）1、b （一）1"):
        find_item(twice, "1.1")
    with pytest.raises(AmbiguousSectionError, match="a （一）、b （一）"):
        find_section(twice, "一")
    assert find_sections(twice, "一") == ("a 1", "b 1")


@pytest.mark.parametrize(
    ("section", "titles"),
    [
        pytest.param("二", "三", id="of the plan that has it"),
        pytest.param("禁毒 一", "一二", id="with its plan"),
        pytest.param("扫黑方案", "四五", id="a whole plan"),
        pytest.param("打击", "三", id="by its title"),
    ],
)
def test_sections(both: Collection, section: str, titles: str) -> None:
    found = select_items(both, Filter(sections=(section,)))
    assert "".join(item.title for item in found) == titles


def test_what_binds_all_is_said_with_its_plan() -> None:
    common = "common:\n- title: 工作保障\n"
    both = collect("2", "", {"a": parse_plan(A + common), "b": parse_plan(B + common)})
    assert [chapter.title for chapter in both.common] == ["a 工作保障", "b 工作保障"]
