"""`git-setup`: git as people run it, before, with and after it."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from dutymatrix.cli import store
from dutymatrix.revision import git_setup as wiring
from dutymatrix.revision.git_setup import Place, settings
from git_history import commit, git, make_history, make_repository
from program import Runner

PLAN = """\
title: 试行方案
units:
  市公安局:
  市司法局:
  市卫计局:
sections:
- title: 机制

  tasks:
  - title: 落实责任
    text: |-
      全面加强管理，层层落实责任，定期检查督导。
    lead: 市公安局
    join:
    - 市司法局

  - title: 落实经费
    text: |-
      完善经费保障机制。
    lead: 市司法局

- title: 宣传

  tasks:
  - title: 开展宣传
    lead: 市公安局
"""
LED = PLAN.replace(
    "    lead: 市公安局\n    join:\n    - 市司", "    lead: 市卫计局\n    join:\n    - 市司"
)
REWORDED = LED.replace("全面加强", "全面充实")
MOVED = """\

  - title: 落实经费
    text: |-
      完善经费保障机制。
    lead: 市司法局
"""
SHUFFLED = REWORDED.replace(MOVED, "") + MOVED


def make_python(path: Path, *options: str) -> Path:
    """A Python of another place, as a virtual environment has one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = shlex.join([sys.executable, *options])
    path.write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program in an environment that is not on the search path, and is called oddly."""
    python = make_python(tmp_path / "环境 '\"%A$x\\y/bin/python")
    monkeypatch.setattr(sys, "executable", str(python))
    found = [d for d in os.environ["PATH"].split(os.pathsep) if not Path(d, "dutymatrix").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join(found))
    return python


@pytest.fixture(params=["no Python there", "a Python without it"])
def no_program(
    request: pytest.FixtureRequest, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is gone when git looks for it."""
    if request.param == "a Python without it":
        make_python(tmp_path / "bare-python", "-S", "-I")
        monkeypatch.setattr(sys, "executable", str(tmp_path / "bare-python"))
    else:
        program.unlink()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with three versions of a plan, in a path with Chinese and a blank."""
    folder = tmp_path / "方案 库"
    # What is set for all repositories is set for this test only.
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    make_history(folder, PLAN, LED, REWORDED)
    monkeypatch.chdir(folder)
    # Git runs the program, which must find the package's language and nothing else.
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    return folder


def changed(told: str) -> list[str]:
    """The lines of a patch that went and came."""
    lines = told.splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


# What it puts, and takes away again.


@pytest.mark.parametrize("scope", ["--local", "--global"])
@pytest.mark.parametrize(
    "before", [None, "", "*.txt text\n", "*.txt text", "# 说明\r\n* -text\r\n"]
)
def test_undo_takes_away_exactly_what_was_put(
    run: Runner, folder: Path, scope: str, before: str | None
) -> None:
    home = Path.home()
    git(folder, "config", scope, "user.name", "李四")
    attributes = folder / ".gitattributes"
    if scope == "--global":
        attributes = home / ".config/git/attributes"
        attributes.parent.mkdir(parents=True, exist_ok=True)
        attributes.unlink(missing_ok=True)
    if before:
        attributes.write_bytes(before.encode())
    settings = git(folder, "config", scope, "--list")
    hook = ["--hook"] if scope == "--local" else []
    assert run("git-setup", scope, *hook) == (0, "", "git knows plans now\n")
    assert git(folder, "config", scope, "diff.dutymatrix.xfuncname")
    assert git(folder, "config", scope, "alias.plan-diff")
    assert "plan.yaml" in attributes.read_text(encoding="utf-8")
    assert run("git-setup", scope, *hook) == (0, "", "there is nothing to do\n")
    assert run("git-setup", scope, "--undo") == (0, "", "removed\n")
    assert git(folder, "config", scope, "--list") == settings
    assert attributes.exists() is bool(before)
    assert not before or attributes.read_bytes() == before.encode()
    assert not (folder / ".git/hooks/pre-commit").exists()
    assert run("git-setup", scope, "--undo") == (0, "", "there is nothing to do\n")


def test_print_shows_all_of_it_and_does_nothing(run: Runner, folder: Path) -> None:
    before = git(folder, "config", "--list"), git(folder, "status", "--porcelain")
    code, out, err = run("git-setup", "--print", "--hook")
    assert (code, err) == (0, "")
    for key in settings():
        assert f"git config --local {key} " in out
    assert "plan.yaml text eol=lf diff=dutymatrix merge=dutymatrix\n" in out
    assert "#!/bin/sh\n" in out
    assert before == (git(folder, "config", "--list"), git(folder, "status", "--porcelain"))
    # What is shown can be done by hand.
    for line in out.replace("\n^", "\0^").splitlines():
        if line.startswith("git config"):
            subprocess.run(["sh", "-c", line.replace("\0", "\n")], cwd=folder, check=True)
    assert all(git(folder, "config", key)[:-1] == value for key, value in settings().items())


def test_settings_of_others_stay_and_are_said(run: Runner, folder: Path) -> None:
    git(folder, "config", "diff.colorMoved", "zebra")
    git(folder, "config", "--global", "core.quotePath", "false")
    code, _out, err = run("git-setup")
    assert (code, err.splitlines()[0]) == (
        0,
        "diff.colorMoved is zebra, which somebody else set; it stays",
    )
    # What holds already is not said again.
    assert "core.quotepath" not in git(folder, "config", "--local", "--list")
    run("git-setup", "--undo")
    assert git(folder, "config", "diff.colorMoved") == "zebra\n"


def test_a_setting_changed_by_hand_stays(run: Runner, folder: Path) -> None:
    run("git-setup")
    git(folder, "config", "diff.colorMoved", "zebra")
    said = "diff.colorMoved is zebra, which somebody else set; it stays\n"
    assert said in run("git-setup").err
    assert said in run("git-setup", "--undo").err
    assert git(folder, "config", "--local", "diff.colorMoved") == "zebra\n"
    assert "dutymatrix" not in git(folder, "config", "--local", "--list")


def test_what_an_older_version_put_is_renewed(run: Runner, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "_WORDS", ".")
        run("git-setup")
    assert git(folder, "config", "diff.dutymatrix.wordRegex") == ".\n"
    assert run("git-setup").err == "git knows plans now\n"
    assert git(folder, "config", "diff.dutymatrix.wordRegex") != ".\n"
    assert len(git(folder, "config", "--get-all", "dutymatrix.put").splitlines()) == len(settings())


def test_other_attributes_are_said_to_hold(run: Runner, folder: Path) -> None:
    (folder / ".gitattributes").write_text("*.yaml -diff\n", encoding="utf-8")
    assert run("git-setup").err == (
        "git knows plans now\n"
        "other attributes say otherwise of plan.yaml: git check-attr -a plan.yaml\n"
    )


def test_a_missing_mark_is_refused(run: Runner, folder: Path) -> None:
    (folder / ".gitattributes").write_text("# dutymatrix git-setup\na\n", encoding="utf-8")
    code, _out, err = run("git-setup")
    assert (code, "one of the two marks of git-setup is missing" in err) == (2, True)
    assert "dutymatrix" not in git(folder, "config", "--list")


def test_a_plan_of_another_name_and_place(run: Runner, folder: Path) -> None:
    commit(folder, {"子 目录/方案 [甲].yaml": PLAN}, "另一个")
    assert run("--plan", "子 目录/方案 [甲].yaml", "git-setup").err == "git knows plans now\n"
    told = git(folder, "check-attr", "diff", "--", "子 目录/方案 [甲].yaml", "方案 甲.yaml")
    assert told.splitlines()[0].endswith(": diff: dutymatrix")
    assert told.splitlines()[1].endswith(": diff: unspecified")


def test_outside_of_a_repository_it_says_so(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _out, err = run("git-setup")
    assert (code, "is not in a git repository" in err) == (2, True)


def test_linked_work_trees_submodules_and_bare_repositories(
    run: Runner, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folder, "worktree", "add", "--quiet", "-b", "草案", str(tmp_path / "树"))
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), "bare.git")
    outer = make_repository(tmp_path / "outer")
    allow = ("-c", "protocol.file.allow=always")
    git(outer, *allow, "submodule", "--quiet", "add", str(folder), "sub")
    for place, attributes in (
        (tmp_path / "树", tmp_path / "树/.gitattributes"),
        (outer / "sub", outer / "sub/.gitattributes"),
        (tmp_path / "bare.git", tmp_path / "bare.git/info/attributes"),
    ):
        monkeypatch.chdir(place)
        told = run("git-setup", "--textconv").err
        assert told.startswith("git knows plans now\n")
        assert ("nobody merges in a bare repository" in told) == (place.name == "bare.git")
        assert "plan.yaml" in attributes.read_text(encoding="utf-8")
        assert "f()" in git(place, "config", "diff.dutymatrix.textconv")
        assert run("git-setup", "--undo").err == "removed\n"
        assert not attributes.exists()


class Killed(BaseException):
    """The run ends here."""


@pytest.fixture
def killed_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Kills a run before its n-th writing, 0 never: settings by git, files by themselves."""
    left = 0

    def tick() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed

    ask, write = Place.git, store.edit_file

    def asked(place: Place, *args: str) -> str:
        if args[0] == "config" and "--get-all" not in args:
            tick()
        return ask(place, *args)

    def written(path: Path, before: bytes, after: bytes) -> None:
        tick()
        write(path, before, after)

    monkeypatch.setattr(Place, "git", asked)
    monkeypatch.setattr(store, "edit_file", written)

    def set_to(n: int) -> None:
        nonlocal left
        left = n

    return set_to


