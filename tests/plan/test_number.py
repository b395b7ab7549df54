"""A task is found however its number is written; what is near is said where none is."""

import pytest
from hypothesis import given

from dutymatrix.error import (
    AmbiguousNumberError,
    AmbiguousSectionError,
    UnknownNumberError,
    UnknownSectionError,
)
from dutymatrix.plan.model import Plan
from dutymatrix.plan.number import find_item, find_section
from dutymatrix.planfile import parse_plan
from strategies import plans

NESTED = """\
title: 试行方案
chapter: 三、工作任务
numbering: [（一）, "1.", ①]
sections:
- title: 机制
  tasks:
  - {title: 甲, id: 机制-甲}
  - title: 乙
    parts:
    - title: 丙
    - {title: 丁, id: "2"}
- title: 保障
  lead: 各镇
  sections:
  - title: 经费
    tasks:
    - title: 戊
  - title: 督导
groups:
  各镇:
"""

RUNNING = """\
title: 试行方案
numbering: [（一）, "1."]
running: ["1."]
sections:
- title: 机制
  tasks:
  - title: 甲
  - title: 乙
- title: 保障
  tasks:
  - title: 丙
  - title: 丁
    parts:
    - title: 戊
    - title: 己
"""


def title_of(text: str, typed: str) -> str:
    return find_item(parse_plan(text), typed).title


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "3.3",
            "三.3",
            "三·3",
            "三・3",
            "三、3",
            "3-3",
            "（三）3",
            "(三)3",
            "（三）（3）",
            "（三） 3",
        ),
        *("３．３", "3,3", "3。3", "03.3", "3 3", "3.3.", " 三·3 ", "㈢3", "第三项第3条", "三是3"),
        *("二（三）3", "二、（三）3", "2.3.3", "二·三·3"),
    ],
)
def test_all_of_these_are_3_3(plan: Plan, typed: str) -> None:
    assert find_item(plan, typed).number == "3.3"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("1.1", "甲"),
        ("机制-甲", "甲"),
        ("1.2a", "丙"),
        ("（一）2b", "丁"),
        ("一·2 B", "丁"),
        pytest.param("2", "丁", id="an id before a number"),
        pytest.param("（二）", "保障", id="a section with a list"),
        pytest.param("二", "保障", id="without brackets"),
        pytest.param("（二）1①", "戊", id="the third level"),
        pytest.param("2.1.1", "戊", id="in digits"),
        pytest.param("三（二）1①", "戊", id="after the chapter's number"),
        pytest.param("三、（一）2a", "丙", id="after the chapter's number and mark"),
    ],
)
def test_finds(typed: str, title: str) -> None:
    assert title_of(NESTED, typed) == title


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("1.2", "乙"),
        ("2.3", "丙"),
        ("（二）3", "丙"),
        pytest.param("3", "丙", id="the number alone"),
        pytest.param("第三条", "丙", id="the number alone, as an article"),
        pytest.param("4b", "己", id="a part by the number alone"),
    ],
)
def test_finds_numbers_that_run_on(typed: str, title: str) -> None:
    assert title_of(RUNNING, typed) == title


def test_without_sections() -> None:
    plan = parse_plan("title: 试行方案\nnumbering: [第一条]\ntasks:\n- title: 甲\n- title: 乙\n")
    assert {find_item(plan, typed).title for typed in ("2", "二", "第二条", "②")} == {"乙"}


def test_the_only_list_of_an_item_is_the_item() -> None:
    text = "title: 试行方案\ntasks:\n- parts:\n  - title: 甲\n"
    assert title_of(text, "1") == title_of(text, "1a") == "甲"


def test_a_label_of_any_form() -> None:
    text = "title: 试行方案\nnumbering: [任务一]\ntasks:\n- title: 甲\n- title: 乙\n"
    assert title_of(text, "任务二") == "乙"


