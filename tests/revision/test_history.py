"""What became of a unit or task, from repositories of a few commits."""

from datetime import date
from pathlib import Path

import pytest

from dutymatrix.diff import Change, PlanDiff
from dutymatrix.error import AmbiguousUnitError, UnknownNumberError, UnknownUnitError
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import load_plan
from dutymatrix.revision.git import NoCommitError, NoRepositoryError
from dutymatrix.revision.history import (
    Bounds,
    History,
    NotCommittedError,
    PlanLog,
    Version,
    find_history,
)
from dutymatrix.screen.diff import touches
from git_history import commit, commit_staged, git, make_repository

HEAD = "format: 1\ntitle: 方案\n"
UNITS = "units:\n  市公安局:\n  市卫计局:\n  市教育局:\n"
TEXT = "    text: |-\n      每年开展一次摸底。\n      结果报市政府。\n"


def task(title: str, lead: str, *joins: str, text: str = "") -> str:
    names = "".join(f"    - {name}\n" for name in joins)
    return f"  - title: {title}\n{text}    lead: {lead}\n" + (
        f"    join:\n{names}" if names else ""
    )


def plan_of(*sections: list[str], units: str = UNITS) -> str:
    body = "\n".join(
        f"- title: 部分{'甲乙丙'[n]}\n\n  tasks:\n" + "\n".join(tasks)
        for n, tasks in enumerate(sections)
    )
    return f"{HEAD}{units}sections:\n{body}"


