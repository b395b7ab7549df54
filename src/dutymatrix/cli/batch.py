"""Every document of a folder becomes a plan file; a run that was cut goes on where it was.

The table beside the plan files says of which document, by its SHA-256, each was made, and what
it was when it was written: a changed document is read again, and an edited plan file is left.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from functools import partial
from hashlib import file_digest, sha256
from itertools import chain, count
from multiprocessing import active_children, get_context
from pathlib import Path
from time import monotonic
from typing import NamedTuple
from unicodedata import normalize

from dutymatrix.cli import bar, console, session, several, store
from dutymatrix.cli.formats import TEXT_FORMATS, encoded, render
from dutymatrix.error import DutymatrixError, UnreadableFileError, UnwritableFileError, ready
from dutymatrix.i18n import CHINESE, _, current_language, use_language
from dutymatrix.markup.view import Options
from dutymatrix.paper.folder import safe_name
from dutymatrix.plan.model import Plan
from dutymatrix.planfile.discovery import may_be_file
from dutymatrix.screen.manifest import ManifestView, Outcome, Row, read_rows
from dutymatrix.wording.lexicon import words

TABLE = "导入情况.csv"
"""What the table is called."""

_SUFFIXES = frozenset(
    words(
        ".docx .docm .dotx .doc .dot .wps .rtf .odt .fodt .uof .uot "
        ".xlsx .xlsm .xls .et .ods .fods .xlsb .csv .tsv .tab "
        ".pdf .ofd .html .htm .mht .mhtml .md .markdown .txt"
    )
)
# What LibreOffice mostly has to open; how many of them in one call, which takes longer to start
# than for a document.
_OF_OFFICES = frozenset(words(".doc .dot .wps .rtf .odt .fodt .uof .uot"))
_TOGETHER = 20
# Of word processors that have a document open.
_OPEN = ("~$", ".")
# How often the table is written while documents are read, in seconds.
_SAVED_EVERY = 5.0
# A process that has read so many is replaced: what its libraries keep is let go.
_READ_BY_ONE = 200


class NotAFolderError(DutymatrixError):
    """A file was named where a folder belongs."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is not a folder").format(file=file)
            + "\n"
            + _("one document alone: dutymatrix import {file}").format(file=file)
        )


class NoDocumentsError(DutymatrixError):
    """There is nothing in a folder that could be imported."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            _("there is no document in {folder}").format(folder=folder)
            + "\n"
            + _("documents are files that end in {suffixes}").format(
                suffixes=" ".join(sorted(_SUFFIXES))
            )
        )


class ForeignTableError(DutymatrixError):
    """A file that is not ours stands where the table belongs."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is not a table of imports; it is not replaced").format(file=file)
            + "\n"
            + _("rename it, or name another folder after -o")
        )


class _Job(NamedTuple):
    """A document to be read."""

    path: Path
    row: Row
    """What is known of it, its plan file and the digests of both."""
    digest: str
    """That of the document now."""


class _Reading(NamedTuple):
    """What came of reading a document, as one process tells it another."""

    text: str = ""
    """The plan file; "" where there is none."""
    tasks: int = 0
    lists: int = 0
    left: int = 0
    assignments: int = 0
    findings: int = 0
    said: str = ""
    """Why there is none."""


