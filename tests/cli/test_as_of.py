"""Every question has a day, and its answer says which."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.merge import merge_texts
from git_history import commit, make_repository
from program import PlanFile, Runner

Ask = Callable[..., Any]

PLAN = """\
format: 1
title: 试行方案
units:
  市公安局:
  市卫计局:
    contact: 旧 111
    until: 2019-03-30
    succeeded_by: 市卫健局
  市卫健局:
    contact: 新 222
  市农业局:
    until: 2019-03-30
    succeeded_by: [市农业农村局, 市水务局]
    tasks: {2: 市水务局}
  市农业农村局:
  市水务局:
tasks:
- title: 甲
  lead: 市卫计局
  join: [市公安局, 市农业局]
- title: 乙
  lead: 市农业局
  join: 市卫计局
"""
BEFORE, AFTER = "2019-03-30", "2019-03-31"


@pytest.fixture
def ask(run: Runner, plan_file: PlanFile) -> Ask:
    """What a command answers in JSON."""
    path = str(plan_file(PLAN))

    def answer(*args: str) -> Any:  # noqa: ANN401 - what JSON has
        done = run("--plan", path, *args, "-f", "json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    return answer


@pytest.mark.parametrize(
    ("unit", "day", "expected"),
    [
        pytest.param("市卫计局", BEFORE, [("1", None), ("2", None)], id="before"),
        pytest.param("市卫健局", BEFORE, [], id="not-yet"),
        pytest.param("市卫健局", AFTER, [("1", "市卫计局"), ("2", "市卫计局")], id="after"),
        pytest.param("市卫计局", AFTER, [("1", None), ("2", None)], id="ended-still-answers"),
        pytest.param("市水务局", AFTER, [("2", "市农业局")], id="settled"),
        pytest.param("市农业农村局", AFTER, [], id="not-guessed"),
    ],
)
def test_duties_on_a_day(
    ask: Ask, unit: str, day: str, expected: list[tuple[str, str | None]]
) -> None:
    answer = ask("duties", unit, "--as-of", day)
    assert answer["as_of"] == day
    assert [(duty["task"]["number"], duty["printed"]) for duty in answer["duties"]] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(BEFORE, {"市公安局": 1, "市卫计局": 2, "市农业局": 2}, id="before"),
        pytest.param(
            AFTER,
            {"市公安局": 1, "市卫健局": 2, "市农业农村局": 0, "市水务局": 1, "市农业局": 1},
            id="after",
        ),
    ],
)
def test_counts_are_of_the_units_of_the_day(ask: Ask, day: str, expected: dict[str, int]) -> None:
    units = ask("units", "--as-of", day)["units"]
    assert {unit["name"]: len(unit["tasks"]) for unit in units} == expected
    table = ask("matrix", "--rows", "unit", "--cols", "role", "--zeros", "--as-of", day)
    assert dict(zip(table["rows"], table["row_totals"], strict=True)) == expected
    graph = ask("graph", "--as-of", day)
    assert len(graph["edges"]) == sum(expected.values())
    listed = ask("stats", "--as-of", day)["units"]
    assert {unit["unit"] for unit in listed} == {*expected}


def test_partners_of_a_unit_that_ended_are_those_of_who_took_over(ask: Ask) -> None:
    answer = ask("partners", "市卫计局", "--as-of", AFTER)
    assert answer["unit"] == "市卫健局"
    assert [partner["unit"] for partner in answer["partners"]] == [
        "市公安局",
        "市水务局",
        "市农业局",
    ]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        pytest.param("市卫健局", ["1", "2"], id="who-took-over"),
        pytest.param("市卫计局", ["1", "2"], id="as-printed"),
        pytest.param("市水务局", ["2"], id="settled"),
    ],
)
def test_filters_on_a_day(ask: Ask, unit: str, expected: list[str]) -> None:
    answer = ask("tasks", "--unit", unit, "--as-of", AFTER)
    assert [task["number"] for task in answer["tasks"]] == expected


def test_the_names_printed_stand_beside_those_of_the_day(
    ask: Ask, run: Runner, plan_file: PlanFile
) -> None:
    [task] = ask("task", "1", "--as-of", AFTER)["tasks"]
    assert task["lead"] == ["市卫健局"]
    assert task["printed"] == {"市卫健局": ["市卫计局"]}
    shown = run("--plan", str(plan_file(PLAN)), "task", "1", "--as-of", AFTER, lang="zh_CN").out
    assert "市卫计局（现市卫健局）" in shown
    assert "新 222" in shown
    assert "旧 111" not in shown
    assert AFTER in shown


@pytest.mark.parametrize("unit", ["市农业农村局", "市水务局"])
def test_what_a_divided_unit_left_is_to_be_settled_for_each_heir(
    run: Runner, plan_file: PlanFile, unit: str
) -> None:
    path = str(plan_file(PLAN))
    shown = run("--plan", path, "duties", unit, "--as-of", AFTER, lang="zh_CN").out
    assert (
        "待核实：市农业局的任务由谁承接（市农业农村局、市水务局），方案文件未明确：（一）" in shown
    )


def test_a_plan_without_successions_says_no_day(run: Runner, plan_file: PlanFile) -> None:
    path = str(
        plan_file("title: 试行方案\nunits:\n  市公安局:\ntasks:\n- title: 甲\n  lead: 市公安局\n")
    )
    answers = {
        run("--plan", path, "duties", "市公安局", "--as-of", day, "-f", "json").out
        for day in ("1999-01-01", BEFORE, "2099-12-31")
    }
    assert len(answers) == 1
    assert "as_of" not in answers.pop()


def test_a_day_that_is_none(run: Runner, plan_file: PlanFile) -> None:
    done = run("--plan", str(plan_file(PLAN)), "units", "--as-of", "去年")
    assert done.code == 2
    assert "去年" in done.err


SUCCEED = """title: 试行方案
units:
  市食药监局:
  市工商局:
tasks:
- title: 甲
  lead: 市食药监局
  join: 市工商局
"""


def test_a_succession_is_written_and_the_tasks_stay(run: Runner, plan_file: PlanFile) -> None:
    path = plan_file(SUCCEED)
    for old in ("市食药监局", "市工商局"):
        done = run(
            "--plan", str(path), "rename-unit", old, "市市监局", "--succeed", "--on", "2019-03-31"
        )
        assert done.code == 0, done.err
    written = path.read_text("utf-8")
    assert written.count("until: 2019-03-30") == 2
    assert written.count("  市市监局:") == 1
    assert written.endswith(SUCCEED[SUCCEED.index("tasks:") :])
    answer = run(
        "--plan", str(path), "duties", "市市监局", "--as-of", "2019-04-01", "-f", "json"
    ).out
    assert json.loads(answer)["counts"]["lead"] == 1
    assert json.loads(answer)["counts"]["join"] == 0
    assert [duty["printed"] for duty in json.loads(answer)["duties"]] == ["市食药监局", "市工商局"]


def test_a_succession_needs_its_day(run: Runner, plan_file: PlanFile) -> None:
    done = run(
        "--plan", str(plan_file(SUCCEED)), "rename-unit", "市工商局", "市市监局", "--succeed"
    )
    assert done.code == 2
    assert "--on" in done.err


REVISED = PLAN + "- title: 丙\n  lead: 市公安局\n  join: 市卫计局\n"
ELSEWHERE = PLAN.replace("  lead: 市卫计局\n", "  lead: 市卫健局\n")
_ENDED = "    until: 2019-03-30\n    succeeded_by: 市卫健局\n  市卫健局:\n    contact: 新 222\n"
BEGUN = PLAN.replace(_ENDED, "")


def test_a_succession_that_begins_is_one_change(run: Runner, plan_file: PlanFile) -> None:
    old, new = plan_file(BEGUN, "old.yaml"), plan_file(PLAN, "new.yaml")
    data = json.loads(run("diff", str(old), str(new), "-f", "json").out)
    assert [change["kind"] for change in data["changes"]] == ["unit_succeeded"]
    assert data["changes"][0]["detail"] == {
        "from": "市卫计局",
        "to": ["市卫健局"],
        "until": "2019-03-30",
        "tasks": 2,
        "loads": [{"unit": "市卫健局", "old": 0, "new": 2}],
    }
    assert data["impact"] == []
    shown = run("diff", str(old), str(new), lang="zh_CN").out
    assert (
        "市卫计局 → 市卫健局 (共 2 项任务；名称用至 2019-03-30；市卫健局：任务 0 → 2 项)" in shown
    )


def test_which_name_a_task_has_is_no_change_where_both_rosters_say_who_took_over(
    run: Runner, plan_file: PlanFile
) -> None:
    old, new = plan_file(PLAN, "old.yaml"), plan_file(ELSEWHERE, "new.yaml")
    data = json.loads(run("diff", str(old), str(new), "-f", "json").out)
    assert (data["changes"], data["impact"]) == ([], [])


@pytest.mark.parametrize(
    ("day", "unit", "name"),
    [
        pytest.param(BEFORE, "市卫计局", "市卫计局", id="before"),
        pytest.param(AFTER, "市卫健局", "市卫计局（现市卫健局）", id="after"),
    ],
)
def test_a_revision_is_about_the_units_of_the_day(
    run: Runner, plan_file: PlanFile, day: str, unit: str, name: str
) -> None:
    sides = str(plan_file(PLAN, "old.yaml")), str(plan_file(REVISED, "new.yaml"))
    data = json.loads(run("diff", *sides, "--as-of", day, "-f", "json").out)
    assert data["as_of"] == day
    assert [impact["unit"] for impact in data["impact"]] == ["市公安局", unit]
    shown = run("diff", *sides, "--unit", "市卫计局", "--as-of", day, lang="zh_CN").out
    assert f"参与 {name}" in shown
    folder = plan_file("", "函").parent / "全部函件"
    written = run("diff", *sides, "--as-of", day, "--notices", str(folder), "-f", "md")
    assert written.code == 0, written.err
    contact = "旧 111" if day == BEFORE else "新 222"
    [index_file] = folder.rglob("00_目录.md")
    index = index_file.read_text("utf-8")
    assert f"| {unit} | {unit} | {contact} |" in index
    letter = (index_file.parent / f"02_{unit}任务分工调整函.md").read_text("utf-8")
    assert f"\n\n{unit}：\n\n" in letter
    assert ("原文名称：市卫计局" in letter) is (day == AFTER)


def test_a_merge_writes_the_name_that_each_side_wrote() -> None:
    # Ours writes down the reform, theirs adds a task.
    merged = merge_texts(BEGUN, PLAN, BEGUN + "- title: 丙\n  join: 市卫计局\n")
    assert merged.conflicts == ()
    assert merged.text == PLAN + "- title: 丙\n  join: 市卫计局\n"


def test_the_history_of_who_took_over_goes_on_before(
    run: Runner, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = make_repository(tmp_path / "库")
    environment.chdir(folder)
    commit(folder, {"plan.yaml": BEGUN}, "印发", "2018-01-01")
    revised = BEGUN + "- title: 丙\n  join: 市卫计局\n"
    commit(folder, {"plan.yaml": revised}, "增加一项", "2018-06-01")
    commit(folder, {"plan.yaml": PLAN + revised[len(BEGUN) :]}, "机构改革", "2019-04-01")
    for unit, day, subjects in (
        ("市卫健局", AFTER, ["机构改革", "增加一项", "印发"]),
        ("市卫健局", BEFORE, ["机构改革"]),
        ("市卫计局", AFTER, ["机构改革", "增加一项", "印发"]),
    ):
        data = json.loads(run("history", unit, "--as-of", day, "-f", "json").out)
        assert [entry["subject"] for entry in data["entries"]] == subjects, (unit, day)
    shown = run("history", "市卫健局", "--as-of", AFTER, lang="zh_CN").out
    assert f"含原来交给市卫计局的任务；单位以 {AFTER} 为准" in shown


def test_a_page_has_its_day(run: Runner, plan_file: PlanFile, tmp_path: Path) -> None:
    path, page = str(plan_file(PLAN)), tmp_path / "page.html"
    for day, said in ((BEFORE, "旧 111"), (AFTER, "新 222")):
        line = ("report", "--as-of", day, "--since", path, "--unit", "市卫计局", "-o", str(page))
        assert run("--plan", path, *line).code == 0
        written = page.read_text("utf-8")
        assert f"单位以 {day} 为准" in written
        assert ("旧 111" in written, "新 222" in written) == (said == "旧 111", said == "新 222")


def test_the_index_of_lists_says_whom_to_call_on_the_day(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    path = str(plan_file(PLAN))
    for day, contact in ((BEFORE, "旧 111"), (AFTER, "新 222")):
        target = tmp_path / day
        line = ("duties", "--all", "-o", f"{target}/", "-f", "md", "--as-of", day)
        assert run("--plan", path, *line).code == 0
        assert contact in (target / "00_目录.md").read_text("utf-8")


def test_a_succession_alone_is_no_letter_and_that_is_said(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    bare = PLAN.replace("    until: 2019-03-30\n    succeeded_by: 市卫健局\n", "")
    old = plan_file(bare, "old.yaml")
    new = plan_file(PLAN, "new.yaml")
    line = ("diff", str(old), str(new), "--notices", str(tmp_path / "函"), "-f", "md")
    done = run(*line, "--as-of", AFTER, lang="zh_CN")
    assert done.code == 0
    assert "市卫计局 → 市卫健局" in done.err
    assert "不另发函" in done.err


def test_a_task_that_moved_is_named_with_its_line(run: Runner, plan_file: PlanFile) -> None:
    inserted = PLAN.replace(
        "tasks:\n- title: 甲", "tasks:\n- title: 新\n  lead: 市公安局\n- title: 甲"
    )
    said = run(
        "check", str(plan_file(inserted.replace("市公安局, 市农业局", "市公安局"))), lang="zh_CN"
    )
    assert "3: 市水务局" in said.out
