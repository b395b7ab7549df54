"""`diff`: what a revision changes, and for whom."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import bar, complete, console, session, value
from dutymatrix.cli.filters import read_kinds
from dutymatrix.cli.formats import DOCUMENTS, TEXT_FORMATS
from dutymatrix.cli.handout import (
    CleanOption,
    PaperOptions,
    make_form,
)
from dutymatrix.cli.options import (
    AsOfOption,
    FormatOption,
    KindsOption,
    OutputOption,
    PlanOption,
    WordingOption,
    as_of,
    read_day,
    with_groups,
)
from dutymatrix.cli.wiring import tell_missing_driver
from dutymatrix.error import DutymatrixError, PlanNotFoundError
from dutymatrix.i18n import N_, _, listed

if TYPE_CHECKING:
    from dutymatrix.diff import PlanDiff
    from dutymatrix.paper.letter import Sender
    from dutymatrix.plan.model import Plan
    from dutymatrix.revision.git import Commit
    from dutymatrix.revision.version import Side, Version

_FORMATS = (*TEXT_FORMATS, *DOCUMENTS)
_LETTERS = ("docx", "pdf", "md", "html")
_ORDERS = ("kind", "section")


class RevisionOptions(NamedTuple):
    """What papers about a revision say, as typed."""

    old_name: Annotated[
        str,
        typer.Option(
            "--old-name",
            metavar=N_("NAME"),
            help=N_("What papers call the version before, where not by its document."),
            show_default=False,
        ),
    ] = ""
    new_name: Annotated[
        str,
        typer.Option(
            "--new-name",
            metavar=N_("NAME"),
            help=N_("What papers call the version after."),
            show_default=False,
        ),
    ] = ""
    sender: Annotated[
        str,
        typer.Option(
            "--sender",
            metavar=N_("UNIT"),
            help=N_("Who signs the letters; without it all who issued the plan."),
            autocompletion=complete.units,
            show_default=False,
        ),
    ] = ""
    all_touched: Annotated[
        bool,
        typer.Option(
            "--all-touched",
            help=N_("Letters also to those who only have something to read again."),
        ),
    ] = False


class NoNoticesError(DutymatrixError):
    """An option is about letters, and nobody said where they are."""

    def __init__(self, option: str) -> None:
        super().__init__(
            _("{option} is about letters").format(option=option)
            + "\n"
            + _("name their folder: --notices FOLDER")
        )


class TooManySidesError(DutymatrixError):
    """More was named than two revisions."""

    def __init__(self) -> None:
        super().__init__(
            _("more than two revisions are named")
            + "\n"
            + _("v1..v2 and --staged are two already; name one or nothing beside them")
        )


@with_groups
def diff(
    ctx: typer.Context,
    *,
    old: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("[OLD]"),
            help=N_(
                "A file, a git revision (v1, HEAD~1, v1..v2, REV:PATH) or a day (@2018-12-31)."
            ),
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("[NEW]"), help=N_("The same; without it the plan file."), show_default=False
        ),
    ] = None,
    staged: Annotated[
        bool, typer.Option("--staged", help=N_("Compare with what is staged (git add)."))
    ] = False,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar=N_("UNIT"),
            help=N_("Only what affects a unit."),
            autocompletion=complete.units,
            show_default=False,
        ),
    ] = None,
    only: KindsOption = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar=N_("ORDER"),
            help=N_("Sort by kind, or by section as in the document."),
            autocompletion=value.offer(_ORDERS),
            show_default=False,
        ),
    ] = "kind",
    stat: Annotated[
        bool, typer.Option("--stat", help=N_("Only how much changed, and for whom."))
    ] = False,
    full: WordingOption = False,
    verbatim: Annotated[
        bool,
        typer.Option(
            "--verbatim",
            help=N_("Also what is only printed otherwise: width, script, blanks, line breaks."),
        ),
    ] = False,
    as_of_: AsOfOption = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("Exit with 1 where something changed."))
    ] = False,
    notices: Annotated[
        Path | None,
        typer.Option(
            "--notices",
            metavar=N_("FOLDER"),
            help=N_("Write a letter to each unit with something to do (docx; -f pdf, md or html)."),
            show_default=False,
        ),
    ] = None,
    since_last: Annotated[
        bool,
        typer.Option(
            "--since-last",
            help=N_("With --notices: compare with what the last letters told of."),
        ),
    ] = False,
    list_: Annotated[
        bool,
        typer.Option("--list", help=N_("With --notices: who was told what, of which revision.")),
    ] = False,
    clean: CleanOption = False,
    paper: PaperOptions,
    letter: RevisionOptions,
    plan: PlanOption = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> int:
    """What a revision of the plan changes, and what that means for each unit.

    Without arguments the committed plan is compared with the file; where they are equal,
    the plan's last change is shown. One argument is compared with the file.
    """
    from dutymatrix.cli.formats import FORMATS, choose_format
    from dutymatrix.diff import Kind, diff_plans
    from dutymatrix.screen.diff import DiffView, touches

    kinds = read_kinds(only or ())
    sorting = value.one_of(by, _ORDERS)
    if (since_last or list_ or clean) and not notices:
        raise NoNoticesError("--list" if list_ else "--since-last" if since_last else "--clean")
    if notices and list_:
        from dutymatrix.cli import letterbook

        session.answer(letterbook.view_of(notices, unit), format_, output, TEXT_FORMATS)
        return 0
    named = plan or ctx.obj.plan
    if notices and since_last:
        if new:
            raise TooManySidesError
        sides = _since_letters(notices, old, staged, named, unit)
    else:
        sides = _read_sides(old, new, staged, named)
    if sides.differs_unseen:
        console.tell(_("only comments or layout changed"))
    bar.doing(_("comparing"))
    result = diff_plans(sides.old_plan, sides.new_plan, verbatim=verbatim, day=as_of(as_of_))
    impact = () if kinds else result.impact
    name = _resolve(result, unit) if unit else None
    changes = tuple(
        change
        for change in result.changes
        if (not kinds or change.kind in kinds) and (not name or touches(change, result, name))
    )
    view = DiffView(
        result,
        sides.before.label,
        sides.after.label,
        changes,
        tuple(each for each in impact if not name or each.unit == name),
        unit=name,
        by_section=sorting == "section",
        stat=stat,
        full=full,
    )
    read = (sides.old_plan.file,)
    written = choose_format(format_, str(output) if output else None, _FORMATS)
    # On a screen Markdown is the answer, in a file the paper.
    is_paper = written in DOCUMENTS or (written == "md" and output is not None)
    if not (notices or is_paper):
        session.answer(view, format_, output, _FORMATS, pager=ctx.obj.pager, also_read=read)
        return 1 if exit_code and changes else 0
    from dutymatrix.revision.version import find_commit

    form = make_form(view.plan, paper, brief=not full)
    day = read_day(paper.date)
    # A file that is as committed is called by its commit.
    if sides.after.commit is None and (commit := find_commit(sides.after.digest, _path(named))):
        data = sides.after.data.replace(b"\r\n", b"\n")
        sides = sides._replace(after=sides.after._replace(commit=commit, data=data))
    editions = _editions(sides, named, letter, day)
    if notices:
        from dutymatrix.cli import letterbook
        from dutymatrix.paper.comparison import names_in
        from dutymatrix.paper.letter import notice_files

        written = choose_format(format_ or "docx", None, _LETTERS)
        suffix = FORMATS[written].suffixes[0]
        sender = _sender(result.new, letter.sender)
        files = notice_files(view, form, suffix, editions, sender, all_touched=letter.all_touched)
        told = letterbook.Round(day, sides.before, sides.after, editions, name or "")
        letterbook.write_round(notices, told, files, written, clean=clean)
        if followed := [c.detail for c in changes if c.kind is Kind.UNIT_SUCCEEDED]:
            said = _(
                "a succession alone changes nobody's tasks, and no letter tells of it: {units}"
            )
            names = (f"{one['from']} → {listed(names_in(one['to']))}" for one in followed)
            console.tell(said.format(units="；".join(names)))
    else:
        from dutymatrix.paper.comparison import ComparisonHandout

        handout = ComparisonHandout(view, form, editions)
        session.answer(handout, format_, output, _FORMATS, also_read=read)
    return 1 if exit_code and changes else 0


def _editions(
    sides: "_Sides", named: Path | None, typed: RevisionOptions, day: date | None
) -> tuple[str, str]:
    """What both versions are called on papers: as typed, else by their documents."""
    from dutymatrix.i18n import messages_in
    from dutymatrix.paper.edition import Edition, edition_names

    old, new = edition_names(
        Edition(sides.before, sides.old_plan, sides.documents[0]),
        Edition(sides.after, sides.new_plan, sides.documents[1]),
        _path(named),
        day or date.today(),
        messages_in(sides.new_plan.language),
    )
    return typed.old_name or old, typed.new_name or new


def _path(named: Path | None) -> Path:
    """The plan file; where there is none, as if it stood here."""
    try:
        return session.find_plan(named)
    except PlanNotFoundError:
        return Path(session.PLAN_NAME)


def _sender(plan: "Plan", typed: str) -> "Sender":
    """Who writes the letters: a unit as people type it, or any other name as it is."""
    from dutymatrix.paper.letter import find_sender
    from dutymatrix.plan.name import Roster

    if typed and Roster(plan).find(typed):
        return find_sender(plan, unit=session.resolve(plan, typed))
    return find_sender(plan, name=typed)


class _Sides(NamedTuple):
    before: "Version"
    after: "Version"
    old_plan: "Plan"
    new_plan: "Plan"
    documents: tuple[bool, bool] = (False, False)
    """Which of both is an official document."""
    differs_unseen: bool = False
    """Whether the files differ in what no plan says: comments and layout."""


def _since_letters(
    folder: Path, typed: str | None, staged: bool, named: Path | None, unit: str | None
) -> _Sides:
    """What the last letters told of, and the version that was typed, else the file."""
    from dutymatrix.cli import letterbook
    from dutymatrix.revision.version import FileSide, StagedSide, parse_side, read_side

    if typed and staged:
        raise TooManySidesError
    path = session.find_plan(named)
    before = letterbook.last_told(folder, path, session.load(path), unit)
    side = parse_side(typed) if typed else StagedSide() if staged else FileSide(path)
    return _sides(before, read_side(side, path))


def _read_sides(old: str | None, new: str | None, staged: bool, named: Path | None) -> _Sides:
    """Both revisions, from what was typed."""
    from dutymatrix.revision.version import RevisionSide, StagedSide, parse_side, split_range

    ends = split_range(old) if old is not None else None
    if sum((new is not None, ends is not None, staged)) > 1:
        raise TooManySidesError
    if ends:
        return _compare(*ends, named)
    if new is not None and old is not None:
        return _compare(parse_side(old), parse_side(new), named)
    before = parse_side(old) if old is not None else RevisionSide("HEAD")
    if staged:
        return _compare(before, StagedSide(), named)
    if old is None:
        path = session.find_plan(named)
        tell_missing_driver(path)
        return _last_change(path)
    return _compare(before, None, named)


def _compare(old: "Side", new: "Side | None", named: Path | None) -> _Sides:
    from dutymatrix.revision.version import (
        FileSide,
        Version,
        find_committed,
        is_whole,
        read_side,
    )

    try:
        path = session.find_plan(named)
    except PlanNotFoundError:
        # What both sides name themselves needs no plan here.
        committed = find_committed(Path(session.PLAN_NAME))
        if new is None or not (committed or (is_whole(old) and is_whole(new))):
            raise
        path = committed or Path()
    before = read_side(old, path)
    if new is None and path == session.STANDARD_INPUT:
        after = Version(str(path), b"", str(path))
        return _Sides(before, after, _plan_of(before), session.load(path))
    return _sides(before, read_side(new or FileSide(path), path))


def _sides(before: "Version", after: "Version") -> _Sides:
    """Both revisions; a document's with what it cannot state as the other one has it."""
    old, new = _plan_of(before), _plan_of(after)
    documents = tuple(session.is_document(each.data, each.file) for each in (before, after))
    if any(documents):
        from dutymatrix.document.proof.completion import complete

        old, new = (old, complete(new, old)) if documents[1] else (complete(old, new), new)
    texts = [each.data.replace(b"\r\n", b"\n") for each in (before, after)]
    unseen = not any(documents) and texts[0] != texts[1] and old == new
    return _Sides(before, after, old, new, (documents[0], documents[1]), unseen)


