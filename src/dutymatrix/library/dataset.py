"""Plans as a data set of Parquet files, for DuckDB, Spark, pandas and Polars; written by DuckDB.

`TABLE/year=2018/part-00000.parquet`, by the year in which a plan was issued; the same plans give
the same bytes. `dataset.json` says what is in it. `docs/plans.md` documents the columns.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from operator import itemgetter
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TextIO

from dutymatrix.error import DutymatrixError, MissingExtraError
from dutymatrix.i18n import _
from dutymatrix.plan.model import Group, Item, Plan, Section, Span, Unit
from dutymatrix.plan.numbering import PART_LETTERS

try:
    import duckdb
except ModuleNotFoundError:
    raise MissingExtraError("duckdb", "library") from None

DatabaseError = duckdb.Error
OWN_ERRORS = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)
"""What is wrong with a statement, and with no file."""
INDEX = "dataset.json"
"""The file that lists all others."""

FORMAT_VERSION = 1

_PAIRS = "STRUCT(name VARCHAR, value VARCHAR)[]"

TABLES: Mapping[str, Mapping[str, str]] = {
    "plans": {
        "plan": "VARCHAR",
        "position": "INTEGER",
        "title": "VARCHAR",
        "path": "VARCHAR",
        "document_number": "VARCHAR",
        "issued_by": "VARCHAR[]",
        "issued_on": "DATE",
        "ends_on": "DATE",
        "role_rule": "VARCHAR",
        "role_names": _PAIRS,
        "language": "VARCHAR",
        "chapter": "VARCHAR",
        "numbering": "VARCHAR[]",
        "running": "VARCHAR[]",
        "sections": "STRUCT(number VARCHAR, title VARCHAR)[]",
        "standing": "STRUCT(text VARCHAR, units VARCHAR[])[]",
        "common": "VARCHAR[]",
        "tasks": "INTEGER",
        "units": "INTEGER",
        "findings": "INTEGER",
    },
    "units": {
        "plan": "VARCHAR",
        "position": "INTEGER",
        "name": "VARCHAR",
        "kind": "VARCHAR",
        "full_name": "VARCHAR",
        "aliases": "VARCHAR[]",
        "contact": "VARCHAR",
        "members": "VARCHAR[]",
        "open": "BOOLEAN",
        "until": "DATE",
        "succeeded_by": "VARCHAR[]",
        "heirs": _PAIRS,
    },
    "tasks": {
        "plan": "VARCHAR",
        "position": "INTEGER",
        "number": "VARCHAR",
        "item": "VARCHAR",
        "kind": "VARCHAR",
        "label": "VARCHAR",
        "section_number": "VARCHAR",
        "section": "VARCHAR",
        "title": "VARCHAR",
        "text": "VARCHAR",
        "due": "DATE",
        "open": "BOOLEAN",
        "id": "VARCHAR",
        "notes": _PAIRS,
        "heirs": _PAIRS,
        "line": "INTEGER",
        "column": "INTEGER",
    },
    "assignments": {
        "plan": "VARCHAR",
        "number": "VARCHAR",
        "position": "INTEGER",
        "unit": "VARCHAR",
        "role": "VARCHAR",
        "line": "INTEGER",
        "column": "INTEGER",
    },
    "milestones": {
        "plan": "VARCHAR",
        "number": "VARCHAR",
        "position": "INTEGER",
        "by": "DATE",
        "said": "VARCHAR",
        "goal": "VARCHAR",
        "target": "VARCHAR",
    },
}
"""The columns of each table with DuckDB's types; `year` is the name of the folder."""

_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, Spark and DuckDB call the folder of what has no value."""

_Row = dict[str, object]


class ForeignFolderError(DutymatrixError):
    """A data set would be written among files that are not its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _("{folder} holds files that are no data set; nothing is written there").format(
                folder=folder
            )
            + "\n"
            + _("name a new folder after -o")
        )


class Entry(NamedTuple):
    """A plan that goes into a data set."""

    name: str
    """What it is called for short."""
    position: int
    """Its place among the files."""
    plan: Plan
    findings: int
    """How many problems `check` says of it."""


def connect(threads: int | None = None) -> "duckdb.DuckDBPyConnection":
    """A database of nothing, which fetches nothing."""
    settings: dict[str, Any] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads:
        settings["threads"] = threads
    return duckdb.connect(":memory:", config=settings)


def write_part(folder: Path, n: int, entries: Iterable[Entry]) -> list[str]:
    """Write one part of a data set: some of its plans.

    Args:
        folder: Where the tables are.
        n: The number of the part; one that was written before is written anew.
        entries: The plans.

    Returns:
        The files, from the folder, with slashes.
    """

    def rows() -> Iterator[tuple[str, str, _Row]]:
        for entry in entries:
            year = str(entry.plan.issued_on.year) if entry.plan.issued_on else _NO_YEAR
            for table, row in _rows(entry):
                yield table, year, row

    return [*_write(folder, f"part-{n:05}", rows())]


def write_house(folder: Path, house: Plan) -> list[str]:
    """Write the roster that all plans have in common: units of no plan."""
    return [*_write(folder, "house", (("units", _NO_YEAR, row) for row in _units(None, house)))]


