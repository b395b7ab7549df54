"""How alike two wordings are, and which of many are worth comparing."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from sys import byteorder

_CLAUSE_ENDS = re.compile(r"[，。；：！？、\n]")
# What more wordings have in common than this tells nothing.
_COMMON = 24
# So many of the rarest things that a wording has in common with others are looked at …
_RAREST = 16
# … and so many of those others, which have this share of them.
_NEAREST = 6
_SHARE = 0.25
_PAIR = 4  # bytes

Mark = int | str
"""What wordings may have in common: a clause, or a pair of characters."""


def pairs_of_characters(text: str) -> set[Mark]:
    """The pairs of neighbouring characters, to be counted and compared; of a lone one that.

    A pair is the number that its two bytes each make: that costs a third of a string.
    """
    codes = text.encode("utf-16-le", "surrogatepass")
    if len(codes) != 2 * len(text):  # a rare character takes four bytes
        return {_number(one + other) for one, other in pairwise(text)} or {text}
    if len(text) < 2:
        return {*text}
    view, even, odd = memoryview(codes), len(text) // 2, (len(text) - 1) // 2
    pairs: set[Mark] = set(view[: _PAIR * even].cast("I"))
    pairs.update(view[2 : _PAIR * odd + 2].cast("I"))
    return pairs


def _number(pair: str) -> Mark:
    codes = pair.encode("utf-16-le", "surrogatepass")
    return pair if len(codes) > _PAIR else int.from_bytes(codes, byteorder)


def _said(mark: Mark) -> str:
    """What a mark is in the text."""
    if isinstance(mark, str):
        return mark
    return mark.to_bytes(_PAIR, byteorder).decode("utf-16-le", "surrogatepass")


def measure_overlap(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    """0 nothing in common to 1 the same (Dice); of two empty sets 0."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


class WordingIndex:
    """Wordings by what only few of them have: clauses and pairs of characters."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._names: dict[Mark, list[str]] = {}
        common: set[Mark] = set()
        for name, text in texts.items():
            for mark in _marks(text) - common:
                names = self._names.setdefault(mark, [])
                names.append(name)
                if len(names) > _COMMON:
                    common.add(mark)
                    del self._names[mark]
        self._marks = {*self._names}

    def nearest(self, text: str) -> Iterator[str]:
        """Names of the wordings that have most in common with another, the nearest first."""
        found = self._names
        shared = _marks(text) & self._marks
        rarest = sorted((len(found[mark]), _said(mark), mark) for mark in shared)[:_RAREST]
        votes: dict[str, int] = {}
        for _n, _words, mark in rarest:
            for name in found[mark]:
                votes[name] = votes.get(name, 0) + 1
        near = [name for name, n in votes.items() if n >= _SHARE * len(rarest)]
        near.sort(key=votes.__getitem__, reverse=True)
        return iter(near[:_NEAREST])


def _marks(text: str) -> set[Mark]:
    marks = pairs_of_characters(text)
    # Clauses of two characters are among the pairs.
    marks.update(clause for clause in _CLAUSE_ENDS.split(text) if len(clause) != 2)
    return marks


def near_pairs(olds: Mapping[str, str], news: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names of wordings (old, new) worth comparing."""
    index = WordingIndex(news)
    return ((old, new) for old, text in olds.items() for new in index.nearest(text))
