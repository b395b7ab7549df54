"""What the commands that hand out share: options, and folders of documents."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from dutymatrix.cli import bar, console, lights, session
from dutymatrix.cli.formats import DOCUMENTS
from dutymatrix.cli.options import OUTPUT, read_day
from dutymatrix.error import DutymatrixError, UnwritableFileError, ready
from dutymatrix.i18n import N_, _, listed, messages_in, ngettext

if TYPE_CHECKING:
    from dutymatrix.markup.layout import Form, Handout
    from dutymatrix.markup.stamp import Stamp
    from dutymatrix.markup.view import View
    from dutymatrix.paper.folder import FolderFile
    from dutymatrix.plan.model import Plan
    from dutymatrix.report.onefile import ReportView
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
    stamp: Annotated[
        bool,
        typer.Option(
            "--stamp", help=N_("Print which version of the plan the paper was made from.")
        ),
    ] = False


FolderOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FOLDER"),
        help=N_("The folder that the files are written into."),
        show_default=False,
        rich_help_panel=OUTPUT,
    ),
]


def format_of_files(help_: str) -> Any:  # noqa: ANN401 - of Typer
    """The option for the format of the files in a folder."""
    return typer.Option(
        "--format",
        "-f",
        metavar=N_("FORMAT"),
        help=help_,
        show_default=False,
        rich_help_panel=OUTPUT,
    )


CleanOption = Annotated[
    bool,
    typer.Option(
        "--clean",
        help=N_("In a folder: remove files of earlier runs that are no longer current."),
        rich_help_panel=OUTPUT,
    ),
]


class ForeignFileError(DutymatrixError):
    """A folder holds files that are not ours to replace."""

    def __init__(self, folder: Path, names: Sequence[str], *, alone: bool) -> None:
        super().__init__(
            _("{folder} has files already that no index of ours lists: {names}").format(
                folder=folder, names=_some(names)
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
        make_stamp(plan, shown=typed.stamp),
    )


def make_stamp(plan: "Plan", *, shown: bool = False) -> "Stamp | None":
    """Which version of its file a plan is; None of one that another program wrote into ours.

    Args:
        plan: The plan, from a file or a revision.
        shown: Whether papers say so themselves.
    """
    from dutymatrix.markup.stamp import Stamp
    from dutymatrix.revision.version import digest_of, last_commit

    path = Path(plan.file)
    if path == session.STANDARD_INPUT:
        return None
    try:
        version = session.version_named(path)
        digest = version.digest if version else digest_of(session.content(path))
    except DutymatrixError:
        return None  # it is there no more
    last = last_commit(path) if version is None else None
    commit = version.commit if version else last and last[0]
    # What is committed is found by its content, in every clone and whoever committed it again.
    is_edited = bool(last and last[1] != digest)
    base = commit.id if commit and is_edited else ""
    words = messages_in(plan.language)
    if commit is None:
        line = words.gettext("From the plan {digest}").format(digest=digest[:7])
    elif is_edited:
        line = words.gettext("From the plan {commit} of {day}, with changes not committed")
    else:
        line = words.gettext("From the plan {commit} of {day}")
    if commit:
        line = line.format(commit=commit.short, day=commit.day)
    return Stamp(digest, base, plan.day.isoformat() if plan.day else "", line if shown else "")


def make_page(
    plan: "Plan", start: str, language: str = "", today: str | None = None
) -> "ReportView":
    """The plan as a page, with the lights of its tasks where there is a progress file.

    Args:
        plan: The plan.
        start: The address where it opens.
        language: Of the page; else the plan's.
        today: The day from which what is overdue counts, as it was typed; None for today.
    """
    from dutymatrix.progress.accountfile import progress_path
    from dutymatrix.report.onefile import ReportView
    from dutymatrix.revision.authorship import find_authors

    ledger = lights.ledger_beside(plan, today, needed=False)
    entries = [row.entry for row in ledger.rows if row.entry] if ledger else []
    return ReportView(
        plan,
        read_day(today) or date.today(),
        language or plan.language,
        start,
        stamp=make_stamp(plan),
        ledger=ledger,
        authors=find_authors(progress_path(Path(plan.file)), entries) if entries else {},
    )


def _own_template(plan: "Plan") -> Path | None:
    """The Word file that the house's file beside the plan names."""
    beside = Path(plan.file) if plan.plans else Path(plan.file).parent
    file = beside / "dutymatrix.toml"
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
    handout = Printout(view, form, name, as_grid=chosen in ("html", "xlsx"))
    session.answer(handout, chosen, output, DOCUMENTS)
    return True


def _day_said(typed: str | None, language: str) -> str:
    from dutymatrix.paper.phrase import day_said

    day = read_day(typed)
    return day_said(day, messages_in(language)) if day else ""


def write_duty_folder(
    view: "DutyView",
    form: "Form",
    folder: Path,
    format_: str,
    only: Sequence[str] = (),
    *,
    clean: bool = False,
) -> None:
    """Write each list into a file of its own, and an index of them; raises as `write_folder`.

    Args:
        view: Everybody's lists.
        form: What the office wants.
        folder: Where they go.
        format_: What they are written in.
        only: Units whose lists alone are written, without an index; none: all.
        clean: Whether to remove what earlier runs wrote and this one does not.
    """
    from dutymatrix.cli.formats import FORMATS
    from dutymatrix.paper.list import duty_files

    suffix = FORMATS[format_].suffixes[0]
    write_folder(duty_files(view, form, suffix), folder, format_, only, clean=clean)


