"""GraphML: the graph for Gephi, yEd and networkx, every attribute with its type."""

from networkx import generate_graphml, relabel_nodes

from dutymatrix.picture.drawing import seen
from dutymatrix.picture.graph import GraphView


def render(view: GraphView, _options: object) -> str:
    """The graph as a document of GraphML, which `networkx.read_graphml` reads."""
    graph = relabel_nodes(view.graph, {node: seen(node) for node in view.graph})
    for _node, own in graph.nodes.items():
        for name, value in own.items():
            if isinstance(value, str):
                own[name] = seen(value)
    lines = "\n".join(generate_graphml(graph))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{lines}\n'
