"""Three-way merge of plans, by task and unit: `base`, `ours`, `theirs`."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from dutymatrix.diff.identity import know_names
from dutymatrix.diff.match import Matching, match_plans
from dutymatrix.finding import InvalidPlanError
from dutymatrix.i18n import _
from dutymatrix.merge.audit import prove_kept, prove_written
from dutymatrix.merge.patch import Draft, write_draft
from dutymatrix.merge.record import record_of
from dutymatrix.merge.remark import Remarked
from dutymatrix.merge.side import follow_renames, read_base, read_version
from dutymatrix.merge.succession import find_doubts
from dutymatrix.merge.tree import merge_trios
from dutymatrix.merge.trio import SIDES, Trios
from dutymatrix.merge.unmergeable import UnmergeableError
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.reader import collector_paused
from dutymatrix.planfile.splice import UnspliceableError

__all__ = ["Conflict", "Merged", "UnmergeableError", "merge_texts"]

MARKER_SIZE = 7
"""How long git's conflict markers are if nothing else is said."""


class Conflict(NamedTuple):
    """Something that a person has to decide."""

    line: int
    """Where it begins in the merged text."""
    title: str
    """The title of the task, section or chapter, or the name of the unit; "" of the plan."""
    what: str
    """The field that both sides changed, or what became of the whole record."""


class Merged(NamedTuple):
    """What came of a merge."""

    text: str
    """The text of ours with what theirs changed; conflicts between markers."""
    conflicts: tuple[Conflict, ...] = ()


def merge_texts(
    base: str, ours: str, theirs: str, *, marker_size: int = MARKER_SIZE, lines: str | None = None
) -> Merged:
    """The plan that has the changes of both sides, proved to have lost none.

    Args:
        base: The text of the plan file that both come from; "" where both added the file.
        ours: One side, the text that is edited.
        theirs: The other side.
        marker_size: How long conflict markers are.
        lines: What a merge by lines made without conflict; taken where it says the same, for
            it has the comments of both.

    Raises:
        UnmergeableError: A text is no plan, or cannot be edited, or the proof failed.
    """
    try:
        with collector_paused():
            return _merge(base, ours, theirs, marker_size, lines)
    except UnspliceableError as error:
        raise UnmergeableError(str(error).partition("\n")[0]) from None


def _merge(base: str, ours: str, theirs: str, marker_size: int, lines: str | None) -> Merged:
    mine = read_version(ours, "ours")
    old, own, other = follow_renames(read_base(base), mine, read_version(theirs, "theirs"))
    matchings = _match(old.plan, own.plan), _match(old.plan, other.plan)
    doubled = {"base": old.doubled, "ours": own.doubled, "theirs": other.doubled}
    doubts = find_doubts((old.plan, own.plan, other.plan), matchings, doubled)
    trios = Trios(old.root, own.root, other.root, matchings)
    remarked = Remarked(trios, old, own, other)
    root = merge_trios(trios, doubts, {side: remarked.commented(side) for side in SIDES})
    prove_kept(root)
    said = root.said("ours")
    if said == root.said("theirs"):
        if lines is not None and _says(lines) == said:
            return Merged(lines)
        if mine.root.said == said and not remarked.is_changed("theirs"):
            return Merged(ours)
    draft = remarked.kept(write_draft(root, own, other))
    prove_written(draft, root)
    text = draft.marked(marker_size)
    return Merged(text, tuple(_conflicts(draft, text, marker_size)))


def _says(text: str) -> tuple[Any, ...] | None:
    """All that the plan in a text says; None where it is none."""
    try:
        return record_of(parse_plan(text)).said
    except InvalidPlanError:
        return None


def _conflicts(draft: Draft, text: str, size: int) -> Iterator[Conflict]:
    marker = "<" * size + " ours"
    places = (n for n, line in enumerate(text.splitlines(), 1) if line == marker)
    for line, hunks in zip(places, draft.in_order(), strict=True):
        record, dispute = hunks[0].node.trio.any, hunks[0].node.dispute
        fields = ", ".join(dict.fromkeys(hunk.field for hunk in hunks))
        title = _title(record.value) if record.path else ""
        yield Conflict(line, title, _(dispute.value) if dispute else fields)


def _title(value: Any) -> str:  # noqa: ANN401 - any record of the model
    """What a record is called."""
    for name in ("headline", "name", "title", "goal", "said", "text"):
        if title := getattr(value, name, ""):
            return str(title)
    return ""


def _match(base: Plan, side: Plan) -> Matching:
    matching = match_plans(base, side, know_names(base, side).certain().of_old())
    return matching._replace(tasks=(*matching.tasks, *matching.wholes))
