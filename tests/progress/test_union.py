"""Two people enter what came back: both are there after a merge; what contradicts is asked."""

import pytest

from dutymatrix.finding import has_errors
from dutymatrix.progress.accountfile import begins_account
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.union import merge_accounts

BASE = """\
format: 1

periods:
- period: 2018年上半年

progress:
- task: 举办宣传月
  section: 加强宣传
  reports:
  - unit: 市教育局
    period: 2018年第一季度
    state: underway
"""
REPORT = "  - unit: {}\n    period: 2018年上半年\n    state: {}\n"
OTHER = "\n- task: 落实经费\n  acts:\n  - closed: 2018-05-30\n"


def merged(ours: str, theirs: str) -> tuple[str, list[str]]:
    found = merge_accounts(BASE.encode(), ours.encode(), theirs.encode())
    assert found is not None
    return found.text, [dispute.what for dispute in found.disputes]


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        pytest.param(
            BASE + REPORT.format("市公安局", "done"),
            BASE + REPORT.format("市教育局", "behind"),
            BASE + REPORT.format("市公安局", "done") + REPORT.format("市教育局", "behind"),
            id="reports of one task",
        ),
        pytest.param(
            BASE + OTHER,
            BASE + REPORT.format("市教育局", "behind"),
            BASE + REPORT.format("市教育局", "behind") + OTHER,
            id="another task",
        ),
        pytest.param(
            BASE.replace("underway", "done"),
            BASE + OTHER,
            BASE.replace("underway", "done") + OTHER,
            id="a report that changed",
        ),
        pytest.param(BASE + OTHER, BASE + OTHER, BASE + OTHER, id="the same"),
    ],
)
def test_what_both_entered_is_there(ours: str, theirs: str, both: str) -> None:
    assert merged(ours, theirs) == (both, [])


@pytest.mark.parametrize(
    ("ours", "theirs", "what"),
    [
        pytest.param(
            BASE.replace("underway", "done"),
            BASE.replace("underway", "behind"),
            "two reports of 市教育局 for 2018年第一季度",
            id="a report",
        ),
        pytest.param(
            BASE + OTHER,
            BASE + OTHER.replace("05-30", "06-30"),
            "both sides decided, and not the same",
            id="the day of closing",
        ),
        pytest.param(
            BASE.partition("progress:")[0],
            BASE.replace("underway", "behind"),
            "changed on one side, taken out on the other",
            id="an entry that was taken out",
        ),
    ],
)
def test_what_contradicts_is_asked(ours: str, theirs: str, what: str) -> None:
    assert merged(ours, theirs) == (ours, [what])
    assert merged(theirs, ours)[1] == [what]


def test_merging_is_told_by_what_a_file_holds() -> None:
    assert begins_account(BASE.encode())
    assert not begins_account("format: 1\ntitle: 方案\ntasks:\n".encode())
    account, findings = read_account(merged(BASE + OTHER, BASE)[0].encode(), "")
    assert account
    assert not has_errors(findings)
