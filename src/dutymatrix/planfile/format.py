"""A text in canonical form, a plan's or one like it, every comment at what it stood at.

The form is the writer's. Comments are taken from the text as it was and put above, beside or
below the same record, field or name; what stood behind the brackets of a record stands above
it. A part in which a comment cannot keep its place stays as it is written.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import N_, _
from dutymatrix.plan.model import Plan
from dutymatrix.planfile.comment import END, WAIVER_MARK, Comments, Path, Slot
from dutymatrix.planfile.reader import read_text
from dutymatrix.planfile.splice import Block, PlanText, UnspliceableError
from dutymatrix.planfile.writer import dump_plan
from dutymatrix.planfile.yamlline import format_scalar

_ROSTERS = ("units", "groups")
_IN_BRACKETS = ("numbering", "running")
# A comment that silences what is found in its line.
_IGNORE = re.compile(WAIVER_MARK)
# Comments for editors: they look for them in the first lines.
_MODELINE = re.compile(r"#\s*(yaml-language-server:|-\*-|vim?:)")

_NOWHERE = N_("the comment is at a key that says nothing, which would be left out")
_TOGETHER = N_("what the comment is at would share its line with others")
_DIVIDED = N_("what the comment silences is in one line and would be in several")


class Kept(NamedTuple):
    """A part that stays as it is written."""

    line: int
    """Where it begins in the canonical text, from 1."""
    before: int
    """The line, as the text was, of the comment that would lose its place otherwise."""
    why: str
    """Why it would, in the user's language."""


class Formatted(NamedTuple):
    """A plan's text in canonical form, but for the parts that stay as they are."""

    text: str
    kept: tuple[Kept, ...]


class UnformattableError(DutymatrixError):
    """A comment would lose its place whatever part of the file stayed as it is."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(
            _("{file}:{line}: {why}; the file is left as it is").format(
                file=file, line=line, why=why
            )
            + "\n"
            + _("put the comment on a line of its own, then try again")
        )


def format_plan(text: str, plan: Plan) -> Formatted:
    """The canonical text of a plan file, with its comments.

    Args:
        text: The text of the file.
        plan: The plan in it, which has no errors.

    Raises:
        UnformattableError: A comment would lose its place, and the whole file would have to stay.
    """

    def is_same(formatted: str) -> bool:
        return read_text(formatted, plan.file).plan == plan

    return format_text(text, dump_plan(plan), plan.file, is_same, lists=plan)


def format_text(
    text: str,
    canonical: str,
    file: str,
    is_same: Callable[[str], bool],
    *,
    kind: type[PlanText] = PlanText,
    lists: object = None,
) -> Formatted:
    """A text in canonical form, with its comments.

    Args:
        text: The text of the file.
        canonical: What it says, as its writer writes it.
        file: What it is called.
        is_same: Whether a text says what this one says.
        kind: How the canonical text is edited.
        lists: Has the names of lists that stand in brackets, as attributes.

    Raises:
        UnformattableError: A comment would lose its place, and the whole file would have to stay.
    """
    if "#" not in text:
        return Formatted(canonical, ())
    formatting = _Formatting(text, canonical, file, kind, lists)
    formatted = formatting.formatted()
    # Read once more: what says something else, or lacks a comment, must not be written.
    layout = _Layout(formatted)
    if _counted(formatting.source) - _counted(layout) or not is_same(formatted):
        raise UnformattableError(file, 1, _("a comment would be lost"))
    kept = (
        Kept(layout.line_of[path] + 1, lost.line + 1, _(lost.why))
        for path, lost in formatting.kept.items()
    )
    return Formatted(formatted, tuple(sorted(kept)))


def _counted(comments: Comments) -> Counter[str]:
    return Counter(text for _line, text in comments.comments())


class _Lost(NamedTuple):
    """A comment that can have no place."""

    path: Path
    """What it stands at."""
    line: int
    """From 0."""
    why: str
    """A message."""


class _Layout(Comments):
    """A text's comments, with what is looked up where there are some."""

    @cached_property
    def line_of(self) -> Mapping[Path, int]:
        """The line in which each thing begins."""
        return {begun.path: begun.line for begun in self.begun}

    @cached_property
    def in_line(self) -> Mapping[int, Sequence[Path]]:
        """What begins in each line."""
        lines: dict[int, list[Path]] = {}
        for begun in self.begun:
            lines.setdefault(begun.line, []).append(begun.path)
        return lines

    @cached_property
    def children(self) -> Mapping[Path, Sequence[Path]]:
        """The fields of each record, the records or names of each list."""
        children: dict[Path, list[Path]] = {}
        for begun in self.begun:
            children.setdefault(begun.path[:-1], []).append(begun.path)
        return children

    def is_first(self, path: Path) -> bool:
        """Whether a field begins in the line of its record, behind the dash."""
        return (
            len(path) > 1
            and isinstance(path[-2], int)
            and self.line_of.get(path) == self.line_of.get(path[:-1])
        )

    def first_of(self, path: Path) -> Path:
        """The field that begins in the line of a record; else the path itself."""
        first = next(iter(self.children.get(path, ())), path)
        return first if self.is_first(first) else path


