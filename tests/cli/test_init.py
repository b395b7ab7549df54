"""`init`: a stranger's first minute, with a document, without one, in git."""

import json
import os
from pathlib import Path

import pytest

from dutymatrix.planfile import load_plan
from git_history import git, make_repository
from program import Runner

DOCUMENT = """\
甲县平安校园建设实施方案

一、工作任务

（一）健全机制。
1.落实责任。全面加强管理。（县教育局、县公安局）
2.落实经费。完善经费保障机制。（县财政局、县教育局）

各项任务列在首位的为牵头单位，其他为参与单位。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which the commands run in."""
    folder = tmp_path / "方案"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_a_plan_of_a_document(folder: Path, run: Runner) -> None:
    Path("方案.txt").write_text(DOCUMENT, encoding="gb18030")
    done = run("init", "方案.txt", lang="zh_CN")
    assert done.code == 0
    assert done.out == ""
    plan = load_plan("plan.yaml")
    assert [item.entry.lead for item in plan.items] == [("县教育局",), ("县财政局",)]
    lines = done.err.splitlines()
    assert lines[0] == "已写入 plan.yaml"
    assert any("2 项任务" in line for line in lines), "the proof of the import"
    assert lines[-4:] == [
        "接下来：",
        "  dutymatrix check",
        "  dutymatrix duties 县教育局",
        "  dutymatrix duties --all -o 任务清单/",
    ]
    for line in lines[-3:-1]:
        assert run(*line.split()[1:]).code == 0, line
    assert {path.name for path in folder.iterdir()} == {"方案.txt", "plan.yaml"}


def test_an_example_without_a_document(folder: Path, run: Runner) -> None:
    done = run("init", lang="zh_CN")
    assert done.code == 0
    assert "# 示例" in Path("plan.yaml").read_text(encoding="utf-8")
    assert run("check").code == 0
    assert "dutymatrix init FILE" in run("--plan", "新.yaml", "init").err
    assert Path("新.yaml").is_file()


def test_documents_are_named_and_nothing_is_made(folder: Path, run: Runner) -> None:
    for name in ("旧 方案.pdf", "方案.docx", "README.md", "~$方案.docx", "x.py", ".方案.docx"):
        Path(name).touch()
    done = run("init", lang="en")
    assert (done.code, done.out) == (2, "")
    assert "here are: 方案.docx、旧 方案.pdf\n" in done.err
    assert not Path("plan.yaml").exists()
    # The line is ready to copy: a name with a blank stands between quotes.
    assert "dutymatrix init 方案.docx\n" in done.err
    Path("方案.docx").unlink()
    assert 'dutymatrix init "旧 方案.pdf"\n' in run("init").err
    assert run("init", "--example").code == 0


def test_a_question_in_such_a_folder_says_so_too(folder: Path, run: Runner) -> None:
    assert "dutymatrix init 方案.docx (your document)" in run("duties", "县教育局").err
    Path("方案.docx").touch()
    done = run("duties", "县教育局")
    assert done.code == 2
    assert "  make a plan of one of them: dutymatrix init 方案.docx\n" in done.err


