"""What has one right answer, mended in the text of a plan file as its owner would.

Characters first, until YAML can read the file; then what stands in it. After each round the file
is read again, so that one mend may uncover what the next one needs. Comments, line ends and a byte
order mark stay; where a comment would be lost, nothing is done.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple
from unicodedata import normalize

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dutymatrix.check.arrangement import DISORDER, ordered
from dutymatrix.check.inspection import Inspection, inspect_bytes
from dutymatrix.check.waiver import IDLE, iter_idle, without_needless
from dutymatrix.finding import Finding
from dutymatrix.plan.model import Plan
from dutymatrix.plan.name import Roster
from dutymatrix.plan.period import parse_day
from dutymatrix.planfile.scalar import scan_scalars
from dutymatrix.planfile.slip import KEY_WORDS
from dutymatrix.planfile.source import decode
from dutymatrix.planfile.splice import KEYS, Key, PlanText, UnspliceableError
from dutymatrix.wording.radical import without_radicals

# One slip may hide the next, and no more than so many hide each other.
_MOST_ROUNDS = 40

# Characters that take no room and mean nothing; what other control characters stood for, nobody
# knows.
_WEIGHTLESS = "[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
# What breaks the structure at a place, and what belongs there.
_SLIPS = (
    ("：[ \t]*(?=\\S)", ": "),
    ("：[ \t]*", ":"),
    (":(?=[^\\s:])", ": "),
    ("[－–—][ \t]*(?=\\S)", "- "),
    ("-(?=[^-\\s])", "- "),
    ("(?<=[a-z_])[ \t]+(?=[^\\s:：])", ": "),
)
_A_DAY = r"[\d年月日./\-\s]+"
_BETWEEN_NAMES = "[，、；,;]"


class Mending(NamedTuple):
    """A plan file with what could be mended."""

    data: bytes
    """Its content then."""
    inspection: Inspection
    """What is found in it then."""
    mends: int
    """How many places were mended."""


def mend(data: bytes, file: str, chosen: Container[str]) -> Mending:
    """Mend what has one right answer, if that makes a plan that can be used.

    Where it does not, everything stays: a file is never left half mended.

    Args:
        data: The content of a plan file.
        file: The name that findings give.
        chosen: Codes of the rules whose findings count; others are not mended.
    """
    before = inspect_bytes(data, file, chosen)
    text, _findings = decode(data, file)
    if text is None:
        return Mending(data, before, 0)
    mark = data[: len(data) - len(text.encode("utf-8"))]
    mender = _Mender(text)
    after, mended = before, data
    for _round in range(_MOST_ROUNDS):
        if not mender.mend(after, chosen):
            break
        mended = mark + mender.text.encode("utf-8")
        after = inspect_bytes(mended, file, chosen)
    mender.judge_slips()
    is_same = not before.is_usable or after.plan == before.plan
    if not (after.is_usable and is_same and mender.is_certain):
        return Mending(data, before, 0)
    return Mending(mended, after, mender.mends)


class _Mender:
    """A text that is mended round by round."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mends = 0
        self.is_certain = True
        """False once it shows that a slip was none: it stands inside a text."""
        self.slips: list[tuple[int, int]] = []
        """Where the structure was mended: line and column from 0."""

    def mend(self, found: Inspection, chosen: Container[str]) -> bool:
        """Mend what can be, of what is found in the text; whether anything was."""
        before = self.text
        self.characters(found.findings)
        if self.text == before:
            self.judge_slips()
            if found.plan is not None:
                self.names(found.plan, found.findings)
        if self.text == before and found.is_usable:
            idle = [*iter_idle(found.found, found.waivers, chosen)] if IDLE in chosen else []
            self.text, gone = without_needless(self.text, idle)
            self.mends += gone
        return self.text != before

    def characters(self, findings: Iterable[Finding]) -> None:
        """Mend what keeps YAML from reading the text, once a line."""
        lines = self.text.split("\n")
        mended: set[int] = set()
        for finding in findings:
            mend = _BY_CHARACTER.get(finding.code)
            n, at = finding.line - 1, finding.column - 1
            if mend is None or n in mended or not 0 <= n < len(lines):
                continue
            line = mend(lines[n], at)
            if line == lines[n]:
                continue
            if finding.code == "DM105":
                longer = len(line) - len(lines[n])
                self.slips = [(i, c + longer if i == n and c > at else c) for i, c in self.slips]
                self.slips.append((n, at))
            lines[n] = line
            mended.add(n)
        self.mends += len(mended)
        self.text = "\n".join(lines)

    def judge_slips(self) -> None:
        """What was mended as structure must be structure, now that the text can be read."""
        if not self.slips:
            return
        starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        scalars = scan_scalars(self.text)
        self.is_certain &= not any(scalars.holds(starts[n] + at) for n, at in self.slips)
        self.slips.clear()

    def names(self, plan: Plan, findings: Iterable[Finding]) -> None:
        """Mend what stands in a text that YAML can read."""
        wanted = [finding for finding in findings if finding.code in _BY_NODE]
        if not wanted:
            return
        # What cannot be composed or edited has an error that is not mended here.
        with suppress(yaml.YAMLError, ValueError, OverflowError, UnspliceableError):
            edited = PlanText(self.text)
            nodes = dict(_iter_nodes(edited.root, ()))
            edit = _Edit(edited, Roster(plan), set())
            mends = 0
            # Lists first: in one that is written anew no name is edited by itself.
            for finding in sorted(wanted, key=lambda finding: finding.code not in _OF_LISTS):
                place = nodes.get((finding.line, finding.column))
                with suppress(UnspliceableError):
                    mends += place is not None and _BY_NODE[finding.code](edit, place)
            self.text = edited.edited()
            self.mends += mends


