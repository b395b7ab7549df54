"""`tasks` and `units`: filters as typed, what is shown, what is said of it."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from program import PlanFile, Runner, start


def _numbers(run: Runner, *args: str) -> list[str]:
    code, out, _err = run("tasks", *args, "-f", "json")
    assert code == 0
    return [task["number"] for task in json.loads(out)["tasks"]]


@pytest.mark.parametrize(
    ("args", "numbers"),
    [
        pytest.param("--lead 财政", "1.6 6.4", id="lead, in part"),
        pytest.param("--lead czj", "1.6 6.4", id="lead, by initials"),
        pytest.param("--unit 市法院 --unit jcy", "4.2 4.3 4.5 4.7 4.8", id="several units"),
        pytest.param("--section 三 --no-due", "3.5 3.6", id="section by its numeral"),
        pytest.param("--section （五）", "5.1 5.2 5.3 5.4", id="section by its label"),
        pytest.param("--section 管控责任", "5.1 5.2 5.3 5.4", id="section by its title"),
        pytest.param("--section 5 --section 一 --lead 财政", "1.6", id="several sections"),
        pytest.param("--due-by 2018年底", "1.7 3.3 3.7 6.2 6.3", id="due by, in words"),
        pytest.param("--due-by 2018", "1.7 3.3 3.7 6.2 6.3", id="due by a year"),
        pytest.param("--due-by 2018-12-31", "1.7 3.3 3.7 6.2 6.3", id="due by a day"),
        pytest.param("--due-by 2018-06", "6.2", id="due by a month"),
        pytest.param("--due-by 2018年上半年", "6.2", id="due by half a year"),
        pytest.param("--due-by 2018 --order due", "6.2 1.7 3.3 3.7 6.3", id="sorted by date"),
        pytest.param("--due-after 2018", "3.1 3.2 3.4 3.8 3.9", id="due after"),
        pytest.param("--overdue --today 2018-06-30", "6.2", id="overdue"),
        pytest.param("--without-join --section 四", "4.9", id="alone"),
        pytest.param("--text 药物维持 --join 卫计", "3.5 3.8", id="text and join"),
        pytest.param("--text 火星", "", id="nothing"),
    ],
)
def test_tasks(run: Runner, here: Path, args: str, numbers: str) -> None:
    assert _numbers(run, *args.split()) == numbers.split()


def test_tasks_json(run: Runner, here: Path) -> None:
    answer = json.loads(run("tasks", "-f", "json").out)
    assert list(answer) == ["format_version", "plan", "total", "tasks", "contacts"]
    assert answer["total"] == len(answer["tasks"]) == 43
    roles = ("lead", "responsible", "join", "guide")
    assert sum(len(task[role]) for task in answer["tasks"] for role in roles) == 189


def test_tasks_table_in_80_columns(run: Runner, here: Path) -> None:
    code, out, err = run("tasks", "--section", "六", "--lead", "财政", lang="zh_CN", COLUMNS="80")
    assert (code, err) == (0, "财政 → 市财政局\n")
    assert (
        out
        == """\
吴川市全民禁毒工程实施方案(2017-2019年)
序号  条目     工作任务            牵头单位  主要参与单位          完成时限
───────────────────────────────────────────────────────────────────────────
   1  （六）4  完善政府购买禁毒社  市财政局  市禁毒办、市人社局、  未明确
               会服务事项                    市民政局、市司法局

筛选条件：市财政局牵头，（六）部分；符合 1 项，方案共 43 项
"""
    )


def test_tasks_table_in_40_columns(run: Runner, here: Path) -> None:
    out = run("tasks", "--section", "六", "--lead", "市财政局", COLUMNS="40").out
    assert (
        out
        == """\
吴川市全民禁毒工程实施方案(2017-2019年)
1 （六）4 完善政府购买禁毒社会服务事项
  Lead          市财政局
  Participants  市禁毒办、市人社局、
                市民政局、市司法局
  Due           not stated

