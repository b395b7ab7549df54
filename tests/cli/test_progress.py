"""`progress`: the ledger, a task's story, and what its keeper decides."""

import json
from pathlib import Path

import pytest

from program import PlanFile, Runner

PLAN = """\
format: 1
title: 禁毒工作方案
units:
  市禁毒办:
  市公安局:
  市教育局:
    contact: 思政科 0759-1234567
sections:
- title: 健全机制
  tasks:
  - title: 落实经费
    lead: 市禁毒办
- title: 加强宣传
  tasks:
  - title: 举办宣传月
    lead: 市教育局
    join: 市公安局
    milestones:
    - by: 2018-06-30
      said: 2018年6月底前
  - title: 印发资料
    lead: 市公安局
    milestones:
    - by: 2018-12-31
      said: 2018年底前
"""
PROGRESS = """\
format: 1

periods:
- period: 2018年上半年

progress:
- task: 举办宣传月
  section: 加强宣传
  reports:
  - unit: 市公安局
    period: 2018年上半年
    state: done
  - unit: 市教育局
    period: 2018年第一季度
    state: behind
    text: 场地未定。
    filled_on: 2018-04-02
"""


LEDGER = """\
禁毒工作方案

2018-12-15: 3 tasks, 0 closed, 1 on time, 1 due soon or behind, 1 overdue
2018年上半年: 2 units have not reported

Light  Item     Task        Lead      Due          Progress                          Not reported
─────────────────────────────────────────────────────────────────────────────────────────────────
green  （一）1  落实经费    市禁毒办  not stated                                                1
red    （二）1  举办宣传月  市教育局  2018年6月底  behind schedule: 市教育局; done:             1
                                      前           市公安局 (2018-04-02)
amber  （二）2  印发资料    市公安局  2018年底前                                                1

"""


@pytest.fixture
def plan(plan_file: PlanFile) -> Path:
    path = plan_file(PLAN)
    path.with_name("progress.yaml").write_text(PROGRESS, encoding="utf-8")
    return path


@pytest.fixture
def plan_file(tmp_path: Path) -> PlanFile:
    def write(text: str) -> Path:
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_ledger(run: Runner, plan: Path) -> None:
    code, out, err = run("--plan", str(plan), "progress", "--today", "2018-12-15", COLUMNS="100")
    assert (code, err) == (0, "")
    assert out == LEDGER


def lights(run: Runner, plan: Path, *args: str) -> dict[str, str]:
    out = run("--plan", str(plan), "progress", "-f", "json", *args).out
    return {task["number"]: task["light"] for task in json.loads(out)["tasks"]}


def test_lights_on_a_day(run: Runner, plan: Path) -> None:
    assert lights(run, plan, "--today", "2018-05-01") == {
        "1.1": "green",
        "2.1": "amber",  # behind, by the last word of the unit that leads
        "2.2": "green",
    }
    assert lights(run, plan, "--today", "2018-12-15", "--within", "3")["2.2"] == "green"
    assert lights(run, plan, "--today", "2018-12-15", "--light", "红") == {"2.1": "red"}
    assert lights(run, plan, "--today", "2018-12-15", "--overdue") == {"2.1": "red"}


def test_what_the_keeper_decides_counts(run: Runner, plan: Path) -> None:
    before = ["--plan", str(plan), "progress"]
    code, _out, err = run(*before, "close", "二·1", "--on", "2018-06-29", "--note", "已通过验收")
    assert code == 0
    assert err == (
        "（二）1 举办宣传月 closed on 2018-06-29 (已通过验收)\n"
        "（二）1 is closed although these say that it is not done: 市教育局\n"
    )
    assert run(*before, "close", "二·1", "--on", "2018-06-29", "--note", "已通过验收").code == 0
    # Options may stand between the two words of a command.
    between = ["progress", "--plan", str(plan), "-q", "close", "二·1", "--on", "2018-06-29"]
    assert run(*between, "--note", "已通过验收") == (0, "", "")
    assert run(*before, "extend", "二·2", "--to", "2019年6月底").code == 0
    assert lights(run, plan, "--today", "2019-05-01") == {
        "1.1": "green",
        "2.1": "grey",
        "2.2": "green",
    }
    assert run(*before, "reopen", "二·1", "--on", "2019-01-05", "--note", "复查未过").code == 0
    assert run(*before, "reopen", "二·2").err == "（二）2 is not closed\n"
    assert lights(run, plan, "--today", "2019-05-01")["2.1"] == "red"
    assert plan.with_name("progress.yaml").read_text(encoding="utf-8") == (
        PROGRESS.replace(
            "  section: 加强宣传\n",
            """\
  section: 加强宣传
  acts:
  - closed: 2018-06-29
    note: 已通过验收
  - reopened: 2019-01-05
    note: 复查未过
""",
        )
        + """\

- task: 印发资料
  section: 加强宣传
  acts:
  - extended_to: 2019-06-30
"""
    )
    story = run(*before, "二·2", "--today", "2019-05-01").out
    assert "extended to 2019-06-30 (plan: 2018年底前)" in story


