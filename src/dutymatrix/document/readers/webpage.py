"""Saved web pages (.html, .htm): the main text, out of what the site puts around it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from dutymatrix.document.block import Block, Document, Paragraph, Table
from dutymatrix.document.readers.autonumber import whole as whole_number
from dutymatrix.document.readers.cells import Merge, build_table
from dutymatrix.document.readers.frontmatter import front_matter_end
from dutymatrix.document.readers.numeral import format_numeral
from dutymatrix.document.readers.plaintext import NotTextError, decode
from dutymatrix.document.readers.refusal import OversizedDocumentError
from dutymatrix.document.readers.webtree import BLOCKS, Node, build_tree
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _, ngettext

MAX_BYTES = 64 * 2**20
"""Of a page; pictures are not in it."""

_HEAD = 4096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
# What text that is no UTF-8 and no GB18030 may be in.
_TRADITIONAL = {"big5": "big5", "big5-hkscs": "big5hkscs", "cp950": "cp950"}
# The element that holds so much of the page's sentences holds its text.
_MAIN_SHARE = 0.9
_MOST_LINKED = 0.3
_MAX_SPAN = 500
# A cell that holds so much of a table's text is a frame around it.
_FRAME_SHARE = 0.8
_FRAME_LENGTH = 500
_SENTENCE_MARKS = "，。；：、"
_CONTAINERS = frozenset({"article", "body", "center", "div", "form", "main", "section", "td"})
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_FURNITURE_NAMES = re.compile(
    "nav|crumb|location|menu|share|foot|copyright|sidebar|toolbar|search|login|related|comment"
    "|pagination|print|qrcode|banner",
    re.IGNORECASE,
)
_FURNITURE_SHARE = 0.2
# Lines under or over the text that offer to do something with it, piece by piece.
_BETWEEN_OFFERS = re.compile(r"[\s|\[\]【】（）()·:：/]+")
_OFFER = re.compile(
    "上一[篇条页]|下一[篇条页]|扫一扫.*|分享到?|打印(本页)?|关闭(窗口|本页)?|返回(顶部|列表|首页)?|字[体号]"
    "|收藏|[大中小]|(我要)?纠错|浏览(次数|量)|[0-9]+次|微信|微博|QQ空间"
)
_LONGEST_OFFER = 60
# An item that brings its own number shows it so early.
_BEGIN = 8
_NUMBERED = re.compile(
    r"[（(第①-⑳]|[0-9０-９一二三四五六七八九十]{1,3}[.、．)]"  # noqa: RUF001
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# Stands for <br>, which is no blank.
_BREAK = "\v"
_REPLACED = "\ufffd"
_LIST_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "ideographDigital",
    "none": "none",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)


def read(data: bytes, file: str) -> Document:
    """Read a web page: paragraphs, lists with their numbers, tables."""
    if len(data) > MAX_BYTES:
        raise OversizedDocumentError(file, _("larger than {n} MiB").format(n=MAX_BYTES // 2**20))
    text = decode_page(data, file)
    return read_text(text[front_matter_end(text) :], file)


def decode_page(data: bytes, file: str, declared: str = "") -> str:
    """Text of a page: as its bytes say, then as it or its message declares."""
    found = _CHARSET.search(data, 0, _HEAD)
    declared = (declared or (found[1].decode("ascii") if found else "")).lower()
    if declared in _TRADITIONAL and not data.isascii():
        with suppress(UnicodeDecodeError):
            return data.decode(_TRADITIONAL[declared])
    try:
        return decode(data, file)
    except NotTextError:
        if 0 in data[:_HEAD]:
            raise
    # Pages are cut off and pasted together in the middle of characters.
    return data.decode("utf-8" if declared == "utf-8" else "gb18030", "replace")


def read_text(html: str, file: str) -> Document:
    """Read a page that is decoded."""
    body, about = build_tree(html, file)
    page = _Page(body)
    main = page.main()
    around = page.beside(main)
    writer = _Writer(file, page)
    blocks = [block for node in around for block in writer.blocks(node)]
    title = _title(body, about)
    begin = "".join(block.text for block in blocks[:5] if isinstance(block, Paragraph))
    if blocks and title and _bare(title) not in _bare(begin):
        blocks.insert(0, Paragraph(title, 0))
    left = page.sentences(body) - sum(map(page.sentences, around))
    return Document(
        file, tuple(_numbered(blocks)), findings=tuple(_findings(file, html.count(_REPLACED), left))
    )


def _title(body: Node, about: Mapping[str, str]) -> str:
    """What the page says its text is called: as government sites must, or in its one heading."""
    headings = [node for node in body.walk() if node.tag == "h1"]
    heading = "".join(headings[0].texts()) if len(headings) == 1 else ""
    return _collapsed(about.get("articletitle") or heading)


def _bare(text: str) -> str:
    return "".join(text.split())


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with their places: paragraphs and rows counted through."""
    line = 1
    for block in blocks:
        yield block._replace(line=line)
        line += len(block.rows) if isinstance(block, Table) else 1


