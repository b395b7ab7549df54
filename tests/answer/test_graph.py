"""The graph says what the plan says, and networkx alone can go on with it."""

import doctest
import json
import re
from collections import Counter
from io import BytesIO
from itertools import combinations, product
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dutymatrix.answer.graph
from dutymatrix.answer.graph import (
    PlanGraph,
    build_graph,
    find_communities,
    iter_tasks,
    iter_units,
    project_units,
    task_node,
    unit_node,
)
from dutymatrix.plan.model import Assignment, Plan, Role, Task, Unit
from dutymatrix.plan.selection import Filter, select_items
from dutymatrix.planfile import parse_plan
from program import ROOT
from strategies import plans, shuffled

# What XML 1.0 cannot hold, in whatever way it is written.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@pytest.fixture(scope="module")
def graph(plan: Plan) -> PlanGraph:
    return build_graph(plan)


def test_our_plan(graph: PlanGraph) -> None:
    assert len([*iter_units(graph)]) == 34
    assert len([*iter_tasks(graph)]) == 43
    assert graph.number_of_edges() == 189
    assert networkx.bipartite.is_bipartite(graph)


def test_nodes_and_edges(graph: PlanGraph) -> None:
    assert graph.nodes["unit:市公安局"] == {
        "bipartite": 0,
        "kind": "unit",
        "name": "市公安局",
        "open": False,
    }
    assert graph.nodes["unit:其他有关单位"] == {
        "bipartite": 0,
        "kind": "group",
        "name": "其他有关单位",
        "open": True,
        "members": "",
    }
    text = (ROOT / "plan.yaml").read_text(encoding="utf-8").splitlines()
    task = graph.nodes["task:3.3"]
    line = text.index("  - title: 落实吸毒人员网格化服务管理措施") + 1
    assert task == {
        "bipartite": 1,
        "kind": "task",
        "number": "3.3",
        "label": "（三）3",
        "title": "落实吸毒人员网格化服务管理措施",
        "section_number": "3",
        "section_label": "（三）",
        "section": "夯实戒毒社会服务管理工作基础",
        "open": False,
        "by": "2018-12-31",
        "line": line,
    }
    assert "by" not in graph.nodes["task:1.1"]
    edge = graph.edges["unit:市综治办", "task:3.3"]
    assert edge["role"] == "lead"
    assert text[edge["line"] - 1] == "    lead: 市综治办"


def test_order_is_the_rosters_and_the_documents(plan: Plan, graph: PlanGraph) -> None:
    units = [unit_node(record.name) for record in plan.roster]
    assert [*graph] == [*units, *(task_node(item.number) for item in plan.items)]


def test_docstring_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(dutymatrix.answer.graph)
    assert result.attempted > 5
    assert not result.failed


ODD = """\
title: 试行方案
numbering: ["1."]
units:
  "1":
  塘缀镇:
  海滨街道:
groups:
  各镇:
    members: [塘缀镇, 海滨街道]
tasks:
- title: 甲
  open: true
  lead: "1"
  join: 各镇
- title: 乙
  parts:
  - title: 丙
    responsible: 塘缀镇
  - title: 丁
    lead: 海滨街道
    guide: "1"
"""


def test_odd_things() -> None:
    """A unit called 1, a group with members, parts, tasks outside sections."""
    graph = build_graph(parse_plan(ODD))
    assert {(u, t, edge["role"]) for u, t, edge in graph.edges.data()} == {
        ("unit:1", "task:1", "lead"),
        ("unit:各镇", "task:1", "join"),
        ("unit:塘缀镇", "task:2a", "responsible"),
        ("unit:海滨街道", "task:2b", "lead"),
        ("unit:1", "task:2b", "guide"),
    }
    assert graph.nodes["unit:各镇"]["members"].split("\n") == ["塘缀镇", "海滨街道"]
    task = graph.nodes["task:1"]
    assert (task["section"], task["section_number"], task["section_label"]) == ("", "", "")
    assert task["open"]


def test_a_section_with_roles_is_a_task() -> None:
    text = ODD.partition("tasks:")[0].replace('"1."', "一、") + (
        "sections:\n- title: 甲\n  lead: 塘缀镇\n  tasks:\n  - title: 乙\n    join: 海滨街道\n"
    )
    graph = build_graph(parse_plan(text))
    whole, inner = (own for _node, own in iter_tasks(graph))
    assert (whole["number"], whole["section_number"], whole["section"]) == ("1", "1", "甲")
    assert (inner["number"], inner["section_number"], inner["section"]) == ("1.1", "1", "甲")


def test_of_some_tasks(plan: Plan) -> None:
    graph = build_graph(plan, select_items(plan, Filter(sections=("5",))))
    assert [own["number"] for _node, own in iter_tasks(graph)] == ["5.1", "5.2", "5.3", "5.4"]
    assert len([*iter_units(graph)]) == 34
    assert graph.degree("unit:市法院") == 0