def test_nothing_is_written_on_a_dry_run(run: Runner, plan: Path) -> None:
    out = run(
        "--plan", str(plan), "progress", "close", "1.1", "--on", "2018-06-29", "--dry-run"
    ).out
    assert "+  - closed: 2018-06-29" in out
    assert plan.with_name("progress.yaml").read_text(encoding="utf-8") == PROGRESS


def test_who_owes_a_form(run: Runner, plan: Path) -> None:
    out = run("--plan", str(plan), "progress", "--unreported", "--today", "2018-12-15").out
    assert out.splitlines()[-3:-1] == [
        "市禁毒办                           1  （一）1",
        "市教育局  思政科 0759-1234567      1  （二）1",
    ]


def test_mistakes_in_the_file_stop_everything(run: Runner, plan: Path) -> None:
    file = plan.with_name("progress.yaml")
    file.write_text(PROGRESS.replace("behind", "差不多"), encoding="utf-8")
    code, out, err = run("--plan", str(plan), "progress")
    assert (code, out) == (2, "")
    assert f"{file}:15:12: DM110" in err


def test_it_needs_a_place(run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    document = tmp_path / "方案.txt"
    document.write_text(
        "方案\n\n1. 落实经费。列入预算。（牵头单位：市禁毒办；参与单位：市公安局）\n",
        encoding="utf-8",
    )
    assert run("--plan", "方案.txt", "progress", "close", "1", "-q").code == 0
    assert (tmp_path / "方案.progress.yaml").exists()


def test_tasks_and_duties_know_the_lights(run: Runner, plan: Path) -> None:
    before = ("--plan", str(plan))
    run(*before, "progress", "close", "二·2", "--on", "2018-12-01")
    run(*before, "progress", "extend", "二·1", "--to", "2019-06-30")
    day = ("--today", "2019-01-05")

    def labels(*args: str) -> list[str]:
        tasks = json.loads(run(*before, "tasks", *args, *day, "-f", "json").out)["tasks"]
        return [task["number"] for task in tasks]

    assert labels("--open") == ["1.1", "2.1"]
    assert labels("--closed") == ["2.2"]
    assert labels("--overdue") == []
    assert "3 of 3" not in run(*before, "tasks", "--open", *day).out
    assert "filter: not closed; 2 of 3 tasks" in run(*before, "tasks", "--open", *day).out
    out = run(*before, "duties", "市公安局", *day).out.splitlines()
    assert out[1].split() == ["Item", "Role", "Task", "Lead", "Due", "Light"]
    assert out[3].split()[-1] == "closed"

    def duties(*args: str) -> list[tuple[str, str | None]]:
        told = json.loads(run(*before, "duties", "市公安局", *args, *day, "-f", "json").out)
        return [(d["task"]["number"], d["task"].get("light")) for d in told["duties"]]

    assert duties() == [("2.2", "grey"), ("2.1", "amber")]
    assert duties("--open") == [("2.1", "amber")]
    assert duties("--closed") == [("2.2", "grey")]
    assert duties("--overdue") == []
    assert "filter: closed" in run(*before, "duties", "市公安局", "--closed", *day).out
    table = run(*before, "tasks", *day, "-f", "csv").out.splitlines()
    assert [line.rpartition(",")[2] for line in table] == ["亮灯", "绿灯", "黄灯", "已销号"]
    plan.with_name("progress.yaml").unlink()
    assert "Light" not in run(*before, "duties", "市公安局", *day).out
    assert labels("--overdue") == ["2.1", "2.2"]
    assert duties("--closed") == []
    assert duties("--open", "--overdue") == [("2.2", None), ("2.1", None)]


def test_what_is_decided_once_is_not_decided_again(run: Runner, plan: Path) -> None:
    before = ("--plan", str(plan), "progress")
    run(*before, "close", "二·2", "--on", "2018-12-01", "-q")
    code, _out, err = run(*before, "close", "二·2", "--on", "2018-12-09")
    assert code == 0
    assert err.startswith("（二）2 was closed on 2018-12-01 already")
    code, _out, err = run(*before, "extend", "一·1", "二·1", "--to", "2018-06-30")
    assert code == 2
    assert err.startswith("error: （二）1 is due on 2018-06-30 by the plan")
    said = plan.with_name("progress.yaml").read_text(encoding="utf-8")
    assert "2018-12-09" not in said
    assert "extended_to" not in said
    run(*before, "close", "一·1", "--on", "2019-01-02", "-q")
    assert lights(run, plan, "--today", "2019-01-01")["1.1"] == "green"
    assert lights(run, plan, "--today", "2019-01-02")["1.1"] == "grey"


def test_open_parts_are_named(run: Runner, plan: Path) -> None:
    parts = """\
    text: 各项一起办。
    parts:
    - title: 甲项
      lead: 市公安局
    - title: 乙项
      lead: 市教育局
"""
    text = PLAN.replace("    lead: 市禁毒办\n", parts)
    plan.write_text(text, encoding="utf-8")
    before = ("--plan", str(plan), "progress", "close")
    assert "although these in it are open: （一）1a、（一）1b" in run(*before, "一·1").err
    assert "open" not in run(*before, "一·1", "一·1a", "一·1b").err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("colse 二1 --on 2018-12-20", "progress close 二1 --on 2018-12-20", id="slip"),
        pytest.param("销号 二1", "progress close 二1", id="Chinese"),
        pytest.param("form --period 2018Q1", "progress forms --period 2018Q1", id="one of two"),
        pytest.param("三.30", None, id="no such task"),
        pytest.param("--period 2018Q9", None, id="no such period"),
    ],
)
def test_slips(run: Runner, plan: Path, typed: str, meant: str | None) -> None:
    code, _out, err = run("--plan", str(plan), "progress", *typed.split())
    assert code == 2
    assert meant is None or f"dutymatrix {meant}\n" in err


