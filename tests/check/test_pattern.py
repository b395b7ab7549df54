"""What breaks a document's own pattern."""

import pytest

from dutymatrix.check import check_plan
from dutymatrix.planfile import parse_plan

CODES = {"DM608", "DM609", "DM610", "DM611"}


def found(lines: str) -> list[str]:
    findings = check_plan(parse_plan("title: 试行方案\n" + lines), CODES)
    return [f"{f.line} {f.code} {f.number} {f.message}" for f in findings]


def tasks(*titles: str) -> str:
    return "tasks:\n" + "".join(f"- title: {title}\n" for title in titles)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            tasks("甲", "乙\n  number: 4", "丙"),
            ["4 DM608 4 （四） comes right after （一）"],
            id="a gap",
        ),
        pytest.param(
            tasks("甲\n  number: 2", "乙"),
            ["3 DM608 2 （二） is the first, there is no number one"],
            id="begins at two",
        ),
        pytest.param(
            "sections:\n- title: 甲\n  number: 2\n- title: 乙\n  number: 5\n",
            [
                "3 DM608 2 （二） is the first, there is no number one",
                "5 DM608 5 （五） comes right after （二）",
            ],
            id="sections",
        ),
        pytest.param(
            "sections:\n- title: 甲\n  number: 2\ncommon:\n- title: 总体要求\n",
            [],
            id="a chapter without lists has number one",
        ),
        pytest.param(
            'numbering: [一、, "1."]\nrunning: ["1."]\nsections:\n'
            "- title: 甲\n  tasks:\n  - title: 子\n- title: 乙\n  tasks:\n  - title: 丑\n",
            [],
            id="numbers that run on",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n  parts:\n  - {title: 子}\n  - {title: 丑}\n- title: 乙\n",
            [],
            id="parts have letters",
        ),
        pytest.param(tasks("甲", "乙", "丙"), [], id="in order"),
    ],
)
def test_numbers(lines: str, expected: list[str]) -> None:
    assert found(lines) == expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        pytest.param(("甲", "2.乙"), "the title of （二） begins with a number: 2.乙", id="2."),
        pytest.param(
            ("甲", "（二）乙"), "the title of （二） begins with a number: （二）乙", id="（二）"
        ),
        pytest.param(("甲", "(2)乙"), "the title of （二） begins with a number: (2)乙", id="(2)"),
        pytest.param(
            ("甲", "二、乙"), "the title of （二） begins with a number: 二、乙", id="二、"
        ),
        pytest.param(("甲", "③乙"), "the title of （二） begins with a number: ③乙", id="③"),
        pytest.param(
            ("甲", "乙", "丙", "丁。"), "the title of （四） ends as a sentence does: 丁。", id="。"
        ),
        pytest.param(("甲", "乙", "甲"), "（三） has the title of （一）: 甲", id="the same"),
        pytest.param(
            ("甲", "乙", "加强领导" * 16),
            "the title of （三） holds its wording: " + "加强领导" * 16,
            id="a wording",
        ),
        pytest.param(("甲", "12345热线", "3.15活动", "2018年工作", "十五五规划"), "", id="figures"),
        pytest.param(("甲。", "乙。", "丙。", "丁。"), "", id="all end so"),
        pytest.param(("甲", "乙。"), "", id="too few to tell"),
    ],
)
def test_titles(titles: tuple[str, ...], expected: str) -> None:
    assert [line.split(" ", 3)[3] for line in found(tasks(*titles))] == [expected] * bool(expected)


def test_a_title_that_is_missing_among_others() -> None:
    lines = tasks("甲", "乙", "丙") + "- text: 加强领导。\n"
    assert found(lines) == ["6 DM609 4 （四） has no title, those beside it have one"]
    assert found("tasks:\n- text: 加强领导。\n- title: 乙\n") == []


HELD = "- title: {}\n  tasks:\n  - title: 子\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            HELD.format("甲") + HELD.format("乙") + "- title: 丙\n",
            ["9 DM610 3 （三） 丙 holds no task, the sections beside it do"],
            id="empty",
        ),
        pytest.param(
            "- title: 甲\n  sections:\n  - title: 子\n    tasks: [{title: 丑}]\n"
            "  - title: 寅\n    tasks: [{title: 卯}]\n  - title: 辰\n",
            ["9 DM610 1.3 （一）3 辰 holds no task, the sections beside it do"],
            id="within another",
        ),
        pytest.param(HELD.format("甲") + "- title: 丙\n", [], id="too few to tell"),
        pytest.param("- title: 甲\n- title: 乙\n- title: 丙\n", [], id="none holds any"),
    ],
)
def test_sections(lines: str, expected: list[str]) -> None:
    assert found("sections:\n" + lines) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "加强领导。（二）落实经费。",
            ["in the wording of （一） the next item begins: （二）落实经费。"],
            id="behind a sentence",
        ),
        pytest.param(
            "加强领导。\n\n    （二）落实经费。",
            ["in the wording of （一） the next item begins: （二）落实经费。"],
            id="a paragraph",
        ),
        pytest.param(
            "加强领导。(二)落实经费。",
            ["in the wording of （一） the next item begins: (二)落实经费。"],
            id="half width",
        ),
        pytest.param("（一）加强领导。（二）落实经费。", [], id="a list of its own"),
        pytest.param("按照本方案第（二）项的规定，加强领导。", [], id="cited"),
        pytest.param("加强领导。（三）落实经费。", [], id="not the next"),
    ],
)
def test_items_in_a_wording(text: str, expected: list[str]) -> None:
    lines = f"tasks:\n- title: 甲\n  text: |-\n    {text}\n- title: 乙\n"
    assert [line.split(" ", 3)[3] for line in found(lines)] == expected
