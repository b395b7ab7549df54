"""Twice the plan takes twice the time to check and to mend, whatever is in it."""

from collections.abc import Callable

import pytest

from dutymatrix.check import check_plan
from dutymatrix.check.mend import mend
from dutymatrix.finding.rule import RULES
from dutymatrix.plan.model import Assignment, Plan, Role, Task, Unit
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


_LEAD = (Assignment("市公安局", Role.LEAD),)
_UNITS = (Unit("市公安局"), Unit("市司法局"))


def _wording(piece: str) -> Callable[[int], Plan]:
    """A task whose wording says one thing over and over."""
    return lambda size: Plan(
        title="方案",
        units=_UNITS,
        own_tasks=(Task(title="甲", text=piece * size, assignments=_LEAD),),
    )


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_wording("由"), id="by"),
        pytest.param(_wording("由市公安局、"), id="by whom"),
        pytest.param(_wording("，各镇（街）要"), id="towns"),
        pytest.param(_wording("市公安局和"), id="and"),
        pytest.param(_wording("除市公安局"), id="but"),
        pytest.param(_wording("（"), id="brackets"),
        pytest.param(_wording("2018年底前，"), id="dates"),
        pytest.param(_wording("。（二）"), id="numbers"),
        pytest.param(
            lambda n: Plan(title="方案", units=tuple(Unit(f"市第{k}局") for k in range(n))),
            id="units that are called alike",
        ),
        pytest.param(
            lambda n: Plan(
                title="方案",
                units=_UNITS,
                own_tasks=tuple(
                    Task(
                        title=f"任务{k}",
                        text=f"由市司法局完善第{k}项工作的情报收集研判处置机制。",
                        assignments=_LEAD,
                    )
                    for k in range(n)
                ),
            ),
            id="tasks that are alike",
        ),
    ],
)
def test_checking(make: Callable[[int], Plan]) -> None:
    assert grows_with_input(lambda plan: check_plan(plan, RULES), make, 1_000)
