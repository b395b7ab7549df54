"""The same questions, asked of what somebody would pick instead.

    python tests/bench/peers.py
    python tests/bench/peers.py --sizes 43 1000 --rounds 5

Each is a process of its own with its data in the form that is natural to it: a plan file for us,
a table of assignments as csv for pandas, DuckDB and daff, a journal for hledger, the same YAML
for deepdiff. All are asked in turn, round by round (100,000 tasks once), and an answer that
differs from ours counts as none. What is measured is the median of the time of the processor;
what is not installed (PyPI: pandas duckdb daff deepdiff python-docx openpyxl xlsxwriter; Debian:
hledger) is left out.
"""

import argparse
import csv
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from bench.generator import generate_plan  # noqa: E402 - as they stand here
from dutymatrix import Plan, Role, load_plan  # noqa: E402

Row = tuple[str, ...]

# Seconds of the processor; who takes longer is not asked again with a larger plan.
PATIENCE = 120
# From so many tasks on one round has to do.
MANY = 100_000

LIBRARIES = (
    *("PyYAML", "pandas", "duckdb", "daff", "deepdiff"),
    *("python-docx", "openpyxl", "XlsxWriter"),
)

_PANDAS = "import sys, pandas\nrows = pandas.read_csv(sys.argv[1], dtype=str)\n"
_DUCKDB = "import sys, duckdb\nrows = duckdb.read_csv(sys.argv[1], all_varchar=True)\n"

PANDAS_LOOK_UP = f"""{_PANDAS}
own = rows[rows.unit == sys.argv[2]][["number", "title", "role"]]
print(own.to_csv(index=False, header=False), end="")
"""
DUCKDB_LOOK_UP = f"""{_DUCKDB}
own = duckdb.execute("select number, title, role from rows where unit = ?", [sys.argv[2]])
for row in own.fetchall():
    print(*row, sep=",")
"""
PANDAS_CROSSTAB = f"""{_PANDAS}
print(pandas.crosstab(rows.unit, rows.role).to_csv(), end="")
"""
DUCKDB_CROSSTAB = f"""{_DUCKDB}
for row in duckdb.sql("pivot rows on role using count(*) group by unit order by unit").fetchall():
    print(*row, sep=",")
"""
PYTHON_DOCX = """
import csv, sys, docx
rows = [*csv.reader(open(sys.argv[1], encoding="utf-8"))]
document = docx.Document()
table = document.add_table(rows=1, cols=len(rows[0]))
for cell, head in zip(table.rows[0].cells, rows[0]):
    cell.text = head
for row in rows[1:]:
    for cell, said in zip(table.add_row().cells, row):
        cell.text = said
document.save(sys.argv[2])
"""
OPENPYXL = """
import csv, sys, openpyxl
book = openpyxl.Workbook()
for row in csv.reader(open(sys.argv[1], encoding="utf-8")):
    book.active.append(row)
book.save(sys.argv[2])
"""
XLSXWRITER = """
import csv, sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2])
sheet = book.add_worksheet()
for n, row in enumerate(csv.reader(open(sys.argv[1], encoding="utf-8"))):
    sheet.write_row(n, 0, row)
book.close()
"""
DAFF = """
import csv, sys, daff
old, new = (
    daff.PythonTableView([*csv.reader(open(path, encoding="utf-8"))]) for path in sys.argv[1:]
)
flags = daff.CompareFlags()
flags.addPrimaryKey("number")
shown = daff.PythonTableView([])
daff.TableDiff(daff.compareTables(old, new, flags).align(), flags).hilite(shown)
for row in shown.data:
    print(*row, sep=",")
"""
DEEPDIFF = """
import sys, yaml, deepdiff
old, new = (yaml.load(open(path, "rb"), yaml.CSafeLoader) for path in sys.argv[1:])
print(deepdiff.DeepDiff(old, new).pretty())
"""


class Case(NamedTuple):
    """A plan and a revision of it, in the forms that each takes."""

    plan: Path
    old: Path
    assignments: Path
    """A row for each, as csv."""
    tasks: Path
    old_tasks: Path
    """A row for each, its units in one cell."""
    journal: Path
    """A transaction for each task, a posting for each assignment."""
    unit: str


class Peer(NamedTuple):
    """One way of asking."""

    name: str
    command: list[str]
    is_there: bool = True