@pytest.mark.parametrize("link", [False, True], ids=["a file", "a broken link"])
def test_nothing_is_replaced(folder: Path, run: Runner, link: bool) -> None:
    if link:
        Path("plan.yaml").symlink_to("nirgends.yaml")
    else:
        Path("plan.yaml").write_text("mein", encoding="utf-8")
    Path("方案.txt").write_text(DOCUMENT, encoding="utf-8")
    assert "leave out --example" in run("init", "方案.txt", "--example").err
    for args in ((), ("方案.txt",), ("--example",), ("方案.txt", "--git")):
        done = run("init", *args)
        assert done.code == 2, args
        assert "plan.yaml is there already" in done.err
    assert link or Path("plan.yaml").read_text(encoding="utf-8") == "mein"
    assert not Path("nirgends.yaml").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("没有.docx", None, id="missing"),
        pytest.param("空.txt", b"", id="empty"),
        pytest.param("坏.docx", b"PK\3\4broken", id="broken"),
        pytest.param("别的.yaml", b"format: 1\ntitle: t\n", id="a plan"),
    ],
)
def test_a_document_that_cannot_be_read(
    folder: Path, run: Runner, name: str, content: bytes | None
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    done = run("init", name)
    assert done.code == 2
    assert done.err.startswith("error: ")
    assert not Path("plan.yaml").exists()


def test_a_folder_of_documents_is_looked_into(folder: Path, run: Runner) -> None:
    Path("文件").mkdir()
    Path("文件/方案.docx").touch()
    done = run("init", "文件")
    assert done.code == 2
    assert "dutymatrix init 文件/方案.docx" in done.err


def test_the_next_steps_name_the_plan_where_another_is_meant(folder: Path, run: Runner) -> None:
    done = run("init", "--example", DUTYMATRIX_PLAN="别的.yaml")
    line = done.err.splitlines()[-3]
    assert line == "  dutymatrix check plan.yaml"
    assert run(*line.split()[1:], DUTYMATRIX_PLAN="别的.yaml").code == 0


def test_git_is_named_in_a_repository(folder: Path, run: Runner) -> None:
    make_repository(folder)
    said = run("init").err
    assert "dutymatrix git-setup --hook" in said
    command, line = said.partition("dutymatrix --plan ")[2].split(" and this first line: ")
    assert run("--plan", *command.split()).code == 0
    assert Path(line.strip().partition("$schema=")[2]).is_file()
    assert "dutymatrix" not in git(folder, "config", "--list", "--local")


def test_git_and_the_editor_are_set_up(folder: Path, run: Runner) -> None:
    make_repository(folder)
    Path("计划").mkdir()
    done = run("--plan", "计划/plan.yaml", "init", "--git")
    assert done.code == 0
    assert "merge-driver" in git(folder, "config", "--get", "merge.dutymatrix.driver")
    assert Path(".git/hooks/pre-commit").is_file()
    settings = json.loads(Path(".vscode/settings.json").read_text(encoding="utf-8"))
    (schema, plan) = next(iter(settings["yaml.schemas"].items()))
    assert plan == "计划/plan.yaml"
    assert "县教育局" in Path(schema).read_text(encoding="utf-8")
    assert "$schema" not in Path(plan).read_text(encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "方案")


def test_settings_with_comments_are_added_to(folder: Path, run: Runner) -> None:
    make_repository(folder)
    mine = '  // mine\n  "editor.fontSize": 20,\n}\n'
    Path(".vscode").mkdir()
    settings = Path(".vscode/settings.json")
    settings.write_text("{\n" + mine, encoding="utf-8")
    done = run("init", "--git")
    assert f"{settings} names the schema now\n" in done.err.replace(f"{folder}{os.sep}", "")
    text = settings.read_text(encoding="utf-8")
    assert text.startswith('{\n  "yaml.schemas": {"./.vscode/') and text.endswith(mine)
    assert Path("plan.yaml").read_text(encoding="utf-8").startswith("#")


def test_settings_that_are_not_understood_stay(folder: Path, run: Runner) -> None:
    make_repository(folder)
    mine = '{\n  // mine\n  "editor.fontSize" 20\n}\n'
    Path(".vscode").mkdir()
    Path(".vscode/settings.json").write_text(mine, encoding="utf-8")
    done = run("init", "--git")
    assert done.code == 0
    assert "the plan's first line names the schema" in done.err
    assert Path(".vscode/settings.json").read_text(encoding="utf-8") == mine
    first = Path("plan.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./.vscode/dutymatrix.schema.json"
    assert run("check").code == 0


def test_what_git_refuses_is_refused_before_anything_is_made(folder: Path, run: Runner) -> None:
    assert run("init", "--git").code == 2, "there is no repository"
    make_repository(folder)
    hook = Path(".git/hooks/pre-commit")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n", encoding="utf-8")
    done = run("init", "--git")
    assert done.code == 2
    assert "is there already and stays as it is" in done.err
    assert {path.name for path in folder.iterdir()} == {".git"}


def test_a_document_without_tasks_leads_to_no_lists(folder: Path, run: Runner) -> None:
    Path("信.txt").write_text("今天天气好\n", encoding="utf-8")
    done = run("init", "信.txt", lang="zh_CN")
    assert done.code == 0
    assert done.err.endswith("接下来：\n  dutymatrix check\n")
