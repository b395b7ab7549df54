"""What offices do with the forms that they get: they open them, write into them, save them."""

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def cell(sheet: Worksheet, text: str) -> tuple[int, int]:
    """Row and column of the first cell that says this."""
    for row in sheet.iter_rows():
        for own in row:
            if own.value == text:
                return own.row or 0, own.column or 0
    raise AssertionError(text)


def fill(source: str, target: str, rows: dict[str, dict[str, str]], day: str = "") -> None:
    """Write into a form, as an office does: what stands under which head, by the task."""
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    for task, said in rows.items():
        row, _column = cell(sheet, task)
        for head, text in said.items():
            sheet.cell(row, cell(sheet, head)[1]).value = text
    row, column = cell(sheet, "填报日期：")
    sheet.cell(row, column + 1).value = day
    row, column = cell(sheet, "填报人：")
    sheet.cell(row, column + 1).value = "张三"
    book.save(target)
