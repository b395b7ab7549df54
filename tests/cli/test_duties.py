"""`duties`: what a unit leads and joins, held to the document."""

import csv
import io
import json
from functools import partial
from pathlib import Path

import pytest

from program import PlanFile, Runner

pytestmark = pytest.mark.usefixtures("here")

# Checked against the document line by line: the ten lists that name 市卫计局, the first name
# of each list, and the words of each deadline.
CHINESE_80 = """\
市卫计局 · 吴川市全民禁毒工程实施方案(2017-2019年)
条目     分工  工作任务                                  牵头单位  完成时限
──────────────────────────────────────────────────────────────────────────────
（三）1  参与  推进社区戒毒社区康复工作开展              市禁毒办  三年内
（三）3  参与  落实吸毒人员网格化服务管理措施            市综治办  2018年底前
（三）4  参与  落实吸毒人员分类分级管控工作              市禁毒办  到2019年底
（三）5  参与  落实吸毒人员管控衔接工作措施              市公安局  未明确
（三）7  参与  持续解决病残吸毒人员收治难题              市禁毒办  至2018年底
（三）8  参与  加强自愿戒毒和药物维持治疗工作            市禁毒办  至2019年底
（三）9  参与  完善戒毒人员帮扶救助服务体系              市禁毒办  通过3年努力
（四）4  参与  加强吸毒人员查处收戒                      市禁毒办  未明确
（五）1  参与  加强易制毒化学品、麻醉药品和精神药品管控  市公安局  未明确
（六）3  参与  健全禁毒社会工作机制                      市禁毒办  2019年前

方案共 43 项，市卫计局 10 项：牵头 0 项，参与 10 项
待核实（下列统称方案没有列明成员，是否包括市卫计局，请向发文机关核实）：
  市禁毒委各成员单位，2项：（一）5、（二）2
  其他有关单位，3项：（二）6、7；（五）4
各单位共同要求：总体要求、工作保障
"""

CHINESE_60 = """\
市卫计局 · 吴川市全民禁毒工程实施方案(2017-2019年)
条目     分工  工作任务                牵头单位  完成时限
────────────────────────────────────────────────────────────
（三）1  参与  推进社区戒毒社区康复工  市禁毒办  三年内
               作开展
（三）3  参与  落实吸毒人员网格化服务  市综治办  2018年底前
               管理措施
（三）4  参与  落实吸毒人员分类分级管  市禁毒办  到2019年底
               控工作
（三）5  参与  落实吸毒人员管控衔接工  市公安局  未明确
               作措施
（三）7  参与  持续解决病残吸毒人员收  市禁毒办  至2018年底
               治难题
（三）8  参与  加强自愿戒毒和药物维持  市禁毒办  至2019年底
               治疗工作
（三）9  参与  完善戒毒人员帮扶救助服  市禁毒办  通过3年努力
               务体系
（四）4  参与  加强吸毒人员查处收戒    市禁毒办  未明确
（五）1  参与  加强易制毒化学品、麻醉  市公安局  未明确
               药品和精神药品管控
（六）3  参与  健全禁毒社会工作机制    市禁毒办  2019年前

方案共 43 项，市卫计局 10 项：牵头 0 项，参与 10 项
待核实（下列统称方案没有列明成员，是否包括市卫计局，请向发文
机关核实）：
  市禁毒委各成员单位，2项：（一）5、（二）2
  其他有关单位，3项：（二）6、7；（五）4
各单位共同要求：总体要求、工作保障
"""

CHINESE_40 = """\
市财政局 · 吴川市全民禁毒工程实施方案
(2017-2019年)
（一）6 牵头 落实禁毒工作经费保障
  牵头单位  市财政局
  完成时限  未明确
（六）4 牵头 完善政府购买禁毒社会服务事
  项
  牵头单位  市财政局
  完成时限  未明确
（三）7 参与 持续解决病残吸毒人员收治难
  题
  牵头单位  市禁毒办
  完成时限  至2018年底
（三）9 参与 完善戒毒人员帮扶救助服务体
  系
  牵头单位  市禁毒办
  完成时限  通过3年努力
（六）3 参与 健全禁毒社会工作机制
  牵头单位  市禁毒办
  完成时限  2019年前

方案共 43 项，市财政局 5 项：牵头 2 项，
参与 3 项
待核实（下列统称方案没有列明成员，是否包
括市财政局，请向发文机关核实）：
  市禁毒委各成员单位，2项：（一）5、
    （二）2
  其他有关单位，3项：（二）6、7；（五）4
各单位共同要求：总体要求、工作保障
"""

