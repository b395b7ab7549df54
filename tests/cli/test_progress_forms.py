"""`progress forms` and `progress collect`: forms out, forms in, whatever became of them."""

import os
from pathlib import Path

import openpyxl
import pytest

from offices import cell, fill
from program import Runner

PLAN = """\
format: 1
title: 禁毒工作方案
units:
  市禁毒办:
  市公安局:
  市教育局:
sections:
- title: 健全机制
  tasks:
  - title: 落实经费
    text: 将禁毒经费列入本级财政预算，逐年增长，确保各项禁毒工作顺利开展。
    lead: 市禁毒办
- title: 加强宣传
  tasks:
  - title: 举办宣传月
    text: 每年6月举办禁毒宣传月活动，覆盖全部中小学校、社区和公共场所。
    lead: 市教育局
    join: 市公安局
  - title: 印发资料
    text: 每季度印发宣传资料，向居民介绍毒品的危害和举报的办法、奖励。
    lead: 市公安局
"""
PERIOD = "2018年上半年"
FORM = f"反馈表/02_市公安局{PERIOD}落实情况反馈表.xlsx"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan whose forms were handed out: the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def forms(run: Runner) -> None:
    """The forms of the period, each to be filled in."""
    assert (
        run("progress", "forms", "--period", PERIOD, "--due", "2018-07-10", "-o", "反馈表").code
        == 0
    )


HALF = {"举办宣传月": {"进展情况": "已办两场。", "完成状态": "推进中"}}


def progress() -> str:
    return Path("progress.yaml").read_text(encoding="utf-8")


def test_a_form_says_what_is_ours_and_leaves_the_rest_open(forms: None) -> None:
    sheet = openpyxl.load_workbook(FORM).worksheets[0]
    texts = [[cell.value for cell in row[:9] if cell.value] for row in sheet.iter_rows()]
    assert texts == [
        ["《禁毒工作方案》落实情况反馈表"],
        ["填报单位：市公安局　　报告期：2018年上半年　　请于2018年7月10日前报送。"],
        ["填报人：", "联系电话：", "填报日期："],
        [
            "序号",
            "条目",
            "工作任务",
            "分工",
            "完成时限",
            "进展情况",
            "完成状态",
            "存在问题",
            "下一步措施",
        ],
        ["1", "（二）2", "印发资料", "牵头"],
        ["2", "（二）1", "举办宣传月", "参与"],
    ]
    assert sheet.protection.sheet
    assert [sheet.cell(5, column).protection.locked for column in (3, 6, 7)] == [True, False, False]
    assert sheet.column_dimensions["J"].hidden
    [choice] = sheet.data_validations.dataValidation
    assert choice.formula1 == '"未启动,推进中,已完成,滞后"'
    assert progress() == ("format: 1\n\nperiods:\n- period: 2018年上半年\n  due: 2018-07-10\n")


def test_a_form_finds_its_way_back_renamed_sorted_and_cut(run: Runner, forms: None) -> None:
    fill(FORM, "新建文件.xlsx", HALF, "2018年7月3日")
    book = openpyxl.load_workbook("新建文件.xlsx")
    sheet = book.worksheets[0]
    sheet.delete_rows(5)
    sheet.insert_cols(2)
    book.save("新建文件.xlsx")
    assert run("progress", "collect", "新建文件.xlsx") == (
        0,
        "",
        "1 form: 1 report new, 0 changed, 0 known already\n",
    )
    assert progress().endswith(
        """\

progress:
- task: 举办宣传月
  section: 加强宣传
  reports:
  - unit: 市公安局
    period: 2018年上半年
    state: underway
    text: 已办两场。
    filled_on: 2018-07-03
    by: 张三
"""
    )


def test_twice_is_once_and_the_later_form_counts(run: Runner, forms: None) -> None:
    Path("收").mkdir()
    done = {"举办宣传月": {"进展情况": "全部办完。", "完成状态": "已完成"}}
    fill(FORM, "收/b.xlsx", HALF, "2018-07-03")
    fill(FORM, "收/a.xlsx", done, "2018-07-08")
    code, _out, err = run("progress", "collect", "收")
    assert code == 0
    assert err == (
        "a later form says otherwise: 市公安局, 2018年上半年, （二）1 举办宣传月 "
        "(收/b.xlsx:6; it counts what 收/a.xlsx says)\n"
        "2 forms: 1 report new, 0 changed, 0 known already, 2 rows left empty\n"
    )
    known = progress()
    assert "全部办完。" in known
    for again in ("收", "收/b.xlsx", "收/a.xlsx"):
        assert run("progress", "collect", again).code == 0
        assert progress() == known
    fill(FORM, "收/c.xlsx", HALF, "2018-07-09")
    err = run("progress", "collect", "收/c.xlsx").err
    assert err.startswith(
        "changed: 市公安局, 2018年上半年, （二）1 举办宣传月, done → under way (收/c.xlsx:6)\n"
    )


