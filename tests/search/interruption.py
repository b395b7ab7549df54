"""Commands that write, killed or on a full disk: a file is old or new afterwards, never half."""

import os
import resource
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from dutymatrix.cli.main import main
from dutymatrix.planfile import load_plan
from make_documents import plan_lines
from program import ROOT
from revisions import revise

_WRITING: tuple[tuple[str, ...], ...] = (
    ("tasks", "-o", "answer.csv"),
    ("tasks", "-o", "answer.docx"),
    ("tasks", "-o", "answer.xlsx"),
    ("duties", "市公安局", "-o", "answer.html"),
    ("matrix", "-o", "answer.xlsx"),
    ("graph", "-o", "answer.svg"),
    ("duties", "--all", "-o", "lists/", "-f", "docx"),
    ("duties", "--all", "-o", "lists/", "-f", "md"),
    ("diff", "old.yaml", "plan.yaml", "-o", "answer.docx"),
    ("diff", "old.yaml", "plan.yaml", "--notices", "letters/"),
    ("import", "document.txt", "-o", "new.yaml"),
    ("rename-unit", "市公安局", "市公安分局"),
    ("merge-driver", "base.yaml", "plan.yaml", "old.yaml"),
    ("git-setup",),
)
_OLD = b"old, and to be kept whole"
_Files = Mapping[str, object]


def interrupted(chance: Random) -> tuple[None, str | None]:
    """A command that writes is killed, or the disk is full; what is wrong with what is there."""
    args = chance.choice(_WRITING)
    is_full = chance.random() < 0.5
    with TemporaryDirectory(prefix="search-") as name:
        folder = Path(name)
        _prepare(folder, args)
        whole, seconds = _reference(args)
        before = _files(folder)
        if is_full:
            room = chance.choice((0, 1, chance.randrange(4096), chance.randrange(2**16)))
            code, how = _run(args, folder, lambda: _fill(room)), f"with room for {room} bytes"
            expected = {0, 1, 2}
        else:
            moment = chance.random() * seconds
            code, how = _run(args, folder, None, moment), f"killed after {moment:.4f} s"
            expected = {0, 1, -signal.SIGKILL}
        said = f"{' '.join(args)} {how}"
        if code not in expected:
            return None, f"{said} ends with {code}"
        after = _files(folder)
        # What is killed cannot tidy up behind itself.
        left = [own for own in after if ".dutymatrix-" in own and is_full]
        half = [
            own
            for own in {*before, *after}
            if ".dutymatrix-" not in own and after.get(own) not in (before.get(own), whole.get(own))
        ]
        if half or left:
            return None, f"{said}: half written {sorted(half)}, left behind {left}"
    return None, None


def _prepare(folder: Path, args: tuple[str, ...]) -> None:
    """The folder before the command: a plan, its old version, a document, and an old answer."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    if "-o" in args and "." in (name := args[args.index("-o") + 1]) and args[0] != "import":
        folder.joinpath(name).write_bytes(_OLD)


@cache
def _template() -> Path:
    _KEPT.append(TemporaryDirectory(prefix="search-"))
    folder = Path(_KEPT[-1].name)
    text = ROOT.joinpath("plan.yaml").read_text(encoding="utf-8")
    for name, content in {
        "plan.yaml": revise(text),
        "old.yaml": text,
        "base.yaml": text,
        "document.txt": "\n".join(line.whole for line in plan_lines(load_plan(ROOT / "plan.yaml"))),
    }.items():
        folder.joinpath(name).write_text(content, encoding="utf-8", newline="")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    shutil.rmtree(folder / ".git" / "hooks", ignore_errors=True)
    return folder


_KEPT: list[TemporaryDirectory[str]] = []


@cache
def _reference(args: tuple[str, ...]) -> tuple[_Files, float]:
    """What the command leaves where nothing stops it, and how long it takes."""
    for is_first in (True, False):
        with TemporaryDirectory(prefix="search-") as name:
            folder = Path(name)
            _prepare(folder, args)
            began = perf_counter()
            # Here first: what it loads, every child has from then on.
            _main_in(folder, args) if is_first else _run(args, folder)
            files, took = _files(folder), perf_counter() - began
    return files, took


def _run(
    args: tuple[str, ...],
    folder: Path,
    prepare: Callable[[], None] | None = None,
    moment: float = 0,
) -> int:
    """Exit code of the command in a forked child; less than nothing where a signal ended it."""
    child = os.fork()
    if not child:
        code = 3
        try:
            if prepare:
                prepare()
            code = _main_in(folder, args)
        finally:
            os._exit(code)
    if moment:
        sleep(moment)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _main_in(folder: Path, args: tuple[str, ...]) -> int:
    here = Path.cwd()
    os.chdir(folder)
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            return main(args)
    finally:
        os.chdir(here)


def _fill(room: int) -> None:
    """Let no file grow beyond some bytes, as a full disk does."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


def _files(folder: Path) -> _Files:
    """What is in the folder, git's own store but for its settings apart."""
    return {
        str(path.relative_to(folder)): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (".git" not in path.parts or path.name == "config")
    }


def _content(path: Path) -> object:
    """The bytes of a file; of an office file its parts, for archives hold the time.

    Git's settings are written by git, one at a time: they are whole where git reads them.
    """
    if path.parts[-2:] == (".git", "config"):
        command = ["git", "config", "--file", str(path), "--list"]
        return subprocess.run(command, capture_output=True, check=False).returncode
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return {n: archive.read(n) for n in archive.namelist() if n != "docProps/core.xml"}
    except zipfile.BadZipFile:
        return data
