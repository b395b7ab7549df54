"""The bar on a terminal: what is done and how far it is, and nothing left behind."""

import re
import sys
from collections.abc import Iterator
from io import StringIO
from threading import Event

import pytest

from dutymatrix.cli import bar, console
from dutymatrix.measure import cells


class Terminal(StringIO):
    """A terminal that tells when something was written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written.set()
        return super().write(text)

    def wait_for(self, said: str) -> None:
        """Until something was written to it again."""
        for _ in range(100):
            self.written.clear()
            if said in self.getvalue():
                return
            assert self.written.wait(20)


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setattr(bar, "_PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    yield monkeypatch
    console.be_quiet(False)


def take_stderr(patched: pytest.MonkeyPatch) -> Terminal:
    """In the test itself: pytest takes the stream for itself again before each."""
    terminal = Terminal()
    patched.setattr(sys, "stderr", terminal)
    return terminal


# What the terminal is told at the end: the line is cleared, the cursor is seen again.
_WIPED = ("\x1b[2K", "\x1b[?25h")


def test_what_takes_long_is_shown_and_wiped_out(patched: pytest.MonkeyPatch) -> None:
    terminal = take_stderr(patched)
    with bar.watched():
        for n in bar.each("reading [bold]a\x1b.yaml", range(4), 4):
            bar.doing("inside")
            if n == 3:
                terminal.wait_for("75%")
        bar.doing("afterwards")
        terminal.wait_for("afterwards")
    said = terminal.getvalue()
    assert "reading [bold]a" in said
    assert "a\x1b.yaml" not in said
    assert "75%" in said
    assert "inside" not in said
    assert "afterwards" in said.rpartition("75%")[2]
    assert all(each in said.rpartition("75%")[2] for each in _WIPED)


@pytest.mark.parametrize("columns", [80, 40, 24, 12])
def test_words_have_room_beside_the_bar(patched: pytest.MonkeyPatch, columns: int) -> None:
    """However narrow it is, nothing is wider, or it could not be wiped out."""
    patched.setenv("COLUMNS", str(columns))
    terminal = take_stderr(patched)
    with bar.watched():
        for n in bar.each("正在写出任务清单", range(4), 4):
            if n == 3:
                terminal.wait_for("75%")
    frames = re.split(r"[\r\n]|\x1b\[2K", re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()))
    last = next(frame for frame in reversed(frames) if "75%" in frame)
    assert max(map(cells, frames)) <= columns
    assert last.startswith("正在写出任务清单"[: columns // 12])


def test_words_of_others_go_on_beside_what_is_counted(patched: pytest.MonkeyPatch) -> None:
    take_stderr(patched)
    with bar.watched():
        gone = [n for n in bar.each("outer", range(2), 2) for _ in bar.each("inner", "ab", 2)]
        counter = bar.counter()
        assert counter
    assert gone == [0, 0, 1, 1]


def test_what_is_given_up_or_fails_is_over(patched: pytest.MonkeyPatch) -> None:
    terminal = take_stderr(patched)

    def failing() -> Iterator[int]:
        yield 1
        raise ValueError

    with bar.watched():
        for _ in bar.each("outer", range(2), 2):
            break
        bar.doing("afterwards")
        terminal.wait_for("afterwards")
        with pytest.raises(ValueError, match=r"^$"):
            [*bar.each("failing", failing(), 2)]
        bar.doing("at the end")
        terminal.wait_for("at the end")


def test_what_is_interrupted_leaves_nothing(patched: pytest.MonkeyPatch) -> None:
    terminal = take_stderr(patched)
    with pytest.raises(KeyboardInterrupt), bar.watched():
        assert terminal.written.wait(20)
        raise KeyboardInterrupt
    assert all(each in terminal.getvalue() for each in _WIPED)
    assert bar.counter() is None


def test_words_stand_on_a_line_of_their_own(patched: pytest.MonkeyPatch) -> None:
    terminal = take_stderr(patched)
    with bar.watched():
        assert terminal.written.wait(20)
        console.tell("三·3")
        bar.doing("writing")
    before, _, after = terminal.getvalue().partition("三·3\n")
    assert all(each in before for each in _WIPED)
    assert "三·3" not in after


@pytest.mark.parametrize("quiet", [pytest.param(True, id="quiet"), pytest.param(False, id="quick")])
def test_nothing_is_shown(patched: pytest.MonkeyPatch, quiet: bool) -> None:
    terminal = take_stderr(patched)
    patched.setattr(bar, "_PATIENCE", 60.0)
    with bar.watched():
        console.be_quiet(quiet)
        bar.doing("reading")
        assert (bar.counter() is None) == quiet
    assert terminal.getvalue() == ""


def test_nothing_is_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "_PATIENCE", 0.0)
    with bar.watched():
        assert bar.counter() is None
