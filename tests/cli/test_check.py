"""`check`: what is wrong with a plan, all of it, each with its place and the next step."""

import json
import re
import shlex
import sys
from pathlib import Path

import pytest
import yaml

from dutymatrix.finding.rule import RULES
from program import ROOT, PlanFile, Runner, start, start_in_shell

DRAFT = """\
format: 1
title: 试行方案
units:
  市公安局:
  市司法局:
sections:
- title: 机制
  tasks:
  - title: 落实责任
    lead: 市公按局
    join: [市公安局，市司法局]
  - title: 落实经费
"""

ENGLISH = """\
plan.yaml:10:11: DM201 error: 市公按局 is not in the roster
        lead: 市公按局
              ^
    did you mean 市公安局? Correct the spelling, or add the name under units: or groups:.
plan.yaml:11:12: DM203 error: 市公安局，市司法局 is several names
        join: [市公安局，市司法局]
               ^
    Write one name per line, each after - and a blank.
"""

CHINESE = """\
plan.yaml:10:11: DM201 错误：市公按局 不在单位名录中
        lead: 市公按局
              ^
    是否指 市公安局？ 请改正名称，或在 units: 或 groups: 之下补上。
plan.yaml:11:12: DM203 错误：市公安局，市司法局 连成了一个名称
        join: [市公安局，市司法局]
               ^
    请每行写一个名称，前面加“- ”。
"""


