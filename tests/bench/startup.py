"""How long commands on a plan of 43 tasks take, beside processes that only load libraries.

Both sides start alike, `python -c` without further flags, and take turns, so that what slows
one slows the other; the ratio is the median of the ratios of neighbours. Counted is the time of
the processor, on Windows that of the clock. The program runs from the source tree, in Chinese.

    python tests/bench/startup.py --rounds 31
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
CATALOGUE = SOURCE / "dutymatrix" / "locale" / "zh_CN" / "LC_MESSAGES" / "dutymatrix.mo"
ROUNDS = 21

# What the installed script does; completion goes by the name it was called with.
PROGRAM = """
import sys
sys.argv[0] = "dutymatrix"
from dutymatrix.__main__ import run
run()
"""
# The leanest application of one command: no budget is to be met by a slow reference.
APPLICATION = """
import {modules}
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main(): print("done")
app()
"""
TYPER = "import typer"
TYPER_YAML = APPLICATION.format(modules="typer, yaml")
TYPER_YAML_RICH = APPLICATION.format(modules="typer, yaml, rich.table")
WITH_NETWORKX = APPLICATION.format(modules="typer, yaml, rich.table, networkx")

UNIT = "市卫计局"
TAB = {
    "_DUTYMATRIX_COMPLETE": "complete_bash",
    "COMP_WORDS": "dutymatrix duties 市",
    "COMP_CWORD": "2",
}


class Case(NamedTuple):
    """A use of the program, and what it may cost."""

    what: str
    arguments: Sequence[str]
    variables: Mapping[str, str]
    """Added to the environment."""
    answer: str
    """Stands in the output; a failure would be quick."""
    reference: str
    """Source of the process it is compared with."""
    most: float
    """The ratio it must not exceed."""


CASES = (
    Case("duties, table", ("duties", UNIT), {}, UNIT, TYPER_YAML_RICH, 1.0),
    Case("the same", ("duties", UNIT), {}, UNIT, TYPER_YAML, 1.0),
    Case("duties, json", ("duties", UNIT, "-f", "json"), {}, '"duties"', TYPER_YAML, 1.0),
    Case("task", ("task", "3.3"), {}, UNIT, TYPER_YAML, 1.0),
    Case("tasks", ("tasks",), {}, UNIT, TYPER_YAML, 1.0),
    Case("units", ("units",), {}, UNIT, TYPER_YAML, 1.0),
    Case("Tab", (), TAB, UNIT, TYPER_YAML, 1.0),
    Case("matrix", ("matrix",), {}, UNIT, WITH_NETWORKX, 1.0),
    Case("partners", ("partners", UNIT), {}, UNIT, WITH_NETWORKX, 1.0),
    Case("--version", ("--version",), {}, "dutymatrix", TYPER, 1.0),
)


class Result(NamedTuple):
    """Medians over the rounds."""

    case: Case
    ms: float
    reference_ms: float
    ratio: float

    @property
    def is_over(self) -> bool:
        """Whether it costs more than it may."""
        return self.ratio > self.case.most


def measure(rounds: int) -> Iterator[Result]:
    """Run all cases and their references in turns."""
    pairs: dict[str, list[tuple[float, float]]] = {case.what: [] for case in CASES}
    for number in range(rounds + 1):
        for case in CASES:
            sources = (PROGRAM, case.reference)
            # Who goes first changes, as the second finds the machine awake.
            order = sources if number % 2 else sources[::-1]
            ms = {source: run(source, case) for source in order}
            # The first round fills the .pyc files and the system's caches.
            if number:
                pairs[case.what].append((ms[PROGRAM], ms[case.reference]))
    for case in CASES:
        own, reference = zip(*pairs[case.what], strict=True)
        ratio = median(a / b for a, b in pairs[case.what])
        yield Result(case, median(own), median(reference), ratio)


def run(source: str, case: Case) -> float:
    """Milliseconds that a process took of the processor, from start to end.

    Raises:
        SystemExit: The program did not give its answer.
    """
    is_program = source == PROGRAM
    start = _spent()
    done = subprocess.run(
        [sys.executable, "-c", source, *(case.arguments if is_program else ())],
        env={**ENVIRONMENT, **case.variables},
        cwd=ROOT,
        capture_output=True,
    )
    ms = 1000 * (_spent() - start)
    if done.returncode or (is_program and case.answer not in done.stdout.decode("utf-8")):
        said = done.stderr.decode("utf-8", "replace")
        sys.exit(f"{case.what}: ended with {done.returncode}, without an answer\n{said}")
    return ms


def _spent() -> float:
    """Seconds that processes which have ended took of the processor; else those of the clock."""
    if resource is None:
        return perf_counter()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _environment() -> dict[str, str]:
    """Variables of every process: those of this one but for settings of Python and of ours."""
    settings = ("PYTHON", "DUTYMATRIX", "_DUTYMATRIX", "COMP_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(settings)}
    return kept | {
        "PYTHONPATH": str(SOURCE),
        "PYTHONIOENCODING": "utf-8",  # so that the answers can be read on any system
        "DUTYMATRIX_LANG": "zh_CN",
        "DUTYMATRIX_PLAN": str(ROOT / "plan.yaml"),
    }


ENVIRONMENT = _environment()


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table.

    Returns:
        0; with `--check` 1 if a budget is exceeded.
    """
    parser = argparse.ArgumentParser(description="Measure how fast commands start.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--check", action="store_true", help="exit 1 if a budget is exceeded")
    arguments = parser.parse_args(argv)
    if not CATALOGUE.is_file():
        print("the catalogue is not compiled: Chinese messages cost nothing here", file=sys.stderr)
    print(f"{'what':<16}{'median ms':>10}{'reference':>11}{'ratio':>7}{'budget':>8}")
    results = [*measure(arguments.rounds)]
    for result in results:
        case = result.case
        times = f"{result.ms:>10.1f}{result.reference_ms:>11.1f}{result.ratio:>7.2f}"
        print(f"{case.what:<16}{times}{case.most:>8}  {'over' if result.is_over else 'ok'}")
    return int(arguments.check and any(result.is_over for result in results))


if __name__ == "__main__":
    sys.exit(main())