def _findings(file: str, replaced: int, left: int) -> Iterator[Finding]:
    if replaced:
        what = ngettext(
            "{n} character could not be read", "{n} characters could not be read", replaced
        ).format(n=replaced)
        yield found(file, (0, 0), "DM405", what, _("Save the page again, or copy its text."))
    if left > 0:
        what = ngettext(
            "{n} sentence around the main text was left out",
            "{n} sentences around the main text were left out",
            left,
        ).format(n=left)
        yield found(file, (0, 0), "DM404", what, _("Compare with the page in a browser."))


class _Measure(NamedTuple):
    """How much text an element holds."""

    all: int = 0
    """Characters."""
    said: int = 0
    """Those in texts that are no links and have a sentence's marks."""
    linked: int = 0
    """Those in links."""
    links: int = 0
    sentences: int = 0
    tables: int = 0


class _Page:
    """A page's elements, measured to tell its text from what stands around it."""

    def __init__(self, body: Node) -> None:
        self.body = body
        self.measures: dict[int, _Measure] = {}
        # How each element's text begins.
        self.begins: dict[int, str] = {}
        self.parents: dict[int, Node] = {}
        self._measure(body, is_link=False)
        # The same as `said`, without what is in furniture.
        self.weights: dict[int, int] = {}
        self._weigh(body)

    def _measure(self, node: Node, *, is_link: bool) -> _Measure:
        is_link = is_link or node.tag == "a"
        parts = [_Measure(links=node.tag == "a", tables=node.tag == "table")]
        begin = ""
        for child in node.children:
            if isinstance(child, Node):
                self.parents[id(child)] = node
                parts.append(self._measure(child, is_link=is_link))
                begin = begin or self.begins[id(child)]
                continue
            begin = begin or child.strip()[:_BEGIN]
            length = len(_bare(child))
            is_said = not is_link and any(mark in child for mark in _SENTENCE_MARKS)
            parts.append(_Measure(length, length * is_said, length * is_link, 0, child.count("。")))
        measure = _Measure(*map(sum, zip(*parts, strict=True)))
        self.measures[id(node)] = measure
        self.begins[id(node)] = begin
        return measure

    def _weigh(self, node: Node) -> int:
        inner = sum(map(self._weigh, node.nodes))
        measure = self.measures[id(node)]
        own = measure.said - sum(self.measures[id(child)].said for child in node.nodes)
        is_read = node is self.body or not self.is_furniture(node)
        self.weights[id(node)] = (own + inner) * is_read
        return self.weights[id(node)]

    def sentences(self, node: Node) -> int:
        """How many sentences an element holds that are not in furniture."""
        if node is not self.body and self.is_furniture(node):
            return 0
        inner = sum(self.measures[id(child)].sentences for child in node.nodes)
        own = self.measures[id(node)].sentences - inner
        return own + sum(map(self.sentences, node.nodes))

    def main(self) -> Node:
        """The smallest frame that holds nearly all sentences of the page."""
        main = node = self.body
        wanted = self.weights[id(node)] * _MAIN_SHARE
        while wanted:
            if node.tag in _CONTAINERS:
                main = node
            inner = max(node.nodes, key=lambda one: self.weights[id(one)], default=None)
            if inner is None or self.weights[id(inner)] < wanted:
                break
            node = inner
        return main

    def beside(self, main: Node) -> tuple[Node, ...]:
        """The main part, and those beside it that hold sentences too."""
        parent = self.parents.get(id(main))
        if parent is None or parent.tag not in _CONTAINERS:
            return (main,)
        return tuple(
            node
            for node in parent.nodes
            if node is main
            or (
                self.measures[id(node)].sentences
                and self.measures[id(node)].linked < self.measures[id(node)].all * _MOST_LINKED
                and not self.is_furniture(node)
            )
        )

    def is_furniture(self, node: Node) -> bool:
        """Whether an element is the site's: links, or little text under a telling name."""
        measure = self.measures[id(node)]
        if measure.links > 2 and measure.linked > measure.all * (1 - _MOST_LINKED):
            return True
        if measure.said > self.measures[id(self.body)].said * _FURNITURE_SHARE:
            return False
        names = f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}"
        return node.tag in _FURNITURE_TAGS or _FURNITURE_NAMES.search(names) is not None