@pytest.mark.parametrize(
    ("text", "typed", "message"),
    [
        pytest.param(
            NESTED, "1.2", "1.2 could be （一）2a、（一）2b\ntype the whole number", id="parts"
        ),
        pytest.param(
            NESTED,
            "三（一）2",
            "三（一）2 could be （一）2a、（一）2b\ntype the whole number",
            id="parts, after the chapter's number",
        ),
        pytest.param(
            RUNNING, "4", "4 could be （二）4a、（二）4b\ntype the whole number", id="parts, run on"
        ),
        pytest.param(
            RUNNING.replace('["1."]\nsections', '["1."]\nchapter: 三、任务\nsections'),
            "三（二）4",
            "三（二）4 could be （二）4a、（二）4b\ntype the whole number",
            id="run on, after the chapter's number",
        ),
    ],
)
def test_several(text: str, typed: str, message: str) -> None:
    with pytest.raises(AmbiguousNumberError) as caught:
        title_of(text, typed)
    assert str(caught.value) == message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "typed", "message"),
    [
        (NESTED, "1.9", "there is no task 1.9\n（一）机制 has （一）1 to （一）2b"),
        (NESTED, "1.1a", "there is no task 1.1a\n（一）机制 has （一）1 to （一）2b"),
        (NESTED, "1", "there is no task 1\n（一）机制 has （一）1 to （一）2b"),
        pytest.param(
            NESTED,
            "三（二）9",
            "there is no task 三（二）9\n（二）保障 has （二）1① to （二）1①",
            id="after the chapter's number",
        ),
        pytest.param(
            NESTED.replace("三、工作任务", "二、工作任务"),
            "2.1.2",
            "there is no task 2.1.2\n（二）1经费 has （二）1① to （二）1①",
            id="not 1.2 of chapter 2, for there is a section 2.1",
        ),
        (NESTED, "9", "there is no task 9\nthis plan's tasks are （一）1 to （二）1①"),
        (NESTED, "2.2", "there is no task 2.2\nthis plan's tasks are （一）1 to （二）1①"),
        (RUNNING, "5", "there is no task 5\nthis plan's tasks are （一）1 to （二）4b"),
        (RUNNING, "1.3", "there is no task 1.3\n（一）机制 has （一）1 to （一）2"),
        ("title: 试行方案\n", "1", "there is no task 1\nthis plan has no tasks"),
        *(
            (NESTED, typed, f"there is no task {typed}\ntype a number such as 3.3, 三·3 or （三）3")
            for typed in ("甲", "市卫计局", "3.3压实责任", "9" * 5000, "一" * 5000)
        ),
    ],
)
def test_none(text: str, typed: str, message: str) -> None:
    with pytest.raises(UnknownNumberError) as caught:
        title_of(text, typed)
    assert str(caught.value) == message
    assert caught.value.exit_code == 2


@given(plans())
def test_every_item_is_found_by_its_number_and_its_label(plan: Plan) -> None:
    ids = {item.entry.id for item in plan.items}
    for item in plan.items:
        for typed in {item.number, item.label} - ids:
            assert find_item(plan, typed) is item


# Sections

SECTIONS = """\
title: 试行方案
chapter: 三、工作任务
numbering: [（一）, "1."]
running: ["1."]
sections:
- title: 禁毒机制
  id: 机制
  sections:
  - title: 经费保障
  - title: 督导
- title: 宣传保障
  sections:
  - title: 校园
"""


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("1", "1"), ("一", "1"), ("（一）", "1"), ("(一)", "1"), ("一、", "1"), ("第二", "2")),
        *(("1.2", "1.2"), ("（一）2", "1.2"), ("一·2", "1.2"), ("（一）2督导", "1.2")),
        pytest.param("机制", "1", id="an id"),
        pytest.param("（一）禁毒机制", "1", id="number and title"),
        pytest.param("宣传保障", "2", id="title"),
        pytest.param("督导", "1.2", id="title of an inner one"),
        pytest.param("禁毒", "1", id="part of a title"),
        pytest.param("3", "2.3", id="its own number, where they run on"),
        pytest.param("三（二）", "2", id="after the chapter's number"),
        pytest.param("三、（二）3", "2.3", id="an inner one after the chapter's number"),
    ],
)
def test_finds_the_section(typed: str, number: str) -> None:
    assert find_section(parse_plan(SECTIONS), typed) == number


def test_finds_a_section_by_a_label_that_is_no_number() -> None:
    plan = parse_plan("title: 试行方案\nnumbering: [任务一]\nsections:\n- title: 甲\n- title: 乙\n")
    assert find_section(plan, "任务二") == "2"


def test_several_sections() -> None:
    with pytest.raises(AmbiguousSectionError) as caught:
        find_section(parse_plan(SECTIONS), "保障")
    assert str(caught.value).startswith("保障 could be （一）1经费保障、（二）宣传保障\n")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("typed", ["9", "1.3", "", "甲", "三（九）"])
def test_no_section(typed: str) -> None:
    with pytest.raises(UnknownSectionError) as caught:
        find_section(parse_plan(SECTIONS), typed)
    assert caught.value.exit_code == 2


@given(plans())
def test_every_section_is_found_by_its_number(plan: Plan) -> None:
    for number in plan.section_by_number:
        assert find_section(plan, number) == number
