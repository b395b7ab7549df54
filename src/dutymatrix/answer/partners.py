"""With whom a unit works: the tasks that it shares with others."""

from collections.abc import Sequence
from typing import NamedTuple

from dutymatrix.answer.graph import (
    PlanGraph,
    graph_of,
    iter_tasks,
    iter_units,
    neighbours,
    unit_node,
)
from dutymatrix.error import UnknownUnitError
from dutymatrix.plan.model import Plan, Role
from dutymatrix.plan.name import name_of


class Partner(NamedTuple):
    """A unit or group that stands on the same tasks."""

    unit: str
    tasks: tuple[str, ...]
    """Paths of the shared tasks, in the document's order."""

    @property
    def shared(self) -> int:
        """How many tasks are shared."""
        return len(self.tasks)


def partners_of(
    graph: PlanGraph | Plan,
    units: str | Sequence[str],
    *,
    as_role: Role | None = None,
    with_role: Role | None = None,
) -> tuple[Partner, ...]:
    """With whom a unit shares tasks, the closest first; equal ones in the roster's order.

    Args:
        graph: A plan; or of some of its tasks what `build_graph` gives.
        units: A name of a unit or group, or several: the tasks count that all of them are on.
            As people type them where a plan is asked, else as the graph has them.
        as_role: Only tasks in which each of them has this role.
        with_role: Only tasks in which the partner has this role.

    Raises:
        AmbiguousUnitError: A name can be several units.
        UnknownUnitError: A name is no unit or group.
    """
    names = [units] if isinstance(units, str) else [*units]
    if isinstance(graph, Plan):
        names = [name_of(graph, name) for name in names]
    graph = graph_of(graph)
    own = [unit_node(name) for name in names]
    for name, node in zip(names, own, strict=True):
        if node not in graph:
            raise UnknownUnitError(name, ())
    together = set.intersection(*({*neighbours(graph, node, as_role)} for node in own))
    tasks_with: dict[str, list[str]] = {node: [] for node, _own in iter_units(graph)}
    for node, task in iter_tasks(graph):
        if node in together:
            for unit in neighbours(graph, node, with_role):
                tasks_with[unit].append(task["number"])
    partners = [
        Partner(graph.nodes[node]["name"], tuple(numbers))
        for node, numbers in tasks_with.items()
        if numbers and node not in own
    ]
    return tuple(sorted(partners, key=lambda partner: -partner.shared))
