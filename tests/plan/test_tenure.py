"""Units through time: on every day each assignment of the plan is somebody's, and one's only."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.plan.model import Plan
from dutymatrix.plan.tenure import plan_on
from dutymatrix.planfile import parse_plan
from strategies import plans

DAYS = st.dates(date(2016, 1, 1), date(2022, 12, 31)) | st.sampled_from([date.min, date.max])


def seen(roster: str, tasks: str, day: str, groups: str = "") -> Plan:
    text = f"title: 试行方案\nunits:\n{roster}{groups}tasks:\n{tasks}"
    return plan_on(parse_plan(text), date.fromisoformat(day))


def held(plan: Plan) -> list[str]:
    """Each assignment as who holds it, and the name in the document where it is another."""
    return [
        unit if unit == name else f"{name}→{unit}"
        for item in plan.items
        for (unit, _role), name in zip(item.entry.assignments, item.entry.wording, strict=True)
    ]


HEALTH = """\
  市卫计局:
    until: 2019-03-30
    succeeded_by: 市卫健局
  市卫健局:
  市公安局:
"""
CHAIN = (
    """\
  市卫生局:
    until: 2014-06-30
    succeeded_by: 市卫计局
"""
    + HEALTH
)
MERGER = """\
  市食药监局:
    until: 2019-03-30
    succeeded_by: 市市监局
  市工商局:
    until: 2019-02-28
    succeeded_by: 市市监局
  市市监局:
"""
SPLIT = """\
  市农业局:
    until: 2019-03-30
    succeeded_by: [市农业农村局, 市水务局]
  市农业农村局:
  市水务局:
"""
BACK = """\
  市文化局:
    until: 2014-06-30
    succeeded_by: 市文广新局
  市文广新局:
    until: 2019-03-30
    succeeded_by: 市文化局
"""
AGAIN = """\
  市农业局:
    until: 2019-03-30
    succeeded_by: [市农委, 市畜牧局]
  市农委:
    until: 2020-12-31
    succeeded_by: 市农业农村局
  市畜牧局:
    until: 2021-12-31
    succeeded_by: 市农业农村局
  市农业农村局:
