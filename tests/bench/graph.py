"""How long the graph and its cross-tabs take, beside the same counts written by hand.

The ways take turns in processes of their own, and medians are shown; reading the file is
not in the time. By hand means: a loop that adds the same nodes and edges to networkx and a
Counter over its edges; for unit by unit a dictionary of dictionaries from the plan itself.

    python tests/bench/graph.py --sizes 43 1000 --rounds 9
"""

import gc
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx

    from dutymatrix.plan.model import Plan

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.turn import Bench

SIZES = (43, 1_000, 10_000, 100_000)


class Budget(NamedTuple):
    """How many times as long as another way one may take, at one size."""

    way: str
    reference: str
    tasks: int
    most: float


BUDGETS = (
    Budget("unit_by_section", "section_by_hand", 100_000, 2),
    Budget("unit_by_unit", "unit_by_hand", 10_000, 2),
    # Not promised: how the parts compare.
    Budget("graph", "graph_by_hand", 100_000, 2),
    Budget("projection", "unit_by_hand", 10_000, 2),
)


def graph(plan: "Plan") -> Callable[[], object]:
    """The program's graph alone."""
    from dutymatrix.answer.graph import build_graph

    return lambda: build_graph(plan)


def graph_by_hand(plan: "Plan") -> Callable[[], object]:
    """The same nodes, edges and attributes, added one by one."""
    import networkx

    return lambda: build_by_hand(plan, networkx.Graph())


def unit_by_section(plan: "Plan") -> Callable[[], object]:
    """The graph, and the cross-tab asked of it."""
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.matrix import Axis, crosstab

    return lambda: crosstab(build_graph(plan), Axis.UNIT, Axis.SECTION)


def section_by_hand(plan: "Plan") -> Callable[[], object]:
    """The same graph, and a Counter over its edges."""
    import networkx

    def count() -> object:
        built = build_by_hand(plan, networkx.Graph())
        nodes = built.nodes
        return Counter((nodes[u]["name"], nodes[t]["section_number"]) for u, t in built.edges)

    return count


def unit_by_unit(plan: "Plan") -> Callable[[], object]:
    """The cross-tab asked of a graph that is there."""
    from dutymatrix.answer.graph import build_graph
    from dutymatrix.answer.matrix import Axis, crosstab

    built = build_graph(plan)
    return lambda: crosstab(built, Axis.UNIT, Axis.UNIT)


def unit_by_hand(plan: "Plan") -> Callable[[], object]:
    """Shared tasks of each two units, counted from the plan into dictionaries."""

    def count() -> object:
        shared: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for item in plan.items:
            names = [name for name, _role in item.entry.assignments]
            for one in names:
                row = shared[one]
                for other in names:
                    row[other] += 1
        return shared

    return count


def projection(plan: "Plan") -> Callable[[], object]:
    """Units joined by the tasks they share, of a graph that is there."""
    from dutymatrix.answer.graph import build_graph, project_units

    built = build_graph(plan)
    return lambda: project_units(built)


WAYS = {
    way.__name__: way
    for way in (
        *(graph, graph_by_hand, unit_by_section, section_by_hand),
        *(unit_by_unit, unit_by_hand, projection),
    )
}


def build_by_hand(plan: "Plan", built: "networkx.Graph[str]") -> "networkx.Graph[str]":
    """Fill a graph as one would who knows networkx and this plan."""
    for unit in plan.units:
        built.add_node(f"unit:{unit.name}", bipartite=0, kind="unit", name=unit.name, open=False)
    for group in plan.groups:
        built.add_node(
            f"unit:{group.name}",
            bipartite=0,
            kind="group",
            name=group.name,
            open=group.open,
            members="\n".join(group.members),
        )
    for item in plan.items:
        task = f"task:{item.number}"
        number = item.section_number
        label, section = plan.section_by_number[number]
        built.add_node(
            task,
            bipartite=1,
            kind="task",
            number=item.number,
            label=item.label,
            title=item.title,
            section_number=number,
            section_label=label,
            section=section.headline,
            open=item.entry.open,
        )
        days = [milestone.by for milestone in item.entry.milestones if milestone.by]
        if days:
            built.nodes[task]["by"] = min(days).isoformat()
        if item.entry.span:
            built.nodes[task]["line"] = item.entry.span.line
        for (name, role), place in zip(item.entry.assignments, item.entry.places, strict=True):
            built.add_edge(f"unit:{name}", task, role=role.value, line=place.line)
    return built


def measure(way: str, path: Path) -> float:
    """Go one way once, in milliseconds; the plan is there and numbered."""
    from dutymatrix.planfile import load_plan

    plan = load_plan(path)
    plan.items, plan.section_by_number  # noqa: B018 - numbered on first use
    go = WAYS[way](plan)
    gc.collect()
    start = perf_counter()
    result = go()
    ms = 1000 * (perf_counter() - start)
    del result  # not before the time was taken
    return ms


def render_times(tasks: int, times: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """Lines of the report on one size: medians, then the ratios that have budgets."""
    for way, own in times.items():
        yield f"{tasks:>7} tasks  {way:<34} {median(own):10.1f} ms"
    for budget in BUDGETS:
        # Neighbours in time are compared: what slows one down slows the other, too.
        pairs = zip(times[budget.way], times[budget.reference], strict=True)
        ratio = median(own / reference for own, reference in pairs)
        verdict = "ok" if ratio <= budget.most else "over"
        if tasks != budget.tasks:
            verdict = "-"
        what = f"{budget.way} / {budget.reference}"
        yield f"{tasks:>7} tasks  {what:<34} {ratio:10.2f}     at most {budget.most}: {verdict}"


BENCH = Bench(
    __file__,
    "Measure the graph and what is asked of it.",
    SIZES,
    WAYS,
    measure,
    float,
    render_times,
)

if __name__ == "__main__":
    sys.exit(BENCH.main())
