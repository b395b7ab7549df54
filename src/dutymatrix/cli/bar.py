"""What a person sees on a terminal while something takes long: what is done, and how far it is.

A thread waits until patience is over and only then loads rich: what is quick pays nothing.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TypeVar

from dutymatrix.i18n import _
from dutymatrix.measure import shown

_Thing = TypeVar("_Thing")

# Seconds after which a person wonders, and between two looks at what is done.
_PATIENCE = 1.0
_LOOKS = 0.2
# Of the bar at the most, of 100%, and of 0:00:00, for which a narrow terminal has no room.
_WIDTH, _SHARE, _CLOCK = 24, 4, 7
_NARROW = 40


class _Bar:
    """A bar that shows itself, and leaves nothing behind."""

    def __init__(self, doing: str = "") -> None:
        self.doing = doing
        self.done = 0
        self.total: int | None = None
        self.is_going = False
        """Whether things are gone through, of which none says what it does."""
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

        console = Console(stderr=True)
        columns = console.width
        width = min(_WIDTH, columns // 4)
        clock = (Elapsed(),) if columns >= _NARROW else ()
        # Rich would let all others give way to the words.
        room = columns - (width + 1 + _SHARE + 1) - (_CLOCK + 1 if clock else 0)
        words = Column(no_wrap=True, overflow="ellipsis", max_width=max(1, room))
        with Progress(
            TextColumn("{task.description}", markup=False, table_column=words),
            BarColumn(width),
            TaskProgressColumn(
                show_speed=False, table_column=Column(min_width=_SHARE, no_wrap=True)
            ),
            *clock,
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as progress:
            task = progress.add_task(shown(self.doing), total=self.total, completed=self.done)
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
        _bar = _Bar(_("starting"))
    try:
        yield
    finally:
        end()


def doing(what: str) -> None:
    """Say what is done from here on."""
    if _bar and not _bar.is_going:
        _bar.doing, _bar.done, _bar.total = what, 0, None


def each(what: str, things: Iterable[_Thing], total: int) -> Iterator[_Thing]:
    """So many things, one after the other: what is done with all, and how many are done."""
    doing(what)
    if not _bar or _bar.is_going:
        yield from things
        return
    _bar.total, _bar.is_going = total if total > 1 else None, True
    try:
        for done, thing in enumerate(things):
            # Whoever writes to the terminal in between leaves another bar behind.
            if _bar:
                _bar.done = done
            yield thing
    finally:
        if _bar:
            _bar.is_going = False


def counter() -> Callable[[int, int], None] | None:
    """What is told how many of how many steps are done; None where nobody looks."""
    return _count if _bar else None


def _count(done: int, total: int) -> None:
    if _bar and not _bar.is_going:
        _bar.done, _bar.total = done, total


@contextmanager
def aside() -> Iterator[None]:
    """Out of the way while something else is written to the terminal."""
    global _bar
    was = _bar
    end()
    yield
    if was:
        _bar = _Bar(was.doing)
        _bar.done, _bar.total, _bar.is_going = was.done, was.total, was.is_going


def end() -> None:
    """No bar from here on."""
    global _bar
    if _bar:
        _bar.end()
        _bar = None
