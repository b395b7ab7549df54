"""Which version of a plan a file was made from: written into its properties, read from them."""

import re
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

# Among the keywords of a document, or in a page's head; one word of letters and figures, so that
# no program divides it or writes it otherwise, and nobody takes it for something to read.
_TEXT = re.compile(
    r"(?<![0-9A-Za-z])plan([0-9a-f]{40})"
    r"(?:after([0-9a-f]{40,64}))?"
    r"(?:on([0-9]{4})([0-9]{2})([0-9]{2}))?(?![0-9A-Za-z])"
)
# How a PDF file has its keywords, in hexadecimal figures.
_KEYWORDS = re.compile(rb"/Keywords\s*<(?:FEFF|feff)([0-9A-Fa-f]{4,4096})>")
_PROPERTIES = "docProps/core.xml"
_LARGEST = 2**20
"""Bytes that properties may have."""


class Stamp(NamedTuple):
    """Which version of a plan a file was made from."""

    digest: str
    """What git calls the content of the plan file."""
    commit: str = ""
    """Where it was not committed, the last commit of the file then, in full; else ""."""
    day: str = ""
    """The day whose units the file has, where an answer depends on it."""
    line: str = ""
    """How the paper itself says so; "" where it does not."""

    @property
    def text(self) -> str:
        """As properties have it."""
        after = f"after{self.commit}" if self.commit else ""
        day = f"on{self.day.replace('-', '')}" if self.day else ""
        return f"plan{self.digest}{after}{day}"


def read_stamp(data: bytes) -> Stamp | None:
    """What a file says that it was made from; None where it says nothing of it."""
    if data.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(data)) as package, package.open(_PROPERTIES) as part:
                data = part.read(_LARGEST)
        except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError):
            return None
    text = data.decode("latin-1")
    if data.startswith(b"%PDF") and (keywords := _KEYWORDS.search(data)):
        text = bytes.fromhex(keywords[1].decode()[: len(keywords[1]) // 4 * 4]).decode(
            "utf-16-be", "replace"
        )
    found = _TEXT.search(text)
    if not found:
        return None
    digest, commit, *day = found.groups("")
    return Stamp(digest, commit, "-".join(filter(None, day)))
