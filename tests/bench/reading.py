"""How long reading a plan takes and how much memory, beside what libyaml itself needs.

Every figure comes from a process of its own, the three ways of reading take turns, and
medians of the processor's time are shown. The budgets are for 100,000 tasks; smaller plans show
how it grows.

    python tests/bench/reading.py --sizes 43 1000 --rounds 9
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.turn import Bench, peak_memory

SIZES = (43, 1_000, 10_000, 100_000)


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


def measure(reader: str, path: Path) -> Cost:
    """Read a file once; of imports, the memory counts and the time does not."""
    read = READERS[reader](path)
    start = process_time()
    plan = read()
    ms = 1000 * (process_time() - start)
    cost = Cost(ms, peak_memory())
    del plan  # not before the peak was asked for
    return cost


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


BENCH = Bench(
    __file__,
    "Measure how plans are read.",
    SIZES,
    READERS,
    measure,
    Cost._make,
    render_costs,
)

if __name__ == "__main__":
    sys.exit(BENCH.main())
