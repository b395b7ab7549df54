"""Versions of a plan as people name them: a file, a git revision, a day, what is staged."""

import re
from datetime import date
from hashlib import sha1
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dutymatrix.error import DutymatrixError, UnreadableFileError, quoted
from dutymatrix.i18n import _
from dutymatrix.plan.period import parse_period, read_relative
from dutymatrix.revision.git import (
    Commit,
    GitFailedError,
    GitMissingError,
    NoRepositoryError,
    Repository,
    UnknownRevisionError,
)


class NotADayError(DutymatrixError):
    """After @ stands no day."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            _("{typed} is not a day").format(typed=quoted(typed))
            + "\n"
            + _("write @ and a date, for example @2018-12-31, @2018-06 or @2018年6月")
        )


class NotInVersionError(DutymatrixError):
    """A version of the repository does not have a file."""

    def __init__(self, path: str, version: str) -> None:
        super().__init__(
            _("{path} is not in {version}").format(path=path, version=version)
            + "\n"
            + _("name the file as it was called then: REV:PATH")
        )


class NotAVersionError(DutymatrixError):
    """What was typed is no file and no revision."""

    def __init__(self, typed: str, then: str) -> None:
        super().__init__(
            _("{typed} is neither a file nor a revision").format(typed=quoted(typed)) + "\n" + then
        )


class FileSide(NamedTuple):
    """A file, as it is now."""

    path: Path


class RevisionSide(NamedTuple):
    """A commit."""

    revision: str
    """As typed."""
    path: str | None = None
    """Path in the repository, or from here where it begins with a dot; None: the plan's."""


class DaySide(NamedTuple):
    """The last commit up to the end of a day."""

    day: date
    path: str | None = None


class ForkSide(NamedTuple):
    """Where two revisions parted: what each of them did since is its own."""

    one: str
    other: str
    path: None = None


class StagedSide(NamedTuple):
    """What the next commit would take (git add)."""

    path: str | None = None


Side = FileSide | RevisionSide | DaySide | ForkSide | StagedSide


class Version(NamedTuple):
    """The bytes of one version, and how to speak of it."""

    label: str
    """For people: `v1 (3f2a1c0, 2018-12-31)`."""
    data: bytes
    file: str
    """The name that findings give: `v1:plan.yaml`, or the path of a file."""
    commit: Commit | None = None
    former_path: str | None = None
    """Path in the repository at that time, where the file has been renamed since."""

    @property
    def digest(self) -> str:
        """What git calls the content, with line feeds as git keeps them."""
        return digest_of(self.data, kept=self.commit is not None)


def digest_of(data: bytes, *, kept: bool = False) -> str:
    """What git calls a content, with line feeds as git keeps them; `kept`: git had it."""
    if not kept and b"\0" not in data:
        data = data.replace(b"\r\n", b"\n")
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def split_range(text: str) -> tuple[Side, Side] | None:
    """Both ends of `v1..v2`, or of `v1...v2`, what v2 did since the two parted.

    An end left out is HEAD. None where no range was typed.

    Raises:
        NotADayError: After @ stands no day.
    """
    if ".." not in text or _exists(text) or _has_path(text):
        return None
    one, dots, other = re.split(r"(\.\.\.?)", text, maxsplit=1)
    one, other = one or "HEAD", other or "HEAD"
    return (ForkSide(one, other) if dots == "..." else _end(one)), _end(other)


def _end(text: str) -> Side:
    """An end of a range, which is no file, whatever is there."""
    side = parse_side(text)
    return side if isinstance(side, DaySide) else RevisionSide(text)


def parse_side(text: str) -> Side:
    """What one argument names: an existing file first, then `@day`, `REV:path`, a revision.

    Raises:
        NotADayError: After @ stands no day.
    """
    if text and _exists(text) and not _is_gits(text):
        return FileSide(Path(text))
    if text.startswith(":/"):
        return RevisionSide(text)  # the last commit that says so
    revision, colon, path = text.partition(":")
    own = path or None
    if not revision and colon:
        # As git writes what is staged: `:plan.yaml`, `:0:plan.yaml`.
        return StagedSide(path.removeprefix("0:") or None)
    # `@` alone is HEAD, and `@{…}` the reflog's.
    if re.match(r"@[0-9]", revision):
        return DaySide(_day(revision[1:]), own)
    return RevisionSide(revision, own)


def _exists(path: str) -> bool:
    """Whether anything is there; nothing is under a name that no file can have."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _is_gits(text: str) -> bool:
    """Whether a file that is there is git's own: HEAD in a bare repository is a revision."""
    return text.endswith("HEAD") and Path("objects").is_dir() and Path("refs").is_dir()


def is_whole(side: Side) -> bool:
    """Whether a side names its file, too; any other is of the plan."""
    return side.path is not None


