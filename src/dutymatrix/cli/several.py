"""Many plans that are asked at once: read them all, and answer from those that can be read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import bar, console, session
from dutymatrix.error import DutymatrixError, UnreadableFileError, ready
from dutymatrix.i18n import _, listed, messages_in

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from dutymatrix.answer.duties import DutyList
    from dutymatrix.answer.matrix import Axis, CrossTab, Measure
    from dutymatrix.answer.stats import Stats
    from dutymatrix.answer.units import UnitLoad
    from dutymatrix.library.predicate import Predicate
    from dutymatrix.library.retrieval import DataSet
    from dutymatrix.library.unread import Holdings
    from dutymatrix.plan.collection import Collection
    from dutymatrix.plan.model import Plan
    from dutymatrix.plan.selection import Filter
    from dutymatrix.planfile import Reading


class NoPlansError(DutymatrixError):
    """A folder was named in which there is no plan."""

    def __init__(self, folder: Path) -> None:
        lines = [
            _("there is no plan in {folder}").format(folder=folder),
            _("in a folder, .yaml files count that have format: and tasks: or sections:"),
        ]
        if session.documents_in(folder):
            lines.append(_("documents in it count with --documents"))
        super().__init__("\n".join(lines))


class DataSetBesideError(DutymatrixError):
    """A data set was named beside other plans."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _("{folder} is a data set, and none is asked together with other plans").format(
                folder=folder
            )
            + "\n"
            + _("ask it alone: dutymatrix --plan {folder} …").format(folder=ready(str(folder)))
            + "\n"
            + _("or write one of all plans: dutymatrix export --plan PLANS/ -o FOLDER")
        )


