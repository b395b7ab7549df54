"""`progress collect`: forms that came back, into what is known."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutymatrix.cli import bar, console, progressfile, session
from dutymatrix.cli.options import PlanOption
from dutymatrix.cli.progressfile import DryRunOption
from dutymatrix.error import DutymatrixError, UnreadableFileError
from dutymatrix.i18n import N_, _, current_messages, listed

if TYPE_CHECKING:
    from dutymatrix.progress.filled import Filled, Problem

_SUFFIXES = frozenset({".xlsx", ".xls", ".et", ".xlsb", ".ods", ".docx", ".doc", ".wps"})


class NoFormError(DutymatrixError):
    """Folders that were named hold no file that could be a form."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(
            _("no form was found in {folder}").format(folder=listed(map(str, folders)))
            + "\n"
            + _("forms are files of Excel, WPS or Word that dutymatrix progress forms wrote")
        )


def progress_collect(
    ctx: typer.Context,
    *,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar=N_("FILE|FOLDER..."),
            help=N_("Forms that came back (Excel, WPS, Word), or folders of them."),
        ),
    ],
    dry_run: DryRunOption = False,
    plan: PlanOption = None,
) -> int:
    """Take the forms that came back into progress.yaml.

    What is new or changed is said, and what is left for somebody to look at: a file
    that cannot be read, a state that is none, a task or unit that the plan has not. Of
    two forms of one unit the later counts. The exit code is 1 where something was left.
    Nothing that a unit writes changes the plan.
    """
    from dutymatrix.progress.collecting import collect
    from dutymatrix.screen.collected import render_collected

    known = progressfile.load(plan or ctx.obj.plan)
    found = [*_iter_files(files)]
    if not found:
        raise NoFormError(files)
    forms, problems = _read_all(found)
    former = progressfile.former(known.plan)
    collected = collect(known.plan, known.account, known.tracking, forms, former)
    collected.problems += problems
    collected.problems.sort()
    known.write(collected.account, dry_run=dry_run)
    for line in render_collected(collected, len(forms), current_messages()):
        console.tell(line)
    return 0 if collected.is_whole else 1


def _iter_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that were named, and those in folders; the oldest first.

    Of two forms that do not say their day the one that was saved later counts.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if session.is_folder(path):
            inside = (own for own in path.rglob("*") if own.suffix.lower() in _SUFFIXES)
            # ~$ is what Word and Excel put beside a file that is open.
            found |= dict.fromkeys(
                own for own in inside if not own.name.startswith(("~$", ".")) and own.is_file()
            )
        else:
            found[path] = None
    yield from sorted(found, key=lambda own: (_saved(own), str(own)))


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read_all(paths: Sequence[Path]) -> "tuple[list[Filled], list[Problem]]":
    """What is in each form; a file that is none, or cannot be read, is a problem."""
    from dutymatrix.document.readers import read_bytes
    from dutymatrix.paper.folder import files_in_index
    from dutymatrix.progress.filled import Problem, read_form

    forms: list[Filled] = []
    problems: list[Problem] = []
    for path in bar.each(_("reading forms"), paths, len(paths)):
        try:
            data = session.read_whole(path)
            form = read_form(read_bytes(data, str(path)))
        except UnreadableFileError:
            raise
        except DutymatrixError as error:
            message = str(error).split("\n")[0].removeprefix(f"{path}").lstrip("：: ")
            problems.append(Problem(str(path), 0, message))
            continue
        if form:
            forms.append(form)
        elif path.name not in files_in_index(data, path.name):  # our own index is no form
            problems.append(Problem(str(path), 0, _("no form is in it")))
    return forms, problems
