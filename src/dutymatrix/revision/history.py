"""What became of a plan, a section, a unit's duties or one task, commit by commit.

A task is followed backwards from version to version by what `diff` says it was, whatever its
number; a unit by the names it had before. Where two sides were merged, both are followed.
"""

import gc
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from dutymatrix.diff import Change, Kind, PlanDiff, diff_plans
from dutymatrix.error import (
    DutymatrixError,
    UnknownNumberError,
    UnknownSectionError,
    UnknownUnitError,
)
from dutymatrix.finding import InvalidPlanError
from dutymatrix.i18n import _
from dutymatrix.plan.model import Item, Milestone, Plan, Role, Section, Task
from dutymatrix.plan.name import Roster, groups_of
from dutymatrix.plan.number import find_item, find_section
from dutymatrix.plan.numbering import parse_number
from dutymatrix.plan.tenure import names_on
from dutymatrix.planfile import read_bytes, usable
from dutymatrix.revision.decision import differs_from_all, expected_of_merge
from dutymatrix.revision.git import Commit, Repository
from dutymatrix.wording import break_lines

Names = frozenset[str]
"""What is followed, as one version calls it: numbers of tasks, or names of units."""

Touches = Callable[[Change, PlanDiff, str], bool]
"""Whether a change is about a unit: its own, or beside it in a task that is or was its."""

_BETWEEN_COLLECTIONS = 200
_PRESENT = ""
_UNKNOWN = (UnknownNumberError, UnknownSectionError, UnknownUnitError)
_NEW_NAMES = (Kind.UNIT_RENAMED, Kind.UNIT_MERGED, Kind.UNIT_SPLIT, Kind.UNIT_SUCCEEDED)


class NotCommittedError(DutymatrixError):
    """The last commit does not have the plan."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is not in the last commit").format(file=file)
            + "\n"
            + _("git add and git commit put it there")
        )


class Version(NamedTuple):
    """The plan as a commit left it, or as the file has it."""

    id: str
    commit: Commit | None
    """None of what is not committed yet."""
    path: str
    """Where the plan stood, from the repository's root."""
    blob: str | None
    """Id of the content; None where it was removed, and of what is not committed yet."""
    parents: tuple[str, ...]
    """Ids of the versions before it; of a merge, the side's own first."""


class Entry(NamedTuple):
    """A commit that changed what was asked for."""

    version: Version
    changes: tuple[Change, ...]
    diff: PlanDiff
    """With the version before; that of the first version is with a plan without tasks."""
    names: Names
    """What the version calls it; none where it was removed."""
    is_first: bool = False
    """Whether the plan began here."""


class Origin(NamedTuple):
    """One thing that a task says, and which version said it first without a break."""

    what: str
    """`title`, `text`, `milestone` or the value of a role."""
    value: str | Milestone
    """The title, a sentence, a date or target, or who has the role."""
    version: Version | None
    """None where it is older than what was looked at."""


class History(NamedTuple):
    """What became of a unit, a task, a section or, where none of them is named, the plan."""

    plan: Plan
    """The plan as the file has it now."""
    unit: str | None
    """The unit's name, now or when it was last there; None where no unit was asked for."""
    item: Item | None
    """The task, now or when it was last there."""
    last: Version | None
    """The last version that had it; None where it is still there."""
    entries: tuple[Entry, ...]
    """The newest first."""
    origins: tuple[Origin, ...]
    """Of a task: where all that it says comes from, as the task has it."""
    unreadable: tuple[Version, ...]
    """Versions that were passed over."""
    is_cut_off: bool
    """Whether the clone is shallow, so that older versions are missing."""
    section: tuple[str, str] | None = None
    """Number and heading of the section that was asked for."""
    former: tuple[str, ...] = ()
    """Units whose tasks are the unit's on the day, by what the roster says of who took over."""
    day: date | None = None
    """The day; None where nothing depends on it."""


class Bounds(NamedTuple):
    """How much of a history is asked for; what is older than all of it is not looked at."""

    most: int | None = None
    """So many entries."""
    since: date | None = None
    until: date | None = None
    """Both days are included."""
    kinds: frozenset[Kind] = frozenset()
    """Only changes of these kinds; of all where none is named."""

    def holds(self, version: Version) -> bool:
        """Whether a version is of one of the days."""
        day = version.commit.day if version.commit else date.today()
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