class NoReadablePlanError(DutymatrixError):
    """A folder was named of whose plans none can be read; each was named before."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(
            _("no plan in {folder} can be read").format(folder=listed(map(str, folders)))
            + "\n"
            + _("mend one of those that are named above, then try again")
        )


class _Found(NamedTuple):
    path: Path
    plan: "Plan"
    findings: int = 0


def load(asked: session.Asked, day: date | None = None) -> "Plan":
    """The plan that a question is about, as `session.load` gives it; several as one.

    Args:
        asked: Which it is.
        day: The day on which it is seen.

    Raises:
        NoPlansError: A folder has none.
        NoReadablePlanError: It has none that can be read.
        DutymatrixError: One that was named itself, or a `units.yaml`, cannot be read.
    """
    if holdings := holdings_of(asked, day):
        return holdings.whole
    session.left_out.clear()
    paths = asked.paths or (session.find_plan(),)
    if len(paths) == 1 and not session.is_folder(paths[0]):
        return session.load(paths[0], day)
    return _load_several(paths, asked, day)


def load_counted(asked: session.Asked) -> "Plan":
    """The plans as `load` gives them, with their `known_findings`; of one a collection, too."""
    if holdings := holdings_of(asked):
        return holdings.whole
    session.left_out.clear()
    return _load_several(asked.paths or (session.find_plan(),), asked, None, counts=True)


def open_(asked: session.Asked, day: date | None = None) -> "Plan":
    """The same; of a data set only what names, sections and plans there are (`part`)."""
    holdings = holdings_of(asked, day)
    return holdings.unread if holdings else load(asked, day)


def part(plan: "Plan", needed: "Callable[[Holdings], Predicate]", *, full: bool = True) -> "Plan":
    """The plan that was opened, with the tasks that an answer needs, and perhaps more.

    Args:
        plan: What `open_` gave.
        needed: Which tasks of a data set these are.
        full: Whether it needs their texts.
    """
    holdings = getattr(plan, "holdings", None)
    return holdings.part(needed(holdings), full=full) if holdings else plan


def part_met_by(plan: "Plan", wanted: "Filter", *, full: bool = True) -> "Plan":
    """The plan that was opened, with the tasks that a filter chooses, and perhaps more."""

    def needed(holdings: "Holdings") -> "Predicate":
        from dutymatrix.library.predicate import met_by

        return met_by(plan, wanted, holdings.printed)

    return part(plan, needed, full=full or bool(wanted.texts))


def part_named(plan: "Plan", numbers: Iterable[str]) -> "Plan":
    """The plan that was opened, with the tasks of the plans that some numbers name."""
    from dutymatrix.plan.number import plans_named

    named = plans_named(plan, numbers) if plan.plans else ()
    return part_of(plan, named) if named else plan


def part_called(plan: "Plan", word: str) -> "Plan":
    """The plan that was opened, with the tasks whose number, label or id a word may be."""
    from dutymatrix.plan.number import parted
    from dutymatrix.plan.numbering import parse_number

    def needed(_holdings: "Holdings") -> "Predicate":
        from dutymatrix.library.predicate import called

        return called(rest)

    named, rest = parted(plan, word) if plan.plans else ("", word)
    if named or not plan.plans or parse_number(rest):
        return part_named(plan, [word]) if named else plan
    # What names no plan and is no number is the id or the label of a task, or none.
    return part(plan, needed)


def says(plan: "Plan", word: str) -> bool:
    """Whether a data set that was opened is known to have a word, no text being read for it."""
    holdings = getattr(plan, "holdings", None)
    if holdings is None:
        return False
    from dutymatrix.library.predicate import surely_says

    return bool(holdings.data.has(surely_says(word)))


def part_of(plan: "Plan", names: Sequence[str]) -> "Plan":
    """The plan that was opened, with the tasks of some plans, by their short names."""

    def needed(_holdings: "Holdings") -> "Predicate":
        from dutymatrix.library.predicate import within

        return within(names)

    return part(plan, needed)


def newest_with(plan: "Plan", units: Iterable[str], most: int) -> tuple[str, ...] | None:
    """The newest plans of a data set that have `most` duties of some units together.

    None where that is no question: of files, and where more than their own tasks is needed to
    tell what they have to do.
    """
    holdings = getattr(plan, "holdings", None)
    asked = [*units]
    # What was given to a unit that ended is counted as its successor's.
    if (
        holdings is None
        or not holdings.can_count
        or not plan.absent_by_name.keys().isdisjoint(asked)
    ):
        return None
    from dutymatrix.library import beyond
    from dutymatrix.plan.name import groups_of

    names = {name for unit in asked for name in (unit, *groups_of(plan, unit))}
    return beyond.newest_with(holdings.counted, names, most)


def with_beyond(plan: "Plan", duties: "DutyList", newest: Sequence[str]) -> "DutyList":
    """Duties in the newest plans, with how many there are in all others."""
    from dutymatrix.answer.duties import may_mean
    from dutymatrix.library.beyond import count_beyond
    from dutymatrix.plan.name import groups_of, unlisted_groups

    unit = duties.unit
    groups = groups_of(plan, unit)
    unlisted = [
        group
        for group in (unlisted_groups(plan) if unit not in plan.group_by_name else ())
        if group not in groups and may_mean(plan, group, unit)
    ]
    holdings: Holdings = plan.holdings  # type: ignore[attr-defined]
    knowing = holdings.knowing(unit) if unlisted else ()
    counted = count_beyond(holdings.counted, unit, groups, unlisted, knowing, newest)
    return duties._replace(beyond=counted)


def holdings_of(asked: session.Asked, day: date | None = None) -> "Holdings | None":
    """The data set that a question is about; None where it is about files.

    Raises:
        NoPlansError: It has no plan.
    """
    paths = asked.paths or (session.find_plan(),)
    data = dataset_in(paths[0]) if len(paths) == 1 else None
    if data is None:
        return None
    if not data.counted():
        raise NoPlansError(paths[0])
    from dutymatrix.library.unread import Holdings

    return Holdings(data, paths[0], _title, day)


def dataset_in(path: Path) -> "DataSet | None":
    """The data set in a folder; None where it holds none."""
    from dutymatrix.library.shelf import is_dataset

    if not is_dataset(path):
        return None
    from dutymatrix.library.retrieval import DataSet

    bar.doing(_("reading {file}").format(file=path))
    return DataSet(path)


def _load_several(
    paths: Sequence[Path], asked: session.Asked, day: date | None, *, counts: bool = False
) -> "Collection":
    """The plans as one, the newest first; perhaps with the number of what is found in each."""
    from dutymatrix.library.house import gather
    from dutymatrix.library.shelf import short_names

    found = [*_iter_found(asked._replace(paths=tuple(paths)), counts=counts)]
    if not found:
        raise NoReadablePlanError(paths)
    bar.doing(_("working out the answer"))
    # What has no date comes last; those of one day in the order of their names.
    found.sort(key=lambda each: each.plan.issued_on or date.min, reverse=True)
    named = dict(zip(short_names([each.path for each in found]), found, strict=True))
    plans = {name: each.plan for name, each in named.items()}
    whole = gather(
        _title([plan.title for plan in plans.values()], found[0].plan.language),
        _folder(paths),
        plans,
        house_of(paths),
        day,
    )
    if not counts:
        return whole
    return replace(whole, findings={name: each.findings for name, each in named.items()})


class Counted(NamedTuple):
    """A cross-tab for which no plan was read."""

    plan: "Plan"
    table: "CrossTab"


def count(
    asked: session.Asked,
    rows: "Axis",
    columns: "Axis | None",
    measure: "Measure",
    day: date | None,
    *,
    zeros: bool,
) -> Counted | None:
    """The cross-tab of a data set, where it can be counted without reading its plans."""
    holdings = holdings_of(asked, day)
    if holdings is None:
        return None
    from dutymatrix.answer.matrix import default_columns
    from dutymatrix.library import crosstab

    whole = holdings.unread
    columns = columns or default_columns(whole)
    if not (crosstab.can_count(rows, columns) and holdings.can_count):
        return None
    table = crosstab.count(holdings.counted, whole, rows, columns, measure, zeros=zeros)
    return Counted(whole, table)


def count_loads(plan: "Plan") -> "tuple[UnitLoad, ...] | None":
    """How many tasks each unit has, of all that a data set has, where they can be counted."""
    holdings = getattr(plan, "holdings", None)
    if holdings is None or not holdings.can_count:
        return None
    from dutymatrix.library import load

    return load.count_loads(holdings.counted, plan)


def count_stats(plan: "Plan") -> "tuple[Plan, Stats] | None":
    """How the work of a data set is spread, where it can be counted, with the tasks it names."""
    holdings = getattr(plan, "holdings", None)
    if holdings is None or not holdings.can_count:
        return None
    from dutymatrix.answer.graph import join_units
    from dutymatrix.answer.stats import build_stats
    from dutymatrix.library.load import count_spread

    tallies, alone, led, pairs, items = count_spread(holdings.counted, plan)
    stats = build_stats(tallies, alone, led, join_units(plan, pairs))
    return replace(plan, chosen=items), stats  # type: ignore[call-arg]


def _title(titles: Sequence[str], language: str) -> str:
    """What several plans are called together, in the language of the first."""
    from dutymatrix.paper.phrase import quoted

    match titles:
        case [title]:
            return title
        case [one, other]:
            return f"{quoted(one)}{quoted(other)}"
    return messages_in(language).gettext("{n} plans together").format(n=len(titles))


def _folder(paths: Sequence[Path]) -> str:
    return next((str(path) for path in paths if session.is_folder(path)), "")


def iter_paths(asked: session.Asked) -> Iterator[Path]:
    """The files of the plans that are asked, each once; whether they can be read shows later.

    Raises:
        DataSetBesideError: One of several is a data set.
        NoPlansError: There is none in a folder.
        UnreadableFileError: A folder cannot be looked into.
    """
    from dutymatrix.library.shelf import is_dataset

    seen: set[Path] = set()
    for path in asked.paths or (session.find_plan(),):
        within = [path]
        if session.is_folder(path):
            if is_dataset(path) and len(asked.paths) > 1:
                raise DataSetBesideError(path)
            closed = len(session.left_out)
            within = [*_iter_within(path, asked)]
            if not within and len(session.left_out) == closed:
                raise NoPlansError(path)
        for each in within:
            if each.absolute() not in seen:
                seen.add(each.absolute())
                yield each


def _iter_within(folder: Path, asked: session.Asked) -> Iterator[Path]:
    from dutymatrix.library.shelf import ROSTER_NAME, is_yaml, iter_files

    files = iter_files(folder, recursive=asked.recursive, on_closed=_leave_out_folder)
    try:
        for path in files:
            if is_yaml(path):
                if path.name != ROSTER_NAME and _may_be_plan(path):
                    yield path
            elif asked.documents and session.is_named_as_document(str(path)):
                yield path
    except OSError as error:
        raise UnreadableFileError(str(folder), error) from None


def _may_be_plan(path: Path) -> bool:
    """Whether a file holds a plan; of what cannot be read its reader says why."""
    from dutymatrix.library.shelf import START, holds_plan, may_hold_plan

    try:
        with path.open("rb") as file:
            may = may_hold_plan(file.read(START))
        return may and holds_plan(session.read_whole(path))
    except OSError:
        return True
    except DutymatrixError as error:  # it is too large
        leave_out(str(path), why_left_out(error))
        return False


def _leave_out_folder(path: Path, error: OSError) -> None:
    leave_out(str(path), why_left_out(UnreadableFileError(str(path), error)))


def _iter_found(asked: session.Asked, *, counts: bool) -> Iterator[_Found]:
    """The plans that can be read; those of folders that cannot are named."""
    paths = [*iter_paths(asked)]
    folder = _folder(asked.paths)
    for path in bar.each(_("reading {file}").format(file=folder), paths, len(paths)):
        try:
            if counts:
                yield _Found(path, *load_with_findings(path))
            else:
                yield _Found(path, session.load_one(path))
        except DutymatrixError as error:
            if path in asked.paths:
                raise
            leave_out(str(path), why_left_out(error))


def why_left_out(error: DutymatrixError) -> str:
    """Why a plan of a folder is in no answer, and the next step, a line each."""
    from dutymatrix.finding import InvalidPlanError

    if not isinstance(error, InvalidPlanError):
        return str(error)
    what = _("{file} has errors").format(file=error.file)
    then = _("what is wrong in it: dutymatrix check {file}").format(file=ready(error.file))
    return f"{what}\n{then}"


def leave_out(path: str, why: str) -> None:
    """Name a plan of a folder that cannot be read, and so is in no answer.

    Args:
        path: The plan.
        why: What `why_left_out` said.
    """
    session.left_out.append(path)
    reason, *then = why.split("\n")
    console.complain("\n  ".join((_("left out: {reason}").format(reason=reason), *then)))


def house_of(paths: Sequence[Path]) -> "Plan | None":
    """The roster that the plans of a folder have in common."""
    from dutymatrix.planfile import usable

    found = find_house(paths)
    return usable(*found) if found else None


def find_house(paths: Sequence[Path]) -> "tuple[Reading, str] | None":
    """What was read of that roster, whatever is wrong in it, and its path."""
    from dutymatrix.library.house import read_house
    from dutymatrix.library.shelf import ROSTER_NAME

    for path in (folder / ROSTER_NAME for folder in paths):
        if session.is_file(path):
            return read_house(session.read_whole(path), str(path)), str(path)
    return None


def load_with_findings(path: Path) -> "tuple[Plan, int]":
    """A plan as `session.load_one` gives it, and how many problems `check` says of it."""
    from dutymatrix.check.inspection import inspect
    from dutymatrix.planfile import usable

    reading, file, data = session.read_one(path, keeps=True)
    return usable(reading, file), len(inspect(reading, data, file, _chosen(path)).findings)


def _chosen(path: Path) -> "Container[str]":
    """The rules that count beside a plan."""
    from dutymatrix.check.habit import FILE_NAME, read_habits
    from dutymatrix.finding.choice import choose

    file = path.parent / FILE_NAME
    habits = read_habits(session.content(file), str(file)) if session.is_file(file) else None
    return choose(habits.select, habits.ignore) if habits else choose((), ())
