"""Who is who in two revisions: what proves it, what only suggests it, and what is nothing."""

import pytest

from dutymatrix import Plan, parse_plan
from dutymatrix.diff import Kind, PlanDiff, diff_plans
from dutymatrix.diff.identity import Evidence, Hint, know_names
from dutymatrix.screen.diff import DiffView

_WORDING = (
    "沿河两岸清理垃圾，补种芦苇，设置步道。",
    "为老旧小区加装电梯，先易后难，三年完成。",
    "开办社区食堂，供应三餐，老人优惠。",
    "修缮古桥，立碑说明，限制货车通行。",
)


def plan(*lists: str, units: str = "", head: str = "") -> Plan:
    """A plan of a task for each list: `甲局 乙局` is responsible, `甲局 | 乙局` leads and joins."""
    tasks = []
    names: dict[str, None] = {}
    for n, (text, own) in enumerate(zip(_WORDING, lists, strict=False)):
        first, _bar, others = own.partition("|")
        role = "lead" if others else "responsible"
        tasks.append(
            f"- title: 任务{'甲乙丙丁'[n]}\n  text: {text}\n  {role}: [{', '.join(first.split())}]"
        )
        if others.strip():
            tasks.append(f"  join: [{', '.join(others.split())}]")
        names |= dict.fromkeys((*first.split(), *others.split()))
    listed = {line.partition(":")[0].strip() for line in units.splitlines()}
    roster = [f"  {name}:" for name in names if name not in listed and name[0] != "各"]
    groups = [f"  {name}:" for name in names if name[0] == "各"]
    lines = [*head.splitlines(), "units:", *roster, *(f"  {own}" for own in units.splitlines())]
    lines += ["groups:", *groups] if groups else []
    return parse_plan("\n".join(["title: 方案", *lines, "tasks:", *tasks]) + "\n")


def told(diff: PlanDiff) -> list[str]:
    """Kinds of the changes, but for what only the roster says."""
    silent = {Kind.UNIT_DROPPED, Kind.ROSTER_CHANGED}
    return sorted(change.kind.value for change in diff.changes if change.kind not in silent)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("省市场监管局", "省市场监管局（省知识产权局）", id="second nameplate"),
        pytest.param("省市场监管局", "省市场监督管理局", id="in full"),
        pytest.param("市发改局", "市发展和改革局", id="发改"),
        pytest.param("市公安局", "公安局", id="the level left out"),
        pytest.param("清河市公安局", "市公安局", id="the place left out"),
        pytest.param("市妇联", "市妇女联合会", id="妇联"),
    ],
)
def test_another_form_of_a_name_is_one_renaming(old: str, new: str) -> None:
    diff = diff_plans(plan(old, old, "市水务局"), plan(new, "市水务局", f"市水务局 {new}"))
    [change] = (change for change in diff.changes if change.kind is Kind.UNIT_RENAMED)
    assert change.detail == {"from": old, "to": new, "tasks": 2, "by": Evidence.NAME}
    assert told(diff) == ["joined", "joined", "left", "unit_renamed"]
    assert not diff.identity.hints


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("市民政局（慈善办）", "市民政局(慈善办)", id="width"),
        pytest.param("市總工會", "市总工会", id="script"),
    ],
)
def test_a_name_printed_otherwise_is_nothing(old: str, new: str) -> None:
    assert not diff_plans(plan(old, f"{old} 市水务局"), plan(new, f"{new} 市水务局")).changes


def test_where_both_forms_stand_they_are_two() -> None:
    old = plan("市市场监管局 市场监督管理局", "市场监督管理局")
    new = plan("市市场监管局 市市场监督管理局", "市市场监督管理局")
    assert Kind.UNIT_RENAMED not in {change.kind for change in diff_plans(old, new).changes}


def test_another_level_is_another_office() -> None:
    diff = diff_plans(plan("市民政局", "市民政局"), plan("县民政局", "县民政局"))
    assert told(diff) == ["joined", "joined", "left", "left"]


