r"""DOT: the graph for Graphviz, `dot -Tsvg`; units on the left, tasks on the right.

All that a plan says stands between double quotes, where nothing is HTML; a backslash is
doubled or it would begin an escape (`\N` is the node's name), and `&` is written as `&amp;`
because Graphviz reads `&lt;` there.
"""

from collections.abc import Iterator

from dutymatrix.answer.graph import iter_tasks, iter_units
from dutymatrix.measure import shown
from dutymatrix.picture.drawing import FONTS
from dutymatrix.picture.graph import GraphView
from dutymatrix.plan.model import Role
from dutymatrix.wording.role import ROLE_WORDS

_LINES = {
    Role.LEAD: "style=bold penwidth=2.5",
    Role.RESPONSIBLE: "style=solid penwidth=1.5",
    Role.JOIN: "style=dashed",
    Role.GUIDE: "style=dotted",
}


def render(view: GraphView, _options: object) -> str:
    """The graph as DOT: units in boxes, groups in dashed ones, tasks on notes; lead is bold."""
    return "\n".join(_lines(view.named())) + "\n"


def _lines(view: GraphView) -> Iterator[str]:
    words = view.words
    graph = view.graph
    fonts = _quoted(",".join((*FONTS, "sans-serif")))
    yield "graph {"
    yield "  graph [rankdir=LR ranksep=4 nodesep=0.1 newrank=true labelloc=t"
    yield f"    label={_quoted(view.plan.title)} tooltip={_quoted(view.plan.title)}"
    yield f"    fontsize=20 fontname={fonts}];"
    yield f"  node [fontname={fonts} fontsize=12 height=0.3 margin=0.1];"
    yield f"  edge [fontname={fonts}];"
    yield "  subgraph units {"
    yield "    rank=same;"
    for node, own in iter_units(graph):
        look = 'style="rounded,dashed"' if own["kind"] == "group" else "style=solid"
        yield f"    {_quoted(node)} [shape=box {look} label={_quoted(own['name'])}];"
    yield "  }"
    yield "  subgraph tasks {"
    yield "    rank=same;"
    for node, own in iter_tasks(graph):
        said = _quoted(f"{own['label']} {own['title']}")
        yield f"    {_quoted(node)} [shape=note label={said} tooltip={_quoted(own['section'])}];"
    yield "  }"
    for unit, by in iter_units(graph):
        for task, edge in graph[unit].items():
            role = Role(edge["role"])
            own = graph.nodes[task]
            does = words.gettext(ROLE_WORDS[role].does)
            said = f"{by['name']} · {does} · {own['label']} {own['title']}"
            look = f"{_LINES[role]} tooltip={_quoted(said)}"
            yield f"  {_quoted(unit)} -- {_quoted(task)} [{look}];"
    yield "}"


def _quoted(said: str) -> str:
    said = shown(said.replace("\t", " ")).replace("&", "&amp;")
    return '"' + said.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n") + '"'
