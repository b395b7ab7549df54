"""What the commands that hand out share: options, and folders of documents."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import bar, console, session, store
from dutymatrix.cli.formats import DOCUMENTS
from dutymatrix.cli.options import read_day
from dutymatrix.error import DutymatrixError, UnwritableFileError, ready
from dutymatrix.i18n import N_, _, listed, messages_in, ngettext

if TYPE_CHECKING:
    from dutymatrix.markup.layout import Form
    from dutymatrix.markup.view import View
    from dutymatrix.paper.folder import FolderFile
    from dutymatrix.plan.model import Plan
    from dutymatrix.screen.duties import DutyView

_MOST_NAMED = 3


class PaperOptions(NamedTuple):
    """What the office wants on its papers, as typed."""

    title: Annotated[
        str,
        typer.Option(
            "--title",
            metavar=N_("TITLE"),
            help=N_("What the document is called (责任清单)."),
            show_default=False,
        ),
    ] = ""
    blank: Annotated[
        str,
        typer.Option(
            "--blank",
            metavar=N_("HEADS"),
            help=N_("Empty columns to fill in: 责任科室,责任人,联系电话."),
            show_default=False,
        ),
    ] = ""
    undated: Annotated[
        str,
        typer.Option(
            "--undated",
            metavar=N_("WORDS"),
            help=N_("What to print where a task has no deadline (持续推进)."),
            show_default=False,
        ),
    ] = ""
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar=N_("DATE"),
            help=N_("The date to print; without it a line to fill in."),
            show_default=False,
        ),
    ] = None
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar=N_("FILE"),
            help=N_("House style for Word documents, where it differs from GB/T 9704 (TOML)."),
            show_default=False,
        ),
    ] = None
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar=N_("FILE"),
            help=N_(
                "The office's Word file to write into (红头.docx): where {{内容}} stands, or at "
                "its end."
            ),
            show_default=False,
        ),
    ] = None


class ForeignFileError(DutymatrixError):
    """A folder holds files that are not ours to replace."""

    def __init__(self, folder: Path, names: Sequence[str], *, alone: bool) -> None:
        named = listed([*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])
        super().__init__(
            _("{folder} has files already that no index of ours lists: {names}").format(
                folder=folder, names=named
            )
            + "\n"
            + (
                _("name the file itself, and it is replaced: -o {file}").format(
                    file=ready(str(folder / names[0]))
                )
                if alone
                else _("name another folder after -o, or move the files away")
            )
        )


def make_form(
    plan: "Plan", typed: PaperOptions, *, brief: bool = False, full: bool = False
) -> "Form":
    """What the office wants, from what was typed.

    Raises:
        InvalidDayError: The date is no day.
        InvalidProfileError: The profile says something that no profile says.
    """
    from dutymatrix.markup.layout import Form
    from dutymatrix.markup.profile import load_profile

    heads = tuple(head.strip() for head in re.split("[,，、]", typed.blank) if head.strip())
    return Form(
        load_profile(typed.profile),
        typed.title,
        heads,
        _day_said(typed.date, plan.language),
        brief,
        full,
        typed.undated,
        typed.template or _own_template(plan),
    )


def _own_template(plan: "Plan") -> Path | None:
    """The Word file that the house's file beside the plan names."""
    file = Path(plan.file).parent / "dutymatrix.toml"
    if not session.is_file(file):
        return None
    from dutymatrix.check.habit import read_habits

    named = read_habits(session.content(file), str(file)).template
    return file.parent / named if named else None


