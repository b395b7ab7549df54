"""The comparison of two revisions: what stands in its rows, and the marks read back."""

import io
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.cli.formats import render
from dutymatrix.diff import Kind, diff_plans
from dutymatrix.i18n import messages_in
from dutymatrix.markup.layout import Form, Paper
from dutymatrix.markup.marked import Mark, Marked, Run, plain
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.view import Options, Table
from dutymatrix.paper.comparison import ComparisonHandout, _at_its_rows, mark_texts
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.diff import DiffView
from program import ROOT, render_text
from revisions import revise
from strategies import plans

EDITIONS = ("吴委办〔2017〕93号印发稿", "2018年11月修订稿")
MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def handout_of(old: Plan, new: Plan, **form: Any) -> ComparisonHandout:  # noqa: ANN401 - of Form
    diff = diff_plans(old, new)
    view = DiffView(diff, "v1", "v2 (3f2a1c0)", diff.changes, diff.impact)
    return ComparisonHandout(view, Form(load_profile(), **form), EDITIONS)


def paper_of(handout: ComparisonHandout) -> Paper:
    [paper] = handout.papers(messages_in("zh_CN"))
    return paper


def table_of(handout: ComparisonHandout) -> Table:
    [table] = paper_of(handout).parts
    assert isinstance(table, Table)
    return table


def rows_of(old: str, new: str) -> list[tuple[str, str, str]]:
    """Rows as (item, before, after), with the marks of formats that have no others."""
    table = table_of(handout_of(parse_plan(HEAD + old), parse_plan(HEAD + new)))
    return [(str(place), str(before), str(after)) for _n, place, before, after, _ in table.rows]


@pytest.fixture(scope="module")
def revision() -> ComparisonHandout:
    text = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    return handout_of(parse_plan(text), parse_plan(revise(text)))


def read_word(handout: ComparisonHandout) -> Any:  # noqa: ANN401 - python-docx's
    docx = pytest.importorskip("docx")
    written = render(handout, Options("docx", to_file=True))
    assert isinstance(written, bytes)
    return docx.Document(io.BytesIO(written))


def test_the_six_changes_in_the_documents_order(revision: ComparisonHandout) -> None:
    table = table_of(revision)
    words = messages_in("zh_CN")
    assert [words.gettext(column.head) for column in table.columns] == [
        "序号", "条目", "修订前", "修订后", "修订说明",
    ]  # fmt: skip
    assert [(n, place) for n, place, *_rest in table.rows] == [
        (1, "（一）6"),
        (2, "（一）8\n删除"),
        (3, "（二）1"),
        (4, "原（六）2\n现（三）10\n移至他处"),
        (5, "（四）9"),
        (6, "（五）5\n新增"),
    ]
    assert all(row[-1] is None for row in table.rows)


def test_what_is_marked(revision: ComparisonHandout) -> None:
    lead, removed, joined, moved, reworded, added = table_of(revision).rows
    assert str(lead[2]).endswith("\n牵头单位：[-市财政局-]；主要参与单位：[-市禁毒办-]")
    assert str(lead[3]).endswith("\n牵头单位：{+市禁毒办+}；主要参与单位：{+市财政局+}")
    assert str(removed[2]) == (
        "[-建立禁毒工作成效评价体系-]\n"
        "[-发挥社会监督和社会智库作用，引入第三方力量，全面、客观、准确评估各地禁毒工作成效。-]\n"
        "[-牵头单位：市禁毒办-]"
    )
    assert removed[3] == ""
    assert isinstance(joined[2], Marked)
    assert all(run.mark is None for run in joined[2].runs)
    assert str(joined[3]).endswith("主要参与单位：市人社局、市禁毒办、各镇（街）、{+市妇联+}")
    assert moved[2] == moved[3]
    assert "{+" not in str(moved[3])
    assert str(reworded[2]) == (
        "打造专业禁毒情报体系\n"
        "依托现有资源，[-加强-]全市禁毒专业情报力量，完善情报收集、研判、处置机制。\n"
        "牵头单位：市公安局"
    )
    assert "依托现有资源，{+充实+}全市" in str(reworded[3])
    assert added[2] == ""
    assert str(added[3]).endswith("{+牵头单位：市公安局；主要参与单位：市委宣传部、市文广新局+}")


