"""One running text of a document, cleaned of what its pages added, with a way back.

flow = build_flow(document)
flow.text[flow.find("（责任单位")]         # what the document says
flow.place(offset)                        # the line and column in the source
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.wrap import ITEM, Line, are_printed, iter_paragraphs
from dutymatrix.plan.model import Span
from dutymatrix.wording.furniture import (
    ADDRESS,
    COPIES,
    MENU_WITHIN,
    ORGANIZERS,
    PAGE_NUMBER,
    PAGE_NUMBER_WITHIN,
    PRINTED,
    READING,
    SITE_CONTACT,
    SITE_FOOT,
    SITE_MARK,
)
from dutymatrix.wording.script import plain

# What nobody can see is no part of a word, and no plan file may hold it.
_INVISIBLE = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\U000e0001-\\U000e007f"
)
_WORD = re.compile(rf"[^\s{_INVISIBLE}]+")
_FURNITURE = re.compile(f"(?:{PAGE_NUMBER}|{ADDRESS})")
_WITHIN = re.compile(f"{PAGE_NUMBER_WITHIN}|{MENU_WITHIN}|(?P<reading>{READING})")
_PRINTED = re.compile(PRINTED)
_READING = re.compile(READING)
_SITE_MARK = re.compile(SITE_MARK)
_NUMBER = re.compile("[0-9]{1,4}")
# What stands below a document takes no more lines.
_LONGEST_FOOT = 30
_LONGEST_PAGE_NUMBER = 12
_SHORTEST_SPELT = 2


class Flow(NamedTuple):
    """The text of a document as one string; a line feed ends a paragraph."""

    file: str
    text: str
    plain: str
    """The same in one width and script, character by character; what is recognized is read here."""
    gaps: frozenset[int]
    """Offsets where the source has blanks between characters that need none."""
    starts: tuple[int, ...]
    """Offsets at which a new piece of the source begins."""
    spans: tuple[Span, ...]
    """Where those pieces stand."""
    tables: tuple[Table, ...]
    dropped: tuple[tuple[Span, str], ...]
    """Page numbers and the like that were taken out."""
    repaired: tuple[tuple[int, str], ...]
    """What was taken out from within words, at its offset."""

    def place(self, offset: int) -> Span:
        """The place in the source of a character."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return Span(1, 1)
        line, column = self.spans[at]
        return Span(line, column + offset - self.starts[at])

    def page_numbers(self) -> frozenset[int]:
        """Numbers of pages that were taken out of the text."""
        taken = [text for _place, text in (*self.dropped, *self.repaired)]
        numbers = (_NUMBER.search(text) for text in taken if len(text) <= _LONGEST_PAGE_NUMBER)
        return frozenset(int(number[0]) for number in numbers if number)


_EMPTY = Flow("", "", "", frozenset(), (), (), (), (), ())


