"""The merge driver: its files and exit codes, and git that calls it."""

import errno
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dutymatrix.merge.mark import Labels, Marks
from dutymatrix.planfile import parse_plan
from dutymatrix.revision.invocation import Invocation
from git_history import commit, git, make_repository
from program import PlanFile, Runner

BASE = """\
title: 试行方案
units:
  甲局:
  乙局:
  丙局:
tasks:
- title: 压实责任
  text: |-
    落实责任制。
  lead: 甲局
  join:
  - 乙局

- title: 统筹协调
  lead: 甲局

- title: 学校教育
  lead: 乙局
"""
OURS = BASE.replace("  - 乙局\n", "  - 乙局\n  - 丙局\n")
MOVED = (
    BASE.replace("- title: 统筹协调\n  lead: 甲局\n\n", "") + "\n- title: 统筹协调\n  lead: 甲局\n"
)
JOINED = BASE.replace(
    "- title: 统筹协调\n  lead: 甲局\n", "- title: 统筹协调\n  lead: 甲局\n  join: 丙局\n"
)
MOVED_AND_JOINED = MOVED + "  join: 丙局\n"
LED_BY_OTHERS = BASE.replace("- title: 统筹协调\n  lead: 甲局", "- title: 统筹协调\n  lead: 丙局")
LED_BY_SECOND = BASE.replace("- title: 统筹协调\n  lead: 甲局", "- title: 统筹协调\n  lead: 乙局")
CONFLICT = """\
- title: 统筹协调
<<<<<<< ours
  lead: 丙局
=======
  lead: 乙局
>>>>>>> theirs
"""
SIZED = ("12", "方案.yaml", "1a2b3c4", "HEAD", "women")
PLAN = "禁毒 方案/总 方案.yaml"


@pytest.fixture
def driver(run: Runner, plan_file: PlanFile, tmp_path: Path) -> "Driver":
    return Driver(run, plan_file)


class Driver:
    """Calls the command as git does."""

    def __init__(self, run: Runner, plan_file: PlanFile) -> None:
        self.run = run
        self.plan_file = plan_file

    def __call__(
        self, base: str | bytes, ours: str | bytes, theirs: str | bytes, *options: str
    ) -> tuple[int, bytes, str]:
        """Exit code, the content of %A, and what is said."""
        versions = {".merge_O": base, ".merge_A": ours, ".merge_B": theirs}
        paths = [self.plan_file(content, name) for name, content in versions.items()]
        done = self.run("merge-driver", *map(str, paths), *(options or ("7", "方案.yaml")))
        assert done.out == ""
        return done.code, paths[1].read_bytes(), done.err


def test_a_clean_merge_is_written_and_nothing_said(driver: Driver) -> None:
    assert driver(BASE, MOVED, JOINED) == (0, MOVED_AND_JOINED.encode(), "")


def test_conflicts_are_named_with_their_places(driver: Driver) -> None:
    code, data, said = driver(BASE, LED_BY_OTHERS, LED_BY_SECOND)
    assert (code, CONFLICT in data.decode()) == (1, True)
    leads = "ours: 丙局 leads; theirs: 乙局 leads"
    assert said == f"方案.yaml:15: 统筹协调: lead: {leads}\n"


def test_comments_stay_where_both_sides_touch_neighbouring_lines(driver: Driver) -> None:
    lead = "- title: 统筹协调\n  lead: 甲局\n"
    ours = BASE.replace(lead, lead + "  join: 丙局\n")
    theirs = BASE.replace(lead, lead.replace("甲局\n", "甲局  # 已商定\n")).replace(
        "- title: 学校教育", "# 待定\n- title: 学校教育"
    )
    code, data, said = driver(BASE, ours, theirs)
    assert (code, said) == (0, "")
    assert data.decode() == theirs.replace("  # 已商定\n", "  # 已商定\n  join: 丙局\n")


