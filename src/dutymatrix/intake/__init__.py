"""From an official document to a plan, with proof that nothing was lost or invented."""

from pathlib import Path

from dutymatrix.intake.build import build_plan
from dutymatrix.intake.result import Coverage, FoundList, Intake, Omission

__all__ = ["Coverage", "FoundList", "Intake", "Omission", "build_plan", "import_document"]


def import_document(path: str | Path) -> Intake:
    """The plan that a document of any known kind states.

    Raises:
        UnreadableFileError: The file is missing, a folder, or may not be read.
        DutymatrixError: It is no document that can be read.
    """
    from dutymatrix.intake.readers import read_document

    return build_plan(read_document(path))
