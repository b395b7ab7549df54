"""A document that is a table of tasks becomes a plan, row by row."""

import shutil
from collections.abc import Sequence

import pytest

from dutymatrix.cli.formats import render
from dutymatrix.document import ALL_TABLES, build_plan
from dutymatrix.document.block import Block, Document, Paragraph, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.table.tabular import NoSuchTableError
from dutymatrix.markup.layout import Form
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.view import Options
from dutymatrix.paper.breakdown import TaskHandout
from dutymatrix.plan.model import Plan, Role
from dutymatrix.screen.tasks import TaskListView
from make_documents import print_pdf

HEADS = ("序号", "部分", "工作任务", "主要内容", "牵头单位", "配合单位", "完成时限")


def test_a_row_is_a_task() -> None:
    rows = (
        HEADS,
        ("1", "机制", "压实责任", "抓好落实。", "市公安局", "市司法局、市教育局", "2018年底前"),
        ("2", "机制", "完善考核", "定期通报。", "市司法局", "各镇（街）", "长期"),
        ("3", "宣传", "开展宣传", "深入学校。", "市教育局", "", "2019年6月底"),
    )
    document = Document("分解表.docx", (Paragraph("重点任务分解表", 1), Table(rows, 2)))
    intake = build_plan(document)
    plan = intake.plan
    assert [section.title for section in plan.sections] == ["机制", "宣传"]
    assert [item.number for item in plan.items] == ["1.1", "1.2", "2.1"]
    first, second, third = (item.entry for item in plan.items)
    assert (first.lead, first.join) == (("市公安局",), ("市司法局", "市教育局"))
    assert [str(milestone.by) for milestone in first.milestones] == ["2018-12-31"]
    assert (second.join, second.notes) == (("各镇（街）",), (("完成时限", "长期"),))
    assert str(third.milestones[0].by) == "2019-06-30"
    assert plan.role_names == {Role.LEAD: "牵头单位", Role.JOIN: "配合单位"}
    assert intake.coverage.assignments == 6


def plan_of(*rows: str, above: Sequence[str] = ()) -> Plan:
    """The plan of a table written as 任务|单位, a line a row."""
    cells = tuple(tuple(row.split("|")) for row in rows)
    blocks: list[Block] = [Paragraph(text, 1) for text in above]
    blocks.append(Table(cells, 9))
    return build_plan(Document("分解表.docx", tuple(blocks))).plan


def outline(plan: Plan) -> list[str]:
    return [f"{item.number} {item.label} {item.title}" for item in plan.items]


def test_one_cell_may_hold_title_and_wording() -> None:
    [task] = plan_of("任务内容|单位", "压实责任。抓好落实。|市公安局").own_tasks
    assert (task.title, task.text) == ("压实责任", "抓好落实。")


def test_numbers_of_sections_are_no_part_of_their_titles() -> None:
    heads = "部分|工作任务|单位"
    plan = plan_of(
        heads, "二、建立机制|甲事|甲局", "三、加强宣传|乙事|乙局", "三、加强宣传|丙事|乙局"
    )
    assert plan.numbering == ("一、", "1.")
    assert [(own.title, own.ordinal) for own in plan.sections] == [
        ("建立机制", 2),
        ("加强宣传", None),
    ]
    assert outline(plan) == ["2.1 二·1 甲事", "3.1 三·1 乙事", "3.2 三·2 丙事"]


def test_a_heading_above_a_table_is_its_section() -> None:
    first = Table((("条目", "任务", "单位"), ("一（一）", "甲事", "甲局")), 2)
    second = Table((("条目", "任务", "单位"), ("二（二）", "乙事", "乙局")), 5)
    blocks = (Paragraph("一建立机制", 1), first, Paragraph("二加强宣传", 4), second)
    plan = build_plan(Document("分解表.docx", blocks)).plan
    assert [section.title for section in plan.sections] == ["建立机制", "加强宣传"]
    assert (plan.numbering, plan.running) == (("一、", "（一）"), ("（一）",))
    assert outline(plan) == ["1.1 一（一） 甲事", "2.2 二（二） 乙事"]


