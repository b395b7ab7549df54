"""Made-up plans of any size, in canonical YAML: the size and skew of real ones, invented words.

A large plan stands for a county's whole stock of plans: the same offices again and again,
a few of them in nearly every section. Run it to get a file:

    python tests/bench/generator.py 1000 > big.yaml
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, product
from random import Random

_HEAD = """\
format: 1
title: 云江市重点工作任务汇编(2017-2019年)
document_number: 云委办〔2017〕18号
issued_by:
- 中共云江市委办公室
- 云江市人民政府办公室
issued_on: 2017-11-03
ends_on: 2019-12-31
role_rule: 列在分工项目首位的为牵头单位，其他为主要参与单位
role_names:
  lead: 牵头单位
  join: 主要参与单位
chapter: 二、工作任务
numbering: [（一）, "1."]
preamble: |-
  为进一步做好全市重点工作，根据市委、市政府部署，现提出以下方案。"""

_COMMON = """\
common:
- title: 工作保障
  items:
  - title: 强化组织领导
    text: |-
      各镇（街）各部门要切实加强组织领导，发动全社会参与，确保圆满实现工作目标。
      市委办、市府办负责组织部署、统筹协调、检查督导等工作。

  - title: 强化督导评估
    text: |-
      定期组织开展督导、检查、暗访工作，着力发现和解决突出问题。"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_OFFICES = _words(
    "市综合办 市委宣传部 市委组织部 市委政法委 市委党校 市人大办 市政协办 市法院 市检察院 "
    "市公安局 市教育局 市民政局 市司法局 市财政局 市人社局 市发改局 市交通局 市农业局 市林业局 "
    "市水务局 市文广新局 市卫计局 市安监局 市食药监局 市市场监管局 市总工会 团市委 市妇联 "
    "市消防大队 人民银行云江支行 邮政集团云江分公司 "
    "市委办 市府办 市委统战部 市委编办 市信访局 市科工局 市国土局 市环保局 市住建局 市规划局 "
    "市城管局 市商务局 市审计局 市统计局 市旅游局 市海洋渔业局 市气象局 市地震局 市档案局 "
    "市国税局 市地税局 市政务数据局 市金融办 市民宗局 市侨务局 市台办 市残联 市科协 市文联 "
    "市工商联 市红十字会 市供销社 市公路局 市海事处 市供电局 市邮政局 市通信办 市代建局 "
    "市机关事务局 市人民医院 市妇幼保健院 市疾控中心 市广播电视台"
)
_TOWNS = tuple(f"{first}{last}镇" for first, last in product("梅樟塘黄兰", "坪岭湾阳溪"))
_STATIONS = _words(
    "派出所 司法所 卫生院 中心学校 财政所 综治办 农业站 文化站 市场监管所 国土所 社会事务办 "
    "团委 妇联"
)
_VILLAGES = tuple(
    f"{first}{last}村" for last, first in product("塘桥围寨坑埠", "大小新老上下东西南北中")
)
_BELOW_TOWNS = ("", *_STATIONS, *_VILLAGES)
_UNITS = (*_OFFICES, *(town + station for station, town in product(_BELOW_TOWNS, _TOWNS)))
_GROUPS = ("各镇（街）", "各成员单位", "其他有关单位")

_VERBS = _words(
    "加强 推进 完善 落实 深化 规范 强化 健全 抓好 统筹 优化 细化 全面推开 积极探索 稳步实施 "
    "扎实开展 持续改进 着力提升 加快建设 严格执行 大力支持 逐步建立 牵头制定 定期评估"
)
_FIELDS = _words(
    "校园 社区 农村 企业 机关 工地 市场 医院 港口 渔船 林区 河道 出租屋 寄递物流 娱乐场所 公共交通 "
    "食品药品 危险化学品 安全生产 防灾减灾 环境保护 道路交通 流动人口 留守儿童 困难群众 青少年 "
    "老年人 残疾人 志愿者 “互联网+”政务 “平安细胞”（村、社区） 网格化 基层治理 公共卫生 职业技能 "
    "就业创业 社会保险 文化惠民 乡村旅游 特色产业"
)
_THINGS = _words(
    "宣传教育工作 隐患排查整治 服务管理机制 信息共享平台 人才队伍建设 应急处置预案 督导检查制度 "
    "经费保障措施 试点示范工程 考核评价体系 联动执法机制 基础设施建设 动态监测网络 举报奖励办法 "
    "分类分级管理 专项整治行动 责任追究制度 帮扶救助体系 社会力量参与 标准化建设 线索移送机制 "
    "数据统计分析 重点项目建设 风险评估工作 便民服务网点 阵地建设 教育培训基地 政策措施衔接 "
    "《工作规程》修订 综合治理能力"
)
_CLAUSES = tuple(map("".join, product(_VERBS, _FIELDS, _THINGS)))
_DEADLINES = (
    ("2018-06-30", "2018年6月底前"),
    ("2018-12-31", "2018年底前"),
    ("2019-12-31", "到2019年底"),
    ("2019-12-31", "三年内"),
)
_TARGETS = ("达到90%以上", "不低于85%", "不低于30%", "95%以上", "实现全覆盖")

