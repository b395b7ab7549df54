"""`progress check` and the merge of two people's entries, in git."""

import json
import subprocess
from pathlib import Path

import pytest

from git_history import commit, commit_staged, git, make_repository
from program import Runner

FUNDS = "将禁毒经费列入本级财政预算，逐年增长，确保各项禁毒工作顺利开展。"
MONTH = "每年6月举办禁毒宣传月活动，覆盖全部中小学校、社区和公共场所。"
PLAN = f"""\
format: 1
title: 方案
units: {{甲局: , 乙局: }}
tasks:
- title: 落实经费
  text: {FUNDS}
  lead: 甲局

- title: 举办宣传月
  text: {MONTH}
  lead: 乙局
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_repository(tmp_path / "方案")
    commit(folder, {"plan.yaml": PLAN}, "印发", "2018-01-01")
    monkeypatch.chdir(folder)
    return folder


def test_an_entry_follows_its_task(run: Runner, repository: Path) -> None:
    assert run("progress", "close", "1", "2", "--on", "2018-05-30").code == 0
    assert run("progress", "check") == (0, "", "2 entries, all their tasks are there\n")
    new = PLAN.replace("落实经费", "保障经费").replace(
        f"- title: 举办宣传月\n  text: {MONTH}\n  lead: 乙局\n", ""
    )
    commit(repository, {"plan.yaml": new}, "修订", "2018-06-01")
    code, out, err = run("progress", "check")
    assert code == 1
    assert out == (
        "progress.yaml:4: 落实经费 is （一） 保障经费 now\n"
        "progress.yaml:8: 举办宣传月: the plan has no such task any more\n"
    )
    assert "--fix" in err
    assert "1 closed" in run("progress").out
    assert run("progress", "check", "--fix").code == 1
    assert (
        Path("progress.yaml").read_text(encoding="utf-8")
        == """\
format: 1

progress:
- task: 保障经费
  acts:
  - closed: 2018-05-30

- task: 举办宣传月
  acts:
  - closed: 2018-05-30
"""
    )


def test_two_people_enter_and_git_merges(run: Runner, repository: Path) -> None:
    assert run("git-setup").code == 0  # before there is a progress file
    run("progress", "close", "1", "--on", "2018-05-30")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "销号")
    git(repository, "switch", "-qc", "同事")
    run("progress", "extend", "2", "--to", "2018-12-31")
    git(repository, "commit", "-qam", "延期")
    git(repository, "switch", "-q", "-")
    run("progress", "reopen", "1", "--on", "2018-06-30")
    git(repository, "commit", "-qam", "撤销")
    git(repository, "merge", "-q", "--no-edit", "同事")
    assert (
        Path("progress.yaml").read_text(encoding="utf-8")
        == """\
format: 1

progress:
- task: 落实经费
  acts:
  - closed: 2018-05-30
  - reopened: 2018-06-30

- task: 举办宣传月
  acts:
  - extended_to: 2018-12-31
"""
    )


def test_two_people_close_a_task_otherwise(run: Runner, repository: Path) -> None:
    assert run("git-setup").code == 0
    for number in ("1", "2"):
        run("progress", "extend", number, "--to", "2018-12-31")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "延期")
    git(repository, "switch", "-qc", "同事")
    run("progress", "close", "1", "--on", "2018-06-30")
    run("progress", "close", "2", "--on", "2018-06-30")
    git(repository, "commit", "-qam", "销号")
    git(repository, "switch", "-q", "-")
    run("progress", "close", "1", "--on", "2018-05-30")
    git(repository, "commit", "-qam", "销号")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        git(repository, "merge", "-q", "--no-edit", "同事")
    assert "progress.yaml:7: 落实经费: " in failed.value.stderr.decode("utf-8")
    assert (
        Path("progress.yaml").read_text(encoding="utf-8")
        == """\
format: 1

progress:
- task: 落实经费
  acts:
  - extended_to: 2018-12-31
<<<<<<< HEAD
  - closed: 2018-05-30
=======
  - closed: 2018-06-30
>>>>>>> 同事

- task: 举办宣传月
  acts:
  - extended_to: 2018-12-31
  - closed: 2018-06-30