class _Writer:
    """Writes elements down as blocks."""

    def __init__(self, file: str, page: _Page, *, in_cell: bool = False) -> None:
        self.file = file
        self.page = page
        self.in_cell = in_cell
        self.pieces: list[str] = []
        # Of the item whose text is still to come.
        self.number = ""

    def blocks(self, node: Node) -> Iterator[Block]:
        """Paragraphs and tables in an element."""
        yield from self._inside(node)
        yield from self._flush()

    def _inside(self, node: Node, *, is_kept: bool = False) -> Iterator[Block]:
        number = _numbers(node) if node.tag == "ol" else None
        for child in node.children:
            if isinstance(child, str):
                self.pieces.append(child.replace("\n", _BREAK) if is_kept else child)
            elif child.tag == "br":
                self.pieces.append(_BREAK)
            elif child.tag in BLOCKS:
                yield from self._flush()
                if self.page.is_furniture(child):
                    continue
                if child.tag == "table":
                    yield from self._table(child)
                    continue
                if (
                    child.tag == "li"
                    and number
                    and not _NUMBERED.match(self.page.begins[id(child)])
                ):
                    self.number = number(child)
                yield from self._inside(child, is_kept=is_kept or child.tag == "pre")
                yield from self._flush()
            else:
                yield from self._inside(child, is_kept=is_kept)

    def _flush(self) -> Iterator[Block]:
        text, self.pieces = "".join(self.pieces), []
        for line in text.split(_BREAK):
            collapsed = _collapsed(line)
            if collapsed and (self.in_cell or not _is_offer(collapsed)):
                yield Paragraph(self.number + collapsed, 0)
                self.number = ""

    def _table(self, table: Node) -> Iterator[Block]:
        rows = [[cell for cell in row.nodes if cell.tag in ("td", "th")] for row in _rows(table)]
        if self._is_frame(table, rows):
            for cell in (cell for row in rows for cell in row):
                yield from _Writer(self.file, self.page).blocks(cell)
            return
        texts: dict[int, dict[int, str]] = {}
        merges: list[Merge] = []
        # The first row that is free again, by column.
        free: dict[int, int] = {}
        for n, row in enumerate(rows):
            column = 0
            texts[n] = {}
            for cell in row:
                while free.get(column, 0) > n:
                    column += 1
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                texts[n][column] = self._cell(cell)
                merges.append(Merge(n, column, n + height - 1, column + width - 1))
                if height > 1:
                    free.update(dict.fromkeys(range(column, column + width), n + height))
                column += width
        if any(text for row in texts.values() for text in row.values()):
            yield build_table(self.file, texts, merges, line=0)

    def _cell(self, cell: Node) -> str:
        lines = _Writer(self.file, self.page, in_cell=True).blocks(cell)
        return "\n".join(block.text for block in lines if isinstance(block, Paragraph))

    def _is_frame(self, table: Node, rows: list[list[Node]]) -> bool:
        """Whether a table only puts things in their places: one in another, or around a text."""
        if self.page.measures[id(table)].tables > 1:
            return True
        if max(map(len, rows), default=0) < 2:
            return True
        whole = self.page.measures[id(table)].all
        largest = max(self.page.measures[id(cell)].all for row in rows for cell in row)
        return largest > max(_FRAME_LENGTH, whole * _FRAME_SHARE)


def _rows(table: Node) -> Iterator[Node]:
    for child in table.nodes:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: Node, attribute: str) -> int:
    return min(max(whole_number(cell.attributes.get(attribute, "").strip(), 1), 1), _MAX_SPAN)


def _numbers(ol: Node) -> Callable[[Node], str]:
    """What hands out the numbers of a list's items."""
    style = _LIST_STYLE.search(ol.attributes.get("style", ""))
    named = style[1].lower() if style else ol.attributes.get("type", "1")
    format_ = _LIST_FORMATS.get(named, "decimal")
    value = whole_number(ol.attributes.get("start", "").strip(), 1) - 1

    def number(item: Node) -> str:
        nonlocal value
        value = whole_number(item.attributes.get("value", "").strip(), value + 1)
        written = format_numeral(format_, value)
        return f"{written}{'、' if '一' <= written[0] <= '龥' else '.'}" if written else ""

    return number


def _collapsed(text: str) -> str:
    """Text with blanks as a browser shows them; a line's end between Chinese is none."""

    def blank(match: re.Match[str]) -> str:
        before = text[max(match.start() - 1, 0) : match.start()]
        after = text[match.end() : match.end() + 1]
        is_end = "\n" in match[0] and not before.isascii() and not after.isascii()
        return "" if is_end else " "

    return _BLANKS.sub(blank, text).strip()


def _is_offer(text: str) -> bool:
    """Whether a line only offers to print, share, close the page or go on to another."""
    pieces = [piece for piece in _BETWEEN_OFFERS.split(text[: _LONGEST_OFFER + 1]) if piece]
    return len(text) <= _LONGEST_OFFER and all(_OFFER.fullmatch(piece) for piece in pieces)
