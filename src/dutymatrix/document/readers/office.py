"""Documents that an office suite has to open (.doc, .wps, .odt, .rtf): with LibreOffice.

It makes .docx or .xlsx of them, which our readers read. It runs in a folder and with a profile
of its own that are gone afterwards, fetches nothing that a document names, runs no macros, and
is ended when it takes too long.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

from dutymatrix.document.block import Document
from dutymatrix.document.readers import Progress, child
from dutymatrix.document.readers.refusal import UnsupportedDocumentError
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import N_, _

# Seconds for one call, and for each document in it; a start takes some two, a document a third.
_START_TIME = 60
_TIME = 30
# MiB; it asks for two thousand to begin with.
_MEMORY = 4096

_AS_DOCX = N_("open it in Word, WPS or LibreOffice and save it as .docx")
_AS_XLSX = N_("open it in Excel, WPS or LibreOffice and save it as .xlsx")


class _Kind(NamedTuple):
    """A kind of document that LibreOffice opens."""

    name: str
    suffix: str
    """By which it knows the kind."""
    target: str
    """The kind that it makes of it: `docx`, `xlsx`."""


KINDS: Mapping[str, _Kind] = {
    "doc": _Kind(N_("a document of Word 97 or WPS (.doc, .wps)"), ".doc", "docx"),
    "rtf": _Kind(N_("an RTF document"), ".rtf", "docx"),
    "odt": _Kind(N_("an OpenDocument text (.odt)"), ".odt", "docx"),
    "uof": _Kind(N_("a UOF document (.uof, .uot)"), ".uot", "docx"),
    "word2003": _Kind(N_("a document of Word 2003 (.xml)"), ".xml", "docx"),
    "excel2003": _Kind(N_("a workbook of Excel 2003 (.xml)"), ".xml", "xlsx"),
}
_READERS = {"docx": "word", "xlsx": "workbook"}
# What documents, each with its kind, were converted to before they are read.
_CONVERTED: ContextVar[Mapping[tuple[str, bytes], bytes]] = ContextVar(
    "_CONVERTED", default=MappingProxyType({})
)

# What of LibreOffice's settings a document could use: links to what lies elsewhere, macros,
# and the network, of which an address where nobody answers takes whatever is left.
_PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" \
xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SCRIPTING = "Office.Common/Security/Scripting"
_SETTINGS = (
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


class ConversionError(DutymatrixError):
    """LibreOffice is there, and makes nothing of a document."""

    def __init__(self, file: str, kind: str) -> None:
        super().__init__(
            _("{file} is {kind}; LibreOffice could not convert it").format(
                file=file, kind=_(KINDS[kind].name)
            )
            + "\n"
            + _("if it has a password, take it away; else {way_out}").format(way_out=_way_out(kind))
        )


def read(
    data: bytes,
    file: str,
    *,
    kind: str,
    original: bool = False,
    progress: Progress | None = None,
) -> Document:
    """Read a document by way of LibreOffice.

    Args:
        data: The document.
        file: Its name, for errors.
        kind: A key of `KINDS`.
        original: Before its tracked changes.
        progress: Told how far the reading of what LibreOffice made has come.

    Raises:
        UnsupportedDocumentError: There is no LibreOffice.
        ConversionError: It makes nothing of the document, or takes too long.
    """
    program = find_program()
    if program is None:
        way_out = _("{way_out}; where LibreOffice is installed, it is read as it is").format(
            way_out=_way_out(kind)
        )
        raise UnsupportedDocumentError(file, _(KINDS[kind].name), way_out)
    converted = _CONVERTED.get().get((kind, data))
    if converted is None:
        [converted] = convert([(kind, data)], program)
    if converted is None:
        raise ConversionError(file, kind)
    options = {"original": original} if KINDS[kind].target == "docx" else {}
    reader = import_module(f"dutymatrix.document.readers.{_READERS[KINDS[kind].target]}")
    document: Document = reader.read(converted, file, progress=progress, **options)
    return document


@contextmanager
def converted_ahead(documents: Sequence[tuple[str, bytes]]) -> Iterator[None]:
    """Within this, documents are read of what one call made of all of them."""
    program = find_program()
    made = convert(documents, program) if program else [None] * len(documents)
    known = {one: data for one, data in zip(documents, made, strict=True) if data is not None}
    token = _CONVERTED.set(known)
    try:
        yield
    finally:
        _CONVERTED.reset(token)


def _way_out(kind: str) -> str:
    return _(_AS_DOCX) if KINDS[kind].target == "docx" else _(_AS_XLSX)


# The program


def find_program() -> Path | None:
    """LibreOffice's program: on the path, or where it is installed; None where there is none."""
    # Not by shutil.which, which on Windows looks into the folder of the document first.
    folders = [Path(folder) for folder in os.get_exec_path() if Path(folder).is_absolute()]
    names = ("soffice.com",) if sys.platform == "win32" else ("soffice", "libreoffice")
    found = (folder / name for folder in (*folders, *_installed()) for name in names)
    return next((path for path in found if path.is_file() and os.access(path, os.X_OK)), None)


