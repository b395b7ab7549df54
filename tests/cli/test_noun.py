"""What people type where a command or an option is missing or wrong: typed → meant."""

import json
import shlex
from pathlib import Path

import pytest

from dutymatrix.cli.app import COMMANDS
from dutymatrix.cli.suggestion import LIKE_COMMANDS
from program import Runner

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("卫计局", "duties 卫计局", id="a unit"),
        pytest.param("wjj", "duties wjj", id="initials"),
        pytest.param("卫计局 公安局", "duties 卫计局 公安局", id="two units"),
        pytest.param("卫计局、公安局", "duties 卫计局、公安局", id="two as in a document"),
        pytest.param("各镇（街）", "duties 各镇（街）", id="a group"),
        pytest.param("三·3", "task 三·3", id="a task"),
        pytest.param("3.3 六·2", "task 3.3 六·2", id="two tasks"),
        pytest.param("（三）3", "task （三）3", id="a task as printed"),
        pytest.param("三", "tasks 三", id="a section"),
        pytest.param("第三部分", "tasks 第三部分", id="a section as people say it"),
        pytest.param(
            "夯实戒毒社会服务管理工作基础", "tasks 夯实戒毒社会服务管理工作基础", id="a title"
        ),
        pytest.param("卫计局 -f json", "duties 卫计局 -f json", id="with options"),
        pytest.param("--no-pager 卫计局", "duties 卫计局", id="behind options"),
        pytest.param("-f json 卫计局", "duties 卫计局 -f json", id="behind those of its command"),
        pytest.param("--order due 三", "tasks 三 --order due", id="a section behind options"),
        pytest.param("weiji", "duties weiji", id="pinyin"),
    ],
)
def test_a_noun_is_enough(run: Runner, typed: str, meant: str) -> None:
    said = run(*shlex.split(typed))
    wanted = run(*shlex.split(meant))
    assert (said.code, said.out) == (0, wanted.out)
    assert said.err == f"taken for: dutymatrix {meant}\n{wanted.err}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("duties 三·3", "task 三·3", id="a task is no unit"),
        pytest.param("duties 三", "tasks 三", id="a section is no unit"),
        pytest.param("partners 3.3", "task 3.3", id="nor has it partners"),
        pytest.param("task 三", "tasks 三", id="a section is no task"),
        pytest.param("task 卫计局", "duties 卫计局", id="a unit is no task"),
        pytest.param("tasks 三·3", "task 三·3", id="one task"),
        pytest.param("units 三·3", "task 三·3", id="the units of one task"),
        pytest.param("list", "tasks", id="list"),
        pytest.param("list --lead 公安局", "tasks --lead 公安局", id="list with a filter"),
        pytest.param("search 吸毒", "tasks 吸毒", id="search"),
        pytest.param("show 三·3", "task 三·3", id="show"),
        pytest.param("version", "--version", id="version"),
        pytest.param("任务", "tasks", id="a Chinese command"),
        pytest.param("duites 卫计局", "duties 卫计局", id="a slip"),
        pytest.param("help duites", "duties --help", id="help on a slip"),
        pytest.param("吸毒", "tasks 吸毒", id="words"),
        pytest.param("show", "tasks", id="show nothing"),
        pytest.param("show 卫计局", "duties 卫计局", id="show a unit"),
        pytest.param("查 三", "tasks 三", id="show a section"),
        pytest.param("get xyz", "tasks xyz", id="show what is nothing"),
        pytest.param("卫计局 duties", "duties 卫计局", id="the command comes first"),
        pytest.param("三 tasks -f csv", "tasks 三 -f csv", id="before its options, too"),
        pytest.param("--json duties 卫计局", "-f json duties 卫计局", id="a format as an option"),
        pytest.param("tasks 三 --csv", "tasks 三 -f csv", id="another"),
        pytest.param("卫计局 --json", "卫计局 -f json", id="behind a noun"),
        pytest.param("--lead 公安局", "tasks --lead 公安局", id="filters without a command"),
        pytest.param("tasks --牵头 公安局", "tasks --lead 公安局", id="a Chinese option"),
        pytest.param("tasks --due=2018", "tasks --due-by 2018", id="an option by another name"),
        pytest.param("duties 卫计局 参与", "duties 卫计局 --as 参与", id="a role as a word"),
        pytest.param("partners gaj lead", "partners gaj --as lead", id="in English"),
        pytest.param("duties --join 卫计局", "duties 卫计局 --as join", id="a unit as a filter"),
        pytest.param("duties --unit 卫计局", "duties 卫计局", id="in any role"),
        pytest.param("duties 卫计局 --牵头", "duties 卫计局 --as lead", id="a role as an option"),
        pytest.param("duties 卫计局 三", "duties 卫计局 --section 三", id="a section, of a unit"),
        pytest.param("duties 卫计局 2018年底", "duties 卫计局 --due-by 2018年底", id="by a day"),
        pytest.param("duties 卫计局 吸毒", "duties 卫计局 --text 吸毒", id="words, of a unit"),
        pytest.param("duties 全部", "duties --all", id="everybody"),
        pytest.param("任务清单", "duties --all", id="everybody's list"),
        pytest.param("清单 卫计局", "duties 卫计局", id="a unit's list"),
        pytest.param("牵头 卫计局", "duties 卫计局 --as 牵头", id="a role first"),
        pytest.param("谁牵头 三·3", "task 三·3", id="a question in words"),
        pytest.param("task 三 3", "task 三·3", id="a number in two words"),
        pytest.param("task 3 3", "task 3.3", id="in two figures"),
        pytest.param("tasks 禁毒办 牵头", "tasks --lead 禁毒办", id="a unit and its role"),
        pytest.param("tasks 三 参与 卫计局", "tasks 三 --join 卫计局", id="beside a section"),
        pytest.param(
            "tasks 牵头单位=市公安局", "tasks --lead 市公安局", id="a field and its value"
        ),
        pytest.param("tasks 逾期", "tasks --overdue", id="a filter as a word"),
        pytest.param("stats 三", "stats --section 三", id="a section too many"),
        pytest.param("stats 公安局", "stats --unit 公安局", id="a unit too many"),
        pytest.param(
            "matrix 牵头 部分 -f csv",
            "matrix -f csv --rows 牵头 --cols 部分",
            id="rows and columns",
        ),
        pytest.param("matrix 2018", "matrix --due-by 2018", id="a day too many"),
        pytest.param("2018年底", "tasks --due-by 2018年底", id="a day"),
        pytest.param("DM502", "check --explain DM502", id="a rule"),
        pytest.param("check DM502", "check --explain DM502", id="a rule as a file"),
        pytest.param("lint", "check", id="lint"),
        pytest.param("怎么用", "--help", id="a cry for help"),
        pytest.param("-?", "--help", id="as on Windows"),
        pytest.param("--json", "tasks -f json", id="a format alone"),
        pytest.param("check --dry-run", "check --diff", id="a dry run"),
    ],
)
def test_a_wrong_command_names_the_right_one(run: Runner, typed: str, meant: str) -> None:
    said = run(*shlex.split(typed))
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1] == f"  did you mean: dutymatrix {meant}"
    assert run(*shlex.split(meant)).code == 0


