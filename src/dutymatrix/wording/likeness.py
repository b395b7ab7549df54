"""How alike two wordings are, and which of many are worth comparing."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from heapq import nsmallest
from itertools import chain
from operator import add

_CLAUSE_ENDS = re.compile(r"[，。；：！？、\n]")
# What more wordings have in common than this tells nothing.
_COMMON = 24
# So many of the rarest things that a wording has in common with others are looked at …
_RAREST = 16
# … and so many of those others, which have this share of them.
_NEAREST = 6
_SHARE = 0.25


def pairs_of_characters(text: str) -> AbstractSet[str]:
    """The pairs of neighbouring characters; of a lone character that."""
    return set(map(add, text, text[1:])) or set(text)


def measure_overlap(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    """0 nothing in common to 1 the same (Dice); of two empty sets 0."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


class WordingIndex:
    """Wordings by what only few of them have: clauses and pairs of characters."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        found: dict[str, list[str]] = {}
        for name, text in texts.items():
            for mark in _marks(text):
                names = found.setdefault(mark, [])
                # One more than counts, to be known as common.
                if len(names) <= _COMMON:
                    names.append(name)
        self._names = {mark: names for mark, names in found.items() if len(names) <= _COMMON}

    def nearest(self, text: str) -> Iterator[str]:
        """Names of the wordings that have most in common with another, the nearest first."""
        shared = ((len(self._names[mark]), mark) for mark in self._names.keys() & _marks(text))
        rarest = nsmallest(_RAREST, shared)
        votes = Counter(chain.from_iterable(self._names[mark] for _n, mark in rarest))
        return (name for name, n in votes.most_common(_NEAREST) if n >= _SHARE * len(rarest))


def _marks(text: str) -> AbstractSet[str]:
    return {*pairs_of_characters(text), *_CLAUSE_ENDS.split(text)}


def near_pairs(olds: Mapping[str, str], news: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names of wordings (old, new) worth comparing."""
    index = WordingIndex(news)
    return ((old, new) for old, text in olds.items() for new in index.nearest(text))