ENGLISH_80 = """\
邮政集团吴川分公司 · 吴川市全民禁毒工程实施方案(2017-2019年)
Item     Role        Task                                  Lead      Due
───────────────────────────────────────────────────────────────────────────────
（四）6  takes part  严密毒品查缉堵截网络                  市公安局  not stated
（五）1  takes part  加强易制毒化学品、麻醉药品和精神药品  市公安局  not stated
                     管控
（五）2  takes part  落实物流寄递行业管控措施              市综治办  not stated

邮政集团吴川分公司: leads 0, takes part in 3 (3 of 43 tasks)
to be settled (the plan does not list the members of these; 邮政集团吴川分公司
may be among them):
  市禁毒委各成员单位 (2): （一）5、（二）2
  其他有关单位 (3): （二）6、7；（五）4
binding everybody: 总体要求、工作保障
"""

ENGLISH_40 = """\
市文明办 · 吴川市全民禁毒工程实施方案
(2017-2019年)
（一）1 takes part 压实禁毒责任
  Lead  市禁毒办
  Due   not stated
（六）5 takes part 全面开展禁毒工作示范
  创建活动
  Lead  市禁毒办
  Due   not stated

市文明办: leads 0, takes part in 2 (2 of
43 tasks)
to be settled (the plan does not list
the members of these; 市文明办 may be
among them):
  市禁毒委各成员单位 (2): （一）5、
    （二）2
  其他有关单位 (3): （二）6、7；（五）4
binding everybody: 总体要求、工作保障
"""


@pytest.mark.parametrize(
    ("unit", "lang", "columns", "expected"),
    [
        pytest.param("市卫计局", "zh_CN", "160", CHINESE_80, id="wide"),
        pytest.param("市卫计局", "zh_CN", "80", CHINESE_80, id="chinese, 80"),
        pytest.param("市卫计局", "zh_CN", "60", CHINESE_60, id="chinese, 60: titles fold"),
        pytest.param("市财政局", "zh_CN", "40", CHINESE_40, id="chinese, 40: rows stack"),
        pytest.param("邮政集团吴川分公司", "en", "80", ENGLISH_80, id="english, 80"),
        pytest.param("市文明办", "en", "40", ENGLISH_40, id="english, 40"),
    ],
)
def test_table(run: Runner, unit: str, lang: str, columns: str, expected: str) -> None:
    assert run("duties", unit, lang=lang, COLUMNS=columns) == (0, expected, "")


def test_into_a_pipe_lines_are_as_long_as_they_are(run: Runner) -> None:
    english = run("duties", "邮政集团吴川分公司").out
    assert "邮政集团吴川分公司 may be among them):\n" in english
    assert run("duties", "市卫计局", lang="zh_CN").out == CHINESE_80


MARKDOWN = """\
## 市妇联 · 吴川市全民禁毒工程实施方案(2017-2019年)

| 条目 | 分工 | 工作任务 | 牵头单位 | 完成时限 |
|---|---|---|---|---|
| （二）6 | 参与 | 加强禁毒新闻宣传阵地建设 | 市委宣传部 | 未明确 |
| （二）7 | 参与 | 打造禁毒宣传教育品牌 | 市委党校 | 未明确 |
| （三）1 | 参与 | 推进社区戒毒社区康复工作开展 | 市禁毒办 | 三年内 |
| （三）3 | 参与 | 落实吸毒人员网格化服务管理措施 | 市综治办 | 2018年底前 |
| （六）1 | 参与 | 全方位发动社会力量参与禁毒工作 | 市禁毒办 | 未明确 |
| （六）3 | 参与 | 健全禁毒社会工作机制 | 市禁毒办 | 2019年前 |

方案共 43 项，市妇联 6 项：牵头 0 项，参与 6 项

待核实（下列统称方案没有列明成员，是否包括市妇联，请向发文机关核实）：

市禁毒委各成员单位，2项：（一）5、（二）2

其他有关单位，3项：（二）6、7；（五）4

各单位共同要求：总体要求、工作保障
"""


