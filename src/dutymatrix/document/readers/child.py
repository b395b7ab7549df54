"""Another program, run over a document: bounded in time and memory, and gone afterwards.

What reads a document outside of Python may fall over one that is damaged or made to harm, and
must not take us along.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_FILE_BLOCKS = 2**21
"""Of 512 bytes, the largest file that it may write."""


def run(
    command: Sequence[str],
    *,
    seconds: float,
    memory: int,
    environment: Mapping[str, str],
    folder: Path | None = None,
    given: bytes = b"",
) -> bytes | None:
    """What a program writes; None where it failed or took too long.

    Args:
        command: The program and its arguments; of no shell.
        seconds: After so many it is ended, with all that it started.
        memory: MiB that it may take, where the system can bound that.
        environment: What is set for it beside our own environment.
        folder: Where it runs.
        given: What it finds on its standard input.
    """
    if os.name == "posix":
        # The shell bounds itself and then becomes the program; not every system bounds both.
        limits = f"{{ ulimit -v {memory * 1024}; ulimit -f {_FILE_BLOCKS}; }} 2>/dev/null"
        command = ["/bin/sh", "-c", f'{limits}; exec "$@"', "sh", *command]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # A group of its own: Ctrl-C reaches us, and we end it.
        start_new_session=True,
    )
    try:
        written, _nothing = process.communicate(given, seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)
    return written if process.returncode == 0 else None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and all that it started."""
    if sys.platform == "win32":
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(OSError):
                stream.close()
    process.wait()