def test_labels_give_numbers_parts_and_the_rows_of_sections() -> None:
    plan = plan_of(
        "条目|任务|内容|牵头单位",
        "（一）|建立机制|统筹推进。|甲局",
        "（一）1|甲事|做好。|甲局",
        "（一）3a|乙事|编写。|甲局",
        "（一）3b|乙事|开课。|乙局",
    )
    [section] = plan.sections
    assert (section.lead, section.text) == (("甲局",), "统筹推进。")
    assert outline(plan) == [
        "1 （一） （一）",
        "1.1 （一）1 甲事",
        "1.3a （一）3a 乙事",
        "1.3b （一）3b 乙事",
    ]


def test_labels_without_sections_number_tasks() -> None:
    assert outline(plan_of("条目|任务|单位", "440883|甲事|甲局")) == ["1 1 甲事"]
    assert outline(plan_of("条目|任务|单位", "2|甲事|甲局", "4|乙事|乙局")) == [
        "2 2 甲事",
        "4 4 乙事",
    ]


@pytest.mark.parametrize(
    ("due", "day", "said"),
    [
        ("2018年底前", "", [("2018-12-31", "2018年底前")]),
        ("未写明", "", [("2018-12-31", "2018年底前")]),
        (
            "2018年底前；2019年6月底",
            "",
            [("2018-12-31", "2018年底前"), ("2019-06-30", "2019年6月底")],
        ),
        ("2018年底前", "2019-05-01", [("2018-12-31", "2018年底前"), ("2019-05-01", "")]),
        ("会前", "2019-05-01", [("2018-12-31", "2018年底前"), ("2019-05-01", "会前")]),
        ("2019.12", "", [("2018-12-31", "2018年底前"), ("2019-12-31", "2019.12")]),
        ("", "2019/6/30", [("2018-12-31", "2018年底前"), ("2019-06-30", "2019/6/30")]),
        (
            "2019年6月底前启动，12月底前完成",
            "",
            [
                ("2018-12-31", "2018年底前"),
                ("2019-06-30", "2019年6月底前"),
                ("2019-12-31", "12月底前"),
            ],
        ),
    ],
)
def test_a_deadline_is_added_to_those_in_the_wording(
    due: str, day: str, said: list[tuple[str, str]]
) -> None:
    text = "2018年底前，建成基地。"
    [task] = plan_of("任务|内容|单位|完成时限|日期", f"建基地|{text}|甲局|{due}|{day}").own_tasks
    assert [(str(one.by), one.said) for one in task.milestones] == said
    assert task.notes == ()


def test_the_day_of_a_row_is_that_of_a_deadline_without_one() -> None:
    text = "三年内达到90%，2018年底前建成基地。"
    rows = (
        "任务|内容|单位|完成时限|日期",
        f"建基地|{text}|甲局|三年内；2018年底前|2019-12-31；2018-12-31",
    )
    [task] = plan_of(*rows).own_tasks
    said = {one.said: str(one.by) for one in task.milestones}
    assert said == {"三年内": "2019-12-31", "2018年底前": "2018-12-31"}


def test_midnight_is_no_hour() -> None:
    due = {"甲": "2026-06-30 00:00:00", "乙": "2026/6/30 0:00", "丙": "2026-06-30 17:30"}
    rows = (f"{name}事|{name}局|{day}" for name, day in due.items())
    tasks = plan_of("任务|单位|完成时限", *rows).own_tasks
    assert {str(task.milestones[0].by) for task in tasks} == {"2026-06-30"}
    assert [dict(task.notes) for task in tasks] == [{}, {}, {"完成时限": "2026-06-30 17:30"}]


