"""`verify` as it is typed."""

import json
from pathlib import Path

import pytest

from git_history import commit, make_repository
from program import ROOT, PlanFile, Runner

SOURCE = ROOT / "tests" / "data" / "plan-source.txt"
OURS = (ROOT / "plan.yaml").read_text(encoding="utf-8")


def test_command(run: Runner, here: Path) -> None:
    code, out, err = run("verify", str(SOURCE))
    assert (code, out) == (0, "")
    assert err.endswith("43 lists, 189 assignments; no difference\n")


def test_command_finds_a_fault(run: Runner, plan_file: PlanFile) -> None:
    path = plan_file(OURS.replace("    - 市文明办\n", "", 1))
    code, out, err = run("--plan", str(path), "verify", str(SOURCE))
    assert code == 1
    assert "DM310 error" in out
    assert "1 difference" in err
    code, out, _err = run("--plan", str(path), "verify", str(SOURCE), "-f", "json")
    assert code == 1
    assert '"code": "DM310"' in out
    out = run("--plan", str(path), "verify", str(SOURCE), "-f", "jsonl").out
    assert out.startswith('{"code": "DM310"')


def test_a_text_without_preamble_is_asked_for_everything(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    document = tmp_path / "方案.txt"
    document.write_text(
        "云江市防控措施\n一、压实责任。抓好落实。（市公安局牵头）\n", encoding="utf-8"
    )
    kept = run("import", str(document)).out
    path = plan_file(kept)
    assert run("--plan", str(path), "verify", str(document)).code == 0
    path = plan_file(kept.replace("units:", "preamble: 谁也没有说过的话。\nunits:", 1))
    code, out, err = run("--plan", str(path), "verify", str(document))
    assert code == 1
    assert "谁也没有说过的话" in out
    assert "only they were compared" not in err


def test_a_table_that_was_not_read_is_not_passed_over_in_silence(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    document = tmp_path / "方案.md"
    text = "# 云江市防控措施\n\n一、压实责任。抓好落实。（市公安局牵头）\n"
    document.write_text(text + "\n| 任务 | 牵头单位 |\n|---|---|\n| 甲 | 市司法局 |\n", "utf-8")
    path = plan_file(run("import", str(document)).out)
    done = run("--plan", str(path), "verify", str(document))
    assert done.code == 0
    assert "1 table of the document was not read, and not compared\n" in done.err


def test_what_only_looks_like_a_list_is_waived_beside_its_task(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    document = tmp_path / "方案.txt"
    text = "云江市防控措施\n一、会商（市公安局、市司法局）制度。（市公安局牵头）\n"
    document.write_text(text, encoding="utf-8")
    kept = run("import", str(document)).out
    path = plan_file(kept)
    done = run("--plan", str(path), "verify", str(document))
    assert (done.code, done.out.count("DM311")) == (1, 1)
    path = plan_file(kept.replace("tasks:\n", "tasks:\n# dm: ignore DM305 举例\n", 1))
    assert run("--plan", str(path), "verify", str(document)).code == 0
    assert run("check", str(path), "--strict").err.endswith("0 errors, 0 warnings\n")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our plan in a repository, whose folder is the current one."""
    folder = make_repository(tmp_path / "库")
    commit(folder, {"plan.yaml": OURS}, "印发")
    monkeypatch.chdir(folder)
    return folder


SHORT = {"docx": "docx", "xlsx": "xlsxwriter", "html": "json"}


@pytest.mark.parametrize("suffix", SHORT)
def test_a_paper_says_which_version_it_was_made_from(run: Runner, kept: Path, suffix: str) -> None:
    pytest.importorskip(SHORT[suffix])
    paper = f"a.{suffix}"
    assert run("duties", "市妇联", "-o", paper).code == 0
    first = Path(paper).read_bytes()
    code, out, err = run("verify", paper, lang="zh_CN")
    assert (code, err) == (0, "")
    assert "由当前方案文件生成" in out
    assert "（2018-01-01）" in out.replace(" (", "（").replace(")", "）")
    # What is committed needs no name of its commit.
    assert run("duties", "市妇联", "-o", paper).code == 0
    assert Path(paper).read_bytes() == first
    commit(kept, {"plan.yaml": OURS.replace("打造", "建设", 1)}, "改", "2018-06-01")
    code, out, _err = run("verify", paper)
    assert code == 1
    assert "(2018-01-01); the plan has changed since" in out
    assert run("--plan", "HEAD~1", "duties", "市妇联", "-o", paper).code == 0
    assert "(2018-01-01); the plan has changed since" in run("verify", paper).out


def test_a_paper_of_what_was_never_committed_stands_between_two(run: Runner, kept: Path) -> None:
    (kept / "plan.yaml").write_text(OURS.replace("打造", "建设", 1), encoding="utf-8")
    assert run("tasks", "市妇联", "-o", "a.html", "--stamp").code == 0
    assert "2018-01-01 版方案文件" in Path("a.html").read_text("utf-8")
    assert "未提交的修改" in Path("a.html").read_text("utf-8")
    code, out, _err = run("verify", "a.html")
    assert (code, "which is not committed" in out) == (0, True)
    (kept / "plan.yaml").write_text(OURS.replace("打造", "创建", 1), encoding="utf-8")
    code, out, _err = run("verify", "a.html")
    assert (code, "was made after" in out) == (1, True)
    commit(kept, {}, "又改", "2018-06-01")
    done = run("verify", "a.html", "-f", "json")
    made = json.loads(done.out)["made_from"]
    assert (done.code, made["commit"], made["is_present"]) == (1, None, False)
    said = run("verify", "a.html").out
    for id_, day in ((made["after"], "2018-01-01"), (made["before"], "2018-06-01")):
        assert f"{id_[:7]} ({day})" in said


def test_a_paper_of_no_version(run: Runner, kept: Path, plan_file: PlanFile) -> None:
    other = plan_file(OURS.replace("打造", "建设", 1))
    run("--plan", str(other), "duties", "市妇联", "-o", "a.html")
    code, out, _err = run("verify", "a.html")
    assert code == 1
    assert "no version of plan.yaml that is committed" in out
    assert kept.is_dir()


@pytest.mark.usefixtures("kept")
def test_a_whole_breakdown_is_held_against_the_plan_too(run: Runner) -> None:
    assert run("tasks", "-o", "任务分解表.html").code == 0
    code, out, err = run("verify", "任务分解表.html")
    assert (code, "no difference" in err) == (0, True)
    assert "by hand" not in out
    page = Path("任务分解表.html").read_text("utf-8")
    Path("任务分解表.html").write_text(page.replace("市文明办、", "", 1), encoding="utf-8")
    code, out, _err = run("verify", "任务分解表.html")
    assert code == 1
    assert "made from the plan as it is now" in out
    assert "DM3" in out


@pytest.mark.usefixtures("kept")
def test_a_page_and_its_day(run: Runner) -> None:
    assert run("report", "-o", "r.html").code == 0
    assert "made from the plan as it is now" in run("verify", "r.html").out
