"""Colours of a terminal; rich has more of them, and takes longer to load than ten rows to draw."""

from collections.abc import Callable
from typing import TypeAlias

Paint: TypeAlias = Callable[[str, str], str]
"""Gives a text a style (`bold`); "" is none."""

_CODES = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "red": "31",
    "amber": "33",
    "green": "32",
    "grey": "90",
    "bold reverse": "1;7",
}
"""What a terminal is told for each style (ECMA-48, SGR)."""


def painter(*, color: bool) -> Paint:
    """What paints, or leaves texts as they are."""
    return _paint if color else _leave


def _leave(text: str, _style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if text and style else text
