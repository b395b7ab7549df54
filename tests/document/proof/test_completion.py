"""A document beside the plan that is kept: only what it says otherwise is a difference."""

from collections.abc import Callable
from io import BytesIO

import pytest

from dutymatrix.cli.formats import encoded, render
from dutymatrix.diff import Change, Kind, diff_plans
from dutymatrix.document import build_plan
from dutymatrix.document.proof.completion import complete, states_only_tasks
from dutymatrix.document.readers import read_bytes
from dutymatrix.markup.layout import Form
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.view import Options
from dutymatrix.paper.breakdown import TaskHandout
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.tasks import TaskListView
from make_documents import MAKERS

RICH = """\
format: 1
title: 云江市重点工作方案
preamble: 现提出以下方案。
numbering:
- 一、
- （一）
running:
- （一）
units:
  市公安局:
  市司法局:
  市教育局:
    aliases:
    - 教育局
  市档案局:
groups:
  各镇（街）:
    members:
    - 市档案局
sections:
- title: 建立机制
  text: 统筹推进。
  lead: 市公安局
  tasks:
  - title: 压实责任
    id: t1
    text: 抓好落实。
    lead: 市公安局
    join:
    - 市司法局
    - 市教育局
    open: true
    notes:
      适用范围: 全市
      经费: 自筹

  - title: 完善考核
    text: 长期坚持。
    responsible: 市司法局
    milestones:
    - said: 长期
    - by: 2020-05-01

- title: 加强宣传
  tasks:
  - title: 开展宣传
    text: 深入学校。
    parts:
    - text: 编写教材。
      lead: 市教育局
    - title: 进校园
      text: 开课。
      lead: 市教育局
      join: 各镇（街）

  - title: 开展督导
    number: 5
    lead: 市公安局
    guide: 市司法局
"""


def handed_out(plan: Plan, format_: str) -> bytes:
    """The breakdown of a plan as a file."""
    view = TaskHandout(TaskListView(plan, plan.items, (), (), True), Form(load_profile(None)))
    return b"".join(encoded(render(view, Options(format_, to_file=True))))


def differences(plan: Plan, data: bytes, file: str) -> tuple[Change, ...]:
    stated = build_plan(read_bytes(data, file)).plan
    return diff_plans(plan, complete(stated, plan)).changes


@pytest.mark.parametrize("name", MAKERS)
def test_a_document_that_says_the_same_is_no_difference(name: str, plan: Plan) -> None:
    if name.endswith(".xlsx"):
        pytest.importorskip("xlsxwriter")
    assert differences(plan, MAKERS[name](plan), name) == ()


@pytest.mark.parametrize("format_", ["docx", "xlsx", "html", "md"])
@pytest.mark.parametrize("text", [None, RICH], ids=["ours", "rich"])
def test_what_was_handed_out_is_no_difference(format_: str, text: str | None, plan: Plan) -> None:
    if format_ == "xlsx":
        pytest.importorskip("xlsxwriter")
    kept = parse_plan(text) if text else plan
    assert differences(kept, handed_out(kept, format_), f"任务分解表.{format_}") == ()


def corrected(data: bytes, row: int, column: str, correct: Callable[[str], str]) -> bytes:
    """A workbook in which somebody corrected a cell."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book.active
    heads = next(cells for cells in sheet.iter_rows() if cells[0].value == "序号")
    place = next(cell.column for cell in heads if cell.value == column)
    cell = sheet.cell(heads[0].row + row, place)
    cell.value = correct(cell.value or "")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("row", "column", "correct", "kind", "detail"),
    [
        pytest.param(
            1,
            "主要参与单位",
            lambda cell: f"{cell}、市司法局",
            Kind.JOINED,
            {"units": ("市司法局",)},
            id="a unit added",
        ),
        pytest.param(
            1,
            "主要参与单位",
            lambda cell: cell.replace("市文明办、", ""),
            Kind.LEFT,
            {"units": ("市文明办",)},
            id="a unit taken away",
        ),
        pytest.param(
            7,
            "完成时限",
            lambda _cell: "2019年6月底",
            Kind.MILESTONE_CHANGED,
            {"from": ()},
            id="a deadline changed",
        ),
        pytest.param(
            2,
            "重点任务",
            lambda cell: f"{cell}和职能",
            Kind.RETITLED,
            {"to": "强化禁毒委统筹协调作用和职能"},
            id="a title changed",
        ),
    ],
)
def test_a_correction_in_a_table_is_the_only_difference(
    row: int,
    column: str,
    correct: Callable[[str], str],
    kind: Kind,
    detail: dict[str, object],
    plan: Plan,
) -> None:
    pytest.importorskip("xlsxwriter")
    data = corrected(handed_out(plan, "xlsx"), row, column, correct)
    [change] = differences(plan, data, "改.xlsx")
    assert change.kind is kind
    assert change.new
    assert change.new.number == f"1.{row}"
    assert detail.items() <= change.detail.items()


def test_a_text_that_lacks_a_chapter_says_so(plan: Plan) -> None:
    text = "云江市防控措施方案\n现提出以下措施。\n一、压实责任。抓好落实。（市公安局牵头）\n"
    stated = build_plan(read_bytes(text.encode(), "方案.txt")).plan
    assert not states_only_tasks(stated)
    completed = complete(stated, plan)
    assert completed.title == "云江市防控措施方案"
    assert completed.common == ()
    # Copies come without the notice; no document states a roster.
    assert completed.document_number == plan.document_number
    assert "市公安局" in completed.rank


def test_the_kept_roster_stays_but_for_units_that_nobody_names_any_more() -> None:
    kept = parse_plan(RICH)
    text = "云江市防控措施方案\n一、压实责任。抓好落实。（市公安局牵头，市监察局配合）\n"
    stated = build_plan(read_bytes(text.encode(), "方案.txt")).plan
    names = [unit.name for unit in complete(stated, kept).units]
    assert names == ["市公安局", "市档案局", "市监察局"]


def test_a_chapter_that_a_document_has_as_a_section_is_stated() -> None:
    before = """\
云江市夜市管理方案
一、重点任务
（一）规范摊位。统一收摊时间。（责任单位：市城管局）
（二）保障用电。夜间巡查线路。（责任单位：市供电局）
二、保障措施
（一）加强领导。每月例会。
（二）做好宣传。通过广播宣传。
"""
    after = before.replace("每月例会。", "每月例会。（责任单位：市城管局）")
    old, new = (build_plan(read_bytes(text.encode(), "方案.txt")).plan for text in (before, after))
    assert [change.kind for change in diff_plans(old, complete(new, old)).changes] == [Kind.JOINED]
