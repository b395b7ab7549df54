"""Git, asked through its own program: commits, the files in them, and how a path changed.

Only plumbing commands are run, which answer alike whatever the user's settings, and only
options that git 2.20 has. Paths are those of the repository: from its root, with slashes.

A repository may be somebody else's, and its settings with it. Plumbing runs no hook, filter,
textconv, pager or editor; what it would run for itself, a monitor of files and the fetch of
what a partial clone lacks, is kept from it in `_start`, through which every call goes.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.i18n import _, enumerated

# The committer's date, by which git itself counts days: an author's stays behind a rebase.
_COMMIT_FORMAT = "%H%x00%h%x00%P%x00%aN%x00%cI%x00%s%x00"
# Variables of git that say who the user is and which settings hold; all others would change
# what a command means.
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_", "GIT_EXEC_PATH")
# Where git looks for what; a hook is given them, and they hold for its repository alone.
_PLACES = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
)
# A plan moved and revised in one commit is still the plan. Git's own half is too strict:
# one character makes another line of a Chinese sentence.
_SIMILARITY = "-M30%"
_LIKELY = 3
# What happened to HEAD lately is in so many bytes.
_LOG_END = 2**16
_LINK, _SUBMODULE = "120000", "160000"
# What a repository's settings make plumbing run. Empty means none to every git; "false" is
# the name of a program to those before 2.36.
_UNSET = ("-c", "core.fsmonitor=", "-c", "fetch.bundleURI=")
# Git's words are parsed; to look must neither write nor ask nor fetch.
_FIXED = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # For git before 2.44: the only protocol allowed is one that nobody can name beforehand,
    # for the helper of any other name could be an alias of the repository's.
    "GIT_ALLOW_PROTOCOL": f"none-{os.urandom(16).hex()}",
}
_FATAL = 128


class GitMissingError(DutymatrixError):
    """There is no git on this machine."""

    def __init__(self) -> None:
        super().__init__(
            _("git was not found")
            + "\n"
            + _("install it (https://git-scm.com), or name files instead of revisions")
        )


class NoRepositoryError(DutymatrixError):
    """A path stands in no git repository."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path} is not in a git repository").format(path=path)
            + "\n"
            + _("go to the repository of the plan; without git: dutymatrix diff OLD.yaml NEW.yaml")
        )


class GitFailedError(DutymatrixError):
    """Git says no; its own words say why."""

    def __init__(self, command: str, said: str, code: int = 0) -> None:
        self.code = code
        """Git's own exit code."""
        first, *rest = said.strip().splitlines() or [_("no reason given")]
        super().__init__("\n".join([f"git {command}: {first.removeprefix('fatal: ')}", *rest]))


class MissingObjectError(DutymatrixError):
    """The clone lacks what is asked for, and git would have to fetch it."""

    def __init__(self) -> None:
        super().__init__(
            _("this clone lacks a part of the history, and nothing is fetched unasked")
            + "\n"
            + _(
                "git fetch --refetch --no-filter gets it; type that only if you trust the "
                "repository, for git then runs what its settings name"
            )
        )


class UnknownRevisionError(DutymatrixError):
    """A typed revision is no commit of the repository."""

    def __init__(self, typed: str, likely: Sequence[str] = (), *, shallow: bool = False) -> None:
        if likely:
            then = _("did you mean {names}?").format(names=enumerated(likely))
        elif shallow:
            then = _("this clone is cut off; git fetch --unshallow gets what came before")
        else:
            then = _("git tag and git branch list the names, git log the commits")
        super().__init__(
            _("there is no revision {typed}").format(typed=quoted(typed)) + "\n" + then
        )


class NoCommitError(DutymatrixError):
    """The repository has no commit yet."""

    def __init__(self) -> None:
        super().__init__(
            _("nothing has been committed yet")
            + "\n"
            + _("git add and git commit keep the first version")
        )


class NoCommitBeforeError(DutymatrixError):
    """The repository is younger than the day asked for."""

    def __init__(self, day: date, first: date, *, shallow: bool = False) -> None:
        then = _("this clone is cut off; git fetch --unshallow gets what came before")
        if not shallow:
            then = _("name a day from {first} on").format(first=first)
        super().__init__(
            _("there is no commit up to {day}; the first is of {first}").format(
                day=day, first=first
            )
            + "\n"
            + then
        )


