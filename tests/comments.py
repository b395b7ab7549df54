"""Comments put into a plan's text, wherever YAML lets them stand."""

import re
from random import Random

import yaml
from hypothesis import strategies as st
from yaml.events import ScalarEvent

_WORDS = ("注", "- 甲", "a: b", "“引", "# x", "|-")
_SILENCING = "dm: ignore DM303"
_COUNTS = (0, 0, 0, 1, 2)
_BLANKS = ("  ", " ", "\t", "      ")


@st.composite
def commented(draw: st.DrawFn, text: str, *, silencing: bool = True) -> str:
    """A text with comments above and behind its lines, each of them another.

    Args:
        draw: Hypothesis'.
        text: The text.
        silencing: Whether some silence what is found in their line.
    """
    words = (*_WORDS, _SILENCING) if silencing else _WORDS
    # Drawn from hypothesis one by one they would take minutes.
    choice = Random(draw(st.integers(0, 2**32))).choice
    lines = text.removesuffix("\n").split("\n")
    inner, closed = _inside_texts(text, lines)
    written: list[str] = []

    def comment() -> str:
        return f"# {choice(words)} {len(written)}¤"

    below_block = False
    for n, line in enumerate([*lines, ""]):
        indent = len(line) - len(line.lstrip(" "))
        # Further in than what it stands below, it would be a part of the text there.
        below_block = n in inner or (below_block and not line.strip())
        for _ in range(0 if n in inner else choice(_COUNTS)):
            blanks = choice([0, indent] if below_block else [0, indent, indent + 2])
            written.append(choice(["", " " * blanks + comment()]))
        if line.strip() and n not in closed and choice(_COUNTS) == 2:
            line += choice(_BLANKS) + comment()
        written.append(line)
    return "\n".join(written)


def count_comments(text: str) -> list[str]:
    """What tells the comments apart that `commented` put into a text, sorted."""
    return sorted(re.findall("[0-9]+¤", text))


def _inside_texts(text: str, lines: list[str]) -> tuple[set[int], set[int]]:
    """Lines above which, and lines behind which no comment may stand."""
    inner: set[int] = set()
    closed: set[int] = set()
    for event in yaml.parse(text, Loader=yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader):
        if not isinstance(event, ScalarEvent):
            continue
        first, last = event.start_mark.line, event.end_mark.line  # type: ignore[union-attr]
        is_block = event.style in ("|", ">")
        if is_block:
            last -= event.end_mark.column == 0  # type: ignore[union-attr]
            while last > first and not lines[last].strip():
                last -= 1
        inner.update(range(first + 1, last + 1))
        closed.update(range(first + is_block, last + is_block))
    return inner, closed
