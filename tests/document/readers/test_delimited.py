"""Tables as text: whatever parts their cells, however they are encoded and quoted."""

from contextlib import suppress

import pytest

from dutymatrix.document.block import Document, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    NoTextError,
    OversizedDocumentError,
)
from growth import grows_with_input

HEADS = "工作任务,牵头单位,配合单位\n"


def read(text: str, encoding: str = "utf-8", name: str = "a.csv") -> Document:
    return read_bytes(text.encode(encoding), name)


def rows(text: str, encoding: str = "utf-8", name: str = "a.csv") -> tuple[tuple[str, ...], ...]:
    [table] = read(text, encoding, name).blocks
    assert isinstance(table, Table)
    return table.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "，", "；", "|"])
def test_cells_are_parted_whatever_parts_them(separator: str, end: str, encoding: str) -> None:
    lines = [
        ["工作任务", "牵头单位", "配合单位"],
        ["压实责任", "市公安局", "市司法局、市教育局"],
        ["完善考核", "市禁毒办", "各镇（街）"],
    ]
    text = end.join(separator.join(line) for line in lines) + end
    assert rows(text, encoding) == tuple(map(tuple, lines))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('甲,乙\n"丙\n丁","戊,己"\n', (("甲", "乙"), ("丙\n丁", "戊,己"))),
        ('甲,乙\r\n"丙\r\n丁","他说""是"""\r\n', (("甲", "乙"), ("丙\n丁", '他说"是"'))),
        ('甲,乙\n丙"丁",戊\n', (("甲", "乙"), ('丙"丁"', "戊"))),
        ("甲,乙\n,\n\n丙,\n", (("甲", "乙"), ("丙", ""))),
        ("甲,乙\n丙\n丁,戊,己\n", (("甲", "乙", ""), ("丙", "", ""), ("丁", "戊", "己"))),
        ("sep=;\n甲;乙,乙\n丙;丁,丁\n", (("甲", "乙,乙"), ("丙", "丁,丁"))),
        ("甲,乙\n'=1+1,' -丙\n'丁',戊\n", (("甲", "乙"), ("=1+1", "-丙"), ("'丁'", "戊"))),
        pytest.param(
            "任务\t单位\n压实\t甲;乙;丙\n完善\t丁;戊\n",
            (("任务", "单位"), ("压实", "甲;乙;丙"), ("完善", "丁;戊")),
            id="marks within cells",
        ),
        pytest.param(
            "分解表,,\n任务,牵头,配合\n压实,甲、乙,丙\n",
            (("分解表", "", ""), ("任务", "牵头", "配合"), ("压实", "甲、乙", "丙")),
            id="a title above",
        ),
    ],
)  # fmt: skip
def test_rows(text: str, cells: tuple[tuple[str, ...], ...]) -> None:
    assert rows(text) == cells


def test_rows_know_their_lines() -> None:
    [table] = read('\n甲,乙\n"丙\n丁",戊\n,\n己,庚\n').blocks
    assert isinstance(table, Table)
    assert (table.line, table.lines) == (2, (2, 3, 6))


@pytest.mark.parametrize("size", [1, 200_000])
def test_a_quoted_cell_without_an_end_is_named(size: int) -> None:
    with pytest.raises(BrokenDocumentError, match="begins in line 3 does not end"):
        read(HEADS + '压实责任,甲,乙\n"完善,丙,丁\n' + "考核,戊,己\n" * size)


@pytest.mark.parametrize(
    "text", ["," * 600, "甲" + "," * 600, ("甲," * 400 + "\n") * 6000, "甲," * 300_000]
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises((OversizedDocumentError, BrokenDocumentError)):
        read(HEADS + text)


@pytest.mark.parametrize("text", ["", ",,\n,,\n", "\n\n", "sep=,\n"])
def test_nothing(text: str) -> None:
    with pytest.raises(NoTextError):
        read(text)


@pytest.mark.parametrize("spite", ['"', '""', '",', ",", "\n", '"\n', "\r", "sep=", "甲\t"])
def test_any_text_takes_the_time_of_its_size(spite: str) -> None:
    def work(text: str) -> None:
        with suppress(BrokenDocumentError, NoTextError, OversizedDocumentError):
            read(text)

    assert grows_with_input(work, lambda size: spite * (size // len(spite)), 30_000)
