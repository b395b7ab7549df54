"""What a page says of its document in fields above it: 索引号, 文号, 发文机关, 成文日期.

索 引 号：000014349/2026-00012  发布机构：云江市人民政府办公室
成文日期：2026-01-08  文号：云政办发〔2026〕3号

They stand on lines of their own, several on one, or in a table of their own.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from dutymatrix.document.block import Table
from dutymatrix.wording.furniture import (
    FIELDS_OF_DAY,
    FIELDS_OF_ISSUER,
    FIELDS_OF_NUMBER,
    FIELDS_OF_TITLE,
    IMPRINT,
)
from dutymatrix.wording.script import plain
from dutymatrix.wording.unit import is_strong_unit

_BEGINNINGS = frozenset(name[0] for name in IMPRINT)
_NAMES = "|".join(sorted(IMPRINT, key=len, reverse=True))
_FIELD = re.compile(rf"(?P<name>{_NAMES})(?P<colon>[：】]?)")
_TITLE = re.compile(rf"(?:{'|'.join(FIELDS_OF_TITLE)})[：】](?=.)")
_BULLETS = "-—•·*●◆■○【[ "
_DAY = re.compile(r"([12][0-9]{3})[-/.年](1[0-2]|0?[1-9])[-/.月]([0-3]?[0-9])")
# Longer lines are prose.
_LONGEST_LINE = 300
_LONGEST_VALUE = 60
# Of a table so many cells in a row of two must be names of fields.
_FEWEST_FIELDS = 2


class Imprint(NamedTuple):
    """What is said of a document."""

    number: str = ""
    issuers: tuple[str, ...] = ()
    day: date | None = None
    title: str = ""


def is_imprint(line: str) -> bool:
    """Whether a line, in the plain writing without blanks, is made of such fields."""
    line = line.lstrip(_BULLETS)
    if len(line) > _LONGEST_LINE:
        return False
    first = _FIELD.match(line)
    if first is None:
        return False
    # 来源于基层 is prose; 发布机构云江市政府 lost its colon, 文号云政办〔2026〕3号 too.
    return bool(first["colon"]) or first["name"] in _CERTAIN or line == first["name"]


_CERTAIN = (*FIELDS_OF_NUMBER, *FIELDS_OF_ISSUER, *FIELDS_OF_DAY, "索引号", "主题分类", "分类")


def is_imprint_table(table: Table) -> bool:
    """Whether a table says nothing else."""
    filled = filter(None, map(str.strip, chain.from_iterable(table.rows)))
    likely = (cell for cell in filled if plain(cell[0]) in _BEGINNINGS)
    cells = ["".join(plain(cell).split()).rstrip("：") for cell in likely]
    named = {cell for cell in cells if cell in IMPRINT}
    return len(named) >= _FEWEST_FIELDS and "索引号" in named | {cell[:3] for cell in cells}


def read_imprint(lines: Sequence[str], tables: Sequence[Table]) -> Imprint:
    """What lines above a document, and tables, say of it.

    Args:
        lines: Lines in the document's writing, without blanks.
        tables: The document's tables.
    """
    said: dict[str, str] = {}
    for name, value in (*_in_lines(lines), *_in_tables(tables)):
        said.setdefault(name, value)
    number = _first(said, FIELDS_OF_NUMBER)
    issuer = _first(said, FIELDS_OF_ISSUER)
    day = _DAY.search(_first(said, FIELDS_OF_DAY))
    return Imprint(
        number if "号" in number else "",
        (issuer,) if is_strong_unit(plain(issuer)) else (),
        _as_date(day) if day else None,
        next(filter(None, map(_title, lines)), ""),
    )


def _title(line: str) -> str:
    """The title that a field has, which may hold words that others are called by."""
    line = line.lstrip(_BULLETS)
    name = _TITLE.match(plain(line))
    return line[name.end() :] if name else ""


def _in_lines(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    pending = ""
    for line in lines:
        if not is_imprint(plain(line)):
            if pending:
                yield pending, line[:_LONGEST_VALUE]
            pending = ""
            continue
        fields = [*_FIELD.finditer(plain(line))]
        ends = [*(field.start() for field in fields[1:]), len(line)]
        for field, end in zip(fields, ends, strict=True):
            pending = field["name"] if field.end() == end else ""
            if not pending:
                yield field["name"], line[field.end() : end].strip(_BULLETS)


def _in_tables(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    for table in filter(is_imprint_table, tables):
        for row in table.rows:
            cells = ["".join(cell.split()) for cell in row]
            for cell, following in zip(cells, (*cells[1:], ""), strict=True):
                name, colon, value = plain(cell).partition("：")
                if name in IMPRINT:
                    yield name, cell[len(name) + len(colon) :] if value else following


def _first(said: dict[str, str], names: Sequence[str]) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _as_date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
