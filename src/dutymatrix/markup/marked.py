"""Texts in which deletions and additions are marked."""

from collections.abc import Iterable
from enum import Enum
from gettext import NullTranslations
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, Self

from dutymatrix.diff import rewording
from dutymatrix.markup.view import Cell, word_cell


class Mark(Enum):
    """What a revision did to a stretch of text; the value is what stands around it."""

    DELETED = rewording.DELETED
    """Struck through."""
    ADDED = rewording.ADDED
    """Bold and underlined, so that black and white print keeps it."""


class Run(NamedTuple):
    """A stretch of text that is marked throughout, or not at all."""

    text: str
    mark: Mark | None = None


_TEXT_OF, _MARK_OF = attrgetter("text"), attrgetter("mark")


class Marked(str):
    """A text with deletions and additions.

    Formats that have letters for them take `runs`; for all others it is a text in which they
    stand between [-…-] and {+…+}.
    """

    runs: tuple[Run, ...]

    def __new__(cls, runs: Iterable[Run]) -> Self:
        """A text of some runs; neighbours with the same mark are one."""
        joined = tuple(
            Run("".join(run.text for run in own), mark)
            for mark, own in groupby(filter(_TEXT_OF, runs), key=_MARK_OF)
        )
        said = super().__new__(
            cls,
            "".join(
                run.mark.value[0] + run.text + run.mark.value[1] if run.mark else run.text
                for run in joined
            ),
        )
        said.runs = joined
        return said


def runs_of(text: str) -> tuple[Run, ...]:
    """Runs of any text."""
    return text.runs if isinstance(text, Marked) else (Run(text),)


def plain(text: str) -> str:
    """A text without its marks."""
    return "".join(run.text for run in text.runs) if isinstance(text, Marked) else text


def said_of(cell: Cell, words: NullTranslations) -> str:
    """A cell's text for people, its marks kept."""
    return cell if isinstance(cell, Marked) else word_cell(cell, words)
