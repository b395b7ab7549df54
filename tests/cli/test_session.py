"""Where the plan is, and what is said where it is not, or has errors."""

import json
from pathlib import Path

import pytest

from dutymatrix.cli import session
from git_history import git, make_history
from program import PlanFile, Runner


def plan_of(unit: str) -> str:
    return f"format: 1\ntitle: {unit}的方案\nunits:\n  {unit}:\n"


def title(out: str) -> str:
    return out.split("\n", 1)[0]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("elsewhere")
def test_the_option_stands_before_the_command_or_after(run: Runner, plan_file: PlanFile) -> None:
    path = str(plan_file(plan_of("甲局"), "甲.yaml"))
    for args in (
        ["--plan", path, "duties", "甲局"],
        ["duties", "甲局", "--plan", path],
        ["duties", "--plan", path, "甲局"],
        [f"--plan={path}", "duties", "甲局"],
    ):
        code, out, err = run(*args)
        assert (code, title(out), err) == (0, "甲局 · 甲局的方案", "")


def test_the_nearest_word_wins(run: Runner, plan_file: PlanFile, elsewhere: Path) -> None:
    """After the command, before it, the variable, the folder."""
    paths = {
        unit: str(plan_file(plan_of(unit), f"{unit}.yaml")) for unit in ("甲局", "乙局", "丙局")
    }
    (elsewhere / "plan.yaml").write_text(plan_of("丁局"), encoding="utf-8")
    variable = {"DUTYMATRIX_PLAN": paths["丙局"]}
    before, after = ["--plan", paths["乙局"]], ["--plan", paths["甲局"]]
    assert title(run(*before, "duties", "甲局", *after, **variable).out) == "甲局 · 甲局的方案"
    assert title(run(*before, "duties", "乙局", **variable).out) == "乙局 · 乙局的方案"
    assert title(run("duties", "丙局", **variable).out) == "丙局 · 丙局的方案"
    assert title(run("duties", "丁局", DUTYMATRIX_PLAN="").out) == "丁局 · 丁局的方案"


def test_the_plan_of_this_folder_or_of_one_above(
    run: Runner, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "plan.yaml").write_text(plan_of("甲局"), encoding="utf-8")
    deep = elsewhere / "附件" / "一"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert run("check").err == f"{elsewhere / 'plan.yaml'}: 0 errors, 0 warnings\n"
    # A folder of that name is no plan.
    (deep / "plan.yaml").mkdir()
    assert title(run("duties", "甲局").out) == "甲局 · 甲局的方案"
    monkeypatch.chdir(elsewhere)
    assert run("check").err == "plan.yaml: 0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("data", "file", "told"),
    [
        (b"units:\n", "HEAD:plan.yaml", False),
        (b"\xe4\xb8\x80", "HEAD:plan.yaml", False),
        (b"format: 1\ntitle: x\n", "HEAD:plan.bak", False),
        (b"{}", "plan.json", False),
        (b'{"format":1,"title":"x"}', "HEAD:plan.bak", False),
        (b'\xef\xbb\xbf{\n\t"chapter": "x",\n', "plan", False),
        (b'%YAML 1.2\n---\n!!map {\n  ? !!str "format"\n  : !!int "1",\n', "plan", False),
        (b"# x\n\n--- # y\n'title': x\n", "plan", False),
        (b"---\n   format: 1\n", "plan", False),
        (b'? "common"\n: []\n', "plan", False),
        (b"{title: x}", "plan", False),
        (b"{\\rtf1\\ansi title: x}", "plan", True),
        (b"---\ntitle: x\n---\n# y\n", "plan.md", True),
        (b"---\r\ntitle: x\r\n---\r\n", "plan", True),
        (b"---\ntitle: x\n---\n", "plan.yml", False),
        (b"PK\3\4", "HEAD~1:a.docx", True),
        ("一、任务".encode(), "方案", True),
    ],
)
def test_a_document_is_told_by_its_name_or_else_its_content(
    data: bytes, file: str, told: bool
) -> None:
    assert session.is_document(data, file) is told


def test_no_plan_anywhere(run: Runner, elsewhere: Path) -> None:
    assert run("duties", "甲局") == (
        2,
        "",
        f"error: there is no plan.yaml in {elsewhere} or in a parent folder\n"
        "  go to the plan's folder, or say where it is: dutymatrix --plan PATH …\n"
        "  or begin: dutymatrix init 方案.docx (your document), dutymatrix init --example\n",
    )
    assert run("check", lang="zh_CN") == (
        2,
        "",
        f"错误：{elsewhere} 及其上级文件夹中没有 plan.yaml\n"
        "  请先进入方案所在文件夹，或指明位置：dutymatrix --plan 路径 …\n"
        "  还没有方案的：dutymatrix init 方案.docx（用原文生成），"
        "dutymatrix init --example（看示例）\n",
    )


