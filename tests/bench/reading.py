"""How long reading a plan takes and how much memory, beside what libyaml itself needs.

Every figure comes from a process of its own, the three ways of reading take turns, and
medians of the processor's time are shown. The budgets are for 100,000 tasks; smaller plans show
how it grows.

    python tests/bench/reading.py --sizes 43 1000 --rounds 9
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src"

SIZES = (43, 1_000, 10_000, 100_000)
ROUNDS = 5


class Cost(NamedTuple):
    """What one reading took."""

    ms: float
    mib: float | None
    """The peak of the process; None where the system does not tell."""


class Budget(NamedTuple):
    """How much more than another reader one may cost at the largest size."""

    cost: str
    """A field of `Cost`."""
    reader: str
    reference: str
    most: float


BUDGETS = (
    Budget("ms", "load_plan", "bare_events", 1.6),
    # Five times as fast.
    Budget("ms", "load_plan", "safe_loader", 0.2),
    Budget("mib", "load_plan", "safe_loader", 0.35),
)


def load_plan(path: Path) -> Callable[[], object]:
    """The program's own reader: checked records, each with its place."""
    from dutymatrix.planfile import load_plan

    return lambda: load_plan(path)


def bare_events(path: Path) -> Callable[[], object]:
    """Events of libyaml, looked at by nobody: the floor of any reader built on them."""
    import yaml

    def read() -> None:
        for _event in yaml.parse(path.read_bytes(), Loader=yaml.CLoader):
            pass

    return read


def safe_loader(path: Path) -> Callable[[], object]:
    """What most programs do: dictionaries and lists, nothing checked."""
    import yaml

    return lambda: yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


READERS = {reader.__name__: reader for reader in (load_plan, bare_events, safe_loader)}


def measure_here(reader: str, path: Path) -> Cost:
    """Read a file once; of imports, the memory counts and the time does not."""
    read = READERS[reader](path)
    start = process_time()
    plan = read()
    ms = 1000 * (process_time() - start)
    cost = Cost(ms, peak_memory())
    del plan  # not before the peak was asked for
    return cost


def measure(reader: str, path: Path) -> Cost:
    """Read a file once in a fresh process."""
    command = [sys.executable, __file__, "--measure", reader, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return Cost(*json.loads(done.stdout))


def peak_memory() -> float | None:
    """The largest size this process has had, in MiB."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def write_plan(tasks: int, path: Path) -> None:
    """Generate a plan in a process of its own.

    On Linux a process's peak begins at the size of the one that started it, so this one
    has to stay small.
    """
    with path.open("wb") as file:
        command = [sys.executable, str(HERE / "generator.py"), str(tasks)]
        subprocess.run(command, stdout=file, check=True)


def measure_in_turns(path: Path, rounds: int) -> dict[str, list[Cost]]:
    """Costs of each reader, round by round."""
    costs: dict[str, list[Cost]] = {reader: [] for reader in READERS}
    for _round in range(rounds):
        for reader in READERS:
            costs[reader].append(measure(reader, path))
    return costs


def render_costs(tasks: int, costs: Mapping[str, Sequence[Cost]]) -> Iterator[str]:
    """Lines of the report on one size: medians, then the ratios that have budgets."""
    for reader, own in costs.items():
        peaks = [cost.mib for cost in own if cost.mib is not None]
        memory = f"{median(peaks):6.0f} MiB" if peaks else ""
        yield f"{tasks:>7} tasks  {reader:<28} {median(cost.ms for cost in own):10.1f} ms  {memory}"
    for budget in BUDGETS:
        # Neighbours in time are compared: what slows one down slows the other, too.
        pairs = zip(costs[budget.reader], costs[budget.reference], strict=True)
        both = [(getattr(a, budget.cost), getattr(b, budget.cost)) for a, b in pairs]
        if any(value is None for pair in both for value in pair):
            continue
        ratio = median(value / reference for value, reference in both)
        verdict = "ok" if ratio <= budget.most else "over"
        if tasks < SIZES[-1]:
            verdict = "-"
        what = f"{budget.cost:<3}  {budget.reader} / {budget.reference}"
        yield f"{tasks:>7} tasks  {what:<28} {ratio:10.2f}     at most {budget.most}: {verdict}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Measure how plans are read.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="TASKS")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.measure:
        reader, path = arguments.measure
        print(json.dumps(measure_here(reader, Path(path))))
        return 0
    with TemporaryDirectory() as folder:
        for tasks in arguments.sizes:
            path = Path(folder, f"{tasks}.yaml")
            write_plan(tasks, path)
            costs = measure_in_turns(path, arguments.rounds)
            print(*render_costs(tasks, costs), sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
