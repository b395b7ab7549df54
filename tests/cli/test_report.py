"""`report`, and the page that `graph` and `matrix` write as html."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from program import Runner

PLAN = """\
format: 1
title: 试行方案
units:
  市公安局:
  市司法局:
sections:
- title: 机制
  tasks:
  - title: 巡查
    lead: [市公安局]
    join: [市司法局]
    milestones:
    - by: 2018-12-31
"""


def data_in(page: Path) -> Any:  # noqa: ANN401 - as JSON has it
    found = re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.fixture
def plan(plan_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    path = plan_file(PLAN)
    monkeypatch.chdir(path.parent)
    return path


def test_a_page_is_written(run: Runner, plan: Path) -> None:
    done = run("report", "-o", "方案.html", "--today", "2019-01-01", "--lang", "en")
    assert (done.code, done.out) == (0, "")
    assert "方案.html written" in done.err
    data = data_in(plan.with_name("方案.html"))
    assert (data["title"], data["today"], data["start"]) == ("试行方案", "2019-01-01", "tasks")
    assert data["words"]["tasks"] == "Tasks"


@pytest.mark.parametrize(
    ("args", "start"),
    [
        pytest.param(
            ("report", "--unit", "sfj"), "unit=%E5%B8%82%E5%8F%B8%E6%B3%95%E5%B1%80", id="a unit"
        ),
        pytest.param(("graph",), "network", id="graph"),
        pytest.param(("graph", "--layout", "matrix"), "matrix", id="graph as matrix"),
        pytest.param(("matrix",), "matrix", id="matrix"),
    ],
)
def test_where_it_opens(run: Runner, plan: Path, args: tuple[str, ...], start: str) -> None:
    assert run(*args, "-o", "a.html").code == 0
    assert data_in(plan.with_name("a.html"))["start"] == start


def test_three_commands_write_one_page(run: Runner, plan: Path) -> None:
    progress = "progress:\n- task: 巡查\n  acts: [{closed: 2018-06-29}]\n"
    plan.with_name("progress.yaml").write_text(progress, "utf-8")
    pages = []
    for command in ("report", "graph", "matrix"):
        assert run(command, "-o", "a.html").code == 0
        assert data_in(plan.with_name("a.html"))["tasks"][0]["light"] == ["grey", "已销号"]
        page = plan.with_name("a.html").read_text("utf-8")
        pages.append(re.sub('"start":"[^"]*"', "", page))
    assert pages[0] == pages[1] == pages[2]


def test_any_other_matrix_is_a_table(run: Runner, plan: Path) -> None:
    assert run("matrix", "--rows", "lead", "-o", "a.html").code == 0
    assert "<script" not in plan.with_name("a.html").read_text("utf-8")


def test_what_changed_since(run: Runner, plan: Path) -> None:
    plan.with_name("old.yaml").write_text(PLAN.replace("    join: [市司法局]\n", ""), "utf-8")
    assert run("report", "--since", "old.yaml", "-o", "a.html").code == 0
    impact, changes = data_in(plan.with_name("a.html"))["changes"]
    assert [row[0] for row in impact["rows"]] == ["市司法局"]
    assert len(changes["rows"]) == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("report", "-o", "a.docx"), ".docx files"),
        (("report", "--unit", "市卫计局", "-o", "a.html"), "市卫计局"),
        (("report", "--lang", "fr", "-o", "a.html"), "fr"),
        (("report", "--today", "嗯", "-o", "a.html"), "嗯"),
        (("report", "--since", "nothing", "-o", "a.html"), "nothing"),
        (("report", "-o", "plan.yaml"), ".yaml files"),
        (("graph", "--unit", "市公安局", "-o", "a.html"), "the whole plan"),
    ],
)
def test_what_cannot_be_is_said(run: Runner, plan: Path, args: tuple[str, ...], said: str) -> None:
    done = run(*args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not plan.with_name("a.html").exists()
    assert plan.read_text("utf-8") == PLAN