class PlanLog:
    """The versions of a plan file, each read when it is first asked for."""

    def __init__(self, file: Path, present: Plan, *, first_parent: bool = False) -> None:
        """Take stock of what git has of a plan.

        Args:
            file: The plan file.
            present: The plan in it.
            first_parent: Take a merge for one commit, and leave out what it brought in.

        Raises:
            NotCommittedError: The last commit does not have it.
            DutymatrixError: As `git.Repository` raises them.
        """
        repository = Repository.discover(file)
        path = repository.path_of(file)
        committed = repository.path_at(repository.resolve("HEAD"), path)
        if committed is None:
            raise NotCommittedError(str(file))
        changes = repository.graph(committed, first_parent=first_parent)
        followed = {parent for change in changes for parent in change.parents}
        newest = tuple(c.commit.id for c in changes if c.commit.id not in followed)
        self._repository = repository
        self.present = present
        self.versions = (
            Version(_PRESENT, None, path, None, newest),
            *(Version(c.commit.id, c.commit, c.path, c.blob, c.parents) for c in changes),
        )
        """The newest first."""
        first = [own.id for own in self.versions if own.commit and not own.parents]
        # Where a clone is cut off, a commit seems to have no parents.
        is_shallow = repository.is_shallow()
        self._cut_off = {id_ for id_ in first if is_shallow and not repository.resolve(id_).parents}
        self.unreadable: list[Version] = []
        """Those met so far that hold no plan."""
        self._by_id = {version.id: version for version in self.versions}
        self._plans: dict[str, Plan | None] = {}
        # Of a thousand plans few are needed at a time, but the same may come again.
        self._ahead = Counter(version.blob for version in self.versions)
        self._left = 0
        # One process reads them all, each when it is wanted.
        self._wanted: deque[str] = deque()
        self._contents = repository.cat_blobs(iter(self._wanted.popleft, None))

    def plan(self, version: Version) -> Plan | None:
        """The plan of a version; None where it holds none that can be read."""
        if version.id == _PRESENT:
            return self.present
        if version.blob is None:
            return None
        if version.blob not in self._plans:
            self._plans[version.blob] = self._read(version, version.blob)
        return self._plans[version.blob]

    def leave(self, version: Version) -> None:
        """Let go of a version's plan, which is not asked for again."""
        self._ahead[version.blob] -= 1
        if version.blob and not self._ahead[version.blob]:
            self._plans.pop(version.blob, None)
            self._left += 1
            # A plan that was asked things is a circle, and commands put the collector off.
            if self._left % _BETWEEN_COLLECTIONS == 0:
                gc.collect()

    def before(self, version: Version) -> tuple[Version, ...]:
        """The versions a version is compared with: of each side the last that can be read."""
        found: dict[str, Version] = {}
        seen: set[str] = set()
        waiting = [*version.parents][::-1]
        while waiting:
            parent = self._by_id[waiting.pop()]
            if parent.id in seen:
                continue
            seen.add(parent.id)
            if self.plan(parent):
                found[parent.id] = parent
            else:
                waiting += parent.parents[::-1]
        return tuple(found.values())

    @property
    def is_cut_off(self) -> bool:
        """Whether versions are missing because the clone is shallow."""
        return bool(self._cut_off)

    def is_beginning(self, version: Version) -> bool:
        """Whether the plan began with a version that has none before it."""
        return version.id not in self._cut_off

    def is_merge(self, version: Version) -> bool:
        """Whether a version joined two sides, so that its changes are told where they were made."""
        commit = version.commit
        return commit is not None and len(commit.parents) > 1 and len(version.parents) > 1

    def decisions(self, version: Version, merged: Plan) -> PlanDiff | None:
        """What a merge made otherwise than merging gives; None where that is nothing.

        Compared with each side and with what merging gives of both, whichever side a conflict
        went to: what is different from all of them was decided in the merge.
        """
        sides = [side for side in map(self._by_id.__getitem__, version.parents) if side.blob]
        blobs = [side.blob for side in sides if side.blob]
        if len(sides) < 2 or version.blob in blobs:
            return None
        plans = [plan for side in sides if (plan := self.plan(side))]
        expected = self._merged(version, blobs) if len(sides) == 2 else ()
        return differs_from_all(expected or plans, merged)

    def _merged(self, version: Version, blobs: Sequence[str]) -> Sequence[Plan]:
        commit = version.commit
        assert commit  # it is a merge
        base = self._repository.fork_content(commit.parents, version.path)
        ours, theirs = self._repository.cat_blobs(blobs)
        return expected_of_merge(base, ours, theirs)

    def _read(self, version: Version, blob: str) -> Plan | None:
        file = f"{version.id}:{version.path}"
        self._wanted.append(blob)
        try:
            return usable(read_bytes(next(self._contents), file), file)
        except InvalidPlanError:
            self.unreadable.append(version)
            return None