"""


@pytest.mark.parametrize(
    ("roster", "task", "day", "expected", "units"),
    [
        pytest.param(
            HEALTH, "市卫计局", "2019-03-30", "市卫计局", "市卫计局 市公安局", id="last-day"
        ),
        pytest.param(
            HEALTH,
            "市卫计局",
            "2019-03-31",
            "市卫计局→市卫健局",
            "市卫健局 市公安局",
            id="first-day",
        ),
        pytest.param(
            HEALTH,
            "[市卫计局, 市卫健局]",
            "2018-01-01",
            "市卫计局 市卫健局",
            "市卫计局 市卫健局 市公安局",
            id="before-its-first-day-what-is-printed-for-it",
        ),
        pytest.param(
            CHAIN, "市卫生局", "2019-03-31", "市卫生局→市卫健局", "市卫健局 市公安局", id="chain"
        ),
        pytest.param(
            CHAIN,
            "市卫生局",
            "2018-01-01",
            "市卫生局→市卫计局",
            "市卫计局 市公安局",
            id="in-the-chain",
        ),
        pytest.param(
            MERGER,
            "[市食药监局, 市工商局]",
            "2019-04-01",
            "市食药监局→市市监局 市工商局→市市监局",
            "市市监局",
            id="merger",
        ),
        pytest.param(
            MERGER,
            "[市食药监局, 市工商局]",
            "2019-03-01",
            "市食药监局 市工商局→市市监局",
            "市食药监局 市市监局",
            id="between-two-days-of-a-merger",
        ),
        pytest.param(
            SPLIT,
            "市农业局",
            "2019-04-01",
            "市农业局",
            "市农业农村局 市水务局 市农业局?",
            id="split",
        ),
        pytest.param(
            AGAIN,
            "市农业局",
            "2021-06-01",
            "市农业局",
            "市畜牧局 市农业农村局 市农业局?",
            id="one-part-goes-on",
        ),
        pytest.param(
            AGAIN, "市农业局", "2022-01-01", "市农业局→市农业农村局", "市农业农村局", id="one-again"
        ),
        pytest.param(
            BACK, "市文化局", "2016-01-01", "市文化局→市文广新局", "市文广新局", id="gone"
        ),
        pytest.param(BACK, "市文化局", "2020-01-01", "市文化局", "市文化局", id="back"),
        pytest.param(
            BACK, "市文广新局", "2020-01-01", "市文广新局→市文化局", "市文化局", id="back-from"
        ),
        pytest.param(
            "  市爱卫办:\n    until: 2019-03-30\n  市公安局:\n",
            "市爱卫办",
            "2020-01-01",
            "市爱卫办",
            "市公安局 市爱卫办?",
            id="nobody-took-over",
        ),
        pytest.param(
            "  市卫计局:\n    succeeded_by: 市卫健局\n  市卫健局:\n",
            "市卫计局",
            "2000-01-01",
            "市卫计局→市卫健局",
            "市卫健局",
            id="nobody-says-when",
        ),
        pytest.param(
            "  甲局:\n    succeeded_by: 乙局\n  乙局:\n    succeeded_by: 甲局\n",
            "甲局",
            "2000-01-01",
            "甲局",
            "甲局?",
            id="circle",
        ),
    ],
)
def test_who_holds_a_task_on_a_day(
    roster: str, task: str, day: str, expected: str, units: str
) -> None:
    plan = seen(roster, f"- title: 甲\n  join: {task}\n", day)
    assert held(plan) == expected.split()
    names = [f"{group.name}?" for group in plan.groups]
    assert [*(unit.name for unit in plan.units), *names] == units.split()


@pytest.mark.parametrize(
    ("settled", "expected"),
    [
        pytest.param("tasks: {1.1: 市水务局}", "市农业局→市水务局 市农业局 市农业局", id="task"),
        pytest.param(
            "tasks: {一·1: 市水务局}",
            "市农业局→市水务局 市农业局 市农业局",
            id="as-documents-count",
        ),
        pytest.param(
            "tasks: {一: 市水务局, 1.2a: 市农业农村局}",
            "市农业局→市水务局 市农业局→市农业农村局 市农业局→市水务局",
            id="section-and-part",
        ),
        pytest.param(
            "tasks: {1.2: 市水务局}",
            "市农业局 市农业局→市水务局 市农业局→市水务局",
            id="item-with-parts",
        ),
        pytest.param("tasks: {9.9: 市水务局}", "市农业局 市农业局 市农业局", id="no-such-task"),
    ],
)
def test_a_split_is_settled_in_the_roster(settled: str, expected: str) -> None:
    plan = parse_plan(
        "title: 试行方案\nunits:\n"
        + SPLIT.replace("  市农业农村局:\n", f"    {settled}\n  市农业农村局:\n", 1)
        + "sections:\n- title: 一\n  tasks:\n  - title: 甲\n    lead: 市农业局\n"
        + "  - title: 乙\n    parts:\n"
        + "    - title: 丙\n      lead: 市农业局\n    - title: 丁\n      lead: 市农业局\n"
    )
    assert held(plan_on(plan, date(2019, 3, 31))) == expected.split()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("{市农业局: 市水务局}", "市农业局→市水务局", id="settled"),
        pytest.param("{市农业局: 市农业局}", "市农业局", id="no-successor-settles-nothing"),
        pytest.param("{}", "市农业局", id="nothing"),
    ],
)
def test_a_split_is_settled_in_the_task(said: str, expected: str) -> None:
    task = f"- title: 甲\n  lead: 市农业局\n  succeeded_by: {said}\n"
    assert held(seen(SPLIT, task, "2019-04-01")) == [expected]
    assert held(seen(SPLIT, task, "2019-03-30")) == ["市农业局"]


def test_a_split_is_an_open_group_of_those_who_may_have_taken_over() -> None:
    [group] = seen(SPLIT, "- title: 甲\n  lead: 市农业局\n", "2019-04-01").groups
    assert group.open
    assert group.members == ("市农业农村局", "市水务局")


def test_groups_and_standing_rules_follow() -> None:
    groups = (
        "groups:\n  成员单位:\n    members: [市食药监局, 市工商局]\n"
        "standing:\n- text: 以下各项均涉及两局\n  units: [市食药监局, 市工商局]\n"
    )
    plan = seen(MERGER, "- title: 甲\n  lead: 成员单位\n", "2019-04-01", groups)
    assert plan.groups[0].members == ("市市监局",)
    assert plan.standing[0].units == ("市市监局",)


@given(plans(), DAYS)
def test_assignments_are_those_of_the_plan_none_lost_none_doubled(plan: Plan, day: date) -> None:
    then = plan_on(plan, day)
    for old, new in zip(plan.items, then.items, strict=True):
        assert [
            (n, r) for n, (_u, r) in zip(new.entry.wording, new.entry.assignments, strict=True)
        ] == [tuple(one) for one in old.entry.assignments]


@given(plans(), DAYS)
def test_whoever_holds_a_task_is_on_the_roster_of_the_day(plan: Plan, day: date) -> None:
    then = plan_on(plan, day)
    assert {unit for item in then.items for unit, _role in item.entry.assignments} <= {*then.rank}
    names = Counter([*(unit.name for unit in then.units), *(unit.name for unit in then.absent)])
    assert names == Counter(unit.name for unit in plan.units)


@given(plans(), DAYS)
def test_without_successions_a_plan_is_itself_on_every_day(plan: Plan, day: date) -> None:
    plan = replace(
        plan, units=tuple(unit._replace(until=None, succeeded_by=()) for unit in plan.units)
    )
    assert plan_on(plan, day) is plan


@given(plans(), DAYS)
def test_what_is_seen_on_a_day_is_seen_again(plan: Plan, day: date) -> None:
    assert plan_on(plan, day) == plan_on(plan, day)