def print_out(
    view: "View",
    name: str,
    typed: PaperOptions,
    chosen: str,
    output: Path | None,
    *,
    a3: bool = False,
) -> bool:
    """Write an answer as a paper, where the format chosen is one of documents.

    Args:
        view: The answer, with a plan.
        name: What the paper is about, in the plan's language.
        typed: What the office wants.
        chosen: The format.
        output: The file; None: the stream.
        a3: Whether the page is twice as large.
    """
    if chosen not in DOCUMENTS:
        return False
    from dutymatrix.paper.printout import Printout

    form = make_form(view.plan, typed)
    if a3:
        form = form._replace(profile=form.profile.on_a3())
    session.answer(Printout(view, form, name), chosen, output, DOCUMENTS)
    return True


def _day_said(typed: str | None, language: str) -> str:
    from dutymatrix.paper.phrase import day_said

    day = read_day(typed)
    return day_said(day, messages_in(language)) if day else ""


def write_duty_folder(
    view: "DutyView", form: "Form", folder: Path, format_: str, only: Sequence[str] = ()
) -> None:
    """Write each list into a file of its own, and an index of them; raises as `write_folder`.

    Args:
        view: Everybody's lists.
        form: What the office wants.
        folder: Where they go.
        format_: What they are written in.
        only: Units whose lists alone are written, without an index; none: all.
    """
    from dutymatrix.cli.formats import FORMATS
    from dutymatrix.paper.list import duty_files

    write_folder(duty_files(view, form, FORMATS[format_].suffixes[0]), folder, format_, only)


def write_folder(
    pieces: "Iterable[FolderFile]", folder: Path, format_: str, only: Sequence[str] = ()
) -> None:
    """Write files, the first of which is the index that lists them all.

    Each file is replaced whole. The index is written first: whatever stops the rest, what
    is there is listed, and the next run may replace it. With `only`, just the files about
    these units are written.

    Raises:
        ForeignFileError: A file is there that no index of ours lists; nothing was written.
        MissingExtraError: The format needs a library that is not installed.
        UnwritableFileError: A file or the folder cannot be written.
    """
    from dutymatrix.cli.formats import render
    from dutymatrix.markup.view import Options

    pieces = [*pieces]
    index = pieces[0].name
    if only:
        pieces = [piece for piece in pieces if not piece.about.isdisjoint(only)]
    options = Options(format_, to_file=True)
    # Before anything is written: a missing library speaks up here.
    first = _encode(render(pieces[0].handout(), options))
    try:
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError
        _refuse_foreign(folder, index, [piece.name for piece in pieces], alone=len(pieces) == 1)
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(str(folder), error) from None
    store.write_file(folder / pieces[0].name, first)
    bar.doing(_("writing {file}").format(file=folder), len(pieces))
    for n, piece in enumerate(pieces[1:], 1):
        bar.count(n, len(pieces))
        store.write_file(folder / piece.name, _encode(render(piece.handout(), options)))
    if len(pieces) == 1:
        console.tell(_("{file} written").format(file=folder / pieces[0].name))
        return
    console.tell(
        ngettext(
            "{n} file written to {folder}", "{n} files written to {folder}", len(pieces)
        ).format(n=len(pieces), folder=folder)
    )


def _refuse_foreign(folder: Path, index_name: str, names: Sequence[str], *, alone: bool) -> None:
    """Stop where a file would be replaced that the folder's own index does not list."""
    from dutymatrix.paper.folder import files_in_index

    index = folder / index_name
    there = [
        folder / name for name in names if (folder / name).exists() or (folder / name).is_symlink()
    ]
    if not there:
        return
    listed = files_in_index(index.read_bytes()) if index.is_file() else frozenset()
    # An index that does not list itself is somebody else's.
    own = listed if index.name in listed else frozenset()
    foreign = [path.name for path in there if path.name not in own or not _is_plain(path)]
    if foreign:
        raise ForeignFileError(folder, foreign, alone=alone)


def _is_plain(path: Path) -> bool:
    """Whether it is a file in the folder itself, not a link that leads out of it."""
    return path.is_file() and not path.is_symlink()


def _encode(written: str | bytes) -> bytes:
    return written.encode("utf-8", "backslashreplace") if isinstance(written, str) else written
