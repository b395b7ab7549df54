"""The network of units: a circle, each two joined by a line as thick as they share tasks.

Units stand by community, in the roster's order within one, so that lines between the like
stay short. Names stand outside the circle where no line goes, and give way to each other up
and down.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from math import ceil, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

from dutymatrix.answer.graph import (
    Attributes,
    PlanGraph,
    find_communities,
    iter_units,
    project_units,
)
from dutymatrix.picture import drawing
from dutymatrix.picture.drawing import GREY, INK, LEGIBLE, MARGIN, Box, Page
from dutymatrix.picture.graph import GraphView
from dutymatrix.picture.title import title_height, title_lines

_SIZE = 13.0
_LINE = 18.0
"""From a name to the one below it, at the least."""
_NAME_ROOM = 18.0
_LARGEST, _SMALLEST = 17.0, 4.0
_RADIUS = 215.0
"""The circle's, where no more units stand on it than fit."""
_BETWEEN = 7.0
"""At the least, between two units on the circle."""
_APART = 0.7
"""Between two communities, in parts of a unit's place."""
_THICKEST = 9.0
_LINES_PER_UNIT = 4
_PAIRS = 12
_PANEL = 205.0
_HUES = ("#3b6fb6", "#c0612b", "#3f8f5f", "#8a56a8", "#a08a1c", "#3a8f9c")
_OTHER = "#8d96a0"


class Placed(NamedTuple):
    """A unit on the circle, which has its centre at 0, 0."""

    node: str
    own: Attributes
    leads: int
    tasks: int
    x: float
    y: float
    radius: float
    community: int | None
    name: str
    counts: str
    label: Box
    on_right: bool


class Line(NamedTuple):
    """Two units and the number of tasks that they share."""

    one: str
    other: str
    weight: int


class Network(NamedTuple):
    """Where everything stands."""

    units: tuple[Placed, ...]
    lines: tuple[Line, ...]
    """Those drawn, the weakest first."""
    pairs: tuple[Line, ...]
    """All, the strongest first."""
    least: int
    """Lines that are weaker stand for a unit's strongest only."""
    arcs: tuple[tuple[int, float, float], ...]
    """Communities with the angles that they take."""
    radius: float
    idle: int
    """Units and groups without a task, which are not drawn."""
    lesser: int = 0
    """Units and groups with a task, but fewer than those that could be read."""

    @property
    def frame(self) -> Box:
        """What circle and names take."""
        edge = self.radius + _LARGEST
        boxes = [Box(-edge, -edge, edge, edge), *(unit.label for unit in self.units)]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))


def build_network(view: GraphView) -> Page:
    """The picture: the circle on the left, on the right what it means.

    Of more units than can be read on A3 it shows those with most tasks.
    """
    net = place_units(view.graph)
    page = _draw(view, net)
    while page.scale < LEGIBLE:
        net = place_units(view.graph, int(len(net.units) * page.scale / LEGIBLE))
        page = _draw(view, net)
    return page


def _draw(view: GraphView, net: Network) -> Page:
    frame = net.frame
    width = 2 * MARGIN + frame.right - frame.left + 20 + _PANEL
    said = " · ".join((view.words.gettext("network of units"), view.summary()))
    top = title_height(view.plan.title, said, width)
    panel_left = width - MARGIN - _PANEL
    panel = [*_panel(view, net, panel_left)]
    height = max(top + frame.bottom - frame.top, top + panel[-1].bottom) + MARGIN
    x, y = MARGIN - frame.left, top - frame.top
    middle = (height - MARGIN - top - (frame.bottom - frame.top)) / 2
    circle = drawing.group(
        (*_arcs(net), *_lines(view, net), *_units(view, net)),
        transform=f"translate({drawing.number(x)} {drawing.number(y + middle)})",
    )
    explained = drawing.group(
        (part.shape for part in panel), transform=f"translate(0 {drawing.number(top)})"
    )
    shapes = [*title_lines(view.plan.title, said, width), circle, explained]
    return Page(view.plan.title, width, height, shapes, view.plan.language)


