"""The merged plan written into the text of ours: comments, order, quoting and line ends stay.

First every record stands where it is to stand, then every field says what it is to say, at
last what is in dispute is written between markers; until then each dispute is one line.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dutymatrix.i18n import _, listed
from dutymatrix.merge.field import Clash, settled
from dutymatrix.merge.mark import Marks
from dutymatrix.merge.record import Record
from dutymatrix.merge.side import Version
from dutymatrix.merge.tree import Node
from dutymatrix.merge.trio import SIDES, VERSIONS, Trio
from dutymatrix.merge.unmergeable import UnmergeableError
from dutymatrix.plan.model import Assignment, Role
from dutymatrix.planfile.comment import Comments, Path, Slot
from dutymatrix.planfile.splice import Block, Key, PlanText, UnspliceableError
from dutymatrix.planfile.yamlline import format_scalar
from dutymatrix.wording import break_lines

_ROSTERS = frozenset({"units", "groups"})
_ROLES = frozenset(role.value for role in Role)
_APART = frozenset({"standing", "sections", "tasks", "parts", "common", "items"})
_NAMES = frozenset({"aliases", "members", "succeeded_by", "units", "issued_by"})
# Of several new fields the first is asked for first; these stand above the title.
_AHEAD = frozenset({"id", "number"})


class Hunk(NamedTuple):
    """A dispute."""

    texts: Mapping[str, str]
    """By version its lines, not indented; "" where it has none."""
    node: Node
    """The record that it is about, or stands in."""
    field: str = ""
    """What is said of it: the fields that it is about; "" where it is the whole record."""


class _FieldEdit(NamedTuple):
    """Lets a field be a list of names, or a text; None takes it out."""

    path: Path
    key: str
    value: tuple[str, ...] | str | None


class Draft(NamedTuple):
    """The merged text, each dispute still one line."""

    text: str
    token: str
    """What stands in those lines, before the place of the dispute among the hunks."""
    hunks: tuple[Hunk, ...]
    records: Mapping[Path, Trio]
    """The records by their paths in the text."""

    def settled(self, side: str) -> str:
        """The text in which one side is chosen throughout."""
        return self._replaced(lambda run: self._side(run, side))

    def marked(self, marks: Marks) -> str:
        """The text with both sides of every dispute between marks."""

        def conflict(run: Sequence[re.Match[str]]) -> str:
            ours, theirs = (self._side(run, side) for side in SIDES)
            return marks.conflict(ours, self._side(run, "base") if marks.has_base else "", theirs)

        return self._replaced(conflict)

    def in_order(self) -> list[list[Hunk]]:
        """The hunks of every conflict, as they follow one another in the text."""
        return [[self.hunks[int(match["hunk"])] for match in run] for run in self._runs()]

    def _runs(self) -> Iterator[list[re.Match[str]]]:
        """The lines in dispute; those that follow one another in a record are one conflict."""
        run: list[re.Match[str]] = []
        for match in self._disputed():
            nodes = {self.hunks[int(each["hunk"])].node for each in (*run, match)}
            if run and (run[-1].end() < match.start() or len(nodes) > 1):
                yield run
                run = []
            run.append(match)
        if run:
            yield run

    def _disputed(self) -> Iterator[re.Match[str]]:
        """The lines in dispute, looked for by their token: hardly a line of many is one."""
        line = re.compile(
            rf"( *)(- )?(?:[a-z_]+: )?{self.token}(?P<hunk>[0-9]+)(?![0-9])[^\r\n]*\r?\n?"
        )
        at = self.text.find(self.token)
        while at >= 0:
            match = line.match(self.text, self.text.rfind("\n", 0, at) + 1)
            if match:
                yield match
            at = self.text.find(self.token, match.end() if match else at + 1)

    def _replaced(self, written: Callable[[Sequence[re.Match[str]]], str]) -> str:
        newline = "\r\n" if "\r\n" in self.text else "\n"
        parts: list[str] = []
        end = 0
        for run in self._runs():
            parts += [self.text[end : run[0].start()], written(run)]
            parts[-1] = parts[-1].replace("\n", newline)
            end = run[-1].end()
        return "".join([*parts, self.text[end:]])

    def _side(self, run: Sequence[re.Match[str]], side: str) -> str:
        hunks = [self.hunks[int(match["hunk"])] for match in run]
        return "".join(
            _indented(hunk.texts[side], match, hunk, side)
            for hunk, match in zip(hunks, run, strict=True)
        )


def _indented(text: str, match: re.Match[str], hunk: Hunk, side: str) -> str:
    """The lines of one version of a dispute, where they are to stand."""
    blanks, dash = match[1], match[2] or ""
    if not hunk.field:
        # A whole record brings its own dash.
        return _shifted(text, blanks)
    if dash and not text and side != "base":
        raise UnmergeableError(_("a record would be left without its first field"))
    lines = _shifted(text, blanks + " " * len(dash))
    return blanks + dash + lines[len(blanks + dash) :] if dash and lines else lines


def _shifted(text: str, blanks: str) -> str:
    if not text:
        return ""
    return "".join(f"{blanks}{line}\n" if line else "\n" for line in text.split("\n"))


def write_draft(root: Node, base: Version | None, ours: Version, theirs: Version) -> Draft:
    """The text of ours, so edited that it says what was merged.

    Args:
        root: What was merged.
        base: What both sides come from; None where conflicts do not show it.
        ours: The side that is edited.
        theirs: The other side.

    Raises:
        UnmergeableError: It is written so that it cannot be edited.
    """
    writer = _Writer(base, ours, theirs)
    try:
        return writer.write(root)
    except UnspliceableError as error:
        raise UnmergeableError(str(error).partition("\n")[0]) from None


class _Writer:
    """Edits the text of ours."""

    def __init__(self, base: Version | None, ours: Version, theirs: Version) -> None:
        self.versions = {"ours": ours, "theirs": theirs}
        if base and base.text:
            self.versions["base"] = base
        self.hunks: list[Hunk] = []
        self.records: dict[Path, Trio] = {}
        self.names: dict[Node, str] = {}
        """What stands for the disputed records of a roster."""
        self.whole: dict[Node, str] = {}
        """The records that are put in with all that is in them, as a side has it."""
        self.token = "dispute"
        while self.token in ours.text or self.token in theirs.text:
            self.token += "x"

    def layout(self, side: str) -> PlanText:
        """The text of a version, for places in it; most merges ask for none."""
        return self.versions[side].layout

    def write(self, root: Node) -> Draft:
        shaped = self.versions["ours"].text
        if not _is_as_in(root, "ours"):
            self.shape(root)
            shaped = self.layout("ours").edited()
        edits = [*self.fill(root, ())]
        # What stood beside something in dispute would vanish with its line.
        text = re.sub(rf"({self.token}[0-9]+:?)[ \t]+#[^\r\n]*", r"\1", _edited(shaped, edits))
        return Draft(text, self.token, tuple(self.hunks), self.records)

    def hunk(self, hunk: Hunk) -> str:
        """The line that stands for a dispute."""
        self.hunks.append(hunk)
        return f"{self.token}{len(self.hunks) - 1}"

    # Every record where it is to stand.

    def shape(self, node: Node) -> None:
        """Put the records in their places in a record that ours has."""
        assert node.trio.ours is not None  # only those are shaped
        for key, children in node.lists.items():
            path, have = node.trio.ours.path, node.trio.ours.lists.get(key, ())
            if not have:
                text = self.list_text(key, children)
                # Before long lists a blank line is canonical.
                blank = "\n" if text and (not path or key in ("sections", "tasks")) else ""
                self.layout("ours").set_field(path, key, text and blank + text)
                continue
            order = [self.item(child, have) for child in children]
            if not order:
                self.layout("ours").set_field(path, key, None)
            elif order != [*range(len(have))]:
                self.layout("ours").arrange((*path, key), order)
            for child in children:
                if child.trio.ours and not child.dispute:
                    self.shape(child)

    def item(self, child: Node, have: Sequence[Record]) -> int | Block | str:
        """A record for a list of ours: by its place there, or as what is put in."""
        record = child.trio.ours
        if record is None or child.dispute:
            return self.item_text(child)
        return have.index(record) if record in have else self.layout("ours").block(*record.path)

    def item_text(self, node: Node) -> str:
        """The text of a record that is put in, with the records that are to stand in it."""
        if node.dispute:
            texts = {side: self.disputed_text(node, side) for side in VERSIONS}
            line = self.hunk(Hunk(texts, node))
            if node.trio.any.path[0] in _ROSTERS:
                self.names[node] = line
                return f"{line}:"
            return f"- title: {line}"
        side = "ours" if node.trio.ours else "theirs"
        source = self.source(node.trio.on(side), side)
        if _is_as_in(node, side):
            self.whole[node] = side
            return source
        part = PlanText(source + "\n")
        for key, children in node.lists.items():
            part.set_field((0,), key, self.list_text(key, children))
        return part.edited().rstrip("\n")

    def list_text(self, key: str, children: Iterable[Node]) -> str | None:
        """A list of records with its key; None where there is none."""
        items = [self.item_text(child) for child in children]
        if not items:
            return None
        between = "\n\n" if key in _APART else "\n"
        # The records of the roster are indented, the dashes of a list are not.
        blanks = "  " if key in _ROSTERS else ""
        return f"{key}:\n{_shifted(between.join(items), blanks)}".rstrip("\n")

    def disputed_text(self, node: Node, side: str) -> str:
        """The text of a record in dispute, without what stands elsewhere in the merged plan."""
        record = node.disputed(side)
        if record is None or side not in self.versions:  # nobody wants to see the base
            return ""
        part = PlanText(self.source(record, side) + "\n")
        for key, own in record.lists.items():
            kept = [place for place, each in enumerate(own) if each not in node.elsewhere]
            if not kept:
                part.set_field((0,), key, None)
            elif len(kept) < len(own):
                part.arrange((0, key), kept)
        return part.edited().rstrip("\n")

    def source(self, record: Record | None, side: str) -> str:
        """The text of a record with the comments above it, not indented."""
        assert record is not None  # the side has it
        text = self.layout(side)
        return text.source(text.block(*record.path))

    # Every field as it is to be.

    def fill(self, node: Node, path: Path, side: str = "") -> Iterator[_FieldEdit]:
        """Edits after which a record, and all in it, says what was merged.

        Args:
            node: What was merged.
            path: Where it stands in the text.
            side: Whose text it is; "" where it is theirs only if ours has no such record.
        """
        self.records[path] = node.trio
        if node.dispute:
            return
        side = side or self.whole.get(node, "")
        record = (side and node.trio.on(side)) or node.trio.any
        for key in sorted(node.fields, key=lambda key: key not in _AHEAD):
            if node.fields[key] != record.fields.get(key):
                yield from self.fill_field(node, path, record, key)
        for key, children in node.lists.items():
            for place, child in enumerate(children):
                step: Key = place
                if key in _ROSTERS:
                    step = self.names.get(child, child.trio.any.path[-1])
                yield from self.fill(child, (*path, key, step), side)

    def fill_field(self, node: Node, path: Path, has: Record, key: str) -> Iterator[_FieldEdit]:
        """Edits after which one field of a record, that has what a side says, says the merged."""
        value = node.fields[key]
        if key == "assignments" and isinstance(value, Clash):
            yield from self.dispute_roles(node, path, value)
        elif key == "assignments":
            for role in Role:
                yield from self.fill_role(node, path, has, role)
        elif isinstance(value, Clash):
            yield _FieldEdit(path, key, self.clash(node, key, value))
        else:
            fresh = None if key in has.fields else self.written(node, key, value)
            canonical: tuple[str, ...] | str | None = _field_text(key, value)
            if key in _NAMES and all(isinstance(name, str) for name in value or ()):
                canonical = tuple(value or ())
            yield _FieldEdit(path, key, fresh or canonical)

    def dispute_roles(self, node: Node, path: Path, clash: Clash) -> Iterator[_FieldEdit]:
        """Edits after which both sides' roles stand in the place of the first role, whole."""
        texts = {side: self.roles_text(node.trio, side, clash) for side in VERSIONS}
        differ = [r.value for r in Role if _names(clash.ours, r) != _names(clash.theirs, r)]
        hunk = self.hunk(Hunk(texts, node, _asked(", ".join(differ), clash)))
        side = "ours" if node.trio.ours else "theirs"
        have = self.role_keys(node.trio.any, side) or [Role.LEAD.value]
        yield _FieldEdit(path, have[0], f"{have[0]}: {hunk}")
        for key in have[1:]:
            yield _FieldEdit(path, key, None)

    def role_keys(self, record: Record, side: str) -> list[str]:
        """The roles that a record names, as they follow one another in the text."""
        node: Any = self.layout(side).at(*record.path)
        return [name for key, _v in node.value if (name := key.value.strip()) in _ROLES]

    def roles_text(self, trio: Trio, side: str, clash: Clash) -> str:
        """All roles as a side wrote them; in canonical form if they are not what it wrote."""
        record = trio.on(side)
        if side == "base":
            value = record.fields.get("assignments") if record and side in self.versions else None
        else:
            value = settled(clash, side)
        if value and record and value == record.fields.get("assignments"):
            text = self.layout(side)
            blocks = [text.block(*record.path, key) for key in self.role_keys(record, side)]
            first = text.key(*record.path, self.role_keys(record, side)[0])
            assert first is not None  # it was just found
            # What stands above the roles stays there.
            blocks[0] = blocks[0]._replace(start=first.start_mark.index)
            return "\n".join(map(text.source, blocks))
        remarks = self.remarks_on_names(trio)
        for old, news in clash.doubts:
            remarks = {new: remarks[old] for new in news if old in remarks} | remarks
        lines: list[str] = []
        for role in Role:
            names = _names(value, role)
            said = (_field_text(role.value, names) or "").split("\n")
            lines += said[: len(said) - len(names)]
            lines += map(_remarked, said[-len(names) :], map(remarks.get, names))
        return "\n".join(filter(None, lines))

    def remarks_on_names(self, trio: Trio) -> dict[str, str]:
        """The comments that a side, ours before theirs, has beside units of a record."""
        remarks: dict[str, str] = {}
        for side in SIDES:
            record = trio.on(side)
            if not record or "#" not in (text := self.layout(side).text):
                continue
            found = Comments(text, sealed=True).found
            for unit, role in record.fields.get("assignments", ()):
                path = (*record.path, role.value)
                for each in ((*path, unit), path):
                    if beside := found.get(Slot(each, "beside")):
                        remarks.setdefault(unit, beside[0])
        return remarks

    def fill_role(self, node: Node, path: Path, has: Record, role: Role) -> Iterator[_FieldEdit]:
        """The edit after which a role names whom it is to name."""
        names = _names(node.fields["assignments"], role)
        if names != (old := _names(has.fields.get("assignments"), role)):
            fresh = None if old else self.written(node, role.value, names)
            yield _FieldEdit(path, role.value, fresh or names)

    def clash(self, node: Node, key: str, clash: Clash) -> str:
        """The text of a field in dispute."""
        if not clash.lines:
            old = node.trio.base.fields.get(key) if node.trio.base else None
            values = {"base": old, "ours": clash.ours, "theirs": clash.theirs}
            texts = {side: self.side_text(node.trio, side, key, values[side]) for side in VERSIONS}
            return f"{key}: {self.hunk(Hunk(texts, node, _asked(key, clash)))}"
        lines = [f"{key}: |-"]
        for line in clash.lines:
            if isinstance(line, Clash):
                texts = {side: "\n".join(getattr(line, side)) for side in VERSIONS}
                line = self.hunk(Hunk(texts, node, key))
            lines.append(f"  {line}" if line else "")
        return "\n".join(lines)

    def side_text(self, trio: Trio, side: str, key: str, value: Any) -> str:  # noqa: ANN401
        """What a version has for a field in dispute, as it wrote it if it is that."""
        record = trio.on(side)
        if not value or side not in self.versions:
            return ""
        if record and value == _said(record, key):
            text, path = self.layout(side), (*record.path, key)
            name = text.key(*path)
            assert name is not None  # the side says something there
            block = text.block(*path)
            return text.source(block._replace(start=name.start_mark.index))
        return _field_text(key, value) or ""

    def written(self, node: Node, key: str, value: Any) -> str | None:  # noqa: ANN401 - any field's
        """A new field as a side wrote it, with its comments."""
        for side in SIDES:
            record = node.trio.on(side)
            if record and value and value == _said(record, key):
                text = self.layout(side)
                return text.source(text.block(*record.path, key))
        return None


