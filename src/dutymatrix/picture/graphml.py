"""GraphML: the graph for Gephi, yEd and networkx, every attribute with its type."""

from io import BytesIO

from networkx import relabel_nodes, write_graphml_xml

from dutymatrix.picture.drawing import seen
from dutymatrix.picture.graph import GraphView


def render(view: GraphView, _options: object) -> str:
    """The graph as a document of GraphML, which `networkx.read_graphml` reads."""
    graph = relabel_nodes(view.graph, {node: seen(node) for node in view.graph})
    for _node, own in graph.nodes.items():
        for name, value in own.items():
            if isinstance(value, str):
                own[name] = seen(value)
    written = BytesIO()
    write_graphml_xml(graph, written)
    _declaration, _end, document = written.getvalue().decode("utf-8").partition("\n")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'
