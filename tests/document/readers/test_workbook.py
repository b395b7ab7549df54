"""Workbooks: cells as they are shown, merged ones filled, what is hidden said."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from dutymatrix.document.block import Document, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.readers.refusal import OversizedDocumentError
from make_documents import package

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(fill: Callable[["Worksheet"], None]) -> Document:
    """What is read of a workbook with one sheet, 表."""
    book = pytest.importorskip("openpyxl").Workbook()
    sheet = book.active
    sheet.title = "表"
    fill(sheet)
    stream = BytesIO()
    book.save(stream)
    return read_bytes(stream.getvalue(), "a.xlsx")


def raw(rows: str, after: str = "", shared: str = "") -> Document:
    """What is read of a sheet of this XML."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("s1", "worksheet", "sheet1.xml"),
            ("s2", "sharedStrings", "shared.xml"),
        )
    )
    files = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="s1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>",
        "xl/shared.xml": f"<sst>{shared}</sst>",
    }
    return read_bytes(package(files, "xl/workbook.xml", {}), "a.xlsx")


def only(document: Document) -> Table:
    [table] = document.blocks
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize(
    ("value", "format_", "shown"),
    [
        (1, "General", "1"),
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (123456789012, "General", "123456789012"),
        (-2.5, "General", "-2.5"),
        (0.9, "0%", "90%"),
        (0.985, "0.0%", "98.5%"),
        (7, "000", "007"),
        (1234.5, "#,##0.00", "1,234.50"),
        (3, '"第"0"项"', "第3项"),
        (12, "0.##", "12"),
        (True, "General", "TRUE"),
        ("2018年底前", "@", "2018年底前"),
        ("甲\n乙", "General", "甲\n乙"),
        (date(2018, 12, 31), "yyyy-mm-dd", "2018-12-31"),
        (date(2018, 12, 31), 'yyyy"年"m"月"d"日"', "2018-12-31"),
        (date(2018, 12, 31), "m/d/yy", "2018-12-31"),
        (date(2018, 12, 1), 'yyyy"年"m"月"', "2018年12月"),
        (datetime(2018, 12, 31, 9, 30), "yyyy-mm-dd hh:mm", "2018-12-31 09:30"),
    ],
)
def test_cells_read_as_they_are_shown(
    value: bool | float | str | date | datetime, format_: str, shown: str
) -> None:
    def fill(sheet: "Worksheet") -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = format_

    assert only(written(fill)).rows == ((shown,),)


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"date_1904": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    book.add_worksheet().write_datetime("A1", datetime(2018, 12, 31), day)
    book.close()
    assert only(read_bytes(stream.getvalue(), "a.xlsx")).rows == (("2018-12-31",),)


def test_merged_cells_are_filled_and_empty_rows_left_out() -> None:
    def fill(sheet: "Worksheet") -> None:
        sheet["A1"] = "任务分解表"
        sheet.merge_cells("A1:C1")
        sheet["A3"], sheet["B3"], sheet["C3"] = "部分", "任务", "单位"
        sheet["A4"] = "（一）机制"
        sheet.merge_cells("A4:A5")
        sheet["B4"], sheet["B5"], sheet["C5"] = "甲", "乙", "市公安局"

    assert only(written(fill)) == Table(
        (
            ("任务分解表", "任务分解表", "任务分解表"),
            ("部分", "任务", "单位"),
            ("（一）机制", "甲", ""),
            ("（一）机制", "乙", "市公安局"),
        ),
        line=1,
        name="表",
        lines=(1, 3, 4, 5),
    )


def test_hidden_rows_and_columns_are_read_and_said_hidden_sheets_left_out() -> None:
    def fill(sheet: "Worksheet") -> None:
        for at in range(1, 9):
            sheet.cell(at, 1, f"甲{at}")
            sheet.cell(at, 2, "乙")
            sheet.row_dimensions[at].hidden = at > 1
        sheet.column_dimensions["B"].hidden = True
        assert sheet.parent
        for name in ("名单", "旧表"):
            other = sheet.parent.create_sheet(name)
            other["A1"] = "丙"
            other.sheet_state = "hidden" if name == "名单" else "veryHidden"

    document = written(fill)
    assert len(only(document).rows) == 8
    assert [(finding.line, finding.code, finding.message) for finding in document.findings] == [
        (2, "DM405", "表: 7 hidden rows were read: 2、3、4、5、6、…"),
        (0, "DM405", "表: a hidden column was read: B"),
        (0, "DM404", "2 hidden sheets were left out: 名单、旧表"),
    ]


def test_a_formula_reads_as_what_it_came_to_and_is_reported_where_it_never_did() -> None:
    cells = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f></c></row>'
    document = raw(cells)
    assert only(document).rows == (("2",),)
    assert [finding.message for finding in document.findings] == [
        "表: a formula has no result in the file: B1"
    ]


def test_rich_text_is_joined_and_its_reading_left_out() -> None:
    shared = (
        "<si><r><t>市公</t></r><r><rPr><b/></rPr><t>安局</t></r><rPh><t>shi</t></rPh></si>"
        "<si><t>甲_x000D_\n乙</t></si>"
    )
    cells = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c>'
        '<c t="inlineStr"><is><t>丙</t></is></c><c t="e"><v>#REF!</v></c></row>'
    )
    assert only(raw(cells, shared=shared)).rows == (("市公安局", "甲\n乙", "丙", "#REF!"),)


def test_several_sheets_follow_in_their_order() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name in ("乙表", "甲表"):
            book.add_worksheet(name).write("B2", name)
    document = read_bytes(stream.getvalue(), "a.xlsx")
    assert document.blocks == (
        Table((("乙表",),), 2, "乙表", (2,)),
        Table((("甲表",),), 2, "甲表", (2,)),
    )


def test_very_many_empty_rows_cost_nothing() -> None:
    rows = "<row/>" * 200_000
    last = '<row r="1048576"><c r="XFD1048576" t="str"><v>末</v></c></row>'
    first = '<row r="1"><c r="A1" t="str"><v>首</v></c></row>'
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert only(raw(first + rows + last, after)).rows == (("首", "首"), ("首", "末"))


def test_one_text_in_very_many_cells_is_refused() -> None:
    cells = '<c t="s"><v>0</v></c>' * 400
    rows = f"<row>{cells}</row>" * 10
    with pytest.raises(OversizedDocumentError, match="more than 100000000 characters"):
        raw(rows, shared=f"<si><t>{'甲' * 30_000}</t></si>")


@pytest.mark.parametrize("corners", ["A1:A2", "A2:A1", "B2:A1", "A2:B1"])
def test_a_merged_range_is_read_from_any_two_corners(corners: str) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>市公安局</t></is></c></row>'
    rows += '<row r="2"><c r="C2"><v>2</v></c></row>'
    [table] = raw(rows, f'<mergeCells><mergeCell ref="{corners}"/></mergeCells>').blocks
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["市公安局", "市公安局"]
