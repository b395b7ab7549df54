"""The search finds what it is there for: faults that are planted here are told."""

from collections.abc import Iterable
from pathlib import Path
from random import Random
from time import sleep

import pytest

from dutymatrix.cli import main as boundary
from dutymatrix.cli import store
from dutymatrix.markup import delimited
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan
from search import interruption
from search.__main__ import run
from search.case import Case, judge, shrunk
from search.interruption import interrupted
from search.kinds import KINDS
from search.output import find_leak
from search.sketch import sketch, trio

PLAN = "title: 方案\nunits:\n  甲局:\n  乙局:\ntasks:\n- title: 落实\n  lead: 甲局\n- title: 考核\n"
TASKS = Case({"plan.yaml": PLAN.encode()}, ("tasks", "-f", "csv"))


@pytest.mark.parametrize(
    ("name", "text", "leak"),
    [
        ("a.txt", "甲\x1b[31m乙", "control character"),
        ("a.txt", "甲\u202e乙", "control character"),
        ("a.txt", "[bold spite]甲", None),
        ("a.html", "<p><spite onload=1>", "tag"),
        ("a.html", "<p>&lt;spite onload=1>", None),
        ("a.svg", "<svg><spite/></svg>", "tag"),
        ("a.svg", "<svg>", "no XML"),
        ("a.csv", "甲,=1+1", "formula"),
        ("a.csv", "甲,'=1+1\n-1,+20%", None),
        ("a.json", '{"甲": 1', "no JSON"),
        ("a.yaml", "甲: [", "no YAML"),
        ("a.md", "<spite>", "tag"),
        ("a.md", "\\<spite>", None),
        ("a.dot", 'graph { "\\"spite" -- spite }', "outside quotes"),
        ("a.dot", 'graph { "\\"spite" }', None),
    ],
)
def test_what_comes_through_is_told(name: str, text: str, leak: str | None) -> None:
    told = find_leak(name, text.encode())
    assert told is None if leak is None else told and leak in told


def test_an_answer_without_fault_is_silent() -> None:
    assert judge(TASKS) is None


def test_a_bug_is_told_and_its_file_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object) -> str:
        raise KeyError("甲")

    monkeypatch.setattr(delimited, "render", crash)
    assert "ends with 3" in (judge(TASKS) or "")
    assert len(shrunk(TASKS, 5).files["plan.yaml"]) < len(PLAN.encode()) / 2


def test_what_ends_in_silence_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundary, "_run", lambda _args: 2)
    assert judge(TASKS) == "ends with 2 and says nothing"


def test_a_file_half_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_in_two(path: Path, pieces: Iterable[bytes]) -> None:
        data = b"".join(pieces)
        with path.open("wb", buffering=0) as file:
            file.write(data[:20])
            sleep(0.3)
            file.write(data[20:])

    monkeypatch.setattr(interruption, "_WRITING", (("tasks", "-o", "answer.csv"),))
    monkeypatch.setattr(store, "write_pieces", write_in_two)
    faults = [interrupted(Random(seed))[1] for seed in range(6)]
    assert any("half written ['answer.csv']" in (fault or "") for fault in faults)


@pytest.mark.parametrize("seed", range(20))
def test_sketches_are_plans(seed: int) -> None:
    for plan in trio(Random(seed)):
        assert parse_plan(dump_plan(plan)) == plan
    assert sketch(Random(seed)) == sketch(Random(seed))


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_of_every_kind_find_nothing(kind: str) -> None:
    assert not [n for n in range(3) if run(f"{kind}:0:{n}")]
