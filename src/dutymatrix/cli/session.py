"""What a command works on: where the plan is, and where the answer goes."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import bar
from dutymatrix.error import (
    BinaryOutputError,
    DutymatrixError,
    PlanNotFoundError,
    SourceOverwriteError,
    UnknownUnitError,
    UnreadableFileError,
    ready,
)
from dutymatrix.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from dutymatrix.check.waiver import Waiver
    from dutymatrix.document import Intake
    from dutymatrix.document.block import Document
    from dutymatrix.markup.view import Answer, Written
    from dutymatrix.plan.model import Plan
    from dutymatrix.planfile import Reading
    from dutymatrix.revision.version import Version

PLAN_NAME = "plan.yaml"
left_out: list[str] = []
"""Plans of a folder that could not be read, and so are not in the answer."""
STANDARD_INPUT = Path("-")
VARIABLE = "DUTYMATRIX_PLAN"

_PLAN_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
_TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".mht", ".mhtml"})
_DOCUMENT_SUFFIXES = _TEXT_SUFFIXES | frozenset(
    [".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".ofd", ".xlsx", ".xls", ".et", ".ods"]
)
# Texts that lie beside a plan in git and are none.
_ABOUT_SOFTWARE = "(?i)(readme|licen[cs]e|changelog|contributing|notice|authors|requirements)[^/]*$"
# Fields above a page are called as a plan's; under the name of a text a plan says its format.
_FORMAT = rb"(?m)(?:^|[{,\s])[\"']?format[\"']?\s*:"
_START = 4096

# Formats that have no place for a word to people.
FOR_PROGRAMS = frozenset({"json", "jsonl", "csv", "tsv"})


class PlanGivenError(DutymatrixError):
    """A plan file was named where an official document is read."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _(
                "{file} is a plan file; this command needs the document that it was made from"
            ).format(file=file)
            + "\n"
            + _("what is wrong in it: dutymatrix check {file}").format(file=file)
            + "\n"
            + _("hold it against its document: dutymatrix --plan {file} verify DOCUMENT").format(
                file=file
            )
        )


class RosterGivenError(DutymatrixError):
    """The roster of a folder was named where a plan belongs."""

    def __init__(self, file: Path) -> None:
        folder = ready(str(file.parent))
        super().__init__(
            _("{file} is the roster of all plans of its folder, and no plan").format(file=file)
            + "\n"
            + _("ask the folder: dutymatrix --plan {folder} …").format(folder=folder)
            + "\n"
            + _("what is wrong in it: dutymatrix check {file}").format(file=ready(str(file)))
        )


class FolderGivenError(DutymatrixError):
    """A folder was named where one document is read."""

    def __init__(self, folder: Path) -> None:
        lines = [_("{file} is a folder; here a document belongs").format(file=folder)]
        if inside := documents_in(folder):
            named = _("name one in it, for example {path}")
            lines.append(named.format(path=folder / inside[0]))
        every = _("a plan file of every document in it: dutymatrix import --all {folder}")
        super().__init__("\n".join((*lines, every.format(folder=ready(str(folder))))))


class NoPlanFileError(DutymatrixError):
    """What is to be edited is no plan file."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is not a plan file that could be edited").format(file=file)
            + "\n"
            + _("name one: dutymatrix --plan PATH …")
        )


class SeveralPlansError(DutymatrixError):
    """Several plans were named where a command is about one."""

    def __init__(self) -> None:
        super().__init__(
            _("this command is about one plan, and several are named")
            + "\n"
            + _("name one of them: dutymatrix --plan PATH …")
        )


class Asked(NamedTuple):
    """Which plans a question is about."""

    paths: tuple[Path, ...] = ()
    """Files, folders of plans; none: the plan that is found from here."""
    recursive: bool = False
    """Whether folders below count, too."""
    documents: bool = False
    """Whether official documents in folders count, too."""


class Settings(NamedTuple):
    """What was said before the command."""

    plans: tuple[Path, ...] = ()
    pager: bool = True

    @property
    def plan(self) -> Path | None:
        """The one plan that was named.

        Raises:
            SeveralPlansError: Several were.
        """
        if len(self.plans) > 1:
            raise SeveralPlansError
        return self.plans[0] if self.plans else None


def is_file(path: Path) -> bool:
    """Whether a plain file is there; whoever reads what cannot be asked about says why."""
    # Before Python 3.14 a path that is too long, or in a closed folder, is an error.
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there; as `is_file`."""
    try:
        return path.is_dir()
    except OSError:
        return False


