"""Writings of one character: widths, and the traditional script, as one plain writing.

Only what the other tables of this package are made of needs to be here; what is read in the
plain writing is kept in the document's own.
"""

# ruff: noqa: RUF001 (the writings are what this is about)

import re
from collections.abc import Sequence

from dutymatrix.wording.script_table import TRADITIONAL

OPENERS = "（【〔["
"""Opening brackets of the plain writing."""

CLOSERS = "）】〕]"
"""Closing brackets of the plain writing, in the same order."""

_WIDTHS = (
    "０0１1２2３3４4５5６6７7８8９9．.(（)）:：,，;；［[］]﹙（﹚）﹝〔﹞〕﹑、｡。~～％%＊*・·"
    "〖【〗】｛〔｝〕{〔}〕"
    "「“」”『“』”"
)
_VARIANTS = "衞卫"


def _pairs(writings: str) -> dict[str, str]:
    return dict(zip(writings[::2], writings[1::2], strict=True))


_PLAIN = str.maketrans(_pairs(_WIDTHS) | _pairs(TRADITIONAL) | _pairs(_VARIANTS))
_NOT_PLAIN = frozenset(map(chr, _PLAIN))
# What is printed in several ways and says one thing, beyond what reading needs as one.
_SAME_SIGNS = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "（），。：；？！"}
    | dict.fromkeys(map(ord, "“”„‟＂"), '"')
    | dict.fromkeys(map(ord, "‘’＇"), "'")
    | dict.fromkeys(map(ord, "—–−－―～~"), "-")
    | dict.fromkeys(map(ord, "•・‧"), "·")
    | {ord("○"): "〇"}
)
_SPELLING = _SAME_SIGNS | {code: _SAME_SIGNS.get(ord(char), char) for code, char in _PLAIN.items()}
_OTHERWISE = frozenset(map(chr, _SPELLING))
_BETWEEN_TEXTS = "\1"  # no blank, and no sign for another
_BLANKS = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_BETWEEN_LETTERS = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")


def plain(text: str) -> str:
    """A text in one width and in simplified characters, as long as it was.

    Brackets and punctuation become full-width, digits and the point half-width.
    """
    return text if _NOT_PLAIN.isdisjoint(text) else text.translate(_PLAIN)


def spelling(text: str) -> str:
    """What is the same of texts that only are printed otherwise.

    Width, script, line breaks and blanks say nothing, but a blank between two letters does.
    """
    return _without_blanks(text.translate(_SPELLING))


def spellings(texts: Sequence[str]) -> list[str]:
    """The `spelling` of each of many texts, at once."""
    joined = _BETWEEN_TEXTS.join(texts)
    if joined.count(_BETWEEN_TEXTS) != len(texts) - 1:
        return [*map(spelling, texts)]
    # Of the thousands of signs that are written in several ways few are in a plan. None of those
    # that they become is among them.
    for sign in _OTHERWISE.intersection(joined):
        joined = joined.replace(sign, sign.translate(_SPELLING))
    return _without_blanks(joined).split(_BETWEEN_TEXTS)


def _without_blanks(signs: str) -> str:
    if not _BLANKS.search(signs):
        return signs
    return _BLANKS.sub("", _BETWEEN_LETTERS.sub("\0", signs)).replace("\0", " ")
