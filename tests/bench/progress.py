"""How long the ledger takes beside a list of tasks, and how many forms are collected a second.

Every unit has reported on every task in twelve periods: 43 tasks × 31 units × 12 are 15,996
reports. Each command runs in a process of its own, they take turns, and medians of wall and
processor time are shown. `tasks` reads progress.yaml for its lights, too; it also runs where there
is none. Then a thousand forms come back, each with a text and a state in every row, in
folders by period; they are collected into a new file, and once more into that one.

    python tests/bench/progress.py --rounds 5 --forms 1000
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
YEARS = (2017, 2018, 2019)
PERIODS = tuple(f"{year}年第{quarter}季度" for year in YEARS for quarter in "一二三四")
MOST, LEAST = 2.0, 50
"""How many times as long as `tasks` the ledger may take; how many forms a second are collected."""


class Took(NamedTuple):
    """Seconds of a process."""

    wall: float
    cpu: float


def write_reports(folder: Path) -> int:
    """A plan whose units have all reported on all tasks in all periods; how many reports."""
    from dutymatrix.planfile import load_plan
    from dutymatrix.progress.account import Account, Entry, Report, Round, State
    from dutymatrix.progress.accountwriter import dump_account
    from dutymatrix.progress.tracking import places_of

    shutil.copy(ROOT / "plan.yaml", folder)
    plan = load_plan(folder / "plan.yaml")
    states, places = tuple(State), places_of(plan)

    def reports(place: int, title: str) -> Iterator[Report]:
        for n, period in enumerate(PERIODS):
            for rank, unit in enumerate(plan.units):
                yield Report(
                    unit.name,
                    period,
                    states[(place + n + rank) % len(states)],
                    f"第{n}期：{title}，召开会议{n}次，检查单位{rank}家。",
                    "经费和人员不足，需进一步协调解决。",
                    "继续推进，年底前完成。",
                    date(YEARS[n // 4], n % 4 * 3 + 3, 20),
                    "张三",
                    "0759-1234567",
                )

    entries = tuple(
        Entry(places[item.number], (), tuple(reports(place, item.title)))
        for place, item in enumerate(plan.items)
    )
    account = Account(tuple(map(Round, PERIODS)), entries)
    (folder / "progress.yaml").write_text(dump_account(account), encoding="utf-8")
    return sum(len(entry.reports) for entry in entries)


def write_forms(folder: Path, count: int) -> int:
    """So many forms that units have filled in, in folders by period; how many rows they have."""
    import openpyxl

    from offices import cell

    shutil.copy(ROOT / "plan.yaml", folder)
    (folder / "收").mkdir()
    written = rows = 0
    for period in _periods():
        run(folder, "progress", "forms", "--period", period, "-o", f"收/{period}", "-q")
        for path in sorted((folder / "收" / period).glob("*.xlsx")):
            if path.name.startswith("00") or written == count:
                path.unlink()
                continue
            book = openpyxl.load_workbook(path)
            sheet = book.worksheets[0]
            above, text = cell(sheet, "进展情况")
            _above, state = cell(sheet, "完成状态")
            for row in range(above + 1, sheet.max_row + 1):
                sheet.cell(row, text).value = f"已召开会议{rows}次，检查单位3家。"
                sheet.cell(row, state).value = "推进中"
                rows += 1
            book.save(path)
            written += 1
        if written == count:
            (folder / "progress.yaml").unlink()
            return rows
    raise AssertionError


def _periods() -> Iterator[str]:
    year = 2018
    while True:
        yield from (f"{year}年{month}月" for month in range(1, 13))
        year += 1


def run(folder: Path, *args: str) -> Took:
    """How long a command takes, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "dutymatrix", *args],
        cwd=folder,
        env={**os.environ, "DUTYMATRIX_LANG": "en"},
        capture_output=True,
        check=False,
    )
    wall = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def middle(took: Sequence[Took]) -> Took:
    """The median of each."""
    return Took(median(each.wall for each in took), median(each.cpu for each in took))


def main() -> int:
    """Measure, and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--forms", type=int, default=1000)
    args = parser.parse_args()
    with TemporaryDirectory() as name:
        folder, bare, back = (Path(name, own) for own in ("reports", "bare", "forms"))
        for own in (folder, bare, back):
            own.mkdir()
        reports = write_reports(folder)
        shutil.copy(ROOT / "plan.yaml", bare)
        cases = {
            "tasks, no progress.yaml": (bare, ["tasks"]),
            "tasks": (folder, ["tasks"]),
            "progress": (folder, ["progress"]),
            "progress 三·3": (folder, ["progress", "三·3"]),
            "progress -f json": (folder, ["progress", "-f", "json"]),
        }
        took: dict[str, list[Took]] = {case: [] for case in cases}
        for _round in range(args.rounds):
            for case, (where, words) in cases.items():
                took[case].append(run(where, *words))
        size = (folder / "progress.yaml").stat().st_size / 1e6
        print(f"{reports:,} reports, {size:.1f} MB; medians of {args.rounds}")
        print(f"{'':<26}{'wall s':>8}{'CPU s':>8}{'of tasks':>10}")
        for case, runs in took.items():
            wall, cpu = middle(runs)
            print(f"{case:<26}{wall:8.2f}{cpu:8.2f}{cpu / middle(took['tasks']).cpu:10.2f}")
        rows = write_forms(back, args.forms)
        print(f"\n{args.forms:,} forms, {rows:,} rows")
        print(f"{'':<26}{'wall s':>8}{'CPU s':>8}{'forms/s':>10}{'a CPU s':>10}")
        rates = []
        for case in ("collected", "collected again"):
            wall, cpu = run(back, "progress", "collect", "收")
            rates.append(args.forms / wall)
            print(f"{case:<26}{wall:8.2f}{cpu:8.2f}{rates[-1]:10.0f}{args.forms / cpu:10.0f}")
        ratio = middle(took["progress"]).cpu / middle(took["tasks"]).cpu
    return 0 if ratio <= MOST and min(rates) >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