@pytest.mark.parametrize("killed", ["--hook", "--undo"])
@pytest.mark.parametrize("is_renewed", [False, True], ids=["new", "renewed"])
def test_what_a_killed_run_put_is_taken_away(
    run: Runner, folder: Path, killed_at: Callable[[int], None], killed: str, is_renewed: bool
) -> None:
    (folder / ".gitattributes").write_text("*.txt text\n", encoding="utf-8")
    before = (folder / ".git/config").read_bytes()
    for n in count(1):
        if is_renewed:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(wiring, "_WORDS", ".")
                run("git-setup")
        if killed == "--undo":
            run("git-setup", "--hook")
        killed_at(n)
        try:
            run("git-setup", killed)
        except Killed:
            killed_at(0)
        else:
            break
        run("git-setup", "--undo")
        assert (folder / ".git/config").read_bytes() == before
        assert (folder / ".gitattributes").read_text(encoding="utf-8") == "*.txt text\n"
        assert not (folder / ".git/hooks/pre-commit").exists()
    assert n > 4


def test_a_killed_run_is_made_whole_by_the_next(
    run: Runner, folder: Path, killed_at: Callable[[int], None]
) -> None:
    killed_at(5)
    with pytest.raises(Killed):
        run("git-setup", "--hook")
    killed_at(0)
    hook = folder / ".git/hooks/pre-commit"
    hook.chmod(0o644)
    assert run("git-setup", "--hook").err == "git knows plans now\n"
    assert os.access(hook, os.X_OK)
    assert len(git(folder, "config", "--get-all", "dutymatrix.put").splitlines()) == len(settings())


