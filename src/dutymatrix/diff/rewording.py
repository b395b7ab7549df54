"""What differs between two wordings, in pieces that a reader can take in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from dutymatrix.wording import iter_sentences

DELETED, ADDED = ("[-", "-]"), ("{+", "+}")
"""What stands around deleted and added wording where there is no other way to show it."""

# A figure is read as one: of 2018 and 2019 not only the last digit differs.
_TOKEN = re.compile(r"[0-9]+(?:[.:][0-9]+)*%?|[A-Za-z]+|.|\n", re.DOTALL)
_LITTLE_IN_COMMON = 0.5
# Of wording that did not change, so much is shown on either side of what did.
_CONTEXT = 12
# Comparing takes the product of the lengths; beyond this nobody would read the pieces.
_MOST_COMPARISONS = 20_000_000


class Piece(NamedTuple):
    """A stretch of wording: in both (`old == new`), only in one (the other is ""), or replaced."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the two sides differ here."""
        return self.old != self.new


def diff_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Pieces of two canonical texts, in order; those of either side joined are that text.

    Sentences are compared first, then characters inside those that were changed; where a
    sentence has little in common with the other, it is replaced as a whole.

    Example:
        `diff_texts("加强宣传。", "充实宣传。")` is
        `(Piece("加强", "充实"), Piece("宣传。", "宣传。"))`
    """
    olds, news = _sentences(old), _sentences(new)
    pieces: list[Piece] = []
    for same, left, right in _blocks(olds, news):
        if same:
            pieces.append(Piece("".join(left), "".join(left)))
        else:
            pieces.extend(_diff_sentences(left, right))
    return tuple(_joined(pieces))


def mark_changes(pieces: Iterable[Piece]) -> str:
    """The text of pieces, deletions and additions between their marks."""
    (cut, cut_end), (put, put_end) = DELETED, ADDED
    written = []
    for old, new in pieces:
        if old == new:
            written.append(old)
            continue
        written += [f"{cut}{old}{cut_end}" if old else "", f"{put}{new}{put_end}" if new else ""]
    return "".join(written)


def nearby(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces without what is far from any change; … stands for it."""
    for place, piece in enumerate(pieces):
        first, last = place == 0, place == len(pieces) - 1
        if piece.changed or len(piece.old) <= _CONTEXT * (2 - first - last) + 1:
            yield piece
            continue
        head = "" if first else piece.old[:_CONTEXT]
        tail = "" if last else piece.old[-_CONTEXT:]
        yield Piece(f"{head}…{tail}", f"{head}…{tail}")


def _sentences(text: str) -> list[str]:
    """Sentences, the break before a paragraph with the sentence it stands before."""
    found: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        first, *others = [*iter_sentences(paragraph)] or [""]
        found += [f"\n{first}" if number else first, *others]
    return found


def _diff_sentences(olds: Sequence[str], news: Sequence[str]) -> Iterator[Piece]:
    """Pieces of a run of sentences that was changed."""
    old, new = "".join(olds), "".join(news)
    if not (old and new) or len(old) * len(new) > _MOST_COMPARISONS:
        yield Piece(old, new)
        return
    tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher: SequenceMatcher[str] = SequenceMatcher(None, *tokens, autojunk=False)
    if matcher.ratio() >= _LITTLE_IN_COMMON:
        for same, left, right in _blocks(*tokens, matcher):
            yield Piece("".join(left), "".join(left if same else right))
    elif len(olds) == len(news) == 1:
        yield Piece(old, new)
    else:
        yield from _pair_sentences(olds, news)


def _pair_sentences(olds: Sequence[str], news: Sequence[str]) -> Iterator[Piece]:
    """Pieces of sentences of which some have a partner, in order, and the others none."""
    at = 0
    for old in olds:
        fits = [(_alike(old, news[place]), -place) for place in range(at, len(news))]
        ratio, place = max(fits, default=(0.0, 0))
        if ratio < _LITTLE_IN_COMMON:
            yield Piece(old, "")
            continue
        if news[at:-place]:
            yield Piece("", "".join(news[at:-place]))
        yield from _diff_sentences([old], [news[-place]])
        at = 1 - place
    if news[at:]:
        yield Piece("", "".join(news[at:]))


def _alike(one: str, other: str) -> float:
    """The share of two sentences that is in both; 0 where that is little for certain."""
    tokens = _TOKEN.findall(one), _TOKEN.findall(other)
    matcher: SequenceMatcher[str] = SequenceMatcher(None, *tokens, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _LITTLE_IN_COMMON else 0.0


def _blocks(
    olds: Sequence[str], news: Sequence[str], matcher: "SequenceMatcher[str] | None" = None
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    matcher = matcher or SequenceMatcher(None, olds, news, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        yield tag == "equal", olds[start:end], news[new_start:new_end]


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; a lone character between two changes is part of them."""
    runs: list[Piece] = []
    for piece in filter(any, pieces):
        if runs and runs[-1].changed == piece.changed:
            runs[-1] = _sum(runs[-1], piece)
        else:
            runs.append(piece)
    kept: list[Piece] = []
    for place, piece in enumerate(runs):
        lone = len(piece.old) == 1 and not piece.changed and 0 < place < len(runs) - 1
        if kept and (lone or (piece.changed and kept[-1].changed)):
            kept[-1] = _sum(kept[-1], piece)
        else:
            kept.append(piece)
    return kept


def _sum(one: Piece, other: Piece) -> Piece:
    return Piece(one.old + other.old, one.new + other.new)
