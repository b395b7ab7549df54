"""Merge cases: what each side does to one plan, and what comes of it."""

from pathlib import Path

import pytest

from dutymatrix.merge import Marks, Merged, UnmergeableError, merge_texts
from dutymatrix.planfile import parse_plan, read_text
from forms import FORMS

PLAN_FILE = Path(__file__).resolve().parents[2] / "plan.yaml"

Edits = tuple[tuple[str, str], ...]

BASE = """\
format: 1
title: 试行方案
document_number: 一号
issued_by:
- 市委
role_rule: 首位的牵头
numbering: [（一）, "1."]
preamble: |-
  为了工作。
  制定本方案。

units:
  甲局:
  乙局:
    aliases: [乙]
  丙局:
  丁局:

groups:
  各镇:
    members:
    - 甲局
  其他单位:
    open: true

standing:
- text: 以下各项均涉及各镇
  units:
  - 各镇

sections:
- title: 建立机制

  tasks:
  # 常委会定的
  - title: 压实责任
    text: |-
      落实责任制。
      纳入考核。
      定期述职。
    lead: 甲局  # 已商定
    join:
    - 乙局
    - 丙局
    milestones:
    - by: 2018-12-31
      said: 2018年底前
      goal: 摘掉帽子
    notes:
      适用范围: 全市

  - title: 统筹协调
    text: |-
      召开会议，研究部署各项工作。
    lead: 甲局
    join:
    - 丁局

- title: 加强宣传

  tasks:
  - title: 学校教育
    text: |-
      在学校开展教育，师生全部参加。
    lead: 乙局

  - title: 社会宣传
    text: |-
      在社会上开展宣传，覆盖全部镇村。
    lead: 丙局
    join:
    - 各镇

common:
- title: 工作保障
  items:
  - title: 组织领导
    text: |-
      加强领导。
      压实责任人。

  - title: 经费保障
    text: |-
      保障经费。
"""

SECOND = """\
  - title: 统筹协调
    text: |-
      召开会议，研究部署各项工作。
    lead: 甲局
    join:
    - 丁局

"""
SECTION = """\
- title: 加强宣传

  tasks:
  - title: 学校教育
    text: |-
      在学校开展教育，师生全部参加。
    lead: 乙局

  - title: 社会宣传
    text: |-
      在社会上开展宣传，覆盖全部镇村。
    lead: 丙局
    join:
    - 各镇

"""
COMMON = "common:\n- title: 工作保障\n"
MILESTONE = """\
    milestones:
    - by: 2018-12-31
      said: 2018年底前
      goal: 摘掉帽子
"""
JOINED = "    join:\n    - 乙局\n    - 丙局\n"
LAST = "    - 各镇\n\ncommon:"
AFTER_SECOND = "    - 丁局\n\n- title: 加强宣传"


def edited(*edits: tuple[str, str], text: str = BASE) -> str:
    """The base with the first of each text replaced by another."""
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def new_task(title: str, lead: str) -> str:
    return f"\n  - title: {title}\n    lead: {lead}\n"


def at_end_of_first(*tasks: str) -> tuple[str, str]:
    """Tasks put in after the last of the first section."""
    return AFTER_SECOND, f"    - 丁局\n{''.join(tasks)}\n- title: 加强宣传"


def to_end_of_second(task: str) -> Edits:
    """A task moved from the first section to the end of the other."""
    return (task, ""), (LAST, f"    - 各镇\n\n{task.rstrip()}\n\ncommon:")


def conflict(ours: str, theirs: str) -> str:
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


ADD_JOIN = ("    - 丙局\n    mile", "    - 丙局\n    - 丁局\n    mile")
OTHER_JOIN = ("    - 丙局\n    mile", "    - 丙局\n    - 各镇\n    mile")
REWORD_SECOND = ("召开会议，", "每季召开会议，")