SURVEY = task("摸底", "市公安局", "市卫计局", text=TEXT)
SCHOOL = task("宣传", "市教育局")
FIRST = plan_of([SURVEY, SCHOOL], [task("戒毒", "市卫计局")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_repository(tmp_path / "方案 库")


def tell(file: Path, typed: str, bounds: Bounds | None = None, **options: bool) -> History:
    log = PlanLog(file, load_plan(file), **options)
    return find_history(log, typed, touches, bounds)


def subjects(history: History) -> list[str | None]:
    return [e.version.commit.subject if e.version.commit else None for e in history.entries]


def kinds(history: History) -> list[list[str]]:
    return [[change.kind.value for change in entry.changes] for entry in history.entries]


def blame(history: History) -> dict[str, str | None]:
    """Subject of the commit of everything a task says: "older", or None if not committed."""
    return {
        str(origin.value): "older"
        if origin.version is None
        else origin.version.commit.subject
        if origin.version.commit
        else None
        for origin in history.origins
    }


def test_only_commits_that_changed_it(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发")
    commit(folder, {"plan.yaml": FIRST.replace("宣传", "校园宣传")}, "改宣传")
    commit(folder, {"plan.yaml": "# 注\n" + FIRST.replace("宣传", "校园宣传")}, "加注释")
    commit(folder, {"other.txt": "别的"}, "与方案无关")
    assert subjects(tell(file, "市教育局")) == ["改宣传", "印发"]
    assert subjects(tell(file, "市公安局")) == ["印发"]
    assert subjects(tell(file, "1.2")) == ["改宣传", "印发"]
    assert subjects(tell(file, "1.1")) == ["印发"]


def test_a_glance_at_one_changed_task_hides_nothing_of_a_unit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = UNITS + "groups:\n  成员单位:\n    members:\n    - 市教育局\n"
    tasks = [SURVEY, SCHOOL, task("宣讲", "市公安局", "成员单位", text=TEXT)]
    texts = [plan_of(tasks, [task("戒毒", "市卫计局")], units=units)]
    for old, new in (
        ("  - title: 宣讲\n", "  - title: 巡讲\n"),
        ("一次摸底", "两次摸底"),
        ("    lead: 市教育局\n", "    lead: 市教育局\n    join:\n    - 市卫计局\n"),
        ("  - title: 戒毒\n", "  - title: 戒毒\n    text: |-\n      每年开展一次摸底。\n"),
        ("    lead: 市卫计局\n", "    lead: 市公安局\n"),
        (SURVEY.replace("一次", "两次") + SCHOOL, SCHOOL + SURVEY.replace("一次", "两次")),
        ("  市卫计局:\n", "  市卫计局:\n    until: 2019-03-31\n    succeeded_by: [市教育局]\n"),
        ("    lead: 市公安局\n", "    lead: 市教育局\n"),
    ):
        texts.append(texts[-1].replace(old, new, 1))
    for n, text in enumerate(texts):
        commit(folder, {"plan.yaml": text}, f"修订{n}")
    names = ["市公安局", "市卫计局", "市教育局", "成员单位"]
    quick = [tell(folder / "plan.yaml", name) for name in names]
    monkeypatch.setattr("dutymatrix.revision.history._lone_change", lambda _old, _new: None)
    thorough = [tell(folder / "plan.yaml", name) for name in names]
    assert [*map(subjects, quick)] == [*map(subjects, thorough)]
    assert [*map(kinds, quick)] == [*map(kinds, thorough)]
    assert subjects(quick[0]) != subjects(quick[2])  # each has commits that are none of its own


def test_a_task_is_followed_through_moves_and_numbers(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发")
    renumbered = plan_of([task("督查", "市公安局"), SURVEY, SCHOOL], [task("戒毒", "市卫计局")])
    commit(folder, {"plan.yaml": renumbered}, "前面加一项")
    moved = plan_of([task("督查", "市公安局"), SCHOOL], [task("戒毒", "市卫计局"), SURVEY])
    commit(folder, {"plan.yaml": moved}, "移到乙")
    commit(folder, {"plan.yaml": moved.replace("一次摸底", "两次摸底")}, "改条文")
    history = tell(file, "2.2")
    assert subjects(history) == ["改条文", "移到乙", "印发"]
    assert kinds(history) == [["reworded"], ["moved"], ["added"]]
    assert [sorted(entry.names) for entry in history.entries] == [["2.2"], ["2.2"], ["1.1"]]
    assert blame(history) == {
        "摸底": "印发",
        "市公安局": "印发",
        "市卫计局": "印发",
        "每年开展两次摸底。": "改条文",
        "结果报市政府。": "印发",
    }


def test_a_unit_is_followed_through_its_earlier_names(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发")
    commit(folder, {"plan.yaml": FIRST.replace("戒毒", "戒毒康复")}, "改标题")
    renamed = FIRST.replace("戒毒", "戒毒康复").replace("市卫计局", "市卫健局")
    commit(folder, {"plan.yaml": renamed}, "机构改革")
    history = tell(file, "市卫健局")
    assert subjects(history) == ["机构改革", "改标题", "印发"]
    assert kinds(history)[0] == ["unit_renamed"]
    assert [sorted(entry.names) for entry in history.entries] == [
        ["市卫健局"],
        ["市卫计局"],
        ["市卫计局"],
    ]
    # By its old name, too: it is the same unit.
    assert tell(file, "市卫计局").unit == "市卫健局"
    of_task = tell(file, "1.1")
    assert subjects(of_task) == ["机构改革", "印发"]
    assert blame(of_task)["市卫健局"] == "印发"


def test_lead_and_roles_have_their_own_commits(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发")
    added = task("摸底", "市公安局", "市卫计局", "市教育局", text=TEXT)
    commit(folder, {"plan.yaml": FIRST.replace(SURVEY, added)}, "加教育局")
    swapped = task("摸底", "市卫计局", "市公安局", "市教育局", text=TEXT)
    commit(folder, {"plan.yaml": FIRST.replace(SURVEY, swapped)}, "换牵头")
    history = tell(file, "1.1")
    assert kinds(history) == [["lead_changed"], ["joined"], ["added"]]
    assert blame(history) == {
        "摸底": "印发",
        "市卫计局": "换牵头",
        "市公安局": "换牵头",
        "市教育局": "加教育局",
        "每年开展一次摸底。": "印发",
        "结果报市政府。": "印发",
    }


def test_parts_of_a_task_that_was_split_have_its_history(folder: Path) -> None:
    file = folder / "plan.yaml"
    one = "依法打击制毒贩毒犯罪，摧毁团伙网络，查清资金流向。"
    two = "加强易制毒化学品管理，堵塞流失渠道，落实企业责任。"
    whole = task("打击和管控", "市公安局", text=f"    text: |-\n      {one}\n      {two}\n")
    parts = [
        task("打击", "市公安局", text=f"    text: {one}\n"),
        task("管控", "市公安局", text=f"    text: {two}\n"),
    ]
    commit(folder, {"plan.yaml": plan_of([whole, SCHOOL])}, "印发")
    commit(folder, {"plan.yaml": plan_of([*parts, SCHOOL])}, "拆分")
    for number, sentence in (("1.1", one), ("1.2", two)):
        history = tell(file, number)
        assert subjects(history) == ["拆分", "印发"]
        assert "split" in kinds(history)[0]
        assert blame(history)[sentence] == "印发"


def test_both_sides_of_a_merge_are_told(folder: Path) -> None:
    file = folder / "plan.yaml"
    filler = [task(f"事项{n}", "市教育局") for n in range(6)]
    start = plan_of([SURVEY, *filler, SCHOOL])
    commit(folder, {"plan.yaml": start}, "印发", "2018-01-01")
    git(folder, "checkout", "--quiet", "-b", "草案")
    side = start.replace("title: 摸底", "title: 全面摸底")
    commit(folder, {"plan.yaml": side}, "草案改", "2018-01-02")
    git(folder, "checkout", "--quiet", "main")
    commit(
        folder, {"plan.yaml": start.replace("title: 宣传", "title: 大宣传")}, "主线改", "2018-01-03"
    )
    git(folder, "merge", "--quiet", "--no-ff", "-m", "合并", "草案")
    assert subjects(tell(file, "1.1")) == ["草案改", "印发"]
    assert subjects(tell(file, "1.8")) == ["主线改", "印发"]
    assert subjects(tell(file, "市教育局")) == ["主线改", "印发"]
    assert blame(tell(file, "1.1"))["全面摸底"] == "草案改"
    by_first = tell(file, "1.1", first_parent=True)
    assert subjects(by_first) == ["合并", "印发"]
    assert blame(by_first)["全面摸底"] == "合并"


def test_what_a_merge_says_itself_comes_from_it(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发", "2018-01-01")
    git(folder, "checkout", "--quiet", "-b", "草案")
    commit(folder, {"plan.yaml": FIRST.replace("一次", "两次")}, "草案改", "2018-01-02")
    git(folder, "checkout", "--quiet", "main")
    commit(folder, {"plan.yaml": FIRST.replace("一次", "三次")}, "主线改", "2018-01-03")
    with pytest.raises(Exception, match="merge"):
        git(folder, "merge", "草案")
    file.write_text(FIRST.replace("一次", "四次"), encoding="utf-8")
    git(folder, "add", "--all")
    commit_staged(folder, "合并", "2018-01-04")
    history = tell(file, "1.1")
    assert subjects(history) == ["合并", "主线改", "草案改", "印发"]
    assert blame(history)["每年开展四次摸底。"] == "合并"
    assert blame(history)["结果报市政府。"] == "印发"


def test_the_plan_file_is_followed_and_what_is_not_committed_comes_first(folder: Path) -> None:
    commit(folder, {"旧 方案.yaml": FIRST}, "印发")
    git(folder, "mv", "旧 方案.yaml", "新 方案.yaml")
    commit_staged(folder, "改文件名")
    # Moved again, but only staged; and edited, but not even that.
    git(folder, "mv", "新 方案.yaml", "plan.yaml")
    file = folder / "plan.yaml"
    file.write_text(FIRST.replace("一次", "两次"), encoding="utf-8")
    history = tell(file, "1.1")
    assert subjects(history) == [None, "印发"]
    assert [entry.version.path for entry in history.entries] == ["plan.yaml", "旧 方案.yaml"]
    assert blame(history)["每年开展两次摸底。"] is None
    assert blame(history)["结果报市政府。"] == "印发"


def test_line_ends_are_no_change(folder: Path) -> None:
    commit(folder, {"plan.yaml": FIRST}, "印发")
    (folder / "plan.yaml").write_bytes(FIRST.replace("\n", "\r\n").encode())
    assert subjects(tell(folder / "plan.yaml", "1.1")) == ["印发"]


def test_a_version_that_cannot_be_read_is_passed_over(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发")
    commit(folder, {"plan.yaml": FIRST.replace("一次", "两次") + "<<<<<<< HEAD\n"}, "写坏")
    commit(folder, {"plan.yaml": FIRST.replace("一次", "两次")}, "修好")
    history = tell(file, "1.1")
    assert subjects(history) == ["修好", "印发"]
    assert [v.commit.subject for v in history.unreadable if v.commit] == ["写坏"]
    assert blame(history)["每年开展两次摸底。"] == "修好"


def test_a_plan_that_was_removed_for_a_while(folder: Path) -> None:
    commit(folder, {"plan.yaml": FIRST}, "印发")
    commit(folder, {"plan.yaml": None}, "误删")
    commit(folder, {"plan.yaml": FIRST.replace("一次", "两次")}, "恢复")
    history = tell(folder / "plan.yaml", "1.1")
    assert subjects(history) == ["恢复", "印发"]
    assert kinds(history) == [["reworded"], ["added"]]
    assert history.unreadable == ()


def test_what_is_no_more_there_is_found_in_older_versions(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发", "2018-01-01")
    commit(folder, {"plan.yaml": FIRST.replace("戒毒", "戒毒康复")}, "改标题", "2018-01-02")
    without = plan_of([SURVEY.replace("    join:\n    - 市卫计局\n", ""), SCHOOL])
    commit(folder, {"plan.yaml": without.replace("  市卫计局:\n", "")}, "撤出", "2018-01-03")
    commit(folder, {"plan.yaml": without.replace("  市卫计局:\n", "") + "\n# 注\n"}, "注")
    unit = tell(file, "卫计局")
    assert (unit.unit, unit.item) == ("市卫计局", None)
    assert unit.last and unit.last.commit and unit.last.commit.subject == "改标题"
    assert subjects(unit) == ["撤出", "改标题", "印发"]
    assert kinds(unit)[0] == ["removed", "left", "unit_dropped"]
    gone = tell(file, "2.1")
    assert gone.item and gone.item.title == "戒毒康复"
    assert kinds(gone) == [["removed"], ["retitled"], ["added"]]
    assert blame(gone) == {"戒毒康复": "改标题", "市卫计局": "印发"}


def test_an_old_number_leads_to_the_task_of_today(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发")
    commit(folder, {"plan.yaml": plan_of([SURVEY], [task("戒毒", "市卫计局"), SCHOOL])}, "移走宣传")
    history = tell(file, "1.2")
    assert history.item and history.item.number == "2.2"
    assert history.last is None
    assert kinds(history) == [["moved"], ["added"]]


def test_bounds_stop_the_way_back(folder: Path) -> None:
    file = folder / "plan.yaml"
    texts = [FIRST.replace("一次", f"{n}次") for n in range(1, 7)]
    for n, text in enumerate(texts, start=1):
        commit(folder, {"plan.yaml": text}, f"第{n}版", f"2018-0{n}-15")
    read: list[str] = []

    class Counting(PlanLog):
        def _read(self, version: Version, blob: str) -> Plan | None:
            read.append(version.commit.subject if version.commit else "")
            return super()._read(version, blob)

    log = Counting(file, load_plan(file))
    history = find_history(log, "1.1", touches, Bounds(most=2))
    assert subjects(history) == ["第6版", "第5版"]
    assert read == ["第6版", "第5版", "第4版"]
    assert blame(history)["每年开展6次摸底。"] == "第6版"
    assert blame(history)["结果报市政府。"] == "older"
    since = tell(file, "1.1", Bounds(since=date(2018, 4, 15)))
    assert subjects(since) == ["第6版", "第5版", "第4版"]
    until = tell(file, "1.1", Bounds(until=date(2018, 2, 28)))
    assert subjects(until) == ["第2版", "第1版"]
    assert blame(until)["结果报市政府。"] == "第1版"
    both = tell(file, "1.1", Bounds(since=date(2018, 3, 15), until=date(2018, 3, 15)))
    assert subjects(both) == ["第3版"]


def test_every_version_is_read_once(folder: Path) -> None:
    other = FIRST.replace("一次", "两次")
    for n, text in enumerate((FIRST, other, FIRST, other, FIRST)):
        commit(folder, {"plan.yaml": text}, f"第{n}版")
    read: list[str] = []

    class Counting(PlanLog):
        def _read(self, version: Version, blob: str) -> Plan | None:
            read.append(blob)
            return super()._read(version, blob)

    file = folder / "plan.yaml"
    history = find_history(Counting(file, load_plan(file)), "1.1", touches)
    assert len(history.entries) == 5
    assert len(read) == len(set(read)) == 2


def test_a_shallow_clone_does_not_pretend_to_know(folder: Path, tmp_path: Path) -> None:
    commit(folder, {"plan.yaml": FIRST}, "印发")
    commit(folder, {"plan.yaml": FIRST.replace("一次", "两次")}, "改条文")
    commit(folder, {"plan.yaml": FIRST.replace("一次", "三次")}, "再改")
    git(tmp_path, "clone", "--quiet", "--depth", "2", folder.as_uri(), "shallow")
    history = tell(tmp_path / "shallow" / "plan.yaml", "1.1")
    assert history.is_cut_off
    assert subjects(history) == ["再改"]
    assert blame(history)["每年开展三次摸底。"] == "再改"
    assert blame(history)["结果报市政府。"] == "older"


def test_a_plan_that_is_younger_than_the_cut_has_all_its_history(
    folder: Path, tmp_path: Path
) -> None:
    commit(folder, {"其他.txt": "一"}, "先有其他")
    commit(folder, {"其他.txt": "二"}, "再改其他")
    commit(folder, {"plan.yaml": FIRST}, "印发")
    git(tmp_path, "clone", "--quiet", "--depth", "2", folder.as_uri(), "shallow")
    history = tell(tmp_path / "shallow" / "plan.yaml", "1.1")
    assert not history.is_cut_off
    assert subjects(history) == ["印发"]
    assert set(blame(history).values()) == {"印发"}


def test_a_section_that_had_roles_is_told_as_it_last_stood(folder: Path) -> None:
    file = folder / "plan.yaml"
    with_roles = FIRST.replace("- title: 部分甲\n", "- title: 部分甲\n  lead: 市公安局\n")
    commit(folder, {"plan.yaml": with_roles}, "印发")
    commit(folder, {"plan.yaml": FIRST}, "撤下部分的分工")
    history = tell(file, "1")
    assert history.item and history.item.title == "部分甲"
    assert history.last and history.last.commit and history.last.commit.subject == "印发"
    assert subjects(history) == ["撤下部分的分工", "印发"]
    assert kinds(history)[0] == ["lead_changed"]


def test_what_nobody_ever_had_is_refused(folder: Path) -> None:
    file = folder / "plan.yaml"
    commit(folder, {"plan.yaml": FIRST}, "印发")
    with pytest.raises(UnknownUnitError, match="市公安局"):
        tell(file, "市工安局")
    with pytest.raises(UnknownNumberError, match=r"9\.9"):
        tell(file, "9.9")
    with pytest.raises(AmbiguousUnitError):
        tell(file, "局")


def test_a_plan_that_is_not_in_git(folder: Path, tmp_path: Path) -> None:
    loose = tmp_path / "plan.yaml"
    loose.write_text(FIRST, encoding="utf-8")
    with pytest.raises(NoRepositoryError):
        tell(loose, "1.1")
    inside = folder / "plan.yaml"
    inside.write_text(FIRST, encoding="utf-8")
    with pytest.raises(NoCommitError):
        tell(inside, "1.1")
    git(folder, "add", "--all")
    git(folder, "rm", "--quiet", "--cached", "plan.yaml")
    commit_staged(folder, "空")
    with pytest.raises(NotCommittedError, match="not in the last commit"):
        tell(inside, "1.1")


def test_what_touches_a_unit_is_asked_with_every_name_it_has(folder: Path) -> None:
    commit(folder, {"plan.yaml": FIRST}, "印发")
    commit(folder, {"plan.yaml": FIRST.replace("市卫计局", "市卫健局")}, "改名")
    asked: set[str] = set()

    def nothing(change: Change, diff: PlanDiff, unit: str) -> bool:
        asked.add(unit)
        return False

    file = folder / "plan.yaml"
    history = find_history(PlanLog(file, load_plan(file)), "市卫健局", nothing)
    assert history.entries == ()
    assert asked == {"市卫健局", "市卫计局"}