class _Builder:
    """Puts the pieces of lines one after another."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.spans: list[Span] = []
        self.gaps: set[int] = set()
        self.repaired: list[tuple[int, str]] = []
        self.last = ""

    def add(self, piece: str, line: int, column: int) -> None:
        """Append what stands at a place of the source."""
        if not piece:
            return
        self.starts.append(self.length)
        self.spans.append(Span(line, column))
        self.pieces.append(piece)
        self.length += len(piece)
        self.last = piece[-1]

    def blank(self, following: str, *, gap: bool) -> None:
        """Stand between two words: one blank between letters, nothing in Chinese."""
        if _is_latin(self.last) and _is_latin(following[0]):
            self.pieces.append(" ")
            self.length += 1
        elif (
            gap
            and self.last not in "、，,"
            and following[0] not in "、，,；。"
            and (
                ITEM.match(plain(following))
                or not (_is_latin(self.last) or _is_latin(following[0]))
            )
        ):
            self.gaps.add(self.length)

    def add_line(self, line: Line) -> None:
        """Append the words of a line."""
        spaced = _is_letter_spaced(_WORD.findall(line.raw))
        start = 0
        for found in _WITHIN.finditer(line.raw):
            self._add_words(line, start, found.start(), spaced=spaced)
            if not found["reading"]:
                self.repaired.append((self.length, found[0].strip()))
            start = found.end()
        self._add_words(line, start, len(line.raw), spaced=spaced)

    def _add_words(self, line: Line, start: int, end: int, *, spaced: bool) -> None:
        words = [*_WORD.finditer(line.raw, start, end)]
        spelt = _spelt([word[0] for word in words])
        for place, word in enumerate(words):
            if place:
                wide = word.start() - words[place - 1].end() > 1
                gap = wide or not (spaced or place in spelt)
                if not (spaced and _is_latin(self.last)):
                    self.blank(word[0], gap=gap)
            elif self.last not in ("", "\n"):
                self.blank(word[0], gap=False)
            self.add(word[0], line.number, line.column + word.start())

    def end_paragraph(self) -> None:
        """Begin a new paragraph, unless nothing stands in this one."""
        if self.last not in ("", "\n"):
            self.pieces.append("\n")
            self.length += 1
            self.last = "\n"


def build_flow(document: Document) -> Flow:
    """The running text of a document; of several files one after the other."""
    if document.parts:
        return _joined(document.file, [*map(build_flow, document.parts)])
    lines = [*_lines(document)]
    filled = [line for line in lines if line.raw.strip()]
    wrapped = document.wrapped or are_printed(filled)
    furniture = _running_heads(lines) if wrapped else frozenset()
    dropped = []
    kept = []
    for line in lines:
        if readings := "".join(_READING.findall(line.raw)):
            dropped.append((Span(line.number, line.column), readings))
        bare = line.raw.strip()
        if wrapped and (_FURNITURE.fullmatch(plain(bare)) or bare in furniture):
            dropped.append((Span(line.number, line.column), bare))
        elif bare:
            kept.append(line)
    above_foot = _above_foot(kept)
    dropped += [(Span(line.number, line.column), line.raw.strip()) for line in kept[above_foot:]]
    del kept[above_foot:]
    builder = _Builder()
    for begins, line in iter_paragraphs(kept, wrapped=wrapped):
        if begins:
            builder.end_paragraph()
        builder.add_line(line)
    text = "".join(builder.pieces)
    return Flow(
        document.file,
        text,
        plain(text),
        frozenset(builder.gaps),
        tuple(builder.starts),
        tuple(builder.spans),
        tuple(block for block in document.blocks if isinstance(block, Table)),
        tuple(sorted(dropped)),
        tuple(builder.repaired),
    )


def _joined(file: str, flows: Sequence[Flow]) -> Flow:
    """Texts one after the other, each from a line of its own."""
    whole = _EMPTY
    for flow in flows:
        text = whole.text + "\n" if whole.text and not whole.text.endswith("\n") else whole.text
        at = len(text)
        whole = Flow(
            file,
            text + flow.text,
            plain(text) + flow.plain,
            whole.gaps | {gap + at for gap in flow.gaps},
            (*whole.starts, *(start + at for start in flow.starts)),
            whole.spans + flow.spans,
            whole.tables + flow.tables,
            whole.dropped + flow.dropped,
            (*whole.repaired, *((offset + at, taken) for offset, taken in flow.repaired)),
        )
    return whole


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            column = 1
            for place, raw in enumerate(block.text.split("\n")):
                yield Line(block.line, raw, column, own=not place)
                column += len(raw) + 1


def _running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """Lines that stand beside page numbers again and again: the heads and feet of pages."""
    beside: Counter[str] = Counter()
    bare = [line.raw.strip() for line in lines]
    bare = [text for text in bare if text]
    for place, text in enumerate(bare):
        if _FURNITURE.fullmatch(text):
            beside.update({*bare[max(0, place - 1) : place], *bare[place + 1 : place + 2]})
    often = (text for text, count in beside.items() if count >= 3 and 4 <= len(text) <= 40)
    return frozenset(text for text in often if not _FURNITURE.fullmatch(text))


def _above_foot(lines: Sequence[Line]) -> int:
    """How many lines stand above what is no text: who gets copies, what a web site adds."""
    bare = ["".join(plain(line.raw).split()) for line in lines]
    above = _above_site_foot(bare, _above_copies(bare))
    # Who organizes something may be said by the document itself.
    certain = any(not text.startswith(ORGANIZERS) for text in bare[above:])
    if any(text.startswith(ORGANIZERS) for text in bare[:above]):
        while above < len(bare) and bare[above].startswith(ORGANIZERS):
            above += 1
    return above if certain else len(lines)


def _above_site_foot(bare: Sequence[str], above: int) -> int:
    """How many of the lines above a place stand above what a web site adds.

    An address or telephone is the document's own unless the site's lines surround it.
    """
    marked = False
    for place in range(above - 1, max(0, above - _LONGEST_FOOT) - 1, -1):
        text = bare[place]
        if ITEM.match(text) or "。" in text:
            break
        marked = marked or _SITE_MARK.search(text) is not None
        contact = text.startswith(SITE_CONTACT)
        if _SITE_MARK.search(text) or text.startswith(SITE_FOOT) or (marked and contact):
            above = place
        elif not contact:
            break
    return above


def _above_copies(bare: Sequence[str]) -> int:
    """How many lines stand above those who get copies, and when it was printed."""
    above = len(bare)
    for place in range(above - 1, max(0, above - _LONGEST_FOOT) - 1, -1):
        if ITEM.match(bare[place]):
            break
        if bare[place].startswith(COPIES) or _PRINTED.fullmatch(bare[place]):
            above = place
    return above


def _is_letter_spaced(words: Sequence[str]) -> bool:
    """Whether blanks stand between all characters of a line, as in 责 任 单 位."""
    single = sum(len(word) == 1 for word in words)
    return len(words) >= 4 and single >= 0.7 * len(words)


def _spelt(words: Sequence[str]) -> frozenset[int]:
    """Places of words in which blanks stand between all characters: 责 任 单 位：市公安局."""
    places: set[int] = set()
    run = 0
    for place, word in enumerate(words):
        if run >= _SHORTEST_SPELT:
            # Those before them were added with the words before this one.
            places.update(range(place - _SHORTEST_SPELT, place + 1))
        run = run + 1 if len(word) == 1 and not _is_latin(word) else 0
    return frozenset(places)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