def test_usual_successions_where_tasks_agree() -> None:
    old = plan("市环保局 市国土局", "市环保局 市工商局", "市国土局", "市工商局")
    new = plan(
        "市生态环境局 市自然资源局",
        "市生态环境局 市市场监管局",
        "市自然资源局 市生态环境局",
        "市市场监管局 市生态环境局",
    )
    diff = diff_plans(old, new)
    renamed = {
        (change.detail["from"], change.detail["to"], change.detail["by"])
        for change in diff.changes
        if change.kind is Kind.UNIT_RENAMED
    }
    assert renamed == {
        ("市环保局", "市生态环境局", Evidence.SUCCESSION),
        ("市国土局", "市自然资源局", Evidence.SUCCESSION),
        ("市工商局", "市市场监管局", Evidence.SUCCESSION),
    }
    assert told(diff) == ["joined", "joined", *["unit_renamed"] * 3]
    back = diff_plans(new, old)
    assert told(back) == ["left", "left", *["unit_renamed"] * 3]


def test_usual_mergers() -> None:
    old = plan("市工商局", "市质监局", "市食药监局")
    new = plan("市市场监管局", "市市场监管局", "市市场监管局")
    [change] = (
        change for change in diff_plans(old, new).changes if change.kind is Kind.UNIT_MERGED
    )
    assert change.detail["to"] == "市市场监管局"
    assert change.detail["by"] is Evidence.SUCCESSION


def test_a_usual_succession_whose_tasks_disagree_is_none() -> None:
    diff = diff_plans(plan("市环保局", "市水务局"), plan("市水务局", "市水务局 市生态环境局"))
    assert told(diff) == ["joined", "joined", "left"]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        pytest.param(
            plan("市文旅局 | 市财政局", "市文旅局 | 市人社局"),
            plan("团市委 | 市财政局", "团市委 | 市人社局"),
            ["lead_changed", "lead_changed"],
            id="who leads two tasks",
        ),
        pytest.param(
            plan("市民政局 市教育局"), plan("市商务局 市教育局"), ["joined", "left"], id="one task"
        ),
    ],
)
def test_tasks_alone_prove_nothing_and_are_a_hint(old: Plan, new: Plan, kinds: list[str]) -> None:
    diff = diff_plans(old, new)
    assert told(diff) == kinds
    [hint] = diff.identity.hints
    assert {hint.old, hint.new} <= {"市文旅局", "团市委", "市民政局", "市商务局"}
    assert {hint.old, hint.new} <= {each.unit for each in diff.impact}
    data = DiffView(diff, "旧", "新", diff.changes, diff.impact).data()
    assert data["hints"] == [
        {"from": hint.old, "to": hint.new, "line": f"succeeded_by: [{hint.new}]"}
    ]


def test_the_line_of_a_hint_makes_it_one_renaming() -> None:
    old = plan("市文旅局 | 市财政局", "市文旅局 | 市人社局")
    lists = ("团市委 | 市财政局", "团市委 | 市人社局")
    assert diff_plans(old, plan(*lists)).identity.hints == (Hint("市文旅局", "团市委"),)
    diff = diff_plans(old, plan(*lists, units="市文旅局: {succeeded_by: [团市委]}"))
    [change] = (change for change in diff.changes if change.kind is Kind.UNIT_RENAMED)
    assert change.detail["by"] is Evidence.ROSTER
    assert not diff.impact and not diff.identity.hints


def test_a_succession_that_both_rosters_state_is_no_news() -> None:
    units = "市文旅局: {succeeded_by: [团市委]}"
    old = plan("市文旅局", "团市委", "团市委", units=units)
    new = plan("市文旅局", "团市委", "市教育局", units=units)
    assert {each.unit for each in diff_plans(old, new).impact} == {"团市委", "市教育局"}


def test_groups_written_otherwise() -> None:
    old = plan("各县（市）区政府", "各县（市）区政府", "市教育局")
    new = plan("市教育局", "各县（市、区）人民政府", "市教育局 各县（市、区）人民政府")
    assert told(diff_plans(old, new)) == ["joined", "joined", "left", "unit_renamed"]


def test_of_many_that_followed_one_office_the_same_is_first_in_every_run() -> None:
    heirs = [f"市{name}局" for name in "甲乙丙丁戊己庚辛"]
    roster = f"市原局:\n  until: 2018-12-31\n  succeeded_by: [{', '.join(heirs)}]"
    names = know_names(plan("市原局"), plan(" ".join(heirs), units=roster))
    assert [*names.links] == sorted(("市原局", heir) for heir in heirs)