def import_folder(
    folder: Path,
    target: Path,
    jobs: int,
    format_: str | None,
    *,
    original: bool,
    strict: bool,
    cluster: str | None = None,
) -> int:
    """Import every document of a folder, and show the table of them.

    Args:
        folder: Where the documents are, in folders of their own as well.
        target: The folder of the plan files, in which those folders are made again.
        jobs: How many documents are read at a time, each by a process.
        format_: The format of the table that is shown.
        original: Whether Word files are read without their tracked changes.
        strict: Whether anything uncertain counts.
        cluster: The scheduler of a Dask cluster that reads them; None: this machine does.

    Returns:
        The exit code: 2 where none could be read, 1 where `strict` and one could not, or
        anything is uncertain.
    """
    gc.enable()  # a thousand documents are no short life
    paths = _find_documents(folder)
    if not paths:
        raise NoDocumentsError(str(folder))
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(str(target), error) from None
    batch = _Batch(folder, target, _known_rows(target))
    batch.import_all(paths, jobs, cluster, original=original)
    rows = batch.rows_of(paths)
    console.tell(_("{file} written").format(file=target / TABLE))
    session.answer(ManifestView(Plan(title=str(folder)), rows), format_, None, TEXT_FORMATS)
    made = next((row.plan_file for row in rows if row.plan_file and row.tasks), None)
    if made:
        console.tell(_("next:"))
        console.tell(f"  dutymatrix check {ready(str(target))}")
        console.tell(f"  dutymatrix --plan {ready(str(target / made))} units")
    outcomes = {row.outcome for row in rows}
    if outcomes == {Outcome.FAILED}:
        return 2
    doubtful = outcomes & {Outcome.FAILED, Outcome.KEPT} or any(row.findings for row in rows)
    return 1 if strict and (doubtful or session.left_out) else 0


def _find_documents(folder: Path) -> list[Path]:
    """The documents in a folder and those below it, in order; links to folders lead nowhere."""
    if not folder.exists():
        raise UnreadableFileError(str(folder), FileNotFoundError())
    if not folder.is_dir():
        raise NotAFolderError(str(folder))

    def leave_out(error: OSError) -> None:
        reason = UnreadableFileError(str(error.filename), error)
        if error.filename == str(folder):
            raise reason
        several.leave_out(error.filename, several.why_left_out(reason))

    found = []
    for where, folders, names in os.walk(folder, onerror=leave_out):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            path
            for name in sorted(names)
            if not name.startswith(_OPEN)
            and name != TABLE
            and (path := Path(where, name)).suffix.lower() in _SUFFIXES
            and may_be_file(path)
        ]
    return found


def _known_rows(target: Path) -> tuple[Row, ...]:
    path = target / TABLE
    if not path.exists():
        return ()
    rows = read_rows(session.read_whole(path), CHINESE)
    if rows is None:
        raise ForeignTableError(str(path))
    return tuple(row for row in rows if _stays_within(row.plan_file))


def _stays_within(plan_file: str) -> bool:
    """Whether the name of a plan file, which anybody may have edited, leads nowhere else."""
    parts = plan_file.split("/")
    return plan_file.endswith(".yaml") and parts == [safe_name(part) for part in parts[:-1]] + [
        f"{safe_name(parts[-1].removesuffix('.yaml'))}.yaml"
    ]


