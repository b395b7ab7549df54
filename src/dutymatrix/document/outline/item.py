"""The numbered items of a document, as a tree.

    一、工作任务                 Item(label="一、", level="一、", ordinal=1,
    （一）建立机制                    children=(Item(label="（一）", …, children=(
    1.压实责任。……                       Item(label="1.", …),)),))

A number in a text is a label where it continues a count, or begins one. At the beginning
of a paragraph a gap is forgiven; within one, only the very next number counts, so that
documents whose line breaks were lost are read and 1.2万 is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import numeric

from dutymatrix.document.flow import Flow
from dutymatrix.plan.numbering import FORMAL_DIGITS, parse_hanzi
from dutymatrix.wording.genre import GENRES
from dutymatrix.wording.script import CLOSERS

_HANZI = "[一二三四五六七八九十百零〇]{1,5}"
_FORMAL = f"[{FORMAL_DIGITS}]{{1,3}}"
# Each way to count: how a label looks, and the number one as the plan file writes it.
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("chapter", rf"第(?:{_HANZI}|[0-9]{{1,3}})[章编篇部]分?", "第一章"),
    ("division", rf"第(?:{_HANZI}|[0-9]{{1,3}})节", "第一节"),
    ("article", rf"第(?:{_HANZI}|[0-9]{{1,3}})条", "第一条"),
    ("formal", f"{_FORMAL}、", "壹、"),
    ("hanzi", rf"{_HANZI}[、.]", "一、"),
    ("bracketed", rf"（{_HANZI}）|[㈠-㈩]", "（一）"),
    ("arabic", "[0-9]{1,3}[.、]|[⒈-⒛]", "1."),
    ("arabic_bracketed", "（[0-9]{1,3}）|[⑴-⒇]", "（1）"),
    ("arabic_closed", r"[0-9]{1,2}）", "1）"),
    ("circled", "[①-⑳]", "①"),
)
_RANK = {name: rank for rank, (name, _pattern, _one) in enumerate(_FORMS)}
_ONE = {name: one for name, _pattern, one in _FORMS}
_LABEL = "|".join(f"(?P<{name}>{pattern})" for name, pattern, _one in _FORMS)
_TOKEN = re.compile(rf"(?P<label>{_LABEL})|(?P<open>[（【〔\[])|(?P<close>[）】〕\]])|(?P<end>\n)")
_VALUE = re.compile(rf"{_HANZI}|{_FORMAL}|[0-9]+|[①-⒛㈠-㈩]")
_YEAR = re.compile("[12][0-9]{3}年")
# 1.1.5万亩: a label, and a number with a point.
_POINTED = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}[万亿千百%亩公平米元吨户人个家项座倍]")
_BEFORE_LABEL = "。！？；：”…" + CLOSERS
# A heading that runs on into its first item is no longer than this, and has no sentence.
_LONGEST_HEADING = 60
# Nor is a title that runs on into the first chapter.
_LONGEST_TITLE = 80
_WIDEST_GAP = 5
_LONGEST_LIST = 200


@dataclass(slots=True, eq=False)
class Item:
    """A numbered item: its label, its own words, and the items below it."""

    form: str
    """The way to count, a key of `one_of`; "" for the document as a whole."""
    ordinal: int
    start: int
    """Offset of the label."""
    body: int
    """Offset of what follows the label."""
    end: int = 0
    """Where the next label, or the text, ends it; children stand between."""
    children: list["Item"] = field(default_factory=list)
    parent: "Item | None" = None

    @property
    def own_end(self) -> int:
        """Where the item's own words end: before its first child."""
        return self.children[0].start if self.children else self.end

    def walk(self) -> Iterator["Item"]:
        """The item and all below it, in the document's order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Oddity(NamedTuple):
    """A label whose number is not the one expected."""

    item: Item
    expected: int


class Outline(NamedTuple):
    """A document's items below one without a label, and what is odd about their numbers."""

    root: Item
    oddities: tuple[Oddity, ...]


class _Candidate(NamedTuple):
    form: str
    ordinal: int
    start: int
    end: int
    begins: bool
    """Whether it stands at the beginning of a paragraph."""
    after_sentence: bool
    tight: bool
    """Whether a digit follows that is no year: 4.14 may be a number of its own."""


def one_of(form: str) -> str:
    """The number one of a way to count, as the document prints it: `（一）`."""
    return _ONE[form]


def build_outline(flow: Flow, start: int = 0, end: int | None = None) -> Outline:
    """The items of a text between two offsets."""
    end = len(flow.plain) if end is None else end
    reader = _Reader(flow, start, end)
    for candidate in _candidates(flow, start, end):
        reader.take(candidate)
    reader.close(0, end)
    return Outline(reader.root, tuple(reader.oddities))


def _candidates(flow: Flow, start: int, end: int) -> Iterator[_Candidate]:
    """What looks like a label, outside brackets."""
    text = flow.plain
    depth, paragraph = 0, start
    for token in _TOKEN.finditer(text, start, end):
        if token["end"]:
            depth, paragraph = 0, token.end()
        elif token["open"]:
            depth += 1
        elif token["close"]:
            depth = max(0, depth - 1)
        elif depth == 0 or token.start() == paragraph:
            form = token.lastgroup or ""
            if form == "label":
                form = next(name for name in _ONE if token[name])
            begin, after = token.span()
            before = text[begin - 1 : begin]
            if before.isalnum() and form.startswith("arabic") and before.isascii():
                continue
            following = text[after : after + 1]
            tight = (
                form == "arabic"
                and following.isdecimal()
                and not _YEAR.match(text, after)
                and not _POINTED.match(text, after)
            )
            yield _Candidate(
                form,
                _ordinal(token[0]),
                begin,
                after,
                begins=begin == paragraph,
                after_sentence=before in _BEFORE_LABEL or begin in flow.gaps,
                tight=tight,
            )