# ours, theirs, and what comes of it: all of them edits of the base.
CLEAN = [
    pytest.param(
        (ADD_JOIN,),
        (OTHER_JOIN,),
        (("    - 丙局\n    mile", "    - 丙局\n    - 丁局\n    - 各镇\n    mile"),),
        id="two units join one task",
    ),
    pytest.param((ADD_JOIN,), (ADD_JOIN,), (ADD_JOIN,), id="one unit joins on both sides"),
    pytest.param(
        (("    - 乙局\n    - 丙局", "    - 丙局"),),
        (ADD_JOIN,),
        (("    - 乙局\n    - 丙局\n", "    - 丙局\n    - 丁局\n"),),
        id="one leaves, another joins",
    ),
    pytest.param(
        (("    join:\n    - 乙局\n    - 丙局\n", ""),),
        (("    - 乙局\n    - 丙局\n", "    - 丙局\n"),),
        (("    join:\n    - 乙局\n    - 丙局\n", ""),),
        id="all leave, one leaves",
    ),
    pytest.param(
        (("    - 乙局\n    - 丙局", "    - 丙局\n    - 乙局"),),
        (ADD_JOIN,),
        (("    - 乙局\n    - 丙局\n", "    - 丙局\n    - 丁局\n    - 乙局\n"),),
        id="units reordered, another joins behind its neighbour",
    ),
    pytest.param(
        (
            (
                "    join:\n    - 乙局\n    - 丙局\n",
                "    join:\n    - 丙局\n    guide:\n    - 乙局\n",
            ),
        ),
        (ADD_JOIN,),
        (
            (
                "    join:\n    - 乙局\n    - 丙局\n",
                "    join:\n    - 丙局\n    - 丁局\n    guide:\n    - 乙局\n",
            ),
        ),
        id="another role, another unit",
    ),
    pytest.param(
        (("lead: 甲局  # 已商定", "lead: 丁局  # 已商定"),),
        (OTHER_JOIN,),
        (("lead: 甲局  # 已商定", "lead: 丁局  # 已商定"), OTHER_JOIN),
        id="another lead, another unit, comment stays",
    ),
    pytest.param((ADD_JOIN,), (REWORD_SECOND,), (ADD_JOIN, REWORD_SECOND), id="different tasks"),
    pytest.param(
        (("    lead: 甲局  # 已商定\n", "    lead: 甲局  # 商定\n"), ADD_JOIN),
        (("纳入考核。", "纳入年度考核。"),),
        (
            ("    lead: 甲局  # 已商定\n", "    lead: 甲局  # 商定\n"),
            ADD_JOIN,
            ("纳入考核。", "纳入年度考核。"),
        ),
        id="neighbouring fields of one task",
    ),
    pytest.param(
        (("落实责任制。", "严格落实责任制。"),),
        (("纳入考核。", "纳入年度考核。"),),
        (("落实责任制。\n      纳入考核。", "严格落实责任制。\n      纳入年度考核。"),),
        id="neighbouring sentences reworded",
    ),
    pytest.param(
        (("      定期述职。\n", ""),),
        (("落实责任制。", "严格落实责任制。"),),
        (("      定期述职。\n", ""), ("落实责任制。", "严格落实责任制。")),
        id="a sentence removed, another reworded",
    ),
    pytest.param(
        (("      定期述职。\n", "      定期述职。\n      公开结果。\n"),),
        (("      定期述职。\n", "      定期述职。\n      接受监督。\n"),),
        (("      定期述职。\n", "      定期述职。\n      公开结果。\n      接受监督。\n"),),
        id="both add a sentence",
    ),
    pytest.param(
        (("      定期述职。\n", "      定期述职。\n      公开结果。\n"),),
        (("      定期述职。\n", "      定期述职。\n\n      公开结果。\n      另起一段。\n"),),
        (
            (
                "      定期述职。\n",
                "      定期述职。\n      公开结果。\n\n      公开结果。\n      另起一段。\n",
            ),
        ),
        id="a sentence and a paragraph",
    ),
    pytest.param(
        to_end_of_second(SECOND),
        (REWORD_SECOND,),
        (*to_end_of_second(SECOND.replace(*REWORD_SECOND))[1:], (SECOND, "")),
        id="moved here, reworded there",
    ),
    pytest.param(
        (REWORD_SECOND,),
        to_end_of_second(SECOND),
        (*to_end_of_second(SECOND.replace(*REWORD_SECOND))[1:], (SECOND, "")),
        id="reworded here, moved there",
    ),
    pytest.param(
        to_end_of_second(SECOND),
        (
            ("title: 统筹协调", "title: 统筹与协调"),
            ("    - 丁局\n\n-", "    - 丁局\n    - 各镇\n\n-"),
        ),
        (
            *to_end_of_second(
                SECOND.replace("统筹协调", "统筹与协调").replace("- 丁局", "- 丁局\n    - 各镇")
            )[1:],
            (SECOND, ""),
        ),
        id="moved here, retitled and joined there",
    ),
    pytest.param(
        to_end_of_second(SECOND),
        to_end_of_second(SECOND),
        to_end_of_second(SECOND),
        id="moved alike",
    ),
    pytest.param(
        (at_end_of_first(new_task("新任务", "乙局")),),
        (at_end_of_first(new_task("别的任务", "丙局")),),
        (at_end_of_first(new_task("新任务", "乙局"), new_task("别的任务", "丙局")),),
        id="two tasks added in one place, ours first",
    ),
    pytest.param(
        (at_end_of_first(new_task("新任务", "乙局")),),
        (at_end_of_first(new_task("新任务", "乙局")),),
        (at_end_of_first(new_task("新任务", "乙局")),),
        id="one task added on both sides",
    ),
    pytest.param(
        (ADD_JOIN,),
        (at_end_of_first("\n  # 他们加的\n  - title: 新任务\n    lead: 乙局  # 注\n"),),
        (ADD_JOIN, at_end_of_first("\n  # 他们加的\n  - title: 新任务\n    lead: 乙局  # 注\n")),
        id="comments of theirs come with what theirs added",
    ),
    pytest.param(
        (at_end_of_first(new_task("新任务", "乙局").replace("- t", "- number: 5\n    t")),),
        (at_end_of_first(new_task("别的任务", "丙局").replace("- t", "- number: 5\n    t")),),
        (
            at_end_of_first(
                new_task("新任务", "乙局").replace("- t", "- number: 5\n    t"),
                new_task("别的任务", "丙局"),
            ),
        ),
        id="two tasks added with one number",
    ),
    pytest.param(
        (("  - title: 统筹协调", "  - number: 5\n    title: 统筹协调"),),
        (("  - title: 统筹协调", "  - number: 7\n    title: 统筹协调"), REWORD_SECOND),
        (("  - title: 统筹协调", "  - number: 5\n    title: 统筹协调"), REWORD_SECOND),
        id="renumbered on both sides",
    ),
    pytest.param(
        ((SECOND, ""),),
        (ADD_JOIN,),
        ((SECOND, ""), ADD_JOIN),
        id="removed here, another edited there",
    ),
    pytest.param((ADD_JOIN,), ((SECOND, ""),), (ADD_JOIN, (SECOND, "")), id="removed there"),
    pytest.param(((SECOND, ""),), ((SECOND, ""),), ((SECOND, ""),), id="removed on both sides"),
    pytest.param(
        (("title: 加强宣传", "title: 加强宣传教育"),),
        (("师生全部参加", "师生都参加"),),
        (("title: 加强宣传", "title: 加强宣传教育"), ("师生全部参加", "师生都参加")),
        id="a section retitled, a task in it edited",
    ),
    pytest.param(
        ((SECTION, ""), ("- title: 建立机制", SECTION + "- title: 建立机制")),
        (("师生全部参加", "师生都参加"), ("title: 加强宣传", "title: 加强宣传教育")),
        (
            (SECTION, ""),
            ("- title: 建立机制", SECTION + "- title: 建立机制"),
            ("师生全部参加", "师生都参加"),
            ("title: 加强宣传", "title: 加强宣传教育"),
        ),
        id="a section moved, retitled and edited",
    ),
    pytest.param(
        ((SECTION, ""),),
        (REWORD_SECOND,),
        ((SECTION, ""), REWORD_SECOND),
        id="a section removed",
    ),
    pytest.param(
        ((COMMON, f"- title: 打击犯罪\n\n  tasks:{new_task('打击', '甲局')}\n{COMMON}"),),
        ((COMMON, f"- title: 管理场所\n\n  tasks:{new_task('管理', '乙局')}\n{COMMON}"),),
        (
            (
                COMMON,
                f"- title: 打击犯罪\n\n  tasks:{new_task('打击', '甲局')}\n"
                f"- title: 管理场所\n\n  tasks:{new_task('管理', '乙局')}\n{COMMON}",
            ),
        ),
        id="two sections added",
    ),
    pytest.param(
        ((COMMON, f"- title: 打击犯罪\n\n  tasks:{new_task('打击', '甲局')}\n{COMMON}"),),
        ((COMMON, f"- title: 打击犯罪\n\n  tasks:{new_task('管理', '乙局')}\n{COMMON}"),),
        (
            (
                COMMON,
                f"- title: 打击犯罪\n\n  tasks:{new_task('打击', '甲局')}"
                f"{new_task('管理', '乙局')}\n{COMMON}",
            ),
        ),
        id="one section added on both sides, with different tasks",
    ),
    pytest.param(
        (REWORD_SECOND,),
        ((SECOND, ""), (COMMON, f"- title: 打击犯罪\n\n  tasks:\n{SECOND}{COMMON}")),
        (
            (SECOND, ""),
            (COMMON, f"- title: 打击犯罪\n\n  tasks:\n{SECOND.replace(*REWORD_SECOND)}{COMMON}"),
        ),
        id="moved into a section that theirs added",
    ),
    pytest.param(
        (("  丁局:\n", "  丁局:\n  戊局:\n"),),
        (("  丁局:\n", "  丁局:\n  己局:\n"),),
        (("  丁局:\n", "  丁局:\n  戊局:\n  己局:\n"),),
        id="units added to the roster",
    ),
    pytest.param(
        (("  其他单位:\n", "  各校:\n  其他单位:\n"),),
        (("  其他单位:\n", "  各村:\n    members: [丁局]\n  其他单位:\n"),),
        (("  其他单位:\n", "  各校:\n  各村:\n    members: [丁局]\n  其他单位:\n"),),
        id="groups added",
    ),
    pytest.param(
        (("aliases: [乙]", "aliases: [乙, 乙办]"),),
        (
            ("aliases: [乙]", "aliases: [乙, 二局]"),
            ("  丙局:\n", "  丙局:\n    full_name: 丙丙局\n"),
        ),
        (
            ("aliases: [乙]", "aliases: [乙, 乙办, 二局]"),
            ("  丙局:\n", "  丙局:\n    full_name: 丙丙局\n"),
        ),
        id="aliases and a full name",
    ),
    pytest.param(
        (("    members:\n    - 甲局\n", "    members:\n    - 甲局\n    - 丁局\n"),),
        (("    members:\n    - 甲局\n", "    members:\n    - 乙局\n    - 甲局\n"),),
        (("    members:\n    - 甲局\n", "    members:\n    - 乙局\n    - 甲局\n    - 丁局\n"),),
        id="members of a group",
    ),
    pytest.param(
        (("  丁局:\n", ""), ("    join:\n    - 丁局\n", "")),
        (OTHER_JOIN,),
        (("  丁局:\n", ""), ("    join:\n    - 丁局\n", ""), OTHER_JOIN),
        id="a unit that goes",
    ),
    pytest.param(
        (("  丁局:\n", ""), ("    join:\n    - 丁局\n", "")),
        (ADD_JOIN,),
        (("    lead: 甲局\n    join:\n    - 丁局\n", "    lead: 甲局\n"), ADD_JOIN),
        id="a unit that goes, and gets a new task",
    ),
    pytest.param(
        (("  丁局:\n", "  戊局:\n    aliases: [丁局]\n"), ("    - 丁局\n", "    - 戊局\n")),
        (ADD_JOIN, at_end_of_first(new_task("新任务", "丁局"))),
        (
            ("  丁局:\n", "  戊局:\n    aliases: [丁局]\n"),
            (AFTER_SECOND, f"    - 戊局\n{new_task('新任务', '戊局')}\n- title: 加强宣传"),
            (ADD_JOIN[0], ADD_JOIN[1].replace("丁局", "戊局")),
        ),
        id="a unit renamed here, named there",
    ),
    pytest.param(
        (ADD_JOIN,),
        (("  丁局:\n", "  戊局:\n    aliases: [丁局]\n"), ("    - 丁局\n", "    - 戊局\n")),
        (
            ("  丁局:\n", "  戊局:\n    aliases: [丁局]\n"),
            ("    - 丁局\n", "    - 戊局\n"),
            (ADD_JOIN[0], ADD_JOIN[1].replace("丁局", "戊局")),
        ),
        id="a unit named here, renamed there",
    ),
    pytest.param(
        (
            ("  丙局:\n  丁局:\n", "  戊局:\n    aliases: [丙局, 丁局]\n"),
            ("    - 丙局\n", "    - 戊局\n"),
            ("    - 丁局\n", "    - 戊局\n"),
            ("lead: 丙局", "lead: 戊局"),
        ),
        (ADD_JOIN,),
        (
            ("  丙局:\n  丁局:\n", "  戊局:\n    aliases: [丙局, 丁局]\n"),
            ("    - 丙局\n", "    - 戊局\n"),
            ("    - 丁局\n", "    - 戊局\n"),
            ("lead: 丙局", "lead: 戊局"),
        ),
        id="two units of a task that became one",
    ),
    pytest.param(
        (("      goal: 摘掉帽子\n", "      goal: 摘掉警示帽子\n"),),
        ((MILESTONE, MILESTONE + "    - by: 2019-12-31\n      goal: 全面巩固\n"),),
        (
            (
                MILESTONE,
                MILESTONE.replace("帽子", "警示帽子")
                + "    - by: 2019-12-31\n      goal: 全面巩固\n",
            ),
        ),
        id="a milestone edited, another added",
    ),
    pytest.param(
        (("said: 2018年底前", "said: 到2018年底"),),
        (("goal: 摘掉帽子", "goal: 摘掉警示帽子"),),
        (("said: 2018年底前", "said: 到2018年底"), ("goal: 摘掉帽子", "goal: 摘掉警示帽子")),
        id="two fields of a milestone",
    ),
    pytest.param(
        (("      适用范围: 全市\n", "      适用范围: 全市\n      备注: 试行\n"),),
        (("      适用范围: 全市\n", "      适用范围: 全市\n      依据: 文件\n"),),
        (("      适用范围: 全市\n", "      适用范围: 全市\n      备注: 试行\n      依据: 文件\n"),),
        id="notes",
    ),
    pytest.param(
        (("加强领导。", "切实加强领导。"),),
        (("压实责任人。", "压实各级责任人。"), ("保障经费。", "足额保障经费。")),
        (
            ("加强领导。", "切实加强领导。"),
            ("压实责任人。", "压实各级责任人。"),
            ("保障经费。", "足额保障经费。"),
        ),
        id="common chapters",
    ),
    pytest.param(
        (("以下各项均涉及各镇", "以下各项都涉及各镇"),),
        (("  units:\n  - 各镇\n", "  units:\n  - 各镇\n  - 甲局\n"),),
        (
            ("以下各项均涉及各镇", "以下各项都涉及各镇"),
            ("  units:\n  - 各镇\n", "  units:\n  - 各镇\n  - 甲局\n"),
        ),
        id="standing rules",
    ),
    pytest.param(
        (("document_number: 一号", "document_number: 二号"), ("- 市委\n", "- 市委\n- 市府\n")),
        (("为了工作。", "为了做好工作。"), ("- 市委\n", "- 市委\n- 市人大\n")),
        (
            ("document_number: 一号", "document_number: 二号"),
            ("- 市委\n", "- 市委\n- 市府\n- 市人大\n"),
            ("为了工作。", "为了做好工作。"),
        ),
        id="fields of the plan",
    ),
    pytest.param(
        (),
        (("role_rule: 首位的牵头", "role_rule: 首位的牵头\nrole_names:\n  lead: 牵头"),),
        (("role_rule: 首位的牵头", "role_rule: 首位的牵头\nrole_names:\n  lead: 牵头"),),
        id="a field that theirs added",
    ),
    pytest.param(
        ((SECOND, ""), ("  # 常委会定的", f"{SECOND}  # 常委会定的")),
        (at_end_of_first(new_task("新任务", "乙局")),),
        (
            (SECOND, ""),
            ("  # 常委会定的", f"{SECOND}  - title: 新任务\n    lead: 乙局\n\n  # 常委会定的"),
        ),
        id="tasks reordered, another added behind one that moved",
    ),
]

