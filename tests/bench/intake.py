"""How long an official text takes to become a plan: tasks a second, and how that grows.

The text is made up: chapters of ten numbered items with wording, dates and lists in
several forms. The budget is for the largest size; linear time keeps the rate.

    python tests/bench/intake.py --sizes 100 1000 --rounds 5
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from statistics import median
from time import process_time

from dutymatrix.document import Intake, build_plan
from dutymatrix.document.readers.plaintext import read
from dutymatrix.plan.numbering import hanzi

SIZES = (100, 1_000, 10_000)
ROUNDS = 5
FEWEST_A_SECOND = 1_000
"""Tasks that an import has to make."""

_WORDING = (
    "进一步完善工作机制，明确目标任务，细化责任分工，推动各项措施落地见效。2018年底前，建立覆盖全市的"
    "信息共享平台；到2019年底，重点场所覆盖率达到95%以上，群众满意度不低于85%。加强对各镇（街）、"
    "各有关部门工作开展情况的督导检查，对“一企一策”等做法（含试点经验）及时总结推广。"
)
_LISTS = (
    "（责任单位：市发展改革委、市财政局、市人力资源和社会保障局，各县（市、区）政府）",
    "（市公安局牵头，市司法局、市民政局等配合）",
    "（牵头单位：市教育局，配合单位：市公安局、市司法局，各区、县级市政府；完成时限：2019年底前）",
    "【市禁毒办、市综治办、市文明办，各镇（街）】",
    "\n责任单位：市工业和信息化局、市商务局、国网供电公司，各镇人民政府",
)


def generate_text(tasks: int) -> str:
    """An official plan with that many tasks."""
    return "\n".join(_iter_paragraphs(tasks)) + "\n"


def _iter_paragraphs(tasks: int) -> Iterator[str]:
    yield "云江市重点工作实施方案(2017-2019年)"
    yield "为做好全市重点工作，现提出以下方案（列在首位的为牵头单位，其他为参与单位）。"
    lists = cycle(_LISTS)
    numbers = iter(range(tasks))
    chapter = 0
    while items := [*islice(numbers, 10)]:
        chapter += 1
        yield f"{hanzi(chapter)}、推进第{chapter}方面工作"
        for place, number in enumerate(items, 1):
            yield f"{place}.落实第{number}项任务。{_WORDING}{next(lists)}"


def import_text(data: bytes) -> Intake:
    """What the command does between reading the file and writing the plan."""
    return build_plan(read(data, "方案.txt"))


def measure(tasks: int, rounds: int) -> float:
    """Seconds of the processor that an import takes, the median of some."""
    data = generate_text(tasks).encode("utf-8")
    costs = []
    for _round in range(rounds):
        start = process_time()
        intake = import_text(data)
        costs.append(process_time() - start)
        if intake.coverage.lists_used != tasks:
            raise SystemExit(f"{intake.coverage.lists_used} lists of {tasks}")
    return median(costs)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Measure how official texts are imported.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="TASKS")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args(argv)
    for tasks in arguments.sizes:
        seconds = measure(tasks, arguments.rounds)
        rate = tasks / seconds
        verdict = "ok" if rate >= FEWEST_A_SECOND else "under"
        print(
            f"{tasks:>7} tasks  {1000 * seconds:10.1f} ms  {rate:8.0f} a second     "
            f"at least {FEWEST_A_SECOND}: {verdict}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
