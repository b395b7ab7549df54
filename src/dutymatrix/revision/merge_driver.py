"""What git's merge driver does with the three files that git hands it."""

from collections.abc import Iterator
from typing import NamedTuple

from dutymatrix.finding import has_errors
from dutymatrix.i18n import _
from dutymatrix.merge import Conflict, Marks, UnmergeableError, merge_texts
from dutymatrix.merge.mark import side_name
from dutymatrix.planfile import read_bytes
from dutymatrix.progress.accountfile import begins_account
from dutymatrix.progress.union import merge_accounts
from dutymatrix.revision.invocation import Invocation
from dutymatrix.revision.linewise import Files, both_whole, is_mixed, merge_lines


class Outcome(NamedTuple):
    """What is written in the place of ours."""

    data: bytes
    is_clean: bool
    """Whether nobody has to look at it before it is committed."""
    conflicts: tuple[Conflict, ...] = ()
    """What a person has to decide; or what was decided for the side that is favored."""
    reason: str = ""
    """Why it is git's merge by lines; "" where it is ours, by task and unit."""


def merge_files(files: Files, call: Invocation) -> Outcome:
    """The merged plan; where it cannot be merged by task and unit, git's merge by lines.

    Where lines of one task would come to stand in another, neither: both versions whole.
    What git has kept of a conflict that was settled before (rerere) is put in by lines.

    Raises:
        GitFailedError: Git itself refuses, as it does with files that are no text.
    """
    marks, favored = call.marks, call.favored
    lines, conflicts = merge_lines(files, marks, favored)
    if _is_replay(files, marks):
        return Outcome(lines, not conflicts)
    if begins_account(files.ours) or begins_account(files.theirs):
        return _merge_progress(files, call, Outcome(lines, not conflicts))
    try:
        texts = [*_decoded(files)]
        merged = merge_texts(
            *texts,
            marks=marks,
            favored=favored,
            lines=None if conflicts else lines.decode("utf-8"),
        )
    except UnmergeableError as error:
        reason = error.reason
    except Exception as error:  # git must have an answer, whatever happens
        reason = f"{type(error).__name__}: {error}"
    else:
        is_clean = bool(favored) or not merged.conflicts
        return Outcome(merged.text.encode("utf-8"), is_clean, merged.conflicts)
    if is_mixed(lines, files, marks, favored):
        what = _("lines of different tasks would be mixed; both versions are there whole")
        mixed = Conflict(1, "", what)
        return Outcome(both_whole(files, marks), False, (mixed,), reason)
    # Lines may fit together and say nonsense: a person should see it before it is committed.
    broken = _is_plan(files.ours) and _is_plan(files.theirs) and not _is_plan(lines)
    return Outcome(lines, not (conflicts or broken), reason=reason)


def _merge_progress(files: Files, call: Invocation, by_lines: Outcome) -> Outcome:
    """A progress file with what both sides entered; by lines where one cannot be edited."""
    merged = merge_accounts(*files, marks=call.marks, favored=call.favored)
    if merged is None:
        return by_lines
    disputes = tuple(Conflict(each.line, each.title, each.what) for each in merged.disputes)
    is_clean = bool(call.favored) or not disputes
    return Outcome(merged.text.encode("utf-8"), is_clean, disputes)


def _decoded(files: Files) -> Iterator[str]:
    for side, data in zip(files._fields, files, strict=True):
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            name = side_name(side)
            raise UnmergeableError(_("{side} is not UTF-8").format(side=name)) from None


def _is_replay(files: Files, marks: Marks) -> bool:
    """Whether the base is a conflict as git keeps it, with marks that name nobody."""
    bare = b"<" * marks.size
    lines = files.base.splitlines() if bare in files.base else ()
    return any(line.rstrip() == bare for line in lines)


def _is_plan(data: bytes) -> bool:
    reading = read_bytes(data, "")
    return reading.plan is not None and not has_errors(reading.findings)
