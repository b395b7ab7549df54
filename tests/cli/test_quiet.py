"""`--quiet`: before or behind any command, nothing is said beside the answer but what is wrong."""

import shlex
from pathlib import Path

import pytest

from dutymatrix.cli.app import COMMANDS
from git_history import commit, make_repository
from program import ROOT, PlanFile, Runner

PLAN = (ROOT / "plan.yaml").read_text(encoding="utf-8")
FORM = """\
填报单位：市公安局　报告期：2018年上半年

| 工作任务 | 进展情况 | 完成状态 |
|---|---|---|
| 落实吸毒人员管控衔接工作措施 | 已衔接。 | 推进中 |
"""
LINES = (
    "duties 卫计",
    "duties --all -o {out}/lists -f md",
    "task 三·3",
    "tasks 吸毒",
    "units 三 -f csv",
    "matrix",
    "partners 卫计",
    "stats",
    "plans --plan .",
    "export --help",
    "graph -o {out}/a.svg",
    "report -o {out}/a.html",
    "check",
    "verify {source}",
    "import {source}",
    "import {source} -o {out}/a.yaml",
    "textconv plan.yaml",
    "diff",
    "diff HEAD~1",
    "history 卫计",
    "init {source} --plan {out}/b.yaml",
    "schema -o {out}/schema.json",
    "git-setup",
    "git-setup",
    "fmt",
    "restore 3.3 --from HEAD~1 --dry-run",
    "rename-unit 卫计 市卫健局 --dry-run",
    "doctor",
    "progress",
    "progress 三·3",
    "progress close 三·3",
    "progress check",
    "progress letters --today 2018-12-20 -o {out}/letters -f md",
    "progress forms --period 2018年上半年 -o {out}/forms",
    "progress collect form.md",
    "progress reopen 六·2",
    "progress extend 三·3 --to 2019",
    "卫计局",
    "三·3",
    "--plan {source} units",
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan that was revised, and is being revised: the current folder."""
    folder = make_repository(tmp_path / "方案")
    commit(folder, {"plan.yaml": PLAN.replace("加强", "抓好", 1)}, "印发", "2018-01-01")
    commit(folder, {"plan.yaml": PLAN}, "修订", "2018-02-01")
    (folder / "plan.yaml").write_text(PLAN.replace("加强", "充实", 1), encoding="utf-8")
    (folder / "form.md").write_text(FORM, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def words_of(line: str, out: Path) -> list[str]:
    """A line's words; what it writes goes into a folder of its own."""
    out.mkdir()
    return shlex.split(line.format(out=out, source=ROOT / "tests/data/plan-source.txt"))


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_said_but_the_answer(
    repository: Path, run: Runner, tmp_path: Path, line: str
) -> None:
    before = run("-q", *words_of(line, tmp_path / "a"))
    behind = run(*words_of(line, tmp_path / "b"), "--quiet")
    assert (before.code, before.err, behind.err) == (behind.code, "", "")
    assert before.code in (0, 1)


def test_every_command_is_asked() -> None:
    asked = {name for name in COMMANDS for line in LINES if f"{name} " in f"{line} "}
    assert {*COMMANDS} - asked == {"merge-driver"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("duties 卫计", "卫计 → 市卫计局", id="what a name was taken for"),
        pytest.param("卫计", "taken for", id="what a noun was taken for"),
        pytest.param("check", "2 warnings", id="a count"),
        pytest.param("import {source}", "next:", id="what comes next"),
        pytest.param("graph -o {out}/a.svg", "written", id="what was written"),
    ],
)
def test_otherwise_it_is_said(
    repository: Path, run: Runner, tmp_path: Path, line: str, said: str
) -> None:
    assert said in run(*words_of(line, tmp_path / "a")).err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["duties", "卫生院"], "error: ", id="an error"),
        pytest.param(["duties", "市卫计局", "--nothing"], "error: ", id="a usage error"),
        pytest.param(["--plan", "缺.yaml", "units"], "there is no such file", id="no file"),
    ],
)
def test_errors_are_always_said(here: Path, run: Runner, args: list[str], said: str) -> None:
    assert said in run("-q", *args).err
    assert run("-q", *args) == run(*args, "-q") == run(*args)


def test_what_was_not_taken_in_is_said(repository: Path, run: Runner) -> None:
    (repository / "other.md").write_text("一段话", encoding="utf-8")
    code, _out, err = run("progress", "collect", "-q", "form.md", "other.md", "gone.xlsx")
    assert code == 2
    assert err.startswith("other.md: no form is in it\nerror: gone.xlsx: there is no such file\n")
    assert "1 report" not in err
    assert "已衔接" in (repository / "progress.yaml").read_text(encoding="utf-8")


def test_a_plan_with_errors_shows_them(plan_file: PlanFile, run: Runner) -> None:
    broken = plan_file("format: 1\nsections: [\n")
    assert "DM105" in run("--plan", str(broken), "units", "-q").err


def test_one_run_is_not_quiet_after_another(here: Path, run: Runner) -> None:
    assert run("duties", "卫计", "-q").err == ""
    assert run("duties", "卫计").err == "卫计 → 市卫计局\n"


def test_a_value_that_looks_like_it_is_one(here: Path, run: Runner) -> None:
    told = run("tasks", "--text", "-q", "-f", "json")
    assert '"total": 0' in told.out
    assert "duties 卫计局" not in told.err
