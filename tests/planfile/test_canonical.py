"""What is read from lines is what the parser's events give, wherever it is read so."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.generator import generate_plan
from dutymatrix.plan.model import Entry, Plan
from dutymatrix.planfile import Reading, reader
from dutymatrix.planfile.canonical import NotCanonicalError
from dutymatrix.planfile.parser import Parser, PureParser, default_parser
from dutymatrix.planfile.source import is_spotless
from dutymatrix.planfile.writer import dump_plan
from strategies import plans

PLAN_FILE = Path(__file__).resolve().parents[2] / "plan.yaml"

RICH = """\
# 方案文件
format: 1
title: 方案
document_number: 吴委办〔2017〕93号
issued_by:
- 甲办
- 乙办
issued_on: 2017-11-03
ends_on: 2019-12-31
role_rule: |-
  甲。

  乙。
role_names:
  lead: 牵头单位
  join: 参与单位
language: zh_CN
chapter: 二、工作任务
numbering: [（一）, "1."]
running: ["1."]
preamble: |-
  为了。

units:
  市公安局:
    full_name: 吴川市公安局
    aliases:
    - 公安局
    contact: 办公室 0759-1234567
  "119":
  KTV协会:
  市卫计局:
    until: 2019-03-31
    succeeded_by:
    - 市卫健局
    - 市医保局
    tasks:
      1.4: 市卫健局
  市卫健局:
  市医保局:

groups:
  各镇（街）:
    members:
    - KTV协会
  其他有关单位:
    open: true

standing:
- text: |-
    以下各项均涉及。
  units:
  - 市公安局

# 全部任务
sections:
- tasks:
  - id: 禁毒-1
    number: 3
    title: 比例30:1，见a#b
    text: |-
      第一段。
      still total
      control。

      # 不是注
      第二段。
    # 注
    lead: 市公安局
    join:
    - "119"
    # 注: x
    - KTV协会
# 注
    open: true
    milestones:
    - by: 2018-12-31
      said: 2018年底前
      goal: |-
        一。

        二。
      target: "85%"
    - goal: 全覆盖
    notes:
      适用范围: 全市
      "1": |-
        甲。

        乙。

  - text: 一行
    responsible:
    - 市公安局
    - 市卫计局
    guide: KTV协会
    succeeded_by:
      市卫计局: 市卫健局
    parts:
    - text: |-
        甲。
      lead: 市公安局

    - text: |-
        乙。
      lead: KTV协会

- title: 甲
  text: |-
    总述。
  lead: 市公安局

  sections:
  - title: 乙

    tasks:
    - title: 丙


- title: 丁

common:
- title: 工作保障
  text: |-
    总。
  items:
  - title: 强化组织领导
    text: |-
      要。

  - title: 强化督导
# 完
"""

PIECES = (
    *(" ", "  ", "\n", "\n\n", "#", " # 注", ": ", ":", "- ", "-", "\t", "\r", "\r\n", "'", '"'),
    *("|", ">", "|-\n", "|2-\n", "&a ", "*a", "!!str ", "? ", "{}", "[", "]", ",", "%", "@", "`"),
    *(
        "~",
        "null",
        "no",
        "0",
        "12:30",
        "<<",
        "---\n",
        "...\n",
        "\\",
        "　",
        "\u00a0",
        "\u200b",
        "⾰",
    ),
    *("title: x\n", "    lead: 市公安局\n", "tasks:\n", "sections:\n", "parts:\n", "市公安局", "x"),
)


def _read(text: str, parser: Parser, *, from_lines: bool) -> Reading:
    """A reading from lines where that can be, or from the parser's events."""
    with pytest.MonkeyPatch.context() as patch:
        if not from_lines:
            patch.setattr(reader, "_PlanLines", Mock(side_effect=NotCanonicalError))
        return reader.read_text(text, "plan.yaml", parser)


def _said(reading: Reading) -> object:
    """All of a reading, with every place."""
    plan = reading.plan
    return reading, plan and [*map(_places, (*plan.sections, *plan.own_tasks))]


def _places(entry: Entry) -> object:
    names = ("sections", "tasks", "parts")
    below = [one for name in names for one in getattr(entry, name, ())]
    return entry.span, entry.places, [*map(_places, below)]


def _assert_same(text: str) -> None:
    for parser in {default_parser(), PureParser}:
        fast, slow = (_read(text, parser, from_lines=which) for which in (True, False))
        assert _said(fast) == _said(slow)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAN_FILE.read_text("utf-8"), id="ours"),
        pytest.param(generate_plan(43), id="generated"),
        pytest.param(RICH, id="all that can be said"),
    ],
)
def test_canonical_plans_are_read_from_lines(text: str) -> None:
    for written in (text, text.replace("\n", "\r\n"), text.rstrip("\n")):
        assert reader._PlanLines(written, "plan.yaml").read() is not None
        _assert_same(written)


@pytest.mark.parametrize(
    ("odd", "code"),
    [("\u200b", "DM102"), ("\u2fb0", "DM118"), ("\rx", "DM102"), ("\n<<<<<<< ours", "DM106")],
)
def test_a_large_text_is_looked_at_as_closely(odd: str, code: str) -> None:
    text = generate_plan(500)
    assert is_spotless(text)
    assert not is_spotless("\n" * len(text))
    findings = reader.read_text(f"{text}# {odd}\n", "plan.yaml").findings
    assert [finding.code for finding in findings] == [code]


