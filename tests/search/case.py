"""One case of the search: files and a command line; and what the program made of them."""

import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from types import FrameType
from typing import NamedTuple

from dutymatrix.cli.main import main
from program import start
from search.output import find_leak

SECONDS = 10
"""Longest that a case of some kilobytes may take."""
MIBIBYTES = 300
"""Most that a case may add to the memory of the process."""
_TRACEBACK = "Traceback (most recent call last)"


class Case(NamedTuple):
    """What is run, and in what folder."""

    files: Mapping[str, bytes]
    """By name."""
    args: Sequence[str]
    """The command line."""
    then: Sequence[str] = ()
    """A command that must succeed on what the first one wrote, where that succeeded."""
    apart: bool = False
    """In a process of its own, not in this one."""


class TooLongError(BaseException):
    """Not an Exception, so that no one takes it for his own."""


class _Outcome(NamedTuple):
    code: int
    out: bytes
    err: bytes


def judge(case: Case) -> str | None:
    """What is wrong with how the program ended; None where nothing is."""
    with TemporaryDirectory(prefix="search-") as folder:
        for name, data in case.files.items():
            Path(folder, name).write_bytes(data)
        before = getrusage(RUSAGE_SELF).ru_maxrss
        began = perf_counter()
        try:
            with _time_limit(), _inside(folder):
                done = _run(case.args, apart=case.apart)
                fault = _fault(done, case)
                if fault is None and done.code == 0 and case.then:
                    after = _run(case.then)
                    if after.code:
                        fault = f"{' '.join(case.then)} ends with {after.code}: {_text(after.err)}"
        except TooLongError:
            return f"takes more than {SECONDS} s"
        except Exception as error:
            return f"raises {error!r}"
        grown = (getrusage(RUSAGE_SELF).ru_maxrss - before) // 1024
        if fault is None and grown > MIBIBYTES:
            fault = f"takes {grown} MiB in {perf_counter() - began:.1f} s"
        return fault or _fault_in_files(Path(folder), case)


def _fault(done: _Outcome, case: Case) -> str | None:
    err = _text(done.err)
    if done.code not in {0, 1, 2} or _TRACEBACK in err:
        return f"ends with {done.code}: {err}"
    if done.code == 2 and not err.strip():
        return "ends with 2 and says nothing"
    if leak := find_leak("stderr.txt", done.err):
        return f"stderr {leak}"
    format_ = case.args[case.args.index("-f") + 1] if "-f" in case.args else "txt"
    if done.out and (leak := find_leak(f"stdout.{format_}", done.out)):
        return f"stdout {leak}"
    return None


def _fault_in_files(folder: Path, case: Case) -> str | None:
    for path in sorted(folder.rglob("*")):
        if path.name.startswith(".dutymatrix-"):
            return f"{path.name} is left behind"
        name = str(path.relative_to(folder))
        if (
            path.is_file()
            and name not in case.files
            and (leak := find_leak(name, path.read_bytes()))
        ):
            return f"{name} {leak}"
    return None


def _run(args: Sequence[str], *, apart: bool = False) -> _Outcome:
    if apart:
        return _Outcome(*start(*args, cwd=Path.cwd()))
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = streams
    try:
        code = main(args)
        for stream in streams:
            stream.flush()
        out, err = (stream.buffer.getvalue() for stream in streams)
    finally:
        sys.stdout, sys.stderr = kept
    return _Outcome(code, out, err)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").strip()[-600:]


@contextmanager
def _inside(folder: str) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooLongError

    kept = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, kept)


def shrunk(case: Case, seconds: float) -> Case:
    """The case with as little in its files as still goes wrong alike, so far as time goes."""
    fault = judge(case)
    end = perf_counter() + seconds
    for name in case.files:
        size = max(len(case.files[name]) // 2, 1)
        while size and perf_counter() < end:
            at = 0
            while at < len(case.files[name]) and perf_counter() < end:
                data = case.files[name]
                smaller = case._replace(files={**case.files, name: data[:at] + data[at + size :]})
                if _kind(judge(smaller)) == _kind(fault):
                    case = smaller
                else:
                    at += size
            size //= 2
    return case


def _kind(fault: str | None) -> str | None:
    """What went wrong without the words of the data: of an error its class."""
    return fault and fault[:40]
