"""What is uncertain in an import, each with its place, its words and the next step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from dutymatrix.document.block import Document, Paragraph
from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.attribution import Decision
from dutymatrix.document.listing.bracket import Found
from dutymatrix.document.listing.lookalike import Lookalike
from dutymatrix.document.outline.head import Frame
from dutymatrix.document.outline.item import Oddity
from dutymatrix.document.outline.node import Node
from dutymatrix.document.result import Omission
from dutymatrix.finding import Finding, found
from dutymatrix.i18n import N_, _
from dutymatrix.plan.model import Plan, Span
from dutymatrix.wording.milestone import takes_year_from_context
from dutymatrix.wording.script import spelling

NOTICE = N_("what comes before the plan: its notice, number and addressees")
SIGNATURE = N_("what comes after the plan: its signature and remarks")
ANNEX = N_("a table behind the plan")
BESIDE = N_("text beside the tables of tasks")
FURNITURE = N_("page numbers, heads and feet of pages")

UNTAKEN = "DM305"
"""The rule about what looks like a list and was not taken."""
_LONGEST_EXCERPT = 40


class Evidence(NamedTuple):
    """What the stages of an import came to."""

    document: Document
    flow: Flow
    frame: Frame
    root: Node
    plan: Plan
    decisions: Mapping[int, Decision]
    left: Sequence[Found]
    """What looks like a list and is in no task."""
    repairs: Mapping[str, str]
    oddities: Sequence[Oddity]
    titled: bool
    """Whether the document has a title that was found."""


def find_doubts(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that a person should look at, in the order of the document."""
    reporter = _Reporter(evidence)
    return tuple(sorted((*evidence.document.findings, *reporter.findings())))


def find_omissions(evidence: Evidence) -> tuple[Omission, ...]:
    """What of the document is no part of the plan."""
    flow = evidence.flow
    omissions = [Omission(place, FURNITURE, text) for place, text in flow.dropped]
    omissions += [
        Omission(flow.place(start), reason, flow.text[start:end].strip("\n"))
        for start, end, reason in _iter_outside(flow, evidence.frame)
        if flow.text[start:end].strip("\n")
    ]
    return tuple(sorted(omissions))


def find_beside(flow: Flow, plan: Plan) -> tuple[Omission, ...]:
    """Lines of text that a plan made of tables does not say."""
    titles = [section.title for _label, section in plan.section_by_number.values()]
    texts = [plan.title, plan.preamble, plan.role_rule, *(one.text for one in plan.common)]
    said = spelling("\n".join((*titles, *texts)))
    headings = tuple(spelling(title) for title in titles if title)
    omissions = []
    start = 0
    for line in flow.text.split("\n"):
        # A heading has its number before its title.
        words = spelling(line)
        if words and words not in said and not words.endswith(headings):
            omissions.append(Omission(flow.place(start), BESIDE, line))
        start += len(line) + 1
    return tuple(omissions)


def sort_out(
    flow: Flow, frame: Frame, lookalikes: Iterable[Lookalike]
) -> tuple[tuple[Found, ...], tuple[Omission, ...]]:
    """What looks like a list: what a person has to look at, and what is none, with the reason."""
    outside = [*_iter_outside(flow, frame)]
    left, unlisted = [], []
    for one, why in lookalikes:
        reasons = (reason for start, end, reason in outside if start <= one.start < end)
        reason = next(reasons, why)
        if reason:
            words = words_of(flow, one)
            unlisted.append(Omission(flow.place(one.start), reason, words))
        else:
            left.append(one)
    return tuple(left), tuple(unlisted)


def find_left(
    flow: Flow, left: Iterable[Found], lines: Mapping[int, str] = MappingProxyType({})
) -> Iterator[Finding]:
    """What looks like a list and is in no task; `lines` are shown with it."""
    for one in left:
        words = words_of(flow, one)
        if len(words) > _LONGEST_EXCERPT:
            words = words[: _LONGEST_EXCERPT - 1] + "…"
        message = _("{words} looks like a list of units and was not taken").format(words=words)
        place = flow.place(one.start)
        excerpt = lines.get(place.line, "").replace("\n", " ")
        yield found(flow.file, place, UNTAKEN, message, excerpt=excerpt)


def words_of(flow: Flow, one: Found) -> str:
    """A list, verbatim."""
    return flow.text[one.start : one.end]


def _iter_outside(flow: Flow, frame: Frame) -> Iterator[tuple[int, int, str]]:
    """Stretches that are no part of the plan, each with the reason."""
    yield 0, frame.title_start, NOTICE
    yield frame.title_end, frame.preamble_start, NOTICE
    yield frame.end, frame.annex, SIGNATURE
    yield frame.annex, len(flow.text), ANNEX


