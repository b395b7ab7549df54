"""`matrix`, `partners` and `stats`: the graph questioned from the command line."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from program import PlanFile, Runner

AXES = ("unit", "task", "section", "role", "lead", "year")


CO_LED = """\
format: 1
title: 方案
units:
  甲局:
  乙局:
tasks:
- title: 子
  lead: [甲局, 乙局]
- title: 丑
  lead: 乙局
  join: 甲局
"""


def _matrix(run: Runner, *args: str) -> dict[str, Any]:
    code, out, err = run("matrix", *args, "-f", "json")
    assert code == 0, err
    answer: dict[str, Any] = json.loads(out)
    return answer


def test_the_default_is_units_by_sections(run: Runner, here: Path) -> None:
    answer = _matrix(run)
    assert list(answer) == [
        "format_version", "plan", "rows", "columns", "counts", "cells", "row_totals",
        "column_totals", "total",
    ]  # fmt: skip
    assert answer["columns"] == ["1", "2", "3", "4", "5", "6"]
    assert len(answer["rows"]) == 34
    assert answer["column_totals"] == [15, 31, 61, 30, 22, 30]
    assert (answer["counts"], answer["total"]) == ("assignments", 189)
    assert answer["cells"][0] == [8, 8, 7, 2, 1, 5]


@pytest.mark.parametrize("rows", AXES)
@pytest.mark.parametrize("columns", AXES)
def test_totals_of_every_pair_of_axes(run: Runner, here: Path, rows: str, columns: str) -> None:
    answer = _matrix(run, "--rows", rows, "--cols", columns)
    if rows == columns == "unit":
        assert answer["total"] is answer["row_totals"] is answer["column_totals"] is None
        return
    counts = "assignments" if {rows, columns} & {"unit", "role"} else "tasks"
    assert answer["counts"] == counts
    total = {"assignments": 189, "tasks": 43}[counts]
    assert answer["total"] == total
    for totals in (answer["row_totals"], answer["column_totals"]):
        assert sum(totals) == total


def test_units_by_units_share_tasks(run: Runner, here: Path) -> None:
    answer = _matrix(run, "--cols", "unit")
    place = {name: n for n, name in enumerate(answer["rows"])}
    office, labour = place["市禁毒办"], place["市人社局"]
    cells = answer["cells"]
    assert cells[office][labour] == cells[labour][office] == 13
    assert cells[office][office] == 31


def test_marks_are_lists_of_roles(run: Runner, here: Path) -> None:
    answer = _matrix(run, "--rows", "task", "--cols", "unit", "--cells", "mark")
    assert answer["rows"][0] == "1.1"
    row = dict(zip(answer["columns"], answer["cells"][0], strict=True))
    assert {name: roles for name, roles in row.items() if roles} == {
        "市禁毒办": ["lead"],
        "市综治办": ["join"],
        "市文明办": ["join"],
        "各镇（街）": ["join"],
    }
    assert sum(len(cell) for own in answer["cells"] for cell in own) == 189


def test_pairs(run: Runner, here: Path) -> None:
    out = run("matrix", "--cells", "pair", "--section", "三", "--top", "2", lang="zh_CN").out
    assert (
        out
        == """\
吴川市全民禁毒工程实施方案(2017-2019年)
单位     （三） 合计
────────────────────
市公安局    2/6  2/6
市司法局    0/8  0/8
合计       9/52 9/52

