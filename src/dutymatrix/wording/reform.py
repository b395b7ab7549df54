"""Who usually took over from whom when institutions were reformed, by what offices are about.

The years are those of the reform plans of the State Council (国务院机构改革方案 of 2008 and 2013,
党和国家机构改革方案 of 2018 and 2023); provinces, cities and counties follow within two years,
and not all in the same way. Nothing follows from a line here alone: the tasks must agree.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from dutymatrix.wording.lexicon import words
from dutymatrix.wording.nameform import field_of, name_form


class Reform(NamedTuple):
    """What became what."""

    year: int
    olds: tuple[str, ...]
    """What offices were about before, as `nameform.field_of` gives it."""
    news: tuple[str, ...]
    """What an office is about that took over, in its various forms."""


def _reform(year: int, olds: str, news: str) -> Reform:
    return Reform(year, *(tuple(map(name_form, words(own))) for own in (olds, news)))


REFORMS = (
    _reform(2008, "人事 劳动保障 劳动和社会保障 劳动", "人社"),
    _reform(2008, "建设 房管 房产 城乡建设", "住建"),
    _reform(2008, "经贸 经委 信息产业", "工信 经信"),
    _reform(2013, "卫生 计生 人口计生 人口和计划生育", "卫计"),
    _reform(2013, "广电 文化 新闻出版 文广 文化广电", "文广新 新闻出版广电"),
    _reform(2013, "药监 食品药品", "食药监"),
    _reform(2018, "环保", "生态环境"),
    _reform(2018, "国土 规划 国土规划 城乡规划 测绘", "自然资源 自然资源规划 规划自然资源"),
    _reform(2018, "农业 农牧 农委 农办 畜牧 农机 水产", "农业农村 农业农牧"),
    _reform(2018, "卫计 计生 老龄 医改", "卫健"),
    _reform(2018, "工商 质监 食药监 物价 知识产权 工商质监", "市场监管"),
    _reform(2018, "安监", "应急"),
    _reform(
        2018,
        "文广新 文化 文体 文化体育 旅游 旅发 旅游发展 文广 文体广新 体育",
        "文旅 文广旅 文广旅体 文旅体 文旅广体",
    ),
    _reform(2018, "法制", "司法"),
    _reform(2018, "综治 防范", "委政法"),
    _reform(2018, "经信", "工信"),
    _reform(2018, "粮食", "粮食和储备 粮食和物资储备 发改"),
    _reform(2018, "国税 地税", "税务"),
    _reform(2018, "民宗 民族宗教", "委统战 民宗"),
    _reform(2018, "海洋渔业 海洋与渔业", "农业农村 自然资源"),
    _reform(2018, "银监 保监", "银保监"),
    _reform(2018, "城管", "城管执法"),
    _reform(2018, "公安消防 消防", "消防救援"),
    _reform(2018, "军转 双拥", "退役军人"),
    _reform(2021, "扶贫 扶贫开发", "乡村振兴"),
    _reform(2023, "乡村振兴", "农业农村"),
    _reform(2023, "银保监", "金融监管"),
    _reform(2023, "金融 地方金融监管", "委金融 地方金融"),
    _reform(2023, "大数据 政务数据 大数据发展", "数据 政务服务和数据"),
    _reform(2023, "文明", "委社会工作"),
    _reform(2023, "人防", "国防动员"),
)
"""By year."""

_SUFFIXES = {
    "委政法": "委",
    "委统战": "部",
    "委社会工作": "部",
    "委金融": "办",
    "国防动员": "办",
}
"""What offices are that are no 局."""
_COMMISSIONS = ("卫计", "卫健")
"""What became a commission of the State Council, and was a ministry."""


def are_usual(old: tuple[str, str], new: tuple[str, str]) -> bool:
    """Whether an office usually followed another, in one reform or several, or the other way round.

    A revision that is taken back is the mirror image of one.

    Args:
        old: Level and field of the one, as `nameform.field_of` gives them.
        new: Those of the other.
    """
    (level, field), (new_level, new_field) = old, new
    if level and new_level and level != new_level:
        return False
    return new_field in _followers_of(field) or field in _followers_of(new_field)


def usual_names(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of some names that usually came before or after an office, whatever its place is.

    None where one of the names says itself what that office is about.
    """

    def place(name: str) -> tuple[str, str]:
        level, field = field_of(name_form(name))
        return level[-1:], field

    own = place(typed)
    places = {name: place(name) for name in names}
    if any(field == own[1] for _level, field in places.values()):
        return ()
    return tuple(name for name in places if are_usual(own, places[name]))


def became(old: str, new: str) -> int | None:
    """The year of the reform in which an office became another; None where that is not usual.

    Args:
        old: What the earlier one was about, as `nameform.field_of` gives it.
        new: The later one.
    """
    known = {old}
    for reform in REFORMS:
        if not known.isdisjoint(reform.olds):
            known.update(reform.news)
            if new in reform.news:
                return reform.year
    return None


@cache
def _followers_of(field: str) -> frozenset[str]:
    """What an office became, in one reform or several one after the other."""
    found = {field}
    for reform in REFORMS:
        if not found.isdisjoint(reform.olds):
            found.update(reform.news)
    return frozenset(found - {field})


def office(level: str, field: str, former: str) -> str:
    """The usual name of an office that took over: 市, 卫健 and 市卫计局 give 市卫健局.

    Args:
        level: What it begins with.
        field: What it is about.
        former: From whom it took over; what has 部, 厅 or 委 for its end mostly keeps that.
    """
    kept = next((own for own in ("部", "厅", "委", "总局") if former.endswith(own)), "局")
    if kept == "部" and field in _COMMISSIONS:
        kept = "委"
    return f"{level}{field}{_SUFFIXES.get(field, kept)}"