class _Reporter:
    """Words the doubts of one import."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.flow = evidence.flow
        self.lines = {
            block.line: block.text
            for block in evidence.document.blocks
            if isinstance(block, Paragraph)
        }
        self.damaged: dict[str, list[str]] = {}
        """Names as they stand in the document, by what they were read as."""
        for damaged, meant in evidence.repairs.items():
            self.damaged.setdefault(meant, []).append(damaged)
        self.numbers = {
            place: item.number for item in evidence.plan.items for place in item.entry.places
        }

    def findings(self) -> Iterator[Finding]:
        """Findings of all kinds."""
        nodes = [*self.evidence.root.walk()]
        yield from self._about_document()
        for node in nodes:
            for one in node.lists:
                yield from self._about_list(one)
        yield from find_left(self.flow, self.evidence.left, self.lines)
        for odd in self.evidence.oddities:
            label = self.flow.text[odd.item.start : odd.item.body]
            message = _("{label} is where number {expected} was expected")
            yield self._at(
                odd.item.start, "DM603", message.format(label=label, expected=odd.expected)
            )
        yield from self._about_dates()

    def _about_document(self) -> Iterator[Finding]:
        if not self.evidence.decisions:
            message = _("no list of units was found in the document")
            yield found(self.flow.file, (0, 0), "DM306", message)
        if not self.evidence.titled:
            message = _("the document's title was not found; the file's name is used")
            yield found(self.flow.file, (0, 0), "DM604", message)
        if self.evidence.frame.annex < len(self.flow.text):
            message = _("a table behind the plan was not read")
            yield self._at(self.evidence.frame.annex, "DM401", message)
        for offset, taken in self.flow.repaired:
            if any(map(str.isdecimal, taken)):
                message = _("the page number {number} was taken out of a word").format(number=taken)
            else:
                message = _("the menu of a web page was taken out of a sentence: {words}").format(
                    words=taken
                )
            yield self._at(offset, "DM402", message)

    def _about_list(self, one: Found) -> Iterator[Finding]:
        listing = one.listing
        decision = self.evidence.decisions[one.start]
        place = self.flow.place(decision.offsets[0]) if decision.offsets else None
        number = self.numbers.get(place) if place else None
        if not one.closed:
            message = _("the bracket of this list is never closed; taken up to {words}").format(
                words=self.flow.text[max(one.start, one.end - 8) : one.end]
            )
            yield self._at(one.start, "DM304", message, number)
        for member in listing.doubtful:
            if member.name not in self.evidence.repairs:
                message = _("{name} does not look like a unit").format(name=member.name)
                yield self._at(member.start, "DM206", message, number)
        for member in listing.members:
            written = self.flow.text[member.start : member.start + 1]
            if written and member.name in self.damaged:
                yield from self._about_repair(member.name, member.start, number)
        for member in decision.repeated:
            message = _("{name} is twice in this list; its stronger role was kept").format(
                name=member.name
            )
            yield self._at(member.start, "DM307", message, number)

    def _about_repair(self, name: str, offset: int, number: str | None) -> Iterator[Finding]:
        if not self.flow.text.startswith(name, offset):
            for damaged in self.damaged[name]:
                if self.flow.text.startswith(damaged[:2], offset):
                    message = _("{damaged} was read as {name}").format(damaged=damaged, name=name)
                    yield self._at(offset, "DM402", message, number)
                    return

    def _about_dates(self) -> Iterator[Finding]:
        for item in self.evidence.plan.items:
            for milestone in item.entry.milestones:
                if not milestone.said or not item.entry.span:
                    continue
                if not takes_year_from_context(milestone.said) or milestone.said.startswith("每"):
                    continue
                if milestone.by:
                    if self.evidence.frame.horizon.titled:
                        continue
                    message = _("{said} is taken for {by}; the document does not say the year")
                else:
                    message = _("{said}: the document does not say which day this is")
                message = message.format(said=milestone.said, by=milestone.by)
                yield self._finding(item.entry.span, "DM504", message, item.number)

    def _at(self, offset: int, code: str, message: str, number: str | None = None) -> Finding:
        return self._finding(self.flow.place(offset), code, message, number)

    def _finding(self, place: Span, code: str, message: str, number: str | None) -> Finding:
        excerpt = self.lines.get(place.line, "").replace("\n", " ")
        return found(self.flow.file, place, code, message, excerpt=excerpt, number=number)


def names_of(decisions: Iterable[Decision]) -> Iterator[str]:
    """Names in the order of the document."""
    for decision in decisions:
        places = sorted(zip(decision.offsets, decision.assignments, strict=True))
        yield from (assignment.unit for _offset, assignment in places)
