"""Items with the lists in their own words: what becomes a section, a task, a common chapter."""

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.bracket import (
    Found,
    Parsed,
    find_heading_owners,
    find_lists,
    find_owners,
)
from dutymatrix.document.outline.item import Item, label_of_one
from dutymatrix.wording.verb import ACTS, DIVISION, DUTIES

# Where lists stand in headings, the words behind the last one are its item's.
_MOST_FOLLOWED = 0.2
# One item that begins with a unit and a colon is a sentence.
_FEWEST_OWNED = 2
_DUTY = re.compile("|".join((*DUTIES, *ACTS)))
_DETAILS = ("arabic_bracketed", "arabic_closed", "circled")


@dataclass(slots=True, eq=False)
class Node:
    """An item, the lists in its own words, and the nodes below it."""

    item: Item
    lists: list[Found]
    children: list["Node"] = field(default_factory=list)

    @property
    def listed(self) -> bool:
        """Whether a list stands in it or below."""
        return bool(self.lists) or self.listed_below

    @property
    def listed_below(self) -> bool:
        """Whether a list stands in an item below."""
        return any(child.listed for child in self.children)

    def walk(self) -> Iterator["Node"]:
        """The node and all below it, in the document's order."""
        yield self
        for child in self.children:
            yield from child.walk()


def build_nodes(flow: Flow, root: Item, parsed: Parsed) -> Node:
    """The tree of an outline with the lists found in it.

    Args:
        flow: The document.
        root: Its items.
        parsed: Its brackets that were taken apart; those of the items are added.
    """
    node = _node(flow, root, parsed)
    _raise_lists(flow, node)
    return node


def _node(flow: Flow, item: Item, parsed: Parsed) -> Node:
    lists = [*find_lists(flow, item.body, item.own_end, parsed)]
    return Node(item, lists, [_node(flow, child, parsed) for child in item.children])


def give_lists(root: Node, found: Iterable[Found]) -> None:
    """Give lists to the items in whose own words they stand."""
    nodes = [*root.walk()]
    starts = [node.item.start for node in nodes]
    for one in found:
        # An item begins behind the one above, so the last that begins before has it.
        node = nodes[bisect_right(starts, one.start) - 1]
        if node.item.body <= one.start < node.item.own_end:
            insort(node.lists, one)


def _raise_lists(flow: Flow, node: Node) -> None:
    """Give a list that stands behind several details to the item that they are details of."""
    for child in node.children:
        _raise_lists(flow, child)
    *others, last = node.children or [node]
    if not node.item.form or last is node or len(last.lists) != 1 or last.listed_below:
        return
    [behind] = last.lists
    if others and not node.lists and all(_goes_on(flow, other) for other in others):
        node.lists = [behind]
        last.lists = []
        return
    own_paragraph = flow.text[behind.start - 1 : behind.start] == "\n"
    if not own_paragraph or node.lists or any(other.listed for other in others):
        return
    if last.item.form in _DETAILS or (
        others and last.item.form == "arabic" and _has_siblings(node)
    ):
        node.lists = [behind]
        last.lists = []


def _goes_on(flow: Flow, node: Node) -> bool:
    """Whether an item without a list is a part of a sentence: it ends in a semicolon."""
    return not node.listed and flow.plain[node.item.start : node.item.end].rstrip("\n").endswith(
        "；"
    )


def _has_siblings(node: Node) -> bool:
    """Whether an item has neighbours below a heading."""
    above = node.item.parent
    return above is not None and bool(above.form) and len(above.children) > 1


def give_to_owners(flow: Flow, root: Node) -> bool:
    """Make tasks of items and paragraphs that begin with their units: 市教育局：负责课堂教学.

    Beside lists only in chapters without any that divide duties: others name the units for
    something else, who belongs to a group or what their telephone is.

    Returns:
        Whether there were any; one alone is none.
    """
    if not root.listed:
        return _give_to_owners(flow, root, divides=True)
    without = [node for node in root.children if not node.listed]
    given = [_give_to_owners(flow, node, divides=_divides(flow, node)) for node in without]
    return any(given)


def find_left_owners(flow: Flow, root: Node) -> Iterator[Found]:
    """Units and colons before what they do, in items beside those that have lists.

    市教育局：负责组织招聘活动 may be a list where all others stand in brackets.
    """
    for node in root.walk():
        if node.item.form and not node.listed:
            for one in _owners(flow, node):
                if _DUTY.match(flow.plain, one.end):
                    yield one


def _divides(flow: Flow, node: Node) -> bool:
    """Whether the heading of an item says that duties are divided below it."""
    heading = flow.plain[node.item.body : node.item.own_end].partition("\n")[0]
    return any(word in heading for word in DIVISION)


