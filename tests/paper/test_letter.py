"""Letters about a revision: to whom, what they say, and what is read back from the files."""

import io
from typing import Any

import pytest
from hypothesis import given

from dutymatrix.cli.formats import encoded, render
from dutymatrix.diff import diff_plans
from dutymatrix.i18n import messages_in
from dutymatrix.markup.layout import Form, Handout, Letter
from dutymatrix.markup.marked import Marked
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.view import Options, Table
from dutymatrix.paper.folder import FolderFile, files_in_index
from dutymatrix.paper.letter import _change_said, find_sender, notice_files, rows_of
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.diff import DiffView
from program import ROOT, render_text
from revisions import revise
from strategies import plans

TITLE = "《吴川市全民禁毒工程实施方案(2017-2019年)》"
NUMBER = "（吴委办〔2017〕93号）"
EDITIONS = ("吴委办〔2017〕93号印发稿", "2018年11月修订稿")
VERSIONS = "修订前：吴委办〔2017〕93号印发稿；修订后：2018年11月修订稿"
HEADS = ["序号", "条目", "工作任务", "原分工", "现分工", "变化情况", "备注"]


def view_of(old: Plan, new: Plan) -> DiffView:
    diff = diff_plans(old, new)
    return DiffView(diff, "v1", "v2", diff.changes, diff.impact)


def letters_of(view: DiffView, **form: Any) -> dict[str, Handout]:  # noqa: ANN401 - of Form
    """The letters by unit."""
    _index, *files = files_of(view, **form)
    return {file.name[3:].partition("任务分工")[0]: file.handout() for file in files}


def files_of(view: DiffView, suffix: str = ".docx", **form: Any) -> list[FolderFile]:  # noqa: ANN401
    sender = form.pop("sender", None) or find_sender(view.diff.new)
    everybody = form.pop("all_touched", True)
    own = Form(load_profile(), **form)
    return [*notice_files(view, own, suffix, EDITIONS, sender, all_touched=everybody)]


def tables_of(handout: Handout) -> list[Table]:
    _letter, annex = handout.papers(messages_in("zh_CN"))
    return [part for part in annex.parts if isinstance(part, Table)]


def rows_in(handout: Handout) -> list[list[str]]:
    """Rows without their running number and the empty remark."""
    rows = [row for table in tables_of(handout) for row in table.rows]
    assert all(row[-1] is None for row in rows)
    return [[str(cell) for cell in row[1:-1]] for row in rows]


def letter_of(handout: Handout) -> Letter:
    first, _annex = handout.papers(messages_in("zh_CN"))
    [letter] = first.parts
    assert isinstance(letter, Letter)
    return letter


@pytest.fixture(scope="module")
def revision() -> DiffView:
    text = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    return view_of(parse_plan(text), parse_plan(revise(text)))


def test_everybody_who_is_touched_gets_a_letter(revision: DiffView) -> None:
    names = [file.name for file in files_of(revision)]
    assert names == [
        "00_目录.docx",
        *(
            f"{n:02}_{unit}任务分工调整函.docx"
            for n, unit in enumerate(
                (
                    "市禁毒办",
                    "市委宣传部",
                    "市公安局",
                    "市民政局",
                    "市财政局",
                    "市文广新局",
                    "市妇联",
                ),
                1,
            )
        ),
    ]


def test_what_the_letter_says(revision: DiffView) -> None:
    handout = letters_of(revision)["市禁毒办"]
    first, annex = handout.papers(messages_in("zh_CN"))
    assert first.title == f"关于调整{TITLE}任务分工的函"
    assert letter_of(handout) == Letter(
        "市禁毒办：",
        (
            f"{TITLE}{NUMBER}已作修订，涉及你单位的任务分工有所调整，现将有关情况告知如下：",
            "本次修订涉及你单位任务3项：牵头仍为23项，新增（一）6，减少（一）8；"
            "参与由8项变为7项，减少（一）6。具体见附件。",
            "新承担的任务（牵头）：（一）6“落实禁毒工作经费保障”。",
            "不再承担的任务：（一）8“建立禁毒工作成效评价体系”。",
            "请按调整后的分工抓好落实。",
            "特此函告。",
        ),
        ("附件：市禁毒办任务分工调整表",),
        ("中共吴川市委办公室", "吴川市人民政府办公室"),
        "　　　　年　　月　　日",
    )
    assert (annex.above, annex.title) == ("附件", "市禁毒办任务分工调整表")
    assert annex.lines == (f"{TITLE}{NUMBER}", VERSIONS)