def test_below_the_table(revision: ComparisonHandout) -> None:
    title = "《吴川市全民禁毒工程实施方案(2017-2019年)》修订前后对照表"
    assert paper_of(revision).title == title
    assert paper_of(revision).lines == ("共6处修订",)
    assert table_of(revision).notes == (
        "仅编号顺延：原（六）3至5改为（六）2至4",
        "注：加删除线的为[-删去的内容-]；加粗、加下划线的为{+新增的内容+}",
        "修订前：吴委办〔2017〕93号印发稿",
        "修订后：2018年11月修订稿",
    )


def test_nothing_changed(plan: Plan) -> None:
    handout = handout_of(plan, plan)
    assert paper_of(handout).lines == ("没有变更",)
    assert table_of(handout).rows == ()
    assert render(handout, Options("docx", to_file=True))


def test_a_filtered_comparison_says_so(revision: ComparisonHandout) -> None:
    view = revision.view._replace(changes=revision.view.changes[:2], unit="市公安局")
    handout = replace(revision, view=view)
    assert paper_of(handout).lines == ("全部 6 处变更中的 2 处",)
    assert len(table_of(handout).rows) == 2
    # Which tasks follow with other numbers is not the unit's.
    assert not any("仅编号顺延" in note for note in table_of(handout).notes)


# Read back.


def test_word(revision: ComparisonHandout) -> None:
    document = read_word(revision)
    [section] = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    [table] = document.tables
    head, *rows = table.rows
    assert head._tr.find(f".//{MAIN}tblHeader") is not None
    assert [cell.text for cell in head.cells] == [
        "序号", "条目", "修订前", "修订后", "修订说明",
    ]  # fmt: skip
    for row, cells in zip(rows, table_of(revision).rows, strict=True):
        for cell, place in ((row.cells[2], 2), (row.cells[3], 3)):
            said = cells[place]
            assert isinstance(said, Marked)
            runs = [run for paragraph in cell.paragraphs for run in paragraph.runs]
            assert [(run.text, _mark(run)) for run in runs] == [*said.runs]
    notes = [p for p in document.paragraphs if p.style.name == "Table Note"]
    assert [p.text for p in notes][:2] == [
        "仅编号顺延：原（六）3至5改为（六）2至4",
        "注：加删除线的为删去的内容；加粗、加下划线的为新增的内容",
    ]  # fmt: skip
    assert [_mark(run) for run in notes[1].runs] == [None, Mark.DELETED, None, Mark.ADDED]


def _mark(run: Any) -> Mark | None:  # noqa: ANN401 - python-docx's
    if run.font.strike:
        assert not (run.font.bold or run.font.underline)
        return Mark.DELETED
    assert bool(run.font.bold) is bool(run.font.underline)
    return Mark.ADDED if run.font.bold else None


