"""Web pages saved as one file (.mht): a message whose parts are the page and its pictures."""

import re
from email import message_from_bytes, policy
from email.message import Message

from dutymatrix.document.block import Document
from dutymatrix.document.readers import webpage
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    NoTextError,
    OversizedDocumentError,
)
from dutymatrix.i18n import _

MAX_BYTES = 64 * 2**20
# A part in a part is read by the parser at the cost of all that is in it.
_MOST_NESTED = 20
_MOST_PAGES = 50
_MOST_PARTS = 5000
# The parser goes through the rest of a field for each of its parameters.
_ENDLESS_TYPE = re.compile(rb"^content-type[ \t]*:(?:[^\r\n]|\r?\n[ \t]){4000}", re.I | re.M)


def read(data: bytes, file: str) -> Document:
    """Read a saved page; of a workbook saved so, its sheets.

    Raises:
        BrokenDocumentError: It is no message with a page in it.
        OversizedDocumentError: It is larger than a page.
    """
    if len(data) > MAX_BYTES:
        raise OversizedDocumentError(file, _("larger than {n} MiB").format(n=MAX_BYTES // 2**20))
    lowered = data.lower()
    if lowered.count(b"multipart/") > _MOST_NESTED or lowered.count(b"content-type") > _MOST_PARTS:
        raise OversizedDocumentError(file, _("more than {n} parts").format(n=_MOST_PARTS))
    if _ENDLESS_TYPE.search(data):
        raise BrokenDocumentError(file, _("it is not a message with a page in it"))
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"][
            :_MOST_PAGES
        ]
        texts = [_decoded(page, file) for page in pages]
    except (ValueError, LookupError, RecursionError):
        raise BrokenDocumentError(file, _("it is not a message with a page in it")) from None
    if not texts:
        raise BrokenDocumentError(file, _("it is not a message with a page in it"))
    # The first one is the page; where that is only a frame, the others are its sheets.
    documents = (webpage.read_text(text, file) for text in texts)
    first = next(documents)
    if first.blocks:
        return first
    found = [document for document in documents if document.blocks]
    if not found:
        raise NoTextError(file)
    blocks = tuple(block for document in found for block in document.blocks)
    findings = tuple(finding for document in found for finding in document.findings)
    return Document(file, blocks, findings=findings)


def _decoded(page: Message, file: str) -> str:
    content = page.get_payload(decode=True)
    declared = page.get_content_charset("")
    return webpage.decode_page(content if isinstance(content, bytes) else b"", file, declared)