@pytest.mark.parametrize(
    ("unit", "rows"),
    [
        pytest.param(
            "市禁毒办",
            [
                ["（一）6", "落实禁毒工作经费保障", "参与", "牵头",
                 "由参与改为牵头；牵头单位由市财政局变为市禁毒办"],
                ["（一）8", "建立禁毒工作成效评价体系", "牵头", "——", "任务删除；不再牵头"],
                ["原（六）2\n现（三）10", "扩大禁毒社会组织团体规模", "牵头", "牵头",
                 "由（六）2移至（三）10"],
            ],
            id="gained, lost and moved",
        ),
        pytest.param(
            "市财政局",
            [["（一）6", "落实禁毒工作经费保障", "牵头", "参与",
              "由牵头改为参与；牵头单位由市财政局变为市禁毒办"]],
            id="leads no more",
        ),
        pytest.param(
            "市公安局",
            [
                ["（四）9", "打造专业禁毒情报体系", "牵头", "牵头",
                 "条文修改：依托现有资源，[-加强-]{+充实+}全市禁毒专业情报力量，"
                 "完善情报收集、研判、处置机制。"],
                ["（五）5", "规范涉毒网络信息巡查", "——", "牵头", "新增任务；新增牵头"],
            ],
            id="reworded and new",
        ),
        pytest.param(
            "市妇联",
            [["（二）1", "提升学校毒品预防教育水平", "——", "参与", "新增参与；牵头单位：市教育局"]],
            id="whom to call",
        ),
        pytest.param(
            "市委宣传部",
            [["（五）5", "规范涉毒网络信息巡查", "——", "参与",
              "新增任务；新增参与；牵头单位：市公安局"]],
            id="joins a new task",
        ),
    ],
)  # fmt: skip
def test_what_changes_for_a_unit(revision: DiffView, unit: str, rows: list[list[str]]) -> None:
    assert rows_in(letters_of(revision)[unit]) == rows


def test_other_numbers_are_said_below(revision: DiffView) -> None:
    [table] = tables_of(letters_of(revision)["市财政局"])
    assert table.notes == ("仅编号顺延：原（六）3至4改为（六）2至3",)


def test_the_index_lists_itself_and_all_letters(revision: DiffView) -> None:
    for format_ in ("docx", "html", "md"):
        index, *letters = files_of(revision, f".{format_}")
        data = b"".join(encoded(render(index.handout(), Options(format_, to_file=True))))
        assert files_in_index(data, index.name) == {index.name, *(file.name for file in letters)}
    table = index.handout().spreadsheet()
    assert table.rows[0] == (1, "市禁毒办", "市禁毒办", 3, "01_市禁毒办任务分工调整函.md")
    assert table.rows[-1][-1] == "00_目录.md"


def test_word(revision: DiffView) -> None:
    docx = pytest.importorskip("docx")
    written = render(letters_of(revision)["市公安局"], Options("docx", to_file=True))
    assert isinstance(written, bytes)
    document = docx.Document(io.BytesIO(written))
    letter, annex, wording = document.sections
    assert [section.page_width < section.page_height for section in document.sections] == [
        True, False, True,
    ]  # fmt: skip
    for section in (letter, wording):
        width = section.page_width - section.left_margin - section.right_margin
        assert (round(section.top_margin.mm), round(width / 36_000)) == (37, 156)
    assert round(annex.page_width.mm) == 297
    said = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert said[:2] == [
        ("Title", "关于调整《吴川市全民禁毒工程实施方案\n(2017-2019年)》任务分工的函"),
        ("Subtitle", "　　函〔　　　　〕　　号"),
    ]
    assert said[2] == ("Addressee", "市公安局：")
    assert [style for style, _text in said[3:15]] == [
        *["Body Text"] * 5, "Annexes", "Signature", "Signature Date", "Annex", "Title",
        "Subtitle", "Subtitle",
    ]  # fmt: skip
    assert ("Heading 2", "（四）9 打造专业禁毒情报体系") in said
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells] == HEADS
    runs = table.rows[1].cells[5].paragraphs[0].runs
    assert [(run.text, bool(run.font.strike), bool(run.font.bold)) for run in runs[1:3]] == [
        ("加强", True, False), ("充实", False, True),
    ]  # fmt: skip


def test_html_and_markdown(revision: DiffView) -> None:
    handout = letters_of(revision)["市公安局"]
    page = render_text(handout, Options("html", to_file=True))
    text = render_text(handout, Options("md", to_file=True))
    assert '<p class="addressee">市公安局：</p>' in page
    assert "依托现有资源，<del>加强</del><ins>充实</ins>全市" in page
    assert text.startswith(
        f"## 关于调整{TITLE}任务分工的函\n\n函〔　　　　〕　　号\n\n市公安局：\n\n"
    )
    assert "## 附件　市公安局任务分工调整表\n" in text
    assert f"| {' | '.join(HEADS)} |" in text


