"""Deadlines as a calendar, read back."""

from datetime import date
from pathlib import Path

import pytest

from dutymatrix.cli.formats import render
from dutymatrix.markup.calendar import undated
from dutymatrix.markup.view import Options
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.tasks import TaskListView
from program import ROOT


def written(plan: Plan) -> bytes:
    data = render(TaskListView(plan, plan.items), Options("ics", to_file=True))
    assert isinstance(data, bytes)
    return data


def test_every_date_is_an_event() -> None:
    icalendar = pytest.importorskip("icalendar")
    plan = parse_plan(Path(ROOT, "plan.yaml").read_text(encoding="utf-8"))
    data = written(plan)
    assert data == written(plan)
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    dated = [(item, m) for item in plan.items for m in item.entry.milestones if m.by]
    assert [event["dtstart"].dt for event in events] == [m.by for _item, m in dated]
    assert len({str(event["uid"]) for event in events}) == len(events)
    [event] = [event for event in events if str(event["summary"]).startswith("（三）3 ")]
    assert event["dtstart"].dt == date(2018, 12, 31)
    assert "牵头单位：市综治办" in str(event["description"]).split("\n")
    assert undated(plan.items) == len(plan.items) - len({item.number for item, _m in dated})


def test_a_task_keeps_its_event_whatever_its_number() -> None:
    icalendar = pytest.importorskip("icalendar")
    head = "title: 试行方案\nunits:\n  甲局:\ntasks:\n"
    task = "- title: 甲\n  lead: 甲局\n  milestones:\n  - by: 2018-12-31\n    said: 年底前\n"
    uids = []
    for tasks in (task, "- title: 乙\n  lead: 甲局\n" + task.replace("2018-12", "2019-12")):
        [event] = icalendar.Calendar.from_ical(written(parse_plan(head + tasks))).walk("VEVENT")
        uids.append(str(event["uid"]))
    assert uids[0] == uids[1]
    twice = written(parse_plan(head + task + "  - by: 2019-12-31\n    said: 年底前\n"))
    uids = [str(e["uid"]) for e in icalendar.Calendar.from_ical(twice).walk("VEVENT")]
    assert len(set(uids)) == 2
