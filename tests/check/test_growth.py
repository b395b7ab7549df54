"""Twice the plan file takes twice the time to mend, whatever is wrong with it."""

from collections.abc import Callable

import pytest

from dutymatrix.check.mend import mend
from dutymatrix.finding.rule import RULES
from growth import grows_with_input

_ROSTER = "".join(f"  单位{n}:\n    aliases: [别称{n}]\n" for n in range(20))
_HEAD = f"title: 方案\nunits:\n{_ROSTER}tasks:\n"
_ALL = frozenset(RULES)


def _tasks(form: str) -> Callable[[int], str]:
    return lambda size: _HEAD + "".join(form.format(n=n, k=n % 20) for n in range(size))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_tasks("- title：任务{n}\n"), id="slips"),
        pytest.param(_tasks("- title: 任务{n}\n  lead: 别称{k}\n"), id="aliases"),
        pytest.param(
            _tasks("- title: 任务{n}\n  responsible: 单位{k}、别称1\n"), id="several in one"
        ),
        pytest.param(_tasks("- title: 任务{n}\n  牵头单位: 单位{k}\n"), id="keys"),
        pytest.param(_tasks("- title: ⾰新{n}\n"), id="radicals"),
        pytest.param(_tasks("- title: 任务{n} # dm: ignore DM302\n"), id="idle comments"),
        pytest.param(
            lambda n: _HEAD + "# dm: ignore DM302\n" * n + "- title: 甲\n",
            id="comments above each other",
        ),
        pytest.param(
            lambda n: _HEAD + "- title: 甲\n  responsible:\n" + "  - 单位1、单位2\n" * n,
            id="a long list",
        ),
        pytest.param(
            lambda n: (
                "title: 方案\nunits:\n"
                + "".join(
                    f"  单位{k}:\n    until: 2019-01-01\n    aliases: [别{k}]\n" for k in range(n)
                )
            ),
            id="facts in disorder",
        ),
    ],
)
def test_mending(make: Callable[[int], str]) -> None:
    assert mend(make(2).encode(), "plan.yaml", _ALL).mends
    assert grows_with_input(lambda text: mend(text.encode(), "plan.yaml", _ALL), make, 300)
