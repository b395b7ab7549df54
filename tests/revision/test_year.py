"""Two keepers of a plan: some thirty commits with merges of every kind, held against a model."""

from pathlib import Path
from random import Random

import pytest

from dutymatrix.plan.model import Role
from keepers import Duty, Expected, WrongMergeError, Year, expect

LEADS = {"甲": Role.LEAD}
JOINED = {**LEADS, "乙": Role.JOIN}


def test_a_year(tmp_path: Path) -> None:
    year = Year(tmp_path, Random(3))
    year.play(10)
    assert {"merge", "pick", "rebase", "revert", "conflicts"} <= {*year.counts}


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        pytest.param(LEADS, JOINED, JOINED, id="one side joined"),
        pytest.param({"丙": Role.LEAD}, JOINED, {"丙": Role.LEAD, "乙": Role.JOIN}, id="both"),
        pytest.param({"丙": Role.LEAD}, {"丁": Role.LEAD}, None, id="two leads"),
    ],
)
def test_the_model_merges_units(
    ours: dict[str, Role], theirs: dict[str, Role], wanted: dict[str, Role] | None
) -> None:
    base, *sides = ({"任务": Duty("一", roles)} for roles in (LEADS, ours, theirs))
    merged = expect(base, *sides)
    assert merged.open == (frozenset() if wanted else {"任务"})
    assert merged.tasks == ({"任务": Duty("一", wanted)} if wanted else {})


def test_what_is_wrong_is_noticed(tmp_path: Path) -> None:
    year = Year(tmp_path, Random(1))
    wanted = Expected({"任务": Duty("一", JOINED)}, frozenset())
    for got, said in (
        ({}, "lost"),
        ({"任务": Duty("一", LEADS)}, "not {"),
        ({"任务": Duty("二", JOINED)}, "in 二, not in 一"),
        ({"任务": Duty("一", JOINED), "别的": Duty("一", LEADS)}, "invented"),
    ):
        with pytest.raises(WrongMergeError, match=said):
            year.compare("merge", wanted, got)


def test_the_model_knows_where_a_new_task_stands(tmp_path: Path) -> None:
    old, new, other = ({title: Duty("一", LEADS)} for title in ("任务", "新的", "别的"))
    wanted = expect(old, {**old, **new}, {**old, **other})
    assert wanted.behind == {"新的": "任务", "别的": "任务"}
    year = Year(tmp_path, Random(1))
    year.compare("merge", wanted, {**old, **other, **new})
    with pytest.raises(WrongMergeError, match="新的: not behind 任务"):
        year.compare("merge", wanted, {**new, **old, **other})
