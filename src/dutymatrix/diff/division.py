"""Which task became several. Read with old and new exchanged: which several became one."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from dutymatrix.diff.likeness import WordingIndex, pairs_of_characters
from dutymatrix.plan.model import Item

# Of the wording of a part, this share stood in the whole and stands there no more.
_CONTAINED = 0.6
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
    index = WordingIndex({number: whole.entry.text for number, whole in by_number.items()})
    found: dict[str, list[str]] = {}
    for part in worth:
        own = pairs_of_characters(part.entry.text)
        for number in index.nearest(part.entry.text):
            kept = partner.get(number)
            gone = _wording_gone(by_number[number], kept)
            if len(own & gone) >= _CONTAINED * len(own):
                found.setdefault(number, [kept.number] if kept else []).append(part.number)
                break
    return {number: tuple(those) for number, those in found.items() if len(those) > 1}


def _wording_gone(whole: Item, kept: Item | None) -> AbstractSet[str]:
    """What a whole said and its partner does not say any more."""
    own = pairs_of_characters(whole.entry.text)
    return own - pairs_of_characters(kept.entry.text) if kept else own
