"""The plan as a bipartite graph of networkx: units and tasks, one edge an assignment.

A node is a text: `unit:市公安局`, `task:3.3`. The prefix keeps a unit that is called 3.1 from
being a task, and a text survives GraphML and JSON as it is. Units and groups come first, in
the roster's order, then tasks in the document's: the order of the nodes is the order of
every answer.

| | attributes |
|---|---|
| unit, group | `bipartite` 0, `kind` "unit" or "group", `name`, `open` (nobody can list its members); a group has `members`, names separated by line feeds, and no edges to them |
| task | `bipartite` 1, `kind` "task", `number` 3.3, `label` （三）3, `title`, `section_number` 3, `section_label` （三）, `section` (its title; all three "" outside sections), `open` (its list ends in 等); `by` where it has a date: the earliest, 2018-12-31; `line` where it was read from a file |
| edge | `role`, the machine word ("lead", "responsible", "join", "guide"); `line`, where the name stands |

What a plan does not say is absent rather than None, which GraphML could not write; with
`graph.nodes(data="by")` networkx gives None for it. All else is asked of networkx itself:

    >>> import networkx as nx
    >>> from dutymatrix import load_plan
    >>> from dutymatrix.answer.graph import build_graph, project_units
    >>> graph = build_graph(load_plan("plan.yaml"))
    >>> graph.number_of_edges()
    189
    >>> units, tasks = (
    ...     [node for node, side in graph.nodes(data="bipartite") if side == wanted]
    ...     for wanted in (0, 1)
    ... )
    >>> sorted(units, key=graph.degree, reverse=True)[:3]
    ['unit:市禁毒办', 'unit:市公安局', 'unit:市人社局']
    >>> graph.edges["unit:市综治办", "task:3.3"]["role"]
    'lead'
    >>> sorted(nx.common_neighbors(graph, "unit:市妇联", "unit:团市委"))
    ['task:2.6', 'task:2.7', 'task:3.1', 'task:3.3', 'task:6.3']
    >>> nx.shortest_path(graph, "unit:市人大办", "unit:市政协办")
    ['unit:市人大办', 'task:1.4', 'unit:市政协办']
    >>> project_units(graph).edges["unit:市禁毒办", "unit:市人社局"]
    {'weight': 13}
"""  # noqa: E501 - a table's row is one line

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush, heapreplace
from itertools import chain, combinations, repeat
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx

from dutymatrix.plan.model import Group, Item, Plan, Role
from dutymatrix.plan.selection import earliest

# networkx is generic for type checkers only.
if TYPE_CHECKING:
    PlanGraph: TypeAlias = networkx.Graph[str]
else:
    PlanGraph = networkx.Graph

Attributes: TypeAlias = dict[str, Any]
"""What a node or an edge says: texts, whole numbers, yes or no."""


def unit_node(name: str) -> str:
    """The node of a unit or group."""
    return f"unit:{name}"


def task_node(number: str) -> str:
    """The node of a task, by its path."""
    return f"task:{number}"


def build_graph(plan: Plan, items: Iterable[Item] | None = None) -> PlanGraph:
    """The graph of a plan: its whole roster, and all its tasks or those given.

    Every row of the plan is a task here: a part of an item, and a section that carries roles.
    A row without units is a node without edges, and so is a unit without tasks.

    Args:
        plan: One that was read from a file: a number is one row's, a unit stands once in it.
        items: Rows to build from, in the document's order (`select_items` chooses them).

    Raises:
        KeyError: A task names a unit that is not in the roster.
    """
    rows = plan.items if items is None else tuple(items)
    graph: PlanGraph = networkx.Graph()
    graph.add_nodes_from(_iter_unit_nodes(plan))
    graph.add_nodes_from(_iter_task_nodes(plan, rows))
    graph.add_edges_from(_iter_edges(plan, rows))
    return graph


def graph_of(asked: PlanGraph | Plan) -> PlanGraph:
    """The graph itself, or that of a whole plan."""
    return build_graph(asked) if isinstance(asked, Plan) else asked


def iter_units(graph: PlanGraph) -> Iterator[tuple[str, Attributes]]:
    """Nodes of units and groups with their attributes, in the roster's order."""
    return ((node, own) for node, own in graph.nodes.data() if own["bipartite"] == 0)


def iter_tasks(graph: PlanGraph) -> Iterator[tuple[str, Attributes]]:
    """Nodes of tasks with their attributes, in the document's order."""
    return ((node, own) for node, own in graph.nodes.data() if own["bipartite"] == 1)


def neighbours(graph: PlanGraph, node: str, role: Role | None) -> Iterator[str]:
    """Nodes that share an edge with one, all or those of a role."""
    return (
        other for other, edge in graph[node].items() if role is None or edge["role"] == role.value
    )


def project_units(graph: PlanGraph) -> PlanGraph:
    """Units and groups, joined where they share tasks; `weight` says how many.

    The same graph as `networkx.bipartite.weighted_projected_graph` gives, which takes a
    hundred times as long: it compares each two units' tasks, here the pairs are counted.
    """
    neighbours = dict(graph.adjacency())
    units = {node: place for place, (node, _own) in enumerate(iter_units(graph))}
    # In the roster's order, so that a pair is always the same way round.
    pairs = Counter(
        chain.from_iterable(
            combinations(sorted(neighbours[task], key=units.__getitem__), 2)
            for task, _own in iter_tasks(graph)
        )
    )
    projection: PlanGraph = networkx.Graph()
    projection.add_nodes_from((node, graph.nodes[node]) for node in units)
    projection.add_weighted_edges_from((one, other, n) for (one, other), n in pairs.items())
    return projection


