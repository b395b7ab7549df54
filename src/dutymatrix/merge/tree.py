"""The merged plan, as a tree of what becomes of each record."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from dutymatrix.i18n import N_, _
from dutymatrix.merge.field import Clash, merge_field, merge_order, settled
from dutymatrix.merge.record import Record, fingerprint, unordered
from dutymatrix.merge.succession import Doubts
from dutymatrix.merge.trio import SIDES, Place, Trio, Trios
from dutymatrix.merge.unmergeable import UnmergeableError
from dutymatrix.plan.model import Group, Section, Task, Unit


class Dispute(Enum):
    """Why a person has to choose between two whole records; the value is what is said."""

    REMOVED = "removed"
    ADDED = N_("added on both sides, not alike")
    MOVED = N_("moved to two places")


@dataclass(eq=False)
class Node:
    """A record of the merged plan."""

    trio: Trio
    fields: dict[str, Any] = field(default_factory=dict)
    """What it says; `Clash` where the sides contradict one another."""
    lists: dict[str, list["Node"]] = field(default_factory=dict)
    dispute: Dispute | None = None
    """Set where a person chooses between whole records: then fields and lists are empty."""
    ours: Record | None = None
    """What stands here if ours is chosen."""
    theirs: Record | None = None
    elsewhere: set[Record] = field(default_factory=set)
    """Records in the disputed ones that stand in another place of the merged plan."""

    def walk(self) -> Iterator["Node"]:
        """The node and all those in it, from the top."""
        yield self
        for nodes in self.lists.values():
            for node in nodes:
                yield from node.walk()

    def disputed(self, side: str) -> Record | None:
        """What stands here if a side is chosen, or stood here before."""
        if side == "base":
            return None if self.dispute is Dispute.MOVED else self.trio.base
        record: Record | None = getattr(self, side)
        return record

    def shown(self) -> list[Record]:
        """The records in dispute, with all that is in them."""
        sides = (self.ours, self.theirs)
        return [inner for record in sides if record for inner in record.walk()]

    def said(self, side: str) -> tuple[Any, ...] | None:
        """All that is said here where a side is chosen in each clash; None where nothing is."""
        if self.dispute:
            record = self.disputed(side)
            return _said_without(record, self.elsewhere) if record else None
        inner = {
            key: tuple(said for node in nodes if (said := node.said(side)) is not None)
            for key, nodes in self.lists.items()
        }
        return fingerprint(self._settled(side), inner)

    def is_said_by(self, record: Record, side: str) -> bool:
        """Whether a record, and all in it, says this where a side is chosen in each clash."""
        if self.dispute:
            return record.said == self.said(side)
        return (
            self._settled(side) == record.fields
            and record.lists.keys() <= self.lists.keys()
            and all(
                _are_said_by(nodes, record.lists.get(key, ()), side)
                for key, nodes in self.lists.items()
            )
        )

    def is_settled(self) -> bool:
        """Whether the same is said here whichever side is chosen."""
        nodes = [node for own in self.lists.values() for node in own]
        if self.dispute or any(node.dispute for node in nodes):
            return self.said("ours") == self.said("theirs")
        clashes = (value for value in self.fields.values() if isinstance(value, Clash))
        return all(each.ours == each.theirs for each in clashes) and all(
            node.is_settled() for node in nodes
        )

    def _settled(self, side: str) -> dict[str, Any]:
        """The fields that say something where a side is chosen."""
        return {key: said for key, value in self.fields.items() if (said := settled(value, side))}


def _are_said_by(nodes: Iterable[Node], records: Sequence[Record], side: str) -> bool:
    there = [node for node in nodes if not node.dispute or node.disputed(side)]
    return len(there) == len(records) and all(
        node.is_said_by(record, side) for node, record in zip(there, records, strict=True)
    )


def _said_without(record: Record, left_out: set[Record]) -> tuple[Any, ...]:
    inner = {
        key: tuple(_said_without(each, left_out) for each in own if each not in left_out)
        for key, own in record.lists.items()
    }
    return fingerprint(record.fields, inner)


def merge_trios(trios: Trios, doubts: Doubts, commented: Mapping[str, Collection[Trio]]) -> Node:
    """The merged plan.

    Args:
        trios: The records of the three versions.
        doubts: The names of which it is not certain who they are.
        commented: The records to which each side added a comment.

    Raises:
        UnmergeableError: Something would be lost, or stand in itself.
    """
    return _Merger(trios, doubts, commented).merge()


class _Merger:
    """Finds out what stands where, and what it says."""

    def __init__(
        self, trios: Trios, doubts: Doubts, commented: Mapping[str, Collection[Trio]]
    ) -> None:
        self.trios = trios
        self.doubts = doubts
        self.commented = commented
        self.homes = {trio: self._homes(trio) for trio in trios}
        """The lists that each record is to stand in, if it stays: one, two if that is disputed."""
        self.followers = self._follow()
        self.inside: dict[Trio, list[Trio]] = {}
        for trio, homes in self.homes.items():
            for home in homes:
                self.inside.setdefault(home.above, []).append(trio)
        self.fields = {trio: _fields(trio, doubts) for trio in trios}
        self.stays: dict[Trio, bool] = {}
        for trio in trios:
            self._stays(trio)
        self.named = self._named()

    def merge(self) -> Node:
        """The tree, proved to have a place for all that nobody removed."""
        root = self._node(self.trios.root)
        nodes = [*root.walk()]
        reached = {node.trio for node in nodes if not node.dispute}
        shown = {node: node.shown() for node in nodes if node.dispute}
        for node, records in shown.items():
            node.elsewhere.update(record for record in records if self.trios.of[record] in reached)
        self._prove_complete({each for records in shown.values() for each in records}, reached)
        _let_numbers_rise(root)
        return root

    # Where a record stands, and whether it stays.

    def _homes(self, trio: Trio) -> tuple[Place, ...]:
        base, ours, theirs = (self.trios.place(trio, side) for side in ("base", *SIDES))
        if ours and theirs:
            home = merge_field("place", base, ours, theirs)
            return (home,) if isinstance(home, Place) else (home.ours, home.theirs)
        home = ours or theirs
        return (home,) if home else ()

    def _follow(self) -> dict[Trio, list[Trio]]:
        """Parts of a task that one side divided; they go with it where the other side moved it.

        Any other task stays where it was written, behind what still stands before it there.
        """
        followers: dict[Trio, list[Trio]] = {}
        for side in SIDES:
            for trio in self.trios.added(side):
                place, ahead = self.trios.place(trio, side), self.trios.ahead(trio, side)
                if not (place and ahead and self.trios.is_divided(ahead, trio, side)):
                    continue
                if len(homes := self.homes[ahead]) == 1 and homes[0] != place:
                    self.homes[trio] = homes
                    followers.setdefault(ahead, []).append(trio)
        return followers

    def _stays(self, trio: Trio) -> bool:
        """Whether a record is in the merged plan, be it in dispute."""
        if trio not in self.stays:
            self.stays[trio] = False  # what stands in itself is told apart later
            self.stays[trio] = (
                not trio.base
                or bool(trio.ours and trio.theirs)
                or self._is_changed(trio)
                or any(self._stays(inner) for inner in self._entries_in(trio))
            )
        return self.stays[trio]

    def _entries_in(self, trio: Trio) -> list[Trio]:
        """Sections and tasks that are to stand in a section."""
        return [inner for inner in self.inside.get(trio, ()) if inner.kind in (Section, Task)]

    def _is_changed(self, trio: Trio) -> bool:
        """Whether the one side that has a record still changed it."""
        side = "ours" if trio.ours else "theirs"
        record, base = trio.on(side), trio.base
        if not (record and base):
            return False
        if trio in self.commented[side] or self.doubts.doubled_by(trio, side):
            return True
        if self.trios.place(trio, side) != self.trios.place(trio, "base"):
            return True
        if trio.kind is Section:
            return _own(record) != _own(base)
        # In which order names stand is nothing that holds a record which the other side removed.
        return record.said != base.said and unordered(record) != unordered(base)

    def _named(self) -> set[str]:
        """The names that the merged plan says; those stay in its roster."""
        named: set[str] = set()
        roster = [trio for trio in self.trios if trio.kind in (Unit, Group) and self.homes[trio]]
        staying = [trio for trio, stays in self.stays.items() if stays]
        while staying:
            for trio in staying:
                for side in SIDES:
                    named.update(_names(self.fields[trio], side))
            staying = [t for t in roster if not self.stays[t] and t.any.value.name in named]
            self.stays.update(dict.fromkeys(staying, True))
        return named

    # The tree.

    def _node(self, trio: Trio) -> Node:
        node = Node(trio, self.fields[trio])
        keys = {key: None for side in SIDES for key in getattr(trio.on(side), "lists", ())}
        for key in keys:
            place = Place(trio, key)
            node.lists[key] = [self._child(child, place) for child in self._order(place)]
        return node

    def _order(self, place: Place) -> list[Trio]:
        kept = [
            [
                trio
                for trio in self.trios.within(place, side)
                if self.stays[trio] and place in self.homes[trio]
            ]
            for side in ("base", *SIDES)
        ]
        return [*self._with_followers(merge_order(*kept))]

    def _with_followers(self, trios: Iterable[Trio]) -> Iterator[Trio]:
        for trio in trios:
            yield trio
            yield from self._with_followers(self.followers.get(trio, ()))

    def _child(self, trio: Trio, place: Place) -> Node:
        homes = self.homes[trio]
        if len(homes) > 1:
            if place == homes[0]:
                return Node(trio, dispute=Dispute.MOVED, ours=trio.ours)
            return Node(trio, dispute=Dispute.MOVED, theirs=trio.theirs)
        dispute = self._dispute(trio)
        if dispute:
            return Node(trio, dispute=dispute, ours=trio.ours, theirs=trio.theirs)
        return self._node(trio)

    def _dispute(self, trio: Trio) -> Dispute | None:
        """Why a record that stands in one place is in dispute as a whole, if it is."""
        if not (trio.ours and trio.theirs):
            if not trio.base or (trio.kind in (Unit, Group) and trio.any.value.name in self.named):
                # New; or removed by one side, while the other names it in something new.
                return None
            return Dispute.REMOVED
        if not trio.base and trio.kind is Task and trio.ours.said != trio.theirs.said:
            return Dispute.ADDED
        return None

    # The proof that nothing is missing.

    def _prove_complete(self, shown: set[Record], reached: set[Trio]) -> None:
        """Each record of either side is there, in dispute, or was removed by the other."""
        for trio in self.trios:
            if trio in reached:
                continue
            for record in (trio.ours, trio.theirs):
                if record and record not in shown and self.stays[trio]:
                    raise UnmergeableError(_("there is no one place for all that was moved"))


def _own(section: Record) -> tuple[Any, ...]:
    """What a section says beside its sections and tasks."""
    milestones = tuple(record.said for record in section.lists.get("milestones", ()))
    return fingerprint(section.fields, {"milestones": milestones})


def _fields(trio: Trio, doubts: Doubts) -> dict[str, Any]:
    """What a record says, field by field."""
    base, ours, theirs = (
        record.fields if record else {} for record in (trio.base, trio.ours, trio.theirs)
    )
    if not (trio.ours and trio.theirs):
        fields = dict(ours or theirs)
        if trio.base:
            return fields
    elif base == ours == theirs and not any(doubts.doubled.values()):
        return dict(ours)  # as of nearly all of a large plan
    else:
        fields = {
            key: merge_field(key, base.get(key), ours.get(key), theirs.get(key))
            for key in {**ours, **theirs, **base}
        }
    return {key: doubts.ask(key, value, trio) for key, value in fields.items()}


def _names(fields: dict[str, Any], side: str) -> Iterator[str]:
    """The names of units and groups that fields say."""
    for unit, _role in settled(fields.get("assignments"), side) or ():
        yield unit
    for key in ("members", "succeeded_by", "units", "tasks"):
        for name in settled(fields.get(key), side) or ():
            # In a task, who took it from whom; in a unit, who took which task.
            yield from (name,) if isinstance(name, str) else name


def _disputed_number(node: Node) -> int | None:
    shown = [record.fields.get("number", 0) for record in (node.ours, node.theirs) if record]
    return max(shown, default=None)


def _let_numbers_rise(root: Node) -> None:
    """Take out a number that does not follow those before it; the order then gives it.

    Both sides may have added a task with the same number.
    """
    forms = settled(root.fields.get("numbering"), "ours") or ()
    running = settled(root.fields.get("running"), "ours") or ()
    runs_on = {depth for depth, form in enumerate(forms) if form in running}
    last: dict[int, int] = {}

    def descend(nodes: Sequence[Node], depth: int) -> None:
        if depth not in runs_on:
            last[depth] = 0
        for node in nodes:
            number = node.fields.get("number") or _disputed_number(node)
            follows = last.get(depth, 0) + 1
            if number and number < follows:
                node.fields["number"] = number = None
            last[depth] = number or follows
            descend(node.lists.get("sections") or node.lists.get("tasks") or (), depth + 1)

    descend(root.lists.get("sections") or root.lists.get("tasks") or (), 0)
