"""From nodes to the plan's sections, tasks and common chapters."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.attribution import Decision, merge
from dutymatrix.document.listing.bracket import Found
from dutymatrix.document.listing.label import is_deadline_label
from dutymatrix.document.outline.item import Item
from dutymatrix.document.outline.node import Node
from dutymatrix.document.outline.passage import Passage, read_passage
from dutymatrix.plan.model import (
    Assignment,
    Chapter,
    Clause,
    Group,
    Milestone,
    Section,
    Span,
    Task,
    Unit,
)
from dutymatrix.wording.milestone import (
    Horizon,
    find_milestones,
    stage_milestones,
    stated_milestones,
)
from dutymatrix.wording.script import plain
from dutymatrix.wording.unit import is_group, is_open_group

# An item holds as many lists as there are letters to number them.
_MOST_PARTS = 26
_ENUMERATES = re.compile("[、，；,;]")
# 数据来源：市统计局 on a line of its own is a field of the document.
_NOTE = re.compile(r"([\u4e00-\u9fff]{2,8})：([^。；：\n]{1,60})。?")


class _Roles(NamedTuple):
    assignments: tuple[Assignment, ...] = ()
    places: tuple[Span, ...] = ()
    open: bool = False
    milestones: tuple[Milestone, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


class Ordinals:
    """Counts as the plan will, to tell where the document's numbers differ."""

    def __init__(self, running: Iterable[int]) -> None:
        self.running = {*running}
        self.last: dict[int, int] = {}

    def start(self, depth: int) -> None:
        """Begin a level's count again, unless its numbers run on."""
        if depth not in self.running:
            self.last[depth] = 0

    def next(self, depth: int, item: Item) -> int | None:
        """The document's number where it does not follow; it never goes back."""
        expected = self.last.get(depth, 0) + 1
        self.last[depth] = max(expected, item.ordinal)
        return item.ordinal if item.ordinal > expected else None


