"""Comments and blank lines of a plan's text: what no reader sees, by what it stands at."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, Literal, NamedTuple

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from dutymatrix.planfile.events import Mark
from dutymatrix.planfile.parser import Event, Parser, default_parser
from dutymatrix.planfile.sealed import fold
from dutymatrix.planfile.source import without_surrogates
from dutymatrix.planfile.splice import Key
from dutymatrix.wording.radical import without_radicals

WAIVER_MARK = r"(?i:#\s*dm\s*[:：]\s*ignore(?![\w-]))"
"""How a comment begins that waives rules of `check`."""

Path = tuple[Key, ...]
"""A record or field, as in `splice`; a name of a list by itself, not by its place."""
Where = Literal["above", "beside", "below"]

END: Path = ("",)
"""The end of the text; what stands above it belongs to nothing."""


class Slot(NamedTuple):
    """Where remarks stand: above what begins a line, beside it, or directly below it."""

    path: Path
    where: Where


class Begun(NamedTuple):
    """A record, field or name where it begins: with its dash, key or opening bracket."""

    path: Path
    line: int
    column: int


class _Holder:
    """A record or list while it is walked through."""

    __slots__ = ("count", "is_flow", "key", "path", "seen")

    def __init__(self, path: Path, *, is_flow: bool, is_list: bool) -> None:
        self.path = path
        self.is_flow = is_flow
        self.key: Path | None = None
        """The field whose value comes next."""
        self.seen: set[str] | None = set() if is_list else None
        """The names so far of a list."""
        self.count = 0

    def item(self, name: str | None) -> Path:
        """The path of a list's next item; of a name that stands there twice, by its place."""
        assert self.seen is not None  # it is a list
        self.count += 1
        if name is None or name in self.seen:
            return (*self.path, self.count - 1)
        self.seen.add(name)
        return (*self.path, name)