def join_units(plan: Plan, pairs: Iterable[tuple[str, str, int]]) -> PlanGraph:
    """What `project_units` gives of a plan's graph, of numbers of shared tasks that were counted.

    Args:
        plan: The plan, of which nothing but the roster counts.
        pairs: Each two names that share tasks, once, and how many these are.
    """
    projection: PlanGraph = networkx.Graph()
    projection.add_nodes_from(_iter_unit_nodes(plan))
    projection.add_weighted_edges_from(
        (unit_node(one), unit_node(other), n) for one, other, n in pairs
    )
    return projection


def find_communities(projection: PlanGraph) -> tuple[tuple[str, ...], ...]:
    """Units of a projection that share more tasks with each other than chance would give.

    Communities of greatest modularity, by the greedy algorithm of Clauset, Newman and Moore
    (Physical Review E 70, 066111, 2004) over the numbers of shared tasks. Units that share
    no task are in none.

    Returns:
        Nodes, each community in the projection's order; the largest community first.
    """
    place = {node: n for n, node in enumerate(projection)}
    # Numbered by name: where two merges are equally good, the first is made, and the answer
    # shall depend neither on the order of the plan nor on how texts hash.
    nodes = sorted(node for node, degree in projection.degree() if degree)
    number = {node: n for n, node in enumerate(nodes)}
    found = [[node] for node in nodes]
    ties = [
        {number[other]: int(edge["weight"]) for other, edge in projection[node].items()}
        for node in nodes
    ]
    for gone, kept in _iter_merges(ties):
        found[kept] += found[gone]
        found[gone] = []
    communities = [sorted(some, key=place.__getitem__) for some in found if some]
    communities.sort(key=lambda some: (-len(some), place[some[0]]))
    return tuple(map(tuple, communities))


def _iter_merges(ties: list[dict[int, int]]) -> Iterator[tuple[int, int]]:
    """Which community goes into which, the best merge first, until none raises the modularity.

    In whole numbers, so that rounding does not choose among merges that are equally good, and
    only where the two have ties: what `networkx.community.greedy_modularity_communities` works
    out anew for all neighbours takes fifty times as long for 2,000 units.

    Args:
        ties: Of each community the numbers of tasks shared with others; used up.
    """
    degrees = [sum(own.values()) for own in ties]
    whole = sum(degrees)

    def loss(one: int, other: int) -> int:
        """By how much a merge lowers the modularity, in parts of half the square of the whole."""
        return degrees[one] * degrees[other] - whole * ties[one][other]

    queue = [
        (loss(one, other), one, other)
        for one, own in enumerate(ties)
        for other in own
        if one < other
    ]
    heapify(queue)
    while queue and queue[0][0] <= 0:
        least, gone, kept = queue[0]
        if kept not in ties[gone]:  # one of them went into another
            heappop(queue)
        elif least < (now := loss(gone, kept)):  # one of them has grown
            heapreplace(queue, (now, gone, kept))
        else:
            yield gone, kept
            degrees[kept] += degrees[gone]
            own, ties[gone] = ties[gone], {}
            for other, shared in own.items():
                del ties[other][gone]
                if other != kept:
                    ties[kept][other] = ties[other][kept] = shared + ties[kept].get(other, 0)
                    one, two = sorted((kept, other))
                    heappush(queue, (loss(one, two), one, two))


def _iter_unit_nodes(plan: Plan) -> Iterator[tuple[str, Attributes]]:
    for record in plan.roster:
        own: Attributes = {"bipartite": 0, "kind": "unit", "name": record.name, "open": False}
        if isinstance(record, Group):
            own |= {"kind": "group", "open": record.open, "members": "\n".join(record.members)}
        yield unit_node(record.name), own


def _iter_task_nodes(plan: Plan, items: Iterable[Item]) -> Iterator[tuple[str, Attributes]]:
    labels = {number: label for number, (label, _section) in plan.section_by_number.items()}
    for item in items:
        section = item.section_number
        own: Attributes = {
            "bipartite": 1,
            "kind": "task",
            "number": item.number,
            "label": item.label,
            "title": item.title,
            "section_number": section,
            "section_label": labels.get(section, ""),
            "section": item.section.headline if item.section else "",
            "open": item.entry.open,
        }
        if item.plan:
            own["plan"] = item.plan
            own["plan_title"] = item.sections[0].title
        by = earliest(item) if item.entry.milestones else None
        if by is not None:
            own["by"] = by.isoformat()
        if item.entry.span is not None:
            own["line"] = item.entry.span.line
        yield task_node(item.number), own


def _iter_edges(plan: Plan, items: Iterable[Item]) -> Iterator[tuple[str, str, Attributes]]:
    nodes = {name: unit_node(name) for name in plan.rank}
    for item in items:
        task = task_node(item.number)
        entry = item.entry
        # A plan that was not read from a file has no places.
        places = entry.places or repeat(None)
        for (unit, role), place in zip(entry.assignments, places, strict=False):
            if entry.printed and entry.role_by_unit[unit] is not role:
                continue  # it took over from two, and one edge says the stronger role
            own: Attributes = {"role": role.value}
            if place is not None:
                own["line"] = place.line
            yield nodes[unit], task, own
