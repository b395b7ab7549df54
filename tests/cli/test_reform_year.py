"""A year of commits with the reform of 2019 in its middle: history, diff, merge and letters."""

import json
from pathlib import Path

import pytest

from cli.test_reform import ISSUED, LAST, REFORM, reformed
from dutymatrix.merge import merge_texts
from dutymatrix.planfile import parse_plan
from git_history import commit, make_repository
from program import Runner

AFTER = "2019-06-01"


def joined(text: str, unit: str) -> str:
    """The plan with a unit more in its first list of those that take part."""
    return text.replace("    join:\n", f"    join:\n    - {unit}\n", 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Issued; 市卫计局 joins a task; the reform; 市卫健局 joins another."""
    folder = make_repository(tmp_path_factory.mktemp("一年"))
    text = ISSUED
    commit(folder, {"plan.yaml": text}, "印发", "2018-01-01")
    text = joined(text, "市卫计局")
    commit(folder, {"plan.yaml": text}, "市卫计局参与", "2018-06-01")
    text = reformed(text)
    commit(folder, {"plan.yaml": text}, "机构改革", "2019-04-01")
    head, tail = text.split("  - title: 强化禁毒委统筹协调作用\n")
    text = f"{head}  - title: 强化禁毒委统筹协调作用\n" + tail.replace(
        "    lead: 市禁毒办\n", "    lead: 市禁毒办\n    join:\n    - 市卫健局\n", 1
    )
    commit(folder, {"plan.yaml": text}, "市卫健局参与", "2019-05-01")
    return folder


@pytest.fixture
def year(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("year")
def test_history_is_that_of_the_office_under_all_its_names(run: Runner) -> None:
    def subjects(unit: str, day: str) -> list[str]:
        done = run("history", unit, "--as-of", day, "-f", "json")
        assert done.code == 0, done.err
        return [entry["subject"] for entry in json.loads(done.out)["entries"]]

    assert subjects("市卫健局", AFTER) == ["市卫健局参与", "机构改革", "市卫计局参与", "印发"]
    assert "市卫计局参与" not in subjects("市卫健局", LAST)
    assert subjects("市卫计局", LAST)[-2:] == ["市卫计局参与", "印发"]


@pytest.mark.usefixtures("year")
def test_the_reform_is_one_change_for_each_and_afterwards_none(run: Runner) -> None:
    done = run("diff", "@2018-12-31", "@2019-04-30", "-f", "json", "--as-of", AFTER)
    answer = json.loads(done.out)
    kinds = {change["kind"] for change in answer["changes"]}
    assert kinds <= {"unit_succeeded", "roster_changed"}
    told = {
        change["detail"]["from"]: change["detail"]["to"]
        for change in answer["changes"]
        if change["kind"] == "unit_succeeded"
    }
    assert {old: [new] for old, new in REFORM.items()} == told
    answer = json.loads(run("diff", "@2019-04-30", "HEAD", "-f", "json", "--as-of", AFTER).out)
    assert answer["summary"] == {"joined": 1}
    assert [each["unit"] for each in answer["impact"]] == ["市卫健局"]


def test_a_branch_of_before_brings_its_names_into_the_plan_of_after() -> None:
    draft = joined(ISSUED, "市安监局")
    for ours, theirs in ((reformed(ISSUED), draft), (draft, reformed(ISSUED))):
        merged = merge_texts(ISSUED, ours, theirs)
        assert not merged.conflicts
        plan = parse_plan(merged.text)
        assert "市安监局" in plan.items[0].entry.join
        assert {u.name: u.succeeded_by for u in plan.units if u.until} == {
            old: (new,) for old, new in REFORM.items()
        }


def test_letters_go_to_the_offices_of_the_day(run: Runner, year: Path, tmp_path: Path) -> None:
    assert year.is_dir()
    told = {}
    for n, (old, new) in enumerate((("@2018-01-31", "@2018-12-31"), ("@2018-12-31", "HEAD"))):
        target = tmp_path / str(n)
        line = ("diff", old, new, "--notices", str(target), "-f", "md", "--as-of", AFTER)
        assert run(*line).code == 0
        told[n] = [path.name for path in target.glob("*/*.md") if not path.name.startswith("00")]
    # No roster of 2018 knows who is to take over.
    assert [name.split("_")[1][:4] for name in told[0]] == ["市卫计局"]
    assert [name.split("_")[1][:4] for name in told[1]] == ["市卫健局"]