@pytest.fixture
def draft(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan that has two errors."""
    folder = plan_file(DRAFT).parent
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("here")
def test_the_plan_of_the_repository_has_two_things_to_look_at(run: Runner) -> None:
    """（三）3 gives the towns something to do, （六）3 says 2019年前; both at the word."""
    code, out, err = run("check")
    assert (code, err) == (0, "plan.yaml: 0 errors, 2 warnings\n")
    first, second = (line for line in out.splitlines() if line.startswith("plan.yaml"))
    assert first.startswith(
        "plan.yaml:248:26: DM312 warning: the wording of （三）3 gives 各镇（街）"
    )
    assert second.startswith("plan.yaml:540:7: DM502 warning: 2019年前 is taken for 2018-12-31;")
    code, out, err = run("check", lang="zh_CN")
    assert (code, err) == (0, "plan.yaml：0 个错误，2 个提醒\n")
    assert "也可能指 2019-12-31" in out


def test_the_words_of_a_document_are_in_no_line_of_ours(run: Runner, tmp_path: Path) -> None:
    document = tmp_path / "方案.txt"
    document.write_text(
        "试行方案\n一、工作任务\n（一）落实责任。各镇（街）具体负责实施。（市公安局）\n"
        "（二）落实经费。加强保障。（市财政局、各镇（街））\n",
        encoding="utf-8",
    )
    code, out, _err = run("check", str(document))
    assert code == 0
    assert out.startswith(f"{document}:3:1: DM312 warning: ")


@pytest.mark.parametrize(
    ("lang", "findings", "summary"),
    [
        pytest.param("en", ENGLISH, "plan.yaml: 2 errors, 0 warnings\n", id="english"),
        pytest.param("zh_CN", CHINESE, "plan.yaml：2 个错误，0 个提醒\n", id="chinese"),
    ],
)
def test_errors_make_the_exit_code_1(
    run: Runner, draft: Path, lang: str, findings: str, summary: str
) -> None:
    assert run("check", lang=lang) == (1, findings, summary)
    assert run("check", str(draft / "plan.yaml")).code == 1


def test_warnings_do_not(run: Runner, plan_file: PlanFile) -> None:
    mended = DRAFT.replace("公按", "公安").replace("市公安局，", "")
    path = str(plan_file(mended))
    code, out, err = run("check", path)
    assert (code, err) == (0, f"{path}: 0 errors, 1 warning\n")
    assert out.startswith(f"{path}:12:5: DM302 warning: （一）2 落实经费 names no unit\n")


def test_json_has_every_finding(run: Runner, draft: Path) -> None:
    code, out, err = run("check", "-f", "json")
    assert (code, err) == (1, "plan.yaml: 2 errors, 0 warnings\n")
    answer = json.loads(out)
    assert list(answer) == ["format_version", "plan", "findings"]
    assert answer["format_version"] == 1
    first, second = answer["findings"]
    hint = "did you mean 市公安局? "
    hint += "Correct the spelling, or add the name under units: or groups:."
    assert list(first.items()) == [
        ("code", "DM201"),
        ("severity", "error"),
        ("file", "plan.yaml"),
        ("line", 10),
        ("column", 11),
        ("message", "市公按局 is not in the roster"),
        ("hint", hint),
        ("number", "1.1"),
        ("mendable", True),
    ]
    assert (second["code"], second["line"], second["column"]) == ("DM203", 11, 12)


def test_json_of_a_clean_plan_is_an_empty_list(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file("format: 1\ntitle: 试行方案\n"))
    code, out, _err = run("check", path, "-f", "json")
    empty = {"format_version": 1, "plan": "试行方案", "findings": []}
    assert (code, json.loads(out)) == (0, empty)


def test_what_is_no_yaml_is_a_finding_too(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file("format: 1\ntitle: [\n"))
    code, out, _err = run("check", path, "-f", "json")
    answer = json.loads(out)
    assert (code, answer["plan"]) == (1, None)
    assert "DM105" in [finding["code"] for finding in answer["findings"]]


def test_a_file_that_cannot_be_read_makes_it_2(run: Runner, tmp_path: Path) -> None:
    missing = tmp_path / "nope.yaml"
    assert run("check", str(missing), lang="zh_CN") == (
        2,
        "",
        f"错误：{missing}：没有这个文件\n  请核对文件名；dir（Windows）或 ls 可列出现有文件\n",
    )
    assert run("check", str(tmp_path)) == (
        2,
        "",
        f"error: there is no plan file in {tmp_path}\n"
        "  name the file itself; in folders, .yaml and .yml files that look like plans count\n",
    )


@pytest.mark.parametrize("args", [[], ["--fix"], ["plan.yaml"]])
@pytest.mark.usefixtures("draft")
def test_a_path_that_no_file_can_have(run: Runner, args: list[str]) -> None:
    name = "a" * 5000
    code, _out, err = run("check", name, *args)
    assert code == 2
    assert err.startswith(f"error: {name}: the name is too long\n  check the spelling;")


def test_invisible_characters_are_made_visible(run: Runner, plan_file: PlanFile) -> None:
    """Those of the file and those of its name; the mark still stands below the place."""
    path = plan_file("format: 1\ntitle: 试\x1b[31m行\u202e方案\n", "红\x1b[31m.yaml")
    code, out, err = run("check", str(path), lang="zh_CN")
    assert code == 1
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
    lines = out.splitlines()
    place = str(path).replace("\x1b", "\\u001b")
    assert lines[0].startswith(f"{place}:2:9: DM102")
    assert lines[1:3] == ["    title: 试\\u001b[31m行\\u202e方案", "             ^"]
    assert lines[4].startswith(f"{place}:2:15: DM102")
    assert lines[6] == " " * (4 + len("title: ") + 2 + len("\\u001b[31m") + 2) + "^"


def test_a_long_line_is_shown_around_the_place(run: Runner, plan_file: PlanFile) -> None:
    path = plan_file(f"format: 1\ntitle: {'禁毒' * 100}\u200b{'工作' * 100}\n")
    lines = run("check", str(path)).out.splitlines()
    shown, mark = lines[1][4:], lines[2][4:]
    assert shown == "禁毒" * 15 + "\\u200b" + "工作" * 14 + "工"
    assert mark == " " * 60 + "^"


EXPLAINED = """\
DM301 unit-twice (error)

A unit is listed twice in one task.
It would be counted twice, and one role would contradict the other.
Keep the role that holds.
check --fix does it where there is one right answer.

Found in:
  units:
    市公安局:
    市司法局:
  sections:
  - title: 禁毒机制
    tasks:
    - title: 落实责任
      lead: 市公安局
      join: 市公安局

Not found in:
  units:
    市公安局:
    市司法局:
  sections:
  - title: 禁毒机制
    tasks:
    - title: 落实责任
      lead: 市公安局
      join: 市司法局
"""


def test_a_rule_is_explained_without_a_plan(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check", "--explain", "dm301") == (0, EXPLAINED, "")
    chinese = run("check", "--explain", "DM301", lang="zh_CN")
    assert chinese.out.startswith("DM301 unit-twice（错误）\n\n同一任务中单位重复。\n")


def test_the_rules_are_listed_by_families(run: Runner) -> None:
    code, out, err = run("check", "--explain", COLUMNS="60")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:2] == ["DM1 File and schema", "DM101  error    The file is not UTF-8 text."]
    assert "DM206  warning  A name in a list of the document does not" in lines
    assert "                look like a unit. [import, verify]" in lines
    assert lines[-2:] == [
        "[--select] Looked for only where --select names it.",
        "[--fix] check --fix does it where there is one right answer.",
    ]
    assert {line[:5] for line in lines if line.startswith("DM") and line[4].isdigit()} == {*RULES}
    assert max(map(len, lines)) <= 60


def test_a_family_is_listed_alone(run: Runner) -> None:
    out = run("check", "--explain", "dm6", lang="zh_CN").out
    assert out.startswith("DM6 编号和标题\nDM601  错误  ")
    assert "DM5" not in out


def test_a_rule_that_is_none(run: Runner) -> None:
    none = "error: there is no rule two-readings\n  dutymatrix check --explain lists the rules\n"
    assert run("check", "--explain", "two-readings") == (2, "", none)
    code, out, err = run("check", "--explain", "DM5O2")
    assert (code, out) == (2, "")
    assert err.startswith("error: there is no rule DM5O2\n  did you mean DM502, ")


def test_only_the_formats_it_has(run: Runner) -> None:
    assert run("check", "-f", "csv") == (
        2,
        "",
        "error: the format csv is not offered here\n"
        "  choose one of: table, json, jsonl, github, sarif, gcc\n",
    )


# Formats.


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        pytest.param(
            "gcc",
            "plan.yaml:10:11: error: 市公按局 is not in the roster [DM201]\n"
            "plan.yaml:11:12: error: 市公安局，市司法局 is several names [DM203]\n",
            id="gcc",
        ),
        pytest.param(
            "github",
            "::error file=plan.yaml,line=10,col=11::市公按局 is not in the roster [DM201]\n"
            "::error file=plan.yaml,line=11,col=12::市公安局，市司法局 is several names [DM203]\n",
            id="github",
        ),
    ],
)
@pytest.mark.usefixtures("draft")
def test_lines_for_programs(run: Runner, format_: str, expected: str) -> None:
    assert run("check", "-f", format_) == (1, expected, "plan.yaml: 2 errors, 0 warnings\n")
    # Words are people's, severities are not.
    said = run("check", "-f", format_, lang="zh_CN").out
    assert ["error" in line for line in said.splitlines()] == [True, True]


@pytest.mark.usefixtures("draft")
def test_an_answer_goes_into_a_file(run: Runner, draft: Path) -> None:
    assert run("check", "-o", "a.sarif").err.startswith("a.sarif written\n")
    log = json.loads((draft / "a.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["DM201", "DM203"]
    assert run("check", "-o", "a.txt").out == ""
    assert (draft / "a.txt").read_text(encoding="utf-8") == ENGLISH
    assert run("check", "-o", "plan.yaml", "-f", "gcc").code == 2
    assert (draft / "plan.yaml").read_text(encoding="utf-8") == DRAFT


@pytest.mark.parametrize(
    ("format_", "begin"),
    [
        pytest.param("gcc", "plan.yaml:2:8: error: ⾰".encode("gbk", "replace"), id="gcc"),
        pytest.param("sarif", b'{\n  "$schema": "https:', id="sarif"),
    ],
)
def test_a_console_of_gbk_gets_what_it_can_show(
    plan_file: PlanFile, format_: str, begin: bytes
) -> None:
    folder = plan_file("title: ⾰新 㐂\nends_on: x\n").parent
    done = start("check", "-f", format_, cwd=folder, PYTHONIOENCODING="gbk")
    assert done.code == 1
    if format_ == "sarif":
        assert done.out.startswith(begin)
        assert json.loads(done.out.decode("ascii"))["version"] == "2.1.0"
    else:
        assert done.out.startswith(b"plan.yaml:1:8: warning: ??")
        assert b"U+2FB0" in done.err


# Several files.


@pytest.fixture
def folder(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two plans, one of them with two errors, and other things."""
    plan_file(DRAFT, "乙/plan.yaml")
    plan_file("title: 甲\nunits:\n  市公安局:\ntasks:\n- title: 甲\n  join: 市公安局\n", "甲.yaml")
    path = plan_file("services:\n  title: 甲\n", "compose.yaml")
    monkeypatch.chdir(path.parent)
    return path.parent


@pytest.mark.usefixtures("folder")
def test_a_folder_stands_for_the_plans_in_it(run: Runner) -> None:
    code, out, err = run("check", ".", "-f", "gcc")
    assert (code, err) == (1, "2 plans: 2 errors, 1 warning\n")
    places = [line.partition(" ")[0] for line in out.splitlines()]
    plan = str(Path("乙", "plan.yaml"))
    assert places == [f"{plan}:10:11:", f"{plan}:11:12:", "甲.yaml:5:3:"]


@pytest.mark.usefixtures("folder")
def test_files_keep_the_order_in_which_they_are_named_each_once(run: Runner) -> None:
    again = str(Path(".", "乙", "plan.yaml"))
    out = run("check", "甲.yaml", "乙", again, "-f", "gcc").out
    assert [line[:1] for line in out.splitlines()] == ["甲", "乙", "乙"]


@pytest.mark.usefixtures("folder")
def test_json_of_several_plans(run: Runner) -> None:
    answer = json.loads(run("check", "乙", "甲.yaml", "-f", "json").out)
    assert list(answer) == ["format_version", "plan", "plans", "unread"]
    assert answer["plan"] is None
    first, second = answer["plans"]
    assert (first["plan"], first["path"]) == ("试行方案", str(Path("乙", "plan.yaml")))
    assert [finding["code"] for finding in first["findings"]] == ["DM201", "DM203"]
    assert [finding["code"] for finding in second["findings"]] == ["DM303"]
    assert answer["unread"] == []
    # A folder is answered for as several, however many there are.
    assert len(json.loads(run("check", "乙", "-f", "json").out)["plans"]) == 1


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_read_is_named_and_the_rest_checked(run: Runner) -> None:
    code, out, err = run("check", "nope.yaml", "甲.yaml", "-f", "json")
    assert (code, err) == (
        2,
        "error: nope.yaml: there is no such file\n"
        "  check the spelling; dir (Windows) or ls lists what is there\n"
        "1 plan: 0 errors, 1 warning\n",
    )
    answer = json.loads(out)
    assert answer["unread"] == [{"path": "nope.yaml", "reason": "nope.yaml: there is no such file"}]
    assert [plan["path"] for plan in answer["plans"]] == ["甲.yaml"]


def test_a_folder_without_plans_is_named_and_the_rest_checked(run: Runner, folder: Path) -> None:
    (folder / "空").mkdir()
    code, out, err = run("check", "空", "甲.yaml", "-f", "gcc")
    assert (code, out.startswith("甲.yaml:5:3: warning: ")) == (2, True)
    assert err.splitlines()[::2] == [
        "error: there is no plan file in 空",
        "1 plan: 0 errors, 1 warning",
    ]


def test_of_a_document_too_only_what_is_chosen_is_said(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file("实施方案\n一、机制\n1.落实责任。（责任单位：市公安局\n", "方案.txt"))
    assert " DM304 " in run("check", path).out
    assert " DM304 " not in run("check", path, "--ignore", "DM304").out


# Which rules count.


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "code", "warnings"),
    [
        pytest.param([], 0, 1, id="a warning"),
        pytest.param(["--strict"], 1, 1, id="strict"),
        pytest.param(["--ignore", "DM303"], 0, 0, id="ignored"),
        pytest.param(["--strict", "--ignore", "dm3"], 0, 0, id="a family ignored"),
        pytest.param(["--strict", "--ignore", "DM5,DM303"], 0, 0, id="several in one word"),
        pytest.param(["--select", "DM5"], 0, 0, id="others selected"),
        pytest.param(["--select", "DM5", "--select", "DM303"], 0, 1, id="selected"),
    ],
)
def test_rules_are_chosen(run: Runner, args: list[str], code: int, warnings: int) -> None:
    done = run("check", "甲.yaml", *args)
    assert done.code == code
    assert done.err == f"甲.yaml: 0 errors, {warnings} warning{'s' * (warnings != 1)}\n"


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("args", [["--ignore", "DM2"], ["--select", "DM5"]])
def test_errors_are_said_whatever_is_chosen(run: Runner, args: list[str]) -> None:
    assert run("check", *args) == (1, ENGLISH, "plan.yaml: 2 errors, 0 warnings\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(
            ["--ignore", "DM999"],
            "there is no rule DM999\n  dutymatrix check --explain lists the rules\n",
            id="unknown",
        ),
        pytest.param(
            ["--ignore", "DM201"],
            "DM201 finds errors; these cannot be ignored\n"
            "  fix them: no other command uses a plan that has errors\n",
            id="errors",
        ),
    ],
)
def test_codes_that_cannot_be_chosen(run: Runner, args: list[str], said: str) -> None:
    # Before anything is read: there is no such file.
    assert run("check", "nope.yaml", *args) == (2, "", f"error: {said}")


