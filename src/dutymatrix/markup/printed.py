"""PDF: what LibreOffice makes of a Word file, as it would print it, with the fonts in it."""

from dutymatrix.document.readers.office import find_program, print_document
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import _
from dutymatrix.markup import word
from dutymatrix.markup.layout import Handout


class PrinterMissingError(DutymatrixError):
    """There is no LibreOffice."""

    def __init__(self) -> None:
        super().__init__(
            _("PDF files are made by LibreOffice, which is not installed")
            + "\n"
            + _("write to a .docx, and save that as PDF in Word or WPS")
        )


class PrintingError(DutymatrixError):
    """LibreOffice is there, and makes no PDF."""

    def __init__(self) -> None:
        super().__init__(
            _("LibreOffice made no PDF of it")
            + "\n"
            + _("write to a .docx, and save that as PDF in Word or WPS")
        )


def render(view: Handout, options: object) -> bytes:
    """Every paper.

    Raises:
        MissingExtraError: python-docx is not installed.
        PrinterMissingError: LibreOffice is not.
        PrintingError: It makes nothing of the file, or takes too long.
    """
    program = find_program()
    if program is None:
        raise PrinterMissingError
    printed = print_document(word.render(view, options), program)
    if printed is None:
        raise PrintingError
    return printed