THEN = {
    "33": "this plan's tasks are （一）1 to （六）5",
    "3.33": "（三）夯实戒毒社会服务管理工作基础 has （三）1 to （三）9",
    "tasks --lead": "dutymatrix tasks --help tells how it is used",
    "tasks --join=": "dutymatrix units lists the names of this plan",
    "history 三": "did you mean: dutymatrix history --section 三",
    "history 2018": "did you mean: dutymatrix history --since 2018",
    "分解表": "did you mean: dutymatrix tasks -o 任务分解表.docx",
    "duties 卫计局 word": "did you mean: dutymatrix duties 卫计局 -o X.docx",
    "tasks -f excel": "did you mean xlsx?",
    "matrix -o 矩阵.png": "pictures: dutymatrix graph -o 矩阵.svg",
    "tasks -o 任务分解表": "for example -o 任务分解表.docx; .txt",
    "check plan.yml": "did you mean plan.yaml?",
    "import https://www.gov.cn/a.htm": "nothing is fetched",
    "diff plan.yaml plan.yaml c": "dutymatrix diff --help tells how it is used",
    "duties 卫计局 --word": "did you mean: dutymatrix duties 卫计局 -o X.docx",
    "进度": "did you mean: dutymatrix progress",
    "import *.docx": "name one file; of all in a folder",
    "tasks --lang en": "--lang is no option; a variable",
    "report 方案.txt": "did you mean: dutymatrix --plan 方案.txt report",
    "方案.txt 卫计局": "did you mean: dutymatrix --plan 方案.txt 卫计局",
    "import 甲.txt 乙.yaml": "did you mean: dutymatrix import 甲.txt -o 乙.yaml",
    "我局": "dutymatrix units lists the names of this plan",
}
"""What a line that is refused says one can do."""


@pytest.mark.parametrize(("typed", "then"), THEN.items(), ids=[*THEN])
def test_every_no_says_what_to_do(run: Runner, typed: str, then: str) -> None:
    code, out, err = run(*shlex.split(typed))
    assert (code, out) == (2, "")
    assert f"\n  {then}" in err


def test_words_that_are_dates_or_nowhere_are_said_to_be(run: Runner) -> None:
    said = run("tasks", "2018", lang="zh_CN").err
    assert said == "2018 → 标题、正文、目标中的文字（按时限查：--due-by 2018）\n"
    assert run("tasks", "火星", lang="zh_CN").err == "火星 → 标题、正文、目标中都没有这些文字\n"


