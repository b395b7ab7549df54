"""dutymatrix import: the plan on stdout or in a new file, the proof on stderr."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan
from make_documents import MAKERS
from program import ROOT, Runner

SOURCE = ROOT / "tests" / "data" / "plan-source.txt"
TEXT = """\
云江市防控措施
一、工作任务
（一）压实责任。2020年6月底前建立台账。（市公安局牵头，市司法局、市教育局配合）
（二）完善考核。定期通报。（责任单位：市公安局，各镇（街））
云江市人民政府
2020年2月4日
"""


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("方案.txt")
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_yaml_is_the_plan_file(document: Path, run: Runner) -> None:
    done = run("import", str(document))
    assert done.code == 0
    plan = parse_plan(done.out)
    assert plan.title == "云江市防控措施"
    assert [task.lead for task in plan.own_tasks] == [("市公安局",), ()]
    assert [group.name for group in plan.groups] == ["各镇（街）"]


def test_the_proof_is_told(document: Path, run: Runner) -> None:
    done = run("import", str(document))
    assert done.err == (
        "方案.txt: 2 tasks, 2 lists, 5 assignments\n"
        "left out, what comes after the plan: its signature and remarks (from line 5): "
        "云江市人民政府 2020年2月4日\n"
        "next: dutymatrix import 方案.txt -o plan.yaml\n"
    )


WHOSE = ("市公安局", "--all -o lists/")


@pytest.mark.parametrize(
    ("args", "steps"),
    [
        pytest.param(
            ["-o", "plan.yaml"], ["check", *(f"duties {what}" for what in WHOSE)], id="here"
        ),
        pytest.param(
            ["-o", "新.yaml"],
            ["check 新.yaml", *(f"--plan 新.yaml duties {what}" for what in WHOSE)],
            id="another name",
        ),
        pytest.param(["-f", "json"], [], id="for a program"),
    ],
)
def test_what_comes_next(document: Path, run: Runner, args: list[str], steps: list[str]) -> None:
    said = run("import", str(document), *args).err
    assert [f"  dutymatrix {step}" for step in steps] == said.partition("next:\n")[2].splitlines()


def test_what_comes_next_where_a_plan_is(document: Path, run: Runner) -> None:
    run("import", str(document), "-o", "plan.yaml")
    lines = ["dutymatrix diff plan.yaml 方案.txt", "dutymatrix import 方案.txt --onto plan.yaml"]
    assert run("import", str(document)).err.splitlines()[-2:] == [f"  {line}" for line in lines]
    refused = run("import", str(document), "-o", "plan.yaml").err
    assert all(line in refused for line in lines)
    document.rename("旧稿.txt")
    document.write_text(TEXT.replace("市教育局", "市民政局"), encoding="utf-8")
    merged = run("import", str(document), "--onto", "plan.yaml", "--base", "旧稿.txt").err
    assert merged.endswith("next: dutymatrix check plan.yaml\n")
    Path("旧稿.txt").unlink()
    every = run("import", "--all", ".", "-o", "库").err
    assert every.endswith("  dutymatrix check 库\n  dutymatrix --plan 库/方案.yaml units\n")


def test_json_has_tasks_findings_and_coverage(document: Path, run: Runner) -> None:
    data = json.loads(run("import", str(document), "-f", "json").out)
    assert data["coverage"] == {"lists_found": 2, "lists_used": 2, "assignments": 5}
    assert data["findings"] == []
    assert [task["number"] for task in data["tasks"]] == ["1", "2"]
    assert data["tasks"][0]["join"] == ["市司法局", "市教育局"]
    assert data["tasks"][0]["milestones"][0]["by"] == "2020-06-30"
    assert data["tasks"][1]["line"] == 4


def test_our_own_document_in_one_command(here: Path, run: Runner) -> None:
    data = json.loads(run("import", str(SOURCE), "-f", "json").out)
    assert data["coverage"] == {"lists_found": 43, "lists_used": 43, "assignments": 189}


def test_a_new_file_is_written(document: Path, run: Runner, plan: Plan) -> None:
    done = run("import", str(document), "-o", "plan.yaml")
    assert (done.code, done.out) == (0, "")
    assert "plan.yaml written" in done.err
    assert run("duties", "公安局", "-f", "json").code == 0


def test_a_file_that_exists_is_never_replaced(document: Path, run: Runner) -> None:
    Path("plan.yaml").write_text("format: 1\ntitle: 旧\n", encoding="utf-8")
    done = run("import", str(document), "-o", "plan.yaml")
    assert done.code == 2
    assert done.err == (
        "error: plan.yaml exists; an import never replaces a file\n"
        "  see what is different: dutymatrix diff plan.yaml 方案.txt\n"
        "  merge a new printing into it: dutymatrix import 方案.txt --onto plan.yaml\n"
    )
    assert Path("plan.yaml").read_text(encoding="utf-8") == "format: 1\ntitle: 旧\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-f", "csv"], "the format csv is not offered here"),
        (["-o", "plan.docx"], ".docx files are not written here"),
    ],
)
def test_formats_that_a_plan_has_not(
    document: Path, run: Runner, args: list[str], said: str
) -> None:
    done = run("import", str(document), *args)
    assert done.code == 2
    assert done.err.startswith(f"error: {said}")


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_what_is_uncertain_is_told_and_strict_counts_it(
    document: Path, run: Runner, options: list[str], code: int
) -> None:
    document.write_text(TEXT.replace("各镇（街））", "各镇（街）"), encoding="utf-8")
    done = run("import", str(document), *options)
    assert done.code == code
    assert "方案.txt:4:14: DM304 warning: " in done.err
    assert done.out.startswith("format: 1\n")


def test_strict_has_nothing_against_a_certain_import(document: Path, run: Runner) -> None:
    assert run("import", str(document), "--strict").code == 0


def test_a_file_that_is_missing(document: Path, run: Runner) -> None:
    done = run("import", "没有.txt")
    assert done.code == 2
    assert done.err.startswith("error: 没有.txt: there is no such file")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_encoding(document: Path, run: Runner, encoding: str) -> None:
    document.write_bytes(TEXT.encode(encoding))
    assert parse_plan(run("import", str(document)).out).title == "云江市防控措施"


def test_a_document_stands_where_a_plan_does(document: Path, run: Runner) -> None:
    data = json.loads(run("--plan", str(document), "duties", "公安局", "-f", "json").out)
    assert data["unit"] == "市公安局"
    assert [duty["role"] for duty in data["duties"]] == ["lead", "responsible"]


def test_what_is_uncertain_in_a_document_is_told_before_the_answer(
    document: Path, run: Runner
) -> None:
    document.write_text(TEXT.replace("各镇（街））", "各镇（街）"), encoding="utf-8")
    done = run("--plan", str(document), "duties", "公安局", "-f", "json")
    assert done.code == 0
    assert "DM304" in done.err


def test_a_plan_file_under_another_name_is_no_document(document: Path, run: Runner) -> None:
    Path("plan.bak").write_text("format: 1\ntitle: 甲\ntasks:\n- title: 乙\n", encoding="utf-8")
    done = run("--plan", "plan.bak", "tasks", "-f", "json")
    assert json.loads(done.out)["plan"] == "甲"


BROKEN_NUMBERS = """\
4.（市办
（市局 家
一、
（一）【各镇（）
二、
（二）
（五）（市院
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BROKEN_NUMBERS, id="numbers that do not follow"),
        pytest.param(TEXT.replace("市教育局", "市" + "甲" * 1100 + "局"), id="a long name"),
        pytest.param(
            TEXT.replace("责任单位：市公安局", "责任单位：市公安局" + "甲" * 1100 + "，（乙\n丙）"),
            id="prose for a name, over two lines",
        ),
    ],
)
def test_what_is_written_is_a_plan(document: Path, run: Runner, text: str) -> None:
    document.write_text(text, encoding="utf-8")
    assert run("import", str(document), "-o", "plan.yaml").code == 0
    assert run("check").code == 0


