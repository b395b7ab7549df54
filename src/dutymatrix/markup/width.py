"""How wide the columns of a paper's tables are, and where the lines in them break."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.markup.marked import plain, said_of
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.measure import cells, wrap

# How much of what is left a column wants, by its key.
_WEIGHTS = {
    "section": 12,
    "title": 14,
    "text": 46,
    "lead": 7,
    "responsible": 12,
    "join": 14,
    "guide": 7,
    "others": 14,
    "goal": 18,
    "last": 34,
    "problems": 24,
    "next": 24,
    "before": 30,
    "after": 30,
    "change": 30,
    "remark": 7,
    "blank": 7,
    "unit": 12,
    "to": 16,
    "file": 24,
}
_WEIGHT = 5
CENTRED = {
    "position",
    "label",
    "role",
    "leads",
    "joins",
    "total",
    "via",
    "said",
    "by",
    "place",
    "had",
    "has",
    "mark",
}
"""Short words: whole, and in the middle of a cell no wider than they need, within bounds."""
_LEAST, _MOST = 4, 14
# A sign of a cross-tab, over which heads stand upright.
_MARK = 2
# So long a head stands upright in one line.
_UPRIGHT = 24
# In characters: a name up to so long is whole in a column of names; what a hand needs to write.
_LONGEST_NAME, _HAND = 12, 5
_SHORT_HEAD = 8
# Texts whose widths are remembered: a task stands in the list of each of its units.
_KNOWN = 16_384
# Lines of a row that fills two pages.
_TALL = 58
# Columns of terminals that a text of many lines takes at least.
_TEXT, _LONG = 24, 20
_MIXED = re.compile(r"[^\x00-\x7f][0-9A-Za-z]|[0-9A-Za-z][^\x00-\x7f]")
# With these a head goes on in its next line.
_WORDS = (
    *("参与单位", "单位", "分工", "时限", "电话", "情况", "要求", "内容", "日期", "时间"),
    *("（目标要求）", "科室", "领导", "措施", "目标", "意见", "签字", "人"),
)


class Measures(NamedTuple):
    """Lengths in the unit of a format."""

    size: float
    """Of a Chinese character in a cell; a Latin one takes half."""
    head: float
    """Of one in a head."""
    margin: float
    """Beside the text of a cell, on each side."""

    def room(self, width: float, size: float | None = None) -> int:
        """Columns of a terminal that would hold as much as a cell of a width."""
        return max(int((width - 2 * self.margin) * 2 / (size or self.size)), 2)


def column_widths(
    tables: Sequence[Table],
    room: int,
    measures: Measures,
    words: NullTranslations,
    *,
    fills: bool = True,
) -> list[int]:
    """Widths of the columns of tables with the same heads.

    What is short takes what it needs, the rest is divided by weight: no column is narrower than
    its head's and its names' longest word, none wider than its longest line while others want more.

    Args:
        tables: They are of the same columns.
        room: The width of the page.
        measures: Lengths in the unit of the widths.
        words: The language of heads and cells.
        fills: Whether the columns take all of the room where they need less.
    """
    columns = tables[0].columns
    least, most, pressed, fullest = [], [], [], []
    for place, column in enumerate(columns):
        lengths = [_lengths(row[place], words) for t in tables for row in t.rows]
        longest = max((line for line, _all in lengths), default=0)
        fullest.append(max((whole for _line, whole in lengths), default=0))
        head = _cell_width(_longest_word(column, words), measures.head, measures)
        needed = _needed(tables, place)
        narrowest = max(head, _cell_width(needed, measures.size, measures))
        if column.key in CENTRED:
            wanted = min(max(longest, _MARK if column.key == "mark" else _LEAST), _MOST)
            narrowest = max(narrowest, _cell_width(wanted, measures.size, measures))
        if _WEIGHTS.get(column.key, 0) >= _LONG:
            narrowest = max(narrowest, _cell_width(min(longest, _TEXT), measures.size, measures))
        widest = max(narrowest, _cell_width(longest, measures.size, measures))
        least.append(narrowest)
        pressed.append(head if needed == 2 * _LONGEST_NAME else narrowest)
        most.append(narrowest if column.key in CENTRED else widest)
    weights = [0 if c.key in CENTRED else _WEIGHTS.get(c.key, _WEIGHT) for c in columns]
    widths = _shared(room, weights, least, most, fills)
    lines = (full // measures.room(width) for full, width in zip(fullest, widths, strict=True))
    if max(lines, default=0) > _TALL:
        # Where a row takes pages, room goes where they come from; the longest names break.
        weights = [weight and full + 1 for weight, full in zip(weights, fullest, strict=True)]
        widths = _shared(room, weights, pressed, most, fills)
    return widths


def _shared(
    room: int, weights: Sequence[int], least: list[int], most: list[int], fills: bool
) -> list[int]:
    """Room divided by weight, within bounds."""
    widths = {place: least[place] for place, weight in enumerate(weights) if not weight}
    for bounds, is_beyond in ((least, int.__lt__), (most, int.__gt__)):
        while free := [place for place in range(len(weights)) if place not in widths]:
            rest = max(room - sum(widths.values()), 0)
            total = sum(weights[place] for place in free)
            beyond = {
                place: bounds[place]
                for place in free
                if is_beyond(rest * weights[place] // total, bounds[place])
            }
            if not beyond:
                break
            widths |= beyond
    free = [place for place in range(len(weights)) if place not in widths]
    rest = room - sum(widths.values())
    if rest < 0:
        return _pressed(room, [widths[place] for place in range(len(weights))], weights)
    total = sum(weights[place] for place in free)
    widths |= {place: rest * weights[place] // total for place in free}
    found = [widths[place] for place in range(len(weights))]
    # Where nobody wants more, all grow alike.
    return [width * room // sum(found) for width in found] if fills and not free else found


def _pressed(room: int, widths: list[int], weights: Sequence[int]) -> list[int]:
    """Widths for less room than words take: where texts have half of it, only they give way."""
    texts = sum(width for width, weight in zip(widths, weights, strict=True) if weight)
    left = room - (sum(widths) - texts)
    if 2 * left < texts:
        return [width * room // sum(widths) for width in widths]
    return [
        width * left // texts if weight else width
        for width, weight in zip(widths, weights, strict=True)
    ]


def fold(cell: Cell, text: str, width: int, measures: Measures) -> str:
    """A cell's text with a line feed wherever a name would break otherwise."""
    if not isinstance(cell, tuple):
        return text
    room = measures.room(width)
    if cells(text) <= room:
        return text
    said = [f"{name}、" for name in cell[:-1]] + [*cell[-1:]]
    taken = [*map(cells, said)]
    if max(taken) > room or min(taken) < 1:
        return "\n".join(wrap(text, room, cell))
    lines, used = [""], 0
    for name, own in zip(said, taken, strict=True):
        if used + own > room:
            lines.append("")
            used = 0
        lines[-1] += name
        used += own
    return "\n".join(lines)


