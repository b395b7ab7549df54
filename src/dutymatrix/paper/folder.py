"""A folder of papers: what its files are called, and which of them its index lists."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from html import unescape
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from dutymatrix.i18n import listed, messages_in
from dutymatrix.markup.layout import Handout, Paper
from dutymatrix.markup.view import Table

# The name of a file of a folder: 03_市公安局任务清单.docx; no blank, no mark-up around it.
_FILE = re.compile(r"\d{2,}_[^<>|\"\n\r,]+?\.[a-z]{2,4}\b")


# Not allowed in file names on Windows, or likely to be taken for something else.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


# Devices of Windows, whatever ends the name.
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


_LONGEST_NAME = 60


@dataclass(frozen=True)
class FolderIndex(Handout):
    """The index of a folder, which lists itself: one that does not is not ours to replace."""

    file: str
    """Its own name."""
    earlier: tuple[str, ...] = field(default=(), kw_only=True)
    """Files of earlier runs that this one no longer writes."""

    def file_lines(self, words: NullTranslations) -> Iterator[str]:
        """Lines under the title that name the index, and what lies there from earlier."""
        yield words.gettext("This index: {file}").format(file=self.file)
        if self.earlier:
            names = listed(self.earlier)
            yield words.gettext("From earlier, no longer current: {files}").format(files=names)

    def with_files(self, table: Table, words: NullTranslations) -> Table:
        """A table whose last column has files, with a row for each file that is not listed."""
        said = words.gettext("no longer current")
        own = [(words.gettext("Index"), self.file), *((said, name) for name in self.earlier)]
        unsaid = (None,) * (len(table.columns) - 3)
        rows = ((n, name, *unsaid, file) for n, (name, file) in enumerate(own, len(table.rows) + 1))
        return table._replace(rows=(*table.rows, *rows))


@dataclass(frozen=True)
class TableIndex(FolderIndex):
    """The index of a folder that is the table of its view, the last column the files."""

    title: str
    said: str
    """What stands under it."""

    def spreadsheet(self) -> Table:
        """A row for each file, and the index itself."""
        return self.with_files(self.view.records(), messages_in(self.plan.language))

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper."""
        del flat
        lines = (self.said, *self.file_lines(words))
        yield Paper(words.gettext("Index"), self.title, lines, (self.view.records(),))


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


def files_in_index(data: bytes, name: str) -> frozenset[str]:
    """Names of files that an index lists, whatever its format; none where it lacks its own."""
    if data.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(data)) as file:
                parts = [file.read(name) for name in file.namelist() if name.endswith(".xml")]
        except (BadZipFile, OSError, RuntimeError):
            return frozenset()
        data = b"\n".join(parts)
    text = data.decode("utf-8", "replace")
    # Markdown writes \_ for _.
    found = frozenset(_FILE.findall(unescape(text).replace("\\", "")))
    return found if name in found else frozenset()


def is_index(name: str, index: str) -> bool:
    """Whether a file is called as an index is, were there ever so many files."""
    return name.startswith("00") and name.lstrip("0") == index.lstrip("0")
