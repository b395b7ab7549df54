"""What a person sees on a terminal while something takes long: what is done, and how far it is.

A thread waits until patience is over and only then loads rich: what is quick pays nothing.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from dutymatrix.measure import shown

# Seconds after which a person wonders, and between two looks at what is done.
_PATIENCE = 1.0
_LOOKS = 0.2
_WIDTH = 24


class _Bar:
    """A bar that shows itself, and leaves nothing behind."""

    def __init__(self, doing: str = "") -> None:
        self.doing = doing
        self.done = 0
        self.total: int | None = None
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Wipe it out; who writes to the terminal does so first."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        # A terminal that went away takes the bar with it.
        if not self._over.wait(_PATIENCE):
            with suppress(OSError):
                self._show()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
        from rich.progress import TimeElapsedColumn as Elapsed
        from rich.table import Column

        words = TextColumn(
            "{task.description}",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis"),
        )
        with Progress(
            words,
            BarColumn(_WIDTH),
            TaskProgressColumn(show_speed=False),
            Elapsed(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as progress:
            task = progress.add_task("", total=None)
            while True:
                progress.update(
                    task, description=shown(self.doing), completed=self.done, total=self.total
                )
                progress.refresh()
                if self._over.wait(_LOOKS):
                    return


_bar: _Bar | None = None


@contextmanager
def watched() -> Iterator[None]:
    """Show a bar while this takes long, where somebody sees it."""
    global _bar
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        _bar = _Bar()
    try:
        yield
    finally:
        end()


def doing(what: str, total: int | None = None) -> None:
    """Say what is done from here on, and in how many steps where that is known."""
    if _bar:
        _bar.doing, _bar.done, _bar.total = what, 0, total


def count(done: int, total: int) -> None:
    """Say how many of how many steps are done."""
    if _bar:
        _bar.done, _bar.total = done, total


def counter() -> Callable[[int, int], None] | None:
    """What is told how many of how many steps are done; None where nobody looks."""
    return count if _bar else None


@contextmanager
def aside() -> Iterator[None]:
    """Out of the way while something else is written to the terminal."""
    global _bar
    was = _bar
    end()
    yield
    if was:
        _bar = _Bar(was.doing)
        _bar.done, _bar.total = was.done, was.total


def end() -> None:
    """No bar from here on."""
    global _bar
    if _bar:
        _bar.end()
        _bar = None
