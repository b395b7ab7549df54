"""The words that an option chooses among: the machine's, and those of a Chinese screen."""

from collections.abc import Callable, Container, Mapping, Sequence

from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.i18n import CHINESE, _, current_language, enumerated

WORDS = {
    "lead": ("牵头", "牵头单位"),
    "responsible": ("责任", "责任单位"),
    "join": ("参与", "参与单位", "配合"),
    "guide": ("指导", "指导单位"),
    "number": ("条目", "编号", "序号"),
    "due": ("时限", "完成时限", "日期"),
    "unit": ("单位",),
    "task": ("任务", "条目"),
    "section": ("部分",),
    "role": ("分工",),
    "year": ("年份", "年"),
    "count": ("数量",),
    "mark": ("标记",),
    "pair": ("分列",),
    "matrix": ("矩阵",),
    "network": ("网络",),
    "kind": ("类别", "变更"),
    "red": ("红", "红灯", "逾期"),
    "amber": ("黄", "黄灯"),
    "green": ("绿", "绿灯"),
    "grey": ("灰", "销号", "已销号"),
}
"""What may be typed for a word, the usual one first."""


class UnknownWordError(DutymatrixError):
    """An option takes one of some words, and another was typed."""

    def __init__(self, typed: str, offered: Mapping[str, str]) -> None:
        """Name all words; the likely one as well.

        Args:
            typed: What was typed.
            offered: The machine's words, and what this screen says for each.
        """
        from difflib import get_close_matches

        close = get_close_matches(typed, [*offered, *offered.values()], 1)
        super().__init__(
            _("{typed} is not one of these").format(typed=quoted(typed))
            + "".join("\n" + _("did you mean {names}?").format(names=word) for word in close)
            + "\n"
            + _("choose one of: {formats}").format(
                formats=enumerated(
                    word if own == word else f"{word}（{own}）" for word, own in offered.items()
                )
            )
        )


class TableNumberError(DutymatrixError):
    """--table is neither the number of a table nor all."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            _("--table {asked}: this is not the number of a table").format(asked=asked)
            + "\n"
            + _("give its number, as import lists it, or all")
        )


def one_of(typed: str, offered: Sequence[str]) -> str:
    """The machine's word for what was typed, in either language.

    Raises:
        UnknownWordError: It is none of those offered.
    """
    word = means(typed, offered)
    if word is None:
        raise UnknownWordError(typed, {word: said(word) for word in offered})
    return word


def means(typed: str, offered: Sequence[str]) -> str | None:
    """The one of some words that was typed, in either language; None where it is none of them."""
    fits = (word for word in offered if typed == word or typed in WORDS.get(word, ()))
    return next(fits, None)


def said(word: str) -> str:
    """What is typed for a word on this screen: 牵头 for lead on a Chinese one."""
    own = WORDS.get(word) if current_language() == CHINESE else None
    return own[0] if own else word


def tables(asked: str | None) -> Container[int] | None:
    """The numbers of the tables that --table names; None where it was not given.

    Raises:
        TableNumberError: It is neither a number nor all.
    """
    if asked is None:
        return None
    from dutymatrix.document import ALL_TABLES

    if asked == "all":
        return ALL_TABLES
    if asked.isdecimal() and int(asked[:9]):
        return (int(asked[:9]),)
    raise TableNumberError(asked)


def offer(words: Sequence[str]) -> Callable[[str], list[str]]:
    """What offers, at a Tab, those of some words that begin as typed."""

    def offered(incomplete: str) -> list[str]:
        chinese = (said for word in words for said in WORDS.get(word, ())[:1])
        # Without a letter typed, the same word twice would be no choice.
        known = (*words, *chinese) if incomplete else words
        return [word for word in known if word.startswith(incomplete)]

    return offered
