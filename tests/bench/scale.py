"""How much more every command costs where the plan grows four times.

    python tests/bench/scale.py
    python tests/bench/scale.py --only matrix --only stats

What is measured is the processor time of the whole process, the smaller of two runs, and its
largest memory: from 2,500 to 10,000 tasks with 60 names in the roster, and from 500 to 2,000
with a name for every five tasks. A command holds where it costs at most five times as much,
and where at 10,000 tasks a text takes at most 4 s, a document or picture 20 s, and 400 MiB.
"""

import argparse
import os
import pty
import shlex
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
MOST = 5.0
TEXT, DOCUMENT = 4.0, 20.0
MEMORY = 400
RUNS = 2

# The plan is {plan}, another one {other}; {out} is a path without a suffix. On a terminal: !
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
    "import": "import {document} -o {out}.yaml",
    "verify": "verify {document}",
}
_TEXTS = frozenset({"", "json", "csv", "md", "dot", "graphml", "terminal"})


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
    document: Path
    unit: str


def make_case(folder: Path, tasks: int, names: int) -> Case:
    """A plan of that size, a revision of it, and its text."""
    command = [sys.executable, str(HERE / "generator.py"), str(tasks), "--names", str(names)]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    plan, other = folder / f"{tasks}-{names}.yaml", folder / f"{tasks}-{names}-old.yaml"
    plan.write_text(text, "utf-8")
    # One line in a hundred is another one.
    lines = text.split("\n")
    for n in range(50, len(lines), 100):
        lines[n] = lines[n].replace("工作", "任务")
    other.write_text("\n".join(lines), "utf-8")
    document = folder / f"{tasks}-{names}.md"
    run(["--plan", str(plan), "tasks", "-o", str(document)], folder)
    unit = text.partition("units:\n  ")[2].partition(":")[0]
    return Case(plan, other, document, unit)


def run(arguments: list[str], folder: Path, *, on_terminal: bool = False) -> Cost:
    """What a run of the program costs; what it prints is thrown away."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "120"}
    environment |= {"DUTYMATRIX_LANG": "zh_CN", "PAGER": "cat"}
    command = [sys.executable, "-c", "from dutymatrix.cli.main import run; run()", *arguments]
    reading, writing = pty.openpty() if on_terminal else (-1, subprocess.DEVNULL)
    process = subprocess.Popen(
        command,
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


def measure(line: str, case: Case, folder: Path) -> Cost:
    """The cheaper of some runs of a command."""
    on_terminal = line.startswith("! ")
    costs = []
    for n in range(RUNS):
        filled = line.removeprefix("! ").format(**case._asdict(), out=folder / f"out{n}")
        for old in folder.glob("out*.yaml"):
            old.unlink()
        arguments = ["--plan", str(case.plan), *shlex.split(filled)]
        costs.append(run(arguments, folder, on_terminal=on_terminal))
    return min(costs)


def measure_all(names: list[str], folder: Path) -> Iterator[str]:
    """A row for each command and growth."""
    cases = {size: make_case(folder, *size) for pair in GROWTHS.values() for size in pair}
    for name in names:
        for growth, (small, large) in GROWTHS.items():
            one = measure(COMMANDS[name], cases[small], folder)
            four = measure(COMMANDS[name], cases[large], folder)
            ratio = four.seconds / one.seconds
            suffix = name.rpartition(" ")[2] if name not in ("duties", "tasks") else ""
            most = TEXT if suffix in _TEXTS or " " not in name else DOCUMENT
            held = ratio <= MOST and four.mebibytes <= MEMORY and four.seconds <= most
            failed = {one.code, four.code} - {0, 1}
            word = f"FAILED {failed}" if failed else "held" if held else "NOT HELD"
            yield (
                f"{name:28} {growth:13} {one.seconds:7.2f} → {four.seconds:7.2f} s"
                f" ({ratio:4.1f} ×) {four.mebibytes:5.0f} MiB  {word}"
            )


def main() -> int:
    """Print the rows; 1 where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", help="a command, by the name of its row")
    names = parser.parse_args().only or [*COMMANDS]
    not_held = 0
    with tempfile.TemporaryDirectory() as folder:
        for row in measure_all(names, Path(folder)):
            print(row, flush=True)
            not_held += not row.endswith(" held")
    return 1 if not_held else 0


if __name__ == "__main__":
    sys.exit(main())