def make_case(folder: Path, tasks: int) -> Case:
    """A plan of that many tasks, and what others read of it."""
    text = generate_plan(tasks)
    lines = text.split("\n")
    # One line in a hundred is another one.
    for n in range(50, len(lines), 100):
        lines[n] = lines[n].replace("工作", "任务")
    path, old = folder / f"{tasks}.yaml", folder / f"{tasks}-old.yaml"
    path.write_text(text, "utf-8")
    old.write_text("\n".join(lines), "utf-8")
    plan = load_plan(path)
    case = Case(
        path,
        old,
        folder / f"{tasks}.csv",
        folder / f"{tasks}-tasks.csv",
        folder / f"{tasks}-tasks-old.csv",
        folder / f"{tasks}.journal",
        _unit_of(plan),
    )
    _write_csv(case.assignments, ("number", "title", "unit", "role"), _assignments(plan))
    for file, read in ((case.tasks, plan), (case.old_tasks, load_plan(old))):
        _write_csv(file, ("number", "title", "text", "lead", "join", "due"), _tasks(read))
    with case.journal.open("w", encoding="utf-8") as journal:
        for item in plan.items:
            journal.write(f"2018-01-01 {item.number} {item.title}\n")
            for each in item.entry.assignments:
                journal.write(f"    {each.unit}:{each.role.value}  1\n")
            journal.write("    tasks\n\n")
    return case


def _unit_of(plan: Plan) -> str:
    """The tenth by its tasks: what it has is neither next to nothing nor nearly all."""
    groups = {group.name for group in plan.groups}
    counted = Counter(
        each.unit
        for item in plan.items
        for each in item.entry.assignments
        if each.unit not in groups
    )
    return counted.most_common(10)[-1][0]


def _assignments(plan: Plan) -> Iterator[Row]:
    for item in plan.items:
        for each in item.entry.assignments:
            yield str(item.number), item.title, each.unit, each.role.value


def _tasks(plan: Plan) -> Iterator[Row]:
    for item in plan.items:
        units = ("、".join(item.entry.units(role)) for role in (Role.LEAD, Role.JOIN))
        due = "；".join(f"{each.said}{each.goal}" for each in item.entry.milestones)
        yield str(item.number), item.title, item.entry.text, *units, due


