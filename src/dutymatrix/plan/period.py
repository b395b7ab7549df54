"""What official Chinese means by a date: 2018年底, 2018年上半年, 2019年前."""

import re
from datetime import date, timedelta
from typing import NamedTuple
from unicodedata import normalize

_YEAR = r"(?P<year>[12][0-9]{3})"
_DAY = _YEAR + r"(?:[-./](?P<month>1[0-2]|0?[1-9])(?:[-./](?P<day>[0-3]?[0-9]))?)?"
_DIGITS = _YEAR + r"(?P<month>[01][0-9])(?P<day>[0-3][0-9])"
_CHINESE_DAY = (
    r"[到至在]?"
    + _YEAR
    + r"年?(?:(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>[0-3]?[0-9])日?)?"
    + r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|全年|年度)?"
    + r"(?:[年月]?[底末内])?(?:[以之]?前)?"
)
_LETTERS = _YEAR + r"[-年]?(?:[Qq](?P<quarter>[1-4])|[Hh](?P<half>[12]))"
_MONTHS_OF = _YEAR + r"年?(?P<month>1[0-2]|0?[1-9])月?[-—–~至到](?P<last>1[0-2]|0?[1-9])月份?"
_YEAR_BEFORE = r"(?:^|[^0-9])(?P<year>[12][0-9]{3})年[以之]?前"
_FORMS = (_DAY, _DIGITS, _CHINESE_DAY, _LETTERS, _MONTHS_OF)

_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2, "去年": -1}
_MONTHS = {"本月": 0, "当月": 0, "这个月": 0, "下个月": 1, "下月": 1, "上个月": -1, "上月": -1}
_QUARTERS = {"本季度": 0, "下季度": 1, "上季度": -1}


class Period(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date


def parse_day(typed: str) -> date | None:
    """The day that is typed, `2018-12-31`, `2018.12.31`, `2018年12月31日`; None if it is none."""
    period = parse_period(typed)
    return period.first if period and period.first == period.last else None


def parse_period(typed: str) -> Period | None:
    """The days that somebody means by a date.

    `2018`, `2018年底`, `2018-06`, `2018年6月底前`, `2018年上半年`, `2018年第二季度`, `2018Q2`,
    `2018年1-6月` and `2018-12-31` are understood, in full or half width; anything else is None,
    2019年前 too, for it can mean either year.
    """
    text = _plain(typed)
    match = next(filter(None, (re.fullmatch(form, text) for form in _FORMS)), None)
    if match is None or read_year_before(text):
        return None
    year = int(match["year"])
    said = {"half": None, "quarter": None, "month": None, "day": None, **match.groupdict()}
    if said["half"]:
        first, last = (1, 6) if said["half"] in "上1" else (7, 12)
    elif said["quarter"]:
        quarter = "一二三四1234".index(said["quarter"]) % 4
        first, last = 3 * quarter + 1, 3 * quarter + 3
    elif said["month"]:
        first = int(said["month"])
        last = int(said.get("last") or first)
    else:
        first, last = 1, 12
    if last < first:
        return None
    try:
        if said["day"]:
            day = date(year, first, int(said["day"]))
            return Period(day, day)
        next_month = date(year + last // 12, last % 12 + 1, 1)
        return Period(date(year, first, 1), next_month - timedelta(days=1))
    except ValueError:
        return None


def read_relative(typed: str, today: date) -> str:
    """The date with the year and month that 今年底, 本月 or 明年上半年 mean on a day.

    What says its year itself comes back as it is.
    """
    text = _plain(typed)
    if text in ("今天", "今日", "today"):
        return today.isoformat()
    if text in ("年底", "年末", "年内", "上半年", "下半年"):
        text = f"今年{text}"
    months = 12 * today.year + today.month - 1
    for word, step in _MONTHS.items():
        year, month = divmod(months + step, 12)
        text = text.replace(word, f"{year}年{month + 1}月")
    quarter = months // 3
    for word, step in _QUARTERS.items():
        year, of_year = divmod(quarter + step, 4)
        text = text.replace(word, f"{year}年{of_year + 1}季度")
    for word, step in _YEARS.items():
        text = text.replace(word, f"{today.year + step}年")
    return text.replace("年年", "年")


class Readings(NamedTuple):
    """The two days that 2019年前 can mean."""

    letter: date
    """By the letter, the last day of the year before."""
    usage: date
    """To many offices, the last day of that year."""


def read_year_before(said: str) -> Readings | None:
    """The two readings of a deadline such as 2019年前; None for any other."""
    match = re.search(_YEAR_BEFORE, _plain(said))
    if match is None:
        return None
    year = int(match["year"])
    return Readings(date(year - 1, 12, 31), date(year, 12, 31))


def _plain(text: str) -> str:
    """Half width, no blanks, and the year in digits: 二〇一九年 is 2019年."""
    text = "".join(normalize("NFKC", text).split())
    year = re.search("[\u3007零一二三四五六七八九]{4}(?=年)", text)
    if year:
        digits = year[0].translate(str.maketrans("\u3007零一二三四五六七八九", "00123456789"))
        text = text[: year.start()] + digits + text[year.end() :]
    return text
