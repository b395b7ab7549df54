"""`diff`: which revisions are compared, and what is said of them."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dutymatrix.i18n import messages_in
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.diff import version_said
from make_documents import word_numbered
from program import ROOT, PlanFile, Runner
from revisions import revise

OURS = (ROOT / "plan.yaml").read_text(encoding="utf-8")
SIX = {
    "added": 1, "removed": 1, "moved": 1, "lead_changed": 1, "joined": 1, "reworded": 1,
}  # fmt: skip

DAY = ("--date", "2018-11-28")

Commit = Callable[[str, str], None]


@pytest.fixture
def commit(environment: pytest.MonkeyPatch, tmp_path: Path, plan_file: PlanFile) -> Commit:
    """Writes the plan and commits it, on a day at noon; the first one makes the repository."""
    environment.chdir(tmp_path)
    for who in ("AUTHOR", "COMMITTER"):
        environment.setenv(f"GIT_{who}_NAME", "禁毒办")
        environment.setenv(f"GIT_{who}_EMAIL", "a@example.org")
    _git("init", "--quiet", "--initial-branch=main")

    def write(text: str, day: str) -> None:
        plan_file(text)
        for who in ("AUTHOR", "COMMITTER"):
            environment.setenv(f"GIT_{who}_DATE", f"{day}T12:00:00+08:00")
        _git("add", "plan.yaml")
        _git("commit", "--quiet", "--message", f"印发于{day}")

    return write


def _git(*args: str) -> None:
    subprocess.run(["git", *args], check=True)


def test_the_worked_example(run: Runner, plan_file: PlanFile) -> None:
    old, new = plan_file(OURS, "印发稿.yaml"), plan_file(revise(OURS), "修订稿.yaml")
    code, out, err = run("diff", str(old), str(new), "-f", "json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["summary"] == SIX
    assert [(c["kind"], c["old"], c["new"]) for c in answer["changes"][:3]] == [
        ("added", None, {"number": "5.5", "title": "规范涉毒网络信息巡查"}),
        ("removed", {"number": "1.8", "title": "建立禁毒工作成效评价体系"}, None),
        (
            "moved",
            {"number": "6.2", "title": "扩大禁毒社会组织团体规模"},
            {"number": "3.10", "title": "扩大禁毒社会组织团体规模"},
        ),
    ]
    assert answer["changes"][3]["detail"] == {
        "from": ["市财政局"], "to": ["市禁毒办"],
        "before": {"市禁毒办": "join"}, "after": {"市财政局": "join"},
    }  # fmt: skip
    assert answer["changes"][4]["detail"] == {"units": ["市妇联"], "role": "join"}
    assert "[-加强-]{+充实+}全市" in answer["changes"][5]["detail"]["marked"]
    assert answer["renumbered"] == [
        {"old": "6.3", "new": "6.2"}, {"old": "6.4", "new": "6.3"}, {"old": "6.5", "new": "6.4"},
    ]  # fmt: skip
    impact = {each["unit"]: each for each in answer["impact"]}
    assert impact["市禁毒办"]["lead"] == {
        "old": 23, "new": 23, "gained": ["1.6"], "lost": ["1.8"],
    }  # fmt: skip
    assert impact["市禁毒办"]["join"] == {"old": 8, "new": 7, "gained": [], "lost": ["1.6"]}
    assert impact["市公安局"]["reworded"] == ["4.9"]
    assert impact["市民政局"]["moved"] == ["3.10"]


def test_the_table(run: Runner, plan_file: PlanFile) -> None:
    old, new = plan_file(OURS, "印发稿.yaml"), plan_file(revise(OURS), "修订稿.yaml")
    out = run("diff", str(old), str(new), lang="zh_CN", COLUMNS="100").out
    assert "6 处变更：" in out or "6 处变更: " in out
    assert "原（六）3至5改为（六）2至4" in out
    assert "（六）2 → （三）10" in out
    assert "市财政局 → 市禁毒办" in out
    assert "23 → 23" in out
    assert max(map(len, out.split("\n"))) <= 100


def test_formats_say_the_same(run: Runner, plan_file: PlanFile) -> None:
    old, new = plan_file(OURS, "印发稿.yaml"), plan_file(revise(OURS), "修订稿.yaml")
    rows = list(csv.reader(run("diff", str(old), str(new), "-f", "csv").out.splitlines()))
    assert [row[0] for row in rows[1:]] == [
        "新增", "删除", "移至他处", "牵头变更", "增加单位", "正文修改",
    ]  # fmt: skip
    lines = run("diff", str(old), str(new), "-f", "tsv").out.splitlines()
    assert lines[0].split("\t")[:3] == ["kind", "old_number", "new_number"]
    assert lines[3].split("\t")[:3] == ["moved", "6.2", "3.10"]
    assert "| 移至他处 |" in run("diff", str(old), str(new), "-f", "md").out
    page = run("diff", str(old), str(new), "-f", "html").out
    assert "<del>加强</del>" in page
    assert "<ins>充实</ins>" in page


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_file_is_the_comparison_and_names_no_file(
    run: Runner, plan_file: PlanFile, tmp_path: Path, ending: str
) -> None:
    old, new = plan_file(OURS, "印发稿.yaml"), plan_file(revise(OURS), "修订稿.yaml")
    target = tmp_path / f"对照表.{ending}"
    assert run("diff", str(old), str(new), "-o", str(target)).code == 0
    text = target.read_text(encoding="utf-8")
    assert "修订前后对照表" in text
    assert "yaml" not in text


def test_nothing_changed(run: Runner, plan_file: PlanFile) -> None:
    old = plan_file(OURS, "a.yaml")
    code, out, _err = run("diff", str(old), str(old), "--exit-code")
    assert code == 0
    assert "no change" in out


def test_exit_code(run: Runner, plan_file: PlanFile) -> None:
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(revise(OURS), "b.yaml"))
    assert run("diff", old, new).code == 0
    assert run("diff", old, new, "--exit-code").code == 1
    assert run("diff", old, new, "--exit-code", "--only", "section_moved").code == 0


def test_only_what_touches_a_unit(run: Runner, plan_file: PlanFile) -> None:
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(revise(OURS), "b.yaml"))
    code, out, err = run("diff", old, new, "--unit", "gaj", "-f", "json")
    answer = json.loads(out)
    assert (code, err) == (0, "gaj → 市公安局\n")
    assert answer["summary"] == {"added": 1, "reworded": 1}
    assert [each["unit"] for each in answer["impact"]] == ["市公安局"]


def test_a_unit_that_was_renamed_answers_to_both_names(run: Runner, plan_file: PlanFile) -> None:
    renamed = OURS.replace("市卫计局", "市卫健局")
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(renamed, "b.yaml"))
    for typed in ("市卫计局", "市卫健局"):
        answer = json.loads(run("diff", old, new, "--unit", typed, "-f", "json").out)
        assert answer["summary"]["unit_renamed"] == 1


@pytest.mark.parametrize("kind", ["moved", "移至他处", "moved,lead_changed", "lead-changed"])
def test_only_some_kinds(run: Runner, plan_file: PlanFile, kind: str) -> None:
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(revise(OURS), "b.yaml"))
    code, out, _err = run("diff", old, new, "--only", kind, "-f", "json")
    assert code == 0
    assert set(json.loads(out)["summary"]) <= {"moved", "lead_changed"}
    assert json.loads(out)["impact"] == []


def test_an_unknown_kind_is_refused(run: Runner, here: Path) -> None:
    code, out, err = run("diff", "plan.yaml", "plan.yaml", "--only", "move")
    assert (code, out) == (2, "")
    assert "move is not one of these\n  did you mean moved?\n" in err
    assert "lead_changed" in err
    err = run("diff", "plan.yaml", "plan.yaml", "--only", "移至", lang="zh_CN").err
    assert "是否指 移至他处？\n" in err
    assert "moved（移至他处）" in err


def test_a_version_has_the_marks_of_the_language() -> None:
    assert version_said("HEAD~1 (fc7e9f7, 2018-12-31)", messages_in("zh_CN")) == (
        "HEAD~1（fc7e9f7，2018-12-31）"
    )
    assert version_said("a (1).yaml", messages_in("zh_CN")) == "a (1).yaml"


def test_stat_counts_only(run: Runner, plan_file: PlanFile) -> None:
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(revise(OURS), "b.yaml"))
    out = run("diff", old, new, "--stat").out
    assert "6 changes:" in out
    assert "市妇联" in out
    assert "提升学校毒品预防教育水平" not in out


def test_by_section_goes_as_the_document_does(run: Runner, plan_file: PlanFile) -> None:
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(revise(OURS), "b.yaml"))
    lines = run("diff", old, new, "--by", "section").out.split("\n")
    places = [
        next(n for n, line in enumerate(lines) if label in line)
        for label in ("（一）6", "（一）8", "（二）1", "（三）10", "（四）9", "（五）5")
    ]
    assert places == sorted(places)


def test_full_wording(run: Runner, plan_file: PlanFile) -> None:
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(revise(OURS), "b.yaml"))
    assert "研判、处置机制" not in run("diff", old, new).out
    assert "研判、处置机制" in run("diff", old, new, "--full").out


def test_invalid_plans_are_refused_with_their_findings(run: Runner, plan_file: PlanFile) -> None:
    broken = plan_file("format: 1\ntitle: 甲\nlead: 乙\n", "b.yaml")
    code, out, err = run("diff", str(plan_file(OURS, "a.yaml")), str(broken))
    assert (code, out) == (2, "")
    assert "DM108" in err


def test_comparison_table_as_word_and_excel(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    docx, openpyxl = pytest.importorskip("docx"), pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(revise(OURS), "b.yaml"))
    paper, book = tmp_path / "对照表.docx", tmp_path / "对照表.xlsx"
    assert run("diff", old, new, "-o", str(paper)).code == 0
    [table] = docx.Document(str(paper)).tables
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads == ["序号", "条目", "修订前", "修订后", "修订说明"]
    assert len(table.rows) == 7
    assert run("diff", old, new, "-o", str(book)).code == 0
    sheet = openpyxl.load_workbook(book).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("充实" in cell for cell in cells)


def test_notices_go_to_everybody_who_has_something_to_do(
    run: Runner, plan_file: PlanFile, tmp_path: Path
) -> None:
    old, new = str(plan_file(OURS, "a.yaml")), str(plan_file(revise(OURS), "b.yaml"))
    folder = tmp_path / "通知"
    code, out, err = run("diff", old, new, "--notices", str(folder), "-f", "md", *DAY)
    assert (code, out) == (0, "")
    assert "7 files written" in err
    [letters] = (path for path in folder.iterdir() if path.is_dir())
    assert letters.name == "2018-11-28_吴委办〔2017〕93号印发稿_2018年11月修订稿"
    names = sorted(path.name for path in letters.iterdir())
    units = ("市禁毒办", "市委宣传部", "市公安局", "市财政局", "市文广新局", "市妇联")
    assert [name[3:].partition("任务")[0] for name in names[1:]] == [*units]
    # Its task only stands elsewhere: it is in the index, without a file.
    index = (letters / names[0]).read_text(encoding="utf-8")
    assert "| 市民政局 | 市民政局 | 1 |  |" in index
    letter = next(path for path in letters.iterdir() if "市财政局" in path.name)
    text = letter.read_text(encoding="utf-8")
    assert "任务分工的函" in text
    assert "（一）6" in text
    everything = "".join(path.read_text(encoding="utf-8") for path in letters.iterdir())
    assert "yaml" not in everything
    assert "中共吴川市委办公室\n\n吴川市人民政府办公室" in text
    # One that signs gets none; who only reads again does where everybody is to.
    other = tmp_path / "函"
    args = ("--sender", "禁毒办", "--all-touched", "--old-name", "旧稿", "-f", "md", *DAY)
    assert run("diff", old, new, "--notices", str(other), *args).code == 0
    [others] = (path for path in other.iterdir() if path.is_dir())
    assert [path.name[3:7] for path in sorted(others.iterdir())][1:4] == [
        "市委宣传",
        "市公安局",
        "市民政局",
    ]
    letter = next(path for path in others.iterdir() if "市妇联" in path.name)
    text = letter.read_text(encoding="utf-8")
    assert "特此函告。" in text and "\n\n市禁毒办\n\n" in text
    assert "修订前：旧稿" in text
    # Nothing of somebody else's is replaced.
    foreign = tmp_path / "其他" / letters.name
    foreign.mkdir(parents=True)
    (foreign / names[1]).write_text("别人的", encoding="utf-8")
    code, _out, err = run("diff", old, new, "--notices", str(foreign.parent), "-f", "md", *DAY)
    assert code == 2
    assert "no index of ours lists" in err
    assert [path.name for path in foreign.iterdir()] == [names[1]]


def test_documents_stand_where_plans_do(run: Runner, plan_file: PlanFile) -> None:
    source = (ROOT / "tests/data/plan-source.txt").read_bytes()
    text = source.decode("utf-8")
    old = str(plan_file(source, "印发稿.txt"))
    new = str(plan_file(text.replace("奖励体系", "奖励机制"), "修订稿.txt"))
    assert json.loads(run("diff", old, new, "-f", "json").out)["summary"] == {"reworded": 1}
    paper = str(plan_file(word_numbered(parse_plan(OURS)), "方案.docx"))
    answer = json.loads(run("diff", old, paper, "-f", "json").out)
    assert set(answer["summary"]) <= {"plan_changed"}


# Which revisions.


def test_the_committed_plan_against_the_file(
    run: Runner, commit: Commit, plan_file: PlanFile
) -> None:
    commit(OURS, "2017-11-03")
    plan_file(revise(OURS))
    code, out, _err = run("diff", "-f", "json")
    answer = json.loads(out)
    assert code == 0
    assert answer["summary"] == SIX
    assert answer["old"].startswith("HEAD (")
    assert answer["old"].endswith(", 2017-11-03)")
    assert answer["new"] == "plan.yaml"


def test_equal_to_the_committed_one_the_last_change_is_shown(run: Runner, commit: Commit) -> None:
    commit(OURS, "2017-11-03")
    commit(revise(OURS), "2018-06-01")
    code, out, err = run("diff", "-f", "json")
    assert code == 0
    assert json.loads(out)["summary"] == SIX
    assert "plan.yaml is as committed" in err
    assert "of 2018-06-01: 印发于2018-06-01" in err


@pytest.mark.parametrize(
    ("edit", "is_layout"),
    [
        pytest.param(lambda text: text + "# 待定\n", True, id="a comment"),
        pytest.param(lambda text: text.replace("\n\n", "\n\n\n", 1), True, id="a blank line"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), False, id="line ends"),
        pytest.param(lambda text: text.replace("加强", "充实"), False, id="words"),
    ],
)
def test_what_no_plan_says_is_no_change_and_said(
    run: Runner, commit: Commit, edit: Callable[[str], str], is_layout: bool
) -> None:
    commit(OURS, "2017-11-03")
    text = OURS if isinstance(OURS, str) else OURS.decode()
    Path("plan.yaml").write_bytes(edit(text).encode())
    for sides in ([], ["HEAD"], ["HEAD:plan.yaml", "plan.yaml"]):
        told = run("diff", *sides)
        assert told.code == 0
        assert ("only comments or layout changed" in told.err) is is_layout
        assert ("no change" in told.out) is (edit(text) != text.replace("加强", "充实"))


@pytest.mark.parametrize("how", ["--ff-only", "--no-ff", "--rebase"])
def test_after_a_pull_the_last_change_is_what_it_brought(
    run: Runner, commit: Commit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str
) -> None:
    commit(OURS, "2017-11-03")
    _git("clone", "--quiet", ".", "clone")
    commit(OURS.replace("加强", "充实"), "2018-06-01")
    commit(revise(OURS).replace("加强", "充实"), "2018-06-02")
    monkeypatch.chdir(tmp_path / "clone")
    _git("config", "user.name", "乙")
    _git("config", "user.email", "b@example.org")
    if how != "--ff-only":
        Path("乙.txt").write_text("乙", encoding="utf-8")
        _git("add", ".")
        _git("commit", "--quiet", "-m", "乙")
    _git("pull", "--quiet", "--no-edit", how)
    told = run("diff", "-f", "json")
    assert "this is what the last pull brought" in told.err
    assert json.loads(told.out)["summary"]["reworded"] > SIX["reworded"]
    (tmp_path / "clone/丙.txt").write_text("丙", encoding="utf-8")
    _git("add", ".")
    _git("commit", "--quiet", "-m", "丙")
    assert "the last pull" not in run("diff").err


def test_a_checkout_without_the_plan(run: Runner, commit: Commit) -> None:
    """As a reviewer has it, or a server's hook."""
    commit(OURS, "2017-11-03")
    commit(revise(OURS), "2018-06-01")
    Path("plan.yaml").unlink()
    for sides in (["HEAD~1", "HEAD"], ["HEAD~1..HEAD"], ["HEAD~1...HEAD"]):
        assert json.loads(run("diff", *sides, "-f", "json").out)["summary"] == SIX
    assert len(json.loads(run("history", "市妇联", "-f", "json").out)["entries"]) == 2
    assert run("diff").code == 2


