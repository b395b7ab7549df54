"""Rules are chosen by codes and families; errors are never left out."""

import pytest

from dutymatrix.finding.choice import (
    DEFAULT,
    IgnoredErrorRuleError,
    UnknownRuleError,
    choose,
    codes_of,
    near_codes,
    rules_named,
    split_codes,
)
from dutymatrix.finding.rule import RULES

OFF = {code for code, rule in RULES.items() if not rule.by_default}
FIVE = {code for code in RULES if code.startswith("DM5")}


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        pytest.param("DM502", {"DM502"}, id="a code"),
        pytest.param("dm502", {"DM502"}, id="in small letters"),
        pytest.param("DM5", FIVE, id="a family"),
        pytest.param("DM", {*RULES}, id="all"),
        pytest.param("DM50", set(), id="half a code"),
        pytest.param("D", set(), id="less than all"),
        pytest.param("", set(), id="nothing"),
        pytest.param("two-readings", set(), id="a name"),
    ],
)
def test_what_a_word_stands_for(typed: str, codes: set[str]) -> None:
    assert {*codes_of(typed)} == codes


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        pytest.param([], [], DEFAULT, id="nothing said"),
        pytest.param(["DM502"], [], {"DM502"}, id="a rule"),
        pytest.param(["DM5", "dm302"], [], {*FIVE - OFF, "DM302"}, id="a family and a rule"),
        pytest.param(["DM123"], [], {"DM123"}, id="one that is off"),
        pytest.param(["DM1"], [], {c for c in DEFAULT if c[:3] == "DM1"}, id="a family with it"),
        pytest.param(["DM", "DM123"], [], {*DEFAULT, "DM123"}, id="all, and one that is off"),
        pytest.param([], ["DM502"], DEFAULT - {"DM502"}, id="all but one"),
        pytest.param(["DM5"], ["DM502"], FIVE - OFF - {"DM502"}, id="a family but one"),
        pytest.param(["DM502"], ["DM5"], set(), id="what is ignored is not selected"),
    ],
)
def test_rules_that_are_chosen(select: list[str], ignore: list[str], codes: set[str]) -> None:
    assert choose(select, ignore) == codes


def test_what_is_selected_beats_what_was_chosen_before() -> None:
    assert choose(["DM502"], (), frozenset({"DM302"})) == {"DM502"}
    assert choose((), ["DM302"], frozenset({"DM302", "DM502"})) == {"DM502"}


def test_errors_cannot_be_ignored() -> None:
    with pytest.raises(IgnoredErrorRuleError, match="DM201 finds errors"):
        choose((), ["DM201"])
    # A family may: of its rules those that warn are meant.
    assert "DM118" not in choose((), ["DM1"])


@pytest.mark.parametrize("typed", ["DM999", "DM50", "two-readings"])
def test_unknown_rules_are_refused(typed: str) -> None:
    for ask in (lambda: rules_named([typed]), lambda: choose([typed]), lambda: choose((), [typed])):
        with pytest.raises(UnknownRuleError, match=f"there is no rule {typed}"):
            ask()


def test_rules_that_begin_as_typed_are_near() -> None:
    assert near_codes("dm50") == ["DM501", "DM502", "DM503"]
    assert near_codes("") == []


def test_a_near_rule_is_named() -> None:
    with pytest.raises(UnknownRuleError, match=r"did you mean DM502, "):
        choose(["DM5O2"])


@pytest.mark.parametrize(
    "typed", ["DM5,DM302", "DM5, DM302", "DM5，DM302", "DM5、DM302", " DM5 DM302;"]
)
def test_codes_in_one_word(typed: str) -> None:
    assert split_codes(typed) == ["DM5", "DM302"]
