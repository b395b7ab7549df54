"""A new printing of a document comes into a plan that hands have edited since the last one."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import session, store
from dutymatrix.error import DutymatrixError, ready
from dutymatrix.i18n import _, ngettext

if TYPE_CHECKING:
    from dutymatrix.document import Intake
    from dutymatrix.merge import Conflict


class UnmergedPrintingError(DutymatrixError):
    """A new printing cannot be merged into a plan; `reason` says why."""

    def __init__(self, plan: str, reason: str) -> None:
        super().__init__(
            _("the new printing was not merged into {plan}, which is as it was: {reason}").format(
                plan=plan, reason=reason
            )
            + "\n"
            + _(
                "import it into another file (-o NEW.yaml), then: dutymatrix diff {plan} NEW.yaml"
            ).format(plan=plan)
        )


class Outcome(NamedTuple):
    """What became of a plan file."""

    is_clean: bool
    """Whether nobody has to decide anything."""
    said: tuple[str, ...]
    """What was done, in lines for people."""


def put_onto(plan: Path, document: Path, intake: "Intake", base: str | None) -> Outcome:
    """Merge the import of a new printing into a plan file.

    The comments and the order of the file stay. Where both the hands and the printing changed
    the same, both stand there between markers.

    Args:
        plan: The plan file that was edited.
        document: The new printing.
        intake: Its import.
        base: What the plan was imported from, as typed; None looks for it in git.

    Raises:
        NoOriginError: It is not known what the plan was when it was imported.
        UnmergedPrintingError: The two cannot be merged task by task.
    """
    from dutymatrix.diff import diff_plans
    from dutymatrix.merge import UnmergeableError, merge_texts
    from dutymatrix.merge.mark import Labels, Marks
    from dutymatrix.planfile import parse_plan, read_bytes, usable
    from dutymatrix.planfile.writer import write_plan

    before = session.read_whole(plan)
    ours = usable(read_bytes(before, str(plan)), str(plan))
    label, old = _base(plan, base)
    new = write_plan(intake.plan)
    try:
        marks = Marks(Labels(label, plan.name, document.name))
        merged = merge_texts(old, before.decode("utf-8"), new, marks=marks)
    except UnmergeableError as error:
        raise UnmergedPrintingError(str(plan), error.reason) from None
    after = merged.text.encode("utf-8")
    if after == before:
        said = _("{plan} has all of {document} already; nothing was changed")
        return Outcome(True, (said.format(plan=plan, document=document),))
    store.edit_file(plan, before, after)
    origin = parse_plan(old, label)
    printed = len(diff_plans(origin, intake.plan).changes)
    edited = len(diff_plans(origin, ours).changes)
    said = _("{plan}: {printed} by {document}, {edited} by hand, compared with {base}").format(
        plan=plan,
        printed=ngettext("{n} change", "{n} changes", printed).format(n=printed),
        document=document,
        edited=ngettext("{n} change", "{n} changes", edited).format(n=edited),
        base=label,
    )
    return Outcome(not merged.conflicts, (said, *_next_said(plan, merged.conflicts)))


def _next_said(plan: Path, conflicts: "Sequence[Conflict]") -> Iterator[str]:
    """What is to be done: where somebody has to decide, and how; else the check."""
    if not conflicts:
        yield _("next: {command}").format(command=f"dutymatrix check {ready(str(plan))}")
    for line, title, what in conflicts:
        yield ": ".join(filter(None, (f"{plan}:{line}", title, what)))
    if conflicts:
        yield ngettext(
            "{n} place is to be decided: keep what is above ======= (yours) or below, "
            "take out the markers, then dutymatrix check",
            "{n} places are to be decided: keep what is above ======= (yours) or "
            "below, take out the markers, then dutymatrix check",
            len(conflicts),
        ).format(n=len(conflicts))


def _base(plan: Path, typed: str | None) -> tuple[str, str]:
    """What the plan was when it was imported: how that is called, and its text."""
    from dutymatrix.planfile import read_bytes, usable
    from dutymatrix.revision.origin import find_origin
    from dutymatrix.revision.version import parse_side, read_side

    version = read_side(parse_side(typed), plan) if typed else find_origin(plan)
    if session.is_document(version.data, version.file):
        from dutymatrix.document import build_plan, readers
        from dutymatrix.planfile.writer import write_plan

        return version.label, write_plan(
            build_plan(readers.read_bytes(version.data, version.file)).plan
        )
    usable(read_bytes(version.data, version.file), version.file)
    return version.label, version.data.decode("utf-8-sig")
