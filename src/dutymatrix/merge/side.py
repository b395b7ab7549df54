"""A version of a plan file, and the same with units under the names another version gave them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from yaml.nodes import Node, ScalarNode, SequenceNode

from dutymatrix.finding import InvalidPlanError
from dutymatrix.i18n import _
from dutymatrix.merge.mark import side_name
from dutymatrix.merge.record import Record, record_of
from dutymatrix.merge.succession import certain_names
from dutymatrix.merge.unmergeable import UnmergeableError, reason_of
from dutymatrix.plan.model import Plan, Role
from dutymatrix.planfile import parse_plan, read_text
from dutymatrix.planfile.comment import Comments, Path, Slot
from dutymatrix.planfile.splice import PlanText

_NAMES = ("members", "succeeded_by", "units")

Doubled = Mapping[Path, Collection[str]]
"""By paths to records, the names that two of their units have now."""


class Version:
    """One of the three versions: its text, and the plan in it."""

    def __init__(self, text: str, plan: Plan, doubled: Doubled | None = None) -> None:
        self.text = text
        self.plan = plan
        self.doubled = doubled or {}
        """By paths to records, the names that two of their units have now."""

    @cached_property
    def root(self) -> Record:
        """The plan as records."""
        return record_of(self.plan)

    @cached_property
    def layout(self) -> PlanText:
        """The text, to look up places in it and to edit it."""
        return PlanText(self.text, sealed=True)

    def renamed(self, names: Mapping[str, str]) -> "Version":
        """This version with units under other names; a record names each of them once.

        Args:
            names: New names by old ones, which leave the roster; one whose new name took the
                place of it alone has it there, too.
        """
        if not (names and self.text):
            return self
        edited = PlanText(self.text)
        left: list[Path] = []
        doubled: dict[Path, set[str]] = {}
        for record in self.root.walk():
            for key, olds, news in _iter_renamed(record, names):
                if len(news) < len(olds):
                    edited.set_names(record.path, key, news)
                    left += [(*record.path, key, name) for name in olds if name not in news]
                    units = [u for u, _role in record.fields.get("assignments", ())]
                    once = Counter(names.get(unit, unit) for unit in units)
                    doubled[record.path] = {name for name, n in once.items() if n > 1}
                    continue
                nodes = _scalars(edited.at(*record.path, key))
                for node, old, new in zip(nodes, olds, news, strict=True):
                    if old != new:
                        edited.rename(node, new)
        olds_of = Counter(names.values())
        for old in names:
            key_node = edited.key(self.plan.holder_of(old), old)
            if key_node and olds_of[names[old]] == 1 and names[old] not in self.plan.rank:
                edited.rename(key_node, names[old])
        text = _with_comments(edited.edited(), self.text, left)
        # The new names stand in the roster of the other side: here they may be missing.
        plan = read_text(text, "").plan
        return Version(text, plan, doubled) if plan else self


def read_version(text: str, side: str) -> Version:
    """One version in a merge: "base", "ours" or "theirs".

    Raises:
        UnmergeableError: The text is no plan, or one with errors.
    """
    try:
        return Version(text, parse_plan(text, side))
    except InvalidPlanError as error:
        raise UnmergeableError(reason_of(error, side_name(side))) from None


def read_base(text: str) -> Version:
    """What both sides come from: nothing at all where both added the file."""
    return read_version(text, "base") if text.strip() else Version("", Plan(title=""))


def follow_renames(
    base: Version, ours: Version, theirs: Version
) -> tuple[Version, Version, Version]:
    """The versions, in each the units under the names that the other side gave them.

    Raises:
        UnmergeableError: Both sides gave one unit new names, and not the same.
    """
    own, other = _renames(base, ours), _renames(base, theirs)
    for name in own.keys() & other.keys():
        if own[name] != other[name]:
            raise UnmergeableError(
                _("{name} is {ours} in ours and {theirs} in theirs").format(
                    name=name, ours=own[name], theirs=other[name]
                )
            )
    own, other = _chained(own, other), _chained(other, own)
    return base.renamed({**own, **other}), ours.renamed(other), theirs.renamed(own)


def _chained(names: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """New names, where the other side renamed those again the last ones."""
    return {old: others.get(new, new) for old, new in names.items()}


def _renames(base: Version, side: Version) -> dict[str, str]:
    """New names of units and groups by those that a side took out of the roster.

    One that stays there and has a successor keeps what is given to it by name: each side's
    names are written as it wrote them.
    """
    return {
        old: new
        for old, new in certain_names(base.plan, side.plan).items()
        if old != new and old not in side.plan.rank
    }


def _iter_renamed(
    record: Record, names: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The lists of names of a record that change: key, names before, names after."""
    assignments = record.fields.get("assignments", ())
    lists = {role.value: tuple(unit for unit, had in assignments if had is role) for role in Role}
    lists |= {key: record.fields.get(key, ()) for key in _NAMES}
    stand: set[str] = set()
    for key, olds in lists.items():
        if key in _NAMES:
            stand = set()
        news = dict.fromkeys(names.get(name, name) for name in olds)
        kept = tuple(name for name in news if name not in stand)
        stand.update(kept)
        if kept != olds:
            yield key, olds, kept


def _with_comments(text: str, before: str, left: Iterable[Path]) -> str:
    """A text with the comments on names that left, above the lists that named them."""
    if not left or "#" not in before:
        return text
    old, new = Comments(before), Comments(text)
    changed: dict[Slot, tuple[str, ...]] = {}
    for path in left:
        lines = [
            line.strip()
            for slot, own in old.found.items()
            if slot.path == path
            for line in own
            if line
        ]
        heads = (Slot(path[:end], "above") for end in range(len(path) - 1, 0, -1))
        head = next(slot for slot in heads if new.has(slot))
        if lines:
            changed[head] = (*changed.get(head, new.found.get(head, ())), *lines)
    return new.written(changed)


def _scalars(node: Node | None) -> list[ScalarNode]:
    """The one name, or those of a list."""
    return node.value if isinstance(node, SequenceNode) else [node]  # type: ignore[list-item]
