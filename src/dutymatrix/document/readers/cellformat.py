"""Numbers of a workbook as its cells show them: days as days, 1 not 1.0, 90%, 007.

After ECMA-376 part 1, 18.8.30 (numFmt); what a format says beyond that is for eyes.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

# Formats that a file only names by number; 27 to 58 are East Asian dates.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-m-d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-m-d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy",
    31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒",
    36: "yyyy年m月", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "h:mm:ss", 47: "mm:ss", 49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月",
    53: "m月d日", 54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_LONGEST_FORMAT = 255
_LONGEST_NUMBER = 40
# The last day that a workbook knows, 9999-12-31.
_LAST_DAY = 2_958_466
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_SHOWN = re.compile(
    r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|[_*].|\[[^\]]*\]|([^\s\[\]"\\_*%,#0?@.])'
)


class Shown(NamedTuple):
    """What a format makes of a number."""

    is_day: bool = False
    is_time: bool = False
    has_day: bool = False
    """Whether a day of the month is shown, not only the month."""
    has_month: bool = False
    percent: bool = False
    before: str = ""
    after: str = ""
    decimals: int | None = None
    width: int = 0
    """So many digits at least."""
    grouped: bool = False


def format_number(raw: str, format_id: int, formats: dict[int, str], *, since_1904: bool) -> str:
    """A number as its cell shows it; what is no number stays as it is."""
    code = formats.get(format_id) or _BUILT_IN.get(format_id, "General")
    shown = _parse(code[:_LONGEST_FORMAT])
    try:
        value = float(raw[:_LONGEST_NUMBER])
    except ValueError:
        return raw
    if value - value:  # infinite, or no number
        return raw
    if (shown.is_day or shown.is_time) and 0 <= value < _LAST_DAY:
        return _moment(value, shown, since_1904=since_1904)
    return _number(value, shown)


def _moment(value: float, shown: Shown, *, since_1904: bool) -> str:
    if since_1904:
        value += 1462
    # Lotus 1-2-3 took 1900 for a leap year, and every workbook since counts so.
    start = datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)
    moment = start + timedelta(seconds=round(value * 86400))
    time = f"{moment:%H:%M}" if shown.is_time else ""
    if not shown.is_day or value < 1:
        return time or f"{moment:%H:%M}"
    if shown.has_day:
        day = moment.date().isoformat()
    else:
        day = f"{moment.year}年{moment.month}月" if shown.has_month else f"{moment.year}年"
    return f"{day} {time}" if time and time != "00:00" else day


def _number(value: float, shown: Shown) -> str:
    if shown.percent:
        value *= 100
    if shown.decimals is None:
        # Fifteen digits are what a workbook keeps.
        written = f"{value:.15g}"
        if "e" in written:
            written = f"{value:.0f}" if abs(value) < 1e21 and value == int(value) else written
    else:
        written = f"{value:{',' if shown.grouped else ''}.{shown.decimals}f}"
        sign, digits = ("-", written[1:]) if written.startswith("-") else ("", written)
        whole, point, rest = digits.partition(".")
        written = f"{sign}{whole.zfill(shown.width)}{point}{rest}"
    return f"{shown.before}{written}{'%' if shown.percent else ''}{shown.after}"


@lru_cache(maxsize=1024)
def _parse(code: str) -> Shown:
    """What a format's section for positive numbers says."""
    section = _sections(code)[0]
    plain = _LITERAL.sub("", section).lower()
    if plain in ("", "general", "@", "g/通用格式"):
        return Shown()
    is_time = "h" in plain or "s" in plain
    # m is minutes beside hours or seconds, else the month.
    has_month = "m" in plain and (not is_time or "y" in plain or "d" in plain)
    is_day = "y" in plain or "d" in plain or has_month
    if is_day or is_time:
        return Shown(
            is_day=is_day,
            is_time=is_time,
            # A day without its year is one all the same: the cell knows it.
            has_day="d" in plain or "y" not in plain,
            has_month=has_month,
        )
    if "e+" in plain or "e-" in plain or "/" in plain or not re.search("[0#?]", plain):
        return Shown()
    digits = re.search(r"[0#?][0#?,]*(?:\.[0#?]*)?", _masked(section))
    if digits is None:
        return Shown()
    whole, _, rest = digits[0].partition(".")
    return Shown(
        percent="%" in plain,
        before=_literals(section[: digits.start()]),
        after=_literals(section[digits.end() :]),
        # 0.## shows as many as there are.
        decimals=None if "#" in rest else len(rest),
        width=whole.count("0"),
        grouped="," in whole,
    )


def _sections(code: str) -> list[str]:
    """A format's sections, for positive and negative numbers, zero, and text."""
    cuts = [place for place, char in enumerate(_masked(code)) if char == ";"]
    starts = [0, *(cut + 1 for cut in cuts)]
    return [code[start:end] for start, end in zip(starts, [*cuts, None], strict=True)]


def _masked(code: str) -> str:
    """A format with what stands for itself blanked out."""
    return _LITERAL.sub(lambda match: " " * len(match[0]), code)


def _literals(part: str) -> str:
    """What a part of a format shows as it is."""
    return "".join("".join(match.groups("")) for match in _SHOWN.finditer(part))
