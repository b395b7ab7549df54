"""What deserves a look is found at its place; what is in order stays silent."""

from datetime import date

import pytest
from hypothesis import given

from dutymatrix.check import _CHECKS, check_plan
from dutymatrix.finding.rule import RULES, Severity
from dutymatrix.plan.model import Assignment, Milestone, Plan, Role, Task
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan
from dutymatrix.wording.script import plain
from strategies import plans

HEAD = "title: 试行方案\nunits:\n  市公安局:\n  市司法局:\n"


def found(lines: str) -> list[str]:
    findings = check_plan(parse_plan(HEAD + lines))
    return [f"{f.line}:{f.column} {f.code} {f.number} {f.message}" for f in findings]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(
            "sections:\n- title: 机制\n  tasks:\n  - {title: 甲, lead: 市公安局}\n  - title: 乙\n",
            ["9:5 DM302 1.2 （一）2 乙 names no unit"],
            id="task without a list",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n- {title: 乙, lead: 市公安局}\n",
            ["6:3 DM302 1 （一） 甲 names no unit"],
            id="task without a list, no sections",
        ),
        pytest.param(
            "sections:\n- tasks:\n  - {title: 甲, lead: 市公安局}\n- tasks:\n  - title: 乙\n",
            [],
            id="no list in the whole section",
        ),
        pytest.param("tasks:\n- title: 甲\n- title: 乙\n", [], id="no list in the whole plan"),
        pytest.param(
            "tasks:\n- {title: 甲, text: 总述。, parts: [{title: 乙, lead: 市公安局}]}\n"
            "- {title: 丙, lead: 市公安局}\n",
            [],
            id="an item is answered for where its parts are",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n  parts:\n  - {title: 乙, lead: 市公安局}\n  - title: 丙\n",
            ["9:5 DM302 1b （一）b 丙 names no unit"],
            id="part without a list",
        ),
        pytest.param(
            "sections:\n- title: 机制\n  lead: 市公安局\n  tasks:\n  - title: 甲\n  - title: 乙\n",
            [],
            id="the heading answers for all its tasks",
        ),
        pytest.param(
            "sections:\n- title: 机制\n  lead: 市公安局\n  tasks:\n  - title: 甲\n"
            "  - {title: 乙, lead: 市司法局}\n",
            ["9:5 DM302 1.1 （一）1 甲 names no unit"],
            id="the heading and one task have lists",
        ),
        pytest.param(
            "tasks:\n- {title: 甲, join: 市公安局}\n",
            ["6:3 DM303 1 nobody leads （一） 甲"],
            id="participants only",
        ),
        pytest.param(
            "tasks:\n- {title: 甲, guide: 市公安局}\n",
            ["6:3 DM303 1 nobody leads （一） 甲"],
            id="guides only",
        ),
        pytest.param(
            "standing:\n- {text: 以下均需各镇落实，不再列出, units: [市司法局]}\n"
            "tasks:\n- {title: 甲, guide: 市公安局}\n- {title: 乙, join: 市公安局}\n",
            ["9:3 DM303 2 nobody leads （二） 乙"],
            id="guides of those who answer for all tasks",
        ),
        pytest.param(
            "tasks:\n- {title: 甲, responsible: 市公安局}\n", [], id="responsible answers"
        ),
        pytest.param(
            "tasks:\n- {title: 甲, lead: 市公安局, join: 市司法局}\n", [], id="lead answers"
        ),
        pytest.param(
            "sections:\n- {title: 机制, join: 市公安局}\n",
            ["6:3 DM303 1 nobody leads （一） 机制"],
            id="a heading's participants only",
        ),
        pytest.param(
            "tasks:\n- text: 落实责任，推动。\n  join: 市公安局\n- title: 乙\n",
            ["6:3 DM303 1 nobody leads （一） 落实责任", "8:3 DM302 2 （二） 乙 names no unit"],
            id="all of them, in the order of the file",
        ),
    ],
)
def test_findings(lines: str, expected: list[str]) -> None:
    assert found(lines) == expected


def test_findings_are_warnings_and_name_the_next_step() -> None:
    plan = parse_plan(HEAD + "tasks:\n- {title: 甲, join: 市公安局}\n", "a/plan.yaml")
    [finding] = check_plan(plan)
    assert finding.severity is Severity.WARNING
    assert finding.file == "a/plan.yaml"
    assert finding.hint.startswith("Name who leads")


def test_our_plan_has_two_places_to_look_at(plan: Plan) -> None:
    """（三）3 gives the towns something to do, （六）3 says 2019年前."""
    found = [(finding.code, finding.number) for finding in check_plan(plan)]
    assert found == [("DM312", "3.3"), ("DM502", "6.3")]


