"""Who is reminded of what, and in which colour."""

from datetime import date

from dutymatrix.i18n import messages_in
from dutymatrix.markup.layout import Form, Letter
from dutymatrix.markup.profile import load_profile
from dutymatrix.paper.reminder import ReminderLetter, ReminderView, find_reminders
from dutymatrix.planfile import parse_plan
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.ledger import Ledger, build_ledger
from dutymatrix.progress.tracking import track

PLAN = parse_plan("""\
format: 1
title: 禁毒工作方案
units:
  市禁毒办:
  市公安局: {full_name: 吴川市公安局}
  市教育局:
  市司法局:
tasks:
- {title: 落实经费, lead: 市禁毒办, milestones: [{by: 2018-06-30, said: 2018年6月底前}]}
- {title: 举办宣传月, lead: 市教育局, join: 市公安局, milestones: [{by: 2018-08-31}]}
- {title: 印发资料, lead: 市教育局, join: 市公安局}
- {title: 督导, lead: 市司法局}
""")
PROGRESS = """\
format: 1
periods: [{period: 2018年上半年, due: 2018-07-10}]
progress:
- task: 印发资料
  reports:
  - {unit: 市公安局, period: 2018年上半年, state: behind}
- task: 督导
  reports:
  - {unit: 市司法局, period: 2018年上半年, state: underway}
"""


def ledger_on(day: date) -> Ledger:
    account, _findings = read_account(PROGRESS.encode(), "progress.yaml")
    assert account
    return build_ledger(PLAN, account, track(PLAN, account), day)


def test_colours() -> None:
    found = {own.unit: own for own in find_reminders(ledger_on(date(2018, 8, 5)))}
    assert {unit: own.colour.name for unit, own in found.items()} == {
        "市禁毒办": "RED",
        "市公安局": "YELLOW",  # it says itself that it is behind
        "市教育局": "YELLOW",
    }
    school = found["市教育局"]
    assert [row.item.title for row in school.due_soon] == ["举办宣传月"]
    assert [row.item.title for row in school.behind] == ["印发资料"]
    assert school.owes
    assert not found["市公安局"].owes
    early = {own.unit: own for own in find_reminders(ledger_on(date(2018, 7, 1)))}
    assert early["市禁毒办"].colour.name == "RED"
    assert not early["市教育局"].is_late


def test_the_letter() -> None:
    ledger = ledger_on(date(2018, 8, 5))
    [own] = [one for one in find_reminders(ledger) if one.unit == "市公安局"]
    view = ReminderView(ledger, (own,))
    letter = ReminderLetter(view, Form(load_profile(None)), ("市禁毒委",))
    [paper] = letter.papers(messages_in("zh_CN"))
    assert (paper.above, paper.tint, paper.title) == (
        "黄色催办",
        "#BF8F00",
        "关于《禁毒工作方案》落实情况的催办函",
    )
    assert paper.parts == (
        Letter(
            "吴川市公安局：",
            (
                "截至2018年8月5日，《禁毒工作方案》中由你单位承担的以下任务需抓紧办理：",
                "进度滞后：（一）“印发资料”。请加快推进。".replace("（一）", "（三）"),
            ),
            (),
            ("市禁毒委",),
            "2018年8月5日",
        ),
    )
