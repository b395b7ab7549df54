"""Word documents (.docx): what a reader of the page sees, in order, as paragraphs and tables.

Read with the standard library: python-docx leaves out tracked insertions, text boxes, content
controls and every number that Word makes by itself. Element names are those of ECMA-376 part 1.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dutymatrix.document.block import Block, Document, Paragraph, Table
from dutymatrix.document.readers import Progress
from dutymatrix.document.readers.autonumber import Listing, Styles, is_set, value_of, whole
from dutymatrix.document.readers.cells import Merge, build_table
from dutymatrix.document.readers.package import Package
from dutymatrix.document.readers.refusal import BrokenDocumentError
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import _, ngettext

# Elements that say what stands there, not what is read; a comment's or note's text is elsewhere.
_SILENT = frozenset(
    {"pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr", "instrText", "delInstrText", "rt"}
)
_INSERTED = frozenset({"ins", "moveTo"})
_DELETED = frozenset({"del", "moveFrom"})
_CHANGES = _INSERTED | _DELETED
# What stands for one element of text.
_CHARACTERS = {
    "tab": " ",
    "ptab": " ",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
}
# Characters of symbol fonts that offices use; what others look like is not known.
_SYMBOLS = {
    ("Wingdings", "f06c"): "●",
    ("Wingdings", "f06e"): "■",
    ("Wingdings", "f06f"): "□",
    ("Wingdings", "f0a8"): "□",
    ("Wingdings", "f0fc"): "√",
    ("Wingdings", "f0fe"): "☑",
    ("Wingdings 2", "f050"): "√",
    ("Wingdings 2", "f052"): "☑",
    ("Wingdings 2", "f0a3"): "□",
    ("Symbol", "f0b7"): "·",
}
_UNKNOWN_SYMBOL = "〓"
_MAX_SPAN = 500


def read(
    data: bytes, file: str, *, original: bool = False, progress: Progress | None = None
) -> Document:
    """Read a Word document.

    Args:
        data: The file's content.
        file: The name that findings give.
        original: Before its tracked changes, not with them accepted.
        progress: Told how many bytes of how many are read.
    """
    package = Package(data, file)
    main = package.main_part()
    if main is None:
        raise BrokenDocumentError(file, _("it does not say where its text is"))
    styles = Styles(_part(package, main, "styles"))
    listing = Listing(_part(package, main, "numbering"), styles)
    reader = _Reader(file, styles, listing, original)
    size = package.size(main)
    told = (lambda done: progress(done, size)) if progress else None
    blocks = tuple(reader.blocks(package.iter_elements(main, 3, told)))
    return Document(file, blocks, findings=tuple(reader.findings()))


def _part(package: Package, main: str, kind: str) -> Element | None:
    part = package.related(main, kind)
    return None if part is None else package.tree(part)


@dataclass(slots=True)
class _Unfinished:
    """A paragraph so far: its mark may be taken away, and the next one joins it."""

    properties: Element | None
    """Those of the first with text."""
    is_said: bool
    """Whether there is text in it yet."""
    pieces: list[str]
    boxes: list[Element]


class _Reader:
    """Reads the elements of one document in order, counting lists and lines on the way."""

    def __init__(self, file: str, styles: Styles, listing: Listing, original: bool) -> None:
        self.file = file
        self.styles = styles
        self.listing = listing
        self.original = original
        self.dropped = _INSERTED if original else _DELETED
        self.line = 0
        # Of each field that is open, whether its code is past and its result is read.
        self.fields: list[bool] = []
        # How many of them are still in their codes.
        self.codes = 0
        self.boxes: list[Element] = []
        # The style of the paragraph being read, for text that it hides.
        self.style = ""
        self.seen: Counter[str] = Counter()

    def blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        """Paragraphs and tables of elements of one level."""
        begun: _Unfinished | None = None
        for element in self._level(elements):
            if element.tag == "tbl":
                if begun:
                    yield from self._finish(begun)
                    begun = None
                yield from self._table(element)
                continue
            begun = self._join(begun, element)
            if not self._is_mark_gone(element.find("pPr")):
                yield from self._finish(begun)
                begun = None
        if begun:
            yield from self._finish(begun)

    def _level(self, elements: Iterable[Element]) -> Iterator[Element]:
        """Paragraphs and tables among elements, out of what wraps them."""
        for element in elements:
            if element.tag in ("p", "tbl"):
                yield element
            elif element.tag == "altChunk":
                self.seen["chunks"] += 1
            else:
                yield from self._level(self._inside(element))

    def _inside(self, element: Element) -> Iterable[Element]:
        """What is read of an element that wraps others."""
        tag = element.tag
        if tag in _CHANGES:
            self.seen["changes"] += 1
        if tag in _SILENT or tag in self.dropped:
            return ()
        if tag == "AlternateContent":
            # The same thing for newer and older programs.
            chosen = element.find("Choice")
            return element.findall("Fallback") if chosen is None else chosen
        if tag == "sdt":
            properties = element.find("sdtPr")
            if is_set(properties, "showingPlcHdr"):
                return ()
            gallery = properties.find("docPartObj") if properties is not None else None
            if value_of(gallery, "docPartGallery") == "Table of Contents":
                return ()
        return element

    # Paragraphs

    def _join(self, begun: _Unfinished | None, paragraph: Element) -> _Unfinished:
        """A paragraph after one whose mark was taken away; the first with text lends its style."""
        properties = paragraph.find("pPr")
        self.style = value_of(properties, "pStyle")
        pieces: list[str] = []
        self._walk(paragraph, pieces)
        if self.codes:
            # A code that is not closed in its paragraph would hide the rest of the document.
            self.fields = [in_result for in_result in self.fields if in_result]
            self.codes = 0
        begun = begun or _Unfinished(properties, is_said=False, pieces=[], boxes=[])
        if not begun.is_said:
            begun.properties = properties
        begun.is_said = begun.is_said or any(map(str.strip, pieces))
        begun.pieces += pieces
        begun.boxes += self.boxes
        self.boxes.clear()
        return begun

    def _is_mark_gone(self, properties: Element | None) -> bool:
        """Whether the next paragraph joins this one: its mark was deleted, or is hidden."""
        mark = None if properties is None else properties.find("rPr")
        if mark is None:
            return False
        self.seen["changes"] += sum(child.tag in _CHANGES for child in mark)
        return is_set(mark, "vanish") is True or any(child.tag in self.dropped for child in mark)

    def _finish(self, done: _Unfinished) -> Iterator[Block]:
        self.line += 1
        line = self.line
        properties = self._properties(done.properties)
        written = "".join(done.pieces)
        number = self._number(properties, written)
        # A line of a table of contents says again what a heading says.
        if not self.styles.is_contents(value_of(properties, "pStyle")):
            for text in (number + written.lstrip()).split("\n"):
                if text.strip():
                    yield Paragraph(text.strip(), line)
        for box in done.boxes:
            yield from self.blocks(box)

    def _properties(self, properties: Element | None) -> Element | None:
        """A paragraph's properties, before their change where that is asked for."""
        if self.original and properties is not None:
            changed = properties.find("pPrChange/pPr")
            return properties if changed is None else changed
        return properties

    def _number(self, properties: Element | None, text: str) -> str:
        """The number that Word puts before a paragraph, apart from the text where it must be."""
        place = self.listing.place_of(properties)
        if place is None:
            return ""
        number, is_close = self.listing.count(place)
        # 1 and 2020年 would be 12020年.
        begins = text.lstrip()[:1]
        # ③ stands for itself.
        is_word = number[-1:].isalpha() or number[-1:].isdecimal()
        apart = (is_word and not is_close) or begins.isdigit()
        return f"{number} " if number and begins and apart else number

    def _walk(self, element: Element, pieces: list[str]) -> None:
        """Add the text in an element; text boxes are kept for later."""
        for child in self._inside(element):
            tag = child.tag
            if tag in _SILENT:
                continue
            if tag == "r":
                self._run(child, pieces)
            elif tag == "txbxContent":
                self.boxes.append(child)
            elif tag == "fldChar":
                self._field(child.get("fldCharType"))
            elif tag in ("t", "delText"):
                self._text(child, pieces)
            elif tag in _CHARACTERS:
                self._add(_CHARACTERS[tag], pieces)
            elif tag == "sym":
                self._add(self._symbol(child), pieces)
            elif tag in ("footnoteReference", "endnoteReference"):
                self.seen["notes"] += 1
            else:
                self._walk(child, pieces)

    def _run(self, run: Element, pieces: list[str]) -> None:
        properties = run.find("rPr")
        hidden = is_set(properties, "vanish")
        if hidden is None:
            style = value_of(properties, "rStyle")
            hidden = bool(style) and self.styles.is_hidden(style)
            hidden = hidden or self.styles.is_hidden(self.style)
        if not hidden:
            self._walk(run, pieces)
        elif any((child.text or "").strip() for child in run.iter("t")):
            self.seen["hidden"] += 1

    def _field(self, mark: str | None) -> None:
        if mark == "begin":
            self.fields.append(False)
            self.codes += 1
        elif mark == "separate" and self.fields:
            self.codes -= not self.fields[-1]
            self.fields[-1] = True
        elif mark == "end" and self.fields:
            self.codes -= not self.fields.pop()

    def _text(self, element: Element, pieces: list[str]) -> None:
        text = (element.text or "").replace("\n", " ")
        self._add(text if element.get("space") == "preserve" else text.strip(" \t"), pieces)

    def _add(self, text: str, pieces: list[str]) -> None:
        if not self.codes:
            pieces.append(text)

    def _symbol(self, element: Element) -> str:
        code = element.get("char", "").lower()
        known = _SYMBOLS.get((element.get("font", ""), code))
        if known:
            return known
        try:
            char = chr(int(code, 16))
        except (ValueError, OverflowError):
            char = ""
        if char.isprintable() and char and not "\ue000" <= char <= "\uf8ff":
            return char
        self.seen["symbols"] += 1
        return _UNKNOWN_SYMBOL

    # Tables

    def _table(self, table: Element) -> Iterator[Block]:
        rows = list(self._parts(table, "tr"))
        cells = [list(self._parts(row, "tc")) for row in rows]
        if all(len(row) <= 1 for row in cells):
            # A frame around text, as around the head of a letter.
            for cell in (cell for own in cells for cell in own):
                yield from self.blocks(cell)
            return
        # Where every row has as many cells, a grid of more columns comes from borders dragged
        # by hand, and the cells below each other belong together all the same.
        is_even = len({len(row) for row in cells if len(row) > 1}) <= 1
        first = self.line + 1
        texts: dict[int, dict[int, str]] = {}
        merges: list[Merge] = []
        above: dict[int, int] = {}
        for n, (row, own) in enumerate(zip(rows, cells, strict=True)):
            self.line = first + n
            texts[n] = {}
            is_listed = is_even and len(own) > 1
            column = 0 if is_listed else _number_of(row.find("trPr"), "gridBefore", 0)
            for cell in own:
                properties = cell.find("tcPr")
                span = 1 if is_listed else _number_of(properties, "gridSpan", 1) or 1
                text = self._cell(cell)
                merge = Merge(n, column, n, column + span - 1)
                if _is_below(properties) and column in above:
                    merges[above[column]] = merges[above[column]]._replace(bottom=n)
                else:
                    texts[n][column] = text
                    above[column] = len(merges)
                    merges.append(merge)
                column += span
        self.line = first + len(rows) - 1
        if any(text for row in texts.values() for text in row.values()):
            yield build_table(self.file, texts, merges, line=first)

    def _parts(self, element: Element, wanted: str) -> Iterator[Element]:
        """Rows of a table or cells of a row, out of what wraps them."""
        for child in self._inside(element):
            if child.tag == wanted:
                if not self._is_row_gone(child.find("trPr")):
                    yield child
            else:
                yield from self._parts(child, wanted)

    def _is_row_gone(self, properties: Element | None) -> bool:
        return properties is not None and any(child.tag in self.dropped for child in properties)

    def _cell(self, cell: Element) -> str:
        """Text of a cell, a line for each paragraph and each row of a table in it."""
        line = self.line
        lines: list[str] = []
        for block in self.blocks(cell):
            if isinstance(block, Table):
                lines += (" ".join(dict.fromkeys(filter(None, row))) for row in block.rows)
            else:
                lines.append(block.text)
        self.line = line
        return "\n".join(lines)

    # What was left out

    def findings(self) -> Iterator[Finding]:
        """What the reader left out or assumed, one finding a kind."""
        seen = self.seen
        if seen["changes"]:
            what = (
                _("the text before its tracked changes was read")
                if self.original
                else _("tracked changes were read as accepted")
            )
            yield self._found("DM405", what, _("Accept or reject them in Word, then save it."))
        if seen["symbols"]:
            what = ngettext(
                "{n} symbol has no character; {mark} stands for it",
                "{n} symbols have no character; {mark} stands for each",
                seen["symbols"],
            ).format(n=seen["symbols"], mark=_UNKNOWN_SYMBOL)
            yield self._found("DM405", what, _("See in Word what they look like."))
        for kind, what, then in (
            ("hidden", _("hidden text was left out"), _("Unhide it in Word if it counts.")),
            ("notes", _("footnotes and endnotes were left out"), _("See whether any is an order.")),
            ("chunks", _("an embedded document was left out"), _("Save the file anew in Word.")),
        ):
            if seen[kind]:
                yield self._found("DM404", what, then)

    def _found(self, code: str, what: str, then: str) -> Finding:
        return found(self.file, (0, 0), code, what, then)


def _number_of(properties: Element | None, child: str, default: int) -> int:
    """How many columns a property counts."""
    return min(whole(value_of(properties, child), default), _MAX_SPAN)


def _is_below(properties: Element | None) -> bool:
    """Whether a cell belongs to the one above it."""
    merge = None if properties is None else properties.find("vMerge")
    return merge is not None and merge.get("val", "continue") == "continue"