class _Batch:
    """The rows of a table while documents are read."""

    def __init__(self, folder: Path, target: Path, known: Iterable[Row]) -> None:
        self.folder = folder
        self.target = target
        self.rows = {row.document: row for row in known}
        self.taken = {_key(row.plan_file) for row in self.rows.values()}
        self.saved = monotonic()

    def rows_of(self, paths: Iterable[Path]) -> tuple[Row, ...]:
        """The rows of documents, in their order."""
        return tuple(self.rows[self._name(path)] for path in paths)

    def import_all(
        self, paths: Sequence[Path], jobs: int, cluster: str | None, *, original: bool
    ) -> None:
        """Read the documents that are not known as they are; what stops it, the table is kept."""
        todo = [*self._todo(paths)]
        read = _read_alone if jobs == 1 else partial(_read_by_processes, jobs)
        if cluster:
            read = partial(_read_on_cluster, cluster)
        try:
            what = _("reading {file}").format(file=self.folder)
            with closing(read(todo, original)) as readings:
                for job, reading in bar.each(what, readings, len(todo)):
                    self.rows[job.row.document] = self._settled(job, reading)
                    if monotonic() - self.saved > _SAVED_EVERY:
                        with suppress(UnwritableFileError):  # open in Excel: at the end it counts
                            self._save()
        finally:
            self._save()

    def _name(self, path: Path) -> str:
        try:
            return Path(os.path.relpath(path, self.target)).as_posix()
        except ValueError:  # on another drive
            return path.absolute().as_posix()

    def _todo(self, paths: Iterable[Path]) -> Iterator[_Job]:
        for path in paths:
            name = self._name(path)
            known = self.rows.get(name)
            try:
                with path.open("rb") as file:
                    digest = file_digest(file, "sha256").hexdigest()
            except OSError as error:
                known = known or Row(name, "", Outcome.FAILED)
                self.rows[name] = _failed(known, UnreadableFileError(name, error))
                continue
            if known is None:
                known = Row(name, self._choose_name(path), Outcome.FAILED)
                self.taken.add(_key(known.plan_file))
            elif known.digest == digest and (self.target / known.plan_file).is_file():
                continue
            yield _Job(path, known, digest)

    def _choose_name(self, path: Path) -> str:
        """A name for a plan file that no other has, whatever the system thinks of capitals."""
        folders = [safe_name(part) for part in path.parent.relative_to(self.folder).parts]
        stem, suffix = safe_name(path.stem), path.suffix.lower().removeprefix(".")
        numbered = (f"{stem}_{suffix}_{n}" for n in count(2))
        for name in chain((stem, f"{stem}_{suffix}"), numbered):
            plan_file = "/".join((*folders, f"{name}.yaml"))
            if _key(plan_file) not in self.taken:
                return plan_file
        raise AssertionError  # numbers do not end

    def _settled(self, job: _Job, reading: _Reading) -> Row:
        """The row of a document that was read, its plan file put in its place."""
        if not reading.text:
            return job.row._replace(outcome=Outcome.FAILED, said=reading.said)
        data = reading.text.encode("utf-8")
        try:
            reason = self._put(self.target / job.row.plan_file, data, job.row.plan_digest)
        except DutymatrixError as error:
            return _failed(job.row, error)
        if reason:
            # Asked again by the next run: what it is made of is still another document.
            return job.row._replace(outcome=Outcome.KEPT, said=reason)
        return Row(
            job.row.document,
            job.row.plan_file,
            Outcome.IMPORTED,
            *reading[1:6],
            digest=job.digest,
            plan_digest=sha256(data).hexdigest(),
        )

    def _put(self, path: Path, data: bytes, written: str) -> str:
        """Put a plan file in its place; why not, where what is there is not ours to replace."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnwritableFileError(str(path.parent), error) from None
        before = session.read_whole(path) if path.exists() else None
        if before == data:
            return ""
        if before is None:
            store.create_file(path, data)
        elif path.is_symlink() or not written:
            return _("it was there before")
        elif sha256(before).hexdigest() != written:
            return _("it was edited; merge the new document into it: import DOCUMENT --onto PLAN")
        else:
            store.edit_file(path, before, data)
        return ""

    def _save(self) -> None:
        rows = tuple(self.rows[name] for name in sorted(self.rows))
        view = ManifestView(Plan(title=""), rows)
        written = render(view, Options("csv", to_file=True))
        store.write_pieces(self.target / TABLE, encoded(written))
        self.saved = monotonic()


def _failed(row: Row, error: DutymatrixError) -> Row:
    return row._replace(outcome=Outcome.FAILED, said=_first_line(error))


def _first_line(error: DutymatrixError) -> str:
    """What is wrong; what to do about it has no room in a table."""
    return str(error).partition("\n")[0]


def _key(plan_file: str) -> str:
    """A name as systems compare it that know no capitals, or take accents apart."""
    return normalize("NFC", plan_file).casefold()


# Reading


def _read(path: str, original: bool) -> _Reading:
    """Read one document, whatever happens."""
    from dutymatrix.document import import_document
    from dutymatrix.planfile.writer import write_plan

    try:
        intake = import_document(path, original=original)
        text = write_plan(intake.plan)
    except DutymatrixError as error:
        return _Reading(said=_first_line(error))
    except Exception as error:  # one document must not stop a thousand
        kind = f"{type(error).__name__}: {error}"
        return _Reading(said=_("a bug of dutymatrix, please report it: {error}").format(error=kind))
    coverage = intake.coverage
    tasks = sum(bool(item.entry.assignments) for item in intake.plan.items)
    return _Reading(
        text,
        tasks,
        coverage.lists_used,
        len(intake.left),
        coverage.assignments,
        len(intake.findings),
    )


_Read = Generator[tuple[_Job, _Reading], None, None]
_Group = tuple[_Job, ...]


def _grouped(jobs: Iterable[_Job]) -> Iterator[_Group]:
    """Documents that are read together: one by one, but those that LibreOffice opens."""
    of_offices = []
    for job in jobs:
        if job.path.suffix.lower() in _OF_OFFICES:
            of_offices.append(job)
        else:
            yield (job,)
    for start in range(0, len(of_offices), _TOGETHER):
        yield tuple(of_offices[start : start + _TOGETHER])


def _read_group(
    read: Callable[[str, bool], _Reading], paths: Sequence[str], original: bool
) -> list[_Reading]:
    """Read documents, of which LibreOffice converts in one call what it has to."""
    if len(paths) == 1:
        return [read(paths[0], original)]
    from dutymatrix.document.readers import converted_together

    with converted_together(paths):
        return [read(path, original) for path in paths]


def _paths(group: _Group) -> list[str]:
    return [str(job.path) for job in group]


def _read_alone(jobs: Iterable[_Job], original: bool) -> _Read:
    for group in _grouped(jobs):
        yield from zip(group, _read_group(_read, _paths(group), original), strict=True)


def _read_by_processes(n: int, jobs: Sequence[_Job], original: bool) -> _Read:
    """Readings as they are done, in no order.

    A document that ends its process is read once more by one of its own, and named if it does
    so again.
    """
    waiting = deque(_grouped(jobs))
    while waiting:
        running: dict[Future[list[_Reading]], _Group] = {}
        with _processes(n) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < 2 * n:
                        # It stays in the row until it is taken: the pool may be broken by now.
                        future = pool.submit(_read_group, _read, _paths(waiting[0]), original)
                        running[future] = waiting.popleft()
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        readings = future.result()
                        yield from zip(running.pop(future), readings, strict=True)
            except BrokenProcessPool:
                pass
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for process in active_children():
                    process.terminate()
                raise
        for job in chain.from_iterable(running.values()):
            yield job, _read_apart(job, original)


def _read_on_cluster(address: str, jobs: Sequence[_Job], original: bool) -> _Read:
    """Readings of the workers of a cluster, as they are done; who lost one is asked again."""
    from dutymatrix.library.cluster import each_on

    job_of = {str(job.path.absolute()): job for job in jobs}
    asked = [(path, original, current_language()) for path in job_of]
    for (path, _original, _language), reading in each_on(address, read_there, asked):
        job = job_of[path]
        if reading is None:
            reading = _Reading(said=_("the process that read it was ended by the system"))
        # Here it is called as it was named.
        yield job, reading._replace(said=reading.said.replace(path, str(job.path)))


def read_there(asked: tuple[str, bool, str]) -> _Reading:
    """Read one document on another machine: its path, whether as it was, and the language."""
    path, original, language = asked
    use_language(language)
    return _read(path, original)


def _read_apart(job: _Job, original: bool) -> _Reading:
    with _processes(1) as pool:
        try:
            return pool.submit(_read, str(job.path), original).result()
        except BrokenProcessPool:
            return _Reading(said=_("the process that read it was ended by the system"))


def _processes(n: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        n,
        get_context("spawn"),
        initializer=_begin,
        initargs=(current_language(),),
        max_tasks_per_child=_READ_BY_ONE,
    )


def _begin(language: str) -> None:
    """What a process does first: Ctrl-C is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_language(language)
