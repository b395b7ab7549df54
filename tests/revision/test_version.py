"""Versions as people name them: files, revisions, days, what is staged."""

from datetime import date
from pathlib import Path

import pytest

from dutymatrix.error import DutymatrixError, UnreadableFileError
from dutymatrix.revision.git import NoForkError, NoRepositoryError
from dutymatrix.revision.version import (
    DaySide,
    FileSide,
    ForkSide,
    NotADayError,
    NotAVersionError,
    NotInVersionError,
    RevisionSide,
    Side,
    StagedSide,
    parse_side,
    read_side,
    split_range,
)
from git_history import commit, commit_staged, git, make_history


@pytest.fixture
def plan_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in a repository, its folder the current one."""
    folder = tmp_path / "库"
    make_history(folder, "一\n", "一\n二\n", "一\n二\n三\n")
    monkeypatch.chdir(folder)
    return folder / "plan.yaml"


@pytest.mark.usefixtures("plan_path")
@pytest.mark.parametrize(
    ("typed", "side"),
    [
        pytest.param("plan.yaml", FileSide(Path("plan.yaml")), id="a file"),
        pytest.param("HEAD~1", RevisionSide("HEAD~1"), id="a revision"),
        pytest.param("v1:子/方案.yaml", RevisionSide("v1", "子/方案.yaml"), id="a path in one"),
        pytest.param("v1:", RevisionSide("v1"), id="no path in one"),
        pytest.param("@2018-12-31", DaySide(date(2018, 12, 31)), id="a day"),
        pytest.param("@2018-12-31:a.yaml", DaySide(date(2018, 12, 31), "a.yaml"), id="then"),
        pytest.param("@2018-06", DaySide(date(2018, 6, 30)), id="a month"),
        pytest.param("@2018年6月", DaySide(date(2018, 6, 30)), id="a month in words"),
        pytest.param("@2018", DaySide(date(2018, 12, 31)), id="a year"),
        pytest.param(":/印发：a", RevisionSide(":/印发：a"), id="what a commit says"),
        pytest.param(":/a:b", RevisionSide(":/a:b"), id="with a colon"),
        pytest.param("@", RevisionSide("@"), id="HEAD"),
        pytest.param("@{1}", RevisionSide("@{1}"), id="the reflog"),
        pytest.param(":plan.yaml", StagedSide("plan.yaml"), id="staged"),
        pytest.param(":0:plan.yaml", StagedSide("plan.yaml"), id="staged, in full"),
    ],
)
def test_an_argument_is_a_file_a_revision_a_day_or_what_is_staged(typed: str, side: Side) -> None:
    assert parse_side(typed) == side


def test_an_existing_file_beats_a_revision(plan_path: Path) -> None:
    git(plan_path.parent, "tag", "v1")
    (plan_path.parent / "v1").write_text("", encoding="utf-8")
    (plan_path.parent / "a..b").write_text("", encoding="utf-8")
    assert parse_side("v1") == FileSide(Path("v1"))
    assert split_range("a..b") is None


@pytest.mark.parametrize("typed", ["@20", "@2018-13-01", "@2018-W01-1", "@2018年前"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(NotADayError, match="for example @2018-12-31"):
        parse_side(typed)


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("v1..v2", (RevisionSide("v1"), RevisionSide("v2"))),
        ("v1..", (RevisionSide("v1"), RevisionSide("HEAD"))),
        ("..v2", (RevisionSide("HEAD"), RevisionSide("v2"))),
        ("v1...v2", (ForkSide("v1", "v2"), RevisionSide("v2"))),
        ("...v2", (ForkSide("HEAD", "v2"), RevisionSide("v2"))),
        ("@2018-06..HEAD", (DaySide(date(2018, 6, 30)), RevisionSide("HEAD"))),
        ("HEAD", None),
        ("../plan.yaml", None),
        ("v1:../plan.yaml", None),
        ("a/../plan.yaml", None),
    ],
)
def test_dots_name_both_versions(typed: str, ends: tuple[Side, Side] | None) -> None:
    assert split_range(typed) == ends


def test_three_dots_are_what_a_branch_brings(plan_path: Path) -> None:
    folder = plan_path.parent
    git(folder, "checkout", "--quiet", "-b", "草案", "HEAD~1")
    commit(folder, {"plan.yaml": "一\n二\n草案\n"}, "草案")
    sides = split_range("main...草案")
    assert sides
    old, new = (read_side(side, plan_path) for side in sides)
    assert (old.data.decode(), new.data.decode()) == ("一\n二\n", "一\n二\n草案\n")
    git(folder, "checkout", "--quiet", "--orphan", "别处")
    commit(folder, {"plan.yaml": "别处\n"}, "别处")
    with pytest.raises(NoForkError, match=r"main\.\.别处"):
        read_side(ForkSide("main", "别处"), plan_path)


def test_a_commit_is_named_by_what_it_says(plan_path: Path) -> None:
    assert read_side(parse_side(":/版本 2"), plan_path).data.decode() == "一\n二\n"
    with pytest.raises(NotAVersionError):
        read_side(parse_side(":/没有"), plan_path)


def test_one_date_counts_and_is_shown(plan_path: Path) -> None:
    """Written in January, taken into the plan's line in March."""
    folder = plan_path.parent
    words = ("commit", "--quiet", "--allow-empty", "-m", "补")
    git(folder, *words, GIT_AUTHOR_DATE="2018-01-15 12:00", GIT_COMMITTER_DATE="2018-03-20 12:00")
    version = read_side(parse_side("@2018-03-31"), plan_path)
    assert version.label.endswith(", 2018-03-20)")
    assert read_side(parse_side("@2018-03-19"), plan_path).label.endswith(", 2018-03-01)")