# How many tasks of 88 have 0, 1, 2 … 12 participants: 3.4 on the average, as in plan.yaml.
_JOINS = (14, 10, 14, 16, 10, 6, 4, 4, 4, 2, 2, 1, 1)


def generate_plan(tasks: int, seed: int = 0, names: int = 0) -> str:
    """YAML of a plan with that many tasks, at least one; the same for the same seed.

    Its roster has so many names, at most 2,000; 0 for as many as such a plan has.
    """
    rng = Random(seed)
    units = _UNITS[: (names or count_names(tasks)) - len(_GROUPS)]
    blocks = [
        _HEAD,
        "\n".join(["units:", *map(_unit, units)]),
        "\n".join(["groups:", *_groups(units)]),
        "sections:\n" + "\n\n".join(_iter_sections(rng, tasks, units)),
        _COMMON,
    ]
    return "\n\n".join(blocks) + "\n"


def count_names(tasks: int) -> int:
    """Length of the roster: 34 names at 43 tasks, 200 at 1,000, 400 from 3,500 on."""
    grown: float = 34 * (tasks / 43) ** 0.563
    return min(400, max(34, round(grown)))


def _unit(name: str) -> str:
    full_name = f"\n    full_name: 云江{name}" if name.startswith("市") else ""
    return f"  {name}:{full_name}"


def _groups(units: Sequence[str]) -> Iterator[str]:
    every_town, committee, others = _GROUPS
    yield f"  {every_town}:"
    towns = [unit for unit in units if unit in _TOWNS]
    if towns:
        yield "    members:"
        yield from (f"    - {town}" for town in towns)
    yield f"  {committee}:"
    yield f"  {others}:\n    open: true"


def _iter_sections(rng: Random, tasks: int, units: Sequence[str]) -> Iterator[str]:
    # The offices that stand in the smallest roster are the busiest in the largest.
    core, others = units[:31], units[31:]
    busy = [*rng.sample(core, len(core)), *rng.sample(others, len(others))]
    # Units lead, groups only join; they are as busy as the seventh unit, as in plan.yaml.
    joiners = [*busy[:6], *_GROUPS, *busy[6:]]
    # The second-busiest has half the tasks of the busiest, the third a third.
    weights = [*accumulate(1 / rank for rank in range(1, len(joiners) + 1))]
    lead_weights = weights[: len(busy)]
    while tasks:
        size = min(tasks, rng.randint(5, 12))
        tasks -= size
        [chief] = rng.choices(busy, cum_weights=lead_weights)
        leads = [
            chief if rng.random() < 0.5 else other
            for other in rng.choices(busy, cum_weights=lead_weights, k=size)
        ]
        sizes = rng.choices(range(len(_JOINS)), _JOINS, k=size)
        written = []
        for lead, joins in zip(leads, sizes, strict=True):
            names = dict.fromkeys([lead])
            while (missing := 1 + joins - len(names)) > 0:
                names.update(dict.fromkeys(rng.choices(joiners, cum_weights=weights, k=missing)))
            written.append(_task(rng, [*names]))
        yield f"- title: {rng.choice(_CLAUSES)}\n\n  tasks:\n" + "\n\n".join(written)


def _task(rng: Random, names: Sequence[str]) -> str:
    lead, *joins = names
    sentences = [*_iter_sentences(rng)]
    milestones = []
    # A quarter of the tasks names a date or a figure.
    if rng.random() < 0.25:
        sentence, milestone = _milestone(rng)
        sentences.append(sentence)
        milestones = ["    milestones:", milestone]
    lines = [
        f"  - title: {rng.choice(_CLAUSES)}",
        "    text: |-",
        *(f"      {sentence}" for sentence in sentences),
        f"    lead: {lead}",
        *(["    join:"] if joins else []),
        *(f"    - {name}" for name in joins),
        *milestones,
    ]
    return "\n".join(lines)


def _iter_sentences(rng: Random) -> Iterator[str]:
    """Sentences of together 60 to 250 characters, some 110 on the average."""
    missing = min(170.0, 60 + rng.expovariate(1 / 30))
    while missing > 0:
        clauses = rng.choices(_CLAUSES, k=rng.randint(2, 3))
        sentence = "，".join(clauses) + rng.choice("。。。；")
        missing -= len(sentence)
        yield sentence


def _milestone(rng: Random) -> tuple[str, str]:
    """A sentence, and the milestone that stands in it."""
    target = rng.choice(_TARGETS)
    goal = f"{rng.choice(_FIELDS)}{rng.choice(_THINGS)}覆盖率{target}"
    what = f"goal: {goal}\n      target: {target}"
    if rng.random() < 0.3:
        return f"{goal}。", f"    - {what}"
    by, said = rng.choice(_DEADLINES)
    return f"{said}，{goal}。", f"    - by: {by}\n      said: {said}\n      {what}"


def main(argv: Sequence[str] | None = None) -> int:
    """Write a plan to standard output, in UTF-8 wherever it goes."""
    parser = argparse.ArgumentParser(description="Write a made-up plan as YAML.")
    parser.add_argument("tasks", type=int, help="how many tasks")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--names", type=int, default=0, help="how many names the roster has")
    given = parser.parse_args(argv)
    plan = generate_plan(given.tasks, given.seed, given.names)
    sys.stdout.buffer.write(plan.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
