"""What an import comes to: the plan, and the proof that nothing was lost or invented."""

from collections.abc import Sequence
from typing import NamedTuple

from dutymatrix.finding import Finding
from dutymatrix.plan.model import Assignment, Plan, Span
from dutymatrix.plan.upward import in_a_line


class Coverage(NamedTuple):
    """How much of a document's lists is in the plan."""

    lists_found: int
    lists_used: int
    assignments: int


class FoundList(NamedTuple):
    """A list of units in the document, or what looks like one."""

    place: Span
    text: str
    """Verbatim, but for blanks and page numbers."""
    task: str
    """Number of the task that took it; "" where none did."""
    within: str = ""
    """Number of the task in whose words it stands, taken or not; "" outside of all."""
    assignments: tuple[Assignment, ...] = ()
    """What it says, or would say if it is one."""

    @property
    def taken(self) -> bool:
        """Whether it is in the plan."""
        return bool(self.task)


class Omission(NamedTuple):
    """Words of the document that are no part of the plan."""

    place: Span
    reason: str
    text: str


class Part(NamedTuple):
    """A file of a document that came in several."""

    file: str
    before: int
    """Lines of the files before it, which its own count on from."""


class Intake(NamedTuple):
    """A plan made of a document."""

    plan: Plan
    findings: tuple[Finding, ...]
    """What is uncertain, and what was repaired; sorted."""
    coverage: Coverage
    lists: tuple[FoundList, ...]
    """In the document's order."""
    omissions: tuple[Omission, ...]
    """In the document's order."""
    unlisted: tuple[Omission, ...] = ()
    """Brackets and labels that have the words of a list and are none, each with the reason."""

    parts: tuple[Part, ...] = ()
    """The files, where they are several; places but those of findings count on through them."""

    def where(self, place: Span) -> tuple[str, int]:
        """The file and its own line of a place."""
        before = (part for part in reversed(self.parts) if part.before < place.line)
        part = next(before, Part(self.plan.file, 0))
        return part.file, place.line - part.before

    @property
    def left(self) -> tuple[FoundList, ...]:
        """What looks like a list and is not in the plan, for no reason that is known."""
        return tuple(one for one in self.lists if not one.taken)

    def __repr__(self) -> str:
        """The plan and how many findings."""
        return in_a_line(self, repr(self.plan), f"{len(self.findings)} findings")


def cover(lists: Sequence[FoundList], plan: Plan) -> Coverage:
    """How much of some lists a plan has."""
    return Coverage(
        len(lists),
        sum(one.taken for one in lists),
        sum(len(item.entry.assignments) for item in plan.items),
    )