def test_the_plan_that_a_table_belongs_to_is_its_title() -> None:
    rows = ("任务|单位|时限", "甲事|甲局|三年内")
    above = (
        "《云江市方案（2017-2019年）》任务分解表",
        "《云江市方案（2017-2019年）》（云办〔2017〕9号）",
    )
    plan = plan_of(*rows, above=above)
    assert (plan.title, plan.document_number) == ("云江市方案（2017-2019年）", "云办〔2017〕9号")
    assert [str(one.by) for one in plan.own_tasks[0].milestones] == ["2019-12-31"]
    assert plan.preamble == ""


def test_words_in_a_cell_decide_before_the_head() -> None:
    rows = (
        ("工作任务", "责任单位"),
        ("压实责任", "由市公安局牵头，市司法局配合落实"),
        ("完善考核", "市公安局\n市司法局"),
    )
    intake = build_plan(Document("分解表.docx", (Table(rows, 1),)))
    first, second = (item.entry for item in intake.plan.items)
    assert (first.lead, first.join) == (("市公安局",), ("市司法局",))
    assert second.responsible == ("市公安局", "市司法局")


def test_a_table_behind_lists_is_reported_only() -> None:
    table = Table((("工作任务", "牵头单位"), ("压实责任", "市司法局")), 3)
    text = Paragraph("一、压实责任。抓好落实。（责任单位：市公安局）", 2)
    intake = build_plan(Document("方案.docx", (Paragraph("防控措施", 1), text, table)))
    assert intake.coverage.assignments == 1
    assert [finding.code for finding in intake.findings] == ["DM401"]


# Tables beside a text, and beside each other

_TABLE = (("序号", "任务", "责任单位"), ("1", "甲事", "市公安局"), ("2", "乙事", "市司法局"))
_OTHER = (("序号", "任务", "牵头单位"), ("1", "丙事", "市教育局"))
_PROJECTS = (("序号", "项目", "投资"), ("1", "园区", "3亿元"))


def document_of(*blocks: str | tuple[tuple[str, ...], ...]) -> Document:
    """A document of paragraphs and tables."""
    made: list[Block] = []
    for line, block in enumerate(blocks, 1):
        made.append(Paragraph(block, line) if isinstance(block, str) else Table(block, line * 10))
    return Document("方案.docx", tuple(made))


def titles(plan: Plan) -> list[str]:
    return [item.title for item in plan.items if item.entry.assignments]


_LISTED = (
    "某市实施方案",
    "一、建立机制。定期会商。（责任单位：市公安局、市司法局）",
    "二、落实经费。足额安排。（责任单位：市财政局、市审计局）",
)
_PROSE = ("某市实施方案", "一、总体要求", "坚持系统观念。", "二、保障措施", "加强领导。")


def test_a_text_with_lists_is_the_plan_and_its_tables_are_named() -> None:
    intake = build_plan(document_of(*_LISTED, "附件1", "任务分解表", _TABLE, "项目清单", _PROJECTS))
    assert titles(intake.plan) == ["建立机制", "落实经费"]
    said = [(one.message, one.hint) for one in intake.findings if one.code == "DM401"]
    assert said[0] == (
        "table 1 of tasks, 2 rows, was not read: 任务分解表",
        "To take it instead: dutymatrix import 方案.docx --table 1",
    )
    assert said[1][0] == "a table of 2 rows was not read"


def test_a_text_without_lists_is_what_stands_beside_the_tasks_of_its_tables() -> None:
    intake = build_plan(document_of(*_PROSE, "附件", "任务分解表", _TABLE, "项目清单", _PROJECTS))
    assert titles(intake.plan) == ["甲事", "乙事"]
    assert [chapter.title for chapter in intake.plan.common] == ["总体要求", "保障措施"]
    assert [one.message for one in intake.findings] == ["a table of 2 rows was not read"]


def test_one_list_among_many_items_does_not_make_a_text_the_plan() -> None:
    listed = "三、建立机制。定期会商。（责任单位：市公安局、市司法局）"
    intake = build_plan(document_of(*_PROSE, listed, "四、组织实施", "抓好落实。", _TABLE))
    assert titles(intake.plan) == ["甲事", "乙事"]
    assert [one.code for one in intake.findings] == ["DM305"]


