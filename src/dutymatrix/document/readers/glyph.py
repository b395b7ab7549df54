"""The lines of a page, put together from characters that are painted anywhere on it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

# So much of a character's size apart, what stands in a line does not touch; Latin words need less.
_GAP = 1.5
_LATIN_GAP = 0.2
# What is painted over other text is a line of its own; marks may be pushed into each other.
_OVERLAP = 1.1
# Painted twice to look bold.
_SAME = 0.25
# A year has so many digits; fewer may be numbers of their own.
_FEWEST_SPACED = 4
_DIGIT_GAP = 0.75
# How many lines are tried for what stands beside: few are as close.
_NEAREST = 8

_LEAST_LINES = 10
_LEAST_BESIDE = 5
_MOST_CROSSING = 0.15
_LEAST_SHARE = 0.3
_STEPS = 60
# In a column of running text so many of the lines are nearly as wide as the column.
_MOSTLY_FULL = 0.5
_FULL = 0.85

_LATIN = re.compile(r"[!-~]")


class Glyph(NamedTuple):
    """A character and where it is painted, in points from the upper left of its page."""

    text: str
    start: float
    end: float
    base: float
    """The line it stands on."""
    size: float


class Run(NamedTuple):
    """Characters painted one after another."""

    text: str
    start: float
    end: float
    base: float
    size: float


class Line(NamedTuple):
    """A line of a page."""

    runs: tuple[Run, ...]
    """From left to right."""

    @property
    def start(self) -> float:
        """Where it begins."""
        return self.runs[0].start

    @property
    def end(self) -> float:
        """Where it ends."""
        return max(run.end for run in self.runs)

    @property
    def base(self) -> float:
        """What it stands on."""
        return self.runs[0].base

    @property
    def size(self) -> float:
        """Of its largest characters."""
        return max(run.size for run in self.runs)

    @property
    def text(self) -> str:
        """Its text; a blank where runs stand apart."""
        text, end = "", None
        spaced = _spaced_out(self.runs)
        for place, run in enumerate(self.runs):
            apart = end is not None and place not in spaced and _is_apart(text, run, end)
            text += f" {run.text}" if apart else run.text
            end = run.end
        return text.strip()

    def segments(self) -> Iterator[tuple[float, float]]:
        """(Start, end) of what stands together in it."""
        start, end = self.start, self.runs[0].end
        for run in self.runs[1:]:
            if run.start - end > _GAP * run.size:
                yield start, end
                start = run.start
            end = max(end, run.end)
        yield start, end


def _spaced_out(runs: Sequence[Run]) -> frozenset[int]:
    """Places of digits that go on with a number whose digits are set apart: 2 0 2 5年.

    Each is as wide as a Chinese character, and there are four of them or more.
    """
    places: set[int] = set()
    number: list[int] = []
    for place in range(1, len(runs) + 1):
        if place < len(runs) and _is_spaced(runs[place - 1], runs[place]):
            number.append(place)
        if place == len(runs) or number[-1:] != [place] or len(runs[place].text) > 1:
            if len(number) >= _FEWEST_SPACED - 1:
                places.update(number)
            number = []
    return frozenset(places)


def _is_spaced(one: Run, other: Run) -> bool:
    gap = (other.start - one.end) / other.size
    digits = one.text[-1:].isdecimal() and other.text[:1].isdecimal()
    return digits and _LATIN_GAP < gap <= _DIGIT_GAP


def _is_apart(before: str, run: Run, end: float) -> bool:
    gap = (run.start - end) / run.size
    both_latin = _LATIN.match(before[-1:]) and _LATIN.match(run.text)
    return gap > (_LATIN_GAP if both_latin else _GAP)


def build_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of characters, from the top; what is raised or lowered stays in its line.

    Args:
        glyphs: In the order in which they are painted.
    """
    rows: list[list[Run]] = []
    for run in sorted(_runs(glyphs), key=lambda one: one.base):
        near = (row for row in rows[-_NEAREST:] if _stands_in(run, row))
        row = min(near, key=lambda row: abs(row[0].base - run.base), default=None)
        if row is None:
            rows.append([run])
        elif not any(_is_same(run, other) for other in row):
            row.append(run)
    rows.sort(key=lambda row: row[0].base)
    return [Line(tuple(sorted(row, key=lambda one: one.start))) for row in rows]


