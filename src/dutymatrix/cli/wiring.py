"""How git is told of a plan: where it is, and steps that are taken one after the other."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dutymatrix.cli import console, session, store
from dutymatrix.error import PlanNotFoundError
from dutymatrix.i18n import _

if TYPE_CHECKING:
    from dutymatrix.revision.git_setup import Place, Step


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
