"""Where sentences and lines of official Chinese break."""

import re
from collections.abc import Iterator

_OPENING = "（([【〔《〈「『“‘"
_CLOSING = "）)]】〕》〉」』”’"
_SENTENCE_ENDS = "。！？；"
# A pattern, not a compiled one: a look-up has no use for it.
_MARKS = f"[{re.escape(_OPENING + _CLOSING + _SENTENCE_ENDS)}]"


def join_lines(text: str) -> str:
    """Text in canonical form, from text broken into lines anywhere.

    Lines join without blanks, but one between two ASCII letters; a blank line starts a
    paragraph. Blanks at the ends of lines do not count.

    Returns:
        Paragraphs separated by one line feed.
    """
    if "\n" not in text:
        return text.strip()
    pieces: list[str] = []
    above = ""
    for line in map(str.strip, text.split("\n")):
        if line:
            if pieces and not above:
                pieces.append("\n")
            elif pieces and _is_letter(above[-1]) and _is_letter(line[0]):
                pieces.append(" ")
            pieces.append(line)
        above = line
    return "".join(pieces)


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def iter_sentences(paragraph: str) -> Iterator[str]:
    """Pieces of a paragraph that end after 。！？； outside brackets and quotes.

    The pieces joined are the paragraph; none begins or ends with a blank.
    """
    depth = start = 0
    for mark in re.finditer(_MARKS, paragraph):
        place, char = mark.start(), mark[0]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            following = paragraph[place + 1 : place + 2]
            # Closing marks belong to the sentence; a blank would be lost at a line's end.
            if following and following not in _SENTENCE_ENDS + _CLOSING and not following.isspace():
                yield paragraph[start : place + 1]
                start = place + 1
    if start < len(paragraph):
        yield paragraph[start:]


def break_lines(text: str) -> list[str]:
    """Lines a canonical text is written in: a sentence each, "" between paragraphs."""
    lines: list[str] = []
    for paragraph in text.split("\n") if text else ():
        if lines:
            lines.append("")
        lines.extend(iter_sentences(paragraph))
    return lines
