"""How it looks what is there for the program and what is not."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from dutymatrix.i18n import N_, _
from dutymatrix.markup.json_ import head
from dutymatrix.markup.view import Options
from dutymatrix.measure import cells, shown, wrap

_GAP = 2
_ENDLESS = 10_000


class State(Enum):
    """How it stands with something; the value is the word in JSON."""

    OK = "ok"
    """It is there."""
    MISSING = "missing"
    """It is not, and something cannot be done."""
    LOOK = "look"
    """It is there, and not as it could be."""


_STATE_WORDS = {State.OK: N_("ok"), State.MISSING: N_("missing"), State.LOOK: N_("look")}


class Part(NamedTuple):
    """Something that the program works with."""

    key: str
    """The machine word: `pdfplumber`, `git_setup`."""
    name: str
    """What people call it."""
    state: State
    found: str
    """What is there, or what is missing for what."""
    mend: tuple[str, ...] = ()
    """What to do or to type, a line each."""


class DoctorView(NamedTuple):
    """All that was looked at."""

    parts: tuple[Part, ...]
    plan: None = None

    def data(self) -> Mapping[str, object]:
        """The parts under `parts`; what is found and what mends it is in the user's language."""
        parts = [
            {"part": p.key, "state": p.state.value, "found": p.found, "mend": list(p.mend)}
            for p in self.parts
        ]
        return {**head(None), "parts": parts}


def render(view: DoctorView, options: Options) -> str:
    """A line for each part, and what mends it below."""
    states = {state: _(word) for state, word in _STATE_WORDS.items()}
    first = max(map(cells, states.values())) + _GAP
    second = max((cells(part.name) for part in view.parts), default=0) + _GAP
    lines: list[str] = []
    for part in view.parts:
        before = _padded(states[part.state], first) + _padded(part.name, second)
        for line in _lines(part, (options.width or _ENDLESS) - first - second):
            lines.append(before + shown(line))
            before = " " * (first + second)
    return "\n".join(lines) + "\n"


def _lines(part: Part, columns: int) -> Iterator[str]:
    yield from wrap(part.found, columns)
    for mend in part.mend:
        yield from wrap(f"→ {mend}", columns, (), _GAP)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - cells(text))
