"""How files are put in their places: whole, one run at a time, never over what nobody saw.

Runs take turns in a folder by the system's own lock on a file in it: it ends with the run that
holds it, however that ends, so that whatever else lies there of ours then is a dead run's.
"""

import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from dutymatrix.error import DutymatrixError, UnwritableFileError
from dutymatrix.i18n import _

_ON_WINDOWS = os.name == "nt"

_LOCK = ".dutymatrix-lock"
_PREFIX = ".dutymatrix-"
# What stands behind the prefix; earlier versions had other letters than those of numbers.
_TEMPORARY = r"\.dutymatrix-[a-z0-9_]{8}"


class ChangedFileError(DutymatrixError):
    """A file is no longer what it was when it was read; what is there now stays."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} was changed by somebody else meanwhile; it is left as it is now").format(
                file=file
            )
            + "\n"
            + _("run the command again: it then works on what is there now")
        )


def write_file(path: Path, data: bytes) -> None:
    """Replace one plain file with new content, wholly or not at all.

    Raises:
        UnwritableFileError: It cannot be written; what was there still is.
    """
    write_pieces(path, (data,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same with content that is made while it is written; none of it is kept in memory."""
    with _in_turn(path) as target:
        _put(target, pieces)


def edit_file(path: Path, before: bytes, after: bytes, *, rehearsed: bool = False) -> None:
    """Replace one plain file that still is what was read of it; nothing, where it was not there.

    Args:
        path: The file.
        before: What was read of it.
        after: What it is to hold.
        rehearsed: Whether all is done but the last step: so what else hangs on it can come first.

    Raises:
        ChangedFileError: It is not.
        UnwritableFileError: It cannot be written; what was there still is.
    """
    with _in_turn(path, is_chosen=False) as target:
        if not _holds(target, before):
            raise ChangedFileError(str(path))
        _put(target, (after,), rehearsed=rehearsed)


def create_file(path: Path, data: bytes) -> None:
    """Put a file where none is.

    Raises:
        FileExistsError: One is there.
        UnwritableFileError: It cannot be written.
    """
    with _in_turn(path) as target:
        if os.path.lexists(target):
            raise FileExistsError(str(path))
        _put(target, (data,))


@contextmanager
def _in_turn(path: Path, *, is_chosen: bool = True) -> Iterator[Path]:
    """What a path leads to, while no other run of ours writes beside it.

    Args:
        path: The file.
        is_chosen: Whether another one could be named in its place.
    """
    try:
        target = _followed(path)
        with _alone_in(target.parent):
            yield target
    except FileExistsError:
        raise
    except OSError as error:
        raise UnwritableFileError(str(path), error, is_chosen=is_chosen) from None


def _followed(path: Path) -> Path:
    """The file that a link points to, which is replaced, and not the link."""
    # Path.resolve said of links that go round in circles one thing before Python 3.13, and
    # says nothing since; this leaves them as they are.
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def _holds(target: Path, data: bytes) -> bool:
    """Whether a file has this content, or is not there; no more of it is read than tells."""
    try:
        with target.open("rb") as file:
            return file.read(len(data) + 1) == data
    except FileNotFoundError:
        return not data


def _put(target: Path, pieces: Iterable[bytes], *, rehearsed: bool = False) -> None:
    if target.is_dir():
        raise IsADirectoryError
    if target.exists() and not target.is_file():
        raise OSError(_("it is not a regular file"))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError
    # Named before it is made: wherever Ctrl-C comes, it is known what to take away.
    beside = target.with_name(_PREFIX + os.urandom(4).hex())
    try:
        with open(beside, "xb", opener=_open_private) as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        # The temporary is private; the file gets the rights the old one or any new one has.
        beside.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        if not rehearsed:
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# Taking turns.


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    path = folder / _LOCK
    lock = _take(path)
    if lock is None:
        yield
        return
    try:
        _clear(folder)
        yield
    finally:
        # Taken away while it is held; Windows lets go of no file that is open. What is
        # somebody else's, or open in the next run already, stays.
        if not _ON_WINDOWS:
            with suppress(OSError):
                path.unlink()
        os.close(lock)
        if _ON_WINDOWS:
            with suppress(OSError):
                path.unlink()


def _take(path: Path) -> int | None:
    """The lock, once it is ours.

    None where there is none to be had: on some network drives, and where somebody else's file
    is in the way. A file is then still written whole, and looked at before.
    """
    while True:
        lock = _opened(path)
        if lock is None:
            return None
        try:
            _wait_for(lock)
            # Whoever had it before took the file away: then it is the lock of nobody.
            if _ON_WINDOWS or os.path.samestat(os.fstat(lock), path.lstat()):
                return lock
        except FileNotFoundError:
            pass
        except OSError:
            os.close(lock)
            with suppress(OSError):
                path.unlink()
            return None
        os.close(lock)


def _opened(path: Path) -> int | None:
    links = getattr(os, "O_NOFOLLOW", 0)
    # To wait for another user's lock it is enough to read it.
    for access in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        with suppress(OSError):
            return os.open(path, access | links, 0o666)
    return None


if sys.platform == "win32":

    def _wait_for(lock: int) -> None:
        import msvcrt

        while True:
            try:
                msvcrt.locking(lock, msvcrt.LK_LOCK, 1)
                return
            except OSError as error:  # it gives up after ten seconds
                if error.errno != errno.EDEADLK:
                    raise

else:

    def _wait_for(lock: int) -> None:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)


@cache  # once a run: a folder of a thousand lists is written file by file
def _clear(folder: Path) -> None:
    """Take away what runs that were killed left behind."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if re.fullmatch(_TEMPORARY, entry.name) and _is_ours(entry):
                with suppress(OSError):
                    Path(entry.path).unlink()


def _is_ours(entry: "os.DirEntry[str]") -> bool:
    """Whether a plain file is this user's: with others there may be no common lock."""
    if not entry.is_file(follow_symlinks=False):
        return False
    return _ON_WINDOWS or entry.stat(follow_symlinks=False).st_uid == os.getuid()
