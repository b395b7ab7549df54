"""Documents to hand out from the command line: one file, one for each unit, and folders."""

import builtins
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.cli import store
from dutymatrix.paper.folder import safe_name
from program import ROOT, PlanFile, Runner

pytestmark = pytest.mark.usefixtures("here")

TITLE = "《吴川市全民禁毒工程实施方案(2017-2019年)》"
FORMATS = ("docx", "xlsx", "html", "md", "csv")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def workbook(path: Path) -> Any:  # noqa: ANN401
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    return openpyxl.load_workbook(path)


def tables_of(path: Path) -> list[list[list[str]]]:
    docx = pytest.importorskip("docx")
    tables = docx.Document(str(path)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_folder_has_a_file_for_each_unit_and_an_index(
    run: Runner, tmp_path: Path, format_: str
) -> None:
    folder = tmp_path / "任务清单"
    result = run("duties", "--all", "-o", f"{folder}/", "-f", format_, lang="zh_CN")
    assert result == (0, "", f"已写入 33 个文件到 {folder}\n")
    names = names_in(folder)
    assert len(names) == 33
    assert names[0] == f"00_目录.{format_}"
    assert names[12] == f"12_市公安局任务清单.{format_}"
    assert names[-1] == f"32_未明确具体单位的任务.{format_}"
    before = {name: (folder / name).read_bytes() for name in names}
    # Once more: ours are replaced, by the same.
    assert run("duties", "--all", "-o", str(folder), "-f", format_).code == 0
    assert {name: (folder / name).read_bytes() for name in names_in(folder)} == before


def test_into_a_folder_go_word_documents(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "任务清单"
    assert run("duties", "--all", "-o", f"{folder}/").code == 0
    assert {Path(name).suffix for name in names_in(folder)} == {".docx"}


def test_the_files_of_a_folder_hold_all_189(run: Runner, tmp_path: Path) -> None:
    run("duties", "--all", "-o", str(tmp_path / "f"), "-f", "docx")
    files = [path for path in (tmp_path / "f").iterdir() if not path.name.startswith("00")]
    assert sum(len(table) - 1 for path in files for table in tables_of(path)) == 189
    [index] = tables_of(tmp_path / "f" / "00_目录.docx")
    assert index[0] == ["序号", "单位", "牵头", "参与", "合计", "文件"]
    assert index[12] == ["12", "市公安局", "12", "9", "21", "12_市公安局任务清单.docx"]
    assert sum(int(row[4]) for row in index[1:]) == 189


def test_a_workbook_has_a_sheet_for_each_unit(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "one.xlsx"
    assert run("duties", "--all", "-o", str(path)).code == 0
    book = workbook(path)
    assert book.sheetnames[:2] == ["目录", "市禁毒办"]
    assert book.sheetnames[-3:] == ["未明确具体单位的任务", "任务分解表", "任务分工矩阵"]
    own = 0
    for sheet in book.worksheets[1:-2]:
        for row in sheet.iter_rows(values_only=True):
            own += isinstance(row[0], int) and row[4] in {"牵头", "参与"}
    assert own == 189
    marks = Counter(
        cell for row in book["任务分工矩阵"].iter_rows(values_only=True) for cell in row
    )
    assert marks["牵"] + marks["参"] == 189
    links = [cell.hyperlink.location for cell in book["目录"]["B"] if cell.hyperlink]
    assert [link.split("!")[0].strip("'") for link in links] == book.sheetnames[1:-2]
    breakdown = book["任务分解表"]
    assert breakdown.freeze_panes and breakdown.auto_filter.ref and breakdown.print_title_rows
    assert breakdown.page_setup.orientation == "landscape" and breakdown.page_setup.paperSize == 9
    days = [row[8] for row in breakdown.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert sorted({day.isoformat()[:10] for day in days if day}) == [
        "2017-12-31", "2018-12-31", "2019-12-31",
    ]  # fmt: skip


def test_a_unit_called_as_the_index_has_a_sheet_of_its_own(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    names = ["目录", "市甲局", *("市" + "乙" * 40 + str(n) for n in range(12))]
    roster = "".join(f"  {name}:\n" for name in names)
    join = "".join(f"  - {name}\n" for name in names[1:])
    plan = plan_file(
        f"title: 方案\nunits:\n{roster}tasks:\n- title: 落实\n  lead: 目录\n  join:\n{join}"
    )
    path = tmp_path / "one.xlsx"
    assert run("--plan", str(plan), "duties", "--all", "-o", str(path)).code == 0
    book = workbook(path)
    assert book.sheetnames[:3] == ["目录", "目录_2", "市甲局"]
    links = [cell.hyperlink.location for cell in book["目录"]["B"] if cell.hyperlink]
    assert [link.split("!")[0].strip("'") for link in links] == book.sheetnames[1:15]


def test_rows_are_high_enough_for_chinese(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "one.xlsx"
    run("duties", "市公安局", "-o", str(path))
    [sheet] = workbook(path).worksheets
    for row in sheet.iter_rows():
        if not isinstance(row[0].value, int):
            continue
        for cell in row:
            width = sheet.column_dimensions[cell.column_letter].width
            lines = -(-2 * len(str(cell.value or "")) // int(width))
            if sum(ord(char) > 127 for char in str(cell.value or "")) == len(str(cell.value or "")):
                assert sheet.row_dimensions[cell.row].height >= 15 * lines, cell.coordinate


def test_the_breakdown_in_word_and_excel(run: Runner, tmp_path: Path) -> None:
    run("tasks", "-o", str(tmp_path / "t.docx"), "--blank", "责任人", "--undated", "持续推进")
    tables = tables_of(tmp_path / "t.docx")
    assert len(tables) == 6
    assert {tuple(table[0]) for table in tables} == {
        (
            "序号", "条目", "重点任务", "具体内容", "牵头单位", "主要参与单位", "完成时限",
            "责任人", "备注",
        )
    }  # fmt: skip
    rows = [row for table in tables for row in table[1:]]
    assert [row[0] for row in rows] == [str(n) for n in range(1, 44)]
    assert sum(len(row[k].split("、")) for row in rows for k in (4, 5) if row[k]) == 189
    assert {row[6] for row in rows} >= {"持续推进", "2018年底前"}
    run("tasks", "--section", "三", "--brief", "-o", str(tmp_path / "t.xlsx"))
    [sheet] = workbook(tmp_path / "t.xlsx").worksheets
    assert sheet["A1"].value == f"{TITLE}任务分解表"
    assert "筛选条件：（三）部分；符合9项，方案共43项" in [cell.value for cell in sheet["A"]]
    assert len([cell for cell in sheet["A"] if isinstance(cell.value, int)]) == 9


def test_title_date_and_columns_of_the_house(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    code, _out, _err = run(
        "duties", "市妇联", "-o", str(path), "--title", "责任清单", "--date", "2018年3月1日",
        "--blank", "责任科室，责任人,联系电话", "--brief",
    )  # fmt: skip
    text = path.read_text(encoding="utf-8")
    assert code == 0
    assert f"## {TITLE}市妇联责任清单\n" in text
    assert "填报日期：2018年3月1日" in text
    assert "| 目标要求 | 责任科室 | 责任人 | 联系电话 |" in text
    assert "任务原文" not in text
    folder = tmp_path / "f"
    run("duties", "--all", "-o", str(folder), "-f", "md", "--title", "责任清单")
    assert "12_市公安局责任清单.md" in names_in(folder)


def test_the_clock_says_nothing(run: Runner, tmp_path: Path) -> None:
    run("duties", "市妇联", "-o", str(tmp_path / "a.md"))
    assert "制表日期：　　　　年　　月　　日" in (tmp_path / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", ["2018", "2018-02-30", "soon", "2018-1"])
def test_a_day_is_a_day(run: Runner, tmp_path: Path, typed: str) -> None:
    code, out, err = run("duties", "市妇联", "-o", str(tmp_path / "a.md"), "--date", typed)
    assert (code, out) == (2, "")
    assert err == (
        f"error: {typed} is not a day\n  type for example 2018-12-31 or 2018年12月31日\n"
    )
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("args", "labels"),
    [
        pytest.param(["--as", "lead"], ["（三）5", "（五）1"], id="as lead"),
        pytest.param(["--section", "五"], ["（五）1", "（五）2", "（五）4"], id="a section"),
        pytest.param(["--order", "due", "--due-by", "2018"], ["（三）3", "（三）7"], id="by date"),
    ],
)
def test_filters_choose_duties(run: Runner, args: list[str], labels: list[str]) -> None:
    out = run("duties", "市公安局", *args, "-f", "csv", lang="zh_CN").out
    rows = list(csv.DictReader(io.StringIO(out)))
    found = [row["条目"] for row in rows]
    assert [label for label in found if label in labels] == labels
    if args[0] == "--as":
        assert len(found) == 12 and {row["分工"] for row in rows} == {"牵头"}


def test_order_due_sorts_a_list(run: Runner, tmp_path: Path) -> None:
    run("duties", "市卫计局", "--order", "due", "-o", str(tmp_path / "a.docx"))
    [[_head, *rows]] = tables_of(tmp_path / "a.docx")
    assert [row[7] for row in rows][:3] == ["2018年底前", "至2018年底", "2019年前"]
    assert [row[7] for row in rows][-2:] == ["", ""]


GROUPS = """\
format: 1
title: 试行方案
numbering: ["1."]
units:
  市甲局:
  市乙局:
  市闲局:
groups:
  各镇:
    members:
    - 市甲局
    - 市乙局
  其他有关单位:
    open: true
tasks:
- title: 头一件
  text: 做好。
  lead: 市甲局
  join:
  - 各镇
  - 其他有关单位
"""


def test_the_file_beside_the_plan_names_the_template(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    docx = pytest.importorskip("docx")
    plan = plan_file((ROOT / "plan.yaml").read_text(encoding="utf-8"), "plan.yaml")
    document = docx.Document()
    for said in ("{{内容}}", "抄送：市委办公室。"):
        document.add_paragraph(said)
    document.save(str(plan.with_name("红头.docx")))
    habits = plan.with_name("dutymatrix.toml")
    habits.write_text('[paper]\ntemplate = "红头.docx"\n', encoding="utf-8")
    target = str(tmp_path / "清单.docx")
    line = ["--plan", str(plan), "duties", "市妇联", "-o", target]
    assert run(*line).code == 0
    texts = [paragraph.text for paragraph in docx.Document(target).paragraphs]
    assert "市妇联任务清单" in texts[0].replace("\n", "")
    assert texts[-1] == "抄送：市委办公室。"
    habits.write_text('[paper]\ntemplate = "没有.docx"\n', encoding="utf-8")
    result = run(*line)
    assert result.code == 2
    assert "没有.docx" in result.err


def test_groups_idle_units_and_what_is_nobodys(
    run: Runner, tmp_path: Path, plan_file: PlanFile
) -> None:
    plan = plan_file(GROUPS)
    path = tmp_path / "a.docx"
    assert run("duties", "--all", "-o", str(path), "--plan", str(plan)).code == 0
    index, *tables = tables_of(path)
    assert [row[1:] for row in index[1:]] == [
        ["市甲局", "1", "", "1", "1"],
        ["市乙局", "", "", "0", "1"],
        ["市闲局", "", "", "0", ""],
        ["各镇", "", "1", "1", ""],
        ["未明确具体单位的任务", "", "1", "1", ""],
    ]
    own, via, via_b, group, distribution, nobody = tables
    assert [row[4] for row in own[1:]] == ["牵头"]
    assert [row[4] for row in via[1:]] == [row[4] for row in via_b[1:]] == ["参与"]
    assert group[1][1] == nobody[1][1] == "1"
    assert [row[1] for row in distribution] == ["成员单位", "市甲局", "市乙局"]
    docx = pytest.importorskip("docx")
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "方案没有给市闲局分工任务。" in texts
    assert texts.count("以“各镇”名义列入") == 2
    assert [text for text in texts if text.startswith("其他有关单位（")]


def test_nothing_foreign_is_replaced(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    mine = folder / "03_市委宣传部任务清单.md"
    mine.write_text("mine", encoding="utf-8")
    code, _out, err = run("duties", "--all", "-o", str(folder), "-f", "md", lang="zh_CN")
    assert code == 2
    assert f"错误：{folder} 中已有文件，而本程序的目录没有列它：{mine.name}\n" in err
    assert names_in(folder) == [mine.name]
    # An index of somebody else's allows nothing.
    (folder / "00_目录.md").write_text(mine.name, encoding="utf-8")
    assert run("duties", "--all", "-o", str(folder), "-f", "md").code == 2
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_unit_has_the_name_in_a_folder_that_it_has_among_all(run: Runner, tmp_path: Path) -> None:
    everybody, own = tmp_path / "全部", tmp_path / "清单"
    run("duties", "--all", "-o", f"{everybody}/", "-f", "md")
    said = run("duties", "市妇联", "-o", f"{own}/", lang="zh_CN")
    [name] = names_in(own)
    assert said == (0, "", f"已写入 {own / name}\n")
    assert Path(name).with_suffix(".md").name in names_in(everybody)
    run("duties", "市妇联", "市公安局", "-o", str(own), "-f", "md")
    assert [path.suffix for path in sorted(own.iterdir())] == [".md", ".docx", ".md"]
    # No index lists it; the file may be named.
    again = run("duties", "市妇联", "-o", f"{own}/")
    assert again.err.endswith(f"name the file itself, and it is replaced: -o {own / name}\n")
    assert run("duties", "市妇联", "-o", str(own / name)).code == 0
    # In the folder of all, the one list is written anew.
    before = (everybody / "00_目录.md").read_bytes()
    assert run("duties", "市妇联", "-o", str(everybody), "-f", "md").code == 0
    assert (everybody / "00_目录.md").read_bytes() == before
    # What programs read may have no ending.
    assert run("duties", "市妇联", "-f", "json", "-o", str(tmp_path / "x")).code == 0
    assert (tmp_path / "x").is_file()


@pytest.mark.parametrize("format_", ["md", "csv", "docx"])
def test_what_is_no_longer_current_is_named_and_removed_when_asked(
    run: Runner, plan_file: PlanFile, tmp_path: Path, format_: str
) -> None:
    text = "format: 1\ntitle: t\nunits: {甲局: , 乙局: }\nsections:\n- title: s\n  tasks:\n  - "
    text += "{title: 一, lead: 甲局}\n  - {title: 二, lead: 乙局}\n"
    folder = tmp_path / "f"
    line = ["duties", "--all", "-o", str(folder), "-f", format_]
    assert run("--plan", str(plan_file(text, "p.yaml")), *line).code == 0
    mine = folder / "04_丙局任务清单.md"
    mine.write_text("mine", encoding="utf-8")
    gone = f"02_乙局任务清单.{format_}"
    plan = plan_file(text.replace(", 乙局: ", "").replace("lead: 乙局", "lead: 甲局"), "p.yaml")
    # It stays ours however often it was left where it is.
    for _again in range(2):
        result = run("--plan", str(plan), *line, lang="zh_CN")
        assert f"以前写出的 1 个文件已不用：{gone}；加 --clean 可删除\n" in result.err
        assert (folder / gone).exists()
    result = run("--plan", str(plan), *line, "--clean", lang="zh_CN")
    assert f"已删除以前写出的 1 个文件：{gone}\n" in result.err
    assert names_in(folder) == [f"00_目录.{format_}", f"01_甲局任务清单.{format_}", mine.name]
    assert "已不用" not in run("--plan", str(plan), *line, lang="zh_CN").err


def test_only_a_folder_is_cleaned(run: Runner, tmp_path: Path) -> None:
    result = run("duties", "市妇联", "-o", str(tmp_path / "a.md"), "--clean")
    assert (result.code, names_in(tmp_path)) == (2, [])
    assert run("diff", "--clean").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_does_not_lead_out_of_the_folder(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "f"
    run("duties", "--all", "-o", str(folder), "-f", "md")
    outside = tmp_path / "outside.md"
    outside.write_text("mine", encoding="utf-8")
    link = folder / "01_市禁毒办任务清单.md"
    link.unlink()
    link.symlink_to(outside)
    assert run("duties", "--all", "-o", str(folder), "-f", "md").code == 2
    assert outside.read_text(encoding="utf-8") == "mine"


def test_a_stopped_run_can_be_run_again(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "f"
    write: Callable[[Path, bytes], None] = store.write_file

    def stop(path: Path, data: bytes) -> None:
        if path.name.startswith("05"):
            raise KeyboardInterrupt
        write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(store, "write_file", stop)
        assert run("duties", "--all", "-o", str(folder), "-f", "docx").code == 130
    assert len(names_in(folder)) == 5
    assert all(tables_of(path) for path in folder.iterdir())
    assert run("duties", "--all", "-o", str(folder), "-f", "docx").code == 0
    assert len(names_in(folder)) == 33


def test_temporary_files_do_not_stay(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xlsxwriter")
    scratch, file = tmp_path / "scratch", tmp_path / "a.xlsx"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    assert run("duties", "--all", "-o", str(file)).code == 0
    whole = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("dutymatrix.markup.paperbook._write_table", _interrupt)
        assert run("duties", "--all", "-o", str(file)).code == 130
    assert [*scratch.iterdir()] == []
    scratch.rmdir()
    code, _out, err = run("duties", "--all", "-o", str(file))
    assert (code, str(scratch) in err) == (2, True)
    assert names_in(tmp_path) == ["a.xlsx"] and file.read_bytes() == whole


def _interrupt(*_args: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("args", [["-o", "f", "-f"], ["-o", "one."]])
def test_a_missing_extra_is_named_before_anything_is_written(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], format_: str
) -> None:
    real = builtins.__import__
    missing = {"docx", "xlsxwriter"}

    def without(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        if name.partition(".")[0] in missing:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    for name in missing:
        monkeypatch.delitem(sys.modules, name, raising=False)
    target = str(tmp_path / args[1])
    typed = [*args[2:], format_] if args[2:] else []
    target += "" if typed else format_
    code, out, err = run("duties", "--all", args[0], target, *typed, lang="zh_CN")
    assert (code, out) == (2, "")
    assert 'python -m pip install "dutymatrix[office]"' in err
    assert names_in(tmp_path) == []


def test_the_same_plan_gives_the_same_workbook(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xlsxwriter")
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    run("duties", "--all", "-o", str(one))
    monkeypatch.setattr("time.time", lambda: 2e9)
    run("duties", "--all", "-o", str(two))
    assert one.read_bytes() == two.read_bytes()


def test_cells_that_look_like_formulas_stay_text(
    run: Runner, tmp_path: Path, plan_file: PlanFile
) -> None:
    plan = plan_file(
        "format: 1\ntitle: =1+1\nunits:\n  市甲局:\n"
        'tasks:\n- title: "=HYPERLINK(\\"http://x\\")"\n  text: "@a"\n  lead: 市甲局\n'
    )
    run("duties", "市甲局", "-o", str(tmp_path / "a.xlsx"), "--plan", str(plan))
    [sheet] = workbook(tmp_path / "a.xlsx").worksheets
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s", "n"}
    assert '=HYPERLINK("http://x")' in [cell.value for row in sheet.iter_rows() for cell in row]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src"}:
                self.links.append(value or "")


def test_one_page_with_anchors_that_loads_nothing(run: Runner, tmp_path: Path) -> None:
    run("duties", "--all", "-o", str(tmp_path / "a.html"))
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert len(page.ids) == len(set(page.ids)) == 33
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert "url(" not in text and "@import" not in text
    assert len(re.findall(r'<td class="c-role ', text)) == 189


def test_units_and_all_exclude_each_other(run: Runner) -> None:
    assert run("duties", "市妇联", "--all") == (
        2,
        "",
        "error: --all is everybody's list, and units are named too\n"
        "  leave out --all, or the units\n",
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("../../etc/passwd", "_.._etc_passwd", id="out of the folder"),
        pytest.param('a<b>c:d"e|f?g*h\\i', "a_b_c_d_e_f_g_h_i", id="Windows"),
        pytest.param("甲\x00乙\u202e丙", "甲_乙_丙", id="invisible"),
        pytest.param("甲. ", "甲", id="a dot at the end"),
        pytest.param("甲" * 200, "甲" * 60, id="long"),
        pytest.param("...", "_", id="nothing left"),
    ],
)
def test_names_that_every_system_takes(text: str, named: str) -> None:
    assert safe_name(text) == named


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[page]\nlines = 'x'", "lines cannot", id="no number"),
        pytest.param("[pages]\n", "[pages]", id="no such table"),
        pytest.param("[page]\nrows = 3", "rows", id="no such name"),
        pytest.param("[page", "p.toml", id="no TOML"),
    ],
)
def test_a_profile_that_says_what_none_does(
    run: Runner, tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    target = tmp_path / "a.docx"
    code, _out, err = run(
        "duties", "市妇联", "-o", str(target), "--profile", str(tmp_path / "p.toml")
    )
    assert code == 2
    assert says.split(" ", maxsplit=1)[0] in err
    assert not target.exists()


def test_a_profile_of_the_house(run: Runner, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    (tmp_path / "p.toml").write_text(
        '[page]\ntop = 40\n[layout]\ncover = false\n[font]\ntext = ["方正仿宋_GBK"]\n',
        encoding="utf-8",
    )
    paper, profile = str(tmp_path / "a.docx"), str(tmp_path / "p.toml")
    run("duties", "市妇联", "--full", "-o", paper, "--profile", profile)
    document = docx.Document(paper)
    assert len(document.sections) == 2
    assert round(document.sections[1].top_margin.mm) == 40
    assert "方正仿宋_GBK" in document.styles["Body Text"].element.xml
