"""How long `history` takes over many commits, beside `git log -p` of the same file.

The repository is written by `git fast-import`: our plan, then commits that each change one
thing, mostly a sentence, else a title, a unit or the order of two tasks. Each figure comes
from a process of its own, the commands take turns, and medians are shown.

    python tests/bench/history.py --commits 1000 --rounds 5
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
COMMITS = 1_000
ROUNDS = 5
DAY = 86_400
START = 1_509_700_000  # 2017-11-03

ASKED = {
    "history UNIT": ("history", "市公安局", "-f", "json"),
    "history NUMBER": ("history", "3.3", "-f", "json"),
    "history UNIT -n 5": ("history", "市公安局", "-n", "5", "-f", "json"),
    "history NUMBER -n 5": ("history", "3.3", "-n", "5", "-f", "json"),
}


def iter_revisions(text: str, count: int) -> Iterator[str]:
    """A plan's text, then texts of which each differs from the one before in one thing."""
    rng = Random(0)
    yield text
    for n in range(1, count):
        text = _revise(text, rng, n)
        yield text


def _revise(text: str, rng: Random, n: int) -> str:
    body, common, rest = text.partition("\ncommon:")
    head, *tasks = re.split(r"(?m)^(?=  - title: )", body)
    place = rng.randrange(1, len(tasks))
    before, task = tasks[place - 1], tasks[place]
    if n % 10 == 0 and "\n- title: " not in before + task:
        # Neither is the last of its section: they change places.
        tasks[place - 1 : place + 1] = task, before
    elif n % 10 == 1:
        tasks[place] = re.sub(r"title: (?:第[0-9]+批)?", f"title: 第{n}批", task, count=1)
    elif n % 10 == 2:
        tasks[place] = re.sub(r"(?m)^(    join:\n)    - .*\n(?=    - )", r"\1", task, count=1)
    else:
        tasks[place] = re.sub(r"(?:第[0-9]+次)?([，。；])", rf"第{n}次\1", task, count=1)
    return head + "".join(tasks) + common + rest


def write_repository(folder: Path, commits: int) -> None:
    """A repository with so many commits of our plan, one a day."""
    text = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    lines: list[bytes] = []
    for n, revision in enumerate(iter_revisions(text, commits)):
        data = revision.encode("utf-8")
        subject = f"修订 {n}".encode()
        lines += [
            b"commit refs/heads/main",
            f"committer 张三 <zhangsan@example.org> {START + n * DAY} +0800".encode(),
            b"data %d" % len(subject),
            subject,
            b"M 100644 inline plan.yaml",
            b"data %d" % len(data),
            data,
        ]
    for command in (["init", "--quiet"], ["symbolic-ref", "HEAD", "refs/heads/main"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    stream = b"\n".join([*lines, b""])
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)


def measure(folder: Path, command: Sequence[str]) -> float:
    """Seconds that a command takes in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DUTYMATRIX_LANG": "en"}
    start = perf_counter()
    subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True, timeout=600
    )
    return perf_counter() - start


def main(argv: Sequence[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Measure how a plan's history is told.")
    parser.add_argument("--commits", type=int, default=COMMITS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args(argv)
    program = [sys.executable, "-m", "dutymatrix"]
    commands = {
        "git log -p": ["git", "--no-pager", "log", "-p", "--follow", "--", "plan.yaml"],
        **{name: [*program, *args] for name, args in ASKED.items()},
    }
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_repository(folder, arguments.commits)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _round in range(arguments.rounds):
            for name, command in commands.items():
                times[name].append(measure(folder, command))
    for name, own in times.items():
        ratio = median(a / b for a, b in zip(own, times["git log -p"], strict=True))
        print(f"{arguments.commits:>6} commits  {name:<22} {median(own):7.2f} s  {ratio:6.1f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
