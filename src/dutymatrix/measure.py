"""How text shows in a terminal: how wide it is, where its lines may break, what is invisible."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from unicodedata import category, combining, east_asian_width

# Marks that may not begin a line, and marks that may not end one.
_CLOSING = "，。；：、！？）》”’】〕〉」』…·—,.;:!?)]}%"
_OPENING = "（《“‘【〔〈「『([{"
_BLANKS = " \u3000"
# What this program counts, with a blank after the number.
_COUNTED = "项个"
_HARMLESS = dict.fromkeys(map(ord, "\n\t\u3000"))
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def cells(text: str) -> int:
    """Columns that a text takes: two for a Chinese character."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


_cells = lru_cache(maxsize=10_000)(cells)
"""The same of words and single characters, of which a long text has few."""


def padded(text: str, columns: int) -> str:
    """A text with blanks behind it, as wide as so many columns."""
    return text + " " * (columns - cells(text))


def led(text: str, columns: int) -> str:
    """A text with blanks before it, as wide as so many columns."""
    return " " * (columns - cells(text)) + text


@cache
def _width(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def shown(text: str) -> str:
    r"""A text without characters that move the cursor or turn the writing around: `\u202e`."""
    # Most of what is no letter for Unicode is harmless: ten times as fast where only that is.
    if text.isprintable() or text.translate(_HARMLESS).isprintable():
        return text
    return "".join(
        f"\\u{ord(char):04x}" if category(char) in _INVISIBLE and char not in "\n\t" else char
        for char in text
    )


def wrap(text: str, columns: int, whole: Collection[str] = (), hang: int = 0) -> list[str]:
    """Lines of a text, broken at blanks and between Chinese characters; at least one.

    Args:
        text: One line of any length.
        columns: The widest that a line may be.
        whole: Texts that are not broken wherever they stand, such as names; one wider than
            the columns is.
        hang: Blanks before every line but the first.
    """
    if cells(text) <= columns:
        return [text]
    # With room for the mark after it.
    fitting = [part for part in whole if 0 < cells(part) <= columns - hang - 2]
    lines: list[str] = []
    line: list[str] = []
    used, room, said = 0, columns, False
    for piece in _pieces(text, fitting):
        taken = _cells(piece)
        if said and used + taken > room and used + _cells(piece.rstrip()) > room:
            lines.append("".join(line).rstrip())
            line = []
            piece = piece.lstrip()
            taken = _cells(piece)
            used, room, said = 0, columns - hang, False
        line.append(piece)
        used += taken
        said = said or bool(piece.strip())
    lines.append("".join(line))
    return [lines[0], *(" " * hang + line for line in lines[1:])]


def _pieces(text: str, whole: Collection[str]) -> Iterator[str]:
    """Words with the blank after them, Chinese characters with the mark after them."""
    start = at = blanks = 0
    last = ""
    for atom in _atoms(text, whole):
        if _may_break(last, blanks, atom[0]):
            yield text[start:at]
            start, last, blanks = at, "", 0
        at += len(atom)
        if atom[-1] not in _BLANKS:
            last, blanks = atom[-1], 0
            continue
        word = atom.rstrip(_BLANKS)
        last = word[-1:] or last
        blanks = len(atom) - len(word) + (0 if word else blanks)
    if at > start:
        yield text[start:at]


def _atoms(text: str, whole: Collection[str]) -> Iterable[str]:
    """The characters of a text, those of a whole together; of two wholes the longer one."""
    return _iter_wholes(text, {*whole}) if whole else text


def _iter_wholes(text: str, whole: Collection[str]) -> Iterator[str]:
    # Looked up, not tried one after another: a list of a thousand names has a thousand wholes.
    lengths: dict[str, set[int]] = {}
    for part in whole:
        lengths.setdefault(part[0], set()).add(len(part))
    longest_first = {char: sorted(own, reverse=True) for char, own in lengths.items()}
    at = 0
    while at < len(text):
        likely = longest_first.get(text[at], ())
        length = next((n for n in likely if text[at : at + n] in whole), 1)
        yield text[at : at + length]
        at += length


def _may_break(last: str, blanks: int, after: str) -> bool:
    """Whether a line may end between a character, with blanks behind it, and another one."""
    # Two Chinese characters, as nearly everywhere, may always be parted.
    if "\u4e00" <= last <= "\u9fff" and "\u4e00" <= after <= "\u9fff":
        return True
    wide = east_asian_width(after) in "WF"
    if not last or last in _OPENING or after in _BLANKS:
        return False
    if after in _CLOSING and not (blanks and after.isascii()):
        return False
    # A number stays with what it counts, 10 项 and 3年, and a label is whole: （三）3, 三·3.
    if last.isdecimal() and (after in _COUNTED if blanks == 1 else wide and not blanks):
        return False
    if not blanks and not wide and last in "）)·":
        return False
    return bool(blanks) or wide or east_asian_width(last) in "WF"