# Characters of a line.


def _without_weightless(line: str, at: int) -> str:
    return re.sub(_WEIGHTLESS, "", line) if re.match(_WEIGHTLESS, line[at:]) else line


def _without_slip(line: str, at: int) -> str:
    for slip, meant in _SLIPS:
        if match := re.compile(slip).match(line, at):
            return line[:at] + meant + line[match.end() :]
    return line


def _without_radicals(line: str, _at: int) -> str:
    return without_radicals(line)


_BY_CHARACTER: Mapping[str, Callable[[str, int], str]] = {
    "DM102": _without_weightless,
    "DM105": _without_slip,
    "DM118": _without_radicals,
}


# What stands in the text.


class _Place(NamedTuple):
    """A text or name in a plan file."""

    path: tuple[Key, ...]
    node: ScalarNode
    is_key: bool

    @property
    def value(self) -> str:
        """What it says."""
        value: str = self.node.value
        return value.strip()

    @property
    def field(self) -> tuple[Key, ...]:
        """The field that it is the value of, or one of the values."""
        return self.path[:-1] if isinstance(self.path[-1], int) else self.path


class _Edit(NamedTuple):
    """A text while what stands in it is mended."""

    text: PlanText
    roster: Roster
    rewritten: set[tuple[Key, ...]]
    """Lists of names that are written anew."""


def _mend_key(edit: _Edit, place: _Place) -> bool:
    """A key in the document's words, or in other letters: 牵头单位, Lead."""
    word = normalize("NFKC", place.value).lower().rstrip(":")
    meant = KEY_WORDS.get(word, word)
    if not place.is_key or meant not in KEYS or meant == place.value:
        return False
    edit.text.rename(place.node, meant)
    return True


def _mend_name(edit: _Edit, place: _Place) -> bool:
    """An alias, or a name in another width: the roster has one name for it."""
    meant = edit.roster.same(place.value)
    if place.is_key or meant in (None, place.value) or place.field in edit.rewritten:
        return False
    assert meant is not None
    edit.text.rename(place.node, meant)
    return True


def _mend_names(edit: _Edit, place: _Place) -> bool:
    """Several names in one, all of which are known; a name that stands twice in one list."""
    field = place.field
    if place.is_key or field in edit.rewritten:
        return False
    held = edit.text.at(*field)
    nodes = held.value if isinstance(held, SequenceNode) else [place.node]
    if not all(isinstance(node, ScalarNode) for node in nodes):
        return False
    own = [node.value.strip() for node in nodes]
    names = [*dict.fromkeys(name for each in own for name in _apart(each, edit.roster))]
    if names == own:
        return False
    if isinstance(held, SequenceNode) and not held.flow_style:
        for n, name in enumerate(own):
            changes = name not in names or own.count(name) > 1
            # Whoever wrote a comment there must say where it belongs now.
            if changes and "#" in edit.text.source(edit.text.block(*field, n)):
                return False
    edit.text.set_names(field[:-1], str(field[-1]), names)
    edit.rewritten.add(field)
    return True


def _apart(name: str, roster: Roster) -> list[str]:
    """The names that one consists of, where the roster has all of them; else that one."""
    parts = [roster.same(part) for part in re.split(_BETWEEN_NAMES, name)]
    return [part for part in parts if part] if len(parts) > 1 and all(parts) else [name]


def _mend_day(edit: _Edit, place: _Place) -> bool:
    """A day that is written otherwise: 2018年12月31日, 2018/12/31."""
    day = parse_day(place.value)
    if place.is_key or day is None or not re.fullmatch(_A_DAY, normalize("NFKC", place.value)):
        return False
    edit.text.rewrite(place.node, day.isoformat())
    return True


def _mend_order(edit: _Edit, place: _Place) -> bool:
    """Facts of a unit in another order than the format's; each takes its comments along."""
    record = edit.text.at(*place.path[:-1])
    if not isinstance(record, MappingNode):
        return False
    edit.text.arrange(place.path[:-1], ordered([key.value.strip() for key, _v in record.value]))
    return True


_BY_NODE: Mapping[str, Callable[[_Edit, _Place], bool]] = {
    "DM108": _mend_key,
    "DM201": _mend_name,
    "DM203": _mend_names,
    "DM301": _mend_names,
    DISORDER: _mend_order,
    "DM501": _mend_day,
}
_OF_LISTS = ("DM203", "DM301")

MENDED = frozenset({*_BY_CHARACTER, *_BY_NODE, IDLE})
"""Codes of the rules that have something to mend."""


def _iter_nodes(
    node: Node | None, path: tuple[Key, ...]
) -> Iterator[tuple[tuple[int, int], _Place]]:
    """Every text and name, by its line and column from 1."""
    match node:
        case MappingNode():
            for key, value in node.value:
                if isinstance(key, ScalarNode):
                    own = (*path, key.value.strip())
                    yield _place_of(key), _Place(own, key, is_key=True)
                    yield from _iter_nodes(value, own)
        case SequenceNode():
            for n, item in enumerate(node.value):
                yield from _iter_nodes(item, (*path, n))
        case ScalarNode() if path and node.value:
            yield _place_of(node), _Place(path, node, is_key=False)


def _place_of(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