filter: led by 市财政局, in （六）; 1 of
43 tasks
"""
    )


def test_tasks_table_in_160_columns(run: Runner, here: Path) -> None:
    """Wide enough for everything on one line."""
    out = run("tasks", "--section", "六", "--lead", "市财政局", COLUMNS="160").out
    cells = ("1", "（六）4", "完善政府购买禁毒社会服务事项", "市财政局")
    joins = "市禁毒办、市人社局、市民政局、市司法局"
    assert out.splitlines()[3].split() == [*cells, joins, "not", "stated"]
    assert len(out.splitlines()) == 6


def test_what_the_date_filter_cannot_decide_is_said(run: Runner, here: Path) -> None:
    for option in ("--due-by", "--due-after"):
        out = run("tasks", option, "2018", lang="zh_CN").out
        assert "待核实：（六）3写“2019年前”，按字面是 2018-12-31，公文中也常指当年年底" in out
    assert "待核" not in run("tasks", "--due-by", "2018", "--section", "一", lang="zh_CN").out
    assert "待核" not in run("tasks", "--section", "六", lang="zh_CN").out


def test_tasks_csv_has_the_columns_of_every_list_of_tasks(
    run: Runner, here: Path, tmp_path: Path
) -> None:
    file = tmp_path / "分解表.csv"
    assert run("tasks", "--lead", "市综治办", "-o", str(file)).code == 0
    head, *rows = csv.reader(StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("3.3", "（三）3", "落实吸毒人员网格化服务管理措施"),
        ("5.2", "（五）2", "落实物流寄递行业管控措施"),
        ("5.4", "（五）4", "开展重点部位涉毒隐患排查"),
    ]
    assert not any("未明确" in cell for row in rows for cell in row)
    task, duty = (run(*args, "-f", "csv").out for args in (("task", "3.3"), ("duties", "市妇联")))
    assert next(csv.reader(StringIO(task))) == head == next(csv.reader(StringIO(duty)))[3:-1]
    brief = run("tasks", "--lead", "市综治办", "-f", "md", "--brief").out
    assert "| 序号 | 条目 | 工作任务 | 牵头单位 | 主要参与单位 | 完成时限 |" in brief


@pytest.mark.parametrize(
    ("typed", "day"),
    [("今年底", "2018-12-31"), ("明年", "2019-12-31"), ("本月", "2018-11-30")],
)
def test_dates_count_from_a_day(run: Runner, here: Path, typed: str, day: str) -> None:
    relative = run("tasks", "--due-by", typed, "--today", "2018-11-29")
    assert relative.code == 0
    assert relative == run("tasks", "--due-by", day)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param("--due-by 来年", "来年 is not a date", id="date"),
        pytest.param("--due-by 2019年前", "2019年前 can mean the end of 2018 or of 2019", id="two"),
        pytest.param("--overdue --today 明天", "明天 is not a date", id="today"),
        pytest.param("--section 九", "there is no section 九", id="section"),
        pytest.param("--section 禁毒", "禁毒 could be （一）", id="several sections"),
        pytest.param("--lead 局", "局 fits 15 names", id="several units"),
        pytest.param("--order 时间", "时间 is not one of these", id="order"),
    ],
)
def test_what_cannot_be_answered(run: Runner, here: Path, args: str, said: str) -> None:
    code, out, err = run("tasks", *args.split())
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {said}")
    assert len(err.splitlines()) >= 2  # and what to do


def test_a_plan_without_sections_says_so(run: Runner, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("format: 1\ntitle: 方案\nunits:\n  甲局:\ntasks:\n- title: 事\n  lead: 甲局\n")
    said = run("--plan", str(plan), "tasks", "--section", "九", lang="zh_CN").err
    assert said == "错误：没有“九”这个部分\n  本方案不分部分\n"


def test_units_of_a_section(run: Runner, here: Path) -> None:
    code, out, err = run("units", "--section", "三", lang="zh_CN", COLUMNS="80")
    assert (code, err) == (0, "")
    assert (
        out
        == """\
吴川市全民禁毒工程实施方案(2017-2019年)
单位          承担任务数  牵头                    参与
──────────────────────────────────────────────────────────────────────────────
市禁毒办               7  （三）1、2、4、7、8、9  （三）3
市综治办               3  （三）3                 （三）1、4
市发改局               3                          （三）6、7、8
市公安局               8  （三）5、6              （三）1、3、4、7、8、9
市民政局               6                          （三）1、2、3、4、7、9
市司法局               8                          （三）1、3、4、5、6、7、8、9
市财政局               2                          （三）7、9
市人社局               6                          （三）1、2、3、4、7、9
市卫计局               7                          （三）1、3、4、5、7、8、9
市市场监管局           1                          （三）9
市总工会               1                          （三）1
团市委                 2                          （三）1、3
市妇联                 2                          （三）1、3


统称        承担任务数  牵头  参与                 成员
─────────────────────────────────────────────────────────
各镇（街）           5        （三）1、2、4、5、9  未列明

单位名录共 34 个，列出 14 个：13 个单位，1 个统称；61 项次
筛选条件：（三）部分；符合 9 项，方案共 43 项
完成时限：（三）1 三年内，（三）2 到2019年底，（三）3 2018年底前，（三）4 到
2019年底，（三）7 至2018年底，（三）8 至2019年底，（三）9 通过3年努力
"""
    )


@pytest.mark.parametrize(
    ("args", "names"),
    [
        pytest.param("", 34, id="the roster"),
        pytest.param("--never-lead", 27, id="who never leads"),
        pytest.param("--idle", 0, id="nobody is idle"),
        pytest.param("--groups", 3, id="groups"),
        pytest.param("--section 三", 14, id="a section"),
        pytest.param("--section 三 --never-lead", 11, id="a section, who does not lead there"),
    ],
)
def test_units(run: Runner, here: Path, args: str, names: int) -> None:
    answer = json.loads(run("units", *args.split(), "-f", "json").out)
    assert len(answer["units"]) == names


def test_units_json(run: Runner, here: Path) -> None:
    units = json.loads(run("units", "-f", "json").out)["units"]
    assert sum(unit["lead"] for unit in units) == 43
    assert sum(unit["lead"] + unit["join"] for unit in units) == 189
    bureau = next(unit for unit in units if unit["name"] == "市卫计局")
    assert bureau == {
        "name": "市卫计局",
        "kind": "unit",
        "full_name": None,
        "aliases": [],
        "contact": None,
        "members": [],
        "open": False,
        "lead": 0,
        "responsible": 0,
        "join": 10,
        "guide": 0,
        "via_counts": {"lead": 0, "responsible": 0, "join": 0, "guide": 0},
        "tasks": ["3.1", "3.3", "3.4", "3.5", "3.7", "3.8", "3.9", "4.4", "5.1", "6.3"],
    }
    assert [unit["name"] for unit in units][-1] == "其他有关单位"
    assert units[-1]["open"] is True


TOWNS = """
format: 1
title: 试行方案
units:
  市公安局:
  塘㙍镇:
groups:
  各镇:
    members: [塘㙍镇]
sections:
- title: 禁毒机制
  tasks:
  - title: 甲
    lead: 市公安局
    join: [各镇]
  - title: 乙
    lead: 塘㙍镇
    join: [各镇]
"""


def test_own_duties_and_those_through_groups_are_counted_apart(
    run: Runner, plan_file: PlanFile
) -> None:
    path = str(plan_file(TOWNS.lstrip()))
    units = json.loads(run("--plan", path, "units", "-f", "json").out)["units"]
    town = next(unit for unit in units if unit["name"] == "塘㙍镇")
    assert (town["lead"], town["join"], town["via_counts"]["join"]) == (1, 0, 2)
    duties = json.loads(run("--plan", path, "duties", "塘㙍", "-f", "json").out)
    assert [(d["role"], d["via"], d["task"]["number"]) for d in duties["duties"]] == [
        ("lead", None, "1.2"),
        ("join", "各镇", "1.1"),
        ("join", "各镇", "1.2"),
    ]
    assert (duties["counts"]["lead"], duties["via_counts"]["join"]) == (1, 2)
    tasks = run("--plan", path, "tasks", "--join", "塘㙍镇", "--through-groups", "-f", "json").out
    assert [task["number"] for task in json.loads(tasks)["tasks"]] == ["1.1", "1.2"]
    assert (
        "groups counted; 2 of 2"
        in run("--plan", path, "tasks", "--join", "塘㙍镇", "--through-groups").out
    )


def test_a_gbk_console(plan_file: PlanFile) -> None:
    path = str(plan_file(TOWNS.lstrip()))
    code, out, err = start("--plan", path, "units", PYTHONIOENCODING="gbk", DUTYMATRIX_LANG="zh_CN")
    assert code == 0
    assert "塘??镇" in out.decode("gbk")
    assert "U+3664" in err.decode("gbk") or "U+364D" in err.decode("gbk")


def test_colour_only_adds_to_the_text(run: Runner, here: Path) -> None:
    plain = run("units", "--section", "五", COLUMNS="80").out
    coloured = run("units", "--section", "五", COLUMNS="80", FORCE_COLOR="1").out
    assert coloured != plain
    import re

    without = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in without.split("\n")] == plain.split("\n")


def test_standard_input(here: Path, plan_file: PlanFile) -> None:
    import subprocess
    import sys

    run = subprocess.run(
        [sys.executable, "-m", "dutymatrix", "--plan", "-", "tasks", "-f", "json"],
        input=TOWNS.lstrip().encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(run.stdout)["total"] == 2


@pytest.mark.parametrize(
    ("line", "key"),
    [
        pytest.param("tasks", "tasks", id="tasks"),
        pytest.param("task 3.3 3.4", "tasks", id="task"),
        pytest.param("duties 卫计", "duties", id="duties"),
        pytest.param("duties --all", "units", id="duties of all"),
        pytest.param("units", "units", id="units"),
        pytest.param("partners 卫计", "partners", id="partners"),
        pytest.param("stats", "units", id="stats"),
        pytest.param("check", "findings", id="check"),
    ],
)
def test_jsonl_has_the_records_of_the_list(run: Runner, here: Path, line: str, key: str) -> None:
    whole = json.loads(run(*line.split(), "-f", "json").out)
    lines = run(*line.split(), "-f", "jsonl").out.splitlines()
    assert [json.loads(one) for one in lines] == whole[key] != []


def test_a_list_of_nothing_has_no_line(run: Runner, here: Path) -> None:
    assert run("tasks", "--text", "火星", "-f", "jsonl").out == ""


def test_a_matrix_is_no_list(run: Runner, here: Path) -> None:
    assert run("matrix", "-f", "jsonl").code == 2


def test_tsv_says_where_a_cell_begins_as_a_formula(run: Runner, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("title: 方案\nunits: {甲局: }\ntasks:\n- {title: =1+1, lead: 甲局}\n", "utf-8")
    asked = ("--plan", str(plan), "tasks", "-f", "tsv")
    code, out, err = run(*asked)
    assert code == 0
    assert "\t=1+1\t" in out
    assert err == "a cell begins with =: tsv is for programs; for Excel -f csv\n"
    assert run("-q", *asked).err == ""
    assert run("-q", *asked).out == out