class NoForkError(DutymatrixError):
    """Two revisions have no history in common."""

    def __init__(self, one: str, other: str, *, shallow: bool = False) -> None:
        then = _("compare them as they are: {one}..{other}").format(one=one, other=other)
        if shallow:
            then = _("this clone is cut off; git fetch --unshallow gets what came before")
        super().__init__(
            _("{one} and {other} have no commit in common").format(one=one, other=other)
            + "\n"
            + then
        )


class NotAFileError(DutymatrixError):
    """A path of a revision is a folder, a link or another repository."""

    def __init__(self, where: str) -> None:
        super().__init__(
            _("{where} is not a regular file").format(where=where)
            + "\n"
            + _("name the file itself: REV:PATH")
        )


class UnmergedError(DutymatrixError):
    """A file is staged in several versions: a merge is not settled."""

    def __init__(self, path: str) -> None:
        super().__init__(
            _("{path} has a merge conflict; nothing is staged yet").format(path=path)
            + "\n"
            + _("settle the conflict, then git add it")
        )


Day = date


class Commit(NamedTuple):
    """One commit, as the log has it."""

    id: str
    short: str
    """The id as short as it can be typed."""
    parents: tuple[str, ...]
    """Ids of the commits before it; several of a merge."""
    author: str
    date: datetime
    """When it was committed, with the time zone of there."""
    subject: str

    @property
    def day(self) -> "Day":
        """The day of that, here: what is shown is what `@2018-12-31` and `--since` go by."""
        return self.date.astimezone().date()


class Change(NamedTuple):
    """What one commit did to a file that is followed through its renames."""

    commit: Commit
    path: str
    """Where the file stands after it; after its removal, where it stood."""
    blob: str | None
    """Id of its content after the commit; None where the commit removed it."""
    old_path: str | None
    """Where it stood before; None where the commit made it."""
    old_blob: str | None
    """Id of its content before; None where the commit made it."""
    parents: tuple[str, ...] = ()
    """Ids of the commits that changed the file last before it; only `graph` tells them."""


class _Entry(NamedTuple):
    """A line of a raw diff."""

    old_blob: str | None
    blob: str | None
    old_path: str
    path: str


class _Step(NamedTuple):
    """A commit of a file's history; without a change where it did nothing to the file."""

    commit: Commit
    parents: tuple[str, ...]
    change: Change | None


