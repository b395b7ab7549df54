"""Forms of dates and of figures that a plan sets itself."""

import re

from dutymatrix.wording.lexicon import words

_YEAR = "[12][0-9]{3}年"
_MONTH = "(?:1[0-2]|0?[1-9])月"
_DAY = "[0-3]?[0-9]日"
_NUMERALS = "[0-9一二两三四五六七八九十]{1,3}"
_BEFORE = "(?:[以之]?前)"
_QUARTER = "(?:[上下]半年|第?[一二三四1-4]季度)"

YEARLY = (
    rf"(?:[自从]?{_YEAR}(?:起|开始))?每年[于在的]?"
    rf"(?:(?:{_MONTH}(?:{_DAY})?[、和及])*{_MONTH}(?:{_DAY}|份)?(?:[底末]{_BEFORE}?|{_BEFORE})"
    rf"|年?[底末]{_BEFORE}?)"
)
"""Deadlines that come back: 2022年起每年6月底前."""

DUE = (
    rf"{YEARLY}"
    # 到2019年底, 2018年底前, 2020年6月底前, 至2020年6月30日, 2021年上半年
    rf"|(?:力争)?[到至在于]?{_YEAR}(?:{_MONTH}(?:{_DAY}|份)?|[上下]半年|第?[一二三四1-4]季度)?"
    rf"(?:年?[底末内中初]{_BEFORE}?|{_BEFORE}|止)"
    rf"|[到至]{_YEAR}(?:{_MONTH}(?:{_DAY}|份)?|[上下]半年)?"
    rf"|{_YEAR}(?:[上下]半年|第?[一二三四1-4]季度)"
    # 三年内, 通过3年努力
    rf"|(?:通过|经过|用){_NUMERALS}年(?:左右)?(?:时间|的?努力)"
    rf"|(?:力争|未来|今后|在|用){{0,2}}{_NUMERALS}年(?:之|以)?内"
    # 年底前, 6月底前, 12月底: their year is the context's
    rf"|(?:当|今|本|到|至)?年(?:底|末|内){_BEFORE}?"
    rf"|[到至]?{_MONTH}(?:{_DAY})?(?:[底末]{_BEFORE}?|{_BEFORE})"
)
"""Deadlines in a sentence; whether N年内 is one, `sets_deadline` tells."""

WITHIN_YEARS = rf"(?<![0-9]){_NUMERALS}年(?:之|以)?内"
"""N年内: a deadline, or how long something has been or lasts."""

_LASTING = words(
    "毕业 离校 结业 退役 退伍 转业 复员 出狱 刑满 成立 注册 设立 登记 创办 创立 创业 开业 开办 "
    "入驻 落户 落地 迁入 居住 定居 户籍 引进 到岗 入职 就业 从业 任职 取得 获得 获 认定 "
    "上市 投产 运营 经营 购买 购置 签订 签约 起 后 前 首 近 最近 过去 期限 期 年限 龄 为"
)
"""What ends before N年内 where it tells an age, a past or how long something lasts."""

_QUALITY = words(
    "的 （ 高校 高等 大学 毕业 应届 离校 未就业 退役 新 以下 免 减 享受 可 按 给予 不得 不再 不予 "
    "未 无 没有 发生 连续 每年 租 个税 贷款"
)
"""What begins behind N年内 where it says of what kind something is."""

_BENEFITS = words(
    "给予 享受 减免 免征 免收 免缴 免租 免费 减半 减征 返还 贴息 补贴 补助 不得 不再 不予 暂不 "
    "累计不超过 优惠 有效 合格 申领 申请"
)
"""What N年内 grants or forbids, where it is none of the plan's own deadlines."""

_DONE = words(
    "完成 建成 建立 建设 实现 达到 达 形成 打造 培育 培养 引进 新增 新建 改造 基本 全面 力争 推动 "
    "推广 制定 出台 开展 解决 消除 覆盖 普及 争取 创建 扩大 提高 提升 增加 增长 突破 轮训 整治 "
    "治理 完善 构建 组织 选派 支持 扶持 扶植 发展 落实 淘汰 关闭 退出 编制 修订 搬迁 清理 化解 "
    "压减 下降 降低 翻番 翻一番 脱贫 摘帽 建"
)
"""What a plan sets itself to do within years."""