def _runs(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    """Characters that follow each other; blanks at the ends of a run are none of its text."""
    texts: list[str] = []
    first = last = None
    for glyph in glyphs:
        if first and last and _follows(glyph, last):
            if glyph.text != last.text or glyph.start - last.start > _SAME * glyph.size:
                texts.append(glyph.text)
                last = glyph
            continue
        if first and last:
            yield Run("".join(texts).rstrip(), first.start, last.end, first.base, first.size)
        texts, first, last = [glyph.text], glyph, glyph
        if glyph.text.isspace():
            first = None
    if first and last:
        yield Run("".join(texts).rstrip(), first.start, last.end, first.base, first.size)


def _follows(glyph: Glyph, last: Glyph) -> bool:
    gap = glyph.start - last.end
    return (
        abs(glyph.base - last.base) < 0.1 * last.size
        and abs(glyph.size - last.size) < 0.1 * last.size
        and -_SAME * last.size - (last.end - last.start) * (glyph.text == last.text)
        <= gap
        <= (_LATIN_GAP if _LATIN.match(glyph.text) and _LATIN.match(last.text) else 1) * last.size
    )


def _stands_in(run: Run, row: Sequence[Run]) -> bool:
    """Whether a run is part of a line: as high, and beside what is there."""
    if abs(row[0].base - run.base) >= max(run.size, row[0].size) / 2:
        return False
    for other in row:
        overlap = min(run.end, other.end) - max(run.start, other.start)
        if overlap > _OVERLAP * min(run.size, other.size) and not _is_same(run, other):
            return False
    return True


def _is_same(run: Run, other: Run) -> bool:
    """Whether a run is another one painted once more."""
    return (
        run.text == other.text
        and abs(run.start - other.start) < _SAME * run.size
        and abs(run.base - other.base) < _SAME * run.size
    )


# Columns


class Gap(NamedTuple):
    """Room from the top of a page to its foot with text on both sides."""

    place: float
    is_certain: bool
    """Whether running text stands on both sides, and nothing crosses it."""


def find_gap(lines: Sequence[Line]) -> Gap | None:
    """Where a page is set in columns; None where it is not."""
    if len(lines) < _LEAST_LINES:
        return None
    segments = [[*line.segments()] for line in lines]
    left = min(line[0][0] for line in segments)
    right = max(line[-1][1] for line in segments)
    uncertain = None
    for step in range(_STEPS // 5, _STEPS * 4 // 5):
        x = left + (right - left) * step / _STEPS
        crossing = sum(any(a < x < b for a, b in line) for line in segments)
        before = sum(line[0][1] <= x for line in segments)
        after = sum(line[-1][0] >= x for line in segments)
        if crossing <= len(lines) * _MOST_CROSSING and min(before, after) >= max(
            _LEAST_BESIDE, len(lines) * _LEAST_SHARE
        ):
            if not crossing and _is_running_text(segments, x):
                return Gap(x, is_certain=True)
            uncertain = uncertain or Gap(x, is_certain=False)
    return uncertain


def _is_running_text(segments: Sequence[Sequence[tuple[float, float]]], x: float) -> bool:
    """Whether most lines on both sides of a gap are as wide as its column, as in running text."""
    for is_left in (True, False):
        sides = [[one for one in line if (one[1] <= x) is is_left] for line in segments]
        widths = [line[-1][1] - line[0][0] for line in sides if line]
        if any(len(line) > 1 for line in sides):
            return False
        full = sum(width >= _FULL * max(widths) for width in widths)
        if full < _MOSTLY_FULL * len(widths):
            return False
    return True


def split_at(lines: Sequence[Line], x: float) -> Iterator[Line]:
    """The lines of two columns, one column after the other."""
    for is_left in (True, False):
        for line in lines:
            runs = tuple(run for run in line.runs if (run.end <= x) is is_left)
            if runs:
                yield Line(runs)