def test_a_name_in_doubt_is_named_with_what_it_may_be(driver: Driver) -> None:
    base = BASE.replace("甲局", "市环保局")
    ours = base.replace("市环保局", "市生态环境局")
    code, data, said = driver(base, ours, base + "  join: 市环保局\n")
    assert code == 1
    assert "方案.yaml:19: 学校教育: join: is 市环保局 now 市生态环境局?\n" in said
    assert "  - 市生态环境局\n=======\n" in data.decode()
    assert "  join: 市环保局\n>>>>>>>" in data.decode()


def test_markers_are_as_long_as_asked_for(driver: Driver) -> None:
    _code, data, _said = driver(BASE, LED_BY_OTHERS, LED_BY_SECOND, *SIZED)
    assert b"\n" + b"<" * 12 + b" HEAD\n" in data
    broken = BASE.replace("title: 压", "title 压")
    _code, data, _said = driver(broken, LED_BY_OTHERS, LED_BY_SECOND, *SIZED)
    assert b"\n" + b"<" * 12 + b" HEAD\n" in data


def test_what_is_no_plan_is_merged_by_lines(driver: Driver) -> None:
    broken = BASE.replace("  - 乙局\n", "  - 没有的局\n")
    code, data, said = driver(BASE, broken, BASE.replace("试行方案", "方案"))
    assert (code, data.decode()) == (0, broken.replace("试行方案", "方案"))
    reason = "ours, line 12: 没有的局 is not in the roster"
    assert said == f"方案.yaml: merged line by line, not by tasks: {reason}\n"
    code, data, _said = driver(BASE, broken, OURS)
    assert code == 1
    assert b"<<<<<<< ours\n  - \xe6\xb2\xa1" in data


def test_lines_that_fit_together_to_no_plan_are_a_conflict(driver: Driver) -> None:
    # One alias for two units: the lines do not touch, and nobody can say whose it is.
    ours = BASE.replace("  甲局:\n", "  甲局:\n    aliases: [办公室]\n")
    theirs = BASE.replace("  丙局:\n", "  丙局:\n    aliases: [办公室]\n")
    code, data, said = driver(BASE, ours, theirs)
    assert (code, data.count("办公室".encode())) == (1, 2)
    assert "办公室 is in the roster already" in said


ALIKE = """\
title: 试行方案
units:
  甲局:
  乙局:
  丙局:
tasks:
- title: 压实责任
  lead: 甲局
  join:
  - 乙局

- title: 统筹协调
  lead: 甲局
  join:
  - 乙局

- title: 学校教育
  lead: 甲局
  join:
  - 乙局
"""
FIRST, SECOND, THIRD = (
    f"- title: {title}\n  lead: 甲局\n  join:\n  - 乙局\n"
    for title in ("压实责任", "统筹协调", "学校教育")
)


def test_lines_of_two_tasks_are_not_mixed(driver: Driver) -> None:
    # Ours moves a task, theirs adds a unit: where it was added, another task stands now.
    ours = ALIKE.replace(f"{FIRST}\n{SECOND}", f"{SECOND}\n{FIRST}").replace("  丙局:\n", "")
    theirs = ALIKE.replace(FIRST, FIRST.replace("  - 乙局", "  - 乙局\n  - 没有的局"))
    code, data, said = driver(ALIKE, ours, theirs)
    assert code == 1
    assert data.decode() == f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    assert said.endswith(
        "方案.yaml:1: lines of different tasks would be mixed; both versions are there whole\n"
    )


def test_files_in_other_encodings_are_left_to_git(driver: Driver) -> None:
    ours = BASE.replace("试行方案", "方案").encode("gb18030")
    code, data, said = driver(BASE.encode("gb18030"), ours, BASE.encode("gb18030"))
    assert (code, data) == (0, ours)
    assert "the common version is not UTF-8" in said


def test_what_git_refuses_is_left_as_it_is(driver: Driver) -> None:
    code, data, said = driver(BASE, b"\0" + OURS.encode(), MOVED)
    assert (code, data) == (2, b"\0" + OURS.encode())
    assert "error: git merge-file" in said


