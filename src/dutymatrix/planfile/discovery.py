"""Which files of a folder are plans."""

import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from pathlib import Path

_SUFFIXES = frozenset({".yaml", ".yml"})
_NAMES = frozenset({"plan.yaml", "plan.yml"})
# What a plan holds; other programs' YAML has one of these at the left margin, hardly two.
_CONTENT = frozenset({"title", "sections", "tasks"})
_KEYS = _CONTENT | {"format", "units", "groups", "common", "standing", "numbering", "issued_by"}
# Those with which a plan begins whose keys are sorted.
_OTHER_KEYS = frozenset({"chapter", "document_number", "ends_on", "issued_on", "language"})
_START = 64 * 2**10
# At the left margin, or anywhere in JSON; a colon may have been typed in full width.
_KEY = r"(?m)^[\"']?([a-z_]+)[\"']?\s*[:：]"
_JSON_KEY = r"\"([a-z_]+)\"\s*:"

# What may stand ahead of the first key: comments, directives, a mark of the beginning, a brace,
# what marks an explicit key or a kind.
_AHEAD = rb"(?:\xef\xbb\xbf)?(?:\s*(?:[#%][^\n]*|---[^\S\n]*(?:#[^\n]*)?)\n)*\s*(?:---\s+)?"
_FIRST_KEY = _AHEAD + rb"(?:!!map\s*)?(?:\{\s*)?(?:\?\s+)?(?:!!str\s+)?([\"']?)([a-z_]+)\1\s*:"
_USUAL_KEY = rb"(?m)^(?:format|title|units|sections|tasks):"
# Fields ahead of a text, as web sites and editors write them.
_FRONT_MATTER = rb"(?s)(?:\xef\xbb\xbf)?---[^\S\n]*\n.*?\n---[^\S\n]*(?:\n|\Z)"


def begins_plan(start: bytes) -> bool:
    """Whether a file of any name begins as a plan file does, and as no document."""
    if start.lstrip().startswith(b"<") or re.match(_FRONT_MATTER, start):
        return False
    if re.search(_USUAL_KEY, start):
        return True
    first = re.match(_FIRST_KEY, start)
    return first is not None and first[2].decode() in _KEYS | _OTHER_KEYS


def find_plans(folder: Path) -> Iterator[Path]:
    """The plan files in a folder and in those below it, in the order of their names.

    Plans are files that end in .yaml or .yml and are called plan, or have two keys of a plan, one
    of them title, sections or tasks. What is hidden (.git) is passed over, links to folders are
    not followed. Whatever cannot be looked into is named, too: whoever reads it says why.
    """
    ahead = [(folder, True)]
    while ahead:
        path, is_folder = ahead.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                found = [*_iter_candidates(path, entries)]
        except OSError:
            yield path
        else:
            # What comes first is looked into first.
            ahead += sorted(found, reverse=True)


def _iter_candidates(
    folder: Path, entries: "Iterable[os.DirEntry[str]]"
) -> Iterator[tuple[Path, bool]]:
    """Plan files and folders, which of both each is."""
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield path, True
        elif path.suffix.lower() in _SUFFIXES and may_be_file(path) and _is_plan(path):
            yield path, False


def may_be_file(path: Path) -> bool:
    """Whether what a folder lists is a plain file, or a link that leads to none."""
    try:
        return path.is_file() or not path.exists()
    except OSError:  # it leads into a closed folder
        return True


def _is_plan(path: Path) -> bool:
    if path.name in _NAMES:
        return True
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError:
        return True
    wide = start.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    text = start.decode("utf-16" if wide else "utf-8-sig", "replace")
    pattern = _JSON_KEY if text.lstrip().startswith("{") else _KEY
    keys = _KEYS & set(re.findall(pattern, text))
    return len(keys) > 1 and not keys.isdisjoint(_CONTENT)
