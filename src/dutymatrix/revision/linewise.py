"""Git's merge by lines, and whether it kept tasks apart.

Lines know nothing of tasks: where two tasks look alike around a change, the unit that one side
added to the first may come to stand in the second, and nobody sees it.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dutymatrix.error import UnwritableFileError
from dutymatrix.merge.mark import Marks
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


def merge_lines(files: Files, marks: Marks, favored: str = "") -> tuple[bytes, int]:
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
        base_label, *side_labels = marks.labels
        labels = [f"-L{label}" for label in (side_labels[0], base_label, side_labels[1])]
        options = ["-q", f"--marker-size={marks.size}", *([f"--{favored}"] if favored else [])]
        settings = os.environ.get("GIT_CONFIG_PARAMETERS", "")
        style = f"{settings} 'merge.conflictstyle={marks.style}'".strip()
        base, ours, theirs = map(str, paths)
        conflicts = 0
        try:
            run_git(
                *("merge-file", *options, *labels, ours, base, theirs),
                folder=Path.cwd(),
                own={"GIT_CONFIG_PARAMETERS": style},
            )
        except GitFailedError as error:
            if not 0 < error.code < _FAILED:
                raise
            conflicts = error.code
        return paths[1].read_bytes(), conflicts


def is_mixed(merged: bytes, files: Files, marks: Marks, favored: str = "") -> bool:
    """Whether a task of a merge by lines is neither side's, nor its own versions' merge.

    Of a task in conflict either choice must be a side's, or the conflict its own versions'.
    """
    versions = [_by_head(data, marks) for data in files]
    stood = {task for version in versions[1:] for tasks in version.values() for task in tasks}
    left = _MOST_MERGED
    for head, task in _iter_tasks(merged, marks):
        choices = (chosen(task, side, marks) for side in (0, 1))
        if all(own in stood for choice in choices for _, own in _iter_tasks(choice, marks)):
            continue
        # Nothing, where both sides added the task.
        base, ours, theirs = (version.get(head, []) for version in versions)
        left -= 1
        if left < 0 or len(base) > 1 or not len(ours) == len(theirs) == 1:
            return True
        own_files = Files(*(b"".join(tasks) + b"\n" for tasks in (base, ours, theirs)))
        if merge_lines(own_files, marks, favored)[0].rstrip() != task:
            return True
    return False


def both_whole(files: Files, marks: Marks) -> bytes:
    """Both sides, one below the other, as one conflict."""
    texts = (data.decode("utf-8", "surrogateescape") for data in files)
    whole = (text if not text or text.endswith("\n") else text + "\n" for text in texts)
    base, ours, theirs = (text.replace("\r\n", "\n") for text in whole)
    both = marks.conflict(ours, base, theirs)
    if b"\r\n" in files.ours:
        both = both.replace("\n", "\r\n")
    return both.encode("utf-8", "surrogateescape")


def _by_head(data: bytes, marks: Marks) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for head, task in _iter_tasks(data, marks):
        found.setdefault(head, []).append(task)
    return found


def _iter_tasks(data: bytes, marks: Marks) -> Iterator[tuple[bytes, bytes]]:
    """Tasks, sections and keys of the plan with their lines, by the first of them.

    A conflict is not cut into.
    """
    begin, _middle, _between, end = _encoded(marks)
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


def chosen(merged: bytes, side: int, marks: Marks) -> bytes:
    """What was merged with the lines of one side, 0 ours, 1 theirs, wherever they conflict."""
    begin, middle, between, end = _encoded(marks)
    kept = []
    place: int | None = None
    for line in merged.splitlines(keepends=True):
        if line.startswith(begin):
            place = 0
        elif place is not None and line.startswith(middle):
            place = _BASE  # what stood there before, where a repository wants to see it
        elif place is not None and line.startswith(between):
            place = 1
        elif place is not None and line.startswith(end):
            place = None
        elif place in (None, side):
            kept.append(line)
    return b"".join(kept)


_BASE = -1


def _encoded(marks: Marks) -> tuple[bytes, ...]:
    lines = (marks.begin, marks.middle, marks.between, marks.end)
    return tuple(line.encode("utf-8", "surrogateescape") for line in lines)
