"""Comments and blank lines of a plan's text: what no reader sees, by what it stands at."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, Literal, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dutymatrix.planfile.parser import default_parser
from dutymatrix.planfile.splice import Key

Path = tuple[Key, ...]
"""A record or field, as in `splice`; a name of a list by itself, not by its place."""
Where = Literal["above", "beside", "below"]

END: Path = ("",)
"""The end of the text; what stands above it belongs to nothing."""

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


class Slot(NamedTuple):
    """Where remarks stand: above what begins a line, beside it, or directly below it."""

    path: Path
    where: Where


class _Owner(NamedTuple):
    path: Path
    column: int


class Comments:
    """The remarks of a text, and the text with others.

    Lines are without the indentation of what they stand at, and "" where they are blank.
    """

    def __init__(self, text: str, root: Node | None = None) -> None:
        """Read the remarks of a text; its nodes need not be made again where they are at hand."""
        self.lines = text.splitlines(keepends=True)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.found: dict[Slot, tuple[str, ...]] = {}
        self.ahead: dict[Path, Path | None] = {}
        """What begins a line, with what begins the line before that has such."""
        self._owners: dict[int, _Owner] = {}
        self._inner: set[int] = set()
        self._ends: dict[int, int] = {}
        self._spans: dict[Slot, tuple[int, int]] = {}
        self._columns: dict[Path, int] = {END: 0}
        if root is None:
            parser: Any = default_parser()
            root = yaml.compose(text.removeprefix("\ufeff"), Loader=parser)
        self._learn(root, ())
        self._read()

    @property
    def slots(self) -> Collection[Slot]:
        """Where remarks stand, or could."""
        return self._spans.keys()

    def written(self, changed: Mapping[Slot, Sequence[str]]) -> str:
        """The text with other remarks in some slots.

        Args:
            changed: The remarks that are to stand in a slot, all of them.
        """
        lines = list(self.lines)
        for slot in sorted(changed, key=self._spans.__getitem__, reverse=True):
            start, end = self._spans[slot]
            if slot.where == "beside":
                line = lines[start]
                bare = line[: self._ends[start]] + self._value_end(start)
                remark = "".join(f"  {each}" for each in changed[slot])
                lines[start] = bare + remark + line[len(line.rstrip("\r\n")) :]
                continue
            blanks = " " * self._columns[slot.path]
            new = [f"{blanks}{each}".rstrip() + self.newline for each in changed[slot]]
            if new and start and not lines[start - 1].endswith("\n"):
                lines[start - 1] += self.newline
            lines[start:end] = new
        return "".join(lines)

    def _value_end(self, line: int) -> str:
        """What stands between the end of the last name or value of a line and its remark."""
        rest = self.lines[line][self._ends[line] :].rstrip("\r\n")
        return _COMMENT.sub("", rest).rstrip()

    # Reading.

    def _learn(self, node: Node | None, path: Path) -> None:
        """Note which lines begin with what, and which are inside a value."""
        match node:
            case MappingNode() if not node.flow_style:
                for key, value in node.value:
                    own = (*path, key.value.strip())
                    self._begin(key, key.start_mark.column, own)
                    self._learn(key, own)
                    self._learn(value, own)
            # PyYAML's own parser says None of a list that is not indented.
            case SequenceNode() if not node.flow_style:
                for place, item in enumerate(node.value):
                    named = item.value.strip() if isinstance(item, ScalarNode) else place
                    self._begin(item, node.start_mark.column, (*path, named))
                    self._learn(item, (*path, named))
            case ScalarNode() | MappingNode() | SequenceNode():
                self._end(node)

    def _begin(self, node: Node, column: int, path: Path) -> None:
        self._owners.setdefault(node.start_mark.line, _Owner(path, column))

    def _end(self, node: Node) -> None:
        """Note where a value ends; the remark of one in several lines stands in the first."""
        first, last = node.start_mark.line, node.end_mark.line
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            while last > first and not "".join(self.lines[last : last + 1]).strip():
                last -= 1
            if last == node.end_mark.line and node.end_mark.column == 0:
                last -= 1
            while last > first and not self.lines[last].strip():
                last -= 1
            self._ends[first] = node.start_mark.column
        else:
            self._ends[last] = node.end_mark.column
        self._inner.update(range(first + 1, last + 1))

    def _read(self) -> None:
        gap: list[int] = []
        above: _Owner | None = None
        last = -1
        for n, line in enumerate(self.lines):
            bare = line.strip()
            if n not in self._inner and (not bare or bare.startswith("#")):
                gap.append(n)
                continue
            owner = self._owners.get(n)
            if owner:
                self._take(gap, above, owner, n)
                self.ahead[owner.path] = above.path if above else None
                self._columns[owner.path] = owner.column
                above = owner
                gap = []
            if above and n in self._ends:
                self._note_beside(above.path, n)
            last = n
            if above:
                self._spans[Slot(above.path, "below")] = (n + 1, n + 1)
        self._take(gap, above, _Owner(END, 0), max(last + 1, len(self.lines)))

    def _note_beside(self, path: Path, n: int) -> None:
        self._spans.setdefault(Slot(path, "beside"), (n, n + 1))
        remark = _COMMENT.search(self.lines[n].rstrip("\r\n"), self._ends[n])
        if remark and self._spans[Slot(path, "beside")][0] == n:
            self.found[Slot(path, "beside")] = (remark[0],)

    def _take(self, gap: Sequence[int], above: _Owner | None, owner: _Owner, line: int) -> None:
        """Give the lines of a gap to what stands above it and beneath it."""
        run = list(takewhile(lambda n: self.lines[n].strip(), gap))
        if not (above and run and self._is_below(run, len(gap), above, owner)):
            run = []
        rest = gap[len(run) :]
        start = gap[0] if gap else line
        if above and run:
            self._put(Slot(above.path, "below"), run, above.column, start)
        self._put(Slot(owner.path, "above"), rest, owner.column, start + len(run))

    def _is_below(self, run: Sequence[int], gap: int, above: _Owner, owner: _Owner) -> bool:
        """Whether the comments beneath something belong to it, not to what follows them."""
        column = _indent(self.lines[run[0]])
        if owner.path == END:
            return column >= above.column
        return len(run) < gap or column > owner.column

    def _put(self, slot: Slot, lines: Sequence[int], column: int, start: int) -> None:
        self._spans[slot] = (start, start + len(lines))
        if lines:
            self.found[slot] = tuple(_dedented(map(self.lines.__getitem__, lines), column))


def _dedented(lines: Iterable[str], column: int) -> Iterator[str]:
    for line in lines:
        yield " " * max(0, _indent(line) - column) + line.strip() if line.strip() else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
