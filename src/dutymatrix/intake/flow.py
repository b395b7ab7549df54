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

from dutymatrix.intake.document import Document, Paragraph, Table
from dutymatrix.model import Span
from dutymatrix.wording.furniture import ADDRESS, PAGE_NUMBER, PAGE_NUMBER_WITHIN
from dutymatrix.wording.script import CLOSERS, OPENERS, plain

# What nobody can see is no part of a word, and no plan file may hold it.
_INVISIBLE = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\U000e0001-\\U000e007f"
)
_WORD = re.compile(rf"[^\s{_INVISIBLE}]+")
_FURNITURE = re.compile(f"(?:{PAGE_NUMBER}|{ADDRESS})")
_WITHIN = re.compile(PAGE_NUMBER_WITHIN)
_SENTENCE_ENDS = "。！？；："
# The beginning of an item is never the rest of a line, that of a field only in a bracket.
_ITEM = re.compile(
    r"第[一二三四五六七八九十百]{1,4}[章节条]|[一二三四五六七八九十百]{1,4}、|（[一二三四五六七八九十百]{1,4}）"
    r"|[0-9]{1,3}(?:、|\.(?![0-9])|\.(?=[0-9]{4}年))|（[0-9]{1,2}）|[①-⑳]"
)
_FIELD = re.compile(r"[\u4e00-\u9fff]{0,6}(?:单位|部门|领导|时限)：|附件?[0-9：]")
# A line of a longer paragraph is no wider than a page; wider ones are paragraphs.
_WIDEST_LINE = 150
_NEARLY_FULL = 0.85
_TO_THE_MARGIN = 0.95
# In so many of the lines of a wrapped text the line is as long as the page allows.
_FULL_SHARE = 0.3
_FEWEST_FULL = 3


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


class _Line(NamedTuple):
    """A line of the source."""

    number: int
    raw: str
    column: int
    """The column of its first character; more than 1 inside a block of several lines."""
    own: bool
    """Whether it begins a block that is a whole paragraph."""

    @property
    def indented(self) -> bool:
        return self.raw[:1] in " \u3000\t\u00a0" and self.raw[:2].isspace()


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
        if _is_latin(self.last) and _is_latin(following):
            self.pieces.append(" ")
            self.length += 1
        elif gap and not (_is_latin(self.last) or _is_latin(following)):
            self.gaps.add(self.length)

    def add_line(self, line: _Line) -> None:
        """Append the words of a line."""
        words = [*_WORD.finditer(line.raw)]
        spaced = _is_letter_spaced([word[0] for word in words])
        for place, word in enumerate(words):
            if place:
                wide = word.start() - words[place - 1].end() > 1
                if not (spaced and _is_latin(self.last)):
                    self.blank(word[0][0], gap=not spaced or wide)
            elif self.last not in ("", "\n"):
                self.blank(word[0][0], gap=False)
            self._add_word(word[0], line.number, line.column + word.start())

    def _add_word(self, word: str, line: int, column: int) -> None:
        start = 0
        for number in _WITHIN.finditer(word):
            self.add(word[start : number.start()], line, column + start)
            self.repaired.append((self.length, number[0]))
            start = number.end()
        self.add(word[start:], line, column + start)

    def end_paragraph(self) -> None:
        """Begin a new paragraph, unless nothing stands in this one."""
        if self.last not in ("", "\n"):
            self.pieces.append("\n")
            self.length += 1
            self.last = "\n"


def build_flow(document: Document) -> Flow:
    """The running text of a document."""
    lines = [*_lines(document)]
    furniture = _running_heads(lines) if document.wrapped else frozenset()
    dropped = []
    kept = []
    for line in lines:
        bare = line.raw.strip()
        if document.wrapped and (_FURNITURE.fullmatch(bare) or bare in furniture):
            dropped.append((Span(line.number, line.column), bare))
        elif bare:
            kept.append(line)
    builder = _Builder()
    for begins, line in _paragraphs(kept, wrapped=document.wrapped):
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
        tuple(dropped),
        tuple(builder.repaired),
    )


