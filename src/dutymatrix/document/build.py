"""From a document to a plan, stage by stage."""

from bisect import bisect_right
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from dutymatrix.document.block import Document
from dutymatrix.document.flow import Flow, build_flow
from dutymatrix.document.listing.attribution import Decision, decide
from dutymatrix.document.listing.bracket import Found, Parsed
from dutymatrix.document.listing.lookalike import WITHIN, Lookalike, find_lookalikes, meets, united
from dutymatrix.document.listing.prose import find_prose
from dutymatrix.document.listing.repair import find_repairs, mend
from dutymatrix.document.listing.role_rule import LeadRule, find_lead_rule, find_standing
from dutymatrix.document.outline.assembly import Assembler, Ordinals, build_roster
from dutymatrix.document.outline.head import Frame, find_bounds, read_frame
from dutymatrix.document.outline.item import build_outline
from dutymatrix.document.outline.node import (
    Node,
    build_nodes,
    cut_closing,
    find_left_owners,
    give_lists,
    give_to_owners,
    numbering_of,
    paragraphs_with_lists,
)
from dutymatrix.document.outline.passage import read_passage
from dutymatrix.document.proof.report import (
    Evidence,
    find_beside,
    find_doubts,
    find_left,
    find_omissions,
    names_of,
    sort_out,
    words_of,
)
from dutymatrix.document.result import FoundList, Intake, Part, cover
from dutymatrix.document.table.tabular import (
    NoSuchTableError,
    find_left_tables,
    find_tables,
    plan_of_tables,
)
from dutymatrix.finding import Finding
from dutymatrix.plan.model import Chapter, Entry, Plan, Span, Standing

# A text with so many lists is the plan, and tables of tasks beside it only repeat it.
_ENOUGH_LISTS = 2

ALL_TABLES = range(1, 1_000_000)
"""The numbers of all tables of tasks that a document may have."""


def build_plan(
    document: Document, *, taking: Collection[Span] = (), tables: Container[int] | None = None
) -> Intake:
    """The plan that a document states, and the proof that nothing was lost or invented.

    Args:
        document: What its reader found.
        taking: Places of what only looks like a list and is to be taken for one.
        tables: Numbers of the tables of tasks that are the plan, and not the text. Without them
            the text is where it has lists, else all tables of tasks are.

    Raises:
        NoSuchTableError: It has none of those tables.
    """
    intake = _build(document, taking, tables)
    if not document.parts:
        return intake
    intake = intake._replace(parts=tuple(Part(one.file, one.before) for one in document.parts))
    own = {*document.findings}  # they have their own lines already
    findings = (each if each in own else _at_home(each, intake) for each in intake.findings)
    return intake._replace(findings=tuple(sorted(findings)))


def _at_home(finding: Finding, intake: Intake) -> Finding:
    """A finding at the line of the file it is in."""
    if finding.file != intake.plan.file or not finding.line:
        return finding
    file, line = intake.where(Span(finding.line, finding.column))
    return finding._replace(file=file, line=line)


