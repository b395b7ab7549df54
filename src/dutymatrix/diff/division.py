"""Which task became several. Read with old and new exchanged: which several became one."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from dutymatrix.plan.model import Item
from dutymatrix.wording import iter_sentences
from dutymatrix.wording.likeness import WordingIndex, pairs_of_characters
from dutymatrix.wording.script import spelling

# Of the wording of a part, at least this share is sentences that stood in the whole and stand
# there no more.
HALF = 0.5
# A sentence is another's where it has this share of its pairs of characters.
_CONTAINED = 0.8
# A shorter wording stands in many.
_SHORTEST = 8


def find_divisions(
    wholes: Iterable[Item], parts: Iterable[Item], partner: Mapping[str, Item]
) -> dict[str, tuple[str, ...]]:
    """Number of a whole → the numbers of those that its wording was divided among.

    Args:
        wholes: Items of the undivided side; of those with a partner, the reworded ones.
        parts: Items of the divided side that have no partner.
        partner: The partners of wholes, by the numbers of the wholes.
    """
    worth = [part for part in parts if len(part.entry.text) > _SHORTEST]
    if not worth:
        return {}
    by_number = {whole.number: whole for whole in wholes}
    index = WordingIndex(
        {number: spelling(whole.entry.text) for number, whole in by_number.items()}
    )
    found: dict[str, list[str]] = {}
    for part in worth:
        text = spelling(part.entry.text)
        for number in index.nearest(text):
            kept = partner.get(number)
            if _share(text, _wording_gone(by_number[number], kept)) >= HALF:
                found.setdefault(number, [kept.number] if kept else []).append(part.number)
                break
    return {number: tuple(those) for number, those in found.items() if len(those) > 1}


def _share(text: str, gone: AbstractSet[str]) -> float:
    """The share of a text that is sentences made of some pairs of characters."""
    sentences = [*iter_sentences(text)]
    taken = 0
    for sentence in sentences:
        own = pairs_of_characters(sentence)
        if len(own & gone) >= _CONTAINED * len(own):
            taken += len(sentence)
    return taken / len(text)


def _wording_gone(whole: Item, kept: Item | None) -> AbstractSet[str]:
    """What a whole said in sentences that its partner does not say any more."""
    stayed = [*map(pairs_of_characters, _sentences(kept))] if kept else []
    gone: set[str] = set()
    for sentence in _sentences(whole):
        own = pairs_of_characters(sentence)
        # A plan has one vocabulary: that its words stay somewhere says nothing.
        if not any(len(own & other) >= _CONTAINED * len(own) for other in stayed):
            gone |= own
    return gone


def _sentences(row: Item) -> Iterator[str]:
    return iter_sentences(spelling(row.entry.text))
