"""`# dm: ignore DM502` keeps a warning unsaid, says so where it does not, and never an error."""

import pytest

from dutymatrix.check.inspection import inspect_bytes
from dutymatrix.check.waiver import find_waivers
from dutymatrix.finding.choice import DEFAULT, choose
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.rename import rename_unit

HEAD = "title: 试行方案\nunits:\n  市公安局:\n  市司法局:\ntasks:\n"
# What follows begins in line 6. Each (DM303) has participants and nobody who leads.


def said(lines: str, *chosen: str) -> list[str]:
    text = HEAD + lines
    findings = inspect_bytes(text.encode(), "plan.yaml", choose(chosen)).findings
    return [f"{f.line}:{f.column} {f.code}" for f in findings]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("- title: 甲\n  join: 市公安局\n", ["6:3 DM303"], id="no comment"),
        pytest.param("- title: 甲  # dm: ignore DM303\n  join: 市公安局\n", [], id="beside it"),
        pytest.param("- title: 甲 # dm: ignore dm303\n  join: 市公安局\n", [], id="small letters"),
        pytest.param("- title: 甲 #dm:ignore DM303\n  join: 市公安局\n", [], id="no blanks"),
        pytest.param(
            "- title: 甲 # dm：ignore DM303\n  join: 市公安局\n", [], id="full-width colon"
        ),
        pytest.param("- title: 甲 # dm: ignore DM3\n  join: 市公安局\n", [], id="a family"),
        pytest.param(
            "- title: 甲 # dm: ignore DM303 局里已定\n  join: 市公安局\n", [], id="a reason"
        ),
        pytest.param(
            "- title: 甲 # 见纪要 # dm: ignore DM303\n  join: 市公安局\n",
            [],
            id="behind another one",
        ),
        pytest.param(
            "# dm: ignore DM303\n- title: 甲\n  join: 市公安局\n", [], id="on a line of its own"
        ),
        pytest.param(
            "# dm: ignore DM303\n# 见纪要\n- title: 甲\n  join: 市公安局\n",
            [],
            id="above a comment",
        ),
        pytest.param(
            "# dm: ignore DM303\n\n- title: 甲\n  join: 市公安局\n",
            ["6:1 DM121", "8:3 DM303"],
            id="above a blank line it is about nothing",
        ),
        pytest.param(
            "- title: 甲\n  join: 市公安局 # dm: ignore DM303\n",
            ["6:3 DM303", "7:14 DM121"],
            id="in another line",
        ),
        pytest.param(
            '- title: "甲 # dm: ignore DM303"\n  join: 市公安局\n', ["6:3 DM303"], id="in quotes"
        ),
        pytest.param(
            "- title: 甲# dm:ignore DM303\n  join: 市公安局\n",
            ["6:3 DM303"],
            id="no comment to YAML",
        ),
        pytest.param(
            "- title: 甲\n  join: 市公安局\n  text: |-\n    乙 # dm: ignore DM303\n",
            ["6:3 DM303"],
            id="in a text",
        ),
        pytest.param(
            "- title: 甲\n  lead: 市公安局\n  text: |-  # dm: ignore DM118\n    乙\n    改⾰\n",
            [],
            id="beside the key of a text it is about all its lines",
        ),
        pytest.param(
            "- title: 甲\n  lead: 市公安局\n  # dm: ignore DM118\n  text: |-\n    乙\n    改⾰\n",
            [],
            id="so is one above the key",
        ),
        pytest.param(
            "- title: 甲\n  lead: 市公安局\n  text: |-  # dm: ignore DM118\n    乙\n"
            "  notes: {丙: 改⾰}\n",
            ["8:13 DM121", "10:15 DM118"],
            id="and no further",
        ),
        pytest.param(
            "- title: 甲 # dm: ignore DM302, DM303\n  join: 市公安局\n",
            ["6:12 DM121"],
            id="one of two codes waives nothing",
        ),
        pytest.param(
            "- title: 甲 # dm: ignore\n  join: 市公安局\n",
            ["6:12 DM121", "6:3 DM303"],
            id="no code",
        ),
        pytest.param(
            "- title: 甲 # dm: ignore DM999\n  lead: 市公安局\n", ["6:12 DM121"], id="no such rule"
        ),
        pytest.param("- title: 甲 # dm: ignored DM303\n  lead: 市公安局\n", [], id="another word"),
        pytest.param(
            "- title: 甲 # dm: ignore DM201\n  lead: 市公按局\n", ["7:9 DM201"], id="an error stays"
        ),
        pytest.param(
            "- title: 甲 # dm: ignore DM201\n  lead: 市公安局\n",
            ["6:12 DM121"],
            id="an error's code is told to be none to ignore",
        ),
        pytest.param(
            "- {title: 甲, # dm: ignore DM303\n   join: 市公安局}\n", [], id="within flow style"
        ),
    ],
)
def test_what_is_still_said(lines: str, expected: list[str]) -> None:
    assert sorted(said(lines)) == sorted(expected)


