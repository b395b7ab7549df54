"""How git is told of a plan: where it is, and steps that are taken one after the other."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dutymatrix.cli import console, session, store
from dutymatrix.error import DutymatrixError, PlanNotFoundError
from dutymatrix.i18n import _

if TYPE_CHECKING:
    from dutymatrix.revision.git_setup import Place, Step

_DRIVER = re.compile(rb"^[^#].*\smerge=dutymatrix\b")
# Nobody writes so many lines by hand.
_MOST_ATTRIBUTES = 2**20


def place_of(plan: Path | None) -> "Place":
    """The repository that a plan is in, which need not be there yet, and its path in it."""
    from dutymatrix.revision.git import Repository
    from dutymatrix.revision.git_setup import Place

    try:
        file = session.find_plan(plan)
    except PlanNotFoundError:  # there may be one later
        file = Path(session.PLAN_NAME)
    repository = Repository.discover(file)
    return Place(repository, repository.path_of(file))


def take(place: "Place", steps: "Iterable[Step]") -> None:
    """Do what is to be done."""
    for step in steps:
        _take(place, step)


def tell_missing_driver(plan: Path) -> None:
    """Say it where a clone's attributes name a merge driver that its git does not have."""
    named = _driver_named(plan)
    if named is None:
        return
    from dutymatrix.revision.git_setup import lacks_driver

    with suppress(DutymatrixError):  # without git, or in a repository that it refuses to look at
        if lacks_driver(plan):
            console.tell(
                _(
                    "{place}: the plan is to be merged by tasks, but git has no driver for that "
                    "here and merges lines; dutymatrix git-setup puts it there"
                ).format(place="{}:{}".format(*named))
            )


def _driver_named(plan: Path) -> tuple[Path, int] | None:
    """The line of a .gitattributes above a plan that names our driver; no git is asked."""
    for folder in plan.absolute().parents:
        attributes = folder / ".gitattributes"
        with suppress(OSError):
            if attributes.is_file() and attributes.stat().st_size < _MOST_ATTRIBUTES:
                lines = attributes.read_bytes().splitlines()
                found = [n for n, line in enumerate(lines, 1) if _DRIVER.search(line)]
                if found:
                    return attributes, found[0]
            if (folder / ".git").exists():
                return None
    return None


def tell_kept(steps: "Iterable[Step]") -> None:
    """Say what of other people's stays as it is."""
    from dutymatrix.revision import git_setup as wiring

    for step in steps:
        if isinstance(step, wiring.Foreign):
            said = _("{key} is {value}, which somebody else set; it stays")
            console.tell(said.format(key=step.key, value=step.value))
        elif isinstance(step, wiring.Edited):
            console.tell(_("{file} was edited since; it stays").format(file=step.path))


def _take(place: "Place", step: "Step") -> None:
    from dutymatrix.revision import git_setup as wiring

    match step:
        case wiring.Setting():
            wiring.do(place, step)
        case wiring.Rewriting(path, _before, None):
            path.unlink()
        case wiring.Rewriting(path, before, str(text), executable):
            path.parent.mkdir(parents=True, exist_ok=True)
            old, new = (each.encode("utf-8", "surrogateescape") for each in (before, text))
            store.edit_file(path, old, new)
            if executable:
                path.chmod(path.stat().st_mode | 0o111)
