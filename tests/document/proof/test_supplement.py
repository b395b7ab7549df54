"""A list that the import left counts until the plan has it, and is compared as any other then."""

import pytest

from dutymatrix.document import build_plan
from dutymatrix.document.readers.plaintext import read
from dutymatrix.document.verification import verify_document
from dutymatrix.finding import Finding
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan

BRACKET = "（阳光协作体牵头，青年先锋岗配合）"
BESIDE = "（青年先锋岗、红马甲协作体负责）"
TEXT = f"""\
云江市防控措施
一、压实责任。建立台账。（市公安局牵头，市司法局配合）
二、上门服务。定期走访。{BRACKET}
三、开展宣传。走进校园。{BESIDE}讲好故事。（市教育局负责）
"""
APART = """\
云江市防控措施
一、工作任务
（一）压实责任。建立台账。（市公安局牵头）
二、工作保障
（一）上门服务。定期走访。（红马甲协作体负责）
（二）加强宣传。利用媒体。
"""


def kept(text: str) -> str:
    """The plan file as an import writes it, with the names that hands added to the roster."""
    plan = dump_plan(build_plan(read(text.encode(), "方案.txt")).plan)
    return plan.replace("units:\n", "units:\n  阳光协作体:\n  青年先锋岗:\n  红马甲协作体:\n")


def differences(plan: str, text: str = TEXT) -> tuple[Finding, ...]:
    return verify_document(parse_plan(plan), read(text.encode(), "方案.txt")).differences


def codes(plan: str, number: str, text: str = TEXT) -> list[str]:
    return [finding.code for finding in differences(plan, text) if finding.number == number]


PLAN = kept(TEXT)
WORDS = "    定期走访。\n"
FIRST = f"{WORDS}    {BRACKET}\n"
ROLES = "  lead: 阳光协作体\n  join:\n  - 青年先锋岗\n"
SECOND = f"    走进校园。\n    {BESIDE}讲好故事。\n  responsible:\n"


def test_what_was_left_is_a_difference_at_its_task() -> None:
    first, second = differences(PLAN)
    assert (first.code, first.file, first.number) == ("DM311", "plan.yaml", "2")
    assert (second.code, second.number) == ("DM311", "3")
    assert BRACKET in first.message
    assert "方案.txt:3" in first.message


@pytest.mark.parametrize(
    ("new", "found"),
    [
        pytest.param(FIRST + ROLES, [], id="its units, its words left"),
        pytest.param(WORDS + ROLES, [], id="its units for its words"),
        pytest.param(WORDS, ["DM311", "DM403"], id="its words lost"),
        pytest.param(FIRST + "  lead: 阳光协作体\n", ["DM310"], id="one of two units"),
        pytest.param(
            FIRST + "  lead: 青年先锋岗\n  join:\n  - 阳光协作体\n", ["DM308"], id="roles swapped"
        ),
        pytest.param(FIRST + ROLES + "  - 市公安局\n", ["DM309"], id="one that nobody named"),
        pytest.param(WORDS + "    随叫随到。\n" + ROLES, ["DM403"], id="a sentence added"),
    ],
)
def test_what_somebody_wrote_in(new: str, found: list[str]) -> None:
    assert FIRST in PLAN
    assert sorted(codes(PLAN.replace(FIRST, new), "2")) == found


@pytest.mark.parametrize(
    ("units", "found"),
    [
        pytest.param("青年先锋岗 红马甲协作体 市教育局", [], id="in the document's order"),
        pytest.param("市教育局 青年先锋岗 红马甲协作体", [], id="behind those that were read"),
        pytest.param("青年先锋岗 市教育局", ["DM310"], id="one is missing"),
        pytest.param("青年先锋岗 红马甲协作体", ["DM310"], id="in the place of what was read"),
    ],
)
def test_beside_a_list_that_was_read(units: str, found: list[str]) -> None:
    assert SECOND in PLAN
    lines = "".join(f"  - {unit}\n" for unit in units.split())
    assert codes(PLAN.replace(f"{SECOND}  - 市教育局\n", SECOND + lines), "3") == found


@pytest.mark.parametrize(
    ("unit", "entry", "found"),
    [
        pytest.param("阳光社", "    full_name: 阳光协作体\n", [], id="a full name"),
        pytest.param("阳光社", "    aliases: [阳光协作体]\n", [], id="an alias"),
        pytest.param("阳光社", "", ["DM308"], id="another name"),
    ],
)
def test_the_plan_s_own_name_for_a_unit(unit: str, entry: str, found: list[str]) -> None:
    plan = PLAN.replace("  阳光协作体:\n", f"  {unit}:\n{entry}").replace(
        FIRST, FIRST + ROLES.replace("阳光协作体", unit)
    )
    assert [one.code for one in differences(plan) if one.number != "3"] == found


def test_names_that_ran_together_may_be_divided() -> None:
    text = TEXT.replace("青年先锋岗、红马甲", "青年先锋岗红马甲")
    plan = kept(text)
    assert codes(plan, "3", text) == ["DM311"]
    units = "  - 青年先锋岗\n  - 红马甲协作体\n  - 市教育局\n"
    assert codes(plan.replace("  - 市教育局\n", units), "3", text) == []


MADE = """\
sections:
- title: 工作任务

  tasks:
  - title: 压实责任
    text: 建立台账。
    lead: 市公安局

- title: 工作保障

  tasks:
  - title: 上门服务
    text: 定期走访。
    responsible:
    - 红马甲协作体

  - title: 加强宣传
    text: 利用媒体。
"""


def test_a_task_that_was_made_of_a_list_outside_of_all() -> None:
    plan = kept(APART)
    [left] = differences(plan, APART)
    assert (left.code, left.file, left.line, left.number) == ("DM311", "方案.txt", 5, None)
    head = plan[: plan.index("chapter:")] + "numbering: [一、, （一）]\n"
    roster = "units:\n  红马甲协作体:\n  市公安局:\n"
    assert differences(head + roster + MADE, APART) == ()
    wrong = MADE.replace("- 红马甲协作体", "- 市公安局")
    assert differences(head + roster + wrong, APART) != ()
