"""The proofs that nothing was lost in merging, and that the merged text says what was merged."""

from collections.abc import Mapping
from typing import Any

from dutymatrix.finding import InvalidPlanError
from dutymatrix.i18n import _
from dutymatrix.merge.field import Clash, settled
from dutymatrix.merge.patch import Draft
from dutymatrix.merge.record import record_of
from dutymatrix.merge.tree import Node
from dutymatrix.merge.trio import SIDES
from dutymatrix.merge.unmergeable import UnmergeableError, reason_of
from dutymatrix.planfile import parse_plan
from dutymatrix.wording import break_lines


def prove_kept(root: Node) -> None:
    """Look for each assignment and sentence of either side in the merged plan.

    Those in dispute are there: a person sees them. That no record is missing is proved where
    the tree is made.

    Raises:
        UnmergeableError: One is missing that no side took away, or is there and nobody said it.
    """
    for node in root.walk():
        versions = [node.trio.on(side) for side in ("base", *SIDES)]
        # Of a large plan nearly all is as it was on every side.
        if node.dispute or all(own and own.fields == node.fields for own in versions):
            continue
        base, ours, theirs = (_told(own.fields) if own else set() for own in versions)
        told: set[Any] = set()
        for side in SIDES:
            told |= _told({key: settled(value, side) for key, value in node.fields.items()})
        agreed = _told({k: v for k, v in node.fields.items() if not isinstance(v, Clash)})
        taken_away = (base - ours) | (base - theirs)
        if (ours | theirs) - taken_away - told or agreed - ours - theirs:
            raise UnmergeableError(_("the result would lose something"))


def prove_written(draft: Draft, root: Node) -> None:
    """Read the merged text again, as it is if ours is chosen in all disputes and if theirs is.

    Raises:
        UnmergeableError: It is no plan then, or says something else than what was merged.
    """
    for side in SIDES if draft.hunks else SIDES[:1]:
        try:
            written = record_of(parse_plan(draft.settled(side)))
        except InvalidPlanError as error:
            raise UnmergeableError(reason_of(error, _("the merged text"))) from None
        if not root.is_said_by(written, side):
            raise UnmergeableError(_("the result would not say what both sides say"))


def _told(fields: Mapping[str, Any]) -> set[Any]:
    """The assignments and sentences among fields."""
    texts = (fields.get(key) or "" for key in ("text", "preamble"))
    sentences = {line for text in texts for line in break_lines(text) if line}
    return {*(fields.get("assignments") or ()), *sentences}
