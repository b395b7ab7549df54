"""Sections and tasks of a plan file in canonical form, read without a parser; see `canonical`."""

import re
from itertools import repeat
from typing import Any

from dutymatrix.plan.model import Assignment, Entry, Milestone, Role, Section, Span, Task
from dutymatrix.plan.numbering import PART_LETTERS
from dutymatrix.planfile.canonical import (
    DAY,
    FIELDS,
    FLAG,
    LINE,
    NAMES,
    NUMBER,
    PROSE,
    RECORDS,
    RecordForm,
    cut_out,
    find_head,
    scalar,
)
from dutymatrix.planfile.events import Bulk, NotCanonicalError, is_other_kind

_MILESTONE = RecordForm(by=DAY, said=LINE, goal=PROSE, target=LINE)


def _milestones(written: str) -> tuple[Milestone, ...]:
    found = _MILESTONE.find_all(written, 1)
    return tuple(Milestone(**_MILESTONE.values(one)) for one in found)


_ENTRY = RecordForm(
    "sections|tasks|parts",
    id=LINE,
    number=NUMBER,
    title=LINE,
    text=PROSE,
    **{role.value: NAMES for role in Role},
    open=FLAG,
    milestones=RECORDS._replace(read=_milestones),
    notes=FIELDS,
)
_KINDS = {"sections": Section, "tasks": Task, "parts": Task}
_INSIDE = {"sections": {"sections", "tasks"}, "tasks": {"parts"}, "parts": set[str]()}


def read_entries(text: str) -> tuple[Bulk, list[Entry]]:
    """The sections or tasks of a plan file, and every entry in them.

    Raises:
        NotCanonicalError: They are not written as the program writes them, or some are wrong.
    """
    head = find_head(text, "sections", "tasks")
    walk = _Walk(text, head.end())
    records = walk.below(head[1], "")
    return cut_out(text, head, records, walk.at), walk.entries


class _Names(dict[str, Assignment]):
    """An assignment for each name as it is written, made and checked where it is first met."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __missing__(self, written: str) -> Assignment:
        name = scalar(written)
        if written[0] != '"' and is_other_kind(name):
            raise NotCanonicalError
        return self.setdefault(written, Assignment(name, self.role))


class _Walk:
    """Through the entries of a text, as far as they are canonical."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.entries: list[Entry] = []
        self.names = {role.value: _Names(role) for role in Role}
        self.line = text.count("\n", 0, at) + 1
        self.at = at
        """Where the next entry begins, at the start of that line."""
        self.match = _ENTRY.pattern.match
        self.next = self.match(text, at)

    def below(self, key: str, indent: str) -> tuple[Any, ...]:
        """The entries that stand below a key, each with what is in it."""
        make = _KINDS[key]
        entries: list[Any] = []
        while (found := self.next) is not None and found[1] == indent:
            own = _ENTRY.values(found)
            self.place(own, found, indent)
            self.line += self.text.count("\n", self.at, found.end())
            self.at = found.end()
            self.next = self.match(self.text, self.at)
            if inner := found["below"]:
                if inner not in _INSIDE[key]:
                    raise NotCanonicalError
                own[inner] = self.below(inner, f"{indent}  ")
            elif make is Task and not ("title" in own or "text" in own):
                raise NotCanonicalError
            entries.append(make(**own))
        if not entries or (key == "parts" and len(entries) > len(PART_LETTERS)):
            raise NotCanonicalError
        self.entries += entries
        return tuple(entries)

    def place(self, own: dict[str, Any], found: re.Match[str], indent: str) -> None:
        """Make assignments of the names of an entry, and say where it and they stand."""
        line = self.line
        own["span"] = Span(line, len(indent) + 3)
        if "number" in own:
            own["ordinal"] = own.pop("number")
        assignments: list[Assignment] = []
        places: list[Span] = []
        at = self.at
        for key, names in self.names.items():
            if (written := own.pop(key, None)) is None:
                continue
            start = found.start(key)
            line += self.text.count("\n", at, start)
            at = start
            if written[0] == " ":
                assignments.append(names[written[1:-1]])
                places.append(Span(line, len(indent) + len(key) + 5))
                continue
            _above, *items = written[:-1].split(f"\n{indent}  - ")
            assignments += map(names.__getitem__, items)
            lines = range(line + 1, line + 1 + len(items))
            places += map(Span, lines, repeat(len(indent) + 5))
        if assignments:
            own["assignments"] = tuple(assignments)
            own["places"] = tuple(places)
