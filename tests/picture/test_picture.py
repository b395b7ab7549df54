"""Pictures and files of the graph: what stands in them, where, and that nothing in them runs."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import combinations, pairwise
from math import hypot
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.answer.graph import build_graph
from dutymatrix.cli.formats import render
from dutymatrix.markup.view import Options
from dutymatrix.picture import drawing
from dutymatrix.picture.drawing import Box
from dutymatrix.picture.graph import GraphView, Layout
from dutymatrix.picture.network import Network, place_units, spread
from dutymatrix.plan.model import Assignment, Group, Plan, Role, Section, Task, Unit
from dutymatrix.plan.selection import Filter, select_items
from dutymatrix.screen.condition import Condition
from strategies import plans, shuffled

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<b>&amp;"]]>\\N\\"'
DOT = shutil.which("dot")


def written(plan: Plan, format_: str, layout: Layout = Layout.MATRIX) -> str:
    return text_of(GraphView(plan, build_graph(plan), (), layout), format_)


def text_of(view: GraphView, format_: str) -> str:
    answer = render(view, Options(format_))
    assert not isinstance(answer, bytes)
    return "".join(answer)


def picture(plan: Plan, layout: Layout = Layout.MATRIX) -> ElementTree.Element:
    return ElementTree.fromstring(written(plan, "svg", layout))


def tips(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}title")]


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def plan_of(*tasks: dict[Role, tuple[str, ...]], groups: tuple[str, ...] = ()) -> Plan:
    names = dict.fromkeys(name for task in tasks for units in task.values() for name in units)
    return Plan(
        title="试行方案",
        units=tuple(Unit(name) for name in names if name not in groups),
        groups=tuple(Group(name) for name in groups),
        sections=(
            Section(
                title="机制",
                tasks=tuple(
                    Task(
                        title="落实责任",
                        assignments=tuple(
                            Assignment(name, role) for role in Role for name in task.get(role, ())
                        ),
                    )
                    for task in tasks
                ),
            ),
        ),
    )


EMPTY = Plan(title="试行方案")
ONE = plan_of({Role.LEAD: ("市公安局",)})
ODD = plan_of(
    {Role.LEAD: (HOSTILE,), Role.JOIN: ("长" * 60, "A" * 60, "各镇（街）")},
    {Role.RESPONSIBLE: ("市司法局",), Role.GUIDE: (HOSTILE,)},
    groups=("各镇（街）",),
)
LARGE = plan_of(
    *(
        {
            Role.LEAD: (f"第{n % 60}局",),
            Role.JOIN: tuple(f"第{k % 60}局" for k in range(n + 1, n + 1 + n % 9)),
        }
        for n in range(100)
    )
)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    "named",
    [
        pytest.param(None, id="the repository's"),
        pytest.param(EMPTY, id="empty"),
        pytest.param(ONE, id="one unit"),
        pytest.param(ODD, id="odd names"),
        pytest.param(LARGE, id="60 units, 100 tasks"),
    ],
)
def test_a_picture_fits_its_paper_and_neither_runs_nor_loads(
    plan: Plan, named: Plan | None, layout: Layout
) -> None:
    svg = written(named or plan, "svg", layout)
    root = ElementTree.fromstring(svg)
    size = re.match(r"([\d.]+)mm ([\d.]+)mm$", f"{root.get('width')} {root.get('height')}")
    assert size
    short, long = sorted((float(size[1]), float(size[2])))
    assert (short <= 190 and long <= 277) or (named is LARGE and short <= 277 and long <= 400)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "style", "g", "rect", "circle", "path", "text", "tspan")
    }
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or "href" in name}
    assert svg.count("http") == 1
    assert "url(" not in svg and "@import" not in svg


def sheets(svg: str) -> tuple[list[ElementTree.Element], float]:
    """The sheets of a picture, and the millimetres that a unit takes."""
    root = ElementTree.fromstring(svg)
    whole = [float(number) for number in root.attrib["viewBox"].split()]
    width, height = (float(root.attrib[side].removesuffix("mm")) for side in ("width", "height"))
    assert width / whole[2] == pytest.approx(height / whole[3], rel=1e-3)
    drawn = [g for g in root.findall(f"{SVG}g") if "translate" in g.get("transform", "")]
    assert height == pytest.approx(len(drawn) * (277 if width > 300 else 400), abs=0.2)
    return drawn, width / whole[2]


@pytest.mark.parametrize(
    ("tasks", "units", "paper", "number"),
    [
        pytest.param(130, 4, "portrait", 2, id="many tasks"),
        pytest.param(60, 180, "landscape", 2, id="many units"),
        pytest.param(90, 130, "landscape", 4, id="many of both"),
    ],
)
def test_what_no_sheet_holds_takes_several(tasks: int, units: int, paper: str, number: int) -> None:
    given: list[dict[Role, tuple[str, ...]]] = [
        {Role.LEAD: (f"第{n % units}局",), Role.JOIN: (f"第{(n * 7 + 1) % units}局",)}
        for n in range(max(tasks, units))
    ]
    plan = plan_of(*given)
    [section] = plan.sections
    plan = replace(plan, sections=(replace(section, tasks=section.tasks[:tasks]),))
    svg = written(plan, "svg")
    drawn, scale = sheets(svg)
    assert f"size:A3 {paper}" in svg
    assert len(drawn) == number
    # Five points for a mark of ten units.
    assert 10 * scale / 25.4 * 72 >= 4.99
    every = [tip for sheet in drawn for tip in tips(sheet)]
    assert sum(tip.count(" · ") == 2 for tip in every) == 2 * tasks
    assert all("任务分工矩阵" in " ".join(texts(sheet)) for sheet in drawn)
    totals = ["项次" in texts(sheet) for sheet in drawn]
    rightmost = ["合计" in texts(sheet) for sheet in drawn]
    columns = rightmost.index(True) + 1
    assert totals == [n >= number - columns for n in range(number)]
    assert rightmost == [n % columns == columns - 1 for n in range(number)]


@pytest.mark.parametrize(("tasks", "is_turned"), [(99, False), (120, True)])
def test_large_totals_are_turned_and_not_smaller(tasks: int, is_turned: bool) -> None:
    given: list[dict[Role, tuple[str, ...]]] = [{Role.LEAD: ("市公安局",)}] * tasks
    svg = written(plan_of(*given), "svg")
    root = ElementTree.fromstring(svg)
    scale = float(root.attrib["width"].removesuffix("mm")) / float(
        root.attrib["viewBox"].split()[2]
    )
    sizes = map(float, re.findall(r'font-size="([\d.]+)"', svg))
    assert min(sizes) * scale / 25.4 * 72 >= 4.99
    # Of the unit how many it leads, how many it has, and the same of all.
    totals = re.findall(rf"<text[^>]*>{tasks}</text>", svg)
    assert sum("rotate" in total for total in totals) == 2 * is_turned
    assert len(totals) == 4


def test_a_network_shows_as_many_units_as_can_be_read() -> None:
    plan = plan_of(
        *(
            {Role.LEAD: ("市府办",), Role.JOIN: tuple(f"第{k}局" for k in range(n, 400, 20))}
            for n in range(20)
        )
    )
    root = picture(plan, Layout.NETWORK)
    box = [float(number) for number in root.attrib["viewBox"].split()]
    assert float(root.attrib["width"].removesuffix("mm")) / box[2] * 10 / 25.4 * 72 >= 4.99
    drawn = sum("data-unit" in element.attrib for element in root.iter())
    assert 60 < drawn < 200
    assert f"任务较少的{401 - drawn}个单位未画" in "".join("".join(texts(root)).split())
    assert any("市府办" in said for said in texts(root))


def test_a_matrix_has_a_tip_for_each_assignment_and_each_head(plan: Plan) -> None:
    said = tips(picture(plan))
    assert said[0] == "吴川市全民禁毒工程实施方案(2017-2019年)"
    assert "市综治办 · 牵头 · （三）3 落实吸毒人员网格化服务管理措施" in said
    assert "（三）3 落实吸毒人员网格化服务管理措施" in said
    assert sum(tip.count(" · ") == 2 for tip in said) == 189
    assert len(said) == 1 + 189 + 43 + 34


def test_a_matrix_says_what_the_plan_says(plan: Plan) -> None:
    said = texts(picture(plan))
    assert said.count("牵") == 43 + 1
    assert said.count("参") == 189 - 43 + 1
    assert {"（一） 建立全民禁毒机制", "市公安局", "各镇︵街︶", "牵头单位", "主要参与单位"} <= {
        *said
    }
    # Below the last task: a head, a number for each unit, one for all; twice.
    leads, totals = said[-72:-36], said[-36:]
    assert leads[:3] == ["牵头", "23", "3"]
    assert leads[-1] == "43"
    assert totals[:3] == ["项次", "31", "7"]
    assert totals[-1] == "189"


def test_roles_are_told_apart_without_colour() -> None:
    plan = plan_of({role: (f"第{n}局",) for n, role in enumerate(Role)})
    cells = [
        group
        for group in picture(plan).iter(f"{SVG}g")
        if (group.findtext(f"{SVG}title") or "").count(" · ") == 2
    ]
    looks = [
        [
            (shape.tag.removeprefix(SVG), shape.get("stroke-dasharray"))
            for shape in cell
            if shape.tag in {f"{SVG}rect", f"{SVG}circle"}
        ]
        for cell in cells
    ]
    assert looks == [
        [("rect", None)],
        [("rect", None), ("rect", None)],
        [("circle", None)],
        [("rect", "2 1.5")],
    ]
    assert ["".join(cell.itertext())[-1] for cell in cells] == ["牵", "责", "参", "指"]


def test_a_filtered_picture_says_so_and_shows_who_is_concerned(plan: Plan) -> None:
    items = select_items(plan, Filter(lead=("市财政局",)))
    view = GraphView(plan, build_graph(plan, items), (Condition("led by {value}", "市财政局"),))
    said = "".join(ElementTree.fromstring(text_of(view, "svg")).itertext())
    assert "筛选条件：市财政局牵头；符合2项，方案共43项，5个单位，7项次" in "".join(said.split())
    assert "市法院" not in said


def test_titles_fold_into_lines_of_like_length() -> None:
    assert drawing.fold("加大涉毒财物调查和财产刑的运用力度", 16, 3) == [
        "加大涉毒财物调查和",
        "财产刑的运用力度",
    ]
    assert drawing.fold("加强易制毒化学品、麻醉药品和精神药品管控", 16, 3) == [
        "加强易制毒化学品、",
        "麻醉药品和精神药品管控",
    ]
    assert drawing.fold("落实", 16, 3) == ["落实"]
    assert drawing.fold("长" * 60, 10, 2) == ["长" * 10, "长" * 9 + "…"]
    assert all(drawing.ems(line) <= 8 for line in drawing.fold("MWMW " * 9, 8, 3))


@given(st.text(max_size=30), st.floats(2, 20))
def test_a_clipped_text_has_room(said: str, room: float) -> None:
    clipped = drawing.clip(said, room)
    assert drawing.ems(clipped) <= room
    assert clipped == said or clipped.endswith("…")


def boxes(net: Network) -> list[Box]:
    return [unit.label for unit in net.units]


def assert_nothing_overlaps(net: Network) -> None:
    assert not [pair for pair in combinations(boxes(net), 2) if pair[0].overlaps(pair[1])]
    for one, other in combinations(net.units, 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
    # A group's square reaches no further than its circle's root of pi half.
    for unit in net.units:
        reach = unit.radius * 0.89
        shape = Box(unit.x - reach, unit.y - reach, unit.x + reach, unit.y + reach)
        assert not [label for label in boxes(net) if label.overlaps(shape)]


def test_names_and_units_in_the_network_do_not_overlap(plan: Plan) -> None:
    net = place_units(build_graph(plan))
    assert len(net.units) == 34
    assert_nothing_overlaps(net)


NAMES = st.lists(st.integers(1, 25), min_size=10, max_size=60).map(
    lambda lengths: [f"{'市公安司法'[:2] * length}{n}" for n, length in enumerate(lengths)]
)


@given(st.data(), NAMES)
def test_nothing_overlaps_in_any_network(data: st.DataObject, names: list[str]) -> None:
    team = st.lists(st.sampled_from(names), min_size=1, max_size=12, unique=True)
    teams = data.draw(st.lists(team, min_size=1, max_size=40))
    net = place_units(
        build_graph(plan_of(*({Role.LEAD: (own[0],), Role.JOIN: tuple(own[1:])} for own in teams)))
    )
    assert len(net.units) == len({name for own in teams for name in own})
    assert_nothing_overlaps(net)
    joined = {node for line in net.lines for node in line[:2]}
    assert joined == {node for line in net.pairs for node in line[:2]}


@given(st.lists(st.floats(-500, 500), max_size=30).map(sorted))
def test_places_are_spread_and_no_more_than_needed(wanted: list[float]) -> None:
    places = spread(wanted, 18)
    assert len(places) == len(wanted)
    assert all(b - a >= 18 - 1e-9 for a, b in pairwise(places))
    if all(b - a >= 18 for a, b in pairwise(wanted)):
        assert places == pytest.approx(wanted)


def test_a_network_tells_who_leads_and_who_shares(plan: Plan) -> None:
    root = picture(plan, Layout.NETWORK)
    assert any("市禁毒办 · 市人社局" in tip for tip in tips(root))
    said = texts(root)
    assert {"市公安局 12/21", "0/6 市妇联"} <= {*said}
    shapes = {
        (group.findtext(f"{SVG}title") or "").split(":")[0].split("：")[0]: [
            shape.tag.removeprefix(SVG)
            for shape in group
            if shape.tag in {f"{SVG}rect", f"{SVG}circle"}
        ]
        for group in root.iter(f"{SVG}g")
    }
    assert shapes["市公安局"] == ["circle", "circle"]
    assert shapes["市妇联"] == ["circle"]
    assert shapes["各镇（街）"] == ["rect"]


def test_weak_lines_are_left_out_and_that_is_said(plan: Plan) -> None:
    net = place_units(build_graph(plan))
    assert (net.least, len(net.pairs), len(net.lines)) == (2, 188, 114)
    left_out = " ".join(texts(picture(plan, Layout.NETWORK)))
    assert "74" in left_out


@pytest.mark.parametrize("format_", ["svg", "dot", "graphml", "json"])
@given(plan=plans())
def test_any_plan_can_be_written(format_: str, plan: Plan) -> None:
    for layout in Layout if format_ == "svg" else [Layout.MATRIX]:
        answer = written(plan, format_, layout)
        assert answer == written(plan, format_, layout)
        if format_ in {"svg", "graphml"}:
            ElementTree.fromstring(answer)


@given(plan=plans())
def test_networkx_reads_back_the_same_graph(plan: Plan) -> None:
    graph = build_graph(plan)
    data = json.loads(written(plan, "json"))
    assert (data["format_version"], data["plan"]) == (1, plan.title)
    assert networkx.utils.graphs_equal(networkx.node_link_graph(data, edges="edges"), graph)
    read = networkx.parse_graphml(written(plan, "graphml"))
    assert {**read.nodes} == {**graph.nodes}
    assert networkx.utils.edges_equal(read.edges(data=True), graph.edges(data=True))
    assert [*read] == [*graph]


@given(plan=plans(), order=st.lists(st.integers(0, 9), min_size=3, max_size=5))
def test_a_shuffled_twin_has_as_many_marks(plan: Plan, order: list[int]) -> None:
    marks = [len(tips(picture(twin))) for twin in (plan, shuffled(plan, order))]
    assert marks[0] == marks[1]


def test_names_in_dot_are_text() -> None:
    dot = written(plan_of({Role.LEAD: (HOSTILE,)}), "dot")
    escaped = r'"<b>&amp;amp;\"]]>\\N\\\""'
    assert f"[shape=box style=solid label={escaped}];" in dot
    assert '"task:1.1" [shape=note label="（一）1 落实责任" tooltip="机制"];' in dot
    unit = escaped.replace('"<b>', '"unit:<b>', 1)
    assert f'  {unit} -- "task:1.1" [style=bold penwidth=2.5 tooltip=' in dot


def test_roles_in_dot_are_told_apart_without_colour() -> None:
    dot = written(plan_of({role: (f"第{n}局",) for n, role in enumerate(Role)}), "dot")
    styles = re.findall(r" -- .*\[style=(\w+)", dot)
    assert styles == ["bold", "solid", "dashed", "dotted"]


@pytest.mark.skipif(DOT is None, reason="Graphviz is not installed")
@pytest.mark.parametrize(
    "named",
    [
        pytest.param(None, id="the repository's"),
        pytest.param(EMPTY, id="empty"),
        pytest.param(ONE, id="one unit"),
        pytest.param(ODD, id="odd names"),
    ],
)
def test_graphviz_reads_dot(plan: Plan, named: Plan | None) -> None:
    drawn = named or plan
    done = subprocess.run(
        [str(DOT), "-Tjson"],
        input=written(drawn, "dot").encode("utf-8"),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert b"rror" not in done.stderr
    read = json.loads(done.stdout)
    nodes = [node for node in read.get("objects", ()) if ":" in node["name"]]
    assert len(nodes) == len(build_graph(drawn))
    assert len(read.get("edges", ())) == build_graph(drawn).number_of_edges()


def test_what_xml_cannot_hold_is_written_by_its_code() -> None:
    plan = replace(plan_of({Role.LEAD: ("甲\x01\ufffe\ud800局",)}), title="方案\x00")
    for answer in (
        written(plan, "svg"),
        written(plan, "svg", Layout.NETWORK),
        written(plan, "graphml"),
    ):
        ElementTree.fromstring(answer)
        assert r"甲\u0001\ufffe\ud800局" in answer or "甲" not in answer
