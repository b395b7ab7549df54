"""Whatever writes valid YAML may write a plan: what it says is the same in every form."""

from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan, read_text
from dutymatrix.planfile.parser import Parser, PureParser, default_parser
from dutymatrix.planfile.writer import dump_plan
from forms import FORMS, SORTED
from strategies import plans

PLAN_FILE = Path(__file__).resolve().parents[2] / "plan.yaml"
PARSERS = [pytest.param(default_parser(), id="default"), pytest.param(PureParser, id="pure Python")]

RICH = """\
format: 1
title: '条目: “全民” 1.10'
document_number: 2017
issued_on: 2017-11-03
role_rule: "no"
units:
  市公安局: {aliases: [公安局, "110"], until: 2019-03-31, succeeded_by: [市公安分局]}
  市公安分局:
  塘㙍镇𠮷:
groups:
  各镇:
    members:
    - 塘㙍镇𠮷
    open: true
standing:
- text: 以下各项均涉及各镇。
  units: [各镇]
sections:
- title: "null"
  tasks:
  - title: "12:30"
    number: 3
    text: |-
      推动 UN office 和各镇（街）落实 "责任"，达到 90%  以上。
      '说' # 做。

      第二段：key: value。
    lead: 市公安局
    join:
    - 各镇
    milestones:
    - by: 2018-12-31
      said: 2018年底前
      target: "0.90"
    notes:
      "yes": ~
      说明: "~"
"""


def by_name(plan: Plan) -> Plan:
    """A plan whose roster stands in the order of its names: some writers sort keys."""
    in_order = attrgetter("name")
    return replace(
        plan,
        units=tuple(sorted(plan.units, key=in_order)),
        groups=tuple(sorted(plan.groups, key=in_order)),
    )


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAN_FILE.read_text(encoding="utf-8"), id="our plan"),
        pytest.param(RICH, id="all that is hard"),
    ],
)
def test_every_form_says_the_same(text: str, form: str, parser: Parser) -> None:
    reading = read_text(FORMS[form](text), "plan.yaml", parser)
    # Any plan may say anything of who took over from whom.
    assert {finding.code for finding in reading.findings} <= {"DM119", "DM210", "DM211", "DM509"}
    plan, expected = reading.plan, parse_plan(text)
    assert plan
    if form in SORTED:
        plan, expected = by_name(plan), by_name(expected)
    assert plan == expected


@given(plans(), st.sampled_from([each for each in FORMS if each not in SORTED]))
def test_any_plan_in_any_form(plan: Plan, form: str) -> None:
    reading = read_text(FORMS[form](dump_plan(plan)), "plan.yaml")
    codes = {finding.code for finding in reading.findings}
    # A writer that folds at blanks may do it between Chinese characters; one of YAML 1.2 writes
    # a name such as `no` without quotes.
    # What the plan itself says of successions is found in every form.
    assert codes <= {"DM117", "DM119", "DM204", "DM210", "DM211", "DM509"}
    assert reading.plan == plan or "DM204" in codes