def test_a_file_beside_the_plan_says_which_rules_count(run: Runner, folder: Path) -> None:
    habits = folder / "dutymatrix.toml"
    habits.write_text('[check]\nignore = ["DM303"]\n', encoding="utf-8")
    assert run("check", "甲.yaml").err == "甲.yaml: 0 errors, 0 warnings\n"
    # Of the plan in another folder it says nothing.
    assert run("check", "乙").err == "1 plan: 2 errors, 0 warnings\n"
    # What is typed beats it.
    assert run("check", "甲.yaml", "--select", "DM3").err == "甲.yaml: 0 errors, 1 warning\n"
    habits.write_text('[check]\nselect = ["DM5"]\n', encoding="utf-8")
    assert run("check", "甲.yaml").err == "甲.yaml: 0 errors, 0 warnings\n"
    assert run("check", "甲.yaml", "--ignore", "DM5").err == "甲.yaml: 0 errors, 0 warnings\n"


def test_what_is_wrong_in_that_file_is_found_once(run: Runner, folder: Path) -> None:
    (folder / "丙.yaml").write_bytes((folder / "甲.yaml").read_bytes())
    (folder / "dutymatrix.toml").write_text("[check]\nigonre = []\n", encoding="utf-8")
    code, out, err = run("check", "甲.yaml", "丙.yaml", "-f", "gcc")
    assert (code, err) == (0, "2 plans: 0 errors, 3 warnings\n")
    assert out.startswith("dutymatrix.toml:2:1: warning: there is no igonre in [check] [DM122]\n")
    assert run("check", "甲.yaml", "--ignore", "DM122").err == "甲.yaml: 0 errors, 1 warning\n"


