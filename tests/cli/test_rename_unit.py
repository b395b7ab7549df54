"""`rename-unit`: the file is edited as its owner would, or not at all."""

from pathlib import Path

import pytest

from program import ROOT, PlanFile, Runner

DRY = """\
--- plan.yaml
+++ plan.yaml
@@ -1,6 +1,8 @@
 title: 试行方案
 units:
-  市卫计局:
+  市卫健局:
+    aliases:
+    - 市卫计局
 tasks:
 - title: 落实责任
-  lead: 市卫计局
+  lead: 市卫健局
"""
TEXT = "title: 试行方案\nunits:\n  市卫计局:\ntasks:\n- title: 落实责任\n  lead: 市卫计局\n"


@pytest.fixture
def draft(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small plan in the current folder."""
    path = plan_file(TEXT)
    monkeypatch.chdir(path.parent)
    return path


def test_the_plan_of_the_repository_is_renamed_in_place(
    run: Runner, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_file((ROOT / "plan.yaml").read_bytes())
    monkeypatch.chdir(path.parent)
    before = path.read_text(encoding="utf-8")
    assert run("rename-unit", "卫计", "市卫健局") == (
        0,
        "",
        "卫计 → 市卫计局\n市卫计局 → 市卫健局: 10 tasks name it\n",
    )
    after = path.read_text(encoding="utf-8")
    assert after.count("市卫健局") == 11
    assert (
        after.replace("市卫健局:\n    aliases:\n    - 市卫计局", "市卫计局:").replace(
            "市卫健局", "市卫计局"
        )
        == before
    )
    code, out, _err = run("duties", "市卫计局", "-f", "json")
    assert (code, '"unit": "市卫健局"' in out) == (0, True)


def test_a_dry_run_shows_the_difference_and_writes_nothing(run: Runner, draft: Path) -> None:
    said = "市卫计局 → 市卫健局: 1 task names it\n"
    assert run("rename-unit", "市卫计局", "市卫健局", "--dry-run") == (0, DRY, said)
    assert draft.read_text(encoding="utf-8") == TEXT


def test_line_ends_and_the_byte_order_mark_stay(run: Runner, draft: Path) -> None:
    draft.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert run("rename-unit", "市卫计局", "市卫健局").code == 0
    data = draft.read_bytes()
    assert data.startswith(b"\xef\xbb\xbftitle")
    assert data.count(b"\r\n") == data.count(b"\n") == TEXT.count("\n") + 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(
            ["市公安局", "新局"], "error: no unit or group is called 市公安局", id="unknown"
        ),
        pytest.param(["市卫计局", "市卫计局"], "already\n  that would be a merger", id="taken"),
        pytest.param(["市卫计局", "甲局、乙局"], "甲局、乙局 is several names", id="two names"),
        pytest.param(["市卫计局", ""], "then; nothing was changed", id="no name"),
        pytest.param(["市卫计局", "甲", "--on", "2019"], "2019 is not a day", id="no day"),
        pytest.param(["市卫计局", "甲", "--on", "2019-W01-1"], "is not a day", id="a week"),
    ],
)
def test_what_cannot_be_done_is_refused(
    run: Runner, draft: Path, args: list[str], said: str
) -> None:
    code, out, err = run("rename-unit", *args)
    assert (code, out) == (2, "")
    assert said in err
    assert draft.read_text(encoding="utf-8") == TEXT


def test_a_day_keeps_the_old_unit(run: Runner, draft: Path) -> None:
    assert run("rename-unit", "市卫计局", "市卫健局", "--on", "2019-04-01").code == 0
    assert draft.read_text(encoding="utf-8") == (
        "title: 试行方案\nunits:\n  市卫计局:\n    until: 2019-03-31\n    succeeded_by:\n"
        "    - 市卫健局\n  市卫健局:\ntasks:\n- title: 落实责任\n  lead: 市卫健局\n"
    )


def test_a_plan_with_errors_is_not_edited(run: Runner, draft: Path) -> None:
    draft.write_text(TEXT + "  join: 没有\n", encoding="utf-8")
    code, _out, err = run("rename-unit", "市卫计局", "市卫健局")
    assert code == 2
    assert "DM201" in err


def test_what_is_no_file_is_not_edited(run: Runner, tmp_path: Path) -> None:
    code, _out, err = run("--plan", "-", "rename-unit", "甲", "乙")
    assert (code, err.splitlines()[0]) == (2, "error: - is not a plan file that could be edited")
    code, _out, err = run("--plan", str(tmp_path / "没有.yaml"), "rename-unit", "甲", "乙")
    assert (code, "there is no such file" in err) == (2, True)


def test_texts_keep_the_words_of_the_document(run: Runner, draft: Path) -> None:
    draft.write_text(TEXT.replace("落实责任", "市卫计局落实责任"), encoding="utf-8")
    assert "1 text still says 市卫计局" in run("rename-unit", "市卫计局", "市卫健局").err
    assert "title: 市卫计局落实责任" in draft.read_text(encoding="utf-8")


def test_what_is_not_edited_is_refused_with_what_mends_it(run: Runner, draft: Path) -> None:
    folded = TEXT.replace("lead: 市卫计局", "lead: >\n    市卫计局\n  # 甲")
    draft.write_text(
        folded.replace("units:\n", "units:  # 录\n  ? >-\n    市民政局\n  :\n"), encoding="utf-8"
    )
    done = run("rename-unit", "市民政局", "市政局")
    assert done.code == 2
    assert done.err.endswith("dutymatrix fmt plan.yaml\n")
    assert run("fmt", "plan.yaml").code == 0
    assert run("rename-unit", "市民政局", "市政局").code == 0
