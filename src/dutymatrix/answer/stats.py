"""How the work of a plan is spread: who carries how much, what hangs on one unit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


_MOST_TIES = 10


def stats_of(graph: PlanGraph | Plan, *, most: int = _MOST_TIES) -> Stats:
    """How the work of a plan is spread.

    Args:
        graph: A plan; or of some of its tasks what `build_graph` gives.
        most: How many ties to give.
    """
    graph = graph_of(graph)
    tallies = {
        own["name"]: count_roles(edge["role"] for edge in graph[node].values())
        for node, own in iter_units(graph)
    }
    led = _led_by_one(graph)
    return build_stats(tallies, tuple(_alone(graph)), led, project_units(graph), most)


def build_stats(
    tallies: Mapping[str, Tally],
    alone: tuple[str, ...],
    led: Mapping[str, Sequence[str]],
    projection: PlanGraph,
    most: int = _MOST_TIES,
) -> Stats:
    """How work is spread that was counted.

    Args:
        tallies: Numbers of assignments of all names of the roster, in its order.
        alone: Tasks with one unit and nobody else.
        led: The tasks that each leads that is their only lead.
        projection: What `project_units` gives.
        most: How many ties to give.
    """
    leads = sum(tally.lead for tally in tallies.values())
    shares = tuple(
        Share(name, tally, tally.lead / leads if leads else 0.0) for name, tally in tallies.items()
    )
    name_of = {node: own["name"] for node, own in iter_units(projection)}
    return Stats(
        units=shares,
        concentration=sum(share.lead_share**2 for share in shares) if leads else None,
        alone=alone,
        never_lead=tuple(share.unit for share in shares if not share.tally.lead),
        idle=tuple(share.unit for share in shares if not any(share.tally)),
        leaderless_without={name: tuple(led[name]) for name in tallies if led.get(name)},
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


def _led_by_one(graph: PlanGraph) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for node, task in iter_tasks(graph):
        match [*neighbours(graph, node, Role.LEAD)]:
            case [only]:
                found[graph.nodes[only]["name"]].append(task["number"])
    return found


def _ties(projection: PlanGraph, most: int) -> tuple[Tie, ...]:
    place = {node: n for n, node in enumerate(projection)}
    edges: Iterable[tuple[str, str, int]] = projection.edges(data="weight")
    # An edge begins at the node that stands first.
    closest = sorted(edges, key=lambda edge: (-edge[2], place[edge[0]], place[edge[1]]))
    name_of = {node: own["name"] for node, own in iter_units(projection)}
    return tuple(Tie(name_of[one], name_of[other], n) for one, other, n in closest[: max(most, 0)])