def iter_former(file: Path, present: Plan) -> Iterator[Plan]:
    """The plans that git has of a plan file, the newest first; none where git knows none."""
    with suppress(DutymatrixError):
        log = PlanLog(file, present)
        for version in log.versions:
            if version.blob and (plan := log.plan(version)):
                yield plan
                log.leave(version)


def find_history(
    log: PlanLog,
    typed: str | None,
    touches: Touches,
    bounds: Bounds | None = None,
    *,
    section: str | None = None,
    day: date | None = None,
) -> History:
    """What became of a unit or task, from what somebody typed for it; else of section or plan.

    What the present plan does not have is looked for in the older versions, and followed
    from there to what it is now, or to where it ended.

    Args:
        log: The plan's versions.
        typed: A number, what stands for a name, or the title of a task.
        touches: Whether a change is about a unit.
        bounds: How much is asked for.
        section: What stands for a section, where no unit and no task is meant.
        day: Of a unit also what those had whose tasks are its own on this day.

    Raises:
        UnknownSectionError: No version has such a section.
        UnknownUnitError: No version has such a unit.
        UnknownNumberError: No version has such a task.
        AmbiguousUnitError: The name stands for several.
        AmbiguousNumberError: The number does.
    """
    subject, start = _find_subject(log, typed, section, touches)
    former: tuple[str, ...] = ()
    # Only who takes over from somebody has another history on another day.
    took_over = isinstance(subject, _Unit) and start.name in {
        name for unit in start.plan.units for name in unit.succeeded_by
    }
    if took_over and day:
        former = names_on(start.plan, start.name, day)
    walk = _Walk(log, subject, start, former)
    bounds = bounds or Bounds()
    entries = tuple(islice(walk.entries(bounds), bounds.most))
    plan = start.plan
    found = plan.section_by_number[start.name] if isinstance(subject, _Part) else None
    return History(
        log.present,
        start.name if isinstance(subject, _Unit) else None,
        plan.item_by_number[start.name] if isinstance(subject, _Task) else None,
        start.version if start.after else None,
        entries,
        tuple(walk.origins()),
        tuple(log.unreadable),
        log.is_cut_off,
        (start.name, f"{found[0]} {found[1].headline}") if found else None,
        former,
        day if took_over else None,
    )


def _find_subject(
    log: PlanLog, typed: str | None, section: str | None, touches: Touches
) -> "tuple[_Subject, _Start]":
    """What was meant, and the last version that has it: a unit before the title of a task."""
    subject: _Subject
    if typed is None:
        subject = _Whole() if section is None else _Part(section)
    elif _is_number(log.present, typed):
        subject = _Task(typed)
    else:
        subject = _Unit(typed, touches)
    try:
        return subject, _find_start(log, subject)
    except UnknownUnitError as unknown:
        titled = _Titled(typed or "")
        with suppress(UnknownNumberError):
            return titled, _find_start(log, titled)
        raise unknown from None


def _is_number(plan: Plan, typed: str) -> bool:
    if typed in plan.rank:
        return False
    return parse_number(typed) is not None or any(item.entry.id == typed for item in plan.items)


# What is followed.


class _Subject(Protocol):
    """A unit or task, which each version may call otherwise."""

    def find(self, plan: Plan) -> str:
        """What a plan calls it; an error where the plan does not have it."""

    def before(self, names: Names, diff: PlanDiff) -> Names:
        """What it was called in the old plan."""

    def after(self, name: str, diff: PlanDiff) -> str | None:
        """What it is called in the new plan; None where it is no more."""

    def is_untouched(self, names: Names, old: Plan, new: Plan) -> bool:
        """Whether a glance shows that it is the same in both."""

    def changes(self, olds: Names, news: Names, diff: PlanDiff) -> Iterator[Change]:
        """Those of the changes that are about it."""


