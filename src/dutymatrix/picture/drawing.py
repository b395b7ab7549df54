"""SVG by hand: shapes, texts and how wide they are, and a page that fits A4, else A3.

The viewer's own Chinese font is used, so widths are estimates on the safe side. A unit of a
drawing is what its page makes it: sizes are chosen so that texts of 12 units can be read.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple
from unicodedata import category, combining, east_asian_width

from dutymatrix.measure import shown, wrap

FONTS = (
    *("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC"),
    *("WenQuanYi Micro Hei", "SimHei", "SimSun"),
)
"""Fonts with Chinese, the first of them that a machine has."""

INK, GREY, PALE = "#1f2328", "#59636e", "#d0d7de"

LEGIBLE = 5 * 25.4 / 72 / 10
"""Millimetres that a unit takes at the least: a mark of 10 units is then 5 pt, a name 6."""

# Where little is to be drawn, it is not blown up: 12 units are 4.8 mm.
_LARGEST = 0.4

MARGIN = 12.0
"""Around every picture."""
UPRIGHT_STEP = 1.08
"""From one character of an upright text to the next, in parts of its size."""

_WIDE_LETTERS = "mwMW@%—"
# What XML cannot hold: Unicode does not count these two as control characters.
_NOT_XML = str.maketrans({"\ufffe": r"\ufffe", "\uffff": r"\uffff"})
# Brackets and marks as they stand in a vertical line.
_UPRIGHT = str.maketrans(
    "（）()〔〕【】《》〈〉「」『』[]{}…—、，。",
    "︵︶︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈︷︸︙︱︑︐︒",
)


class Box(NamedTuple):
    """A rectangle that a text takes."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Paper(NamedTuple):
    """A sheet less 10 mm on each side, in millimetres."""

    name: str
    short: float
    long: float


_ACROSS = {False: "portrait", True: "landscape"}
A4, A3 = Paper("A4", 190.0, 277.0), Paper("A3", 277.0, 400.0)


class Page(NamedTuple):
    """A drawing and its size."""

    title: str
    width: float
    height: float
    shapes: Iterable[str]
    language: str
    sheets: int = 1
    """How many of that size stand one below the other, each of which fills a sheet of A3."""

    @property
    def paper(self) -> Paper:
        """The smallest on which it can be read, else the largest."""
        return A4 if max(self._scales(A4)) >= LEGIBLE else A3

    @property
    def scale(self) -> float:
        """Millimetres that a unit takes on the paper."""
        return min(_LARGEST, max(self._scales(self.paper)))

    def _scales(self, paper: Paper) -> tuple[float, float]:
        """With the paper upright and across."""
        return (
            min(paper.short / self.width, paper.long / self.height),
            min(paper.long / self.width, paper.short / self.height),
        )

    def svg(self) -> Iterator[str]:
        """The picture as a document, in pieces: in print upright or across, as is larger."""
        if self.sheets > 1:
            across = self.width > self.height
            scale, paper = (A3.long if across else A3.short) / self.width, A3
        else:
            upright, lying = self._scales(self.paper)
            across, scale, paper = lying > upright, self.scale, self.paper
        whole = self._replace(height=self.height * self.sheets)
        size = f' width="{number(whole.width * scale)}mm" height="{number(whole.height * scale)}mm"'
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f"{whole._head(size)}\n"
        yield f"<title>{escape(line_of(self.title))}</title>\n"
        yield f"<style>@page{{size:{paper.name} {_ACROSS[across]};margin:10mm}}"
        yield "@media screen{svg:root{width:100%;height:auto}}"
        yield "g.row:hover>.ground{fill:#fff3bf}</style>\n"
        yield f"{rect(0, 0, whole.width, whole.height, fill='#fff')}\n"
        yield from (f"{shape}\n" for shape in self.shapes)
        yield "</svg>\n"

    def inline(self) -> str:
        """The picture as a part of a page, which decides how large it is and how it prints."""
        return "\n".join((self._head(""), *self.shapes, "</svg>"))

    def _head(self, size: str) -> str:
        fonts = ",".join(f"'{font}'" for font in FONTS)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg"{size}'
            f' viewBox="0 0 {number(self.width)} {number(self.height)}"'
            f' xml:lang="{escape(self.language.replace("_", "-"))}"'
            f' font-family="{fonts},sans-serif" font-size="12" fill="{INK}">'
        )


def seen(said: str) -> str:
    """A text that XML can hold: what cannot be seen by its code."""
    return shown(said).translate(_NOT_XML)


def line_of(said: str) -> str:
    """The same on one line."""
    return seen(said.replace("\n", " ").replace("\t", " "))


@lru_cache(maxsize=10_000)
def number(value: float) -> str:
    """A coordinate to a tenth: 12.5, 12, 0."""
    return f"{round(value, 1) + 0.0:g}" if abs(value) < 1e5 else f"{value:.0f}"


def tooltip(said: str) -> str:
    """What is shown when the mouse rests on the element around it."""
    return f"<title>{escape(seen(said))}</title>"


