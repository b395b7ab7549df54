"""A web page as texts and tags, in time that grows with its length whatever it holds.

The standard library's html.parser takes seconds for ten thousand unclosed tags.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

# Within them `<` is text.
_RAW = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "svg", "math"}
)
_NAME = re.compile(r"/?[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++)))?+")
_VALUE_OR_END = re.compile(r"=\s*+([\"'])|>")
_MOST_ATTRIBUTES = 50


class Tag(NamedTuple):
    """A start tag or an end tag; names are in lower case."""

    name: str
    is_end: bool = False
    attributes: Mapping[str, str] = {}


def iter_tokens(text: str) -> Iterator[str | Tag]:
    """Texts, their references resolved, and tags; comments and declarations are left out."""
    scanner = _Scanner(text)
    start = 0
    while (begin := text.find("<", start)) >= 0:
        name = _NAME.match(text, begin + 1)
        if name:
            if begin > start:
                yield unescape(text[start:begin])
            start = scanner.end_of_tag(name.end())
            tag = _tag(name[0].lower(), text[name.end() : start])
            yield tag
            if tag.name in _RAW and not tag.is_end:
                end = scanner.end_of_raw(tag.name, start)
                if tag.name == "title":
                    yield unescape(text[start:end])
                start = end
        elif text.startswith(("!", "?", "/"), begin + 1):
            if begin > start:
                yield unescape(text[start:begin])
            start = scanner.end_of_declaration(begin)
        else:
            yield unescape(text[start : begin + 1])
            start = begin + 1
    if start < len(text):
        yield unescape(text[start:])


def _tag(name: str, inside: str) -> Tag:
    if name.startswith("/"):
        return Tag(name[1:], is_end=True)
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inside.removesuffix(">")):
        if len(attributes) >= _MOST_ATTRIBUTES:
            break
        value = match[2] or match[3] or match[4] or ""
        attributes.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
    return Tag(name, attributes=attributes)


class _Scanner:
    """Finds ends; what was looked for in vain once is not looked for again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.missing: set[str] = set()

    def end_of_tag(self, start: int) -> int:
        """The offset after a tag's `>`; one in a quoted value does not end it."""
        if "quote" not in self.missing:
            at = start
            while found := _VALUE_OR_END.search(self.text, at):
                if not found[1]:
                    return found.end()
                at = self.text.find(found[1], found.end()) + 1
                if not at:
                    break
            self.missing.add("quote")
        return self._after(">", start)

    def end_of_raw(self, name: str, start: int) -> int:
        """The offset of the end tag of an element without tags in it."""
        if name not in self.missing:
            found = re.compile(f"</{name}", re.IGNORECASE).search(self.text, start)
            if found:
                return found.start()
            self.missing.add(name)
        return len(self.text)

    def end_of_declaration(self, start: int) -> int:
        """The offset after a comment or declaration."""
        if self.text.startswith("<!--", start):
            # What is commented out to the end of the page is not: nobody meant that.
            end = self._after("-->", start + 2)
            return end if end < len(self.text) else self._after(">", start)
        return self._after(">", start)

    def _after(self, mark: str, start: int) -> int:
        """The offset after a mark, the text's end where there is none."""
        if mark not in self.missing:
            found = self.text.find(mark, start)
            if found >= 0:
                return found + len(mark)
            self.missing.add(mark)
        return len(self.text)
