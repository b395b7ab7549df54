"""Git's merge by lines, and whether it kept tasks apart.

Lines know nothing of tasks: where two tasks look alike around a change, the unit that one side
added to the first may come to stand in the second, and nobody sees it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dutymatrix.error import UnwritableFileError
from dutymatrix.revision.git import GitFailedError, run_git

# From here on git's exit code is no number of conflicts.
_FAILED = 128
# A key of the plan, or the first line of a section, task or part.
_HEAD = re.compile(
    rb"[a-z_]+:|\s*- +(?:id|number|title|text|lead|responsible|join|guide|open|milestones|notes"
    rb"|parts|sections|tasks):"
)
# Each takes a process; where both sides changed more, a person looks at all of it.
_MOST_MERGED = 100


class Files(NamedTuple):
    """The content of the three files."""

    base: bytes
    """Nothing where both sides added the file."""
    ours: bytes
    theirs: bytes


def merge_lines(files: Files, marker_size: int) -> tuple[bytes, int]:
    """What git makes of three files that it merges by lines, and the number of conflicts.

    Raises:
        GitFailedError: Git itself refuses, as it does with files that are no text.
        UnwritableFileError: The disk has no room for what git is to read.
    """
    with TemporaryDirectory(prefix="dutymatrix-") as folder:
        paths = [Path(folder, side) for side in files._fields]
        for path, data in zip(paths, files, strict=True):
            try:
                path.write_bytes(data)
            except OSError as error:
                raise UnwritableFileError(str(path), error) from None
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


def is_mixed(merged: bytes, files: Files, marker_size: int) -> bool:
    """Whether a task of a merge by lines is neither side's, nor its own versions' merge.

    Of a task in conflict either choice must be a side's, or the conflict its own versions'.
    """
    versions = [_by_head(data, marker_size) for data in files]
    stood = {task for version in versions[1:] for tasks in version.values() for task in tasks}
    left = _MOST_MERGED
    for head, task in _iter_tasks(merged, marker_size):
        choices = (chosen(task, side, marker_size) for side in (0, 1))
        if all(own in stood for choice in choices for _, own in _iter_tasks(choice, marker_size)):
            continue
        # Nothing, where both sides added the task.
        base, ours, theirs = (version.get(head, []) for version in versions)
        left -= 1
        if left < 0 or len(base) > 1 or not len(ours) == len(theirs) == 1:
            return True
        own_files = Files(*(b"".join(tasks) + b"\n" for tasks in (base, ours, theirs)))
        if merge_lines(own_files, marker_size)[0].rstrip() != task:
            return True
    return False


def both_whole(files: Files, marker_size: int) -> bytes:
    """Both sides, one below the other, as one conflict."""
    feed = b"\r\n" if b"\r\n" in files.ours else b"\n"
    ours, theirs = (data if not data or data.endswith(b"\n") else data + feed for data in files[1:])
    marks = (b"<" * marker_size + b" ours", b"=" * marker_size, b">" * marker_size + b" theirs")
    first, between, last = (mark + feed for mark in marks)
    return first + ours + between + theirs + last


def _by_head(data: bytes, marker_size: int) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for head, task in _iter_tasks(data, marker_size):
        found.setdefault(head, []).append(task)
    return found


def _iter_tasks(data: bytes, marker_size: int) -> Iterator[tuple[bytes, bytes]]:
    """Tasks, sections and keys of the plan with their lines, by the first of them.

    A conflict is not cut into.
    """
    begin, _between, end = _marks(marker_size)
    own: list[bytes] = []
    in_conflict = False
    for line in data.splitlines(keepends=True):
        if own and not in_conflict and _HEAD.match(line):
            yield own[0].strip(), b"".join(own).rstrip()
            own = []
        own.append(line)
        in_conflict = (in_conflict or line.startswith(begin)) and not line.startswith(end)
    if own:
        yield own[0].strip(), b"".join(own).rstrip()


def chosen(merged: bytes, side: int, marker_size: int) -> bytes:
    """What was merged with the lines of one side, 0 ours, 1 theirs, wherever they conflict."""
    begin, between, end = _marks(marker_size)
    kept = []
    place: int | None = None
    for line in merged.splitlines(keepends=True):
        if line.startswith(begin):
            place = 0
        elif place is not None and line.startswith(b"|" * marker_size):
            place = _BASE  # what stood there before, where a repository wants to see it
        elif place is not None and line.startswith(between):
            place = 1
        elif place is not None and line.startswith(end):
            place = None
        elif place in (None, side):
            kept.append(line)
    return b"".join(kept)


_BASE = -1


def _marks(size: int) -> tuple[bytes, bytes, bytes]:
    return b"<" * size + b" ours", b"=" * size, b">" * size + b" theirs"