def test_forms_of_the_next_period_leave_those_of_the_last(run: Runner, forms: None) -> None:
    """They may have come back filled in: they are not called out of date."""
    code, _out, err = run("progress", "forms", "--period", "2018年下半年", "-o", "反馈表")
    assert (code, "clean" in err, Path(FORM).exists()) == (0, False, True)


def test_reminders_that_nobody_is_sent_any_more_are_removed(run: Runner, forms: None) -> None:
    line = ("progress", "letters", "--today", "2018-12-20", "-o", "催办")
    assert run(*line).code == 0
    fill(FORM, "a.xlsx", HALF | {"印发资料": {"完成状态": "已完成"}})
    assert run("progress", "collect", "a.xlsx").code == 0
    assert "--clean removes them" in run(*line).err
    assert any("市公安局" in path.name for path in Path("催办").iterdir())
    assert run(*line, "--clean").code == 0
    assert not any("市公安局" in path.name for path in Path("催办").iterdir())


def test_what_is_left_is_named_and_the_rest_taken(run: Runner, forms: None) -> None:
    Path("收").mkdir()
    rows = {
        "印发资料": {"完成状态": "差不多", "进展情况": "印了。"},
        "举办宣传月": {"完成状态": "滞后"},
    }
    fill(FORM, "收/1.xlsx", rows, "七月三日")
    Path("收/2.xlsx").write_bytes(b"PK\x03\x04 not whole")
    book = openpyxl.Workbook()
    book.active["A1"] = "无关的表"  # type: ignore[index]
    book.save("收/3.xlsx")
    code, _out, err = run("progress", "collect", "收")
    assert code == 1
    lines = sorted(err.splitlines())
    assert lines[0] == "1 form: 1 report new, 0 changed, 0 known already"
    assert lines[1] == "收/1.xlsx:3: 七月三日 is no day"
    assert lines[2] == "收/1.xlsx:5: 印发资料: 差不多 is no state"
    assert lines[3].startswith("收/2.xlsx: ")
    assert lines[4] == "收/3.xlsx: no form is in it"
    assert "state: behind" in progress()
    assert "印了" not in progress()


def test_a_formula_that_failed_is_no_text(run: Runner, forms: None) -> None:
    fill(
        FORM,
        "回.xlsx",
        {"举办宣传月": {"进展情况": "已办两场。"}, "印发资料": {"完成状态": "滞后"}},
    )
    book = openpyxl.load_workbook("回.xlsx")
    row, column = cell(book.worksheets[0], "印发资料")[0], cell(book.worksheets[0], "进展情况")[1]
    book.worksheets[0].cell(row, column).value = "#NAME?"
    book.save("回.xlsx")
    code, _out, err = run("progress", "collect", "回.xlsx")
    assert code == 1
    assert f"回.xlsx:{row}: 印发资料: Progress holds #NAME?, a formula that failed\n" in err
    assert "已办两场" in progress()
    assert "#NAME?" not in progress()
    assert "behind" not in progress()


def test_what_cannot_be_read_keeps_nothing_else_back(run: Runner, forms: None) -> None:
    fill(FORM, "回.xlsx", HALF)
    code, out, err = run("progress", "collect", "没有.xlsx", "回.xlsx")
    assert (code, out) == (2, "")
    assert err.startswith("error: 没有.xlsx: there is no such file\n")
    assert err.endswith("1 form: 1 report new, 0 changed, 0 known already, 1 row left empty\n")
    assert "已办两场" in progress()