class Repository:
    """A repository as seen from one of its work trees, or a bare one."""

    def __init__(
        self, folder: Path, git_dir: Path, top: Path | None, own: Mapping[str, str]
    ) -> None:
        self.git_dir = git_dir
        """The folder with the work tree's own state; of a linked one, not the common one."""
        self.top = top
        """The root of the work tree; None in a bare repository."""
        self._folder = top or folder
        self._environment = own

    @classmethod
    def discover(cls, path: str | Path) -> "Repository":
        """The repository that a file or folder stands in; it need not exist.

        A hook's `GIT_DIR` holds where its work tree has the path, and no work tree further in.

        Raises:
            GitMissingError: There is no git.
            NoRepositoryError: The path stands in no repository.
            GitFailedError: Git refuses to look, as in a folder of somebody else's.
        """
        folder = _folder_of(Path(path))
        failure: DutymatrixError | None = None
        found = given = None
        try:
            found = cls._at(folder, {})
        except (NoRepositoryError, GitFailedError) as error:
            failure = error
        own = _own_places()
        if own:
            with suppress(NoRepositoryError, GitFailedError):
                given = cls._at(_folder_of(Path(own.get("GIT_WORK_TREE", ""))), own)
        if given and _holds(given, folder) and (not found or _holds(found, given._folder)):
            return given
        if found is None:
            raise failure or NoRepositoryError(folder)
        return found._with_given_index()

    def _with_given_index(self) -> "Repository":
        """The same, with the index that git tells its hooks of: `git commit FILE` has its own."""
        index = os.environ.get("GIT_INDEX_FILE", "")
        path = Path.cwd() / index
        if not index or path.resolve().parent != self.git_dir.resolve():
            return self
        return Repository(self._folder, self.git_dir, self.top, {"GIT_INDEX_FILE": str(path)})

    @classmethod
    def _at(cls, folder: Path, own: Mapping[str, str]) -> "Repository":
        def ask(*questions: str) -> str:
            told = run_git("rev-parse", *questions, folder=folder, own=own)
            return os.fsdecode(told).removesuffix("\n")

        try:
            inside, _line, git_dir = ask("--is-inside-work-tree", "--absolute-git-dir").partition(
                "\n"
            )
            top = Path(ask("--show-toplevel")) if inside == "true" else None
        except GitFailedError as error:
            if "not a git repository" in str(error):
                raise NoRepositoryError(folder) from None
            raise
        return cls(folder, Path(git_dir), top, own)

    # Paths.

    def path_of(self, file: str | Path) -> str:
        """Path in the repository of a file of the work tree.

        Raises:
            NoRepositoryError: The file stands outside.
        """
        file = Path(file)
        if self.top is None and not file.is_absolute():
            return PurePosixPath(os.path.normpath(file)).as_posix()
        try:
            inside = file.resolve().relative_to((self.top or self._folder).resolve())
        except ValueError:
            raise NoRepositoryError(file) from None
        return inside.as_posix()

    def git_path(self, name: str) -> Path:
        """Where git has something of this repository: `hooks`, `info/attributes`."""
        told = self.run("rev-parse", "--git-path", name)
        return self._folder / os.fsdecode(told).removesuffix("\n")

    # Commits.

    def resolve(self, revision: str) -> Commit:
        """The commit that a revision names.

        Raises:
            UnknownRevisionError: It names none; a name much like it is suggested.
            NoCommitError: There is none at all.
        """
        if _is_safe(revision):
            found = self._names_commit(revision)
            if found:
                return next(self._commits("--no-walk", found.decode()))[0]
        if not self.run("rev-list", "--max-count=1", "--all"):
            raise NoCommitError
        likely = self._likely_names(revision)
        raise UnknownRevisionError(revision, likely, shallow=self.is_shallow())

    def commit_before(self, day: date, revision: str = "HEAD") -> Commit:
        """The last commit of a revision's own line up to the end of a day, local time.

        Raises:
            NoCommitBeforeError: All of them are younger.
            UnknownRevisionError: There is no such revision.
        """
        last = self.resolve(revision)
        # By the first parents: what a branch wrote before that day and brought in after it
        # was not yet in force.
        line = ("--first-parent", "--max-count=1")
        for commit, _parents in self._commits(*line, f"--min-age={_end_of(day)}", last.id):
            return commit
        first = self.run("rev-list", "--first-parent", "--reverse", last.id).split()[0].decode()
        raise NoCommitBeforeError(day, self.resolve(first).day, shallow=self.is_shallow())

    def fork_of(self, one: str, other: str) -> Commit:
        """The commit where two revisions parted.

        Raises:
            NoForkError: They have no history in common.
            UnknownRevisionError: There is no such revision.
        """
        ends = [self.resolve(revision).id for revision in (one, other)]
        try:
            return self.resolve(self.run("merge-base", *ends).decode().strip())
        except GitFailedError as error:
            if error.code == 1:
                raise NoForkError(one, other, shallow=self.is_shallow()) from None
            raise

    def fork_content(self, commits: Sequence[str], path: str) -> bytes:
        """A file where some commits parted; nothing where it was not there yet, or never was."""
        try:
            fork = self.run("merge-base", *commits).decode().strip()
        except GitFailedError as error:
            if error.code == 1:
                return b""
            raise
        blob = self._blob(fork, path)
        return self.run("cat-file", "blob", blob) if blob else b""

    def log(
        self, path: str, revision: str = "HEAD", *, first_parent: bool = False
    ) -> Iterator[Change]:
        """Every commit that changed a file, the newest first, followed through its renames.

        A merge counts where it is compared with its first parent alone (`first_parent`); else
        what it brought in stands in the commits that it merged.

        Raises:
            UnknownRevisionError: There is no such revision.
        """
        start = self.resolve(revision)
        names = self._names_of(path, start, first_parent)
        return _changes(self._walk(names, start, first_parent), first_parent)

    def graph(
        self, path: str, revision: str = "HEAD", *, first_parent: bool = False
    ) -> tuple[Change, ...]:
        """The log of a file with the merges that joined changes of it, each with its parents.

        A merge stands there as compared with its first parent.

        Raises:
            UnknownRevisionError: There is no such revision.
        """
        start = self.resolve(revision)
        names = self._names_of(path, start, first_parent)
        changes, idle = [], {}
        for commit, parents, change in self._walk(names, start, first_parent):
            if change:
                changes.append(change._replace(parents=parents))
            else:
                idle[commit.id] = parents
        return tuple(change._replace(parents=_through(idle, change.parents)) for change in changes)

    def before_pull(self) -> Commit | None:
        """Where HEAD was before a pull, if that was the last that happened to it; else None."""
        # `OLD NEW who when<TAB>what`, the newest last; plumbing leaves the words out.
        try:
            with self.git_path("logs/HEAD").open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - _LOG_END))
                moves = file.read().splitlines()[::-1]
        except OSError:  # none is kept here
            return None
        said = [move.partition(b"\t")[2] for move in moves]
        if not said or not said[0].startswith(b"pull"):
            return None
        n: int | None = 0
        if b"(finish)" in said[0]:
            # A rebase goes to what was pulled, and puts own commits upon it.
            starts = (n for n, what in enumerate(said) if re.match(rb"pull.*\(start\)", what))
            n = next(starts, None)
        with suppress(UnknownRevisionError):  # the beginning of a log
            return None if n is None else self.resolve(moves[n].partition(b" ")[0].decode())
        return None

    def blame(self, commit: Commit, path: str, lines: Iterable[int]) -> dict[int, Commit]:
        """Who wrote some lines of a file, as it stands in a commit.

        Args:
            commit: The commit.
            path: Where the file stands in it.
            lines: Numbers of lines, from 1; all of them are there.

        Returns:
            The commit that each line is from; without those from before a clone was cut off.
        """
        asked = [f"-L{line},{line}" for line in sorted(set(lines))]
        if not asked:
            return {}
        # A file of the repository could hide commits; textconv is a program of its choice.
        fixed = ("-c", "blame.ignoreRevsFile=", "blame", "--porcelain", "--root", "--no-textconv")
        told = self.run(*fixed, *asked, commit.id, "--", path)
        # `COMMIT OLD NEW [N]` begins each line; what it holds has a tab ahead.
        heads = re.findall(rb"(?m)^([0-9a-f]{40,64}) [0-9]+ ([0-9]+)(?: [0-9]+)?$", told)
        ids = {int(line): id_.decode() for id_, line in heads}
        commits = {c.id: c for c, _parents in self._commits("--no-walk", *{*ids.values()})}
        is_cut = self.is_shallow()
        return {
            line: commits[id_] for line, id_ in ids.items() if commits[id_].parents or not is_cut
        }

    def last_change(self, path: str, revision: str = "HEAD") -> Change | None:
        """The commit that changed a file last; None where none ever did."""
        return next(self.log(path, revision), None)

    # Content.

    def path_at(self, commit: Commit, path: str) -> str | None:
        """Where the file that now stands at a path stood in a commit; None where nowhere."""
        if self._blob(commit.id, path) is not None:
            return path
        head = self.resolve("HEAD")
        now = path
        if self._blob(head.id, path) is None:
            # Moved, and staged so, but not yet committed.
            staged = self._diff("diff-index", "--cached", head.id)
            now = next((e.old_path for e in staged if e.path == path), path)
        names = dict.fromkeys([now, *self._names_of(now, head, first_parent=False)])
        # It may have been renamed on the other branch only.
        across = self._diff("diff-tree", head.id, commit.id)
        names.update({e.path: None for e in across if e.old_path == now})
        return next((name for name in names if self._blob(commit.id, name) is not None), None)

    def read(self, commit: Commit, path: str) -> bytes | None:
        """Content of a file in a commit; None where the commit does not have it.

        Raises:
            NotAFileError: A folder, a link or a submodule stands there.
        """
        blob = self._blob(commit.id, path)
        return None if blob is None else self.run("cat-file", "blob", blob)

    def standing_paths(self, name: str, revision: str = "HEAD") -> list[str]:
        """Where files of a name stand in a commit, the shortest path first; none without it."""
        if not self._names_commit(revision):
            return []
        told = _fields(self.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", revision))
        found = [path for path in told if path.rpartition("/")[2] == name]
        return sorted(found, key=lambda path: (path.count("/"), path))

    def read_index(self, path: str) -> bytes | None:
        """Content of a file as it is staged; None where it is not.

        Raises:
            NotAFileError: A link or a submodule stands there.
            UnmergedError: A merge is not settled.
        """
        for line in _fields(self.run("ls-files", "-z", "--stage", "--", path)):
            about, _tab, found = line.partition("\t")
            mode, blob, stage = about.split(" ")
            if found != path or mode in {_LINK, _SUBMODULE}:
                raise NotAFileError(f":{path}")
            if stage != "0":
                raise UnmergedError(path)
            return self.run("cat-file", "blob", blob)
        return None

    def staged_paths(self) -> list[str]:
        """Files that the next commit would change or add."""
        has_commits = self._names_commit("HEAD")
        # The empty tree, which every git has; SHA-256 repositories have another.
        nothing = self.run("hash-object", "-t", "tree", "--stdin", given=b"").decode().strip()
        told = self._diff("diff-index", "--cached", "HEAD" if has_commits else nothing)
        return [entry.path for entry in told if entry.blob]

    def having(self, attribute: str, value: str, paths: Iterable[str]) -> list[str]:
        """Those of some paths whose attribute has a value (.gitattributes)."""
        given = b"".join(os.fsencode(path) + b"\0" for path in paths)
        told = _fields(self.run("check-attr", "-z", "--stdin", attribute, given=given))
        return [path for path, said in zip(told[::3], told[2::3], strict=True) if said == value]

    def cat_blobs(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """Contents by id, in the order asked for, all from one process."""
        with _start(
            ("cat-file", "--batch"), self._folder, self._environment, stderr=subprocess.DEVNULL
        ) as process:
            assert process.stdin and process.stdout  # both were asked for
            for blob in blobs:
                with suppress(BrokenPipeError):  # then there is no answer, either
                    process.stdin.write(blob.encode() + b"\n")
                    process.stdin.flush()
                about = process.stdout.readline().split()
                if len(about) != 3:
                    raise MissingObjectError
                yield process.stdout.read(int(about[2]) + 1)[:-1]

    def is_shallow(self) -> bool:
        """Whether the clone was cut off, so that older commits are missing."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def run(self, *args: str, given: bytes | None = None) -> bytes:
        """What a command of git prints here, which reads what it is given.

        Raises:
            MissingObjectError: It would have to fetch something first.
            GitFailedError: Git says no.
        """
        try:
            return run_git(*args, folder=self._folder, own=self._environment, given=given)
        except GitFailedError as error:
            # Killed by a signal where it wrote to a fetch that was not to be.
            if not 0 < error.code < _FATAL and self._is_partial():
                raise MissingObjectError from None
            raise

    # How it is done.

    def _is_partial(self) -> bool:
        """Whether git was told that objects may be missing, for they can be fetched."""
        told = ("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$")
        try:
            return bool(run_git(*told, folder=self._folder, own=self._environment))
        except GitFailedError:
            return False

    def _names_commit(self, revision: str) -> bytes:
        """Id of the commit that a revision names, b"" where it names none."""
        # Behind :/ all is text to look for, and what is found is a commit.
        peeled = revision if revision.startswith(":/") else f"{revision}^{{commit}}"
        try:
            return self.run("rev-parse", "--verify", "--quiet", peeled).strip()
        except GitFailedError:
            return b""

    def _commits(self, *args: str) -> Iterator[tuple[Commit, tuple[str, ...]]]:
        """Commits of a rev-list, each with its parents in that list's simplified history."""
        listed = self.run(
            "rev-list", "--parents", "--encoding=UTF-8", f"--format=format:{_COMMIT_FORMAT}", *args
        )
        fields = iter(listed.decode("utf-8", "replace").split("\0"))
        for first in fields:
            *_ahead, about, id_ = ("\n" + first).rsplit("\n", 2)
            if not id_:
                return
            short, parents, author, written, subject = (next(fields) for _n in range(5))
            commit = Commit(id_, short, tuple(parents.split()), author, _moment(written), subject)
            yield commit, tuple(about.split()[2:])

    def _walk(self, names: Sequence[str], start: Commit, first_parent: bool) -> Iterator[_Step]:
        """What became of a file that had these names, commit by commit, the newest first."""
        options = ("--date-order", *(("--first-parent",) if first_parent else ()))
        commits = list(self._commits(*options, start.id, "--", *names))
        diffs = self._diffs([(commit.id, *parents) for commit, parents in commits], names)
        # Where the file stands in each commit: children come before their parents.
        standing = {commits[0][0].id: names[0]} if commits else {}
        for commit, all_parents in commits:
            parents = all_parents[:1] if first_parent else all_parents
            path = standing.get(commit.id)
            if path is None:
                yield _Step(commit, parents, None)
                continue
            entry = next((e for e in diffs.get(commit.id, ()) if e.path == path), None)
            if entry and entry.blob is None and self._moved_away(commit, path):
                yield _Step(commit, (), None)  # an older file had the name before this one
                continue
            change = None
            if entry:
                made = entry.old_blob is None
                old_path = None if made else entry.old_path
                change = Change(commit, path, entry.blob, old_path, entry.old_blob)
                # Each side of a merge may call it otherwise.
                path = (len(parents) < 2 and old_path) or path
            yield _Step(commit, parents, change)
            for parent in parents:
                standing.setdefault(parent, self._name_in(parent, path, names, len(parents)))

    def _moved_away(self, commit: Commit, path: str) -> bool:
        """Whether a file that a commit took from a path stands elsewhere since."""
        return any(
            entry.old_path == path and entry.blob is not None
            for entry in self._diff("diff-tree", *_edge(commit))
        )

    def _name_in(self, parent: str, path: str, names: Sequence[str], parents: int) -> str:
        """The name a file has before a commit; before a merge each side may have its own."""
        if parents < 2 or len(names) < 2 or self._blob(parent, path) is not None:
            return path
        return next((name for name in names if self._blob(parent, name) is not None), path)

    def _names_of(self, path: str, start: Commit, first_parent: bool) -> list[str]:
        """Every name that a file had, the present one first."""
        names = [path]
        while True:
            steps = self._walk(names, start, first_parent)
            made = [c for c in _changes(steps, first_parent) if c.old_path is None]
            sources = [
                entry.old_path
                for change in made
                for entry in self._diff("diff-tree", *_edge(change.commit))
                if entry.path == change.path and entry.old_path not in names
            ]
            if not sources:
                return names
            names += dict.fromkeys(sources)

    def _diffs(
        self, edges: Iterable[Sequence[str]], names: Sequence[str]
    ) -> dict[str, list[_Entry]]:
        """What changed in each of some commits, given with its parents; a merge's first counts."""
        asked = "".join(f"{' '.join(edge[:2])}\n" for edge in edges)
        options = ("--stdin", "--root", "-r", "-z", "--raw", "--no-abbrev", _SIMILARITY)
        told = self.run("diff-tree", *options, "--", *names, given=asked.encode())
        found: dict[str, list[_Entry]] = {}
        entries: list[_Entry] = []
        fields = iter(_fields(told))
        for field in fields:
            if field.startswith(":"):
                entries.append(_entry(field, fields))
            else:
                entries = found.setdefault(field.strip(), [])
        return found

    def _diff(self, command: str, *revisions: str) -> list[_Entry]:
        """What changed in the whole tree."""
        # Compared with the index, trees are always entered.
        deep = ("-r",) if command == "diff-tree" else ()
        options = ("-z", "--raw", "--no-abbrev", _SIMILARITY, *deep)
        fields = iter(_fields(self.run(command, *options, *revisions, "--")))
        return [_entry(field, fields) for field in fields if field.startswith(":")]

    def _blob(self, commit: str, path: str) -> str | None:
        """Id of a file's content in a commit; None where it is not there."""
        for line in _fields(self.run("ls-tree", "-z", "--full-tree", commit, "--", path)):
            about, _tab, found = line.partition("\t")
            mode, kind, blob = about.split(" ")
            if kind != "blob" or mode == _LINK or found != path:
                raise NotAFileError(f"{commit[:8]}:{path}")
            return blob
        return None

    def _likely_names(self, typed: str) -> list[str]:
        """Tags and branches that a misspelt revision could stand for."""
        from difflib import get_close_matches

        told = self.run("for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads")
        return get_close_matches(typed, os.fsdecode(told).splitlines(), n=_LIKELY, cutoff=0.5)


def _changes(steps: Iterable[_Step], first_parent: bool) -> Iterator[Change]:
    """The changes that the log tells: none of a merge that has several parents."""
    for _commit, parents, change in steps:
        if change and (len(parents) < 2 or first_parent):
            yield change


def _through(idle: Mapping[str, tuple[str, ...]], ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of commits, those that did nothing to the file replaced by their own parents."""
    found: dict[str, None] = {}
    waiting = [*ids][::-1]
    while waiting:
        id_ = waiting.pop()
        if id_ in idle:
            waiting += idle[id_][::-1]
        else:
            found[id_] = None
    return tuple(found)


def _entry(about: str, fields: Iterator[str]) -> _Entry:
    """A line of a raw diff from its first field; its paths are taken from those that follow."""
    _mode, _new_mode, old, new, status = about[1:].split(" ")
    path = old_path = next(fields)
    if status[0] in "RC":
        path = next(fields)
    return _Entry(_object(old), _object(new), old_path, path)


def _object(id_: str) -> str | None:
    return id_ if id_.strip("0") else None


def _fields(told: bytes) -> list[str]:
    """The parts of an answer, which end with NUL."""
    return [os.fsdecode(field) for field in told.split(b"\0")[:-1]]


def _edge(commit: Commit) -> tuple[str, ...]:
    """A commit and what it is compared with, for diff-tree."""
    return (commit.parents[0], commit.id) if commit.parents else ("--root", commit.id)


def _is_safe(revision: str) -> bool:
    """Whether a typed revision can be nothing but a revision."""
    return bool(revision) and not revision.startswith("-") and revision.isprintable()


def _moment(written: str) -> datetime:
    """When a commit says that it was written; where that is no time, when git's time begins."""
    try:
        moment = datetime.fromisoformat(written)
        moment.astimezone()  # it is asked for the day here, too
    except (OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(0, UTC)
    return moment


def _end_of(day: date) -> int:
    """The last second of a day, local time, as git counts."""
    try:
        end = int(datetime.combine(day, time(23, 59, 59)).timestamp())
    except (OSError, OverflowError, ValueError):  # there is no local time that far away
        end = (day - date(1970, 1, 2)).days * 86400
    return max(end, 0)  # git has no time before


def _holds(repository: Repository, folder: Path) -> bool:
    root = repository._folder.resolve()
    return folder == root or root in folder.parents


def _folder_of(path: Path) -> Path:
    """The folder in which to ask about a path: its own, or the nearest that exists."""
    path = path.resolve()
    return next((folder for folder in (path, *path.parents) if folder.is_dir()), path)


def _own_places() -> dict[str, str]:
    """Places that the environment gives git, not relative to anything; none without GIT_DIR."""
    if not os.environ.get("GIT_DIR"):
        return {}
    return {
        name: value if name.startswith("GIT_ALT") else str(Path.cwd() / value)
        for name in _PLACES
        if (value := os.environ.get(name))
    }


@cache
def _program(path: str | None) -> str:
    """The program of git on a search path, never one that lies in the current folder."""
    for folder in os.get_exec_path({"PATH": path} if path else None):
        program = shutil.which(Path(folder, "git")) if Path(folder).is_absolute() else None
        if program:
            return program
    raise GitMissingError


@cache
def git_version() -> tuple[int, ...]:
    """The version of git, its first two numbers: (2, 39)."""
    told = run_git("version", folder=Path(os.sep)).decode("utf-8", "replace")
    numbers = re.findall(r"[0-9]+", told)[:2]
    return tuple(map(int, numbers))


def run_git(
    *args: str,
    folder: Path,
    own: Mapping[str, str] = MappingProxyType({}),
    given: bytes | None = None,
) -> bytes:
    """What a command of git prints.

    Args:
        args: The command and its arguments.
        folder: Where it runs.
        own: Variables it is given beyond those that say who the user is.
        given: What it reads.

    Raises:
        GitMissingError: There is no git.
        GitFailedError: Git says no.
    """
    with _start(args, folder, own) as process:
        told, complaint = process.communicate(given)
    if process.returncode:
        raise GitFailedError(args[0], complaint.decode("utf-8", "replace"), process.returncode)
    return told


def _start(
    args: Sequence[str], folder: Path, own: Mapping[str, str], stderr: int = subprocess.PIPE
) -> "subprocess.Popen[bytes]":
    """Git at work on a command, in a repository that nobody needs to trust."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
    return subprocess.Popen(
        [
            _program(os.environ.get("PATH")),
            *("--no-pager", "--literal-pathspecs"),
            *_UNSET,
            *args,
        ],
        cwd=folder,
        env={**kept, **_FIXED, **own},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
    )
