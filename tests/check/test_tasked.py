"""What the wording says of units, beside the lists."""

import pytest

from dutymatrix.check import check_plan
from dutymatrix.planfile import parse_plan

HEAD = """\
title: 试行方案
units:
  市公安局:
  市司法局:
  市卫健局: {full_name: 市卫生健康局, aliases: [卫健局]}
  市民政局:
  塘缀镇:
groups:
  各镇（街）: {members: [塘缀镇]}
  市禁毒委各成员单位:
  其他有关单位: {open: true}
"""


LISTED = "the wording of （一） gives {} something to do, but its list does not name them"
KNOWN = "the wording of （一） gives {} something to do, but the roster does not name them"


def found(lines: str, codes: set[str]) -> list[str]:
    findings = check_plan(parse_plan(HEAD + lines), codes)
    return [f"{f.line}:{f.column} {f.code} {f.number} {f.message}" for f in findings]


def task(text: str, roles: str = "lead: 市公安局") -> str:
    return f"tasks:\n- title: 甲\n  text: {text}\n  {roles}\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            task("各镇（街）具体负责实施。"),
            [LISTED.format("各镇（街）")],
            id="the towns",
        ),
        pytest.param(
            task("市司法局要加强指导，各镇（街）要落实。"),
            [LISTED.format("市司法局、各镇（街）")],
            id="a unit and the towns, once each",
        ),
        pytest.param(
            task("市司法局要加强指导，市司法局负责宣传。"),
            [LISTED.format("市司法局")],
            id="a unit twice",
        ),
        pytest.param(
            task("市卫生健康局要加强监测，卫健局要培训。"),
            [LISTED.format("市卫健局")],
            id="by its other names",
        ),
        pytest.param(
            task("司法局负责宣传。"),
            [LISTED.format("市司法局")],
            id="without its level",
        ),
        pytest.param(
            task("各乡镇要落实。"),
            [LISTED.format("各乡镇")],
            id="towns that no roster has",
        ),
        pytest.param(
            task("由市审计局负责审计，市审计局要通报。"),
            [KNOWN.format("市审计局")],
            id="a unit that no roster has",
        ),
        pytest.param(task("市公安局要加强巡查。"), [], id="the lead"),
        pytest.param(task("各镇（街）要落实。", "join: [各镇（街）]"), [], id="towns on the list"),
        pytest.param(task("政府要支持。"), [], id="a general noun"),
        pytest.param(task("各镇街要落实。", "join: [各镇（街）]"), [], id="written otherwise"),
        pytest.param(task("各地要落实。", "join: [各镇（街）]"), [], id="another word for them"),
        pytest.param(task("塘缀镇要落实。", "join: [各镇（街）]"), [], id="a member of a group"),
        pytest.param(
            task("市司法局要加强指导。", "join: [市禁毒委各成员单位]"),
            [],
            id="a phrase that may include it",
        ),
        pytest.param(
            task("各镇（街）要落实。", "join: [其他有关单位]"),
            [LISTED.format("各镇（街）")],
            id="no phrase for offices includes towns",
        ),
        pytest.param(task("市司法局要加强指导。\n  open: true"), [], id="a list that ends in 等"),
        pytest.param(
            task("各镇（街）要落实。\n  open: true"),
            [LISTED.format("各镇（街）")],
            id="等 is no town",
        ),
        pytest.param("tasks:\n- title: 甲\n  text: 各镇（街）要落实。\n", [], id="no list at all"),
        pytest.param(
            "sections:\n- title: 甲\n  join: 各镇（街）\n  tasks:\n"
            "  - {title: 乙, text: 各镇（街）要落实。, lead: 市公安局}\n",
            [],
            id="the heading's list",
        ),
        pytest.param(
            "tasks:\n- title: 甲\n  parts:\n  - {text: 各镇（街）要落实。, lead: 市公安局}\n"
            "  - {text: 加强宣传。, lead: 各镇（街）, join: 市公安局}\n",
            [],
            id="the list of another part",
        ),
        pytest.param(
            "standing:\n- {text: 以下各项均涉及各镇（街）, units: [各镇（街）]}\n"
            + task("各镇（街）要落实。"),
            [],
            id="a rule for all tasks",
        ),
        pytest.param(
            task(
                "向市司法局报告，配合市民政局工作，对各镇（街）进行考核，落实市司法局关于宣传的通知。"
            ),
            [],
            id="only mentioned",
        ),
        pytest.param(
            task("有关部门要配合，各有关单位负责落实，企业要支持。"), [], id="nobody in particular"
        ),
    ],
)
def test_units_that_the_list_omits(lines: str, expected: list[str]) -> None:
    assert [line.split(" ", 3)[3] for line in found(lines, {"DM208", "DM312"})] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            task("除市司法局外，均应参加。", "{}").replace("{}", "join: [市公安局, 市司法局]"),
            ["15:16 DM313 1 the wording of （一） takes 市司法局 out, its list does not"],
            id="a unit that the wording excepts",
        ),
        pytest.param(task("除市司法局外，均应参加。"), [], id="one that is not on the list"),
        pytest.param(
            task("由市司法局牵头，做好宣传。", "lead: 市公安局\n  join: 市司法局"),
            ["13:3 DM314 1 by the wording of （一） 市司法局 leads, by its list 市公安局"],
            id="another lead",
        ),
        pytest.param(
            task("市公安局牵头，由市司法局牵头负责宣传。", "lead: 市公安局\n  join: 市司法局"),
            [],
            id="its lead, and another for a part of it",
        ),
        pytest.param(
            task("由市司法局牵头。", "responsible: [市公安局, 市司法局]"),
            [],
            id="no lead is stated",
        ),
        pytest.param(
            task("加强管理。", "lead: 各镇（街）\n  join: 市公安局"),
            ["15:9 DM315 1 （一） 甲 is led by 各镇（街）, which is not one unit"],
            id="a phrase leads",
        ),
        pytest.param(
            task("加强管理。", "lead: [市公安局, 各镇（街）]"), [], id="a unit and a phrase lead"
        ),
        pytest.param(
            "role_rule: 由市司法局牵头，其他单位配合\n" + task("加强管理。"),
            ["0:0 DM316 None the plan says that 市司法局 leads, and it leads no task"],
            id="a rule names a lead",
        ),
        pytest.param(
            task("加强管理。") + "common:\n- title: 保障\n  items:\n"
            "  - {title: 领导, text: 市民政局牵头负责，市公安局配合。}\n",
            ["0:0 DM316 None the plan says that 市民政局 leads, and it leads no task"],
            id="a chapter does",
        ),
        pytest.param(
            "role_rule: 由市司法局牵头，其他单位配合\n"
            + task("加强管理。", "responsible: 市司法局"),
            [],
            id="no task has a lead",
        ),
        pytest.param(
            "role_rule: 列在首位的为牵头单位\n" + task("加强管理。"),
            [],
            id="a rule that names nobody",
        ),
    ],
)
def test_what_the_wording_says_of_roles(lines: str, expected: list[str]) -> None:
    assert found(lines, {"DM313", "DM314", "DM315", "DM316"}) == expected