def _edited(text: str, edits: Sequence[_FieldEdit]) -> str:
    """The text with all edits made: at once, or one by one where two of them touch."""
    if not edits:
        return text
    together = PlanText(text, sealed=True)
    try:
        for edit in edits:
            _make(together, edit)
        return together.edited()
    except UnspliceableError:
        for edit in edits:
            alone = PlanText(text, sealed=True)
            _make(alone, edit)
            text = alone.edited()
        return text


def _make(text: PlanText, edit: _FieldEdit) -> None:
    if isinstance(edit.value, tuple):
        text.set_names(*edit[:2], edit.value)
    else:
        text.set_field(*edit[:2], edit.value)


def _said(record: Record, key: str) -> Any:  # noqa: ANN401 - any field's
    """What a record says under a key of the file."""
    if key in _ROLES:
        return _names(record.fields.get("assignments"), Role(key))
    return record.fields.get(key)


def _remarked(line: str, remark: str | None) -> str:
    return f"{line}  {remark}" if remark else line


def _asked(fields: str, clash: Clash) -> str:
    """What is said of a clash: its fields, who may be whom, and where else to look."""
    for old, news in clash.doubts:
        fields = _("{fields}: is {old} now {news}?").format(
            fields=fields, old=old, news=listed(news)
        )
    if clash.divided:
        fields = _("{fields}: one side divided the task; see to its other parts, too").format(
            fields=fields
        )
    return fields


