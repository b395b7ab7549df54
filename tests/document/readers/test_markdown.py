"""Markdown: marks away, the document's own numbers kept."""

import pytest

from dutymatrix.document.block import Paragraph, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.plan.model import Plan
from make_documents import markdown, plan_lines


@pytest.mark.parametrize("name", ["方案.md", "方案.txt"])
def test_a_plan_reads_as_its_document(name: str, plan: Plan) -> None:
    document = read_bytes(markdown(plan), name)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        line.whole for line in plan_lines(plan)
    ]
    assert document.wrapped


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## 一、总体要求 ##", "一、总体要求"),
        ("1. 压实责任", "1. 压实责任"),
        (r"1\. 压实责任", "1. 压实责任"),
        ("（一）**指导思想**。全面落实", "（一）指导思想。全面落实"),
        ("- 甲", "甲"),
        ("  * [x] 甲", "甲"),
        ("> > 甲", "甲"),
        ('见[附件](http://example.cn/1 "名")和`代码`', "见附件和代码"),
        ("~~旧~~新", "旧新"),
        ("____年__月", "____年__月"),
        ("#标签", "#标签"),
        ("3*5", "3*5"),
    ],
)
def test_marks_are_taken_away(line: str, text: str) -> None:
    assert read_bytes(line.encode(), "a.md").blocks == (Paragraph(text, 1),)


def test_rules_fences_and_front_matter_are_no_text() -> None:
    text = "---\ntitle: 甲\n---\n标题\n====\n\n```\n代码\n```\n***\n末"
    assert read_bytes(text.encode(), "a.md").blocks == (
        Paragraph("标题", 4),
        Paragraph("代码", 8),
        Paragraph("末", 11),
    )


def test_a_rule_above_the_text_hides_nothing() -> None:
    text = "---\n甲\n---\n乙"
    assert read_bytes(text.encode(), "a.md").blocks == (Paragraph("甲", 2), Paragraph("乙", 4))


def test_tables_are_tables() -> None:
    text = "甲\n\n| 任务 | 单位 |\n|:--|---|\n| 压实\\|责任 | **市公安局**<br>市司法局 |\n乙"
    assert read_bytes(text.encode(), "a.md").blocks == (
        Paragraph("甲", 1),
        Table((("任务", "单位"), ("压实|责任", "市公安局\n市司法局")), 3, "", (3, 5)),
        Paragraph("乙", 6),
    )
