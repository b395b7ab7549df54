"""`import NEW --onto plan.yaml`: a second printing comes in, and the keeper's edits stay."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from dutymatrix.planfile import parse_plan
from git_history import commit, git, make_repository
from program import Run, Runner

FIRST = """\
云江市防控措施
一、工作任务
（一）压实责任。建立台账。（市公安局牵头，市司法局配合）
（二）完善考核。定期通报。（责任单位：市教育局）
（三）开展宣传。走进校园。（责任单位：市教育局）
"""
SECOND = """\
云江市防控措施
一、工作任务
（一）压实责任。建立台账并公开。（市公安局牵头，市司法局、市民政局配合）
（二）完善考核。定期通报。（责任单位：市教育局）
（三）开展宣传。走进校园。（责任单位：市教育局）
（四）加强督查。每季督查。（市纪委监委牵头）
"""
EDITS = {
    "  市公安局:\n": "  市公安局:   # 先打电话\n    contact: 办公室 0759-1\n",
    "- title: 完善考核\n": "# 每年两次\n- title: 完善考核\n",
    "    走进校园。\n  responsible:\n  - 市教育局\n": "    走进校园。\n  lead: 市教育局\n",
}


def edited(text: str, edits: Mapping[str, str] = EDITS) -> str:
    for old, new in edits.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


class Desk:
    """A keeper's folder: two printings, and the plan that the first was imported into."""

    def __init__(self, run: Runner, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.plan = folder / "plan.yaml"
        for name, text in (("第一稿.txt", FIRST), ("第二稿.txt", SECOND)):
            (folder / name).write_text(text, encoding="utf-8")
        assert run("import", "第一稿.txt", "-o", "plan.yaml").code == 0
        self.imported = self.plan.read_text(encoding="utf-8")

    def keep(self, text: str, day: str = "2018-01-02") -> None:
        """Commit a version of the plan."""
        commit(self.folder, {"plan.yaml": text}, "修改", day)

    def put(self, *args: str) -> Run:
        """Merge the second printing."""
        return self.run("import", "第二稿.txt", "--onto", "plan.yaml", *args)


@pytest.fixture
def desk(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(run, make_repository(tmp_path))


def test_both_the_printing_s_changes_and_the_edits_are_there(desk: Desk) -> None:
    desk.keep(desk.imported)
    desk.keep(edited(desk.imported))
    short = git(desk.folder, "rev-parse", "--short", "HEAD~1").strip()
    done = desk.put()
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-2] == (
        f"plan.yaml: 5 changes by 第二稿.txt, 2 changes by hand, compared with {short}, 2018-01-02"
    )
    text = desk.plan.read_text(encoding="utf-8")
    for _old, new in EDITS.items():
        assert new in text
    plan = parse_plan(text)
    assert [task.title for task in plan.own_tasks] == [
        "压实责任",
        "完善考核",
        "开展宣传",
        "加强督查",
    ]
    assert plan.own_tasks[0].join == ("市司法局", "市民政局")
    assert plan.own_tasks[2].lead == ("市教育局",)
    assert desk.run("check").code == 0


def test_a_second_time_nothing_is_left_to_do(desk: Desk) -> None:
    desk.keep(desk.imported)
    assert desk.put().code == 0
    before = desk.plan.read_bytes()
    done = desk.put()
    assert done.code == 0
    assert done.err.endswith("plan.yaml has all of 第二稿.txt already; nothing was changed\n")
    assert desk.plan.read_bytes() == before


def test_what_both_changed_is_to_be_decided(desk: Desk) -> None:
    desk.keep(desk.imported)
    desk.plan.write_text(edited(desk.imported, {"建立台账。": "建立电子台账。"}), encoding="utf-8")
    done = desk.put()
    assert done.code == 1
    text = desk.plan.read_text(encoding="utf-8")
    assert text.index("<<<<<<< plan.yaml") < text.index("建立电子台账。") < text.index("=======")
    assert text.index("=======") < text.index("建立台账并公开。") < text.index(">>>>>>> 第二稿.txt")
    assert "加强督查" in text
    line = text[: text.index("<<<<<<<")].count("\n") + 1
    assert f"plan.yaml:{line}: 压实责任: text\n1 place is to be decided" in done.err


@pytest.mark.parametrize("base", ["第一稿.txt", "印发.yaml", "HEAD~1"])
def test_what_it_was_imported_from_may_be_said(desk: Desk, base: str) -> None:
    desk.keep(desk.imported)
    (desk.folder / "印发.yaml").write_text(desk.imported, encoding="utf-8")
    desk.keep(edited(desk.imported))
    done = desk.put("--base", base)
    assert done.code == 0
    assert "5 changes by 第二稿.txt, 2 changes by hand" in done.err
    assert "# 每年两次" in desk.plan.read_text(encoding="utf-8")


def test_what_stood_there_before_the_import_is_passed_over(desk: Desk) -> None:
    desk.keep("format: 1\ntitle: 待定\n", "2018-01-01")
    desk.keep(desk.imported)
    desk.keep(edited(desk.imported))
    assert desk.put().code == 0


def test_line_ends_of_windows_stay(desk: Desk) -> None:
    commit(desk.folder, {"plan.yaml": desk.imported.replace("\n", "\r\n")}, "导入")
    assert desk.put().code == 0
    data = desk.plan.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n")
    assert "加强督查".encode() in data


@pytest.mark.parametrize("case", ["no repository", "nothing committed", "edited at once"])
def test_without_a_base_nothing_is_merged(desk: Desk, case: str) -> None:
    match case:
        case "no repository":
            (desk.folder / ".git").rename(desk.folder / "gone")
            why = "it is not in a git repository"
        case "nothing committed":
            why = "no version of it is in git"
        case _:
            desk.keep(edited(desk.imported))
            why = "its first version in git ("
    before = desk.plan.read_bytes()
    done = desk.put()
    assert (done.code, done.out) == (2, "")
    said = "error: it is not known what plan.yaml was when it was imported: "
    assert done.err.startswith(said + why)
    assert "\n  say what it was imported from: --base ORIGIN" in done.err
    assert desk.plan.read_bytes() == before


def test_a_plan_with_errors_is_left(desk: Desk) -> None:
    desk.keep(desk.imported)
    broken = desk.imported.replace("tasks:\n", "tasks:\n- titel: 甲\n", 1)
    desk.plan.write_text(broken, encoding="utf-8")
    done = desk.put()
    assert done.code == 2
    assert "error: plan.yaml has errors" in done.err
    assert desk.plan.read_text(encoding="utf-8") == broken


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["--onto", "plan.yaml", "-o", "x.yaml"], "--onto and -o", id="-o"),
        pytest.param(["--onto", "plan.yaml", "-f", "json"], "--onto and -f", id="-f"),
        pytest.param(["--base", "第一稿.txt"], "which plan is missing", id="--base alone"),
        pytest.param(["--onto", "没有.yaml"], "there is no such file", id="no such plan"),
        pytest.param(["--onto", "plan.yaml", "--base", "没有.txt"], "没有.txt", id="no such base"),
    ],
)
def test_what_does_not_go(desk: Desk, args: list[str], said: str) -> None:
    desk.keep(desk.imported)
    done = desk.run("import", "第二稿.txt", *args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert desk.plan.read_text(encoding="utf-8") == desk.imported
