"""How wide text is in a terminal, and where its lines may break."""

from collections.abc import Iterable, Iterator
from unicodedata import combining, east_asian_width

# Marks that may not begin a line.
_CLOSING = "，。；：、！？）》”’】〕"


def cells(text: str) -> int:
    """Columns that a text takes: two for a Chinese character."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def wrap(text: str, columns: int) -> list[str]:
    """Lines of a text, broken at blanks and between Chinese characters; at least one."""
    return wrap_pieces(_pieces(text), columns)


def wrap_pieces(pieces: Iterable[str], columns: int) -> list[str]:
    """Lines made of pieces that are not broken, such as names; at least one line."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and cells(lines[-1]) + cells(piece.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Words with the blank after them, Chinese characters with the mark after them."""
    piece = ""
    for char in text:
        if piece and char not in _CLOSING and char != " " and _may_break(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if before in "（《“‘【〔":
        return False
    return (
        before == " "
        or "W" in {east_asian_width(before), east_asian_width(after)}
        or (before in _CLOSING)
    )
