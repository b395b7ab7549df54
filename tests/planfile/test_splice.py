"""Edits of a plan's text: what is edited changes, and nothing else."""

from collections.abc import Callable
from difflib import ndiff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.plan.model import Plan, Role
from dutymatrix.planfile import parse_plan, read_text, splice
from dutymatrix.planfile.parser import PureParser
from dutymatrix.planfile.splice import PlanText, UnspliceableError
from dutymatrix.planfile.writer import dump_plan
from strategies import plans

TEXT = """\
# 方案
format: 1
title: 试行方案   # 标题
units:
  甲局:
  乙局:
    aliases: [乙, "丙 局"]  # 简称
  # 丁局的说明
  丁局:

sections:
- title: 机制
  tasks:
  # 第一项
  - title: "落实责任"
    text: |-
      全面落实。
      # 这一行是正文

    # 谁牵头
    lead: 甲局   # 暂定
    # 待核

  # 第二项
  -
    title: '落实经费'
    join:
      - 甲局   # 一
      # 二
      - '乙局'
    # 末尾

# 第二部分
- title: 宣传
  tasks:
  - title: 开展宣传
    lead: 丁局
"""
FIRST, SECOND = ("sections", 0, "tasks", 0), ("sections", 0, "tasks", 1)
TASKS = ("sections", 0, "tasks")


def edit(change: Callable[[PlanText], object], text: str = TEXT) -> str:
    """The text after a change; it is still a plan."""
    edited = PlanText(text)
    change(edited)
    result = edited.edited()
    parse_plan(result)
    return result


def differences(old: str, new: str) -> list[str]:
    """The lines that went and came."""
    lines = ndiff(old.splitlines(), new.splitlines())
    return [line.rstrip() for line in lines if line[:1] in "-+"]


def rename(*path: splice.Key, to: str) -> Callable[[PlanText], None]:
    def change(edited: PlanText) -> None:
        node = edited.at(*path)
        assert node is not None
        edited.rename(node, to)

    return change


def test_without_edits_the_text_is_the_same() -> None:
    for text in (TEXT, "\ufeff" + TEXT.replace("\n", "\r\n"), "title: 无\n", "title: 无"):
        assert PlanText(text).edited() == text


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            rename(*FIRST, "lead", to="乙局"),
            ["-     lead: 甲局   # 暂定", "+     lead: 乙局   # 暂定"],
            id="a name, its comment staying",
        ),
        pytest.param(
            rename(*SECOND, "title", to="it's"),
            ["-     title: '落实经费'", "+     title: 'it''s'"],
            id="a name in its own quotes",
        ),
        pytest.param(
            rename(*FIRST, "title", to='说"是"'),
            ['-   - title: "落实责任"', '+   - title: "说\\"是\\""'],
            id="a title in its own quotes",
        ),
        pytest.param(
            rename("units", "乙局", "aliases", 0, to="a, b"),
            [
                '-     aliases: [乙, "丙 局"]  # 简称',
                '+     aliases: ["a, b", "丙 局"]  # 简称',
            ],
            id="a name that needs quotes in a flow list",
        ),
        pytest.param(
            lambda text: text.set_names(SECOND, "join", ["甲局", "丁局"]),
            ["-       # 二", "-       - '乙局'", "+       - 丁局"],
            id="one name for another in a list, with its comment",
        ),
        pytest.param(
            lambda text: text.set_names(SECOND, "join", ["乙局", "丁局", "甲局"]),
            [
                "-       - 甲局   # 一",
                "+       - 丁局",
                "+       - 甲局   # 一",
            ],
            id="names in another order take their comments along",
        ),
        pytest.param(
            lambda text: text.set_names(("units", "乙局"), "aliases", ["丙 局", "戊"]),
            ['-     aliases: [乙, "丙 局"]  # 简称', '+     aliases: ["丙 局", 戊]  # 简称'],
            id="names of a flow list",
        ),
        pytest.param(
            lambda text: text.set_names(FIRST, "lead", ["甲局", "丁局"]),
            [
                "-     lead: 甲局   # 暂定",
                "+     lead:   # 暂定",
                "+       - 甲局",
                "+       - 丁局",
            ],
            id="a lone name becomes a list, indented as the file does",
        ),
        pytest.param(
            lambda text: text.set_names(FIRST, "lead", []),
            ["-     # 谁牵头", "-     lead: 甲局   # 暂定", "-     # 待核"],
            id="no name, no field",
        ),
        pytest.param(
            lambda text: text.set_names(("units", "甲局"), "aliases", ["甲"]),
            ["+     aliases:", "+       - 甲"],
            id="the first field of a unit",
        ),
        pytest.param(
            lambda text: (
                text.set_field(FIRST, "open", "open: true"),
                text.set_field(FIRST, "id", "id: zeren"),
                text.set_names(FIRST, "join", ["丁局"]),
            ),
            [
                "+   - id: zeren",
                '-   - title: "落实责任"',
                '+     title: "落实责任"',
                "+     open: true",
                "+     join:",
                "+       - 丁局",
            ],
            id="new fields in their places; at one place in the order asked for",
        ),
        pytest.param(
            lambda text: text.set_field(FIRST, "text", "text: |-\n  全面落实。\n\n  分段。"),
            ["-       # 这一行是正文", "+", "+       分段。"],
            id="another text",
        ),
        pytest.param(
            lambda text: text.set_field(FIRST, "title", None),
            ['-   - title: "落实责任"', "-     text: |-", "+   - text: |-"],
            id="without its first field the next one follows the dash",
        ),
        pytest.param(
            lambda text: text.set_field((), "ends_on", "ends_on: 2019-12-31"),
            ["+ ends_on: 2019-12-31"],
            id="a field of the plan",
        ),
        pytest.param(
            lambda text: text.arrange(TASKS, [0, "- title: 新\n  lead: 甲局", 1]),
            ["+   - title: 新", "+     lead: 甲局", "+"],
            id="a new task",
        ),
        pytest.param(
            lambda text: text.arrange(TASKS, [1]),
            [f"- {line}".rstrip() for line in TEXT.splitlines()[13:23]],
            id="a task goes with its comments",
        ),
        pytest.param(
            lambda text: text.arrange(("units",), [0, "戊局:\n  full_name: 戊", 1, 2]),
            ["+   戊局:", "+     full_name: 戊"],
            id="a new unit",
        ),
        pytest.param(
            lambda text: text.arrange(("sections", 1, "tasks"), [0, text.block(*FIRST)]),
            ["+", *(f"+ {line}".rstrip() for line in TEXT.splitlines()[13:22])],
            id="a copy elsewhere",
        ),
    ],
)
def test_what_is_edited_changes_and_nothing_else(
    change: Callable[[PlanText], object], expected: list[str]
) -> None:
    assert differences(TEXT, edit(change)) == expected


