"""Whatever is wrong with a plan file is found, all at once and at its place; nothing else is."""

import os
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dutymatrix.check import check_plan
from dutymatrix.check.inspection import inspect_bytes
from dutymatrix.error import UnreadableFileError
from dutymatrix.finding import InvalidPlanError, has_errors
from dutymatrix.finding.choice import DEFAULT
from dutymatrix.finding.rule import RULES, Severity
from dutymatrix.planfile import Reading, load_plan, parse_plan, read_bytes, read_plan, read_text
from dutymatrix.planfile.parser import Parser, PureParser
from dutymatrix.planfile.writer import dump_plan

PLAN_FILE = Path(__file__).resolve().parents[2] / "plan.yaml"
HEAD = "format: 1\ntitle: 试行方案\n"
ROSTER = "units:\n  市公安局:\n  市司法局:\n"
TASKS = HEAD + ROSTER + "tasks:\n"  # what follows begins in line 7

PARSERS = [
    pytest.param(
        getattr(yaml, "CLoader", None),
        id="libyaml",
        marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no libyaml"),
    ),
    pytest.param(PureParser, id="pure Python"),
]


@pytest.fixture(params=PARSERS)
def read(request: pytest.FixtureRequest) -> Callable[[str], Reading]:
    """Reads a text with each of the parsers."""
    return lambda text: read_text(text, "plan.yaml", request.param)


def places(reading: Reading) -> list[str]:
    return [f"{f.line}:{f.column} {f.code}" for f in reading.findings]


def test_each_rule_has_a_code_of_a_family() -> None:
    assert list(RULES) == sorted(RULES)
    assert {code[:3] for code in RULES} <= {"DM1", "DM2", "DM3", "DM4", "DM5", "DM6"}
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