def test_an_undo_takes_away_what_another_environment_put(run: Runner, folder: Path) -> None:
    run("git-setup", "--hook")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "executable", "/other/python")
        assert run("git-setup", "--hook").err == "git knows plans now\n"
    assert "/other/python" in (folder / ".git/hooks/pre-commit").read_text(encoding="utf-8")
    assert run("git-setup", "--undo").err == "removed\n"
    assert not (folder / ".git/hooks/pre-commit").exists()
    assert "dutymatrix" not in git(folder, "config", "--local", "--list")


def test_a_setting_that_is_no_utf8_stays(run: Runner, folder: Path) -> None:
    with (folder / ".git/config").open("ab") as file:
        file.write(b"[diff]\n\tcolorMoved = \xff\n")
    code, _out, err = run("git-setup")
    assert (code, "diff.colorMoved is " in err) == (0, True)


def test_attributes_that_are_a_link_lead_nowhere(run: Runner, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("export A=1\n", encoding="utf-8")
    (folder / ".gitattributes").symlink_to(tmp_path / "profile")
    code, _out, err = run("git-setup")
    assert (code, "is a link, which git does not follow" in err) == (2, True)
    assert (tmp_path / "profile").read_text(encoding="utf-8") == "export A=1\n"
    assert "dutymatrix" not in git(folder, "config", "--local", "--list")


# What git shows then: its own diff, and above each hunk the task.


@pytest.mark.usefixtures("program")
class TestByDefault:
    @pytest.fixture(autouse=True)
    def setup(self, run: Runner, folder: Path) -> None:
        assert run("git-setup").code == 0

    def test_hunks_name_tasks_and_patches_apply(self, folder: Path) -> None:
        text = SHUFFLED.replace("title: 宣传", 'title: "宣传"').replace("  市卫计局:\n", "")
        text += "    join: 市司法局 # 新\n"
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
        patch = git(folder, "diff", "-U0")
        heads = [line.split("@@ ")[-1] for line in patch.splitlines() if line.startswith("@@")]
        assert heads == ["units:", "落实责任", "开展宣传"]
        git(folder, "checkout", "--quiet", "--", ".")
        git(folder, "apply", "--unidiff-zero", given=patch.encode())
        assert (folder / "plan.yaml").read_text(encoding="utf-8") == text

    def test_a_comment_is_a_difference_and_blame_counts_the_files_lines(self, folder: Path) -> None:
        commit(folder, {"plan.yaml": REWORDED + "# 待定\n"}, "注")
        assert changed(git(folder, "show", "--format=", "--", "plan.yaml")) == ["+# 待定"]
        assert len(git(folder, "blame", "plan.yaml").splitlines()) == REWORDED.count("\n") + 1

    def test_the_diff_by_meaning_has_a_name_in_git(self, folder: Path) -> None:
        (folder / "下").mkdir()
        for place in (folder, folder / "下"):
            told = git(place, "plan-diff", "HEAD~2..HEAD~1", "-f", "json")
            assert '"lead_changed"' in told

    def test_a_former_setup_is_moved_over(self, run: Runner, folder: Path) -> None:
        run("git-setup")
        before = (folder / ".git/config").read_text(encoding="utf-8")
        run("git-setup", "--textconv")
        git(folder, "log", "-p")
        assert git(folder, "for-each-ref", "refs/notes")
        assert "*.docx diff=" in (folder / ".gitattributes").read_text(encoding="utf-8")
        told = run("git-setup")
        assert told.err.splitlines()[0] == "git knows plans now"
        assert "git diff shows the lines of the file again" in told.err
        assert (folder / ".git/config").read_text(encoding="utf-8") == before
        assert "docx" not in (folder / ".gitattributes").read_text(encoding="utf-8")
        assert not git(folder, "for-each-ref", "refs/notes")

    def test_several_plans_are_known_side_by_side(self, run: Runner, folder: Path) -> None:
        (folder / "方案 乙.yaml").write_text(PLAN, encoding="utf-8")
        assert run("--plan", "方案 乙.yaml", "git-setup", "--hook").code == 0
        told = git(folder, "check-attr", "merge", "--", "plan.yaml", "方案 乙.yaml")
        assert told.count(": dutymatrix\n") == 2
        for name in ("plan.yaml", "方案 乙.yaml"):
            (folder / name).write_text(PLAN + "    guide: 没有\n", encoding="utf-8")
        git(folder, "add", ".")
        with pytest.raises(subprocess.CalledProcessError) as caught:
            git(folder, "commit", "-m", "错")
        said = caught.value.stderr.decode()
        assert said.count("DM201 error: 没有 is not in the roster") == 2
        assert "plan.yaml:27:12: DM201" in said
        assert "方案 乙.yaml:27:12: DM201" in said


# Where facts are wanted in the place of lines.


@pytest.mark.usefixtures("program")
class TestWithFacts:
    @pytest.fixture(autouse=True)
    def setup(self, run: Runner, folder: Path) -> None:
        told = run("git-setup", "--textconv")
        assert told.code == 0
        assert "such a patch cannot be applied" in told.err

    def test_a_changed_lead_names_its_task(self, folder: Path) -> None:
        for told in (
            git(folder, "diff", "-U0", "HEAD~2", "HEAD~1"),
            git(folder, "show", "-U0", "--format=", "HEAD~1"),
            git(folder, "log", "-p", "-U0", "--format=", "-1", "HEAD~1"),
        ):
            assert changed(told) == ["-牵头 · 市公安局", "+牵头 · 市卫计局"]
            assert "@@ 落实责任\n" in told

    def test_a_new_title_is_one_line_and_a_move_is_seen(self, folder: Path) -> None:
        text = REWORDED.replace("title: 落实责任", "title: 压实责任")
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
        assert changed(git(folder, "diff")) == ["-* 落实责任", "+* 压实责任"]
        (folder / "plan.yaml").write_text(SHUFFLED, encoding="utf-8")
        assert "\x1b[1;35m-* 落实经费" in git(folder, "diff", "-U0", "--color=always")

    def test_words_are_characters(self, folder: Path) -> None:
        for locale in ("C", "C.UTF-8"):
            told = git(folder, "diff", "--word-diff", "HEAD~1", "HEAD", LC_ALL=locale)
            assert "全面[-加强-]{+充实+}管理" in told

    def test_task_titles_name_hunks_of_the_file_itself(self, folder: Path) -> None:
        told = git(folder, "diff", "--no-textconv", "-U0", "HEAD~1", "HEAD")
        assert [line for line in told.splitlines() if line.startswith("@@")] == [
            "@@ -12 +12 @@ 落实责任"
        ]
        # The lines of one task, by its title.
        told = git(folder, "log", "-L:落实责任:plan.yaml", "--format=%s")
        assert [line for line in told.splitlines() if line.startswith("版本")] == [
            "版本 3",
            "版本 2",
            "版本 1",
        ]

    def test_blame_says_who_set_a_lead(self, folder: Path) -> None:
        short = git(folder, "rev-parse", "--short", "HEAD~1").strip()
        lines = git(folder, "blame", "plan.yaml").splitlines()
        assert [line.startswith(short) for line in lines if "市卫计局" in line] == [False, True]

    def test_a_stash_is_shown_and_comes_back(self, folder: Path) -> None:
        (folder / "plan.yaml").write_text(SHUFFLED, encoding="utf-8")
        git(folder, "stash")
        assert "+* 落实经费" in git(folder, "stash", "show", "-p", "--textconv")
        git(folder, "stash", "pop")
        assert (folder / "plan.yaml").read_text(encoding="utf-8") == SHUFFLED

    def test_a_file_that_does_not_parse_is_compared_by_its_lines(self, folder: Path) -> None:
        (folder / "plan.yaml").write_text(REWORDED + "  broken\n", encoding="utf-8")
        told = git(folder, "diff")
        assert "+  broken" in changed(told)
        assert any(line.endswith(" · 试行方案") for line in changed(told))

    def test_line_ends_stay_line_feeds(self, folder: Path) -> None:
        git(folder, "config", "core.autocrlf", "true")
        (folder / "plan.yaml").unlink()
        git(folder, "checkout", "--", "plan.yaml")
        assert b"\r" not in (folder / "plan.yaml").read_bytes()
        (folder / "plan.yaml").write_bytes(REWORDED.replace("\n", "\r\n").encode())
        assert git(folder, "diff") == ""

    def test_a_hook_that_sets_git_dir(self, folder: Path) -> None:
        hook = folder / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(
            '#!/bin/sh\necho "$GIT_INDEX_FILE" > told; git diff --cached >> told\n',
            encoding="utf-8",
        )
        hook.chmod(0o755)
        (folder / "plan.yaml").write_text(SHUFFLED, encoding="utf-8")
        git(folder, "commit", "--quiet", "-am", "移动")
        assert "+* 落实经费" in (folder / "told").read_text(encoding="utf-8")

    def test_what_lies_in_the_folder_is_not_run(self, folder: Path) -> None:
        (folder / "dutymatrix.py").write_text("open('trace', 'w')\n", encoding="utf-8")
        (folder / "yaml.py").write_text("open('trace', 'w')\n", encoding="utf-8")
        assert "+牵头 · 市卫计局" in git(folder, "diff", "HEAD~2", "HEAD~1")
        assert not (folder / "trace").exists()

    def test_a_shallow_and_a_bare_clone(self, folder: Path, tmp_path: Path, run: Runner) -> None:
        git(folder, "add", ".")
        commit(folder, {}, "属性")
        git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{folder}", "浅")
        # The attributes came along, the settings did not.
        assert "+plan.yaml text eol=lf" in git(tmp_path / "浅", "show", "--format=")
        git(tmp_path, "clone", "--quiet", "--bare", str(folder), "bare.git")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path / "bare.git")
            run("git-setup", "--textconv")
        told = git(tmp_path / "bare.git", "diff", "HEAD~3", "HEAD~2", "--", "plan.yaml")
        assert len(changed(told)) == 2

    def test_a_merge_of_what_is_apart_and_a_conflict(self, folder: Path) -> None:
        """Until the driver settles them, and wherever it cannot, as git does."""
        git(folder, "checkout", "--quiet", "-b", "草案")
        commit(folder, {"plan.yaml": REWORDED.replace("开展宣传", "常态宣传")}, "草案")
        git(folder, "checkout", "--quiet", "main")
        commit(folder, {"plan.yaml": REWORDED.replace("落实经费", "保障经费")}, "主线")
        git(folder, "merge", "--quiet", "--no-edit", "草案")
        merged = (folder / "plan.yaml").read_text(encoding="utf-8")
        assert merged == REWORDED.replace("开展宣传", "常态宣传").replace("落实经费", "保障经费")


