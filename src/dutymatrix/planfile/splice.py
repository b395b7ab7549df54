"""Edits of a plan's text as its owner would make them.

Characters are put in and taken out where YAML's parser says that a record, a field or a name
stands. Whatever is not edited stays as it is: comments, order, quoting, indentation, line
ends, a byte order mark. What cannot be edited so is refused; whether the result is a plan, its
reader says.

A comment belongs to what stands directly beneath it, unless it is indented further; else to
what stands directly above it. One between blank lines belongs to nothing and stays.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import _
from dutymatrix.plan.model import KEY_BY_FIELD, Plan, Role
from dutymatrix.planfile.parser import default_parser
from dutymatrix.planfile.sealed import seal
from dutymatrix.planfile.source import find_surrogate
from dutymatrix.planfile.yamlline import format_scalar

Key = str | int
"""A step down from the plan: the name of a field or record, or a place in a list from 0."""

# Lists whose records stand apart by a blank line.
_APART = frozenset({"sections", "tasks", "parts", "common", "items"})
_PLAN_FIELDS = tuple(
    KEY_BY_FIELD.get(field.name, field.name) for field in fields(Plan) if field.compare
)
FIELDS = (
    *("id", "number", "title", "full_name", "aliases", "contact", "until", "succeeded_by"),
    *("text", "members", *(role.value for role in Role), "open", "milestones", "notes"),
    *("by", "said", "goal", "target", "units", "parts", "sections", "tasks", "items"),
)
"""The order in which fields are written of all kinds of records; of a plan it is the model's."""
KEYS = frozenset({"format", *_PLAN_FIELDS, *FIELDS})
"""All keys of the format."""

_START = attrgetter("start")
_NOTHING_TAG = "tag:yaml.org,2002:null"


class UnspliceableError(DutymatrixError):
    """A place of a file is written in a way that a program does not edit."""

    def __init__(self, line: int, file: str = "") -> None:
        self.line = line
        what = _("line {line} is written in a way that is not edited here").format(line=line)
        step = _("first write the file in its usual form: dutymatrix fmt FILE")
        if file:
            what = _("{file}:{line}: written in a way that is not edited here")
            what = what.format(file=file, line=line)
            step = _("first write it in its usual form: dutymatrix fmt {file}").format(file=file)
        super().__init__(f"{what}\n{step}")


class Block(NamedTuple):
    """A record, a field or a name of a list, with its comments, by its place in the text."""

    start: int
    end: int
    """Without the line's end."""
    column: int
    """How far it is indented."""


class _Piece(NamedTuple):
    """A stretch of the text that stays, or is moved, with the edits made in it."""

    start: int
    end: int
    column: int
    """How far it is indented."""
    shift: int = 0
    """By how much more it is to be indented."""


class _Edit(NamedTuple):
    """Puts parts in the place of a stretch of the text."""

    start: int
    end: int
    column: int
    """How far that is indented which is edited: tells what is inside what."""
    parts: tuple[str | _Piece, ...]


