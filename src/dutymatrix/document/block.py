"""A document as it was read: its blocks in order, before anybody thinks about what they say."""

from typing import NamedTuple

from dutymatrix.finding import Finding


class Paragraph(NamedTuple):
    """A run of text; numbers that a word processor makes by itself stand at its beginning."""

    text: str
    line: int
    """Its place in the source, from 1: a line of a text, a paragraph of a Word file, a page."""


class Table(NamedTuple):
    """A table, every row equally long; a merged cell's text stands in each cell it covers."""

    rows: tuple[tuple[str, ...], ...]
    line: int
    """Its place in the source, as a paragraph's."""
    name: str = ""
    """The sheet's name, where the source has sheets."""
    lines: tuple[int, ...] = ()
    """Each row's place, where rows of the source were left out; else they count on from `line`."""


Block = Paragraph | Table


class Document(NamedTuple):
    """What a reader found in a file."""

    file: str
    blocks: tuple[Block, ...]
    wrapped: bool = False
    """Whether a block may be a line of a longer paragraph, as in plain text and PDF."""
    findings: tuple[Finding, ...] = ()
    """What the reader left out, repaired or assumed."""