def test_each_rule_has_examples_where_a_fragment_can_show_it() -> None:
    # Bytes, an empty file and the first line are no fragments; they are tested below.
    # Rules about documents are shown where documents are read, one about folders at `check`.
    shown = {code for code, rule in RULES.items() if rule.of_document or rule.of_folder}
    without = {code for code, rule in RULES.items() if not rule.fails} - shown
    assert without == {"DM101", "DM103", "DM112", "DM122"}


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.fails])
def test_the_example_that_fails(code: str, read: Callable[[str], Reading]) -> None:
    text = HEAD + RULES[code].fails
    inspection = inspect_bytes(text.encode(), "plan.yaml", {*DEFAULT, code})
    assert code in {found.code for found in (*read(text).findings, *inspection.findings)}


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.fails])
def test_the_example_that_passes(code: str, read: Callable[[str], Reading]) -> None:
    text = HEAD + RULES[code].passes
    assert read(text).plan
    chosen = {*DEFAULT, code}
    assert (read(text).findings, inspect_bytes(text.encode(), "plan.yaml", chosen).findings) == (
        (),
        (),
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Keys
        pytest.param(
            "- title: 甲\n  lead: 市公安局\n  lead: 市司法局\n", ["9:3 DM107"], id="key twice"
        ),
        pytest.param("- title: 甲\n  titel: 乙\n", ["8:3 DM108"], id="unknown key"),
        pytest.param("- title: 甲\n  牵头: 市公安局\n", ["8:3 DM108"], id="Chinese key"),
        pytest.param("- title: 甲\n  unbekannt: 乙\n", ["8:3 DM108"], id="key like no other"),
        pytest.param("- title: 甲\n  Lead: 市公安局\n", ["8:3 DM108"], id="key in upper case"),
        pytest.param("- title: 甲\n  tasks: []\n", ["8:3 DM108"], id="key of another record"),
        pytest.param(
            "- title: 甲\n  unbekannt:\n    lead: 市公按局\n    - 乙\n",
            ["8:3 DM108", "10:5 DM105"],
            id="unknown key with broken content",
        ),
        pytest.param('- title: 甲\n  "lead": 市公安局\n', [], id="quoted key"),
        pytest.param("- ? title\n  : 甲\n", [], id="explicit key"),
        pytest.param("- {title: 甲, lead: [市公安局]}\n", [], id="flow style"),
        pytest.param("- [a]: 甲\n  title: 乙\n", ["7:3 DM110"], id="list as a key"),
        pytest.param("- {a: b}: 甲\n  title: 乙\n", ["7:3 DM110"], id="record as a key"),
        pytest.param(
            "- title: 甲\n  ? |\n    lead\n  : 市公安局\n", ["8:5 DM108"], id="block as a key"
        ),
        pytest.param(
            '- title: 甲\n  "le\\u0007ad": 乙\n',
            ["8:3 DM102", "8:3 DM108"],
            id="control character in a key",
        ),
        # Colons, blanks and tabs
        pytest.param("- title：甲\n  lead: 市公安局\n", ["7:8 DM105"], id="full-width colon"),
        pytest.param(
            "- title: 甲\n  lead：市公安局\n", ["8:7 DM105"], id="full-width colon in line 2"
        ),
        pytest.param(
            "- title: 甲\n  lead： 市公安局\n", ["8:7 DM105"], id="full-width colon and a blank"
        ),
        pytest.param("- title：甲\n", ["7:8 DM105"], id="nothing but a full-width colon"),
        pytest.param(
            "- title: 甲\n  lead:市公安局\n", ["8:7 DM105"], id="no blank after the colon"
        ),
        pytest.param("- title:甲\n  lead: 市公安局\n", ["7:8 DM105"], id="no blank in line 1"),
        pytest.param("- title: 甲\n\tlead: 市公安局\n", ["8:1 DM105"], id="tab"),
        pytest.param("- title: 甲\n  \tlead: 市公安局\n", ["8:3 DM105"], id="tab after blanks"),
        pytest.param("- title: 甲\n   lead: 市公安局\n", ["8:8 DM105"], id="one blank too many"),
        pytest.param("- title: 甲：乙\n", [], id="full-width colon in a title"),
        pytest.param("- title: 会议:纪要\n", [], id="colon in a title"),
        pytest.param(
            "- title: 甲\n  text: |-\n    lead：市公安局\n    \ttab\n", [], id="colon in a text"
        ),
        pytest.param("- title: 甲: 乙\n", ["7:11 DM105"], id="colon and blank in a title"),
        pytest.param("- title: “甲\n  lead: [市公安局\n", ["8:9 DM105"], id="bracket not closed"),
        pytest.param("- title: '甲\n", ["7:10 DM105"], id="quote not closed"),
        pytest.param("- title: @甲\n", ["7:10 DM105"], id="reserved character"),
        pytest.param("- title: %甲\n", ["7:10 DM105"], id="per cent"),
        # Conflicts
        pytest.param(
            "<<<<<<< HEAD\n- title: 甲\n=======\n- title: 乙\n>>>>>>> 分支\n",
            ["7:1 DM106", "9:1 DM106", "11:1 DM106"],
            id="conflict",
        ),
        pytest.param(
            "<<<<<<< a\r\n- title: 甲\r\n||||||| b\r\n=======\r\n>>>>>>> c\r\n",
            ["7:1 DM106", "9:1 DM106", "10:1 DM106", "11:1 DM106"],
            id="conflict with its base, lines of Windows",
        ),
        pytest.param(
            "- title: 甲\n  text: |-\n    <<<<<<<\n    =======\n", [], id="marks in a text"
        ),
        pytest.param("- title: <<<<<<< 甲 >>>>>>>\n", [], id="marks in a title"),
        # Machinery
        pytest.param("- title: &a 甲\n", ["7:10 DM111"], id="anchor"),
        pytest.param("- title: 甲\n  lead: *a\n", ["8:9 DM111"], id="alias as a name"),
        pytest.param("- *a\n", ["7:3 DM111"], id="alias as a task"),
        pytest.param("- title: 甲\n  *a : 乙\n", ["8:3 DM111"], id="alias as a key"),
        pytest.param("- title: 甲\n  join: &a [市公安局]\n", ["8:9 DM111"], id="anchor of a list"),
        pytest.param("- &a\n  title: 甲\n", ["7:3 DM111"], id="anchor of a task"),
        pytest.param("- &a title: 甲\n", ["7:3 DM111"], id="anchor of a key"),
        pytest.param("- title: !!binary 甲\n", ["7:10 DM111"], id="tag"),
        pytest.param("- !!set\n  title: 甲\n", ["7:3 DM111"], id="tag of a record"),
        pytest.param("- !!map\n  title: !!str 甲\n  join: !!seq []\n", [], id="usual tags"),
        pytest.param("- title: !!map 甲\n", ["7:10 DM111"], id="tag of another kind"),
        pytest.param("- title: 甲\n  lead: !!int 12\n", ["8:9 DM204"], id="number as a name"),
        pytest.param('- title: 甲\n  lead: !!int "12"\n', ["8:9 DM204"], id="quoted, and a number"),
        pytest.param("- title: 甲\n  lead: !!str 12\n", ["8:9 DM201"], id="digits as a name"),
        pytest.param("- title: ! 甲\n", ["7:10 DM111"], id="tag without a name"),
        pytest.param("- title: 甲\n  lead: !!str\n", ["8:9 DM204"], id="tag of nothing"),
        pytest.param("- title: 甲\n  <<: {lead: 市公安局}\n", ["8:3 DM111"], id="merge key"),
        pytest.param("- title: 甲\n  <<: *a\n", ["8:3 DM111"], id="merge key with an alias"),
        pytest.param("- title: 甲\n  notes:\n    <<: 乙\n", ["9:5 DM111"], id="merge key in notes"),
        pytest.param("- title: 甲\n  '<<': 乙\n", ["8:3 DM108"], id="quoted, it is a key"),
        pytest.param(
            "- title: !!python/object/apply:os.system [ls]\n",
            ["7:3 DM114", "7:10 DM110", "7:10 DM111"],
            id="harmful tag",
        ),
        # Kinds
        pytest.param("- 甲\n", ["7:3 DM110"], id="text as a task"),
        pytest.param("-\n", ["7:2 DM110"], id="nothing as a task"),
        pytest.param("- title: [甲]\n", ["7:10 DM110", "7:3 DM114"], id="list as a title"),
        pytest.param(
            "- title: 甲\n  milestones: 2018年底前\n", ["8:15 DM110"], id="text as a list"
        ),
        pytest.param(
            "- title: 甲\n  milestones:\n    by: 2018-12-31\n", ["9:5 DM110"], id="one record"
        ),
        pytest.param(
            "- title: 甲\n  lead:\n    市公安局: 市司法局\n", ["9:5 DM110"], id="record as names"
        ),
        pytest.param("- title: 甲\n  join:\n  - [市公安局]\n", ["9:5 DM110"], id="list as a name"),
        pytest.param("- title: 甲\n  notes: 乙\n", ["8:10 DM110"], id="text as notes"),
        pytest.param("- title: 甲\n  number: 一\n", ["8:11 DM110"], id="numeral as a number"),
        pytest.param("- title: 甲\n  number: 0\n", ["8:11 DM110"], id="zero"),
        pytest.param("- title: 甲\n  number: -1\n", ["8:11 DM110"], id="minus"),
        pytest.param("- title: 甲\n  number: 10000\n", ["8:11 DM110"], id="number too large"),
        pytest.param("- title: 甲\n  number: 1.5\n", ["8:11 DM110"], id="fraction"),
        pytest.param("- title: 甲\n  open: 是\n", ["8:9 DM110"], id="neither true nor false"),
        pytest.param("- title: 甲\n  open: no\n", ["8:9 DM110"], id="other word for false"),
        pytest.param("- title: 甲\n  open: False\n", [], id="false"),
        pytest.param(
            "- title: 甲\n  parts:\n  - title: 乙\n    parts:\n    - title: 丙\n",
            ["9:5 DM110"],
            id="parts of a part",
        ),
        pytest.param(
            "- title: 甲\n  parts:\n" + "  - title: 乙\n" * 27, ["8:3 DM104"], id="27 parts"
        ),
        pytest.param("- title: 甲\n  parts:\n" + "  - title: 乙\n" * 26, [], id="26 parts"),
        pytest.param("- lead: 市公安局\n", ["7:3 DM114"], id="task without a name"),
        pytest.param('- title: ""\n  text: "  "\n', ["7:3 DM114"], id="empty title, blank text"),
        pytest.param("- parts:\n  - title: 甲\n", [], id="parts without a title"),
        pytest.param("- text: 甲。\n", [], id="text without a title"),
        pytest.param(
            "- title: 甲\n  text:\n  lead:\n  join: []\n  milestones:\n  notes:\n  parts: []\n"
            "  id:\n  number:\n  open:\n",
            [],
            id="keys without values",
        ),
        # Scalars
        pytest.param("- title: 甲\n  text: >-\n    乙。\n    丙。\n", ["10:5 DM117"], id="folded"),
        pytest.param(
            "- text: >\n    甲\n    乙。\n  lead: 市公安局\n",
            ["9:5 DM117"],
            id="folded above a key",
        ),
        pytest.param("- title: 甲\n    乙\n", ["8:5 DM117"], id="plain on two lines"),
        pytest.param("- title: '甲\n    乙'\n", ["8:5 DM117"], id="quoted on two lines"),
        pytest.param(
            "- title: 甲\n  text: >\n    乙。\n      丙。\n\n    丁 a\n    戊。\n    己。\n",
            ["14:5 DM117"],
            id="some lines of a folded text",
        ),
        pytest.param("- title: 甲\n    a\n    乙\n", [], id="folded beside letters"),
        pytest.param("- title: 甲\n\n    乙\n", [], id="folded to a line's end"),
        pytest.param('- title: "甲\\\n    乙"\n', [], id="folded without a blank"),
        pytest.param("- title: 甲 乙\n", [], id="a blank that somebody typed"),
        pytest.param(
            "- title: 甲\n    lead：市公安局\n  join: 市司法局\n",
            ["8:9 DM117"],
            id="key in a title, full-width colon",
        ),
        pytest.param("- title: a\n    lead:甲\n", ["8:9 DM117"], id="key in a title, no blank"),
        pytest.param("- title: a\n    lead to:甲 http://a\n", [], id="no key in a title"),
        pytest.param(
            "- title: 甲\n  join:\n  - 市公\n    安局\n",
            ["9:5 DM201", "10:5 DM117"],
            id="name on two lines",
        ),
        pytest.param("- title: 甲\n  text: |\n    乙。\n\n    丙。\n\n", [], id="literal"),
        pytest.param("- title: |-\n    甲\n    乙\n", [], id="literal title"),
        pytest.param('- title: "落\\u0007实"\n', ["7:10 DM102"], id="escaped control character"),
        pytest.param('- title: "落\\r实"\n', ["7:10 DM102"], id="escaped carriage return"),
        pytest.param('- title: "落\\u200b实"\n', ["7:10 DM102"], id="escaped zero width"),
        pytest.param('- title: "落\\N实"\n', ["7:10 DM102"], id="escaped next line"),
        pytest.param('- title: "落\\n实\\t"\n', [], id="escaped line end and tab"),
        pytest.param("- title: '落\\u0007实'\n", [], id="no escape in single quotes"),
        pytest.param(
            "- title: no\n  text: 1.10\n  id: 12:30\n", [], id="texts that look otherwise"
        ),
        # Names
        *(
            pytest.param(f"- title: 甲\n  lead: {name}\n", ["8:9 DM204"], id=f"name {name}")
            for name in (
                "123",
                "1.10",
                "12:30",
                "1e3",
                "no",
                "Yes",
                "true",
                ".inf",
                "2018-12-31",
            )
        ),
        pytest.param("- title: 甲\n  lead: null\n  join: ~\n", [], id="nobody"),
        pytest.param(
            "- title: 甲\n  join: [null, '~']\n",
            ["8:10 DM204", "8:16 DM201"],
            id="nothing in a list",
        ),
        pytest.param(
            "- title: 甲\n  join:\n  -\n  - 市公安局\n", ["9:4 DM204"], id="nothing as a name"
        ),
        pytest.param('- title: 甲\n  join: [" "]\n', ["8:10 DM204"], id="blank as a name"),
        pytest.param(
            '- title: 甲\n  join: [市公安局, ""]\n', ["8:16 DM204"], id="empty text as a name"
        ),
        pytest.param(
            "- title: 甲\n  join: [市公安局，市司法局]\n", ["8:10 DM203"], id="full-width comma"
        ),
        pytest.param("- title: 甲\n  lead: 市公安局、市司法局\n", ["8:9 DM203"], id="、"),
        pytest.param("- title: 甲\n  lead: 市公安局,市司法局\n", ["8:9 DM203"], id="comma"),
        pytest.param("- title: 甲\n  lead: 市公安局；市司法局\n", ["8:9 DM203"], id="semicolon"),
        pytest.param(
            "- title: 甲\n  join: |-\n    市公安局\n    市司法局\n",
            ["8:9 DM203"],
            id="names in a text",
        ),
        pytest.param(
            '- title: 甲\n  join: "市公\\n安局"\n', ["8:9 DM203"], id="line end in a name"
        ),
        pytest.param("- title: 甲\n  join: '市\t公安局'\n", ["8:9 DM102"], id="tab in a name"),
        pytest.param(
            "- title:\t甲\n  text: |-\n    一、\n    二\t三\n", ["10:6 DM119"], id="tab in a text"
        ),
        pytest.param('- title: "甲\\t乙"\n', ["7:10 DM119"], id="escaped tab in a title"),
        pytest.param("- title: 甲\n  join: |-\n    市公安局\n", [], id="one name in a text"),
        pytest.param('- title: 甲\n  lead: " 市公安局　"\n', [], id="blanks around a name"),
        pytest.param(
            "- title: 甲\n  join: [市公安局, 市司法局, 市公安局]\n", ["8:22 DM301"], id="unit twice"
        ),
        pytest.param(
            "- title: 甲\n  join:\n  - 市公安局\n  lead: 市公安局\n",
            ["9:5 DM301"],
            id="unit twice, in another role",
        ),
        pytest.param(
            "- title: 甲\n  lead: 市公安局\n  parts:\n  - title: 乙\n    lead: 市公安局\n",
            [],
            id="once in the item, once in a part",
        ),
        pytest.param("- title: 甲\n  lead: 市公按局\n", ["8:9 DM201"], id="misspelt"),
        pytest.param("- title: 甲\n  lead: 公安局\n", ["8:9 DM201"], id="without its level"),
        # Dates
        *(
            pytest.param(
                f"- title: 甲\n  milestones:\n  - by: {day}\n", ["9:9 DM501"], id=f"date {day}"
            )
            for day in (
                *("2018年底", "2018-12", "2018-2-1", "20181231", "2018/12/31", "2018-13-01"),
                *("2018-02-29", "0000-01-01", "2018-W01-1", "2018-12-31T00:00:01", "18-12-2031"),
                *("２０１８-12-31", "一二三四-五六-七八"),
            )
        ),
        pytest.param('- title: 甲\n  milestones:\n  - by: "2018-12-31"\n', [], id="quoted date"),
        *(
            pytest.param(f"- title: 甲\n  milestones:\n  - by: {day}\n", [], id=f"date {day}")
            for day in (
                "2018-12-31T00:00:00.000Z",
                "2018-12-31 00:00:00",
                "null",
                "!!timestamp '2018-12-31'",
            )
        ),
        pytest.param("- title: 甲\n  milestones:\n  - by:\n", [], id="no date"),
        pytest.param("- title: 甲\n  milestones:\n  - {}\n", [], id="empty milestone"),
        pytest.param(
            "- title: 甲\n  milestones:\n  - by: 2016-02-29\n    说: 年底\n    goal: [乙]\n",
            ["10:5 DM108", "11:11 DM110"],
            id="milestone",
        ),
        # Numbers and ids
        pytest.param("- title: 甲\n- {number: 1, title: 乙}\n", ["8:3 DM602"], id="number again"),
        pytest.param(
            "- {number: 5, title: 甲}\n- {number: 3, title: 乙}\n- {number: 7, title: 丙}\n",
            ["8:3 DM602"],
            id="number falls",
        ),
        pytest.param("- {number: 5, title: 甲}\n- {number: 9, title: 乙}\n", [], id="gaps"),
        pytest.param(
            "- {id: a, title: 甲}\n- {id: b, title: 乙}\n- {id: a, title: 丙}\n",
            ["9:3 DM116"],
            id="id",
        ),
        pytest.param(
            "- {id: a, title: 甲, parts: [{id: a, title: 乙}]}\n", ["7:3 DM116"], id="id of a part"
        ),
        pytest.param(
            "- {id: 1, title: 甲}\n- {id: '1', title: 乙}\n", ["8:3 DM116"], id="id in quotes"
        ),
        # Notes
        pytest.param(
            "- title: 甲\n  notes:\n    备注: 乙\n    备注: 丙\n", ["10:5 DM107"], id="note twice"
        ),
        pytest.param(
            '- title: 甲\n  notes:\n    "": 乙\n', ["9:5 DM204"], id="note without a name"
        ),
        pytest.param("- title: 甲\n  notes:\n    备注: [乙]\n", ["9:9 DM110"], id="list as a note"),
        pytest.param(
            '- title: 甲\n  notes:\n    "备\\u200b注": 乙\n',
            ["9:5 DM102"],
            id="zero width in its name",
        ),
        pytest.param(
            "- title: 甲\n  notes:\n    no: 1\n    1.10: 12:30\n", [], id="notes of any name"
        ),
        # Documents
        pytest.param("- title: 甲\n---\ntitle: 乙\n", ["8:1 DM115"], id="second document"),
        pytest.param("- title: 甲\n---\n", ["8:1 DM115"], id="second document, empty"),
        pytest.param("- title: 甲\n...\n", [], id="end of the document"),
        pytest.param("- title: 甲\n...\n# 完\n", [], id="comment after it"),
        pytest.param("- title: 甲\n...\ntitle: 乙\n", ["9:1 DM105"], id="lines after it"),
        pytest.param("# 注\n- title: 甲 # 注\n  # 注\n", [], id="comments"),
    ],
)
def test_tasks(lines: str, expected: list[str], read: Callable[[str], Reading]) -> None:
    assert places(read(TASKS + lines)) == sorted(expected, key=place_of)