"""
    )
    git(repository, "merge", "--abort")
    git(repository, "merge", "-q", "--no-edit", "-Xtheirs", "同事")
    assert Path("progress.yaml").read_text(encoding="utf-8").count("closed: 2018-06-30") == 2


def test_fmt(run: Runner, repository: Path) -> None:
    file = Path("progress.yaml")
    file.write_text(
        "progress: [{task: 落实经费, acts: [{closed: 2018-05-30}]}]\n", encoding="utf-8"
    )
    assert run("fmt", "progress.yaml").code == 0
    text = "format: 1\n\nprogress:\n- task: 落实经费\n  acts:\n  - closed: 2018-05-30\n"
    assert file.read_text(encoding="utf-8") == text
    file.write_text(
        "# 财政局来电确认\n"
        "progress:\n"
        "- acts: [{closed: 2018-05-30}]  # 会议纪要\n"
        "  # 第二笔已到\n"
        "  task: '落实经费'\n",
        encoding="utf-8",
    )
    assert run("fmt", "progress.yaml") == (0, "", "progress.yaml formatted\n")
    assert file.read_text(encoding="utf-8") == (
        "# 财政局来电确认\n"
        "format: 1\n\n"
        "progress:\n"
        "# 第二笔已到\n"
        "- task: 落实经费\n"
        "  acts:  # 会议纪要\n"
        "  - closed: 2018-05-30\n"
    )


@pytest.mark.parametrize(
    ("before", "code"),
    [
        pytest.param("progress:\n- task: 落实经费\n", 0, id="without its format"),
        pytest.param("# 台账\r\nprogress:\r\n- task: 落实经费\r\n", 0, id="of Windows"),
        pytest.param('{"progress": [{"task": "落实经费"}]}\n', 2, id="JSON"),
    ],
)
def test_a_file_by_hand_is_gone_on_with(
    run: Runner, repository: Path, before: str, code: int
) -> None:
    file = Path("progress.yaml")
    file.write_bytes(before.encode("utf-8"))
    forms = ("progress", "forms", "--period", "2018Q1", "-o", "反馈表")
    assert run(*forms).code == code
    if code:
        err = run(*forms).err
        assert "progress.yaml:1: written in a way that is not edited here" in err
        assert "dutymatrix fmt progress.yaml" in err
        assert run("fmt", "progress.yaml").code == 0
        assert run(*forms).code == 0
    assert file.read_bytes().decode("utf-8").replace("\r\n", "\n").removeprefix("# 台账\n") == (
        "format: 1\n\nperiods:\n- period: 2018Q1\n\nprogress:\n- task: 落实经费\n"
    )


def test_who_decided_and_when_comes_from_git(run: Runner, repository: Path) -> None:
    run("progress", "close", "1", "--on", "2018-05-30", "--note", "已验收")
    git(repository, "add", "-A")
    commit_staged(repository, "销号", "2018-06-01")
    git(repository, "config", "user.name", "李四")
    run("progress", "reopen", "1", "--on", "2018-06-30")
    git(repository, "add", "-A")
    commit_staged(repository, "撤销", "2018-07-02")
    # What is not committed is nobody's yet, and moves the lines below.
    run("progress", "extend", "1", "--to", "2018-12-31")
    file = Path("progress.yaml")
    file.write_text("# 台账\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    decided = [line for line in run("progress", "1").out.splitlines() if "Decided" in line]
    assert [line.removeprefix("Decided").strip() for line in decided] == [
        "closed on 2018-05-30 (已验收); written down by 张三 on 2018-06-01",
        "reopened on 2018-06-30; written down by 李四 on 2018-07-02",
        "extended to 2018-12-31",
    ]
    (task,) = json.loads(run("progress", "1", "-f", "json").out)["tasks"]
    assert [(act["by"], act["at"]) for act in task["acts"]] == [
        ("张三", "2018-06-01T12:00:00+08:00"),
        ("李四", "2018-07-02T12:00:00+08:00"),
        (None, None),
    ]
    assert run("report", "-o", "a.html").code == 0
    assert "2018-05-30 销号（已验收）；张三于2018-06-01记入" in Path("a.html").read_text("utf-8")


def test_a_clone_that_was_cut_off_names_nobody(
    run: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("progress", "close", "1", "--on", "2018-05-30")
    git(repository, "add", "-A")
    commit_staged(repository, "销号", "2018-06-01")
    commit(repository, {"说明.txt": "其他"}, "其他", "2018-06-02")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    (task,) = json.loads(run("progress", "1", "-f", "json").out)["tasks"]
    assert [act["by"] for act in task["acts"]] == [None]