def test_a_task_has_its_light(run: Runner, plan: Path) -> None:
    run("--plan", str(plan), "progress", "extend", "二·2", "--to", "2099-06-30", "-q")
    out = run("--plan", str(plan), "task", "二·2").out
    assert "Light    green\nDecided  extended to 2099-06-30\n" in out
    told = json.loads(run("--plan", str(plan), "task", "二·1", "-f", "json").out)
    assert told["tasks"][0]["light"] == "red"
    for words in (["task", "二·1"], ["tasks"], ["duties", "市教育局"], ["progress"]):
        painted = run("--plan", str(plan), *words, FORCE_COLOR="1").out
        assert "\x1b[31mred" in painted
    plan.with_name("progress.yaml").unlink()
    assert "Light" not in run("--plan", str(plan), "task", "二·2").out


def test_check_looks_at_the_file(run: Runner, plan: Path) -> None:
    file = plan.with_name("progress.yaml")
    file.write_text(PROGRESS.replace("behind", "差不多"), encoding="utf-8")
    code, out, _err = run("--plan", str(plan), "check")
    assert code == 1
    assert f"{file}:15:12: DM110" in out


def test_a_broken_file_stops_only_what_hangs_on_it(run: Runner, plan: Path) -> None:
    plan.with_name("progress.yaml").write_text(PROGRESS.replace("behind", "差不多"), "utf-8")
    code, out, err = run("--plan", str(plan), "duties", "市公安局")
    assert code == 0
    assert "印发资料" in out
    assert err.startswith("without the lights: ")
    assert run("--plan", str(plan), "tasks", "--open").code == 2
