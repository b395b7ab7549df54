"""What renderers are given: an answer as data, as tables for eyes, as records for programs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from gettext import NullTranslations
from typing import NamedTuple, Protocol, Self

from dutymatrix.i18n import listed
from dutymatrix.plan.model import Plan, Role
from dutymatrix.wording.role import ROLE_WORDS

Cell = str | int | bool | date | Role | tuple[str, ...] | None
"""What a table holds: a renderer words roles, dates, lists and yes its own way."""


class Tint(Enum):
    """A colour; the value is as HTML writes it, a terminal has its own of that name."""

    RED = "#C00000"
    AMBER = "#BF8F00"
    GREEN = "#548235"
    GREY = "#808080"


class Tinted(str):
    """A word in a colour where a format has colours."""

    tint: Tint

    def __new__(cls, text: str, tint: Tint) -> Self:
        """A word and its colour."""
        said = super().__new__(cls, text)
        said.tint = tint
        return said


def word_cell(cell: Cell, words: NullTranslations) -> str:
    """A cell's text for people; enumerations with 、."""
    match cell:
        case None | False:
            return ""
        case True:
            return words.gettext("yes")
        case Role():
            return words.gettext(ROLE_WORDS[cell].does)
        case tuple():
            return listed(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


class Labels(tuple[str, ...]):
    """Labels of tasks: of very many a terminal shows the first."""


class Column(NamedTuple):
    """A column of a table."""

    key: str
    """The machine word: the head in tsv, the name in JSON."""
    head: str
    """The head for people, a message of the catalogue or the document's own word."""
    folds: bool = False
    """Whether its text may be broken where the terminal is narrow."""
    marked: bool = False
    """Whether [-…-] and {+…+} in it stand around what was deleted and added."""


class Table(NamedTuple):
    """A table with what stands above and below it."""

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
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


class GridHead(NamedTuple):
    """What stands before a row or above a column of a grid."""

    text: str
    short: str = ""
    """The same inside its group: 3 for （三）3."""
    group: str = ""
    """What neighbouring heads have in common: a section with its title."""
    title: str = ""
    """What stands beside the text where there is room: a task's title."""
    meaning: str = ""
    """What the notes say of it: a section with its title."""

    @property
    def brief(self) -> str:
        """The short text where there is one."""
        return self.short or self.text

    @property
    def full(self) -> str:
        """The text with its title."""
        return f"{self.text} {self.title}".rstrip()


class GridCell(NamedTuple):
    """A cell of a grid."""

    text: str
    shade: int = 0
    """0 empty to 3 strongest, beside what the text says."""
    role: Role | None = None
    """The strongest role, where the cell is about roles."""
    value: int | None = None
    """The number, where the cell is one."""


class Grid(NamedTuple):
    """A cross-tab: heads on two sides, and cells that are all of one kind."""

    corner: str
    rows: tuple[GridHead, ...]
    columns: tuple[GridHead, ...]
    cells: Sequence[tuple[GridCell, ...]]
    """A tuple a row; of a very large grid each is made when it is looked at."""
    row_totals: tuple[GridCell, ...] = ()
    """Empty where there are none."""
    column_totals: tuple[GridCell, ...] = ()
    """With the total of all at its end; empty where there are none."""
    total_head: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    asked: bool = False
    """Whether somebody said how many rows it should have."""

    def legend(self, words: NullTranslations) -> str:
        """What heads stand for, as its notes say it."""
        heads = (*self.rows, *self.columns)
        return words.gettext(", ").join(dict.fromkeys(h.meaning for h in heads if h.meaning))


Sheet = Table | Passage | Grid


Written = str | bytes | Iterator[str]
"""What a renderer gives: a text, bytes where it is none, or a long text piece by piece."""


class Answer(Protocol):
    """What is written down."""

    @property
    def plan(self) -> Plan | None:
        """The plan that it is about, of two revisions the new; None of several, or none."""

    def data(self) -> Mapping[str, object]:
        """The answer as JSON has it."""


class View(Answer, Protocol):
    """An answer that can be written in every format."""

    @property
    def plan(self) -> Plan:
        """The plan that it is about; its language is the answer's."""

    def sheets(self, words: NullTranslations) -> tuple[Sheet, ...]:
        """The answer for eyes, worded in a language."""

    def records(self) -> Table:
        """The answer as one table with everything in it, for tsv."""

    def spreadsheet(self) -> Table:
        """The answer as one table for people, for csv."""


class Options(NamedTuple):
    """How the stream or file an answer goes to wants it."""

    format: str
    width: int | None = None
    """Columns of the terminal; None where lines may be as long as they are."""
    height: int | None = None
    """Lines of the terminal; None where nobody has to read what is written from a screen."""
    color: bool = False
    to_file: bool = False
