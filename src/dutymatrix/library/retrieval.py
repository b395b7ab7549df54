"""Plans out of a data set of Parquet files: all of them, or as much as an answer needs."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from dutymatrix.error import DutymatrixError, ready
from dutymatrix.i18n import _
from dutymatrix.library.dataset import INDEX, OWN_ERRORS, TABLES, DatabaseError, connect
from dutymatrix.library.items import Found
from dutymatrix.library.predicate import NOTHING, Predicate
from dutymatrix.measure import shown
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

_Row = Sequence[Any]
_Record = Mapping[str, Any]
_Roster = tuple[tuple[Unit, ...], tuple[Group, ...]]

_PART = re.compile(rf"(?:{'|'.join(TABLES)})/year=[^/\\\x00]+/[^/\\\x00]+\.parquet")
"""What a file of a data set is called, from its folder."""

NEWEST_FIRST = "issued_on DESC NULLS LAST, position"
"""The order of plans in answers, in SQL."""

RANKED = f"(SELECT plan, row_number() OVER (ORDER BY {NEWEST_FIRST}) AS rank FROM plans)"
"""The place of each plan in answers."""


_AT_ONCE = 10_000
"""How many rows are held of what nobody needs at once."""


class DamagedDataSetError(DutymatrixError):
    """A file of a data set is not there, or holds something else."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            _("{folder} is no data set that could be read: {reason}").format(
                folder=folder, reason=reason.partition("\n")[0]
            )
            + "\n"
            + _("write it anew: dutymatrix export --plan PLANS/ -o {folder}").format(
                folder=ready(str(folder))
            )
        )


class Shelf(NamedTuple):
    """What is read out of a data set."""

    plans: dict[str, Plan]
    """By their short names, the newest first."""
    house: Plan | None
    """The roster that all of them have in common."""
    findings: dict[str, int]
    """How many problems each has."""
    tasks: int
    """How many tasks there are, read or not."""


class Outline(NamedTuple):
    """What all plans have in common, of a data set that is plain."""

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    role_names: Mapping[Role, str]
    language: str
    """That of the newest."""
    plans: Mapping[str, Plan]
    """By short names, without rosters and tasks."""
    tasks: int
    """How many all of them have."""
    findings: Mapping[str, int]
    """How many problems each has."""