def text(x: float, y: float, said: str, **style: str | float) -> str:
    """One line of text; y is its base line."""
    return f'<text x="{number(x)}" y="{number(y)}"{_style(style)}>{escape(line_of(said))}</text>'


def upright(x: float, bottom: float, said: str, size: float, most: int) -> str:
    """A text above a column, that ends at the bottom: Chinese from top to bottom, Latin turned.

    Args:
        x: The middle of the column.
        bottom: Where it ends.
        said: The text.
        size: Of its characters.
        most: How many of them may stand one below the other.
    """
    said = line_of(said)
    if is_turned(said):
        said = clip(said, most * UPRIGHT_STEP)
        place = f"translate({number(x + size * 0.36)} {number(bottom)}) rotate(-90)"
        return f'<text font-size="{number(size)}" transform="{place}">{escape(said)}</text>'
    parts = [*clusters(said)]
    if len(parts) > most:
        parts[most - 1 :] = ["…"]
    top = bottom - len(parts) * size * UPRIGHT_STEP
    places = "".join(
        f'<tspan x="{number(x)}" y="{number(top + (n + 0.85) * size * UPRIGHT_STEP)}">'
        f"{escape(part.translate(_UPRIGHT))}</tspan>"
        for n, part in enumerate(parts)
        if part.strip()
    )
    return f'<text text-anchor="middle" font-size="{number(size)}">{places}</text>'


def upright_height(said: str, size: float, most: int) -> float:
    """How much room an upright text takes."""
    said = line_of(said)
    characters = ems(said) / UPRIGHT_STEP if is_turned(said) else len([*clusters(said)])
    return min(characters, most) * size * UPRIGHT_STEP


def is_turned(said: str) -> bool:
    """Whether a text is mostly Latin, and so would be unreadable from top to bottom."""
    return 2 * sum(ems(char) < 1 for char in said) > len(said)


def rect(x: float, y: float, width: float, height: float, **style: str | float) -> str:
    """A rectangle."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}"'
        f' height="{number(height)}"{_style(style)}/>'
    )


def circle(x: float, y: float, radius: float, **style: str | float) -> str:
    """A circle."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"{_style(style)}/>'


def path(steps: str, **style: str | float) -> str:
    """A line that is drawn step by step."""
    return f'<path d="{steps}"{_style(style)}/>'


def group(parts: Iterable[str], **style: str | float) -> str:
    """Elements that belong together."""
    return f"<g{_style(style)}>{''.join(parts)}</g>"


def ems(said: str) -> float:
    """How wide a text is at the most, in parts of its size."""
    return sum(map(_em, said))


def clip(said: str, room: float) -> str:
    """A text no wider than so many ems, with … where something is left out."""
    if ems(said) <= room:
        return said
    kept = ""
    for part in clusters(said):
        if ems(kept + part) > room - 1:
            break
        kept += part
    return kept + "…"


def fold(said: str, room: float, most: int) -> list[str]:
    """A text in no more than so many lines of like length, none wider than the room in ems."""
    # What stands so far behind is not shown, and need not be folded.
    said = line_of(said)[: int(8 * room * most)]
    columns = int(room * 2)
    lines = wrap(said, columns)
    # Lines break by columns, of which Latin letters take fewer than they are wide here.
    while columns > room * 1.3 and any(ems(line) > room for line in lines):
        columns -= 1
        lines = wrap(said, columns)
    halves = [*_halves(said, room)] if len(lines) == 2 else []
    if halves:
        return min(halves, key=lambda pair: abs(ems(pair[0]) - ems(pair[1])))
    # No last line of one character: as narrow as the same number of lines may be.
    while 1 < len(lines) <= most:
        columns -= 1
        narrower = wrap(said, columns)
        if len(narrower) > len(lines) or columns < room:
            break
        lines = narrower
    if len(lines) > most:
        lines[most - 1 :] = ["".join(lines[most - 1 :])]
    return [clip(line, room) for line in lines]


def _halves(said: str, room: float) -> Iterator[list[str]]:
    """Two lines that break after a mark, neither much longer than the other."""
    for place, char in enumerate(said, 1):
        pair = [said[:place], said[place:].lstrip()]
        widths = [ems(line) for line in pair]
        if char in "，、；：" and max(widths) <= room and 2 * min(widths) > max(widths):
            yield pair


def clusters(said: str) -> Iterator[str]:
    """Characters, each with the marks that stand on it."""
    cluster = ""
    for char in said:
        if cluster and not (category(char).startswith("M") or "🏻" <= char <= "🏿"):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _em(char: str) -> float:
    if combining(char):
        return 0.0
    # Chinese fonts draw what is ambiguous (“…·) as wide as a character.
    if east_asian_width(char) in "WFA":
        return 1.1 if char > "\uffff" else 1.0
    if char in _WIDE_LETTERS:
        return 0.95
    return 0.75 if char.isupper() or not char.isascii() else 0.35 if char == " " else 0.6


def _style(style: dict[str, str | float]) -> str:
    return "".join(
        f' {name.strip("_").replace("_", "-")}="'
        f'{escape(value) if isinstance(value, str) else number(value)}"'
        for name, value in style.items()
    )
