"""progress.yaml: read, written, edited as its keeper would, and its mistakes at their places."""

from dataclasses import replace
from datetime import date

import pytest

from dutymatrix.progress.account import (
    Account,
    Act,
    ActKind,
    Entry,
    Place,
    Report,
    Round,
    State,
)
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.accountwriter import dump_account, edit_account

REPORT = Report(
    "市教育局",
    "2018年上半年",
    State.UNDERWAY,
    "已有12所学校举办。\n另有3所在筹备。",
    "经费不足: 缺口2万元",
    "下半年覆盖",
    date(2018, 7, 3),
    "张三",
    "0759-1234567",
)
CLOSED = Act(ActKind.CLOSED, date(2018, 5, 30))
ACCOUNT = Account(
    (Round("2018年上半年", date(2018, 7, 10), for_lead=True),),
    (
        Entry(
            Place(None, "举办宣传月活动", "加强宣传教育"),
            (Act(ActKind.EXTENDED, date(2018, 9, 30), "暑假后举办"),),
            (REPORT,),
        ),
        Entry(
            Place("经费", "落实工作经费", "健全机制", 2), (Act(ActKind.CLOSED, date(2018, 5, 30)),)
        ),
    ),
)
TEXT = """\
format: 1

periods:
- period: 2018年上半年
  due: 2018-07-10
  for: lead

progress:
- task: 举办宣传月活动
  section: 加强宣传教育
  acts:
  - extended_to: 2018-09-30
    note: 暑假后举办
  reports:
  - unit: 市教育局
    period: 2018年上半年
    state: underway
    text: |-
      已有12所学校举办。

      另有3所在筹备。
    problems: "经费不足: 缺口2万元"
    next: 下半年覆盖
    filled_on: 2018-07-03
    by: 张三
    phone: "0759-1234567"

- id: 经费
  task: 落实工作经费
  section: 健全机制
  which: 2
  acts:
  - closed: 2018-05-30
"""


def read(text: str) -> Account:
    account, findings = read_account(text.encode("utf-8"), "progress.yaml")
    assert account is not None
    assert findings == ()
    return account


def test_what_is_written_is_read() -> None:
    assert dump_account(ACCOUNT) == TEXT
    assert read(TEXT) == ACCOUNT


def test_words_of_people_are_states() -> None:
    assert read(TEXT.replace("underway", "推进中")) == ACCOUNT
    assert read(TEXT.replace("underway", "under way")) == ACCOUNT


def test_an_edit_leaves_the_rest_as_it_is() -> None:
    text = TEXT.replace("- id: 经费", "# 财政局来电确认过\n- id: '经费'").replace("\n", "\r\n")
    first, second = ACCOUNT.entries
    later = replace(first, reports=(*first.reports, Report("市公安局", "2018年上半年")))
    other = Entry(Place(None, "印发资料"), reports=(Report("市公安局", "2018年上半年"),))
    new = Account(ACCOUNT.rounds, (later, other, second))
    assert edit_account(text, ACCOUNT, new) == text.replace(
        '    phone: "0759-1234567"\r\n',
        '    phone: "0759-1234567"\r\n'
        "  - unit: 市公安局\r\n    period: 2018年上半年\r\n\r\n"
        "- task: 印发资料\r\n  reports:\r\n  - unit: 市公安局\r\n    period: 2018年上半年\r\n",
    )


def test_a_report_is_put_in_the_place_of_another() -> None:
    first, second = ACCOUNT.entries
    done = REPORT._replace(state=State.DONE)
    new = Account(ACCOUNT.rounds, (replace(first, reports=(done,)), second))
    assert edit_account(TEXT, ACCOUNT, new) == TEXT.replace("underway", "done")


def test_a_file_begins() -> None:
    assert edit_account("", Account(), ACCOUNT) == TEXT


@pytest.mark.parametrize(
    ("wrong", "line", "column", "code", "message"),
    [
        pytest.param(
            ("state: underway", "state: 差不多"),
            *(17, 12, "DM110"),
            "差不多 is no state; one of not_started, underway, done, behind belongs here",
            id="state",
        ),
        pytest.param(
            ("  - closed: 2018-05-30", "  - note: 已完成"),
            *(33, 5, "DM109"),
            "one of closed:, reopened:, extended_to: belongs here, with a day",
            id="an act without a day",
        ),
        pytest.param(
            ("on: 2018-07-03", "on: 7月3日"), 24, 16, "DM501", "7月3日 is not a date", id="day"
        ),
        pytest.param(
            ("  - unit: 市教育局\n    period", "  - period"),
            *(15, 5, "DM109"),
            "unit: is missing",
            id="no unit",
        ),
        pytest.param(
            (
                "- id: 经费\n  task: 落实工作经费\n  section: 健全机制\n  which: 2",
                "- task: 举办宣传月活动\n  section: 加强宣传教育",
            ),
            *(28, 3, "DM107"),
            "举办宣传月活动 has an entry already, in line 9",
            id="an entry twice",
        ),
    ],
)
def test_mistakes_are_named_with_their_place(
    wrong: tuple[str, str], line: int, column: int, code: str, message: str
) -> None:
    _account, findings = read_account(TEXT.replace(*wrong).encode("utf-8"), "progress.yaml")
    assert [(f.line, f.column, f.code, f.message) for f in findings] == [
        (line, column, code, message)
    ]
