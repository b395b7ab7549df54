"""`task`: everything about a task, held to the document."""

import json
from pathlib import Path

import pytest

from program import PlanFile, Runner

pytestmark = pytest.mark.usefixtures("here")

CHINESE_80 = """\
（三）7 持续解决病残吸毒人员收治难题

至2018年底，市病残吸毒人员收治场所全面建成，病残吸毒人员收治疾病范围、认定程序、
所外就医衔接、高危行业补贴、医疗经费保障等制度基本完善，病残吸毒人员收治问题基本
解决。

部分          （三）夯实戒毒社会服务管理工作基础
牵头单位      市禁毒办
主要参与单位  市发改局、市财政局、市公安局、市司法局、市卫计局、市民政局、
              市人社局
完成时限      至2018年底（2018-12-31） 市病残吸毒人员收治场所全面建成，病残吸毒
              人员收治疾病范围、认定程序、所外就医衔接、高危行业补贴、医疗经费保
              障等制度基本完善，病残吸毒人员收治问题基本解决
位置          plan.yaml:303
"""

ENGLISH_80 = """\
（一）2 强化禁毒委统筹协调作用

禁毒委切实承担禁毒工作统筹组织职能，及时根据本地毒情形势调整工作思路，改革创新工
作措施，加快形成全民禁毒工作格局；加强对单位履职情况的检查督导，确保各项部署要求
落到实处。

Section  （一）建立全民禁毒机制
Lead     市禁毒办
Due      not stated
Place    plan.yaml:71
"""

CHINESE_40 = """\
（四）6 严密毒品查缉堵截网络

构建覆盖全市陆海空邮及互联网毒品立体堵截
体系，加强毒品查缉体系建设，清除毒品通道
土壤和条件，完善禁毒联查联控长效机制建
设。严防毒品和制毒物品进出我市。

部分          （四）严打毒品违法犯罪
牵头单位      市公安局
主要参与单位  市交通局、
              邮政集团吴川分公司、
              市林业局、市禁毒办
完成时限      未明确
位置          plan.yaml:406
"""

CHINESE_24 = """\
（四）6 严密毒品查缉堵截
网络

构建覆盖全市陆海空邮及互
联网毒品立体堵截体系，加
强毒品查缉体系建设，清除
毒品通道土壤和条件，完善
禁毒联查联控长效机制建
设。严防毒品和制毒物品进
出我市。

部分
  （四）严打毒品违法犯罪
牵头单位
  市公安局
主要参与单位
  市交通局、
  邮政集团吴川分公司、
  市林业局、市禁毒办
完成时限
  未明确
位置
  plan.yaml:406
"""


@pytest.mark.parametrize(
    ("number", "lang", "columns", "expected"),
    [
        pytest.param("3.7", "zh_CN", "80", CHINESE_80, id="chinese, 80"),
        pytest.param("1.2", "en", "80", ENGLISH_80, id="english, 80"),
        pytest.param("4.6", "zh_CN", "40", CHINESE_40, id="chinese, 40: names stay whole"),
        pytest.param("4.6", "zh_CN", "24", CHINESE_24, id="chinese, 24: below their names"),
    ],
)
def test_table(run: Runner, number: str, lang: str, columns: str, expected: str) -> None:
    assert run("task", number, lang=lang, COLUMNS=columns) == (0, expected, "")


@pytest.mark.parametrize(
    "typed",
    [
        "3.7",
        "三.7",
        "三·7",
        "三、7",
        "3-7",
        "（三）7",
        "(三)7",
        "\uff13\uff0e\uff17",
        "二（三）7",
        " 3.7 ",
    ],
)
def test_a_number_is_read_as_people_write_it(run: Runner, typed: str) -> None:
    assert run("task", typed, lang="zh_CN", COLUMNS="80") == (0, CHINESE_80, "")


def test_the_place_is_where_the_task_stands(run: Runner, here: Path) -> None:
    line = (here / "plan.yaml").read_text(encoding="utf-8").splitlines()[303 - 1]
    assert line == "  - title: 持续解决病残吸毒人员收治难题"
    tasks = json.loads(run("task", "3.7", "-f", "json").out)["tasks"]
    assert [task["line"] for task in tasks] == [303]


def test_several_tasks_stand_one_below_the_other(run: Runner) -> None:
    first, second = run("task", "3.7").out, run("task", "1.2").out
    assert run("task", "3.7", "一·2", "（三）7").out == f"{first}\n{second}"


@pytest.mark.parametrize(
    ("typed", "lang", "said"),
    [
        pytest.param(
            "3.10",
            "en",
            "error: there is no task 3.10\n"
            "  （三）夯实戒毒社会服务管理工作基础 has （三）1 to （三）9\n",
            id="beyond its section",
        ),
        pytest.param(
            "九·9",
            "zh_CN",
            "错误：方案中没有 九·9 这一项\n  本方案的任务为 （一）1 至 （六）5\n",
            id="no such section",
        ),
        pytest.param(
            "情报",
            "zh_CN",
            "错误：方案中没有 情报 这一项\n  请写条目，如 3.3、三·3 或 （三）3\n",
            id="no number",
        ),
        pytest.param(
            "",
            "en",
            'error: there is no task ""\n  type a number such as 3.3, 三·3 or （三）3\n',
            id="nothing",
        ),
    ],
)
def test_a_number_that_is_none_says_what_is_near(
    run: Runner, typed: str, lang: str, said: str
) -> None:
    assert run("task", typed, lang=lang) == (2, "", said)


PARTS = """\
format: 1
title: 试行方案
units:
  市公安局:
  市司法局:
  市财政局:
sections:
- title: 机制
  tasks:
  - title: 落实经费
    parts:
    - text: 安排资金。
      lead: 市财政局
      join:
      - 市公安局
      - 市司法局
      open: true
      notes:
        适用范围: 各镇
      milestones:
      - by: 2018-12-31
        said: 2018年底前
        goal: 到位
        target: 不低于85%
    - title: 培训
      responsible: 市公安局
      guide: 市司法局
"""

PART_A = """\
（一）1a 落实经费

安排资金。

部分      （一）机制
牵头单位  市财政局
参与单位  市公安局、市司法局等
完成时限  2018年底前（2018-12-31） 到位 〔不低于85%〕
适用范围  各镇
位置      plan.yaml:12
"""

PART_B = """\
（一）1b 培训

Section      （一）机制
Responsible  市公安局
Guides       市司法局
Lead         not stated
Due          not stated
Place        plan.yaml:25
"""


def test_parts_of_an_item(
    run: Runner, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan_file(PARTS).parent)
    assert run("task", "1.1a", lang="zh_CN", COLUMNS="80") == (0, PART_A, "")
    assert run("task", "1.1b", lang="en", COLUMNS="80") == (0, PART_B, "")
    assert run("task", "1.1", lang="en") == (
        2,
        "",
        "error: 1.1 could be （一）1a、（一）1b\n  type the whole number\n",
    )