def _build(document: Document, taking: Collection[Span], tables: Container[int] | None) -> Intake:
    flow = build_flow(document)
    bounds = find_bounds(flow)
    outline = build_outline(flow, bounds.start, bounds.end)
    parsed: Parsed = {}
    root = build_nodes(flow, outline.root, parsed)
    rule = find_lead_rule(flow)
    frame = read_frame(flow, outline, bounds, rule.stretches if rule else ())
    standing = find_standing(flow)
    lists = [one for node in root.walk() for one in node.lists]
    lookalikes = find_lookalikes(flow, lists, [*_ruled(flow, rule, standing)], parsed)
    said = _in_prose(flow, root, lookalikes)
    prose = [one.found for one in said]
    owned = _owned(flow, root, (*lookalikes, *said)) if root.listed else ()
    left, unlisted = sort_out(flow, frame, sorted((*lookalikes, *said, *owned)))
    if taking:
        taken = [one for one in left if flow.place(one.start) in taking]
        give_lists(root, taken)
        left = tuple(one for one in left if one not in taken)
    closing = cut_closing(flow, root)
    repairs = _mend(root, flow.page_numbers())
    decisions = _decide(root, rule)
    every_table = find_tables(document)
    chosen = [one for one in every_table if tables is None or one.number in tables]
    if tables is not None and not chosen:
        raise NoSuchTableError(document.file, len(every_table))
    if chosen and (tables is not None or not _is_listed(root)):
        chapters_beside = () if decisions else _chapters(flow, frame, root)
        intake = plan_of_tables(document, flow, frame, chosen, chapters_beside)
        # Where tables were asked for, the text was left knowingly, with whatever it lists.
        lists_beside = sorted((*lists, *left)) if tables is None else []
        found_beside = (FoundList(flow.place(o.start), words_of(flow, o), "") for o in lists_beside)
        findings = (
            *intake.findings,
            *find_left(flow, lists_beside),
            *find_left_tables(document, every_table, chosen),
        )
        return intake._replace(
            lists=(*intake.lists, *found_beside),
            findings=tuple(sorted(findings)),
            unlisted=unlisted,
            omissions=find_beside(flow, intake.plan),
        )
    given = give_to_owners(flow, root)
    if not root.listed:
        # Where no list says who does what, sentences do.
        given = any(one in prose for one in left)
        give_lists(root, (one for one in left if one in prose))
    if given:
        decisions = _decide(root, rule)
        listed = _listed(root)
        worded = (*prose, *(one.found for one in owned))
        left = tuple(
            one for one in left if one not in worded or not meets(listed, one.start, one.end)
        )
    nodes, common, chapter = _arrange(flow, root)
    numbering, running = numbering_of(flow, nodes)
    assembler = Assembler(
        flow,
        decisions,
        frame.horizon,
        rule.stretches if rule else (),
        Ordinals(place for place, form in enumerate(numbering) if form in running),
    )
    sections, tasks = assembler.entries(nodes)
    chapters = [assembler.chapter(node) for node in common]
    if closing:
        chapters.append(Chapter(text=read_passage(flow, *closing, titled=False).text))
    units, groups = build_roster(
        [*names_of(decisions.values()), *(name for one in standing for name in one.units)]
    )
    plan = Plan(
        title=frame.title or Path(document.file).stem,
        document_number=frame.number,
        issued_by=frame.issuers,
        issued_on=frame.day,
        ends_on=frame.ends_on,
        role_rule=rule.text if rule else "",
        role_names=rule.names if rule else {},
        chapter=chapter,
        numbering=numbering or Plan.numbering,
        running=running,
        preamble=frame.preamble,
        units=units,
        groups=groups,
        standing=standing,
        sections=sections,
        own_tasks=tasks,
        common=tuple(chapters),
        file=document.file,
    )
    lists = [one for node in root.walk() for one in node.lists]
    found = tuple(_found_lists(flow, sorted((*lists, *left)), plan, decisions, nodes, rule))
    untaken = {one.place for one in found if not one.taken}
    evidence = Evidence(
        document,
        flow,
        frame,
        root,
        plan,
        decisions,
        [one for one in sorted((*lists, *left)) if flow.place(one.start) in untaken],
        repairs,
        outline.oddities,
        bool(frame.title),
    )
    return Intake(
        plan,
        tuple(sorted((*find_doubts(evidence), *find_left_tables(document, every_table)))),
        cover(found, plan),
        found,
        find_omissions(evidence),
        unlisted,
    )


def _is_listed(root: Node) -> bool:
    """Whether a text says itself who does what: in two lists, or for half of its items."""
    leaves = [node for node in root.walk() if node is not root and not node.children]
    lists = sum(len(node.lists) for node in root.walk())
    listed = sum(node.listed for node in leaves)
    return lists >= _ENOUGH_LISTS or (listed > 0 and listed * 2 >= len(leaves))


def _chapters(flow: Flow, frame: Frame, root: Node) -> tuple[Chapter, ...]:
    """The chapters of a text whose tasks stand in tables."""
    assembler = Assembler(flow, {}, frame.horizon, (), Ordinals(()))
    chapters = map(assembler.chapter, root.children)
    return tuple(one for one in chapters if one.text or one.items)


