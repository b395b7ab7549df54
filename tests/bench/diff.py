"""How long comparing two plans takes, beside reading them.

Reading and comparing take turns in processes of their own, and medians are shown. Comparing
includes what it means for each unit, and the first numbering of the plans; the modules are
there. `changed`: of every hundred tasks one is reworded, retitled, led by another, moved or
gone. `shuffled`: the sections are in another order. `unrelated`: another plan of that size.

    python tests/bench/diff.py --sizes 43 1000 --rounds 9
"""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dutymatrix.plan.model import Plan, Section, Task

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.turn import Bench, peak_memory

SIZES = (43, 1_000, 10_000)


class Budget(NamedTuple):
    """How many times as long as reading both plans comparing may take, at one size."""

    way: str
    tasks: int
    most: float


BUDGETS = (
    Budget("changed", 43, 0.6),
    Budget("changed", 10_000, 0.9),
    # Not promised: whether it grows as reading does.
    Budget("shuffled", 10_000, 1.5),
    Budget("unrelated", 10_000, 1.5),
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


def measure(way: str, path: Path) -> Cost:
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


BENCH = Bench(
    __file__,
    "Measure how plans are compared.",
    SIZES,
    WAYS,
    measure,
    Cost._make,
    render_costs,
)

if __name__ == "__main__":
    sys.exit(BENCH.main())
