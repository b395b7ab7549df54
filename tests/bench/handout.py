"""How long documents take, beside the bare libraries writing the same content.

Both run in processes of their own that take turns; medians of the time to write, without
the start of Python and the reading of the plan, are shown with the peak of memory. Bare
means: python-docx writes each paragraph and table of the same papers into a document with
its default styles, rows as its quickstart does (`add_row().cells`); XlsxWriter writes each cell
of the same papers without looks.

    python tests/bench/handout.py --rounds 5
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutymatrix.paper.list import DutyHandout

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MOST = {"docx": 0.5, "xlsx": 2.0}
"""How many times as long as the bare library a document may take."""
TASKS, UNITS = 1_000, 200


def handouts(plan_file: str) -> "list[DutyHandout]":
    """A list for each paper, as a folder has them."""
    from dutymatrix.answer.duties import duties_of
    from dutymatrix.markup.layout import Form
    from dutymatrix.markup.profile import load_profile
    from dutymatrix.paper.index import divide
    from dutymatrix.paper.list import DutyHandout
    from dutymatrix.planfile import load_plan
    from dutymatrix.screen.duties import DutyView

    plan = load_plan(plan_file)
    every = DutyView(plan, tuple(duties_of(plan, name) for name in plan.rank), every=True)
    form = Form(load_profile())
    return [
        DutyHandout(every._replace(lists=lists, every=len(lists) > 1), form)
        for lists in divide(every)
    ]


def write_ours(lists: "list[DutyHandout]", folder: Path, suffix: str) -> None:
    """As the program does it."""
    from dutymatrix.cli.formats import render
    from dutymatrix.markup.view import Options

    for n, handout in enumerate(lists):
        written = render(handout, Options(suffix, to_file=True))
        assert isinstance(written, bytes)
        (folder / f"{n}.{suffix}").write_bytes(written)


def write_bare(lists: "list[DutyHandout]", folder: Path, suffix: str) -> None:
    """As somebody would with the library alone."""
    for n, handout in enumerate(lists):
        path = folder / f"{n}.{suffix}"
        (_bare_docx if suffix == "docx" else _bare_xlsx)(handout, path)


def _bare_docx(handout: "DutyHandout", path: Path) -> None:
    import docx

    from dutymatrix.i18n import messages_in
    from dutymatrix.markup.layout import Text
    from dutymatrix.markup.view import Table, word_cell

    words = messages_in(handout.plan.language)
    document = docx.Document()
    for paper in handout.papers(words):
        document.add_heading(paper.title)
        for line in paper.lines:
            document.add_paragraph(line)
        for part in paper.parts:
            match part:
                case Table():
                    rows = [[column.head for column in part.columns]]
                    rows += [[word_cell(cell, words) for cell in row] for row in part.rows]
                    table = document.add_table(0, len(part.columns))
                    for said in rows:
                        for cell, text in zip(table.add_row().cells, said, strict=True):
                            cell.text = text
                case Text():
                    if part.heading:
                        document.add_heading(part.heading, part.level)
                    for text in part.paragraphs:
                        document.add_paragraph(text)
    document.save(str(path))


def _bare_xlsx(handout: "DutyHandout", path: Path) -> None:
    import xlsxwriter

    from dutymatrix.i18n import messages_in
    from dutymatrix.markup.layout import Text
    from dutymatrix.markup.view import Table, word_cell

    words = messages_in(handout.plan.language)
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        for paper in handout.papers(words, flat=True):
            sheet = book.add_worksheet()
            row = 0
            for line in (paper.title, *paper.lines):
                sheet.write_string(row, 0, line)
                row += 1
            for part in paper.parts:
                match part:
                    case Table():
                        rows = [[column.head for column in part.columns]]
                        rows += [[word_cell(cell, words) for cell in own] for own in part.rows]
                        for said in rows:
                            for place, text in enumerate(said):
                                sheet.write_string(row, place, text)
                            row += 1
                    case Text():
                        for text in part.paragraphs:
                            sheet.write_string(row, 0, text)
                            row += 1


WAYS = {"ours": write_ours, "bare": write_bare}


def measure(way: str, suffix: str, plan_file: str) -> None:
    """Print seconds and the peak of memory (KiB); runs in a process of its own."""
    lists = handouts(plan_file)
    with TemporaryDirectory() as folder:
        WAYS[way](lists[:1], Path(folder), suffix)  # the imports
        start = perf_counter()
        WAYS[way](lists, Path(folder), suffix)
        took = perf_counter() - start
    peak = 0
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([took, peak, len(lists)]))


def main(argv: Sequence[str] | None = None) -> int:
    """Show the table; 1 where a budget is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--measure", nargs=3, metavar=("WAY", "SUFFIX", "PLAN"))
    options = parser.parse_args(argv)
    if options.measure:
        measure(*options.measure)
        return 0
    failed = False
    with TemporaryDirectory() as folder:
        large = Path(folder, "large.yaml")
        large.write_text(_large_plan(), encoding="utf-8")
        for name, plan in (("43 tasks", ROOT / "plan.yaml"), ("1,000 tasks", large)):
            for suffix in ("docx", "xlsx"):
                found: dict[str, list[tuple[float, int, int]]] = {way: [] for way in WAYS}
                for _round in range(options.rounds):
                    for way, runs in found.items():
                        runs.append(_run(way, suffix, str(plan)))
                ours, bare = (median(run[0] for run in found[way]) for way in WAYS)
                peak = median(run[1] for run in found["ours"]) / 1024
                files = found["ours"][0][2]
                failed |= ours > MOST[suffix] * bare
                print(
                    f"{name}, {files} files of {suffix}: {ours:.2f} s, bare {bare:.2f} s, "
                    f"ratio {ours / bare:.2f} (<= {MOST[suffix]:g}), {peak:.0f} MiB"
                )
    return int(failed)


def _run(way: str, suffix: str, plan: str) -> tuple[float, int, int]:
    command = [sys.executable, __file__, "--measure", way, suffix, plan]
    path = os.pathsep.join([str(ROOT / "src"), str(HERE)])
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True
    )
    took, peak, files = json.loads(done.stdout)
    return took, peak, files


def _large_plan() -> str:
    """A plan of 1,000 tasks and 200 units, nine units on each task."""
    lines = ["format: 1", "title: 大方案", "units:"]
    lines += [f"  第{n}局:" for n in range(UNITS)]
    lines += ["sections:"]
    for task in range(TASKS):
        if task % 20 == 0:
            lines += [f"- title: 第{task // 20}部分", "  tasks:"]
        lines += [f"  - title: 第{task}项任务", "    text: |-"]
        lines += ["      依托现有资源，健全完善机制，压实责任，确保各项部署要求落到实处。"] * 3
        lines += [f"    lead: 第{task % UNITS}局", "    join:"]
        lines += [f"    - 第{(task + k * 11) % UNITS}局" for k in range(1, 9)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
