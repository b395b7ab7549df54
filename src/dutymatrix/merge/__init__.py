"""Three-way merge of plans, by task and unit: `base`, `ours`, `theirs`."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dutymatrix.diff.identity import know_names
from dutymatrix.diff.match import Matching, match_plans
from dutymatrix.finding import InvalidPlanError
from dutymatrix.i18n import _, listed
from dutymatrix.merge.audit import prove_kept, prove_written
from dutymatrix.merge.field import settled
from dutymatrix.merge.mark import PLAIN, Marks
from dutymatrix.merge.patch import Draft, Hunk, write_draft
from dutymatrix.merge.record import record_of
from dutymatrix.merge.remark import Remarked
from dutymatrix.merge.side import follow_renames, read_base, read_version
from dutymatrix.merge.succession import find_doubts
from dutymatrix.merge.tree import Dispute, Node, merge_trios
from dutymatrix.merge.trio import SIDES, Trios
from dutymatrix.merge.unmergeable import UnmergeableError
from dutymatrix.plan.model import Plan, Role
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.heirs import moved, names_heirs, renumber_heirs
from dutymatrix.planfile.reader import collector_paused
from dutymatrix.planfile.splice import UnspliceableError

__all__ = ["Conflict", "Marks", "Merged", "UnmergeableError", "merge_texts"]


class Conflict(NamedTuple):
    """Something that a person has to decide."""

    line: int
    """Where it begins in the merged text; 0 where a side was favored, and it is none."""
    title: str
    """The title of the task, section or chapter, or the name of the unit; "" of the plan."""
    what: str
    """The field that both sides changed, or what became of the whole record, and who leads."""


class Merged(NamedTuple):
    """What came of a merge."""

    text: str
    """The text of ours with what theirs changed; conflicts between marks."""
    conflicts: tuple[Conflict, ...] = ()
    """What a person has to decide, or what was settled for the side that was favored."""


def merge_texts(
    base: str,
    ours: str,
    theirs: str,
    *,
    marks: Marks = PLAIN,
    favored: str = "",
    lines: str | None = None,
) -> Merged:
    """The plan that has the changes of both sides, proved to have lost none.

    Args:
        base: The text of the plan file that both come from; "" where both added the file.
        ours: One side, the text that is edited.
        theirs: The other side.
        marks: What stands around conflicts.
        favored: The side that is right wherever they contradict one another, if one is.
        lines: What a merge by lines made without conflict; taken where it says the same, for
            it has the comments of both.

    Raises:
        UnmergeableError: A text is no plan, or cannot be edited, or the proof failed.
    """
    try:
        with collector_paused():
            return _merge(base, ours, theirs, marks, favored, lines)
    except UnspliceableError as error:
        raise UnmergeableError(str(error).partition("\n")[0]) from None


def _merge(
    base: str, ours: str, theirs: str, marks: Marks, favored: str, lines: str | None
) -> Merged:
    mine = read_version(ours, "ours")
    old, own, other = follow_renames(read_base(base), mine, read_version(theirs, "theirs"))
    matchings = _match(old.plan, own.plan), _match(old.plan, other.plan)
    doubled = {"base": old.doubled, "ours": own.doubled, "theirs": other.doubled}
    doubts = find_doubts((old.plan, own.plan, other.plan), matchings, doubled)
    trios = Trios(old.root, own.root, other.root, matchings)
    remarked = Remarked(trios, old, own, other)
    root = merge_trios(trios, doubts, {side: remarked.commented(side) for side in SIDES})
    prove_kept(root)
    if root.is_settled():
        if lines is not None and _says(lines, root):
            return Merged(_with_heirs(lines, own.plan, other.plan))
        if root.is_said_by(mine.root, "ours") and not remarked.is_changed("theirs"):
            return Merged(ours)
    draft = remarked.kept(write_draft(root, old if marks.has_base else None, own, other))
    prove_written(draft, root)
    text = draft.settled(favored) if favored else draft.marked(marks)
    conflicts = tuple(_conflicts(draft, text, marks))
    if not conflicts or favored:
        text = _with_heirs(text, own.plan, other.plan)
    return Merged(text, conflicts)


def _with_heirs(text: str, own: Plan, other: Plan) -> str:
    """The merged text, with who took which task over by the numbers that tasks have in it.

    What a side says is of the tasks as that side counts them; where both say it of what are two
    tasks now, it stays.
    """
    if not names_heirs([own, other]):
        return text
    merged = parse_plan(text)
    sides = []
    for plan in (own, other):
        matching = _match(plan, merged)
        pairs = [(o.number, n.number) for o, n in (*matching.tasks, *matching.sections)]
        said = {(unit.name, number) for unit in plan.units for number, _heir in unit.tasks}
        sides.append((said, moved(pairs)))

    def moves(unit: str, number: str) -> str | None:
        numbers = {now(number) for said, now in sides if (unit, number) in said}
        return numbers.pop() if len(numbers) == 1 else None

    return renumber_heirs(text, merged, moves)


def _says(text: str, root: Node) -> bool:
    """Whether a text is a plan that says what was merged."""
    try:
        return root.is_said_by(record_of(parse_plan(text)), "ours")
    except InvalidPlanError:
        return False


def _conflicts(draft: Draft, text: str, marks: Marks) -> Iterator[Conflict]:
    places = [n for n, line in enumerate(text.splitlines(), 1) if line == marks.begin]
    conflicts = draft.in_order()
    for line, hunks in zip(places or [0] * len(conflicts), conflicts, strict=True):
        record = hunks[0].node.trio.any
        title = _title(record.value) if record.path else ""
        yield Conflict(line, title, _what(hunks, marks))


def _what(hunks: Sequence[Hunk], marks: Marks) -> str:
    """What is in dispute, and who leads on either side where that is not the same."""
    node = hunks[0].node
    ours, theirs = (marks.named(side) for side in SIDES)
    if node.dispute is Dispute.REMOVED:
        removed, edited = (theirs, ours) if node.ours else (ours, theirs)
        return _("removed in {removed}, edited in {edited}").format(removed=removed, edited=edited)
    fields = ", ".join(dict.fromkeys(hunk.field for hunk in hunks))
    what = _(node.dispute.value) if node.dispute else fields
    own, other = (_leads(node, side) for side in SIDES)
    if own == other or node.dispute is Dispute.MOVED:
        return what
    return _("{what}: {ours}: {own}; {theirs}: {other}").format(
        what=what, ours=ours, own=_lead_said(own), theirs=theirs, other=_lead_said(other)
    )


def _leads(node: Node, side: str) -> tuple[str, ...]:
    """Who leads a task where a side is chosen."""
    record = node.disputed(side)
    value = record.fields.get("assignments") if record else node.fields.get("assignments")
    return tuple(unit for unit, role in settled(value, side) or () if role is Role.LEAD)


def _lead_said(names: Sequence[str]) -> str:
    return _("{names} leads").format(names=listed(names)) if names else _("nobody leads")


def _title(value: Any) -> str:  # noqa: ANN401 - any record of the model
    """What a record is called."""
    for name in ("headline", "name", "title", "goal", "said", "text"):
        if title := getattr(value, name, ""):
            return str(title)
    return ""


def _match(base: Plan, side: Plan) -> Matching:
    matching = match_plans(base, side, know_names(base, side).certain().of_old())
    return matching._replace(tasks=(*matching.tasks, *matching.wholes))