def test_excel(revision: ComparisonHandout) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    written = render(revision, Options("xlsx", to_file=True))
    assert isinstance(written, bytes)
    [sheet] = openpyxl.load_workbook(io.BytesIO(written), rich_text=True).worksheets
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$3:$3"
    cells = [row for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    for row, said in zip(cells, table_of(revision).rows, strict=True):
        for place in (2, 3):
            expected = said[place]
            assert isinstance(expected, Marked)
            assert _excel_runs(row[place]) == [*expected.runs]
    notes = [cell.value for cell in sheet["A"] if cell.value is not None][-4:]
    assert str(notes[1]) == "注：加删除线的为删去的内容；加粗、加下划线的为新增的内容"


def _excel_runs(cell: Any) -> list[Run]:  # noqa: ANN401 - openpyxl's
    if cell.value is None:
        return []
    runs = [cell.value] if isinstance(cell.value, str) else cell.value
    return [
        Run(run, _excel_mark(cell.font))
        if isinstance(run, str)
        else Run(run.text, _excel_mark(run.font))
        for run in runs
    ]


def _excel_mark(font: Any) -> Mark | None:  # noqa: ANN401 - openpyxl's
    if font.strike:
        return Mark.DELETED
    assert bool(font.b) is (font.u == "single")
    return Mark.ADDED if font.b else None


def test_a_cell_that_is_marked_throughout_in_excel() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    written = render(
        handout_of(parse_plan("format: 1\ntitle: 甲\n"), parse_plan("format: 1\ntitle: =乙\n")),
        Options("xlsx", to_file=True),
    )
    assert isinstance(written, bytes)
    [sheet] = openpyxl.load_workbook(io.BytesIO(written), rich_text=True).worksheets
    [row] = [row for row in sheet.iter_rows() if row[0].value == 1]
    assert (row[2].value, row[2].font.strike) == ("甲", True)
    assert (row[3].value, row[3].font.b, row[3].font.u) == ("=乙", True, "single")
    assert row[3].data_type == "s"


def test_html(revision: ComparisonHandout) -> None:
    page = render_text(revision, Options("html", to_file=True))
    assert "依托现有资源，<del>加强</del>全市" in page
    assert "依托现有资源，<ins>充实</ins>全市" in page
    assert "、各镇（街）、<ins>市妇联</ins></td>" in page
    assert "del { text-decoration: line-through; }" in page
    assert (
        '<p class="note">注：加删除线的为<del>删去的内容</del>；'
        "加粗、加下划线的为<ins>新增的内容</ins></p>" in page
    )


def test_markdown(revision: ComparisonHandout) -> None:
    """Between Chinese characters and marks ** and ~~ are no mark-up; these need none."""
    text = render_text(revision, Options("md", to_file=True))
    assert "依托现有资源，<del>加强</del>全市" in text
    assert "依托现有资源，<ins>充实</ins>全市" in text
    assert "**" not in text and "~~" not in text


def test_what_is_typed_stays_text() -> None:
    hostile = "<del>x</del> [-y-] {+z+} | =1+1"
    new = TWO.replace("title: 经费", f"title: '{hostile}'")
    handout = handout_of(parse_plan(HEAD + TWO), parse_plan(HEAD + new))
    page = render_text(handout, Options("html", to_file=True))
    assert "<del>x" not in page and "&lt;del&gt;x" in page
    assert hostile in [
        line
        for cell in read_word(handout).tables[0].rows[1].cells
        for line in cell.text.split("\n")
    ]


# What can happen to a plan.


HEAD = """\
format: 1
title: 试行方案
role_rule: 首位牵头
role_names:
  lead: 牵头单位
  join: 参与单位
units:
  市甲局:
  市乙局:
  市丙局:
groups:
  各镇:
    members: [市乙局]
sections:
"""
TWO = """\
- title: 机制

  tasks:
  - title: 宣传
    text: |-
      开展全民禁毒宣传教育活动，建设禁毒教育基地。
      加强戒毒康复场所建设管理，配齐医护人员和设备。
    lead: 市甲局
    join: [市乙局, 市丙局, 各镇]
  - title: 经费
    text: 将禁毒经费列入财政预算，足额拨付。
    lead: 市乙局
    milestones:
    - by: 2018-12-31
      said: 2018年底前
      goal: 足额拨付
"""
PUBLICITY = TWO.partition("  - title: 经费")[0]
BUDGET = TWO.removeprefix(PUBLICITY)
SPLIT = """\
- title: 机制

  tasks:
  - title: 宣传
    text: 开展全民禁毒宣传教育活动，建设禁毒教育基地。
    lead: 市甲局
    join: [市乙局]
  - title: 康复
    text: 加强戒毒康复场所建设管理，配齐医护人员和设备。
    lead: 市丙局
    join: [各镇]
"""


def test_a_task_that_is_split() -> None:
    [row, *_rest] = rows_of(TWO, SPLIT + BUDGET)
    assert row == (
        "原（一）1\n现（一）1、（一）2\n拆分",
        "宣传\n开展全民禁毒宣传教育活动，建设禁毒教育基地。"
        "加强戒毒康复场所建设管理，配齐医护人员和设备。\n"
        "牵头单位：市甲局；参与单位：市乙局、[-市丙局-]、各镇",
        "（一）1 宣传\n开展全民禁毒宣传教育活动，建设禁毒教育基地。\n"
        "牵头单位：市甲局；参与单位：市乙局\n"
        "（一）2 {+康复+}\n加强戒毒康复场所建设管理，配齐医护人员和设备。\n"
        "牵头单位：{+市丙局+}；参与单位：各镇",
    )


def test_an_item_that_is_divided_into_parts_keeps_its_title() -> None:
    first, second = "按照法律法规要求做好经费保障。", "完善全市禁毒经费保障机制。"
    head = "title: 方案\nunits:\n  市甲局:\ntasks:\n- title: 经费保障\n"
    old = parse_plan(f"{head}  text: {first}{second}\n  lead: 市甲局\n")
    parts = "".join(f"  - text: {text}\n    lead: 市甲局\n" for text in (first, second))
    [row] = table_of(handout_of(old, parse_plan(f"{head}  parts:\n{parts}"))).rows
    before = str(row[2])
    assert before.startswith("经费保障\n") and "[-" not in before


def test_tasks_that_are_merged_mirror_one_that_is_split() -> None:
    [split, *_] = rows_of(TWO, SPLIT + BUDGET)
    [merged, *_] = rows_of(SPLIT + BUDGET, TWO)
    swap = str.maketrans({"-": "+", "+": "-", "[": "{", "{": "[", "]": "}", "}": "]"})
    assert merged[0] == "原（一）1、（一）2\n现（一）1\n合并"
    assert (merged[1], merged[2]) == (split[2].translate(swap), split[1].translate(swap))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            ("title: 经费", "title: 经费保障"),
            ("（一）2", "经费\n", "经费{+保障+}\n"),
            id="a title",
        ),
        pytest.param(
            ("- title: 机制", "- title: 工作机制"),
            ("（一）", "机制", "{+工作+}机制"),
            id="a section's title",
        ),
        pytest.param(
            ("[市乙局, 市丙局, 各镇]", "[市丙局, 市乙局, 各镇]"),
            ("（一）1\n单位顺序调整", "：市乙局、市丙局、各镇", "：市丙局、市乙局、各镇"),
            id="the order of units",
        ),
        pytest.param(
            ("各镇]\n", "各镇]\n    open: true\n"),
            ("（一）1", "市丙局、各镇", "市丙局、各镇{+等+}"),
            id="others too",
        ),
        pytest.param(
            ("by: 2018-12-31\n      said: 2018年底前", "by: 2019-06-30\n      said: 2019年6月底前"),
            (
                "（一）2",
                "完成时限、目标要求：[-2018年底前足额拨付-]",
                "完成时限、目标要求：{+2019年6月底前足额拨付+}",
            ),
            id="a deadline",
        ),
        pytest.param(
            ("    lead: 市乙局\n", "    lead: 市乙局\n    notes:\n      范围: 全市\n"),
            ("（一）2", "牵头单位：市乙局", "{+范围：全市+}"),
            id="another field of the document",
        ),
        pytest.param(
            ("  - title: 经费\n", "  - title: 经费\n    id: jf\n"),
            ("（一）2", "", "{+固定标识：jf+}"),
            id="a permanent id",
        ),
        pytest.param(
            ("    join: [市乙局, 市丙局, 各镇]\n", ""),
            ("（一）1", "牵头单位：市甲局[-；参与单位：市乙局、市丙局、各镇-]", "牵头单位：市甲局"),
            id="a list that is gone",
        ),
    ],
)  # fmt: skip
def test_one_change(edit: tuple[str, str], expected: tuple[str, str, str]) -> None:
    assert edit[0] in TWO
    [row] = rows_of(TWO, TWO.replace(*edit))
    assert row[0] == expected[0]
    assert expected[1] in row[1] and expected[2] in row[2]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            ("title: 试行方案", "title: 正式方案"),
            ("标题", "[-试行-]方案", "{+正式+}方案"),
            id="the plan's title",
        ),
        pytest.param(
            ("市丙局", "市丙管理局"),
            ("单位更名", "[-市丙局-]\n涉及：（一）1", "{+市丙管理局+}\n涉及：（一）1"),
            id="a unit's name",
        ),
        pytest.param(
            ("members: [市乙局]", "members: [市乙局, 市丙局]"),
            ("统称变更\n各镇", "各镇：市乙局", "各镇：市乙局、{+市丙局+}"),
            id="a group gains a member",
        ),
        pytest.param(
            ("  市甲局:\n  市乙局:\n  市丙局:\n", "  市丙局:\n  市甲局:\n  市乙局:\n"),
            (
                "名录顺序",
                "市甲局、市乙局、[-市丙局-]、各镇",
                "{+市丙局+}、市甲局、市乙局、各镇",
            ),
            id="the roster's order",
        ),
        pytest.param(
            ("  市甲局:\n", "  市甲局:\n    full_name: 某市甲业局\n"),
            ("全称\n市甲局", "", "{+某市甲业局+}"),
            id="a full name",
        ),
        pytest.param(
            ("groups:\n", "  市丁局:\ngroups:\n"),
            ("单位名录变更", "", "{+市丁局+}"),
            id="a new unit",
        ),
    ],
)  # fmt: skip
def test_what_is_no_task_stands_before_or_behind(
    edit: tuple[str, str], expected: tuple[str, str, str]
) -> None:
    old = HEAD + TWO
    assert edit[0] in old
    new = old.replace(*edit).replace("足额拨付。", "按时足额拨付。")
    table = table_of(handout_of(parse_plan(old), parse_plan(new)))
    first, last = ([*map(str, row[1:4])] for row in table.rows)
    assert expected in (tuple(first), tuple(last))
    assert "（一）2" in (first[0], last[0])


