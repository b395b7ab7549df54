"""What has one right answer is mended in the text; all of it, or the file stays as it is."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.check.inspection import inspect_bytes
from dutymatrix.check.mend import MENDED, mend
from dutymatrix.finding.choice import DEFAULT
from dutymatrix.finding.rule import RULES
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan
from strategies import plans

ROSTER = "units:\n  市公安局:\n    aliases: [公安局]\n  市司法局:\n  各镇（街）:\n"
HEAD = f"title: 试行方案\n{ROSTER}tasks:\n"
ALL = frozenset(RULES)


def mended(lines: str, head: str = HEAD) -> str:
    text = head + lines
    done = mend(text.encode(), "plan.yaml", ALL).data.decode()
    assert done.startswith(head)
    return done.removeprefix(head)


def test_the_register_says_what_is_mended() -> None:
    assert {code for code, rule in RULES.items() if rule.mended} == MENDED


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Characters
        pytest.param("- title：甲\n", "- title: 甲\n", id="full-width colon"),
        pytest.param("- title： 甲\n", "- title: 甲\n", id="full-width colon and a blank"),
        pytest.param(
            "- title: 甲\n  join：\n  - 市公安局\n  lead: 市司法局\n",
            "- title: 甲\n  join:\n  - 市公安局\n  lead: 市司法局\n",
            id="full-width colon at the line's end",
        ),
        pytest.param(
            "- title:甲\n  lead: 市公安局\n", "- title: 甲\n  lead: 市公安局\n", id="no blank"
        ),
        pytest.param(
            "- title: 甲\n  responsible:\n  - 市公安局\n  － 市司法局\n",
            "- title: 甲\n  responsible:\n  - 市公安局\n  - 市司法局\n",
            id="full-width dash",
        ),
        pytest.param("–title：甲 # 注\n", "- title: 甲 # 注\n", id="two slips in a line"),
        pytest.param(
            "- title: 甲\n  lead 市公安局\n", "- title: 甲\n  lead: 市公安局\n", id="colon missing"
        ),
        pytest.param("- title: 甲\u200b乙\n", "- title: 甲乙\n", id="zero width"),
        pytest.param("- title: ⾰新⾰\n", "- title: 革新革\n", id="radicals"),
        # Keys and names
        pytest.param(
            "- title: 甲\n  牵头单位: 市公安局\n",
            "- title: 甲\n  lead: 市公安局\n",
            id="Chinese key",
        ),
        pytest.param(
            "- title: 甲\n  Lead: 市公安局\n", "- title: 甲\n  lead: 市公安局\n", id="case"
        ),
        pytest.param(
            "- title: 甲\n  lead: 公安局 # 一\n", "- title: 甲\n  lead: 市公安局 # 一\n", id="alias"
        ),
        pytest.param(
            '- title: 甲\n  join: ["各镇(街)"]\n  lead: 市公安局\n',
            '- title: 甲\n  join: ["各镇（街）"]\n  lead: 市公安局\n',
            id="half-width brackets",
        ),
        pytest.param(
            "- title: 甲\n  responsible: [市公安局，市司法局]\n",
            "- title: 甲\n  responsible: [市公安局, 市司法局]\n",
            id="two names in one, flow style",
        ),
        pytest.param(
            "- title: 甲\n  responsible:\n  - 公安局、市司法局\n  - 各镇（街）  # 全部\n",
            "- title: 甲\n  responsible:\n  - 市公安局\n  - 市司法局\n  - 各镇（街）  # 全部\n",
            id="two names in one, one of them an alias",
        ),
        pytest.param(
            "- title: 甲\n  responsible: 市公安局、市司法局  # 两家\n",
            "- title: 甲\n  responsible:  # 两家\n  - 市公安局\n  - 市司法局\n",
            id="two names in one behind the key",
        ),
        pytest.param(
            "- title: 甲\n  responsible:\n  - 市公安局\n  - 市司法局\n  - 市公安局\n",
            "- title: 甲\n  responsible:\n  - 市公安局\n  - 市司法局\n",
            id="unit twice",
        ),
        pytest.param(
            "- title: 甲\n  responsible: [市公安局, 市公安局]\n",
            "- title: 甲\n  responsible: [市公安局]\n",
            id="unit twice, flow style",
        ),
        pytest.param(
            "- title: 甲\n  milestones:\n  - by: 2018年12月3日 # 原文\n",
            "- title: 甲\n  milestones:\n  - by: 2018-12-03 # 原文\n",
            id="a day in Chinese",
        ),
        pytest.param(
            "- title: 甲\n  milestones:\n  - by: 2018/1/3\n",
            "- title: 甲\n  milestones:\n  - by: 2018-01-03\n",
            id="a day with strokes",
        ),
        # Waivers
        pytest.param("- title: 甲  # dm: ignore DM303\n", "- title: 甲\n", id="idle comment"),
        pytest.param(
            "# dm: ignore DM303\n- title: 甲\n",
            "- title: 甲\n",
            id="idle comment on its own line",
        ),
        pytest.param(
            "- title: 甲  # 注 # dm: ignore DM303\n",
            "- title: 甲  # 注\n",
            id="behind another comment",
        ),
        pytest.param(
            "- title: 甲  # dm: ignore DM303 # 注\n",
            "- title: 甲  # 注\n",
            id="ahead of another comment",
        ),
        pytest.param(
            "- title: 甲 # dm: ignore DM302、DM303 已核\n  join: 市公安局\n",
            "- title: 甲 # dm: ignore DM303 已核\n  join: 市公安局\n",
            id="idle code",
        ),
    ],
)
def test_what_is_mended(lines: str, expected: str) -> None:
    assert mended(lines) == expected
    assert mended(expected) == expected


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("- title: 甲\n  lead: 市公按局\n", id="a misspelt unit"),
        pytest.param("- title: 甲\n  lead: 市公安局\n  join: 市公安局\n", id="two roles of a unit"),
        pytest.param(
            "- title: 甲\n  join: [市公安局，市财政局]\n", id="a name that nobody knows in two"
        ),
        pytest.param("- title: 甲\n  lead: 市公安局\n  lead: 市司法局\n", id="a key twice"),
        pytest.param(
            "- title: 甲\n  milestones:\n  - by: 2018年底\n", id="a day that is a year's end"
        ),
        pytest.param("- title: 甲\n  milestones:\n  - by: 三年内\n", id="a day that is none"),
        pytest.param("- title: 甲\n  leed: 市公安局\n", id="a misspelt key"),
        pytest.param("- title: 甲\n\tlead: 市公安局\n", id="a tab"),
        pytest.param("- title: 甲\n　lead: 市公安局\n", id="a full-width blank"),
        pytest.param("- title: 甲\x07\n", id="a control character"),
        pytest.param(
            "<<<<<<< HEAD\n- title: 甲\n=======\n- title：乙\n>>>>>>> b\n", id="a conflict"
        ),
        pytest.param(
            "- title: 甲\n  responsible:\n  - 市公安局  # 主\n  - 市公安局  # 次\n",
            id="a unit twice, each with a comment",
        ),
        pytest.param("- title: 甲 # dm: ignore DM999\n", id="an unknown rule in a comment"),
        pytest.param(
            "- title: 甲 # dm: ignore\n  join: 市公安局\n", id="a comment that names no rule"
        ),
        pytest.param("- title: 甲 # dm: ignore DM303 已核\n", id="an idle comment with a reason"),
    ],
)
def test_what_only_a_person_can_mend(lines: str) -> None:
    data = (HEAD + lines).encode()
    assert mend(data, "plan.yaml", DEFAULT)[::2] == (data, 0)


def test_a_file_is_mended_whole_or_not_at_all() -> None:
    lines = "- title：甲\n  lead: 公安局\n- title: 乙\n  lead: 市公按局\n"
    data = (HEAD + lines).encode()
    done = mend(data, "plan.yaml", DEFAULT)
    assert (done.data, done.mends) == (data, 0)
    # What is said then is about the file as it is.
    assert done.inspection == inspect_bytes(data, "plan.yaml", DEFAULT)


def test_only_what_is_chosen_is_mended() -> None:
    data = f"{HEAD}- title: 改⾰ # dm: ignore DM303\n".encode()
    done = mend(data, "plan.yaml", frozenset({"DM121", "DM303"})).data.decode()
    assert done == HEAD + "- title: 改⾰\n"


def test_what_is_waived_is_not_mended() -> None:
    assert mended("- title: 改⾰ # dm: ignore DM118\n") == "- title: 改⾰ # dm: ignore DM118\n"


def test_a_colon_in_a_text_is_nobodys_slip() -> None:
    """The parser notices a slip lines after it: what looks like one there is the wording."""
    lines = "- title: 甲\n  text: |-\n    lead：市公安局\n  join: [市公安局\n"
    assert mended(lines) == lines


def test_facts_of_a_unit_are_put_in_order_where_that_is_asked() -> None:
    head = "title: 甲\nunits:\n  市卫健局:\n  市卫计局:\n"
    facts = "    # 依据\n    succeeded_by: 市卫健局  # 新\n    until: 2019-03-30\n"
    order = "    until: 2019-03-30\n    # 依据\n    succeeded_by: 市卫健局  # 新\n"
    assert mended(facts, head) == order
    assert mend((head + facts).encode(), "plan.yaml", DEFAULT).mends == 0
    flow = "  市文广新局: {succeeded_by: 市卫健局, until: 2019-03-30}\n"
    assert mended(flow, head) == flow


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(lambda data: data.replace(b"\n", b"\r\n"), id="lines of Windows"),
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="byte order mark"),
        pytest.param(lambda data: data.rstrip(b"\n"), id="no end of the last line"),
    ],
)
def test_a_file_keeps_its_shape(shape: Callable[[bytes], bytes]) -> None:
    lines = "- title：甲  # 注\n  responsible: 公安局、市司法局\n- title: 乙  # dm: ignore DM303\n"
    lines += "  lead: 公安局\n"
    wanted = "- title: 甲  # 注\n  responsible:\n  - 市公安局\n  - 市司法局\n"
    wanted += "- title: 乙\n  lead: 市公安局\n"
    done = mend(shape((HEAD + lines).encode()), "plan.yaml", DEFAULT)
    assert done.data == shape((HEAD + wanted).encode())
    assert done.mends == 4


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param("title: 甲\nlead：".encode("gb18030"), id="GBK"),
        pytest.param("title: 甲\n".encode("utf-16"), id="UTF-16"),
        pytest.param(b"title: \x00\n", id="NUL"),
        pytest.param(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", id="no YAML at all"),
        pytest.param(b"title: &a x\nunits: *b\n", id="aliases"),
        pytest.param(b'title: "\\UFFFFFFFF"\nLead: x\n', id="an escape of no character"),
        pytest.param(b"title: " + b"[" * 10_000, id="nested without end"),
    ],
)
def test_what_is_no_plan_stays(data: bytes) -> None:
    done = mend(data, "plan.yaml", DEFAULT)
    assert (done.data, done.mends) == (data, 0)
    assert done.inspection.findings


# What a hand may do to a plan file, each with one right answer.
_SLIPS: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("title: ", "title：", 1),
    lambda text: text.replace("  lead: ", "  lead:", 1),
    lambda text: text.replace("  join:", "  参与单位:", 1),
    lambda text: text.replace("units:", "Units:", 1),
    lambda text: text.replace("text: |-", "text: |-  # dm: ignore DM501", 1),
    lambda text: text + "# dm: ignore DM303\n",
)


@given(plans(), st.lists(st.sampled_from(_SLIPS), max_size=4, unique=True))
def test_mending_is_done_after_one_run_and_never_makes_a_plan_worse(
    plan: Plan, slips: list[Callable[[str], str]]
) -> None:
    text = dump_plan(plan)
    for slip in slips:
        text = slip(text)
    data = text.encode()
    before = inspect_bytes(data, "plan.yaml", DEFAULT)
    done = mend(data, "plan.yaml", DEFAULT)
    assert mend(done.data, "plan.yaml", DEFAULT).data == done.data
    assert done.inspection == inspect_bytes(done.data, "plan.yaml", DEFAULT)
    if before.is_usable:
        assert done.inspection.plan == before.plan
    elif done.data != data:
        assert done.inspection.plan == parse_plan(dump_plan(plan))


@given(plans())
def test_a_plan_in_order_is_left_alone(plan: Plan) -> None:
    data = dump_plan(plan).encode()
    assert mend(data, "plan.yaml", DEFAULT).data == data
