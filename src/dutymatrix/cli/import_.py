"""`import`: a plan file of an official document."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import console, session, store, value
from dutymatrix.cli.options import (
    ClusterOption,
    OptionalDocumentsArgument,
    OriginalOption,
    TableOption,
)
from dutymatrix.cli.suggestion import did_you_mean
from dutymatrix.error import DutymatrixError, UnknownFormatError, UnknownSuffixError, ready
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
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
                plan=ready(output), document=ready(document)
            )
            + "\n"
            + _("merge a new printing into it: dutymatrix import {document} --onto {plan}").format(
                plan=ready(output), document=ready(document)
            )
        )


class PlanAsDocumentError(DutymatrixError):
    """The name of the new plan file stands among the documents."""

    def __init__(self, file: Path, others: Sequence[Path]) -> None:
        super().__init__(
            _("{file}: {what}").format(file=file, what=_("there is no such file"))
            + "\n"
            + did_you_mean("import", [*map(str, others), "-o", str(file)])
        )


class MissingDocumentError(DutymatrixError):
    """Nothing was named to import."""

    def __init__(self) -> None:
        super().__init__(
            _("no document was named")
            + "\n"
            + _("dutymatrix import FILE, or every document in a folder: import --all FOLDER")
        )


class ExcludingOptionsError(DutymatrixError):
    """Two options each say what is to be done."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            _("{one} and {other} do not go together").format(one=one, other=other)
            + "\n"
            + _("leave one of them out")
        )


class BaseWithoutPlanError(DutymatrixError):
    """It was said what a plan was imported from, and not which plan."""

    def __init__(self) -> None:
        super().__init__(
            _("--base says what a plan was imported from; which plan is missing")
            + "\n"
            + _("add the plan that the new printing is merged into: --onto PLAN")
        )


def import_(
    files: OptionalDocumentsArgument = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("FILE"),
            help=N_(
                "Write the plan to a new file; one that exists is never replaced. "
                "With --all, the folder of the plan files."
            ),
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar=N_("FORMAT"),
            help=N_("yaml (a plan file) or json; with --all, of the table: table, csv, json …"),
            show_default=False,
            autocompletion=value.offer(_FORMATS),
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help=N_("Exit with 1 where anything is uncertain.")),
    ] = False,
    table: TableOption = None,
    original: OriginalOption = False,
    onto: Annotated[
        Path | None,
        typer.Option(
            "--onto",
            metavar=N_("PLAN"),
            help=N_("Merge a new printing into a plan file that was edited; the edits stay."),
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar=N_("ORIGIN"),
            help=N_("What that plan was imported from, where git does not have it."),
            show_default=False,
        ),
    ] = None,
    every: Annotated[
        Path | None,
        typer.Option(
            "--all",
            metavar=N_("FOLDER"),
            help=N_("Make a plan file of every document in a folder, and a table of them."),
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            metavar=N_("COUNT"),
            min=1,
            help=N_("With --all, how many are read at a time."),
        ),
    ] = 1,
    cluster: ClusterOption = None,
) -> int:
    """Make a plan file of an official document, and say what was found and left out.

    Lists of units in brackets, behind labels and on lines of their own are understood;
    what is uncertain is named with its line, and never guessed. Several files are one
    document: a notice and its annexes.
    """
    from dutymatrix.document import build_plan

    given = {"--all": every, "--onto": onto, "FILE": files, "--table": table}
    given |= {"-o": output, "-f": format_}
    _refuse_together("--all", ("FILE", "--onto", "--table"), given)
    _refuse_together("--onto", ("-o", "-f"), given)
    if base and not onto:
        raise BaseWithoutPlanError
    if every:
        from dutymatrix.cli.batch import import_folder

        return import_folder(
            every,
            output or every,
            jobs,
            format_,
            original=original,
            strict=strict,
            cluster=cluster,
        )
    if not files:
        raise MissingDocumentError
    if not output and files[1:] and files[-1].suffix in _SUFFIXES and not files[-1].exists():
        raise PlanAsDocumentError(files[-1], files[:-1])
    name = _choose_format(format_, output)
    if output and output.exists():
        raise ExistingPlanError(str(output), str(files[0]))
    tables = value.tables(table)
    intake = build_plan(session.read_official(*files, original=original), tables=tables)
    if onto:
        from dutymatrix.cli.printing import put_onto

        outcome = put_onto(onto, files[0], intake, base)
        session.tell_proof(intake)
        for line in outcome.said:
            console.tell(line)
        return 0 if outcome.is_clean and not (strict and intake.findings) else 1
    text = _written(intake, name)
    if output:
        try:
            store.create_file(output, text.encode("utf-8"))
        except FileExistsError:  # since we looked
            raise ExistingPlanError(str(output), str(files[0])) from None
        console.tell(_("{file} written").format(file=output))
    else:
        console.show(text, name)
    session.tell_proof(intake)
    if output and name == "yaml":
        session.tell_next(intake.plan, output)
    elif name == "yaml":
        _tell_keeping(files)
    return 1 if strict and intake.findings else 0


def _refuse_together(one: str, others: Sequence[str], given: Mapping[str, object]) -> None:
    """Stop where an option and another one each say what is to be done."""
    for other in others:
        if given[one] and given[other]:
            raise ExcludingOptionsError(one, other)


def _tell_keeping(files: Sequence[Path]) -> None:
    """Say how what was shown is kept, or compared with the plan that is here."""
    names = " ".join(ready(str(file)) for file in files)
    plan = Path(session.PLAN_NAME)
    if plan.exists():
        console.tell(_("next:"))
        console.tell(f"  dutymatrix diff {plan} {names}")
        console.tell(f"  dutymatrix import {names} --onto {plan}")
    else:
        console.tell(_("next: {command}").format(command=f"dutymatrix import {names} -o {plan}"))


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


def _written(intake: "Intake", name: str) -> str:
    if name == "json":
        from dutymatrix.screen.import_ import intake_json

        return intake_json(intake)
    from dutymatrix.planfile.writer import write_plan

    return write_plan(intake.plan)