def test_whatever_happens_git_has_its_answer(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_texts: str, **_options: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("dutymatrix.revision.merge_driver.merge_texts", fail)
    code, data, said = driver(BASE, LED_BY_OTHERS, LED_BY_SECOND)
    assert (code, CONFLICT in data.decode()) == (1, True)
    assert "merged line by line, not by tasks: RecursionError: too deep" in said


def test_a_missing_file_is_an_error(run: Runner, tmp_path: Path) -> None:
    done = run("merge-driver", str(tmp_path / "没有"), "a", "b")
    assert done.code == 2
    assert "there is no such file" in done.err


def test_without_a_base_both_additions_are_merged(driver: Driver) -> None:
    code, data, _said = driver("", BASE, BASE + "\n- title: 新任务\n  lead: 丙局\n")
    assert (code, data.decode()) == (0, BASE + "\n- title: 新任务\n  lead: 丙局\n")


# Git calls it.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository in which git merges plans by the driver, on a branch each for two sides."""
    return make_fork(tmp_path / "库 一", BASE, MOVED, JOINED)


def make_fork(folder: Path, base: str, ours: str, theirs: str) -> Path:
    make_repository(folder)
    command = shlex.join([sys.executable, "-m", "dutymatrix", "merge-driver"])
    git(folder, "config", "merge.dutymatrix.driver", f"{command} %O %A %B %L %P")
    commit(folder, {".gitattributes": "*.yaml merge=dutymatrix\n", PLAN: base}, "印发")
    git(folder, "checkout", "--quiet", "-b", "theirs")
    commit(folder, {PLAN: theirs}, "他们的")
    git(folder, "checkout", "--quiet", "main")
    commit(folder, {PLAN: ours}, "我们的")
    return folder


def attempt(folder: Path, *args: str) -> tuple[int, str]:
    """Exit code of a command of git, and all that it says."""
    try:
        return 0, git(folder, "-c", "core.quotePath=false", *args)
    except subprocess.CalledProcessError as error:
        return error.returncode, (error.stdout + error.stderr).decode()


def text_of(folder: Path) -> str:
    return (folder / PLAN).read_text(encoding="utf-8")


def test_merge(folder: Path) -> None:
    git(folder, "merge", "--quiet", "--no-edit", "theirs")
    assert text_of(folder) == MOVED_AND_JOINED
    assert git(folder, "status", "--porcelain") == ""


def test_rebase(folder: Path) -> None:
    git(folder, "rebase", "--quiet", "theirs")
    assert parse_plan(text_of(folder)) == parse_plan(MOVED_AND_JOINED)
    assert git(folder, "log", "--format=%s").split() == ["我们的", "他们的", "印发"]


def test_cherry_pick(folder: Path) -> None:
    git(folder, "cherry-pick", "theirs")
    assert text_of(folder) == MOVED_AND_JOINED


def test_revert(folder: Path) -> None:
    commit(folder, {PLAN: MOVED_AND_JOINED}, "又加一个")
    git(folder, "revert", "--no-edit", "HEAD~1")
    assert parse_plan(text_of(folder)) == parse_plan(JOINED)


def test_stash_pop(folder: Path) -> None:
    (folder / PLAN).write_text(MOVED.replace("试行方案", "方案"), encoding="utf-8", newline="\n")
    git(folder, "stash")
    git(folder, "merge", "--quiet", "--no-edit", "theirs")
    git(folder, "stash", "pop")
    assert text_of(folder) == MOVED_AND_JOINED.replace("试行方案", "方案")


def test_a_conflict_is_settled_by_hand(tmp_path: Path, run: Runner) -> None:
    folder = make_fork(tmp_path / "库", BASE, LED_BY_OTHERS, LED_BY_SECOND)
    code, said = attempt(folder, "merge", "theirs")
    assert code == 1
    assert f"CONFLICT (content): Merge conflict in {PLAN}" in said
    assert f"{PLAN}:15: 统筹协调: lead" in said
    conflict = CONFLICT.replace("ours", "HEAD")
    assert conflict in text_of(folder)
    checked = run("check", str(folder / PLAN))
    assert checked.code == 1
    assert ":15:1: DM106" in checked.out
    settled = text_of(folder).replace(conflict, "- title: 统筹协调\n  lead: 乙局\n")
    commit(folder, {PLAN: settled}, "合并")
    assert git(folder, "rev-list", "--count", "HEAD").strip() == "4"


LEADS = BASE, LED_BY_OTHERS, LED_BY_SECOND


def marks_of(folder: Path) -> list[str]:
    """The marks of the conflict in a file, with the names of the versions."""
    return [line for line in text_of(folder).splitlines() if line[:3] in ("<<<", "|||", ">>>")]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("merge theirs", id="merge"),
        pytest.param("pull --no-rebase --quiet . theirs", id="pull"),
        pytest.param("rebase theirs", id="rebase"),
        pytest.param("cherry-pick theirs", id="cherry-pick"),
        pytest.param("cherry-pick theirs~1..theirs", id="cherry-pick of a range"),
        pytest.param("revert --no-edit HEAD~1", id="revert"),
        pytest.param("stash pop", id="stash"),
    ],
)
def test_the_sides_have_the_names_that_git_gives_them(tmp_path: Path, typed: str) -> None:
    folder = make_fork(tmp_path / "库", *LEADS)
    git(folder, "config", "merge.conflictStyle", "diff3")
    if typed.startswith("revert"):
        commit(folder, {PLAN: LED_BY_SECOND}, "又改")
    if typed.startswith("stash"):
        (folder / PLAN).write_text(LED_BY_SECOND, encoding="utf-8", newline="\n")
        git(folder, "stash")
        commit(folder, {PLAN: BASE}, "又改")
    seen = []
    for attribute in ("* merge\n", ""):  # git's own merge, then ours
        (folder / ".git" / "info" / "attributes").write_text(attribute)
        assert attempt(folder, *typed.split())[0] == 1
        seen.append(marks_of(folder))
        git(folder, "reset", "--quiet", "--hard")
        attempt(folder, "rebase", "--abort")
        attempt(folder, "cherry-pick", "--quit")
    assert len(seen[0]) == 3
    assert seen[1] == seen[0]


