"""`check`: what is wrong in plan files."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import bar, complete, console, session, store, value
from dutymatrix.cli.formats import FINDING_FORMATS, choose_format
from dutymatrix.cli.options import OUTPUT, OutputOption, PlanOption
from dutymatrix.cli.wiring import tell_missing_driver
from dutymatrix.error import DutymatrixError, UnreadableFileError
from dutymatrix.i18n import N_, _, listed, ngettext

_CODE = re.compile("(?i)dm[0-9]{1,3}")

if TYPE_CHECKING:
    from dutymatrix.check.habit import Habits
    from dutymatrix.finding import Finding
    from dutymatrix.plan.model import Plan
    from dutymatrix.screen.check import CheckView, Looked

# A house's file is a few lines.
_MOST_HABITS = 2**20


class NoPlanInFolderError(DutymatrixError):
    """A folder was named in which there is no plan."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            _("there is no plan file in {folder}").format(folder=folder)
            + "\n"
            + _("name the file itself; in folders, .yaml and .yml files that look like plans count")
        )


class OnlyTextError(DutymatrixError):
    """A format or a file was named for what is only shown."""

    def __init__(self, what: str) -> None:
        super().__init__(what + "\n" + _("leave out -f and -o"))


class StagedMendError(DutymatrixError):
    """What is staged was to be mended."""

    def __init__(self) -> None:
        super().__init__(
            _("what is staged is only looked at, not fixed")
            + "\n"
            + _("fix the files with check --fix, then git add them")
        )


def check(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("[FILE|FOLDER]..."),
            help=N_(
                "Plan files, else that of --plan; of a folder, the .yaml and .yml files in it and"
                " below that look like plans, but for what is hidden."
            ),
            autocompletion=complete.checked,
            show_default=False,
        ),
    ] = None,
    plan: PlanOption = None,
    staged: Annotated[
        bool,
        typer.Option(
            "--staged",
            help=N_("Plans as they are staged (git add), as the hook of git-setup does."),
        ),
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar=N_("CODE"),
            help=N_(
                "Say only what these rules find, DM502, or families of rules, DM5; and errors."
            ),
            autocompletion=complete.rules,
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar=N_("CODE"),
            help=N_("Leave unsaid what these rules or families find; errors are always said."),
            autocompletion=complete.rules,
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Exit with 1 where there are warnings, too."))
    ] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help=N_("Mend what has one right answer; a file that would still have errors stays."),
        ),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help=N_("Show what --fix would change, and write nothing.")),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=N_("List the rules; with a code (DM502), explain that one."),
        ),
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar=N_("FORMAT"),
            help=N_("table (for reading), json, github, sarif or gcc."),
            show_default=False,
            autocompletion=value.offer(FINDING_FORMATS),
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    output: OutputOption = None,
) -> int:
    """Find every problem in plan files and say where it is.

    The exit code is 1 where there are errors; warnings are worth a look. A comment
    # dm: ignore DM502 in a line of the plan keeps a warning there unsaid; a file
    dutymatrix.toml beside the plan may hold select and ignore in its table [check].
    """
    if explain and (format_ or output):
        raise OnlyTextError(_("--explain shows the pages of rules, and nothing else"))
    if explain:
        _explain(files)
        return 0
    _refuse_codes(files or ())
    if diff and (format_ or output):
        raise OnlyTextError(_("--diff shows what --fix would change, and nothing else"))
    if staged and (fix or diff):
        raise StagedMendError
    # Before anything is mended.
    choose_format(format_, str(output) if output else None, FINDING_FORMATS)
    rules = _Rules(select or (), ignore or ())
    named = plan or ctx.obj.plan
    edits: list[_Edit] = []
    if staged:
        view = _look_at_staged([*map(Path, files or ()), *([named] if named else ())], rules)
    else:
        view, edits = _look(files, named, rules, mends=fix or diff)
    if diff:
        _show_changes(edits)
    else:
        _write(edits)
        sources = [file.path for file in view.files]
        session.answer(
            view,
            format_,
            output,
            FINDING_FORMATS,
            pager=False,
            also_read=sources,
            table="screen.check",
        )
    _tell_count(view)
    if view.is_of_one and not staged:
        tell_missing_driver(Path(view.files[0].path))
    if view.unread:
        return 2
    changes = diff and any(edit.mends for edit in edits)
    return 1 if view.errors or changes or (strict and view.warnings) else 0


def _refuse_codes(files: Sequence[str]) -> None:
    """Stop where the code of a rule stands in the place of a plan file."""
    code = next((own for own in files if _CODE.fullmatch(own) and not Path(own).exists()), None)
    if code:
        from dutymatrix.cli.noun import OptionWordError
        from dutymatrix.cli.suggestion import did_you_mean

        raise OptionWordError(code, did_you_mean("check --explain", [code]))


