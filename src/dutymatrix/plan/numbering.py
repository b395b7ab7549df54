"""How official documents count: 一、 （一） 1. （1） ① 第一条 壹、, and back.

A *form* is the number one as a document prints it at some level, `（一）` or `1.`;
a *label* is a place in the outline as people cite it, `（三）3`; a *number* is the
same place as digits, `3.3`, with a letter for one of several lists of an item, `3.3a`.
"""

# ruff: noqa: RUF001, RUF002 (what looks like 0, 1, 3, a point or a dash is what is read here)

import re
from typing import NamedTuple
from unicodedata import normalize

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
# As sums of money are written, and chapters in Taiwan; 參 is 参 in the plain writing.
_FORMAL = str.maketrans(_DIGITS[1:] + "十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FROM_FORMAL = str.maketrans("壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟", "一二二三三三四五六六七八九十百千")
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}

FORMAL_DIGITS = "壹贰叁参肆伍陆柒捌玖拾"
"""The digits of formal numbers in the plain writing, which counts no higher."""

PART_LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What tells the lists of one item apart: 3.3a, 3.3b."""

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Without a blank 1① would be 11.
_APART = {ord(char): f" {char}" for char in _CIRCLED}
_ONES = "一1①１壹"
# Patterns, not compiled ones: only a typed number needs them.
_ORDINAL = r"[0-9]+|[零〇一二两三四五六七八九十百千]+|[壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟]+"
_PART = r"(?<=[^\W_a-z]|[)\]】〕])\s*([a-z])$"
_MAX = 9999
# Python reads no number of thousands of digits, and nobody means one.
_LONGEST = 100


class Form(NamedTuple):
    """The number one of a level, taken apart: `（`, `一`, `）`."""

    before: str
    one: str
    after: str


def parse_form(form: str) -> Form | None:
    """Take a form apart; None where it does not hold the number one exactly once."""
    ones = [char for char in form if char in _ONES]
    return Form(*form.partition(ones[0])) if len(ones) == 1 else None


def hanzi(value: int) -> str:
    """Chinese numeral of 0 to 9999, as documents count: 10 is 十, 12 is 十二, 110 is 一百一十."""
    if not 0 <= value <= _MAX:
        return str(value)
    if value == 0:
        return _DIGITS[0]
    out = ""
    digits = str(value)
    for place, digit in zip(reversed(range(len(digits))), digits, strict=True):
        if digit != "0":
            out += _DIGITS[int(digit)] + _UNITS[place]
        elif out and not out.endswith("零"):
            out += "零"
    out = out.rstrip("零")
    return out[1:] if out.startswith("一十") else out


def parse_hanzi(text: str) -> int:
    """Value of a Chinese numeral below ten thousand; digits alone count as digits (二〇 is 20)."""
    text = text.translate(_FROM_FORMAL)
    if not any(char in _SCALES for char in text):
        return int("".join(str(_VALUES[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _SCALES:
            total += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            digit = _VALUES[char]
    return total + digit


def format_ordinal(form: Form, value: int) -> str:
    """Write a value in a form: 3 in `（一）` is `（三）`, in `1.` is `3.`."""
    match form.one:
        case "一":
            written = hanzi(value)
        case "壹":
            written = hanzi(value).translate(_FORMAL)
        case "①" if 1 <= value <= len(_CIRCLED):
            written = _CIRCLED[value - 1]
        case "１":
            written = str(value).translate({ord("0") + n: ord("０") + n for n in range(10)})
        case _:
            written = str(value)
    return form.before + written + form.after


def join_label(parent: str, form: Form, value: int) -> str:
    """Label of a place below another: （三） and 3 give （三）3, 三 and 3 give 三·3."""
    own = format_ordinal(form, value).rstrip("、.．,，。 ")
    if parent and parent[-1] not in "）)】" and own[0] not in "（(【" + _CIRCLED:
        return f"{parent}·{own}"
    return parent + own


def parse_number(typed: str) -> tuple[str, ...] | None:
    """Read a number as people type it.

    `3.3`, `三.3`, `三·3`, `三、3`, `3-3`, `（三）3`, `(三)3`, `３．３` all give `("3", "3")`;
    `二（三）3` gives `("2", "3", "3")`; `3.3a` gives `("3", "3", "a")`.

    Returns:
        The digits of each level as text, or None where something else stands in it.
    """
    text = normalize("NFKC", typed.translate(_APART)).strip().lower()
    if len(text) > _LONGEST:
        return None
    part = re.search(_PART, text)
    if part:
        text = text[: part.start()]
    found = re.findall(_ORDINAL, text)
    if not found or re.sub(_ORDINAL, "", text).strip(
        "()[]【】〔〕.·・、-—–_/。,，:：第条章节款项是 "
    ):
        return None
    path = [str(int(o) if o[0].isascii() else parse_hanzi(o)) for o in found]
    return (*path, *([part[1]] if part else []))
