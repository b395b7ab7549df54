"""Programs that are run over a document: bounded, and nothing of them is left."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from dutymatrix.document.readers import child


def run(script: str, *args: str, seconds: float = 60, memory: int = 2048) -> bytes | None:
    return child.run(
        [sys.executable, "-c", script, *args],
        seconds=seconds,
        memory=memory,
        environment={"SAID": "甲"},
        given="市公安局".encode(),
    )


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # What has ended and is not yet asked for is nothing that runs.
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or " Z " not in state.read_text(encoding="utf-8", errors="replace")


def wait_for(is_so: Callable[[], bool]) -> bool:
    """Whether something becomes so, soon."""
    end = monotonic() + 20
    while not is_so() and monotonic() < end:
        sleep(0.02)
    return is_so()


def test_what_it_writes_comes_back() -> None:
    script = (
        "import os, sys; sys.stdout.buffer.write(sys.stdin.buffer.read() + os.environb[b'SAID'])"
    )
    assert run(script) == "市公安局甲".encode()


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("raise SystemExit(1)", id="fails"),
        pytest.param("import os; os.abort()", id="is aborted"),
        pytest.param(
            "import sys; sys.stdin.close(); print(1); raise ValueError", id="says something"
        ),
    ],
)
def test_what_fails_gives_nothing(script: str) -> None:
    assert run(script) is None


def test_large_things_go_through_it() -> None:
    script = "import sys; d = sys.stdin.buffer.read(); sys.stdout.buffer.write(d * 100_000)"
    assert run(script) == "市公安局".encode() * 100_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process takes")
def test_memory_is_bounded() -> None:
    script = "x = bytearray(600_000_000); print('taken')"
    assert run(script, memory=512) is None
    assert run(script, memory=2048) == b"taken\n"


_PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(float(sys.argv[2]))
"""


@pytest.mark.skipif(os.name != "posix", reason="processes are asked for as POSIX has them")
@pytest.mark.parametrize("lasts", [60, 0], ids=["takes too long", "leaves something behind"])
def test_what_it_started_ends_with_it(tmp_path: Path, lasts: int) -> None:
    noted = tmp_path / "process"
    run(_PARENT, str(noted), str(lasts), seconds=2)
    started = int(noted.read_text(encoding="utf-8"))
    assert wait_for(lambda: not is_running(started))


@pytest.mark.skipif(os.name != "posix", reason="processes are asked for as POSIX has them")
def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    import signal
    import subprocess

    noted = tmp_path / "process"
    ours = (
        # In the background of a shell Ctrl-C is ignored.
        "import signal, sys\nfrom dutymatrix.document.readers import child\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"child.run([sys.executable, '-c', {_PARENT!r}, {str(noted)!r}, '60'], seconds=60,"
        " memory=2048, environment={})"
    )
    with subprocess.Popen([sys.executable, "-c", ours], stderr=subprocess.PIPE) as process:
        assert wait_for(lambda: noted.exists() and bool(noted.read_text(encoding="utf-8")))
        process.send_signal(signal.SIGINT)
        assert b"KeyboardInterrupt" in process.communicate(timeout=60)[1]
    started = int(noted.read_text(encoding="utf-8"))
    assert wait_for(lambda: not is_running(started))
