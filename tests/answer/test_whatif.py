"""Plans as they would be: who merges, goes or is renamed, and what becomes of its tasks."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.answer.whatif import (
    EditedTwiceError,
    NameTakenError,
    WhatIfMerge,
    WhatIfRename,
    apply_what_if,
)
from dutymatrix.error import AmbiguousUnitError, UnknownUnitError
from dutymatrix.plan.model import Assignment, Group, Plan, Role, Unit
from dutymatrix.plan.name import Roster
from dutymatrix.planfile import parse_plan
from strategies import plans

TOWNS = """\
title: 试行方案
units:
  市卫计局:
    full_name: 云江市卫生和计划生育局
    aliases: [卫计局]
  市公安局:
    succeeded_by: [市食药监局]
  市食药监局:
groups:
  各部门:
    members: [市卫计局, 市食药监局]
standing:
- text: 以下各项均涉及市食药监局。
  units: [市食药监局, 市公安局]
sections:
- title: 禁毒机制
  tasks:
  - title: 甲
    lead: 市公安局
    join: [市卫计局, 市食药监局]
  - title: 乙
    responsible: 市食药监局
    guide: 市卫计局
  - title: 丙
    parts:
    - title: 丁
      lead: 市卫计局
      join: [市公安局, 各部门]
"""


@pytest.fixture(scope="module")
def towns() -> Plan:
    return parse_plan(TOWNS)


def _duties(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    return {
        name: [(item.number, role.value) for item, role in duties]
        for name, duties in plan.duties_by_name.items()
    }


def test_merge(towns: Plan) -> None:
    answer = apply_what_if(towns, merges=[WhatIfMerge(("市食药监局", "市卫计局"), "市卫健局")])
    assert answer.changed == ("市卫健局",)
    assert answer.gone == ("市卫计局", "市食药监局")
    assert [*answer.plan.rank] == ["市卫健局", "市公安局", "各部门"]
    merged, police = answer.plan.units
    assert merged == Unit(
        "市卫健局", None, ("市卫计局", "云江市卫生和计划生育局", "卫计局", "市食药监局")
    )
    assert police.succeeded_by == ("市卫健局",)
    assert answer.plan.groups == (Group("各部门", members=("市卫健局",)),)
    assert answer.plan.standing[0].units == ("市卫健局", "市公安局")
    assert _duties(answer.plan)["市卫健局"] == [
        ("1.1", "join"),
        ("1.2", "responsible"),
        ("1.3a", "lead"),
    ]
    assert Roster(answer.plan).resolve("卫计") == "市卫健局"


def test_merge_into_one_of_them(towns: Plan) -> None:
    answer = apply_what_if(towns, merges=[WhatIfMerge(("市公安局", "市卫计局"), "市公安局")])
    assert (answer.changed, answer.gone) == (("市公安局",), ("市卫计局",))
    assert _duties(answer.plan)["市公安局"] == [("1.1", "lead"), ("1.2", "guide"), ("1.3a", "lead")]
    # The record of the highest in the roster, and its place.
    assert answer.plan.units[0].name == "市公安局"
    assert answer.plan.units[0].full_name is None


def test_drop(towns: Plan) -> None:
    answer = apply_what_if(towns, drops=["市食药监局"])
    assert (answer.changed, answer.gone) == ((), ("市食药监局",))
    assert [*answer.plan.rank] == ["市卫计局", "市公安局", "各部门"]
    assert answer.plan.groups[0].members == ("市卫计局",)
    assert answer.plan.standing[0].units == ("市公安局",)
    assert _duties(answer.plan)["市卫计局"] == [("1.1", "join"), ("1.2", "guide"), ("1.3a", "lead")]
    assert "市食药监局" not in answer.plan.duties_by_name


def test_rename(towns: Plan) -> None:
    answer = apply_what_if(towns, renames=[WhatIfRename("市卫计局", "市卫健局")])
    assert (answer.changed, answer.gone) == (("市卫健局",), ("市卫计局",))
    assert _duties(answer.plan)["市卫健局"] == _duties(towns)["市卫计局"]
    assert answer.plan.units[0].aliases == ("市卫计局", "云江市卫生和计划生育局", "卫计局")


def test_all_at_once(towns: Plan) -> None:
    """A name is free where its owner gets another."""
    answer = apply_what_if(
        towns,
        drops=["各部门"],
        renames=[WhatIfRename("市公安局", "市卫计局"), WhatIfRename("市卫计局", "市卫健局")],
    )
    assert answer.changed == ("市卫健局", "市卫计局")
    assert answer.gone == ("市公安局", "各部门")
    assert _duties(answer.plan)["市卫计局"] == _duties(towns)["市公安局"]


def test_merged_groups_have_the_members_of_all() -> None:
    text = TOWNS.replace(
        "  各部门:\n", "  各镇:\n    open: true\n    members: [各部门]\n  各部门:\n"
    )
    answer = apply_what_if(parse_plan(text), merges=[WhatIfMerge(("各镇", "各部门"), "各镇")])
    [group] = answer.plan.groups
    assert group == Group("各镇", None, ("各部门",), ("市卫计局", "市食药监局"), True)


def test_places_stay_beside_their_names(towns: Plan) -> None:
    answer = apply_what_if(
        towns, drops=["市卫计局"], renames=[WhatIfRename("市食药监局", "市药监局")]
    )
    entry = answer.plan.item_by_number["1.1"].entry
    assert entry.assignments == (
        Assignment("市公安局", Role.LEAD),
        Assignment("市药监局", Role.JOIN),
    )
    lines = TOWNS.splitlines()
    assert [lines[place.line - 1][place.column - 1 :][:5] for place in entry.places] == [
        "市公安局",
        "市食药监局",
    ]


def test_our_plan(plan: Plan) -> None:
    answer = apply_what_if(plan, merges=[WhatIfMerge(("市卫计局", "市食药监局"), "市卫健局")])
    # 10 and 2 tasks, one of them (5.1) common.
    assert len(answer.plan.duties_by_name["市卫健局"]) == 11
    assert sum(map(len, answer.plan.duties_by_name.values())) == 188
    without = apply_what_if(plan, drops=["市禁毒办"]).plan
    assert [item.number for item in without.items if not item.entry.assignments] == [
        *("1.2", "1.3", "1.7", "1.8", "2.5", "2.8")
    ]


@pytest.mark.parametrize(
    ("merges", "drops", "renames", "error"),
    [
        pytest.param([], ["市水务局"], [], UnknownUnitError, id="drop nobody"),
        pytest.param([], ["局"], [], AmbiguousUnitError, id="several names"),
        pytest.param(
            [WhatIfMerge(("市卫计局", "市水务局"), "甲")], [], [], UnknownUnitError, id="merge"
        ),
        pytest.param(
            [], [], [WhatIfRename("市水务局", "甲")], UnknownUnitError, id="rename nobody"
        ),
        pytest.param([], [], [WhatIfRename("市卫计局", "市公安局")], NameTakenError, id="taken"),
        pytest.param(
            [WhatIfMerge(("市卫计局",), "各部门")], [], [], NameTakenError, id="taken by a group"
        ),
        pytest.param(
            [],
            [],
            [WhatIfRename("市卫计局", "甲"), WhatIfRename("市公安局", "甲")],
            NameTakenError,
            id="same new",
        ),
        pytest.param(
            [],
            ["市卫计局"],
            [WhatIfRename("市卫计局", "甲")],
            EditedTwiceError,
            id="drop and rename",
        ),
        pytest.param(
            [
                WhatIfMerge(("市卫计局", "市公安局"), "甲"),
                WhatIfMerge(("市卫计局", "市食药监局"), "乙"),
            ],
            [],
            [],
            EditedTwiceError,
            id="merge twice",
        ),
    ],
)
def test_what_cannot_be(
    towns: Plan,
    merges: list[WhatIfMerge],
    drops: list[str],
    renames: list[WhatIfRename],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        apply_what_if(towns, merges, drops, renames)


# Properties.


@given(plans())
def test_nothing_changes_nothing(plan: Plan) -> None:
    assert apply_what_if(plan) == (plan, (), ())


@given(st.data())
def test_renaming_there_and_back(data: st.DataObject) -> None:
    plan = data.draw(plans().filter(lambda plan: plan.roster))
    name = data.draw(st.sampled_from([*plan.rank]))
    there = apply_what_if(plan, renames=[WhatIfRename(name, "另一个名字")]).plan
    assert _duties(there).get("另一个名字") == _duties(plan).get(name)
    back = apply_what_if(there, renames=[WhatIfRename("另一个名字", name)]).plan
    assert [item.entry for item in back.items] == [item.entry for item in plan.items]
    assert [*back.rank] == [*plan.rank]


@given(st.data())
def test_merging_keeps_the_strongest_role_of_each_task(data: st.DataObject) -> None:
    plan = data.draw(plans().filter(lambda plan: plan.roster))
    names = data.draw(st.lists(st.sampled_from([*plan.rank]), min_size=1, max_size=3, unique=True))
    merged = apply_what_if(plan, merges=[WhatIfMerge(tuple(names), "合并单位")]).plan
    strength = [*Role]
    for before, after in zip(plan.items, merged.items, strict=True):
        roles = [role for unit, role in before.entry.assignments if unit in names]
        own = [role for unit, role in after.entry.assignments if unit == "合并单位"]
        assert own == sorted(roles, key=strength.index)[:1]
        others = Counter(a for a in before.entry.assignments if a.unit not in names)
        assert Counter(a for a in after.entry.assignments if a.unit != "合并单位") == others
        assert [*after.entry.assignments] == sorted(
            after.entry.assignments, key=lambda a: strength.index(a.role)
        )


@given(st.data())
def test_dropping_takes_its_assignments_and_no_others(data: st.DataObject) -> None:
    plan = data.draw(plans().filter(lambda plan: plan.roster))
    name = data.draw(st.sampled_from([*plan.rank]))
    answer = apply_what_if(plan, drops=[name])
    assert answer.gone == (name,)
    expected = _duties(plan)
    expected.pop(name, None)
    assert _duties(answer.plan) == expected
