"""What official Chinese means by a date: 2018年底, 2018年上半年, 2019年前."""

import re
from datetime import date, timedelta
from typing import NamedTuple
from unicodedata import normalize

_YEAR = r"(?P<year>[12][0-9]{3})"
_DAY = _YEAR + r"(?:[-./](?P<month>1[0-2]|0?[1-9])(?:[-./](?P<day>[0-3]?[0-9]))?)?"
_CHINESE_DAY = (
    _YEAR
    + r"年(?:(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>[0-3]?[0-9])日?)?"
    + r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)?(?:[年月]?[底末内])?前?"
)
_YEAR_BEFORE = r"(?:^|[^0-9])[12][0-9]{3}年(?:以|之)?前$"


class Period(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date


def parse_period(typed: str) -> Period | None:
    """The days that somebody means by a date.

    `2018`, `2018年底`, `2018-06`, `2018年6月底前`, `2018年上半年`, `2018年第二季度` and
    `2018-12-31` are understood, in full or half width; anything else is None.
    """
    text = "".join(normalize("NFKC", typed).split())
    match = re.fullmatch(_DAY, text) or re.fullmatch(_CHINESE_DAY, text)
    if match is None:
        return None
    year = int(match["year"])
    said = {"half": None, "quarter": None, **match.groupdict()}
    if said["half"]:
        first, last = (1, 6) if said["half"] == "上" else (7, 12)
    elif said["quarter"]:
        quarter = "一二三四1234".index(said["quarter"]) % 4
        first, last = 3 * quarter + 1, 3 * quarter + 3
    elif said["month"]:
        first = last = int(said["month"])
    else:
        first, last = 1, 12
    try:
        if said["day"]:
            day = date(year, first, int(said["day"]))
            return Period(day, day)
        next_month = date(year + last // 12, last % 12 + 1, 1)
        return Period(date(year, first, 1), next_month - timedelta(days=1))
    except ValueError:
        return None


def is_ambiguous_deadline(said: str) -> bool:
    """Whether a deadline reads 2019年前: by the letter the end of 2018, to many offices of 2019."""
    return re.search(_YEAR_BEFORE, said) is not None