class _Unit:
    def __init__(self, typed: str, touches: Touches) -> None:
        self._typed, self._touches = typed, touches

    def find(self, plan: Plan) -> str:
        return Roster(plan).resolve(self._typed)

    def before(self, names: Names, diff: PlanDiff) -> Names:
        found = set(names)
        for olds, news, _by in diff.identity.successions:
            if not names.isdisjoint(news):
                found = found.difference(news).union(olds)
        return frozenset(found)

    def after(self, name: str, diff: PlanDiff) -> str | None:
        for olds, news, _by in diff.identity.successions:
            if name in olds:
                return name if name in news else news[0]
        return name if name in diff.new.rank else None

    def is_untouched(self, names: Names, old: Plan, new: Plan) -> bool:
        """Whether all that changed is what one task says that is none of the unit's."""
        if any(unit.succeeded_by for unit in old.units):
            return False  # whether somebody took over depends on who has tasks
        pair = _lone_change(old, new)
        meant = {name for unit in names for name in (unit, *groups_of(old, unit))}
        return pair is not None and meant.isdisjoint(
            unit for task in pair for unit, _role in task.assignments
        )

    def changes(self, olds: Names, news: Names, diff: PlanDiff) -> Iterator[Change]:
        meant = olds | news
        for change in diff.changes:
            if any(self._touches(change, diff, name) for name in meant):
                yield change


class _Task:
    def __init__(self, typed: str) -> None:
        self._typed = typed

    def find(self, plan: Plan) -> str:
        return find_item(plan, self._typed).number

    def before(self, names: Names, diff: PlanDiff) -> Names:
        found = {old.number for old, new in _pairs(diff) if new.number in names}
        for number, parts in diff.matching.splits.items():
            if any(part.number in names for part in parts):
                found.add(number)
        for number in names:
            found.update(part.number for part in diff.matching.merges.get(number, ()))
        return frozenset(found)

    def after(self, name: str, diff: PlanDiff) -> str | None:
        for old, new in _pairs(diff):
            # A section that has no roles any more is no task.
            if old.number == name and new.number in diff.new.item_by_number:
                return new.number
        for number, parts in diff.matching.merges.items():
            if any(part.number == name for part in parts):
                return number
        return None

    def is_untouched(self, names: Names, old: Plan, new: Plan) -> bool:
        """Also of a task that others were moved around."""
        return (old.units, old.groups) == (new.units, new.groups) and all(
            (was := old.item_by_number.get(name))
            and (now := new.item_by_number.get(name))
            and (was.entry, was.title, _heading(was)) == (now.entry, now.title, _heading(now))
            for name in names
        )

    def changes(self, olds: Names, news: Names, diff: PlanDiff) -> Iterator[Change]:
        units = {
            unit
            for names, plan in ((olds, diff.old), (news, diff.new))
            for name in names & plan.item_by_number.keys()
            for unit, _role in plan.item_by_number[name].entry.assignments
        }
        for change in diff.changes:
            if change.kind in _NEW_NAMES:
                concerned = not units.isdisjoint(_names_in(change.detail))
            else:
                concerned = bool(
                    (change.old and change.old.number in olds)
                    or (change.new and change.new.number in news)
                )
            if concerned:
                yield change


class _Titled(_Task):
    """A task by its title or a part of it that no other has."""

    def find(self, plan: Plan) -> str:
        titles = [(item.title, item.number) for item in plan.items if item.title]
        found = [number for title, number in titles if title == self._typed]
        found = found or [number for title, number in titles if self._typed in title]
        if len(found) != 1:
            raise UnknownNumberError(self._typed, "")
        return found[0]


class _Part:
    """A section, with all that is in it."""

    def __init__(self, typed: str) -> None:
        self._typed = typed

    def find(self, plan: Plan) -> str:
        return find_section(plan, self._typed)

    def before(self, names: Names, diff: PlanDiff) -> Names:
        return frozenset(old.number for old, new in diff.matching.sections if new.number in names)

    def after(self, name: str, diff: PlanDiff) -> str | None:
        pairs = diff.matching.sections
        return next((new.number for old, new in pairs if old.number == name), None)

    def is_untouched(self, names: Names, old: Plan, new: Plan) -> bool:
        return False

    def changes(self, olds: Names, news: Names, diff: PlanDiff) -> Iterator[Change]:
        for change in diff.changes:
            if _is_within(change.old, olds) or _is_within(change.new, news):
                yield change


class _Whole:
    """The plan itself."""

    def find(self, plan: Plan) -> str:
        return plan.title

    def before(self, names: Names, diff: PlanDiff) -> Names:
        return frozenset({diff.old.title})

    def after(self, name: str, diff: PlanDiff) -> str | None:
        return diff.new.title

    def is_untouched(self, names: Names, old: Plan, new: Plan) -> bool:
        return False

    def changes(self, olds: Names, news: Names, diff: PlanDiff) -> Iterator[Change]:
        yield from diff.changes