def test_what_is_gone_stands_where_it_stood() -> None:
    three = PUBLICITY + "  - title: 排查\n    text: 全面排查登记。\n    lead: 市丙局\n" + BUDGET
    new = PUBLICITY + BUDGET.replace("足额拨付。", "按时足额拨付。")
    assert [place for place, *_ in rows_of(three, new)] == ["（一）2\n删除", "原（一）3\n现（一）2"]


def test_the_new_title_is_the_papers() -> None:
    handout = handout_of(
        parse_plan(HEAD + TWO), parse_plan((HEAD + TWO).replace("试行方案", "正式方案"))
    )
    assert paper_of(handout).title == "《正式方案》修订前后对照表"


def test_the_house_has_its_own_title_and_columns() -> None:
    handout = handout_of(
        parse_plan(HEAD + TWO), parse_plan(HEAD + SPLIT), title="修订对照", blank=("经办人",)
    )
    assert paper_of(handout).title == "《试行方案》修订对照"
    assert table_of(handout).columns[-1].head == "经办人"


# Whatever the plans.


@given(st.text("甲乙丙。，\n"), st.text("甲乙丙。，\n"))
def test_marked_texts_are_both_texts(old: str, new: str) -> None:
    before, after = mark_texts(old, new)
    assert (plain(before), plain(after)) == (old, new)
    kept = [run.text for run in before.runs if not run.mark]
    assert "".join(kept) == "".join(run.text for run in after.runs if not run.mark)


