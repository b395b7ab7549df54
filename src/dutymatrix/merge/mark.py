"""How a conflict stands in a text: its marks, the names of the sides, what stood there before."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from dutymatrix.i18n import N_, _

_SIDES = {"base": N_("the common version"), "ours": N_("ours"), "theirs": N_("theirs")}


class Labels(NamedTuple):
    """What git calls the three versions; these are its own words where it has no others."""

    base: str = "base"
    ours: str = "ours"
    theirs: str = "theirs"


class Marks(NamedTuple):
    """The lines around a conflict.

    `<<<<<<< HEAD`, ours, `||||||| 1a2b3c4`, base, `=======`, theirs, `>>>>>>> branch`
    """

    labels: Labels = Labels()
    style: str = "merge"
    """As `merge.conflictStyle` has it; "diff3" and "zdiff3" show the base, too."""
    size: int = 7

    @property
    def begin(self) -> str:
        """The line above ours, without its end; the others likewise."""
        return self._line("<", self.labels.ours)

    @property
    def middle(self) -> str:
        """The line above the base, where it is shown."""
        return self._line("|", self.labels.base)

    @property
    def between(self) -> str:
        """The line above theirs."""
        return "=" * self.size

    @property
    def end(self) -> str:
        """The line below theirs."""
        return self._line(">", self.labels.theirs)

    @property
    def has_base(self) -> bool:
        """Whether what both sides come from is shown."""
        return self.style in ("diff3", "zdiff3")

    def conflict(self, ours: str, base: str, theirs: str) -> str:
        """The lines of a conflict; each version is whole lines, or nothing."""
        above, below = "", ""
        if self.style == "zdiff3":
            above, ours, theirs, below = parted(ours, theirs)
        old = f"{self.middle}\n{base}" if self.has_base else ""
        return f"{above}{self.begin}\n{ours}{old}{self.between}\n{theirs}{self.end}\n{below}"

    def named(self, side: str) -> str:
        """What a side is called in sentences, with what git calls it if that is another name."""
        label: str = getattr(self.labels, side)
        if label == side:
            return side_name(side)
        return _("{side} ({label})").format(side=side_name(side), label=label)

    def _line(self, mark: str, label: str) -> str:
        return f"{mark * self.size} {label}"


PLAIN = Marks()
"""As git writes them if it is told nothing."""


def side_name(side: str) -> str:
    """What "base", "ours" or "theirs" is called in sentences."""
    return _(_SIDES[side])


def parted(ours: str, theirs: str) -> tuple[str, str, str, str]:
    """The lines that both begin with, ours and theirs, the lines that both end with."""
    own, other = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    first = _common(own, other)
    last = _common(own[first:][::-1], other[first:][::-1])
    rest, others = own[first : len(own) - last], other[first : len(other) - last]
    return "".join(own[:first]), "".join(rest), "".join(others), "".join(own[len(own) - last :])


def _common(own: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same before the first that is not."""
    pairs = zip(own, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
