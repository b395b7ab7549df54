"""`import`: a plan file of an official document."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import console, session, store, value
from dutymatrix.error import DutymatrixError, UnknownFormatError, UnknownSuffixError
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Container

    from dutymatrix.document import Intake

_FORMATS = ("yaml", "json")
_SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}


class ExistingPlanError(DutymatrixError):
    """An import would replace a file that somebody may have edited."""

    def __init__(self, output: str, document: str) -> None:
        super().__init__(
            _("{file} exists; an import never replaces a file").format(file=output)
            + "\n"
            + _("see what is different: dutymatrix diff {plan} {document}").format(
                plan=output, document=document
            )
        )


class TableNumberError(DutymatrixError):
    """--table is neither the number of a table nor all."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            _("--table {asked}: this is no number of a table").format(asked=asked)
            + "\n"
            + _("give its number, as import lists it, or all")
        )


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=N_("FILE"),
            help=N_("The document (Word, Excel, PDF, web page, text …); - for standard input."),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("FILE"),
            help=N_("Write the plan to a new file; one that exists is never replaced."),
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar=N_("FORMAT"),
            help=N_("yaml (a plan file) or json."),
            show_default=False,
            autocompletion=value.offer(_FORMATS),
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help=N_("Exit with 1 where anything is uncertain.")),
    ] = False,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar=N_("N|all"),
            help=N_("Take a table of tasks, by its number, or all of them, and not the text."),
            show_default=False,
        ),
    ] = None,
    original: Annotated[
        bool,
        typer.Option("--original", help=N_("Read a Word file without its tracked changes.")),
    ] = False,
) -> int:
    """Make a plan file of an official document, and say what was found and left out.

    Lists of units in brackets, behind labels and on lines of their own are understood;
    what is uncertain is named with its line, and never guessed.
    """
    from dutymatrix.document import build_plan

    name = _choose_format(format_, output)
    if output and output.exists():
        raise ExistingPlanError(str(output), str(file))
    tables = _choose_tables(table)
    intake = build_plan(session.read_official(file, original=original), tables=tables)
    text = _written(intake, name)
    if output:
        try:
            store.create_file(output, text.encode("utf-8"))
        except FileExistsError:  # since we looked
            raise ExistingPlanError(str(output), str(file)) from None
        console.tell(_("{file} written").format(file=output))
    else:
        console.show(text, name)
    _tell_proof(intake)
    return 1 if strict and intake.findings else 0


def _choose_format(asked: str | None, output: Path | None) -> str:
    if asked is not None:
        if asked not in _FORMATS:
            raise UnknownFormatError(asked, _FORMATS)
        return asked
    if output is None:
        return "yaml"
    suffix = output.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnknownSuffixError(str(output), tuple(_SUFFIXES))
    return _SUFFIXES[suffix]


def _choose_tables(asked: str | None) -> "Container[int] | None":
    from dutymatrix.document import ALL_TABLES

    if asked is None:
        return None
    if asked == "all":
        return ALL_TABLES
    if asked.isdecimal() and int(asked[:9]):
        return (int(asked[:9]),)
    raise TableNumberError(asked)


def _written(intake: "Intake", name: str) -> str:
    if name == "json":
        from dutymatrix.screen.import_ import intake_json

        return intake_json(intake)
    from dutymatrix.planfile.writer import write_plan

    return write_plan(intake.plan)


def _tell_proof(intake: "Intake") -> None:
    from dutymatrix.screen.check import render_findings
    from dutymatrix.screen.import_ import render_proof

    if intake.findings:
        console.tell(render_findings(intake.findings))
    for line in render_proof(intake):
        console.tell(line)