def _give_to_owners(flow: Flow, root: Node, *, divides: bool) -> bool:
    owned = [(node, found) for node in root.walk() if (found := _owners(flow, node))]
    every = [one for _node, found in owned for one in found]
    acting = sum(_DUTY.match(flow.plain, one.end) is not None for one in every)
    if len(every) < _FEWEST_OWNED or not (divides or acting == len(every)):
        return False
    for node, found in owned:
        if len(found) == 1 and found[0].start == node.item.body:
            node.lists = found
            continue
        ends = [*(one.start for one in found[1:]), node.item.own_end]
        for place, (one, end) in enumerate(zip(found, ends, strict=True), 1):
            item = Item("arabic", place, one.start, one.start, end, parent=node.item)
            node.item.children.append(item)
            node.children.append(Node(item, [one], []))
    return True


def _owners(flow: Flow, node: Node) -> list[Found]:
    """The units that head an item, or begin the paragraphs of one without others below."""
    item = node.item
    if item.children:
        heading = find_heading_owners(flow, item.body, item.own_end)
        return [heading] if heading and item.form else []
    found = []
    at = item.body
    while 0 <= at < item.end:
        feed = flow.plain.find("\n", at, item.end)
        end = feed if feed >= 0 else item.end
        one = find_owners(flow, at, end)
        if one and one.end < end:
            found.append(one)
        at = feed + 1 if feed >= 0 else -1
    return found


def paragraphs_with_lists(flow: Flow, root: Node) -> list[Node]:
    """Nodes for the lists of a document that numbers nothing: the words before each list."""
    nodes = []
    at = root.item.start
    for place, one in enumerate(root.lists, 1):
        start = max(at, _start_of_words(flow, one.start)) if place == 1 else at
        item = Item("arabic", place, start, start, one.end)
        nodes.append(Node(item, [one]))
        at = one.end
    if nodes:
        nodes[-1].item.end = root.item.own_end
    return nodes


def _start_of_words(flow: Flow, at: int) -> int:
    """Where the paragraph begins that a list closes; the one above where it stands alone."""
    begin = flow.text.rfind("\n", 0, at) + 1
    if begin == at and begin:
        begin = flow.text.rfind("\n", 0, begin - 1) + 1
    return begin


def cut_closing(flow: Flow, root: Node) -> tuple[int, int] | None:
    """Take from the last item what follows its list: remarks on the whole document.

    They stand on a line of their own or, where line breaks were lost, behind the only list
    that anything follows.
    """
    leaves = [node for node in root.walk() if node.lists and not node.children]
    *others, last = leaves or [root]
    if last is root or [*root.walk()][-1] is not last:
        return None
    start, end = last.lists[-1].end, last.item.end
    apart = flow.text[start : start + 1] == "\n" or start in flow.gaps
    followed = sum(bool(flow.text[o.lists[-1].end : o.item.end].strip("。\n")) for o in others)
    lonely = followed <= len(others) * _MOST_FOLLOWED
    if not flow.text[start:end].strip("。\n") or not (lonely and (apart or others)):
        return None
    item: Item | None = last.item
    while item:
        item.end = start
        item = item.parent
    return start, end


def numbering_of(flow: Flow, nodes: Sequence[Node]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How each level prints the number one, and those of them that run on."""
    forms: list[str] = []
    running: list[str] = []
    levels = _levels(nodes)
    for place, groups in enumerate(levels):
        form = label_of_one(flow, groups[0][0].item)
        if form in forms:
            break
        forms.append(form)
        above = levels[place - 1] if place else ()
        if not any(map(_has_parts, chain.from_iterable(above))) and _runs_on(groups):
            running.append(form)
    return tuple(forms), tuple(running)


def _levels(nodes: Sequence[Node]) -> list[list[Sequence[Node]]]:
    """The nodes that get numbers, level by level, in groups of one parent."""
    levels: list[list[Sequence[Node]]] = []
    groups: list[Sequence[Node]] = [nodes] if nodes else []
    while groups:
        levels.append(groups)
        groups = [node.children for group in groups for node in group if node.listed_below]
    return levels


def _has_parts(node: Node) -> bool:
    """Whether tasks without numbers of their own stand in its place."""
    return not node.listed_below and len(node.lists) > 1


def _runs_on(groups: Sequence[Sequence[Node]]) -> bool:
    """Whether the numbers of a level do not begin again below the next parent."""
    if len(groups) < 2:
        return False
    return all(one[-1].item.ordinal < other[0].item.ordinal for one, other in pairwise(groups))
