"""Forms that LibreOffice saved again come back whole: renamed, sorted, with rows deleted."""

from pathlib import Path

import docx
import openpyxl
import pytest

from dutymatrix.document.readers.office import find_program
from dutymatrix.progress.accountreader import read_account
from offices import fill, save_again, sort_rows
from program import Runner

pytestmark = pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")

PLAN = """\
format: 1
title: 禁毒工作方案
units: {市禁毒办: , 市公安局: , 市教育局: }
sections:
- title: 健全机制
  tasks:
  - title: 落实经费
    lead: 市禁毒办
    join: [市公安局, 市教育局]
  - title: 开展巡查
    lead: 市公安局
    join: 市教育局
- title: 加强宣传
  tasks:
  - title: 举办宣传月
    lead: 市教育局
    join: 市公安局
  - title: 落实经费
    lead: 市公安局
"""
PERIOD = "2018年上半年"
LONG = "已召开会议三次。\n检查单位“二十”家，覆盖率达95%；\n<未完成>的 & 其他，见附件。"
POLICE = {
    "开展巡查": {"进展情况": LONG, "完成状态": "滞后", "下一步措施": "- 加快进度"},
    "举办宣传月": {"进展情况": "已办两场。", "完成状态": "推进中", "存在问题": "场地不足"},
}
SCHOOLS = {"举办宣传月": {"进展情况": "全部办完。", "完成状态": "已完成"}}


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "docx"])
def test_forms_saved_again(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    program = find_program()
    assert program
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    form = "docx" if suffix == "docx" else "xlsx"
    words = ("progress", "forms", "--period", PERIOD, "-f", form, "-o", "反馈表")
    assert run(*words).code == 0
    police, schools = Path("新建 1.tmp").with_suffix(f".{form}"), Path(f"(2).{form}")
    for unit, path, rows in (("市公安局", police, POLICE), ("市教育局", schools, SCHOOLS)):
        [own] = Path("反馈表").glob(f"*_{unit}*")
        (_fill_word if form == "docx" else fill)(str(own), str(path), rows, "2018年7月3日")
    if form == "xlsx":
        sort_rows(str(police), 5)
        book = openpyxl.load_workbook(police)
        sheet = book.worksheets[0]
        cut = next(n for n in range(5, 9) if sheet.cell(n, 2).value == "（一）1")
        sheet.delete_rows(cut)
        book.save(police)
    save_again(program, [police, schools], suffix, tmp_path)
    code, _out, err = run("progress", "collect", "again")
    assert code == 0, err
    account, findings = read_account(Path("progress.yaml").read_bytes(), "progress.yaml")
    assert account
    assert not findings
    told = {
        (entry.place.title, entry.place.section): [
            (r.unit, r.period, r.state and r.state.value, r.text, r.problems, r.next, str(r.on))
            for r in entry.reports
        ]
        for entry in account.entries
    }
    day = "2018-07-03"
    assert told == {
        ("开展巡查", "健全机制"): [("市公安局", PERIOD, "behind", LONG, "", "- 加快进度", day)],
        ("举办宣传月", "加强宣传"): [
            ("市公安局", PERIOD, "underway", "已办两场。", "场地不足", "", day),
            ("市教育局", PERIOD, "done", "全部办完。", "", "", day),
        ],
    }
    before = Path("progress.yaml").read_bytes()
    assert run("progress", "collect", "again").code == 0
    assert Path("progress.yaml").read_bytes() == before


def _fill_word(source: str, target: str, rows: dict[str, dict[str, str]], day: str) -> None:
    """As `fill` does, and the rows are turned round."""
    document = docx.Document(source)
    above, table = document.tables
    above.rows[1].cells[0].text, above.rows[1].cells[2].text = "张三", day
    heads = [cell.text for cell in table.rows[0].cells]
    title = heads.index("工作任务")
    for row in table.rows[1:]:
        for head, text in rows.get(row.cells[title].text.split("\n")[0], {}).items():
            row.cells[heads.index(head)].text = text
        table.rows[0]._tr.addnext(row._tr)
    document.save(target)