# Without the program git works as before.


@pytest.mark.usefixtures("no_program")
def test_settings_without_the_program_show_the_file(run: Runner, folder: Path) -> None:
    assert run("git-setup", "--textconv").code == 0
    told = git(folder, "diff", "-U0", "HEAD~2", "HEAD~1")
    assert changed(told) == ["-    lead: 市公安局", "+    lead: 市卫计局"]
    assert told.splitlines()[4] == "@@ -13 +13 @@ 落实责任"
    git(folder, "checkout", "--quiet", "-b", "草案", "HEAD~1")
    commit(folder, {"plan.yaml": LED.replace("全面加强", "全面推进")}, "草案")
    with pytest.raises(subprocess.CalledProcessError):
        git(folder, "merge", "main")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert text.count("<<<<<<< ours\n") == text.count(">>>>>>> theirs\n") == 1
    assert git(folder, "status", "--porcelain").startswith("UU plan.yaml\n")


def test_attributes_without_settings_change_nothing(
    run: Runner, folder: Path, tmp_path: Path
) -> None:
    run("git-setup")
    commit(folder, {"方案.docx": b"PK\0\1"}, "属性")
    clone = tmp_path / "别处"
    git(tmp_path, "clone", "--quiet", str(folder), str(clone))
    assert changed(git(clone, "diff", "HEAD~2", "HEAD~1")) == [
        "-      全面加强管理，层层落实责任，定期检查督导。",
        "+      全面充实管理，层层落实责任，定期检查督导。",
    ]
    (clone / "方案.docx").write_bytes(b"PK\0\2")
    assert "Binary files" in git(clone, "diff")