CONFLICTS = [
    pytest.param(
        (("lead: 甲局  # 已商定", "lead: 丁局  # 已商定"),),
        (("lead: 甲局  # 已商定", "lead: 各镇"),),
        (
            (
                f"    lead: 甲局  # 已商定\n{JOINED}",
                conflict(f"    lead: 丁局  # 已商定\n{JOINED}", f"    lead: 各镇\n{JOINED}"),
            ),
        ),
        id="two leads",
    ),
    pytest.param(
        (("lead: 甲局  # 已商定", "lead:\n    - 甲局\n    - 丁局"),),
        (("lead: 甲局  # 已商定", "lead:\n    - 甲局\n    - 各镇"),),
        (
            (
                f"    lead: 甲局  # 已商定\n{JOINED}",
                conflict(
                    f"    lead:\n    - 甲局\n    - 丁局\n{JOINED}",
                    f"    lead:\n    - 甲局\n    - 各镇\n{JOINED}",
                ),
            ),
        ),
        id="both put one beside the lead",
    ),
    pytest.param(
        ((f"lead: 甲局  # 已商定\n{JOINED}", "lead: 乙局\n"),),
        ((JOINED, "    join:\n    - 丙局\n"),),
        (
            (
                f"    lead: 甲局  # 已商定\n{JOINED}",
                conflict(
                    "    lead: 乙局\n",
                    "    lead: 甲局  # 已商定\n    join:\n    - 丙局\n",
                ),
            ),
        ),
        id="one who leads here leaves there: whoever is taken, somebody leads",
    ),
    pytest.param(
        (("lead: 甲局  # 已商定\n    join:\n    - 乙局", "lead: 乙局\n    join:\n    - 甲局"),),
        (("lead: 甲局  # 已商定", "lead: 丁局"), ("责任制", "责任清单")),
        (
            (
                "    lead: 甲局  # 已商定\n    join:\n    - 乙局\n    - 丙局\n",
                conflict(
                    "    lead: 乙局\n    join:\n    - 甲局\n    - 丙局\n",
                    "    lead: 丁局\n    join:\n    - 乙局\n    - 丙局\n",
                ),
            ),
            ("责任制", "责任清单"),
        ),
        id="two leads, one of whom joined",
    ),
    pytest.param(
        (("    lead: 甲局\n    join:\n    - 丁局\n", "    lead: 甲局\n"),),
        (("    lead: 甲局\n    join:\n    - 丁局\n", "    join:\n    - 丁局\n"),),
        (
            (
                "    lead: 甲局\n    join:\n    - 丁局\n",
                conflict("    lead: 甲局\n", "    join:\n    - 丁局\n"),
            ),
        ),
        id="each takes one away, and nobody would be left",
    ),
    pytest.param(
        (
            (
                "    lead: 甲局\n    join:\n    - 丁局\n",
                "    parts:\n    - lead: 甲局\n      text: 一。\n",
            ),
        ),
        (("    - 丁局\n\n", "    - 丁局\n    - 丙局\n\n"),),
        (
            (
                "    lead: 甲局\n    join:\n    - 丁局\n",
                conflict("", "    lead: 甲局\n    join:\n    - 丁局\n    - 丙局\n")
                + "    parts:\n    - lead: 甲局\n      text: 一。\n",
            ),
        ),
        id="divided into parts here, joined there",
    ),
    pytest.param(
        (("    - 乙局\n    - 丙局\n", "    - 丙局\n    guide:\n    - 乙局\n"),),
        ((JOINED, "    responsible:\n    - 乙局\n    join:\n    - 丙局\n"),),
        (
            (
                f"    lead: 甲局  # 已商定\n{JOINED}",
                conflict(
                    "    lead: 甲局  # 已商定\n    join:\n    - 丙局\n    guide:\n    - 乙局\n",
                    "    lead: 甲局  # 已商定\n    responsible:\n    - 乙局\n"
                    "    join:\n    - 丙局\n",
                ),
            ),
        ),
        id="two roles for one unit",
    ),
    pytest.param(
        (("纳入考核。", "纳入年度考核。"),),
        (("纳入考核。", "纳入季度考核。"), ("定期述职。", "按期述职。")),
        (
            ("      纳入考核。\n", conflict("      纳入年度考核。\n", "      纳入季度考核。\n")),
            ("定期述职。", "按期述职。"),
        ),
        id="a sentence reworded in two ways",
    ),
    pytest.param(
        (("      纳入考核。\n", ""),),
        (("纳入考核。", "纳入季度考核。"),),
        (("      纳入考核。\n", conflict("", "      纳入季度考核。\n")),),
        id="a sentence removed here, reworded there",
    ),
    pytest.param(
        (("title: 统筹协调", "title: 统筹"),),
        (("title: 统筹协调", "title: 协调"),),
        (("  - title: 统筹协调\n", conflict("  - title: 统筹\n", "  - title: 协调\n")),),
        id="retitled in two ways",
    ),
    pytest.param(
        ((SECOND, ""),),
        (REWORD_SECOND,),
        ((SECOND, conflict("", SECOND.replace(*REWORD_SECOND).rstrip() + "\n") + "\n"),),
        id="removed here, edited there",
    ),
    pytest.param(
        (REWORD_SECOND,),
        ((SECOND, ""),),
        ((SECOND, conflict(SECOND.replace(*REWORD_SECOND).rstrip() + "\n", "") + "\n"),),
        id="edited here, removed there",
    ),
    pytest.param(
        to_end_of_second(SECOND),
        ((SECOND, ""),),
        (
            (SECOND, ""),
            (LAST, f"    - 各镇\n\n{conflict(SECOND.rstrip() + chr(10), '')}\ncommon:"),
        ),
        id="moved here, removed there",
    ),
    pytest.param(
        (at_end_of_first(new_task("新任务", "乙局")),),
        (at_end_of_first(new_task("新任务", "丙局")),),
        (
            at_end_of_first(
                "\n",
                conflict(
                    new_task("新任务", "乙局").lstrip("\n"), new_task("新任务", "丙局").lstrip("\n")
                ),
            ),
        ),
        id="one title added on both sides, not alike",
    ),
    pytest.param(
        to_end_of_second(SECOND),
        ((SECOND, ""), (COMMON, f"- title: 打击犯罪\n  tasks:\n{SECOND}{COMMON}")),
        (
            (SECOND, ""),
            (LAST, f"    - 各镇\n\n{conflict(SECOND.rstrip() + chr(10), '')}\ncommon:"),
            (
                COMMON,
                "- title: 打击犯罪\n  tasks:\n"
                + conflict("", SECOND.rstrip() + "\n")
                + "\n"
                + COMMON,
            ),
        ),
        id="moved to two sections",
    ),
    pytest.param(
        (("document_number: 一号", "document_number: 二号"),),
        (("document_number: 一号", "document_number: 三号"),),
        (
            (
                "document_number: 一号\n",
                conflict("document_number: 二号\n", "document_number: 三号\n"),
            ),
        ),
        id="a field of the plan",
    ),
    pytest.param(
        (("document_number: 一号\n", ""),),
        (("document_number: 一号", "document_number: 三号"),),
        (("document_number: 一号\n", conflict("", "document_number: 三号\n")),),
        id="a field removed here, changed there",
    ),
    pytest.param(
        (("  丙局:\n", "  丙局:\n    full_name: 丙丙局\n"),),
        (("  丙局:\n", "  丙局:\n    full_name: 丙大局\n"),),
        (
            (
                "  丙局:\n",
                "  丙局:\n" + conflict("    full_name: 丙丙局\n", "    full_name: 丙大局\n"),
            ),
        ),
        id="two full names",
    ),
    pytest.param(
        (("      said: 2018年底前\n", "      said: 2018年前\n"),),
        (("      said: 2018年底前\n", "      said: 2018年内\n"),),
        (
            (
                "      said: 2018年底前\n",
                conflict("      said: 2018年前\n", "      said: 2018年内\n"),
            ),
        ),
        id="words of a date",
    ),
    pytest.param(
        ((MILESTONE, ""),),
        (("goal: 摘掉帽子", "goal: 摘掉警示帽子"),),
        (
            (
                MILESTONE,
                "    milestones:\n"
                + conflict(
                    "", MILESTONE.replace("帽子", "警示帽子").removeprefix("    milestones:\n")
                ),
            ),
        ),
        id="a milestone removed here, edited there",
    ),
    pytest.param(
        (("适用范围: 全市", "适用范围: 全市各镇"),),
        (("适用范围: 全市", "适用范围: 市区"),),
        (
            (
                "    notes:\n      适用范围: 全市\n",
                conflict(
                    "    notes:\n      适用范围: 全市各镇\n", "    notes:\n      适用范围: 市区\n"
                ),
            ),
        ),
        id="a note",
    ),
    pytest.param(
        ((SECTION, ""),),
        ((LAST, f"    - 各镇\n{new_task('新任务', '甲局')}\ncommon:"),),
        (
            (
                SECTION,
                conflict("", SECTION.rstrip() + "\n" + new_task("新任务", "甲局")) + "\n",
            ),
        ),
        id="a section removed here, a task added to it there",
    ),
]


