"""Options and arguments that several commands have, one meaning each."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from dutymatrix.cli import complete, session
from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.i18n import N_, _

FILTERS, WHAT_IF, OUTPUT, GENERAL = N_("Filters"), N_("What if"), N_("Output"), N_("General")
"""The headings that options stand under in the help, behind those that a command has alone."""

_HEADINGS = {
    "Filters": FILTERS,
    "Supposed": WHAT_IF,
    "PaperOptions": OUTPUT,
    "RevisionOptions": OUTPUT,
    "Source": GENERAL,
}
"""The heading of each group, by its name."""

PlanOption = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar=N_("PATH"),
        help=N_(
            "The plan file. Default: $DUTYMATRIX_PLAN, or plan.yaml here or in a parent folder."
        ),
        show_default=False,
        rich_help_panel=GENERAL,
    ),
]

PlansOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--plan",
        metavar=N_("PATH"),
        help=N_(
            "The plan file, several, or a folder of plans. Default: $DUTYMATRIX_PLAN, or plan.yaml"
            " here or in a parent folder."
        ),
        show_default=False,
        rich_help_panel=GENERAL,
    ),
]


ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar=N_("tcp://HOST:PORT"),
        help=N_(
            "Work on the Dask cluster whose scheduler is there; all its machines see the files."
        ),
        show_default=False,
    ),
]


class Source(NamedTuple):
    """Which plans a question is about, as typed."""

    plan: PlansOption = None
    recursive: Annotated[
        bool,
        typer.Option("--recursive", help=N_("Of a folder of plans also the folders below.")),
    ] = False
    documents: Annotated[
        bool,
        typer.Option(
            "--documents", help=N_("Of a folder of plans also documents (Word, PDF …) in it.")
        ),
    ] = False
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help=N_("Exit with 1 where a plan of a folder could not be read.")
        ),
    ] = False

    def asked(self, settings: session.Settings) -> session.Asked:
        """What is meant, with what was said before the command."""
        paths = tuple(self.plan or settings.plans)
        return session.Asked(paths, self.recursive, self.documents)


FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar=N_("FORMAT"),
        help=N_("Output format: {formats}."),
        show_default=False,
        autocompletion=complete.formats,
        rich_help_panel=OUTPUT,
    ),
]


def _to_stream(path: Path | None) -> Path | None:
    """No file where `-` was typed, as everywhere for the standard streams."""
    return None if path == Path("-") else path


OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("Write to a file; its extension decides the format."),
        callback=_to_stream,
        show_default=False,
        rich_help_panel=OUTPUT,
    ),
]

AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=N_("DAY"),
        help=N_("The day whose units are meant, where some ended or took over; else today."),
        show_default=False,
        rich_help_panel=FILTERS,
    ),
]

KindsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar=N_("KIND"),
        help=N_("Only changes of a kind (moved, lead_changed …); may be repeated."),
        autocompletion=complete.kinds,
        show_default=False,
    ),
]

WordingOption = Annotated[
    bool, typer.Option("--full", help=N_("With all the wording of what was reworded."))
]

EditDryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run", help=N_("Show what would change in the file, and leave it as it is.")
    ),
]

UnitsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("UNIT..."),
        help=N_("A unit or group: its name, a part of it, or pinyin (wjj, weiji)."),
        autocompletion=complete.units,
    ),
]

OptionalUnitsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("UNIT..."),
        help=N_("A unit or group: its name, a part of it, or pinyin (wjj, weiji)."),
        autocompletion=complete.units,
        show_default=False,
    ),
]

WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("WORDS..."),
        help=N_("A section (三), a unit or words of the text; several: all of them."),
        autocompletion=complete.units,
        show_default=False,
    ),
]

DocumentsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar=N_("FILE..."),
        help=N_(
            "The document (Word, Excel, PDF, web page, text …), after a notice its annexes; "
            "- for standard input."
        ),
    ),
]

TableOption = Annotated[
    str | None,
    typer.Option(
        "--table",
        metavar=N_("N|all"),
        help=N_("Take a table of tasks, by its number, or all of them, and not the text."),
        show_default=False,
    ),
]

OriginalOption = Annotated[
    bool,
    typer.Option("--original", help=N_("Read a Word file without its tracked changes.")),
]

OptionalDocumentsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar=N_("FILE..."),
        help=N_(
            "The document (Word, Excel, PDF, web page, text …), after a notice its annexes; "
            "- for standard input."
        ),
        show_default=False,
    ),
]

NumbersArgument = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("NUMBER..."),
        help=N_("A task: 3.3, 三·3 or （三）3."),
        autocompletion=complete.numbers,
    ),
]


ROLES = ("lead", "responsible", "join", "guide")
"""Roles as they are typed."""

AXES = ("unit", "task", "section", "plan", "role", "lead", "year")
"""What a matrix counts over."""

ORDERS = ("number", "due", "lead")
"""What tasks are sorted by."""


class InvalidDayError(DutymatrixError):
    """What was typed is no day."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            _("{typed} is not a day").format(typed=quoted(typed))
            + "\n"
            + _("type for example 2018-12-31 or 2018年12月31日")
        )


def read_day(typed: str | None) -> date | None:
    """The day that was typed.

    Raises:
        InvalidDayError: It is none.
    """
    if typed is None:
        return None
    from dutymatrix.plan.period import parse_day

    day = parse_day(typed)
    if day is None:
        raise InvalidDayError(typed)
    return day


def as_of(typed: str | None) -> date:
    """The day whose units are meant: today where none was typed.

    Raises:
        InvalidDayError: What was typed is none.
    """
    return read_day(typed) or date.today()


def with_groups(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of each group that it takes, a named tuple, for its own.

    `def tasks(ctx, *, paper: PaperOptions, filters: Filters)` has, in this order, the options
    that are the fields of both, under the heading of its group where that has one.
    """
    parameters: list[Parameter] = []
    groups: dict[str, Any] = {}
    for name, parameter in signature(command).parameters.items():
        group = parameter.annotation
        if not (isinstance(group, type) and hasattr(group, "_field_defaults")):
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
            continue
        groups[name] = group
        hints = get_type_hints(group, include_extras=True)
        for field, default in group._field_defaults.items():
            if heading := _HEADINGS.get(group.__name__):
                hints[field].__metadata__[0].rich_help_panel = heading
            parameters.append(
                Parameter(field, Parameter.KEYWORD_ONLY, default=default, annotation=hints[field])
            )

    @wraps(command)
    def run(**given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives
        typed = {
            name: group(**{field: given.pop(field) for field in group._fields})
            for name, group in groups.items()
        }
        code = command(**given, **typed)
        strict = any(isinstance(group, Source) and group.strict for group in typed.values())
        return 1 if strict and session.left_out else code

    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
