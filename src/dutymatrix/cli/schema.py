"""`schema`: the format of plan files, for editors."""

from typing import Annotated

import typer

from dutymatrix.cli import console, session, store
from dutymatrix.cli.options import OutputOption, PlanOption
from dutymatrix.error import SourceOverwriteError
from dutymatrix.i18n import N_, _


def schema(
    ctx: typer.Context,
    progress: Annotated[
        bool, typer.Option("--progress", help=N_("That of progress.yaml, and not of plan files."))
    ] = False,
    plan: PlanOption = None,
    output: OutputOption = None,
) -> None:
    """The format of plan files as JSON Schema, for editors that complete and explain keys.

    With --plan an editor completes the names of that plan's roster, and marks one that is
    not on it; write it anew when the roster changes. Keys are explained in the language of
    the screen.
    """
    from dutymatrix.planfile.schema import render_schema

    named = plan or ctx.obj.plan
    if progress:
        from dutymatrix.progress.accountschema import render_account_schema

        text = render_account_schema()
    else:
        text = render_schema(session.load(named) if named else None)
    if output is None:
        console.show(text, "json")
        return
    if named and session.is_same(output, named):
        raise SourceOverwriteError(str(output))
    store.write_file(output, text.encode("utf-8"))
    console.tell(_("{file} written").format(file=output))