def test_a_folder_that_nobody_may_see_is_named(
    run: Runner, forms: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs the tests may see everything: what the system says is said for it."""
    Path("收/内").mkdir(parents=True)
    fill(FORM, "收/回.xlsx", HALF)
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "内":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    code, _out, err = run("progress", "collect", "收")
    assert code == 2
    assert err.startswith(f"error: {Path('收/内')}: no permission to read it\n")
    assert "已办两场" in progress()


def test_what_is_wrong_with_a_whole_form_is_said_once(run: Runner, forms: None) -> None:
    rows = {"举办宣传月": {"完成状态": "推进中"}, "印发资料": {"完成状态": "推进中"}}
    fill(FORM, "回.xlsx", rows)
    plan = PLAN.replace("市公安局", "市应急局")
    Path("plan.yaml").write_text(plan, encoding="utf-8")
    code, _out, err = run("progress", "collect", "回.xlsx")
    assert (code, err.splitlines()[0]) == (
        1,
        "left: the plan has no such unit: 市公安局, 2018年上半年, 2 rows (回.xlsx)",
    )


def test_a_folder_without_forms(run: Runner, forms: None) -> None:
    Path("收").mkdir()
    Path("收/说明.txt").write_text("无", encoding="utf-8")
    before = progress()
    code, out, err = run("progress", "collect", "收")
    assert (code, out) == (2, "")
    assert "no form was found in 收\n" in err
    assert "dutymatrix progress forms" in err
    assert progress() == before


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("collect 回.xlsx", id="collect"),
        pytest.param("close 一·1", id="close"),
        pytest.param("forms --period 2018年下半年 -o 下半年", id="forms"),
    ],
)
def test_a_file_that_may_not_be_written_stays(
    run: Runner, forms: None, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """Whoever runs the tests may write everything: what the system says is said for it."""
    fill(FORM, "回.xlsx", HALF)
    before, names = progress(), sorted(Path().iterdir())
    may = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path).name != "progress.yaml" and may(path, mode)
    )
    code, out, err = run("progress", *line.split())
    assert (code, out, err) == (
        2,
        "",
        "error: progress.yaml could not be written: "
        "no permission, or another program has it open\n"
        "  close the program that has it open, or have its owner let you write it\n",
    )
    assert progress() == before
    assert sorted(Path().iterdir()) == names


def test_a_form_of_an_earlier_revision(run: Runner, forms: None) -> None:
    fill(FORM, "a.xlsx", HALF)
    moved = PLAN.replace("- title: 健全机制", "- title: 健全工作机制").replace(
        "- title: 加强宣传\n  tasks:\n", ""
    )
    Path("plan.yaml").write_text(moved, encoding="utf-8")
    assert run("progress", "collect", "a.xlsx").code == 0
    assert "section: 健全工作机制" in progress()
    gone = PLAN.replace("title: 举办宣传月", "title: 另一件事")
    Path("plan.yaml").write_text(gone, encoding="utf-8")
    Path("progress.yaml").unlink()
    code, _out, err = run("progress", "collect", "a.xlsx")
    assert code == 1
    assert err.startswith(
        "left: its task is not in the plan: 市公安局, 2018年上半年, "
        "举办宣传月: no revision that is known has such a task (a.xlsx:6)\n"
    )
    other = PLAN.replace("title: 禁毒工作方案", "title: 防汛工作方案")
    Path("plan.yaml").write_text(other, encoding="utf-8")
    assert (
        "left: a form of another plan: 市公安局, 2018年上半年, 禁毒工作方案, 1 row (a.xlsx)\n"
        in run("progress", "collect", "a.xlsx").err
    )


def test_a_word_form_comes_back(run: Runner) -> None:
    import docx

    words = ["progress", "forms", "--period", PERIOD, "-f", "docx", "-o", "反馈表", "--for", "lead"]
    assert run(*words).code == 0
    [path] = Path("反馈表").glob("*市公安局*")
    document = docx.Document(str(path))
    head, table = document.tables
    head.rows[1].cells[2].text = "2018年7月5日"
    assert len(table.rows) == 2  # what it only takes part in is not asked
    widths = [column.width or 0 for column in table.columns]
    assert all(widths[n] > 2 * widths[3] for n in (5, 7, 8))  # there is room to write into
    table.rows[1].cells[5].text = "已印发。"
    table.rows[1].cells[6].text = "已完成"
    document.save("w.docx")
    assert run("progress", "collect", "w.docx").code == 0
    assert "state: done\n    text: 已印发。\n    filled_on: 2018-07-05\n" in progress()
    assert "for: lead" in progress()


def test_what_was_said_last_stands_there(run: Runner, forms: None) -> None:
    fill(FORM, "a.xlsx", HALF)
    assert run("progress", "collect", "a.xlsx").code == 0
    assert run("progress", "forms", "--period", "2018年下半年", "-o", "反馈表").code == 0
    path = FORM.replace(PERIOD, "2018年下半年")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.cell(6, 6).value == "2018年上半年、推进中：已办两场。"
    assert sheet.cell(6, 6).protection.locked


def test_what_came_back_is_not_written_over(run: Runner, forms: None) -> None:
    fill(FORM, FORM, HALF)
    code, _out, err = run("progress", "forms", "--period", PERIOD, "-o", "反馈表")
    assert code == 2
    assert err.startswith(f"error: {FORM} has been filled in already")


def test_who_owes(run: Runner, forms: None) -> None:
    fill(FORM, "a.xlsx", HALF)
    run("progress", "collect", "a.xlsx")
    assert "2018年上半年: 2 units have not reported" in run("progress").out
