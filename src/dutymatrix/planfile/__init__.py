"""YAML text ⇄ Plan, with places and findings."""

from pathlib import Path

from dutymatrix.error import UnreadableFileError
from dutymatrix.finding import InvalidPlanError, has_errors
from dutymatrix.model import Plan
from dutymatrix.planfile.reader import Reading, read_bytes, read_text
from dutymatrix.planfile.source import MAX_BYTES
from dutymatrix.planfile.writer import dump_plan

__all__ = [
    "Reading",
    "dump_plan",
    "load_plan",
    "parse_plan",
    "read_bytes",
    "read_plan",
    "read_text",
]


def read_plan(path: str | Path) -> Reading:
    """Read a plan file: the plan and everything found in it.

    Raises:
        UnreadableFileError: The file is missing, a folder, or may not be read.
    """
    try:
        with Path(path).open("rb") as file:
            # One byte more than allowed tells the reader that the file is too large.
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        if Path(path).is_dir():  # Windows says "permission denied" of a folder
            error = IsADirectoryError()
        raise UnreadableFileError(str(path), error) from None
    return read_bytes(data, str(path))


def load_plan(path: str | Path) -> Plan:
    """Plan in a file.

    Raises:
        InvalidPlanError: The file has errors; the exception carries all findings.
        UnreadableFileError: The file is missing, a folder, or may not be read.
    """
    return _usable(read_plan(path), str(path))


def parse_plan(text: str, file: str = "plan.yaml") -> Plan:
    """Plan in a text; `file` is the name that findings give.

    Raises:
        InvalidPlanError: The text has errors; the exception carries all findings.
    """
    return _usable(read_text(text, file), file)


def _usable(reading: Reading, file: str) -> Plan:
    if reading.plan is None or has_errors(reading.findings):
        raise InvalidPlanError(file, reading.findings)
    return reading.plan
