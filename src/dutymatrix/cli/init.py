"""`init`: a first plan file, of a document or of an example."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import bar, console, session, store, wiring
from dutymatrix.error import DutymatrixError, UnchosenDocumentError, ready
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from dutymatrix.plan.model import Plan
    from dutymatrix.revision.git_setup import Place


_EDITOR = ".vscode"
_SETTINGS, _SCHEMA = "settings.json", "dutymatrix.schema.json"


class StandingPlanError(DutymatrixError):
    """There is a plan already; it is never replaced."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is there already; init never replaces a file").format(file=file)
            + "\n"
            + _("look at it: dutymatrix check {file}").format(file=ready(file))
            + "\n"
            + _("or put the new one elsewhere: dutymatrix --plan PATH init …")
        )


class FileAndExampleError(DutymatrixError):
    """A document was named and an example was asked for."""

    def __init__(self) -> None:
        super().__init__(
            _("--example begins with an example, and a document is named too")
            + "\n"
            + _("leave out --example, or the document")
        )


def init(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar=N_("FILE"),
            help=N_("The official document to make the plan from."),
            show_default=False,
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar=N_("PATH"),
            help=N_("Where to put the plan file. Default: plan.yaml here."),
            show_default=False,
        ),
    ] = None,
    example: Annotated[
        bool,
        typer.Option("--example", help=N_("Begin with a short example, whatever else is here.")),
    ] = False,
    git: Annotated[
        bool,
        typer.Option(
            "--git",
            help=N_(
                "In a git repository: let git compare plans and check each commit (git-setup"
                " --hook), and tell the editor the plan's schema."
            ),
        ),
    ] = False,
) -> int:
    """Begin: make plan.yaml in this folder, of a document or of a short example.

    What was found in the document and what was left out is said, as import does. No file is
    ever replaced, and nothing is asked.
    """
    from dutymatrix.revision.git_setup import iter_setup

    if file and example:
        raise FileAndExampleError
    path = plan or ctx.obj.plan or Path(session.PLAN_NAME)
    if path.exists() or path.is_symlink():
        raise StandingPlanError(str(path))
    documents = session.documents_in(path.parent) if file is None and not example else []
    if file and session.is_folder(file):
        documents = [str(file / name) for name in session.documents_in(file)]
    if documents:
        raise UnchosenDocumentError(documents)
    # All that could be refused is refused before anything is written.
    made = _from_document(file) if file else _from_example()
    place = wiring.place_of(path) if git else None
    steps = tuple(iter_setup(place, hook=True)) if place else ()
    editor = _editor_of(place, path) if place else None
    text = (editor.modeline if editor else "") + made.text
    try:
        store.create_file(path, text.encode("utf-8"))
    except FileExistsError:  # since we looked
        raise StandingPlanError(str(path)) from None
    console.tell(_("{file} written").format(file=path))
    made.tell()
    if place:
        wiring.take(place, steps)
        wiring.tell_kept(steps)
        console.tell(_("git knows plans now, and checks each commit"))
    if editor:
        _tell_editor(editor, made.plan)
    _tell_next(made.plan, path, wired=git)
    return 0


class _Made(NamedTuple):
    """A plan to begin with."""

    text: str
    plan: "Plan"
    tell: Callable[[], None]
    """Says where it comes from."""


def _from_example() -> _Made:
    from dutymatrix.planfile import parse_plan
    from dutymatrix.planfile.example import example_plan

    text = example_plan()
    said = _("it holds an example; from a document: dutymatrix init FILE")
    return _Made(text, parse_plan(text), lambda: console.tell(said))


def _from_document(file: Path) -> _Made:
    from dutymatrix.document import import_document
    from dutymatrix.planfile.writer import write_plan

    session.refuse_plan(file)
    bar.doing(_("reading {file}").format(file=file))
    intake = import_document(file, progress=bar.counter())
    return _Made(write_plan(intake.plan), intake.plan, lambda: session.tell_proof(intake))


class _Editor(NamedTuple):
    """How an editor is told the plan's schema."""

    folder: Path
    """Where it keeps what it knows of the repository."""
    settings: tuple[str, str] | None
    """Its settings before and after; None where they are not understood."""
    modeline: str
    """What the plan itself says to it then."""


def _editor_of(place: "Place", plan: Path) -> _Editor:
    from dutymatrix.planfile.editor import modeline, with_schema

    top = place.repository.top if place.repository else None
    folder = (top or plan.parent) / _EDITOR
    file = folder / _SETTINGS
    before = file.read_text(encoding="utf-8", errors="replace") if session.is_file(file) else ""
    after = with_schema(before, f"./{_EDITOR}/{_SCHEMA}", place.file)
    if after is not None:
        return _Editor(folder, (before, after), "")
    up = "../" * place.file.count("/") or "./"
    return _Editor(folder, None, modeline(f"{up}{_EDITOR}/{_SCHEMA}"))


def _tell_editor(editor: _Editor, plan: "Plan") -> None:
    """Put the schema beside the editor's settings, and name it in them; what is there stays."""
    from dutymatrix.planfile.schema import render_schema

    schema = editor.folder / _SCHEMA
    editor.folder.mkdir(exist_ok=True)
    try:
        store.create_file(schema, render_schema(plan).encode("utf-8"))
        console.tell(_("{file} written").format(file=schema))
    except FileExistsError:
        console.tell(_("{file} is there already and stays as it is").format(file=schema))
    if editor.settings:
        before, after = (text.encode("utf-8") for text in editor.settings)
        if before != after:
            store.edit_file(editor.folder / _SETTINGS, before, after)
            console.tell(_("{file} names the schema now").format(file=editor.folder / _SETTINGS))
    else:
        said = _("{file} is not understood and stays; the plan's first line names the schema")
        console.tell(said.format(file=editor.folder / _SETTINGS))


def _tell_next(plan: "Plan", path: Path, *, wired: bool) -> None:
    """Say what one does next: with the plan, and with git and an editor where they are near."""
    from dutymatrix.planfile.editor import modeline

    session.tell_next(plan, path)
    if not wired and _is_in_repository(path):
        console.tell(
            _("git compares plans, and checks each commit, after: dutymatrix git-setup --hook")
        )
        schema = path.with_suffix(".schema.json")
        command = f"dutymatrix --plan {ready(str(path))} schema -o {ready(str(schema))}"
        said = _("an editor completes and explains it after {command} and this first line: {line}")
        console.tell(said.format(command=command, line=modeline(schema.name).strip()))


def _is_in_repository(path: Path) -> bool:
    # Looked for, not asked: of a folder where git would have to be run nothing is known.
    folder = path.absolute().parent
    return any((above / ".git").exists() for above in (folder, *folder.parents))