class Comments:
    """The remarks of a text without errors, and the text with others.

    Lines count from 0; those of remarks are without the indentation of what they stand at,
    and "" where they are blank. Paths have names as the reader has them.
    """

    def __init__(
        self,
        text: str,
        parser: Parser | None = None,
        *,
        sealed: bool = False,
        opened: Collection[int] = (),
    ) -> None:
        """Read the remarks of a text.

        Args:
            text: The text of a plan file.
            parser: What makes events of it; the reader's where none is given.
            sealed: Whether tasks are gone past in which there is no remark: faster, where
                nobody asks for slots in them.
            opened: Those that are not, as `sealed_around` tells them.
        """
        self.mark = "\ufeff" if text.startswith("\ufeff") else ""
        text = text.removeprefix("\ufeff")
        if "\\" in text:
            text = without_surrogates(text.encode()).decode()
        self._folded: Mapping[int, int] = {}
        """The lines that are whole tasks, each with its place among those."""
        if sealed:
            parsed, self.lines, self._folded = fold(text, opened)
        else:
            parsed, self.lines = text, text.splitlines(keepends=True)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.found: dict[Slot, tuple[str, ...]] = {}
        self.places: dict[Slot, tuple[int, ...]] = {}
        """The lines in which they stand."""
        self.ahead: dict[Path, Path | None] = {}
        """What begins a line, with what begins the line before that has such."""
        self.columns: dict[Path, int] = {END: 0}
        """How far what begins a line is indented."""
        self.begun: list[Begun] = []
        """Whatever is in the text, as it comes; several may begin in a line."""
        self.scalars: set[Path] = set()
        """The fields that hold one text or name."""
        self.flows: set[Path] = set()
        """What is written in flow style, the outermost of it."""
        self._owners: dict[int, Begun] = {}
        self._closed: set[int] = set()
        """Lines that begin with a closing bracket."""
        self._inner: set[int] = set()
        """Lines inside a text."""
        self._ends: dict[int, tuple[int, Path]] = {}
        """By lines, where the last that stands in it ends, and what that is."""
        self._above: dict[Path, tuple[int, int]] = {}
        self._beside: dict[Path, int] = {}
        self._below: dict[Path, tuple[int, int]] = {}
        self._learn(without_radicals(parsed), parser or default_parser())
        self._read()

    def sealed_around(self, paths: Iterable[Path]) -> set[int]:
        """Which of the tasks that were gone past are, or hold, something at one of these paths."""
        tasks = {
            begun.path: self._folded[begun.line]
            for begun in self.begun
            if begun.line in self._folded
        }
        outer = {path[:end] for path in paths for end in range(len(path) + 1)}
        return {tasks[path] for path in outer & tasks.keys()}

    def has(self, slot: Slot) -> bool:
        """Whether remarks stand, or could, in a slot."""
        return slot.path in self._spans()[slot.where]

    def _spans(self) -> Mapping[Where, Collection[Path]]:
        return {"above": self._above, "beside": self._beside, "below": self._below}

    def comments(self) -> Iterator[tuple[int, str]]:
        """Every comment, with its line."""
        for slot, lines in self.found.items():
            for place, line in zip(self.places[slot], lines, strict=True):
                if line:
                    yield place, line.strip()

    def last_line(self, path: Path) -> int:
        """The line in which something that begins a line ends, without what it holds."""
        return self._below[path][0] - 1

    def extent(self, path: Path) -> tuple[int, int]:
        """The lines of something and of all in it, from its first to behind its last."""
        begun = next(begun for begun in self.begun if begun.path == path)
        owner = self._owners[begun.line].path
        end = self._below[owner][0]
        order = iter(self.ahead)
        while next(order) != owner:
            pass
        for following in takewhile(lambda each: each[: len(path)] == path, order):
            end = self._below[following][0]
        return begun.line, end

    def written(self, changed: Mapping[Slot, Sequence[str]]) -> str:
        """The text with other remarks in some slots.

        Args:
            changed: The remarks that are to stand in a slot, all of them.
        """
        written = [self.mark]
        done = 0
        # What is below something comes before what is above the next.
        for slot in sorted(changed, key=lambda slot: (self._span(slot), slot.where == "above")):
            start, end = self._span(slot)
            written += self.lines[done:start]
            done = end
            if slot.where == "beside":
                line = self.lines[start]
                column, _path = self._ends[start]
                rest = line[column:]
                bare = line[:column] + re.sub("#.*", "", rest.rstrip("\r\n")).rstrip()
                remark = "".join(f"  {each}" for each in changed[slot])
                written.append(bare + remark + line[len(line.rstrip("\r\n")) :])
                continue
            blanks = " " * self.columns[slot.path]
            new = [f"{blanks}{each}".rstrip() + self.newline for each in changed[slot]]
            if new and not written[-1].endswith("\n") and written[-1] != self.mark:
                new.insert(0, self.newline)
            written += new
        return "".join([*written, *self.lines[done:]])

    def _span(self, slot: Slot) -> tuple[int, int]:
        match slot.where:
            case "above":
                return self._above[slot.path]
            case "beside":
                line = self._beside[slot.path]
                return line, line + 1
            case "below":
                return self._below[slot.path]

    # Which lines begin with what.

    def _learn(self, text: str, parser: Parser) -> None:
        holders: list[_Holder] = []
        event: Any
        for event in yaml.parse(text, Loader=parser):  # type: ignore[arg-type]
            kind = event.__class__
            if kind is ScalarEvent:
                self._scalar(holders[-1], event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._enter(holders, event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                holder = holders.pop()
                if holder.is_flow:
                    self._close(event.end_mark, holder.path or END)
            elif kind in (DocumentStartEvent, DocumentEndEvent) and event.explicit:
                for line in range(event.start_mark.line, event.end_mark.line + 1):
                    said = self.lines[line].partition("#")[0].strip()
                    if said:
                        self._begin((said,), line, 0)
                        self._ends[line] = (len(said), (said,))

    def _scalar(self, holder: _Holder, event: Event) -> None:
        start, end = event.start_mark, event.end_mark
        if holder.seen is not None:
            path = holder.item(None if start.line in self._folded else event.value.strip())
            self._begin_item(holder, path, start)
        elif holder.key is None:
            path = holder.key = (*holder.path, event.value.strip())
            before = self.lines[start.line][: start.column].rstrip()
            self._begin(path, start.line, before.rfind("?") if before[-1:] == "?" else start.column)
        else:
            path, holder.key = holder.key, None
            if start.line == end.line and start.column == end.column:
                return
            self.scalars.add(path)
        if event.style in ("|", ">"):
            # Its remark stands in the first line.
            self._ends[start.line] = (start.column, path)
            last = end.line - (end.column == 0)
            while last > start.line and not "".join(self.lines[last : last + 1]).strip():
                last -= 1
            self._inner.update(range(start.line + 1, last + 1))
            return
        if start.line != end.line:
            self._ends.pop(start.line, None)
            self._inner.update(range(start.line + 1, end.line + 1))
        self._ends[end.line] = (end.column, path)

    def _enter(self, holders: list[_Holder], event: Event) -> None:
        start = event.start_mark
        outer = holders[-1] if holders else None
        is_flow = bool(event.flow_style)
        if outer is None:
            path: Path = ()
        elif outer.seen is not None:
            path = outer.item(None)
            self._begin_item(outer, path, start)
        else:
            assert outer.key is not None  # no list or record is a key
            path, outer.key = outer.key, None
        if is_flow:
            if outer is None:
                self._begin(path, start.line, start.column)
            if outer is None or not outer.is_flow:
                self.flows.add(path)
            self._ends[start.line] = (start.column + 1, path)
        is_list = event.__class__ is SequenceStartEvent
        holders.append(_Holder(path, is_flow=is_flow, is_list=is_list))

    def _begin_item(self, holder: _Holder, path: Path, start: Mark) -> None:
        """Note where an item of a list begins: in block style with its dash."""
        if holder.is_flow:
            self._begin(path, start.line, start.column)
            return
        line, before = start.line, self.lines[start.line][: start.column]
        while not before.rstrip().endswith("-"):
            line -= 1
            before = self.lines[line].partition("#")[0]
        column = before.rindex("-")
        self._begin(path, line, column)
        if line < start.line:
            self._ends[line] = (column + 1, path)

    def _begin(self, path: Path, line: int, column: int) -> None:
        begun = Begun(path, line, column)
        self.begun.append(begun)
        if line not in self._inner:
            self._owners.setdefault(line, begun)

    def _close(self, end: Mark, path: Path) -> None:
        if end.line not in self._ends:
            self._closed.add(end.line)
        self._ends[end.line] = (end.column, path)

    # What stands between and beside them.

    def _read(self) -> None:
        gap: list[int] = []
        above: Begun | None = None
        for n, line in enumerate(self.lines):
            if n not in self._ends:
                if n in self._inner:
                    continue
                bare = line.strip()
                if not bare or bare.startswith("#"):
                    gap.append(n)
                    continue
            owner = self._owners.get(n)
            if n in self._closed:
                self._drop(gap, above, "below")
            if owner:
                self._take(gap, above, owner, n)
                self.ahead.setdefault(owner.path, above.path if above else None)
                above = owner
            elif n not in self._inner:
                # The value stands beneath its key, and the comment between them.
                self._drop(gap, above, "above")
            gap = []
            self._note_beside(n, above)
        self._take(gap, above, Begun(END, len(self.lines), 0), len(self.lines))

    def _note_beside(self, n: int, above: Begun | None) -> None:
        column, path = self._ends.get(n, (0, above.path if above else ()))
        if n in self._ends:
            self._beside.setdefault(path, n)
        line = self.lines[n].rstrip("\r\n")
        at = line.find("#", column)
        if at >= 0:
            self._add(Slot(path, "beside"), [n], [line[at:].rstrip()])

    def _drop(self, gap: list[int], above: Begun | None, where: Where) -> None:
        """Give the comments of a gap to what stands above it, blank lines to nothing."""
        lines = [n for n in gap if self.lines[n].strip()]
        if lines:
            slot = Slot(above.path if above else (), where)
            self._add(slot, lines, [self.lines[n].strip() for n in lines])
        gap.clear()

    def _take(self, gap: Sequence[int], above: Begun | None, owner: Begun, line: int) -> None:
        """Give the lines of a gap to what stands above it and beneath it."""
        run = list(takewhile(lambda n: self.lines[n].strip(), gap))
        if not (above and run and self._is_below(run, len(gap), above, owner)):
            run = []
        rest = gap[len(run) :]
        if above:
            end = line - len(rest)
            self._below[above.path] = (end - len(run), end)
        if above and run:
            self._add(Slot(above.path, "below"), run, self._dedented(run, above.column))
        if rest:
            self._add(Slot(owner.path, "above"), rest, self._dedented(rest, owner.column))
        self._above.setdefault(owner.path, (line - len(rest), line))
        self.columns.setdefault(owner.path, owner.column)

    def _is_below(self, run: Sequence[int], gap: int, above: Begun, owner: Begun) -> bool:
        """Whether the comments beneath something belong to it, not to what follows them."""
        column = _indent(self.lines[run[0]])
        if owner.path == END:
            # What belongs to a record stands further in than its dash.
            return column >= above.column + isinstance((END + above.path)[-1], int)
        return len(run) < gap or column > owner.column

    def _add(self, slot: Slot, places: Iterable[int], lines: Iterable[str]) -> None:
        self.found[slot] = (*self.found.get(slot, ()), *lines)
        self.places[slot] = (*self.places.get(slot, ()), *places)

    def _dedented(self, places: Iterable[int], column: int) -> Iterator[str]:
        for n in places:
            line = self.lines[n]
            yield " " * max(0, _indent(line) - column) + line.strip() if line.strip() else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
