"""Who works with whom and what hangs on one unit, against what was counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.answer.graph import PlanGraph, build_graph
from dutymatrix.answer.partners import partners_of
from dutymatrix.answer.stats import Tie, stats_of
from dutymatrix.answer.tally import Tally
from dutymatrix.error import UnknownUnitError
from dutymatrix.plan.model import Plan, Role
from dutymatrix.planfile import parse_plan
from strategies import plans, shuffled


@pytest.fixture(scope="module")
def graph(plan: Plan) -> PlanGraph:
    return build_graph(plan)


def test_partners(graph: PlanGraph) -> None:
    partners = partners_of(graph, ["市禁毒办"])
    assert [(partner.unit, partner.shared) for partner in partners[:4]] == [
        ("市人社局", 13),
        ("市民政局", 11),
        ("市司法局", 10),
        ("市公安局", 9),
    ]
    assert " ".join(partners[0].tasks) == "2.1 2.3 2.4 3.1 3.2 3.3 3.4 3.7 3.9 6.1 6.3 6.4 6.5"


def test_common_partners(graph: PlanGraph) -> None:
    partners = partners_of(graph, ["市检察院", "市法院"])
    assert [(partner.unit, " ".join(partner.tasks)) for partner in partners] == [
        ("市公安局", "4.2 4.3 4.5 4.7 4.8"),
        ("边防大队", "4.2"),
        ("武警中队", "4.2"),
        ("人民银行吴川支行", "4.8"),
    ]


@pytest.mark.parametrize(
    ("as_role", "with_role", "expected"),
    [
        pytest.param(Role.LEAD, None, [], id="where it leads: nowhere"),
        pytest.param(
            None, Role.LEAD, [("市禁毒办", 7), ("市公安局", 2), ("市综治办", 1)], id="whom to call"
        ),
        pytest.param(
            Role.JOIN,
            Role.LEAD,
            [("市禁毒办", 7), ("市公安局", 2), ("市综治办", 1)],
            id="both sides",
        ),
    ],
)
def test_partners_by_role(
    graph: PlanGraph, as_role: Role | None, with_role: Role | None, expected: list[tuple[str, int]]
) -> None:
    partners = partners_of(graph, ["市卫计局"], as_role=as_role, with_role=with_role)
    assert [(partner.unit, partner.shared) for partner in partners] == expected


def test_partners_of_nobody(graph: PlanGraph) -> None:
    with pytest.raises(UnknownUnitError):
        partners_of(graph, ["市禁毒办", "市水务局"])


def test_stats(graph: PlanGraph) -> None:
    stats = stats_of(graph)
    assert stats.units[0] == ("市禁毒办", Tally(lead=23, join=8), 23 / 43)
    # Leads: 23, 12, 3, 2, 1, 1, 1.
    assert stats.concentration == pytest.approx(689 / 43**2)
    assert stats.equal_leads == pytest.approx(43**2 / 689)
    assert stats.alone == ("1.2", "1.3", "1.7", "1.8", "2.5", "2.8", "4.9")
    assert len(stats.never_lead) == 27
    assert {"市卫计局", "各镇（街）"} <= {*stats.never_lead}
    assert stats.idle == ()
    assert {unit: len(tasks) for unit, tasks in stats.leaderless_without.items()} == {
        "市禁毒办": 23,
        "市综治办": 3,
        "市委宣传部": 1,
        "市委党校": 1,
        "市教育局": 1,
        "市公安局": 12,
        "市财政局": 2,
    }
    assert stats.leaderless_without["市综治办"] == ("3.3", "5.2", "5.4")
    assert stats.ties[:4] == (
        Tie("市禁毒办", "市人社局", 13),
        Tie("市禁毒办", "市民政局", 11),
        Tie("市禁毒办", "市司法局", 10),
        Tie("市民政局", "市人社局", 10),
    )
    assert len(stats.ties) == 10
    assert stats_of(graph, most=0).ties == ()


def test_communities(graph: PlanGraph) -> None:
    """The police side, the social side, education and publicity, congress and conference."""
    communities = stats_of(graph).communities
    assert [len(some) for some in communities] == [13, 12, 7, 2]
    police, social, school, inspection = communities
    assert {"市公安局", "市法院", "市检察院", "边防大队"} <= {*police}
    assert {"市禁毒办", "市民政局", "市人社局", "各镇（街）"} <= {*social}
    assert school == (
        *("市委宣传部", "市委党校", "市教育局", "市文广新局", "团市委", "市妇联", "其他有关单位"),
    )
    assert inspection == ("市人大办", "市政协办")


TOWNS = """\
title: 试行方案
units:
  市公安局:
  市司法局:
  塘缀镇:
  海滨街道:
