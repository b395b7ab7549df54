"""A document that is a table of tasks becomes a plan, row by row."""

from dutymatrix.intake import build_plan
from dutymatrix.intake.document import Document, Paragraph, Table
from dutymatrix.model import Role

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
