"""From the events of a plan file to a Plan, with all that is wrong in it."""

from yaml.events import ScalarEvent

from dutymatrix.finding import Finding
from dutymatrix.plan.model import Assignment, Plan, Role, Span
from dutymatrix.planfile.events import EventReader, is_text, span_of
from dutymatrix.planfile.parser import Event, Parser, default_parser
from dutymatrix.planfile.planrecord import PlanRecords, Reading
from dutymatrix.planfile.recordreader import Reads
from dutymatrix.planfile.recovery import BREAKS
from dutymatrix.planfile.source import without_surrogates


def read_events(text: str, file: str, parser: Parser | None) -> Reading:
    """Read a text that need not be canonical; see `reader.read_text`."""
    data = without_surrogates(text.encode("utf-8"))
    parser = parser or default_parser()
    try:
        return _PlanEvents(data, file, parser).reading()
    except BREAKS:
        # What goes on behind a break is too slow for plans that have none.
        return _PlanEvents(data, file, parser, recovers=True).reading()


class _PlanEvents(PlanRecords, EventReader):
    """A plan file as its parser has it."""

    def __init__(self, data: bytes, file: str, parser: Parser, *, recovers: bool = False) -> None:
        EventReader.__init__(self, data, file, parser, recovers=recovers)
        PlanRecords.__init__(self, file)

    def reading(self) -> Reading:
        """The plan and its findings, sorted."""
        plan = self.read()
        findings = self.numbered(plan) if plan and self.findings else self.marked_findings()
        # One slip may be noticed twice.
        return Reading(plan, tuple(sorted(set(findings))))

    def assigned(self, role: Role) -> Reads:
        """What reads the names under a role into assignments, and where each stands."""
        # A large plan says the same few hundred names half a million times: those met before
        # are known to be names, and stand for one assignment.
        met: dict[str, Assignment] = {}

        def read(event: Event) -> tuple[list[Assignment], list[Span]] | None:
            assignments: list[Assignment] = []
            places: list[Span] = []
            for item in self.items(event):
                assignment = met.get(item.value) if item.__class__ is ScalarEvent else None
                if assignment is None or item.anchor is not None or item.tag is not None:
                    name = self.name(item)
                    if not name.text:
                        continue
                    assignment = Assignment(name.text, role)
                    # What is a name only because it is said to be a text is none elsewhere.
                    if not is_text(item) or name.text[0] >= "\x80":
                        assignment = met.setdefault(name.text, assignment)
                assignments.append(assignment)
                places.append(span_of(item.start_mark))
            return (assignments, places) if assignments else None

        return read

    def numbered(self, plan: Plan) -> list[Finding]:
        """The findings, each with the number of the innermost row that it stands in."""
        numbers = {id(item.entry): item.number for item in plan.items}
        ahead = [
            (entry.span or end, end, numbers.get(id(entry)))
            for entry, end in zip(self.entries, self.ends, strict=True)
        ]
        ahead.sort(key=lambda extent: extent[0], reverse=True)
        around: list[tuple[Span, Span, str | None]] = []
        numbered = []
        for finding in sorted(self.findings):
            place = (finding.line, finding.column)
            while ahead and ahead[-1][0] <= place:
                around.append(ahead.pop())
            # What has ended is left for good: findings come in the order of the file.
            while around and around[-1][1] <= place:
                around.pop()
            numbered.append(finding._replace(number=around[-1][2] if around else None))
        return numbered