def find_plan(named: str | Path | None = None) -> Path:
    """Path of the plan: the one named, else the environment's, else plan.yaml here or above.

    Raises:
        PlanNotFoundError: None is named and none is found; a named one need not exist.
    """
    if named is not None:
        return Path(named)
    if os.environ.get(VARIABLE):
        return Path(os.environ[VARIABLE])
    try:
        here = Path.cwd()
    except OSError:  # somebody removed the folder we are in
        raise PlanNotFoundError(Path()) from None
    for folder in (here, *here.parents):
        if is_file(folder / PLAN_NAME):
            # Relative where it can be: findings and places are easier to read so.
            return Path(PLAN_NAME) if folder == here else folder / PLAN_NAME
    raise PlanNotFoundError(here, documents_in(here))


def documents_in(folder: Path) -> list[str]:
    """Names of the files of a folder that look like official documents, sorted."""
    with suppress(OSError), os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if _looks_like_document(entry))
    return []


def is_named_as_document(word: str) -> bool:
    """Whether a word is the path of a document, by what is there or by its ending."""
    path = Path(word)
    return path.suffix.lower() in _DOCUMENT_SUFFIXES or (is_file(path) and names_document(path))


def _looks_like_document(entry: "os.DirEntry[str]") -> bool:
    # ~$ is what Word puts beside a file that is open.
    suffix = PurePath(entry.name).suffix.lower()
    if suffix not in _DOCUMENT_SUFFIXES or entry.name.startswith((".", "~$")):
        return False
    return not re.match(_ABOUT_SOFTWARE, entry.name) and entry.is_file()


def read(path: Path) -> "Reading":
    """The plan file, what another program writes into ours, or the plan a document states."""
    from dutymatrix.planfile import read_bytes

    if names_document(path):
        return _reading(_read_document(path))
    refuse_roster(path)
    return read_bytes(content(path), str(path))


def refuse_roster(path: Path) -> None:
    """Where a plan belongs, the roster of a folder does not.

    Raises:
        RosterGivenError: It is one.
    """
    if path.stem == "units" and is_file(path):
        from dutymatrix.library.shelf import is_roster

        if is_roster(content(path), str(path)):
            raise RosterGivenError(path)


def content(path: Path) -> bytes:
    """What a file holds, or another program writes into ours.

    Of what holds more than any plan or document only so much comes back that it shows.

    Raises:
        UnreadableFileError: The file is missing, a folder, or may not be read.
    """
    from dutymatrix.planfile.source import MAX_BYTES, read_bounded

    if path == STANDARD_INPUT:
        if sys.stdin and sys.stdin.isatty():
            bar.end()  # somebody types it
        # There is none where it was closed (<&-).
        return read_bounded(sys.stdin.buffer if sys.stdin else BytesIO(), MAX_BYTES)
    if version := version_named(path):
        return version.data
    bar.doing(_("reading {file}").format(file=path))
    try:
        with path.open("rb") as file:
            return read_bounded(file, MAX_BYTES)
    except OSError as error:
        # Windows says "permission denied" of a folder.
        reason = IsADirectoryError() if is_folder(path) else error
        raise UnreadableFileError(str(path), reason) from None


