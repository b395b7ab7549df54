"""Damaged files of every kind end in a document or in one clear sentence, never otherwise."""

import os
import random
from pathlib import Path

import pytest

import make_documents
from dutymatrix.document.block import Document
from dutymatrix.document.readers import read_bytes
from dutymatrix.error import DutymatrixError
from dutymatrix.plan.model import Plan
from search.spite import damaged_file

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


@pytest.mark.parametrize("name", _NAMES)
def test_damaged_files_end_in_one_sentence(name: str, plan: Plan) -> None:
    original = _original(name, plan)
    for seed in range(_MUTATIONS // _SLOW.get(name, 1)):
        chance = random.Random(f"{name} {seed}")
        try:
            document = read_bytes(damaged_file(original, chance), name)
        except DutymatrixError as error:
            assert 1 <= str(error).count("\n") + 1 <= 2, seed
        else:
            assert isinstance(document, Document), seed