def _is_within(item: Item | None, sections: Names) -> bool:
    return item is not None and any(f"{item.number}.".startswith(f"{n}.") for n in sections)


def _lone_change(old: Plan, new: Plan) -> tuple[Task, Task] | None:
    """The one task in which two plans differ, so that nobody could take it for another one."""
    entries = [item.entry for item in old.items]
    differing = [
        (entry, item.entry)
        for entry, item in zip(entries, new.items, strict=False)
        if entry != item.entry
    ]
    if len(differing) != 1:
        return None
    [(task, now)] = differing
    if not (isinstance(task, Task) and isinstance(now, Task)):
        return None
    if (task.id, task.ordinal) != (now.id, now.ordinal):
        return None
    said = {(task.title, task.text), (now.title, now.text)}
    if any((entry.title, entry.text) in said for entry in entries if entry is not task):
        return None
    return (task, now) if _with_task(new, now, task) == old else None


def _with_task(plan: Plan, task: Task, other: Task) -> Plan:
    """A plan with another task in the place of one that is not part of an item."""

    def tasks(own: Sequence[Task]) -> tuple[Task, ...]:
        return tuple(other if each is task else each for each in own)

    def section(own: Section) -> Section:
        return replace(own, sections=tuple(map(section, own.sections)), tasks=tasks(own.tasks))

    sections = tuple(map(section, plan.sections))
    return replace(plan, sections=sections, own_tasks=tasks(plan.own_tasks))


def _pairs(diff: PlanDiff) -> Iterator[tuple[Item, Item]]:
    yield from diff.matching.tasks
    # A section may carry roles, and then is asked for like a task.
    yield from diff.matching.sections


def _heading(item: Item) -> str:
    return item.section.headline if item.section else ""


def _names_in(detail: Mapping[str, object]) -> Iterator[str]:
    for key in ("from", "to"):
        match detail[key]:
            case str() as name:
                yield name
            case tuple() as names:
                yield from names


# Where to begin.


class _Start(NamedTuple):
    """Where something is followed from."""

    version: Version
    plan: Plan
    name: str
    """What the version calls it."""
    after: Version | None
    """The version that no more has it; None where the present one has."""


def _find_start(log: PlanLog, subject: _Subject) -> _Start:
    """The last version that has what was asked for."""
    present = log.versions[0]
    line = [(present, log.present)]
    try:
        name = subject.find(log.present)
    except _UNKNOWN as unknown:
        found = _search(log, subject, line)
        if found is None:
            raise unknown from None
        name = found
    while len(line) > 1:
        version, plan = line.pop()
        after, new_plan = line[-1]
        following = subject.after(name, diff_plans(plan, new_plan))
        if following is None:
            return _Start(version, plan, name, after)
        name = following
    return _Start(present, log.present, name, None)


def _search(log: PlanLog, subject: _Subject, line: list[tuple[Version, Plan]]) -> str | None:
    """What the last version calls it that has it; the line is followed back to that."""
    while parents := log.before(line[-1][0]):
        plan = log.plan(parents[0])
        assert plan is not None  # only what can be read is compared with
        line.append((parents[0], plan))
        with suppress(*_UNKNOWN):
            return subject.find(plan)
    return None


# The way back.


