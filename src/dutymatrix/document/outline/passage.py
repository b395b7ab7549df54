"""The words of an item: its title and its text, without the lists in them."""

from collections.abc import Iterable
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.wording import iter_sentences

_LONGEST_TITLE = 40
_LONGEST_HEADING = 60
_LEFT_OVER = "。；，、"
_SENTENCE_ENDS = ("。", "；", "！", "？")


class Passage(NamedTuple):
    """An item's words."""

    title: str
    text: str
    start: int
    """Offset of the first of them."""


def read_passage(
    flow: Flow,
    start: int,
    end: int,
    without: Iterable[tuple[int, int]] = (),
    *,
    titled: bool = True,
) -> Passage:
    """The words between two offsets.

    Args:
        flow: The document.
        start: Where they begin.
        end: Where they end.
        without: Stretches that are no wording.
        titled: Whether they may begin with a title.
    """
    pieces = []
    at = start
    for first, last in sorted(without):
        if first >= end or last <= at:
            continue
        pieces.append(flow.text[at : max(at, first)])
        at = last
    pieces.append(flow.text[at:end])
    text = _join(pieces).lstrip("\n" + _LEFT_OVER)
    lead = len(flow.text[start:end]) - len(flow.text[start:end].lstrip("\n" + _LEFT_OVER))
    title, rest = split_title(text) if titled else ("", text)
    return Passage(title, rest, min(start + lead, max(start, end - 1)))


def split_title(text: str) -> tuple[str, str]:
    """A heading and what follows: a line of its own, or a short first sentence."""
    head, _feed, rest = text.partition("\n")
    if "。" not in head and len(head) <= _LONGEST_HEADING and head[-1:] not in "；，":
        return head.rstrip("："), rest
    first = next(iter_sentences(head), "")
    following = text[len(first) :].lstrip("\n")
    if following and first.endswith("。") and len(first) <= _LONGEST_TITLE and "；" not in first:
        return first[:-1], following
    return "", text


def _join(pieces: Iterable[str]) -> str:
    """Pieces one after another, without what separated them from the lists between them."""
    joined = ""
    for piece in pieces:
        begins = piece.lstrip(_LEFT_OVER).startswith("\n")
        if joined.endswith(_SENTENCE_ENDS) or begins:
            piece = piece.lstrip(_LEFT_OVER)
        piece = piece.strip("\n")
        if joined and piece and begins:
            joined += "\n"
        joined += piece
    return "\n".join(filter(None, map(str.strip, joined.split("\n"))))