def test_a_task_moves_with_what_is_edited_in_it() -> None:
    def change(text: PlanText) -> None:
        text.arrange(TASKS, [1])
        text.arrange(("sections", 1, "tasks"), [text.block(*FIRST), 0])
        text.set_names(FIRST, "lead", ["乙局"])
        text.set_field(SECOND, "title", "title: 保障经费")

    result = edit(change)
    plan = parse_plan(result)
    titles = [[task.title for task in section.tasks] for section in plan.sections]
    assert titles == [["保障经费"], ["落实责任", "开展宣传"]]
    assert "  # 第一项\n  - title" in result
    assert "lead: 乙局   # 暂定\n    # 待核\n\n  - title: 开展宣传" in result


def test_what_moves_deeper_is_indented_deeper() -> None:
    text = "title: 试行\nunits:\n  甲:\nsections:\n- title: 一\n  sections:\n"
    text += "  - title: 里\n    tasks:\n    - title: 深\n      lead: 甲\n"
    text += "- title: 二\n  tasks:\n  - title: 浅\n    text: |-\n      甲。\n    lead: 甲\n"
    text += "  - title: 留\n    lead: 甲\n"

    def change(edited: PlanText) -> None:
        shallow = edited.block("sections", 1, "tasks", 0)
        edited.arrange(("sections", 0, "sections", 0, "tasks"), [0, shallow])
        edited.arrange(("sections", 1, "tasks"), [1])

    result = edit(change, text)
    assert "    - title: 浅\n      text: |-\n        甲。\n      lead: 甲\n" in result


def test_a_comment_between_blank_lines_stays_when_records_go() -> None:
    text = "title: 试\ntasks:\n- title: 甲\n\n# ---- 分界 ----\n\n- title: 乙\n\n- title: 丙\n"
    for order in ([0, 2], [2], [2, 0], [1, 0]):
        edited = PlanText(text)
        edited.arrange(("tasks",), order)
        assert edited.edited().count("# ---- 分界 ----\n") == 1


def test_line_ends_and_the_byte_order_mark_survive() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")

    def change(edited: PlanText) -> None:
        edited.arrange(TASKS, [1, "- title: 新\n  lead: 甲局", 0])
        edited.set_names(FIRST, "lead", ["甲局", "丁局"])
        edited.set_field(SECOND, "open", "open: true")

    result = edit(change, text)
    assert result.startswith("\ufeff# ")
    assert result.count("\n") == result.count("\r\n") > text.count("\r\n")
    assert result.replace("\r\n", "\n")[1:] == edit(change)


