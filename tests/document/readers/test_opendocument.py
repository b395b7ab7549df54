"""OpenDocument spreadsheets: cells as they are shown, merged ones filled, what is hidden said."""

import pytest

from dutymatrix.document.block import Document, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    NoTextError,
    OversizedDocumentError,
)
from make_foreign import open_document, zipped

HIDDEN = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'

WIDE = 'table:number-columns-spanned="9999"'
HIGH = 'table:number-rows-spanned="999999999"'


def read(*rows: str, styles: str = "", about: str = "") -> Document:
    """What is read of a sheet, 表, of these rows."""
    sheet = f'<table:table table:name="表" {about}>{"".join(rows)}</table:table>'
    return read_bytes(open_document(sheet, "spreadsheet", styles), "a.ods")


def only(document: Document) -> Table:
    [table] = document.blocks
    assert isinstance(table, Table)
    return table


def row(*cells: str, about: str = "") -> str:
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def cell(text: str = "", about: str = "", inside: str = "") -> str:
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {about}>{inside}{shown}</table:table-cell>"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        pytest.param(cell("2019年6月", 'office:date-value="2019-06-30"'), "2019年6月", id="a day"),
        pytest.param(
            cell("Tue Jun 30 00:00:00 2026", 'office:date-value="2026-06-30T00:00:00"'),
            "2026-06-30",
            id="midnight",
        ),
        pytest.param(
            cell("2026/6/30 17:30", 'office:date-value="2026-06-30T17:30:00"'),
            "2026/6/30 17:30",
            id="an hour",
        ),
        pytest.param(cell(about='office:date-value="2026-06-30"'), "2026-06-30", id="a value"),
        pytest.param(cell("60%", 'office:value="0.6"'), "60%", id="a share"),
        pytest.param(cell("甲</text:p><text:p>乙"), "甲\n乙", id="lines"),
        pytest.param(
            cell("甲<text:span>乙<text:a>丙</text:a>丁</text:span>戊"), "甲乙丙丁戊", id="spans"
        ),
        pytest.param(
            cell('甲<text:s text:c="2"/>乙<text:line-break/>丙'), "甲  乙\n丙", id="blanks"
        ),
        pytest.param(
            cell("甲", inside="<office:annotation><text:p>批注</text:p></office:annotation>"),
            "甲",
            id="a remark",
        ),
    ],
)
def test_a_cell_is_what_it_shows(inside: str, shown: str) -> None:
    assert only(read(row(inside))).rows == ((shown,),)


def test_what_is_repeated_and_what_is_empty() -> None:
    twice = 'table:number-columns-repeated="2"'
    empty = cell(about='table:number-columns-repeated="16384"')
    document = read(
        row(empty, about='table:number-rows-repeated="3"'),
        row(cell(), cell("甲"), cell("乙", twice)),
        row(cell(), cell("丙"), about='table:number-rows-repeated="2"'),
        "<table:table-row-group>" + row(cell(), cell("丁")) + "</table:table-row-group>",
        row(empty, about='table:number-rows-repeated="1048000"'),
    )
    assert only(document) == Table(
        (("甲", "乙", "乙"), ("丙", "", ""), ("丙", "", ""), ("丁", "", "")), 4, "表", (4, 5, 6, 7)
    )


def test_merged_cells_are_filled() -> None:
    covered = "<table:covered-table-cell/>"
    wide = cell("甲", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    document = read(
        row(wide, covered, cell("乙")),
        row(covered, covered, cell("丙")),
        row(cell("丁"), cell("戊")),
    )
    assert only(document).rows == (("甲", "甲", "乙"), ("甲", "甲", "丙"), ("丁", "戊", ""))


def test_what_is_hidden_is_said() -> None:
    document = read(
        '<table:table-column/><table:table-column table:visibility="collapse"/>',
        row(cell("甲"), cell("乙")),
        row(cell("丙"), about='table:visibility="filter"'),
    )
    assert only(document).rows == (("甲", "乙"), ("丙", ""))
    assert [finding.message for finding in document.findings] == [
        "表: a hidden row was read: 2",
        "表: a hidden column was read: B",
    ]
    with pytest.raises(NoTextError):
        read(row(cell("甲")), styles=HIDDEN, about='table:style-name="h"')


def test_a_spreadsheet_in_one_file_is_one() -> None:
    spaces = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    kind = 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    sheet = f'<table:table table:name="表">{row(cell("甲"))}</table:table>'
    data = (
        f'<?xml version="1.0"?><office:document {spaces} {kind}><office:body>'
        f"<office:spreadsheet>{sheet}</office:spreadsheet></office:body></office:document>"
    ).encode()
    assert only(read_bytes(data, "a.fods")) == Table((("甲",),), 1, "表", (1,))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            row(cell("甲"), about='table:number-rows-repeated="999999999"'), id="rows repeated"
        ),
        pytest.param(
            row(cell("甲", 'table:number-columns-repeated="999999999"')) * 200, id="cells"
        ),
        pytest.param(row(*[cell("甲")] * 600), id="columns"),
        pytest.param(
            row(cell("甲", f"{WIDE} {HIGH}"), *[cell("乙")] * 300) * 150,
            id="spans over spans",
        ),
        pytest.param("<table:table-row-group>" * 200, id="groups in groups"),
    ],
)
def test_what_is_too_much_is_refused(rows: str) -> None:
    with pytest.raises((OversizedDocumentError, BrokenDocumentError)):
        read(rows)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<!DOCTYPE a [<!ENTITY b "bbb">]><a>&b;</a>', id="entities"),
        pytest.param("<a>", id="cut off"),
        pytest.param(b"\0" * 50_000_000, id="a bomb"),
    ],
)
def test_hostile_content_is_refused(content: str | bytes) -> None:
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises((OversizedDocumentError, BrokenDocumentError)):
        read_bytes(zipped({"mimetype": mime, "content.xml": content}), "a.ods")