@given(plans(), plans())
def test_every_change_of_a_task_has_its_row_and_nothing_is_left_out(old: Plan, new: Plan) -> None:
    handout = handout_of(old, new)
    rows = table_of(handout).rows
    marked = [cell for row in rows for cell in row[2:4] if isinstance(cell, Marked)]
    assert len(marked) == 2 * len(rows)
    assert {run.mark for cell in marked[::2] for run in cell.runs} <= {None, Mark.DELETED}
    assert {run.mark for cell in marked[1::2] for run in cell.runs} <= {None, Mark.ADDED}
    changes = handout.view.changes
    told = [own for change in changes for own in _at_its_rows(change, handout.view.diff)]
    items = {(c.old and c.old.number, c.new and c.new.number) for c in told}
    others = [change.kind for change in changes if not (change.old or change.new)]
    of_roster = [kind for kind in others if kind in (Kind.ROSTER_CHANGED, Kind.UNIT_DROPPED)]
    assert len(rows) == len(items) + len(others) - len(of_roster) + bool(of_roster)
    said = "\n".join(map(plain, marked[1::2]))
    added = [change.new.entry for change in changes if change.new and not change.old]
    for text in chain.from_iterable((entry.title, entry.text) for entry in added):
        assert text in said


ENDED = """\
title: 方案
units:
  甲局:
  乙局:
    until: 2019-03-30
    succeeded_by: 丙局
  丙局:
  戊局:
tasks:
- title: 一
  lead: 乙局
  join: [甲局]
"""


def test_names_have_those_of_the_day_behind_them() -> None:
    old = ENDED.replace("[甲局]", "[甲局, 戊局]")
    for day, name in ((date(2019, 3, 30), "乙局"), (date(2019, 3, 31), "乙局（现丙局）")):
        diff = diff_plans(parse_plan(old), parse_plan(ENDED), day=day)
        view = DiffView(diff, "v1", "v2", diff.changes, diff.impact)
        table = table_of(ComparisonHandout(view, Form(load_profile()), EDITIONS))
        [[_n, _place, before, after, _why]] = table.rows
        assert f"牵头单位：{name}" in str(before)
        assert f"牵头单位：{name}" in str(after)
        assert str(table.notes[-1]) == f"单位以 {day} 为准"