class PlanText:
    """A plan's text, with edits that are made all at once.

    Places are those of the text as it was given, whatever edits have been asked for. It is
    the text of a plan without errors.
    """

    own_fields: Sequence[str] = _PLAN_FIELDS
    """The order in which fields of the whole are written."""
    fields: Sequence[str] = FIELDS
    """The order of those of its records."""
    records = _APART | {"milestones", "standing"}
    """Lists that hold records, and no names."""
    apart = _APART
    """Those whose records stand apart by a blank line."""

    def __init__(self, text: str, file: str = "", *, sealed: bool = False) -> None:
        """A text to be looked into and edited.

        Args:
            text: The text.
            file: The name that errors give.
            sealed: Whether tasks are parsed when they are asked for: faster for a few of many.
        """
        self.file = file
        self.mark = "\ufeff" if text.startswith("\ufeff") else ""
        self.text = text = text.removeprefix("\ufeff")
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        if (halves := find_surrogate(text)) is not None:
            # The parsers do not read them, and whatever they do read has other places.
            raise UnspliceableError(self._line(halves) + 1, self.file)
        parsed, self.sealed = seal(text) if sealed else (text, frozenset())
        """Lines in which records begin that were not parsed with the rest."""
        self.root: Any = _composed(parsed)
        self.edits: list[_Edit] = []
        self.made = 0
        self.filled: set[int] = set()
        """Records that said nothing and got fields, by their identity."""
        self.found: dict[int, list[Block]] = {}
        """Blocks by the identity of their holder: a large plan has many in one list."""
        self.keys: dict[int, dict[Key, int]] = {}
        """Places of keys by the identity of their record."""

    def edited(self) -> str:
        """The text with all edits made.

        Raises:
            UnspliceableError: Two of them are about the same place.
        """
        # What is inside something comes after it; at one place, what is indented further first.
        self.edits.sort(key=lambda edit: (edit.start, -edit.end, -edit.column))
        self.made = 0
        text = self._made(_Piece(0, len(self.text), -1))
        if self.made < len(self.edits):
            raise UnspliceableError(self._line(self.edits[0].start) + 1, self.file)
        return self.mark + text

    # Looking.

    def at(self, *path: Key) -> Node | None:
        """What stands at a path; None where nothing does.

        Example:
            `at("sections", 2, "tasks", 0, "join")`
        """
        node: Node | None = self.root
        for key in path:
            match node:
                case MappingNode():
                    place = self._places(node).get(key)
                    node = None if place is None else node.value[place][1]
                case SequenceNode() if isinstance(key, int) and key < len(node.value):
                    node = self._item(node, key)
                case _:
                    return None
        return node

    def key(self, *path: Key) -> ScalarNode | None:
        """The key of a field or of a record of the roster; None where there is none."""
        return next(
            (key for key, _v in _pairs(self.at(*path[:-1])) if _name(key) == path[-1]), None
        )

    def block(self, *path: Key) -> Block:
        """A record of a list or roster, or a field of a record, with its comments.

        Raises:
            UnspliceableError: It does not stand on lines of its own, or is not there.
        """
        holder = self._holder(path[:-1])
        return self._blocks(holder)[self._place(holder, path[-1])]

    def source(self, block: Block) -> str:
        """The text of a block as it would stand without indentation, to be put elsewhere."""
        text = self.text[block.start : block.end].replace("\r\n", "\n")
        return _shifted(text, -block.column)

    def iter_references(self, *keys: str) -> Iterator[ScalarNode]:
        """Every name that stands under one of these keys in sections, tasks, groups and units."""
        records = [
            *self._iter_entries(self.root),
            *(value for key in ("units", "groups") for _name, value in _pairs(self.at(key))),
            *self._items(self.at("standing")),
        ]
        for record in records:
            for key, value in _pairs(record):
                if key.value in keys and not isinstance(value, MappingNode):
                    yield from _items(value) or ([value] if value.value else [])

    def iter_heirs(self) -> Iterator[Any]:
        """Every name that a task or a unit gives to say who took over what from whom."""
        for record in self._iter_entries(self.root):
            for key, value in _pairs(record):
                if key.value == "succeeded_by":
                    yield from (name for pair in _pairs(value) for name in pair)
        for _unit, record in _pairs(self.at("units")):
            for key, value in _pairs(record):
                if key.value == "tasks":
                    yield from (name for _number, name in _pairs(value))

    # Editing.

    def rename(self, node: Node, name: str) -> None:
        """Write another name in the place of one, in quotes if it stood in quotes.

        Raises:
            UnspliceableError: The name is a text of several lines, with a comment.
        """
        in_flow = self._is_in_flow(node)
        style = node.style if isinstance(node, ScalarNode) else None
        before = self.text[node.start_mark.index : self._end(node)]
        if not in_flow and before == format_scalar(node.value.strip()):
            # What is canonical stays so: another name may need no quotes, or some.
            style = None
        match style:
            case "'":
                written = "'" + name.replace("'", "''") + "'"
            case '"':
                written = self._quoted(name)
            case "|" | ">" if "#" in self._line_text(node.start_mark.line):
                raise UnspliceableError(node.start_mark.line + 1, self.file)
            case _:
                written = _written(name) if in_flow else format_scalar(name)
        self.rewrite(node, written)

    def rewrite(self, node: Node, written: str) -> None:
        """Put this, as it is, in the place of a text, name or list on one line."""
        start, column = node.start_mark.index, node.start_mark.column
        self.edits.append(_Edit(start, self._end(node), column, (written,)))

    def set_field(self, path: Sequence[Key], key: str, text: str | None) -> None:
        """Let a record have a field with this text, or none.

        Fields that are new go where the format's order has them; of several, ask for the
        first one first.

        Args:
            path: Where the record is.
            key: The field.
            text: `key: value`, its further lines indented from there; None takes the field out.
        """
        record = self.at(*path)
        if record is not None and _is_nothing(record):
            if text is not None:
                self._fill(path, text)
            return
        holder = self._holder(path)
        blocks = self._blocks(holder)
        keys = [_name(name) for name, _value in holder.value]
        if key in keys:
            place = keys.index(key)
            if text is None:
                self._remove_field(blocks, place)
                return
            # The comments of the field stay when it says something else.
            name, value = holder.value[place]
            start, column = name.start_mark.index, blocks[place].column
            written = _shifted(text, column).lstrip(" ")
            self.edits.append(_Edit(start, self._end(value), column, (written,)))
        elif text is not None:
            order = self.fields if path else self.own_fields
            ahead = {"format", *order[: order.index(key)]}
            before = [n for n, name in enumerate(keys) if name in ahead]
            column = blocks[0].column
            if before:
                end = blocks[before[-1]].end
                self._insert(end, column, "\n" + _shifted(text, column))
            else:
                first = holder.value[0][0].start_mark.index
                blanks = " " * column
                self._insert(first, column, _shifted(text, column).lstrip(" ") + "\n" + blanks)

    def set_names(self, path: Sequence[Key], key: str, names: Sequence[str]) -> None:
        """Let a field of a record name these, in this order; without any there is no field.

        Those that it names already keep their comments and quotes.
        """
        node = self.at(*path, key)
        if self._has_braces(self.at(*path)):
            self._set_names_in_flow(path, key, names)
        elif node is None or _is_nothing(node) or not names:
            self.set_field(path, key, self._field_of_names(key, names))
        elif isinstance(node, ScalarNode):
            self._set_lone_name(node, names, self.block(*path, key).column)
        elif isinstance(node, SequenceNode) and node.flow_style:
            self._set_flow_names(node, names)
        else:
            places = {_name(item): n for n, item in enumerate(node.value)}
            self.arrange((*path, key), [places.get(n, f"- {format_scalar(n)}") for n in names])

    def arrange(self, path: Sequence[Key], order: Sequence[int | Block | str]) -> None:
        """Let a list or roster hold these records in this order.

        Args:
            path: Where the list is.
            order: Its own records by their place; those that move here from elsewhere as
                blocks, with the edits made in them; new ones as text without indentation, a
                list's with their dash. At least one.
        """
        holder = self._holder(path)
        if not order:
            raise UnspliceableError(holder.start_mark.line + 1, self.file)
        blocks = self._blocks(holder)
        column = blocks[0].column
        heads = [blocks[0].start, *(self._head(*pair) for pair in pairwise(blocks))]
        separator = "\n\n" if self._stand_apart(blocks, path) else "\n"
        parts: list[str | _Piece] = []
        before: int | Block | str | None = None
        for item in self._with_strays(order, blocks, heads):
            if isinstance(item, int) and isinstance(before, int) and item == before + 1:
                parts.append(self.text[blocks[before].end : heads[item]].replace("\r\n", "\n"))
            elif before is not None:
                parts.append(separator)
            match item:
                case int():
                    parts.append(_Piece(heads[item], blocks[item].end, column))
                case Block():
                    parts.append(_Piece(item.start, item.end, item.column, column - item.column))
                case str():
                    parts.append(_shifted(item, column))
            before = item
        self.edits.append(_Edit(blocks[0].start, blocks[-1].end, column, tuple(parts)))

    # How edits are written.

    def _insert(self, place: int, column: int, text: str) -> None:
        self.edits.append(_Edit(place, place, column, (text,)))

    def _remove_field(self, blocks: Sequence[Block], place: int) -> None:
        start, end, column = blocks[place]
        if start == self.starts[self._line(start)]:
            start = max(0, start - len(self.newline))
        else:
            # After a dash: the next field takes its place there.
            end = blocks[1].start + column if len(blocks) > 1 else end
            if len(blocks) < 2 or self.text[end] == "#":
                raise UnspliceableError(self._line(start) + 1, self.file)
        self.edits.append(_Edit(start, end, column, ()))

    def _fill(self, path: Sequence[Key], text: str) -> None:
        """Give a record without fields its first one."""
        block = self.block(*path)
        node = self.at(*path)
        assert node is not None  # its block was found
        start, end = node.start_mark.index, node.end_mark.index
        if self._line(start) != self._line(end):
            raise UnspliceableError(node.start_mark.line + 1, self.file)
        column = block.column + 2
        if start < end and isinstance(path[-1], int):
            # The first field of a list's record stands beside the dash.
            self.edits.append(_Edit(start, end, column, (_shifted(text, column).lstrip(" "),)))
            return
        if start < end and id(node) not in self.filled:
            # What is written for nothing, null or {}, goes with the blank ahead of it.
            self.filled.add(id(node))
            self.edits.append(_Edit(len(self.text[:start].rstrip()), end, column, ()))
        self._insert(self._line_end(self._line(end)), column, "\n" + _shifted(text, column))

    def _field_of_names(self, key: str, names: Sequence[str]) -> str | None:
        if not names:
            return None
        if key == "lead" and len(names) == 1:
            return f"{key}: {format_scalar(names[0])}"
        blanks = " " * self._list_indent
        return "\n".join([f"{key}:", *(f"{blanks}- {format_scalar(name)}" for name in names)])

    def _set_lone_name(self, node: ScalarNode, names: Sequence[str], column: int) -> None:
        """Make a list of a name that stands behind its key; a comment there stays there."""
        if len(names) == 1:
            if names[0] != _name(node):
                self.rename(node, names[0])
            return
        start, end = node.start_mark.index, self._end(node)
        line = self._line(end)
        if self._line(start) != line:
            raise UnspliceableError(node.start_mark.line + 1, self.file)
        column += self._list_indent
        own = {_name(node): self.text[start:end]}
        listed = "".join(
            "\n" + " " * column + f"- {own.get(name) or format_scalar(name)}" for name in names
        )
        colon = len(self.text[:start].rstrip())
        line_end = self._line_end(line)
        self.edits.append(_Edit(colon, line_end, column, (self.text[end:line_end], listed)))

    def _set_flow_names(self, node: SequenceNode, names: Sequence[str]) -> None:
        """Let a list in brackets hold these names, set apart as they are in it."""
        items = node.value
        start, end = node.start_mark.index, self._end(node)
        spans = [(item.start_mark.index, self._end(item)) for item in items]
        if not items or "#" in self.text[start:end]:
            raise UnspliceableError(node.start_mark.line + 1, self.file)
        own = {
            _name(item): self.text[slice(*span)] for item, span in zip(items, spans, strict=True)
        }
        ahead, behind = self.text[start : spans[0][0]], self.text[spans[-1][1] : end]
        between = "," + (ahead[ahead.index("[") + 1 :] or " ")
        if len(items) > 1:
            between = self.text[spans[0][1] : spans[1][0]]
        written = self._quoted if items[0].style == '"' else _written
        listed = between.join(own.get(name) or written(name) for name in names)
        parts = tuple(part.replace("\r\n", "\n") for part in (ahead, listed, behind))
        self.edits.append(_Edit(start, end, node.start_mark.column, parts))

    def _set_names_in_flow(self, path: Sequence[Key], key: str, names: Sequence[str]) -> None:
        """Let a field of a record between braces name these."""
        record, node = self.at(*path), self.at(*path, key)
        assert record is not None  # it is the plan's
        if not names:
            raise UnspliceableError(record.start_mark.line + 1, self.file)
        if isinstance(node, SequenceNode) and node.value:
            self._set_flow_names(node, names)
            return
        place = self.key(*path)
        in_quotes = place is not None and place.style == '"'
        written = self._quoted if in_quotes else _written
        listed = f"[{', '.join(map(written, names))}]"
        field = f"{written(key)}: {listed}"
        if node is not None:
            target, text = node, listed
        elif _is_nothing(record):
            target, text = record, f"{{{field}}}"
        else:
            end = self._end(record.value[-1][1])
            self.edits.append(_Edit(end, end, record.start_mark.column + 1, (f", {field}",)))
            return
        start, end = target.start_mark.index, self._end(target)
        if start >= end:
            # Nothing at all stands there, perhaps not even a colon.
            raise UnspliceableError(target.start_mark.line + 1, self.file)
        self.edits.append(_Edit(start, end, target.start_mark.column, (text,)))

    def _quoted(self, name: str) -> str:
        """A name in double quotes, escaped as the rest of the text is."""
        is_escaped = self.text.isascii() and "\\u" in self.text
        return json.dumps(name, ensure_ascii=is_escaped)

    def _with_strays(
        self, order: Sequence[int | Block | str], blocks: Sequence[Block], heads: Sequence[int]
    ) -> list[int | Block | str]:
        """An order with the comments that belong to none of the records, where those stood.

        A record that stays takes the comments above it along; only those above a record that
        goes are left.
        """
        kept = {item for item in order if isinstance(item, int)}
        arranged = list(order)
        for n, (block, head) in enumerate(zip(blocks, heads, strict=True)):
            if n not in kept and head < block.start:
                stray = Block(head, len(self.text[: block.start].rstrip()), block.column)
                arranged.insert(arranged.index(n - 1) + 1 if n - 1 in kept else 0, stray)
        return arranged

    def _made(self, piece: _Piece) -> str:
        """A stretch of the text with the edits that are inside it."""
        first = bisect_left(self.edits, piece.start, key=_START)
        last = bisect_right(self.edits, piece.end, key=_START)
        written: list[str] = []
        around = _Edit(piece.start, piece.start, 0, ())
        for edit in self.edits[first:last]:
            if not _is_inside(edit, piece) or _is_inside(edit, around):
                continue
            if edit.start < around.end:
                raise UnspliceableError(self._line(edit.start) + 1, self.file)
            written.append(self.text[around.end : edit.start])
            written += (
                self._made(part) if isinstance(part, _Piece) else part.replace("\n", self.newline)
                for part in edit.parts
            )
            around = edit
            self.made += 1
        written.append(self.text[around.end : piece.end])
        return _shifted("".join(written), piece.shift)

    # Where things stand.

    def _has_braces(self, record: Node | None) -> bool:
        """Whether the fields of a record stand between braces, or would do so."""
        if record is None:
            return False
        is_flow = isinstance(record, MappingNode) and bool(record.flow_style and record.value)
        return is_flow or self._is_in_flow(record)

    def _is_in_flow(self, node: Node) -> bool:
        place = bisect_right(self._flows, (node.start_mark.index, 0))
        return place > 0 and node.start_mark.index < self._flows[place - 1][1]

    @cached_property
    def _flows(self) -> list[tuple[int, int]]:
        """Where brackets begin and end, the outermost of them."""
        return [*_iter_flows(self.root)]

    def _holder(self, path: Sequence[Key]) -> MappingNode | SequenceNode:
        """The list or record at a path, written in block style."""
        node = self.at(*path)
        if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
            raise UnspliceableError(node.start_mark.line + 1 if node else 1, self.file)
        return node

    def _place(self, holder: MappingNode | SequenceNode, key: Key) -> int:
        if isinstance(holder, MappingNode):
            place = self._places(holder).get(key)
        else:
            place = key if isinstance(key, int) and 0 <= key < len(holder.value) else None
        if place is None:
            raise UnspliceableError(holder.start_mark.line + 1, self.file)
        return place

    def _places(self, record: MappingNode) -> Mapping[Key, int]:
        """Where a record has each of its keys: a roster is asked for one name after another."""
        if id(record) not in self.keys:
            places = self.keys[id(record)] = {}
            for place, (name, _value) in enumerate(record.value):
                places.setdefault(_name(name), place)
        return self.keys[id(record)]

    def _blocks(self, holder: MappingNode | SequenceNode) -> list[Block]:
        """The blocks of a list's or record's own members."""
        if id(holder) not in self.found:
            self.found[id(holder)] = self._find_blocks(holder)
        return self.found[id(holder)]

    def _find_blocks(self, holder: MappingNode | SequenceNode) -> list[Block]:
        column = holder.start_mark.column
        blocks: list[Block] = []
        floor = holder.start_mark.line - 1
        while floor >= 0 and self._comment(floor) is not None:
            floor -= 1
        for begin, value in _members(holder):
            first = begin.start_mark.line
            if isinstance(holder, SequenceNode):
                while first > floor and self._line_text(first)[: column + 1].strip() != "-":
                    first -= 1
            start = self.starts[first]
            if self.text[start : start + column].strip():
                # The first field of a list's record, after the dash.
                start += column
            else:
                while first - 1 > floor and self._is_head(first - 1):
                    first -= 1
                start = self.starts[first]
            if first <= floor or self._column(holder, begin) != column:
                raise UnspliceableError(begin.start_mark.line + 1, self.file)
            last = floor = self._line(self._end(value))
            while self._comment(floor + 1) is not None and not self._is_head(floor + 1):
                floor += 1
                # What is indented less belongs to what stands further out.
                if (self._comment(floor) or 0) >= column:
                    last = floor
            blocks.append(Block(start, self._line_end(last), column))
        return blocks

    def _column(self, holder: MappingNode | SequenceNode, begin: Node) -> int:
        return (holder if isinstance(holder, SequenceNode) else begin).start_mark.column

    def _head(self, above: Block, block: Block) -> int:
        """Where the comments between two blocks that belong to neither begin, or the block."""
        line = self._line(above.end) + 1
        while not self._line_text(line).strip():
            line += 1
        return min(self.starts[line], block.start)

    def _stand_apart(self, blocks: Sequence[Block], path: Sequence[Key]) -> bool:
        """Whether blank lines stand between the records of a list."""
        if len(blocks) < 2:
            return path[-1] in self.apart
        return any("\n" in self.text[a.end : b.start].strip(" \r")[1:] for a, b in pairwise(blocks))

    def _is_head(self, line: int) -> bool:
        """Whether a line is a comment that belongs to what stands directly beneath it."""
        column = self._comment(line)
        if column is None:
            return False
        while self._comment(line) is not None:
            line += 1
        beneath = self._line_text(line)
        return bool(beneath.strip()) and len(beneath) - len(beneath.lstrip(" ")) >= column

    def _comment(self, line: int) -> int | None:
        """How far a comment is indented; None of a line that is none."""
        text = self._line_text(line)
        bare = text.lstrip(" ")
        return len(text) - len(bare) if bare.startswith("#") else None

    def _line_text(self, line: int) -> str:
        if not 0 <= line < len(self.starts):
            return ""
        return self.text[self.starts[line] : self._line_end(line)]

    def _line(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def _line_end(self, line: int) -> int:
        """Where a line ends, without what ends it."""
        end = self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.text)
        return end - (end > 0 and self.text[end - 1] == "\r")

    def _end(self, node: Node) -> int:
        """Where the last that a value says ends; the parser counts what follows it in."""
        while isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(node, MappingNode) else last
        start = node.start_mark.index
        return start + len(self.text[start : node.end_mark.index].rstrip())

    @cached_property
    def _list_indent(self) -> int:
        """By how much lists of names are indented under their key in this file."""
        for record in [self.root, *self._iter_entries(self.root)]:
            for key, value in _pairs(record):
                if not isinstance(value, SequenceNode) or value.flow_style or not value.value:
                    continue
                if isinstance(value.value[0], ScalarNode):
                    return value.start_mark.column - key.start_mark.column
        return 0

    def _iter_entries(self, node: Node | None) -> Iterator[Node]:
        """Sections and tasks, at any depth."""
        for key, value in _pairs(node):
            if key.value in {"sections", "tasks", "parts"}:
                for item in self._items(value):
                    yield item
                    yield from self._iter_entries(item)

    def _items(self, node: Node | None) -> Iterator[Node]:
        """The items of a list."""
        if isinstance(node, SequenceNode):
            yield from (self._item(node, n) for n in range(len(node.value)))

    def _item(self, items: SequenceNode, n: int) -> Node:
        """An item of a list; if it is sealed, it is parsed now."""
        item: Node = items.value[n]
        line = item.start_mark.line
        if isinstance(item, ScalarNode) and line in self.sealed:
            start = self.starts[line]
            [item] = _composed(self.text[start : item.end_mark.index]).value
            _move(item, start, line)
            items.value[n] = item
        return item