def fold_head(head: str, width: int, measures: Measures) -> str:
    """A head with line feeds between its words where one line does not hold it."""
    room = measures.room(width, measures.head)
    return head if cells(head) <= room else "\n".join(wrap(head, room, head_words(head)))


def head_words(head: str) -> list[str]:
    """The words of a head that is a long one: 本单位, 分工."""
    if cells(head) <= _SHORT_HEAD:
        return [head]
    for word in _WORDS:
        before = head.removesuffix(word)
        if word != head and before != head:
            return [*head_words(before), word]
    return [head]


def _longest_word(column: Column, words: NullTranslations) -> int:
    """Of a head, in columns of a terminal; what is longer than most heads may break anywhere."""
    head = words.gettext(column.head)
    if column.key == "mark":
        return max(2 * -(-cells(head) // _UPRIGHT), _MARK)
    return min(max(map(cells, head_words(head))), _MOST)


def _needed(tables: Sequence[Table], place: int) -> int:
    """Columns that the longest name takes with the mark behind it, or a hand."""
    if tables[0].columns[place].key == "blank":
        return 2 * _HAND
    longest = 0
    for table in tables:
        for row in table.rows:
            cell = row[place]
            if isinstance(cell, tuple):
                behind = 2 if len(cell) > 1 else 0
                longest = max(longest, *(cells(name) + behind for name in cell), 0)
    return min(longest, 2 * _LONGEST_NAME)


def _lengths(cell: Cell, words: NullTranslations) -> tuple[int, int]:
    """Columns of the longest line of a cell, and of all of it.

    Word leaves room between Chinese and figures.
    """
    return _lengths_of(plain(said_of(cell, words)))


@lru_cache(maxsize=_KNOWN)
def _lengths_of(text: str) -> tuple[int, int]:
    lines = [cells(line) + bool(_MIXED.search(line)) for line in text.split("\n")]
    return max(lines), sum(lines)


def _cell_width(columns: int, size: float, measures: Measures) -> int:
    return round(columns * size / 2 + 3 * measures.margin)


def row_lines(texts: Iterable[str], widths: Iterable[int], measures: Measures) -> int:
    """How many lines the fullest cell of a row has, about."""
    rooms = (measures.room(width - measures.size) for width in widths)
    return max(map(_lines_in, map(plain, texts), rooms), default=1)


@lru_cache(maxsize=_KNOWN)
def _lines_in(text: str, room: int) -> int:
    return sum(max(-(-cells(line) // room), 1) for line in text.split("\n"))


def alike(tables: Iterable[Table]) -> Mapping[tuple[Column, ...], list[Table]]:
    """Tables by their columns: those with the same are to look the same."""
    found: dict[tuple[Column, ...], list[Table]] = {}
    for table in tables:
        found.setdefault(table.columns, []).append(table)
    return found