def test_markdown_is_in_the_plans_language(run: Runner) -> None:
    assert run("duties", "市妇联", "-f", "md", lang="en") == (0, MARKDOWN, "")


def test_csv_is_in_the_plans_language_with_the_documents_words(run: Runner) -> None:
    result = run("duties", "市财政局", "-f", "csv", lang="en")
    head, *rows = csv.reader(io.StringIO(result.out))
    assert head == [
        *("单位", "分工", "所属统称", "编号", "条目", "部分", "工作任务"),
        *("牵头单位", "责任单位", "主要参与单位", "指导单位", "不限于所列单位"),
        *("完成时限", "完成日期", "目标要求", "量化指标", "工作内容", "行号"),
        *("固定标识", "备注", "原文名称"),
    ]
    assert [row[:5] for row in rows] == [
        ["市财政局", "牵头", "", "1.6", "（一）6"],
        ["市财政局", "牵头", "", "6.4", "（六）4"],
        ["市财政局", "参与", "", "3.7", "（三）7"],
        ["市财政局", "参与", "", "3.9", "（三）9"],
        ["市财政局", "参与", "", "6.3", "（六）3"],
    ]
    assert (
        rows[3][9]
        == "市公安局、市民政局、市人社局、市财政局、市市场监管局、市司法局、市卫计局、各镇（街）"
    )
    assert rows[2][12:14] == ["至2018年底", "2018-12-31"]


def test_text_is_short_lines_for_a_message(run: Runner, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        """\
title: 试行方案
units: {甲局: , 乙局: , 丙镇: }
groups:
  各镇: {members: [丙镇]}
  有关部门:
tasks:
- title: 落实责任
  lead: 甲局
  join: 乙局
  milestones:
  - said: 2018年底前
    by: 2018-12-31
- title: 开展宣传
  lead: 乙局
  join: 各镇
- title: 报送情况
  lead: 有关部门
""",
        "utf-8",
    )
    ask = partial(run, "--plan", str(plan), "duties")
    assert (
        ask("乙局", "丙镇", "-f", "text").out
        == """\
乙局 · 试行方案
牵头 1 项，参与 1 项
1. 牵头 （二） 开展宣传
2. 参与 （一） 落实责任，甲局牵头，2018年底前
待核实：有关部门

丙镇 · 试行方案
牵头 0 项，参与 0 项
1. 参与 （二） 开展宣传，以“各镇”列入，乙局牵头
"""
    )
    assert (
        ask("乙局", "--lead", "甲局", "-f", "text").out
        == """\
乙局 · 试行方案
牵头 0 项，参与 1 项
1. 参与 （一） 落实责任，甲局牵头，2018年底前
筛选条件：甲局牵头；符合 1 项，方案共 3 项
"""
    )


def test_tsv_has_machine_words_in_any_language(run: Runner) -> None:
    result = run("duties", "团市委", "-f", "tsv", lang="zh_CN")
    head, *rows = (line.split("\t") for line in result.out.splitlines())
    assert ",".join(head) == (
        "unit,role,via,number,label,section,title,lead,responsible,join,guide,open,"
        "said,by,goal,target,text,line,id,notes,printed"
    )
    assert [row[1:5] for row in rows] == [
        ["join", "", number, label]
        for number, label in (
            *(("2.6", "（二）6"), ("2.7", "（二）7"), ("3.1", "（三）1"), ("3.3", "（三）3")),
            ("6.3", "（六）3"),
        )
    ]
    assert rows[2][9].split(";")[:2] == ["市综治办", "市公安局"]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("卫计", id="a part"),
        pytest.param("卫计局", id="without its level"),
        pytest.param("卫局", id="characters in order"),
        pytest.param("swjj", id="initials"),
        pytest.param("WJJ", id="initials without the level, in capitals"),
        pytest.param("市 卫计局", id="a blank too many"),
    ],
)
def test_an_inexact_name_is_said_aloud(run: Runner, typed: str) -> None:
    result = run("duties", typed, lang="zh_CN", COLUMNS="80")
    assert result == (0, CHINESE_80, f"{typed} → 市卫计局\n")


