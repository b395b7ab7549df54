"""Where the texts and names of a plan file stand: all else is structure, comments and blanks."""

from bisect import bisect_right
from typing import Any, NamedTuple

import yaml

from dutymatrix.planfile.parser import default_parser


class Scalar(NamedTuple):
    """Where a text or name stands; lines from 0."""

    start: int
    content: int
    """Where it begins itself: behind the line of its |- or >."""
    end: int
    line: int
    last: int


class Scalars(NamedTuple):
    """All texts and names of a plan file, as far as its structure can be followed."""

    all: tuple[Scalar, ...]
    begins: tuple[int, ...]
    known: int
    """Behind this place nobody knows what stands in a text."""

    def holds(self, place: int) -> bool:
        """Whether a character of the file is one of a text or name, not of the structure."""
        n = bisect_right(self.begins, place) - 1
        return n >= 0 and self.all[n].content <= place < self.all[n].end


def scan_scalars(text: str) -> Scalars:
    """The texts and names of a plan file."""
    scalars: list[Scalar] = []
    known = len(text)
    parser: Any = default_parser()
    try:
        for token in yaml.scan(text, Loader=parser):
            if not isinstance(token, yaml.ScalarToken):
                continue
            start, end = token.start_mark, token.end_mark
            content = start.index
            if token.style in ("|", ">"):
                content = text.find("\n", content, end.index) + 1 or end.index
            last = end.line - (end.column == 0 and end.line > start.line)
            scalars.append(Scalar(start.index, content, end.index, start.line, last))
    except (yaml.YAMLError, ValueError, OverflowError):
        known = scalars[-1].end if scalars else 0
    return Scalars(tuple(scalars), tuple(scalar.start for scalar in scalars), known)