class _Walk:
    """One way through the versions, from where something is to where it began."""

    def __init__(
        self, log: PlanLog, subject: _Subject, start: _Start, former: Sequence[str]
    ) -> None:
        self._log, self._subject = log, subject
        first = frozenset({start.name, *former})
        self._names: dict[str, Names] = {start.version.id: first}
        """What each version calls it."""
        if start.after:
            self._names[start.after.id] = frozenset()
        item = start.plan.item_by_number.get(start.name) if isinstance(subject, _Task) else None
        self._facts = tuple(_facts(item)) if item else ()
        self._open: dict[str, list[_Trace]] = {
            start.version.id: [_Trace(n, fact) for n, fact in enumerate(self._facts)]
        }
        """Facts that a version has and that may be older."""
        self._found: dict[int, Version] = {}
        self._kinds: frozenset[Kind] = frozenset()

    def entries(self, bounds: Bounds) -> Iterator[Entry]:
        """The commits of some days that changed it, the newest first."""
        versions = self._log.versions
        self._kinds = bounds.kinds
        asked = [place for place, version in enumerate(versions) if bounds.holds(version)]
        for version in versions[: max(asked, default=-1) + 1]:
            entry = self._step(version) if version.id in self._names else None
            self._log.leave(version)
            if entry and bounds.holds(version):
                yield entry

    def origins(self) -> Iterator[Origin]:
        """Where everything that the task says comes from."""
        for n, fact in enumerate(self._facts):
            yield Origin(fact.what, fact.value, self._found.get(n))

    def _step(self, version: Version) -> Entry | None:
        names = self._names[version.id]
        plan = self._log.plan(version)
        if plan is None:
            return None
        told: Entry | None = None
        parents = self._log.before(version)
        for parent in parents:
            old = self._log.plan(parent)
            if old is None or old == plan or self._is_untouched(names, old, plan):
                self._pass_on(version, parent, names)
                continue
            diff = diff_plans(old, plan)
            olds = self._subject.before(names, diff) | self._names.get(parent.id, frozenset())
            self._trace(version, parent, olds, diff)
            if olds:
                self._names[parent.id] = olds
            if parent is parents[0] and not self._log.is_merge(version):
                told = self._tell(version, olds, names, diff)
        if self._log.is_merge(version) and (decided := self._log.decisions(version, plan)):
            # A merge tells what neither side has: what whoever settled it decided.
            olds = self._subject.before(names, decided)
            told = self._tell(version, olds, names, decided)
        begins = not parents and self._log.is_beginning(version)
        if begins:
            diff = diff_plans(_without_tasks(plan), plan)
            told = self._tell(version, frozenset(), names, diff, is_first=True)
        if parents or begins:
            self._settle(version)
        return told

    def _is_untouched(self, names: Names, old: Plan, new: Plan) -> bool:
        return bool(names) and self._subject.is_untouched(names, old, new)

    def _tell(
        self, version: Version, olds: Names, news: Names, diff: PlanDiff, *, is_first: bool = False
    ) -> Entry | None:
        about = self._subject.changes(olds, news, diff)
        changes = tuple(c for c in about if not self._kinds or c.kind in self._kinds)
        return Entry(version, changes, diff, news, is_first) if changes else None

    # Who said it first.

    def _pass_on(self, version: Version, parent: Version, names: Names) -> None:
        """Nothing is different in the version before."""
        if names:
            self._names[parent.id] = self._names.get(parent.id, frozenset()) | names
        self._open.setdefault(parent.id, []).extend(self._open.pop(version.id, ()))

    def _trace(self, version: Version, parent: Version, olds: Names, diff: PlanDiff) -> None:
        """Leave to the version before what it says already."""
        said: dict[Hashable, list[_Fact]] = {}
        for name in olds & diff.old.item_by_number.keys():
            for fact in _facts(diff.old.item_by_number[name]):
                said.setdefault(_key(fact, diff.identity.old), []).append(fact)
        new = []
        for trace in self._open.pop(version.id, ()):
            same = said.get(_key(trace.fact, diff.identity.new))
            if same:
                self._open.setdefault(parent.id, []).append(trace._replace(fact=same.pop(0)))
            else:
                new.append(trace)
        self._open[version.id] = new

    def _settle(self, version: Version) -> None:
        for trace in self._open.pop(version.id, ()):
            self._found[trace.place] = version


class _Fact(NamedTuple):
    """One thing that a task says."""

    what: str
    value: str | Milestone


class _Trace(NamedTuple):
    """A fact on its way back."""

    place: int
    """Which fact of the start it is."""
    fact: _Fact
    """The fact as the version has it: a unit may have another name."""


def _facts(item: Item) -> Iterator[_Fact]:
    if item.entry.title:
        yield _Fact("title", item.entry.title)
    for unit, role in item.entry.assignments:
        yield _Fact(role.value, unit)
    for line in filter(None, break_lines(item.entry.text)):
        yield _Fact("text", line)
    for milestone in item.entry.milestones:
        yield _Fact("milestone", milestone)


_ROLES = frozenset(role.value for role in Role)


def _key(fact: _Fact, name: Callable[[str], str]) -> Hashable:
    """What two versions of a fact have in common."""
    if fact.what in _ROLES and isinstance(fact.value, str):
        return fact.what, name(fact.value)
    return fact


def _without_tasks(plan: Plan) -> Plan:
    """The plan before there was anything in it."""
    return replace(plan, units=(), groups=(), sections=(), own_tasks=())
