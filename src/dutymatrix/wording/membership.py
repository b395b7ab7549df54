"""Which units a phrase for several units can mean at all: what nobody need be asked about."""

from dutymatrix.wording.lexicon import words
from dutymatrix.wording.organisation import ADMINISTRATIVE, GOVERNMENTS, GROUP_HEADS, PLACE_ENDINGS

OFFICE_NOUNS = words("部门 机关 委办局 部委 委局")
"""Ends of phrases that mean offices and committees: 各有关部门."""

MEMBER_NOUNS = words("单位 成员")
"""Ends of phrases that mean offices, committees and companies: 市禁毒委各成员单位."""

OTHER_NOUNS = words(
    "企业 公司 集团 社会组织 社会团体 行业组织 协会 商会 学会 基金会 团体 院校 高校 学校 大学 医院 "
    "机构 基地 平台 社区 村 村居 行业 主体 场所 家庭 媒体 志愿者 联盟 银行"
)
"""Ends of phrases that mean no office, no committee and no town."""

OFFICES = words(
    "局 委 办 厅 部 署 政府 委员会 办公室 法院 检察院 人大 政协 纪委 监委 党校 工会 妇联 残联 "
    "工商联 科协 文联 侨联 团委 指挥部 领导小组 专班 总队 支队 大队"
)
"""How names of offices and committees end, and of what is none of the above."""

COMPANIES = words("公司 集团 企业 厂")
"""How names of companies end."""

PLACES_AT_LARGE = frozenset(words("各地 各地区 各地方 属地 当地 地方 各级"))
"""Phrases that mean places without naming a level."""

_LEVELS = ("中央", *"省市县区州镇乡")
_OF_LEVEL = ("级", "直", "属", "有关", "相关")
_NOUNS_OF_PLACES = ADMINISTRATIVE | {"设区", "设区的", "地级以上"}
_LONGEST_NOUN = max(map(len, _NOUNS_OF_PLACES))
_NO_MARKS = str.maketrans(dict.fromkeys("（）()〔〕[]、，,/· "))


def may_include(phrase: str, unit: str) -> bool:
    """Whether a phrase for several units may mean a unit: a question for whoever wrote it.

    Towns, counties and their governments are no offices, and offices no towns; companies and
    associations are neither. What is not understood may mean anything.

    Args:
        phrase: The name of a group, 各镇（街）.
        unit: The name of a unit, not of another group.
    """
    said = phrase.translate(_NO_MARKS)
    if _is_of_another_level(said, unit):
        return False
    if _means_places(said):
        return is_place(unit)
    if said.endswith(OFFICE_NOUNS):
        return not is_place(unit) and not unit.endswith(COMPANIES)
    if said.endswith(MEMBER_NOUNS):
        return not is_place(unit)
    if said.endswith(OTHER_NOUNS):
        return not is_place(unit) and not unit.endswith(OFFICES)
    return True


def is_localities(name: str) -> bool:
    """Whether a name stands for all places of a level, or their governments: 各镇（街）, 各地."""
    return name.startswith(("各", "地方各级")) and _means_places(
        name.removeprefix("地方").translate(_NO_MARKS)
    )


def is_place(name: str) -> bool:
    """Whether a name is that of a town, a county or the like, or of its government."""
    if name.endswith("人民政府办公室"):
        return False
    return name.endswith((*PLACE_ENDINGS, "街", *GOVERNMENTS))


def _means_places(said: str) -> bool:
    if said in PLACES_AT_LARGE:
        return True
    nouns = said
    while nouns.startswith(GROUP_HEADS):
        nouns = nouns.removeprefix(next(filter(nouns.startswith, GROUP_HEADS)))
    # Longest first here, too: 各级党委和政府.
    nouns = nouns.removesuffix(max(filter(nouns.endswith, GOVERNMENTS), key=len, default=""))
    # Longest first: 县区 and 县, 区 are the same places.
    while nouns:
        longest = range(_LONGEST_NOUN, 0, -1)
        noun = next((nouns[:n] for n in longest if nouns[:n] in _NOUNS_OF_PLACES), None)
        if noun is None:
            return False
        nouns = nouns.removeprefix(noun)
    return True


def _is_of_another_level(said: str, unit: str) -> bool:
    """Whether a phrase is about offices of another level: 县直各单位, and 市公安局."""
    rest = said.lstrip("各其他有关相")
    level = _level_of(rest)
    if not level or not rest.removeprefix(level).startswith(_OF_LEVEL):
        return False
    return _level_of(unit) not in {"", level}


def _level_of(name: str) -> str:
    """The level of government that a name begins with; "" where it says none."""
    return next(filter(name.startswith, _LEVELS), "")
