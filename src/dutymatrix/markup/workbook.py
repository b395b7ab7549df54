"""Excel: a workbook of worksheets.

Needs XlsxWriter, which the extra `office` installs.
"""

from datetime import datetime
from io import BytesIO

from dutymatrix.error import MissingExtraError
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
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("XlsxWriter", "office") from None
    words = messages_in(view.plan.language)
    out = BytesIO()
    # Texts stay texts: nothing becomes a formula, a number or a link.
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        stamp = view.form.stamp if isinstance(view, Handout) else None
        book.set_properties({"created": _MADE, **({"keywords": stamp.text} if stamp else {})})
        if isinstance(view, Handout):
            write_papers(book, view, words)
        else:
            for sheet in view.sheets(words):
                write_sheet(book, book.add_worksheet(), sheet, words)
    return out.getvalue()
