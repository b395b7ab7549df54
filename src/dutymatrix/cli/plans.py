"""`plans`: which plans there are, and what each holds."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dutymatrix.cli import session, several
from dutymatrix.cli.formats import offered_by
from dutymatrix.cli.options import FormatOption, OutputOption, Source, with_groups

if TYPE_CHECKING:
    from collections.abc import Container

    from dutymatrix.plan.model import Plan
    from dutymatrix.screen.plans import PlanRow

_FORMATS = offered_by("plans")


@with_groups
def plans(
    ctx: typer.Context,
    *,
    source: Source,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """The plans of a folder, the newest first: title, number, date, tasks, units, findings.

    Whatever is asked of several plans, says of each task whose it is by the name in the first
    column; so may whoever asks: task 禁毒 三·3.
    """
    from dutymatrix.screen.plans import PlanListView

    loaded = several.load(source.asked(ctx.obj))
    named = loaded.plans or {Path(loaded.file).stem: loaded}
    view = PlanListView(loaded, tuple(_row(name, plan) for name, plan in named.items()))
    session.answer(view, format_, output, _FORMATS, pager=ctx.obj.pager)


def _row(name: str, plan: "Plan") -> "PlanRow":
    from dutymatrix.screen.plans import PlanRow

    return PlanRow(name, plan, _count_findings(Path(plan.file)))


def _count_findings(path: Path) -> int:
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