def _lines(document: Document) -> Iterator[_Line]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            column = 1
            for place, raw in enumerate(block.text.split("\n")):
                yield _Line(block.line, raw, column, own=not place)
                column += len(raw) + 1


def _running_heads(lines: Sequence[_Line]) -> frozenset[str]:
    """Lines that stand beside page numbers again and again: the heads and feet of pages."""
    beside: Counter[str] = Counter()
    bare = [line.raw.strip() for line in lines]
    bare = [text for text in bare if text]
    for place, text in enumerate(bare):
        if _FURNITURE.fullmatch(text):
            beside.update({*bare[max(0, place - 1) : place], *bare[place + 1 : place + 2]})
    often = (text for text, count in beside.items() if count >= 3 and 4 <= len(text) <= 40)
    return frozenset(text for text in often if not _FURNITURE.fullmatch(text))


def _paragraphs(lines: Sequence[_Line], *, wrapped: bool) -> Iterator[tuple[bool, _Line]]:
    """Lines, each with whether it begins a paragraph."""
    if not wrapped:
        yield from ((line.own, line) for line in lines)
        return
    margin = _margin(lines)
    by_indent = 0 < sum(line.indented for line in lines) <= 0.6 * len(lines)
    above, depth, said = "", 0, False
    for line in lines:
        own = plain("".join(line.raw.split()))
        begins = not above or _begins(own, above, margin, open_above=depth > 0)
        if said and begins and not (_ends(above) or _ITEM.match(own) or _FIELD.match(own)):
            # No heading has sentences: this one goes on, however short its line.
            begins = False
        begins = begins or (by_indent and line.indented)
        yield begins, line
        depth = _depth_after(own, 0 if begins else depth)
        said = "。" in own or (said and not begins)
        above = own


def _begins(own: str, above: str, margin: int, *, open_above: bool) -> bool:
    """Whether a line of a wrapped text begins a paragraph."""
    if _ITEM.match(own) or (_FIELD.match(own) and not open_above):
        return True
    if open_above:
        # A list may end before the margin; a bracket nobody closes does not hold what follows.
        return not (_closes(own) or (margin and _is_full(above, margin)))
    if above[-1] in "，、":
        return False
    if not margin:
        return True
    fullness = _width(above) / margin
    return fullness < (_TO_THE_MARGIN if above[-1] in _SENTENCE_ENDS else _NEARLY_FULL)


def _ends(text: str) -> bool:
    """Whether a paragraph may end so; a closing bracket may end a list."""
    return text[-1] in _SENTENCE_ENDS or text[-1] in CLOSERS


def _margin(lines: Sequence[_Line]) -> int:
    """The width of a full line; 0 where lines are paragraphs."""
    widths = sorted(_width("".join(line.raw.split())) for line in lines)
    if not widths:
        return 0
    margin = widths[len(widths) * 9 // 10]
    full = sum(width >= _NEARLY_FULL * margin for width in widths)
    enough = max(_FEWEST_FULL, _FULL_SHARE * len(widths))
    return margin if margin <= _WIDEST_LINE and full >= enough else 0


def _is_full(text: str, margin: int) -> bool:
    return _width(text) >= _NEARLY_FULL * margin


def _width(text: str) -> int:
    """Columns on paper: two for what is not ASCII."""
    return 2 * len(text) - sum(map(str.isascii, text))


def _depth_after(text: str, depth: int) -> int:
    for char in text:
        if char in OPENERS:
            depth += 1
        elif char in CLOSERS:
            depth = max(0, depth - 1)
    return depth


def _closes(text: str) -> bool:
    """Whether a bracket that was opened above closes here."""
    depth = 0
    for char in text:
        if char in OPENERS:
            depth += 1
        elif char in CLOSERS:
            depth -= 1
            if depth < 0:
                return True
    return False


def _is_letter_spaced(words: Sequence[str]) -> bool:
    """Whether blanks stand between all characters of a line, as in 责 任 单 位."""
    single = sum(len(word) == 1 for word in words)
    return len(words) >= 4 and single >= 0.7 * len(words)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