def _composed(text: str) -> Any:  # noqa: ANN401 - whatever node it is
    parser: Any = default_parser()
    return yaml.compose(text, Loader=parser)


def _move(node: Node, by: int, lines: int) -> None:
    """Let a node, and all in it, stand so many characters and lines further down."""
    for name in ("start_mark", "end_mark"):
        mark = getattr(node, name)
        setattr(node, name, yaml.Mark("", mark.index + by, mark.line + lines, mark.column, None, 0))
    inner = chain.from_iterable(_pairs(node)) if isinstance(node, MappingNode) else _items(node)
    for each in inner:
        _move(each, by, lines)


def _iter_flows(node: Node) -> Iterator[tuple[int, int]]:
    if not isinstance(node, MappingNode | SequenceNode):
        return
    if node.flow_style:
        yield node.start_mark.index, node.end_mark.index
        return
    for _begin, value in _members(node):
        yield from _iter_flows(value)


def _is_inside(edit: _Edit, outer: _Edit | _Piece) -> bool:
    """Whether an edit is one of what another edit, or a piece of the text, holds."""
    if edit.start < outer.start or edit.end > outer.end or edit is outer:
        return False
    if edit.start == edit.end:
        # What is put in where something ends belongs to it if it is indented further.
        return (outer.start < edit.start or outer.column < 0) and (
            edit.end < outer.end or edit.column > outer.column
        )
    return edit.end - edit.start < outer.end - outer.start or edit.column > outer.column


