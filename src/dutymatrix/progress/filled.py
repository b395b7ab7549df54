"""From a document that came back to what a unit wrote into its form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dutymatrix.document.block import Block, Document, Table
from dutymatrix.i18n import CHINESE, _, messages_in
from dutymatrix.plan.period import parse_day
from dutymatrix.progress.account import Place, Report
from dutymatrix.progress.accountrecord import read_state
from dutymatrix.progress.form import FIELDS, OPEN, PERIOD, TASK, UNIT, RowMark, decode


def _by_word(words: Mapping[str, str]) -> Mapping[str, str]:
    """Fields by their words, in both languages."""
    said = messages_in(CHINESE).gettext
    return {"".join(own.split()): key for key, word in words.items() for own in (said(word), word)}


_COLUMNS = _by_word({**OPEN, "task": TASK})
_ABOVE = _by_word({**FIELDS, "unit": UNIT, "period": PERIOD})
# What people write for a state where no drop-down keeps them from it.
_STATES = {
    "未开始": "未启动",
    "尚未启动": "未启动",
    "进行中": "推进中",
    "正在推进": "推进中",
    "持续推进": "推进中",
    "完成": "已完成",
    "已办结": "已完成",
    "进度滞后": "滞后",
}

# What a sheet shows of a text that begins with = or - and was taken for a formula.
_FAILED = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


class Answer(NamedTuple):
    """A row of a form with something in it."""

    file: str
    line: int
    plan: str
    """Title of the plan; "" where the form does not say."""
    place: Place
    report: Report


class Problem(NamedTuple):
    """What of a form cannot be read."""

    file: str
    line: int
    message: str


class Filled(NamedTuple):
    """What came back in a file."""

    answers: tuple[Answer, ...]
    empty: int
    """Rows in which nothing was written."""
    problems: tuple[Problem, ...]


def read_form(document: Document) -> Filled | None:
    """What a unit wrote into its form; None where the document holds none."""
    heads = _heads(document)
    found = None
    for table in document.blocks:
        if isinstance(table, Table) and (start := _start(table)):
            own = _read_table(document.file, table, *start, heads)
            found = own if found is None else _joined(found, own)
    return found


def _joined(one: Filled, other: Filled) -> Filled:
    return Filled(
        (*one.answers, *other.answers),
        one.empty + other.empty,
        (*one.problems, *other.problems),
    )


def _start(table: Table) -> tuple[int, Mapping[str, int]] | None:
    """The row of the heads, and the column of each that is to be filled in."""
    for n, row in enumerate(table.rows):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            if key := _COLUMNS.get(_bare(cell)):
                columns.setdefault(key, place)
        if "text" in columns and "state" in columns:
            return n, columns
    return None


def _read_table(
    file: str, table: Table, start: int, columns: Mapping[str, int], heads: Mapping[str, str]
) -> Filled:
    answers: list[Answer] = []
    problems: list[Problem] = []
    empty = 0
    lines = table.lines or range(table.line, table.line + len(table.rows))
    on, said_on = _day(heads.get("on", ""))
    if said_on:
        what = _("{text} is no day").format(text=said_on)
        above = (n for n, row in enumerate(table.rows) if any(said_on in cell for cell in row))
        # It may stand in a paragraph, not in the table.
        line = next((lines[n] for n in above), table.line)
        problems.append(Problem(file, line, what))
    for n, row in enumerate(table.rows[start + 1 :], start + 1):
        marks = (mark for cell in row if (mark := decode(cell)))
        mark = next(marks, None) or _seen(row, columns, heads)
        if mark is None:
            continue
        said = {key: row[columns[key]].strip() for key in OPEN if key in columns}
        said = {key: "" if decode(text) else text for key, text in said.items()}
        if not any(said.values()):
            empty += 1
            continue
        failed = [(key, text) for key, text in said.items() if text in _FAILED]
        for key, text in failed:
            what = _("{task}: {head} holds {text}, a formula that failed").format(
                task=mark.place.title, head=_(OPEN[key]), text=text
            )
            problems.append(Problem(file, lines[n], what))
        if failed:
            continue
        state = read_state(_STATES.get(said["state"], said["state"]))
        if said["state"] and state is None:
            what = _("{task}: {state} is no state").format(
                task=mark.place.title, state=said["state"]
            )
            problems.append(Problem(file, lines[n], what))
            continue
        if not (mark.unit and mark.period):
            what = _("{task}: it does not say whose form of which period it is").format(
                task=mark.place.title
            )
            problems.append(Problem(file, lines[n], what))
            continue
        report = Report(
            mark.unit,
            mark.period,
            state,
            _clean(said["text"]),
            _clean(said.get("problems", "")),
            _clean(said.get("next", "")),
            on,
            heads.get("by", "").replace("\n", ""),
            heads.get("phone", "").replace("\n", ""),
        )
        answers.append(Answer(file, lines[n], mark.plan, mark.place, report))
    return Filled(tuple(answers), empty, tuple(problems))


def _seen(
    row: Sequence[str], columns: Mapping[str, int], heads: Mapping[str, str]
) -> RowMark | None:
    """What a row without a mark is about, by what stands in plain sight."""
    title = row[columns["task"]].strip() if "task" in columns else ""
    if not title:
        return None
    place = Place(None, title)
    return RowMark("", "", heads.get("period", ""), heads.get("unit", ""), place)


def _heads(document: Document) -> Mapping[str, str]:
    """What stands above the table, by the field that it is: who filled it in, when, whose it is."""
    found: dict[str, str] = {}
    for block in document.blocks:
        for row in _rows_above(block):
            for n in range(len(row)):
                for key, said in _beside(row, n):
                    found.setdefault(key, said)
        if isinstance(block, Table):
            for key, said in _beneath(block):
                found.setdefault(key, said)
    return found


def _rows_above(block: Block) -> Iterator[Sequence[str]]:
    """The rows of a table above its heads, and a paragraph as a row of its parts."""
    if not isinstance(block, Table):
        yield re.split(r"[　\t]+| {2,}", block.text)
        return
    start = _start(block)
    for row in block.rows[: start[0] if start else None]:
        yield [part for cell in row for part in cell.split("　")]


def _beside(row: Sequence[str], n: int) -> Iterator[tuple[str, str]]:
    """A field and what is said behind its word: in its own cell, or in the next that is another."""
    word, *said = re.split("[：:]", row[n], maxsplit=1)
    key = _ABOVE.get(_bare(word))
    if key is None:
        return
    if text := "".join(said).strip().strip("_ "):
        yield key, text
        return
    for other in row[n + 1 :]:
        own = _ABOVE.get(_bare(other))
        if own not in (None, key):
            return
        if own is None and (text := other.strip()):
            yield key, text
            return


def _beneath(table: Table) -> Iterator[tuple[str, str]]:
    """What stands in a table of its own under each head."""
    if len(table.rows) == 2:
        for head, said in zip(*table.rows, strict=True):
            if (key := _ABOVE.get(_bare(head))) and said.strip():
                yield key, said.strip()


def _bare(cell: str) -> str:
    """A cell as the word that it may be."""
    return "".join(cell.split()).rstrip("：:")


def _day(text: str) -> tuple[date | None, str]:
    """The day that was written, and what was written where it is none."""
    if not text.strip("_-年月日 "):
        return None, ""
    day = parse_day(text.split(" ")[0])
    return (day, "") if day else (None, text)


def _clean(text: str) -> str:
    """A text in the form that YAML files have: a line each paragraph."""
    return "\n".join(filter(None, (line.strip() for line in text.split("\n"))))
