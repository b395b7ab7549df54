"""`--plan` several times, or a folder: one question of many plans."""

import json
import os
from collections.abc import Callable
from errno import EACCES
from pathlib import Path

import pytest

from dutymatrix.cli import session
from dutymatrix.planfile.source import MAX_BYTES
from program import ROOT, PlanFile, Runner

DRUGS = """\
format: 1
title: 禁毒工程实施方案
document_number: 吴委办〔2017〕93号
issued_on: 2017-11-03
units: {市公安局: , 市卫计局: }
groups:
  其他有关单位: {open: true}
sections:
- title: 宣传
  tasks:
  - {title: 宣传月, lead: 市公安局, join: [市卫计局, 其他有关单位]}
  - {title: 课程, lead: 市卫计局}
"""
GANGS = """\
format: 1
title: 扫黑除恶方案
issued_on: 2018-05-01
units: {市公安局: , 市司法局: }
tasks:
- {title: 打击, lead: 市公安局, join: 市司法局}
- {title: 普法, lead: 市司法局}
"""
UNDATED = GANGS.replace("issued_on: 2018-05-01\n", "").replace("扫黑除恶", "平安")


@pytest.fixture
def folder(plan_file: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two plans, and of what is none."""
    plan_file(DRUGS, "方案/禁毒方案.yaml")
    plan_file(GANGS, "方案/扫黑方案.yaml")
    plan_file("tasks:\n- name: 装机\n", "方案/playbook.yaml")
    plan_file("period: 2018-06\n", "方案/progress.yaml")
    plan_file(UNDATED, "方案/下级/平安方案.yml")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "方案"


def answer(run: Runner, *args: str) -> dict[str, object]:
    code, out, err = run(*args, "-f", "json")
    assert (code, "left out" in err) == (0, False)
    data: dict[str, object] = json.loads(out)
    return data


def test_plans(run: Runner, folder: Path) -> None:
    assert answer(run, "--plan", "方案", "plans")["plans"] == [
        {
            "name": "扫黑方案",
            "plan": "扫黑除恶方案",
            "path": "方案/扫黑方案.yaml",
            "document_number": "",
            "issued_on": "2018-05-01",
            "sections": 0,
            "tasks": 2,
            "units": 2,
            "findings": 0,
        },
        {
            "name": "禁毒方案",
            "plan": "禁毒工程实施方案",
            "path": "方案/禁毒方案.yaml",
            "document_number": "吴委办〔2017〕93号",
            "issued_on": "2017-11-03",
            "sections": 1,
            "tasks": 2,
            "units": 2,
            "findings": 0,
        },
    ]
    deeper = answer(run, "--plan", "方案", "--recursive", "plans")["plans"]
    assert isinstance(deeper, list)
    # What has no date comes last.
    assert [plan["name"] for plan in deeper] == ["扫黑方案", "禁毒方案", "平安方案"]


def test_duties_by_plan_the_newest_first(run: Runner, folder: Path) -> None:
    data = answer(run, "duties", "公安", "--plan", "方案")
    assert [*data] == [
        *("format_version", "plan", "unit", "counts", "via_counts", "plans", "contacts")
    ]
    assert data["plan"] is None
    assert data["counts"] == {"lead": 2, "responsible": 0, "join": 0, "guide": 0}
    plans = data["plans"]
    assert isinstance(plans, list)
    assert [(plan["plan"], plan["counts"]["lead"]) for plan in plans] == [
        ("扫黑除恶方案", 1),
        ("禁毒工程实施方案", 1),
    ]
    task = plans[1]["duties"][0]["task"]
    assert (task["plan"], task["number"], task["section_number"]) == (
        "禁毒工程实施方案",
        "1.1",
        "1",
    )


def test_duties_as_a_table(run: Runner, folder: Path) -> None:
    code, out, _err = run("duties", "市公安局", "--plan", "方案", lang="zh_CN", COLUMNS="80")
    assert code == 0
    assert (
        out
        == """\
市公安局 · 扫黑除恶方案
条目             分工  工作任务  牵头单位  完成时限
───────────────────────────────────────────────────
扫黑方案 （一）  牵头  打击      市公安局  未明确


市公安局 · 禁毒工程实施方案
条目              分工  工作任务  牵头单位  完成时限
────────────────────────────────────────────────────
禁毒方案 （一）1  牵头  宣传月    市公安局  未明确

待核实（下列统称方案没有列明成员，是否包括市公安局，请向发文机关核实）：
  其他有关单位，1项：（一）1

市公安局 · 《扫黑除恶方案》《禁毒工程实施方案》
方案      成文日期    牵头  参与
────────────────────────────────
扫黑方案  2018-05-01     1     0
禁毒方案  2017-11-03     1     0

方案共 4 项，市公安局 2 项：牵头 2 项，参与 0 项
待核实（下列统称方案没有列明成员，是否包括市公安局，请向发文机关核实）：
  其他有关单位，1项
"""
    )


def test_what_several_plans_are_called(run: Runner, folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")

    def title(*options: str) -> object:
        code, _out, _err = run(*options, "tasks", "-o", "分解表.xlsx", lang="zh_CN")
        assert code == 0
        return openpyxl.load_workbook("分解表.xlsx").worksheets[0]["A1"].value

    assert title("--plan", "方案") == "《扫黑除恶方案》《禁毒工程实施方案》任务分解表"
    one = folder / "下级"
    assert title("--plan", str(one)) == "《平安方案》任务分解表"
    assert title("--plan", "方案", "--recursive") == "方案汇总（3份）任务分解表"


def test_files_named_one_by_one(run: Runner, folder: Path) -> None:
    args = ("--plan", "方案/禁毒方案.yaml", "--plan", "方案/下级/平安方案.yml")
    tasks = answer(run, *args, "tasks")["tasks"]
    assert isinstance(tasks, list)
    assert [(task["plan"], task["number"]) for task in tasks] == [
        ("禁毒工程实施方案", "1.1"),
        ("禁毒工程实施方案", "1.2"),
        ("平安方案", "1"),
        ("平安方案", "2"),
    ]


def test_a_folder_may_stand_in_the_environment(run: Runner, folder: Path) -> None:
    code, out, err = run("task", "禁毒", "一·2", "扫黑", "1", DUTYMATRIX_PLAN="方案")
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if "方案 （" in line and "：" not in line][:2] == [
        "禁毒方案 （一）2 课程",
        "Section  禁毒方案 （一）宣传",
    ]
    assert "方案/扫黑方案.yaml:" in out


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("units -f tsv", "市公安局,unit", id="units, the first plan's order first"),
        pytest.param("matrix -f tsv", "unit,扫黑方案,禁毒方案,total", id="matrix, by plan"),
        pytest.param("matrix --rows plan --cols role -f tsv", "扫黑方案,2,1,3", id="plan rows"),
        pytest.param("partners 公安 -f tsv", "市司法局,1,扫黑方案 1", id="partners, with plans"),
        pytest.param("stats -f tsv", "市公安局,2,2,0,0,0,0.5000", id="stats"),
        pytest.param("tasks -f tsv", "扫黑方案,1,（一）,,打击,", id="tasks, with a column"),
        pytest.param("tasks --section 禁毒方案 -f tsv", "禁毒方案,1.1,（一）1,宣传", id="a plan"),
        pytest.param("duties 公安 -f tsv", "市公安局,lead,,扫黑方案,1", id="duties"),
    ],
)
def test_what_is_asked_of_all(run: Runner, folder: Path, line: str, expected: str) -> None:
    code, out, _err = run("--plan", "方案", *line.split())
    assert code == 0
    assert expected in out.replace("\t", ",")


@pytest.mark.parametrize("typed", ["禁毒·一·2", "禁毒一·2", "禁毒方案1.2", "禁毒方案（一）2"])
def test_a_number_and_its_plan_in_one_word(run: Runner, folder: Path, typed: str) -> None:
    assert "课程" in run("--plan", "方案", "task", typed).out
    assert "课程" in run("--plan", "方案", typed).out


def test_bare_words_over_several_plans(run: Runner, folder: Path, plan_file: PlanFile) -> None:
    plan_file(DRUGS.replace("宣传", "教育"), "方案/禁毒工程.yaml")
    _code, out, err = run("--plan", "方案", "tasks", "一", COLUMNS="80")
    assert "一 → 禁毒工程 （一）教育 and 1 section of other plans" in err
    assert ("宣传月" in out, "教育月" in out, "普法" in out) == (True, True, False)
    assert "市公安局" in run("--plan", "方案", "tasks", "公安").err
    assert "words in title" in run("--plan", "方案", "tasks", "普法").err


def test_what_cannot_be_read_is_named_and_the_others_answer(
    run: Runner, folder: Path, plan_file: PlanFile
) -> None:
    plan_file("format: 1\ntitle: 坏\ntasks:\n- lead: 无名局\n", "方案/坏.yaml")
    code, out, err = run("--plan", "方案", "units", "-f", "csv")
    assert (code, "市司法局" in out) == (0, True)
    assert err == (
        "left out: 方案/坏.yaml has errors\n  what is wrong in it: dutymatrix check 方案/坏.yaml\n"
    )
    code, out, _err = run("--plan", "方案", "units", "--strict", "-f", "csv")
    assert (code, "市司法局" in out) == (1, True)


def test_what_cannot_be_opened_is_named_and_the_others_answer(
    run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> bool:
        return path.name in {"禁毒方案.yaml", "下级"}

    def opened(path: Path, *args: object, **kwargs: object) -> object:
        if closed(path):
            raise PermissionError(EACCES, "", str(path))
        return open_(path, *args, **kwargs)

    def scanned(path: Path) -> object:
        if closed(path):
            raise PermissionError(EACCES, "", str(path))
        return scan(path)

    # Whoever runs the tests may be one whom no mode keeps out.
    open_: Callable[..., object] = Path.open
    scan: Callable[..., object] = os.scandir
    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(os, "scandir", scanned)
    code, out, err = run("--plan", "方案", "units", "--recursive", "-f", "csv")
    assert (code, "市司法局" in out, "市卫计局" in out) == (0, True, False)
    then = "  ask its owner, or copy it to a folder of your own\n"
    assert err == (
        f"left out: 方案/下级: no permission to read it\n{then}"
        f"left out: 方案/禁毒方案.yaml: no permission to read it\n{then}"
    )
    assert run("--plan", "方案", "units", "--recursive", "--strict").code == 1
    # What was named itself is an error.
    assert run("--plan", "方案/禁毒方案.yaml", "--plan", "方案", "units").code == 2
    assert run("--plan", "方案/下级", "units").code == 2


def test_a_folder_of_which_no_plan_can_be_read(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    plan_file("format: 1\ntasks:\n- lead: 无名局\n", "坏/坏.yaml")
    code, _out, err = run("--plan", str(tmp_path / "坏"), "plans")
    assert code == 2
    assert "left out: " in err
    assert "can be read" in err


def test_a_link_that_leads_nowhere_is_named(run: Runner, folder: Path) -> None:
    try:
        (folder / "去年.yaml").symlink_to("没有.yaml")
    except OSError:
        pytest.skip("no links here")
    code, out, err = run("--plan", "方案", "units", "-f", "csv")
    assert (code, "市司法局" in out) == (0, True)
    assert "left out: 方案/去年.yaml: this is a link to a file that is not there" in err


def test_documents_count_when_asked_for(run: Runner, folder: Path, plan_file: PlanFile) -> None:
    text = "夏季行动方案\n\n（一）巡查。（牵头单位：市公安局；参与单位：市城管局）\n"
    plan_file(text, "方案/夏季.txt")
    assert "夏季" not in run("--plan", "方案", "plans").out
    assert "夏季" in run("--plan", "方案", "--documents", "plans").out


def test_no_plan_in_a_folder(run: Runner, tmp_path: Path) -> None:
    code, _out, err = run("--plan", str(tmp_path), "tasks")
    assert code == 2
    assert "there is no plan in" in err


def test_a_command_about_one_plan_says_so(run: Runner, folder: Path) -> None:
    args = ("--plan", "方案/禁毒方案.yaml", "--plan", "方案/扫黑方案.yaml")
    code, _out, err = run(*args, "history", "公安")
    assert (code, "about one plan" in err) == (2, True)


def test_a_common_roster(run: Runner, folder: Path, plan_file: PlanFile) -> None:
    plan_file("units:\n  市卫健局: {aliases: [市卫计局]}\n  市公安局:\n", "方案/units.yaml")
    data = answer(run, "--plan", "方案", "duties", "卫健")
    assert data["unit"] == "市卫健局"
    assert data["counts"] == {"lead": 1, "responsible": 0, "join": 1, "guide": 0}
    plan_file("units:\n  市卫健局: {until: 哪天}\n", "方案/units.yaml")
    code, _out, err = run("--plan", "方案", "units")
    assert (code, "units.yaml:2" in err) == (2, True)
    # What is wrong in it stands with what is wrong in the plans.
    plan_file("format: 1\ntitle: 坏方案\ntasks: [{titel: 甲}]\n", "方案/坏方案.yaml")
    code, out, err = run("check", "方案")
    assert (code, "error:" in err) == (1, False)
    assert "方案/units.yaml:2:" in out
    assert "方案/坏方案.yaml:3:" in out


def test_a_common_roster_by_itself(run: Runner, folder: Path, plan_file: PlanFile) -> None:
    plan_file("units:\n  市卫健局: {until: 哪天}\n", "方案/units.yaml")
    code, out, err = run("check", "方案/units.yaml")
    assert (code, out.count("DM"), err) == (1, 1, "方案/units.yaml: 1 error, 0 warnings\n")
    assert out.startswith("方案/units.yaml:2:17: DM501 error: ")
    plan_file("units:\n  市公安局:\n  市公安 局:\n", "方案/units.yaml")
    code, out, _err = run("check", "方案/units.yaml", "--fix", "--strict")
    assert (code, out.count("DM"), "方案/units.yaml:3:3: DM209" in out) == (1, 1, True)
    # So it does where its folder is checked.
    assert "方案/units.yaml:3:3: DM209" in run("check", "方案").out
    assert run("check", "方案", "--ignore", "DM209").out == ""
    for command in (["units", "--plan", "方案/units.yaml"], ["fmt", "方案/units.yaml"]):
        code, _out, err = run(*command)
        assert (code, "--plan 方案 …" in err) == (2, True)


def test_a_plan_that_is_typed_wrongly_before_a_number(run: Runner, folder: Path) -> None:
    code, _out, err = run("task", "禁度", "三·3", "--plan", "方案")
    assert (code, err) == (2, "error: there is no plan 禁度\n  did you mean 禁毒方案?\n")


def test_a_plan_may_begin_with_long_remarks(run: Runner, plan_file: PlanFile) -> None:
    remarks = "# 说明\n" * 20_000
    for mark in ("", "\ufeff"):
        path = plan_file(mark + remarks + DRUGS, "方案/禁毒方案.yaml")
        code, out, _err = run("--plan", str(path.parent), "plans", "-f", "csv")
        assert (code, "禁毒工程实施方案" in out) == (0, True)


def test_a_file_that_is_too_large_is_not_read(
    run: Runner, folder: Path, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is what its beginning tells to be none."""
    read: list[str] = []
    content = session.content

    def noted(path: Path) -> bytes:
        read.append(path.name)
        return content(path)

    monkeypatch.setattr(session, "content", noted)
    for name, start in (("大.yaml", b"format: 1\n"), ("记录.yaml", b"at: 12:30\n")):
        with (folder / name).open("wb") as file:
            file.write(start)
            file.truncate(MAX_BYTES + 1)
    code, out, err = run("--plan", "方案", "plans")
    assert (code, "禁毒方案" in out, err.count("left out")) == (0, True, 1)
    assert "left out: 方案/大.yaml is too large to be a plan: larger than 256 MiB\n" in err
    assert not {"大.yaml", "记录.yaml"} & {*read}


@pytest.mark.parametrize("page", ["plans.md", "plans.zh-CN.md"])
def test_the_roster_that_the_page_shows(
    run: Runner, folder: Path, plan_file: PlanFile, page: str
) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    plan_file(text.split("```yaml\n")[1].split("```")[0], "方案/units.yaml")
    assert run("check", "方案").code == 0
    assert answer(run, "--plan", "方案", "duties", "某镇")["unit"] == "某镇"


def test_papers_say_which_documents_they_are_made_from(run: Runner, folder: Path) -> None:
    drugs, gangs = (
        "禁毒方案：《禁毒工程实施方案》（吴委办〔2017〕93号）",
        "扫黑方案：《扫黑除恶方案》",
    )
    for command in (["duties", "--all"], ["units"], ["tasks"], ["matrix", "--cols", "plan"]):
        assert run("--plan", "方案", *command, "-o", "X.html").code == 0
        text = (folder.parent / "X.html").read_text("utf-8")
        assert (drugs in text, gangs in text) == (True, True), command
    # A list names those it has tasks of.
    assert run("--plan", "方案", "duties", "市司法局", "-o", "市司法局.html").code == 0
    text = (folder.parent / "市司法局.html").read_text("utf-8")
    assert (drugs in text, gangs in text) == (False, True)


def test_a_plan_that_was_read_is_not_written_over(run: Runner, folder: Path) -> None:
    code, _out, err = run("--plan", "方案", "tasks", "-f", "json", "-o", "方案/禁毒方案.yaml")
    assert (code, "not replaced" in err) == (2, True)


@pytest.fixture
def reformed(plan_file: PlanFile, folder: Path) -> str:
    """A third plan, which has 市卫健局 where an older one has 市卫计局."""
    text = UNDATED.replace("units: {市公安局: , 市司法局: }", "units:\n  市公安局:\n  市卫健局:")
    text = text.replace("市司法局", "市卫健局")
    plan_file(text, "方案/平安方案.yaml")
    return text


@pytest.mark.usefixtures("reformed")
def test_names_that_are_probably_one(run: Runner, plan_file: PlanFile) -> None:
    code, out, err = run("check", "方案")
    assert (
        "方案/平安方案.yaml:5:3: DM213 warning: 市卫健局 probably took over from 市卫计局, which "
        "方案/禁毒方案.yaml names\n"
        "      市卫健局:\n"
        "      ^\n"
        "    if so, write in 方案/units.yaml:\n"
        "    units:\n"
        "      市卫计局: {succeeded_by: [市卫健局]}\n"
        "      市卫健局:\n"
    ) in out
    assert (code, err) == (0, "4 plans: 0 errors, 1 warning\n")
    _code, out, _err = run("check", "方案", "-f", "json")
    [found] = [found for plan in json.loads(out)["plans"] for found in plan["findings"]]
    assert (found["code"], found["line"]) == ("DM213", 5)
    assert "[DM213]" in run("check", "--plan", "方案", "-f", "gcc").out
    plan_file("units:\n  市卫计局: {succeeded_by: [市卫健局]}\n  市卫健局:\n", "方案/units.yaml")
    assert run("check", "方案").out == ""


def test_names_that_are_probably_one_left_unsaid(
    run: Runner, reformed: str, plan_file: PlanFile
) -> None:
    assert run("check", "方案", "--ignore", "DM213").out == ""
    assert run("check", "方案", "--select", "DM5").out == ""
    plan_file(
        reformed.replace("  市卫健局:\n", "  市卫健局:  # dm: ignore DM213 另设\n"),
        "方案/平安方案.yaml",
    )
    assert run("check", "方案").out == ""
    # Alone it has nothing to be found, and the comment stays.
    assert run("check", "方案/平安方案.yaml").out == ""
