"""A folder of papers: what its files are called, and which of them its index lists."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from gettext import NullTranslations
from html import unescape
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from dutymatrix.markup.layout import Handout

# The name of a file of a folder: 03_市公安局任务清单.docx; no blank, no mark-up around it.
_FILE = re.compile(r"\d{2,}_[^<>|\"\n\r,]+?\.[a-z]{2,4}\b")


# Not allowed in file names on Windows, or likely to be taken for something else.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


# Devices of Windows, whatever ends the name.
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


_LONGEST_NAME = 60


class FolderFile(NamedTuple):
    """A file of a folder, made when its turn has come."""

    name: str
    handout: Callable[[], Handout]
    about: frozenset[str] = frozenset()
    """The units whose lists it holds."""


def file_names(
    titles: Sequence[str], suffix: str, words: NullTranslations
) -> tuple[str, tuple[str, ...]]:
    """The name of a folder's index, and numbered names of what it lists."""
    digits = max(2, len(str(len(titles))))
    return f"{'0' * digits}_{words.gettext('Index')}{suffix}", tuple(
        f"{n:0{digits}}_{safe_name(title)}{suffix}" for n, title in enumerate(titles, 1)
    )


def safe_name(text: str) -> str:
    """A text as a part of a file name that every system takes."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", text))
    name = "".join("_" if unicodedata.category(char).startswith("C") else char for char in name)
    name = name[:_LONGEST_NAME].strip(" .") or "_"
    return f"_{name}" if _DEVICE.fullmatch(name) else name


def files_in_index(data: bytes) -> frozenset[str]:
    """Names of files that an index lists, whatever its format."""
    if data.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(data)) as file:
                parts = [file.read(name) for name in file.namelist() if name.endswith(".xml")]
        except (BadZipFile, OSError, RuntimeError):
            return frozenset()
        data = b"\n".join(parts)
    text = data.decode("utf-8", "replace")
    # Markdown writes \_ for _.
    return frozenset(_FILE.findall(unescape(text).replace("\\", "")))