def _ordinal(label: str) -> int:
    found = _VALUE.search(label)
    digits = found[0] if found else "0"
    if digits.isdecimal():
        return int(digits)
    if len(digits) == 1 and not digits.isalpha():
        return int(numeric(digits))
    return parse_hanzi(digits)


class _Reader:
    """Takes candidates one after another and keeps the path of open items."""

    def __init__(self, flow: Flow, start: int, end: int) -> None:
        self.flow = flow
        self.root = Item("", 0, start, start, end)
        self.path = [self.root]
        self.oddities: list[Oddity] = []
        self.last: dict[str, int] = {}
        """The last number of each form, for counts that run on."""
        self.second = max(flow.plain.rfind(f"\n2{mark}") for mark in ".、")
        """The last line that a count may go on with."""

    def take(self, found: _Candidate) -> None:
        """Make an item of a candidate that continues a count or begins one."""
        depth = self._depth_of(found.form)
        if depth:
            expected = self.path[depth].ordinal + 1
            fits = self._continues(found, expected)
        else:
            depth = self._depth_below(found)
            expected = self.last.get(found.form, 0) + 1
            if found.ordinal == 1:
                expected = 1
            fits = self._begins_count(found, expected)
        if not fits:
            return
        self.close(depth, found.start)
        item = Item(found.form, found.ordinal, found.start, found.end, parent=self.path[-1])
        self.path[-1].children.append(item)
        self.path.append(item)
        self.last[found.form] = found.ordinal
        if found.ordinal != expected:
            self.oddities.append(Oddity(item, expected))

    def close(self, depth: int, end: int) -> None:
        """End the open items from a depth on."""
        for item in self.path[max(depth, 1) :]:
            item.end = end
        del self.path[max(depth, 1) :]

    def _depth_of(self, form: str) -> int:
        """Depth of the open item that counts in this form; 0 where none does."""
        for depth in range(len(self.path) - 1, 0, -1):
            if self.path[depth].form == form:
                return depth
        return 0

    def _depth_below(self, found: _Candidate) -> int:
        """Where an item of a form that is not open belongs: below items of higher forms."""
        rank = _RANK[found.form]
        for depth in range(1, len(self.path)):
            if _RANK[self.path[depth].form] > rank:
                return depth
        return len(self.path)

    def _continues(self, found: _Candidate, expected: int) -> bool:
        if found.ordinal == expected:
            if found.tight:
                return found.begins and self._ended_above(found)
            return (
                found.begins
                or found.after_sentence
                or found.form == "bracketed"
                or self._after_list(found)
            )
        if not found.begins or found.tight:
            return False
        if found.ordinal == 1:
            return self._ended_above(found) or self._below_title(found)
        return expected < found.ordinal <= expected + _WIDEST_GAP

    def _begins_count(self, found: _Candidate, expected: int) -> bool:
        if found.tight:
            # 1.2万亩 may be a number of its own: a count goes on.
            follows = found.ordinal > 1 or self.second > found.start
            return (
                found.begins
                and found.start > 0
                and found.ordinal == expected
                and follows
                and self._ended_above(found)
            )
        if found.begins:
            return expected <= found.ordinal <= expected + _WIDEST_GAP
        if found.ordinal != expected:
            return False
        return (
            found.after_sentence
            or self._after_heading(found)
            or self._after_title(found)
            or self._after_list(found)
        )

    def _after_heading(self, found: _Candidate) -> bool:
        """Whether only a heading stands between the label above and this one."""
        above = self.path[-1]
        if above is self.root or found.form not in ("bracketed", "arabic"):
            return False
        length = found.start - above.body
        return (
            0 < length <= _LONGEST_HEADING
            and self.flow.plain.find("。", above.body, found.start) < 0
        )

    def _after_title(self, found: _Candidate) -> bool:
        """Whether only the title of the document stands above: 工作方案一、总体要求."""
        start, end = self.root.start, found.start
        return (
            self.path[-1] is self.root
            and not self.root.children
            and end - start <= _LONGEST_TITLE
            and self.flow.plain.endswith(GENRES, start, end)
        )

    def _after_list(self, found: _Candidate) -> bool:
        """Whether a list without brackets runs on into this label."""
        text = self.flow.plain
        label = text.rfind("单位：", max(0, found.start - _LONGEST_LIST), found.start)
        return label > text.rfind("。", max(0, found.start - _LONGEST_LIST), found.start)

    def _below_title(self, found: _Candidate) -> bool:
        """Whether the line above is the title of another part, below the number of an annex."""
        text = self.flow.plain
        title = text.rfind("\n", self.root.start, found.start - 1) + 1
        annex = text.rfind("\n", self.root.start, max(title - 1, 0)) + 1
        return (
            found.start - title <= _LONGEST_TITLE
            and text.endswith(GENRES, title, found.start - 1)
            and text.startswith("附件", annex)
        )

    def _ended_above(self, found: _Candidate) -> bool:
        """Whether the paragraph above ended as paragraphs do."""
        return self.flow.plain[max(0, found.start - 2) : found.start - 1] in _BEFORE_LABEL


def label_of_one(flow: Flow, item: Item) -> str:
    """The number one as the item's level prints it: the label 2、 gives `1、`."""
    label = flow.plain[item.start : item.body].strip()
    one = _ONE.get(item.form, "1.")
    if len(label) == 1:
        return one  # ① and its like are numbers as a whole
    value = _VALUE.search(one)
    return _VALUE.sub(value[0] if value else "1", label, count=1) or one
