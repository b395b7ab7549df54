"""How the work of a plan is spread: who carries how much, what hangs on one unit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dutymatrix.answer.graph import (
    PlanGraph,
    find_communities,
    graph_of,
    iter_tasks,
    iter_units,
    neighbours,
    project_units,
)
from dutymatrix.answer.tally import Tally, count_roles
from dutymatrix.plan.model import Plan, Role
from dutymatrix.plan.upward import in_a_line


class Share(NamedTuple):
    """What one unit or group carries itself; what reaches it through groups is not here."""

    unit: str
    tally: Tally
    """Numbers of its assignments by role."""
    lead_share: float
    """Its part of all leads of the plan, 0 to 1; 0 where nobody leads."""


class Tie(NamedTuple):
    """Two units or groups, and how many tasks they share."""

    one: str
    other: str
    """The one that stands later in the roster."""
    shared: int


@dataclass(frozen=True, kw_only=True, repr=False)
class Stats:
    """How the work of a plan is spread. Groups are counted like units, for themselves.

    Names are in the roster's order, numbers (paths) in the document's.
    """

    units: tuple[Share, ...]
    """All of the roster."""
    concentration: float | None
    """Herfindahl index of the leads: the sum of the squared lead shares.

    1 where one unit leads all, 1/n where n lead equally much; None where nobody leads.
    """
    alone: tuple[str, ...]
    """Tasks with one unit and nobody else: no group, and a list that does not end in 等."""
    never_lead: tuple[str, ...]
    """Who leads no task, the idle included."""
    idle: tuple[str, ...]
    """Who stands in no task itself; a group it belongs to may."""
    leaderless_without: Mapping[str, tuple[str, ...]]
    """For each unit that leads alone, the tasks that would have no lead without it."""
    communities: tuple[tuple[str, ...], ...]
    """Who works together more than chance would give (`graph.find_communities`); largest first.

    Who shares no task with anybody is in none.
    """
    ties: tuple[Tie, ...]
    """Who shares most tasks, the closest first; of equal ones the higher in the roster."""

    @property
    def equal_leads(self) -> float | None:
        """How many units that lead equally much would give this concentration: 1/H."""
        return None if self.concentration is None else 1 / self.concentration

    def __repr__(self) -> str:
        """Of how many."""
        communities = f"{len(self.communities)} communities"
        return in_a_line(self, f"{len(self.units)} units and groups", communities)


def stats_of(graph: PlanGraph | Plan, *, most: int = 10) -> Stats:
    """How the work of a plan is spread.

    Args:
        graph: A plan; or of some of its tasks what `build_graph` gives.
        most: How many ties to give.
    """
    graph = graph_of(graph)
    name_of = {node: own["name"] for node, own in iter_units(graph)}
    tallies = {node: count_roles(edge["role"] for edge in graph[node].values()) for node in name_of}
    leads = sum(tally.lead for tally in tallies.values())
    shares = tuple(
        Share(name_of[node], tally, tally.lead / leads if leads else 0.0)
        for node, tally in tallies.items()
    )
    projection = project_units(graph)
    return Stats(
        units=shares,
        concentration=sum(share.lead_share**2 for share in shares) if leads else None,
        alone=tuple(_alone(graph)),
        never_lead=tuple(share.unit for share in shares if not share.tally.lead),
        idle=tuple(share.unit for share in shares if not any(share.tally)),
        leaderless_without=_leaderless_without(graph),
        communities=tuple(
            tuple(name_of[node] for node in community) for community in find_communities(projection)
        ),
        ties=_ties(projection, most),
    )


def _alone(graph: PlanGraph) -> Iterator[str]:
    for node, task in iter_tasks(graph):
        if graph.degree(node) == 1 and not task["open"]:
            [only] = graph[node]
            if graph.nodes[only]["kind"] == "unit":
                yield task["number"]


def _leaderless_without(graph: PlanGraph) -> dict[str, tuple[str, ...]]:
    tasks_of: dict[str, list[str]] = {node: [] for node, _own in iter_units(graph)}
    for node, task in iter_tasks(graph):
        match [*neighbours(graph, node, Role.LEAD)]:
            case [only]:
                tasks_of[only].append(task["number"])
    return {
        graph.nodes[node]["name"]: tuple(numbers) for node, numbers in tasks_of.items() if numbers
    }


def _ties(projection: PlanGraph, most: int) -> tuple[Tie, ...]:
    place = {node: n for n, node in enumerate(projection)}
    edges: Iterable[tuple[str, str, int]] = projection.edges(data="weight")
    # An edge begins at the node that stands first.
    closest = sorted(edges, key=lambda edge: (-edge[2], place[edge[0]], place[edge[1]]))
    name_of = {node: own["name"] for node, own in iter_units(projection)}
    return tuple(Tie(name_of[one], name_of[other], n) for one, other, n in closest[: max(most, 0)])
