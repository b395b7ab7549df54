"""`restore`: one task comes back, and nothing else changes."""

from pathlib import Path

import pytest

from git_history import commit, git, make_repository
from program import ROOT, Runner
from revisions import revise

OURS = (ROOT / "plan.yaml").read_text(encoding="utf-8").replace("\r\n", "\n")
LEAD = "- title: 落实禁毒工作经费保障\n"
COMMENTED = OURS.replace(f"  {LEAD}", f"  # 财政局来电确认\n  {LEAD}")
REVISED = revise(COMMENTED).replace("  # 财政局来电确认\n", "")


@pytest.fixture
def folder(environment: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The plan as issued, tagged v1, and its revision."""
    folder = make_repository(tmp_path / "库")
    environment.chdir(folder)
    commit(folder, {"plan.yaml": COMMENTED}, "印发", "2018-01-01")
    git(folder, "tag", "v1")
    commit(folder, {"plan.yaml": REVISED}, "修订", "2018-02-01")
    return folder


def changed(before: str, after: str) -> set[str]:
    """Lines that are in only one of two texts."""
    return {*before.splitlines()} ^ {*after.splitlines()}


def test_a_task_that_changed_comes_back_with_its_comments(run: Runner, folder: Path) -> None:
    code, out, err = run("restore", "一·6", "--from", "v1", "--dry-run")
    assert code == 0
    assert "+  # 财政局来电确认\n" in out
    assert "+    lead: 市财政局\n" in out
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == REVISED
    code, out, err = run("restore", "一·6", "--from", "v1")
    assert (code, out) == (0, "")
    assert err.startswith("（一）6 落实禁毒工作经费保障, as in v1 (")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert changed(REVISED, text) == {"  # 财政局来电确认"}
    assert run("diff", "v1", "--only", "lead_changed", "-f", "csv").out.count("\n") == 1
    assert "already" in run("restore", "一·6", "--from", "v1").err


def test_a_task_that_is_gone_comes_back_behind_what_it_stood_behind(
    run: Runner, folder: Path
) -> None:
    assert run("restore", "一·8", "--from", "@2018-01-15").code == 0
    out = run("diff", "v1", "--only", "removed,moved,reordered", "-f", "csv").out
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == ["移至他处"]
    assert run("check").code == 0


@pytest.mark.parametrize("is_windows", [False, True], ids=["LF", "CRLF"])
def test_units_come_back_to_their_place_and_new_names_stay(
    run: Runner, folder: Path, is_windows: bool
) -> None:
    """市财政局 is out of the plan, 市禁毒办 has another name, and both were in the task."""
    gone = {"市财政局", "市财政局:"}
    lines = [line for line in REVISED.splitlines() if line.strip(" -") not in gone]
    text = ("\n".join(lines) + "\n").replace("lead: 市财政局", "lead: 市文明办")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    assert run("check").code == 0, run("check").out
    assert run("rename-unit", "市禁毒办", "市禁毒委办").code == 0
    path = folder / "plan.yaml"
    if is_windows:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    code, _out, err = run("restore", "一·6", "--from", "v1")
    assert code == 0, err
    assert "came back into the roster: 市财政局\n" in err
    data = path.read_bytes()
    assert (b"\r\n" in data, b"\r\r" in data) == (is_windows, False)
    assert data.count(b"\r\n") in {0, data.count(b"\n")}
    roster = [line.strip() for line in data.decode().splitlines()]
    before = [line.strip() for line in COMMENTED.splitlines()]
    place = before.index("市财政局:")
    assert roster[roster.index("市财政局:") - 1] == before[place - 1]
    told = run("task", "一·6", "-f", "json").out
    assert "市禁毒委办" in told and "市财政局" in told


def test_what_cannot_be_restored_is_refused_and_nothing_is_written(
    run: Runner, folder: Path
) -> None:
    for words, said in (
        (["9.9", "--from", "v1"], "there is no task 9.9"),
        (["一·6", "--from", "没有"], "neither a file nor a revision"),
    ):
        code, out, err = run("restore", *words)
        assert (code, out, said in err) == (2, "", True), err
    other = "title: 方案\nunits:\n  甲局:\ntasks:\n- title: 别的\n  lead: 甲局\n"
    (folder / "plan.yaml").write_text(other, encoding="utf-8")
    code, _out, err = run("restore", "一·8", "--from", "v1")
    assert (code, "which has no place for it now" in err) == (2, True)


def test_who_took_which_task_over_follows_the_numbers(
    run: Runner, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = make_repository(tmp_path / "改革")
    environment.chdir(folder)
    first = "- title: 甲\n  lead: 市公安局\n\n"
    issued = f"title: 方案\nunits:\n  市公安局:\n  市农业局:\n{{}}tasks:\n{first}"
    issued += "- title: 乙\n  lead: 市农业局\n"
    commit(folder, {"plan.yaml": issued.format("")}, "印发", "2018-01-01")
    heirs = (
        "    until: 2019-03-30\n    succeeded_by: [市农业农村局, 市水务局]\n"
        "    tasks:\n      {}: 市水务局  # 三定方案\n  市农业农村局:\n  市水务局:\n"
    )
    reformed = issued.format(heirs)
    commit(folder, {"plan.yaml": reformed.replace(first, "").format(1)}, "改革", "2019-04-01")
    assert run("restore", "1", "--from", "HEAD~1").code == 0
    assert (folder / "plan.yaml").read_text("utf-8") == reformed.format(2)
