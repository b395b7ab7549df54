"""How much more every command costs where the plan grows four times.

    python tests/bench/scale.py
    python tests/bench/scale.py --only matrix --only stats
    python tests/bench/scale.py --short

What is measured is the processor time of the whole process, the smaller of two runs, and its
largest memory: from 2,500 to 10,000 tasks with 60 names in the roster, and from 500 to 2,000
with a name for every five tasks. A command holds where it costs at most five times as much,
and where at 10,000 tasks a text takes at most 4 s, a document or picture 20 s, and 400 MiB.

The short form counts calls of functions instead, from 100 to 400 tasks, less those that a plan
of ten tasks needs; it says the same on every machine.
"""

import argparse
import os
import pty
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

GROWTHS = {"60 names": ((2_500, 60), (10_000, 60)), "a name for 5": ((500, 100), (2_000, 400))}
LEAST, SMALL, LARGE = (10, 60), (100, 60), (400, 60)
MOST = 5.0
TEXT, DOCUMENT = 4.0, 20.0
MEMORY = 400
RUNS = 2

# The plan is {plan}, committed after {other}; {mine} is a copy of a third version, {moved} of one
# with tasks moved, as {elsewhere} has others; {out} a path without a suffix. On a terminal: !
COMMANDS = {
    "duties": "duties {unit}",
    "duties json": "duties {unit} -f json",
    "tasks": "tasks",
    "tasks on a terminal": "! tasks",
    "tasks json": "tasks -f json",
    "check": "check {plan}",
    "units": "units",
    "matrix": "matrix",
    "matrix on a terminal": "! matrix",
    "matrix json": "matrix -f json",
    "matrix html": "matrix --rows unit -o {out}.html",
    "matrix xlsx": "matrix -o {out}.xlsx",
    "marks": "matrix --rows task --cols unit --cells mark",
    "marks on a terminal": "! matrix --rows task --cols unit --cells mark",
    "marks json": "matrix --rows task --cols unit --cells mark -f json",
    "marks html": "matrix --rows task --cols unit --cells mark -o {out}.html",
    "marks xlsx": "matrix --rows task --cols unit --cells mark -o {out}.xlsx",
    "unit by unit": "matrix --rows unit --cols unit",
    "unit by unit on a terminal": "! matrix --rows unit --cols unit",
    "unit by unit json": "matrix --rows unit --cols unit -f json",
    "unit by unit html": "matrix --rows unit --cols unit -o {out}.html",
    "unit by unit xlsx": "matrix --rows unit --cols unit -o {out}.xlsx",
    "partners": "partners {unit}",
    "stats": "stats",
    "stats json": "stats -f json",
    "svg matrix": "graph -o {out}.svg",
    "svg network": "graph --layout network -o {out}.svg",
    "dot": "graph -f dot",
    "graphml": "graph -o {out}.graphml",
    "tasks docx": "tasks -o {out}.docx",
    "tasks xlsx": "tasks -o {out}.xlsx",
    "tasks html": "tasks -o {out}.html",
    "tasks md": "tasks -o {out}.md",
    "tasks csv": "tasks -o {out}.csv",
    "lists docx": "duties --all -o {out}.docx",
    "lists xlsx": "duties --all -o {out}.xlsx",
    "lists html": "duties --all -o {out}.html",
    "lists md": "duties --all -o {out}.md",
    "lists csv": "duties --all -o {out}.csv",
    "report": "report -o {out}.html",
    "diff": "diff {other} {plan}",
    "diff docx": "diff {other} {plan} -o {out}.docx",
    "notices": "diff {other} {plan} --notices {out}",
    "fmt": "fmt --check {plan}",
    "history": "history {unit}",
    "merge": "merge-driver {other} {mine} {plan}",
    "merge of moved tasks": "merge-driver {plan} {moved} {elsewhere}",
    "import": "import {document} -o {out}.yaml",
    "verify": "verify {document}",
}
# What may end with 1: something was found, or differs.
_FINDING = frozenset({"check", "fmt", "merge", "merge of moved tasks", "verify"})
_DOCUMENTS = frozenset({"html", "xlsx", "docx", "svg matrix", "svg network", "report", "notices"})

