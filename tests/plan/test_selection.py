"""Filters on tasks, against what was counted in the document by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.plan.selection import Filter, Order, earliest, select_items
from dutymatrix.planfile import parse_plan
from strategies import plans, shuffled

DATED = "1.7 3.1 3.2 3.3 3.4 3.7 3.8 3.9 6.2 6.3"
YEAR_END = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        pytest.param(Filter(lead=("市财政局",)), "1.6 6.4", id="lead"),
        pytest.param(Filter(lead=("市综治办",)), "3.3 5.2 5.4", id="another lead"),
        pytest.param(Filter(lead=("市卫计局",)), "", id="who never leads"),
        pytest.param(Filter(join=("市妇联",)), "2.6 2.7 3.1 3.3 6.1 6.3", id="join"),
        pytest.param(
            Filter(units=("市公安局",), lead=("市综治办",)), "3.3 5.2 5.4", id="unit and lead"
        ),
        pytest.param(
            Filter(units=("市检察院", "市法院")), "4.2 4.3 4.5 4.7 4.8", id="all of several units"
        ),
        pytest.param(
            Filter(units=("各镇（街）",)), "1.1 2.1 2.2 3.1 3.2 3.4 3.5 3.9 4.1", id="group"
        ),
        pytest.param(Filter(sections=("5",)), "5.1 5.2 5.3 5.4", id="section"),
        pytest.param(Filter(sections=("5", "1"), lead=("市财政局",)), "1.6", id="any section"),
        pytest.param(Filter(sections=("6",), lead=("市财政局",)), "6.4", id="section and lead"),
        pytest.param(Filter(without_join=True), "1.2 1.3 1.7 1.8 2.5 2.8 4.9", id="alone"),
        pytest.param(Filter(texts=("药物维持",)), "3.5 3.8", id="text"),
        pytest.param(Filter(texts=("互联网+",)), "2.6", id="text with a sign"),
        pytest.param(Filter(texts=("互联网＋",)), "2.6", id="full width for half"),
        pytest.param(Filter(texts=("30：1",)), "3.2", id="full width colon for half"),
        pytest.param(Filter(texts=("活动。 充分发挥",)), "", id="what nobody wrote"),
        pytest.param(Filter(texts=("机制建设。充分发挥人大代表",)), "1.4", id="across lines"),
        pytest.param(Filter(texts=("执（司）法",)), "4.3", id="in a title"),
        pytest.param(Filter(due_by=date(2017, 12, 31)), "6.2", id="by 2017"),
        pytest.param(Filter(due_by=date(2018, 6, 30)), "6.2", id="by the middle of 2018"),
        pytest.param(Filter(due_by=YEAR_END), "1.7 3.3 3.7 6.2 6.3", id="by 2018, inclusive"),
        pytest.param(Filter(due_by=date(2018, 12, 30)), "6.2", id="a day before"),
        pytest.param(Filter(due_by=date(2019, 12, 31)), DATED, id="by 2019"),
        pytest.param(Filter(due_after=YEAR_END), "3.1 3.2 3.4 3.8 3.9", id="after 2018"),
        pytest.param(Filter(due_after=date(2019, 12, 31)), "", id="after all"),
        pytest.param(Filter(overdue=YEAR_END), "6.2", id="not overdue on the day"),
        pytest.param(
            Filter(overdue=date(2019, 1, 1)), "1.7 3.3 3.7 6.2 6.3", id="overdue the day after"
        ),
        pytest.param(
            Filter(due_by=YEAR_END, units=("市民政局",)), "3.3 3.7 6.2 6.3", id="due and unit"
        ),
        pytest.param(Filter(no_due=True, sections=("3",)), "3.5 3.6", id="undated in a section"),
        pytest.param(Filter(no_due=True, due_by=YEAR_END), "", id="a contradiction"),
    ],
)
def test_filter(plan: Plan, wanted: Filter, numbers: str) -> None:
    assert [item.number for item in select_items(plan, wanted)] == numbers.split()


def test_no_filter_is_the_whole_plan(plan: Plan) -> None:
    assert select_items(plan, Filter()) == plan.items
    assert not Filter()
    assert Filter(no_due=True)


def test_order_due(plan: Plan) -> None:
    ordered = select_items(plan, Filter(due_by=YEAR_END), Order.DUE)
    assert [item.number for item in ordered] == ["6.2", "1.7", "3.3", "3.7", "6.3"]
    assert [earliest(item) for item in select_items(plan, Filter(), Order.DUE)][10:] == [None] * 33


def test_order_lead_follows_the_roster(plan: Plan) -> None:
    leads = [item.entry.lead[0] for item in select_items(plan, Filter(), Order.LEAD)]
    assert leads == sorted(leads, key=[unit.name for unit in plan.units].index)
    assert leads[:23] == ["市禁毒办"] * 23


TOWNS = """\
title: 试行方案
units:
  市公安局:
  塘缀镇:
  海滨街道:
groups:
  各镇:
    members: [塘缀镇]
  各镇（街）:
    members: [各镇, 海滨街道]
sections:
- title: 禁毒机制
  tasks:
  - title: 甲
    lead: 市公安局
    join: [各镇（街）]
  - title: 乙
    lead: 塘缀镇
    join: [各镇]
  - title: 丙
    lead: 市公安局
"""


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        pytest.param(Filter(units=("塘缀镇",)), "1.2", id="direct"),
        pytest.param(Filter(units=("塘缀镇",), through_groups=True), "1.1 1.2", id="nested"),
        pytest.param(Filter(join=("塘缀镇",), through_groups=True), "1.1 1.2", id="by role"),
        pytest.param(Filter(lead=("塘缀镇",), through_groups=True), "1.2", id="own role stays"),
        pytest.param(Filter(units=("海滨街道",), through_groups=True), "1.1", id="one level"),
        pytest.param(Filter(units=("各镇",), through_groups=True), "1.1 1.2", id="a group's group"),
    ],
)
def test_through_groups(wanted: Filter, numbers: str) -> None:
    found = select_items(parse_plan(TOWNS), wanted)
    assert [item.number for item in found] == numbers.split()


# Properties.


@st.composite
def _filters(draw: st.DrawFn, plan: Plan) -> Filter:
    names = st.lists(st.sampled_from([r.name for r in plan.roster]), max_size=2).map(tuple)
    days = st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1))
    return Filter(
        units=draw(names),
        lead=draw(names),
        join=draw(names),
        due_by=draw(days),
        due_after=draw(days),
        no_due=draw(st.booleans()),
        without_join=draw(st.booleans()),
        through_groups=draw(st.booleans()),
    )


@given(st.data())
def test_conditions_only_narrow_and_commute(data: st.DataObject) -> None:
    plan = data.draw(plans().filter(lambda p: p.roster))
    wanted = data.draw(_filters(plan))
    expected = set(plan.items)
    for name, value in wanted._asdict().items():
        if name != "through_groups":
            alone = Filter(**{name: value}, through_groups=wanted.through_groups)
            expected &= set(select_items(plan, alone))
    assert set(select_items(plan, wanted)) == expected


@given(plans())
def test_a_filter_and_its_complement_are_the_plan(plan: Plan) -> None:
    whole = set(plan.items)
    undated = set(select_items(plan, Filter(no_due=True)))
    dated = set(select_items(plan, Filter(due_by=date.max)))
    assert undated | dated == whole
    assert not undated & dated
    alone = set(select_items(plan, Filter(without_join=True)))
    assert alone == {item for item in whole if not item.entry.join}
    by, after = (set(select_items(plan, f)) for f in _around(date(2019, 1, 1)))
    assert by | after == dated


def _around(day: date) -> tuple[Filter, Filter]:
    return Filter(due_by=day), Filter(due_after=day)


@given(plans(), st.sampled_from(Order))
def test_order_never_changes_membership(plan: Plan, order: Order) -> None:
    assert sorted(_numbers(select_items(plan, Filter(), order))) == sorted(_numbers(plan.items))


@given(plans(), st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_overdue_is_due_by_the_day_before(plan: Plan, today: date) -> None:
    overdue = select_items(plan, Filter(overdue=today))
    assert overdue == select_items(plan, Filter(due_by=today - timedelta(days=1)))


@given(st.data())
def test_a_shuffled_twin_gives_the_same(data: st.DataObject) -> None:
    plan = data.draw(plans().filter(lambda p: p.roster))
    wanted = data.draw(_filters(plan))
    twin = shuffled(plan, data.draw(st.permutations(range(7))))
    titles = sorted((i.title, i.entry.text) for i in select_items(plan, wanted))
    assert sorted((i.title, i.entry.text) for i in select_items(twin, wanted)) == titles


@given(plans())
def test_units_of_filters_are_those_of_the_index(plan: Plan) -> None:
    for record in plan.roster:
        own = {item.number for item, _role in plan.duties_by_name.get(record.name, ())}
        assert {i.number for i in select_items(plan, Filter(units=(record.name,)))} == own
        leads = {i.number for i, r in plan.duties_by_name.get(record.name, ()) if r is Role.LEAD}
        assert {i.number for i in select_items(plan, Filter(lead=(record.name,)))} == leads


def _numbers(items: tuple[Item, ...]) -> list[str]:
    return [item.number for item in items]