def test_several_units_stand_one_below_the_other(run: Runner) -> None:
    one = run("duties", "市妇联", lang="zh_CN").out
    other = run("duties", "各镇（街）", lang="zh_CN").out
    both = run("duties", "市妇联", "各镇", lang="zh_CN")
    # What no list says is said once, below the last.
    own, asked, rest = one.partition("待核")
    assert both == (
        0,
        f"{own}\n{other.partition('各单位共同要求')[0]}{asked}{rest}",
        "各镇 → 各镇（街）\n",
    )


def test_what_is_to_be_settled_is_said_once(run: Runner) -> None:
    every = run("duties", "--all", lang="zh_CN").out
    assert every.count("待核") == every.count("共同要求") == 1
    assert "是否包括以上单位，请向发文机关核实）：\n  市禁毒委各成员单位，2项" in every
    assert "待核" not in run("duties", "各镇", lang="zh_CN").out


def test_a_unit_asked_for_twice_is_answered_once(run: Runner) -> None:
    once = run("duties", "市妇联", "-f", "json").out
    assert run("duties", "市妇联", "妇联", "-f", "json").out == once


@pytest.mark.parametrize(
    ("typed", "lang", "said"),
    [
        pytest.param(
            "公",
            "en",
            "error: 公 fits 2 names: 市公安局、邮政集团吴川分公司\n  type more of the name\n",
            id="several",
        ),
        pytest.param(
            "公",
            "zh_CN",
            "错误：公 对应 2 个名称：市公安局、邮政集团吴川分公司\n  请把名称写得更完整\n",
            id="several, in Chinese",
        ),
        pytest.param(
            "市公按局",
            "zh_CN",
            "错误：没有找到单位“市公按局”\n  是否指 市公安局",
            id="a slip of the pen",
        ),
        pytest.param(
            "qqqq",
            "en",
            "error: no unit or group is called qqqq\n"
            "  dutymatrix units lists the names of this plan\n",
            id="nothing like it",
        ),
        pytest.param("", "en", "error: no unit is named\n", id="nothing at all"),
        pytest.param(
            "公\x1b[31m\u202e安",
            "en",
            "error: no unit or group is called 公\\u001b[31m\\u202e安\n",
            id="characters that would colour and turn the line",
        ),
    ],
)
def test_a_name_that_is_not_clear_is_not_guessed(
    run: Runner, typed: str, lang: str, said: str
) -> None:
    code, out, err = run("duties", typed, lang=lang)
    assert (code, out) == (2, "")
    assert err.startswith(said)


SMALL = """\
format: 1
title: 试行方案
role_names:
  responsible: 责任单位
units:
  塘㙍镇:
  市公安局:
groups:
  各镇:
    members:
    - 塘㙍镇
sections:
- title: 机制
  tasks:
  - title: 落实[bold]责任[/bold]
    responsible: 市公安局
    join: 各镇
    milestones:
    - by: 2018-12-31
      goal: 建成
  - title: 落实经费
    lead: 塘㙍镇
"""

THROUGH_GROUP = """\
塘㙍镇 · 试行方案
条目     分工  所属统称  工作任务               牵头单位  责任单位  完成时限
──────────────────────────────────────────────────────────────────────────────
（一）2  牵头            落实经费               塘㙍镇              未明确
（一）1  参与  各镇      落实[bold]责任[/bold]  未明确    市公安局  2018-12-31

方案共 2 项，塘㙍镇 1 项：牵头 1 项，参与 0 项
另以统称列入：牵头 0 项，参与 1 项
"""


