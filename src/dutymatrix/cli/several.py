"""Many plans that are asked at once: read them all, and answer from those that can be read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import bar, console, session
from dutymatrix.error import DutymatrixError, UnreadableFileError, ready
from dutymatrix.i18n import _, messages_in

if TYPE_CHECKING:
    from collections.abc import Container

    from dutymatrix.answer.matrix import Axis, CrossTab, Measure
    from dutymatrix.library.retrieval import DataSet
    from dutymatrix.plan.collection import Collection
    from dutymatrix.plan.model import Plan


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


class _Found(NamedTuple):
    path: Path
    plan: "Plan"


def load(asked: session.Asked, day: date | None = None, *, of: Sequence[str] = ()) -> "Plan":
    """The plan that a question is about, as `session.load` gives it; several as one.

    Args:
        asked: Which it is.
        day: The day on which it is seen.
        of: Units as typed, where nothing is asked but what these have to do: of a data set no
            more than that need be read.

    Raises:
        NoPlansError: A folder has none that can be read.
        DutymatrixError: One that was named itself, or a `units.yaml`, cannot be read.
    """
    session.left_out.clear()
    paths = asked.paths or (session.find_plan(),)
    if len(paths) == 1 and not session.is_folder(paths[0]):
        return session.load(paths[0], day)
    if len(paths) == 1 and (data := dataset_in(paths[0])):
        return (of and _load_duties(data, paths[0], of)) or _load_dataset(data, paths[0], day)
    return _load_several(paths, asked, day)


def dataset_in(path: Path) -> "DataSet | None":
    """The data set in a folder; None where it holds none."""
    from dutymatrix.library.shelf import is_dataset

    if not is_dataset(path):
        return None
    from dutymatrix.library.retrieval import DataSet

    bar.doing(_("reading {file}").format(file=path))
    return DataSet(path)


def _load_several(paths: Sequence[Path], asked: session.Asked, day: date | None) -> "Collection":
    """The plans as one, the newest first."""
    from dutymatrix.library.house import gather
    from dutymatrix.library.shelf import short_names

    found = [*_iter_found(asked._replace(paths=tuple(paths)))]
    bar.doing(_("working out the answer"))
    # What has no date comes last; those of one day in the order of their names.
    found.sort(key=lambda each: each.plan.issued_on or date.min, reverse=True)
    names = short_names([path for path, _plan in found])
    plans = {name: plan for name, (_path, plan) in zip(names, found, strict=True)}
    return gather(
        _title([plan.title for plan in plans.values()], found[0].plan.language),
        _folder(paths),
        plans,
        house_of(paths),
        day,
    )


def _load_dataset(data: "DataSet", folder: Path, day: date | None) -> "Collection":
    from dutymatrix.library.house import gather

    held = data.read()
    if not held.plans:
        raise NoPlansError(folder)
    bar.doing(_("working out the answer"))
    newest = next(iter(held.plans.values()))
    title = _title([plan.title for plan in held.plans.values()], newest.language)
    whole = gather(title, str(folder), held.plans, held.house, day)
    return replace(whole, findings=held.findings)


def _load_duties(data: "DataSet", folder: Path, typed: Sequence[str]) -> "Collection | None":
    """What some units have to do; None where more must be read to tell."""
    if not data.is_plain():
        return None
    from dutymatrix.plan.collection import collect
    from dutymatrix.plan.name import Roster, groups_of, names_in, unlisted_groups

    whole = outline(data, folder)
    roster = Roster(whole)
    found = [roster.find(name) for word in typed for name in names_in(whole, word)]
    units = {fits[0] for fits in found if len(fits) == 1}
    if len(units) < len(found):
        return None
    names = {group for unit in units for group in groups_of(whole, unit)}
    plans = data.read_of(units | names | {*unlisted_groups(whole)}, units)
    if not plans:
        return None
    part = collect(whole.title, whole.file, plans)
    return replace(
        part,
        units=whole.units,
        groups=whole.groups,
        role_names=whole.role_names,
        language=whole.language,
        whole=whole.size,
    )


def outline(data: "DataSet", folder: Path) -> "Collection":
    """The plans of a data set as one, of which nothing is read but the roster."""
    from dutymatrix.plan.collection import Collection
    from dutymatrix.plan.model import Plan, Section

    held = data.outline()
    return Collection(
        title=_title([*held.plans.values()], held.language),
        units=held.units,
        groups=held.groups,
        role_names=held.role_names,
        language=held.language,
        file=str(folder),
        sections=tuple(Section(title=title) for title in held.plans.values()),
        gathered=tuple((name, Plan(title=title)) for name, title in held.plans.items()),
        whole=held.tasks,
    )


class Counted(NamedTuple):
    """A cross-tab for which no plan was read."""

    plan: "Plan"
    table: "CrossTab"


def count(
    asked: session.Asked,
    rows: "Axis",
    columns: "Axis | None",
    measure: "Measure",
    *,
    zeros: bool,
) -> Counted | None:
    """The cross-tab of a data set, where it can be counted without reading its plans."""
    from dutymatrix.library.shelf import is_dataset

    paths = asked.paths or (session.find_plan(),)
    if len(paths) != 1 or not is_dataset(paths[0]):
        return None
    from dutymatrix.answer.matrix import default_columns
    from dutymatrix.library import crosstab
    from dutymatrix.library.retrieval import DataSet

    data = DataSet(paths[0])
    whole = outline(data, paths[0])
    columns = columns or default_columns(whole)
    if not crosstab.can_count(data, rows, columns):
        return None
    return Counted(whole, crosstab.count(data, whole, rows, columns, measure, zeros=zeros))


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
        NoPlansError: There is none in a folder.
        UnreadableFileError: A folder cannot be looked into.
    """
    seen: set[Path] = set()
    for path in asked.paths or (session.find_plan(),):
        within = [path]
        if session.is_folder(path):
            within = [*_iter_within(path, asked)]
            if not within:
                raise NoPlansError(path)
        for each in within:
            if each.absolute() not in seen:
                seen.add(each.absolute())
                yield each


