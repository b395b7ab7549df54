"""`verify` finds whatever a plan says otherwise than its document."""

from functools import cache
from pathlib import Path

import pytest

from dutymatrix.document import Intake, import_document
from dutymatrix.document.proof.verify import verify_plan
from dutymatrix.finding import Finding
from dutymatrix.planfile import parse_plan
from program import ROOT

SOURCE = Path(__file__).parents[2] / "data" / "plan-source.txt"
OURS = (ROOT / "plan.yaml").read_text(encoding="utf-8")


@cache
def document() -> Intake:
    return import_document(SOURCE)


def findings(text: str) -> tuple[Finding, ...]:
    return verify_plan(parse_plan(text), document())


def cut(text: str, start: str, end: str) -> str:
    """The text without what stands from one word to before another."""
    first = text.index(start)
    return text[:first] + text[text.index(end, first + 1) :]


def test_our_plan_is_the_document() -> None:
    assert findings(OURS) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("  市卫计局:\n", "  市卫计局:\n    aliases: [卫计局]\n", id="an alias"),
        pytest.param("  各镇（街）:\n", "  各镇（街）:\n    members: [市公安局]\n", id="members"),
        pytest.param(
            "  - title: 压实禁毒责任\n", "  - id: a1\n    title: 压实禁毒责任\n", id="an id"
        ),
        pytest.param(
            "      goal: 推动被纳入湛江市禁毒警示地区",
            "      goal: 被纳入湛江市禁毒警示地区",
            id="a goal",
        ),
    ],
)
def test_what_hands_may_add(old: str, new: str) -> None:
    assert old in OURS
    assert findings(OURS.replace(old, new, 1)) == ()


def test_a_renamed_unit_with_its_old_name_as_alias_is_the_document_s() -> None:
    renamed = OURS.replace("市卫计局", "市卫健局")
    assert {f.code for f in findings(renamed)} == {"DM207"}
    declared = renamed.replace("  市卫健局:\n", "  市卫健局:\n    aliases: [市卫计局]\n", 1)
    assert declared != renamed
    assert findings(declared) == ()


FAULTS = [
    pytest.param("    - 市文明办\n", "", {"DM310"}, id="a unit dropped"),
    pytest.param("    - 市综治办\n", "    - 市综治办\n    - 市法院\n", {"DM309"}, id="one added"),
    pytest.param(
        "    - 市综治办\n    - 市文明办\n",
        "    - 市文明办\n    - 市综治办\n",
        {"DM308"},
        id="two swapped",
    ),
    pytest.param(
        "    lead: 市财政局\n    join:\n    - 市禁毒办\n",
        "    lead: 市禁毒办\n    join:\n    - 市财政局\n",
        {"DM308"},
        id="lead and participant swapped",
    ),
    pytest.param("    lead: 市委党校\n", "    responsible: 市委党校\n", {"DM308"}, id="no lead"),
    pytest.param(
        "    join:\n    - 市人大办\n", "    guide:\n    - 市人大办\n", {"DM308", "DM310"}, id="role"
    ),
    pytest.param("    lead: 市委党校\n", "    lead: 市法院\n", {"DM308"}, id="another lead"),
    pytest.param("      完善全市禁毒经费保障机制。\n", "", {"DM403"}, id="a sentence lost"),
    pytest.param("30:1的比例", "20:1的比例", None, id="a digit changed"),
    pytest.param("不低于85%。\n", "不高于85%。\n", {"DM403"}, id="a character changed"),
    pytest.param(
        "      建立举报毒品违法犯罪奖励体系。\n",
        "      建立举报毒品违法犯罪奖励体系。\n      定期通报。\n",
        {"DM403"},
        id="a sentence added",
    ),
    pytest.param("title: 压实禁毒责任", "title: 落实禁毒责任", {"DM403"}, id="a title changed"),
    pytest.param(
        "title: 建立全民禁毒机制", "title: 完善全民禁毒机制", {"DM403"}, id="a heading changed"
    ),
    pytest.param(
        "      said: 2018年底前\n      goal: 推动被",
        "      said: 2019年底前\n      goal: 推动被",
        {"DM505", "DM407"},
        id="words of a date",
    ),
    pytest.param(
        "    - by: 2018-12-31\n      said: 2018年底前\n      goal: 推动被",
        "    - goal: 推动被",
        {"DM506"},
        id="a date lost",
    ),
    pytest.param(
        "      target: 至少1名\n",
        "      target: 至少2名\n",
        {"DM505", "DM407"},
        id="a target changed",
    ),
    pytest.param("      target: 至少1名\n", "", {"DM407"}, id="a target lost"),
    pytest.param(
        "- by: 2018-12-31\n", "- by: 2018-12-30\n", {"DM505", "DM506"}, id="a date changed"
    ),
    pytest.param("ends_on: 2019-12-31\n", "ends_on: 2020-12-31\n", {"DM403"}, id="the plan's end"),
    pytest.param("  lead: 牵头单位\n", "  lead: 主办单位\n", {"DM403"}, id="the word for a role"),
    pytest.param(
        "issued_on: 2017-11-03", "issued_on: 2017-11-30", {"DM403"}, id="the day of issue"
    ),
    pytest.param(
        "document_number: 吴委办〔2017〕93号",
        "document_number: 吴委办〔2017〕39号",
        {"DM403"},
        id="the number",
    ),
    pytest.param(
        "列在分工项目首位的为牵头单位", "列在分工项目末位的为牵头单位", {"DM403"}, id="the rule"
    ),
    pytest.param("对毒品问题泛滥", "对毒品问题突出", {"DM403"}, id="a common chapter"),
]


@pytest.mark.parametrize(("old", "new", "codes"), FAULTS)
def test_planted_faults(old: str, new: str, codes: set[str] | None) -> None:
    assert old in OURS
    found = findings(OURS.replace(old, new, 1))
    assert found
    if codes is not None:
        assert {finding.code for finding in found} <= codes
    for finding in found:
        assert finding.file == "plan.yaml"


def test_a_task_lost() -> None:
    text = cut(OURS, "  - title: 强化禁毒委统筹协调作用", "  - title: 推动禁毒委成员单位充分履职")
    [finding] = findings(text)
    assert (finding.code, finding.file, finding.number) == ("DM605", str(SOURCE), "1.2")
    line = SOURCE.read_text(encoding="utf-8").split("\n")[finding.line - 1]
    assert "强化禁毒委统筹协调作用" in line


def test_a_task_invented() -> None:
    text = OURS.replace(
        "  - title: 强化禁毒委统筹协调作用",
        "  - title: 增设禁毒专员\n    lead: 市禁毒办\n\n  - title: 强化禁毒委统筹协调作用",
    )
    [finding] = findings(text)
    assert (finding.code, finding.number) == ("DM606", "1.2")


def test_a_task_moved() -> None:
    task = OURS[
        OURS.index("  - title: 建立禁毒工作成效评价体系") : OURS.index("- title: 推进毒品预防")
    ]
    first = OURS.index("  - title: 压实禁毒责任")
    moved = OURS.replace(task, "")
    moved = moved[:first] + task.rstrip("\n") + "\n\n" + moved[first:]
    assert {finding.code for finding in findings(moved)} == {"DM607"}


def test_both_places_are_said() -> None:
    [finding] = findings(OURS.replace("    - 市文明办\n", "", 1))
    assert finding.line > 1
    assert f"{SOURCE}:" in finding.message