def _names(assignments: Iterable[Assignment] | None, role: Role) -> tuple[str, ...]:
    return tuple(unit for unit, had in assignments or () if had is role)


def _is_as_in(node: Node, side: str) -> bool:
    """Whether the records in a record are those that it has on a side, in that order."""
    record = node.trio.on(side)
    lists = record.lists if record else {}
    return all(
        [child.trio.on(side) for child in children] == [*lists.get(key, ())]
        and all(not child.dispute and _is_as_in(child, side) for child in children)
        for key, children in node.lists.items()
    )


# Fields as YAML.


def _field_text(key: str, value: Any) -> str | None:  # noqa: ANN401 - any field's
    """A field in canonical form; None where it says nothing."""
    match value:
        case None | () | "":
            return None
        case bool():
            return f"{key}: true"
        case str() if "\n" in value or key in ("text", "preamble"):
            return f"{key}: |-\n" + _shifted("\n".join(break_lines(value)), "  ").rstrip("\n")
        case str():
            return f"{key}: {format_scalar(value)}"
        case date() | int():
            return f"{key}: {value}"
        case (tuple(), *_rest):
            fields = (_field_text(format_scalar(name), text) or "" for name, text in value)
            return f"{key}:\n" + _shifted("\n".join(fields), "  ").rstrip("\n")
        case _ if key in ("numbering", "running"):
            return f"{key}: {json.dumps(value, ensure_ascii=False)}"
        case (str(name),) if key == Role.LEAD.value:
            return f"{key}: {format_scalar(name)}"
        case _:
            return "\n".join([f"{key}:", *(f"- {format_scalar(name)}" for name in value)])