# What stands at a place, by its code alone; the two parsers name different columns.
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param('- title: "落\\q实"\n', ["7 DM105"], id="no such escape"),
        pytest.param("- title: 甲\t乙\n  lead: 市公按局\n", None, id="tab in plain text"),
        pytest.param('- title: "\\uD800"\n', None, id="escaped surrogate"),
    ],
)
def test_lines_where_columns_differ(
    lines: str, expected: list[str] | None, read: Callable[[str], Reading]
) -> None:
    found = [f"{f.line} {f.code}" for f in read(TASKS + lines).findings]
    assert found if expected is None else found == expected


def place_of(expected: str) -> tuple[int, int, str]:
    place, code = expected.split()
    line, column = place.split(":")
    return int(line), int(column), code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The plan
        pytest.param("title: 试行方案\n", [], id="the shortest plan"),
        pytest.param("--- # 方案\ntitle: 试行方案\n", [], id="marked beginning"),
        pytest.param("%YAML 1.1\n---\ntitle: 试行方案\n", [], id="directive"),
        pytest.param("{title: 试行方案}", [], id="flow style"),
        pytest.param("format: 1\n", ["1:1 DM109"], id="no title"),
        pytest.param("title:\n", ["1:1 DM109"], id="empty title"),
        pytest.param("format: 2\ntitle: 试行方案\n", ["1:1 DM112"], id="newer format"),
        pytest.param("format: 一\ntitle: 试行方案\n", ["1:9 DM110"], id="no format"),
        pytest.param("title: 试行方案\ntitle: 另一\n", ["2:1 DM107"], id="title twice"),
        pytest.param("- title: 试行方案\n", ["1:1 DM110"], id="a list"),
        pytest.param("试行方案\n", ["1:1 DM110"], id="a text"),
        pytest.param("试行方案\n第二行\n", ["1:1 DM110"], id="a text of two lines"),
        pytest.param("title：试行方案\n", ["1:6 DM105"], id="full-width colon"),
        pytest.param(
            "title：试行方案\nformat: 1\n", ["1:6 DM105"], id="full-width colon, and more"
        ),
        pytest.param("*a", ["1:1 DM111"], id="an alias"),
        pytest.param("", ["0:0 DM103"], id="nothing"),
        pytest.param(" \n\t\n　\n", ["0:0 DM103"], id="blanks"),
        pytest.param("# 方案\n\n# 无\n", ["0:0 DM103"], id="comments"),
        pytest.param("---\n", ["2:1 DM110"], id="an empty document"),
        pytest.param("---\n---\n", ["2:1 DM110", "2:1 DM115"], id="two empty documents"),
        pytest.param("{}", ["1:1 DM109"], id="an empty record"),
        pytest.param(
            "title: 试行方案\nsections:\n- title: 甲\ntasks:\n- title: 乙\n",
            ["4:1 DM113"],
            id="sections and tasks",
        ),
        pytest.param(
            "title: 试行方案\ntasks: []\nsections:\n- title: 甲\n", [], id="sections, and no tasks"
        ),
        pytest.param(
            "title: 试行方案\nsections:\n- tasks:\n  - title: 甲\n  sections:\n  - title: 乙\n",
            ["5:3 DM113"],
            id="sections and tasks in a section",
        ),
        pytest.param("title: 试行方案\nlanguage: 中文\n", ["2:11 DM110"], id="language"),
        pytest.param("title: 试行方案\nlanguage: en\n", [], id="English"),
        pytest.param(
            "title: 试行方案\nissued_by: [甲, 12]\nissued_on: 2017-11-3\n",
            ["2:16 DM204", "3:12 DM501"],
            id="issuers and date",
        ),
        pytest.param(
            "title: 试行方案\nrole_names: {lead: 牵头, 参与: 配合}\n",
            ["2:24 DM108"],
            id="role names",
        ),
        pytest.param("title: 试行方案\nrole_names: 牵头\n", ["2:13 DM110"], id="no role names"),
        pytest.param(
            "title: 试行方案\nissued_by:\nrole_names:\nnumbering:\nrunning: []\nunits:\ngroups:\n"
            "standing: []\nsections:\ncommon:\nlanguage:\nends_on:\n",
            [],
            id="keys without values",
        ),
        # Numbering
        pytest.param(
            "title: 甲\nnumbering: [（一）, 甲, 1]\n", ["2:18 DM601", "2:21 DM204"], id="forms"
        ),
        pytest.param('title: 甲\nnumbering: [（一）, "1.1"]\n', ["2:18 DM601"], id="two ones"),
        pytest.param('title: 甲\nnumbering: [（一）, "1."]\nrunning: ["1."]\n', [], id="running"),
        pytest.param('title: 甲\nrunning: ["1."]\n', [], id="running in the usual numbering"),
        pytest.param("title: 甲\nrunning: [一、]\n", ["2:11 DM601"], id="running, but no level"),
        pytest.param(
            'title: 甲\nrunning: ["1."]\nsections:\n- tasks:\n  - title: 甲\n  - title: 乙\n'
            "- tasks:\n  - {number: 2, title: 丙}\n  - title: 丁\n",
            ["8:5 DM602"],
            id="number taken in another section",
        ),
        pytest.param(
            'title: 甲\nrunning: ["1."]\nsections:\n- tasks:\n  - title: 甲\n  - title: 乙\n'
            "- tasks:\n  - {number: 5, title: 丙}\n  - title: 丁\n",
            [],
            id="gap between sections",
        ),
        pytest.param(
            "title: 甲\nsections:\n- tasks:\n  - title: 甲\n  - title: 乙\n"
            "- tasks:\n  - {number: 2, title: 丙}\n",
            [],
            id="number taken in another section that counts for itself",
        ),
        pytest.param(
            "title: 甲\nsections:\n- title: 甲\n- {number: 1, title: 乙}\n",
            ["4:3 DM602"],
            id="section's number",
        ),
        # The roster
        pytest.param("title: 甲\nunits:\n  甲局:\n  甲局:\n", ["4:3 DM202"], id="unit twice"),
        pytest.param(
            "title: 甲\nunits:\n  甲局:\ngroups:\n  甲局:\n", ["5:3 DM202"], id="unit and group"
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局:\n  乙局: {aliases: [甲局]}\n",
            ["4:3 DM202"],
            id="name as an alias",
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局: {aliases: [乙局]}\n  乙局:\n",
            ["3:3 DM202"],
            id="alias before the name",
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局: {aliases: 甲局}\n", ["3:3 DM202"], id="its own alias"
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局: {aliases: [甲, 乙], full_name: 甲县甲局}\n"
            "  丙局: {full_name: 甲县甲局}\n",
            [],
            id="aliases and full names",
        ),
        pytest.param("title: 甲\nunits:\n- 甲局\n", ["3:1 DM110"], id="list of units"),
        pytest.param("title: 甲\nunits:\n  甲局: 乙\n", ["3:7 DM110"], id="text as a unit"),
        pytest.param("title: 甲\nunits:\n  甲局、乙局:\n", ["3:3 DM203"], id="two units"),
        pytest.param(
            "title: 甲\ngroups:\n  各镇、街:\n", [], id="a group's name may look like two"
        ),
        pytest.param(
            "title: 甲\nunits:\n  123:\n  no:\n", ["3:3 DM204", "4:3 DM204"], id="no names"
        ),
        pytest.param(
            'title: 甲\nunits:\n  "no":\ntasks:\n- {title: 甲, lead: "no"}\n', [], id="quoted"
        ),
        pytest.param(
            'title: 甲\nunits:\n  "123":\ntasks:\n- {title: 甲, lead: "123"}\n'
            "- {title: 乙, lead: 123}\n",
            ["6:20 DM204"],
            id="quoted, and once not",
        ),
        pytest.param(
            'title: 甲\nunits:\n  "甲\\n局":\n', ["3:3 DM203"], id="line end in a unit's name"
        ),
        pytest.param("title: 甲\nunits:\n  &a 甲局:\n", ["3:3 DM111"], id="anchor of a unit"),
        pytest.param(
            "title: 甲\nunits:\n  甲局: &a\n", ["3:7 DM110", "3:7 DM111"], id="anchor of nothing"
        ),
        pytest.param("title: 甲\nunits:\n  <<: 乙\n", ["3:3 DM111"], id="merge key in the roster"),
        pytest.param("title: 甲\nunits:\n  [甲局]: 乙\n", ["3:3 DM110"], id="list as a unit"),
        pytest.param(
            'title: 甲\nunits:\n  "甲\\u200b局":\n', ["3:3 DM102"], id="zero width in a unit's name"
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局:\n    until: 2019年\n    succeeded_by: [乙局]\n"
            "    open: true\n",
            ["4:12 DM501", "5:20 DM201", "6:5 DM108"],
            id="a unit's end",
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局:\n    until: 2019-03-31\n    succeeded_by: 乙局\n  乙局:\n",
            [],
            id="a unit's successor",
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局:\n    until: 2019-03-30\n  乙局:\n    until: 2014-06-30\n"
            "    succeeded_by: 甲局\n  丙局:\n    until: 2014-06-30\n"
            "tasks:\n- title: 甲\n  lead: 乙局\n",
            ["3:3 DM210"],
            id="who took over ended, and nobody took over from them",
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局:\n    succeeded_by: [乙局, 丙局]\n"
            "    tasks: {2: 乙局, 1a: 乙局, 1b: 丁局, 一: 丙局, 1c: 丙局}\n"
            "  乙局:\n  丙局:\n  丁局:\ntasks:\n- parts:\n  - title: 甲\n    lead: 甲局\n"
            "  - title: 乙\n    lead: 甲局\n"
            "    succeeded_by: {甲局: 丁局, 乙局: 丙局, 某局: 丙局}\n- {title: 丙, lead: 丁局}\n",
            ["3:3 DM210", "3:3 DM210", "3:3 DM210", "13:5 DM210", "13:5 DM210", "13:5 DM210"],
            id="no such task, no such successor",
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局:\n    succeeded_by: 乙局\n  乙局:\n    until: 2019-03-30\n"
            "    succeeded_by: [甲局, 丙局]\n  丙局:\n  丁局:\n    succeeded_by: 甲局\n",
            ["3:3 DM211", "5:3 DM211"],
            id="units in a circle",
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲局:\n    until: 2014-06-30\n    succeeded_by: 乙局\n"
            "  乙局:\n    until: 2019-03-30\n    succeeded_by: 甲局\n"
            "tasks:\n- title: 甲\n  lead: 甲局\n",
            [],
            id="a unit that came back",
        ),
        pytest.param(
            "title: 甲\nissued_on: 2017-11-03\nunits:\n  甲局:\n    until: 2019-03-30\n"
            "    succeeded_by: 乙局\n  乙局:\n    until: 2019-03-30\n    succeeded_by: 丙局\n"
            "  丙局:\n  丁局:\n    until: 2014-06-30\n    succeeded_by: 丙局\n  戊局:\n"
            "    until: 2014-06-30\n    succeeded_by: 丙局\ntasks:\n- title: 甲\n  lead: 丁局\n",
            ["4:3 DM509", "11:3 DM509"],
            id="days of successions that contradict",
        ),
        pytest.param(
            "title: 甲\ngroups:\n  各镇: {members: [甲镇]}\n", ["3:18 DM201"], id="member"
        ),
        pytest.param(
            "title: 甲\ngroups:\n  各镇: {members: [各镇]}\n", ["3:3 DM205"], id="its own member"
        ),
        pytest.param(
            "title: 甲\ngroups:\n  甲: {members: [乙]}\n  乙: {members: [丙]}\n"
            "  丙: {members: [乙]}\n",
            ["4:3 DM205", "5:3 DM205"],
            id="cycle, and a group that only leads to it",
        ),
        pytest.param(
            "title: 甲\nunits:\n  甲镇:\ngroups:\n  甲: {members: [乙, 甲镇]}\n"
            "  乙: {members: [甲镇]}\n",
            [],
            id="member twice, on two ways",
        ),
        # The rest
        pytest.param(
            "title: 甲\nstanding:\n- units: [乙局]\n", ["3:3 DM109", "3:11 DM201"], id="standing"
        ),
        pytest.param("title: 甲\nstanding: 乙\n", ["2:11 DM110"], id="text as standing rules"),
        pytest.param(
            "title: 甲\ncommon:\n- title: 保障\n  items:\n  - {title: 领导, lead: 甲局}\n"
            "  tasks: []\n",
            ["5:17 DM108", "6:3 DM108"],
            id="chapters carry no lists",
        ),
        pytest.param("title: 甲\ncommon:\n- {}\n- items: [{}, {}]\n", [], id="empty chapters"),
        pytest.param(
            "title: 甲\nsections:\n- id: a\n  title: 甲\n  tasks:\n  - {id: a, title: 乙}\n",
            ["3:3 DM116"],
            id="id of a section",
        ),
        pytest.param(
            "title: 甲\nsections:\n- title: 甲\n  lead: 乙局\n", ["4:9 DM201"], id="section's lead"
        ),
        pytest.param("title: 甲\nsections:\n- {}\n- title:\n", [], id="sections without a title"),
        # Characters
        pytest.param("title: 甲\u0000\n", ["1:9 DM102"], id="NUL"),
        pytest.param(
            "title: 甲\u0007乙\u001b\n", ["1:9 DM102", "1:11 DM102"], id="bell and escape"
        ),
        pytest.param("title: 甲\u200b乙\n", ["1:9 DM102"], id="zero width space"),
        pytest.param("title: 甲\u202e乙\n", ["1:9 DM102"], id="text from the right"),
        pytest.param("title: 甲\u061c乙\n", ["1:9 DM102"], id="Arabic letter mark"),
        pytest.param("title: 甲\u00ad乙\n", ["1:9 DM102"], id="soft hyphen"),
        pytest.param("title: 甲\U000e0041乙\n", ["1:9 DM102"], id="tag character"),
        pytest.param("title: 甲\u2028chapter: 乙\n", ["1:9 DM102"], id="line separator"),
        pytest.param("title: 甲\u2029\n", ["1:9 DM102"], id="paragraph separator"),
        pytest.param("title: 甲\u0085\n", ["1:9 DM102"], id="next line"),
        pytest.param("title: 甲\n# \ufeff\n", ["2:3 DM102"], id="byte order mark inside"),
        pytest.param("title: 甲\rchapter: 乙\r\n", ["1:9 DM102"], id="carriage return alone"),
        pytest.param(
            "title: 甲\n\u0007\ntitle: \u200b\n", ["2:1 DM102", "3:8 DM102"], id="all lines"
        ),
        pytest.param("title: 甲\ud800\n", ["1:9 DM102"], id="surrogate"),
        pytest.param("\ufefftitle: 甲\n", [], id="byte order mark"),
        pytest.param(
            "title: 塘㙍镇𠮷👍🏽e\u0301\u00a0\u3000乙\n", [], id="characters of all planes"
        ),
        pytest.param(
            "title: 甲\r\nchapter: 乙\r\nleed: 丙\r\n", ["3:1 DM108"], id="lines of Windows"
        ),
        pytest.param(
            "title: 甲\r\nunits:\r\n  甲局:\r\ntasks:\r\n- title: 𠮷👍🏽\r\n"
            "  join: [甲局, 乙局]\r\n",
            ["6:14 DM201"],
            id="columns in lines of Windows",
        ),
        pytest.param("title: 𠮷👍🏽乙: 丙\n", ["1:12 DM105"], id="columns count characters"),
    ],
)
def test_plans(text: str, expected: list[str], read: Callable[[str], Reading]) -> None:
    assert places(read(text)) == expected


