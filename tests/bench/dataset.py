"""How long questions take that a data set of a million assignments answers.

    python tests/bench/dataset.py FOLDER
    python tests/bench/dataset.py FOLDER --only duties --only units --runs 3

Some 4,600 plans of ten years, of 50 tasks each, are written into the folder and exported, once:
later runs find them there. A roster has the names that its plan has need of; the busiest unit is
in every plan, the rarest in some forty. Beside them is the same data set with a `units.yaml`, after
the reform of 2019. What is measured is the processor time of the whole process, the smallest of
some runs, and its largest memory.
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from bench.generator import generate_plan  # noqa: E402 - as they stand here
from bench.scale import Cost, run  # noqa: E402

PLANS, TASKS = 4_600, 50
NAMES, SHARES = (34, 60, 110, 303), (60, 29, 10, 1)
"""How many names the rosters are made from, and how often each number of them occurs."""

REFORM = """\
units:
  市纪委监委:
  市公安局:
    contact: 办公室 0759-1234567
  市卫健局:
    aliases: [市卫健委]
  市文广旅体局:
  市自然资源局:
  市应急局:
  市税务局:
  市市场监管局:
  市卫计局: {until: 2019-03-30, succeeded_by: [市卫健局]}
  市文广新局: {until: 2019-03-30, succeeded_by: [市文广旅体局]}
  市旅游局: {until: 2019-03-30, succeeded_by: [市文广旅体局]}
  市国土局: {until: 2019-03-30, succeeded_by: [市自然资源局]}
  市规划局: {until: 2019-03-30, succeeded_by: [市自然资源局]}
  市安监局: {until: 2019-03-30, succeeded_by: [市应急局]}
  市食药监局: {until: 2019-03-30, succeeded_by: [市市场监管局]}
  市国税局: {until: 2018-07-05, succeeded_by: [市税务局]}
  市地税局: {until: 2018-07-05, succeeded_by: [市税务局]}
  梅坪镇:
  樟坪镇:
groups:
  各镇（街）:
    members: [梅坪镇, 樟坪镇]
"""

# {busy} is in every plan, {rare} in some forty. On a terminal: !
QUESTIONS = {
    "duties of a rare unit": "duties {rare}",
    "duties of a busy unit, on a terminal": "! duties {busy}",
    "duties of a busy unit": "duties {busy}",
    "duties of a busy unit, json": "duties {busy} -f json",
    "duties of a busy unit, tsv": "duties {busy} -f tsv",
    "duties of a plan": "duties {busy} --section p0001",
    "task": "task p0001 1.1",
    "matrix": "matrix",
    "unit by unit": "matrix --rows unit --cols unit",
    "lead by lead": "matrix --rows lead --cols lead",
    "unit by section": "matrix --cols section",
    "units": "units",
    "units, json": "units -f json",
    "stats": "stats",
    "stats, json": "stats -f json",
    "partners of a rare unit": "partners {rare}",
    "partners of a busy unit": "partners {busy}",
    "tasks of two units": "tasks --unit 市公安局 --lead {busy} --due-by 2018",
    "tasks with a word": "tasks 校园",
    "tasks, tsv": "tasks -f tsv",
}
KINDS = ("数据集", "有名录的数据集")
"""The two data sets: of plans alone, and with a `units.yaml`."""


def write_plans(folder: Path, plans: int) -> None:
    """Plan files, p0001.yaml and so on."""
    rng = Random(0)
    folder.mkdir()
    for n in range(1, plans + 1):
        [names] = rng.choices(NAMES, SHARES)
        text = generate_plan(TASKS, seed=n, names=names)
        day = f"{rng.randint(2014, 2023)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        text = re.sub(r"(?m)^title: .*", f"title: 云江市第{n}号工作方案", text, count=1)
        text = re.sub(r"(?m)^issued_on: .*", f"issued_on: {day}", text, count=1)
        # Groups of one name that list other members are two: here nobody lists any.
        text = re.sub(r"(?m)^    members:\n(?:    - .*\n)+", "", text)
        head, units, rest = re.split(r"(?m)^(?=units:|groups:)", text, maxsplit=2)
        (folder / f"p{n:04}.yaml").write_text(head + _named(units, rest) + rest, encoding="utf-8")


def _named(units: str, rest: str) -> str:
    """Those of a roster that the rest of its plan names."""
    named = {*re.findall(r"(?m)^ +(?:lead: |- )(\S+)$", rest)}
    kept = (own for own in re.finditer(r"(?m)^  (\S+):\n(?:    .*\n)?", units) if own[1] in named)
    return "units:\n" + "".join(own[0] for own in kept) + "\n"


def make(folder: Path, plans: int) -> None:
    """The data sets, where they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "方案"
    if not source.exists():
        write_plans(source, plans)
    plain, with_roster = (folder / kind for kind in KINDS)
    if not plain.exists():
        run(["export", "--plan", str(source), "-o", str(plain)], folder)
    if not with_roster.exists():
        from dutymatrix.library.dataset import INDEX, finish, write_house
        from dutymatrix.library.house import read_house

        shutil.copytree(plain, with_roster)
        house = read_house(REFORM.encode(), "units.yaml").plan
        assert house
        files = json.loads((plain / INDEX).read_text(encoding="utf-8"))["files"]
        finish(with_roster, [*files, *write_house(with_roster, house)], plans)


def busiest_and_rarest(folder: Path) -> dict[str, str]:
    """The unit with most assignments, and one that is in some forty plans."""
    from dutymatrix.library.retrieval import DataSet

    rows = DataSet(folder / KINDS[0]).rows(
        "SELECT unit, count(DISTINCT plan) AS plans, count(*) AS n FROM assignments"
        " WHERE unit NOT IN (SELECT name FROM units WHERE kind = 'group')"
        " GROUP BY unit ORDER BY n DESC, unit"
    )
    rare = min(rows, key=lambda row: abs(row[1] - 45))
    return {"busy": rows[0][0], "rare": rare[0]}


def measure(line: str, folder: Path, runs: int) -> Cost:
    """The cheapest of some runs of a question."""
    typed = line.removeprefix("! ").split()
    on_terminal = line.startswith("! ")
    return min(run(typed, folder, on_terminal=on_terminal) for _ in range(runs))


def measure_all(names: list[str], folder: Path, runs: int) -> Iterator[str]:
    """A row for each question and data set."""
    units = busiest_and_rarest(folder)
    for name in names:
        for kind in KINDS:
            line = QUESTIONS[name].format(**units)
            cost = measure(f"{line} --plan {kind}", folder, runs)
            said = f"{name:38} {kind:8} {cost.seconds:6.2f} s {cost.mebibytes:6.0f} MiB"
            yield said if cost.code == 0 else f"{said}  FAILED {cost.code}"


def main() -> int:
    """Print the rows; 1 where a question fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where plans and data sets are, or will be")
    parser.add_argument("--plans", type=int, default=PLANS, help="how many plans are written")
    parser.add_argument("--only", action="append", help="a question, by the name of its row")
    parser.add_argument("--runs", type=int, default=2)
    asked = parser.parse_args()
    make(asked.folder, asked.plans)
    failed = 0
    for row in measure_all(asked.only or [*QUESTIONS], asked.folder, asked.runs):
        print(row, flush=True)
        failed += "FAILED" in row
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
