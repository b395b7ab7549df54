"""The reform of 2019, written into the roster of our plan: every command before, on, after it."""

import json
import re
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.cli.app import COMMANDS, build_command
from git_history import commit, make_repository
from program import ROOT, Runner

ISSUED = (ROOT / "plan.yaml").read_text(encoding="utf-8")
BEFORE, LAST, AFTER = "2018-06-01", "2019-03-30", "2019-03-31"
REFORM = {
    "市综治办": "市委政法委",
    "市文广新局": "市文广旅体局",
    "市卫计局": "市卫健局",
    "市安监局": "市应急局",
    "市食药监局": "市市场监管局",  # merged into one that there was before
    "市农业局": "市农业农村局",
}
HEIRS = {*REFORM.values()} - {"市市场监管局"}


def reformed(text: str) -> str:
    """The plan with the reform in its roster; its wording stays."""
    for old, new in REFORM.items():
        entry = f"  {old}:\n    until: {LAST}\n    succeeded_by:\n    - {new}\n"
        entry += f"  {new}:\n" if new in HEIRS else ""
        text = text.replace(f"  {old}:\n", entry, 1)
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan as issued, the reform, and a revision that is not committed."""
    folder = make_repository(tmp_path_factory.mktemp("改革"))
    commit(folder, {"plan.yaml": ISSUED}, "印发", "2018-01-01")
    commit(folder, {"plan.yaml": reformed(ISSUED)}, "机构改革", "2019-04-01")
    edited = reformed(ISSUED).replace("    - 市卫计局\n", "", 1)
    (folder / "plan.yaml").write_text(edited, encoding="utf-8")
    return folder


@pytest.fixture
def reform(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, the current folder."""
    monkeypatch.chdir(folder)
    return folder


Names = Callable[[Any], Iterable[str]]


def in_tasks(answer: Any) -> Iterable[str]:  # noqa: ANN401 - JSON
    roles = ("lead", "responsible", "join", "guide")
    return [name for task in answer["tasks"] for role in roles for name in task[role]]


def named(key: str, of: str = "units", counted: str = "unit") -> Names:
    """Names in the rows of an answer that have something."""
    return lambda answer: [row[counted] for row in answer[of] if row[key]]


DATED: dict[str, tuple[str, Names]] = {
    "duties": ("duties --all", named("duties")),
    "task": ("task 3.3 3.2 4.1 4.4 1.1 5.2", in_tasks),
    "tasks": ("tasks", in_tasks),
    "units": ("units", named("tasks", counted="name")),
    "matrix": ("matrix --rows unit --cols role", lambda answer: answer["rows"]),
    "partners": ("partners 市禁毒办", named("shared", "partners")),
    "stats": ("stats", named("unit")),
    "graph": (
        "graph",
        lambda answer: [edge["source"].removeprefix("unit:") for edge in answer["edges"]],
    ),
    "report": ("report -o {page}", lambda page: [u["name"] for u in page["units"] if u["tasks"]]),
    "diff": ("diff", lambda answer: [one["unit"] for one in answer["impact"]]),
    "history": ("history 市卫健局", lambda answer: answer["entries"][0]["names"]),
}
"""How each command that depends on the day is asked, and the units that its answer names."""

UNDATED = {
    "check": "check",
    "fmt": "fmt --check",
    "verify": "verify {source}",
    "import": "import {source}",
    "init": "init {source} --plan {out}/b.yaml",
    "restore": "restore 3.3 --from HEAD~1 --dry-run",
    "rename-unit": "rename-unit 市公安局 市公安厅 --dry-run",
    "schema": "schema -o {out}/schema.json",
    "git-setup": "git-setup",
    "textconv": "textconv plan.yaml",
    "doctor": "doctor",
    "merge-driver": "merge-driver {out}/base {out}/ours {out}/theirs 7 plan.yaml",
}
"""Those that say the same on every day."""


def answer_of(run: Runner, line: str, day: str, page: Path) -> Any:  # noqa: ANN401 - JSON
    words = [*shlex.split(line.format(page=page)), "--as-of", day]
    done = run(*words, *([] if "report" in line else ["-f", "json"]))
    assert done.code == 0, done.err
    if "report" not in line:
        return json.loads(done.out)
    text = page.read_text("utf-8")
    assert f"单位以 {day} 为准" in text
    data = re.search(r'id="data">(.*?)</script>', text)
    assert data
    return {**json.loads(data[1]), "as_of": day}


ELSEWHERE = {"progress", "plans", "export"}
"""Those of several files, which tests of their own ask."""


def of_one_plan() -> list[str]:
    return [name for name in COMMANDS if name.partition(" ")[0] not in ELSEWHERE]


def test_every_command_is_asked() -> None:
    assert {*DATED} | {*UNDATED} == {*of_one_plan()}
    assert not {*DATED} & {*UNDATED}


def test_a_command_depends_on_the_day_if_it_can_be_told_one() -> None:
    commands = build_command().commands
    dated = {
        name
        for name in of_one_plan()
        if any("--as-of" in param.opts for param in commands[name].params)
    }
    assert dated == {*DATED}


@pytest.mark.usefixtures("reform")
@pytest.mark.parametrize("command", DATED)
def test_an_answer_has_the_units_of_its_day(run: Runner, tmp_path: Path, command: str) -> None:
    line, names = DATED[command]
    found = {}
    for day in (BEFORE, LAST, AFTER):
        answer = answer_of(run, line, day, tmp_path / "a.html")
        assert answer["as_of"] == day
        found[day] = {*names(answer)}
    assert found[BEFORE] == found[LAST]
    if command == "history":
        assert (found[BEFORE], found[AFTER]) == ({"市卫健局"}, {"市卫计局", "市卫健局"})
        return
    ended = {*REFORM} & found[BEFORE]
    assert ended
    # Whoever took over stands in the place of who ended; nobody else came or went.
    assert not HEIRS & found[BEFORE]
    assert found[AFTER] == {REFORM.get(name, name) for name in found[BEFORE]}


@pytest.mark.usefixtures("reform")
@pytest.mark.parametrize("command", UNDATED)
def test_what_no_day_changes_is_answered(run: Runner, tmp_path: Path, command: str) -> None:
    for name, text in (("base", ISSUED), ("ours", reformed(ISSUED)), ("theirs", ISSUED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    source = ROOT / "tests/data/plan-source.txt"
    code, _out, err = run(*shlex.split(UNDATED[command].format(out=tmp_path, source=source)))
    # The revision that is not committed lacks a unit of the document.
    assert code == (1 if command == "verify" else 0), err


@pytest.mark.parametrize("command", DATED)
def test_without_the_reform_no_answer_depends_on_the_day(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(ROOT)
    line = DATED[command][0].replace("市卫健局", "市卫计局").format(page=tmp_path / "a.html")
    format_ = ["--today", AFTER] if command == "report" else ["-f", "json"]
    if command == "diff":
        (tmp_path / "b.yaml").write_text(ISSUED.replace("    - 市卫计局\n", "", 1), "utf-8")
        line += f" plan.yaml {tmp_path / 'b.yaml'}"
    said = []
    for day in (BEFORE, AFTER):
        done = run(*shlex.split(line), "--as-of", day, *format_)
        assert done.code == 0, done.err
        said.append((tmp_path / "a.html").read_bytes() if command == "report" else done.out)
    assert said[0] == said[1]
    assert "as_of" not in str(said[0])
