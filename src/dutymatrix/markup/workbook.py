"""Excel: a workbook of worksheets.

Needs XlsxWriter, which the extra `office` installs.
"""

import tempfile
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any

from dutymatrix.error import MissingExtraError, UnwritableFileError
from dutymatrix.i18n import messages_in
from dutymatrix.markup.layout import Handout
from dutymatrix.markup.paperbook import write_papers
from dutymatrix.markup.view import View
from dutymatrix.markup.worksheet import write_sheet

# The same plan gives the same bytes: the file says no time of its making.
_MADE = datetime(2000, 1, 1)


def render(view: View, _options: object) -> bytes:
    """Every sheet as a worksheet.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
        UnwritableFileError: There is no place for temporary files, without which all worksheets
            would stand in memory.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("XlsxWriter", "office") from None
    out = BytesIO()
    try:
        with TemporaryDirectory(prefix="dutymatrix-") as folder:
            # Texts stay texts: nothing becomes a formula, a number or a link.
            book = xlsxwriter.Workbook(out, {"tmpdir": folder, "strings_to_urls": False})
            _write(book, view)
            book.close()
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        reason = error if isinstance(error, OSError) else OSError(str(error))
        raise UnwritableFileError(tempfile.tempdir or "TMPDIR", reason, is_chosen=False) from None
    return out.getvalue()


def _write(book: Any, view: View) -> None:  # noqa: ANN401 - XlsxWriter's
    words = messages_in(view.plan.language)
    stamp = view.form.stamp if isinstance(view, Handout) else None
    book.set_properties({"created": _MADE, **({"keywords": stamp.text} if stamp else {})})
    if isinstance(view, Handout):
        write_papers(book, view, words)
    else:
        for sheet in view.sheets(words):
            write_sheet(book, book.add_worksheet(), sheet, words)