_RUN = "from dutymatrix.__main__ import run; run()"
_COUNT = """
import sys
from cProfile import Profile
from pathlib import Path
from dutymatrix.cli.main import main
profile = Profile()
code = profile.runcall(main, sys.argv[2:])
Path(sys.argv[1]).write_text(str(sum(entry.callcount for entry in profile.getstats())), "ascii")
sys.exit(code)
"""


class Cost(NamedTuple):
    """What a run took."""

    seconds: float
    """Of the processor."""
    mebibytes: float
    code: int


class Case(NamedTuple):
    """A plan, and what commands name of it."""

    plan: Path
    other: Path
    ours: Path
    moved: Path
    elsewhere: Path
    document: Path
    unit: str


def make_case(folder: Path, tasks: int, names: int) -> Case:
    """A plan of that size, a revision of it, and its text."""
    command = [sys.executable, str(HERE / "generator.py"), str(tasks), "--names", str(names)]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    home = folder / f"{tasks}-{names}"
    home.mkdir()
    plan, other, ours, moved, elsewhere = (
        home / f"{name}.yaml" for name in ("plan", "other", "ours", "moved", "elsewhere")
    )
    other.write_text(_revised(text, 50), "utf-8")
    ours.write_text(_revised(_revised(text, 50), 25), "utf-8")
    moved.write_text(_rearranged(text, 25, "甲"), "utf-8")
    elsewhere.write_text(_rearranged(text, 75, "乙"), "utf-8")
    git = ["git", "-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    subprocess.run([*git, "init", "--quiet"], cwd=home, check=True)
    for version in (other.read_text("utf-8"), text):
        plan.write_text(version, "utf-8")
        subprocess.run([*git, "add", plan.name], cwd=home, check=True)
        subprocess.run(
            [*git, "commit", "--quiet", "--allow-empty", "-m", "修订"], cwd=home, check=True
        )
    document = home / "plan.md"
    run(["--plan", str(plan), "tasks", "-o", str(document)], folder)
    unit = text.partition("units:\n  ")[2].partition(":")[0]
    return Case(plan, other, ours, moved, elsewhere, document, unit)


def _revised(text: str, first: int) -> str:
    """A plan in which one line of a hundred is another one."""
    lines = text.split("\n")
    for n in range(first, len(lines), 100):
        lines[n] = lines[n].replace("工作", "任务")
    return "\n".join(lines)


def _rearranged(text: str, first: int, word: str) -> str:
    """A plan with a word in one title, and of a hundred tasks one retitled, removed or moved."""
    blocks = text.split("\n\n")
    tasks = [n for n, block in enumerate(blocks) if block.startswith("  - title: ")]
    for step, n in enumerate(range(first, len(tasks) - 21, 100)):
        own, further = tasks[n], tasks[n + 20]
        if step % 3 == 0:
            blocks[own] = blocks[own].replace("title: ", "title: 重新", 1)
            continue
        if step % 3 == 1:
            blocks[further] += f"\n\n{blocks[own]}"
        blocks[own] = ""
    blocks[tasks[0]] = blocks[tasks[0]].replace("title: ", f"title: {word}", 1)
    return "\n\n".join(filter(None, blocks))


def run(arguments: list[str], folder: Path, *, on_terminal: bool = False, code: str = _RUN) -> Cost:
    """What a run of the program costs; what it prints is thrown away."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "120"}
    environment |= {"DUTYMATRIX_LANG": "zh_CN", "PAGER": "cat", "PYTHONHASHSEED": "0"}
    reading, writing = pty.openpty() if on_terminal else (-1, subprocess.DEVNULL)
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.DEVNULL,
    )
    if on_terminal:
        os.close(writing)
        threading.Thread(target=_swallow, args=(reading,), daemon=True).start()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def _swallow(reading: int) -> None:
    try:
        while os.read(reading, 65_536):
            pass
    except OSError:  # the other end is closed
        pass
    os.close(reading)


def arguments_of(line: str, case: Case, folder: Path) -> tuple[list[str], bool]:
    """What is typed, and whether on a terminal; nothing is where it will write."""
    for old in folder.glob("out*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    mine = shutil.copy(case.ours, folder / "mine.yaml")
    moved = shutil.copy(case.moved, folder / "moved.yaml")
    names = case._asdict() | {"mine": mine, "moved": moved, "out": folder / "out"}
    filled = line.removeprefix("! ").format(**names)
    return ["--plan", str(case.plan), *shlex.split(filled)], line.startswith("! ")


def measure(line: str, case: Case, folder: Path) -> Cost:
    """The cheaper of some runs of a command."""
    costs = []
    for _ in range(RUNS):
        arguments, on_terminal = arguments_of(line, case, folder)
        costs.append(run(arguments, folder, on_terminal=on_terminal))
    return min(costs)


def measure_all(names: list[str], folder: Path) -> Iterator[str]:
    """A row for each command and growth."""
    cases = {size: make_case(folder, *size) for pair in GROWTHS.values() for size in pair}
    for name in names:
        most = DOCUMENT if name in _DOCUMENTS or name.split()[-1] in _DOCUMENTS else TEXT
        for growth, (small, large) in GROWTHS.items():
            one = measure(COMMANDS[name], cases[small], folder)
            four = measure(COMMANDS[name], cases[large], folder)
            ratio = four.seconds / one.seconds
            held = ratio <= MOST and four.mebibytes <= MEMORY and four.seconds <= most
            yield (
                f"{name:28} {growth:13} {one.seconds:7.2f} → {four.seconds:7.2f} s"
                f" ({ratio:4.1f} ×) {four.mebibytes:5.0f} MiB  "
                f"{_verdict(name, held, one.code, four.code)}"
            )


def count(line: str, case: Case, folder: Path) -> tuple[int, int]:
    """How many functions a command calls, and how it ends."""
    arguments, on_terminal = arguments_of(line, case, folder)
    counted = folder / "calls"
    counted.write_text("0", "ascii")
    arguments = [str(counted), *arguments]
    code = run(arguments, folder, on_terminal=on_terminal, code=_COUNT).code
    return int(counted.read_text("ascii")), code


def count_all(names: list[str], folder: Path) -> Iterator[str]:
    """A row for each command, of calls instead of seconds."""
    cases = [make_case(folder, *size) for size in (LEAST, SMALL, LARGE)]
    for name in names:
        runs = [count(COMMANDS[name], case, folder) for case in cases]
        (least, one, four), codes = zip(*runs, strict=True)
        ratio = (four - least) / max(1, one - least)
        yield (
            f"{name:28} {one - least:10,} → {four - least:10,} calls ({ratio:4.1f} ×)  "
            f"{_verdict(name, 0 < ratio <= MOST, *codes)}"
        )


def _verdict(name: str, held: bool, *codes: int) -> str:
    failed = {*codes} - ({0, 1} if name in _FINDING else {0})
    return f"FAILED {failed}" if failed else "held" if held else "NOT HELD"


def main() -> int:
    """Print the rows; 1 where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", help="a command, by the name of its row")
    parser.add_argument("--short", action="store_true", help="count calls in small plans")
    asked = parser.parse_args()
    rows = count_all if asked.short else measure_all
    not_held = 0
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(asked.only or [*COMMANDS], Path(folder)):
            print(row, flush=True)
            not_held += not row.endswith(" held")
    return 1 if not_held else 0


if __name__ == "__main__":
    sys.exit(main())
