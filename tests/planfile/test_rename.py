"""A unit under another name: everywhere, with what it was called remembered."""

from contextlib import suppress
from datetime import date
from difflib import unified_diff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.finding import has_errors
from dutymatrix.plan.model import Plan, Unit
from dutymatrix.planfile import parse_plan, read_text
from dutymatrix.planfile.rename import NameTakenError, SucceededError, rename_unit
from dutymatrix.planfile.splice import UnspliceableError
from dutymatrix.planfile.writer import dump_plan
from forms import FORMS
from strategies import plans

TEXT = """\
title: 试行方案
units:
  市公安局:
  市卫计局:    # 两委合并
    aliases: [卫计局]
  市爱卫办:
    until: 2016-12-31
    succeeded_by: [市卫计局]
groups:
  成员单位:
    members:
    - 市卫计局
    - 市公安局
standing:
- text: 以下各项均涉及市卫计局。
  units: 市卫计局
tasks:
- title: 落实责任
  text: |-
    由市卫计局组织落实。
  lead: "市卫计局"   # 牵头
  join:
  - 市公安局
- title: 落实经费
  parts:
  - title: 预算
    lead: 市公安局
    join: [ 市爱卫办,市卫计局 ]
  - title: 审计
    guide: 成员单位
"""


def differences(old: str, new: str) -> list[str]:
    """The lines that went and came."""
    lines = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [
        f"{line[0]} {line[1:]}"
        for line in lines
        if line[:3] not in {"---", "+++"} and line[0] != "@"
    ]


def test_the_name_changes_everywhere_and_becomes_an_alias() -> None:
    done = rename_unit(TEXT, parse_plan(TEXT), "市卫计局", "市卫健局")
    assert (done.tasks, done.mentions) == (2, 1)
    assert differences(TEXT, done.text) == [
        "-   市卫计局:    # 两委合并",
        "-     aliases: [卫计局]",
        "+   市卫健局:    # 两委合并",
        "+     aliases: [卫计局, 市卫计局]",
        "-     succeeded_by: [市卫计局]",
        "+     succeeded_by: [市卫健局]",
        "-     - 市卫计局",
        "+     - 市卫健局",
        "-   units: 市卫计局",
        "+   units: 市卫健局",
        '-   lead: "市卫计局"   # 牵头',
        '+   lead: "市卫健局"   # 牵头',
        "-     join: [ 市爱卫办,市卫计局 ]",
        "+     join: [ 市爱卫办,市卫健局 ]",
    ]
    plan = parse_plan(done.text)
    assert plan.units[1] == Unit("市卫健局", None, ("卫计局", "市卫计局"))


def test_with_a_day_the_old_unit_stays_until_the_day_before() -> None:
    done = rename_unit(TEXT, parse_plan(TEXT), "市卫计局", "市卫健局", date(2019, 4, 1))
    units = parse_plan(done.text).units
    assert units[1:3] == (
        Unit("市卫计局", None, ("卫计局",), date(2019, 3, 31), ("市卫健局",)),
        Unit("市卫健局"),
    )
    assert units[3].succeeded_by == ("市卫计局",)
    assert done.text.count("市卫计局") == TEXT.count("市卫计局") - 4
    assert "  市卫计局:    # 两委合并\n    aliases: [卫计局]\n    until: 2019-03-31\n" in done.text


def test_what_was_an_alias_of_the_unit_can_be_its_name() -> None:
    for day, aliases in ((None, ("市卫计局",)), (date(2019, 4, 1), ())):
        plan = parse_plan(rename_unit(TEXT, parse_plan(TEXT), "市卫计局", "卫计局", day).text)
        assert plan.units[1].aliases == aliases
        assert plan.own_tasks[0].lead == ("卫计局",)


def test_a_group_is_renamed_too_but_has_no_successor() -> None:
    plan = parse_plan(TEXT)
    done = rename_unit(TEXT, plan, "成员单位", "市禁毒委成员单位")
    assert parse_plan(done.text).groups[0].aliases == ("成员单位",)
    assert done.tasks == 1
    with pytest.raises(SucceededError, match="成员单位 is a group"):
        rename_unit(TEXT, plan, "成员单位", "市禁毒委成员单位", date(2019, 4, 1))


def test_a_unit_has_one_successor() -> None:
    with pytest.raises(SucceededError, match="市爱卫办 has a successor already"):
        rename_unit(TEXT, parse_plan(TEXT), "市爱卫办", "爱卫中心", date(2019, 4, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("市公安局", "市卫计局", "市卫计局 is in the roster already\n", id="a unit"),
        pytest.param(
            "市公安局", "卫计局", "卫计局 is in the roster already, as 市卫计局", id="alias"
        ),
        pytest.param("市公安局", "市公安局", "市公安局 is in the roster already\n", id="itself"),
    ],
)
def test_a_name_that_is_taken_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(NameTakenError, match=said) as caught:
        rename_unit(TEXT, parse_plan(TEXT), old, new)
    assert "that would be a merger: dutymatrix tasks --unit 市公安局" in str(caught.value)


