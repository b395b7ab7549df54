"""A unit's own duties and those of its groups, complete, in order and never mixed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.answer.duties import Duty, DutyList, duties_of
from dutymatrix.error import UnknownUnitError
from dutymatrix.plan.model import Plan, Role
from dutymatrix.planfile import parse_plan
from strategies import plans, shuffled

TOWNS = """\
title: 试行方案
units:
  塘缀镇:
  博铺街:
  市公安局:
  市司法局:
groups:
  各镇:
    members: [塘缀镇]
  各镇街:
    members: [各镇, 博铺街]
  各单位:
    members: [市公安局, 各镇街]
  成员单位:
  有关单位:
    open: true
tasks:
- title: 甲
  lead: 市公安局
  join: [各镇, 成员单位]
- title: 乙
  join: [各镇街, 塘缀镇]
- title: 丙
  responsible: 各单位
  join: 各镇
- title: 丁
  guide: 塘缀镇
  join: [有关单位, 成员单位]
- title: 戊
  lead: 塘缀镇
"""


def own(duties: DutyList) -> list[tuple[str, str]]:
    return [(duty.item.number, duty.role.value) for duty in duties.own]


def through(duties: DutyList) -> list[tuple[str, str, str | None]]:
    return [(duty.item.number, duty.role.value, duty.via) for duty in duties.through]


def unresolved(duties: DutyList) -> dict[str, list[str]]:
    return {group: [item.number for item in items] for group, items in duties.unresolved.items()}


def test_of_a_unit_that_only_joins(plan: Plan) -> None:
    duties = duties_of(plan, "市卫计局")
    numbers = ["3.1", "3.3", "3.4", "3.5", "3.7", "3.8", "3.9", "4.4", "5.1", "6.3"]
    assert own(duties) == [(number, "join") for number in numbers]
    assert duties.tally == (0, 0, 10, 0)
    assert duties.through == ()


def test_of_a_unit_that_leads(plan: Plan) -> None:
    duties = duties_of(plan, "市公安局")
    roles = [duty.role for duty in duties.own]
    assert roles == sorted(roles, key=[*Role].index)
    assert (duties.tally.lead, duties.tally.join) == (12, 9)
    places = {item.number: place for place, item in enumerate(plan.items)}
    for role in Role:
        numbers = [places[duty.item.number] for duty in duties.own if duty.role is role]
        assert numbers == sorted(numbers)


def test_of_a_group(plan: Plan) -> None:
    duties = duties_of(plan, "各镇（街）")
    assert [number for number, _role in own(duties)] == [
        "1.1",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
        "3.4",
        "3.5",
        "3.9",
        "4.1",
    ]
    # The other groups have no members either, but mean offices, and no group.
    assert duties.unresolved == {}


def test_names_the_groups_that_may_mean_the_unit(plan: Plan) -> None:
    duties = duties_of(plan, "市卫计局")
    assert {group: len(items) for group, items in duties.unresolved.items()} == {
        "市禁毒委各成员单位": 2,
        "其他有关单位": 3,
    }
    assert unresolved(duties)["其他有关单位"] == ["2.6", "2.7", "5.4"]


def test_all_lists_together_are_the_plan(plan: Plan) -> None:
    lists = [duties_of(plan, name) for name in plan.rank]
    assert sum(len(duties.own) for duties in lists) == 189
    assert sum(duties.tally.lead for duties in lists) == 43


@pytest.mark.parametrize(
    ("unit", "expected_own", "expected_through"),
    [
        pytest.param(
            "塘缀镇",
            [("5", "lead"), ("2", "join"), ("4", "guide")],
            [
                ("3", "responsible", "各单位"),
                ("1", "join", "各镇"),
                ("2", "join", "各镇街"),
                ("3", "join", "各镇"),
            ],
            id="of three groups, one in another",
        ),
        pytest.param(
            "博铺街",
            [],
            [("3", "responsible", "各单位"), ("2", "join", "各镇街")],
            id="only through groups",
        ),
        pytest.param(
            "市公安局", [("1", "lead")], [("3", "responsible", "各单位")], id="of the outer group"
        ),
        pytest.param("市司法局", [], [], id="of no group"),
        pytest.param(
            "各镇",
            [("1", "join"), ("3", "join")],
            [("3", "responsible", "各单位"), ("2", "join", "各镇街")],
            id="a group in groups",
        ),
        pytest.param("各单位", [("3", "responsible")], [], id="the outermost group"),
    ],
)
def test_own_and_through_groups(
    unit: str,
    expected_own: list[tuple[str, str]],
    expected_through: list[tuple[str, str, str]],
) -> None:
    duties = duties_of(parse_plan(TOWNS), unit)
    assert duties.unit == unit
    assert own(duties) == expected_own
    assert through(duties) == expected_through
    asked = {"成员单位": ["1", "4"], "有关单位": ["4"]}
    # Towns are no offices, and a group is no member that anybody asks for.
    assert unresolved(duties) == (asked if unit in {"市公安局", "市司法局"} else {})


def test_own_and_group_duties_are_counted_apart() -> None:
    duties = duties_of(parse_plan(TOWNS), "塘缀镇")
    assert duties.tally.data() == {
        "lead": 1,
        "responsible": 0,
        "join": 1,
        "guide": 1,
    }
    assert duties.via_tally.data() == {
        "lead": 0,
        "responsible": 1,
        "join": 3,
        "guide": 0,
    }


def test_a_task_reached_through_two_groups_counts_once() -> None:
    plan = parse_plan(
        "title: 试行方案\nunits:\n  塘缀镇:\ngroups:\n  各镇:\n    members: [塘缀镇]\n"
        "  沿海镇:\n    members: [塘缀镇]\ntasks:\n- {title: 甲, join: [各镇, 沿海镇]}\n"
    )
    duties = duties_of(plan, "塘缀镇")
    assert through(duties) == [("1", "join", "各镇"), ("1", "join", "沿海镇")]
    assert duties.via_tally.join == 1


@given(plans())
def test_lists_say_what_the_tasks_say(plan: Plan) -> None:
    for name in plan.rank:
        duties = duties_of(plan, name)
        assert Counter(own(duties)) == Counter(
            (item.number, role.value)
            for item in plan.items
            for unit, role in item.entry.assignments
            if unit == name
        )
        assert Counter(through(duties)) == Counter(
            (item.number, role.value, group)
            for item in plan.items
            for group, role in item.entry.assignments
            if group != name and name in members_of(plan, group)
        )
        assert sum(duties.tally) == len(duties.own)
        assert is_in_order(plan, duties.own)
        assert is_in_order(plan, duties.through)


def members_of(plan: Plan, group: str) -> set[str]:
    """All members of a group and of groups in it, not of open ones; the code goes the other way."""
    if group not in plan.group_by_name or plan.group_by_name[group].open:
        return set()
    members = plan.group_by_name[group].members
    return {*members, *(name for member in members for name in members_of(plan, member))}


def is_in_order(plan: Plan, duties: tuple[Duty, ...]) -> bool:
    numbers = [item.number for item in plan.items]
    keys = [([*Role].index(duty.role), numbers.index(duty.item.number)) for duty in duties]
    return keys == sorted(keys)


@given(plans(), st.lists(st.integers(0, 9), min_size=1, max_size=8))
def test_a_shuffled_twin_gives_the_same_duties(plan: Plan, order: list[int]) -> None:
    twin = shuffled(plan, order)
    for name in plan.rank:
        assert told(duties_of(twin, name)) == told(duties_of(plan, name))


def test_our_plan_shuffled_gives_the_same_duties(plan: Plan) -> None:
    twin = shuffled(plan, [3, 1, 4, 1, 5, 9, 2, 6])
    assert [item.title for item in twin.items] != [item.title for item in plan.items]
    for name in plan.rank:
        assert told(duties_of(twin, name)) == told(duties_of(plan, name))


def told(duties: DutyList) -> tuple[Counter[object], Counter[object], Counter[object]]:
    """What a duty list says, whatever the order and the numbers."""
    return (
        Counter((duty.item.title, duty.item.entry.text, duty.role) for duty in duties.own),
        Counter(
            (duty.item.title, duty.item.entry.text, duty.role, duty.via) for duty in duties.through
        ),
        Counter(
            (group, item.title, item.entry.text)
            for group, items in duties.unresolved.items()
            for item in items
        ),
    )


def test_open_groups_reach_nobody_even_with_members() -> None:
    plan = parse_plan(
        "title: 试行方案\nunits:\n  塘缀镇:\ngroups:\n  有关镇:\n    members: [塘缀镇]\n"
        "    open: true\nsections:\n- title: 机制\n  tasks:\n  - title: 甲\n    lead: 有关镇\n"
    )
    duties = duties_of(plan, "塘缀镇")
    assert duties.through == ()
    assert [*duties.unresolved] == ["有关镇"]


def test_a_group_with_an_unlisted_group_in_it_is_unresolved() -> None:
    plan = parse_plan(
        "title: 试行方案\nunits:\n  市公安局:\n  海滨街道:\n  塘缀镇:\n"
        "groups:\n  各镇:\n  各镇（街）:\n    members: [各镇, 海滨街道]\n"
        "sections:\n- title: 机制\n  tasks:\n"
        "  - title: 甲\n    lead: 各镇（街）\n"
    )
    assert [*duties_of(plan, "塘缀镇").unresolved] == ["各镇（街）"]
    assert [*duties_of(plan, "海滨街道").unresolved] == []
    assert [*duties_of(plan, "市公安局").unresolved] == []


def test_a_name_the_plan_does_not_have(plan: Plan) -> None:
    with pytest.raises(UnknownUnitError, match="市卫健局"):
        duties_of(plan, "市卫健局")


def test_standing_rules_that_add_the_unit() -> None:
    plan = parse_plan(
        "title: 试行方案\nunits:\n  市公安局:\n  塘缀镇:\ngroups:\n  各镇:\n"
        "    members: [塘缀镇]\nstanding:\n- text: 以下各项均涉及各镇\n  units: [各镇]\n"
    )
    assert [rule.text for rule in duties_of(plan, "塘缀镇").standing] == ["以下各项均涉及各镇"]
    assert duties_of(plan, "市公安局").standing == ()


@pytest.mark.parametrize("typed", ["卫计", "卫计局", "wjj"])
def test_names_as_people_type_them(plan: Plan, typed: str) -> None:
    assert duties_of(plan, typed) == duties_of(plan, "市卫计局")
