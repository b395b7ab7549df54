"""Twice the plan file takes twice the time to read, whatever is wrong with it."""

from collections.abc import Callable

import pytest

from dutymatrix.planfile.reader import read_text
from growth import grows_with_input

_HEAD = "format: 1\ntitle: 方案\n"
_TASK = "tasks:\n- title: 压实责任\n  lead: 市公安局\n"


def _with_keys(n: int) -> str:
    return _HEAD + _TASK + "".join(f"  key{k}: x\n" for k in range(n))


def _with_unknown_names(n: int) -> str:
    roster = "".join(f"  市甲{k}局:\n" for k in range(n))
    names = "".join(f"  - 市乙{k}局\n" for k in range(n))
    return f"{_HEAD}units:\n{roster}{_TASK}  join:\n{names}"


def _with_groups(n: int) -> str:
    groups = "".join(f"  各{k}镇:\n    members: 各{k + 1}镇\n" for k in range(n))
    return f"{_HEAD}units:\n  市公安局:\ngroups:\n{groups}  各{n}镇:\n{_TASK}"


def _with_invisible(n: int) -> str:
    return _HEAD + _TASK + "  text: 甲\u200b乙\n" * n


@pytest.mark.parametrize(
    ("make", "size"),
    [
        pytest.param(_with_keys, 1000, id="unknown keys"),
        pytest.param(_with_unknown_names, 500, id="unknown names"),
        pytest.param(_with_groups, 500, id="groups in groups"),
        pytest.param(_with_invisible, 2000, id="invisible characters"),
    ],
)
def test_reading(make: Callable[[int], str], size: int) -> None:
    assert grows_with_input(lambda text: read_text(text, "plan.yaml"), make, size)


def test_circles_of_groups() -> None:
    text = _HEAD + (
        "units:\n  市公安局:\ngroups:\n"
        "  各甲:\n    members: 各乙\n"
        "  各乙:\n    members: [各丙, 各丁]\n"
        "  各丙:\n    members: 各乙\n"
        "  各丁:\n    members: 市公安局\n"
        "  各戊:\n    members: 各戊\n"
    )
    reading = read_text(text + _TASK, "plan.yaml")
    assert [(one.code, one.message.split()[0]) for one in reading.findings] == [
        ("DM205", "各乙"),
        ("DM205", "各丙"),
        ("DM205", "各戊"),
    ]
