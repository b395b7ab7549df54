"""Git asked through its program: commits, files in them, the history of a path."""

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.revision.git import (
    Change,
    Commit,
    GitMissingError,
    MissingObjectError,
    NoCommitBeforeError,
    NoCommitError,
    NoRepositoryError,
    NotAFileError,
    Repository,
    UnknownRevisionError,
    UnmergedError,
)
from git_history import commit, commit_staged, git, make_history, make_repository

TEXT = "".join(f"第{n}行\n" for n in range(1, 9))


def told(changes: "list[Change]") -> list[tuple[str, str | None, str]]:
    """Subject, the path before and the path after of each change."""
    return [(change.commit.subject, change.old_path, change.path) for change in changes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with three versions of a plan, in a folder with Chinese and a blank."""
    folder = tmp_path / "方案 库"
    make_history(folder, "一\n", "一\n二\n", "一\n二\n三\n")
    return folder


# Where the repository is.


def test_a_file_stands_in_its_repository_whether_it_exists_or_not(folder: Path) -> None:
    for path in (folder, folder / "plan.yaml", folder / "没有" / "plan.yaml"):
        repository = Repository.discover(path)
        assert repository.top == folder
        assert repository.git_dir == folder / ".git"
    assert repository.path_of(folder / "子" / "方案.yaml") == "子/方案.yaml"
    with pytest.raises(NoRepositoryError):
        repository.path_of(folder.parent / "plan.yaml")


def test_outside_of_repositories_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoRepositoryError, match="is not in a git repository"):
        Repository.discover(tmp_path / "plan.yaml")


def test_without_git_an_error_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(GitMissingError, match="git was not found"):
        Repository.discover(folder)


def test_a_program_in_the_current_folder_is_not_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = folder / "git"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitMissingError):
        Repository.discover(folder)


def test_a_bare_clone_has_no_work_tree(folder: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), "bare.git")
    repository = Repository.discover(tmp_path / "bare.git")
    assert repository.top is None
    assert repository.path_of("plan.yaml") == "plan.yaml"
    assert len(list(repository.log("plan.yaml"))) == 3


def test_a_linked_work_tree_and_a_submodule_are_their_own(folder: Path, tmp_path: Path) -> None:
    git(folder, "worktree", "add", "--quiet", "-b", "草案", str(tmp_path / "草案"))
    assert Repository.discover(tmp_path / "草案" / "plan.yaml").top == tmp_path / "草案"
    outer = make_repository(tmp_path / "outer")
    allow = ("-c", "protocol.file.allow=always")
    git(outer, *allow, "submodule", "--quiet", "add", str(folder), "sub")
    inner = Repository.discover(outer / "sub" / "plan.yaml")
    assert inner.top == outer / "sub"
    assert inner.path_of(outer / "sub" / "plan.yaml") == "plan.yaml"


class TestInAHook:
    """A hook runs at the root of the work tree, with GIT_DIR and GIT_INDEX_FILE set."""

    @pytest.fixture(autouse=True)
    def hook(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("GIT_DIR", ".git")
        monkeypatch.setenv("GIT_PREFIX", "")

    def test_its_index_is_the_one_that_is_read(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "plan.yaml").write_text("四\n", encoding="utf-8")
        git(folder, "add", ".", GIT_INDEX_FILE=".git/other-index")
        assert Repository.discover("plan.yaml").read_index("plan.yaml") != "四\n".encode()
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/other-index")
        assert Repository.discover("plan.yaml").read_index("plan.yaml") == "四\n".encode()

    def test_another_repository_is_not_taken_for_it(self, folder: Path, tmp_path: Path) -> None:
        other = tmp_path / "other"
        make_history(other, "别的\n")
        inner = folder / "里面"
        git(folder, "init", "--quiet", str(inner))
        assert Repository.discover(other / "plan.yaml").top == other
        assert Repository.discover(inner / "plan.yaml").top == inner

    def test_a_work_tree_without_a_git_folder_is_found_by_it(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_DIR", str(folder / ".git"))
        monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "home"))
        (tmp_path / "home").mkdir()
        repository = Repository.discover(tmp_path / "home" / "plan.yaml")
        assert repository.path_of(tmp_path / "home" / "plan.yaml") == "plan.yaml"
        assert repository.resolve("HEAD").subject == "版本 3"


# Commits.


def test_a_commit_says_who_wrote_what_when(folder: Path) -> None:
    found = Repository.discover(folder).resolve("HEAD~1")
    assert found == Commit(
        id=git(folder, "rev-parse", "HEAD~1").strip(),
        short=git(folder, "rev-parse", "--short", "HEAD~1").strip(),
        parents=(git(folder, "rev-parse", "HEAD~2").strip(),),
        author="张三",
        date=found.date,
        subject="版本 2",
    )
    assert found.date.isoformat() == "2018-02-01T12:00:00+08:00"


@pytest.mark.parametrize(
    "setting",
    ["i18n.logOutputEncoding=GBK", "log.showSignature=true", "color.ui=always", "core.abbrev=40"],
)
def test_settings_do_not_change_what_is_read(folder: Path, setting: str) -> None:
    git(folder, "config", *setting.split("="))
    repository = Repository.discover(folder)
    assert [c.commit.subject for c in repository.log("plan.yaml")] == ["版本 3", "版本 2", "版本 1"]


def test_tags_and_branches_may_be_chinese(folder: Path) -> None:
    git(folder, "tag", "印发稿", "HEAD~2")
    assert Repository.discover(folder).resolve("印发稿").subject == "版本 1"


@pytest.mark.parametrize(
    "typed", ["nope", "-x", "--all", "", "HEAD:plan.yaml", "HEAD HEAD~1", "HEAD\n", "HEAD~9"]
)
def test_what_is_no_revision_is_refused(folder: Path, typed: str) -> None:
    with pytest.raises(UnknownRevisionError, match="there is no revision"):
        Repository.discover(folder).resolve(typed)


def test_a_misspelt_revision_is_answered_with_the_likely_one(folder: Path) -> None:
    git(folder, "tag", "v2018")
    with pytest.raises(UnknownRevisionError, match=r"did you mean v2018\?"):
        Repository.discover(folder).resolve("v2081")


def test_without_commits_there_is_no_revision(tmp_path: Path) -> None:
    repository = Repository.discover(make_repository(tmp_path / "new"))
    with pytest.raises(NoCommitError, match="nothing has been committed yet"):
        repository.resolve("HEAD")


@pytest.mark.parametrize(
    ("day", "subject"),
    [
        pytest.param(date(2018, 1, 31), "版本 1", id="between"),
        pytest.param(date(2018, 2, 1), "版本 2", id="on the day itself"),
        pytest.param(date(9999, 12, 31), "版本 3", id="far ahead"),
    ],
)
def test_a_day_is_the_last_commit_up_to_its_end(folder: Path, day: date, subject: str) -> None:
    assert Repository.discover(folder).commit_before(day).subject == subject


def test_before_the_first_commit_there_is_nothing(folder: Path) -> None:
    with pytest.raises(NoCommitBeforeError, match="the first is of 2018-01-01"):
        Repository.discover(folder).commit_before(date(2017, 12, 31))


def test_a_day_knows_nothing_of_what_was_merged_later(folder: Path) -> None:
    git(folder, "checkout", "--quiet", "-b", "草案")
    commit(folder, {"b.txt": "草案"}, "草案", "2018-04-01")
    git(folder, "checkout", "--quiet", "main")
    commit(folder, {"a.txt": "甲"}, "主线", "2018-03-02")
    time = "2018-05-01 12:00:00 +0800"
    merge = ("merge", "--quiet", "--no-edit", "草案")
    git(folder, *merge, GIT_AUTHOR_DATE=time, GIT_COMMITTER_DATE=time)
    assert Repository.discover(folder).commit_before(date(2018, 4, 15)).subject == "主线"


def test_a_shallow_clone_says_that_it_is_cut_off(folder: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{folder}", "shallow")
    repository = Repository.discover(tmp_path / "shallow")
    assert repository.is_shallow()
    assert len(list(repository.log("plan.yaml"))) == 1
    with pytest.raises(NoCommitBeforeError, match="--unshallow"):
        repository.commit_before(date(2018, 1, 15))
    with pytest.raises(UnknownRevisionError, match="--unshallow"):
        repository.resolve("HEAD~1")


# Content.


def test_a_file_is_read_from_a_commit_and_from_what_is_staged(folder: Path) -> None:
    repository = Repository.discover(folder)
    assert repository.read(repository.resolve("HEAD~1"), "plan.yaml") == "一\n二\n".encode()
    assert repository.read(repository.resolve("HEAD"), "没有.yaml") is None
    (folder / "plan.yaml").write_bytes(b"staged\n")
    git(folder, "add", ".")
    (folder / "plan.yaml").write_bytes(b"not staged\n")
    assert repository.read_index("plan.yaml") == b"staged\n"
    assert repository.read_index("没有.yaml") is None


def test_a_path_is_taken_as_it_is(folder: Path) -> None:
    commit(folder, {"[a]*.yaml": "星\n", "a.yaml": "甲\n", "子 目录/“方案”.yaml": "引\n"}, "路径")
    repository = Repository.discover(folder)
    head = repository.resolve("HEAD")
    assert repository.read(head, "[a]*.yaml") == "星\n".encode()
    assert repository.read(head, "子 目录/“方案”.yaml") == "引\n".encode()
    assert repository.read(head, "*.yaml") is None


def test_folders_and_links_are_no_files(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("plan.yaml")
    commit(folder, {"子/plan.yaml": "一\n"}, "链接")
    repository = Repository.discover(folder)
    for path in ("子", "link.yaml"):
        with pytest.raises(NotAFileError, match="is not a regular file"):
            repository.read(repository.resolve("HEAD"), path)
    with pytest.raises(NotAFileError):
        repository.read_index("link.yaml")


def test_an_unsettled_merge_has_nothing_staged(folder: Path) -> None:
    git(folder, "checkout", "--quiet", "-b", "草案", "HEAD~1")
    commit(folder, {"plan.yaml": "一\n二\n丙\n"}, "草案")
    with pytest.raises(subprocess.CalledProcessError):
        git(folder, "merge", "main")
    with pytest.raises(UnmergedError, match="has a merge conflict"):
        Repository.discover(folder).read_index("plan.yaml")


def test_contents_come_in_the_order_asked_for_from_one_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository.discover(folder)
    blobs = [change.blob for change in repository.log("plan.yaml") if change.blob]
    started: list[object] = []
    popen = subprocess.Popen

    def counted(*args: Any, **options: Any) -> "subprocess.Popen[bytes]":  # noqa: ANN401
        started.append(args)
        return popen(*args, **options)

    monkeypatch.setattr(subprocess, "Popen", counted)
    contents = [data.decode() for data in repository.cat_blobs([*blobs, blobs[0]])]
    assert contents == ["一\n二\n三\n", "一\n二\n", "一\n", "一\n二\n三\n"]
    assert len(started) == 1
    # Who has seen enough may stop.
    assert next(repository.cat_blobs(blobs)) == "一\n二\n三\n".encode()
    with pytest.raises(MissingObjectError, match="git fetch"):
        list(repository.cat_blobs(["1" * 40]))


# The history of a path.


def test_the_log_has_what_was_before_and_after(folder: Path) -> None:
    commit(folder, {"other.txt": "别的"}, "与方案无关")
    repository = Repository.discover(folder)
    changes = list(repository.log("plan.yaml"))
    subjects = [change.commit.subject for change in changes]
    assert subjects == ["版本 3", "版本 2", "版本 1"]
    assert [change.old_blob for change in changes] == [changes[1].blob, changes[2].blob, None]
    assert repository.last_change("plan.yaml") == changes[0]
    assert repository.last_change("没有.yaml") is None


def test_a_file_is_followed_through_its_renames(folder: Path) -> None:
    commit(folder, {"plan.yaml": TEXT}, "写成")
    git(folder, "mv", "plan.yaml", "方案.yaml")
    commit(folder, {"方案.yaml": TEXT.replace("第8行", "第八行")}, "改名并修改")
    commit(folder, {"方案.yaml": TEXT + "九\n"}, "再改")
    (folder / "2018 年").mkdir()
    git(folder, "mv", "方案.yaml", "2018 年/方案.yaml")
    commit_staged(folder, "归档")
    repository = Repository.discover(folder)
    new = "2018 年/方案.yaml"
    assert told(list(repository.log(new)))[:4] == [
        ("归档", "方案.yaml", new),
        ("再改", "方案.yaml", "方案.yaml"),
        ("改名并修改", "plan.yaml", "方案.yaml"),
        ("写成", "plan.yaml", "plan.yaml"),
    ]
    assert repository.path_at(repository.resolve("HEAD~3"), new) == "plan.yaml"
    assert repository.path_at(repository.resolve("HEAD"), new) == new
    assert repository.path_at(repository.resolve("HEAD"), "没有.yaml") is None


def test_a_staged_rename_is_followed_and_one_on_another_branch(folder: Path) -> None:
    repository = Repository.discover(folder)
    git(folder, "mv", "plan.yaml", "新.yaml")
    assert repository.path_at(repository.resolve("HEAD~1"), "新.yaml") == "plan.yaml"
    git(folder, "checkout", "--quiet", "-b", "草案")
    commit_staged(folder, "改名")
    git(folder, "checkout", "--quiet", "main")
    assert repository.path_at(repository.resolve("草案"), "plan.yaml") == "新.yaml"


def test_an_older_file_of_the_same_name_is_another(folder: Path) -> None:
    (folder / "2017").mkdir()
    git(folder, "mv", "plan.yaml", "2017/plan.yaml")
    commit_staged(folder, "归档")
    commit(folder, {"plan.yaml": "新方案\n"}, "新方案")
    commit(folder, {"plan.yaml": "新方案\n二\n"}, "新方案改")
    repository = Repository.discover(folder)
    assert [s for s, _old, _new in told(list(repository.log("plan.yaml")))] == [
        "新方案改",
        "新方案",
    ]
    assert [s for s, _old, _new in told(list(repository.log("2017/plan.yaml")))] == [
        "归档",
        "版本 3",
        "版本 2",
        "版本 1",
    ]


def test_a_file_that_was_removed_and_restored_keeps_its_history(folder: Path) -> None:
    commit(folder, {"plan.yaml": None}, "误删")
    commit(folder, {"plan.yaml": "一\n二\n三\n"}, "恢复")
    changes = list(Repository.discover(folder).log("plan.yaml"))
    assert [change.commit.subject for change in changes][:3] == ["恢复", "误删", "版本 3"]
    assert (changes[0].old_blob, changes[1].blob) == (None, None)


def test_both_sides_of_a_merge_are_in_the_log_and_one_by_first_parents(folder: Path) -> None:
    commit(folder, {"plan.yaml": TEXT}, "写成")
    git(folder, "checkout", "--quiet", "-b", "草案")
    commit(folder, {"plan.yaml": TEXT + "尾\n"}, "草案改")
    git(folder, "checkout", "--quiet", "main")
    git(folder, "mv", "plan.yaml", "新.yaml")
    commit(folder, {"新.yaml": "头\n" + TEXT}, "主线改名")
    git(folder, "merge", "--quiet", "--no-edit", "-m", "合并", "草案")
    repository = Repository.discover(folder)
    both = told(list(repository.log("新.yaml")))
    assert both[0][0] in {"主线改名", "草案改"}
    assert {("主线改名", "plan.yaml", "新.yaml"), ("草案改", "plan.yaml", "plan.yaml")} < set(both)
    line = told(list(repository.log("新.yaml", first_parent=True)))
    assert [subject for subject, _old, _new in line][:3] == ["合并", "主线改名", "写成"]