groups:
  各镇（街）:
    members: [塘缀镇, 海滨街道]
sections:
- title: 禁毒机制
  tasks:
  - title: 一个单位
    lead: 市公安局
  - title: 还有其他
    open: true
    lead: 市公安局
  - title: 一个统称
    responsible: 各镇（街）
  - title: 两个牵头
    lead: [市公安局, 市司法局]
    join: 塘缀镇
  - title: 没有牵头
    responsible: 市司法局
"""


def test_what_counts() -> None:
    stats = stats_of(build_graph(parse_plan(TOWNS)))
    assert stats.alone == ("1.1", "1.5")
    assert stats.leaderless_without == {"市公安局": ("1.1", "1.2")}
    assert stats.idle == ("海滨街道",)
    assert stats.never_lead == ("塘缀镇", "海滨街道", "各镇（街）")
    assert stats.concentration == pytest.approx((3 / 4) ** 2 + (1 / 4) ** 2)
    assert stats.communities == (("市公安局", "市司法局", "塘缀镇"),)


def test_nobody_leads() -> None:
    text = "title: 方案\nunits:\n  甲局:\nsections:\n- title: 一\n  tasks:\n  - title: 二\n"
    stats = stats_of(build_graph(parse_plan(text)))
    assert (stats.concentration, stats.equal_leads) == (None, None)
    assert stats.units[0].lead_share == 0
    assert (stats.alone, stats.ties, stats.communities) == ((), (), ())


# Properties.


@given(st.data())
def test_partners_are_those_of_the_index(data: st.DataObject) -> None:
    plan = data.draw(plans().filter(lambda plan: plan.roster))
    names = st.lists(st.sampled_from([*plan.rank]), min_size=1, max_size=2, unique=True)
    units = data.draw(names)
    as_role, with_role = (data.draw(st.none() | st.sampled_from(Role)) for _side in range(2))
    expected: dict[str, list[str]] = {}
    for item in plan.items:
        roles = dict(item.entry.assignments)
        if all(unit in roles and as_role in (None, roles[unit]) for unit in units):
            for unit, role in roles.items():
                if unit not in units and with_role in (None, role):
                    expected.setdefault(unit, []).append(item.number)
    partners = partners_of(build_graph(plan), units, as_role=as_role, with_role=with_role)
    assert {partner.unit: [*partner.tasks] for partner in partners} == expected
    keys = [(-partner.shared, plan.rank[partner.unit]) for partner in partners]
    assert keys == sorted(keys)


@given(plans())
def test_stats_are_those_of_the_index(plan: Plan) -> None:
    stats = stats_of(build_graph(plan))
    assert [share.unit for share in stats.units] == [*plan.rank]
    for unit, tally, _share in stats.units:
        roles = [role for _item, role in plan.duties_by_name.get(unit, ())]
        assert tally == tuple(map(roles.count, Role))
        assert (unit in stats.idle) == (not roles)
        assert (unit in stats.never_lead) == (Role.LEAD not in roles)
    assert {*stats.leaderless_without} == {
        item.entry.lead[0] for item in plan.items if len(item.entry.lead) == 1
    }
    # Each is somebody's one lead, and in one community at most.
    found = [number for numbers in stats.leaderless_without.values() for number in numbers]
    assert len(found) == len({*found})
    members = [unit for some in stats.communities for unit in some]
    assert len(members) == len({*members})


@given(plans(), st.permutations(range(7)))
def test_a_shuffled_twin_gives_the_same(plan: Plan, order: list[int]) -> None:
    one, other = (stats_of(build_graph(p), most=999) for p in (plan, shuffled(plan, order)))
    assert {*one.units} == {*other.units}
    assert one.concentration == pytest.approx(other.concentration)
    assert len(one.alone) == len(other.alone)
    assert {*map(frozenset, one.communities)} == {*map(frozenset, other.communities)}
    assert {(frozenset(tie[:2]), tie.shared) for tie in one.ties} == {
        (frozenset(tie[:2]), tie.shared) for tie in other.ties
    }
