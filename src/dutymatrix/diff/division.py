"""Which task became several. Read with old and new exchanged: which several became one."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from dutymatrix.diff.row import Rows
from dutymatrix.plan.model import Item
from dutymatrix.wording import iter_sentences
from dutymatrix.wording.likeness import Mark, WordingIndex, pairs_of_characters

# Of the wording of a part, at least this share is sentences that stood in the whole and stand
# there no more.
HALF = 0.5
# A sentence is another's where it has this share of its pairs of characters.
_CONTAINED = 0.8
# A shorter wording stands in many.
_SHORTEST = 8


def find_divisions(
    undivided: Rows,
    divided: Rows,
    wholes: Iterable[Item],
    parts: Iterable[Item],
    partner: Mapping[str, Item],
) -> dict[str, tuple[str, ...]]:
    """Number of a whole → the numbers of those that its wording was divided among.

    Args:
        undivided: The rows of the one side.
        divided: The rows of the other one.
        wholes: Items of the undivided side; of those with a partner, the reworded ones.
        parts: Items of the divided side that have no partner.
        partner: The partners of wholes, by the numbers of the wholes.
    """
    worth = [part for part in parts if len(part.entry.text) > _SHORTEST]
    if not worth:
        return {}
    by_number = {whole.number: whole for whole in wholes}
    texts = {number: undivided.spelled(whole).text for number, whole in by_number.items()}
    index = WordingIndex(texts)

    @cache
    def said(number: str) -> AbstractSet[Mark]:
        # A sentence may be one character.
        return pairs_of_characters(texts[number]).union(texts[number])

    @cache
    def gone(number: str) -> AbstractSet[Mark]:
        kept = partner.get(number)
        return _wording_gone(texts[number], divided.spelled(kept).text if kept else "")

    found: dict[str, list[str]] = {}
    for part in worth:
        text = divided.spelled(part).text
        near = [*index.nearest(text)]
        sentences = _sentences(text) if near else []
        for number in near:
            # What it never said did not go, and that takes less time to find out.
            if all(_share(sentences, had(number)) >= HALF * len(text) for had in (said, gone)):
                kept = partner.get(number)
                found.setdefault(number, [kept.number] if kept else []).append(part.number)
                break
    return {number: tuple(those) for number, those in found.items() if len(those) > 1}


def _sentences(text: str) -> list[tuple[int, AbstractSet[Mark]]]:
    """The length and the pairs of characters of each sentence."""
    return [(len(own), pairs_of_characters(own)) for own in iter_sentences(text)]


def _share(sentences: Iterable[tuple[int, AbstractSet[Mark]]], said: AbstractSet[Mark]) -> int:
    """How many characters are in sentences made of some pairs of characters."""
    return sum(length for length, own in sentences if len(own & said) >= _CONTAINED * len(own))


def _wording_gone(whole: str, kept: str) -> AbstractSet[Mark]:
    """What a whole said in sentences that its partner does not say any more."""
    stayed = [*map(pairs_of_characters, iter_sentences(kept))]
    gone: set[Mark] = set()
    for sentence in iter_sentences(whole):
        own = pairs_of_characters(sentence)
        # A plan has one vocabulary: that its words stay somewhere says nothing.
        if not any(len(own & other) >= _CONTAINED * len(own) for other in stayed):
            gone |= own
    return gone
