"""Workbooks of Excel 97 and binary ones: values, said to be that; nothing hostile gets further."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from dutymatrix.document.block import Document, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    NoTextError,
    OversizedDocumentError,
)
from dutymatrix.error import DutymatrixError, MissingExtraError
from make_foreign import Cells, compound, excel_97, excel_binary

CELLS: Cells = {
    (2, 2): "工作任务",
    (2, 3): "牵头单位",
    (2, 4): "完成时限",
    (3, 2): "压实\r\n责任",
    (3, 3): "市公安局",
    (3, 4): 43646.0,
    (5, 2): 0.6,
    (5, 4): 12.0,
}


@pytest.fixture(autouse=True)
def calamine() -> None:
    pytest.importorskip("python_calamine")


def only(document: Document) -> Table:
    [table] = document.blocks
    assert isinstance(table, Table)
    return table


def test_cells_are_read_and_merged_ones_filled() -> None:
    document = read_bytes(excel_97({"表": CELLS}, merges=[(3, 3, 5, 3)]), "a.et")
    assert only(document) == Table(
        (
            ("工作任务", "牵头单位", "完成时限"),
            ("压实\n责任", "市公安局", "2019-06-30"),
            ("0.6", "市公安局", "12"),
        ),
        2,
        "表",
        (2, 3, 5),
    )


def test_values_are_said_to_be_values() -> None:
    [finding] = read_bytes(excel_97({"表": CELLS}), "a.xls").findings
    assert (finding.code, finding.line) == ("DM405", 3)
    assert finding.message == (
        "表: the values of 2 dates or fractions were read; "
        "the sheet may show them otherwise: D3、B5"
    )
    plain = {place: value for place, value in CELLS.items() if isinstance(value, str)}
    assert read_bytes(excel_97({"表": plain}), "a.xls").findings == ()


def test_each_sheet_is_a_table_and_hidden_ones_are_left_out() -> None:
    sheets: dict[str, Cells] = {"一": CELLS, "藏": {(1, 1): "甲"}, "空": {}, "二": {(1, 1): "乙"}}
    document = read_bytes(excel_97(sheets, hidden=["藏"]), "a.xls")
    assert [block.name for block in document.blocks if isinstance(block, Table)] == ["一", "二"]
    assert "a hidden sheet was left out: 藏" in [one.message for one in document.findings]


def test_a_binary_workbook_does_not_tell_its_merged_cells() -> None:
    document = read_bytes(excel_binary(CELLS), "a.xlsb")
    assert only(document).rows[1] == ("压实\n责任", "市公安局", "43646")
    assert "表: which cells are merged is not known; what they cover was read as empty" in [
        one.message for one in document.findings
    ]


def test_without_the_library_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutymatrix.document.readers.binaryworkbook.find_spec", lambda _name: None)
    with pytest.raises(MissingExtraError, match="python-calamine"):
        read_bytes(excel_97({"表": CELLS}), "a.xls")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(
            lambda: excel_97({"表": {(1, 1): "甲", (65536, 256): "乙"}}), id="far corners"
        ),
        pytest.param(
            lambda: excel_binary({(1, 1): "甲", (1_048_576, 16_384): "乙"}), id="farther corners"
        ),
        pytest.param(lambda: compound(b""), id="no sheets"),
        pytest.param(lambda: compound(b"\x09\x08\x10\x00\x00\x06\x05\x00" * 400), id="begun"),
        pytest.param(lambda: excel_97({"表": CELLS})[:2000], id="cut off"),
    ],
)
def test_what_is_too_much_or_damaged_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises((BrokenDocumentError, OversizedDocumentError, NoTextError)):
        read_bytes(make(), "a.xls")


@pytest.mark.parametrize("seed", range(6))
def test_damage_is_read_or_refused_in_words(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(excel_97({"表": CELLS}, merges=[(3, 3, 5, 3)]))
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    with suppress(DutymatrixError):
        read_bytes(bytes(data), "a.xls")
