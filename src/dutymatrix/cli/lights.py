"""The lights of tasks, as look-ups show them; without a progress file nothing of it is loaded."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import console, session
from dutymatrix.cli.options import read_day
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from dutymatrix.plan.model import Item, Plan
    from dutymatrix.progress.ledger import Ledger
    from dutymatrix.progress.light import Light

OpenOption = Annotated[bool, typer.Option("--open", help=N_("Not closed by progress close."))]

ClosedOption = Annotated[bool, typer.Option("--closed", help=N_("Closed by progress close."))]


def lights_beside(plan: "Plan", typed: str | None, *, needed: bool) -> "dict[str, Light]":
    """The light of each task, by its number; none where there is no progress file.

    Args and errors are those of `ledger_beside`.
    """
    ledger = ledger_beside(plan, typed, needed=needed)
    return {row.item.number: row.light for row in ledger.rows} if ledger else {}


def ledger_beside(plan: "Plan", typed: str | None, *, needed: bool) -> "Ledger | None":
    """How far all tasks are; None where there is no progress file.

    Args:
        plan: The plan, as it is seen on a day.
        typed: The day of the lights, as it was typed; None for today.
        needed: Whether the answer hangs on them: else it does without those of a broken file.

    Raises:
        InvalidDayError: It is none.
        InvalidPlanError: The progress file has errors, and the answer hangs on it.
    """
    from dutymatrix.progress.accountfile import progress_path

    path = Path(plan.file)
    if not (session.is_file(path) and session.is_file(progress_path(path))):
        return None
    from dutymatrix.cli.progressfile import known_at
    from dutymatrix.finding import InvalidPlanError

    try:
        known = known_at(plan, progress_path(path), read_day(typed) or date.today())
    except InvalidPlanError as error:
        if needed:
            raise
        console.tell(_("without the lights: {reason}").format(reason=error))
        return None
    return known.ledger()


def standing(
    items: "Sequence[Item]",
    lights: "Mapping[str, Light]",
    *,
    is_open: bool = False,
    closed: bool = False,
    overdue: bool = False,
) -> "tuple[Item, ...]":
    """Those of some tasks that stand as was asked for.

    Args:
        items: The tasks.
        lights: The light of each by its number; without any nothing is closed.
        is_open: Those that are not closed.
        closed: Those that are.
        overdue: Those that are overdue; where there are no lights that is known already.
    """
    found = []
    for item in items:
        said = lights[item.number].value if lights else "green"
        if (is_open and said == "grey") or (closed and said != "grey"):
            continue
        if said == "red" or not (overdue and lights):
            found.append(item)
    return tuple(found)
