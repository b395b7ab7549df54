"""How a history looks: words in two languages, and nothing that a commit says does harm."""

from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest

from dutymatrix.diff import diff_plans
from dutymatrix.markup.view import Options
from dutymatrix.plan.model import Assignment, Milestone, Plan, Role, Section, Task, Unit
from dutymatrix.revision.git import Commit
from dutymatrix.revision.history import Entry, History, Origin, Version
from dutymatrix.screen.history import HistoryView, remarks
from program import render_text

UNITS = (Unit("市公安局"), Unit("市教育局"))
OLD = Task(title="宣传", text="每年一次。", assignments=(Assignment("市公安局", Role.LEAD),))
NEW = Task(
    title="宣传",
    text="每年两次。",
    assignments=(Assignment("市公安局", Role.LEAD), Assignment("市教育局", Role.JOIN)),
    milestones=(Milestone(date(2018, 12, 31), "2018年底前", "覆盖率", "95%以上"),),
)


def plan_of(task: Task) -> Plan:
    return Plan(title="方案", units=UNITS, sections=(Section(title="预防", tasks=(task,)),))


def commit(subject: str = "改", author: str = "张三") -> Commit:
    return Commit("a" * 40, "a" * 7, (), author, datetime(2018, 6, 1, tzinfo=UTC), subject)


def version(own: Commit | None) -> Version:
    return Version(own.id if own else "", own, "plan.yaml", None, ())


def history(
    own: Commit | None, *, unit: str | None = None, cut_off: bool = False, gone: bool = False
) -> History:
    plan = plan_of(NEW)
    diff = diff_plans(plan_of(OLD), plan)
    origins = (
        Origin("lead", "市公安局", None),
        Origin("join", "市教育局", version(own)),
        Origin("milestone", NEW.milestones[0], version(own)),
    )
    return History(
        plan,
        unit,
        None if unit else plan.items[0],
        version(own) if gone else None,
        (Entry(version(own), diff.changes, diff, frozenset({unit or "1.1"})),),
        () if unit else origins,
        (),
        cut_off,
    )


def table(shown: History) -> str:
    return render_text(HistoryView(shown), Options("table"))


def test_of_a_task_only_another_label_is_said() -> None:
    text = table(history(commit()))
    assert "2018-06-01  aaaaaaa  张三: 改" in text
    assert "reworded          每年[-一-]{+两+}次。" in text
    assert "joined            takes part 市教育局" in text


def test_of_a_unit_every_task_is_named() -> None:
    text = table(history(commit(), unit="市教育局"))
    assert text.startswith("市教育局 · 方案\n")
    assert "（一）1 宣传: takes part 市教育局" in text
    assert "Who said it last" not in text


def test_who_said_what_last() -> None:
    lines = table(history(commit())).split("\n")
    rows = [line.split() for line in lines[lines.index("Who said it last") + 3 :]]
    assert rows[:3] == [
        ["older", "leads", "市公安局"],
        ["2018-06-01", "aaaaaaa", "张三", "takes", "part", "市教育局"],
        ["2018-06-01", "aaaaaaa", "张三", "Due", "2018年底前", "覆盖率", "95%以上"],
    ]
    assert "older: from before the commits that were looked at" in lines


def test_what_is_not_committed_has_no_author() -> None:
    text = table(history(None))
    assert "0 commits\n\nnot committed yet\n" in text
    assert "uncommitted" in text
    assert "张三" not in text
    entry = HistoryView(history(None)).data()["entries"]
    assert isinstance(entry, list)
    assert entry[0]["commit"] is None


def test_a_subject_cannot_do_anything_to_a_terminal() -> None:
    text = table(history(commit("改\x1b[2J[bold]\u202e", author="张\t三")))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]" in text


@pytest.mark.parametrize("name", ["csv", "tsv", "md"])
def test_a_subject_cannot_do_anything_in_a_file(name: str) -> None:
    text = render_text(HistoryView(history(commit("=1+1|<b>\n"))), Options(name))
    assert "\n=1+1" not in text
    assert ",=1+1" not in text
    assert "<b>" not in text if name == "md" else "<b>" in text


def test_remarks_on_what_is_missing() -> None:
    words = NullTranslations()
    assert list(remarks(history(commit()), words)) == []
    assert list(remarks(history(commit(), gone=True, cut_off=True), words)) == [
        "（一）1 宣传 is not in the plan now; it last was in aaaaaaa of 2018-06-01",
        "this clone is cut off: older commits are missing; git fetch --unshallow gets them",
    ]


def test_records_have_the_commit_before_the_change() -> None:
    rows = HistoryView(history(commit())).records()
    assert [column.key for column in rows.columns[:5]] == [
        "commit", "date", "author", "subject", "kind",
    ]  # fmt: skip
    assert {row[:4] for row in rows.rows} == {("a" * 40, date(2018, 6, 1), "张三", "改")}
    assert [row[4] for row in rows.rows] == ["joined", "reworded", "milestone_changed"]
    empty = HistoryView(history(commit())._replace(entries=())).records()
    assert empty.rows == ()
    assert len(empty.columns) == len(rows.columns)