def test_every_word_for_a_command_leads_to_one() -> None:
    for meant in LIKE_COMMANDS.values():
        assert meant.split()[0] in COMMANDS or meant.startswith("--")


def test_names_may_stand_as_in_a_document(run: Runner) -> None:
    apart = run("duties", "卫计局", "公安局", "妇联", "-f", "json").out
    for typed in (
        "卫计局和公安局/妇联",
        "卫计局、公安局、妇联",
        "卫计局，公安局,妇联",
        "卫计局、公安局 妇联",
    ):
        assert run("duties", *typed.split(), "-f", "json").out == apart
    assert run("tasks", "--unit", "卫计局、公安局").out == run("tasks", "卫计局", "公安局").out


def test_a_document_is_imported_to_the_screen(run: Runner, tmp_path: Path) -> None:
    document = tmp_path / "方 案.txt"
    document.write_text("方案\n一、任务\n1.甲事。（县教育局、县公安局）\n", encoding="utf-8")
    said = run(str(document))
    assert said.err.startswith(f'taken for: dutymatrix import "{document}"\n')
    assert said.out == run("import", str(document)).out


@pytest.mark.parametrize(
    ("line", "likely"),
    [
        pytest.param("市公按局", "did you mean 市公安局?", id="a slip"),
        pytest.param("卫健委", "likely 市卫计局, by the name before or after a reform", id="later"),
        pytest.param("duties 卫健委", "likely 市卫计局, by", id="duties"),
        pytest.param("duties 吴川市卫生健康局", "likely 市卫计局, by", id="in full"),
        pytest.param("partners 市卫生局", "likely 市卫计局, by", id="earlier"),
        pytest.param("tasks 卫健委", "likely 市卫计局, by", id="among words"),
        pytest.param("units 公按局", "did you mean 市公安局?", id="a slip among words"),
        pytest.param("tasks --unit 文旅局", "likely 市文广新局, by", id="another"),
        pytest.param("matrix --drop 应急局", "likely 市安监局, by", id="and one more"),
    ],
)
def test_a_name_that_is_none_is_told_from_the_likely_ones(
    run: Runner, line: str, likely: str
) -> None:
    code, out, err = run(*line.split())
    assert (code, out) == (2, "")
    assert err.startswith(f"error: no unit or group is called {line.split()[-1]}\n  {likely}")


@pytest.mark.parametrize(
    ("words", "options", "said"),
    [
        pytest.param("三", "--section 三", "三 → （三）夯实", id="a section"),
        pytest.param(
            "卫计局", "--unit 市卫计局", "卫计局 → 市卫计局 (as words: --text 卫计局)", id="a unit"
        ),
        pytest.param("吸毒", "--text 吸毒", "吸毒 → words in title", id="words"),
        pytest.param("禁毒", "--text 禁毒", "禁毒 → words in title", id="a part of several units"),
        pytest.param("90%", "--text 90%", "90% → words", id="a goal"),
        pytest.param(
            "三 卫计局 戒毒", "--section 三 --unit 卫计局 --text 戒毒", "三 →", id="all of them"
        ),
        pytest.param("卫计局、戒毒", "--unit 卫计局 --text 戒毒", "戒毒 →", id="as in a document"),
        pytest.param("戒毒 吸毒", "--text 戒毒 --text 吸毒", "吸毒 →", id="several words"),
    ],
)
@pytest.mark.parametrize("command", ["tasks", "units"])
def test_words_are_a_section_else_a_unit_else_text(
    run: Runner, command: str, words: str, options: str, said: str
) -> None:
    bare = run(command, *words.split(), "-f", "json")
    spelt = run(command, *options.split(), "-f", "json")
    assert bare.out == spelt.out
    assert json.loads(bare.out)["tasks" if command == "tasks" else "units"]
    assert said in bare.err


def test_help_is_a_word_too(run: Runner) -> None:
    assert run("help").out == run("--help").out
    assert run("help", "duties").out == run("duties", "--help").out
    assert run("help", "卫计局").out == run("duties", "--help").out
    assert run("-V").out == run("--version").out


@pytest.mark.parametrize("word", ["zzz", "-", ""])
def test_what_is_nothing(run: Runner, word: str) -> None:
    what = f"there is no command {word or chr(34) * 2}"
    assert run(word) == (2, "", f"error: {what}\n  dutymatrix --help lists the commands\n")


def test_without_a_plan(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no command zzz" in run("zzz").err
    assert "there is no plan.yaml" in run("卫计局").err


def test_a_suggestion_speaks_the_language_of_the_screen(run: Runner) -> None:
    said = run("duties", "--lead", "卫计局", lang="zh_CN").err
    assert said.splitlines()[-1] == "  是否指 dutymatrix duties 卫计局 --as 牵头"


def test_a_document_is_no_text_for_a_screen(run: Runner) -> None:
    said = run("duties", "卫计局", "--docx").err
    assert said.splitlines()[-1] == "  did you mean: dutymatrix duties 卫计局 -o X.docx"