def _iter_within(folder: Path, asked: session.Asked) -> Iterator[Path]:
    from dutymatrix.library.house import FILE_NAME
    from dutymatrix.library.shelf import holds_plan, is_yaml, iter_files

    try:
        paths = [*iter_files(folder, recursive=asked.recursive)]
    except OSError as error:
        raise UnreadableFileError(str(folder), error) from None
    for path in paths:
        if is_yaml(path):
            if path.name != FILE_NAME and holds_plan(session.read_whole(path)):
                yield path
        elif asked.documents and session.is_named_as_document(str(path)):
            yield path


def _iter_found(asked: session.Asked) -> Iterator[_Found]:
    """The plans that can be read; those of folders that cannot are named."""
    paths = [*iter_paths(asked)]
    for done, path in enumerate(paths):
        # Whoever reads a file says so, too.
        bar.doing(_("reading {file}").format(file=path.parent), len(paths))
        bar.count(done, len(paths))
        try:
            yield _Found(path, session.load_one(path))
        except DutymatrixError as error:
            if path in asked.paths:
                raise
            leave_out(str(path), str(error).partition("\n")[0])


def leave_out(path: str, reason: str) -> None:
    """Name a plan of a folder that cannot be read, and so is in no answer."""
    from dutymatrix.library.shelf import is_yaml

    session.left_out.append(path)
    console.complain(_("{file} is left out: {reason}").format(file=path, reason=reason))
    if is_yaml(Path(path)):
        said = _("what is wrong in it: dutymatrix check {file}").format(file=ready(path))
        console.complain(f"  {said}")


def house_of(paths: Sequence[Path]) -> "Plan | None":
    """The roster that the plans of a folder have in common."""
    from dutymatrix.library.house import FILE_NAME, read_house
    from dutymatrix.planfile import usable

    for path in (folder / FILE_NAME for folder in paths):
        if session.is_file(path):
            return usable(read_house(session.read_whole(path), str(path)), str(path))
    return None


def count_findings(path: Path) -> int:
    """How many problems `check` says of a plan."""
    from dutymatrix.check import check_plan
    from dutymatrix.check.inspection import inspect_bytes

    chosen = _chosen(path)
    if session.names_document(path):
        reading = session.read(path)
        more = check_plan(reading.plan, chosen) if reading.plan else ()
        return len(reading.findings) + len(more)
    return len(inspect_bytes(session.content(path), str(path), chosen).findings)


def _chosen(path: Path) -> "Container[str]":
    """The rules that count beside a plan."""
    from dutymatrix.check.habit import FILE_NAME, read_habits
    from dutymatrix.finding.choice import choose

    file = path.parent / FILE_NAME
    habits = read_habits(session.content(file), str(file)) if session.is_file(file) else None
    return choose(habits.select, habits.ignore) if habits else choose((), ())
