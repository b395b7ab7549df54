"""From an official document to a plan, with proof that nothing was lost or invented."""

from collections.abc import Callable, Container
from pathlib import Path

from dutymatrix.document.build import ALL_TABLES, build_plan
from dutymatrix.document.result import Coverage, FoundList, Intake, Omission

__all__ = [
    "ALL_TABLES",
    "Coverage",
    "FoundList",
    "Intake",
    "Omission",
    "build_plan",
    "import_document",
]


def import_document(
    path: str | Path,
    *annexes: str | Path,
    original: bool = False,
    tables: Container[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Intake:
    """The plan that a document of any known kind states.

    Args:
        path: The file.
        annexes: Further files of the same document, in their order: 附件 beside a notice.
        original: Whether a Word file is read as it was before its tracked changes.
        tables: Numbers of the tables of tasks that are its plan, and not its text (`ALL_TABLES`).
        progress: Is told how much of how much has been read.

    Raises:
        NoPathError: A path is none.
        UnreadableFileError: The file is missing, a folder, or may not be read.
        DutymatrixError: It is no document that can be read.
    """
    from dutymatrix.document.readers import read_documents
    from dutymatrix.planfile.source import path_of

    paths = [path_of(each) for each in (path, *annexes)]
    document = read_documents(paths, original=original, progress=progress)
    return build_plan(document, tables=tables)
