"""What breaks the structure of a plan hides little of what follows it."""

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.finding import has_errors
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import Reading, read_text
from dutymatrix.planfile.parser import Parser, PureParser
from dutymatrix.planfile.recovery import Recovery
from dutymatrix.planfile.writer import dump_plan
from growth import grows_with_input
from strategies import plans

PARSERS = [
    pytest.param(
        getattr(yaml, "CLoader", None),
        id="libyaml",
        marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no libyaml"),
    ),
    pytest.param(PureParser, id="pure Python"),
]
HEAD = """\
title: 试行方案
units:
  市公安局:
sections:
- title: 机制
  tasks:
"""
# A slip of its own in each task and section, all of which are to be found.
TAIL = """\
  - title: 丁
    leed: 市公安局
- title: 保障
  titel: 戊
"""


@pytest.fixture(params=PARSERS)
def read(request: pytest.FixtureRequest) -> Callable[[str], Reading]:
    """Reads a text with each of the parsers."""
    return lambda text: read_text(text, "plan.yaml", request.param)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "  - title: 甲\n    lead：市公安局\n    leed: 乙\n", "8:9 9:5", id="full-width colon"
        ),
        pytest.param(
            "  - title：甲\n    lead: 市公安局\n  - leed: 乙\n", "7:10 9:5", id="in a first line"
        ),
        pytest.param("  - title: 甲\n     lead: 乙\n  - leed: 丙\n", "8:10 9:5", id="one too many"),
        pytest.param("  - title: '甲\n    leed: 乙\n", "7:12 8:5", id="quote not closed"),
        pytest.param(
            "  - title: '甲\n    leed: 乙\n  - title: '丙'\n",
            "8:5 9:13",
            id="quote closed by another",
        ),
        pytest.param(
            "  - title: 甲\n    lead: [市公安局\n    leed: 乙\n", "9:5", id="bracket not closed"
        ),
        pytest.param("  - title: 甲\n    lead: {\n  - leed: 乙\n", "9:5", id="brace not closed"),
        pytest.param("  - title: @甲\n    leed: 乙\n", "7:12 8:5", id="reserved character"),
        pytest.param("  - title: 甲\n\tlead: 乙\n    leed: 丙\n", "8:1 9:5", id="tab"),
        pytest.param("  - title: 甲: 乙\n    leed: 丙\n", "7:13 8:5", id="colon in a title"),
        pytest.param(
            "  - title: 甲\n    milestones:\n    - by：2018-12-31\n      said: 乙\n    - bye: 丙\n",
            "9:9 11:7",
            id="in a milestone",
        ),
        pytest.param("  - ? @\n    : 甲\n  - leed: 乙\n", "7:7 9:5", id="in an explicit key"),
        pytest.param(
            "  - title: 甲\n    ? [@\n    : 乙\n  - leed: 丙\n", "8:8 10:5", id="in a list as a key"
        ),
        pytest.param('  - title: "\\q"\n    leed: 乙\n', "7 8:5", id="no such escape"),
    ],
)
def test_reading_goes_on(lines: str, expected: str, read: Callable[[str], Reading]) -> None:
    reading = read(HEAD + lines + TAIL)
    assert reading.plan is None
    assert has_errors(reading.findings)
    last = HEAD.count("\n") + lines.count("\n")
    places = [f"{f.line}:{f.column}" for f in reading.findings]
    for place in (*expected.split(), f"{last + 2}:5", f"{last + 4}:3"):
        assert any(f"{each}:".startswith(f"{place}:") for each in places), places


def test_what_follows_a_break_says_so(read: Callable[[str], Reading]) -> None:
    before, broken, first, second = read(
        "title: 试行方案\nunknown: 1\nunits：\ntasks:\n- title: 甲\n  lead: 市公安局\n  leed: 乙\n"
    ).findings
    assert broken.hint.endswith("Reading went on in line 4.")
    assert [
        each.hint.startswith("Mend line 3 first") for each in (before, broken, first, second)
    ] == [*(False, False, True, True)]


def test_a_missing_quote_is_told_by_where_it_opens(read: Callable[[str], Reading]) -> None:
    findings = read(HEAD + "  - title: '甲\n    lead: 市公安局\n  - title: '乙'\n").findings
    [message] = [each.message for each in findings if each.code == "DM105"]
    assert message == "the quote of line 7 ends here; one is missing"


def test_what_was_not_read_is_said(read: Callable[[str], Reading]) -> None:
    [finding] = read('{"title": "试行方案", "tasks": [{"title": 甲 "lead": 1}]}').findings
    assert finding.code == "DM105"
    assert finding.hint.endswith("What follows this place was not read.")


def test_nothing_goes_on_behind_the_end(read: Callable[[str], Reading]) -> None:
    [finding] = read("title: 试行方案\n...\ntitle: 乙\nchapter: 丙\n").findings
    assert (finding.code, finding.line) == ("DM105", 3)


@pytest.mark.parametrize("parser", PARSERS)
@given(plans())
def test_a_text_without_breaks_gives_the_same_events(parser: Parser, plan: Plan) -> None:
    data = dump_plan(plan).encode()
    plain, careful = parser(data), Recovery(data, parser, lambda _break: pytest.fail())
    kind: type = object
    while kind is not yaml.StreamEndEvent:
        one, other = plain.get_event(), careful.get_event()
        kind = type(one)
        assert (kind, getattr(one, "value", None)) == (type(other), getattr(other, "value", None))
        for mark in ("start_mark", "end_mark"):
            place = getattr(one, mark)
            assert getattr(other, mark) == (place.line, place.column)


@pytest.mark.parametrize("parser", PARSERS)
@given(plans(), st.integers(0), st.sampled_from("'\"[{@：:\t- #"))
def test_events_are_whole_whatever_breaks(parser: Parser, plan: Plan, at: int, typed: str) -> None:
    text = dump_plan(plan)
    at %= len(text)
    breaks: list[object] = []
    events = Recovery((text[:at] + typed + text[at:]).encode(), parser, breaks.append)
    depth = 0
    kind: type = object
    while kind is not yaml.StreamEndEvent:
        try:
            kind = type(events.get_event())
        except yaml.YAMLError:
            assert depth == 0
            assert breaks
            return
        depth += kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent)
        depth -= kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("  - title: 甲\n    lead：市公安局\n", id="full-width colons"),
        pytest.param("  - title: '甲\n  - title: \"乙\n", id="quotes"),
        pytest.param("  - title: [甲\n", id="brackets"),
        pytest.param("  - {a: [\n", id="flow style"),
        pytest.param("   - title: 甲\n  - title: 乙\n", id="indentation"),
        pytest.param("\t- title: 甲\n", id="tabs"),
    ],
)
def test_many_breaks(lines: str) -> None:
    assert grows_with_input(lambda text: read_text(text, "p"), lambda n: HEAD + lines * n, 300)