@pytest.mark.parametrize(
    ("typed", "label", "data", "file"),
    [
        pytest.param("plan.yaml", "plan.yaml", "一\n二\n三\n", "plan.yaml", id="file"),
        pytest.param("v2", "v2 ({}, 2018-02-01)", "一\n二\n", "v2:plan.yaml", id="revision"),
        pytest.param(
            "@2018-02-28",
            "@2018-02-28 ({}, 2018-02-01)",
            "一\n二\n",
            "@2018-02-28:plan.yaml",
            id="day",
        ),
        pytest.param("v2:plan.yaml", "v2 ({}, 2018-02-01)", "一\n二\n", "v2:plan.yaml", id="path"),
        pytest.param(
            "v2:./plan.yaml", "v2 ({}, 2018-02-01)", "一\n二\n", "v2:plan.yaml", id="here"
        ),
        pytest.param(":plan.yaml", "staged", "四\n", ":plan.yaml", id="staged"),
    ],
)
def test_a_version_is_bytes_with_names_for_people_and_findings(
    plan_path: Path, typed: str, label: str, data: str, file: str
) -> None:
    folder = plan_path.parent
    git(folder, "tag", "v2", "HEAD~1")
    plan_path.write_text("四\n", encoding="utf-8")
    git(folder, "add", ".")
    plan_path.write_text("一\n二\n三\n", encoding="utf-8")
    version = read_side(parse_side(typed), plan_path)
    short = git(folder, "rev-parse", "--short", "HEAD~1").strip()
    assert (version.label, version.data.decode(), version.file) == (label.format(short), data, file)
    assert version.former_path is None


def test_the_plan_is_followed_to_the_name_it_had(plan_path: Path) -> None:
    git(plan_path.parent, "mv", "plan.yaml", "新.yaml")
    commit_staged(plan_path.parent, "改名")
    version = read_side(parse_side("HEAD~1"), plan_path.with_name("新.yaml"))
    assert (version.file, version.former_path) == ("HEAD~1:plan.yaml", "plan.yaml")
    # A path that is typed is taken as it is.
    with pytest.raises(NotInVersionError, match=r"新.yaml is not in HEAD~1"):
        read_side(parse_side("HEAD~1:新.yaml"), plan_path)


@pytest.mark.parametrize(
    ("typed", "error", "said"),
    [
        ("nope", NotAVersionError, "nope is neither a file nor a revision"),
        ("nope:plan.yaml", NotAVersionError, "nope:plan.yaml is neither"),
        ("方案.docx", NotAVersionError, "方案.docx is neither a file nor a revision"),
        ("--all", NotAVersionError, "--all is neither"),
        ("", NotAVersionError, '"" is neither'),
        ("HEAD:没有.yaml", NotInVersionError, "没有.yaml is not in HEAD"),
        (":没有.yaml", NotInVersionError, "没有.yaml is not in what is staged"),
        ("HEAD:../plan.yaml", NoRepositoryError, "is not in a git repository"),
        (".", UnreadableFileError, "this is a folder"),
    ],
)
def test_what_names_no_version_is_refused(
    plan_path: Path, typed: str, error: type[DutymatrixError], said: str
) -> None:
    with pytest.raises(error, match=said):
        read_side(parse_side(typed), plan_path)


def test_without_a_repository_only_files_are_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAVersionError, match="HEAD is neither"):
        read_side(parse_side("HEAD"), tmp_path / "plan.yaml")
    with pytest.raises(NoRepositoryError):
        read_side(parse_side("@2018-01-01"), tmp_path / "plan.yaml")


def test_a_bare_repository_has_versions_too(
    plan_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(plan_path.parent), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    assert read_side(parse_side("HEAD~2"), Path("plan.yaml")).data == "一\n".encode()