def test_the_folder_we_are_in_was_removed(run: Runner, elsewhere: Path) -> None:
    try:
        elsewhere.rmdir()
    except OSError:
        pytest.skip("a system that keeps a folder somebody is in")
    code, out, err = run("duties", "甲局")
    assert (code, out) == (2, "")
    assert err.startswith("error: there is no plan.yaml in . or in a parent folder\n")


@pytest.mark.parametrize("named", ["option", "variable"])
def test_a_named_plan_that_is_not_there_is_not_looked_for_elsewhere(
    run: Runner, elsewhere: Path, named: str
) -> None:
    (elsewhere / "plan.yaml").write_text(plan_of("甲局"), encoding="utf-8")
    if named == "option":
        result = run("--plan", "方案.yaml", "duties", "甲局", lang="zh_CN")
    else:
        result = run("duties", "甲局", lang="zh_CN", DUTYMATRIX_PLAN="方案.yaml")
    assert result == (
        2,
        "",
        "错误：方案.yaml：没有这个文件\n  请核对文件名；dir（Windows）或 ls 可列出现有文件\n",
    )


def test_a_plan_with_errors_answers_nothing(run: Runner, elsewhere: Path) -> None:
    """Every finding is shown, not the first alone; warnings too."""
    (elsewhere / "plan.yaml").write_text(
        "format: 1\ntitle: 试行方案\nends_on: 2019年底\nunits:\n  甲局:\n"
        "tasks:\n- title: 落实责任\n  lead: 乙局\n",
        encoding="utf-8",
    )
    for args in (["duties", "甲局"], ["task", "1"]):
        code, out, err = run(*args, lang="zh_CN")
        assert (code, out) == (2, "")
        lines = err.splitlines()
        places = [line for line in lines if line.startswith("plan.yaml:")]
        assert [place.split(" ")[:2] for place in places] == [
            ["plan.yaml:3:10:", "DM501"],
            ["plan.yaml:8:9:", "DM201"],
        ]
        assert (
            lines[-1]
            == "错误：plan.yaml 有错误，请改正后再试（可重新检查：dutymatrix check plan.yaml）"
        )


def test_a_plan_with_warnings_answers(run: Runner, elsewhere: Path) -> None:
    (elsewhere / "plan.yaml").write_text(
        "format: 1\ntitle: 试行方案\nunits:\n  甲局:\n"
        "tasks:\n- title: 落实责任\n  lead: 甲局\n- title: 落实经费\n",
        encoding="utf-8",
    )
    code, out, err = run("duties", "甲局", lang="zh_CN")
    assert (code, err) == (0, "")
    assert "落实责任" in out


def test_the_plan_as_it_was_is_asked_like_any_other(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "title: 方案\nunits:\n  甲局:\n  乙局:\ntasks:\n- title: 落实\n  lead: {}\n"
    make_history(tmp_path / "库", *(text.format(name) for name in ("甲局", "乙局")))
    monkeypatch.chdir(tmp_path / "库")
    git(tmp_path / "库", "tag", "v1", "HEAD~1")
    short = git(tmp_path / "库", "rev-parse", "--short", "HEAD~1").strip()
    for named in ("v1", "v1:plan.yaml", "@2018-01", "@2018-01-31:plan.yaml", "HEAD~1"):
        told = run("--plan", named, "duties", "甲局", "-f", "json")
        assert json.loads(told.out)["counts"]["lead"] == 1
        assert f"({short}, 2018-01-01)" in told.err
    assert json.loads(run("duties", "甲局", "-f", "json").out)["counts"]["lead"] == 0
    assert run("--plan", "v1", "check").code == 0
    # It cannot be edited, and what names nothing is a file that is not there.
    for words in (["fmt"], ["rename-unit", "甲局", "丙局"]):
        assert "not a plan file that could be edited" in run("--plan", "v1", *words).err
    for named in ("v9", "v9:plan.yaml", "没有.yaml"):
        told = run("--plan", named, "units")
        assert (told.code, "there is no such file" in told.err) == (2, True)
    assert "plan2.yaml is not in v1" in run("--plan", "v1:plan2.yaml", "units").err
