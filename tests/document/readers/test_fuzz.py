"""Damaged files of every kind end in a document or in one clear sentence, never otherwise."""

import os
import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import make_documents
from dutymatrix.document.block import Document
from dutymatrix.document.readers import read_bytes
from dutymatrix.error import DutymatrixError
from dutymatrix.plan.model import Plan

_PRINTED = Path(make_documents.__file__).with_name("data") / "documents" / "printed.pdf"
# A longer search: DUTYMATRIX_TEST_MUTATIONS=5000. A PDF takes fifty times as long as the rest.
_MUTATIONS = int(os.environ.get("DUTYMATRIX_TEST_MUTATIONS", "40"))
_SLOW = {"printed.pdf": 4}
_NAMES = [*make_documents.MAKERS, "printed.pdf"]


def _original(name: str, plan: Plan) -> bytes:
    if name == "printed.pdf":
        return _PRINTED.read_bytes()
    if name == "sheets.xlsx":
        pytest.importorskip("xlsxwriter")
    return make_documents.MAKERS[name](plan)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """The data with some bytes changed, moved, doubled or cut off."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(max(len(damaged), 1))
        length = chance.choice((1, 4, 40, 400))
        match chance.randrange(6):
            case 0:
                damaged[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del damaged[at : at + length]
            case 2:
                damaged[at:at] = damaged[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                other = chance.randrange(max(len(damaged), 1))
                damaged[at : at + length] = damaged[other : other + length]
            case 4:
                damaged[at:at] = chance.choice(_SPITE)
            case _:
                if chance.random() < 0.2:
                    del damaged[at:]
    return bytes(damaged)


_SPITE = (
    *(b"<", b">", b"</", b"<w:p>", b"<w:tbl>" * 200, b"\0", b"\xff\xfe", b"]]>", b"&#x0;", b"<!--"),
    *(
        b"<!DOCTYPE x>",
        b'"',
        b"-1",
        b"99999999999999999999",
        b"<table><tr><td>",
        b"%%EOF",
        b"endobj",
    ),
)


def _damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """The archive with one of its parts damaged."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _damaged(content, chance) if name == chosen else content)
    return written.getvalue()


@pytest.mark.parametrize("name", _NAMES)
def test_damaged_files_end_in_one_sentence(name: str, plan: Plan) -> None:
    original = _original(name, plan)
    for seed in range(_MUTATIONS // _SLOW.get(name, 1)):
        chance = random.Random(f"{name} {seed}")
        is_packed = original.startswith(b"PK") and chance.random() < 0.7
        damaged = (_damaged_inside if is_packed else _damaged)(original, chance)
        try:
            document = read_bytes(damaged, name)
        except DutymatrixError as error:
            assert 1 <= str(error).count("\n") + 1 <= 2, seed
        else:
            assert isinstance(document, Document), seed
