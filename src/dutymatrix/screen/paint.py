"""Colours of a terminal, by rich; without colours rich is not loaded."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.style import Style

Paint: TypeAlias = Callable[[str, str], str]
"""Gives a text a style that rich knows (`bold`); "" is none."""


def painter(*, color: bool) -> Paint:
    """What paints, or leaves texts as they are."""
    return _paint if color else _leave


def _leave(text: str, _style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    from rich.color import ColorSystem

    return _style(style).render(text, color_system=ColorSystem.STANDARD) if style else text


@cache
def _style(name: str) -> "Style":
    from rich.style import Style

    return Style.parse(name)