@pytest.mark.parametrize(("ours", "theirs", "expected"), CLEAN)
def test_what_both_sides_did_is_in_the_merged_plan(
    ours: Edits, theirs: Edits, expected: Edits
) -> None:
    merged = merge_texts(BASE, edited(*ours), edited(*theirs))
    assert merged == Merged(edited(*expected))
    assert parse_plan(merged.text)


@pytest.mark.parametrize(("ours", "theirs", "expected"), CONFLICTS)
def test_what_a_person_decides_stands_between_markers(
    ours: Edits, theirs: Edits, expected: Edits
) -> None:
    merged = merge_texts(BASE, edited(*ours), edited(*theirs))
    assert merged.text == edited(*expected)
    places = [n for n, line in enumerate(merged.text.split("\n"), 1) if line == "<<<<<<< ours"]
    assert [conflict.line for conflict in merged.conflicts] == places
    findings = read_text(merged.text, "plan.yaml").findings
    assert {finding.code for finding in findings} == {"DM106"}
    assert findings[0].line == places[0]


def test_without_a_base_what_is_alike_stands_once() -> None:
    ours = edited(ADD_JOIN)
    theirs = edited(at_end_of_first(new_task("新任务", "乙局")), ("一号", "三号"))
    merged = merge_texts("", ours, theirs)
    second = edited(at_end_of_first(new_task("新任务", "乙局")))
    assert merge_texts("", BASE, second) == Merged(second)
    assert [(each.title, each.what) for each in merged.conflicts] == [
        ("", "document_number"),
        ("压实责任", "added on both sides, not alike"),
    ]
    assert merged.text.count("新任务") == 1


