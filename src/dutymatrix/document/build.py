"""From a document to a plan, stage by stage."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dutymatrix.document.block import Document
from dutymatrix.document.flow import Flow, build_flow
from dutymatrix.document.listing.attribution import Decision, decide
from dutymatrix.document.listing.bracket import Found
from dutymatrix.document.listing.repair import find_repairs, mend
from dutymatrix.document.listing.role_rule import find_lead_rule, find_standing
from dutymatrix.document.outline.assembly import Assembler, Ordinals, build_roster
from dutymatrix.document.outline.head import find_bounds, read_frame
from dutymatrix.document.outline.item import build_outline
from dutymatrix.document.outline.node import (
    Node,
    build_nodes,
    cut_closing,
    numbering_of,
    paragraphs_with_lists,
)
from dutymatrix.document.outline.passage import read_passage
from dutymatrix.document.proof.report import Evidence, find_doubts, find_omissions, names_of
from dutymatrix.document.result import FoundList, Intake, cover
from dutymatrix.document.table.tabular import plan_of_tables
from dutymatrix.plan.model import Chapter, Plan


def build_plan(document: Document) -> Intake:
    """The plan that a document states, and the proof that nothing was lost or invented."""
    flow = build_flow(document)
    bounds = find_bounds(flow)
    outline = build_outline(flow, bounds.start, bounds.end)
    root = build_nodes(flow, outline.root)
    closing = cut_closing(flow, root)
    rule = find_lead_rule(flow)
    frame = read_frame(flow, outline, bounds, rule.stretches if rule else ())
    standing = find_standing(flow)
    repairs = _mend(root, flow.page_numbers())
    decisions = {
        one.start: decide(one.listing, first_leads=rule is not None)
        for node in root.walk()
        for one in node.lists
        if one.listing
    }
    if not decisions:
        intake = plan_of_tables(document, flow, frame)
        if intake:
            return intake
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
        tasks=tasks,
        common=tuple(chapters),
        file=document.file,
    )
    evidence = Evidence(
        document, flow, frame, root, plan, decisions, repairs, outline.oddities, bool(frame.title)
    )
    lists = tuple(_found_lists(flow, root, plan, decisions))
    return Intake(
        plan,
        find_doubts(evidence),
        cover(lists, plan),
        lists,
        find_omissions(evidence),
    )


def _mend(root: Node, pages: frozenset[int]) -> Mapping[str, str]:
    """Mend damaged names in all lists; which ones, and what they were read as."""
    nodes = [*root.walk()]
    listings = (one.listing for node in nodes for one in node.lists if one.listing)
    repairs = find_repairs(listings, pages)
    if repairs:
        for node in nodes:
            node.lists = [
                one._replace(listing=mend(one.listing, repairs)) if one.listing else one
                for one in node.lists
            ]
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
    flow: Flow, root: Node, plan: Plan, decisions: dict[int, Decision]
) -> Iterator[FoundList]:
    """Every list and lookalike, with the task that took it."""
    numbers = {place: item.number for item in plan.items for place in item.entry.places}
    found: list[Found] = [one for node in root.walk() for one in (*node.lists, *node.lookalikes)]
    for one in sorted(found, key=lambda found: found.start):
        decision = decisions.get(one.start) if one.listing else None
        places = map(flow.place, decision.offsets if decision else ())
        number = next((numbers[place] for place in places if place in numbers), "")
        yield FoundList(flow.place(one.start), flow.text[one.start : one.end], number)
