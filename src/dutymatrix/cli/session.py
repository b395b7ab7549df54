"""What a command works on: where the plan is, and where the answer goes."""

import errno
import os
import re
import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.error import BinaryOutputError, PlanNotFoundError, SourceOverwriteError
from dutymatrix.i18n import _

if TYPE_CHECKING:
    from dutymatrix.model import Plan
    from dutymatrix.planfile import Reading
    from dutymatrix.render import Answer

PLAN_NAME = "plan.yaml"
STANDARD_INPUT = Path("-")
VARIABLE = "DUTYMATRIX_PLAN"


_PLAN_SUFFIXES = frozenset({".yaml", ".yml"})
# A plan file under another name begins with keys of a plan file.
_PLAN_START = rb"(?m)^(format|title|units|sections|tasks):"
_START = 4096

# Formats that have no place for a word to people.
_FOR_PROGRAMS = frozenset({"json", "csv", "tsv"})


class Settings(NamedTuple):
    """What was said before the command."""

    plan: Path | None = None
    pager: bool = True


def find_plan(named: str | Path | None = None) -> Path:
    """Path of the plan: the one named, else the environment's, else plan.yaml here or above.

    Raises:
        PlanNotFoundError: None is named and none is found; a named one need not exist.
    """
    if named is not None:
        return Path(named)
    if os.environ.get(VARIABLE):
        return Path(os.environ[VARIABLE])
    try:
        here = Path.cwd()
    except OSError:  # somebody removed the folder we are in
        raise PlanNotFoundError(Path()) from None
    for folder in (here, *here.parents):
        if (folder / PLAN_NAME).is_file():
            # Relative where it can be: findings and places are easier to read so.
            return Path(PLAN_NAME) if folder == here else folder / PLAN_NAME
    raise PlanNotFoundError(here)


def read(path: Path) -> "Reading":
    """The plan file, what another program writes into ours, or the plan a document states."""
    from dutymatrix.planfile import read_plan, read_stream

    if path != STANDARD_INPUT:
        if _is_document(path):
            return _read_document(path)
        return read_plan(path)
    # There is none where it was closed (<&-).
    return read_stream(sys.stdin.buffer if sys.stdin else BytesIO(), str(path))


def load(named: Path | None) -> "Plan":
    """The plan to answer from."""
    from dutymatrix.planfile import usable

    path = find_plan(named)
    reading = read(path)
    if reading.findings and _is_document(path):
        from dutymatrix.cli.console import tell
        from dutymatrix.render.findings import render_findings

        tell(render_findings(reading.findings))
    return usable(reading, str(path))


def _is_document(path: Path) -> bool:
    """Whether a path is an official document and not a plan file: its ending, else its content."""
    if path.suffix.lower() in _PLAN_SUFFIXES or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return re.search(_PLAN_START, file.read(_START)) is None
    except OSError:
        return False  # whoever reads it says why it cannot be read


def _read_document(path: Path) -> "Reading":
    from dutymatrix.intake import import_document
    from dutymatrix.planfile import Reading

    intake = import_document(path)
    return Reading(intake.plan, intake.findings)


def plan_of(data: bytes, file: str) -> "Plan":
    """The plan in the bytes of a file that git holds; a document's findings go to stderr."""
    from dutymatrix.planfile import read_bytes, usable

    named_so = PurePath(file).suffix.lower() in _PLAN_SUFFIXES
    if named_so or re.search(_PLAN_START, data[:_START]):
        return usable(read_bytes(data, file), file)
    from dutymatrix.cli.console import tell
    from dutymatrix.intake import build_plan, readers

    intake = build_plan(readers.read_bytes(data, file))
    if intake.findings:
        from dutymatrix.render.findings import render_findings

        tell(render_findings(intake.findings))
    return intake.plan


def resolve(plan: "Plan", typed: str) -> str:
    """The unit meant; said aloud where it was not typed as the plan has it."""
    from dutymatrix.cli.console import tell
    from dutymatrix.roster import Roster

    name = Roster(plan).resolve(typed)
    if name != typed:
        tell(f"{typed} → {name}")
    return name


def answer(
    view: "Answer",
    asked: str | None,
    output: Path | None,
    offered: Sequence[str],
    *,
    pager: bool = True,
    remarks: Iterable[str] = (),
) -> None:
    """Write an answer to the stream or file, in the format asked for.

    What a table says below it, `remarks` say on stderr beside a format that cannot.
    """
    from dutymatrix.cli import console
    from dutymatrix.render import Options, choose_format, render

    name = choose_format(asked, str(output) if output else None, offered)
    if name in _FOR_PROGRAMS:
        for line in remarks:
            console.tell(line)
    if output:
        if any(_is_same(output, Path(source)) for source in view.sources):
            raise SourceOverwriteError(str(output))
        written = render(view, Options(name, to_file=True))
        if isinstance(written, str):
            # The path of the plan may hold bytes that are no text.
            written = written.encode("utf-8", "backslashreplace")
        write_file(output, written)
        console.tell(_("{file} written").format(file=output))
        return
    options = Options(name, width=console.width(), color=console.has_color(sys.stdout))
    written = render(view, options)
    if isinstance(written, bytes):
        raise BinaryOutputError(name)
    console.show(written, name, pager=pager and name == "table")


def write_file(path: Path, data: bytes) -> None:
    """Replace one plain file with new content, wholly or not at all.

    Raises:
        UnwritableFileError: It cannot be written; what was there still is.
    """
    from tempfile import NamedTemporaryFile

    from dutymatrix.error import UnwritableFileError

    beside = None
    try:
        # Through a link the file it points to is replaced, not the link.
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError
        if target.exists() and not target.is_file():
            raise OSError(_("it is not a plain file"))
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError
        with NamedTemporaryFile(dir=target.parent, prefix=".dutymatrix-", delete=False) as file:
            beside = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # The temporary is private; the file gets the rights the old one or any new one has.
        beside.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        beside.replace(target)
        beside = None
    except RuntimeError:  # what Python before 3.13 calls links that go round in circles
        circle = OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        raise UnwritableFileError(str(path), circle) from None
    except OSError as error:
        raise UnwritableFileError(str(path), error) from None
    finally:
        if beside:
            beside.unlink(missing_ok=True)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