def write_folder(
    pieces: "Iterable[FolderFile]",
    folder: Path,
    format_: str,
    only: Sequence[str] = (),
    *,
    clean: bool | None = False,
) -> None:
    """Write files, the first of which is the index that lists them all.

    Each file is replaced whole. The index is written first: whatever stops the rest, what
    is there is listed, and the next run may replace it. What earlier runs wrote and this one
    does not is listed as well, so that it stays ours. With `only`, just the files about
    these units are written. Where `clean` is None, earlier files are still wanted, and
    nothing is said of them.

    Raises:
        ForeignFileError: A file is there that no index of ours lists; nothing was written.
        MissingExtraError: The format needs a library that is not installed.
        UnwritableFileError: A file or the folder cannot be written.
    """
    from dutymatrix.paper.folder import FolderIndex

    what = _("writing {file}").format(file=folder)
    bar.doing(what)
    pieces = [*pieces]
    index = pieces[0].handout()
    assert isinstance(index, FolderIndex)
    wanted = [piece for piece in pieces if not only or not piece.about.isdisjoint(only)]
    try:
        earlier = _earlier(folder, [piece.name for piece in pieces], {p.name for p in wanted})
        index = replace(index, earlier=() if clean else earlier)
        handouts: Iterable[Handout] = (piece.handout() for piece in wanted)
        listed: list[str] = []
        if not only:
            handouts = chain([index], islice(handouts, 1, None))
            listed = [*(piece.name for piece in pieces), *index.earlier]
        written = _written(handouts, format_, listed)
        # Before anything is written: a missing library speaks up here.
        first = next(written)
        folder.mkdir(exist_ok=True)
        if clean:
            for name in earlier:
                (folder / name).unlink()
    except OSError as error:
        raise UnwritableFileError(str(folder), error) from None
    from dutymatrix.cli import store

    store.write_file(folder / wanted[0].name, first)
    others = zip(wanted[1:], written, strict=True)
    for piece, data in bar.each(what, others, len(wanted) - 1):
        store.write_file(folder / piece.name, data)
    if len(wanted) == 1:
        console.tell(_("{file} written").format(file=folder / wanted[0].name))
        return
    console.tell(
        ngettext(
            "{n} file written to {folder}", "{n} files written to {folder}", len(wanted)
        ).format(n=len(wanted), folder=folder)
    )
    if earlier and not only and clean is not None:
        _tell_earlier(earlier, clean)


def _written(handouts: "Iterable[Handout]", format_: str, listed: Sequence[str]) -> Iterator[bytes]:
    """The files of a folder, one by one where they are not made in one go.

    Args:
        handouts: What goes into them.
        format_: Of all of them.
        listed: What the first lists, where that is an index.
    """
    from dutymatrix.cli.formats import encoded, render
    from dutymatrix.markup.view import Options

    options = Options(format_, to_file=True)
    if format_ != "pdf":
        yield from (b"".join(encoded(render(handout, options))) for handout in handouts)
        return
    from dutymatrix.markup import printed

    bar.doing(_("printing"))
    first, *others = printed.render_all(handouts, options)
    yield printed.with_names(first, listed) if listed else first
    yield from others


def _earlier(folder: Path, names: Sequence[str], wanted: Collection[str]) -> tuple[str, ...]:
    """Files that a folder's own index lists and a new one will not.

    Args:
        folder: It need not be there.
        names: All files of the new index, it the first.
        wanted: Those that are written now.

    Raises:
        ForeignFileError: One of these would replace what no index of ours lists.
        OSError: The folder is none, or cannot be read.
    """
    from dutymatrix.paper.folder import files_in_index, is_index

    if not folder.exists():
        return ()
    there = {path.name: path for path in sorted(folder.iterdir())}
    own: set[str] = set()
    for name, path in there.items():
        if is_index(name, names[0]) and _is_plain(path):
            own |= files_in_index(path.read_bytes(), name)
    ours = [name for name, path in there.items() if name in own and _is_plain(path)]
    if foreign := [name for name in names if name in wanted and name in there and name not in ours]:
        raise ForeignFileError(folder, foreign, alone=len(wanted) == 1)
    return tuple(name for name in ours if name not in names)


def _tell_earlier(names: Sequence[str], clean: bool) -> None:
    n = len(names)
    if clean:
        said = ngettext(
            "{n} earlier file removed: {names}", "{n} earlier files removed: {names}", n
        )
    else:
        said = ngettext(
            "{n} earlier file is no longer current: {names}; --clean removes it",
            "{n} earlier files are no longer current: {names}; --clean removes them",
            n,
        )
    console.tell(said.format(n=n, names=_some(names)))


def _some(names: Sequence[str]) -> str:
    return listed([*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])


def _is_plain(path: Path) -> bool:
    """Whether it is a file in the folder itself, not a link that leads out of it."""
    return path.is_file() and not path.is_symlink()
