"""`diff --notices`: letters in rounds, and the table of who was told what."""

import json
from pathlib import Path

import pytest

from dutymatrix.cli.letterbook import TABLE
from git_history import commit, make_repository
from program import Runner

PLAN = """\
title: 试行方案
document_number: 某办〔2018〕1号
units:
  市公安局:
  市教育局:
  市妇联:
tasks:
- title: 压实责任
  lead: 市公安局
- title: 学校教育
  lead: 市教育局
"""
SECOND = PLAN.replace("  lead: 市教育局\n", "  lead: 市教育局\n  join: 市妇联\n")
THIRD = SECOND.replace("  lead: 市公安局\n", "  lead: 市公安局\n  join: 市教育局\n")
FOURTH = THIRD.replace("  join: 市妇联\n", "")
DIFF = ("diff", "--notices", "通知", "-f", "md")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the plan as issued and revised once, in which the commands run."""
    make_repository(tmp_path)
    commit(tmp_path, {"plan.yaml": PLAN}, "印发", "2018-01-05")
    commit(tmp_path, {"plan.yaml": SECOND}, "修订", "2018-06-05")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "通知"


def told(run: Runner, *args: str) -> list[tuple[str, str]]:
    """Whom was told in which round."""
    done = run("diff", "--notices", "通知", "--list", "-f", "json", *args)
    return [(each["folder"], each["unit"]) for each in json.loads(done.out)["letters"]]


FIRST_ROUND = "2018-06-05_2018年1月修订稿_2018年6月修订稿"
SECOND_ROUND = "2018-09-01_2018年6月修订稿_2018年9月修订稿"


def test_rounds_go_on_from_one_another(run: Runner, folder: Path, tmp_path: Path) -> None:
    assert run(*DIFF, "HEAD~1..HEAD").code == 0
    # The next one is told before it is committed, and found when it is.
    (tmp_path / "plan.yaml").write_text(THIRD, encoding="utf-8", newline="\n")
    done = run(*DIFF, "--since-last", "--date", "2018-09-01")
    assert (done.code, "commit it, or keep it" in done.err) == (0, True)
    assert told(run) == [(FIRST_ROUND, "市妇联"), (SECOND_ROUND, "市教育局")]
    for name in (FIRST_ROUND, SECOND_ROUND):
        assert len([*(folder / name).iterdir()]) == 2
    commit(tmp_path, {"plan.yaml": THIRD}, "再修订", "2018-09-03")
    commit(tmp_path, {"plan.yaml": FOURTH}, "三修订", "2018-12-01")
    assert run(*DIFF, "--since-last", "HEAD").code == 0
    assert [unit for _folder, unit in told(run)] == ["市妇联", "市教育局", "市妇联"]
    assert told(run, "--unit", "教育")[0] == (SECOND_ROUND, "市教育局")
    # Nothing has changed since.
    assert "touches nobody" in run(*DIFF, "--since-last").err


def test_the_same_round_again_is_the_same(run: Runner, folder: Path) -> None:
    for _time in range(2):
        assert run(*DIFF, "HEAD~1..HEAD").code == 0
    assert told(run) == [(FIRST_ROUND, "市妇联")]
    # Another revision that is called the same, on the same day, is another.
    plan = folder.parent / "plan.yaml"
    for n, text in enumerate((THIRD, FOURTH)):
        plan.write_text(text, encoding="utf-8", newline="\n")
        assert run(*DIFF, "HEAD", "--date", "2018-09-01").code == 0
        assert sum(SECOND_ROUND in name for name, _unit in told(run)) == 1 + 2 * n
    assert {name for name, _unit in told(run)} == {FIRST_ROUND, SECOND_ROUND, f"{SECOND_ROUND}_2"}


def test_a_round_for_one_unit_is_none_for_the_others(
    run: Runner, folder: Path, tmp_path: Path
) -> None:
    assert run(*DIFF, "HEAD~1..HEAD", "--unit", "妇联").code == 0
    commit(tmp_path, {"plan.yaml": FOURTH}, "再修订", "2018-09-03")
    assert run(*DIFF, "--since-last", "--unit", "妇联").code == 0
    done = run(*DIFF, "--since-last")
    assert (done.code, "no letters were written" in done.err) == (2, True)
    assert [unit for _folder, unit in told(run)] == ["市妇联", "市妇联"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(("diff", "--since-last"), "--since-last is about letters", id="no folder"),
        pytest.param(("diff", "--list"), "--list is about letters", id="no folder to list"),
        pytest.param((*DIFF, "--since-last"), "no letters were written", id="no round"),
        pytest.param((*DIFF, "--since-last", "v1", "v2"), "more than two", id="two versions"),
    ],
)
def test_what_cannot_be_is_said(
    run: Runner, folder: Path, args: tuple[str, ...], said: str
) -> None:
    done = run(*args)
    assert (done.code, said in done.err) == (2, True)
    assert not folder.exists()


def test_a_version_that_is_gone_is_said(run: Runner, folder: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(THIRD, encoding="utf-8", newline="\n")
    assert run(*DIFF, "HEAD").code == 0
    plan.write_text(FOURTH, encoding="utf-8", newline="\n")
    done = run(*DIFF, "--since-last")
    assert (done.code, "is no longer there" in done.err) == (2, True)


def test_a_table_of_somebody_else_stays(run: Runner, folder: Path) -> None:
    folder.mkdir()
    (folder / TABLE).write_text("别人的", encoding="utf-8")
    done = run(*DIFF, "HEAD~1..HEAD")
    assert (done.code, "not a table of letters" in done.err) == (2, True)
    assert [path.name for path in folder.iterdir()] == [TABLE]


def test_files_without_git(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.yaml", PLAN), ("b.yaml", SECOND), ("plan.yaml", THIRD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(*DIFF, "a.yaml", "b.yaml").code == 0
    assert run(*DIFF, "--since-last").code == 0
    assert [unit for _folder, unit in told(run)] == ["市妇联", "市教育局"]
