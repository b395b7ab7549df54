"""Where a finding of a usable plan stands."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from dutymatrix.finding import Finding, found
from dutymatrix.plan.model import Entry, Item, Plan
from dutymatrix.wording.script import plain

Place = tuple[int, int]
"""Line and column."""


def of_item(
    plan: Plan, code: str, item: Item, message: str, *, words: str = "", place: Place | None = None
) -> Finding:
    """A finding at a task's place, at one within it, or at words of it."""
    place = place or item.entry.span or (0, 0)
    return found(plan.file, place, code, message, number=item.number, words=words)


def of_entry(
    plan: Plan, code: str, entry: Entry, message: str, number: str, *, words: str = ""
) -> Finding:
    """A finding at the place of a section, or of an item that only holds parts."""
    return found(plan.file, entry.span or (0, 0), code, message, number=number, words=words)


def of_plan(plan: Plan, code: str, message: str, *, words: str = "") -> Finding:
    """A finding of the whole plan, at words that stand outside its tasks."""
    return found(plan.file, (0, 0), code, message, words=words)


def place_of(item: Item, name: str) -> Place | None:
    """Where a task's list has a name."""
    for assignment, place in zip(item.entry.assignments, item.entry.places, strict=False):
        if assignment.unit == name:
            return place
    return None


def iter_located(
    findings: Iterable[Finding], plan: Plan, lines: Sequence[str]
) -> Iterator[Finding]:
    """Findings at the words that they are about, as far as lines of the plan's file have them."""
    entries = [item.entry for item in plan.items]
    entries += [section for _label, section in plan.section_by_number.values()]
    starts = sorted(entry.span.line for entry in entries if entry.span)
    for finding in findings:
        following = bisect_right(starts, finding.line)
        end = starts[following] - 1 if finding.line and following < len(starts) else len(lines)
        yield _at_words(finding, lines, end) if finding.words else finding


def _at_words(finding: Finding, lines: Sequence[str], end: int) -> Finding:
    words = plain(finding.words)
    for number in range(max(finding.line, 1), min(end, len(lines)) + 1):
        column = plain(lines[number - 1]).find(words) + 1
        if column:
            return finding._replace(line=number, column=column, excerpt=lines[number - 1])
    return finding
