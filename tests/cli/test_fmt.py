"""`fmt`: files in canonical form, or exactly as they were."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from program import PlanFile, Runner

CANONICAL = "format: 1\ntitle: 试行方案\nnumbering: [（一）]\n"
LOOSE = "title: '试行方案'\nnumbering:   [（一）]\n"


@pytest.fixture
def draft(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in the current folder that is not canonical."""
    path = plan_file(LOOSE)
    monkeypatch.chdir(path.parent)
    return path


def test_the_plan_that_is_found_is_formatted(run: Runner, draft: Path) -> None:
    draft.chmod(0o640)
    assert run("fmt") == (0, "", "plan.yaml formatted\n")
    assert draft.read_text(encoding="utf-8") == CANONICAL
    assert draft.stat().st_mode & 0o777 == 0o640 or sys.platform == "win32"


def test_a_canonical_file_is_not_touched(run: Runner, draft: Path) -> None:
    draft.write_bytes(CANONICAL.encode())
    before = draft.stat()
    assert run("fmt") == (0, "", "1 file, in canonical form already\n")
    after = draft.stat()
    # To read it is no touch: its st_atime may have moved on.
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_check_names_the_files_that_would_change(run: Runner, draft: Path) -> None:
    Path("b.yaml").write_text(CANONICAL, encoding="utf-8")
    assert run("fmt", "--check", "plan.yaml", "b.yaml", "plan.yaml") == (1, "plan.yaml\n", "")
    assert run("fmt", "--check", "b.yaml").code == 0
    assert draft.read_text(encoding="utf-8") == LOOSE


def test_diff_shows_the_difference_and_writes_nothing(run: Runner, draft: Path) -> None:
    code, out, err = run("fmt", "--diff")
    assert (code, err) == (0, "")
    assert out == (
        "--- plan.yaml\n+++ plan.yaml\n@@ -1,2 +1,3 @@\n-title: '试行方案'\n"
        "-numbering:   [（一）]\n+format: 1\n+title: 试行方案\n+numbering: [（一）]\n"
    )
    assert draft.read_text(encoding="utf-8") == LOOSE


def test_a_difference_that_nobody_sees_is_said(run: Runner, draft: Path) -> None:
    draft.write_bytes(CANONICAL.replace("\n", "\r\n").encode())
    code, out, err = run("fmt", "--check", "--diff")
    said = "plan.yaml: only line ends or a byte order mark would change\n"
    assert (code, out, err) == (1, "", said)


def test_what_stays_as_it_is_is_said_with_its_line(run: Runner, draft: Path) -> None:
    draft.write_text(LOOSE + "ends_on:  # 待定\n", encoding="utf-8")
    why = "left as it is: the comment is at a key that says nothing, which would be left out"
    assert run("fmt", "--check").err == f"plan.yaml:3: {why}\n"
    assert run("fmt").err == f"plan.yaml:3: {why}\nplan.yaml formatted\n"
    assert draft.read_text(encoding="utf-8").count("ends_on:  # 待定\n") == 1
    assert run("fmt").err.endswith("1 file, in canonical form already\n")


def test_an_error_in_any_file_leaves_all_as_they_are(run: Runner, draft: Path) -> None:
    Path("b.yaml").write_text("title: 乙\nleed: 甲\n", encoding="utf-8")
    Path("c.yaml").write_bytes("title: 丙".encode("gbk"))
    code, out, err = run("fmt", "plan.yaml", "b.yaml", "c.yaml")
    assert (code, out) == (2, "")
    assert "b.yaml:2:1: DM108" in err
    assert "DM101" in err
    assert err.splitlines()[-1].startswith("error: b.yaml, c.yaml has errors")
    assert draft.read_text(encoding="utf-8") == LOOSE


def test_a_filter(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(LOOSE.encode()), "utf-8"))
    code, out, err = run("fmt", "-")
    assert (code, out, err) == (0, CANONICAL, "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("没有.yaml", "there is no such file"),
        (".", "this is a folder"),
        ("a.txt", "not a plan file"),
    ],
)
def test_what_is_no_plan_file(run: Runner, draft: Path, name: str, said: str) -> None:
    Path("a.txt").write_text("关于工作的通知\n", encoding="utf-8")
    code, out, err = run("fmt", name)
    assert (code, out, said in err) == (2, "", True)
