"""From the text of a plan file to a Plan: line by line where it can be, else by a parser."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count, repeat
from typing import Any

from dutymatrix.plan.model import Assignment, Role, Span
from dutymatrix.planfile.canonical import LineReader, NotCanonicalError, scalar_name
from dutymatrix.planfile.planrecord import PlanRecords, Reading
from dutymatrix.planfile.recordreader import At, Reads
from dutymatrix.planfile.source import (
    decode,
    is_spotless,
    iter_radicals,
    iter_text_findings,
)
from dutymatrix.wording.radical import without_radicals

Parser = Callable[[Any], Any]
"""Makes what gives events of bytes; see `parser`."""


def read_bytes(data: bytes, file: str) -> Reading:
    """Read the bytes of a plan file."""
    text, findings = decode(data, file)
    # The bytes of a large plan need not lie beside its text.
    del data
    return Reading(None, tuple(findings)) if text is None else _read(text, file, None)


def read_text(text: str, file: str, parser: Parser | None = None) -> Reading:
    """Read the text of a plan file.

    Args:
        text: The YAML.
        file: The name that findings give.
        parser: What makes events of it where they are needed; libyaml where PyYAML has it, else
            PyYAML's own.
    """
    return _read(text.removeprefix("\ufeff"), file, parser)


def _read(text: str, file: str, parser: Parser | None) -> Reading:
    spotless = is_spotless(text)
    findings = [] if spotless else sorted(iter_text_findings(text, file))
    if findings:
        return Reading(None, tuple(findings))
    radicals = () if spotless else tuple(iter_radicals(text, file))
    with collector_paused():
        reading = _parse(without_radicals(text) if radicals else text, file, parser)
    if not radicals:
        return reading
    return reading._replace(findings=tuple(sorted((*radicals, *reading.findings))))


def _parse(text: str, file: str, parser: Parser | None) -> Reading:
    with suppress(NotCanonicalError):
        return Reading(_PlanLines(text, file).read(), ())
    from dutymatrix.planfile.planevent import read_events

    return read_events(text, file, parser)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without cycles to find, the garbage collector is half of the time a large plan takes."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What was made goes to the oldest generation unlooked-at; else the next allocation
            # of anything would walk through all of it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


# Without the function that a named tuple is made by: a large plan has half a million.
_SPAN: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


class _Names(dict[str, Assignment]):
    """An assignment for each name as it is written, made and checked where it is first met."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __missing__(self, written: str) -> Assignment:
        return self.setdefault(written, Assignment(scalar_name(written), self.role))


class _PlanLines(PlanRecords, LineReader):
    """A plan file in canonical form."""

    def __init__(self, text: str, file: str) -> None:
        LineReader.__init__(self, text)
        PlanRecords.__init__(self, file)

    def assigned(self, role: Role) -> Reads:
        """What reads the names under a role into assignments, and where each stands."""
        met = _Names(role)

        def read(at: At) -> tuple[list[Assignment], list[Span]]:
            if at[:2] == " [":
                names = self.names(at)
                return [Assignment(name.text, role) for name in names], [n.place for n in names]
            if at[:1] == " ":
                place = Span(self.number, len(self.now) - len(at) + 2)
                self.move()
                return [met[at[1:]]], [place]
            dash = f"{self.indent}- "
            column = len(dash)
            ahead = self.ahead
            assignments: list[Assignment] = []
            places: list[Span] = []
            while self.move().startswith(dash):
                first = self.number
                written = [self.now[column:]]
                while ahead and ahead[-1].startswith(dash):
                    written.append(ahead.pop()[column:])
                assignments += map(met.__getitem__, written)
                places += map(_SPAN, zip(count(first), repeat(column + 1, len(written))))
            if at or not assignments:
                raise NotCanonicalError
            return assignments, places

        return read