# Words


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        pytest.param(
            "- title: 甲\n  lead: 市公安局\n  lead: 市司法局\n",
            "lead appears here a second time; first in line 8",
            "Keep one of them",
            id="key twice",
        ),
        pytest.param(
            "- title: 甲\n  notes:\n    备注: 乙\n    备注: 丙\n",
            "备注 appears here a second time; first in line 9",
            "Keep one of them",
            id="note twice",
        ),
        pytest.param(
            "- title: 甲\n  titel: 乙\n",
            "a task has no key titel",
            "did you mean title?",
            id="key misspelt",
        ),
        pytest.param(
            "- title: 甲\n  牵头: 市公安局\n",
            "a task has no key 牵头",
            "did you mean lead?",
            id="key in Chinese",
        ),
        pytest.param(
            "- title: 甲\n  单位: 市公安局\n",
            "a task has no key 单位",
            "the keys here are id, number, title, text, lead, responsible, join, guide, open, "
            "succeeded_by, milestones, notes, parts",
            id="key that means nothing here",
        ),
        pytest.param(
            "- title: 甲\n  lead：市公安局\n",
            "after lead there is a full-width colon; YAML needs “: ”",
            "Look at the place named",
            id="full-width colon",
        ),
        pytest.param(
            "- title: 甲\n  lead:市公安局\n",
            "after lead: a blank is missing",
            "Look at the place named",
            id="no blank after the colon",
        ),
        pytest.param(
            "- title: 甲\n\tlead: 市公安局\n",
            "a tab indents this line; YAML allows only blanks",
            "Look at the place named",
            id="tab",
        ),
        pytest.param(
            '- title: "甲\\u200b乙"\n',
            "an invisible character, U+200B ZERO WIDTH SPACE",
            "Delete it",
            id="invisible character",
        ),
        pytest.param(
            "- title: 甲\n  lead: 市公按局\n",
            "市公按局 is not in the roster",
            "did you mean 市公安局",
            id="name misspelt",
        ),
        pytest.param(
            "- title: 甲\n  lead: 甲乙丙丁\n",
            "甲乙丙丁 is not in the roster",
            "Correct the spelling, or add the name under units: or groups:.",
            id="name like no other",
        ),
        pytest.param(
            "- title: 甲\n  lead: 卫计局\nunits:\n  市卫计局: {aliases: [卫计局]}\n",
            "卫计局 is not in the roster",
            "it is an alias of 市卫计局: write 市卫计局",
            id="alias",
        ),
        pytest.param(
            "- title: 甲\n  join: [市公安局，市司法局]\n",
            "市公安局，市司法局 is several names",
            "Write one name per line",
            id="several names",
        ),
        pytest.param(
            "- title: 甲\n  join: |-\n    市公安局\n    市司法局\n",
            "市公安局 市司法局 is several names",
            "Write one name per line",
            id="several names in a text",
        ),
        pytest.param(
            "- title: 甲\n  join: [no]\n",
            "no is where a name belongs",
            "Write the unit's name",
            id="word for false",
        ),
        pytest.param(
            "- title: 甲\n  join:\n  -\n",
            "a name is missing here",
            "Write the unit's name",
            id="nothing",
        ),
        pytest.param(
            "- title: 甲\n  lead: 市公安局\n  join: [市公安局]\n",
            "市公安局 is already listed in this task (line 8)",
            "Keep the role that holds.",
            id="unit twice",
        ),
        pytest.param(
            "- {number: 5, title: 甲}\n- {number: 3, title: 乙}\n",
            "number 3 does not follow 5",
            "number: is only for gaps",
            id="number",
        ),
        pytest.param(
            "- title: 甲\n  milestones:\n  - by: 2018年底\n",
            "2018年底 is not a date",
            "Write year-month-day",
            id="date",
        ),
        pytest.param(
            "- title: 甲: 乙\n",
            "the structure breaks here: no “: ” belongs here",
            "Look at the place named",
            id="what the parser says",
        ),
    ],
)
def test_words(lines: str, message: str, hint: str, read: Callable[[str], Reading]) -> None:
    text = TASKS.replace(ROSTER, "") if "units:" in lines else TASKS
    # The roster of a line's own, or two lines more of the usual one.
    text += "#\n" * 3 if "units:" in lines else ""
    [finding] = read(text + lines).findings
    assert finding.message.startswith(message)
    assert finding.hint.startswith(hint)
    assert finding.excerpt == (text + lines).split("\n")[finding.line - 1]