class _Formatting:
    """Finds the places for the comments of one text in another that says the same."""

    def __init__(
        self, text: str, canonical: str, file: str, kind: type[PlanText], lists: object
    ) -> None:
        self.source = _Layout(text)
        self.canonical = canonical
        self.target = _Layout(canonical)
        """The canonical text, with the parts that stay as they are."""
        self.file = file
        self.kind = kind
        self.lists = lists
        self.head = next(iter(self.source.ahead))
        """What comes first in the text."""
        self.kept: dict[Path, _Lost] = {}
        """The parts that stay as they are, the outermost of them, and for what."""
        self.listed: set[str] = set()
        """Lists that stand in brackets otherwise, and now a name a line."""
        self.inside: set[int] = set()
        """The lines of the text that stay."""
        self.placed: dict[Slot, list[str]] = {}

    def formatted(self) -> str:
        """The canonical text with the comments."""
        while lost := [*self.place()]:
            self.keep(lost)
        return self.target.written(self.laid_out())

    # Which place each comment gets.

    def place(self) -> Iterator[_Lost]:
        """Give the comments their places; those come back that can have none."""
        self.placed = {}
        for slot, lines in self.source.found.items():
            places = self.source.places[slot]
            own = [each for each in zip(places, lines, strict=True) if each[0] not in self.inside]
            first = next((n for n, line in own if line), None)
            if first is None:
                continue
            if slot.where == "below" and self.source.first_of(slot.path) != slot.path:
                own = [(n, line.lstrip()) for n, line in own]
            for to, part in self.divided(slot, [line for _n, line in own]):
                why = self.objection(slot, to, part, first)
                if to is None or why:
                    yield _Lost(slot.path, first, why)
                else:
                    self.placed.setdefault(to, []).extend(part)

    def divided(self, slot: Slot, lines: list[str]) -> Iterator[tuple[Slot | None, list[str]]]:
        """The lines of a slot with the slot that they get, or the two.

        What stands at the head of the text by itself, or for an editor, stays there; so does
        what is above its first field, unless that goes elsewhere.
        """
        path, where = slot
        ahead = 0
        if where == "beside" and len(lines) > 1 and path not in self.source.scalars:
            # What stands behind a closing bracket as well is below all in the brackets.
            yield self.slot_for(slot), lines[:1]
            yield self.slot_for(Slot(self.last_in(path), "below")), lines[1:]
            return
        if slot == (self.head, "above"):
            order = [path for path in self.target.ahead if path in self.source.ahead]
            if self.head not in order[1:]:
                ahead = len(lines)
            elif "" in lines:
                ahead = len(lines) - lines[::-1].index("")
            while ahead < len(lines) and _MODELINE.match(lines[ahead]):
                ahead += 1
            yield self.top, lines[:ahead]
        if ahead < len(lines):
            yield self.slot_for(slot), lines[ahead:]

    @property
    def top(self) -> Slot:
        return Slot(next(iter(self.target.ahead)), "above")

    def slot_for(self, slot: Slot) -> Slot | None:
        """The slot in the canonical text for one of the source; None where there is none."""
        path, where = slot
        if path == END or (_is_marker(path) and path[0] == "..."):
            return Slot(END, "above")
        if not path or _is_marker(path):
            return self.top
        if where == "below":
            # Beneath the first line of a record is beneath the field that stands there.
            path = self.source.first_of(path)
        if path not in self.target.line_of and path[:-1] in self.target.scalars:
            path = path[:-1]  # a list of one name is no list
        if where != "above":
            path = self.only_name(path)
        elif self.target.is_first(path):
            path = path[:-1]
        if where == "below" and self.target.is_first(path):
            path = path[:-1]
        found = Slot(path, where)
        if where == "beside" and isinstance(path[-1], int) and not self.target.has(found):
            # Behind the brackets of a record, or its dash.
            found = Slot(path, "above")
        return found if self.target.has(found) else None

    def only_name(self, path: Path) -> Path:
        """The name in the list that stands for a lone one; else the path itself."""
        names = self.target.children.get(path, ())
        return names[0] if path in self.source.scalars and len(names) == 1 else path

    def last_in(self, path: Path) -> Path:
        """What stands last in something."""
        while children := self.source.children.get(path):
            path = children[-1]
        return path

    def objection(self, slot: Slot, to: Slot | None, lines: Sequence[str], line: int) -> str:
        """Why a comment cannot stand in a slot; "" where it can."""
        if to is None:
            return _NOWHERE
        if slot.where != "beside":
            return ""
        if to.where == "beside" and (
            len(lines) > 1 or to in self.placed or to in self.target.found
        ):
            return _TOGETHER
        if _IGNORE.match(lines[0]) and not self.stays_together(line, to):
            return _DIVIDED
        return ""

    def stays_together(self, line: int, to: Slot) -> bool:
        """Whether all that begins in a line of the source begins in the line of a slot."""
        begun = [path for path in self.source.in_line.get(line, ()) if not _is_marker(path)]
        ends = {self.slot_for(Slot(path, "beside")) for path in begun}
        lines = {self.target.line_of.get(end.path) if end else None for end in ends}
        return not begun or (to.where == "beside" and lines <= {self.target.line_of[to.path]})

    # What stays as it is.

    def keep(self, lost: Iterable[_Lost]) -> None:
        """Let the smallest parts stay as they are in which comments would lose their places."""
        for each in lost:
            path = each.path
            if len(path) > 1 and path[0] in _IN_BRACKETS:
                # Its names have comments: each stands on a line of its own.
                self.listed.add(str(path[0]))
                continue
            if each.why == _DIVIDED:
                for other in self.source.in_line[each.line]:
                    path = _common(path, other)
            outermost = (path[:n] for n in range(len(path) + 1) if path[:n] in self.source.flows)
            self.stay(next(outermost, path), each)
        edited = self.kind(self.canonical)
        while unfit := self.put_into(edited):
            self.stay(unfit[:-1], self.kept.pop(unfit))
            edited = self.kind(self.canonical)
        self.target = _Layout(edited.edited())
        self.inside = {n for path in self.kept for n in range(*self.source.extent(path))}

    def stay(self, path: Path, lost: _Lost) -> None:
        """Let the field or record stay as it is in which something stands."""
        while path and not (_is_field(path) or self.is_record(path)):
            path = path[:-1]
        if not path:
            raise UnformattableError(self.file, lost.line + 1, _(lost.why))
        if any(path[:n] in self.kept for n in range(1, len(path) + 1)):
            return
        for inner in [each for each in self.kept if each[: len(path)] == path]:
            del self.kept[inner]
        self.kept[path] = lost

    def is_record(self, path: Path) -> bool:
        """Whether this is a record of a list or roster."""
        return (isinstance(path[-1], int) and path[-2] in self.kind.records) or (
            len(path) == 2 and path[0] in _ROSTERS
        )

    def put_into(self, edited: PlanText) -> Path | None:
        """Put what stays into the canonical text; what has no place there comes back."""
        layout = _Layout(self.canonical)
        for name in self.listed:
            forms = (f"- {format_scalar(form)}" for form in getattr(self.lists, name))
            edited.set_field((), name, "\n".join([f"{name}:", *forms]))
        records: dict[Path, dict[Path, str]] = {}
        for path in self.kept:
            *holder, key = path
            if self.is_record(path):
                records.setdefault(tuple(holder), {})[path] = self.source_of(path)
                continue
            try:
                edited.set_field(holder, str(key), self.source_of(path))
            except UnspliceableError:
                return path
        for holder_path, own in records.items():
            order: list[int | Block | str] = [
                own.get(path, place) for place, path in enumerate(layout.children[holder_path])
            ]
            edited.arrange(holder_path, order)
        return None

    def source_of(self, path: Path) -> str:
        """The lines of a field or record as they would stand without indentation."""
        start, end = self.source.extent(path)
        column = next(begun.column for begun in self.source.begun if begun.path == path)
        lines = "".join(self.source.lines[start:end]).replace("\r\n", "\n").rstrip("\n")
        first, *rest = lines[column:].split("\n")
        return "\n".join([first, *(re.sub(f"^ {{0,{column}}}", "", line) for line in rest)])

    # Between which lines they stand.

    def laid_out(self) -> dict[Slot, Sequence[str]]:
        """The remarks of the canonical text, in such lines that they are read as they stood."""
        behind = {path: owner for owner, path in self.target.ahead.items() if path is not None}
        changed: dict[Slot, Sequence[str]] = {}
        owners: dict[Path, None] = {}
        for slot, lines in self.placed.items():
            if slot.where == "beside":
                changed[slot] = lines
            else:
                owner = slot.path if slot.where == "above" else behind.get(slot.path, END)
                owners[owner] = None
        last = next(reversed(self.target.ahead))
        for owner in owners:
            before = last if owner == END else self.target.ahead[owner]
            below = self.placed.get(Slot(before, "below"), []) if before is not None else []
            if before is not None and below:
                below = [*self.indented(before, below)]
                changed[Slot(before, "below")] = below
            changed[Slot(owner, "above")] = self.above(owner, before, below)
        return changed

    def indented(self, path: Path, below: Iterable[str]) -> Iterator[str]:
        """The lines below something; those that were indented further still are."""
        is_record = isinstance(path[-1], int)
        is_text = self.target.last_line(path) > self.target.line_of[path]
        for line in below:
            bare = line.lstrip()
            # The fields of a record stand further in than its dash; a text would take it in.
            further = is_record or (len(bare) < len(line) and not is_text)
            yield f"  {bare}" if further else bare

    def above(self, owner: Path, before: Path | None, below: Sequence[str]) -> Sequence[str]:
        """The lines between what is below one thing and the next."""
        slot = Slot(owner, "above")
        lines: list[str] = []
        for line in self.placed.get(slot, ()):
            if line or (lines and lines[-1]):
                lines.append(line.strip())
            elif not lines and before is not None:
                lines.append("")
        if owner == END:
            while lines and not lines[-1]:
                lines.pop()
        blank = self.target.found.get(slot) == ("",)
        if not blank and below and before is not None and owner != END:
            # Without one they would stand above what follows.
            column = self.target.columns[before] + len(below[0]) - len(below[0].lstrip())
            blank = column <= self.target.columns[owner]
        if (blank or (lines and (below or "" in lines))) and before is not None:
            lines = ["", *lines] if lines[:1] != [""] else lines
        return lines


def _is_marker(path: Path) -> bool:
    """Whether this is a line around the document: `---`, `...` or `%YAML 1.2`."""
    return len(path) == 1 and str(path[0]).startswith(("---", "...", "%"))


def _is_field(path: Path) -> bool:
    """Whether this is a field that the format knows."""
    return len(path) == 1 or isinstance(path[-2], int) or (len(path) == 3 and path[0] in _ROSTERS)


def _common(one: Path, other: Path) -> Path:
    """What both stand in."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return one[:shared]
