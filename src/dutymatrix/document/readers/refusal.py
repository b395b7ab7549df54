"""Why a document is not read, in words: what it is, or what is wrong with it, and the way out."""

from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import _


class UnsupportedDocumentError(DutymatrixError):
    """A file is of a kind that no reader reads."""

    def __init__(self, file: str, kind: str, way_out: str) -> None:
        self.kind = kind
        super().__init__(
            _("{file} is {kind}; it cannot be read").format(file=file, kind=kind) + "\n" + way_out
        )


class BrokenDocumentError(DutymatrixError):
    """A file claims to be of a kind, and is damaged."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(
            _("{file} is damaged: {what}").format(file=file, what=what)
            + "\n"
            + _("open it in its own program and save it again, or ask for another copy")
        )


class OversizedDocumentError(DutymatrixError):
    """A file is larger, deeper or more densely packed than a document can be."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(
            _("{file} is too large to be a plan: {what}").format(file=file, what=what)
            + "\n"
            + _("check that it is the right file; if it is, keep only the plan in it")
        )


class EncryptedDocumentError(DutymatrixError):
    """A file opens only with a password."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is protected with a password").format(file=file)
            + "\n"
            + _("open it in its own program, take the password away and save it again")
        )


class NoTextError(DutymatrixError):
    """A document holds no text: it is empty, scanned, or made of pictures."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} holds no text; it is empty, or pictures of pages").format(file=file)
            + "\n"
            + _("ask for the file it was made from, or have the text recognized (OCR) first")
        )


class PictureError(DutymatrixError):
    """A page of a document is a picture, or its fonts do not tell their characters."""

    def __init__(self, file: str, page: int) -> None:
        super().__init__(
            _("{file}: page {page} is a picture, or its fonts do not tell their characters").format(
                file=file, page=page
            )
            + "\n"
            + _("ask for the file it was made from, or have the text recognized (OCR) first")
        )


class ColumnsError(DutymatrixError):
    """A page is set in columns or as a table, so the order of its lines is not certain."""

    def __init__(self, file: str, page: int) -> None:
        super().__init__(
            _(
                "{file}: page {page} is set in columns or as a table; "
                "the order of its lines is not certain"
            ).format(file=file, page=page)
            + "\n"
            + _("ask for the file it was made from, or copy the text into a Word or text file")
        )