def read_side(side: Side, plan_path: Path) -> Version:
    """The bytes of a version.

    Args:
        side: Which one.
        plan_path: The plan file; a side that names no path is that file's, which is followed
            through its renames. It says which repository is meant, too.

    Raises:
        UnreadableFileError: A file cannot be read.
        NotInVersionError: The version does not have the file.
        DutymatrixError: As `git.Repository` raises them.
    """
    if isinstance(side, FileSide):
        return _read_file(side.path)
    try:
        repository = Repository.discover(plan_path)
    except NoRepositoryError:
        if isinstance(side, RevisionSide) and side.path is None:
            raise NotAVersionError(
                side.revision,
                _("check the spelling; {path} is not in a git repository").format(path=plan_path),
            ) from None
        raise
    path = _path_in(repository, side.path, plan_path)
    if isinstance(side, StagedSide):
        data = repository.read_index(path)
        if data is None:
            raise NotInVersionError(path, _("what is staged"))
        return Version(_("staged"), data, f":{path}")
    if isinstance(side, ForkSide):
        name, commit = f"{side.one}...{side.other}", repository.fork_of(side.one, side.other)
    elif isinstance(side, DaySide):
        name, commit = f"@{side.day}", repository.commit_before(side.day)
    else:
        name, commit = side.revision, _resolve(repository, side)
    found: str | None = path
    if side.path is None:
        found = repository.path_at(commit, path)
    data = repository.read(commit, found) if found is not None else None
    if found is None or data is None:
        raise NotInVersionError(path, name)
    return Version(
        label=f"{name} ({commit.short}, {commit.day})",
        data=data,
        file=f"{name}:{found}",
        commit=commit,
        former_path=found if found != path else None,
    )


def find_commit(digest: str, plan: Path) -> Commit | None:
    """The last commit that gave a plan file some content; None where none did, or without git.

    Args:
        digest: What git calls the content.
        plan: The plan file, which is followed through its renames.
    """
    try:
        repository = Repository.discover(plan)
        changes = repository.log(repository.path_of(plan))
        return next((each.commit for each in changes if each.blob == digest), None)
    except DutymatrixError:
        return None


class Standing(NamedTuple):
    """Where a content of a plan file stands among those that were committed."""

    at: Commit | None = None
    """The last commit that has it."""
    after: Commit | None = None
    """Of a content that none has, the commit that it was edited on, where that is known."""
    before: Commit | None = None
    """The next commit of the file behind that one."""


def find_standing(digest: str, base: str, plan: Path) -> Standing:
    """Where a content stands among the committed versions of a plan file; nowhere without git.

    Args:
        digest: What git calls the content.
        base: The id of the commit that it was edited on; "" if unknown.
        plan: The plan file, which is followed through its renames.
    """
    try:
        repository = Repository.discover(plan)
        changes = repository.graph(repository.path_of(plan))
    except DutymatrixError:
        return Standing()
    later: Commit | None = None
    for change in changes:
        if change.blob == digest:
            return Standing(at=change.commit)
    for change in changes:
        if change.commit.id == base:
            return Standing(after=change.commit, before=later)
        later = change.commit
    return Standing()


def last_commit(plan: Path) -> tuple[Commit, str | None] | None:
    """The last commit that changed a plan file, and its content then; None without any."""
    try:
        repository = Repository.discover(plan)
        change = repository.last_change(repository.path_of(plan))
    except DutymatrixError:
        return None
    return (change.commit, change.blob) if change else None


def find_committed(plan: Path) -> Path | None:
    """A plan that is committed, where the file itself is not there: in a bare repository, say.

    It is looked for here, above, and then below, where there is only one.
    """
    try:
        repository = Repository.discover(plan)
        here = PurePosixPath(repository.path_of(plan))
        standing = repository.standing_paths(plan.name)
    except (GitMissingError, GitFailedError, NoRepositoryError):
        return None
    above = (str(folder / plan.name) for folder in here.parents)
    found = next((path for path in above if path in standing), None)
    if found is None and len(standing) == 1:
        found = standing[0]
    return (repository.top or Path()) / found if found else None


def _resolve(repository: Repository, side: RevisionSide) -> Commit:
    try:
        return repository.resolve(side.revision)
    except UnknownRevisionError as error:
        _first, _line, then = str(error).partition("\n")
        if day := _day_in(side.revision):
            then = _("did you mean {names}?").format(names=f"@{day}") + "\n" + then
        typed = side.revision if side.path is None else f"{side.revision}:{side.path}"
        raise NotAVersionError(typed, then) from None


def _day_in(typed: str) -> str | None:
    """The last day of what is a date and no version: 2018, 去年."""
    period = parse_period(read_relative(typed, date.today()))
    return period.last.isoformat() if period else None


def _path_in(repository: Repository, path: str | None, plan_path: Path) -> str:
    if path is None:
        return repository.path_of(plan_path)
    if path.startswith(("./", "../")):
        return repository.path_of(Path(path))
    return path


def _read_file(path: Path) -> Version:
    try:
        return Version(str(path), path.read_bytes(), str(path))
    except OSError as error:
        reason = IsADirectoryError() if path.is_dir() else error
        raise UnreadableFileError(str(path), reason) from None


def _has_path(text: str) -> bool:
    """Whether the dots of an argument may stand in a path: `../plan.yaml`, `v1:../plan.yaml`."""
    return text.startswith(("../", "..\\")) or ":" in text or "/.." in text or "\\.." in text


def _day(text: str) -> date:
    """The day that is meant, the last of a month or year."""
    period = parse_period(text)
    if period:
        return period.last
    try:
        # Long before any plan; fromisoformat takes week dates, too.
        if len(text) == 10 and "W" not in text:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise NotADayError(text)
