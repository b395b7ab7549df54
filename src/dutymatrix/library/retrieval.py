"""Plans out of a data set of Parquet files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dutymatrix.library.dataset import TABLES, connect
from dutymatrix.plan.collection import merge_records
from dutymatrix.plan.model import (
    Assignment,
    Chapter,
    Group,
    Milestone,
    Plan,
    Role,
    Section,
    Span,
    Standing,
    Task,
    Unit,
)

_Record = Mapping[str, Any]


class Shelf(NamedTuple):
    """What is read out of a data set."""

    plans: dict[str, Plan]
    """By their short names, the newest first."""
    house: Plan | None
    """The roster that all of them have in common."""
    findings: dict[str, int]
    """How many problems each has."""


class Outline(NamedTuple):
    """What is known of all plans before any is read."""

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    role_names: Mapping[Role, str]
    language: str
    """That of the newest."""
    plans: Mapping[str, str]
    """Titles by short names."""
    tasks: int
    """How many all of them have."""


class DataSet:
    """A folder of Parquet files, to be asked."""

    def __init__(self, folder: Path) -> None:
        self.database = connect()
        for table, columns in TABLES.items():
            files = sorted(map(str, folder.glob(f"{table}/year=*/*.parquet")))
            if files:
                listed = ", ".join(_text(file) for file in files)
                source = f"read_parquet([{listed}], hive_partitioning=false)"
            else:
                nothing = ", ".join(f'NULL::{kind} AS "{key}"' for key, kind in columns.items())
                source = f"(SELECT {nothing}) WHERE false"
            self.database.execute(f"CREATE VIEW {table} AS SELECT * FROM {source}")

    def read(self) -> Shelf:
        """All plans."""
        house = self.records("units", "WHERE plan IS NULL ORDER BY position")
        counted = self.database.execute("SELECT plan, findings FROM plans").fetchall()
        return Shelf(
            self._built("", dict.fromkeys(("units", "tasks", "assignments", "milestones"), "")),
            Plan(title="", units=_units(house), groups=_groups(house)) if house else None,
            dict(counted),
        )

    def _built(self, plans: str, parts: Mapping[str, str]) -> dict[str, Plan]:
        """Plans out of the rows of their tables, each chosen by a clause; the newest first."""
        rows = self.records("plans", f"{plans} ORDER BY issued_on DESC NULLS LAST, position")
        found = [
            _by(self.records(table, f"{clause} ORDER BY plan, position"), "plan")
            for table, clause in parts.items()
        ]
        return {
            row["plan"]: _plan(row, *(own.get(row["plan"], []) for own in found)) for row in rows
        }

    def is_plain(self) -> bool:
        """Whether no unit of it ends or has another name, and each name means one thing.

        Then what is asked of a unit can be answered from its own tasks.
        """
        [(ended, twice)] = self.database.execute(
            """
            SELECT
              (SELECT count(*) FROM units
               WHERE plan IS NULL OR until IS NOT NULL OR len(succeeded_by) > 0),
              (SELECT count(*) FROM (
                 SELECT name FROM (SELECT DISTINCT name, kind, list_sort(members), open FROM units)
                 GROUP BY name HAVING count(*) > 1))
            """
        ).fetchall()
        return not ended and not twice

    def outline(self) -> Outline:
        """What all plans have in common, and how many they are; of one that is plain."""
        names = [*TABLES["units"]]
        listed = ", ".join(f'units."{name}"' for name in names[2:])
        rows = self.database.execute(
            f"""
            WITH ranked AS (
              SELECT plan, row_number() OVER (ORDER BY issued_on DESC NULLS LAST, position) AS rank
              FROM plans)
            SELECT {listed} FROM units JOIN ranked USING (plan)
            GROUP BY ALL ORDER BY min((rank, units.position))
            """
        ).fetchall()
        records = [dict(zip(names[2:], row, strict=True)) for row in rows]
        plans = self.database.execute(
            "SELECT plan, title, language, tasks FROM plans"
            " ORDER BY issued_on DESC NULLS LAST, position"
        ).fetchall()
        said = self.database.execute("SELECT DISTINCT role_names FROM plans LIMIT 2").fetchall()
        return Outline(
            merge_records([_units(records)]),
            merge_records([_groups(records)]),
            {Role(role): name for role, name in _pairs(said[0][0])} if len(said) == 1 else {},
            plans[0][2] if plans else "",
            {name: title for name, title, _language, _tasks in plans},
            sum(tasks for _name, _title, _language, tasks in plans),
        )

    def read_of(self, names: Iterable[str], units: Iterable[str]) -> dict[str, Plan]:
        """The plans whose roster has some units, with those of their tasks that name others.

        Args:
            names: Names of units and groups; tasks that name one of them are read, whole.
            units: Names of units or groups in the rosters.
        """
        run = self.database.execute
        run("CREATE OR REPLACE TEMP TABLE wanted AS SELECT unnest(?) AS name", [[*names]])
        run("CREATE OR REPLACE TEMP TABLE known AS SELECT unnest(?) AS name", [[*units]])
        run(
            "CREATE OR REPLACE TEMP TABLE chosen AS SELECT DISTINCT plan FROM units"
            " WHERE name IN (FROM known)"
        )
        run(
            "CREATE OR REPLACE TEMP TABLE named AS"
            " SELECT DISTINCT plan, regexp_replace(number, '[a-z]$', '') AS item FROM assignments"
            " WHERE unit IN (FROM wanted) AND plan IN (FROM chosen)"
        )
        run(
            "CREATE OR REPLACE TEMP TABLE picked AS"
            " SELECT tasks.* FROM tasks SEMI JOIN named USING (plan, item)"
        )
        within = "SEMI JOIN picked USING (plan, number)"
        return self._built(
            "WHERE plan IN (FROM chosen)",
            {
                "units": "WHERE plan IN (FROM chosen)",
                "tasks": within,
                "assignments": within,
                "milestones": within,
            },
        )

    def records(self, table: str, rest: str = "") -> list[_Record]:
        """Rows of a table by the names of its columns."""
        names = [*TABLES[table]]
        listed = ", ".join(f'"{name}"' for name in names)
        rows = self.database.execute(f"SELECT {listed} FROM {table} {rest}").fetchall()
        return [dict(zip(names, row, strict=True)) for row in rows]


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _by(records: Iterable[_Record], key: str) -> dict[Any, list[_Record]]:
    found: defaultdict[Any, list[_Record]] = defaultdict(list)
    for record in records:
        found[record[key]].append(record)
    return found


def _plan(
    row: _Record,
    units: Sequence[_Record],
    tasks: Sequence[_Record],
    assignments: Sequence[_Record],
    milestones: Sequence[_Record],
) -> Plan:
    builder = _Builder(row, tasks, assignments, milestones)
    return Plan(
        title=row["title"],
        document_number=row["document_number"],
        issued_by=tuple(row["issued_by"]),
        issued_on=row["issued_on"],
        ends_on=row["ends_on"],
        role_rule=row["role_rule"],
        role_names={Role(role): said for role, said in _pairs(row["role_names"])},
        language=row["language"],
        chapter=row["chapter"],
        numbering=tuple(row["numbering"]),
        running=tuple(row["running"]),
        units=_units(units),
        groups=_groups(units),
        standing=tuple(Standing(own["text"], tuple(own["units"])) for own in row["standing"]),
        sections=builder.sections(""),
        own_tasks=builder.tasks(""),
        common=tuple(Chapter(title) for title in row["common"]),
        file=row["path"],
    )


class _Builder:
    """Sections and tasks of a plan out of rows that say where they stand."""

    def __init__(
        self,
        row: _Record,
        tasks: Sequence[_Record],
        assignments: Sequence[_Record],
        milestones: Sequence[_Record],
    ) -> None:
        self.titles = {own["number"]: own["title"] for own in row["sections"]}
        self.below: defaultdict[str, list[str]] = defaultdict(list)
        for number in self.titles:
            self.below[number.rpartition(".")[0]].append(number)
        self.rows = {own["number"]: own for own in tasks}
        self.assigned = _by(assignments, "number")
        self.milestones = _by(milestones, "number")
        self.items: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.parts: defaultdict[str, list[str]] = defaultdict(list)
        for own in tasks:
            if own["kind"] == "section":
                continue
            self.items[own["item"].rpartition(".")[0]][own["item"]] = None
            if own["kind"] == "part":
                self.parts[own["item"]].append(own["number"])

    def sections(self, above: str) -> tuple[Section, ...]:
        """The sections within one."""
        return tuple(map(self.section, self.below[above]))

    def section(self, number: str) -> Section:
        """A section with all in it."""
        own = self.entry(number) if number in self.rows else {"title": self.titles[number]}
        return Section(
            **own,
            ordinal=_ordinal(number),
            sections=self.sections(number),
            tasks=self.tasks(number),
        )

    def tasks(self, section: str) -> tuple[Task, ...]:
        """The tasks of a section."""
        return tuple(map(self.task, self.items[section]))

    def task(self, number: str) -> Task:
        """A task with its parts."""
        # An item that says nothing itself has no row.
        own = self.entry(number) if number in self.rows else {}
        parts = tuple(Task(**self.entry(part)) for part in self.parts[number])
        return Task(**own, ordinal=_ordinal(number), parts=parts)

    def entry(self, number: str) -> dict[str, Any]:
        """What sections and tasks have in common."""
        row = self.rows[number]
        assigned = self.assigned[number]
        placed = bool(assigned) and assigned[0]["line"] is not None
        return {
            "title": row["title"],
            "text": row["text"],
            "assignments": tuple(Assignment(own["unit"], _ROLES[own["role"]]) for own in assigned),
            "places": tuple(Span(o["line"], o["column"]) for o in assigned) if placed else (),
            "open": row["open"],
            "milestones": tuple(
                Milestone(own["by"], own["said"], own["goal"], own["target"])
                for own in self.milestones[number]
            ),
            "notes": _pairs(row["notes"]),
            "succeeded_by": _pairs(row["heirs"]),
            "id": row["id"],
            "span": Span(row["line"], row["column"]) if row["line"] is not None else None,
        }


_ROLES = {role.value: role for role in Role}


def _ordinal(number: str) -> int:
    return int(number.rpartition(".")[2])


def _pairs(pairs: Iterable[_Record]) -> tuple[tuple[str, str], ...]:
    return tuple((pair["name"], pair["value"]) for pair in pairs)


def _units(rows: Iterable[_Record]) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            row["name"],
            row["full_name"],
            tuple(row["aliases"]),
            row["until"],
            tuple(row["succeeded_by"]),
            row["contact"],
            _pairs(row["heirs"]),
        )
        for row in rows
        if row["kind"] == "unit"
    )


def _groups(rows: Iterable[_Record]) -> tuple[Group, ...]:
    return tuple(
        Group(
            row["name"],
            row["full_name"],
            tuple(row["aliases"]),
            tuple(row["members"]),
            row["open"],
            row["contact"],
        )
        for row in rows
        if row["kind"] == "group"
    )
