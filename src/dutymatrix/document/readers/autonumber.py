"""The numbers that Word makes by itself: no text holds them, numbering.xml says how they count."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dutymatrix.document.readers.numeral import format_numeral

_LEVELS = 9
_LONGEST_TEXT = 100
_LONGEST_NUMBER = 9
_LONGEST_CHAIN = 20


class Place(NamedTuple):
    """The list a paragraph counts in, and the level it stands on there."""

    list: str
    level: int


class Style(NamedTuple):
    """What a style says that matters to text."""

    name: str = ""
    based_on: str = ""
    list: str = ""
    level: int | None = None
    hidden: bool | None = None


class Level(NamedTuple):
    """How one level of a list counts."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """The level, from 1, whose next number restarts this one; 0 for none, None for any above."""
    is_legal: bool = False
    """Whether the levels above are shown as digits."""
    is_close: bool = False
    """Whether the text follows without a blank or tab."""
    style: str = ""
    """The style whose paragraphs stand on this level."""


class _List(NamedTuple):
    abstract: str
    """Lists of one abstract list count on from each other."""
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    """Where this list begins anew."""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = ""
        for element in () if root is None else root.iter("style"):
            name = element.get("styleId", "")
            self._styles[name] = _style(element)
            if element.get("type") == "paragraph" and is_on(element.get("default", "0")):
                self._default = name

    def chain(self, name: str) -> Iterator[tuple[str, Style]]:
        """A style, by its id, and those it is based on; "" is the paragraphs' default."""
        name = name or self._default
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield name, style
            name = style.based_on

    def is_hidden(self, name: str) -> bool:
        """Whether text in a style is not shown."""
        return next((s.hidden for _, s in self.chain(name) if s.hidden is not None), False)

    def is_contents(self, name: str) -> bool:
        """Whether a style is that of a line in a table of contents."""
        return any(style.name.lower().startswith("toc ") for _, style in self.chain(name))

    def listed(self, name: str) -> tuple[str, str, int | None]:
        """The (style, list, level) that a style puts its paragraphs in; the list is "" for none."""
        for own, style in self.chain(name):
            if style.list:
                return own, style.list, style.level
        return "", "", None


class Listing:
    """Counts the paragraphs of a document as Word does."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {} if root is None else _read_lists(root, styles)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[Place] = set()

    def place_of(self, properties: Element | None) -> Place | None:
        """Where a paragraph of these properties counts; None for one without a number."""
        style = value_of(properties, "pStyle")
        styled, in_style, level = self._styles.listed(style)
        own = None if properties is None else properties.find("numPr")
        name = value_of(own, "numId") or in_style
        if name not in self._lists:
            return None
        if own is not None and own.find("ilvl") is not None:
            level = whole(value_of(own, "ilvl"), 0)
        elif level is None:
            levels = self._lists[name].levels
            level = next((n for n, one in levels.items() if styled and one.style == styled), 0)
        return Place(name, min(level, _LEVELS - 1))

    def count(self, place: Place) -> tuple[str, bool]:
        """The next number at a place, as printed, and whether text follows it closely."""
        listed = self._lists[place.list]
        own = listed.levels.get(place.level)
        if own is None:
            return "", False
        counts = self._counts.setdefault(listed.abstract, [None] * _LEVELS)
        before = counts[place.level]
        if place.level in listed.starts and place not in self._begun:
            before = None
        self._begun.add(place)
        start = listed.starts.get(place.level, own.start)
        counts[place.level] = start if before is None else before + 1
        for below in range(place.level + 1, _LEVELS):
            restart = listed.levels.get(below, Level()).restart
            if restart is None or place.level < restart:
                counts[below] = None
        return _written(own, listed, counts), own.is_close


def _written(own: Level, listed: _List, counts: list[int | None]) -> str:
    """A number as its level prints it: `%1.%2` gives 3.2."""

    def numeral(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        above = listed.levels.get(level, Level())
        value = counts[level]
        format_ = "decimal" if own.is_legal else above.format
        return format_numeral(format_, above.start if value is None else value)

    if own.format == "bullet":
        return ""
    return re.sub("%([1-9])", numeral, own.text).strip()


def _read_lists(root: Element, styles: Styles) -> dict[str, _List]:
    """The lists of a document by their numbers."""
    abstracts = {one.get("abstractNumId", ""): one for one in root.findall("abstractNum")}
    numbers = {one.get("numId", ""): one for one in root.findall("num")}
    levels: dict[str, Mapping[int, Level]] = {}
    lists = {}
    for number, element in numbers.items():
        abstract = value_of(element, "abstractNumId")
        for _ in range(_LONGEST_CHAIN):
            link = value_of(abstracts.get(abstract), "numStyleLink")
            if not link:
                break
            linked = numbers.get(styles.listed(link)[1])
            abstract = value_of(linked, "abstractNumId")
        if abstract not in abstracts:
            continue
        if abstract not in levels:
            levels[abstract] = dict(map(_level, abstracts[abstract].findall("lvl")[:_LEVELS]))
        own, starts = dict(levels[abstract]), {}
        for override in element.findall("lvlOverride")[:_LEVELS]:
            at = whole(override.get("ilvl", ""), 0)
            replaced = override.find("lvl")
            if replaced is not None:
                own[at] = _level(replaced)[1]
            if override.find("startOverride") is not None:
                starts[at] = whole(value_of(override, "startOverride"), 1)
        lists[number] = _List(abstract, own, starts)
    return lists


def _level(element: Element) -> tuple[int, Level]:
    restart = element.find("lvlRestart")
    return min(whole(element.get("ilvl", ""), 0), _LEVELS - 1), Level(
        start=whole(value_of(element, "start"), 0),
        format=_format(element),
        text=value_of(element, "lvlText")[:_LONGEST_TEXT],
        restart=None if restart is None else whole(restart.get("val", ""), 0),
        is_legal=is_set(element, "isLgl") is True,
        is_close=value_of(element, "suff") == "nothing",
        style=value_of(element, "pStyle"),
    )


def _format(level: Element) -> str:
    """The format of a level's numbers; newer ones stand in an alternative, first."""
    return next((one.get("val", "") for one in level.iter("numFmt")), "decimal")


def _style(element: Element) -> Style:
    properties = element.find("pPr")
    listed = None if properties is None else properties.find("numPr")
    level = value_of(listed, "ilvl")
    return Style(
        name=value_of(element, "name"),
        based_on=value_of(element, "basedOn"),
        list=value_of(listed, "numId"),
        level=whole(level, 0) if level else None,
        hidden=is_set(element.find("rPr"), "vanish"),
    )


def value_of(element: Element | None, child: str) -> str:
    """The value of an element's child, "" where it has none."""
    found = None if element is None else element.find(child)
    return "" if found is None else found.get("val", "")


def is_set(element: Element | None, child: str) -> bool | None:
    """Whether a child switches something on; None where there is no such child."""
    found = None if element is None else element.find(child)
    return None if found is None else is_on(found.get("val", "1"))


def is_on(value: str) -> bool:
    """Whether a switch's value is on."""
    return value not in ("0", "false", "off")


def whole(text: str, default: int) -> int:
    """A whole number not below zero; the default for anything else."""
    is_whole = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_whole else default