def test_line_ends_and_a_byte_order_mark_of_ours_stay() -> None:
    ours = "\ufeff" + edited(("lead: 甲局  # 已商定", "lead: 丁局")).replace("\n", "\r\n")
    theirs = edited(
        ("lead: 甲局  # 已商定", "lead: 各镇"),
        at_end_of_first("\n  # 注\n  - title: 新\n    lead: 乙局\n"),
    )
    text = merge_texts(BASE, ours, theirs).text
    assert text.startswith("\ufeffformat")
    assert "\n" not in text.replace("\r\n", "")
    joined = JOINED.replace("\n", "\r\n")
    own, other = f"    lead: 丁局\r\n{joined}", f"    lead: 各镇\r\n{joined}"
    assert f"<<<<<<< ours\r\n{own}=======\r\n{other}>>>>>>> theirs" in text
    assert "  # 注\r\n  - title: 新\r\n" in text


def test_markers_are_as_long_as_git_says() -> None:
    merged = merge_texts(
        BASE, edited(("一号", "二号")), edited(("一号", "三号")), marks=Marks(size=9)
    )
    assert "<<<<<<<<< ours\ndocument_number: 二号\n=========\n" in merged.text
    assert [conflict.line for conflict in merged.conflicts] == [3]


def test_words_of_the_plan_are_not_taken_for_a_dispute() -> None:
    said = "title: dispute0"
    ours = edited(("一号", "二号"), ("title: 学校教育", said))
    merged = merge_texts(BASE, ours, edited(("一号", "三号")))
    assert merged.text.count("<<<<<<<") == 1
    assert said in merged.text