def read_whole(path: Path) -> bytes:
    """All that a file holds, where it is no more than any plan or document has.

    Raises:
        OversizedDocumentError: It is more; of what never ends no more was read.
        UnreadableFileError: The file is missing, a folder, or may not be read.
    """
    from dutymatrix.planfile.source import MAX_BYTES

    size = path.stat().st_size if is_file(path) else 0
    data = content(path) if size <= MAX_BYTES else b""
    if max(size, len(data)) > MAX_BYTES:
        from dutymatrix.document.readers.refusal import OversizedDocumentError

        what = _("larger than {n} MiB").format(n=MAX_BYTES // 2**20)
        raise OversizedDocumentError(str(path), what)
    return data


def read_editable(path: Path) -> bytes:
    """What a plan file holds that is to be edited; who reads one that is too large, finds that.

    Raises:
        NoPlanFileError: It is a document, or no file that could be put back.
        RosterGivenError: It is the roster of a folder.
        UnreadableFileError: The file is missing, a folder, or may not be read.
    """
    refuse_roster(path)
    # What has no end is no file, and what was piped in could not be put back.
    with suppress(OSError):
        if path == STANDARD_INPUT or (path.exists() and not (path.is_file() or path.is_dir())):
            raise NoPlanFileError(str(path))
    with suppress(OSError):
        if not path.exists() and version_named(path):
            raise NoPlanFileError(str(path))
    data = content(path)
    if is_document(data, str(path)):
        raise NoPlanFileError(str(path))
    return data


def load(named: Path | None, day: "date | None" = None) -> "Plan":
    """The plan to answer from; with a day, its tasks with the units that hold them then."""
    plan = load_one(named)
    bar.doing(_("working out the answer"))
    if day is None or not any(unit.until or unit.succeeded_by for unit in plan.units):
        return plan
    from dutymatrix.plan.tenure import plan_on

    return plan_on(plan, day)


def load_one(named: Path | None) -> "Plan":
    """The plan in a file, of a version or that a document states, as it was written."""
    from dutymatrix.planfile import usable

    read = read_one(find_plan(named))
    return usable(read.reading, read.file)


class Read(NamedTuple):
    """What was read of a plan, usable or not."""

    reading: "Reading"
    file: str
    """The name that findings give."""
    data: bytes = b""
    """What it was read from; of a document nothing."""


def read_one(path: Path, *, keeps: bool = False) -> Read:
    """A plan file, one of a version, or what a document states; what is uncertain in that is said.

    Args:
        path: Where it is.
        keeps: Whether what a file holds is asked for, too.

    Raises:
        DutymatrixError: There is no such file, or it is no document that can be read.
    """
    if path == STANDARD_INPUT:
        return _read_held(content(path), str(path))
    if names_document(path):
        return Read(_told(_reading(_read_document(path))), str(path))
    if version := version_named(path):
        tell_version(version)
        return _read_held(version.data, version.file)
    refuse_roster(path)
    # The bytes of a large plan need not lie beside what is made of them.
    return _read_plan(content(path), str(path)) if keeps else Read(read(path), str(path))


def version_named(path: Path) -> "Version | None":
    """The version of the plan that is named in the place of a file: `v1`, `v1:a.yaml`, a day.

    Raises:
        NotADayError: After @ stands no day.
        NotInVersionError: The version does not have the file.
    """
    typed = str(path)
    is_plain = ":" not in typed and path.suffix.lower() in _PLAN_SUFFIXES
    if is_plain or path.is_absolute() or os.path.lexists(path):
        return None
    from dutymatrix.revision.git import GitFailedError, GitMissingError, NoRepositoryError
    from dutymatrix.revision.version import (
        FileSide,
        NotAVersionError,
        find_committed,
        parse_side,
        read_side,
    )

    side = parse_side(typed)
    if isinstance(side, FileSide):
        return None
    try:
        plan = find_plan()
    except PlanNotFoundError:
        plan = find_committed(Path(PLAN_NAME)) or Path(PLAN_NAME)
    try:
        return read_side(side, plan)
    except (NotAVersionError, GitMissingError, GitFailedError, NoRepositoryError):
        return None  # then it is a file that is not there


def tell_version(version: "Version") -> None:
    """Say which version it is, and where the plan stood then."""
    from dutymatrix.cli.console import tell

    if version.former_path:
        message = _("{file}: the plan was in {path} then")
        tell(message.format(file=version.label, path=version.former_path))
    elif version.commit:
        tell(version.label)


def waivers_in(path: Path) -> "tuple[Waiver, ...]":
    """The comments of a plan file that could be read which waive rules; none where it is none."""
    if path == STANDARD_INPUT or names_document(path):
        return ()
    from dutymatrix.check.waiver import find_waivers

    return find_waivers(read_whole(path).decode("utf-8-sig"))


def plan_of(data: bytes, file: str) -> "Plan":
    """The plan in the bytes of a plan file or document that git or another program holds."""
    from dutymatrix.planfile import usable

    return usable(_read_held(data, file).reading, file)


def _read_held(data: bytes, file: str) -> Read:
    if is_document(data, file):
        return Read(_told(_reading(_document_of(data, file))), file)
    return _read_plan(data, file)


def _read_plan(data: bytes, file: str) -> Read:
    from dutymatrix.planfile import read_bytes

    return Read(read_bytes(data, file), file, data)


def read_official(*paths: Path, original: bool = False) -> "Document":
    """The document in a file, in several (a notice and its annexes), or on standard input.

    Args:
        paths: The files, `-` for standard input; at least one.
        original: A Word file before its tracked changes.

    Raises:
        PlanGivenError: One is a plan file, and no document.
        FolderGivenError: One is a folder.
        DutymatrixError: One is no document that can be read.
    """
    from dutymatrix.document.block import join_documents

    document = join_documents([_read_official(path, original) for path in paths])
    bar.doing(_("working out who does what"))
    return document


def _read_official(path: Path, original: bool) -> "Document":
    if path != STANDARD_INPUT:
        if is_folder(path):
            raise FolderGivenError(path)
        refuse_plan(path)
        return _read_document(path, original=original)
    data = content(path)
    if not is_document(data, str(path)):
        raise PlanGivenError(str(path))
    return _document_of(data, str(path), original=original)


def is_document(data: bytes, file: str) -> bool:
    """Whether this is an official document and not a plan file: by its ending, else its content.

    Args:
        data: The content, or its beginning.
        file: Its name.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix in _PLAN_SUFFIXES:
        return False
    from dutymatrix.planfile.discovery import begins_plan

    start = data[:_START]
    if suffix in _TEXT_SUFFIXES and not re.search(_FORMAT, start):
        return True
    return not begins_plan(start)


def refuse_plan(path: Path) -> None:
    """Where a document belongs, a plan file does not.

    Raises:
        PlanGivenError: It is one.
    """
    if not is_file(path):
        return
    # Whoever reads it says why it cannot be read.
    with suppress(OSError), path.open("rb") as file:
        if not is_document(file.read(_START), str(path)):
            raise PlanGivenError(str(path))


def names_document(path: Path) -> bool:
    """Whether a path leads to an official document, not to a plan file."""
    if path == STANDARD_INPUT or path.suffix.lower() in _PLAN_SUFFIXES or not is_file(path):
        return False
    try:
        with path.open("rb") as file:
            return is_document(file.read(_START), str(path))
    except OSError:
        return False  # whoever reads it says why it cannot be read


def _read_document(path: Path, *, original: bool = False) -> "Document":
    from dutymatrix.document.readers import read_document

    bar.doing(_("reading {file}").format(file=path))
    return read_document(path, original=original, progress=bar.counter())


def _document_of(data: bytes, file: str, *, original: bool = False) -> "Document":
    from dutymatrix.document.readers import read_bytes

    return read_bytes(data, file, original=original, progress=bar.counter())


def _reading(document: "Document") -> "Reading":
    from dutymatrix.document import build_plan
    from dutymatrix.planfile import Reading

    intake = build_plan(document)
    return Reading(intake.plan, intake.findings)


def _told(reading: "Reading") -> "Reading":
    """What a document states; what is uncertain in it is said."""
    if reading.findings:
        from dutymatrix.cli.console import tell
        from dutymatrix.screen.check import render_findings

        tell(render_findings(reading.findings))
    return reading


def tell_proof(intake: "Intake") -> None:
    """Say what an import found, what is uncertain in it and what it left out."""
    from dutymatrix.cli.console import tell
    from dutymatrix.screen.check import render_findings
    from dutymatrix.screen.import_ import render_proof

    if intake.findings:
        tell(render_findings(intake.findings))
    for line in render_proof(intake):
        tell(line)


def tell_next(plan: "Plan", path: Path) -> None:
    """Say what one does next with a new plan file."""
    from dutymatrix.cli.console import tell

    name = next((name for name in plan.rank if name.isalnum()), _("UNIT"))
    # Where another plan is asked by default, this one must be named.
    found = path == Path(PLAN_NAME) and VARIABLE not in os.environ
    before = "" if found else f"--plan {ready(str(path))} "
    tell(_("next:"))
    tell(f"  dutymatrix check{'' if found else ' ' + ready(str(path))}")
    for what in (f"duties {name}", _("duties --all -o lists/")) if plan.tasks else ():
        tell(f"  dutymatrix {before}{what}")


def resolve(plan: "Plan", typed: str) -> str:
    """The unit meant; said aloud where it was not typed as the plan has it.

    Raises:
        AmbiguousUnitError: Several names fit equally well.
        UnknownUnitError: None fits; the likely ones are named.
    """
    from dutymatrix.cli.console import tell
    from dutymatrix.plan.name import Roster

    try:
        name = Roster(plan).resolve(typed)
    except UnknownUnitError as error:
        from dutymatrix.wording.reform import usual_names

        raise UnknownUnitError(typed, error.likely, usual_names(typed, plan.rank)) from None
    if name != typed:
        tell(f"{typed} → {name}")
    return name


def answer(
    view: "Answer",
    asked: str | None,
    output: Path | None,
    offered: Sequence[str],
    *,
    pager: bool = True,
    remarks: Iterable[str] = (),
    also_read: Iterable[str] = (),
    table: str | None = None,
) -> None:
    """Write an answer to the stream or file, in the format asked for.

    What a table says below it, `remarks` say on stderr beside a format that cannot. Files that
    it was read from, its plan and what was `also_read`, are never replaced. `table` is the module
    that writes it for eyes, where it is no table like others.
    """
    from dutymatrix.cli import console
    from dutymatrix.cli.formats import choose_format, encoded, render
    from dutymatrix.markup.view import Options

    name = choose_format(asked, str(output) if output else None, offered)
    if name in FOR_PROGRAMS:
        for line in remarks:
            console.tell(line)
    if output:
        read = [view.plan, *view.plan.plans.values()] if view.plan else []
        sources = [*also_read, *(plan.file for plan in read)]
        if any(is_same(output, Path(file)) for file in sources):
            raise SourceOverwriteError(str(output))
        from dutymatrix.cli import store

        bar.doing(_("writing {file}").format(file=output))
        written = _telling_formulas(render(view, Options(name, to_file=True), table), name)
        store.write_pieces(output, encoded(written))
        console.tell(_("{file} written").format(file=output))
        return
    colored = console.has_color(sys.stdout)
    options = Options(name, console.width(), console.height(), color=colored)
    written = _telling_formulas(render(view, options, table), name)
    if isinstance(written, bytes):
        raise BinaryOutputError(name)
    console.show(written, name, pager=pager and name == "table")


def _telling_formulas(written: "Written", name: str) -> "Written":
    """What is written; where a spreadsheet would run what is meant for programs, that is said."""
    if name != "tsv" or isinstance(written, str | bytes):
        return written
    from dutymatrix.cli import console
    from dutymatrix.markup.delimited import has_formula

    def lines() -> Iterator[str]:
        found = False
        for line in written:
            found = found or has_formula(line)
            yield line
        if found:
            console.tell(_("a cell begins with =: tsv is for programs; for Excel -f csv"))

    return lines()


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file that is there."""
    try:
        return one.samefile(other)
    except OSError:
        return False
