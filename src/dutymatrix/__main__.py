"""The process of a command: what the script `dutymatrix` runs, and `python -m dutymatrix`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

from dutymatrix.cli.later import put_off


def run() -> NoReturn:
    """Run the command that was typed, and end."""
    # A command makes no cycles that would be worth looking for in its short life.
    gc.disable()
    # Before anything is imported that imports them; whoever imports `main` has them as they are.
    put_off()
    from dutymatrix.cli.main import main

    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # said already, by the exit code at least
            stream.flush()
    # Nothing is left to clean up: taking the interpreter apart would be a tenth of the time.
    os._exit(code)


if __name__ == "__main__":  # and not in the processes of `import --jobs`
    run()