牵头/参与
表中为项次：一个单位列入一项任务计一项次
另有 12 行未列，合计包括在内
（三）夯实戒毒社会服务管理工作基础
筛选条件：（三）部分；符合 9 项，方案共 43 项
"""
    )


def test_years_and_leads(run: Runner, here: Path) -> None:
    answer = _matrix(run, "--rows", "lead", "--cols", "year")
    assert answer["columns"] == [2017, 2018, 2019, None]
    assert answer["rows"] == [
        "市禁毒办", "市综治办", "市委宣传部", "市委党校", "市教育局", "市公安局", "市财政局",
    ]  # fmt: skip


def test_years_are_called_so_in_chinese(run: Runner, here: Path) -> None:
    args = ("matrix", "--rows", "lead", "--cols", "year")
    assert run(*args, lang="zh_CN").out.splitlines()[1].split() == [
        "牵头单位", "2017年", "2018年", "2019年", "未明确时限", "合计",
    ]  # fmt: skip
    assert run(*args).out.splitlines()[1].split()[:4] == ["Lead", "2017", "2018", "2019"]


def test_rows_that_are_left_out_are_said(run: Runner, here: Path) -> None:
    assert "另有 32 行未列，合计包括在内" in run("matrix", "--top", "2", lang="zh_CN").out
    assert "未列" not in run("matrix", "--top", "34", lang="zh_CN").out
    assert "按任务最早时限的年份计" in run("matrix", "--cols", "year", lang="zh_CN").out
    said = "错误：--top 后面要写 1 以上的整数，写的是 0\n"
    assert run("matrix", "--top", "0", lang="zh_CN").err.startswith(said)
    assert _matrix(run, "--cols", "unit")["counts"] == "tasks"


def test_what_is_counted_stands_below(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file(CO_LED))
    args = ("--plan", path, "matrix", "--rows", "lead", "--cols", "section")
    answer = run(*args, lang="zh_CN").out.splitlines()
    assert [line.split() for line in answer[3:6]] == [
        ["甲局", "1", "1"],
        ["乙局", "2", "2"],
        ["合计", "2", "2"],
    ]
    assert answer[7:] == [
        "表中为任务数：每项任务计一次",
        "一项任务有几个牵头单位的，各单位均列入，合计只计一次",
        "共 2 项任务",
    ]
    assert json.loads(run(*args, "-f", "json").out)["counts"] == "tasks"
    assert run(*args, "-f", "csv", lang="zh_CN").err.splitlines() == answer[7:9]


def test_sort_top_transpose_zeros(run: Runner, here: Path) -> None:
    assert _matrix(run, "--sort", "--top", "3")["rows"] == ["市禁毒办", "市公安局", "市人社局"]
    turned = _matrix(run, "--transpose")
    assert turned["rows"] == ["1", "2", "3", "4", "5", "6"]
    assert turned["row_totals"] == [15, 31, 61, 30, 22, 30]
    assert len(_matrix(run, "--section", "五")["rows"]) == 13
    assert len(_matrix(run, "--section", "五", "--zeros")["rows"]) == 34


def test_everything_is_in_80_columns_and_in_a_file(run: Runner, here: Path, tmp_path: Path) -> None:
    from dutymatrix.measure import cells

    args = ("matrix", "--cols", "task", "--cells", "mark")
    out = run(*args, lang="zh_CN", COLUMNS="80").out
    assert max(map(cells, out.split("\n"))) <= 80
    grid = out.partition("牵 牵头")[0]
    # （六）发动社会力量参与 is a section.
    assert (grid.count("牵"), grid.count("参") - grid.count("参与")) == (43, 146)
    file = tmp_path / "矩阵.csv"
    assert run(*args, "-o", str(file)).code == 0
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert (len(rows), len(rows[0])) == (36, 45)
    assert rows[0][1] == "（一）1"
    assert sum(row.count("牵") for row in rows) == 43


def test_what_if(run: Runner, here: Path) -> None:
    out = run("matrix", "--merge", "市安监局+市食药监局+市市场监管局=市市监局", lang="zh_CN").out
    row = next(line for line in out.split("\n") if line.startswith("市市监局*"))
    assert row.split() == ["市市监局*", "·", "1", "1", "·", "3", "1", "6"]
    assert "* 假设：市市监局" in out
    assert "假设不再存在：市安监局、市食药监局、市市场监管局" in out
    answer = _matrix(run, "--drop", "市禁毒办")
    assert answer["total"] == 189 - 31
    renamed = _matrix(run, "--rename", "卫计=市卫健局")
    assert "市卫健局" in renamed["rows"]
    assert renamed["total"] == 189


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["--rows", "部门"], "部门 is not one of these", id="axis"),
        pytest.param(["--cells", "marks"], "marks is not one of these", id="cells"),
        pytest.param(["--merge", "卫计=丙"], "卫计=丙 does not say", id="merge of one"),
        pytest.param(["--rename", "卫计"], "卫计 does not say", id="rename to nothing"),
        pytest.param(["--drop", "市卫健局"], "no unit or group is called 市卫健局", id="drop"),
        pytest.param(["--rename", "卫计=市公安局"], "市公安局 is the name of", id="name taken"),
        pytest.param(["-f", "xlsx"], "xlsx cannot be shown", id="xlsx to a terminal"),
    ],
)
def test_what_cannot_be_answered(run: Runner, here: Path, args: list[str], said: str) -> None:
    code, out, err = run("matrix", *args)
    assert (code, out) == (2, "")
    assert f"error: {said}" in err


def test_html_is_whole_and_inert(run: Runner, plan_file: PlanFile, tmp_path: Path) -> None:
    plan = plan_file(
        "format: 1\ntitle: <b>试行</b>\nunits:\n  甲&乙局:\nsections:\n- title: 机制\n"
        "  tasks:\n  - title: <script>alert(1)</script>\n    lead: 甲&乙局\n"
    )
    page = tmp_path / "矩阵.html"
    args = ("--rows", "task", "--cols", "unit", "--cells", "mark")
    assert run("--plan", str(plan), "matrix", *args, "-o", str(page)).code == 0
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "甲&amp;乙局" in html
    assert "http" not in html
    assert html.count(">牵<") == 1


def test_xlsx_holds_every_assignment(run: Runner, here: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    file = tmp_path / "矩阵.xlsx"
    args = ("--rows", "task", "--cols", "unit", "--cells", "mark")
    assert run("matrix", *args, "-o", str(file)).code == 0
    sheet = openpyxl.load_workbook(file).active
    values = [cell for row in sheet.iter_rows(min_row=3, values_only=True) for cell in row]
    assert (values.count("牵"), values.count("参")) == (43, 146)
    assert sheet.cell(3, 1).value == "（一）1 压实禁毒责任"
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:AJ45"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    # One page wide, which is what fitToWidth is where it is not written; as high as need be.
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$2"
    counts = tmp_path / "统计.xlsx"
    assert run("matrix", "-o", str(counts)).code == 0
    sheet = openpyxl.load_workbook(counts).active
    assert sheet.cell(37, 8).value == 189  # a number, not a text
    again = tmp_path / "again.xlsx"
    assert run("matrix", "-o", str(again)).code == 0
    assert again.read_bytes() == counts.read_bytes()


def test_a_missing_extra_is_named(
    run: Runner, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    file = tmp_path / "矩阵.xlsx"
    code, _out, err = run("matrix", "-o", str(file))
    assert code == 2
    assert 'pip install "dutymatrix[office]"' in err
    assert not file.exists()


def test_partners(run: Runner, here: Path) -> None:
    answer = json.loads(run("partners", "市禁毒办", "-f", "json").out)
    assert list(answer) == ["format_version", "plan", "unit", "partners"]
    first = answer["partners"][0]
    assert (first["unit"], first["shared"], len(first["tasks"])) == ("市人社局", 13, 13)
    assert first["tasks"][:2] == ["2.1", "2.3"]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param(["卫计"], ("市公安局", 9), id="closest, by roster"),
        pytest.param(["卫计", "--as", "lead"], None, id="it never leads"),
        pytest.param(["市妇联", "--with", "lead"], ("市禁毒办", 3), id="who leads it"),
        pytest.param(["市法院", "市检察院"], ("市公安局", 5), id="common partners"),
        pytest.param(["市公安局", "--section", "五"], ("市市场监管局", 3), id="filtered"),
    ],
)
def test_partners_in_roles(
    run: Runner, here: Path, args: list[str], expected: tuple[str, int] | None
) -> None:
    partners = json.loads(run("partners", *args, "-f", "json").out)["partners"]
    found = [(partner["unit"], partner["shared"]) for partner in partners]
    assert (found[0] if found else None) == expected


def test_stats(run: Runner, here: Path) -> None:
    answer = json.loads(run("stats", "-f", "json").out)
    first = answer["units"][0]
    assert first == {
        "unit": "市禁毒办", "lead": 23, "responsible": 0, "join": 8, "guide": 0,
        "lead_share": 0.5349,
    }  # fmt: skip
    assert answer["alone"] == ["1.2", "1.3", "1.7", "1.8", "2.5", "2.8", "4.9"]
    assert len(answer["never_lead"]) == 27
    assert answer["idle"] == []
    assert sum(map(len, answer["leaderless_without"].values())) == 43
    assert answer["leaderless_without"]["市财政局"] == ["1.6", "6.4"]
    # 23² + 12² + 3² + 2² + 1 + 1 + 1 over 43².
    assert answer["concentration"] == round((529 + 144 + 9 + 4 + 3) / 43**2, 4)
    assert answer["ties"][0] == {"units": ["市禁毒办", "市人社局"], "shared": 13}
    head, first_row, *_rows = run("stats", "-f", "tsv").out.splitlines()
    assert head == "unit\ttotal\tlead\tresponsible\tjoin\tguide\tlead_share"
    assert first_row == "市禁毒办\t31\t23\t0\t8\t0\t0.5349"


def test_stats_say_what_they_are(run: Runner, here: Path) -> None:
    out = run("stats", lang="zh_CN", COLUMNS="80").out
    assert "从不牵头的单位（24）" in out
    assert "从不牵头的统称（3）" in out
    assert "只有一个单位的任务（7）  （一）2、3、7、8；（二）5、8；（四）9" in out
    assert "相当于 2.7 个单位平均牵头" in out
    assert "仅市禁毒办牵头（23）" in out
    assert "Clauset" not in out
    assert "Clauset" in run("stats", "--help", lang="en").out
    assert "模块度贪心算法" in run("stats", "--help", lang="zh_CN").out
    merged = run("stats", "--merge", "市安监局+市食药监局=市市监局", lang="zh_CN").out
    assert "市市监局*" in merged


def test_a_plan_without_tasks(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file("format: 1\ntitle: 试行方案\nunits:\n  市公安局:\n"))
    for command in (["matrix"], ["matrix", "--cols", "unit"], ["stats"], ["partners", "市公安局"]):
        for format_ in ("table", "json", "csv", "tsv", "md"):
            code, out, err = run("--plan", path, *command, "-f", format_)
            assert (code, err) == (0, ""), (command, format_)
            assert out