def _plan_of(version: "Version") -> "Plan":
    if version.former_path:
        message = _("{file}: the plan was in {path} then")
        console.tell(message.format(file=version.label, path=version.former_path))
    bar.doing(_("reading {file}").format(file=version.file))
    return session.plan_of(version.data, version.file)


def _last_change(path: Path) -> _Sides:
    """The committed plan and the file; where they are equal, what the last commit changed."""
    from dutymatrix.diff import diff_plans
    from dutymatrix.revision.git import Repository
    from dutymatrix.revision.version import FileSide, RevisionSide, Version, read_side

    repository = Repository.discover(path)
    sides = _sides(read_side(RevisionSide("HEAD"), path), read_side(FileSide(path), path))
    if sides.differs_unseen or diff_plans(sides.old_plan, sides.new_plan).changes:
        return sides
    start = repository.before_pull()
    pulled = start and _between(start, repository.resolve("HEAD"), path)
    if pulled:
        return pulled
    change = repository.last_change(repository.path_of(path))
    if change is None or change.blob is None or change.old_blob is None:
        console.tell(_("{file} has not changed since it was first committed").format(file=path))
        return sides
    commit, old_path = change.commit, change.old_path or change.path
    console.tell(
        _("{file} is as committed; this is its last change, {commit} of {day}: {subject}").format(
            file=path, commit=commit.short, day=commit.day, subject=commit.subject
        )
    )
    before, after = repository.cat_blobs([change.old_blob, change.blob])
    label = f"{commit.short} ({commit.day})"
    return _sides(
        Version(f"{commit.short}^", before, f"{commit.short}^:{old_path}"),
        Version(label, after, f"{commit.short}:{change.path}", commit),
    )


def _between(old: "Commit", new: "Commit", path: Path) -> _Sides | None:
    """What the last pull brought; None where that is nothing."""
    from dutymatrix.revision.version import NotInVersionError, RevisionSide, read_side

    try:
        versions = [read_side(RevisionSide(commit.short), path) for commit in (old, new)]
    except NotInVersionError:
        return None
    if versions[0].data == versions[1].data:
        return None
    console.tell(_("{file} is as committed; this is what the last pull brought").format(file=path))
    return _sides(*versions)


def _resolve(result: "PlanDiff", typed: str) -> str:
    """The unit meant, by its new name; one that only the old plan has goes by that."""
    from dutymatrix.plan.name import Roster

    plan = result.new if Roster(result.new).find(typed) else result.old
    name = session.resolve(plan, typed)
    seen = result.seen[1]
    if name in seen.absent_by_name:
        from dutymatrix.plan.tenure import heirs_on

        # Whose it is on the day; of one that was divided nobody can say.
        heirs = heirs_on(seen, name)
        if len(heirs) == 1:
            name = heirs[0]
            console.tell(f"{typed} → {name}")
    return next((news[0] for olds, news, _by in result.identity.successions if name in olds), name)