def test_brief_has_no_wording_and_the_day_is_printed(revision: DiffView) -> None:
    handout = letters_of(revision, brief=True, date="2018年12月31日")["市妇联"]
    assert letter_of(handout).date == "2018年12月31日"
    _letter, annex = handout.papers(messages_in("zh_CN"))
    assert [*annex.parts] == tables_of(handout)


# Groups, and tasks that were split or merged.

GROUPS = """\
format: 1
title: 试行方案
role_names:
  lead: 牵头单位
  join: 参与单位
units:
  市甲局:
    full_name: 某市甲业管理局
  市乙局:
  市丙局:
groups:
  各镇:
    members: [市乙局]
  各学校:
  其他有关单位:
    open: true
sections:
- title: 机制

  tasks:
  - title: 宣传
    text: 开展宣传。
    lead: 市甲局
    join: [各镇, 各学校, 其他有关单位]
  - title: 经费
    text: 列入预算。
    lead: 市丙局
    join: [市乙局]
"""


def changed(*edits: tuple[str, str]) -> DiffView:
    new = GROUPS
    for one, other in edits:
        assert one in new
        new = new.replace(one, other)
    return view_of(parse_plan(GROUPS), parse_plan(new))


def test_groups_are_written_to_and_open_ones_are_named() -> None:
    view = changed(("开展宣传。", "开展禁毒宣传。"))
    assert [*letters_of(view)] == ["市甲局", "市乙局", "各镇", "各学校"]
    [index, *_files] = files_of(view)
    [paper] = index.handout().papers(messages_in("zh_CN"))
    assert paper.lines[-1] == "受影响但无法列明单位、未发函的统称：其他有关单位"
    assert letter_of(letters_of(view)["市甲局"]).addressee == "某市甲业管理局："
    assert letter_of(letters_of(view)["市甲局"]).signatures == ()


def test_group_duties_are_kept_apart() -> None:
    view = changed(("开展宣传。", "开展禁毒宣传。"), ("    join: [市乙局]\n", ""))
    own, through = tables_of(letters_of(view)["市乙局"])
    assert (own.title, through.title) == ("", "以“各镇”名义列入")
    assert [[*map(str, row[3:6])] for row in own.rows] == [["参与", "——", "不再参与"]]
    assert [[*map(str, row[3:6])] for row in through.rows] == [
        ["以“各镇”成员身份参与", "以“各镇”成员身份参与", "条文修改：开展{+禁毒+}宣传。"]
    ]


def test_a_group_gains_a_member() -> None:
    view = changed(("[市乙局]\n  各学校", "[市乙局, 市丙局]\n  各学校"))
    [row] = rows_in(letters_of(view)["市丙局"])
    assert row[2:] == ["——", "以“各镇”成员身份参与", "新增以“各镇”成员身份参与；牵头单位：市甲局"]
    assert "以“各镇”成员身份，新增（一）1" in letter_of(letters_of(view)["市丙局"]).paragraphs[1]


def test_named_itself_instead_of_through_its_group() -> None:
    view = changed(("join: [各镇, 各学校", "join: [市乙局, 各学校"))
    [row] = rows_in(letters_of(view)["市乙局"])
    assert row[2:] == ["以“各镇”成员身份参与", "参与", "由以“各镇”成员身份参与改为参与"]


def test_a_unit_that_is_called_otherwise() -> None:
    view = changed(("市丙局", "市丙管理局"), ("列入预算。", "列入年度预算。"))
    [row] = rows_in(letters_of(view)["市丙管理局"])
    assert row[2:] == ["牵头", "牵头", "条文修改：列入{+年度+}预算。"]


def test_other_changes_of_the_plan_are_pointed_to() -> None:
    view = changed(
        ("title: 试行方案", "title: 试行方案\nends_on: 2019-12-31"), ("开展", "深入开展")
    )
    [table] = tables_of(letters_of(view)["市甲局"])
    assert table.notes == ("方案其他内容另有1处修订，对照表另附。",)


def test_a_deadline() -> None:
    view = changed(
        (
            "列入预算。\n",
            "列入预算。\n    milestones:\n    - by: 2018-12-31\n      said: 2018年底前\n",
        )
    )
    [row] = rows_in(letters_of(view)["市丙局"])
    assert row[-1] == "完成时限、目标要求修改：{+2018年底前+}"


def test_only_sentences_that_changed_are_quoted() -> None:
    long = "第一句不变。第二句不变。第三句原来。第四句不变。第五句不变。"
    old = GROUPS.replace("列入预算。", long)
    new = GROUPS.replace("列入预算。", long.replace("原来", "现在"))
    [row] = rows_in(letters_of(view_of(parse_plan(old), parse_plan(new)))["市丙局"])
    assert row[-1] == "条文修改：……第三句[-原来-]{+现在+}。……"


