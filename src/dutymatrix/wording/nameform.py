"""One office's name in its various forms: 市场监督管理局 and 市场监管局, 各县（市）区政府 and …."""

import re
from functools import cache

from dutymatrix.wording.lexicon import words
from dutymatrix.wording.organisation import GROUP_HEADS
from dutymatrix.wording.script import spelling

# What is written in full, and how it is written for short; in the order in which they apply.
_SHORTER = (
    ("国有资产监督管理委员会", "国资委"),
    ("社会治安综合治理委员会办公室", "综治办"),
    ("精神文明建设委员会办公室", "文明办"),
    ("机构编制委员会办公室", "编办"),
    ("互联网信息办公室", "网信办"),
    ("国际贸易促进委员会", "贸促会"),
    ("供销合作社", "供销社"),
    ("中国人民银行", "人行"),
    ("人民银行", "人行"),
    ("邮政管理", "邮管"),
    ("通信管理", "通管"),
    ("药品监督管理", "药监"),
    ("民族宗教事务", "民宗"),
    ("广播电视", "广电"),
    ("林业和草原", "林草"),
    ("人民防空", "人防"),
    ("人力社保", "人社"),
    ("市团委", "团市委"),
    ("县团委", "团县委"),
    ("人民政府", "政府"),
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("监督管理", "监管"),
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("工业和信息化", "工信"),
    ("工业信息化", "工信"),
    ("经济和信息化", "经信"),
    ("经济信息化", "经信"),
    ("科学技术", "科技"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("人力资源与社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("住房与城乡建设", "住建"),
    ("卫生和计划生育", "卫计"),
    ("卫生计生", "卫计"),
    ("卫生健康", "卫健"),
    ("文化和旅游", "文旅"),
    ("文化旅游", "文旅"),
    ("文化广电旅游体育", "文广旅体"),
    ("文化广电旅游", "文广旅"),
    ("文化广电新闻出版", "文广新"),
    ("自然资源和规划", "自然资源规划"),
    ("规划和自然资源", "规划自然资源"),
    ("生态环境保护", "生态环境"),
    ("环境保护", "环保"),
    ("国土资源", "国土"),
    ("交通运输", "交通"),
    ("应急管理", "应急"),
    ("安全生产监管", "安监"),
    ("食品药品监管", "食药监"),
    ("质量技术监督", "质监"),
    ("工商行政管理", "工商"),
    ("城市管理和综合执法", "城管执法"),
    ("城市管理综合执法", "城管执法"),
    ("城市管理", "城管"),
    ("退役军人事务", "退役军人"),
    ("医疗保障", "医保"),
    ("金融工作", "金融"),
    ("社会治安综合治理", "综治"),
    ("管理局", "局"),
    ("共青团", "团"),
    ("总工会", "工会"),
    ("妇女联合会", "妇联"),
    ("残疾人联合会", "残联"),
    ("工商业联合会", "工商联"),
    ("科学技术协会", "科协"),
    ("科技协会", "科协"),
)
_BRACKETED = re.compile(r"[（〔【\[][^（〔【\[）〕】\]]*[）〕】\]]")
_MARKS = re.compile(r"[（）〔〕【】\[\]、，和及与]")
_GROUP_HEADS = tuple(GROUP_HEADS)
# A level alone, or a place with its level: 市, 清河市.
_LEVEL = re.compile(
    r"(?:国家|全国|中央|自治[区州县旗]|(?![^省市州盟县区旗镇乡]*[委团党盟])"
    r"(?:[\u4e00-\u9fff]{2,6})?[省市州盟县区旗镇乡])"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_NO_PLACE = re.compile("[省市州盟县区旗镇乡委团党]")
# What begins with a level's character and is none: 市场监管局, 乡村振兴局, 国土局.
_NO_LEVELS = words("市场 乡村 城乡 区域 国土 国税 国资 国防 州际 镇村")
# Behind a level or a place at least this much must say what the office is about: 市委 is none.
_TELLING = 3
SUFFIXES = words("厅 局 委 办 部 院 处 总局 总队 支队 大队 中心 公司")
"""What an office is, behind what it is about."""


@cache
def name_form(name: str) -> str:
    """What is the same in all forms of one office's name.

    A second nameplate in brackets, 人民政府 or 政府, 委员会 or 委, 发展改革 or 发改 make no
    other office; of a phrase for several units only the marks go.
    """
    form = spelling(name)
    if form.startswith(_GROUP_HEADS):
        form = _MARKS.sub("", form)
    else:
        form = _BRACKETED.sub("", form) or form
    for full, short in _SHORTER:
        form = form.replace(full, short)
    return form


def runs_on(above: str, below: str) -> bool:
    """Whether an office's name breaks between two lines: 省人力资源社会 above 保障厅."""
    return any(
        above.endswith(full[:n]) and below.startswith(full[n:])
        for full, _short in _SHORTER
        for n in range(2, len(full) - 1)
    )


def are_levels_apart(one: str, other: str) -> bool:
    """Whether two forms are the same but for a level or place that only one of them names.

    市公安局 and 公安局, 清河市公安局 and 市公安局; not 团市委 and 市委, for those are two bodies.
    """
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if longer == shorter or not longer.endswith(shorter) or longer.startswith(_GROUP_HEADS):
        return False
    before = longer[: -len(shorter)]
    level, field = field_of(shorter)
    if len(field) < _TELLING - 1 or not shorter.endswith(SUFFIXES):
        return False
    if level:
        return bool(_PLACE.fullmatch(before)) and not _NO_PLACE.search(before)
    return bool(_LEVEL.fullmatch(before)) and before[-1] + field[0] not in _NO_LEVELS


@cache
def field_of(form: str) -> tuple[str, str]:
    """The level that a form begins with, and what the office is about: 市环保局 is 市, 环保."""
    suffix = max((own for own in SUFFIXES if form.endswith(own)), key=len, default="")
    stem = form.removesuffix(suffix)
    ends = [
        end
        for end in range(1, min(len(stem) - 1, 8))
        if _LEVEL.fullmatch(stem[:end]) and stem[end - 1 : end + 1] not in _NO_LEVELS
    ]
    # 市城区 is the city's, but 清河市 is a place: the longest that holds no other level.
    end = next((end for end in reversed(ends) if not _NO_PLACE.search(stem[: end - 1])), 0)
    return stem[:end], stem[end:]