def _explain(typed: Sequence[str] | None) -> None:
    from dutymatrix.finding.choice import rules_named
    from dutymatrix.finding.rule import FAMILIES
    from dutymatrix.screen.check import explain_rules

    console.show(explain_rules(rules_named(typed or FAMILIES), console.width()), "table")


class _Rules:
    """Which rules count: what was typed, else what the file beside the plan says."""

    def __init__(self, select: Sequence[str], ignore: Sequence[str]) -> None:
        from dutymatrix.finding.choice import choose, split_codes

        self.select = split_codes(",".join(select))
        self.ignore = split_codes(",".join(ignore))
        choose(self.select, self.ignore)  # a slip is said before anything is read
        self.habits: dict[Path, Habits] = {}

    def of(self, path: Path) -> "tuple[frozenset[str], tuple[Finding, ...]]":
        """The codes that count in a plan, and what is wrong in the file beside it."""
        from dutymatrix.check.habit import CODE
        from dutymatrix.finding.choice import choose

        habits = self._beside(path)
        among = choose(habits.select, habits.ignore)
        chosen = choose(self.select, self.ignore, among)
        return chosen, habits.findings if CODE in chosen else ()

    def _beside(self, path: Path) -> "Habits":
        from dutymatrix.check.habit import FILE_NAME, Habits, read_habits

        file = path.parent / FILE_NAME
        if path == session.STANDARD_INPUT or not session.is_file(file):
            return Habits()
        if file not in self.habits:
            self.habits[file] = read_habits(session.content(file)[:_MOST_HABITS], str(file))
        return self.habits[file]


class _Edit(NamedTuple):
    """A plan file that is mended."""

    path: Path
    before: bytes
    after: bytes
    mends: int
    stays: bool
    """Whether it has errors that no program mends, so that it is left as it is."""


def _look(
    typed: Sequence[str] | None, plan: Path | None, rules: _Rules, *, mends: bool
) -> "tuple[CheckView, list[_Edit]]":
    """What is found in all files, after mending where that is wanted; nothing is written."""
    from dutymatrix.screen.check import CheckView

    named = [Path(each) for each in typed or [str(session.find_plan(plan))]]
    is_of_one = len(named) == 1 and not session.is_folder(named[0])
    looked: list[Looked] = []
    unread: list[tuple[str, str]] = []
    edits: list[_Edit] = []
    paths = [*_each_once(named)]
    said = _("checking {file}").format(file=listed(map(str, named)))
    for path in bar.each(said, paths, len(paths)) if len(paths) > 1 else paths:
        try:
            looked.append(_look_at(path, rules, edits if mends else None))
        except DutymatrixError as error:
            if len(paths) == 1:
                raise
            console.tell_error(error)
            unread.append((str(path), str(error).split("\n")[0]))
    if looked and not typed and is_of_one:
        [own] = looked
        looked = [own._replace(findings=(*own.findings, *_beside(named[0])))]
    folders = [path for path in named if session.is_folder(path)]
    if folders and looked:
        looked = [*_with_house(looked, folders, rules)]
    return CheckView(tuple(looked), tuple(unread), is_of_one), edits


def _beside(plan: Path) -> "tuple[Finding, ...]":
    """What is found in the progress file beside a plan; nothing where there is none."""
    from dutymatrix.progress.accountfile import progress_path
    from dutymatrix.progress.accountreader import read_account

    if plan == session.STANDARD_INPUT or not session.is_file(plan):
        return ()
    path = progress_path(plan)
    if path == plan or not session.is_file(path):
        return ()
    return read_account(session.content(path), str(path)).findings


def _inspect(
    data: bytes, file: str, chosen: frozenset[str]
) -> "tuple[Plan | None, tuple[Finding, ...]]":
    """The plan in a file, and what is to be said of it; a progress file or roster holds none."""
    from dutymatrix.check.inspection import inspect, inspect_bytes
    from dutymatrix.library.house import read_house
    from dutymatrix.library.shelf import is_roster
    from dutymatrix.progress.accountfile import begins_account

    if begins_account(data):
        from dutymatrix.progress.accountreader import read_account

        return None, read_account(data, file).findings
    bar.doing(_("checking {file}").format(file=file))
    if is_roster(data, file):
        return None, inspect(read_house(data, file), data, file, chosen).findings
    found = inspect_bytes(data, file, chosen)
    return found.plan, found.findings