def test_what_would_not_be_read_back_is_not_written(
    document: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dump(plan: Plan) -> str:
        return dump_plan(plan).replace("市司法局:", "")

    monkeypatch.setattr("dutymatrix.planfile.writer.dump_plan", dump)
    done = run("import", str(document), "-o", "plan.yaml")
    assert (done.code, done.out, Path("plan.yaml").exists()) == (2, "", False)
    assert "DM201 error: 市司法局 is not in the roster" in done.err
    assert "error: no plan file of 方案.txt was written: it would have the errors" in done.err


def test_what_would_be_read_as_something_else_is_not_written(
    document: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dump(plan: Plan) -> str:
        return dump_plan(plan).replace("lead: 市公安局", "lead: 市司法局").replace("- 市司法局", "")

    monkeypatch.setattr("dutymatrix.planfile.writer.dump_plan", dump)
    done = run("import", str(document))
    assert (done.code, done.out) == (2, "")
    assert "what is under tasks: would be read as something else" in done.err


@pytest.mark.parametrize("name", ["方案.yaml", "方案.bak"])
@pytest.mark.parametrize("command", ["import", "verify"])
def test_a_plan_file_is_no_document(document: Path, run: Runner, command: str, name: str) -> None:
    text = "format: 1\ntitle: 甲\nunits:\n  乙局:\ntasks:\n- title: 丙\n  lead: 乙局\n"
    for path in ("plan.yaml", name):
        Path(path).write_text(text, encoding="utf-8")
    assert run(command, name) == (
        2,
        "",
        f"error: {name} is a plan file; this command needs the document that it was made from\n"
        f"  what is wrong in it: dutymatrix check {name}\n"
        f"  hold it against its document: dutymatrix --plan {name} verify DOCUMENT\n",
    )


def test_fields_above_a_text_make_no_plan_file(document: Path, run: Runner) -> None:
    path = Path("方案.md")
    path.write_text(f"---\ntitle: 云江市防控措施\n---\n{TEXT}", encoding="utf-8")
    assert run("import", str(path)).code == 0


# Tables beside the text

BESIDE = """\
# 云江市防控措施

一、压实责任。建立台账。（市公安局牵头，市司法局、市教育局配合）

二、完善考核。定期通报。（责任单位：市公安局，各镇（街））

附件

## 任务分解表

| 序号 | 任务 | 责任单位 |
|---|---|---|
| 1 | 开展宣传 | 市教育局 |
"""


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("方案.md").write_text(BESIDE, encoding="utf-8")
    return "方案.md"


def test_a_table_that_was_left_is_named_with_what_takes_it(beside: str, run: Runner) -> None:
    _code, out, err = run("import", beside)
    assert [task.title for task in parse_plan(out).own_tasks] == ["压实责任", "完善考核"]
    assert "table 1 of tasks, 1 row, was not read: 任务分解表" in err
    assert f"To take it instead: dutymatrix import {beside} --table 1" in err


@pytest.mark.parametrize("asked", ["1", "all"])
def test_a_table_is_taken_instead(beside: str, asked: str, run: Runner) -> None:
    code, out, _err = run("import", beside, "--table", asked)
    assert (code, [task.title for task in parse_plan(out).own_tasks]) == (0, ["开展宣传"])
    Path("plan.yaml").write_text(out, encoding="utf-8")
    assert [run("verify", beside, *more).code for more in ((), ("--table", asked))] == [1, 0]


def test_a_folder_is_answered_with_what_takes_it(beside: str, run: Runner) -> None:
    Path("来文").mkdir()
    Path(beside).rename(f"来文/{beside}")
    said = (
        "error: 来文 is a folder; here a document belongs\n"
        "  name one in it, for example 来文/方案.md\n"
        "  a plan file of every document in it: dutymatrix import --all 来文\n"
    )
    for words in (["import", "来文"], ["来文"]):
        code, out, err = run(*words)
        assert (code, out, err) == (2, "", said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2", "error: 方案.md has 1 table of tasks\n  see which: dutymatrix import 方案.md"),
        ("0", "error: --table 0: this is not the number of a table"),
        ("一", "error: --table 一: this is not the number of a table"),
    ],
)
def test_a_table_that_is_not_there(beside: str, asked: str, said: str, run: Runner) -> None:
    code, out, err = run("import", beside, "--table", asked)
    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_fields_above_a_text_make_no_plan_of_it(document: Path, run: Runner) -> None:
    for name, text in (
        ("方案.md", f"---\ntitle: 云江市防控措施\nlayout: default\n---\n\n{TEXT}"),
        (
            "方案.html",
            f"---\ntitle: 云江市防控措施\n---\n<div>{TEXT.replace(chr(10), '<br>')}</div>",
        ),
        ("方案", f"---\ntitle: 云江市防控措施\n---\n{TEXT}"),
    ):
        Path(name).write_text(text, encoding="utf-8")
        done = run("--plan", name, "duties", "市公安局", "-f", "json")
        assert (done.code, json.loads(done.out)["plan"]) == (0, "云江市防控措施")


def pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put bytes on standard input."""
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(data), encoding="utf-8"))


def test_a_document_comes_by_standard_input(
    run: Runner, monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> None:
    pipe(monkeypatch, TEXT.encode("gb18030"))
    done = run("import", "-")
    assert (done.code, parse_plan(done.out).title) == (0, "云江市防控措施")
    assert done.err.startswith("-: 2 tasks, 2 lists, 5 assignments\n")
    pipe(monkeypatch, MAKERS["typed.docx"](plan))
    assert len(parse_plan(run("import", "-").out).items) == len(plan.items)
    pipe(monkeypatch, TEXT.encode())
    assert run("--plan", "-", "task", "2").code == 0


def test_a_document_on_standard_input_is_verified(
    document: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", str(document), "-o", "plan.yaml")
    pipe(monkeypatch, TEXT.encode())
    assert run("verify", "-").code == 0
    pipe(monkeypatch, TEXT.replace("市教育局", "市财政局").encode())
    assert run("verify", "-").code == 1


@pytest.mark.parametrize("command", ["import", "verify"])
def test_a_plan_on_standard_input_is_no_document(
    document: Path, run: Runner, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    run("import", str(document), "-o", "plan.yaml")
    pipe(monkeypatch, Path("plan.yaml").read_bytes())
    done = run(command, "-")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: - is a plan file;")
