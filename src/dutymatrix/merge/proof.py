"""The proof that a merged text says what was merged, and that nothing was lost in merging."""

from collections.abc import Iterator
from typing import Any

from dutymatrix.finding import InvalidPlanError
from dutymatrix.i18n import _
from dutymatrix.merge.error import UnmergeableError, reason_of
from dutymatrix.merge.record import Record, record_of
from dutymatrix.merge.text import Draft
from dutymatrix.merge.tree import Node
from dutymatrix.merge.trio import SIDES
from dutymatrix.planfile import parse_plan
from dutymatrix.wording import break_lines


def prove(draft: Draft, root: Node) -> None:
    """Read a merged text again, as it is if ours is chosen in all disputes and if theirs is.

    Raises:
        UnmergeableError: It is no plan then, says something else than what was merged, or
            lacks an assignment or sentence that no side took away.
    """
    read: dict[Node, list[Record]] = {}
    for side in SIDES if draft.hunks else SIDES[:1]:
        try:
            written = record_of(parse_plan(draft.settled(side)))
        except InvalidPlanError as error:
            raise UnmergeableError(reason_of(error, _("the merged text"))) from None
        if written.said != root.said(side):
            raise UnmergeableError(_("the result would not say what both sides say"))
        for node, record in _pairs(root, written, side):
            read.setdefault(node, []).append(record)
    for node, records in read.items():
        if not node.dispute:
            _prove_kept(node, records)


def _pairs(node: Node, record: Record, side: str) -> Iterator[tuple[Node, Record]]:
    """What was merged, each with its record in the text in which a side is chosen."""
    yield node, record
    for key, children in node.lists.items():
        records = iter(record.lists.get(key, ()))
        for child in children:
            if not child.dispute:
                yield from _pairs(child, next(records), side)
            elif child.disputed(side):
                next(records)


def _prove_kept(node: Node, records: list[Record]) -> None:
    """An assignment or sentence of one side is there, or the other side took it away."""
    told = set().union(*map(_told, records))
    base, ours, theirs = (_told(node.trio.on(side)) for side in ("base", *SIDES))
    lost = (ours | theirs) - told - (base - ours) - (base - theirs)
    if lost:
        raise UnmergeableError(_("the result would lose something"))


def _told(record: Record | None) -> set[Any]:
    """The assignments and sentences of a record."""
    fields = record.fields if record else {}
    sentences = break_lines(fields.get("text", "")) + break_lines(fields.get("preamble", ""))
    return {*fields.get("assignments", ()), *filter(None, sentences)}
