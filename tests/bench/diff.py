"""How long comparing two plans takes, beside reading them.

Reading and comparing take turns in processes of their own, and medians are shown. Comparing
includes what it means for each unit, and the first numbering of the plans; the modules are
there. `changed`: of every hundred tasks one is reworded, retitled, led by another, moved or
gone. `shuffled`: the sections are in another order. `unrelated`: another plan of that size.

    python tests/bench/diff.py --sizes 43 1000 --rounds 9
"""

import argparse
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dutymatrix.plan.model import Plan, Section, Task

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src"

SIZES = (43, 1_000, 10_000)
ROUNDS = 5


class Budget(NamedTuple):
    """How many times as long as reading both plans comparing may take, at one size."""

    way: str
    tasks: int
    most: float


BUDGETS = (
    Budget("changed", 43, 1.5),
    Budget("changed", 10_000, 1.5),
    # Not promised: whether it grows as reading does.
    Budget("shuffled", 10_000, 1.5),
    Budget("unrelated", 10_000, 6),
)


def changed(plan: "Plan") -> "Plan":
    """The plan with one task of a hundred changed, at least two."""
    rng = Random(0)
    tasks = [task for section in plan.sections for task in section.tasks]
    chosen = rng.sample(tasks, max(2, len(tasks) // 100))
    edits = [_reword, _retitle, _lead_otherwise, _remove]
    edit_of = {id(task): edits[n % len(edits)] for n, task in enumerate(chosen)}

    def revise(section: "Section") -> "Section":
        both = ((task, edit_of.get(id(task), _keep)) for task in section.tasks)
        return replace(section, tasks=tuple(new for task, edit in both for new in edit(task)))

    sections = [*map(revise, plan.sections)]
    # And the last task of a section stands in the next one.
    moved = sections[0].tasks[-1]
    sections[0] = replace(sections[0], tasks=sections[0].tasks[:-1])
    sections[1] = replace(sections[1], tasks=(*sections[1].tasks, moved))
    return replace(plan, sections=tuple(sections))


def _keep(task: "Task") -> "list[Task]":
    return [task]


def _reword(task: "Task") -> "list[Task]":
    return [replace(task, text=task.text.replace("加强", "充实") + "建立长效机制。")]


def _retitle(task: "Task") -> "list[Task]":
    return [replace(task, title=f"全面{task.title}", text=task.text[:-12])]


def _lead_otherwise(task: "Task") -> "list[Task]":
    lead, *others = task.assignments
    others = [own for own in others if own.unit != "市公安局"]
    return [replace(task, assignments=(lead._replace(unit="市公安局"), *others), places=())]


def _remove(_task: "Task") -> "list[Task]":
    return []


def shuffled(plan: "Plan") -> "Plan":
    """The plan with its sections in another order."""
    sections = list(plan.sections)
    Random(0).shuffle(sections)
    return replace(plan, sections=tuple(sections))


def unrelated(plan: "Plan") -> "Plan":
    """Another plan of that size."""
    from bench.generator import generate_plan
    from dutymatrix import parse_plan

    return parse_plan(generate_plan(len(plan.items), seed=1))


WAYS: Mapping[str, Callable[["Plan"], "Plan"]] = {
    way.__name__: way for way in (changed, shuffled, unrelated)
}


class Cost(NamedTuple):
    """What one comparison took."""

    ms: float
    reading_ms: float
    """What reading both plans took before."""
    mib: float | None
    """The peak of the process; None where the system does not tell."""


def measure_here(way: str, path: Path) -> Cost:
    """Read two plans and compare them."""
    from dutymatrix import dump_plan
    from dutymatrix.diff import diff_plans
    from dutymatrix.planfile import load_plan

    revised = path.with_suffix(f".{way}.yaml")
    revised.write_text(dump_plan(WAYS[way](load_plan(path))), encoding="utf-8")
    gc.collect()
    start = perf_counter()
    old, new = load_plan(path), load_plan(revised)
    reading_ms = 1000 * (perf_counter() - start)
    start = perf_counter()
    diff = diff_plans(old, new)
    impact = diff.impact
    ms = 1000 * (perf_counter() - start)
    del impact  # not before the time was taken
    return Cost(ms, reading_ms, peak_memory())


def measure(way: str, path: Path) -> Cost:
    """Compare once in a fresh process."""
    command = [sys.executable, __file__, "--measure", way, str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(SOURCE), str(HERE.parent)))}
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
    """Generate a plan."""
    with path.open("wb") as file:
        command = [sys.executable, str(HERE / "generator.py"), str(tasks)]
        subprocess.run(command, stdout=file, check=True)


def measure_in_turns(path: Path, rounds: int) -> dict[str, list[Cost]]:
    """Costs of each way, round by round."""
    costs: dict[str, list[Cost]] = {way: [] for way in WAYS}
    for _round in range(rounds):
        for way in WAYS:
            costs[way].append(measure(way, path))
    return costs


def render_costs(tasks: int, costs: Mapping[str, Sequence[Cost]]) -> Iterator[str]:
    """Lines of the report on one size: medians, then the ratios."""
    for way, own in costs.items():
        peaks = [cost.mib for cost in own if cost.mib is not None]
        memory = f"{median(peaks):6.0f} MiB" if peaks else ""
        yield f"{tasks:>7} tasks  {way:<24} {median(cost.ms for cost in own):10.1f} ms  {memory}"
    for way, own in costs.items():
        # What slows one down slows the other, too: they are neighbours in time.
        ratio = median(cost.ms / cost.reading_ms for cost in own)
        most = [b.most for b in BUDGETS if (b.way, b.tasks) == (way, tasks)]
        verdict = f"at most {most[0]}: {'ok' if ratio <= most[0] else 'over'}" if most else "-"
        yield f"{tasks:>7} tasks  {f'{way} / reading both':<24} {ratio:10.2f}     {verdict}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Measure how plans are compared.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="TASKS")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.measure:
        way, path = arguments.measure
        print(json.dumps(measure_here(way, Path(path))))
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