_GRANTED_OR_DONE = re.compile(f"(?P<granted>{'|'.join(_BENEFITS)})|(?P<done>{'|'.join(_DONE)})")


def sets_deadline(before: str, after: str) -> bool:
    """Whether N年内 in a sentence is a deadline of the plan.

    It is one in 三年内完成改造, 力争两年内建成平台10个. It is none where it says how long ago
    something was, how old somebody is or how long a benefit lasts: 毕业5年内的高校毕业生,
    成立3年以内的企业, 可享受3年内租金减免, 近三年内未受处罚.

    Args:
        before: What stands in the clause before it.
        after: What stands behind it.
    """
    if before.endswith(_LASTING) or after.startswith(_QUALITY):
        return False
    said = _GRANTED_OR_DONE.search(after)
    if said:
        return said["done"] is not None and "享受" not in before
    return not before


DATE_ALONE = (
    rf"(?:{_YEAR}(?:{_MONTH}(?:{_DAY}|份)?)?"
    # Not 11月和12月, nor 3月—12月.
    rf"|(?<![0-9年月日、和及与或至到起~～—–-]){_MONTH}(?:{_DAY}|份)?)"
    "(?=完成|实现|建成|达到|基本|力争|全面|累计|争取"
    "|启动|开工|新建|创建|建立|培育|打造|出台|制定)"
)
"""A year, a month or a day that is a deadline because of what follows: 12月完成."""

_UNTIL = "[-—–－~～至到]+"
_POINT = rf"(?:{_MONTH}(?:{_DAY}|份)?|{_QUARTER})"
_IN_DIGITS = "|".join(
    rf"[12][0-9]{{3}}{mark}(?:1[0-2]|0?[1-9])(?:{mark}[0-3]?[0-9])?(?![0-9])"
    for mark in ("-", r"\.", "/")
)
_START = (
    rf"(?:{_IN_DIGITS}|(?:{_YEAR})?(?:[0-9]{{1,2}}月?(?:[0-3]?[0-9]日?)?|{_QUARTER})"
    rf"|{_YEAR}|[12][0-9]{{3}})"
)
_END = (
    rf"(?:(?:{_IN_DIGITS}){_BEFORE}?"
    rf"|{_YEAR}{_POINT}?(?:年?[底末内]{_BEFORE}?|{_BEFORE})?"
    rf"|{_POINT}[底末]?{_BEFORE}?)"
)

STRETCH = (
    rf"(?P<start>{_START}){_UNTIL}(?P<end>{_END})"
    rf"|(?P<first>(?:{_YEAR})?{_MONTH}[0-3]?[0-9]日?){_UNTIL}(?P<last>{_DAY}){_BEFORE}?"
)
"""Days from one to another: 2019年3月—5月, 2022.1-2022.12, 3月1日至15日."""

_STRETCH = re.sub(r"\?P<\w+>", "?:", STRETCH)
_STATED = rf"{YEARLY}|{_STRETCH}|{_END}|{DUE}"

STATED = rf"(?>{_STATED})(?!起|开始|{_UNTIL}|[0-9])"
"""Deadlines in a field of their own, where a year or a month alone is one too."""

_DIGITS = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_NUMBER = rf"{_DIGITS}(?:[-—–~～至到]{_DIGITS})?"
_SCALE = "(?:万|亿|千|百|多)?"
MEASURES = "|".join(
    words(
        "个月 个工作日 个 名 家 人次 人 项 件 套 台 辆 所 处 座 条 次 场 亩 公里 平方米 "
        "平方公里 立方米 吨 元 美元 千瓦 户 支 种 批 门 张 份 万元 亿元 倍 分 米 "
        "小时 天 日 床 部 片 款 类"
    )
)
"""Measure words."""

FIGURE = (
    rf"{_NUMBER}(?:%|个百分点)"
    rf"|{_DIGITS}[:：]{_DIGITS}(?![0-9:：])"
    rf"|{_NUMBER}{_SCALE}(?:{MEASURES})"
)
"""A measured number."""

AT_LEAST = "|".join(
    words(
        "不低于 不少于 不高于 不超过 不大于 不小于 不得超过 不得低于 至少 最高 最低 "
        "超过 达到 突破 达 控制在 保持在 稳定在 提高到 提高 提升 下降 降低 降至 增长 "
        "缩短 力争"
    )
)
"""What may stand before a figure and belongs to the target."""

