"""How text shows in a terminal: how wide it is, where its lines may break, what is invisible."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from unicodedata import category, combining, east_asian_width

# Marks that may not begin a line, and marks that may not end one.
_CLOSING = "，。；：、！？）》”’】〕〉」』…·—,.;:!?)]}%"
_OPENING = "（《“‘【〔〈「『([{"
_BLANKS = " \u3000"
# What this program counts, with a blank after the number.
_COUNTED = "项个"
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def cells(text: str) -> int:
    """Columns that a text takes: two for a Chinese character."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@cache
def _width(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def shown(text: str) -> str:
    r"""A text without characters that move the cursor or turn the writing around: `\u202e`."""
    if text.isprintable():
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
    lines = [""]
    room = columns
    for piece in _pieces(text, fitting):
        if lines[-1].strip() and cells(lines[-1]) + cells(piece.rstrip()) > room:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
            room = columns - hang
        else:
            lines[-1] += piece
    return [lines[0], *(" " * hang + line for line in lines[1:])]


def _pieces(text: str, whole: Collection[str]) -> Iterator[str]:
    """Words with the blank after them, Chinese characters with the mark after them."""
    piece = ""
    for atom in _atoms(text, whole):
        if piece and _may_break(piece, atom[0]):
            yield piece
            piece = ""
        piece += atom
    if piece:
        yield piece


def _atoms(text: str, whole: Collection[str]) -> Iterable[str]:
    """The characters of a text, those of a whole together; of two wholes the longer one."""
    if not whole:
        return text
    longest_first = sorted(whole, key=len, reverse=True)
    return re.findall(f"{'|'.join(map(re.escape, longest_first))}|.", text, re.DOTALL)


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between a piece and the character after it."""
    word = before.rstrip(_BLANKS)
    blanks = len(before) - len(word)
    last = word[-1:]
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
