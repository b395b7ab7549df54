"""`check`: what is wrong with a plan, all of it, each with its place and the next step."""

import json
from pathlib import Path

import pytest

from dutymatrix.finding.rule import RULES
from program import PlanFile, Runner

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
    did you mean 市公安局、市司法局? Correct the spelling, or add the name under units: or groups:.
plan.yaml:11:12: DM203 error: 市公安局，市司法局 is several names
        join: [市公安局，市司法局]
               ^
    Write one name a line, each after - and a blank.
"""

CHINESE = """\
plan.yaml:10:11: DM201 错误: 市公按局 不在单位名录中
        lead: 市公按局
              ^
    是否指 市公安局、市司法局？ 请改正名称，或在 units: 或 groups: 之下补上。
plan.yaml:11:12: DM203 错误: 市公安局，市司法局 是多个名称
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
def test_the_plan_of_the_repository_has_one_thing_to_look_at(run: Runner) -> None:
    """（六）3 says 2019年前."""
    code, out, err = run("check")
    assert (code, err) == (0, "plan.yaml: 0 errors, 1 warning\n")
    assert out.startswith("plan.yaml:519:5: DM502 warning: 2019年前 is taken for 2018-12-31;")
    code, out, err = run("check", lang="zh_CN")
    assert (code, err) == (0, "plan.yaml：0 个错误，1 个提醒\n")
    assert "也可能指 2019-12-31" in out


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
    hint = "did you mean 市公安局、市司法局? "
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
        f"错误：{missing}: 没有这个文件\n  请核对文件名；dir（Windows）或 ls 可列出现有文件\n",
    )
    assert run("check", str(tmp_path)) == (
        2,
        "",
        f"error: {tmp_path}: this is a folder, not a plan file\n"
        f"  name the file in it, for example {tmp_path / 'plan.yaml'}\n",
    )


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

A unit stands twice in one task.
It would be counted twice, and one role would contradict the other.
Keep the role that holds.

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
    assert chinese.out.startswith("DM301 unit-twice (错误)\n\n同一任务中单位重复。\n")


def test_the_rules_are_listed_by_families(run: Runner) -> None:
    code, out, err = run("check", "--explain", COLUMNS="60")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:2] == ["DM1 File and schema", "DM101  error    The file is not UTF-8 text."]
    assert "DM206  warning  A name in a list of the document does not" in lines
    assert {line[:5] for line in lines if line.startswith("DM") and line[4].isdigit()} == {*RULES}
    assert max(map(len, lines)) <= 60


def test_a_family_is_listed_alone(run: Runner) -> None:
    out = run("check", "--explain", "dm6", lang="zh_CN").out
    assert out.startswith("DM6 编号和标题\nDM601  错误  ")
    assert "DM5" not in out


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        pytest.param("DM999", "", id="like none"),
        pytest.param("DM512", "  did you mean DM502, DM501, DM112?\n", id="like some"),
        pytest.param("dm8", "  did you mean DM308, DM118, DM108?\n", id="a family"),
    ],
)
def test_a_rule_that_is_none(run: Runner, typed: str, hint: str) -> None:
    assert run("check", "--explain", typed) == (
        2,
        "",
        f"error: there is no rule {typed}\n{hint}  dutymatrix check --explain lists the rules\n",
    )


def test_only_the_formats_it_has(run: Runner) -> None:
    assert run("check", "-f", "csv") == (
        2,
        "",
        "error: the format csv is not offered here\n  choose one of: table, json\n",
    )
