"""The one boundary: language, streams, exit codes and errors are settled here."""

import os
import re
import sys
from collections.abc import Sequence

from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import CHINESE, ENGLISH, _, language_of, use_language

EXIT_BUG = 3
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 done; 1 the answer is "yes, something"; 2 could not; 3 a bug of ours; 130 Ctrl-C.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        use_language(language_of(os.environ) or _language_of_plan(args))
        return _run(args)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        return _stop_writing()
    except SystemExit as stop:
        # Typer's way out after completion, and of a pipe that broke while it wrote help.
        if isinstance(stop.__context__, BrokenPipeError):
            return _stop_writing()
        return stop.code if isinstance(stop.code, int) else 0
    except Exception as error:  # the last line of defence
        from dutymatrix.cli.console import complain

        if os.environ.get("DUTYMATRIX_DEBUG"):
            from traceback import format_exc

            complain(format_exc().rstrip())
            return EXIT_BUG
        kind = type(error).__name__
        said = _("a bug of dutymatrix, please report it: {error}")
        complain(said.format(error=f"{kind}: {error}"))
        complain(_("DUTYMATRIX_DEBUG=1 shows where it happened"))
        return EXIT_BUG


def _run(args: list[str]) -> int:
    from typer.exceptions import Abort, TyperException

    from dutymatrix.cli import bar
    from dutymatrix.cli.app import build_command
    from dutymatrix.cli.complete import REQUEST
    from dutymatrix.cli.console import complain, prepare_streams

    prepare_streams()
    if REQUEST in os.environ:
        from dutymatrix.cli.shell import answer_tab

        told = answer_tab(os.environ, build_command)
        if told is not None:
            print(told)
            return 0
    try:
        with bar.watched():
            code = build_command().main(args=args, prog_name="dutymatrix", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except DutymatrixError as error:
        from dutymatrix.cli.console import tell_error

        tell_error(error)
        return error.exit_code
    except TyperException as error:
        from dutymatrix.cli.help import word_usage_error

        complain(word_usage_error(error, args))
        return 2
    except Abort:
        return EXIT_INTERRUPTED


def _stop_writing() -> int:
    """The reader (head, less) has seen enough: that is no failure."""
    from dutymatrix.cli.console import drop

    drop(sys.stdout)
    return 0


def _language_of_plan(args: Sequence[str]) -> str:
    """The plan's language, for a system that asks for none; its file is only glanced at."""
    from dutymatrix.cli.session import find_plan

    named = None
    for place, arg in enumerate(args):
        if arg == "--plan":
            named = args[place + 1] if place + 1 < len(args) else None
        elif arg.startswith("--plan="):
            named = arg.removeprefix("--plan=")
    try:
        path = find_plan(named)
        if not path.is_file():
            # What is read from a pipe is gone; plans are mostly Chinese.
            return CHINESE if named else ENGLISH
        with path.open("rb") as file:
            start = file.read(4096)
    except (DutymatrixError, OSError):
        return ENGLISH
    asked = re.search(rb"^language: *[\"']?(\w+)", start, re.MULTILINE)
    return ENGLISH if asked and asked[1] == b"en" else CHINESE