OR_MORE = "以上|以内|以下|左右|之内|之间"
"""What may stand after a figure."""

RANGE_IN_TITLE = r"([12][0-9]{3})年?\s*[-—–－~～至到]+\s*([12][0-9]{3})\s*年?"
"""The years a plan runs, in its title."""

VALID_UNTIL = (
    rf"(?:有效期|执行期|执行期限|实施期限|施行期限)[^。；，]{{0,24}}?[至到]({_YEAR}{_MONTH}{_DAY})"
)
"""The last day on which a document holds."""

DAY = r"([12][0-9]{3})年(1[0-2]|0?[1-9])月([0-3]?[0-9])日"
"""A day, as it stands below a document."""

DAY_IN_WORDS = (
    "(?P<year>[一二][\u3007○零一二三四五六七八九]{3})年(?P<month>十?[一二三四五六七八九十])月"
    "(?P<day>[一二三]?十?[一二三四五六七八九十])日"
)
"""The same in numerals: 二〇一一年五月六日."""

WHATEVER_YEAR = ("每年", "长期", "持续", "全年", "常年", "逐年", "即时", "立即", "定期", "适时")
"""Deadlines of a list's field that are no date."""

WITHIN_YEAR = ("年内", "年底前", "上半年", "下半年", *(f"{n}月底前" for n in range(1, 13)))
"""How a deadline begins whose year is the document's: 年内持续推进, 6月底前出台相关政策."""

_BEGUN = "|".join(
    words(
        "建成 建造 建设 建立 竣工 完工 开工 投产 投用 使用 完成 改造 到期 出生 注册 成立 设立 登记 "
        "备案 立项 发生 毕业 参加 入职 批准 审批 核准 认定 评定 签订 签约 购买 购置 入住 入驻 退役 "
        "取得 获得 投入使用 投入运营 投入运行 发布 印发 出台 制定 实施 形成 产生 存在 下达 通过 "
        "验收 交付 销售 生产 上市 发放 欠缴"
    )
)
"""What had come to pass by a date that only says of what something is said."""
_EVER = "(?:已经?|尚?未|仍未?|新|依法|正式|首次|陆续){0,3}(?:[经由被在][^，。；]{1,10}?)?"
_PASSED = rf"{_EVER}(?:{_BEGUN})(?:{_BEGUN})?"
_OF_PERSONS = "(?:到期|出生|注册|成立|登记|发生|毕业|参加|入职|批准)"

_QUALIFIES = re.compile(
    rf"(?:{_PASSED}(?:[、且并但或及和而]{_PASSED})?|{_EVER}{_OF_PERSONS}[^，。；]{{0,6}}|)的(?![0-9])"
    "|相比|持平|为基"
)
"""What makes a date before it none of the plan's: 2000年底前建成的小区, 2020年底相比."""

_BEGINS = re.compile("以来|[以之]?后(?!备|续|勤)|起(?!草|步|诉)|开始")
"""What makes a date before it the beginning of something: 2020年底以来, 6月底起."""

_COMPARES = re.compile("(?:(?<![占同环对])比|相?较|与|自|从|由|截止?)[至到于]?$")
"""What makes a date behind it the base of a comparison or a beginning: 较2020年底下降."""

_ENDS_PERIOD = re.compile("(?:[0-9年月日底]|(?<!即日)起|延长|顺延|延期|推迟)[至到]$")
"""What makes a date behind it the end of a period: 征收期延长至3月底."""

ANOTHER_YEAR = ("次年", "翌年", "明年", "来年", "下年", "下一年", "第二年", "后年")
"""What makes a month behind it one of a year that nobody can tell."""


def is_deadline_of_plan(before: str, said: str, after: str) -> bool:
    """Whether a date in a clause is by when something is to be done.

    It is none where it says of what something is said, what is compared with, or how long
    something lasts: 对2000年底前建成的小区, 较2020年底下降20%, 征收期延长至3月底.

    Args:
        before: What stands in the clause before it.
        said: The date.
        after: What stands behind it.
    """
    if _QUALIFIES.match(after) or (_BEGINS.match(after) and not said.endswith("前")):
        return False
    until = said[:1] if said.startswith(("至", "到")) else ""
    return not (_COMPARES.search(before + until) or _ENDS_PERIOD.search(before + until))
