"""A document that is a table of tasks becomes a plan, row by row."""

from collections.abc import Sequence

import pytest

from dutymatrix.document import build_plan
from dutymatrix.document.block import Block, Document, Paragraph, Table
from dutymatrix.plan.model import Plan, Role

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
    [task] = plan_of("任务内容|单位", "压实责任。抓好落实。|市公安局").tasks
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
    ],
)
def test_a_deadline_is_added_to_those_in_the_wording(
    due: str, day: str, said: list[tuple[str, str]]
) -> None:
    text = "2018年底前，建成基地。"
    [task] = plan_of("任务|内容|单位|完成时限|日期", f"建基地|{text}|甲局|{due}|{day}").tasks
    assert [(str(one.by), one.said) for one in task.milestones] == said
    assert task.notes == ()


def test_the_plan_that_a_table_belongs_to_is_its_title() -> None:
    rows = ("任务|单位|时限", "甲事|甲局|三年内")
    above = (
        "《云江市方案（2017-2019年）》任务分解表",
        "《云江市方案（2017-2019年）》（云办〔2017〕9号）",
    )
    plan = plan_of(*rows, above=above)
    assert (plan.title, plan.document_number) == ("云江市方案（2017-2019年）", "云办〔2017〕9号")
    assert [str(one.by) for one in plan.tasks[0].milestones] == ["2019-12-31"]
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