def _in_prose(flow: Flow, root: Node, lookalikes: Sequence[Lookalike]) -> tuple[Lookalike, ...]:
    """What sentences say of who does what, where no list does."""
    beside = [(one.found.start, one.found.end) for one in lookalikes]
    return tuple(
        Lookalike(one.found, "" if one.closes else WITHIN)
        for one in find_prose(flow, united((*_listed(root), *beside)))
    )


def _owned(flow: Flow, root: Node, known: Sequence[Lookalike]) -> tuple[Lookalike, ...]:
    """What else looks like a list: units before a colon and what they do, beside lists."""
    taken = united((one.found.start, one.found.end) for one in known)
    return tuple(
        Lookalike(one, "")
        for one in find_left_owners(flow, root)
        if not meets(taken, one.start, one.end)
    )


def _listed(root: Node) -> list[tuple[int, int]]:
    """The words for which lists stand: an item's own, and those of its details without any."""
    nodes = (node for node in root.walk() if node.lists)
    return united(
        (node.item.start, node.item.own_end if node.listed_below else node.item.end)
        for node in nodes
    )


def _ruled(
    flow: Flow, rule: LeadRule | None, standing: Sequence[Standing]
) -> Iterator[tuple[int, int]]:
    """Where rules about lists stand, which name units or roles as lists do."""
    if rule:
        yield rule.start, rule.start + len(rule.text)
        yield from rule.stretches
    for one in standing:
        start = flow.text.find(one.text)
        yield start, start + len(one.text)


def _decide(root: Node, rule: LeadRule | None) -> dict[int, Decision]:
    """The roles of each list, by its offset."""
    return {one.start: decide(one.listing, rule) for node in root.walk() for one in node.lists}


def _mend(root: Node, pages: frozenset[int]) -> Mapping[str, str]:
    """Mend damaged names in all lists; which ones, and what they were read as."""
    nodes = [*root.walk()]
    listings = (one.listing for node in nodes for one in node.lists)
    repairs = find_repairs(listings, pages)
    if repairs:
        for node in nodes:
            node.lists = [one._replace(listing=mend(one.listing, repairs)) for one in node.lists]
    return repairs


def _arrange(flow: Flow, root: Node) -> tuple[Sequence[Node], Sequence[Node], str]:
    """What becomes sections or tasks, what becomes common, and the chapter it stands in."""
    tops = root.children
    if not root.listed_below:
        return paragraphs_with_lists(flow, root), tops, ""
    listed = [place for place, node in enumerate(tops) if node.listed]
    if any(node.listed_below for node in tops):
        chosen = [node for node in tops if node.listed]
    else:
        # Where the chapters are the tasks, one without a list among them is a task, too.
        chosen = tops[listed[0] : listed[-1] + 1]
    taken = {*chosen}
    common = [node for node in tops if node not in taken]
    if len(chosen) == 1 and chosen[0].listed_below and not chosen[0].lists:
        top = chosen[0].item
        words = read_passage(flow, top.body, top.own_end)
        if not words.text:
            return chosen[0].children, common, flow.text[top.start : top.body] + words.title
    return chosen, common, ""


def _found_lists(
    flow: Flow,
    found: Sequence[Found],
    plan: Plan,
    decisions: Mapping[int, Decision],
    nodes: Sequence[Node],
    rule: LeadRule | None,
) -> Iterator[FoundList]:
    """Every list and what looks like one, with the task that took it or in which it stands."""
    numbers = {place: item.number for item in plan.items for place in item.entry.places}
    entries: dict[str, Entry] = {
        number: section for number, (_label, section) in plan.section_by_number.items()
    }
    entries |= {item.number: item.entry for item in plan.items}
    starts = sorted((entry.span, number) for number, entry in entries.items() if entry.span)
    stretches = [(node.item.start, node.item.end) for node in nodes]
    for one in found:
        decision = decisions.get(one.start) or decide(one.listing, rule)
        task = next((numbers[at] for at in map(flow.place, decision.offsets) if at in numbers), "")
        place = flow.place(one.start)
        within = task
        if meets(stretches, one.start, one.start + 1):
            before = bisect_right(starts, place, key=itemgetter(0))
            within = task or (starts[before - 1][1] if before else "")
        yield FoundList(place, words_of(flow, one), task, within, decision.assignments)
