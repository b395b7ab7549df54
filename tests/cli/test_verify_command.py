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
