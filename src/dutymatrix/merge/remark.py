"""Comments and blank lines of three versions: nothing that a plan says, and kept all the same."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from dutymatrix.i18n import _
from dutymatrix.merge.mark import Marks
from dutymatrix.merge.patch import Draft
from dutymatrix.merge.side import Version
from dutymatrix.merge.trio import SIDES, Trio, Trios
from dutymatrix.merge.unmergeable import UnmergeableError
from dutymatrix.plan.model import Group, Milestone, Section, Unit
from dutymatrix.planfile.comment import END, Comments, Path, Slot, Where

Lines = tuple[str, ...]
ABOVE: Where = "above"
_Anchor = tuple[Trio | None, Path]
"""A record, None at the end of the text, and the way from it to a field or name of it."""
_Place = tuple[_Anchor, Where]


class Remarked:
    """What the versions have, by what it stands at."""

    def __init__(self, trios: Trios, base: Version, ours: Version, theirs: Version) -> None:
        self._trios = trios
        self._versions = {"base": base, "ours": ours, "theirs": theirs}
        self._found: dict[str, Mapping[_Place, Lines]] = {}

    def is_changed(self, side: str) -> bool:
        """Whether a side has other comments or blank lines than the base."""
        return self._outlines["base"] != self._outlines[side]

    @cached_property
    def _outlines(self) -> Mapping[str, Sequence[str]]:
        return {side: _outline(version.text) for side, version in self._versions.items()}

    def has_comments(self, side: str) -> bool:
        """Whether there may be more in a version than blank lines."""
        return "#" in self._versions[side].text

    def found(self, side: str) -> Mapping[_Place, Lines]:
        """The remarks of a version, read once, and only where they are asked for."""
        if side not in self._found:
            self._found[side] = dict(self._read(side))
        return self._found[side]

    def _read(self, side: str) -> Iterator[tuple[_Place, Lines]]:
        version = self._versions[side]
        trios = {record.path: self._trios.of[record] for record in version.root.walk()}
        found = Comments(version.text, sealed=True).found if version.text else {}
        for slot, lines in found.items():
            yield (_anchor(slot.path, trios), slot.where), lines

    def commented(self, side: str) -> set[Trio]:
        """The records to which a side added a comment."""
        commented: set[Trio] = set()
        if not (self.has_comments(side) and self.is_changed(side)):
            return commented
        old = self.found("base")
        for place, lines in self.found(side).items():
            trio = place[0][0]
            if not _added(old.get(place, ()), lines) or (trio and trio.kind in (Unit, Group)):
                # One on a unit that left stands above the roster.
                continue
            while trio and trio not in commented:
                commented.add(trio)
                above = self._trios.place(trio, side)
                trio = above.above if above and trio.kind is not Section else None
        return commented

    def kept(self, draft: Draft) -> Draft:
        """The merged text with the comments and blank lines of both sides.

        Raises:
            UnmergeableError: A comment would be lost.
        """
        # Blank lines of ours are there already.
        asked = ["theirs", *(["ours"] if self.has_comments("ours") else [])]
        changed = [*filter(self.is_changed, asked)]
        if not changed:
            return draft
        old = self.found("base")
        news = [
            (place, new, [*self._around(place, side)], side == "theirs")
            for side in changed
            for place, new in self.found(side).items()
            if old.get(place, ()) != new
        ]
        within = {
            trio
            for place, _new, around, _is_theirs in news
            if not _is_outside(place)
            for trio, _path in (place[0], *around)
        }
        merged = _Merged(draft, within)
        for place, new, around, is_theirs in news:
            merged.take(place, old.get(place, ()), new, around, is_theirs)
        kept = draft._replace(text=merged.text())
        if any(map(self.has_comments, self._versions)):
            self._prove_kept(kept)
        return kept

    def _prove_kept(self, draft: Draft) -> None:
        """Look for each comment that a side added, or that neither took away."""
        old, own, other = (
            {line for lines in self.found(version).values() for line in lines}
            for version in self._versions
        )
        text = draft.marked(Marks(size=1))
        needed = {line.strip() for line in (own & other) | ((own | other) - old)}
        if not needed <= _tails(text):
            raise UnmergeableError(_("the result would lose something"))

    def _around(self, place: _Place, side: str) -> Iterator[_Anchor]:
        """What something stands in, from inside out."""
        (trio, path), _where = place
        for end in range(len(path) - 1, -1, -1):
            yield trio, path[:end]
        while trio and (above := self._trios.place(trio, side)):
            trio = above.above
            yield trio, (above.key,)
            yield trio, ()


class _Merged:
    """The remarks of the merged text while they are put together."""

    def __init__(self, draft: Draft, within: Collection[Trio | None]) -> None:
        """The remarks of a draft, of which some are to be put `within` records."""
        self.paths: dict[Trio | None, Path] = {None: END}
        self.paths |= {trio: path for path, trio in draft.records.items()}
        self.remarks = Comments(draft.text, sealed=True)
        paths = (self.paths[trio] for trio in within if trio in self.paths)
        if opened := self.remarks.sealed_around(paths):
            self.remarks = Comments(draft.text, sealed=True, opened=opened)
        self.shown: dict[Trio, set[str]] = {}
        """The comments that are shown in conflicts, with all else there."""
        for hunk in draft.hunks:
            for side in SIDES:
                self.shown.setdefault(hunk.node.trio, set()).update(_tails(hunk.texts[side]))
        self.shown_anywhere = set().union(*self.shown.values())
        self.changed: dict[Slot, Lines] = {}

    def take(
        self, place: _Place, old: Lines, new: Lines, around: Iterable[_Anchor], is_theirs: bool
    ) -> None:
        """Let the text have what a side changed in one place."""
        (trio, _path), where = place
        slot = self._slot(place)
        has = self._lines(slot) if slot else ()
        shown = self.shown.get(trio, set()) if slot and trio else self.shown_anywhere
        if slot and is_theirs:
            gone = {*old} - {*new, ""}
            taken = new if has == old else tuple(line for line in has if line not in gone)
            taken = tuple(
                line for line in taken if not line or line in has or line.strip() not in shown
            )
            if taken != has:
                self.changed[slot] = has = taken
        missing = [
            line for line in _added(old, new) if line not in has and line.strip() not in shown
        ]
        if not missing:
            return
        if where == "beside" and (has or trio in self.shown):
            place = place[0], "above"
        for each in (place, *((anchor, ABOVE) for anchor in around), ((None, ()), ABOVE)):
            if slot := self._slot(each):
                # One that stood by itself, with a blank line beneath it, still does.
                has = self._lines(slot)
                blank = ("",) if has[-1:] == new[-1:] == ("",) else ()
                self.changed[slot] = (*has, *missing, *blank)
                return

    def _slot(self, place: _Place) -> Slot | None:
        """Where a place is in the merged text; None where it has no such place."""
        (trio, path), where = place
        slot = Slot((*self.paths[trio], *path), where) if trio in self.paths else None
        return slot if slot and self.remarks.has(slot) else None

    def _lines(self, slot: Slot) -> Lines:
        return self.changed.get(slot, self.remarks.found.get(slot, ()))

    def text(self) -> str:
        """The text with all that was taken."""
        return self.remarks.written(self.changed)


def _is_outside(place: _Place) -> bool:
    """Whether what stands in a place stands above a record as a whole, not within a task."""
    (trio, path), where = place
    return where == "above" and not path and not (trio and trio.kind is Milestone)


def _anchor(path: Path, records: Mapping[Path, Trio]) -> _Anchor:
    if path == END:
        return None, ()
    end = len(path)
    while end and path[:end] not in records:
        end -= 1
    return records[path[:end]], path[end:]


def _tails(text: str) -> set[str]:
    """Whatever may be a comment in a text, and no line at all."""
    lines = (line.rstrip() for line in text.splitlines() if "#" in line)
    return {"", *(line[n:] for line in lines for n, char in enumerate(line) if char == "#")}


def _added(old: Lines, new: Lines) -> list[str]:
    """The comments that are new."""
    return [line for line in new if line and line not in old]


def _outline(text: str) -> list[str]:
    """The lines of a text that may be, or have, a comment, and blank ones."""
    lines = text.splitlines()
    return [line for line in lines if not line or "#" in line or line.isspace()]