def place_units(graph: PlanGraph, most_units: int | None = None) -> Network:
    """The units that have tasks, on a circle that has room for them, and their lines.

    Args:
        graph: Units and tasks.
        most_units: How many units at the most, those that have most tasks; None for all.
    """
    projection = project_units(graph)
    busy = [node for node, _own in iter_units(graph) if graph.degree(node)]
    shown = {*sorted(busy, key=graph.degree, reverse=True)[:most_units]}
    # A view of some nodes would have them in the order in which texts hash.
    projection.remove_nodes_from({*projection} - shown)
    known = {node: own for node, own in iter_units(graph) if node in shown}
    groups: list[Sequence[str]] = [*find_communities(projection)]
    community = {node: n for n, nodes in enumerate(groups) for node in nodes}
    alone = [node for node in known if node not in community]
    groups += [alone] if alone else []
    gap = _APART if len(groups) > 1 else 0.0
    places = len(known) + gap * len(groups)
    roomy = _RADIUS * min(1.0, len(known) / 10)
    radius = max(roomy, places * (2 * _LARGEST + _BETWEEN) / (2 * pi))
    most = max((graph.degree(node) for node in known), default=1)

    spots: list[tuple[str, float]] = []
    arcs: list[tuple[int, float, float]] = []
    step = 2 * pi / max(places, 1)
    # From the top, clockwise.
    angle = step * (1 + gap) / 2
    for nodes in groups:
        # A circle of one colour says nothing.
        if nodes[0] in community and len(groups) > 1:
            half = 0.5 * step
            arcs.append((community[nodes[0]], angle - half, angle + step * len(nodes) - half))
        for node in nodes:
            spots.append((node, angle))
            angle += step
        angle += step * gap
    units = _label(graph, known, community, spots, radius, most)

    edges: Iterable[tuple[str, str, int]] = projection.edges(data="weight")
    pairs = sorted((Line(*edge) for edge in edges), key=lambda line: -line.weight)
    least = _least(pairs, _LINES_PER_UNIT * len(known))
    drawn = [line for line in pairs if line.weight >= least]
    joined = {node for line in drawn for node in line[:2]}
    for line in pairs[len(drawn) :]:
        if not {line.one, line.other} <= joined:
            joined |= {line.one, line.other}
            drawn.append(line)
    return Network(
        units=tuple(units),
        lines=tuple(reversed(drawn)),
        pairs=tuple(pairs),
        least=least,
        arcs=tuple(arcs),
        radius=radius,
        idle=sum(1 for _unit in iter_units(graph)) - len(busy),
        lesser=len(busy) - len(known),
    )


def spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Places as near as can be to those wanted, which rise, no two nearer than so much."""
    # Blocks of places that touch: where the first should be on average, and how many.
    blocks: list[tuple[float, int]] = []
    for n, place in enumerate(wanted):
        mean, size = place - n * apart, 1
        while blocks and blocks[-1][0] >= mean:
            before, count = blocks.pop()
            mean = (before * count + mean * size) / (count + size)
            size += count
        blocks.append((mean, size))
    starts = [mean for mean, size in blocks for _ in range(size)]
    return [start + n * apart for n, start in enumerate(starts)]


def _label(
    graph: PlanGraph,
    known: Mapping[str, Attributes],
    community: Mapping[str, int],
    spots: Sequence[tuple[str, float]],
    radius: float,
    most: int,
) -> list[Placed]:
    """Units with their names: on each side of the circle from top to bottom."""
    outer = radius + _LARGEST + 6
    at = {node: (radius * sin(angle), -radius * cos(angle)) for node, angle in spots}
    heights: dict[str, float] = {}
    for on_right in (True, False):
        side = [node for node, angle in spots if (angle < pi) is on_right]
        side.sort(key=lambda node: at[node][1])
        wanted = [at[node][1] * outer / radius for node in side]
        heights.update(zip(side, spread(wanted, _LINE), strict=True))

    placed = []
    for node, angle in spots:
        roles = [edge["role"] for edge in graph[node].values()]
        leads, tasks = roles.count("lead"), len(roles)
        name = drawing.clip(drawing.line_of(known[node]["name"]), _NAME_ROOM)
        counts = f"{leads}/{tasks}"
        width = _SIZE * drawing.ems(name) + 5 + 10 * drawing.ems(counts)
        y = heights[node]
        # As near as the line's whole height can be without entering the circle.
        nearest = max(0.0, abs(y) - _LINE / 2)
        x = max(8.0, sqrt(max(0.0, outer**2 - nearest**2)))
        on_right = angle < pi
        sides = (x, x + width) if on_right else (-x - width, -x)
        placed.append(
            Placed(
                node=node,
                own=known[node],
                leads=leads,
                tasks=tasks,
                x=at[node][0],
                y=at[node][1],
                # Not the radius but the area is the number.
                radius=max(_SMALLEST, _LARGEST * sqrt(tasks / most)),
                community=community.get(node),
                name=name,
                counts=counts,
                label=Box(sides[0], y - _LINE / 2, sides[1], y + _LINE / 2),
                on_right=on_right,
            )
        )
    return placed


def _least(pairs: Sequence[Line], most: int) -> int:
    """The smallest number of shared tasks of which no more lines than so many have as much."""
    if len(pairs) <= most:
        return 1
    # Where that would leave next to nothing, many lines are the lesser evil.
    return min(pairs[most].weight + 1, pairs[0].weight)


def _arcs(net: Network) -> Iterator[str]:
    for n, start, end in net.arcs:
        points = [
            f"{drawing.number(net.radius * sin(angle))} {drawing.number(-net.radius * cos(angle))}"
            for angle in _steps(start, end)
        ]
        yield drawing.path(
            f"M{points[0]}L{' '.join(points[1:])}",
            fill="none",
            stroke=_hue(n),
            stroke_opacity="0.18",
            stroke_width=2 * _LARGEST + 8,
        )


def _steps(start: float, end: float) -> list[float]:
    """Angles so close that straight lines between them look round."""
    count = max(2, ceil((end - start) / 0.05))
    return [start + (end - start) * n / count for n in range(count + 1)]


def _lines(view: GraphView, net: Network) -> Iterator[str]:
    at = {unit.node: unit for unit in net.units}
    most = net.pairs[0].weight if net.pairs else 1
    for line in net.lines:
        one, other = at[line.one], at[line.other]
        # Bent towards the centre, the more the further apart the two stand.
        apart = hypot(one.x - other.x, one.y - other.y) / (2 * net.radius)
        out = 0.8 - 0.35 * apart
        x, y = (one.x + other.x) / 2 * out, (one.y + other.y) / 2 * out
        near = one.community == other.community
        yield drawing.group(
            (
                drawing.tooltip(_pair_said(view, line)),
                drawing.path(
                    f"M{drawing.number(one.x)} {drawing.number(one.y)}"
                    f"Q{drawing.number(x)} {drawing.number(y)}"
                    f" {drawing.number(other.x)} {drawing.number(other.y)}",
                    fill="none",
                    stroke=_hue(one.community) if near else _OTHER,
                    stroke_opacity="0.65" if near else "0.6",
                    stroke_width=_thickness(line.weight, most),
                ),
            ),
            data_one=drawing.seen(one.own["name"]),
            data_other=drawing.seen(other.own["name"]),
        )


def _units(view: GraphView, net: Network) -> Iterator[str]:
    words = view.words
    for unit in net.units:
        tip = words.gettext("{unit}: leads {leads} of its {tasks} tasks").format(
            unit=unit.own["name"], leads=unit.leads, tasks=unit.tasks
        )
        edge = hypot(unit.x, unit.y)
        grown = (edge + unit.radius + 1) / edge
        middle = (unit.label.top + unit.label.bottom) / 2
        start = unit.label.left - 3 if unit.on_right else unit.label.right + 3
        leader = drawing.path(
            f"M{drawing.number(unit.x * grown)} {drawing.number(unit.y * grown)}"
            f"L{drawing.number(start)} {drawing.number(middle)}",
            stroke="#8d96a0",
            stroke_width=0.7,
        )
        base = middle + _SIZE * 0.36
        # One text, so that the numbers follow the name however wide the viewer's font is.
        numbers = f'<tspan font-size="10" fill="{GREY}">{unit.counts}</tspan>'
        name = f'<tspan font-size="{drawing.number(_SIZE)}">{escape(unit.name)}</tspan>'
        parts = f"{name} {numbers}" if unit.on_right else f"{numbers} {name}"
        edge_of = unit.label.left if unit.on_right else unit.label.right
        anchor = "start" if unit.on_right else "end"
        said = (
            f'<text x="{drawing.number(edge_of)}" y="{drawing.number(base)}"'
            f' text-anchor="{anchor}">{parts}</text>'
        )
        share = unit.leads / unit.tasks
        shape = _shape(unit.own["kind"] == "group", share, unit.x, unit.y, unit.radius)
        yield drawing.group(
            (drawing.tooltip(tip), leader, *shape, said), data_unit=drawing.seen(unit.own["name"])
        )


def _shape(is_group: bool, share: float, x: float, y: float, radius: float) -> Iterator[str]:
    """A ring, of a group a square; the share that is led fills as large a part of it."""
    inner = radius * sqrt(share)
    for size, style in (
        (radius, {"fill": "#fff", "stroke": INK}),
        (inner, {"fill": INK}),
    ):
        if size <= 0:
            continue
        if is_group:
            # A square of the circle's area.
            half = size * sqrt(pi) / 2
            yield drawing.rect(x - half, y - half, 2 * half, 2 * half, stroke_width=1.4, **style)
        else:
            yield drawing.circle(x, y, size, stroke_width=1.4, **style)


class _Part(NamedTuple):
    shape: str
    bottom: float


def _panel(view: GraphView, net: Network, left: float) -> Iterator[_Part]:
    """What the picture means, and the strongest pairs."""
    words = view.words
    beside = left + 46
    room = (_PANEL - 46) / 12
    y = 16.0
    yield _Part("", y)
    if not net.units:
        yield _Part(drawing.text(left, y, words.gettext("nobody has a task here")), y)
        return
    yield _Part(drawing.text(left, y, words.gettext("Legend"), font_weight="bold"), y)
    y += 8
    most = net.pairs[0].weight if net.pairs else 0
    samples: list[tuple[Iterator[str] | tuple[str, ...], str]] = [
        (_sample(False, 0.5, left), words.gettext("a unit; the larger, the more tasks")),
        ((), words.gettext("filled: the share that it leads")),
        (_sample(False, 0.0, left), words.gettext("an empty ring leads nothing")),
    ]
    if any(unit.own["kind"] == "group" for unit in net.units):
        samples.append((_sample(True, 0.0, left), words.gettext("a group")))
    samples.append((_numbers(left), words.gettext("tasks led / tasks")))
    for weight in dict.fromkeys((net.least, (net.least + most + 1) // 2, most)) if most else ():
        shape = drawing.path(
            f"M{drawing.number(left)} 0h34", stroke=_OTHER, stroke_width=_thickness(weight, most)
        )
        said = words.ngettext("{n} shared task", "{n} shared tasks", weight)
        samples.append(((shape,), said.format(n=weight)))
    if net.arcs:
        arc = drawing.rect(left, -7, 34, 14, fill=_hue(0), fill_opacity="0.18")
        samples.append(((arc,), words.gettext("share more tasks with each other than with others")))
    for shapes, said in samples:
        lines = drawing.fold(said, room, 3)
        middle = y + 12
        shape = drawing.group(shapes, transform=f"translate(0 {drawing.number(middle)})")
        yield _Part(shape, y + 20)
        for n, line in enumerate(lines):
            yield _Part(drawing.text(beside, middle + 4.3 + 16 * n, line), y + 20 + 16 * n)
        y += 22 + 16 * (len(lines) - 1)
    y += 8
    for note in _notes(view, net):
        for line in drawing.fold(note, _PANEL / 12, 4):
            y += 16
            yield _Part(drawing.text(left, y, line, fill=GREY), y + 4)
    if not net.pairs:
        return
    y += 34
    head = words.gettext("Most shared tasks")
    yield _Part(drawing.text(left, y, head, font_weight="bold"), y)
    y += 4
    names = {unit.node: unit.own["name"] for unit in net.units}
    for pair in net.pairs[:_PAIRS]:
        y += 18
        # As wide as both together may be.
        half = (_PANEL - 40) / 12 / 2 - 0.6
        one, other = (drawing.line_of(names[node]) for node in pair[:2])
        spare = max(0.0, half - min(drawing.ems(one), drawing.ems(other)))
        said = f"{drawing.clip(one, half + spare)}－{drawing.clip(other, half + spare)}"
        yield _Part(drawing.text(left, y, said), y)
        yield _Part(
            drawing.text(left + _PANEL, y, str(pair.weight), text_anchor="end", fill=GREY), y + 4
        )


def _notes(view: GraphView, net: Network) -> Iterator[str]:
    words = view.words
    left_out = len(net.pairs) - len(net.lines)
    if left_out:
        yield words.gettext(
            "not drawn: {n} pairs that share fewer than {least} tasks; each unit has one line"
        ).format(n=left_out, least=net.least)
    if net.lesser:
        yield words.ngettext(
            "not drawn: {n} unit with fewer tasks (all: -f graphml)",
            "not drawn: {n} units with fewer tasks (all: -f graphml)",
            net.lesser,
        ).format(n=net.lesser)
    if net.idle:
        yield words.ngettext(
            "not drawn: {n} name without a task",
            "not drawn: {n} names without a task",
            net.idle,
        ).format(n=net.idle)


def _sample(is_group: bool, share: float, left: float) -> Iterator[str]:
    return _shape(is_group, share, left + 17, 0, 8.5)


def _numbers(left: float) -> tuple[str, ...]:
    return (drawing.text(left + 17, 4, "2/5", font_size=10, text_anchor="middle", fill=GREY),)


def _pair_said(view: GraphView, line: Line) -> str:
    names = [view.graph.nodes[node]["name"] for node in line[:2]]
    said = view.words.ngettext("{n} shared task", "{n} shared tasks", line.weight)
    return f"{names[0]} · {names[1]}: {said.format(n=line.weight)}"


def _thickness(weight: int, most: int) -> float:
    return max(0.8, _THICKEST * weight / max(most, 6))


def _hue(community: int | None) -> str:
    return _OTHER if community is None else _HUES[community % len(_HUES)]