def test_a_block_is_told_as_it_would_stand_elsewhere() -> None:
    edited = PlanText(TEXT.replace("\n", "\r\n"))
    assert edited.source(edited.block(*SECOND)) == (
        "# 第二项\n-\n  title: '落实经费'\n"
        "  join:\n    - 甲局   # 一\n    # 二\n    - '乙局'\n  # 末尾"
    )
    assert edited.source(edited.block("units", "丁局")) == "# 丁局的说明\n丁局:"
    assert edited.source(edited.block(*FIRST, "title")) == 'title: "落实责任"'
    assert edited.source(edited.block(*FIRST, "lead")) == "# 谁牵头\nlead: 甲局   # 暂定\n# 待核"


@pytest.mark.parametrize(
    ("text", "change"),
    [
        pytest.param(
            "title: 试\ntasks: [{title: 甲}, {title: 乙}]\n",
            lambda text: text.arrange(("tasks",), [1, 0]),
            id="a list in brackets",
        ),
        pytest.param(
            "title: 试\ntasks:\n- {title: 甲}\n",
            lambda text: text.set_field(("tasks", 0), "open", "open: true"),
            id="a record in braces",
        ),
        pytest.param(
            "title: 试\ntasks:\n- title: 甲\n  # 说明\n  open: true\n",
            lambda text: text.set_field(("tasks", 0), "title", None),
            id="a comment that would stand after the dash",
        ),
        pytest.param(
            "title: 试\ntasks:\n- title: 甲\n",
            lambda text: text.arrange(("tasks",), []),
            id="nothing left of a list",
        ),
        pytest.param(
            "title: 试\ntasks:\n- title: 甲\n- title: 乙\n",
            lambda text: (
                text.arrange(("tasks",), [0]),
                text.set_field(("tasks", 1), "open", "open: true"),
            ),
            id="an edit in what goes",
        ),
        pytest.param(
            "title: 试\ntasks:\n- title: 甲\n",
            lambda text: (
                text.set_field(("tasks", 0), "title", "title: 乙"),
                text.set_field(("tasks", 0), "title", "title: 丙"),
            ),
            id="one place edited twice",
        ),
        pytest.param(
            "title: 试\ntasks:\n- title: 甲\n", lambda text: text.block("tasks", 5), id="not there"
        ),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, change: Callable[[PlanText], object]) -> None:
    with pytest.raises(UnspliceableError, match=r"line \d+ is written in a way"):
        edit(change, text)


def test_the_parser_in_python_gives_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(edited: PlanText) -> None:
        edited.arrange(TASKS, [1, 0])
        edited.set_names(SECOND, "join", ["丁局", "甲局"])

    expected = edit(change)
    monkeypatch.setattr(splice, "default_parser", lambda: PureParser)
    assert edit(change) == expected


@given(plans(), st.data())
def test_records_in_any_order_are_that_plan(plan: Plan, data: st.DataObject) -> None:
    """Tasks of each section, and the sections, in a drawn order; some names replaced."""
    text = dump_plan(plan)
    edited = PlanText(text)
    for path, count in _lists(plan):
        if count:
            edited.arrange(path, data.draw(st.permutations(range(count))))
    # Numbers that the document restarts may stand in the wrong order then.
    arranged = read_text(edited.edited(), "plan.yaml").plan
    assert arranged is not None
    assert sorted(_facts(arranged)) == sorted(_facts(plan))


@given(plans(), st.data())
def test_names_are_set_in_any_task(plan: Plan, data: st.DataObject) -> None:
    edited = PlanText(dump_plan(plan))
    wanted: list[tuple[str, ...]] = []
    for n, task in enumerate(plan.own_tasks):
        others = {name for name, role in task.assignments if role is not Role.JOIN}
        free = sorted({*plan.rank} - others)
        names = data.draw(st.permutations(free))[: data.draw(st.integers(0, 4))]
        edited.set_names(("tasks", n), "join", names)
        wanted.append(tuple(names))
    read = parse_plan(edited.edited())
    for task, expected in zip(read.own_tasks, wanted, strict=True):
        assert task.join == expected


def _lists(plan: Plan) -> list[tuple[tuple[splice.Key, ...], int]]:
    lists: list[tuple[tuple[splice.Key, ...], int]] = [
        (("sections",), len(plan.sections)),
        (("tasks",), len(plan.own_tasks)),
        (("units",), len(plan.units)),
    ]
    lists += [(("sections", n, "tasks"), len(s.tasks)) for n, s in enumerate(plan.sections)]
    return lists


def _facts(plan: Plan) -> list[str]:
    return [f"{item.title} {item.entry.text} {item.entry.assignments}" for item in plan.items]
