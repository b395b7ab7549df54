"""What renderers are given: an answer as data, as tables for eyes, as records for programs."""

from collections.abc import Mapping
from datetime import date
from gettext import NullTranslations
from typing import NamedTuple, Protocol

from dutymatrix.i18n import N_
from dutymatrix.model import Role

Cell = str | int | bool | date | Role | tuple[str, ...] | None
"""What a table holds: a renderer words roles, dates, lists and yes its own way."""

ROLE_WORDS = {
    Role.LEAD: N_("leads"),
    Role.RESPONSIBLE: N_("responsible"),
    Role.JOIN: N_("joins"),
    Role.GUIDE: N_("guides"),
}


class Column(NamedTuple):
    """A column of a table."""

    key: str
    """The machine word: the head in tsv, the name in JSON."""
    head: str
    """The head for people, a message of the catalogue or the document's own word."""
    folds: bool = False
    """Whether its text may be broken where the terminal is narrow."""


class Table(NamedTuple):
    """A table with what stands above and below it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    """Lines below: counts, and what the table is not."""
    whole: tuple[str, ...] = ()
    """Names that no line break in the title and the notes may divide."""


class Passage(NamedTuple):
    """A text with a heading, and labelled lines below it."""

    title: str
    text: str
    """Paragraphs separated by one line feed."""
    fields: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    """Named lines; names in a tuple stay whole wherever the line breaks."""
    notes: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    """Names that no line break in the title and the notes may divide."""


class View(Protocol):
    """An answer that can be written in every format."""

    @property
    def language(self) -> str:
        """The plan's language, for what is handed out."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The files it was read from, which no output may replace."""

    def data(self) -> Mapping[str, object]:
        """The answer as JSON has it."""

    def sheets(self, words: NullTranslations) -> tuple[Table | Passage, ...]:
        """The answer for eyes, worded in a language."""

    def records(self) -> Table:
        """The answer as one table with everything in it, for tsv."""

    def spreadsheet(self) -> Table:
        """The answer as one table for people, for csv."""
