"""What git's merge driver does with the three files that git hands it."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dutymatrix.finding import has_errors
from dutymatrix.i18n import _
from dutymatrix.merge import Conflict, UnmergeableError, merge_texts
from dutymatrix.planfile import read_bytes
from dutymatrix.revision.git import GitFailedError, run_git

# From here on git's exit code is no number of conflicts.
_FAILED = 128


class Files(NamedTuple):
    """The content of the three files."""

    base: bytes
    """Nothing where both sides added the file."""
    ours: bytes
    theirs: bytes


class Outcome(NamedTuple):
    """What is written in the place of ours."""

    data: bytes
    is_clean: bool
    """Whether nobody has to look at it before it is committed."""
    conflicts: tuple[Conflict, ...] = ()
    reason: str = ""
    """Why it is git's merge by lines; "" where it is ours, by task and unit."""


def merge_files(files: Files, marker_size: int) -> Outcome:
    """The merged plan; where it cannot be merged by task and unit, git's merge by lines.

    Raises:
        GitFailedError: Git itself refuses, as it does with files that are no text.
    """
    lines, conflicts = merge_lines(files, marker_size)
    try:
        texts = [*_decoded(files)]
        merged = merge_texts(
            *texts,
            marker_size=marker_size,
            lines=None if conflicts else lines.decode("utf-8"),
        )
    except UnmergeableError as error:
        reason = error.reason
    except Exception as error:  # git must have an answer, whatever happens
        reason = f"{type(error).__name__}: {error}"
    else:
        return Outcome(merged.text.encode("utf-8"), not merged.conflicts, merged.conflicts)
    # Lines may fit together and say nonsense: a person should see it before it is committed.
    broken = _is_plan(files.ours) and _is_plan(files.theirs) and not _is_plan(lines)
    return Outcome(lines, not (conflicts or broken), reason=reason)


def merge_lines(files: Files, marker_size: int) -> tuple[bytes, int]:
    """What git makes of three files that it merges by lines, and the number of conflicts."""
    with TemporaryDirectory(prefix="dutymatrix-") as folder:
        paths = [Path(folder, side) for side in files._fields]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        labels = [word for side in ("ours", "base", "theirs") for word in ("-L", side)]
        size = f"--marker-size={marker_size}"
        base, ours, theirs = map(str, paths)
        conflicts = 0
        try:
            # Run here: a repository may say how its conflicts are to look.
            run_git("merge-file", "-q", size, *labels, ours, base, theirs, folder=Path.cwd())
        except GitFailedError as error:
            if not 0 < error.code < _FAILED:
                raise
            conflicts = error.code
        return paths[1].read_bytes(), conflicts


def _decoded(files: Files) -> Iterator[str]:
    for side, data in zip(files._fields, files, strict=True):
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            raise UnmergeableError(_("{side} is not UTF-8").format(side=side)) from None


def _is_plan(data: bytes) -> bool:
    reading = read_bytes(data, "")
    return reading.plan is not None and not has_errors(reading.findings)
