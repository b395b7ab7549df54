"""Which of many pairs belong together, by how alike the two of each are."""

from collections.abc import Iterable, Iterator, Mapping

Pair = tuple[str, str]

# An optimal matching takes the cube of its size; a larger group is matched best first.
_LARGEST = 120


def best_pairs(scores: Mapping[Pair, float]) -> Iterator[Pair]:
    """The pairs of the best assignment in each connected group."""
    for group in _groups(scores):
        own = {pair: scores[pair] for pair in group}
        of_olds, of_news = _favourites(own, side=0), _favourites(own, side=1)
        # Where no two want the same one, nothing can be better.
        if len({new for _old, new in of_olds}) == len(of_olds):
            yield from of_olds
        elif len({old for old, _new in of_news}) == len(of_news):
            yield from of_news
        elif len(of_olds) + len(of_news) > _LARGEST:
            yield from best_first(own)
        else:
            yield from _optimal_pairs(own)


def best_first(scores: Mapping[Pair, float]) -> Iterator[Pair]:
    """The best pair, then the best of what is left without these two, and so on."""
    olds, news = set(), set()
    for old, new in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if old not in olds and new not in news:
            olds.add(old)
            news.add(new)
            yield old, new


def _favourites(scores: Mapping[Pair, float], side: int) -> list[Pair]:
    """The best pair of each name of one side."""
    best: dict[str, Pair] = {}
    for pair, score in scores.items():
        if score > scores[best.setdefault(pair[side], pair)]:
            best[pair[side]] = pair
    return [*best.values()]


def _optimal_pairs(scores: Mapping[Pair, float]) -> Iterator[Pair]:
    # Few revisions need it, and it takes longer to load than a plan to read.
    from networkx import Graph, max_weight_matching

    graph: Graph[tuple[bool, str]] = Graph()
    for (old, new), score in scores.items():
        # Squared, for one good pair is worth more than two poor ones.
        graph.add_edge((False, old), (True, new), weight=score**2)
    for pair in max_weight_matching(graph):
        (_is_new, old), (_is_new, new) = sorted(pair)
        yield old, new


def _groups(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """The pairs, those together that share a name, however indirectly."""
    by_old: dict[str, list[Pair]] = {}
    by_new: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_old.setdefault(pair[0], []).append(pair)
        by_new.setdefault(pair[1], []).append(pair)
    while by_old:
        group: list[Pair] = []
        waiting = by_old.popitem()[1]
        while waiting:
            old, new = waiting.pop()
            group.append((old, new))
            waiting += by_old.pop(old, ())
            for pair in by_new.pop(new, ()):
                waiting += by_old.pop(pair[0], ())
        yield group
