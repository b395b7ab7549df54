"""Zipped XML (.docx, .xlsx), read within bounds: nothing is declared, fetched or blown up."""

import posixpath
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    EncryptedDocumentError,
    OversizedDocumentError,
)
from dutymatrix.document.readers.xml import iter_elements, root_name
from dutymatrix.i18n import _

# Far above any document, far below what would tie up a machine.
_MAX_MEMBERS = 20_000
_MAX_PART = 128 * 2**20
# Text packs to a tenth, rows without cells to a hundredth, a bomb to a thousandth.
_MAX_RATIO = 200
_ANY_RATIO = 16 * 2**20

_HEAD = 2**16
_ENTRY = b"PK\1\2"
# The bits of a member's flags that say it needs a password.
_LOCKED = 0x1 | 0x40
_UNZIP_ERRORS = (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error)


class Relation(NamedTuple):
    """That a part refers to another one of the package."""

    id: str
    kind: str
    """The end of its type: `styles`, `worksheet`."""
    part: str


class Package:
    """A zip archive whose members are parts of one document."""

    def __init__(self, data: bytes, file: str) -> None:
        """Open the archive; what it holds is not read yet.

        Raises:
            BrokenDocumentError: It is no whole archive.
            OversizedDocumentError: It has more members than a document.
        """
        self.file = file
        # Counted before they are read: the list of members can itself be the attack.
        if data.count(_ENTRY) > _MAX_MEMBERS:
            raise OversizedDocumentError(file, _("more than {n} parts").format(n=_MAX_MEMBERS))
        try:
            self._zip = ZipFile(BytesIO(data))
        except _UNZIP_ERRORS:
            raise BrokenDocumentError(file, _("the archive is not whole")) from None
        self._members = {info.filename.lstrip("/"): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, part: str) -> bytes:
        """Content of a part.

        Raises:
            BrokenDocumentError: It is missing, or does not unpack.
            OversizedDocumentError: It is too large, or packed too densely to be meant.
            EncryptedDocumentError: It needs a password.
        """
        info = self._member(part)
        limit = min(_MAX_PART, max(_ANY_RATIO, info.compress_size * _MAX_RATIO))
        content = self._unpack(info, limit + 1)
        if len(content) > limit:
            what = _("{part} unpacks to more than {n} MiB").format(part=part, n=limit // 2**20)
            raise OversizedDocumentError(self.file, what)
        return content

    def _member(self, part: str) -> ZipInfo:
        info = self._members.get(part)
        if info is None:
            raise BrokenDocumentError(self.file, _("{part} is missing").format(part=part))
        if info.flag_bits & _LOCKED:
            raise EncryptedDocumentError(self.file)
        return info

    def _unpack(self, info: ZipInfo, size: int) -> bytes:
        try:
            # Others pack so densely that unpacking them cannot be bounded.
            if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise BadZipFile
            with self._zip.open(info) as stream:
                return stream.read(size)
        except _UNZIP_ERRORS:
            what = _("{part} does not unpack").format(part=info.filename)
            raise BrokenDocumentError(self.file, what) from None

    def root_name(self, part: str) -> str:
        """Name of a part's outermost element, without its prefix; "" where it is no XML."""
        return root_name(self._unpack(self._member(part), _HEAD))

    def iter_elements(
        self, part: str, depth: int, progress: Callable[[int], None] | None = None
    ) -> Iterator[Element]:
        """Elements on a level of a part, the root's being 1, each whole and let go of after."""
        return iter_elements(self.read(part), depth, self.file, part, progress)

    def size(self, part: str) -> int:
        """How large a part says it is, unpacked."""
        return self._member(part).file_size

    def tree(self, part: str) -> Element:
        """A part as a tree."""
        [root] = self.iter_elements(part, 1)
        return root

    def main_part(self) -> str | None:
        """The part that the document begins with, None where there is none."""
        return self._find(self._relations("_rels/.rels", ""), "officeDocument")

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part refers to inside the package; nothing outside is ever looked at."""
        folder, name = posixpath.split(part)
        return self._relations(posixpath.join(folder, "_rels", f"{name}.rels"), folder)

    def related(self, part: str, kind: str) -> str | None:
        """The part of a kind (`styles`) that a part refers to, None where there is none."""
        return self._find(self.relations(part), kind)

    def _find(self, relations: tuple[Relation, ...], kind: str) -> str | None:
        return next((found.part for found in relations if found.kind == kind), None)

    def _relations(self, listing: str, folder: str) -> tuple[Relation, ...]:
        if listing not in self:
            return ()
        found = []
        for element in self.iter_elements(listing, 2):
            path = posixpath.join("/", folder, element.get("Target", ""))
            part = posixpath.normpath(path).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            if element.get("TargetMode") != "External" and part in self:
                found.append(Relation(element.get("Id", ""), kind, part))
        return tuple(found)