def test_tables_are_taken_by_their_numbers() -> None:
    document = document_of(*_LISTED, "分解表一", _TABLE, "分解表二", _OTHER)
    assert titles(build_plan(document, tables=(1,)).plan) == ["甲事", "乙事"]
    chosen = build_plan(document, tables=(2,))
    assert titles(chosen.plan) == ["丙事"]
    assert [one.message for one in chosen.findings if one.code == "DM401"] == [
        "table 1 of tasks, 2 rows, was not read: 分解表一"
    ]
    assert titles(build_plan(document, tables=ALL_TABLES).plan) == ["甲事", "乙事", "丙事"]
    with pytest.raises(NoSuchTableError, match="has 2 tables of tasks"):
        build_plan(document, tables=(3,))


def test_each_of_several_tables_is_a_section_under_its_heading() -> None:
    document = document_of(
        "附件1", "某市人工智能", "重点任务清单", _TABLE, "附件2：年度任务清单", _OTHER
    )
    plan = build_plan(document).plan
    assert [section.title for section in plan.sections] == [
        "某市人工智能重点任务清单",
        "年度任务清单",
    ]
    assert outline(plan) == ["1.1 一·1 甲事", "1.2 一·2 乙事", "2.1 二·1 丙事"]


def test_tables_that_go_on_are_one() -> None:
    rest = (("序号", "任务", "责任单位"), ("3", "丙事", "市教育局"))
    plan = build_plan(document_of("任务分解表", _TABLE, rest)).plan
    assert [task.title for task in plan.own_tasks] == ["甲事", "乙事", "丙事"]


def test_goals_of_years_are_milestones() -> None:
    [task] = plan_of("任务|2026年目标|2027年目标|单位", "招商|引进5家|/|市商务局").own_tasks
    assert [(str(one.by), one.said, one.goal) for one in task.milestones] == [
        ("2026-12-31", "2026年", "引进5家")
    ]


def test_a_month_is_one_of_the_plans_year() -> None:
    document = document_of(
        "2026年工作方案", (("任务", "单位", "时间节点"), ("甲事", "甲局", "12月"))
    )
    [task] = build_plan(document).plan.own_tasks
    assert [str(one.by) for one in task.milestones] == ["2026-12-31"]


@pytest.mark.parametrize(
    ("cell", "lead", "join"),
    [
        ("市经信局牵头，相关部门参与", ("市经信局",), ("相关部门",)),
        ("牵头单位：市经信局\n配合单位：市财政局", ("市经信局",), ("市财政局",)),
        ("市经信局牵头\n市财政局、市司法局配合", ("市经信局",), ("市财政局", "市司法局")),
    ],
)
def test_a_cell_may_tell_roles_itself(
    cell: str, lead: tuple[str, ...], join: tuple[str, ...]
) -> None:
    [task] = build_plan(document_of((("任务", "责任单位"), ("甲事", cell)))).plan.own_tasks
    assert (task.lead, task.join, task.responsible) == (lead, join, ())


def test_responsible_units_and_those_who_join_stand_beside_each_other() -> None:
    [task] = plan_of("任务|责任单位|配合单位", "甲事|市公安局|市司法局").own_tasks
    assert (task.responsible, task.join) == (("市公安局",), ("市司法局",))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_our_own_breakdown_comes_back_as_a_pdf(plan: Plan) -> None:
    pytest.importorskip("pdfplumber")
    pytest.importorskip("pypdf")
    view = TaskHandout(TaskListView(plan, plan.items, (), (), True), Form(load_profile(None)))
    written = render(view, Options("docx", to_file=True))
    assert isinstance(written, bytes)
    printed = print_pdf(written)
    read = build_plan(read_bytes(printed, "任务分解表.pdf")).plan
    assert [(item.label, item.title, item.entry.text) for item in read.items] == [
        (item.label, item.title, item.entry.text) for item in plan.items
    ]
    assert [item.entry.assignments for item in read.items] == [
        item.entry.assignments for item in plan.items
    ]
