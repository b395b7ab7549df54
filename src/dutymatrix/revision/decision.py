"""What was decided in a merge: whatever is otherwise than merging both sides gives."""

from collections.abc import Sequence
from dataclasses import replace

from dutymatrix.diff import Change, Kind, PlanDiff, diff_plans
from dutymatrix.finding import InvalidPlanError
from dutymatrix.merge import UnmergeableError, merge_texts
from dutymatrix.merge.mark import PLAIN
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.revision.linewise import chosen


def expected_of_merge(base: bytes, ours: bytes, theirs: bytes) -> tuple[Plan, ...]:
    """What merging gives by task and unit, once with every conflict settled for either side.

    Args:
        base: The version that both sides come from; nothing where both added the file.
        ours: One side.
        theirs: The other.

    Returns:
        One plan where nothing was in conflict, else two; none where they cannot be merged so.
    """
    try:
        texts = (each.decode("utf-8") for each in (base, ours, theirs))
        merged = merge_texts(*texts)
        if not merged.conflicts:
            return (parse_plan(merged.text),)
        data = merged.text.encode()
        return tuple(parse_plan(chosen(data, side, PLAIN).decode()) for side in (0, 1))
    except (InvalidPlanError, UnicodeDecodeError, UnmergeableError):
        return ()


def differs_from_all(expected: Sequence[Plan], merged: Plan) -> PlanDiff | None:
    """Changes that a plan has against each of some others, as against the first; None if none."""
    if not expected or merged in expected:
        return None
    first, *others = (diff_plans(plan, merged) for plan in expected)
    kept = [c for c in first.changes if all(_key(c) in map(_key, o.changes) for o in others)]
    return replace(first, changes=tuple(kept)) if kept else None


def _key(change: Change) -> tuple[Kind, str]:
    """A change by what it happened to, which either side may have elsewhere."""
    item = change.new or change.old
    told = item.title if item else str(change.detail.get("unit", change.detail.get("field", "")))
    return change.kind, told
