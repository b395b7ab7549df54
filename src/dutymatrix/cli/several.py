"""Many plans that are asked at once: read them all, and answer from those that can be read."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import bar, console, session
from dutymatrix.error import DutymatrixError, UnreadableFileError, ready
from dutymatrix.i18n import _, messages_in

if TYPE_CHECKING:
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


def load(asked: session.Asked, day: date | None = None) -> "Plan":
    """The plan that a question is about, as `session.load` gives it; several as one.

    Raises:
        NoPlansError: A folder has none that can be read.
        DutymatrixError: One that was named itself, or a `units.yaml`, cannot be read.
    """
    session.left_out.clear()
    paths = asked.paths or (session.find_plan(),)
    if len(paths) == 1 and not session.is_folder(paths[0]):
        return session.load(paths[0], day)
    return _load_several(paths, asked, day)


def _load_several(paths: Sequence[Path], asked: session.Asked, day: date | None) -> "Collection":
    """The plans as one, the newest first."""
    from dutymatrix.library.house import gather
    from dutymatrix.library.shelf import short_names

    found: list[_Found] = []
    house = None
    folders = [path for path in paths if session.is_folder(path)]
    for path in paths:
        if path in folders:
            within = [*_in_folder(path, asked)]
            if not within:
                raise NoPlansError(path)
            found += within
            house = house or _house_of(path)
        else:
            found.append(_Found(path, session.load_one(path)))
    bar.doing(_("working out the answer"))
    found = [*{each.path.absolute(): each for each in found}.values()]
    # What has no date comes last; those of one day in the order of their names.
    found.sort(key=lambda each: each.plan.issued_on or date.min, reverse=True)
    names = short_names([path for path, _plan in found])
    plans = {name: plan for name, (_path, plan) in zip(names, found, strict=True)}
    words = messages_in(found[0].plan.language)
    title = words.ngettext("{n} plan", "{n} plans", len(plans)).format(n=len(plans))
    return gather(title, str(folders[0]) if folders else "", plans, house, day)


def _in_folder(folder: Path, asked: session.Asked) -> Iterator[_Found]:
    from dutymatrix.library.shelf import iter_files

    try:
        paths = [*iter_files(folder, recursive=asked.recursive)]
    except OSError as error:
        raise UnreadableFileError(str(folder), error) from None
    for done, path in enumerate(paths):
        # Whoever reads a file says so, too.
        bar.doing(_("reading {file}").format(file=folder), len(paths))
        bar.count(done, len(paths))
        try:
            plan = _read(path, asked)
        except DutymatrixError as error:
            _leave_out(path, error)
        else:
            if plan:
                yield _Found(path, plan)


def _read(path: Path, asked: session.Asked) -> "Plan | None":
    """The plan in a file of a folder; None where it holds none."""
    from dutymatrix.library.house import FILE_NAME
    from dutymatrix.library.shelf import holds_plan, is_yaml
    from dutymatrix.planfile import read_bytes, usable

    if is_yaml(path):
        if path.name == FILE_NAME:
            return None
        data = session.read_whole(path)
        return usable(read_bytes(data, str(path)), str(path)) if holds_plan(data) else None
    if asked.documents and session.is_named_as_document(str(path)):
        return session.load_one(path)
    return None


def _leave_out(path: Path, error: DutymatrixError) -> None:
    from dutymatrix.library.shelf import is_yaml

    session.left_out.append(str(path))
    console.complain(
        _("{file} is left out: {reason}").format(file=path, reason=str(error).partition("\n")[0])
    )
    if is_yaml(path):
        console.complain(
            "  " + _("what is wrong in it: dutymatrix check {file}").format(file=ready(str(path)))
        )


def _house_of(folder: Path) -> "Plan | None":
    from dutymatrix.library.house import FILE_NAME, read_house
    from dutymatrix.planfile import usable

    path = folder / FILE_NAME
    if not session.is_file(path):
        return None
    return usable(read_house(session.read_whole(path), str(path)), str(path))
