"""What is read of a progress file from lines is what that the parser's events give."""

from unittest.mock import Mock

import pytest

from dutymatrix.planfile.canonical import NotCanonicalError
from dutymatrix.progress import accountreader
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.accountrecord import AccountReading

RICH = """\
format: 1

periods:
- period: 2018年上半年
  due: 2018-07-10

progress:
- id: 禁毒-1
  task: 压实禁毒责任
  section: 建立全民禁毒机制
  which: 2
  acts:
  - extended_to: 2019-06-30
    note: |-
      会议定。

      另行通知。
  - closed: 2019-07-01
  reports:
  - unit: 市公安局
    period: 2018年上半年
    state: underway
    text: 完成30:1
    problems: |-
      经费不足。
      人员不足。
    next: 继续
    filled_on: 2018-07-01
    by: 张三
    phone: "0759-1234567"
  - unit: 市公安局
    period: 2018年下半年

- task: 强化统筹
"""


def _read(text: str, *, from_lines: bool) -> AccountReading:
    """A reading from lines where that can be, or from the parser's events."""
    with pytest.MonkeyPatch.context() as patch:
        if not from_lines:
            patch.setattr(accountreader, "_AccountLines", Mock(side_effect=NotCanonicalError))
        return read_account(text.encode(), "progress.yaml")


def _said(reading: AccountReading) -> object:
    """All of a reading, with every place."""
    entries = reading.account.entries if reading.account else ()
    return reading, [(entry.span, [act.span for act in entry.acts]) for entry in entries]


def test_a_canonical_file_is_read_from_lines() -> None:
    reader = accountreader._AccountLines(RICH, "progress.yaml")
    assert reader.document(reader.account) is not None
    assert _said(_read(RICH, from_lines=True)) == _said(_read(RICH, from_lines=False))


@pytest.mark.parametrize(
    ("canonical", "other"),
    [
        pytest.param("- task: 强化统筹", "- section: 强化统筹", id="whose it is not said"),
        pytest.param("- task: 强化统筹", "- task: 强化统筹 # 注", id="a comment"),
        pytest.param(
            "- task: 强化统筹", "- task: 强化统筹\n\nprogress:\n- task: 甲", id="a key twice"
        ),
        pytest.param("- task: 强化统筹", "- id: 禁毒-1\n  task: 甲", id="another task's id"),
        pytest.param(
            "- task: 强化统筹",
            "- id: 禁毒-1\n  task: 压实禁毒责任\n  section: 建立全民禁毒机制\n  which: 2",
            id="a task twice",
        ),
        pytest.param("closed: 2019-07-01", "closed: 2019-07-32", id="a day that is none"),
        pytest.param(
            "closed: 2019-07-01",
            "closed: 2019-07-01\n    reopened: 2019-07-01",
            id="two acts in one",
        ),
        pytest.param("    period: 2018年下半年", "    period: 2018年上半年", id="a report twice"),
        pytest.param("    period: 2018年下半年", "    text: 无", id="a report without a period"),
        pytest.param("state: underway", "state: 进展中", id="a state in Chinese"),
        pytest.param("state: underway", "state: 不知道", id="a state that is none"),
        pytest.param("which: 2", "which: 0", id="a number that is none"),
        pytest.param("progress:\n- id", "progress:\n  - id", id="indented otherwise"),
        pytest.param("format: 1", "format: 2", id="another format"),
        pytest.param('"0759-1234567"', "0759-1234567", id="a number without quotes"),
        pytest.param("- period:", "- perod:", id="a key that is none"),
    ],
)
def test_what_is_written_otherwise_is_read_the_same(canonical: str, other: str) -> None:
    text = RICH.replace(canonical, other, 1)
    assert text != RICH
    fast, slow = (_read(text, from_lines=which) for which in (True, False))
    assert _said(fast) == _said(slow)
