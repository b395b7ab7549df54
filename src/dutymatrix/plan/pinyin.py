"""Names typed in full pinyin, as an input method takes it: `weijiju` for 市卫计局."""

from functools import cache

from dutymatrix.plan.initials import initials_of, spoken
from dutymatrix.plan.pinyin_table import SYLLABLES

_LONGEST = max(map(len, SYLLABLES))


def is_spelt(name: str, letters: str) -> bool:
    """Whether letters spell a name, all of it.

    Args:
        name: Any text.
        letters: What was typed, in lower case, ü as v.
    """
    ends = {0}
    for char in spoken(name):
        ends = _ends_behind(char, letters, ends)
        if not ends:
            return False
    return len(letters) in ends


def is_begun(name: str, letters: str) -> bool:
    """Whether letters spell the beginning of a name; of its last character, too: `weij`."""
    return _is_begun(spoken(name), letters)


def is_spelt_in(name: str, letters: str) -> bool:
    """Whether letters spell a part of a name; of its last character the beginning will do."""
    chars = spoken(name)
    return any(_is_begun(chars[start:], letters) for start in range(len(chars)))


def _is_begun(chars: str, letters: str) -> bool:
    ends = {0}
    for char in chars:
        if any(char in _beginning(letters[end:]) for end in ends):
            return True
        ends = _ends_behind(char, letters, ends)
        if not ends:
            return False
    return False


def _ends_behind(char: str, letters: str, starts: set[int]) -> set[int]:
    """Where a character ends that begins at one of these places; xian is one, and xi an two."""
    return {
        start + n
        for start in starts
        for n in range(1, _LONGEST + 1)
        if char in _read(letters[start : start + n])
    }


def _read(typed: str) -> str:
    """The characters that are read so; what is no Chinese stands for itself."""
    return SYLLABLES.get(typed, "") + typed[:1] * (len(typed) == 1)


@cache
def _beginning(typed: str) -> str:
    """The characters whose reading begins so."""
    if not 0 < len(typed) <= _LONGEST:
        return ""
    return typed[:1] * (len(typed) == 1) + "".join(
        chars for syllable, chars in SYLLABLES.items() if syllable.startswith(typed)
    )


def words_for(name: str, typed: str) -> list[str]:
    """What may be typed for a name and begins as what was typed: initials, else pinyin.

    Those of the end of a name, too: `jj` of 市卫计局. None where letters of it were not typed.
    """
    found = [word[word.index(typed) :] for word in initials_of(name) if typed in word]
    if found:
        return found
    letters = initials_of(name)[:1] or ("",)
    syllables = [
        # The commonest reading begins with its letter: 市 is shi, not fu.
        next((own for own in SYLLABLES if own[0] == letter and char in SYLLABLES[own]), char)
        for char, letter in zip(spoken(name), letters[0], strict=False)
    ]
    ends = ["".join(syllables[place:]) for place in range(len(syllables))]
    return [word for word in ends if word.startswith(typed)]