def _with_house(
    looked: "Sequence[Looked]", folders: Sequence[Path], rules: _Rules
) -> "Iterator[Looked]":
    """The files of folders, with what is found in their common roster and between their plans."""
    from dutymatrix.check.place import iter_located
    from dutymatrix.check.waiver import find_waivers, waive
    from dutymatrix.cli.several import find_house
    from dutymatrix.finding import has_errors
    from dutymatrix.library.likely import find_namesakes, find_unjoined
    from dutymatrix.library.shelf import ROSTER_NAME
    from dutymatrix.planfile.source import decode

    house = None
    if known := find_house(folders):
        house, roster = known[0].plan, Path(known[1])
        chosen, _beside = rules.of(roster)
        _none, wrong = _inspect(session.content(roster), str(roster), chosen)
        first, *others = looked
        looked = [first._replace(findings=(*wrong, *first.findings)), *others]
        if has_errors(wrong):
            # Which names it joins is not known, so none are asked about.
            yield from looked
            return
    plans = [file.plan for file in looked if file.plan]
    findings = [
        *find_unjoined(plans, house, str(folders[0] / ROSTER_NAME)),
        *find_namesakes(plans),
    ]
    for file in looked:
        path = Path(file.path)
        chosen, _beside = rules.of(path)
        own = [found for found in findings if found.file == file.path and found.code in chosen]
        if not own or not file.plan:
            yield file
            continue
        text = "" if session.names_document(path) else decode(session.content(path), file.path)[0]
        located = [*iter_located(own, file.plan, (text or "").split("\n"))]
        # Only whether they are waived is asked here.
        left = waive(located, find_waivers(text or ""), (), file.path)
        yield file._replace(findings=tuple(sorted((*file.findings, *left))))


def _look_at_staged(named: Sequence[Path], rules: _Rules) -> "CheckView":
    """What is found in the plans that the next commit would change, or in those named of them."""
    from dutymatrix.revision.git import Repository
    from dutymatrix.revision.git_setup import staged_plans
    from dutymatrix.screen.check import CheckView, Looked

    repository = Repository.discover(named[0] if named else Path())
    paths = staged_plans(repository, [repository.path_of(path) for path in named])
    looked = []
    for path in paths:
        chosen, beside = rules.of((repository.top or Path()) / path)
        data = repository.read_index(path) or b""
        plan, found = _inspect(data, path, chosen)
        looked.append(Looked(path, plan, (*beside, *found)))
    return CheckView(tuple(looked), (), len(looked) == 1)


def _each_once(named: Iterable[Path]) -> Iterator[Path]:
    """Files as they were named, and the plans of folders; a folder itself that has none."""
    seen: set[Path] = set()
    for path in named:
        found = [path]
        if session.is_folder(path):
            from dutymatrix.planfile.discovery import find_plans

            found = [*find_plans(path)] or [path]
        for each in found:
            if each.absolute() not in seen:
                seen.add(each.absolute())
                yield each


def _look_at(path: Path, rules: _Rules, edits: list[_Edit] | None) -> "Looked":
    from dutymatrix.check.inspection import inspect
    from dutymatrix.finding import has_errors
    from dutymatrix.library.shelf import ROSTER_NAME
    from dutymatrix.progress.accountfile import PROGRESS_NAME
    from dutymatrix.screen.check import Looked

    if session.is_folder(path):
        raise _reason_of_none(path)
    chosen, beside = rules.of(path)
    if edits is not None and not path.name.endswith((PROGRESS_NAME, ROSTER_NAME)):
        from dutymatrix.check.mend import mend

        data = session.read_editable(path)
        mended = mend(data, str(path), chosen)
        found, plan = mended.inspection.findings, mended.inspection.plan
        edits.append(_Edit(path, data, mended.data, mended.mends, has_errors(found)))
    elif session.names_document(path):
        plan, _all, _waivers, found = inspect(session.read(path), b"", str(path), chosen)
    else:
        plan, found = _inspect(session.content(path), str(path), chosen)
    return Looked(str(path), plan, (*beside, *found))


def _reason_of_none(folder: Path) -> DutymatrixError:
    """Why no plan of a folder is checked: there is none, or nobody may look into it."""
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        return UnreadableFileError(str(folder), error)
    return NoPlanInFolderError(str(folder))


def _show_changes(edits: Iterable[_Edit]) -> None:
    from dutymatrix.screen.unified import render_changes

    changes = (
        render_changes(edit.before, edit.after, str(edit.path)) for edit in edits if edit.mends
    )
    console.show("".join(changes), "table")


def _write(edits: Iterable[_Edit]) -> None:
    for edit in edits:
        if edit.mends:
            store.edit_file(edit.path, edit.before, edit.after)
            said = ngettext("{file}: {n} place fixed", "{file}: {n} places fixed", edit.mends)
            console.tell(said.format(file=edit.path, n=edit.mends))
        elif edit.stays:
            said = _("{file} is left as it is: it has errors that only a person can fix")
            console.tell(said.format(file=edit.path))


def _tell_count(view: "CheckView") -> None:
    n, errors, warnings = len(view.files), view.errors, view.warnings
    plans = ngettext("{n} plan", "{n} plans", n).format(n=n)
    console.tell(
        _("{file}: {errors}, {warnings}").format(
            file=view.files[0].path if view.is_of_one else plans,
            errors=ngettext("{n} error", "{n} errors", errors).format(n=errors),
            warnings=ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
        )
    )
