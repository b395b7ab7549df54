"""Streams: their encoding, width and colour; words to people go to stderr."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from dutymatrix.cli import bar
from dutymatrix.i18n import _
from dutymatrix.measure import cells, shown

if TYPE_CHECKING:
    from dutymatrix.error import DutymatrixError

_UNICODE = {"utf-8", "utf8", "utf-16", "utf-32", "gb18030"}
_REFERRING = {"svg", "graphml", "dot"}
"""Formats in which `&#24066;` is a character wherever it stands."""
_ESCAPING = {"json", "sarif"}
"""Formats in which `\\u5e02` is."""
_LOSING = {"table", "gcc", "github"}
"""Formats for eyes, and those whose places count: what a stream lacks is replaced and named."""
_LINES = 24
"""Of a terminal that does not say how many it has."""

_is_quiet = False


def prepare_streams() -> None:
    """Let no character crash a stream, and let there be one: `>&-` closes it."""
    be_quiet(False)
    for name, errors in (("stdout", "replace"), ("stderr", "backslashreplace")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, StringIO())
        elif reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors=errors)


def be_quiet(asked: bool) -> None:
    """Say nothing but errors from here on, or everything."""
    global _is_quiet
    _is_quiet = asked
    if asked:
        bar.end()


def drop(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: Python would write it at its exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def width() -> int | None:
    """Columns to lay out in; None where lines may be as long as they are (pipes, files)."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns[:9]) > 0:
        return int(columns[:9])
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except OSError:
        return 80


def height() -> int | None:
    """Lines of the terminal that an answer is read from; None for pipes and files."""
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines or _LINES
    except OSError:
        return _LINES


def has_color(stream: TextIO) -> bool:
    """Whether to colour: terminals, unless NO_COLOR or a dumb one; anything with FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or _windows_takes_ansi(stream)


def holds_all(encoding: str) -> bool:
    """Whether an encoding has every character that a plan may hold."""
    return encoding.lower() in _UNICODE


def show(written: str | Iterator[str], format_: str, *, pager: bool = False) -> None:
    """Write an answer, or its pieces, to stdout; through the pager where that is wanted and needed.

    Raises:
        BrokenPipeError: Nobody reads any more.
        UnencodableOutputError: csv, tsv or Markdown that the stream's encoding cannot hold.
        UnwritableFileError: It cannot be written where the stream leads.
    """
    bar.end()
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    if not isinstance(written, str) and encoding in {"utf-8", "utf8"}:
        _write(written)
        return
    text = written if isinstance(written, str) else "".join(written)
    if format_ in _REFERRING and encoding not in {"utf-8", "utf8"}:
        # They are read as UTF-8, whatever the stream.
        text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    lost = () if holds_all(encoding) else tuple(_unencodable(text, encoding))
    if format_ in _ESCAPING and encoding not in {"utf-8", "utf8"}:
        # Escaped throughout, so that the encoding does not hang on what the plan says.
        import json

        text = json.dumps(json.loads(text), indent=2) + "\n"
    elif lost and format_ not in _LOSING:
        from dutymatrix.error import UnencodableOutputError

        raise UnencodableOutputError(encoding, lost, format_)
    elif lost:
        # As wide as what it stands for, so that columns stay aligned.
        text = text.translate({ord(char): "?" * (cells(char) or 1) for char in lost})
    if not (pager and _page(text)):
        _write((text,))
    if lost and format_ in _LOSING:
        from dutymatrix.error import codes_of

        tell(
            _("shown as ? because this console ({encoding}) lacks them: {characters}").format(
                encoding=encoding.upper(), characters=codes_of(lost)
            )
        )


def pass_on(data: bytes) -> None:
    """Write what another program reads to stdout, byte for byte.

    Raises:
        BrokenPipeError: Nobody reads any more.
        UnwritableFileError: It cannot be written where the stream leads.
    """
    bar.end()
    with _writing():
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


def _page(text: str) -> bool:
    """Show a text that is longer than the screen by $PAGER; False where that does not happen."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    try:
        lines = os.get_terminal_size(sys.stdout.fileno()).lines
    except OSError:
        return False
    if not 0 < lines <= text.count("\n"):
        return False
    # What Windows has of its own, more, knows no UTF-8.
    command = os.environ.get("PAGER", "" if sys.platform == "win32" else "less")
    if not command or command == "cat":
        return False
    import shlex
    import subprocess

    encoding = sys.stdout.encoding
    environment = {"LESS": "FRX", **os.environ}
    if encoding.lower() in {"utf-8", "utf8"}:
        environment.setdefault("LESSCHARSET", "utf-8")
    try:
        program = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, env=environment)
    except (OSError, ValueError):  # there is no such program, or its quotes do not close
        return False
    data = text.encode(encoding, "replace")
    while True:
        try:
            # The pager may be left before the end; communicate() takes that as it is.
            program.communicate(data)
        except KeyboardInterrupt:
            data = b""  # meant for the pager, which goes on
        else:
            return True


def tell(text: str) -> None:
    """Words to the person, unless only errors are wanted."""
    if not _is_quiet:
        complain(text)


def complain(text: str) -> None:
    """What is wrong, which is always said: stderr, with control characters made visible."""
    try:
        with bar.aside():
            print(shown(text), file=sys.stderr, flush=True)
    except OSError:
        # Nobody listens; that is no reason to withhold the answer.
        drop(sys.stderr)


def tell_error(error: "DutymatrixError") -> None:
    """An error's sentence and its next step; a plan's findings before it."""
    findings = getattr(error, "findings", ())
    if findings:
        from dutymatrix.screen.check import render_findings

        complain(render_findings(findings))
    first, *rest = str(error).split("\n")
    said = [_("error: {message}").format(message=first), *(f"  {line}" for line in rest)]
    complain("\n".join(said))


def _write(pieces: Iterable[str]) -> None:
    with _writing():
        sys.stdout.writelines(pieces)
        sys.stdout.flush()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # Windows calls a pipe that nobody reads any more an invalid argument.
        if error.errno in {errno.EPIPE, errno.EINVAL}:
            raise BrokenPipeError from None
        from dutymatrix.error import UnwritableFileError

        drop(sys.stdout)
        raise UnwritableFileError(_("the answer"), error) from None


def _unencodable(text: str, encoding: str) -> Iterable[str]:
    for char in sorted(set(text)):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            yield char


def _windows_takes_ansi(stream: TextIO) -> bool:
    """Switch a Windows console to ANSI sequences; consoles before Windows 10 refuse."""
    import ctypes
    import msvcrt

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = msvcrt.get_osfhandle(stream.fileno())  # type: ignore[attr-defined,unused-ignore]
    mode = ctypes.c_ulong()
    virtual_terminal = 0x0004
    return bool(
        kernel.GetConsoleMode(handle, ctypes.byref(mode))
        and kernel.SetConsoleMode(handle, mode.value | virtual_terminal)
    )
