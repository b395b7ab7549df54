"""`graph`: formats, layouts, filters, and what is refused."""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from program import PlanFile, Runner, start


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        pytest.param("矩阵.svg", '<?xml version="1.0" encoding="UTF-8"?>\n<svg ', id="svg"),
        pytest.param("图.dot", "graph {\n", id="dot"),
        pytest.param("图.gv", "graph {\n", id="gv"),
        pytest.param(
            "图.graphml", '<?xml version="1.0" encoding="UTF-8"?>\n<graphml ', id="graphml"
        ),
        pytest.param("图.json", '{\n  "format_version": 1,\n  "plan": "吴川市', id="json"),
    ],
)
def test_the_ending_chooses_the_format(
    run: Runner, here: Path, tmp_path: Path, name: str, begins: str
) -> None:
    file = tmp_path / name
    assert run("graph", "-o", str(file)) == (0, "", f"{file} written\n")
    assert file.read_text(encoding="utf-8").startswith(begins)


def test_without_a_format_it_is_dot(run: Runner, here: Path) -> None:
    assert run("graph").out == run("graph", "-f", "dot").out
    assert run("graph").out.startswith("graph {\n")


def test_on_a_terminal_it_says_what_it_can_write(
    run: Runner, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, err = run("graph")
    assert (code, out) == (2, "")
    assert "a picture: dutymatrix graph -o X.svg" in err
    assert run("graph", "-f", "dot").out.startswith("graph {")


def test_a_layout_is_a_picture(run: Runner, here: Path) -> None:
    matrix, network = (run("graph", "--layout", name).out for name in ("matrix", "network"))
    assert matrix == run("graph", "-f", "svg").out
    assert ElementTree.fromstring(network).tag == "{http://www.w3.org/2000/svg}svg"
    assert matrix != network


def test_json_has_the_nodes_and_edges(run: Runner, here: Path) -> None:
    graph = json.loads(run("graph", "-f", "json").out)
    assert list(graph)[:2] == ["format_version", "plan"]
    assert (len(graph["nodes"]), len(graph["edges"])) == (34 + 43, 189)
    some = json.loads(run("graph", "-f", "json", "--section", "三", "--lead", "市公安局").out)
    assert sum(node["kind"] == "task" for node in some["nodes"]) == 2


def test_a_filtered_picture_names_its_filter(run: Runner, here: Path) -> None:
    said = "".join(
        ElementTree.fromstring(run("graph", "-f", "svg", "--section", "三").out).itertext()
    )
    assert "筛选条件：（三）部分；符合9项，方案共43项" in "".join(said.split())
    assert "市人大办" not in said


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param("--layout tree", "tree", id="unknown layout"),
        pytest.param("-f pdf", "svg, dot, graphml, json", id="unknown format"),
        pytest.param("-o a.pdf", ".svg, .dot, .graphml, .json", id="unknown ending"),
        pytest.param(
            "--layout network -f dot", "dot is not a picture", id="layout without picture"
        ),
        pytest.param("--layout matrix -o a.json", "json is not a picture", id="the same by ending"),
        pytest.param("--lead 火星局", "火星局", id="unknown unit"),
    ],
)
def test_what_is_refused(run: Runner, here: Path, args: str, said: str) -> None:
    code, out, err = run("graph", *args.split())
    assert (code, out) == (2, "")
    assert said in err


def test_an_empty_plan_can_be_drawn(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file("format: 1\ntitle: 试行方案\ntasks:\n- title: 甲\n"))
    for layout in ("matrix", "network"):
        code, out, _err = run("graph", "--plan", path, "--layout", layout)
        assert code == 0
        ElementTree.fromstring(out)


@pytest.mark.parametrize("args", ["-f svg", "--layout network", "-f dot", "-f graphml", "-f json"])
def test_the_same_plan_gives_the_same_bytes(args: str) -> None:
    runs = [start("graph", *args.split(), PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert runs[0].code == 0
    assert runs[0].out == runs[1].out


def test_of_too_many_units_the_same_ones_are_drawn_alike(plan_file: PlanFile) -> None:
    tasks = "".join(
        f"- title: 任务{n}\n  lead: 第{n % 250}局\n  join: 第{(n + 7) % 250}局\n"
        for n in range(300)
    )
    units = "".join(f"  第{n}局:\n" for n in range(250))
    path = plan_file(f"format: 1\ntitle: 试行方案\nunits:\n{units}tasks:\n{tasks}")
    args = ("--plan", str(path), "graph", "--layout", "network", "-f", "svg")
    runs = [start(*args, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert "任务较少的" in runs[0].out.decode()
    assert runs[0].out == runs[1].out


@pytest.mark.parametrize("format_", ["svg", "graphml", "dot"])
def test_a_stream_that_is_not_utf8_gets_characters_by_number(format_: str) -> None:
    """They are read as UTF-8 wherever they went, so that GBK would be broken Chinese."""
    done = start("graph", "-f", format_, PYTHONIOENCODING="gbk")
    assert (done.code, done.err) == (0, b"")
    text = done.out.decode("ascii")
    assert "&#24066;&#20844;&#23433;&#23616;" in text
    if format_ != "dot":
        assert "市公安局" in "".join(ElementTree.fromstring(text).itertext())