def test_a_level_may_be_left_out_in_the_roster_too() -> None:
    lines = "title: 试行方案\nunits:\n  财政厅:\n  省公安厅:\n"
    lines += "tasks:\n- {title: 甲, text: 省财政厅负责保障，公安厅要配合。, lead: 财政厅}\n"
    [finding] = check_plan(parse_plan(lines), {"DM208", "DM312"})
    assert finding.message == LISTED.format("省公安厅")


FOLLOWED = """\
title: 试行方案
units:
  市公安局:
  市卫计局: {until: 2019-03-31, succeeded_by: [市卫健局]}
  市卫健局:
tasks:
- title: 甲
"""


def test_who_followed_a_unit_is_asked_for_it() -> None:
    lines = "  text: 由市卫计局牵头，市卫计局要加强监测。\n  lead: 市卫健局\n"
    assert check_plan(parse_plan(FOLLOWED + lines), {"DM208", "DM312", "DM314"}) == ()
    lines = "  text: 由市卫计局牵头。\n  lead: 市公安局\n"
    findings = check_plan(parse_plan(FOLLOWED + lines), {"DM312", "DM314"})
    assert [finding.code for finding in findings] == ["DM312", "DM314"]
    rule = "role_rule: 由市卫计局牵头，其他单位配合\n"
    lines = "  lead: 市卫健局\n"
    assert check_plan(parse_plan(FOLLOWED + lines + rule), {"DM316"}) == ()