SPLIT = """\
  - title: 宣传
    text: 开展全民禁毒宣传教育活动，建设禁毒教育基地。
    lead: 市甲局
  - title: 康复
    text: 加强戒毒康复场所建设管理，配齐医护人员和设备。
    lead: 市丙局
    join: [市乙局]
"""
WHOLE = """\
  - title: 宣传
    text: |-
      开展全民禁毒宣传教育活动，建设禁毒教育基地。
      加强戒毒康复场所建设管理，配齐医护人员和设备。
    lead: 市甲局
    join: [市乙局, 市丙局]
"""


def test_a_task_that_is_split_is_told_by_the_part_that_is_the_units() -> None:
    head = GROUPS[: GROUPS.index("  - title: 宣传")]
    letters = letters_of(view_of(parse_plan(head + WHOLE), parse_plan(head + SPLIT)))
    assert [rows_in(letters[unit]) for unit in ("市甲局", "市乙局", "市丙局")] == [
        [["（一）1", "宣传", "牵头", "牵头", "拆分为（一）1、（一）2"]],
        [["原（一）1\n现（一）2", "康复", "参与", "参与",
          "牵头单位由市甲局变为市丙局；拆分为（一）1、（一）2"]],
        [["原（一）1\n现（一）2", "康复", "参与", "牵头",
          "由参与改为牵头；牵头单位由市甲局变为市丙局；拆分为（一）1、（一）2"]],
    ]  # fmt: skip


def test_who_only_reads_again_is_listed_and_gets_no_letter() -> None:
    head = GROUPS[: GROUPS.index("  - title: 宣传")]
    same = SPLIT.replace("    lead: 市丙局\n    join: [市乙局]\n", "    lead: 市甲局\n")
    whole = WHOLE.replace("    join: [市乙局, 市丙局]\n", "")
    for old, new in (
        (GROUPS, GROUPS.replace("开展宣传。", "开展禁毒宣传。")),
        (head + whole, head + same),
    ):
        view = view_of(parse_plan(old), parse_plan(new))
        assert view.impact
        [index] = files_of(view, all_touched=False)
        table = index.handout().spreadsheet()
        assert "市甲局" in [row[1] for row in table.rows]
        assert [row[-1] for row in table.rows[:-1]] == [None] * (len(table.rows) - 1)


def test_tasks_that_are_merged_are_told_by_the_one_that_was_the_units() -> None:
    head = GROUPS[: GROUPS.index("  - title: 宣传")]
    letters = letters_of(view_of(parse_plan(head + SPLIT), parse_plan(head + WHOLE)))
    assert rows_in(letters["市丙局"]) == [
        ["原（一）2\n现（一）1", "宣传", "牵头", "参与",
         "由牵头改为参与；牵头单位由市丙局变为市甲局；由（一）1、（一）2合并"],
    ]  # fmt: skip


@given(plans(), plans())
def test_whatever_is_gained_or_lost_is_told_with_a_reason(old: Plan, new: Plan) -> None:
    view = view_of(old, new)
    for impact, rows in zip(view.impact, rows_of(view.diff, view.impact), strict=True):
        news = {row.new.number for row in rows if row.new}
        olds = {row.old.number for row in rows if row.old}
        for own in impact.roles.values():
            assert {*own.gained} <= news and {*own.lost} <= olds
        assert {*impact.via_gained, *impact.reworded, *impact.moved, *impact.new_lead} <= news
        assert {*impact.via_lost} <= olds
    for file in files_of(view)[1:]:
        for table in tables_of(file.handout()):
            assert all(isinstance(row[5], Marked) and row[5] for row in table.rows)


def test_a_sentence_that_moved_is_told_where_it_came_from_and_went() -> None:
    text = (
        "title: 试行方案\nunits:\n  甲局:\n  乙局:\ntasks:\n"
        "- title: 甲\n  text: 沿河清理垃圾，补种芦苇。{one}\n  lead: 甲局\n"
        "- title: 乙\n  text: 开办社区食堂，供应三餐。{other}\n  lead: 乙局\n"
    )
    sentence = "每季度通报一次进展情况。"
    diff = diff_plans(
        parse_plan(text.format(one="", other=sentence)),
        parse_plan(text.format(one=sentence, other="")),
    )
    said = {
        impact.unit: ["".join(run.text for run in _change_said(row, diff, messages_in("en")))]
        for impact, rows in zip(diff.impact, rows_of(diff, diff.impact), strict=True)
        for row in rows
    }
    assert said == {
        "甲局": [f"comes from （二）: {sentence}"],
        "乙局": [f"goes to （一）: {sentence}"],
    }
