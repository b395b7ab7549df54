"""Ways to do something with a plan, each measured in processes of its own, which take turns.

What slows one down slows the next one, too: so ratios of neighbours in time are shown.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")

_TESTS = Path(__file__).resolve().parents[1]
_PATH = os.pathsep.join((str(_TESTS.parent / "src"), str(_TESTS)))
_ROUNDS = 5


@dataclass(frozen=True)
class Bench(Generic[_T]):
    """A script that prints a report on plans of some sizes."""

    script: str
    """Its path: it is run again for each figure."""
    what: str
    """What it measures, for its help."""
    sizes: Sequence[int]
    """How many tasks the plans have, if nobody says."""
    ways: Collection[str]
    measure: Callable[[str, Path], _T]
    """What one way costs with the plan in a file; it is called once in a process."""
    costs_of: Callable[[Any], _T]
    """Makes such costs of what JSON has kept of them."""
    render: Callable[[int, Mapping[str, Sequence[_T]]], Iterator[str]]
    """The lines on one size: the tasks, and costs by ways, round by round."""

    def main(self, argv: Sequence[str] | None = None) -> int:
        """Print the report."""
        parser = argparse.ArgumentParser(description=self.what)
        parser.add_argument("--sizes", type=int, nargs="+", default=self.sizes, metavar="TASKS")
        parser.add_argument("--rounds", type=int, default=_ROUNDS)
        parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
        asked = parser.parse_args(argv)
        if asked.measure:
            way, path = asked.measure
            print(json.dumps(self.measure(way, Path(path))))
            return 0
        with TemporaryDirectory() as folder:
            for tasks in asked.sizes:
                path = Path(folder, f"{tasks}.yaml")
                _write_plan(tasks, path)
                costs: dict[str, list[_T]] = {way: [] for way in self.ways}
                for _round in range(asked.rounds):
                    for way in self.ways:
                        costs[way].append(self._measure_apart(way, path))
                print(*self.render(tasks, costs), sep="\n", flush=True)
        return 0

    def _measure_apart(self, way: str, path: Path) -> _T:
        command = [sys.executable, self.script, "--measure", way, str(path)]
        environment = {**os.environ, "PYTHONPATH": _PATH}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        return self.costs_of(json.loads(done.stdout))


def peak_memory() -> float | None:
    """The largest size this process has had, in MiB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def _write_plan(tasks: int, path: Path) -> None:
    """Generate a plan in a process of its own.

    On Linux a process's peak begins at the size of the one that started it, so this one
    has to stay small.
    """
    with path.open("wb") as file:
        command = [sys.executable, str(_TESTS / "bench" / "generator.py"), str(tasks)]
        subprocess.run(command, stdout=file, check=True)
