"""`progress collect`: forms that came back, into what is known."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import bar, console, progressfile, session
from dutymatrix.cli.options import PlanOption
from dutymatrix.cli.progressfile import DryRunOption
from dutymatrix.error import DutymatrixError, UnreadableFileError
from dutymatrix.i18n import N_, _, current_messages, listed

if TYPE_CHECKING:
    from dutymatrix.progress.filled import Filled, Problem

_SUFFIXES = frozenset({".xlsx", ".xls", ".et", ".xlsb", ".ods", ".docx", ".doc", ".wps"})


class _Back(NamedTuple):
    """What came back."""

    forms: "list[Filled]"
    problems: "list[Problem]"
    unread: list[UnreadableFileError]
    """Files that are not there, or not ours to read."""


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
    two forms of one unit the later counts. The exit code is 1 where something was left,
    2 where a file is missing or may not be read; the others are taken in all the same.
    Nothing that a unit writes changes the plan.
    """
    from dutymatrix.progress.collecting import collect
    from dutymatrix.screen.collected import render_counts, render_left, render_news

    known = progressfile.load(plan or ctx.obj.plan)
    found, unread = _find_files(files)
    if not (found or unread):
        raise NoFormError(files)
    back = _read_all(found)
    unread += back.unread
    former = progressfile.former(known.plan)
    collected = collect(known.plan, known.account, known.tracking, back.forms, former)
    collected.problems += back.problems
    collected.problems.sort()
    known.write(collected.account, dry_run=dry_run)
    words = current_messages()
    for line in render_news(collected, words):
        console.tell(line)
    for line in render_left(collected, words):
        console.complain(line)
    for error in unread:
        console.tell_error(error)
    console.tell(render_counts(collected, len(back.forms), words))
    if unread:
        return 2
    return 0 if collected.is_whole else 1


def _find_files(paths: Iterable[Path]) -> tuple[list[Path], list[UnreadableFileError]]:
    """The files that were named, and those in folders, the oldest first; folders nobody may see.

    Of two forms that do not say their day the one that was saved later counts.
    """
    found: dict[Path, None] = {}
    unread: list[UnreadableFileError] = []

    def leave(error: OSError) -> None:
        unread.append(UnreadableFileError(error.filename, error))

    for path in paths:
        if not session.is_folder(path):
            found[path] = None
            continue
        for where, _folders, names in os.walk(path, onerror=leave):
            # ~$ is what Word and Excel put beside a file that is open.
            own = (Path(where, name) for name in names if not name.startswith(("~$", ".")))
            found |= dict.fromkeys(
                file for file in own if file.suffix.lower() in _SUFFIXES and file.is_file()
            )
    return sorted(found, key=lambda own: (_saved(own), str(own))), unread


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read_all(paths: Sequence[Path]) -> "_Back":
    """What is in each form; a file that is none, or holds what cannot be read, is a problem."""
    from dutymatrix.document.readers import read_bytes
    from dutymatrix.paper.folder import files_in_index
    from dutymatrix.progress.filled import Problem, read_form

    back = _Back([], [], [])
    for path in bar.each(_("reading forms"), paths, len(paths)):
        try:
            data = session.read_whole(path)
            form = read_form(read_bytes(data, str(path)))
        except UnreadableFileError as error:
            back.unread.append(error)
            continue
        except DutymatrixError as error:
            message = str(error).split("\n")[0].removeprefix(f"{path}").lstrip("：: ")
            back.problems.append(Problem(str(path), 0, message))
            continue
        if form:
            back.forms.append(form)
        elif path.name not in files_in_index(data, path.name):  # our own index is no form
            back.problems.append(Problem(str(path), 0, _("no form is in it")))
    return back