def test_a_finding_stands_at_its_words_where_the_lines_are_known() -> None:
    text = HEAD + (
        "tasks:\n- title: 甲\n  lead: 市公安局\n"
        "- title: 乙\n  text: |-\n    加强领导。\n    入网入格，各镇(街)具体负责实施。\n"
        "  lead: 市公安局\n"
        "- title: 各镇（街）\n  lead: 市公安局\n"
    )
    [finding] = check_plan(parse_plan(text), {"DM312"})
    assert (finding.line, finding.column, finding.excerpt) == (8, 3, "")
    [finding] = check_plan(parse_plan(text), {"DM312"}, text.split("\n"))
    assert (finding.line, finding.column) == (11, 10)
    assert finding.excerpt == "    入网入格，各镇(街)具体负责实施。"


def test_words_that_no_line_has_leave_a_finding_at_its_task() -> None:
    text = HEAD + (
        "tasks:\n- title: 乙\n  text: |-\n    入网入格，各镇\n    （街）具体负责实施。\n"
        "  lead: 市公安局\n"
        "- title: 各镇（街）\n  lead: 市公安局\n"
    )
    [finding] = check_plan(parse_plan(text), {"DM312"}, text.split("\n"))
    assert (finding.line, finding.column) == (6, 3)


def test_a_finding_of_the_plan_stands_at_its_words() -> None:
    text = "title: 试行方案\nunits:\n  市发改局:\n  市发展改革局:\n"
    [finding] = check_plan(parse_plan(text), {"DM209"}, text.split("\n"))
    assert (finding.line, finding.column) == (4, 3)


@pytest.mark.parametrize(
    ("by", "said", "codes"),
    [
        pytest.param(date(2018, 12, 31), "2018年底前", [], id="agree"),
        pytest.param(date(2018, 12, 31), "三年内", [], id="words without a year"),
        pytest.param(date(2018, 12, 31), "", [], id="no words"),
        pytest.param(None, "2018年底前", [], id="no date"),
        pytest.param(date(2018, 12, 31), "2020年底前", ["DM503"], id="disagree"),
        pytest.param(date(2018, 12, 31), "2019年前", ["DM502"], id="by the letter"),
        pytest.param(date(2019, 12, 31), "2019年前", [], id="settled as that year's end"),
        pytest.param(date(2017, 12, 31), "2019年前", ["DM503"], id="neither reading"),
    ],
)
def test_dates_and_the_words_for_them(by: date | None, said: str, codes: list[str]) -> None:
    lead = (Assignment("市公安局", Role.LEAD),)
    task = Task(title="甲", assignments=lead, milestones=(Milestone(by=by, said=said),))
    assert [found.code for found in check_plan(Plan(title="试行方案", own_tasks=(task,)))] == codes


def test_a_rule_finds_when_it_is_asked_for() -> None:
    lines = "tasks:\n- {title: 甲, join: 市公安局}\n- title: 乙\n"
    plan = parse_plan(HEAD + lines)
    assert {finding.code for finding in check_plan(plan)} == {"DM302", "DM303"}
    assert [finding.code for finding in check_plan(plan, {"DM303"})] == ["DM303"]
    assert check_plan(plan, ()) == ()


def test_every_rule_of_plan_files_is_looked_for_somewhere() -> None:
    """A check knows its rules, or it would not be run where one is asked for."""
    own = [code for codes in _CHECKS.values() for code in codes]
    assert len(own) == len({*own})
    assert {*own} <= RULES.keys()


def test_a_plan_that_is_in_no_file_is_checked_too() -> None:
    task = Task(title="甲", assignments=(Assignment("市公安局", Role.JOIN),))
    [finding] = check_plan(Plan(title="试行方案", own_tasks=(task,)))
    assert (finding.file, finding.line, finding.column) == ("", 0, 0)


def test_a_long_list_of_tasks_is_checked_in_no_time() -> None:
    tasks = tuple(Task(title=f"任务{n}") for n in range(20_000))
    lead = Task(title="牵头", assignments=(Assignment("市公安局", Role.LEAD),))
    assert len(check_plan(Plan(title="试行方案", own_tasks=(*tasks, lead)))) == 20_000


@given(plans())
def test_every_finding_has_its_place(plan: Plan) -> None:
    text = dump_plan(plan)
    plan = parse_plan(text)
    findings = check_plan(plan, RULES)
    assert list(findings) == sorted(findings)
    for finding in findings:
        assert bool(finding.line) is bool(finding.number)
    for finding in check_plan(plan, RULES, text.split("\n")):
        if finding.excerpt:
            line = plain(text.split("\n")[finding.line - 1])
            assert line.startswith(plain(finding.words), finding.column - 1)