def test_a_merge_by_lines_that_says_the_same_is_taken() -> None:
    ours, theirs = (
        edited(ADD_JOIN),
        edited(REWORD_SECOND, ("- title: 加强", "# 他们的\n- title: 加强")),
    )
    both = edited(ADD_JOIN, REWORD_SECOND, ("- title: 加强", "# 他们的\n- title: 加强"))
    lines = both.replace("# 他们的", "#  他们的")
    assert merge_texts(BASE, ours, theirs, lines=lines) == Merged(lines)
    assert merge_texts(BASE, ours, theirs, lines=theirs) == Merged(both)
    assert merge_texts(BASE, ours, theirs, lines="title") == Merged(both)


def test_a_unit_that_has_a_successor_keeps_what_the_other_side_gives_it() -> None:
    ours = edited(
        ("  丁局:\n", "  丁局:\n    until: 2019-03-31\n    succeeded_by: 戊局\n  戊局:\n"),
        ("    - 丁局\n\n", "    - 戊局\n\n"),
    )
    merged = merge_texts(BASE, ours, edited(ADD_JOIN))
    assert merged == Merged(edited(ADD_JOIN, text=ours))


PARTS = """\
title: 试行方案
units:
  甲局:
  乙局:
sections:
- title: 一
  sections:
  - title: 一之一
    tasks:
    - title: 分工
      parts:
      - text: |-
          第一部分的工作由有关单位负责落实。
        lead: 甲局
      - text: |-
          第二部分的工作由其他单位负责落实。
        lead: 乙局
  - title: 一之二
    tasks:
    - id: 保障
      title: 经费
      lead: [甲局, 乙局]
"""