def _members(holder: MappingNode | SequenceNode) -> list[tuple[Node, Node]]:
    """What each member begins with, and its value."""
    if isinstance(holder, MappingNode):
        return list(holder.value)
    return [(item, item) for item in holder.value]


def _pairs(node: Node | None) -> list[tuple[ScalarNode, Node]]:
    return node.value if isinstance(node, MappingNode) else []


def _items(node: Node | None) -> list[Any]:
    return node.value if isinstance(node, SequenceNode) else []


def _name(node: ScalarNode) -> str:
    """A name as the plan has it."""
    name: str = node.value
    return name.strip()


def _is_nothing(node: Node) -> bool:
    """Whether a record or field is there and says nothing: empty, null, [] or {}."""
    return not node.value or (isinstance(node, ScalarNode) and node.tag == _NOTHING_TAG)


def _written(name: str) -> str:
    """A name as a scalar that may stand in a flow list, too."""
    written = format_scalar(name)
    return json.dumps(name, ensure_ascii=False) if set(written) & set(",[]{}:?") else written


def _shifted(text: str, by: int) -> str:
    """A text with its lines indented by so much more, or less."""
    if by >= 0:
        return re.sub("(?m)^(?=[^\r\n])", " " * by, text) if by else text
    return re.sub(f"(?m)^ {{1,{-by}}}", "", text)