def _write_csv(path: Path, heads: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((heads, *rows))


def _own(case: Case, *line: str) -> Peer:
    code = "from dutymatrix.__main__ import run; run()"
    return Peer("dutymatrix", [sys.executable, "-c", code, "--plan", str(case.plan), *line])


def _python(name: str, library: str, code: str, *arguments: str | Path) -> Peer:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return Peer(name, command, find_spec(library) is not None)


def _hledger(case: Case, *line: str) -> Peer:
    command = ["hledger", "-f", str(case.journal), *line]
    return Peer("hledger", command, shutil.which("hledger") is not None)


class Question(NamedTuple):
    """What is asked, of whom, and what of each answer must be as ours."""

    name: str
    content: Callable[[bytes, Path], object]
    peers: list[Peer]


def questions(case: Case, out: Path) -> Iterator[Question]:
    """All that is asked of a case; papers are written to a path without its suffix."""
    docx, xlsx = out.with_suffix(".docx"), out.with_suffix(".xlsx")
    yield Question(
        "what a unit leads and joins",
        lambda said, _out: {*re.findall(rb"\b\d+\.\d+\b", said)},
        [
            _own(case, "duties", case.unit, "-f", "tsv"),
            _python("pandas", "pandas", PANDAS_LOOK_UP, case.assignments, case.unit),
            _python("DuckDB", "duckdb", DUCKDB_LOOK_UP, case.assignments, case.unit),
            _hledger(case, "register", f"^{case.unit}:", "-O", "csv"),
        ],
    )
    yield Question(
        "units by roles, counted",
        lambda said, _out: _counts(said),
        [
            _own(case, "matrix", "--rows", "unit", "--cols", "role", "-f", "csv"),
            _python("pandas", "pandas", PANDAS_CROSSTAB, case.assignments),
            _python("DuckDB", "duckdb", DUCKDB_CROSSTAB, case.assignments),
            _hledger(case, "balance", "not:tasks", "-O", "csv"),
        ],
    )
    yield Question(
        "what a revision changed",
        lambda said, _out: _changed(said),
        [
            _own(case, "diff", str(case.old), str(case.plan), "-f", "json"),
            _python("daff", "daff", DAFF, case.old_tasks, case.tasks),
            _python("deepdiff", "deepdiff", DEEPDIFF, case.old, case.plan),
        ],
    )
    yield Question(
        "the table of tasks for Word",
        lambda _said, out: _rows_in(out.with_suffix(".docx"), "word/document.xml", b"<w:tr[ >]"),
        [
            _own(case, "tasks", "--full", "-o", str(docx)),
            _python("python-docx", "docx", PYTHON_DOCX, case.tasks, docx),
        ],
    )
    yield Question(
        "the table of tasks for Excel",
        lambda _said, out: _rows_in(out.with_suffix(".xlsx"), "xl/worksheets/sheet1.xml", b"<row "),
        [
            _own(case, "tasks", "--full", "-o", str(xlsx)),
            _python("XlsxWriter", "xlsxwriter", XLSXWRITER, case.tasks, xlsx),
            _python("openpyxl", "openpyxl", OPENPYXL, case.tasks, xlsx),
        ],
    )


def _counts(said: bytes) -> list[int]:
    """How often each unit has each role, sorted; without totals."""
    rows = csv.reader(said.decode("utf-8-sig").splitlines())
    return sorted(
        int(cell)
        for row in rows
        if row[0] not in ("total", "合计")
        for cell in row[1:3]
        if cell.isdecimal() and cell != "0"
    )


def _changed(said: bytes) -> int:
    """How many tasks were changed.

    We say of titles of sections, too, that they are others; a table of tasks has none.
    """
    if said.startswith(b"{"):
        changes = json.loads(said)["changes"]
        tasks = (each["new"] for each in changes if not each["kind"].startswith("section_"))
        return len({new["number"] for new in tasks if new})
    if b"root[" in said:
        return len({*re.findall(rb"root\['sections'\]\[\d+\]\['tasks'\]\[\d+\]", said)})
    return len({*re.findall(rb"(?m)^->,(\d+\.\d+)", said)})


def _rows_in(path: Path, part: str, row: bytes) -> bool:
    """Whether a file holds at least a row for each of the tasks it is named after."""
    with ZipFile(path) as file:
        return len(re.findall(row, file.read(part))) >= int(path.name.split("-")[0])


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    """Of the processor."""
    mebibytes: float
    said: bytes


def run(peer: Peer) -> Cost | None:
    """What one process takes; None where it takes too long, or fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            peer.command,
            env=environment,
            stdout=out,
            stderr=subprocess.DEVNULL,
            preexec_fn=_limit,
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            return None
        out.seek(0)
        return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read())


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


def machine() -> Iterator[str]:
    """What all of it was measured on, and of which versions."""
    with suppress(OSError):
        said = Path("/proc/cpuinfo").read_text("utf-8")
        yield from re.findall(r"(?m)^model name\s*:\s*(.+)", said)[:1]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"{os.cpu_count()} processors, {memory:.0f} GiB, {platform.platform()}"
    yield f"Python {platform.python_version()}"
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"
    if shutil.which("hledger"):
        told = subprocess.run(["hledger", "--version"], capture_output=True, encoding="utf-8")
        yield told.stdout.partition(",")[0]


def measure(
    question: Question, rounds: int, out: Path, slow: set[tuple[str, str]]
) -> Iterator[str]:
    """A row for each who answers rightly: seconds, beside ours, and memory."""
    costs: dict[str, list[Cost]] = {}
    own: object = None
    for _ in range(rounds):
        for peer in question.peers:
            if not peer.is_there or (question.name, peer.name) in slow:
                continue
            cost = run(peer)
            if cost is None:
                slow.add((question.name, peer.name))
                yield f"  {peer.name:12} more than {PATIENCE} s, or it failed"
                continue
            content = question.content(cost.said, out)
            own = content if peer.name == "dutymatrix" else own
            if content != own:
                slow.add((question.name, peer.name))
                yield f"  {peer.name:12} says otherwise"
                continue
            costs.setdefault(peer.name, []).append(cost)
    ours = median(cost.seconds for cost in costs["dutymatrix"])
    for name, each in costs.items():
        seconds = median(cost.seconds for cost in each)
        memory = max(cost.mebibytes for cost in each)
        yield (
            f"  {name:12} {seconds:8.2f} s  {seconds / ours:5.2f} ×  {memory:5.0f} MiB"
            f"  ({len(each)} runs)"
        )


def main() -> None:
    """Print a row for each question, size and peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[43, 1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append", help="a question, by a word of it")
    asked = parser.parse_args()
    print(*machine(), sep=", ")
    slow: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as folder:
        for tasks in asked.sizes:
            # On Linux a process's peak begins at the size of the one that started it: this one
            # has to stay small.
            with ProcessPoolExecutor(1) as pool:
                case = pool.submit(make_case, Path(folder), tasks).result()
            out = Path(folder) / f"{tasks}-out"
            for question in questions(case, out):
                if asked.only and not any(word in question.name for word in asked.only):
                    continue
                print(f"{question.name}, {tasks:,} tasks", flush=True)
                rounds = asked.rounds if tasks < MANY else 1
                for row in measure(question, rounds, out, slow):
                    print(row, flush=True)


if __name__ == "__main__":
    main()
