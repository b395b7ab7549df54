"""Radicals and compatibility characters: what only looks like another character."""

import re

RADICALS = "\u2e80-\u2fdf\uf900-\ufaff"
"""Their ranges, for patterns."""
_RADICAL = re.compile(f"[{RADICALS}]")


def find_radical(text: str, start: int = 0) -> int:
    """Offset of the first character that only stands for another one, -1 where there is none."""
    match = _RADICAL.search(text, start)
    return match.start() if match else -1


def without_radicals(text: str) -> str:
    """A text, as long as it was, with characters for radicals and compatibility characters.

    Fonts in PDF files and old encodings leave ⾰ (U+2FB0) where 革 is meant.
    """
    if find_radical(text) < 0:
        return text
    from dutymatrix.wording.script_table import RADICALS

    meant = zip(map(ord, RADICALS[::2]), RADICALS[1::2], strict=True)
    return text.translate(dict(meant))
