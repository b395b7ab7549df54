"""Workbooks of Excel 97 and WPS (.xls, .et) and binary ones (.xlsb): each visible sheet as a table.

calamine reads them. It gives the values of cells and not what they show, which is said where it
differs. Of a damaged file it may take the whole process down, so it runs in one of its own
(`cellvalues`).
"""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dutymatrix.document.block import Document, Table
from dutymatrix.document.readers import child
from dutymatrix.document.readers.cells import MAX_CELLS, Merge, build_table
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    EncryptedDocumentError,
    OversizedDocumentError,
)
from dutymatrix.document.readers.sheetnotes import SheetNotes, find_hidden_sheets
from dutymatrix.error import MissingExtraError
from dutymatrix.finding import Finding
from dutymatrix.i18n import _

_SECONDS = 60
_MEMORY = 1024
"""MiB; a sheet of Excel 97 with cells in its far corners would take more."""
_PROGRAM = "dutymatrix.document.readers.cellvalues"


def read(data: bytes, file: str) -> Document:
    """Read a workbook: the cells of each sheet that is shown.

    Raises:
        MissingExtraError: python-calamine is not installed.
        EncryptedDocumentError: It has a password.
        OversizedDocumentError: It has more cells than a document.
        BrokenDocumentError: calamine makes nothing of it.
    """
    calamine = find_spec("python_calamine")
    if calamine is None or calamine.origin is None:
        raise MissingExtraError("python-calamine", "office")
    # The program needs both, wherever they were found.
    homes = (Path(__file__).resolve().parents[3], Path(calamine.origin).resolve().parents[1])
    written = child.run(
        [sys.executable, "-P", "-X", "utf8", "-m", _PROGRAM],
        seconds=_SECONDS,
        memory=_MEMORY,
        environment={"PYTHONPATH": os.pathsep.join(map(str, homes))},
        given=data,
    )
    found: dict[str, Any] = json.loads(written) if written else {"refused": ""}
    match found.get("refused"):
        case None:
            return _document(found["sheets"], file)
        case "password":
            raise EncryptedDocumentError(file)
        case "cells":
            raise OversizedDocumentError(file, _("more than {n} cells").format(n=MAX_CELLS))
    raise BrokenDocumentError(
        file, _("its sheets cannot be read, or fill more than a machine holds")
    )


def _document(sheets: list[dict[str, Any]], file: str) -> Document:
    blocks: list[Table] = []
    findings: list[Finding] = []
    for sheet in sheets:
        if sheet["is_hidden"] or not sheet["rows"]:
            continue
        rows = {n: dict(cells) for n, cells in sheet["rows"]}
        merges = [Merge(*corners) for corners in sheet["merges"] or ()]
        lines = tuple(rows)
        name = sheet["name"]
        blocks.append(build_table(file, rows, merges, line=lines[0], name=name, lines=lines))
        notes = SheetNotes()
        notes.unshown += map(tuple, sheet["unshown"])
        notes.are_merges_known = sheet["merges"] is not None
        findings += notes.findings(file, name)
    findings += find_hidden_sheets(file, [one["name"] for one in sheets if one["is_hidden"]])
    return Document(file, tuple(blocks), findings=tuple(findings))
