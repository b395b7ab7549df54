"""Sheets for a meeting: units to sign, a task on a page, figures, partners, a history."""

from pathlib import Path
from typing import Any

import pytest

from program import ROOT, Runner


def read_word(path: Path) -> tuple[list[str], Any]:
    docx = pytest.importorskip("docx")
    document = docx.Document(str(path))
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text], document


def write(run: Runner, path: Path, *args: str) -> Path:
    plan = str(ROOT / "plan.yaml")
    code, out, err = run("--plan", plan, *args, "-o", str(path), lang="zh_CN")
    assert (code, out) == (0, ""), err
    return path


def test_units_of_a_section_sign_in(run: Runner, tmp_path: Path) -> None:
    said, document = read_word(write(run, tmp_path / "参会.docx", "units", "--section", "三"))
    assert said[0] == "《吴川市全民禁毒工程实施方案(2017-2019年)》参会单位"
    units, groups = document.tables
    heads = [cell.text for cell in units.rows[0].cells]
    assert heads == ["序号", "单位", "承担任务数", "牵头", "参与", "联系方式", "签到"]
    assert [cell.text for cell in units.rows[2].cells] == [
        "2", "市综治办", "3", "（三）3", "（三）1、4", "", "",
    ]  # fmt: skip
    assert (len(units.rows), len(groups.rows)) == (1 + 13, 1 + 1)


def test_the_roster_is_not_signed(run: Runner, tmp_path: Path) -> None:
    said, document = read_word(write(run, tmp_path / "名录.docx", "units"))
    assert said[0].endswith("》单位名录")
    assert "签到" not in [cell.text for cell in document.tables[0].rows[0].cells]


def test_a_task_on_a_page_says_nothing_of_files(run: Runner, tmp_path: Path) -> None:
    said, _document = read_word(write(run, tmp_path / "任务.docx", "task", "三·3"))
    assert said[0].replace("\n", "").endswith("》（三）3")
    assert "牵头单位：市综治办" in said
    text = "\n".join(said)
    assert "plan.yaml" not in text
    assert "2018年底前" in text and "2018-12-31" not in text


@pytest.mark.parametrize(
    ("args", "title", "within"),
    [
        (("stats",), "》任务分布情况", "市禁毒办"),
        (("partners", "市卫计局"), "》市卫计局协作单位", "市公安局"),
        (("history", "市卫计局"), "》市卫计局历次变更", "市卫计局"),
    ],
)
@pytest.mark.parametrize("suffix", ["html", "xlsx", "docx"])
def test_other_answers_on_paper(
    run: Runner, tmp_path: Path, args: tuple[str, ...], title: str, within: str, suffix: str
) -> None:
    path = write(run, tmp_path / f"纸.{suffix}", *args)
    if suffix == "docx":
        said, document = read_word(path)
        assert said[0].replace("\n", "").endswith(title)
        cells = [cell.text for table in document.tables for cell in table.column_cells(0)]
        assert within in "\n".join([*cells, *said[1:]])
    elif suffix == "html":
        page = path.read_text(encoding="utf-8")
        assert title in page and within in page
    else:
        openpyxl = pytest.importorskip("openpyxl")
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert any(within in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_a_matrix_of_tasks_and_units_takes_a3(run: Runner, tmp_path: Path) -> None:
    args = ("matrix", "--rows", "task", "--cols", "unit", "--cells", "mark")
    said, document = read_word(write(run, tmp_path / "矩阵.docx", *args))
    assert said[0].endswith("》任务分工矩阵")
    [section] = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)
    [table] = document.tables
    assert (len(table.rows), len(table.columns)) == (1 + 43 + 1, 1 + 34 + 1)
    _said, document = read_word(write(run, tmp_path / "部分.docx", "matrix"))
    assert round(document.sections[0].page_width.mm) == 297


def test_deadlines_go_into_a_calendar(run: Runner, tmp_path: Path) -> None:
    pytest.importorskip("icalendar")
    path = tmp_path / "时限.ics"
    plan = str(ROOT / "plan.yaml")
    code, _out, err = run("--plan", plan, "tasks", "-o", str(path), lang="zh_CN")
    assert code == 0
    assert "33 项任务没有时限，未列入日历" in err
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_matrix_too_wide_for_a3_is_several_tables(run: Runner, tmp_path: Path) -> None:
    line = ("matrix", "--rows", "unit", "--cols", "task", "--cells", "mark")
    _texts, document = read_word(write(run, tmp_path / "矩阵.docx", *line))
    tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]
    assert [len(table[0]) for table in tables] == [1 + 22, 1 + 21 + 1]
    heads = [head.replace("\n", "") for table in tables for head in table[0]]
    assert [head for head in heads if head.startswith("（")][::42] == ["（一）1", "（六）5"]
    for table in tables:
        assert [row[0] for row in table] == [row[0] for row in tables[0]]
    assert [cell for table in tables for row in table for cell in row if cell == "0"] == []


def test_tables_of_very_many_rows_have_those_that_say_something(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dutymatrix.paper.printout._SIDE_BY_SIDE", 30)
    line = ("matrix", "--rows", "unit", "--cols", "task", "--cells", "mark")
    _texts, document = read_word(write(run, tmp_path / "矩阵.docx", *line))
    one, other = ([[cell.text for cell in row.cells] for row in t.rows] for t in document.tables)
    assert all(any(row[1:]) for row in one)
    assert "市工商局" not in [row[0] for row in one]
    # With the totals, which every row has, are all.
    assert len(other) == 1 + 34 + 1
