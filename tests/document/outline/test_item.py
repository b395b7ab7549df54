"""Which numbers are labels, and which are numbers of their own."""

import pytest

from dutymatrix.document import build_plan
from dutymatrix.document.readers.plaintext import read


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        pytest.param(
            ["1.1.5万亩田", "2.2.3公里管网"], ["1.5万亩田。", "2.3公里管网。"], id="behind labels"
        ),
        pytest.param(
            ["1.5万亩田", "1.5公里管网"], ["1.5万亩田。", "1.5公里管网。"], id="numbers alone"
        ),
        pytest.param(["1.2万亩田", "2.3公里管网"], ["2万亩田。", "3公里管网。"], id="a count"),
    ],
)
def test_numbers_with_a_point(lines: list[str], texts: list[str]) -> None:
    tasks = "".join(f"{line}。（责任单位：市甲局）\n" for line in lines)
    plan = build_plan(read(f"云江市工作方案\n现分工如下。\n{tasks}".encode(), "a.txt")).plan
    assert [item.entry.text for item in plan.items] == texts
