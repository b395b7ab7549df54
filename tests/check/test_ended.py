"""Units that a reform of institutions has probably ended."""

import pytest

from dutymatrix.check import check_plan
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan


@pytest.mark.parametrize(
    ("head", "roster", "expected"),
    [
        pytest.param("issued_on: 2017-11-03", "市卫计局:", ["市卫计局→市卫健局"], id="one"),
        pytest.param("issued_on: 2017-11-03", "省卫计委:", ["省卫计委→省卫健委"], id="a committee"),
        pytest.param(
            "issued_on: 2017-11-03",
            "市综治办:\n市民宗局:",
            ["市综治办→市委政法委"],
            id="the party's; one that mostly goes on",
        ),
        pytest.param(
            "issued_on: 2017-11-03",
            "市食药监局:\n县工商局:\n市市场监督管理局:",
            ["市食药监局→市市场监督管理局", "县工商局→县市场监管局"],
            id="one that is there already, of the same place",
        ),
        pytest.param(
            "issued_on: 2017-11-03",
            "市卫局: {full_name: 市卫生和计划生育局}",
            ["市卫局→市卫健局"],
            id="by its full name",
        ),
        pytest.param("issued_on: 2010-01-01", "市卫生局:", ["市卫生局→市卫计局"], id="the first"),
        pytest.param("issued_on: 2019-01-01", "市卫计局:", ["市卫计局→市卫健局"], id="meanwhile"),
        pytest.param("issued_on: 2021-01-01", "市卫计局:", [], id="long after"),
        pytest.param("issued_on: 2012-01-01\nends_on: 2012-12-31", "市卫生局:", [], id="before"),
        pytest.param(
            "issued_on: 2017-11-03",
            "市卫计局: {until: 2019-03-30}\n市安监局: {succeeded_by: 市应急局}\n市应急局:",
            [],
            id="that is known",
        ),
        pytest.param("issued_on: 2017-11-03", "市公安局:\n市环保协会:", [], id="others"),
        pytest.param(
            "issued_on: 2017-11-03", "环境保护部:", ["环境保护部→生态环境部"], id="ministry"
        ),
        pytest.param(
            "issued_on: 2012-11-03",
            "卫生部:",
            ["卫生部→卫计委"],
            id="a ministry, then a commission",
        ),
        pytest.param("ends_on: 2019-12-31", "市经信局:", ["市经信局→市工信局"], id="by its end"),
        pytest.param("chapter: 甲", "市经信局:", [], id="no date"),
    ],
)
def test_units_probably_ended(head: str, roster: str, expected: list[str]) -> None:
    units = "".join(f"  {entry}\n" for entry in roster.split("\n"))
    text = f"title: 试行方案\n{head}\nunits:\n{units}"
    findings = check_plan(parse_plan(text), {"DM212"}, text.split("\n"))
    told = [f.message.replace(" has probably become ", "→").partition(" ")[0] for f in findings]
    assert told == expected


def test_nobody_is_told_unasked(plan: Plan) -> None:
    assert "DM212" not in {finding.code for finding in check_plan(plan)}
    assert len(check_plan(plan, {"DM212"})) == 6
