"""The command tree."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from dutymatrix import __version__
from dutymatrix.cli import ask, revise
from dutymatrix.cli.help import Command, Group
from dutymatrix.cli.options import PlanOption
from dutymatrix.i18n import N_

_ASK, _REVISE = N_("Ask"), N_("Revise")

COMMANDS: tuple[tuple[Callable[..., Any], str, str], ...] = (
    (ask.duties, _ASK, "dutymatrix duties 市卫计局\ndutymatrix duties wjj gaj -f json"),
    (ask.task, _ASK, "dutymatrix task 三·3\ndutymatrix task 3.3 六·2"),
    (revise.check, _REVISE, "dutymatrix check\ndutymatrix check --explain DM201"),
)
"""Every command, named as its function, the panel it stands in and its examples."""


def build_command() -> Any:  # noqa: ANN401 - Typer does not export the type of its commands
    """The tree, ready to run."""
    app = typer.Typer(
        cls=Group,
        callback=_root,
        invoke_without_command=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        # Help and errors must not load rich.
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for function, panel, examples in COMMANDS:
        app.command(cls=Command, rich_help_panel=panel, epilog=examples)(function)
    return typer.main.get_command(app)


def _show_version(asked: bool) -> None:
    if asked:
        print(f"dutymatrix {__version__}")
        raise typer.Exit


def _root(
    ctx: typer.Context,
    plan: PlanOption = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help=N_("Say the version."), is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    """Who leads and who joins each task of an official plan.

    Units may be typed in part (卫计), by pinyin initials (wjj) or in full; tasks as
    the document prints them, （三）3, or as 三·3 or 3.3.
    """
    ctx.obj = plan
    if ctx.invoked_subcommand is None:
        print(ctx.get_help(), end="")
