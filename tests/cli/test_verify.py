"""`verify` as it is typed."""

from pathlib import Path

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