def test_parts_and_sections_in_sections() -> None:
    ours = edited(
        ("第一部分的工作", "第一部分工作"), ("- title: 一之二", "- title: 第二"), text=PARTS
    )
    theirs = edited(
        ("        lead: 乙局\n", "        lead: 乙局\n        join: 甲局\n"),
        ("      title: 经费\n      lead: [甲局, 乙局]", "      title: 保障经费\n      lead: 甲局"),
        text=PARTS,
    )
    expected = edited(
        ("第一部分的工作", "第一部分工作"),
        ("- title: 一之二", "- title: 第二"),
        ("        lead: 乙局\n", "        lead: 乙局\n        join: 甲局\n"),
        (
            "      title: 经费\n      lead: [甲局, 乙局]",
            "      title: 保障经费\n      lead: [甲局]",
        ),
        text=PARTS,
    )
    assert merge_texts(PARTS, ours, theirs) == Merged(expected)


@pytest.mark.parametrize(
    ("ours", "theirs", "reason"),
    [
        pytest.param("title: []\n", BASE, "ours, line 1: ", id="no plan on one side"),
        pytest.param(BASE, "", "theirs: the file is empty", id="nothing on one side"),
        pytest.param(
            edited(("aliases: [乙]", "aliases: [乙, 二局]")),
            edited(("  丙局:\n", "  丙局:\n    aliases: [二局]\n")),
            "the merged text, line 16: 二局 is in the roster already, as 乙局",
            id="one alias for two units",
        ),
        pytest.param(
            edited(
                ("  丁局:\n", "  戊局:\n    aliases: [丁局]\n"), ("    - 丁局\n", "    - 戊局\n")
            ),
            edited(
                ("  丁局:\n", "  己局:\n    aliases: [丁局]\n"), ("    - 丁局\n", "    - 己局\n")
            ),
            "丁局 is 戊局 in ours and 己局 in theirs",
            id="one unit renamed in two ways",
        ),
        pytest.param(
            edited(("  各镇:\n    members:\n", "  各村:\n  各镇:\n    members:\n    - 各村\n")),
            edited(("  各镇:\n", "  各村:\n    members: [各镇]\n  各镇:\n")),
            "the merged text, line 20: 各村 is a member of itself",
            id="two groups that are members of one another",
        ),
        pytest.param(
            edited(
                REWORD_SECOND,
                text=BASE.replace("join:\n    - 丁局", "join: [丁局,  # 注\n    丙局]"),
            ),
            edited(("    - 丁局\n\n", "    - 丁局\n    - 各镇\n\n")),
            "line 56 is written in a way that is not edited here",
            id="a list with a comment in brackets",
        ),
    ],
)
def test_what_cannot_be_merged_so_is_refused(ours: str, theirs: str, reason: str) -> None:
    with pytest.raises(UnmergeableError) as refused:
        merge_texts(BASE, ours, theirs)
    assert refused.value.reason.startswith(reason)


@pytest.mark.parametrize("form", FORMS)
def test_both_sides_changes_in_every_form(form: str) -> None:
    # One section is like the others.
    head, first, *_others, last = PLAN_FILE.read_text(encoding="utf-8").split("\n- title: ")
    text = "\n- title: ".join((head, first)) + "\ncommon:\n- title: " + last
    retitled = ("  - title: 压实禁毒责任", "  - title: 压实禁毒责任制")
    left = ("    - 市文明办\n", "")
    written = FORMS[form]
    ours, theirs = text.replace(*retitled, 1), text.replace(*left, 1)
    both = ours.replace(*left, 1)
    try:
        merged = merge_texts(written(text), written(ours), written(theirs))
    except UnmergeableError:
        assert form == "explicit keys"
        return
    assert merged.conflicts == ()
    assert parse_plan(merged.text) == parse_plan(written(both))