def test_of_rules_that_were_not_looked_for_nobody_knows() -> None:
    lines = "- title: 甲 # dm: ignore DM303\n  lead: 市公安局\n"
    assert said(lines) == ["6:12 DM121"]
    assert said(lines, "DM5", "DM121") == []
    # A rule that is off by default is looked for where it is named.
    lines = "- title: 甲 # dm: ignore DM123\n  lead: 市公安局\n"
    assert said(lines) == []
    assert said(lines, "DM123", "DM121") == ["6:12 DM121"]


@pytest.mark.parametrize(
    ("comment", "here", "message", "hint"),
    [
        pytest.param(
            "",
            "join",
            "the comment names no rule",
            "name the rule: # dm: ignore DM303",
            id="no code",
        ),
        pytest.param("DM999", "lead", "there is no rule DM999", "Take it out", id="no such rule"),
        pytest.param(
            "DM3O3", "lead", "there is no rule DM3O3", "did you mean DM3", id="a near one"
        ),
        pytest.param(
            "DM201", "lead", "DM201 finds errors; these cannot be ignored", "Take", id="errors"
        ),
        pytest.param(
            "DM303", "lead", "there is nothing here that DM303 finds", "Take", id="nothing"
        ),
    ],
)
def test_an_idle_comment_says_why(comment: str, here: str, message: str, hint: str) -> None:
    text = f"{HEAD}- title: 甲 # dm: ignore {comment}\n  {here}: 市公安局\n"
    findings = inspect_bytes(text.encode(), "plan.yaml", DEFAULT).findings
    [finding] = [found for found in findings if found.code == "DM121"]
    assert finding.message == message
    assert finding.hint.startswith(hint)


def test_in_a_plan_with_errors_no_comment_is_called_idle() -> None:
    assert said("- title: 甲 # dm: ignore DM303\n  lead: 市公按局\n") == ["7:9 DM201"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_waiver_knows_its_place(end: str) -> None:
    text = f"title: 试行方案{end}ends_on: 2019-12-31  # dm: ignore DM5,DM302 已核{end}"
    [waiver] = find_waivers(text)
    assert waiver.text == "# dm: ignore DM5,DM302 已核"
    assert (waiver.line, waiver.column, waiver.first, waiver.last) == (2, 22, 2, 2)
    assert waiver.codes == ("DM5", "DM302")


def test_many_marks_in_one_line_take_no_time() -> None:
    quoted = ", ".join(['"# dm: ignore DM302"'] * 20_000)
    assert find_waivers(f"title: [{quoted}] # dm: ignore DM302\n")[0].codes == ("DM302",)
    assert len(find_waivers("title: 甲 " + "# dm: ignore DM302 " * 20_000)) == 20_000


def test_a_waiver_stays_where_it_is_when_a_unit_is_renamed() -> None:
    text = HEAD + "- title: 甲 # dm: ignore DM303\n  join: 市公安局\n"
    renamed = rename_unit(text, parse_plan(text), "市公安局", "公安局").text
    assert "- title: 甲 # dm: ignore DM303\n  join: 公安局\n" in renamed
    assert inspect_bytes(renamed.encode(), "plan.yaml", DEFAULT).findings == ()
