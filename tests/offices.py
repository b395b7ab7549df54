"""What offices do with the forms that they get: they open them, write into them, save them."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

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


def sort_rows(path: str, first: int) -> None:
    """Turn the rows of a form round, from one on, as a sort does: each with all that is in it."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
    for n, row in enumerate(reversed(rows), first):
        for place, value in enumerate(row, 1):
            sheet.cell(n, place).value = value
    book.save(path)


def save_again(program: Path, files: Sequence[Path], suffix: str, folder: Path) -> None:
    """Open files in LibreOffice, and save each in a folder, in the form of some ending."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *(str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            *("--convert-to", suffix, "--outdir", str(folder / "again"), *map(str, files)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
    )
    shutil.rmtree(folder / "profile")
