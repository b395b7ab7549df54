"""`plans`: which plans there are, and what each holds."""

from pathlib import Path

import typer

from dutymatrix.cli import bar, session, several
from dutymatrix.cli.formats import offered_by
from dutymatrix.cli.options import FormatOption, OutputOption, Source, with_groups
from dutymatrix.i18n import _

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
    from dutymatrix.screen.plans import PlanListView, PlanRow

    loaded = several.load(source.asked(ctx.obj))
    named = loaded.plans or {Path(loaded.file).stem: loaded}
    # Those of a data set were counted when it was written.
    known = loaded.known_findings
    said = _("checking {file}").format(file=loaded.file)
    rows = (
        PlanRow(name, plan, known[name] if known else several.count_findings(Path(plan.file)))
        for name, plan in bar.each(said, named.items(), len(named))
    )
    view = PlanListView(loaded, tuple(rows))
    session.answer(view, format_, output, _FORMATS, pager=ctx.obj.pager)