@given(plans(), st.data())
def test_only_the_name_differs_afterwards(plan: Plan, data: st.DataObject) -> None:
    if not plan.rank:
        return
    old = data.draw(st.sampled_from(list(plan.rank)))
    text = dump_plan(plan)
    done = parse_plan(rename_unit(text, plan, old, "改名后的单位").text)
    assert [*done.rank] == [name if name != old else "改名后的单位" for name in plan.rank]
    assert old in done.roster[plan.rank[old]].aliases
    assert len(done.duties_by_name.get("改名后的单位", ())) == len(plan.duties_by_name.get(old, ()))
    assert old not in done.duties_by_name
    back = parse_plan(rename_unit(dump_plan(done), done, "改名后的单位", old).text)
    assert back.own_tasks == plan.own_tasks
    assert back.sections == plan.sections


@pytest.mark.parametrize("form", FORMS)
def test_it_changes_what_it_must_in_every_form_or_refuses(form: str) -> None:
    text = FORMS[form](TEXT)
    plan = parse_plan(text)
    try:
        done = rename_unit(text, plan, "市卫计局", "市卫健局")
    except UnspliceableError as error:
        assert "dutymatrix fmt" in str(error)
        assert form == "explicit keys"
        return
    assert parse_plan(done.text) == done.plan
    if not text.isascii():
        assert (done.text.count("市卫健局"), done.text.count("市卫计局")) == (6, 3)
    assert done.text.startswith("\ufeff") == text.startswith("\ufeff")
    assert ("\r\n" in done.text) == ("\r\n" in text)


@pytest.mark.parametrize("form", FORMS)
def test_a_successor_in_every_form_or_a_refusal(form: str) -> None:
    text = FORMS[form](TEXT)
    plan = parse_plan(text)
    try:
        done = rename_unit(text, plan, "市公安局", "市公安分局", date(2019, 4, 1))
    except UnspliceableError as error:
        assert "dutymatrix fmt" in str(error)
    else:
        assert parse_plan(done.text) == done.plan


@given(plans(), st.data(), st.sampled_from([*FORMS]), st.sampled_from([None, date(2019, 4, 1)]))
def test_any_plan_in_any_form_says_what_it_is_to_say(
    plan: Plan, data: st.DataObject, form: str, on: date | None
) -> None:
    text = FORMS[form](dump_plan(plan))
    reading = read_text(text, "plan.yaml")
    if not plan.rank or reading.plan is None or has_errors(reading.findings):
        return
    old = data.draw(st.sampled_from(list(plan.rank)))
    with suppress(UnspliceableError, SucceededError):
        done = rename_unit(text, reading.plan, old, "改名后的单位", on)
        again = read_text(done.text, "plan.yaml")
        assert again.plan == done.plan
        assert not has_errors(again.findings)


@pytest.mark.parametrize(
    ("units", "written"),
    [
        pytest.param(
            "  甲局: null  # 注\n", "  乙局:  # 注\n    aliases:\n    - 甲局\n", id="null"
        ),
        pytest.param("  甲局: {}\n", "  乙局:\n    aliases:\n    - 甲局\n", id="braces"),
        pytest.param(
            "  甲局:\n    aliases: []\n", "  乙局:\n    aliases:\n    - 甲局\n", id="brackets"
        ),
        pytest.param("  {甲局: ~}\n", "  {乙局: {aliases: [甲局]}}\n", id="within braces"),
        pytest.param(
            "  {甲局: {open: true}}\n",
            "  {乙局: {open: true, aliases: [甲局]}}\n",
            id="with fields",
        ),
        pytest.param(
            '  {"甲局": {"aliases": []}}\n', '  {"乙局": {"aliases": ["甲局"]}}\n', id="JSON"
        ),
        pytest.param(
            "  甲局: {aliases: [\n    '一',\n    '二'  ]}\n",
            "  乙局: {aliases: [\n    '一',\n    '二',\n    甲局  ]}\n",
            id="a list on several lines",
        ),
        pytest.param(
            '  "\\u7532\\u5c40": null\n',
            '  "\\u4e59\\u5c40":\n    aliases:\n    - 甲局\n',
            id="escapes",
        ),
    ],
)
def test_what_stands_in_a_roster(units: str, written: str) -> None:
    head = "title: x\ngroups:\n"
    done = rename_unit(head + units, parse_plan(head + units), "甲局", "乙局")
    assert done.text == head + written


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("title: x\nunits: {甲局}\n", 2, id="a name alone between braces"),
        pytest.param(
            "title: x\nunits:\n  甲局:\ntasks:\n- title: 一\n  lead: |- # 注\n    甲局\n",
            6,
            id="comment on a text",
        ),
        pytest.param(
            'title: "\\ud842\\udfb7"\nunits:\n  甲局:\n', 1, id="a character in two halves"
        ),
    ],
)
def test_what_cannot_be_edited_says_what_can_be_done(text: str, line: int) -> None:
    with pytest.raises(UnspliceableError, match=f"^plan.yaml:{line}: written") as caught:
        rename_unit(text, parse_plan(text), "甲局", "乙局")
    assert str(caught.value).endswith("dutymatrix fmt plan.yaml")
