"""`progress check`: entries whose task is not in the plan, or is called otherwise there."""

from typing import Annotated

import typer

from dutymatrix.cli import console, progressfile, store
from dutymatrix.cli.options import PlanOption
from dutymatrix.i18n import N_, _, current_messages, ngettext


def progress_check(
    ctx: typer.Context,
    *,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help=N_("Let entries name their task as the plan does now, where it is known.")
        ),
    ] = False,
    plan: PlanOption = None,
) -> int:
    """Find entries of progress.yaml whose task is gone, was split, or has another name.

    A task that moved, was renumbered, has a new title or was merged is found by what
    git has of earlier revisions, as diff matches them. What cannot be known is named
    with its line and never guessed: write the task there. The exit code is then 1.
    """
    from dutymatrix.progress.accountwriter import rename_entries
    from dutymatrix.progress.tracking import places_of
    from dutymatrix.screen.progress import lost_said

    known = progressfile.load(plan or ctx.obj.plan)
    words = current_messages()
    places = places_of(known.plan)
    taken = {entry.place for entry in known.account.entries}
    renamed = {}
    for place, item in known.tracking.followed.items():
        new = places[item.number]
        if new not in taken:  # of merged ones the first
            taken.add(new)
            renamed[place] = new
        where = f"{known.path}:{known.line_of(place)}"
        said = _("{place}: {title} is {task} now")
        task = f"{item.label} {item.title}"
        console.show(said.format(place=where, title=place.title, task=task) + "\n", "table")
    for lost in known.tracking.lost:
        where = f"{known.path}:{known.line_of(lost.entry.place)}"
        said = words.gettext("{unit}: {text}").format(unit=where, text=lost_said(lost, words))
        console.show(said + "\n", "table")
    if fix and renamed:
        text = rename_entries(known.data.decode("utf-8"), known.account, renamed)
        store.edit_file(known.path, known.data, text.encode("utf-8"))
        console.tell(_("{file} written").format(file=known.path))
    elif renamed:
        console.tell(_("dutymatrix progress check --fix writes the names of now into the file"))
    if known.tracking.lost:
        console.tell(_("write task: and section: of the task there that an entry is to belong to"))
        return 1
    if not known.tracking.followed:
        n = len(known.account.entries)
        said = ngettext("{n} entry, its task is there", "{n} entries, all their tasks are there", n)
        console.tell(said.format(n=n))
    return 0
