"""Records that a parser goes past stand where they stood, and are there when they are asked for."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml.nodes import MappingNode, ScalarNode

from comments import commented
from dutymatrix.plan.model import Plan
from dutymatrix.planfile.comment import Comments, Slot
from dutymatrix.planfile.sealed import seal
from dutymatrix.planfile.splice import PlanText
from dutymatrix.planfile.writer import dump_plan
from strategies import plans

TEXT = """\
title: 方案
sections:
- title: 机制

  tasks:
  - title: 压实责任
    text: |-
      全面落实。

      - title: 这是正文
        text: 也是
    lead: 甲局
  - title: 落实经费
    lead: 甲局
    join:
    - 乙局

  # 第三项
  - title: 督导
    lead: 乙局

- title: 宣传

  tasks:
  - title: 开展宣传
    join:
    - 甲局
"""


def sealed_titles(text: str) -> list[str]:
    """What stands in the first lines of the records that are sealed."""
    lines = text.splitlines()
    return [lines[n].strip() for n in sorted(seal(text)[1])]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_tasks_are_sealed_where_they_end_with_a_blank_line_or_less_indented(newline: str) -> None:
    assert sealed_titles(TEXT.replace("\n", newline)) == [
        "- title: 这是正文",
        "- title: 督导",
        "- title: 开展宣传",
    ]


@pytest.mark.parametrize(
    "record",
    [
        pytest.param("- title: 甲\n  # 注\n  lead: 乙\n", id="comment"),
        pytest.param("- title: 甲\n# 注\n", id="comment-beneath"),
        pytest.param('- title: "甲\n乙"\n', id="quotes-that-go-on"),
        pytest.param("- title: 甲\n  join: [乙,\n丙]\n", id="brackets-that-go-on"),
        pytest.param("- title: 甲\n\n  lead: 乙\n", id="blank-line"),
        pytest.param("- title: 甲\r\n\r\n  lead: 乙\r\n", id="blank-line-crlf"),
        pytest.param("- title: 甲\n  text:\n   一\n\n   二\n", id="paragraph"),
        pytest.param("- title: 甲\u2028  lead: 乙\n", id="line-end-of-yaml"),
        pytest.param("- title: 甲\n  parts:\n  - title: 乙\n    # 注\n", id="parts"),
    ],
)
def test_what_may_go_on_is_not_sealed(record: str) -> None:
    assert "- title: 甲" not in sealed_titles(f"tasks:\n{record}- title: 末\n")


def places(file: PlanText) -> Iterator[tuple[Any, ...]]:
    """Every node of a text, by its path, with its place and what it says."""
    waiting: list[tuple[Any, ...]] = [()]
    while waiting:
        path = waiting.pop()
        node: Any = file.at(*path)
        # Where a list ends, the parsers say by what follows it.
        ends = (node.start_mark, *([node.end_mark] if isinstance(node, ScalarNode) else []))
        said = node.value if isinstance(node, ScalarNode) else node.flow_style
        yield path, [(mark.index, mark.line, mark.column) for mark in ends], said
        if isinstance(node, MappingNode):
            waiting += ((*path, key.value.strip()) for key, _value in node.value)
        elif not isinstance(node, ScalarNode):
            waiting += ((*path, n) for n in range(len(node.value)))


@given(plans(), st.data())
def test_a_sealed_text_says_the_same(plan: Plan, data: st.DataObject) -> None:
    text = dump_plan(plan)
    if data.draw(st.booleans()):
        text = data.draw(commented(text))
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    assert Comments(text, sealed=True).found == Comments(text).found
    assert [*places(PlanText(text, sealed=True))] == [*places(PlanText(text))]


def test_of_a_sealed_text_one_task_is_edited() -> None:
    edited = PlanText(TEXT, sealed=True)
    edited.set_names(("sections", 1, "tasks", 0), "join", ("甲局", "乙局"))
    edited.arrange(("sections", 1, "tasks"), [0, edited.block("sections", 0, "tasks", 2)])
    edited.set_field(("sections", 0, "tasks", 2), "lead", "lead: 丙局")
    said = edited.edited().partition("- title: 宣传\n")[2]
    assert said == (
        "\n  tasks:\n  - title: 开展宣传\n    join:\n    - 甲局\n    - 乙局\n\n"
        "  # 第三项\n  - title: 督导\n    lead: 丙局\n"
    )


def test_of_a_sealed_text_one_task_gets_a_remark() -> None:
    sealed = Comments(TEXT, sealed=True)
    lead = ("sections", 0, "tasks", 2, "lead")
    opened = Comments(TEXT, sealed=True, opened=sealed.sealed_around([lead]))
    beside = Slot(lead, "beside")
    other = Slot(("sections", 1, "tasks", 0, "join"), "above")
    assert [file.has(slot) for file in (sealed, opened) for slot in (beside, other)] == [
        *(False, False),
        *(True, False),
    ]
    said = opened.written({beside: ["# 已定"]})
    assert said == TEXT.replace("乙局\n\n- title: 宣传", "乙局  # 已定\n\n- title: 宣传")
