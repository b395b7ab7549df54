"""`units.yaml`: whose names are one office in all plans."""

from datetime import date

from dutymatrix.answer.duties import duties_of
from dutymatrix.library.house import gather, read_house
from dutymatrix.plan.collection import Collection
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan, usable

OLD = """\
format: 1
title: 甲方案
units: {市卫计局: , 市公安局: }
groups:
  成员单位: {members: [市公安局]}
tasks:
- {title: 筛查, lead: 市卫计局, join: 成员单位}
"""
NEW = """\
format: 1
title: 乙方案
units: {市卫健委: {contact: 0759}, 市教育局: }
groups:
  成员单位: {members: [市教育局]}
tasks:
- {title: 体检, lead: 市卫健委, join: 成员单位}
"""
HOUSE = """\
units:
  市教育局:
  市卫计局: {until: 2019-03-30, succeeded_by: 市卫健局}
  市卫健局: {aliases: [市卫健委]}
"""


def together(house: str | None = None, day: date | None = date(2020, 1, 1)) -> Collection:
    plans = {"甲": parse_plan(OLD), "乙": parse_plan(NEW)}
    roster: Plan | None = None
    if house is not None:
        roster = usable(read_house(house.encode(), "units.yaml"), "units.yaml")
    return gather("2", "", plans, roster, day)


def test_unlike_names_are_never_one_by_themselves() -> None:
    whole = together()
    assert {"市卫计局", "市卫健委"} <= whole.rank.keys()
    assert [duty.item.number for duty in duties_of(whole, "市卫健委").own] == ["乙 1"]


def test_the_house_says_that_two_names_are_one() -> None:
    duties = duties_of(together(HOUSE), "市卫健局")
    assert [(duty.item.number, duty.printed) for duty in duties.own] == [
        ("甲 1", "市卫计局"),
        ("乙 1", "市卫健委"),
    ]
    assert duties.tally.lead == 2


def test_before_the_reform_they_were_two() -> None:
    whole = together(HOUSE, date(2018, 1, 1))
    assert [duty.item.number for duty in duties_of(whole, "市卫计局").own] == ["甲 1"]
    assert [duty.item.number for duty in duties_of(whole, "市卫健局").own] == ["乙 1"]


def test_other_names_of_a_unit_did_not_end() -> None:
    assert [unit.name for unit in together(HOUSE).absent] == ["市卫计局"]


def test_units_stand_in_the_order_of_the_house() -> None:
    assert [*together(HOUSE).rank][:3] == ["市教育局", "市卫健局", "市公安局"]
    assert [*together().rank][:3] == ["市卫计局", "市公安局", "市卫健委"]


def test_what_the_house_leaves_open_a_plan_says() -> None:
    assert together(HOUSE).contact_by_name == {}  # that of an alias is nobody's by name
    assert together().contact_by_name == {"市卫健委": "0759"}


def test_groups_of_one_name_with_other_members_are_told_apart() -> None:
    whole = together()
    assert [group.name for group in whole.groups] == ["成员单位（甲）", "成员单位（乙）"]
    assert [(d.item.number, d.via) for d in duties_of(whole, "市教育局").through] == [
        ("乙 1", "成员单位（乙）")
    ]


def test_groups_of_one_name_and_the_same_members_are_one() -> None:
    plans = {"甲": parse_plan(OLD), "丙": parse_plan(OLD.replace("甲方案", "丙方案"))}
    whole = gather("2", "", plans)
    assert [group.name for group in whole.groups] == ["成员单位"]
    assert len(duties_of(whole, "市公安局").through) == 2


def test_the_house_lists_members_where_a_plan_lists_none() -> None:
    old = OLD.replace("  成员单位: {members: [市公安局]}", "  成员单位:")
    house = "units: {市公安局: }\ngroups:\n  成员单位: {members: [市公安局]}\n"
    roster = usable(read_house(house.encode(), "units.yaml"), "units.yaml")
    whole = gather("1", "", {"甲": parse_plan(old)}, roster)
    assert [d.via for d in duties_of(whole, "市公安局").through] == ["成员单位"]
    assert "市公安局" in whole.rank
