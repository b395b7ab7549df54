"""`history`: what became of a unit or a task, from real repositories."""

import csv
import json
import subprocess
from pathlib import Path

import pytest

from git_history import commit, commit_staged, git, make_repository
from program import ROOT, Runner
from revisions import revise

OURS = (ROOT / "plan.yaml").read_text(encoding="utf-8")
RENAMED = OURS.replace("市卫计局", "市卫健局")
REVISED = revise(RENAMED)
REWORDED = REVISED.replace("充实", "大力充实")


@pytest.fixture
def folder(environment: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two years of our plan: a unit's name, the file's name, the six changes, a slip, a word."""
    folder = make_repository(tmp_path / "禁毒 方案")
    environment.chdir(folder)
    commit(folder, {"2017 年/方案 一.yaml": OURS}, "印发", "2017-11-03")
    commit(folder, {"2017 年/方案 一.yaml": RENAMED}, "机构改革", "2018-03-01")
    git(folder, "mv", "2017 年/方案 一.yaml", "plan.yaml")
    commit_staged(folder, "改文件名", "2018-04-01")
    commit(folder, {"plan.yaml": REVISED}, "修订六处", "2018-06-01")
    commit(folder, {"plan.yaml": REWORDED + "\nlead: [\n"}, "写坏了", "2018-07-01")
    commit(folder, {"plan.yaml": REWORDED}, "修好", "2018-08-01")
    return folder


def test_a_task_in_the_words_of_diff(run: Runner, folder: Path) -> None:
    bad, _rest = git(folder, "log", "-1", "--format=%h,", "HEAD~1").split(",")
    code, out, err = run("history", "四·9", COLUMNS="80")
    assert code == 0
    assert err == f"skipped {bad} of 2018-07-01: its plan cannot be read\n"
    good, revised, first = (
        git(folder, "log", "-1", "--format=%h", revision).strip()
        for revision in ("HEAD", "HEAD~2", "HEAD~5")
    )
    assert out == (
        "（四）9 打造专业禁毒情报体系 · 吴川市全民禁毒工程实施方案(2017-2019年)\n"
        "\n"
        "3 commits\n"
        "\n"
        f"2018-08-01  {good}  张三: 修好\n"
        "\n"
        "reworded  依托现有资源，{+大力+}充实全市禁毒专业情报力量…\n"
        "\n"
        f"2018-06-01  {revised}  张三: 修订六处\n"
        "\n"
        "reworded  依托现有资源，[-加强-]{+充实+}全市禁毒专业情报力量，完…\n"
        "\n"
        f"2017-11-03  {first}  张三: 印发\n"
        "\n"
        "added  leads 市公安局\n"
        "\n"
        "Who said it last\n"
        "Day         Commit   Author  Kind      What\n"
        f"{'─' * 79}\n"
        f"2017-11-03  {first}  张三    Title     打造专业禁毒情报体系\n"
        f"2017-11-03  {first}  张三    leads     市公安局\n"
        f"2018-08-01  {good}  张三    Sentence  依托现有资源，大力充实全市禁毒专业情报力\n"
        "                                       量，完善情报收集、研判、处置机制。\n"
        "\n"
    )


@pytest.mark.parametrize("typed", ["市卫健局", "市卫计局", "wjj"])
def test_a_unit_by_any_of_its_names(run: Runner, folder: Path, typed: str) -> None:
    code, out, err = run("history", typed, "-f", "json")
    answer = json.loads(out)
    assert code == 0
    assert (f"{typed} → 市卫健局" in err) == (typed != "市卫健局")
    assert list(answer) == [
        "format_version", "plan", "unit", "last", "entries", "skipped", "shallow",
    ]  # fmt: skip
    assert (answer["unit"], answer["last"], answer["shallow"]) == ("市卫健局", None, False)
    renaming, first = answer["entries"]
    assert (renaming["subject"], renaming["names"]) == ("机构改革", ["市卫健局"])
    assert renaming["changes"] == [
        {
            "kind": "unit_renamed",
            "old": None,
            "new": None,
            "detail": {
                "from": "市卫计局",
                "to": "市卫健局",
                "tasks": 10,
                "by": "succession",
            },
        }
    ]
    assert (first["subject"], first["names"], first["first"]) == ("印发", ["市卫计局"], True)
    assert len([c for c in first["changes"] if c["kind"] == "added"]) == 10
    assert [skipped["subject"] for skipped in answer["skipped"]] == ["写坏了"]


def test_a_task_as_json(run: Runner, folder: Path) -> None:
    (folder / "plan.yaml").write_text(
        REWORDED.replace("- title: 打造专业", "- title: 打造更专业"), encoding="utf-8"
    )
    code, out, _err = run("history", "4.9", "-f", "json")
    answer = json.loads(out)
    assert code == 0
    assert answer["task"] == {
        "number": "4.9", "label": "（四）9", "title": "打造更专业禁毒情报体系",
    }  # fmt: skip
    assert [(e["subject"], e["path"]) for e in answer["entries"]] == [
        (None, "plan.yaml"),
        ("修好", "plan.yaml"),
        ("修订六处", "plan.yaml"),
        ("印发", "2017 年/方案 一.yaml"),
    ]
    uncommitted, latest = answer["entries"][:2]
    assert {uncommitted[key] for key in ("commit", "short", "date", "author")} == {None}
    assert latest["commit"] == git(folder, "rev-parse", "HEAD").strip()
    assert (latest["date"], latest["author"]) == ("2018-08-01T12:00:00+08:00", "张三")
    assert latest["changes"][0]["detail"]["marked"].startswith("依托现有资源，{+大力+}充实")
    assert [(b["what"], b["state"], b["subject"]) for b in answer["blame"]] == [
        ("title", "uncommitted", None),
        ("lead", "committed", "印发"),
        ("text", "committed", "修好"),
    ]


def test_what_is_not_committed_yet_comes_first(run: Runner, folder: Path) -> None:
    text = REWORDED.replace("市禁毒基金会或禁毒协会，", "市禁毒基金会，")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    out = run("history", "3.10").out
    lines = [line for line in out.split("\n") if line]
    assert lines[2] == "not committed yet"
    assert "市禁毒基金[-会或禁毒协-]会，" in lines[3]
    assert "（六）2 → （三）10: （六）发动社会力量参与 → （三）" in out


def test_a_first_version_is_counted_not_listed(run: Runner, folder: Path) -> None:
    out = run("history", "市禁毒办").out
    assert "added           31 tasks (leads 23, takes part 8)" in out
    assert "roster changed  new: 市禁毒办" in out


def test_days_and_numbers_of_commits(run: Runner, folder: Path) -> None:
    def subjects(*options: str) -> list[str]:
        code, out, err = run("history", "四·9", *options, "-f", "json")
        assert code == 0, err
        return [entry["subject"] for entry in json.loads(out)["entries"]]

    assert subjects("-n", "1") == ["修好"]
    assert subjects("--since", "2018") == ["修好", "修订六处"]
    assert subjects("--since", "2018年7月", "--until", "2018-08-01") == ["修好"]
    assert subjects("--until", "2018-06") == ["修订六处", "印发"]
    assert subjects("--until", "2017") == ["印发"]
    assert subjects("--until", "2016") == []
    out = run("history", "四·9", "-n", "1").out
    assert "older: from before the commits that were looked at" in out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["市公安局", "--since", "昨天"], "昨天 is not a date"),
        (["市公安局", "--until", "2018年前"], "2018年前 can mean the end of 2017 or of 2018"),
        (["市公安局", "-n", "0"], "-n"),
        (["市工安局"], "did you mean"),
        (["9.9"], "9.9"),
        (["市公安局", "-f", "docx"], "docx"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_answered(run: Runner, folder: Path, options: list[str], words: str) -> None:
    code, out, err = run("history", *options)
    assert (code, out) == (2, "")
    assert words in err


def test_csv_and_tsv_have_a_row_for_each_change(run: Runner, folder: Path) -> None:
    rows = list(csv.reader(run("history", "市公安局", "--all", "-f", "csv").out.splitlines()))
    assert [row[3] for row in rows[1:4]] == ["修好", "修订六处", "修订六处"]
    assert [row[4] for row in rows[1:4]] == ["正文修改", "新增", "正文修改"]
    lines = run("history", "市公安局", "--all", "-f", "tsv").out.splitlines()
    assert lines[0].split("\t")[:7] == [
        "commit", "date", "author", "subject", "kind", "old_number", "new_number",
    ]  # fmt: skip
    head = git(folder, "rev-parse", "HEAD").strip()
    assert lines[1].split("\t")[:6] == [head, "2018-08-01", "张三", "修好", "reworded", "4.9"]
    assert len(lines) == len(rows)


def test_markdown_and_a_file(run: Runner, folder: Path) -> None:
    code, out, err = run("history", "一·8", "-o", "沿革.md")
    assert (code, out) == (0, "")
    assert "沿革.md written" in err
    text = (folder / "沿革.md").read_text(encoding="utf-8")
    assert text.startswith("## （一）8 建立禁毒工作成效评价体系 · 吴川市")
    assert "- **删除**: 牵头 市禁毒办" in text
    revised = git(folder, "log", "-1", "--format=%h", "HEAD~3").strip()
    assert f"{revised}（2018-04-01）" in text
    assert "| 2017-11-03 |" in text
    code, _out, err = run("history", "一·8", "-o", "plan.yaml", "-f", "md")
    assert code == 2
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == REWORDED


def test_beside_json_it_is_said_that_a_task_is_gone(run: Runner, folder: Path) -> None:
    code, out, err = run("history", "一·8", "-f", "json")
    assert code == 0
    assert json.loads(out)["last"]["subject"] == "改文件名"
    assert "is not in the plan now; it last was in" in err


def test_a_merge_and_the_line_of_first_parents(run: Runner, folder: Path) -> None:
    git(folder, "checkout", "--quiet", "-b", "草案")
    side = REWORDED.replace("title: 扩大禁毒社会组织团体规模", "title: 壮大禁毒社会组织")
    commit(folder, {"plan.yaml": side}, "草案改标题", "2018-09-01")
    git(folder, "checkout", "--quiet", "main")
    main = REWORDED.replace("- title: 打造专业", "- title: 打造更专业")
    commit(folder, {"plan.yaml": main}, "主线改标题", "2018-09-02")
    git(folder, "merge", "--quiet", "--no-ff", "-m", "并入草案", "草案")

    def subjects(*options: str) -> list[str]:
        answer = json.loads(run("history", *options, "-f", "json").out)
        return [entry["subject"] for entry in answer["entries"]][:2]

    assert subjects("市禁毒办", "--all") == ["草案改标题", "修订六处"]
    assert subjects("市禁毒办", "--all", "--first-parent") == ["并入草案", "修订六处"]
    assert subjects("4.9", "--first-parent") == ["主线改标题", "修好"]


def changes_of(run: Runner, *words: str) -> list[tuple[str, list[str]]]:
    """Subject and kinds of each entry."""
    code, out, err = run("history", *words, "-f", "json")
    assert code == 0, err
    return [
        (entry["subject"], sorted({change["kind"] for change in entry["changes"]}))
        for entry in json.loads(out)["entries"]
    ]


def test_a_units_history_is_its_own(run: Runner, folder: Path) -> None:
    """市公安局 got a task; that 四·9, which it leads, was reworded, is beside it."""
    assert changes_of(run, "市公安局")[:-1] == [("修订六处", ["added"])]
    assert changes_of(run, "市公安局", "--all")[:-1] == [
        ("修好", ["reworded"]),
        ("修订六处", ["added", "reworded"]),
    ]
    assert changes_of(run, "市财政局")[:-1] == [("修订六处", ["lead_changed"])]
    assert changes_of(run, "市妇联", "--only", "joined") == [("修订六处", ["joined"])]
    assert changes_of(run, "市妇联", "--only", "移至他处") == []
    # Who stays in a task that somebody else leads now has gained nothing.
    assert changes_of(run, "市民政局")[:-1] == [("修订六处", ["moved"])]


def test_the_plans_history_and_a_sections(run: Runner, folder: Path) -> None:
    assert [subject for subject, _kinds in changes_of(run)] == [
        "修好",
        "修订六处",
        "机构改革",
        "印发",
    ]
    assert [subject for subject, _kinds in changes_of(run, "--section", "三")] == [
        "修订六处",
        "印发",
    ]
    assert changes_of(run, "--section", "四", "--only", "reworded")[0] == ("修好", ["reworded"])
    out = run("history").out
    assert out.startswith("吴川市全民禁毒工程实施方案(2017-2019年)\n")
    assert "added  43 tasks\n" in out
    answer = json.loads(run("history", "--section", "3", "-f", "json").out)
    assert answer["section"]["number"] == "3"
    assert run("history", "三·3", "--section", "三").code == 2
    assert run("history", "--section", "九").code == 2


@pytest.mark.parametrize("typed", ["一·8", "建立禁毒工作成效评价体系", "工作成效评价"])
def test_a_task_that_is_gone_by_its_number_or_title(run: Runner, folder: Path, typed: str) -> None:
    answer = json.loads(run("history", typed, "-f", "json").out)
    assert answer["task"]["title"] == "建立禁毒工作成效评价体系"
    assert [entry["subject"] for entry in answer["entries"]] == ["修订六处", "印发"]


def test_what_was_decided_in_a_merge_is_told(run: Runner, folder: Path) -> None:
    """Each side adds a unit; who settles it keeps one, and changes a title on the way."""
    place = "    - 市禁毒办\n    - 各镇（街）\n    - 市妇联\n"
    assert REWORDED.count(place) == 1
    git(folder, "checkout", "--quiet", "-b", "草案")
    drafted = REWORDED.replace(place, place + "    - 团市委\n")
    commit(folder, {"plan.yaml": drafted}, "草案加团市委", "2018-09-01")
    git(folder, "checkout", "--quiet", "main")
    ours = REWORDED.replace(place, place + "    - 市司法局\n")
    commit(folder, {"plan.yaml": ours}, "主线加市司法局", "2018-09-02")
    merge = ("merge", "--quiet", "--no-commit", "--no-ff")
    with pytest.raises(subprocess.CalledProcessError):
        git(folder, *merge, "草案")
    lost = drafted.replace("title: 打造专业禁毒", "title: 打造禁毒")
    commit(folder, {"plan.yaml": lost}, "并入草案", "2018-09-03")
    # What was lost is told, and what only one side had is not.
    assert changes_of(run, "市司法局")[:2] == [
        ("并入草案", ["left"]),
        ("主线加市司法局", ["joined"]),
    ]
    assert changes_of(run, "团市委")[0] == ("草案加团市委", ["joined"])
    assert changes_of(run)[0] == ("并入草案", ["left", "retitled"])
    # A merge that made what merging gives is told where its changes were made.
    git(folder, "checkout", "--quiet", "-b", "另", "main~1")
    both = REWORDED.replace(place, place + "    - 市司法局\n    - 团市委\n")
    with pytest.raises(subprocess.CalledProcessError):
        git(folder, *merge, "草案")
    commit(folder, {"plan.yaml": both}, "再并入草案", "2018-09-04")
    assert "再并入草案" not in [subject for subject, _kinds in changes_of(run)]


def test_a_shallow_clone_says_what_is_missing(
    run: Runner, folder: Path, tmp_path: Path, environment: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "3", folder.as_uri(), "clone")
    environment.chdir(tmp_path / "clone")
    out = run("history", "四·9").out
    assert "this clone is cut off: older commits are missing" in out
    assert "older" in out
    out, err = run("history", "四·9", "-f", "json")[1:]
    answer = json.loads(out)
    assert [entry["subject"] for entry in answer["entries"]] == ["修好"]
    assert answer["shallow"] is True
    assert "git fetch --unshallow" in err


def test_outside_git_and_before_the_first_commit(
    run: Runner, tmp_path: Path, environment: pytest.MonkeyPatch
) -> None:
    environment.chdir(tmp_path)
    environment.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "plan.yaml").write_text(OURS, encoding="utf-8")
    code, out, err = run("history", "4.9")
    assert (code, out) == (2, "")
    assert "is not in a git repository" in err
    make_repository(tmp_path)
    assert "nothing has been committed yet" in run("history", "4.9").err
    commit(tmp_path, {"其他.txt": ""}, "其他")
    git(tmp_path, "rm", "--quiet", "--cached", "plan.yaml")
    commit_staged(tmp_path, "撤下方案")
    assert "error: plan.yaml is not in the last commit" in run("history", "4.9").err


def test_from_another_folder_and_in_a_linked_work_tree(
    run: Runner, folder: Path, tmp_path: Path, environment: pytest.MonkeyPatch
) -> None:
    git(folder, "worktree", "add", "--quiet", "-b", "副本", str(tmp_path / "副 本"))
    environment.chdir(tmp_path)
    for plan in ("禁毒 方案/plan.yaml", "副 本/plan.yaml"):
        answer = json.loads(run("--plan", plan, "history", "4.9", "-f", "json").out)
        assert [e["subject"] for e in answer["entries"]] == ["修好", "修订六处", "印发"]


def test_tab_offers_numbers_and_units(run: Runner, folder: Path) -> None:
    completed = {
        typed: run(
            _DUTYMATRIX_COMPLETE="complete_bash",
            COMP_WORDS=f"dutymatrix history {typed}",
            COMP_CWORD="2",
        ).out.split()
        for typed in ("三·1", "wjj")
    }
    assert "三·10" in completed["三·1"]
    assert completed["wjj"] == ["市卫健局"]


def test_no_word_stands_in_a_line_too_long(run: Runner, folder: Path) -> None:
    from dutymatrix.measure import cells

    for lang in ("en", "zh_CN"):
        for asked in ("四·9", "市禁毒办", "一·8"):
            out = run("history", asked, lang=lang, COLUMNS="60").out
            assert max(map(cells, out.split("\n"))) <= 60


def test_git_itself_is_not_written_to(run: Runner, folder: Path) -> None:
    before = subprocess.run(
        ["git", "status", "--porcelain"], cwd=folder, capture_output=True, check=True
    ).stdout
    stamps = {p: p.stat().st_mtime_ns for p in (folder / ".git").rglob("*") if p.is_file()}
    run("history", "市公安局")
    assert {p: p.stat().st_mtime_ns for p in (folder / ".git").rglob("*") if p.is_file()} == stamps
    assert before == b""
