"""Options and arguments that several commands have, one meaning each."""

from pathlib import Path
from typing import Annotated

import typer

from dutymatrix.cli import complete
from dutymatrix.i18n import N_

PlanOption = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar=N_("PATH"),
        help=N_("The plan file; else $DUTYMATRIX_PLAN, else plan.yaml here or in a folder above."),
        show_default=False,
    ),
]

FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar=N_("FORMAT"),
        help=N_("How to write the answer: table (for eyes), json, csv, tsv or md."),
        show_default=False,
        autocompletion=complete.formats,
    ),
]

OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("Write to a file; its ending chooses the format."),
        show_default=False,
    ),
]

TEXT_FORMATS = ("table", "json", "csv", "tsv", "md")
"""The formats that need no extra."""
