"""Two people enter what came back: both are there after a merge; what contradicts is asked."""

import pytest

from dutymatrix.finding import has_errors
from dutymatrix.merge.mark import PLAIN, Labels, Marks
from dutymatrix.progress.accountfile import begins_account
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.union import merge_accounts
from dutymatrix.revision.linewise import chosen

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


TASKS = "".join(
    f"\n- task: 任务{n}\n  reports:\n  - unit: 市公安局\n    period: 2018年\n    state: underway\n"
    for n in range(1, 10)
)
MANY = "format: 1\n\nprogress:" + TASKS
CLOSED = "  acts:\n  - closed: 2018-{}\n    note: {}\n"


def closed(task: int, day: str, note: str) -> str:
    """All tasks, one of them closed."""
    head = f"- task: 任务{task}\n"
    return MANY.replace(head, head + CLOSED.format(day, note))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "conflict", "what"),
    [
        pytest.param(
            BASE,
            BASE.replace("underway", "done"),
            BASE.replace("underway", "behind"),
            "<<<<<<< ours\n    state: done\n=======\n    state: behind\n>>>>>>> theirs\n",
            "two reports of 市教育局 for 2018年第一季度",
            id="a report",
        ),
        pytest.param(
            BASE,
            BASE + OTHER,
            BASE + OTHER.replace("05-30", "06-30"),
            "<<<<<<< ours\n  - closed: 2018-05-30\n=======\n  - closed: 2018-06-30\n"
            ">>>>>>> theirs\n",
            "both sides decided, and not the same",
            id="the day of closing",
        ),
        pytest.param(
            MANY,
            closed(5, "05-30", "已办结"),
            closed(5, "06-30", "已办结"),
            "<<<<<<< ours\n  - closed: 2018-05-30\n=======\n  - closed: 2018-06-30\n"
            ">>>>>>> theirs\n",
            "both sides decided, and not the same",
            id="one of many tasks",
        ),
        pytest.param(
            BASE,
            BASE.replace("2018年上半年", "2018年上半年\n  due: 2018-07-01"),
            BASE.replace("2018年上半年", "2018年上半年\n  due: 2018-07-05"),
            "<<<<<<< ours\n  due: 2018-07-01\n=======\n  due: 2018-07-05\n>>>>>>> theirs\n",
            "the period is another one on each side",
            id="a period",
        ),
        pytest.param(
            BASE + OTHER,
            BASE,
            BASE + OTHER.replace("05-30", "06-30"),
            f"<<<<<<< ours\n=======\n{OTHER[1:]}>>>>>>> theirs\n".replace("05-30", "06-30"),
            "changed on one side, taken out on the other",
            id="an entry that was taken out",
        ),
        pytest.param(
            BASE,
            BASE.partition("progress:")[0],
            BASE.replace("underway", "behind"),
            "<<<<<<< ours\n=======\nprogress:\n"
            + BASE.partition("progress:\n")[2].replace("underway", "behind")
            + ">>>>>>> theirs\n",
            "changed on one side, taken out on the other",
            id="the only entry",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_contradicts_stands_between_marks(
    base: str, ours: str, theirs: str, conflict: str, what: str, newline: str
) -> None:
    versions = [text.replace("\n", newline).encode() for text in (base, ours, theirs)]
    found = merge_accounts(*versions)
    assert found is not None
    assert [dispute.what for dispute in found.disputes] == [what]
    assert conflict.replace("\n", newline) in found.text
    assert found.text.splitlines()[found.disputes[0].line - 1] == PLAIN.begin
    text = found.text.encode()
    assert [chosen(text, side, PLAIN).rstrip() for side in (0, 1)] == [
        version.rstrip() for version in versions[1:]
    ]
    for favored, version in zip(("ours", "theirs"), versions[1:], strict=True):
        settled = merge_accounts(*versions, favored=favored)
        assert settled is not None
        assert settled.text.rstrip() == version.decode().rstrip()
        assert [dispute.line for dispute in settled.disputes] == [0]
    other = merge_accounts(versions[0], versions[2], versions[1])
    assert other is not None
    assert [dispute.what for dispute in other.disputes] == [what]


def test_around_a_conflict_all_is_merged() -> None:
    ours = closed(5, "05-30", "已办结").replace("state: underway", "state: done", 1)
    theirs = closed(5, "06-30", "已验收").replace(
        "任务9\n", "任务9\n" + CLOSED.format("07-01", "齐")
    )
    found = merge_accounts(MANY.encode(), ours.encode(), theirs.encode())
    assert found is not None
    both = ours.replace("任务9\n", "任务9\n" + CLOSED.format("07-01", "齐"))
    conflict = (
        "<<<<<<< ours\n  - closed: 2018-05-30\n    note: 已办结\n"
        "=======\n  - closed: 2018-06-30\n    note: 已验收\n>>>>>>> theirs\n"
    )
    assert found.text == both.replace("  - closed: 2018-05-30\n    note: 已办结\n", conflict)
    assert [(each.title, each.what) for each in found.disputes] == [
        ("任务5", "both sides decided, and not the same")
    ]


def test_a_conflict_shows_the_base_where_that_is_wanted() -> None:
    ours, theirs = BASE.replace("underway", "done"), BASE.replace("underway", "behind")
    marks = Marks(Labels("1a2b3c4", "HEAD", "同事"), "diff3")
    found = merge_accounts(BASE.encode(), ours.encode(), theirs.encode(), marks=marks)
    assert found is not None
    head, _progress, entry = BASE.partition("progress:\n")
    assert found.text == (
        f"{head}progress:\n<<<<<<< HEAD\n{entry.replace('underway', 'done')}"
        f"||||||| 1a2b3c4\n{entry}=======\n{entry.replace('underway', 'behind')}>>>>>>> 同事\n"
    )


def test_merging_is_told_by_what_a_file_holds() -> None:
    assert begins_account(BASE.encode())
    assert not begins_account("format: 1\ntitle: 方案\ntasks:\n".encode())
    account, findings = read_account(merged(BASE + OTHER, BASE)[0].encode(), "")
    assert account
    assert not has_errors(findings)