class Assembler:
    """Makes sections, tasks and chapters of nodes."""

    def __init__(
        self,
        flow: Flow,
        decisions: Mapping[int, Decision],
        horizon: Horizon,
        rules: Sequence[tuple[int, int]],
        ordinals: Ordinals,
    ) -> None:
        self.flow = flow
        self.decisions = decisions
        """The roles of each list, by its offset."""
        self.horizon = horizon
        self.rules = rules
        """Stretches of rules that the plan keeps elsewhere."""
        self.ordinals = ordinals

    def entries(
        self, nodes: Sequence[Node], depth: int = 0
    ) -> tuple[tuple[Section, ...], tuple[Task, ...]]:
        """The sections or the tasks of one level: it holds one kind or the other."""
        self.ordinals.start(depth)
        if any(node.listed_below or len(node.lists) > _MOST_PARTS for node in nodes):
            return tuple(self._section(node, depth) for node in nodes), ()
        return (), tuple(self._task(node, depth) for node in nodes)

    def chapter(self, node: Node) -> Chapter:
        """A chapter without lists."""
        own = self._passage(node.item.body, node.item.own_end, ())
        items = []
        for child in node.children:
            words = self._passage(child.item.body, child.item.end, ())
            items.append(Clause(words.title, words.text))
        return Chapter(own.title, own.text, tuple(items))

    def _section(self, node: Node, depth: int) -> Section:
        ordinal = self.ordinals.next(depth, node.item)
        span = self.flow.place(node.item.start)
        if not node.listed_below and len(node.lists) > 1:
            title, parts = self._parts(node)
            return Section(title=title, ordinal=ordinal, span=span, tasks=parts)
        end = node.item.own_end if node.listed_below else node.item.end
        words = self._passage(node.item.body, end, node.lists)
        roles = self._roles(node.lists)._asdict()
        sections: tuple[Section, ...] = ()
        tasks: tuple[Task, ...] = ()
        if node.listed_below:
            sections, tasks = self.entries(node.children, depth + 1)
            roles["milestones"] = (
                *stage_milestones(words.title, self.horizon),
                *roles["milestones"],
            )
        else:
            roles["milestones"] = (*self._milestones(words), *roles["milestones"])
        return Section(
            title=words.title,
            text=words.text,
            ordinal=ordinal,
            span=span,
            sections=sections,
            tasks=tasks,
            **roles,
        )

    def _task(self, node: Node, depth: int) -> Task:
        ordinal = self.ordinals.next(depth, node.item)
        span = self.flow.place(node.item.start)
        if len(node.lists) > 1:
            title, parts = self._parts(node)
            return Task(title=title, ordinal=ordinal, span=span, parts=parts)
        words = self._passage(node.item.body, node.item.end, node.lists)
        if not (words.title or words.text):
            # A list, or a number, is all that stands there.
            words = words._replace(title=self._line(node.item.start, node.item.end))
        return self._make_task(words, node.lists, span, ordinal)

    def _parts(self, node: Node) -> tuple[str, tuple[Task, ...]]:
        """The title of an item with several lists, and a part for each of them."""
        parts = []
        title = ""
        at = node.item.body
        for place, one in enumerate((*node.lists, None)):
            end = one.start if one else node.item.end
            first = place == 0
            words = self._passage(at, end, (), titled=first or self.flow.text[at : at + 1] == "\n")
            if first and (words.text or not one):
                title, words = words.title, words._replace(title="")
            if one and not (words.title or words.text):
                words = words._replace(title=title or self._line(one.start, one.end))
            if words.title or words.text:
                span = self.flow.place(words.start)
                parts.append(self._make_task(words, [one] if one else [], span, None))
            at = one.end if one else end
        return title, tuple(parts)

    def _make_task(
        self, words: Passage, lists: Sequence[Found], span: Span, ordinal: int | None
    ) -> Task:
        notes, text = _split_notes(words.text)
        roles = self._roles(lists)
        milestones = self._milestones(words._replace(text=text))
        return Task(
            title=words.title,
            text=text,
            ordinal=ordinal,
            span=span,
            assignments=roles.assignments,
            places=roles.places,
            open=roles.open,
            milestones=(*milestones, *roles.milestones),
            notes=_unique((*roles.notes, *notes)),
        )

    def _line(self, start: int, end: int) -> str:
        return self.flow.text[start:end].replace("\n", "")

    def _passage(
        self, start: int, end: int, lists: Sequence[Found], *, titled: bool = True
    ) -> Passage:
        without = [*((one.start, one.end) for one in lists), *self.rules]
        return read_passage(self.flow, start, end, without, titled=titled)

    def _milestones(self, words: Passage) -> tuple[Milestone, ...]:
        stage = stage_milestones(words.title, self.horizon)
        return (*stage, *find_milestones(words.text or words.title, self.horizon))

    def _roles(self, lists: Sequence[Found]) -> _Roles:
        listings = [one.listing for one in lists]
        if not listings:
            return _Roles()
        decision = merge([self.decisions[one.start] for one in lists])
        notes = [note for listing in listings for note in listing.notes]
        stated = (
            stated_milestones(plain(text), self.horizon)
            for name, text in notes
            if is_deadline_label(name)
        )
        return _Roles(
            decision.assignments,
            tuple(map(self.flow.place, decision.offsets)),
            any(listing.open for listing in listings),
            tuple(chain.from_iterable(stated)),
            _unique(notes),
        )


def build_roster(names: Iterable[str]) -> tuple[tuple[Unit, ...], tuple[Group, ...]]:
    """Units and groups, each once, in the order of their first appearance."""
    own = dict.fromkeys(names)
    # A plan file takes an enumeration for several units, unless it is a phrase of its own.
    groups = [name for name in own if is_group(plain(name)) or _ENUMERATES.search(name)]
    return (
        tuple(Unit(name) for name in own if name not in {*groups}),
        tuple(Group(name, open=is_open_group(plain(name))) for name in groups),
    )


def _split_notes(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Fields on lines of their own behind the wording, and the wording."""
    lines = text.split("\n")
    notes = []
    while len(lines) > 1 and (found := _NOTE.fullmatch(plain(lines[-1]))):
        notes.append((lines[-1][: found.end(1)], lines[-1][found.start(2) : found.end(2)]))
        lines.pop()
    return tuple(reversed(notes)), "\n".join(lines)


def _unique(notes: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Fields by their names; what one name says several times stands in one."""
    said: dict[str, list[str]] = {}
    for name, text in notes:
        said.setdefault(name, []).append(text)
    return tuple((name, "；".join(texts)) for name, texts in said.items())