def test_duties_through_a_group_stand_below_and_apart(run: Runner, plan_file: PlanFile) -> None:
    """A date without words is shown as a date; markup in a title is text."""
    path = str(plan_file(SMALL))
    result = run("duties", "塘㙍镇", "--plan", path, lang="zh_CN", COLUMNS="80")
    assert result == (0, THROUGH_GROUP, "")
    answer = json.loads(run("duties", "塘㙍镇", "--plan", path, "-f", "json").out)
    assert [(duty["role"], duty["via"]) for duty in answer["duties"]] == [
        ("lead", None),
        ("join", "各镇"),
    ]
    assert answer["counts"] == {"lead": 1, "responsible": 0, "join": 0, "guide": 0}
    assert answer["via_counts"] == {"lead": 0, "responsible": 0, "join": 1, "guide": 0}


def test_a_unit_without_duties_is_an_answer(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file("format: 1\ntitle: 试行方案\nunits:\n  市公安局:\n"))
    result = run("duties", "市公安局", "--plan", path)
    assert result == (
        0,
        "市公安局 · 试行方案\n市公安局: leads 0, takes part in 0 (0 of 0 tasks)\n",
        "",
    )


CONTACTS = """\
format: 1
title: 方案
units:
  市公安局:
    contact: 指挥中心 0759-1
  市教育局:
  市司法局:
    contact: 办公室 0759-2
groups:
  各镇:
    contact: 党政办汇总 0759-3
tasks:
- title: 甲事
  lead: 市公安局
  join: [市教育局, 市司法局, 各镇]
- title: 乙事
  responsible: [市司法局, 市教育局]
"""


def test_a_list_says_whom_to_call(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file(CONTACTS))
    shown = run("duties", "--plan", path, "市教育局", lang="zh_CN").out
    assert "\n联系方式：\n  市公安局  指挥中心 0759-1\n  市司法局  办公室 0759-2\n" in shown
    # Whoever only joins is not called, but a program is given every contact.
    data = json.loads(run("duties", "--plan", path, "市教育局", "-f", "json").out)
    assert data["contacts"] == {
        "市公安局": "指挥中心 0759-1",
        "市司法局": "办公室 0759-2",
        "各镇": "党政办汇总 0759-3",
    }
    assert (
        "联系方式"
        not in run("duties", "--plan", path, "市教育局", "--as", "guide", lang="zh_CN").out
    )


def test_a_task_says_whom_to_call(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file(CONTACTS))
    shown = run("task", "--plan", path, "1", lang="zh_CN").out.splitlines()
    assert [line.split(maxsplit=1)[1] for line in shown if line.startswith("联系方式")] == [
        "市公安局 指挥中心 0759-1",
        "市司法局 办公室 0759-2",
        "各镇 党政办汇总 0759-3",
    ]
    data = json.loads(run("tasks", "--plan", path, "--unit", "各镇", "-f", "json").out)
    assert [*data["contacts"]] == ["市公安局", "市司法局", "各镇"]


def test_the_roster_says_whom_to_call(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file(CONTACTS))
    out = run("units", "--plan", path, lang="zh_CN").out
    assert out.count("联系方式") == 2, "one column of the units, one of the groups"
    assert "党政办汇总 0759-3" in out
    units = json.loads(run("units", "--plan", path, "-f", "json").out)["units"]
    assert [unit["contact"] for unit in units] == [
        "指挥中心 0759-1",
        None,
        "办公室 0759-2",
        "党政办汇总 0759-3",
    ]
    assert "联系方式" in run("units", "--plan", path, "-f", "csv", lang="zh_CN").out.splitlines()[0]


def test_what_binds_everybody_without_a_title_is_called_by_its_text(
    run: Runner, plan_file: PlanFile
) -> None:
    text = "format: 1\ntitle: 方案\nunits: {甲: }\ntasks: [{title: 乙, lead: 甲}]\ncommon:\n"
    path = plan_file(
        f"{text}- text: 本政策执行期暂定为自政策发布之日起至2020年6月底\n- title: 工作保障\n"
    )
    assert run("--plan", str(path), "duties", "甲").out.endswith(
        "binding everybody: 本政策执行期暂定为自政策发布之日起至2…、工作保障\n"
    )