def test_a_name_out_of_the_roster() -> None:
    task = Task(title="甲", assignments=(Assignment("市司法局", Role.LEAD),))
    with pytest.raises(KeyError, match="市司法局"):
        build_graph(Plan(title="方案", units=(Unit("市公安局"),), own_tasks=(task,)))


def test_projection(graph: PlanGraph) -> None:
    projection = project_units(graph)
    assert projection.edges["unit:市禁毒办", "unit:市人社局"]["weight"] == 13
    assert [*projection] == [node for node, _own in iter_units(graph)]
    generic = networkx.bipartite.weighted_projected_graph(graph, [*projection])
    assert networkx.utils.graphs_equal(projection, generic)


def test_communities(graph: PlanGraph) -> None:
    communities = find_communities(project_units(graph))
    assert ("unit:市人大办", "unit:市政协办") in communities
    assert len([node for some in communities for node in some]) == 34
    assert find_communities(networkx.Graph()) == ()


# Properties.


@given(plans())
def test_graph_and_index_agree(plan: Plan) -> None:
    graph = build_graph(plan)
    for node, own in iter_units(graph):
        duties = [(graph.nodes[t]["number"], Role(e["role"])) for t, e in graph[node].items()]
        expected = plan.duties_by_name.get(own["name"], ())
        assert duties == [(item.number, role) for item, role in expected]
    assert [own["number"] for _node, own in iter_tasks(graph)] == [i.number for i in plan.items]


@given(plans().filter(lambda plan: plan.items))
def test_projection_is_the_generic_one(plan: Plan) -> None:
    graph = build_graph(plan)
    projection = project_units(graph)
    generic = networkx.bipartite.weighted_projected_graph(graph, [*projection])
    assert networkx.utils.graphs_equal(projection, generic)


@given(plans())
def test_json_is_read_back(plan: Plan) -> None:
    graph = build_graph(plan)
    text = json.dumps(networkx.node_link_data(graph, edges="edges"))
    again = networkx.node_link_graph(json.loads(text), edges="edges")
    assert networkx.utils.graphs_equal(again, graph)
    assert [*again] == [*graph]


@given(plans())
def test_graphml_is_read_back(plan: Plan) -> None:
    graph = build_graph(plan)
    if _NOT_XML.search(
        json.dumps(networkx.node_link_data(graph, edges="edges"), ensure_ascii=False)
    ):
        return
    file = BytesIO()
    networkx.write_graphml(graph, file)
    file.seek(0)
    again = networkx.read_graphml(file)
    assert [*again.nodes.data()] == [*graph.nodes.data()]
    assert again.adj == graph.adj


def test_graphml_file_of_our_plan(graph: PlanGraph, tmp_path: Path) -> None:
    path = tmp_path / "plan.graphml"
    networkx.write_graphml(graph, path)
    assert networkx.utils.graphs_equal(
        project_units(networkx.read_graphml(path)), project_units(graph)
    )


@given(plans(), st.permutations(range(7)))
def test_a_shuffled_twin_gives_the_same(plan: Plan, order: list[int]) -> None:
    graph, twin = (build_graph(p) for p in (plan, shuffled(plan, order)))
    assert _edges(graph) == _edges(twin)
    one, other = project_units(graph), project_units(twin)
    assert one.adj == other.adj
    assert {*map(frozenset, find_communities(one))} == {*map(frozenset, find_communities(other))}


_PAIRS = [*combinations("abcdefgh", 2)]


@given(st.dictionaries(st.sampled_from(_PAIRS), st.integers(1, 3)))
def test_communities_are_made_by_the_best_merge_each_time(
    shared: dict[tuple[str, str], int],
) -> None:
    projection: networkx.Graph[str] = networkx.Graph()
    projection.add_weighted_edges_from((*pair, n) for pair, n in shared.items())
    whole = 2 * sum(shared.values())
    communities = {node: frozenset(node) for node in sorted(projection)}

    def gain(one: str, other: str) -> int:
        """What a merge adds to the modularity; of those without ties less than nothing."""
        between = sum(
            shared.get((min(a, b), max(a, b)), 0)
            for a, b in product(communities[one], communities[other])
        )
        one_has, other_has = (
            sum(n for pair, n in shared.items() for node in pair if node in communities[name])
            for name in (one, other)
        )
        return whole * between - one_has * other_has

    while len(communities) > 1:
        one, other = max(combinations(communities, 2), key=lambda pair: gain(*pair))
        if gain(one, other) < 0:
            break
        communities[other] |= communities.pop(one)
    assert {*map(frozenset, find_communities(projection))} == {*communities.values()}


def _edges(graph: PlanGraph) -> Counter[tuple[str, str, str]]:
    """Assignments without what follows from the order."""
    return Counter(
        (graph.nodes[unit]["name"], graph.nodes[task]["title"], edge["role"])
        for unit, task, edge in graph.edges.data()
    )
