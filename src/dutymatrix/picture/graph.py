"""A plan as a graph, to be drawn or handed to other programs."""

from collections.abc import Mapping
from enum import Enum
from gettext import NullTranslations
from typing import NamedTuple

import networkx

from dutymatrix.answer.graph import PlanGraph, iter_tasks, iter_units
from dutymatrix.i18n import messages_in
from dutymatrix.plan.model import Plan
from dutymatrix.screen.condition import Condition, count_line, day_lines


class Layout(Enum):
    """What a picture of the graph shows."""

    MATRIX = "matrix"
    """Tasks by units, a mark for each assignment."""
    NETWORK = "network"
    """Units in a circle, joined by the tasks that they share."""


class GraphView(NamedTuple):
    """The graph of a plan's tasks, all or those that filters chose."""

    plan: Plan
    graph: PlanGraph
    conditions: tuple[Condition, ...] = ()
    """The filters that chose its tasks."""
    layout: Layout = Layout.MATRIX
    language: str = ""
    """Of its words; "" for the plan's: a graph is handed out."""

    @property
    def words(self) -> NullTranslations:
        """Messages in its language."""
        return messages_in(self.language or self.plan.language)

    def data(self) -> Mapping[str, object]:
        """The graph as node-link data, which `networkx.node_link_graph` reads."""
        from dutymatrix.markup import json_

        return {**json_.head(self.plan), **networkx.node_link_data(self.graph, edges="edges")}

    def named(self) -> "GraphView":
        """The same with units only that have a task here, where filters chose the tasks."""
        if not self.conditions:
            return self
        idle = [node for node, _own in iter_units(self.graph) if not self.graph.degree(node)]
        chosen: PlanGraph = self.graph.copy()
        chosen.remove_nodes_from(idle)
        return self._replace(graph=chosen)

    def summary(self) -> str:
        """How many tasks, by which filters; how many units, groups and assignments."""
        words = self.words
        kinds = [own["kind"] for _node, own in iter_units(self.graph)]
        tasks = sum(1 for _task in iter_tasks(self.graph))
        assignments = self.graph.number_of_edges()
        counted = [
            words.ngettext(one, many, n).format(n=n)
            for one, many, n in (
                ("{n} unit", "{n} units", kinds.count("unit")),
                ("{n} group", "{n} groups", kinds.count("group")),
                ("{n} assignment", "{n} assignments", assignments),
            )
            if n or one != "{n} group"
        ]
        said = count_line(tasks, self.plan.size, self.conditions, words)
        said = words.gettext(", ").join([said, *day_lines(self.plan, words)])
        return words.gettext(", ").join([said, *counted])