def finish(folder: Path, files: Sequence[str], plans: int) -> None:
    """Write what the data set is, once all its parts are there."""
    data = {
        "format_version": FORMAT_VERSION,
        "plans": plans,
        "tables": TABLES,
        "files": sorted(files),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    (folder / INDEX).write_text(text, encoding="utf-8", newline="\n")


def refuse_foreign(folder: Path) -> None:
    """What is there already must be a data set, and nothing else.

    Raises:
        ForeignFolderError: There is what no data set has.
    """
    if not folder.exists():
        return
    own = {INDEX}
    with suppress(OSError, ValueError, KeyError, TypeError):
        own.update(json.loads((folder / INDEX).read_text(encoding="utf-8"))["files"])
    for path in folder.rglob("*"):
        if not path.is_dir() and path.relative_to(folder).as_posix() not in own:
            raise ForeignFolderError(folder)


def put(new: Path, folder: Path) -> None:
    """Put a data set that is whole in the place of an earlier one."""
    old = folder.with_name(f".{folder.name}.old")
    rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    rmtree(old, ignore_errors=True)


def _write(folder: Path, part: str, rows: Iterable[tuple[str, str, _Row]]) -> Iterator[str]:
    """Write rows, each of a table and a year, as the files of a part."""
    with TemporaryDirectory() as scratch, ExitStack() as opened:
        # None of them is held: each waits on the disk for those of its table.
        files: dict[tuple[str, str], TextIO] = {}
        for table, year, row in rows:
            if (table, year) not in files:
                path = Path(scratch, f"{table} {year}.json")
                file = path.open("w", encoding="utf-8", newline="\n")
                files[table, year] = opened.enter_context(file)
            files[table, year].write(f"{json.dumps(row, ensure_ascii=False)}\n")
        opened.close()
        with connect(threads=1) as database:
            for (table, year), written in sorted(files.items(), key=itemgetter(0)):
                name = f"{table}/year={year}/{part}.parquet"
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                # Whoever reads sees a part that is whole, or none.
                half = path.with_name(f".{path.name}.half")
                columns = ", ".join(f"'{key}': '{kind}'" for key, kind in TABLES[table].items())
                database.execute(
                    f"COPY (SELECT * FROM read_json({_text(Path(written.name))},"
                    f" columns={{{columns}}}, format='newline_delimited',"
                    f" maximum_object_size=268435456))"
                    f" TO {_text(half)} (FORMAT parquet, COMPRESSION zstd)"
                )
                half.replace(path)
                yield name


def _text(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _rows(entry: Entry) -> Iterator[tuple[str, _Row]]:
    """What a plan is in the tables."""
    name, plan = entry.name, entry.plan
    yield (
        "plans",
        {
            "plan": name,
            "position": entry.position,
            "title": plan.title,
            "path": plan.file,
            "document_number": plan.document_number,
            "issued_by": plan.issued_by,
            "issued_on": _day(plan.issued_on),
            "ends_on": _day(plan.ends_on),
            "role_rule": plan.role_rule,
            "role_names": _pairs((role.value, said) for role, said in plan.role_names.items()),
            "language": plan.language,
            "chapter": plan.chapter,
            "numbering": plan.numbering,
            "running": plan.running,
            "sections": [
                {"number": number, "title": section.headline}
                for number, (_label, section) in plan.section_by_number.items()
            ],
            "standing": [rule._asdict() for rule in plan.standing],
            "common": [chapter.heading for chapter in plan.common],
            "tasks": len(plan.items),
            "units": len(plan.units),
            "findings": entry.findings,
        },
    )
    yield from (("units", row) for row in _units(name, plan))
    for place, item in enumerate(plan.items):
        yield from _task(name, item, place)


def _units(name: str | None, plan: Plan) -> Iterator[_Row]:
    for place, record in enumerate(plan.roster):
        row: _Row = {
            "plan": name,
            "position": place,
            "name": record.name,
            "full_name": record.full_name,
            "aliases": record.aliases,
            "contact": record.contact,
        }
        match record:
            case Unit():
                row |= {"kind": "unit", "members": [], "open": False}
                row |= {"until": _day(record.until), "succeeded_by": record.succeeded_by}
                row |= {"heirs": _pairs(record.tasks)}
            case Group():
                row |= {"kind": "group", "members": record.members, "open": record.open}
                row |= {"until": None, "succeeded_by": [], "heirs": []}
        yield row


def _task(name: str, item: Item, place: int) -> Iterator[tuple[str, _Row]]:
    entry = item.entry
    is_section = isinstance(entry, Section)
    is_part = not is_section and item.number[-1] in PART_LETTERS
    days = [milestone.by for milestone in entry.milestones if milestone.by]
    at = {"plan": name, "number": item.number}
    yield (
        "tasks",
        {
            **at,
            "position": place,
            "item": item.number.rstrip(PART_LETTERS) if is_part else item.number,
            "kind": "section" if is_section else "part" if is_part else "task",
            "label": item.label,
            "section_number": item.section_number,
            "section": item.section.headline if item.section else "",
            "title": item.title,
            "text": entry.text,
            "due": _day(min(days, default=None)),
            "open": entry.open,
            "id": entry.id,
            "notes": _pairs(entry.notes),
            "heirs": _pairs(entry.succeeded_by),
            **_place(entry.span),
        },
    )
    for n, (unit, role) in enumerate(entry.assignments):
        span = entry.places[n] if entry.places else None
        yield (
            "assignments",
            {**at, "position": n, "unit": unit, "role": role.value, **_place(span)},
        )
    for n, milestone in enumerate(entry.milestones):
        yield (
            "milestones",
            {**at, "position": n, **milestone._asdict(), "by": _day(milestone.by)},
        )


def _place(span: Span | None) -> _Row:
    return {"line": span.line, "column": span.column} if span else {"line": None, "column": None}


def _day(day: object) -> str | None:
    return str(day) if day else None


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[_Row]:
    return [{"name": name, "value": value} for name, value in pairs]