# Mending.

SLIPS = (
    DRAFT.replace("市公按局", "公安局").replace("，市司法局", "").replace("市公安局]", "市司法局]")
)


def test_what_has_one_right_answer_is_mended(run: Runner, plan_file: PlanFile) -> None:
    path = plan_file(SLIPS.replace("  市公安局:", "  市公安局:\n    aliases: [公安局]"))
    code, out, err = run("check", str(path), "--fix")
    assert (code, err) == (0, f"{path}: 1 place fixed\n{path}: 0 errors, 1 warning\n")
    assert out.startswith(f"{path}:13:5: DM302 warning")
    assert "    lead: 市公安局\n" in path.read_text(encoding="utf-8")
    assert run("check", str(path), "--fix").err == f"{path}: 0 errors, 1 warning\n"


def test_a_diff_shows_it_and_writes_nothing(run: Runner, plan_file: PlanFile) -> None:
    path = plan_file("title: 甲\ntasks:\n- title：乙\n")
    code, out, err = run("check", str(path), "--diff")
    assert (code, err) == (1, f"{path}: 0 errors, 0 warnings\n")
    changes = " title: 甲\n tasks:\n-- title：乙\n+- title: 乙\n"
    assert out == f"--- {path}\n+++ {path}\n@@ -1,3 +1,3 @@\n{changes}"
    assert path.read_text(encoding="utf-8") == "title: 甲\ntasks:\n- title：乙\n"
    assert run("check", str(path), "--diff", "-f", "json").code == 2


