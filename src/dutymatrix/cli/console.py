"""Streams: their encoding, width and colour; words to people go to stderr."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO
from unicodedata import category

from dutymatrix.i18n import _

if TYPE_CHECKING:
    from dutymatrix.error import DutymatrixError

_UNICODE = {"utf-8", "utf8", "utf-16", "utf-32", "gb18030"}


def prepare_streams() -> None:
    """Let no character crash a stream: what it cannot encode becomes ? (and is told)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def width() -> int | None:
    """Columns to lay out in; None where lines may be as long as they are (pipes, files)."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except OSError:
        return 80


def has_color(stream: TextIO) -> bool:
    """Whether to colour: terminals, unless NO_COLOR or a dumb one; anything with FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or _windows_takes_ansi(stream)


def show(text: str, format: str) -> None:
    """Write an answer to stdout.

    Raises:
        UnencodableOutputError: csv, tsv or Markdown that the stream's encoding cannot hold.
    """
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    lost = () if encoding in _UNICODE else tuple(_unencodable(text, encoding))
    if lost and format == "json":
        import json

        text = json.dumps(json.loads(text), indent=2) + "\n"
    elif lost and format != "table":
        from dutymatrix.error import UnencodableOutputError

        raise UnencodableOutputError(encoding, "".join(lost), format)
    sys.stdout.write(text)
    sys.stdout.flush()
    if lost and format == "table":
        tell(
            _("shown as ? because this console ({encoding}) lacks them: {characters}").format(
                encoding=encoding.upper(),
                characters=" ".join(f"U+{ord(char):04X}" for char in lost),
            )
        )


def tell(text: str) -> None:
    """Words to the person: stderr, with control characters made visible."""
    print(shown(text), file=sys.stderr)


def tell_error(error: "DutymatrixError") -> None:
    """An error's sentence and its next step; a plan's findings before it."""
    findings = getattr(error, "findings", ())
    if findings:
        from dutymatrix.render.findings import render_findings

        tell(render_findings(findings))
    first, *rest = str(error).split("\n")
    tell("\n".join([_("error: {message}").format(message=first), *(f"  {line}" for line in rest)]))


def shown(text: str) -> str:
    """A text without characters that could move the cursor or turn the writing around."""
    if text.isprintable():
        return text
    return "".join(
        char
        if char in "\n\t" or category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        else f"\\u{ord(char):04x}"
        for char in text
    )


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