def test_a_plan_that_never_changed(run: Runner, commit: Commit) -> None:
    commit(OURS, "2017-11-03")
    code, out, err = run("diff")
    assert code == 0
    assert "no change" in out
    assert "plan.yaml has not changed since it was first committed" in err


@pytest.mark.parametrize(
    "sides",
    [
        ["HEAD~1"], ["HEAD~1", "HEAD"], ["HEAD~1..HEAD"], ["HEAD~1..", ], ["@2017-12-31"],
        ["@2017-12-31", "plan.yaml"], ["v1", "HEAD:plan.yaml"], ["v1:plan.yaml"], ["v1..main"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_revisions_and_days(run: Runner, commit: Commit, sides: list[str]) -> None:
    commit(OURS, "2017-11-03")
    _git("tag", "v1")
    commit(revise(OURS), "2018-06-01")
    code, out, err = run("diff", *sides, "-f", "json")
    assert code == 0, err
    assert json.loads(out)["summary"] == SIX


def test_what_is_staged(run: Runner, commit: Commit, plan_file: PlanFile) -> None:
    commit(OURS, "2017-11-03")
    plan_file(revise(OURS))
    _git("add", "plan.yaml")
    plan_file(OURS)
    answer = json.loads(run("diff", "--staged", "-f", "json").out)
    assert answer["summary"] == SIX
    assert answer["new"] == "staged"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["v9"], "neither a file nor a revision"),
        (["--", "-v1"], "neither a file nor a revision"),
        (["@1999-01-01"], "no commit up to 1999-01-01"),
        (["@0001-01-01"], "no commit up to 0001-01-01; the first is of 2017-11-03"),
        (["@1969-12-31"], "no commit up to 1969-12-31"),
        (["@2018-13-01"], "not a day"),
        (["HEAD:other.yaml"], "other.yaml is not in HEAD"),
        (["HEAD..HEAD", "HEAD"], "more than two revisions"),
        (["HEAD", "HEAD", "--staged"], "more than two revisions"),
        (["没有...HEAD"], "there is no revision 没有"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_no_revision(run: Runner, commit: Commit, args: list[str], words: str) -> None:
    commit(OURS, "2017-11-03")
    code, out, err = run("diff", *args)
    assert (code, out) == (2, "")
    assert words in err


def test_two_whole_names_need_no_plan_beside_them(
    run: Runner, commit: Commit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commit(OURS, "2017-11-03")
    _git("mv", "plan.yaml", "方案.yaml")
    _git("commit", "--quiet", "--message", "改名")
    (tmp_path / "方案.yaml").write_text(revise(OURS), encoding="utf-8")
    _git("add", "方案.yaml")
    (tmp_path / "里面").mkdir()
    monkeypatch.chdir(tmp_path / "里面")
    for sides in (
        ["HEAD:../方案.yaml", ":方案.yaml"],
        ["HEAD~1:plan.yaml", ":方案.yaml"],
        ["@2017-11-03:方案.yaml", "../方案.yaml"],
    ):
        code, out, err = run("diff", *sides, "-f", "json")
        assert (code, err) == (0, "")
        assert json.loads(out)["summary"] == SIX
    # What names no file is the plan's, which has to be found.
    for sides in (["HEAD~1", "HEAD:方案.yaml"], ["HEAD:方案.yaml"], ["HEAD~1..HEAD"]):
        code, _out, err = run("diff", *sides)
        assert (code, "there is no plan.yaml in " in err) == (2, True)


def test_outside_git_files_are_asked_for(
    run: Runner, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plan_file(OURS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, _out, err = run("diff")
    assert code == 2
    assert "not in a git repository" in err
    assert "dutymatrix diff OLD.yaml NEW.yaml" in err


# Repositories of every kind.


def test_without_commits_and_with_a_detached_head(
    run: Runner, commit: Commit, plan_file: PlanFile
) -> None:
    _git("init", "--quiet")
    plan_file(OURS)
    for args in (["diff"], ["diff", "--staged"], ["diff", "@2018-01-01"], ["history", "3.3"]):
        code, out, err = run(*args)
        assert (code, out) == (2, "")
        assert "nothing has been committed yet" in err
    commit(OURS, "2017-11-03")
    commit(revise(OURS), "2018-06-01")
    _git("checkout", "--quiet", "--detach", "HEAD")
    assert json.loads(run("diff", "-f", "json").out)["summary"] == SIX
    assert run("history", "3.3").code == 0


def test_a_bare_and_a_shallow_clone(
    run: Runner, commit: Commit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commit(OURS, "2017-11-03")
    commit(revise(OURS), "2018-06-01")
    _git("clone", "--quiet", "--bare", ".", "bare.git")
    _git("clone", "--quiet", "--depth=1", f"file://{tmp_path}", "shallow")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path / "bare.git")
    told = run("diff", "HEAD~1:plan.yaml", "HEAD:plan.yaml", "-f", "json")
    assert json.loads(told.out)["summary"] == SIX
    told = run("diff", "HEAD~1..HEAD", "-f", "json", "--plan", "plan.yaml")
    assert json.loads(told.out)["summary"] == SIX
    told = run("diff", "HEAD~1", "HEAD", "-f", "json")
    assert json.loads(told.out)["summary"] == SIX
    told = run("history", "3.3", "-f", "json")
    assert (told.code, len(json.loads(told.out)["entries"])) == (0, 1)
    monkeypatch.chdir(tmp_path / "shallow")
    assert run("diff").code == 0
    assert run("history", "3.3").code == 0
    for args in (["HEAD~1"], ["@2018-01-01"]):
        told = run("diff", *args)
        assert (told.code, "git fetch --unshallow" in told.err) == (2, True)


def test_a_commit_of_an_impossible_day_is_no_bug(run: Runner, commit: Commit) -> None:
    commit(OURS, "2017-11-03")
    tree = subprocess.run(["git", "write-tree"], capture_output=True, check=True).stdout.decode()
    for day in ("400000000000 +0800", "1500000000 +9999", "253402300799 -1200", "-5 +0000"):
        text = f"tree {tree}author a <a@b> {day}\ncommitter a <a@b> {day}\n\nx\n"
        made = subprocess.run(
            ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
            input=text.encode(),
            capture_output=True,
            check=True,
        )
        _git("update-ref", "HEAD", made.stdout.decode().strip())
        for args in (["diff"], ["diff", "HEAD"], ["diff", "@0001-01-01"], ["history", "3.3"]):
            code, _out, err = run(*args)
            assert code in {0, 2}, err