def test_where_errors_would_be_left_nothing_is_written(run: Runner, draft: Path) -> None:
    code, out, err = run("check", "--fix")
    assert (code, out) == (1, ENGLISH)
    assert err == (
        "plan.yaml is left as it is: it has errors that only a person can fix\n"
        "plan.yaml: 2 errors, 0 warnings\n"
    )
    assert (draft / "plan.yaml").read_text(encoding="utf-8") == DRAFT
    assert run("check", "--diff").out == ""


@pytest.mark.parametrize("name", ["-", "方案.txt"])
def test_only_plan_files_are_mended(run: Runner, plan_file: PlanFile, name: str) -> None:
    path = name if name == "-" else str(plan_file("实施方案\n一、机制\n", name))
    code, _out, err = run("check", path, "--fix")
    assert (code, err.splitlines()[0]) == (
        2,
        f"error: {path} is not a plan file that could be edited",
    )


# Hooks.


def test_the_hook_of_pre_commit_needs_no_shell(
    run: Runner, plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It starts the program itself, with all the files that are staged behind it."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *args = shlex.split(hook["entry"])
    assert program == "dutymatrix"
    names = ["plan.yaml", "a b/plan.yaml", "甲/plan.yaml"]
    if sys.platform != "win32":
        names += ["'/plan.yaml", '"/plan.yaml', "\\/plan.yaml", "$(x)/plan.yaml"]
    for name in names:
        assert re.search(hook["files"], name)
        path = plan_file(DRAFT, name)
    monkeypatch.chdir(path.parents[1])
    code, _out, err = run(*args, *names)
    assert (code, err) == (1, f"{len(names)} plans: {2 * len(names)} errors, 0 warnings\n")


# Bad input: named with its place, and what to do; nothing is written.


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        pytest.param("title: 甲\n".encode("utf-16"), "DM101", "0:0", id="UTF-16"),
        pytest.param("title: 甲\n".encode("gbk"), "DM101", "1:8", id="GBK"),
        pytest.param(b"title: a\0b\n", "DM102", "1:9", id="NUL"),
        pytest.param(b"<<<<<<< a\ntitle: x\n=======\n>>>>>>> b\n", "DM106", "1:1", id="conflict"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(64), "DM101", "1:1", id="a picture"),
        pytest.param(b"- 1\n- 2\n", "DM110", "1:1", id="another kind of YAML"),
        pytest.param(b"", "DM103", "0:0", id="empty"),
    ],
)
@pytest.mark.parametrize("args", [[], ["--fix"]])
def test_bad_input(
    run: Runner, plan_file: PlanFile, data: bytes, code: str, place: str, args: list[str]
) -> None:
    path = plan_file(data)
    done = run("check", str(path), "-f", "json", *args)
    assert done.code == 1
    first = json.loads(done.out)["findings"][0]
    assert (first["code"], f"{first['line']}:{first['column']}") == (code, place)
    assert first["hint"]
    assert path.read_bytes() == data


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    line = f"mkfifo {tmp_path}/p; printf 'title: 甲\n' > {tmp_path}/p & sleep 0.2; "
    done = start_in_shell(
        line + f"dutymatrix check {tmp_path}/p; dutymatrix check --fix {tmp_path}/p"
    )
    assert done.code == 2
    assert b"/p: 0 errors, 0 warnings\n" in done.err
    assert b"not a plan file that could be edited" in done.err