class DataSet:
    """A folder of Parquet files, to be asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = connect()
        listed = self._listed()
        for table, columns in TABLES.items():
            files = [str(path) for path in listed if path.parts[-3] == table]
            if files:
                source = f"read_parquet([{', '.join(map(_text, files))}], hive_partitioning=false)"
            else:
                nothing = ", ".join(f'NULL::{kind} AS "{key}"' for key, kind in columns.items())
                source = f"(SELECT {nothing}) WHERE false"
            named = ", ".join(f'"{key}"' for key in columns)
            try:
                self._database.execute(f"CREATE VIEW {table} AS SELECT {named} FROM {source}")
            except DatabaseError as error:
                raise DamagedDataSetError(folder, str(error)) from None
        self.rows("CREATE VIEW edges AS SELECT plan, number, unit, role FROM assignments")
        self.rows(
            "CREATE VIEW said AS SELECT plan, number, concat(title, text) AS said FROM tasks"
            " UNION ALL SELECT plan, number, concat(said, goal, target) FROM milestones"
        )

    def _listed(self) -> list[Path]:
        """The files of the data set: those of its index, or where it has none all there are."""
        index = self._folder / INDEX
        if not index.is_file():
            return sorted(self._folder.glob("*/year=*/*.parquet"))
        try:
            data = json.loads(index.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise DamagedDataSetError(self._folder, f"{INDEX}: {error}") from None
        names = data.get("files") if isinstance(data, dict) else None
        if not isinstance(names, list):
            reason = _("{file} does not list its files").format(file=INDEX)
            raise DamagedDataSetError(self._folder, reason)
        for name in names:
            if not (isinstance(name, str) and _PART.fullmatch(name)):
                reason = _("{file} lists {name}, which is no part of a data set")
                raise DamagedDataSetError(
                    self._folder, reason.format(file=INDEX, name=shown(str(name)))
                )
        paths = [self._folder / name for name in names]
        if missing := next((path for path in paths if not path.is_file()), None):
            reason = _("{file} is missing").format(file=missing)
            raise DamagedDataSetError(self._folder, reason)
        return paths

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement of SQL gives.

        Raises:
            DamagedDataSetError: A file cannot be read.
        """
        with self._answering():
            found: list[tuple[Any, ...]] = self._database.execute(sql, [*values]).fetchall()
        return found

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """What is wrong with a file is said as that."""
        try:
            yield
        except OWN_ERRORS:
            raise
        except DatabaseError as error:
            raise DamagedDataSetError(self._folder, str(error)) from None

    def read(self, needed: Predicate, *, full: bool = True) -> Shelf:
        """All plans, with the tasks that are needed.

        Args:
            needed: Which they are.
            full: With their texts, and where each name stands.
        """
        house = self._records("units", "WHERE plan IS NULL ORDER BY position")
        counted = self.counted()
        self._pick(needed)
        return Shelf(
            self._plans("", self._rosters(""), full=full),
            Plan(title="", units=_units(house), groups=_groups(house)) if house else None,
            {plan: findings for plan, (findings, _tasks) in counted.items()},
            sum(tasks for _findings, tasks in counted.values()),
        )

    def bare(self, names: Iterable[str]) -> dict[str, Plan]:
        """Some plans, by their short names, without their tasks."""
        within = "WHERE list_contains(?::VARCHAR[], plan)"
        wanted = [[*names]]
        self._pick(NOTHING)
        return self._plans(within, self._rosters(within, wanted), full=False, wanted=wanted)

    def find(self, needed: Predicate, *, full: bool) -> Found:
        """The rows of all tasks that are needed, each with all parts of its item.

        Args:
            needed: Which they are.
            full: With their texts.
        """
        self._pick(needed)
        own = "SEMI JOIN picked USING (plan, number)"
        self.rows(
            "CREATE OR REPLACE TEMP TABLE pairs AS SELECT *, row_number() OVER () AS n"
            " FROM (SELECT DISTINCT unit, role FROM assignments)"
        )
        pairs = self.rows("SELECT unit, role FROM pairs ORDER BY n")
        milestones = self.rows(
            f'SELECT plan, number, "by", said, goal, target FROM milestones {own} ORDER BY position'
        )
        plans = self.rows("SELECT plan, title, sections FROM plans SEMI JOIN picked USING (plan)")
        tasks = self._each(
            f"""
            WITH given AS (
              SELECT plan, number, string_agg(n, ',' ORDER BY position) AS given
              FROM assignments {own} JOIN pairs USING (unit, role) GROUP BY plan, number)
            SELECT tasks.plan, tasks.number, kind, label, section_number, title,
              {"text" if full else "''"}, open, id, CASE WHEN len(notes) > 0 THEN notes END,
              line, "column", given
            FROM tasks {own} JOIN {RANKED} USING (plan) LEFT JOIN given USING (plan, number)
            ORDER BY rank, position
            """
        )
        return Found(tasks, pairs, milestones, plans)

    def is_plain(self) -> bool:
        """Whether no unit of it ends or has another name, and each name means one thing.

        Then what is asked of a unit can be answered from its own tasks.
        """
        [(ended, twice)] = self.rows(
            """
            SELECT
              (SELECT count(*) FROM units
               WHERE plan IS NULL OR until IS NOT NULL OR len(succeeded_by) > 0),
              (SELECT count(*) FROM (
                 SELECT name FROM (SELECT DISTINCT name, kind, list_sort(members), open FROM units)
                 GROUP BY name HAVING count(*) > 1))
            """
        )
        return not ended and not twice

    def settles_by_task(self) -> bool:
        """Whether anybody says of single tasks who took them over."""
        [(units, tasks)] = self.rows(
            "SELECT (SELECT count(*) FROM units WHERE len(heirs) > 0),"
            " (SELECT count(*) FROM tasks WHERE len(heirs) > 0)"
        )
        return bool(units or tasks)

    def rename(self, names: Sequence[tuple[str, str, str]]) -> None:
        """Count assignments (`edges`) by other names.

        Where one then has a task by two of them, it has the stronger role.

        Args:
            names: The plan, the document's name, and the other one.
        """
        columns = zip(*names, strict=True) if names else ((), (), ())
        self.rows(
            """
            CREATE OR REPLACE TEMP TABLE edges AS
            WITH other AS (
              SELECT unnest(?::VARCHAR[]) AS plan, unnest(?::VARCHAR[]) AS unit,
                unnest(?::VARCHAR[]) AS seen)
            SELECT plan, number, coalesce(seen, unit) AS unit,
              arg_min(role, list_position(?::VARCHAR[], role)) AS role
            FROM assignments LEFT JOIN other USING (plan, unit) GROUP BY ALL
            """,
            [*map(list, columns), [*_ROLES]],
        )

    def outline(self) -> Outline:
        """What all plans have in common, and how many they are; of one that is plain."""
        listed = ", ".join(f'units."{name}"' for name in _ROSTER)
        rows = self.rows(
            f"""
            SELECT {listed} FROM units JOIN {RANKED} USING (plan)
            GROUP BY ALL ORDER BY min((rank, units.position))
            """
        )
        records = [dict(zip(_ROSTER, row, strict=True)) for row in rows]
        plans: dict[str, Plan] = {}
        said = self.rows(
            "SELECT plan, title, language, role_names, standing, common FROM plans"
            f" ORDER BY {NEWEST_FIRST}"
        )
        for name, title, language, roles, standing, common in said:
            plans[name] = Plan(
                title=title,
                language=language,
                role_names=_role_names(roles),
                standing=_standing(standing),
                common=_common(common),
            )
        counted = self.counted()
        newest = next(iter(plans.values()), None)
        names = newest.role_names if newest else {}
        return Outline(
            merge_records([_units(records)]),
            merge_records([_groups(records)]),
            names if all(plan.role_names == names for plan in plans.values()) else {},
            newest.language if newest else "",
            plans,
            sum(tasks for _findings, tasks in counted.values()),
            {plan: findings for plan, (findings, _tasks) in counted.items()},
        )

    def _each(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """What a statement gives, as `rows`, some rows at a time."""
        with self._answering():
            answer = self._database.execute(sql)
            while some := answer.fetchmany(_AT_ONCE):
                yield from some

    def has(self, needed: Predicate) -> bool:
        """Whether there is a task that is needed."""
        [(found,)] = self.rows(
            f"SELECT EXISTS (SELECT 1 FROM tasks WHERE {needed.sql})", needed.values
        )
        return bool(found)

    def counted(self) -> dict[str, tuple[int, int]]:
        """How many problems and tasks each plan has."""
        rows = self.rows("SELECT plan, findings, tasks FROM plans")
        return {plan: (findings, tasks) for plan, findings, tasks in rows}

    def _pick(self, needed: Predicate) -> None:
        """Choose the tasks that are needed, each with all parts of its item."""
        self.rows(
            "CREATE OR REPLACE TEMP TABLE picked AS SELECT plan, number FROM tasks"
            f" SEMI JOIN (SELECT plan, item FROM tasks WHERE {needed.sql}) USING (plan, item)",
            [*needed.values],
        )

    def _rosters(self, within: str, wanted: Sequence[object] = ()) -> dict[str, _Roster]:
        """The rosters of plans; those that are equal are one."""
        listed = ", ".join(f'"{name}"' for name in _ROSTER)
        rows = self.rows(
            f"SELECT {listed}, list(plan ORDER BY plan), list(position ORDER BY plan)"
            f" FROM (FROM units {within}) WHERE plan IS NOT NULL GROUP BY ALL",
            wanted,
        )
        # Thousands of plans have some hundred records: each is made once.
        records = [dict(zip(_ROSTER, row, strict=False)) for row in rows]
        made: list[Unit | Group] = []
        for record in records:
            made += (*_units([record]), *_groups([record]))
        placed: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for n, (*_record, plans, positions) in enumerate(rows):
            for plan, position in zip(plans, positions, strict=True):
                placed[plan].append((position, n))
        known: dict[tuple[int, ...], _Roster] = {}
        rosters = {}
        for plan, own in placed.items():
            roster = tuple([n for _place, n in sorted(own)])
            if roster not in known:
                whole = [made[n] for n in roster]
                known[roster] = (
                    tuple([one for one in whole if isinstance(one, Unit)]),
                    tuple([one for one in whole if isinstance(one, Group)]),
                )
            rosters[plan] = known[roster]
        return rosters

    def _plans(
        self,
        within: str,
        rosters: Mapping[str, _Roster],
        *,
        full: bool = True,
        wanted: Sequence[object] = (),
    ) -> dict[str, Plan]:
        """Plans, the newest first, with the tasks that were picked."""
        found = [
            _by(
                self.rows(
                    f"SELECT plan, {listed} FROM {table} SEMI JOIN picked USING (plan, number)"
                    " ORDER BY plan, position"
                )
            )
            for table, listed in (_WHOLE if full else _BRIEF).items()
        ]
        plans = {}
        for row in self._records("plans", f"{within} ORDER BY {NEWEST_FIRST}", wanted):
            name = row["plan"]
            roster = rosters.get(name, ((), ()))
            plans[name] = _plan(row, *roster, *(own.get(name, ()) for own in found))
        return plans

    def _records(self, table: str, rest: str, wanted: Sequence[object] = ()) -> list[_Record]:
        """Rows of a table by the names of its columns."""
        names = [*TABLES[table]]
        listed = ", ".join(f'"{name}"' for name in names)
        rows = self.rows(f"SELECT {listed} FROM {table} {rest}", wanted)
        return [dict(zip(names, row, strict=True)) for row in rows]


_ROSTER = [*TABLES["units"]][2:]
"""What a unit is, without its place."""
_WHOLE = {
    "tasks": 'number, item, kind, title, text, open, id, notes, heirs, line, "column"',
    "assignments": 'number, unit, role, line, "column"',
    "milestones": 'number, "by", said, goal, target',
}
_BRIEF = {
    **_WHOLE,
    "tasks": _WHOLE["tasks"].replace("text", "''"),
    "assignments": "number, unit, role, NULL, NULL",
}


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _by(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    """Rows by their first column, in which they are sorted; without it."""
    return {key: [row[1:] for row in own] for key, own in groupby(rows, key=itemgetter(0))}


def _plan(
    row: _Record,
    units: tuple[Unit, ...],
    groups: tuple[Group, ...],
    tasks: Sequence[_Row],
    assignments: Sequence[_Row],
    milestones: Sequence[_Row],
) -> Plan:
    builder = _Builder(row["sections"], tasks, assignments, milestones)
    return Plan(
        title=row["title"],
        document_number=row["document_number"],
        issued_by=tuple(row["issued_by"]),
        issued_on=row["issued_on"],
        ends_on=row["ends_on"],
        role_rule=row["role_rule"],
        role_names=_role_names(row["role_names"]),
        language=row["language"],
        chapter=row["chapter"],
        numbering=tuple(row["numbering"]),
        running=tuple(row["running"]),
        units=units,
        groups=groups,
        standing=_standing(row["standing"]),
        sections=builder.sections(""),
        own_tasks=builder.tasks(""),
        common=_common(row["common"]),
        file=row["path"],
    )


class _Builder:
    """Sections and tasks of a plan out of rows that say where they stand."""

    def __init__(
        self,
        sections: Sequence[_Record],
        tasks: Sequence[_Row],
        assignments: Sequence[_Row],
        milestones: Sequence[_Row],
    ) -> None:
        self.titles = {own["number"]: own["title"] for own in sections}
        self.below: defaultdict[str, list[str]] = defaultdict(list)
        for number in self.titles:
            self.below[number.rpartition(".")[0]].append(number)
        self.rows = {own[0]: own for own in tasks}
        # Rows stand by their position, those of a task not beside each other.
        self.assigned: defaultdict[str, list[Assignment]] = defaultdict(list)
        self.places: defaultdict[str, list[Span]] = defaultdict(list)
        for number, unit, role, line, column in assignments:
            self.assigned[number].append(_ASSIGNMENTS[unit, role])
            if line is not None:
                self.places[number].append(Span(line, column))
        self.milestones: defaultdict[str, list[Milestone]] = defaultdict(list)
        for number, *own in milestones:
            self.milestones[number].append(Milestone(*own))
        self.items: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.parts: defaultdict[str, list[str]] = defaultdict(list)
        for number, item, kind, *_rest in tasks:
            if kind == "section":
                continue
            self.items[item.rpartition(".")[0]][item] = None
            if kind == "part":
                self.parts[item].append(number)

    def sections(self, above: str) -> tuple[Section, ...]:
        """The sections within one."""
        return tuple(map(self.section, self.below.get(above, ())))

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
        return tuple(map(self.task, self.items.get(section, ())))

    def task(self, number: str) -> Task:
        """A task with its parts."""
        # An item that says nothing itself has no row.
        own = self.entry(number) if number in self.rows else {}
        parts = tuple(Task(**self.entry(part)) for part in self.parts.get(number, ()))
        return Task(**own, ordinal=_ordinal(number), parts=parts)

    def entry(self, number: str) -> dict[str, Any]:
        """What sections and tasks have in common."""
        _number, _item, _kind, title, text, is_open, key, notes, heirs, line, column = self.rows[
            number
        ]
        return {
            "title": title,
            "text": text,
            "assignments": tuple(self.assigned.get(number, ())),
            "places": tuple(self.places.get(number, ())),
            "open": is_open,
            "milestones": tuple(self.milestones.get(number, ())),
            "notes": _pairs(notes),
            "succeeded_by": _pairs(heirs),
            "id": key,
            "span": Span(line, column) if line is not None else None,
        }


class _Assignments(dict[tuple[str, str], Assignment]):
    """Assignments by unit and role, each made once: a million rows are some hundred of them."""

    def __missing__(self, key: tuple[str, str]) -> Assignment:
        unit, role = key
        made = self[key] = Assignment(unit, _ROLES[role])
        return made


_ROLES = {role.value: role for role in Role}
_ASSIGNMENTS = _Assignments()


def _ordinal(number: str) -> int:
    return int(number.rpartition(".")[2])


def _role_names(pairs: Iterable[_Record]) -> dict[Role, str]:
    return {_ROLES[role]: said for role, said in _pairs(pairs)}


def _standing(rules: Iterable[_Record]) -> tuple[Standing, ...]:
    return tuple([Standing(own["text"], tuple(own["units"])) for own in rules])


def _common(titles: Iterable[str]) -> tuple[Chapter, ...]:
    return tuple([Chapter(title) for title in titles])


def _pairs(pairs: Iterable[_Record]) -> tuple[tuple[str, str], ...]:
    return tuple([(pair["name"], pair["value"]) for pair in pairs]) if pairs else ()


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