def test_excerpts_end_with_the_line(read: Callable[[str], Reading]) -> None:
    [finding] = read("title: 试行方案\r\nleed: 甲\r\n").findings
    assert finding.excerpt == "leed: 甲"


def test_all_are_found_at_once_in_the_order_of_the_file(read: Callable[[str], Reading]) -> None:
    reading = read(
        "format: 1\nends_on: 2019年底\nunits:\n  市公安局:\n  市司法局: {aliases: [市公安局]}\n"
        "sections:\n- title: 机制\n  tasks:\n  - lead: 市公按局\n    join: [no, 市公安局]\n"
        "    guide: 市公安局\n  - title: 甲\n    leed: 乙\n- titel: 保障\n"
    )
    assert places(reading) == [
        "1:1 DM109",
        "2:10 DM501",
        "5:3 DM202",
        "9:5 DM114",
        "9:11 DM201",
        "10:12 DM204",
        "11:12 DM301",
        "13:5 DM108",
        "14:3 DM108",
    ]
    assert reading.plan is not None
    assert [finding.number for finding in reading.findings] == [
        *(None, None, None),
        *("1.1", "1.1", "1.1", "1.1", "1.2", None),
    ]


NUMBERED = """\
title: 试行方案
unknown: 1
sections:
- title: 甲
  lead: 甲局
  unknown: 6
  tasks:
  - title: 乙
    unknown: 9
    milestones:
    - by: 11
  - {title: 丙, unknown: 12}
  - title: 丁
    lead: 甲局
    parts:
    - title: 戊
      unknown: 17
    - title: 己
      lead: 乙局
    unknown: 20
  unknown: 21
- title: 庚
  tasks:
  - title: 辛
    milestones:
    - unknown: 26
  unknown: 27
units:
  甲局: {unknown: 29}
common:
- unknown: 31
"""


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (2, None),
        (6, "1"),
        (9, "1.1"),
        (11, "1.1"),
        (12, "1.2"),
        (17, "1.3a"),
        (19, "1.3b"),
        (20, "1.3"),
        (21, "1"),
        (26, "2.1"),
        (27, None),
        (29, None),
        (31, None),
    ],
)
def test_findings_know_their_task(
    line: int, number: str | None, read: Callable[[str], Reading]
) -> None:
    [finding] = [finding for finding in read(NUMBERED).findings if finding.line == line]
    assert finding.number == number


