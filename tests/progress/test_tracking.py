"""An entry belongs to a task: through renumbering, moves, new titles, merges and splits."""

from datetime import date

import pytest

from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.progress.account import Account, Act, ActKind, Entry, Place
from dutymatrix.progress.tracking import Why, places_of, track

FUNDS = "将禁毒经费列入本级财政预算，逐年增长，确保各项禁毒工作顺利开展。"
MONTH = "每年6月举办禁毒宣传月活动，覆盖全部中小学校、社区和公共场所。"
LEAFLETS = "每季度印发宣传资料，向居民介绍毒品的危害和举报的办法、奖励。"


def plan_of(*sections: tuple[str, tuple[tuple[str, str], ...]]) -> Plan:
    lines = ["format: 1", "title: 方案", "units: {甲局: , 乙局: }", "sections:"]
    for title, tasks in sections:
        lines += [f"- title: {title}", "  tasks:"]
        for name, text in tasks:
            lines += [f"  - title: {name}", f"    text: {text}", "    lead: 甲局"]
    return parse_plan("\n".join(lines) + "\n")


OLD = plan_of(
    ("健全机制", (("落实经费", FUNDS),)),
    ("加强宣传", (("举办宣传月", MONTH), ("印发资料", LEAFLETS))),
)
CLOSED = (Act(ActKind.CLOSED, date(2018, 5, 30)),)


def account_of(plan: Plan) -> Account:
    return Account(entries=tuple(Entry(place, CLOSED) for place in places_of(plan).values()))


def found(new: Plan, *former: Plan) -> dict[str, list[str]]:
    """Titles of the entries by the number of the task that has them."""
    tracking = track(new, account_of(OLD), former)
    return {n: [e.place.title for e in own] for n, own in tracking.entries.items()}


def test_a_number_is_no_name() -> None:
    new = plan_of(
        ("加强宣传", (("印发资料", LEAFLETS), ("举办宣传月", MONTH))),
        ("健全机制", (("落实经费", FUNDS),)),
    )
    assert found(new) == {"2.1": ["落实经费"], "1.2": ["举办宣传月"], "1.1": ["印发资料"]}


def test_a_task_that_moved_or_whose_section_has_another_title() -> None:
    new = plan_of(
        ("健全工作机制", (("落实经费", FUNDS), ("印发资料", LEAFLETS))),
        ("宣传", (("举办宣传月", MONTH),)),
    )
    assert found(new) == {"1.1": ["落实经费"], "2.1": ["举办宣传月"], "1.2": ["印发资料"]}


def test_a_new_title_is_found_through_the_revision_before() -> None:
    new = plan_of(
        ("健全机制", (("保障经费", FUNDS),)),
        ("加强宣传", (("举办宣传月", MONTH), ("印发资料", LEAFLETS))),
    )
    assert "1.1" not in found(new)
    assert [lost.why for lost in track(new, account_of(OLD)).lost] == [Why.UNKNOWN]
    assert found(new, new, OLD)["1.1"] == ["落实经费"]


def test_what_was_merged_is_closed_where_all_of_it_is() -> None:
    new = plan_of(
        ("健全机制", (("落实经费", FUNDS),)), ("加强宣传", (("开展禁毒宣传", MONTH + LEAFLETS),))
    )
    assert found(new, OLD)["2.1"] == ["举办宣传月", "印发资料"]
    item = new.item_by_number["2.1"]
    entry = track(new, account_of(OLD), [OLD]).entry(item)
    assert entry is not None
    assert entry.closed
    account = account_of(OLD)
    first, second, third = account.entries
    half = Account(entries=(first, second, Entry(third.place)))
    entry = track(new, half, [OLD]).entry(item)
    assert entry is not None
    assert not entry.closed


def test_what_was_split_is_asked_and_what_is_gone_is_kept() -> None:
    both = plan_of(("健全机制", (("落实经费", FUNDS + MONTH + LEAFLETS),)))
    account = account_of(both)
    new = plan_of(
        ("健全机制", (("保障经费", FUNDS),)),
        ("加强宣传", (("举办宣传月", MONTH), ("印发资料", LEAFLETS))),
    )
    [lost] = track(new, account, [both]).lost
    assert lost.why is Why.SPLIT
    assert len(lost.candidates) > 1
    gone = plan_of(("健全机制", (("落实经费", FUNDS), ("印发资料", LEAFLETS))))
    [lost] = track(gone, account_of(OLD), [OLD]).lost
    assert (lost.why, lost.entry.place.title) == (Why.GONE, "举办宣传月")


@pytest.mark.parametrize("id_", ["经费", "别的"])
def test_an_id_is_what_a_task_is_called_for_good(id_: str) -> None:
    text = f"""\
format: 1
title: 方案
tasks:
- id: {id_}
  title: 落实经费
- title: 印发资料
"""
    account = Account(
        entries=(Entry(Place("经费", "落实工作经费")), Entry(Place("旧", "落实经费")))
    )
    entries = track(parse_plan(text), account).entries
    assert {n: [e.place.id for e in own] for n, own in entries.items()} == (
        {"1": ["经费"]} if id_ == "经费" else {}
    )