def test_a_clone_without_the_driver_is_told_so(
    run: Runner, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = (["check"], ["diff"], ["history", "市公安局"], ["check", "plan.yaml"])
    assert not any("git-setup puts it there" in run(*words).err for words in asked)
    (folder / ".gitattributes").write_text("# 说明\n", encoding="utf-8")
    run("git-setup")
    commit(folder, {}, "属性")
    git(tmp_path, "clone", "--quiet", str(folder), str(tmp_path / "别处"))
    for place, is_told in ((folder, False), (tmp_path / "别处", True)):
        monkeypatch.chdir(place)
        for words in asked:
            told = run(*words)
            assert told.code == 0
            assert (f"{place}/.gitattributes:2: the plan is to be merged" in told.err) is is_told
    run("git-setup")
    assert not any("git-setup puts it there" in run(*words).err for words in asked)


# The hook.


@pytest.mark.usefixtures("program")
def test_the_hook_checks_what_is_staged(run: Runner, folder: Path) -> None:
    assert run("git-setup", "--hook").code == 0
    plan = folder / "plan.yaml"
    plan.write_text(PLAN + "    join: 没有\n", encoding="utf-8")
    git(folder, "add", ".")
    # What is not staged does not count.
    plan.write_text(PLAN, encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git(folder, "commit", "-m", "错")
    said = caught.value.stderr.decode()
    assert said.startswith("plan.yaml:27:11: DM201 error: 没有 is not in the roster\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "对")
    git(folder, "rm", "--quiet", "plan.yaml")
    git(folder, "commit", "--quiet", "-m", "删")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    "path", ['a"b\\c.yaml', 'a"b/plan.yaml', "a\\b/plan.yaml", "a\nb/$x 'c.yaml", "-x/ /方案.yaml"]
)
def test_the_hook_takes_any_path(run: Runner, folder: Path, path: str) -> None:
    plan = folder / path
    plan.parent.mkdir(parents=True, exist_ok=True)
    plan.write_text(PLAN + "    join: 没有\n", encoding="utf-8")
    run("--plan", str(plan), "git-setup", "--hook")
    git(folder, "add", ".")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git(folder, "commit", "--quiet", "-m", "错")
    assert caught.value.stderr.decode().startswith(f"{path}:27:11: DM201 ")
    plan.write_text(PLAN, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "对", "--allow-empty")


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("is_old", [False, True], ids=["git 2.24", "git 2.20"])
def test_the_hook_looks_at_merges_that_need_nobody(
    run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch, is_old: bool
) -> None:
    """One that asks no driver: each side fits, and by lines they fit together."""
    if is_old:
        monkeypatch.setattr(wiring, "git_version", lambda: (2, 20))
    git(folder, "checkout", "--quiet", "-b", "别处")
    commit(folder, {"plan.yaml": REWORDED + "    join: 没有\n"}, "没有钩子的电脑")
    git(folder, "checkout", "--quiet", "main")
    commit(folder, {"plan.yaml": REWORDED.replace("落实经费", "保障经费")}, "主线")
    run("git-setup", "--hook")
    hooks = {path.name for path in (folder / ".git/hooks").iterdir() if path.suffix != ".sample"}
    assert hooks == {"pre-commit", "commit-msg" if is_old else "pre-merge-commit"}
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git(folder, "merge", "--no-edit", "别处")
    assert "plan.yaml:27:11: DM201 " in caught.value.stderr.decode()
    assert git(folder, "log", "-1", "--format=%s") == "主线\n"
    run("git-setup", "--undo")
    assert not hooks & {path.name for path in (folder / ".git/hooks").iterdir()}


@pytest.mark.usefixtures("program")
def test_the_hook_looks_at_an_octopus(run: Runner, folder: Path) -> None:
    """It asks no driver: one branch takes out a unit that another puts on a task."""
    for branch, text in (
        ("一处", PLAN + "    join: 市卫计局\n"),
        ("二处", PLAN.replace("  市卫计局:\n", "")),
    ):
        git(folder, "checkout", "--quiet", "-b", branch, "main")
        commit(folder, {"plan.yaml": text}, branch)
    git(folder, "checkout", "--quiet", "main")
    run("git-setup", "--hook")
    before = git(folder, "rev-parse", "HEAD")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git(folder, "merge", "--no-edit", "一处", "二处")
    assert "DM201" in caught.value.stderr.decode()
    assert git(folder, "rev-parse", "HEAD") == before


@pytest.mark.usefixtures("program")
def test_the_hook_looks_at_what_one_file_is_committed_with(run: Runner, folder: Path) -> None:
    run("git-setup", "--hook")
    (folder / "plan.yaml").write_text(PLAN + "    join: 没有\n", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        git(folder, "commit", "--quiet", "-m", "错", "plan.yaml")
    (folder / "plan.yaml").write_text(PLAN + "    join: 市司法局\n", encoding="utf-8")
    (folder / "乙.txt").write_text("乙", encoding="utf-8")
    git(folder, "add", "乙.txt")
    git(folder, "commit", "--quiet", "-m", "对", "plan.yaml")


def test_a_bare_repository_has_no_use_for_a_hook(
    run: Runner, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    code, _out, err = run("git-setup", "--hook")
    assert (code, "use git-setup --hook in the clones" in err) == (2, True)
    assert "dutymatrix" not in git(tmp_path / "bare.git", "config", "--list")


@pytest.mark.usefixtures("no_program")
def test_the_hook_lets_pass_where_the_program_is_missing(run: Runner, folder: Path) -> None:
    run("git-setup", "--hook")
    (folder / "plan.yaml").write_text("title: [", encoding="utf-8")
    git(folder, "commit", "--quiet", "-am", "没有程序")


def test_a_hook_of_others_stays(run: Runner, folder: Path) -> None:
    hook = folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    code, _out, err = run("git-setup", "--hook")
    assert code == 2
    assert " -P -m dutymatrix check --staged || exit 1\n" in err
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"
    # Nothing else was done, either.
    assert "dutymatrix" not in git(folder, "config", "--list")


def test_a_hook_edited_since_stays(run: Runner, folder: Path) -> None:
    run("git-setup", "--hook")
    hook = folder / ".git/hooks/pre-commit"
    hook.write_text(hook.read_text(encoding="utf-8") + "make lint\n", encoding="utf-8")
    assert f"{hook} was edited since; it stays\n" in run("git-setup", "--undo").err
    assert "make lint" in hook.read_text(encoding="utf-8")


def test_a_hook_of_an_older_version_is_renewed_unasked(run: Runner, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "_HOOK", "exit 0\n")
        run("git-setup", "--hook")
    assert run("git-setup").err == "git knows plans now\n"
    assert "check --staged" in (folder / ".git/hooks/pre-commit").read_text(encoding="utf-8")
    assert run("git-setup").err == "there is nothing to do\n"


def test_hooks_stand_where_the_repository_says(run: Runner, folder: Path) -> None:
    git(folder, "config", "core.hooksPath", "钩子")
    assert run("git-setup", "--hook").code == 0
    assert os.access(folder / "钩子/pre-commit", os.X_OK)


def test_hooks_of_all_repositories_are_not_this_ones(
    run: Runner, folder: Path, tmp_path: Path
) -> None:
    code, _out, err = run("git-setup", "--global", "--hook")
    assert (code, "no folder for the hooks of all repositories" in err) == (2, True)
    git(folder, "config", "--global", "core.hooksPath", str(tmp_path / "hooks"))
    code, _out, err = run("git-setup", "--hook")
    assert (code, "with those of others" in err) == (2, True)
    assert run("git-setup", "--global", "--hook").code == 0
    assert (tmp_path / "hooks/pre-commit").exists()
    run("git-setup", "--global", "--undo")
    assert not (tmp_path / "hooks/pre-commit").exists()
