"""How alike two wordings are, and which of many are worth comparing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain, filterfalse, pairwise
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
    return {*_iter_pairs(text)}


def _iter_pairs(text: str) -> Iterable[Mark]:
    codes = text.encode("utf-16-le", "surrogatepass")
    if len(codes) != 2 * len(text):  # a rare character takes four bytes
        return {_number(one + other) for one, other in pairwise(text)} or {text}
    if len(text) < 2:
        return text
    view, even, odd = memoryview(codes), len(text) // 2, (len(text) - 1) // 2
    return chain(view[: _PAIR * even].cast("I"), view[2 : _PAIR * odd + 2].cast("I"))


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
        names: defaultdict[Mark, list[str]] = defaultdict(list)
        common: set[Mark] = set()
        for name, text in texts.items():
            for mark in {*filterfalse(common.__contains__, _iter_marks(text))}:
                own = names[mark]
                own.append(name)
                if len(own) > _COMMON:
                    common.add(mark)
                    del names[mark]
        keys = {mark: (len(own), _said(mark)) for mark, own in names.items()}
        rarest_first = sorted(keys, key=keys.__getitem__)
        self._marks = frozenset(rarest_first)
        self._rank = {mark: rank for rank, mark in enumerate(rarest_first)}
        self._names = [names[mark] for mark in rarest_first]
        """Names of those that have a mark, by its rank."""

    def nearest(self, text: str) -> Iterator[str]:
        """Names of the wordings that have most in common with another, the nearest first."""
        shared = self._marks.intersection(_iter_marks(text))
        rarest = sorted(map(self._rank.__getitem__, shared))[:_RAREST]
        names = [*chain.from_iterable(map(self._names.__getitem__, rarest))]
        least = _SHARE * len(rarest)
        if least > 1 and len({*names}) == len(names):  # nobody has two, and most have nobody
            return iter(())
        votes = Counter(names)
        near = [name for name, n in votes.items() if n >= least]
        near.sort(key=votes.__getitem__, reverse=True)
        return iter(near[:_NEAREST])


def _iter_marks(text: str) -> Iterator[Mark]:
    # Clauses of two characters are among the pairs.
    clauses = [clause for clause in _CLAUSE_ENDS.split(text) if len(clause) != 2]
    return chain(_iter_pairs(text), clauses)


def near_pairs(olds: Mapping[str, str], news: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names of wordings (old, new) worth comparing."""
    index = WordingIndex(news)
    return ((old, new) for old, text in olds.items() for new in index.nearest(text))