@given(plans())
def test_any_plan_is_read_the_same(plan: Plan) -> None:
    _assert_same(dump_plan(plan))


@pytest.mark.parametrize(
    ("canonical", "other"),
    [
        pytest.param("- title: 丁", "-  title: 丁", id="two blanks behind a dash"),
        pytest.param("- title: 丁", "- \n  title: 丁", id="a dash alone"),
        pytest.param("- title: 丁", "- - title: 丁", id="a list in a list"),
        pytest.param("- title: 丁", "- {title: 丁}", id="flow style"),
        pytest.param("- title: 丁", "- title: '丁'", id="single quotes"),
        pytest.param("- title: 丁", '- title: "丁\\n"', id="an escape"),
        pytest.param("- title: 丁", "- title: 丁 # 注", id="a comment behind a value"),
        pytest.param("- title: 丁", "# 注\n- title: 丁", id="a comment on a line"),
        pytest.param("- title: 丁", "- title: 丁\n    戊", id="a value of two lines"),
        pytest.param("- title: 丁", "- title: 丁: 戊", id="a colon and a blank"),
        pytest.param("- title: 丁", "- title: 丁:", id="a colon at the end"),
        pytest.param("- title: 丁", "- title: null", id="nothing"),
        pytest.param("- title: 丁", "- title: 丁\n  title: 丁", id="a key twice"),
        pytest.param("- title: 丁", "- titel: 丁", id="a key that is none"),
        pytest.param("- title: 丁", "- text: 丁\n  title: 丁", id="keys in another order"),
        pytest.param("- title: 丁\n", "- title: 丁\n- {}\n", id="an empty record"),
        pytest.param("- title: 丁\n", "- title: 丁\n  \n", id="a blank in an empty line"),
        pytest.param("- title: 丁\n", "- title: 丁\n  tasks:\n", id="an empty list"),
        pytest.param("- title: 丁\n", "- title: 丁\nlead: 市公安局\n", id="a key of the file"),
        pytest.param("- title: 丁\n", "- title: 丁\n---\n", id="a second document"),
        pytest.param("  - title: 丙", "   - title: 丙", id="a record not two columns in"),
        pytest.param("    - title: 丙", "    - lead: 市公安局", id="a task that says nothing"),
        pytest.param("    - KTV协会", "    - no", id="a name that is none"),
        pytest.param("    - KTV协会", "    - 119", id="a number for a name"),
        pytest.param("    - KTV协会", "    - 市公安局", id="a name twice"),
        pytest.param("    - KTV协会", "    - 市卫计局", id="an unknown name"),
        pytest.param("    - KTV协会", "    - &a KTV协会", id="an anchor"),
        pytest.param(
            "text: |-\n      第一段", "text: |-\n       第一段", id="a text not two columns in"
        ),
        pytest.param(
            "text: |-\n      第一段", "text: |-\n\n      第一段", id="a text that begins empty"
        ),
        pytest.param(
            "text: |-\n      第一段", "text: |-\n      \t第一段", id="a text that begins with a tab"
        ),
        pytest.param("by: 2018-12-31", "by: 2018-13-31", id="a day that is none"),
        pytest.param("by: 2018-12-31", "by: 20181231", id="a day written otherwise"),
        pytest.param('      "1": |-', "      适用范围: |-", id="a note twice"),
        pytest.param("number: 3", "number: 03", id="a number that begins with a zero"),
        pytest.param("open: true", "open: True", id="true written otherwise"),
        pytest.param("sections:\n- tasks", '"sections":\n- tasks', id="a key in quotes"),
        pytest.param("title: 方案", 'title: "方案\nsections:\n- title: 甲\na"', id="all in quotes"),
        pytest.param("format: 1", "{a: [b,\nsections:\n- title: 甲\nc]}", id="all in brackets"),
    ],
)
def test_what_is_not_canonical_is_left_to_the_parser(canonical: str, other: str) -> None:
    text = RICH.replace(canonical, other, 1)
    assert text != RICH
    _assert_same(text)


def _edited(text: str, how: str, where: int, piece: str) -> str:
    if how == "insert":
        at = where % len(text)
        return text[:at] + piece + text[at:]
    if how == "delete":
        at = where % len(text)
        return text[:at] + text[at + 1 :]
    lines = text.splitlines(keepends=True)
    at = where % len(lines)
    line = lines[at]
    lines[at : at + 1] = {
        "swap": lines[at : at + 2][::-1],
        "again": [line, line],
        "drop": [],
        "in": [f"  {line}"],
        "out": [line[2:] if line.startswith("  ") else line],
        "one in": [f" {line}"],
        "before": [piece, line],
        "behind": [line[:-1], piece, "\n"],
    }[how]
    if how == "swap":
        del lines[at + 2 : at + 3]
    return "".join(lines)


HOWS = ("insert", "delete", "swap", "again", "drop", "in", "out", "one in", "before", "behind")
EDITS = st.lists(
    st.tuples(st.sampled_from(HOWS), st.integers(0, 10**6), st.sampled_from(PIECES)),
    min_size=1,
    max_size=2,
)
TEXTS = st.one_of(st.just(RICH), st.integers(0, 99).map(lambda seed: generate_plan(6, seed)))


@given(TEXTS, EDITS)
def test_what_is_no_longer_canonical_is_read_the_same(
    text: str, edits: list[tuple[str, int, str]]
) -> None:
    for how, where, piece in edits:
        text = _edited(text, how, where, piece)
    _assert_same(text)