def test_what_the_reader_finds_forbids_using_the_plan(read: Callable[[str], Reading]) -> None:
    reading = read(NUMBERED)
    assert {finding.severity for finding in reading.findings} == {Severity.ERROR}
    assert has_errors(reading.findings)
    assert not has_errors(())


def test_warnings_do_not_forbid_it() -> None:
    plan = parse_plan(TASKS + "- {title: 甲, join: 市公安局}\n")
    assert [finding.severity for finding in check_plan(plan)] == [Severity.WARNING]
    assert not has_errors(check_plan(plan))


def test_parse_plan_raises_all_findings() -> None:
    with pytest.raises(InvalidPlanError) as caught:
        parse_plan(NUMBERED, "方案.yaml")
    assert caught.value.findings == read_text(NUMBERED, "方案.yaml").findings
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith("方案.yaml has errors")


# Bytes and files


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        pytest.param(
            "title: 甲\nchapter: 工作任务\n".encode("gb18030"),
            (1, 8),
            "the file is GBK, not UTF-8",
            id="GBK",
        ),
        pytest.param(
            b"title: x\n" + "chapter: 任务\n".encode("gb18030"),
            (2, 10),
            "the file is GBK, not UTF-8",
            id="GBK from line 2 on",
        ),
        pytest.param(
            "title: 甲".encode() + b"\xff\n", (1, 9), "the file is not UTF-8", id="another encoding"
        ),
        pytest.param(
            BOM_UTF8 + "甲乙: 丙".encode() + b"\xff",
            (1, 6),
            "the file is not UTF-8",
            id="after a mark",
        ),
        pytest.param(
            "title: 甲\n".encode() + "# 任务\n".encode("gb18030"),
            (2, 3),
            "the file is not UTF-8",
            id="one line in GBK",
        ),
        pytest.param(
            "title: 甲\n# 乙".encode()[:-1],
            (2, 3),
            "the file is not UTF-8",
            id="cut in a character",
        ),
        pytest.param(
            "title: 甲\n".encode("utf-16-le"),
            (0, 0),
            "the file is UTF-16, not UTF-8",
            id="UTF-16 LE",
        ),
        pytest.param(
            "title: 甲\n".encode("utf-16-be"),
            (0, 0),
            "the file is UTF-16, not UTF-8",
            id="UTF-16 BE",
        ),
        pytest.param(
            ("title: " + "禁毒工作" * 200 + "\n").encode("utf-16-le"),
            (0, 0),
            "the file is UTF-16, not UTF-8",
            id="UTF-16 LE, mostly Chinese",
        ),
        pytest.param(
            ("title: " + "禁毒工作" * 200 + "\n").encode("utf-16-be"),
            (0, 0),
            "the file is UTF-16, not UTF-8",
            id="UTF-16 BE, mostly Chinese",
        ),
        pytest.param(
            BOM_UTF16_LE + "方案".encode("utf-16-le"),
            (0, 0),
            "the file is UTF-16, not UTF-8",
            id="UTF-16 LE with its mark",
        ),
        pytest.param(
            BOM_UTF16_BE + "方案".encode("utf-16-be"),
            (0, 0),
            "the file is UTF-16, not UTF-8",
            id="UTF-16 BE with its mark",
        ),
        pytest.param(
            "title: 甲\0".encode() + "乙".encode()[:2] + b"\n",
            (1, 10),
            "the file is no text",
            id="a zero and a broken character",
        ),
        pytest.param(bytes(range(256)) * 2, (2, 118), "the file is no text", id="any bytes"),
    ],
)
def test_encodings(data: bytes, place: tuple[int, int], message: str) -> None:
    [finding] = read_bytes(data, "plan.yaml").findings
    assert (finding.code, finding.line, finding.column) == ("DM101", *place)
    assert finding.message == message
    asked = "UTF-16" if "UTF-16" in message else "GB18030"
    wanted = "import FILE" if "no text" in message else f"iconv -f {asked} -t UTF-8 OLD > NEW."
    assert finding.hint.endswith(wanted)


