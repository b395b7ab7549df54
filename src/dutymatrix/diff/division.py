"""Which task became several. Read with old and new exchanged: which several became one."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

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
    gone: dict[str, AbstractSet[Mark]] = {}
    found: dict[str, list[str]] = {}
    for part in worth:
        text = divided.spelled(part).text
        for number in index.nearest(text):
            kept = partner.get(number)
            if number not in gone:
                stayed = divided.spelled(kept).text if kept else ""
                gone[number] = _wording_gone(texts[number], stayed)
            if _share(text, gone[number]) >= HALF:
                found.setdefault(number, [kept.number] if kept else []).append(part.number)
                break
    return {number: tuple(those) for number, those in found.items() if len(those) > 1}


def _share(text: str, gone: AbstractSet[Mark]) -> float:
    """The share of a text that is sentences made of some pairs of characters."""
    sentences = [*iter_sentences(text)]
    taken = 0
    for sentence in sentences:
        own = pairs_of_characters(sentence)
        if len(own & gone) >= _CONTAINED * len(own):
            taken += len(sentence)
    return taken / len(text)


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
