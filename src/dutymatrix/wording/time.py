"""Forms of dates and of figures that a plan sets itself."""

from dutymatrix.wording.lexicon import words

_YEAR = "[12][0-9]{3}年"
_MONTH = "(?:1[0-2]|0?[1-9])月"
_DAY = "[0-3]?[0-9]日"
_NUMERALS = "[0-9一二两三四五六七八九十]{1,3}"
_BEFORE = "(?:[以之]?前)"

DUE = (
    # 到2019年底, 2018年底前, 2020年6月底前, 至2020年6月30日, 2021年上半年
    rf"(?:力争)?[到至在于]?{_YEAR}(?:{_MONTH}(?:{_DAY}|份)?|[上下]半年|第?[一二三四1-4]季度)?"
    rf"(?:年?[底末内中初]{_BEFORE}?|{_BEFORE}|止)"
    rf"|[到至]{_YEAR}(?:{_MONTH}(?:{_DAY}|份)?|[上下]半年)?"
    rf"|{_YEAR}(?:[上下]半年|第?[一二三四1-4]季度)"
    # 三年内, 通过3年努力
    rf"|(?:通过|经过|用){_NUMERALS}年(?:左右)?(?:时间|的?努力)"
    rf"|(?:力争)?{_NUMERALS}年(?:之|以)?内"
    # 年底前, 6月底前: their year is the context's
    rf"|(?:每|当|今|本|到|至)?年(?:底|末|内){_BEFORE}?"
    rf"|[到至]?{_MONTH}(?:{_DAY})?[底末]?{_BEFORE}"
)
"""Deadlines in a sentence."""

YEAR_ALONE = rf"{_YEAR}(?=，?(?:完成|实现|建成|达到|基本|力争|全面|累计|争取))"
"""A year that is a deadline because of what follows."""

STATED = (
    rf"{_YEAR}(?:{_MONTH}(?:{_DAY}|份)?|[上下]半年|第?[一二三四1-4]季度)?(?:年?[底末内]{_BEFORE}?|{_BEFORE})?"
    rf"|{DUE}"
)
"""Deadlines in a field of their own, where a year alone is one too."""

_DIGITS = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_NUMBER = rf"{_DIGITS}(?:[-—–~～至到]{_DIGITS})?"
_SCALE = "(?:万|亿|千|百|多)?"
MEASURES = "|".join(
    words(
        "个 名 家 人次 人 项 件 套 台 辆 所 处 座 条 次 场 亩 公里 平方米 "
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

WHATEVER_YEAR = ("每年", "长期", "持续", "全年", "常年", "逐年", "即时", "立即", "定期", "适时")
"""Deadlines of a list's field that are no date."""

WITHIN_YEAR = ("年内", "年底前", "上半年", "下半年", *(f"{n}月底前" for n in range(1, 13)))
"""How a deadline begins whose year is the document's: 年内持续推进, 6月底前出台相关政策."""
