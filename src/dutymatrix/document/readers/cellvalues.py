"""A program: the values in the cells of a workbook on standard input, as JSON.

    {"sheets": [{"name": "表", "is_hidden": false, "merges": [[1, 1, 2, 1]],
                 "rows": [[1, [[1, "工作任务"], [2, "完成时限"]]]], "unshown": [[2, 2]]}]}

Rows and columns count from 1; `merges` is null where the kind of file does not tell them. What is
not read says why: {"refused": "password"}.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from dutymatrix.document.readers.cells import MAX_CELLS

_Value = int | float | str | bool | time | date | datetime | timedelta
_MAX_SHEETS = 200
_MAX_MERGES = 200_000
# As many as a value holds; what is behind them is how computers count.
_DIGITS = 15


class _TooManyCellsError(Exception):
    pass


def main() -> None:
    """Tell the values in the workbook on standard input."""
    told: dict[str, Any]
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        told = {"sheets": [*_iter_sheets(workbook)]}
    except PasswordError:
        told = {"refused": "password"}
    except _TooManyCellsError:
        told = {"refused": "cells"}
    json.dump(told, sys.stdout, ensure_ascii=False)


def _iter_sheets(workbook: CalamineWorkbook) -> Iterator[dict[str, Any]]:
    count = 0
    for about in workbook.sheets_metadata[:_MAX_SHEETS]:
        told: dict[str, Any] = {"name": about.name, "is_hidden": False, "rows": []}
        if about.visible != SheetVisibleEnum.Visible:
            yield told | {"is_hidden": True}
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        unshown: list[tuple[int, int]] = []
        for number, row in _iter_rows(sheet):
            count += len(row)
            if count > MAX_CELLS:
                raise _TooManyCellsError
            told["rows"].append((number, [(column, _written(value)) for column, value in row]))
            unshown += ((number, column) for column, value in row if _is_unshown(value))
        told["unshown"] = unshown
        told["merges"] = merges = sheet.merged_cell_ranges
        if merges is not None:
            told["merges"] = [
                (top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in merges[:_MAX_MERGES]
            ]
        yield told


def _iter_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[tuple[int, _Value]]]]:
    """Rows in which something stands, with their numbers, and the columns of their cells."""
    if sheet.start is None:
        return
    top, left = sheet.start
    for number, row in enumerate(sheet.to_python(), top + 1):
        cells = [(column, value) for column, value in enumerate(row, left + 1) if value != ""]
        if cells:
            yield number, cells


def _written(value: _Value) -> str:
    """A value as people write it."""
    match value:
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.{_DIGITS}g}"
        case datetime():
            day, moment = value.date().isoformat(), value.time()
            return f"{day} {moment.isoformat()}" if moment != time() else day
        case date() | time():
            return value.isoformat()
        case str():
            return value.replace("\r\n", "\n").strip()
        case _:
            return str(value)


def _is_unshown(value: _Value) -> bool:
    """Whether a sheet mostly shows something else: 2019年6月 of a day, 60% of 0.6."""
    if isinstance(value, float):
        return not value.is_integer()
    return isinstance(value, date | time | timedelta)


if __name__ == "__main__":
    main()