def test_the_excerpt_of_a_gbk_file_can_be_read() -> None:
    [finding] = read_bytes("title: 甲\r\nchapter: 乙\r\n".encode("gb18030"), "plan.yaml").findings
    assert finding.excerpt == "title: 甲"


def test_a_file_may_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutymatrix.planfile.source.MAX_BYTES", 20)
    assert places(read_bytes(b"title: 0123456789012", "plan.yaml")) == []
    assert places(read_bytes(b"title: 01234567890123", "plan.yaml")) == ["0:0 DM104"]


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda text: text.encode(), id="as it is"),
        pytest.param(lambda text: BOM_UTF8 + text.encode(), id="byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="lines of Windows"),
        pytest.param(
            lambda text: BOM_UTF8 + text.replace("\n", "\r\n").encode(), id="both, as from Notepad"
        ),
    ],
)
def test_our_plan_from_a_file(
    encode: Callable[[str], bytes], plan_file: Callable[[bytes], Path]
) -> None:
    text = PLAN_FILE.read_text(encoding="utf-8")
    read_again, plan = load_plan(plan_file(encode(text))), load_plan(PLAN_FILE)
    assert read_again == plan
    assert [item.entry.span for item in read_again.items] == [i.entry.span for i in plan.items]
    assert [item.entry.places for item in read_again.items] == [i.entry.places for i in plan.items]


def test_places_are_those_of_the_file(plan_file: Callable[[str], Path]) -> None:
    path = plan_file(TASKS + "- title: 甲\n  lead: 市公安局\n  join:\n  - 市司法局\n")
    plan = load_plan(path)
    [task] = plan.own_tasks
    assert plan.file == str(path)
    assert task.span == (7, 3)
    assert task.places == ((8, 9), (10, 5))


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    for read in (read_plan, load_plan):
        with pytest.raises(UnreadableFileError, match="there is no such file") as caught:
            read(path)
        assert str(caught.value).startswith(str(path))
        assert caught.value.exit_code == 2


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="this is a folder") as caught:
        read_plan(str(tmp_path))
    assert caught.value.exit_code == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read(plan_file: Callable[[str], Path]) -> None:
    path = plan_file("title: 试行方案\n")
    path.chmod(0)
    with pytest.raises(UnreadableFileError, match="no permission"):
        read_plan(path)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(PermissionError(13, "Permission denied"), "no permission", id="permission"),
        pytest.param(OSError(5, "Input/output error"), "Input/output error", id="broken disk"),
    ],
)
def test_a_file_that_the_system_refuses(
    error: OSError,
    message: str,
    plan_file: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise error

    path = plan_file("title: 试行方案\n")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match=message) as caught:
        read_plan(path)
    assert caught.value.exit_code == 2


