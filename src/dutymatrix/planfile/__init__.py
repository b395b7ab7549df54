"""YAML text ⇄ Plan, with places and findings; `planfile.writer` is for those who write."""

from pathlib import Path
from typing import BinaryIO

from dutymatrix.error import UnreadableFileError
from dutymatrix.finding import InvalidPlanError, has_errors
from dutymatrix.plan.model import Plan
from dutymatrix.planfile.planrecord import Reading
from dutymatrix.planfile.reader import read_bytes, read_text
from dutymatrix.planfile.source import MAX_BYTES, path_of, read_bounded

__all__ = [
    "Reading",
    "load_plan",
    "parse_plan",
    "read_bytes",
    "read_plan",
    "read_stream",
    "read_text",
    "usable",
]


def read_plan(path: str | Path) -> Reading:
    """Read a plan file: the plan and everything found in it.

    Raises:
        NoPathError: It is no path.
        UnreadableFileError: The file is missing, a folder, or may not be read.
    """
    path = path_of(path)
    try:
        with path.open("rb") as file:
            return read_stream(file, str(path))
    except OSError as error:
        # Windows says "permission denied" of a folder.
        reason = IsADirectoryError() if path.is_dir() else error
        raise UnreadableFileError(str(path), reason) from None


def read_stream(stream: BinaryIO, file: str) -> Reading:
    """Read a plan from a stream of bytes; `file` is the name that findings give.

    Of one that is too large only enough to tell is read.
    """
    return read_bytes(read_bounded(stream, MAX_BYTES), file)


def load_plan(path: str | Path) -> Plan:
    """Plan in a file.

    Raises:
        InvalidPlanError: The file has errors; the exception carries all findings.
        NoPathError: It is no path.
        UnreadableFileError: The file is missing, a folder, or may not be read.
    """
    return usable(read_plan(path), str(path))


def parse_plan(text: str, file: str = "plan.yaml") -> Plan:
    """Plan in a text; `file` is the name that findings give.

    Raises:
        InvalidPlanError: The text has errors; the exception carries all findings.
    """
    return usable(read_text(text, file), file)


def usable(reading: Reading, file: str) -> Plan:
    """The plan that was read.

    Raises:
        InvalidPlanError: It has errors; the exception carries all findings.
    """
    if reading.plan is None or has_errors(reading.findings):
        raise InvalidPlanError(file, reading.findings)
    return reading.plan
