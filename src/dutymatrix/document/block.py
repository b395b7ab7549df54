"""A document as it was read: its blocks in order, before anybody thinks about what they say."""

from collections.abc import Sequence
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
    parts: tuple["Document", ...] = ()
    """The files of one that came in several, a notice and its annexes; their lines count on."""
    before: int = 0
    """Lines of the files before it, where it is such a part."""


def join_documents(documents: Sequence[Document]) -> Document:
    """Files that are one document, in the order in which they are read; it is named as the first.

    Args:
        documents: What their readers found; at least one.
    """
    if len(documents) == 1:
        return documents[0]
    parts: list[Document] = []
    before = 0
    for one in documents:
        blocks = tuple(_moved(block, before) for block in one.blocks)
        parts.append(one._replace(blocks=blocks, before=before))
        before = max((_last_line(block) for block in blocks), default=before)
    return Document(
        documents[0].file,
        tuple(block for part in parts for block in part.blocks),
        findings=tuple(finding for part in parts for finding in part.findings),
        parts=tuple(parts),
    )


def _moved(block: Block, by: int) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(line=block.line + by)
    return block._replace(line=block.line + by, lines=tuple(line + by for line in block.lines))


def _last_line(block: Block) -> int:
    if isinstance(block, Paragraph):
        return block.line
    return max(block.lines, default=block.line + len(block.rows))