def _installed() -> Iterator[Path]:
    """Folders in which LibreOffice's program lies where it is not on the path."""
    if sys.platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "LOCALAPPDATA"):
            if top := os.environ.get(variable):
                yield from Path(top).glob("LibreOffice*/program")
                yield from Path(top).glob("Programs/LibreOffice*/program")
    elif sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS")
        yield Path.home() / "Applications/LibreOffice.app/Contents/MacOS"
    else:
        for top in ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt"):
            yield from sorted(Path(top).glob("libreoffice*/program"), reverse=True)
        yield Path("/snap/bin")


def convert(documents: Sequence[tuple[str, bytes]], program: Path) -> list[bytes | None]:
    """What LibreOffice makes of documents, in their order; None of what it cannot open.

    One call for all that become the same kind: most of the time of one is its start.

    Args:
        documents: Each document's kind, a key of `KINDS`, and what it holds.
        program: LibreOffice's.
    """
    converted: list[bytes | None] = [None] * len(documents)
    with TemporaryDirectory(prefix="dutymatrix-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_profile(folder / "profile")
        for target in sorted({KINDS[kind].target for kind, _data in documents}):
            named = {}
            for n, (kind, data) in enumerate(documents):
                if KINDS[kind].target == target:
                    named[n] = folder / f"{n}{KINDS[kind].suffix}"
                    named[n].write_bytes(data)
            _run(program, folder, target, [*named.values()])
            for n in named:
                with suppress(FileNotFoundError):
                    converted[n] = (folder / target / f"{n}.{target}").read_bytes()
    return converted


def print_documents(documents: Sequence[bytes], program: Path) -> list[bytes | None]:
    """The PDF that LibreOffice makes of each Word file, in one call; None where it makes none."""
    printed: list[bytes | None] = [None] * len(documents)
    with TemporaryDirectory(prefix="dutymatrix-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_profile(folder / "profile")
        files = [folder / f"{n}.docx" for n in range(len(documents))]
        for file, data in zip(files, documents, strict=True):
            file.write_bytes(data)
        _run(program, folder, "pdf", files)
        for n in range(len(documents)):
            with suppress(FileNotFoundError):
                printed[n] = (folder / "pdf" / f"{n}.pdf").read_bytes()
    return printed


def _write_profile(folder: Path) -> None:
    user = folder / "user"
    user.mkdir(parents=True)
    items = "\n".join(
        _ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def _run(program: Path, folder: Path, target: str, files: Sequence[Path]) -> None:
    """Run LibreOffice over files."""
    child.run(
        [
            *(str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", target, "--outdir", str(folder / target), *map(str, files)),
        ],
        seconds=_START_TIME + _TIME * len(files),
        memory=_MEMORY,
        environment={"SAL_USE_VCLPLUGIN": "svp"},
        folder=folder,
    )