# Attacks and accidents


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[\n", "a: {", "&a [", "!a ["])
@pytest.mark.parametrize("key", ["common", "unknown", "title"])
def test_deep_nesting_ends_quickly(key: str, opening: str, read: Callable[[str], Reading]) -> None:
    reading = read(f"{HEAD}{key}:\n  {opening * 100_000}")
    assert reading.plan is None
    assert {"DM104", "DM105"} & {finding.code for finding in reading.findings}


def test_deep_sections_are_too_deep(read: Callable[[str], Reading]) -> None:
    def nested(depth: int) -> str:
        return "title: 甲\n" + "".join(
            f"{'  ' * level}{'- ' if level else ''}sections:\n" for level in range(depth)
        )

    assert places(read(nested(15))) == []
    assert "DM104" in {finding.code for finding in read(nested(40)).findings}


def test_aliases_are_not_followed(read: Callable[[str], Reading]) -> None:
    bomb = "common:\n- &a {title: 甲}\n" + "- &b [*a, *a]\n" * 3
    assert {finding.code for finding in read(HEAD + bomb).findings} == {"DM110", "DM111"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('title: "\\UFFFFFFFF"\n', id="escape beyond all characters"),
        pytest.param('title: "\\U00110000"\n', id="escape just beyond them"),
        pytest.param("title: !<%ED%A0%80> 甲\n", id="surrogate in a tag"),
        pytest.param(f"%YAML 1.{'9' * 5000}\n---\ntitle: 甲\n", id="long version"),
        pytest.param("%YAML 2.0\n---\ntitle: 甲\n", id="newer version"),
        pytest.param("%TAG ! a\n%TAG ! b\n---\ntitle: 甲\n", id="directive twice"),
        pytest.param("title: !a!b 甲\n", id="tag without its directive"),
    ],
)
def test_what_makes_a_parser_fail_is_a_finding(text: str, read: Callable[[str], Reading]) -> None:
    assert {finding.code for finding in read(text).findings} <= {"DM102", "DM105", "DM111"}
    assert read(text).findings


def test_a_roster_that_is_gone_is_reported_in_no_time(read: Callable[[str], Reading]) -> None:
    roster = "".join(f"  市{chr(0x4E00 + n)}{chr(0x5E00 + n)}局:\n" for n in range(400))
    tasks = "- {title: 甲, lead: 市卫计局}\n" * 1000
    reading = read(f"{HEAD}units:\n{roster}tasks:\n{tasks}")
    assert len(reading.findings) == 1000


SPECIAL = "：:，、-#[]{}&*!|>'\"%@`?,\\ \t\n\r\0\u200b\ufeff\u0085\u2028<=~.0123市公安局no甲"
SMALL = """\
format: 1
title: 试行方案
numbering: [（一）, "1."]
running: ["1."]
units:
  市公安局: {aliases: [公安局], until: 2019-03-31, succeeded_by: [市司法局]}
  市司法局:
groups:
  各镇:
    members: [市公安局]
    open: true
standing:
- text: 以下各项均涉及各镇。
  units: [各镇]
sections:
- id: a
  title: 机制
  lead: 市公安局

  tasks:
  - title: "甲：\\"乙\\""
    text: |-
      推动各镇（街）落实责任。
      “说。做。”

      第二段。
    responsible: [市公安局, 市司法局]
    milestones:
    - by: 2018-12-31
      said: 2018年底前
      goal: '达到 90%'
    notes:
      适用范围: 全市
  - number: 5
    title: 丙
    parts:
    - text: 丁。
      guide: 各镇
common:
- title: 保障
  items:
  - title: 领导
"""

# They take no time.
many = settings(max_examples=5 * settings().max_examples)
Edit = tuple[str, float, str]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("insert", "delete", "repeat", "delete line", "repeat line", "indent")),
        st.floats(0, 1, exclude_max=True),
        st.text(SPECIAL, min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=6,
)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """A text after somebody's slips."""
    for kind, where, typed in edits:
        lines = text.split("\n")
        line, at = int(where * len(lines)), int(where * len(text))
        match kind:
            case "insert":
                text = text[:at] + typed + text[at:]
            case "delete":
                text = text[:at] + text[at + len(typed) :]
            case "repeat":
                text = text[: at + len(typed)] + text[at:]
            case "delete line":
                text = "\n".join(lines[:line] + lines[line + 1 :])
            case "repeat line":
                text = "\n".join(lines[: line + 1] + lines[line:])
            case "indent":
                text = "\n".join([*lines[:line], f" {lines[line]}", *lines[line + 1 :]])
    return text


def is_sound(text: str, reading: Reading) -> bool:
    """Whether a reading is findings in the text, or a plan that can be written and read again."""
    lines = text.removeprefix("\ufeff").split("\n")
    assert list(reading.findings) == sorted(reading.findings)
    assert len(set(reading.findings)) == len(reading.findings)
    for finding in reading.findings:
        assert finding.code in RULES
        # A parser that misses the rest stands behind the last line.
        assert 0 <= finding.line <= len(lines) + 1
        assert finding.message
        assert finding.hint
        if 0 < finding.line <= len(lines):
            assert finding.excerpt == lines[finding.line - 1].rstrip("\r")
        if finding.number:
            assert reading.plan
            assert finding.number in reading.plan.item_by_number
    if has_errors(reading.findings):
        return True
    assert reading.plan
    assert len(reading.plan.item_by_number) == len(reading.plan.items)
    return parse_plan(dump_plan(reading.plan)) == reading.plan


@many
@given(EDITS)
def test_slips_in_our_plan_are_found_or_harmless(edits: Sequence[Edit]) -> None:
    text = edited(PLAN_FILE.read_text(encoding="utf-8"), edits)
    assert is_sound(text, read_text(text, "plan.yaml"))


@pytest.mark.parametrize("parser", PARSERS)
@many
@given(EDITS)
@example([("insert", 0.0, "\ufeff")])
def test_slips_in_a_plan_of_everything(parser: Parser, edits: Sequence[Edit]) -> None:
    text = edited(SMALL, edits)
    assert is_sound(text, read_text(text, "plan.yaml", parser))


@pytest.mark.parametrize("parser", PARSERS)
@many
@given(st.text(SPECIAL))
@example('title: 甲\n"')
def test_any_text_is_found_or_harmless(parser: Parser, text: str) -> None:
    assert is_sound(text, read_text(text, "plan.yaml", parser))


@pytest.mark.parametrize("parser", PARSERS)
@many
@given(st.text(SPECIAL))
def test_any_value_is_found_or_harmless(parser: Parser, value: str) -> None:
    text = f"{HEAD}{ROSTER}  {value}:\ntasks:\n- title: {value}\n  lead: {value}\n  {value}: 甲\n"
    assert is_sound(text, read_text(text, "plan.yaml", parser))


@many
@given(st.binary() | st.binary().map(lambda data: b"title: \xe7\x94\xb2\n" + data))
def test_any_bytes_are_found_or_harmless(data: bytes) -> None:
    reading = read_bytes(data, "plan.yaml")
    assert has_errors(reading.findings) or reading.plan


@many
@given(st.integers(0), st.binary(min_size=1, max_size=2))
def test_broken_bytes_in_our_plan(at: int, broken: bytes) -> None:
    data = PLAN_FILE.read_bytes()
    at %= len(data)
    reading = read_bytes(data[:at] + broken + data[at + 1 :], "plan.yaml")
    assert has_errors(reading.findings) or reading.plan
