"""Whether a merge by lines kept tasks apart."""

import pytest

from dutymatrix.merge.mark import PLAIN, Marks
from dutymatrix.revision.linewise import Files, both_whole, is_mixed, merge_lines


def task(title: str, *join: str, lead: str = "甲局") -> str:
    return f"- title: {title}\n  lead: {lead}\n  join:\n" + "".join(f"  - {n}\n" for n in join)


def plan(*tasks: str) -> str:
    return "title: 方案\ntasks:\n" + "\n".join(tasks)


A, B, C, NEW = (task(title, "乙局") for title in ("压实责任", "统筹协调", "学校教育", "新任务"))
A_MORE, B_MORE, C_MORE = (
    task(title, "乙局", "丙局") for title in ("压实责任", "统筹协调", "学校教育")
)


@pytest.mark.parametrize(
    ("ours", "theirs", "mixed"),
    [
        pytest.param((B, A, C), (A_MORE, B, C), True, id="moved, and a unit where it stood"),
        pytest.param((C, B, A), (A, B, C_MORE), True, id="moved to the end"),
        pytest.param((B, A, C), (A, B, C_MORE), False, id="moved elsewhere"),
        pytest.param((A, C), (A, B, C_MORE), False, id="dropped"),
        pytest.param((A, B, C), (B, A, C), False, id="only one side changed"),
        pytest.param((NEW, A, B, C), (A_MORE, B, C), False, id="a new one before"),
        pytest.param((A, NEW, B, C), (A, B_MORE, C), False, id="a new one between"),
        pytest.param(
            (task("压实责任", "乙局", lead="丙局"), B, C),
            (task("压实责任", "乙局", "丁局"), B, C),
            False,
            id="both changed one task, in other lines",
        ),
        pytest.param(
            (task("压实责任", "丙局"), B, C),
            (task("压实责任", "丁局"), B, C),
            False,
            id="both changed one line: a conflict",
        ),
        pytest.param(
            (task("压实责任", "丙局", lead="丙局"), B, C),
            (task("压实责任", "丁局", lead="丙局"), B, C),
            False,
            id="a conflict beside what both changed alike",
        ),
    ],
)
def test_tasks_are_kept_apart(ours: tuple[str, ...], theirs: tuple[str, ...], mixed: bool) -> None:
    files = Files(*(plan(*tasks).encode() for tasks in ((A, B, C), ours, theirs)))
    merged, _conflicts = merge_lines(files, PLAIN)
    assert is_mixed(merged, files, PLAIN) is mixed
    turned = Files(files.base, files.theirs, files.ours)
    assert is_mixed(merge_lines(turned, PLAIN)[0], turned, PLAIN) is mixed


def test_both_sides_stand_whole() -> None:
    data = both_whole(Files(b"", b"a\r\n", b"b"), Marks(size=9))
    assert data == b"<<<<<<<<< ours\r\na\r\n=========\r\nb\r\n>>>>>>>>> theirs\r\n"
