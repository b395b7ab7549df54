"""PDF: what LibreOffice makes of a Word file, as it would print it, with the fonts in it."""

import re
from collections.abc import Iterable

from dutymatrix.document.readers.office import find_program, print_documents
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
    """Every paper; raises as `render_all`."""
    [printed] = render_all([view], options)
    return printed


def render_all(views: Iterable[Handout], options: object) -> list[bytes]:
    """A file of each; LibreOffice is started once, which takes most of the time.

    Raises:
        MissingExtraError: python-docx is not installed.
        PrinterMissingError: LibreOffice is not.
        PrintingError: It makes nothing of a file, or takes too long.
    """
    program = find_program()
    if program is None:
        raise PrinterMissingError
    done = print_documents([word.render(view, options) for view in views], program)
    printed = [data for data in done if data is not None]
    if len(printed) < len(done):
        raise PrintingError
    return printed


def with_names(printed: bytes, names: Iterable[str]) -> bytes:
    """A file that says names to whoever reads its bytes, as its compressed text does not.

    Remarks and the file's end once more stand behind it (ISO 32000-1, 7.2.4 and 7.5.5).
    """
    start: bytes = re.findall(rb"startxref\s+(\d+)", printed)[-1]
    said = "".join(f"% {name}\n" for name in names).encode()
    return printed + b"\n" + said + b"startxref\n" + start + b"\n%%EOF\n"
