"""Which files of a folder are plans, and what each is called for short."""

import os
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from dutymatrix.planfile.discovery import begins_plan, may_be_file

ROSTER_NAME = "units.yaml"
"""What the roster is called that all plans of a folder have in common (`library.house`)."""
START = 64 * 2**10
"""So many bytes of a file tell whether the rest is worth reading."""

_SUFFIXES = frozenset({".yaml", ".yml"})
# At the left margin, or anywhere in JSON; a colon may have been typed in full width.
_KEY = rb"(?m)^(?:\xef\xbb\xbf)?[\"']?(format|sections|tasks)[\"']?[ \t]*(?::|\xef\xbc\x9a)"
_JSON_KEY = rb"[\"'](format|sections|tasks)[\"']\s*:"
# What a name of a plan, which stands before a number, cannot hold.
_APART = re.compile(r"[\s.]+")


def holds_plan(data: bytes) -> bool:
    """Whether a YAML file is a plan: its top level has `format`, and `tasks` or `sections`."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    pattern = _JSON_KEY if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _KEY
    keys = {*re.findall(pattern, data)}
    return b"format" in keys and len(keys) > 1


def may_hold_plan(start: bytes) -> bool:
    """Whether a YAML file that begins so may be a plan; whoever reads the rest knows."""
    return (
        start.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        or begins_plan(start)
        or re.search(_KEY, start) is not None
        # Of comments alone nothing can be told.
        or re.search(rb"(?m)^[^#\s]", start.removeprefix(BOM_UTF8)) is None
    )


def is_roster(data: bytes, file: str) -> bool:
    """Whether a file is the roster of a folder: called so, and no plan."""
    return PurePath(file).name == ROSTER_NAME and not holds_plan(data)


def is_dataset(folder: Path) -> bool:
    """Whether a folder holds a data set (`library.dataset`) and no plan files."""
    try:
        return (folder / "assignments").is_dir()
    except OSError:  # who looks into it says why not
        return False


def iter_files(
    folder: Path, *, recursive: bool, on_closed: Callable[[Path, OSError], None]
) -> Iterator[Path]:
    """The files of a folder, and with `recursive` of those below it, in the order of their names.

    What is hidden is passed over, and links to folders are not followed. Links that lead nowhere
    are files that cannot be read.

    Args:
        folder: The folder.
        recursive: Whether folders below count, too.
        on_closed: What is told of one below that cannot be looked into.

    Raises:
        OSError: The folder itself cannot be looked into.
    """
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = folder / entry.name
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir(follow_symlinks=False):
            if recursive:
                try:
                    yield from iter_files(path, recursive=True, on_closed=on_closed)
                except OSError as error:
                    on_closed(path, error)
        elif may_be_file(path):
            yield path


def is_yaml(path: Path) -> bool:
    """Whether a file is called as plan files are."""
    return path.suffix.lower() in _SUFFIXES


def short_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """What each plan is called beside others: its file's name, or its folder's for a plan.yaml.

    Where two are called the same, as much of the path as tells them apart; else they are counted.
    """
    parts = [_parts(path) for path in paths]
    names = [_joined(own, 1) for own in parts]
    for depth in range(2, max(map(len, parts), default=0) + 1):
        count = Counter(names)
        if len(count) == len(names):
            break
        # Those of one path, but for its ending, no part of it tells apart.
        same = Counter(map(tuple, parts))
        for place, own in enumerate(parts):
            if count[names[place]] > same[tuple(own)]:
                names[place] = _joined(own, depth)
    return tuple(_numbered(names))


def _parts(path: Path) -> list[str]:
    whole = path.absolute()
    parts = [part for part in whole.parts if part != whole.anchor]
    return (
        parts[:-1] if path.stem.lower() == "plan" and len(parts) > 1 else [*parts[:-1], path.stem]
    )


def _joined(parts: Sequence[str], depth: int) -> str:
    return _APART.sub("_", "/".join(parts[-depth:])).strip("_") or "_"


def _numbered(names: Iterable[str]) -> Iterator[str]:
    met: Counter[str] = Counter()
    for name in names:
        met[name] += 1
        yield name if met[name] == 1 else f"{name}_{met[name]}"
