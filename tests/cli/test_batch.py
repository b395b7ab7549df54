"""`import --all FOLDER`: every document a plan file, and a table that the next run goes on from."""

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.cli import batch
from dutymatrix.cli.batch import TABLE
from dutymatrix.document import Intake
from dutymatrix.planfile import load_plan
from dutymatrix.screen.manifest import Outcome, Row
from program import ROOT, Runner

TEXT = """\
云江市防控措施
一、工作任务
（一）压实责任。建立台账。（市公安局牵头，市司法局配合）
（二）上门服务。定期走访。（阳光协作体负责）
（三）完善考核。定期通报。（责任单位：市教育局）
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents in a folder and one below it: two read, one damaged, and what is none."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "原文"
    (folder / "县区").mkdir(parents=True)
    (folder / "方案.txt").write_text(TEXT, encoding="utf-8")
    (folder / "县区" / "方案.txt").write_text(TEXT.replace("云江市", "云江县"), encoding="gb18030")
    (folder / "坏.docx").write_bytes(b"PK\3\4 broken")
    (folder / "照片.png").write_bytes(b"\x89PNG\r\n")
    (folder / "~$方案.docx").write_bytes(b"open in Word")
    return folder


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.reader(file)]


def outcomes(run: Runner, *args: str) -> dict[str, str]:
    done = run("import", "--all", "原文", "-f", "json", *args)
    rows = json.loads(done.out)["documents"]
    return {row["document"].removeprefix("../原文/"): row["outcome"] for row in rows}


def test_every_document_becomes_a_plan_file(folder: Path, run: Runner) -> None:
    done = run("import", "--all", "原文", "-o", "方案", "-f", "json")
    assert done.code == 0
    rows = {row["document"]: row for row in json.loads(done.out)["documents"]}
    assert [*rows] == ["../原文/坏.docx", "../原文/方案.txt", "../原文/县区/方案.txt"]
    good = rows["../原文/县区/方案.txt"]
    assert good["plan_file"] == "县区/方案.yaml"
    assert [good[key] for key in ("outcome", "tasks", "lists", "left", "assignments")] == [
        "imported", 2, 2, 1, 3,
    ]  # fmt: skip
    assert load_plan("方案/县区/方案.yaml").title == "云江县防控措施"
    bad = rows["../原文/坏.docx"]
    assert (bad["outcome"], bad["plan_digest"]) == ("failed", "")
    assert bad["said"] == "原文/坏.docx is damaged: the archive is not whole"


def test_the_table_is_kept_in_the_plans_language(folder: Path, run: Runner) -> None:
    assert run("import", "--all", "原文").code == 0
    head, *rows = table(folder / TABLE)
    assert head[:3] == ["原文", "方案文件", "结果"]
    assert [row[0] for row in rows] == ["县区/方案.txt", "坏.docx", "方案.txt"]
    assert [row[2] for row in rows] == ["已导入", "未读入", "已导入"]
    assert (folder / "方案.yaml").is_file()


def test_what_is_shown(folder: Path, run: Runner) -> None:
    out = run("import", "--all", "原文", "-o", "方案", COLUMNS="100").out
    assert out.splitlines()[0].split() == [
        "Document", "Outcome", "Tasks", "found", "Lists", "Left", "Findings", "Remark",
    ]  # fmt: skip
    assert "imported 2 · not read 1" in out


def test_the_next_run_goes_on(folder: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", "--all", "原文", "-o", "方案")
    read: list[str] = []

    def reading(path: str, original: bool) -> batch._Reading:
        read.append(Path(path).name)
        return real(path, original)

    real = batch._read
    monkeypatch.setattr(batch, "_read", reading)
    (folder / "县区" / "新.md").write_text(TEXT, encoding="utf-8")
    (folder / "方案.txt").write_text(TEXT.replace("市教育局", "市民政局"), encoding="utf-8")
    assert outcomes(run, "-o", "方案") == {
        "坏.docx": "failed",
        "方案.txt": "imported",
        "县区/方案.txt": "unchanged",
        "县区/新.md": "imported",
    }
    # What failed is asked again: the reason may be gone.
    assert read == ["坏.docx", "方案.txt", "新.md"]
    assert "市民政局" in Path("方案/方案.yaml").read_text(encoding="utf-8")
    Path("方案/方案.yaml").unlink()
    assert outcomes(run, "-o", "方案")["方案.txt"] == "imported"


def test_an_edited_plan_file_is_never_replaced(folder: Path, run: Runner) -> None:
    run("import", "--all", "原文", "-o", "方案")
    plan = Path("方案/方案.yaml")
    edited = plan.read_bytes() + "# 已核对\n".encode()
    plan.write_bytes(edited)
    assert outcomes(run, "-o", "方案")["方案.txt"] == "unchanged"
    (folder / "方案.txt").write_text(TEXT.replace("市教育局", "市民政局"), encoding="utf-8")
    for _time in range(2):
        assert outcomes(run, "-o", "方案")["方案.txt"] == "kept"
        assert plan.read_bytes() == edited
    assert "import DOCUMENT --onto PLAN" in run("import", "--all", "原文", "-o", "方案").out


def test_a_plan_file_that_was_there_is_not_ours(folder: Path, run: Runner) -> None:
    (folder / "方案.yaml").write_text("format: 1\ntitle: 别的\n", encoding="utf-8")
    assert outcomes(run)["方案.txt"] == "kept"
    assert (folder / "方案.yaml").read_text(encoding="utf-8") == "format: 1\ntitle: 别的\n"


def test_what_a_cut_run_left_is_taken_up(folder: Path, run: Runner) -> None:
    run("import", "--all", "原文", "-o", "方案")
    (Path("方案") / TABLE).unlink()
    assert outcomes(run, "-o", "方案")["方案.txt"] == "imported"


def test_names_are_safe_and_everybody_s_own(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["a.txt", "A.md", "a.html", "con.txt", "é.txt", "e\u0301.md", "长" * 70 + ".txt"]
    Path("原文").mkdir()
    for name in names:
        Path("原文", name).write_text(TEXT, encoding="utf-8")
    run("import", "--all", "原文", "-o", "方案")
    plan_files = [row[1] for row in table(Path("方案") / TABLE)[1:]]
    keys = {batch._key(name) for name in plan_files}
    assert len(keys) == len(names)
    assert all(Path("方案", name).is_file() for name in plan_files)
    assert "con.yaml" not in keys
    assert max(len(name.encode()) for name in plan_files) < 255


@pytest.mark.parametrize("name", ["../x.yaml", "/x.yaml", "C:\\x.yaml", "a/../../x.yaml", "x.txt"])
def test_a_table_that_somebody_spoiled_leads_nowhere(folder: Path, run: Runner, name: str) -> None:
    run("import", "--all", "原文", "-o", "方案")
    path = Path("方案") / TABLE
    text = path.read_text(encoding="utf-8-sig").replace("县区/方案.yaml", name)
    path.write_text(text.replace("云江", ""), encoding="utf-8-sig")
    (folder / "县区" / "方案.txt").write_text(TEXT, encoding="utf-8")
    run("import", "--all", "原文", "-o", "方案")
    assert not Path("x.yaml").exists()
    assert load_plan("方案/县区/方案.yaml").title == "云江县防控措施"


def test_a_file_that_is_no_table_of_ours_stays(folder: Path, run: Runner) -> None:
    (folder / TABLE).write_text("姓名,电话\n", encoding="utf-8")
    done = run("import", "--all", "原文")
    assert done.code == 2
    assert done.err.startswith(f"error: 原文/{TABLE} is not a table of imports")
    assert (folder / TABLE).read_text(encoding="utf-8") == "姓名,电话\n"


@pytest.mark.parametrize(
    ("bad", "good", "options", "code"),
    [
        pytest.param(1, 1, [], 0, id="one of them bad"),
        pytest.param(1, 1, ["--strict"], 1, id="one of them bad, strict"),
        pytest.param(0, 1, ["--strict"], 1, id="something left, strict"),
        pytest.param(2, 0, [], 2, id="all of them bad"),
    ],
)
def test_exit_codes(
    tmp_path: Path,
    run: Runner,
    monkeypatch: pytest.MonkeyPatch,
    bad: int,
    good: int,
    options: list[str],
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("原文").mkdir()
    for n in range(bad):
        Path(f"原文/坏{n}.docx").write_bytes(b"PK\3\4 broken")
    for n in range(good):
        Path(f"原文/好{n}.txt").write_text(TEXT, encoding="utf-8")
    assert run("import", "--all", "原文", *options).code == code


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["--all", "空"], "there is no document in 空", id="no document"),
        pytest.param(["--all", "没有"], "there is no such file", id="no folder"),
        pytest.param(["--all", "原文/方案.txt"], "is not a folder", id="a file"),
        pytest.param(["--all", "原文", "x.txt"], "--all and FILE", id="a file as well"),
        pytest.param(["--all", "原文", "--onto", "p.yaml"], "--all and --onto", id="--onto"),
        pytest.param(["--all", "原文", "-o", "原文/方案.txt"], "could not be written", id="-o"),
        pytest.param(["--all", "原文", "-f", "yaml"], "the format yaml", id="format"),
        pytest.param([], "no document was named", id="nothing"),
    ],
)
def test_what_does_not_go(folder: Path, run: Runner, args: list[str], said: str) -> None:
    Path("空").mkdir()
    done = run("import", *args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_bug_in_one_document_stops_no_other(
    folder: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dutymatrix import document

    real = document.import_document

    def importing(path: str, *, original: bool) -> Intake:
        if "县区" in path:
            raise ZeroDivisionError("甲")
        return real(path, original=original)

    monkeypatch.setattr(document, "import_document", importing)
    done = run("import", "--all", "原文", "-f", "tsv")
    assert done.code == 0
    assert "please report it: ZeroDivisionError: 甲" in done.out
    assert (folder / "方案.yaml").is_file()


def test_a_thousand_documents_by_two_processes(
    tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for n in range(1000):
        path = Path("原文", f"{n % 10}", f"方案{n}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"云江市方案\n一、压实责任。落实第{n}条。（市公安局负责）\n", "utf-8")
    done = run("import", "--all", "原文", "-o", "方案", "--jobs", "2", "-f", "json")
    assert done.code == 0
    rows = json.loads(done.out)["documents"]
    assert [row["outcome"] for row in rows] == ["imported"] * 1000
    assert len([*Path("方案").rglob("*.yaml")]) == 1000
    assert load_plan("方案/7/方案997.yaml").own_tasks[0].text == "落实第997条。"


def test_a_process_that_is_ended_costs_its_document_alone(
    folder: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        (folder / f"好{n}.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(batch, "_read", ending)
    done = run("import", "--all", "原文", "-o", "方案", "--jobs", "2", "-f", "json")
    said = {row["document"]: row["said"] for row in json.loads(done.out)["documents"]}
    assert said["../原文/坏.docx"] == "the process that read it was ended by the system"
    assert [name for name in said if said[name]] == ["../原文/坏.docx"]


def ending(path: str, original: bool) -> batch._Reading:
    """Reads as `batch` does, and dies of a damaged file."""
    if path.endswith(".docx"):
        import os

        os._exit(9)
    return batch._Reading("format: 1\ntitle: 甲\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal to one process")
def test_ctrl_c_leaves_whole_files_and_a_table(tmp_path: Path) -> None:
    source, target = tmp_path / "原文", tmp_path / "方案"
    source.mkdir()
    for n in range(400):
        (source / f"方案{n:03}.txt").write_text(TEXT, encoding="utf-8")
    command = ["import", "--all", str(source), "-o", str(target), "--jobs", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "dutymatrix", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    waited = time.monotonic() + 300
    while not [*target.glob("*.yaml")] and time.monotonic() < waited:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    plan_files = sorted(target.glob("*.yaml"))
    assert 0 < len(plan_files) < 400
    assert {load_plan(path).title for path in plan_files} == {"云江市防控措施"}
    assert [*target.glob(".dutymatrix-*")] == []
    # The file that was just put there may have no row yet: the next run takes it up.
    named = {row[1] for row in table(target / TABLE)[1:]}
    assert named <= {path.name for path in plan_files}
    assert len(named) >= len(plan_files) - 1


CELLS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1)


@given(st.lists(CELLS, min_size=1, max_size=5, unique=True))
def test_a_table_is_read_as_it_was_written(names: list[str]) -> None:
    from dutymatrix.cli.formats import encoded, render
    from dutymatrix.markup.view import Options
    from dutymatrix.plan.model import Plan
    from dutymatrix.screen.manifest import ManifestView, read_rows

    rows = tuple(
        Row(name, f"{n}.yaml", Outcome.UNCHANGED, n, 2, 3, 4, 5, "", "d1", "d2")
        for n, name in enumerate(names)
    )
    written = render(ManifestView(Plan(title=""), rows), Options("csv", to_file=True))
    assert read_rows(b"".join(encoded(written)), "zh_CN") == rows