def test_a_conflict_is_shown_again_in_another_style(tmp_path: Path) -> None:
    folder = make_fork(tmp_path / "库", *LEADS)
    attempt(folder, "merge", "theirs")
    assert marks_of(folder) == ["<<<<<<< HEAD", ">>>>>>> theirs"]
    git(folder, "checkout", "--conflict=diff3", "--", PLAN)
    base = "||||||| base\n  lead: 甲局\n"
    assert CONFLICT.replace("=======\n", f"{base}=======\n") in text_of(folder)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("merge -X ours --no-edit theirs", LED_BY_OTHERS, id="merge, ours"),
        pytest.param("merge -Xtheirs --no-edit theirs", LED_BY_SECOND, id="merge, theirs"),
        # What is rebased is theirs.
        pytest.param("rebase -X theirs theirs", LED_BY_OTHERS, id="rebase"),
    ],
)
def test_a_side_that_is_favored_holds(tmp_path: Path, typed: str, kept: str) -> None:
    folder = make_fork(tmp_path / "库", *LEADS)
    assert attempt(folder, *typed.split())[0] == 0
    assert text_of(folder) == kept


def test_what_was_settled_for_a_side_is_said(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = Invocation(Marks(Labels("1a2b3c4", "HEAD", "women")), favored="theirs")
    monkeypatch.setattr("dutymatrix.revision.invocation.find_invocation", lambda *_args: call)
    monkeypatch.setenv("DUTYMATRIX_LANG", "zh_CN")
    code, data, said = driver(*LEADS)
    assert (code, data.decode()) == (0, LED_BY_SECOND)
    assert said.splitlines() == [
        "方案.yaml: 统筹协调: lead：我方（HEAD）由丙局牵头，对方（women）由乙局牵头",
        "方案.yaml：按 -X theirs，上述各处取对方（women）",
    ]


def test_what_git_remembers_of_a_conflict_is_put_in_quietly(tmp_path: Path) -> None:
    folder = make_fork(tmp_path / "库", *LEADS)
    git(folder, "config", "rerere.enabled", "true")
    attempt(folder, "merge", "theirs")
    commit(folder, {PLAN: LED_BY_SECOND}, "合并")
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    # The same conflict in a plan that has changed elsewhere.
    commit(folder, {PLAN: LED_BY_OTHERS.replace("试行方案", "方案")}, "又改")
    _code, said = attempt(folder, "merge", "theirs")
    assert "using previous resolution" in said
    assert "line by line" not in said
    assert text_of(folder) == LED_BY_SECOND.replace("试行方案", "方案")


def test_git_abort_takes_a_conflict_back(tmp_path: Path) -> None:
    folder = make_fork(tmp_path / "库", BASE, LED_BY_OTHERS, LED_BY_SECOND)
    assert attempt(folder, "rebase", "theirs")[0] == 1
    git(folder, "rebase", "--abort")
    assert text_of(folder) == LED_BY_OTHERS


def test_both_sides_added_the_file(tmp_path: Path) -> None:
    folder = make_fork(tmp_path / "库", BASE, MOVED, JOINED)
    other = PLAN.replace("总", "分")
    git(folder, "checkout", "--quiet", "theirs")
    commit(folder, {other: BASE + "\n- title: 新任务\n  lead: 丙局\n"}, "他们加的")
    git(folder, "checkout", "--quiet", "main")
    commit(folder, {other: BASE + "\n- title: 别的任务\n  lead: 丙局\n"}, "我们加的")
    git(folder, "merge", "--quiet", "--no-edit", "theirs")
    text = (folder / other).read_text(encoding="utf-8")
    assert text == BASE + "\n- title: 别的任务\n  lead: 丙局\n\n- title: 新任务\n  lead: 丙局\n"


def test_a_checkout_with_crlf(tmp_path: Path) -> None:
    folder = make_fork(tmp_path / "库", BASE, MOVED, JOINED)
    (folder / ".gitattributes").write_text("*.yaml merge=dutymatrix text eol=crlf\n")
    git(folder, "commit", "--quiet", "-am", "eol")
    (folder / PLAN).unlink()
    git(folder, "checkout", "--", PLAN)
    git(folder, "merge", "--quiet", "--no-edit", "theirs")
    assert (folder / PLAN).read_bytes().decode() == MOVED_AND_JOINED.replace("\n", "\r\n")
    assert git(folder, "status", "--porcelain") == ""


def test_crlf_that_was_committed(tmp_path: Path) -> None:
    texts = (text.replace("\n", "\r\n") for text in (BASE, MOVED, JOINED))
    folder = make_fork(tmp_path / "库", *texts)
    git(folder, "merge", "--quiet", "--no-edit", "theirs")
    assert (folder / PLAN).read_bytes().decode() == MOVED_AND_JOINED.replace("\n", "\r\n")


def test_a_worktree(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一 处"
    git(folder, "worktree", "add", "--quiet", "-b", "other", str(other), "main")
    git(other, "merge", "--quiet", "--no-edit", "theirs")
    assert text_of(other) == MOVED_AND_JOINED
    assert text_of(folder) == MOVED


def test_a_full_disk_is_said_and_ours_stays(
    run: Runner, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [plan_file(BASE, f"{side}.yaml") for side in ("base", "ours", "theirs")]

    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    code, out, err = run("merge-driver", *map(str, files))
    assert (code, out) == (2, "")
    assert "the disk is full" in err
    assert files[1].read_text(encoding="utf-8") == BASE
