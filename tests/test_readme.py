"""The README says what is true: its commands exist and its blocks are what the program prints."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dutymatrix.cli.app import COMMANDS
from dutymatrix.cli.main import main
from dutymatrix.planfile import load_plan
from make_documents import word_numbered
from revisions import revise

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE_PART = README.index("## 中文说明")
# A file with mistakes, as the README shows what `check` says of it.
DRAFT = """\
format: 1
title: 试行方案
units:
  市公安局:
  市司法局:
sections:
- title: 禁毒机制
  tasks:
  - title: 落实责任
    lead: 市公按局
    join: [市公安局，市司法局]
"""

BLOCKS = [
    pytest.param(
        match["command"],
        match["output"],
        "zh_CN" if match.start() > CHINESE_PART else "en",
        id=match["command"],
    )
    for match in re.finditer(
        r"^```console\n\$ (?P<command>.*)\n(?P<output>(?:.*\n)*?)```$", README, re.MULTILINE
    )
]


def write_files(folder: Path) -> None:
    """The files that the README speaks of."""
    ours = (ROOT / "plan.yaml").read_bytes()
    (folder / "plan.yaml").write_bytes(ours)
    (folder / "印发稿.yaml").write_bytes(ours)
    (folder / "修订稿.yaml").write_bytes(revise(ours.decode("utf-8")).encode("utf-8"))
    (folder / "方案.docx").write_bytes(word_numbered(load_plan(ROOT / "plan.yaml")))
    source = (ROOT / "tests/data/plan-source.txt").read_bytes()
    for name in ("印发稿.txt", "方案.txt"):
        (folder / name).write_bytes(source)
    (folder / "draft.yaml").write_text(DRAFT, encoding="utf-8")


def commit_plans(folder: Path) -> None:
    """Our plan and its revision as two commits of a repository, long ago."""
    ours, revised = (folder / "plan.yaml").read_bytes(), (folder / "修订稿.yaml").read_bytes()
    identity = ("-c", "user.name=禁毒办", "-c", "user.email=a@example.org")
    subprocess.run(["git", "init", "--quiet"], check=True)
    for n, content in enumerate((ours, revised)):
        (folder / "plan.yaml").write_bytes(content)
        day = {f"GIT_{who}_DATE": f"201{7 + n}-06-01T12:00:00" for who in ("AUTHOR", "COMMITTER")}
        commit = ["git", *identity, "commit", "--quiet", "--message", f"第{n + 1}稿"]
        subprocess.run(["git", "add", "plan.yaml"], check=True)
        subprocess.run(commit, check=True, env={**os.environ, **day})


@pytest.mark.parametrize(("command", "output", "language"), BLOCKS)
def test_block_is_what_the_program_prints(
    command: str,
    output: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DUTYMATRIX_LANG", language)
    monkeypatch.setenv("COLUMNS", "80")
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    program, _, reader = command.partition(" | ")
    assert main(shlex.split(program)[1:]) in {0, 1}
    printed = capfd.readouterr()
    if reader:
        words = [sys.executable, *shlex.split(reader)[1:]]
        run = subprocess.run(
            words, input=printed.out, capture_output=True, encoding="utf-8", check=True
        )
        assert run.stdout == output
    else:
        assert printed.out + printed.err == output


def test_every_command_named_exists() -> None:
    code = r"(?:^|[`$] |`|&& \.venv/bin/|Scripts\\)dutymatrix(?: --plan \S+)? ([a-z][a-z-]+)"
    named = set(re.findall(code, README, re.MULTILINE)) - {"answers"}
    assert named
    assert named <= set(COMMANDS)


def test_every_command_is_named() -> None:
    for name, entry in COMMANDS.items():
        assert entry.hidden or f"dutymatrix {name}" in README


def test_examples_of_the_help_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)  # some of them write files
    commit_plans(tmp_path)
    for entry in COMMANDS.values():
        for line in filter(None, entry.examples.split("\n")):
            assert main(shlex.split(line)[1:]) in {0, 1}, line
            printed = capsys.readouterr()
            assert printed.out or printed.err


def test_library_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    assert examples.examples
    outcome = doctest.DocTestRunner().run(examples)
    assert outcome.failed == 0
