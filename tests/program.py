"""The program as people run it: in this process, or in one of its own where streams matter."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import PIPE
from typing import NamedTuple

from dutymatrix.cli.formats import render
from dutymatrix.markup.view import Options, View

ROOT = Path(__file__).resolve().parents[1]

PlanFile = Callable[..., Path]
"""The fixture `plan_file`: writes a text, its path comes back."""


class Run(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str


class Process(NamedTuple):
    """What a run in a process of its own came to, as bytes."""

    code: int
    out: bytes
    err: bytes


Runner = Callable[..., Run]
"""The fixture `run`: `run("duties", "卫计", lang="zh_CN", COLUMNS="80")`."""


def start(
    *args: str, cwd: Path = ROOT, stdout: int = PIPE, stderr: int = PIPE, **environment: str
) -> Process:
    """Run the program in a process of its own.

    Args:
        args: Its arguments.
        cwd: The folder it runs in; the repository's plan is found in the default one.
        stdout: A file descriptor, where the stream is not to be captured.
        stderr: The same.
        environment: What is set there, beyond the test's own environment.
    """
    command = [sys.executable, "-W", "error", "-m", "dutymatrix", *args]
    return _execute(command, cwd, environment, stdout, stderr)


def start_in_shell(line: str, *shell: str, **environment: str) -> Process:
    """Run a line of a shell, `sh -c` if none is named; `dutymatrix` in it is the program."""
    line = line.replace("dutymatrix", f"{sys.executable} -m dutymatrix")
    return _execute([*(shell or ("sh", "-c")), line], ROOT, environment)


def environment_of_process(changes: Mapping[str, str]) -> dict[str, str]:
    """The environment of a test, in UTF-8 unless it says otherwise."""
    own = {**os.environ, "PYTHONIOENCODING": "utf-8", **changes}
    # Compiling all of it again in each of a hundred processes takes longer than their work.
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    return own


def _execute(
    command: Sequence[str],
    cwd: Path,
    environment: Mapping[str, str],
    stdout: int = PIPE,
    stderr: int = PIPE,
) -> Process:
    done = subprocess.run(
        command,
        stdout=stdout,
        stderr=stderr,
        cwd=cwd,
        env=environment_of_process(environment),
        timeout=60,
        check=False,
    )
    return Process(done.returncode, done.stdout or b"", done.stderr or b"")


def render_text(view: View, options: Options) -> str:
    """A view in a format that is a text."""
    written = render(view, options)
    assert not isinstance(written, bytes)
    return "".join(written)
