"""What a document is laid out of: papers with tables, texts, grids and letters on them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple

from dutymatrix.markup.profile import Profile
from dutymatrix.markup.stamp import Stamp
from dutymatrix.markup.view import Column, Grid, Passage, Sheet, Table, View
from dutymatrix.measure import shown
from dutymatrix.plan.model import Plan

# What XML 1.0 cannot hold (2.2), whatever else is invisible.
_NO_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Text(NamedTuple):
    """Running text under a heading."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    level: int = 1
    """1 for a chapter, 2 for what stands in one."""


class Letter(NamedTuple):
    """A letter as offices write them; the number is left open, the day where none is given."""

    addressee: str
    paragraphs: tuple[str, ...]
    annexes: tuple[str, ...]
    """What goes with it."""
    signatures: tuple[str, ...]
    """All who send it, one below the other; nobody where hands are to fill that in."""
    date: str


class Fill(NamedTuple):
    """A table that somebody fills in: its own cells are locked where a format can do that."""

    table: Table
    marks: tuple[str, ...]
    """Unseen, one a row: what the row is about."""
    open: Mapping[str, tuple[str, ...]]
    """Keys of the columns to be filled in, with the words to choose among where there are such."""
    fields: tuple[tuple[str, str], ...]
    """Heads of what is to be filled in above the table, and what stands there already."""


class Paper(NamedTuple):
    """What is stapled together: a document, a worksheet, a chapter of a page."""

    name: str
    """What it is called in an index: the unit."""
    title: str
    lines: tuple[str, ...]
    """Under the title: the plan and its number, counts, filters."""
    parts: tuple[Table | Text | Grid | Letter | Fill, ...]
    date: str = ""
    """The line for the date of filling it in."""
    is_cover: bool = False
    above: str = ""
    """Above the title: that it is an annex."""
    tint: str = ""
    """The colour of what stands above, as HTML writes it; "" for that of the text."""

    @property
    def heading(self) -> str:
        """The title with what stands above it."""
        return f"{self.above}　{self.title}" if self.above else self.title


class Form(NamedTuple):
    """What an office wants on its papers."""

    profile: Profile
    title: str = ""
    """What a list is called there (责任清单); "" for our word."""
    blank: tuple[str, ...] = ()
    """Heads of empty columns, to be filled in by hand."""
    date: str = ""
    """The date as it is printed; "" for an empty one."""
    brief: bool = False
    """Without the wording of each task."""
    full: bool = False
    """With the wording of each task once more as running text, behind the tables."""
    undated: str = ""
    """What stands where a task has no date; "" where the cell is left empty."""
    template: Path | None = None
    """The office's own Word file, whose pages and styles Word files have."""
    stamp: Stamp | None = None
    """Which version of the plan it is made from, for the properties of the file."""


@dataclass(frozen=True)
class Handout:
    """A view that is laid out as papers."""

    view: View
    form: Form
    """What the office wants."""

    @property
    def plan(self) -> Plan:
        """The view's plan."""
        return self.view.plan

    def data(self) -> Mapping[str, object]:
        """The view as data."""
        return self.view.data()

    def records(self) -> Table:
        """The view's records."""
        return self.view.records()

    def spreadsheet(self) -> Table:
        """The view's table, with the empty columns."""
        return with_blank(self.view.spreadsheet(), self.form.blank)

    def sheets(self, words: NullTranslations) -> tuple[Sheet, ...]:
        """The papers, one after another."""
        return tuple(sheet for paper in self.stamped(words) for sheet in as_sheets(paper))

    def stamped(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """The papers, each with the line that says what it is made from, where that is wanted."""
        line = self.form.stamp.line if self.form.stamp else ""
        for paper in self.papers(words, flat=flat):
            yield paper._replace(lines=(*paper.lines, line)) if line else paper

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """Paper by paper.

        Args:
            words: The language they are worded in.
            flat: As a worksheet has it: one table, dates as dates, no pages of text.
        """
        raise NotImplementedError


def as_sheets(paper: Paper) -> Iterator[Sheet]:
    """A paper for formats that know no papers."""
    if paper.is_cover:
        return
    lines = (*paper.lines, *((paper.date,) if paper.date else ()))
    yield Passage(paper.heading, "\n".join(lines))
    for part in paper.parts:
        match part:
            case Table():
                yield part
            case Text():
                yield Passage(part.heading, "\n".join(part.paragraphs))
            case Letter():
                yield Passage("", "\n".join(letter_lines(part)))
            case Grid():
                yield part
            case Fill():
                yield part.table


def letter_lines(letter: Letter) -> Iterator[str]:
    """A letter line by line, for formats that do not lay it out."""
    yield letter.addressee
    yield from letter.paragraphs
    yield from letter.annexes
    yield from (*letter.signatures, letter.date)


def with_blank(table: Table, heads: Iterable[str]) -> Table:
    """A table with empty columns at its end, before that for remarks."""
    added = tuple(Column("blank", head) for head in heads)
    place = len(table.columns) - (table.columns[-1].key == "remark")
    empty = (None,) * len(added)
    return table._replace(
        columns=(*table.columns[:place], *added, *table.columns[place:]),
        rows=tuple((*row[:place], *empty, *row[place:]) for row in table.rows),
    )


def legible(text: str) -> str:
    """A text that XML can hold, with what is invisible made visible."""
    return text if text.isprintable() else _NO_XML.sub("\ufffd", shown(text))
