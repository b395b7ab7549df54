"""Values of options in the language of the screen: typed → meant."""

import pytest

from dutymatrix.cli import value
from dutymatrix.i18n import use_language
from program import Runner

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("duties 市公安局 --as 牵头", "duties 市公安局 --as lead"),
        ("duties 市公安局 --order 时限", "duties 市公安局 --order due"),
        ("tasks --order 牵头单位", "tasks --order lead"),
        ("tasks --order 条目", "tasks --order number"),
        ("matrix --rows 单位 --cols 部分", "matrix --rows unit --cols section"),
        (
            "matrix --rows 任务 --cols 单位 --cells 标记",
            "matrix --rows task --cols unit --cells mark",
        ),
        ("matrix --rows 牵头 --cols 年份", "matrix --rows lead --cols year"),
        ("matrix --rows 分工 --cols 部分", "matrix --rows role --cols section"),
        ("partners 市公安局 --as 牵头 --with 参与", "partners 市公安局 --as lead --with join"),
        ("graph --layout 网络 -f svg", "graph --layout network -f svg"),
    ],
)
def test_chinese_values(run: Runner, typed: str, meant: str) -> None:
    said, wanted = run(*typed.split()), run(*meant.split())
    assert said.code == 0
    assert said == wanted


def test_what_is_offered_is_said_in_both(run: Runner) -> None:
    said = "choose one of: number, due, lead\n"
    assert run("tasks", "--order", "x").err.endswith(said)
    said = "可写：number（条目）、due（时限）、lead（牵头）\n"
    assert run("tasks", "--order", "x", lang="zh_CN").err.endswith(said)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_tab_offers_both(language: str) -> None:
    use_language(language)
    offer = value.offer(("number", "due", "lead"))
    assert offer("") == ["number", "due", "lead"]
    assert offer("l") == ["lead"]
    assert offer("牵") == ["牵头"]
    assert offer("x") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("-f json duties 市妇联", "duties 市妇联 -f json"),
        ("--format=json duties 市妇联", "duties 市妇联 --format=json"),
        ("--lead 市公安局 -f csv tasks", "tasks --lead 市公安局 -f csv"),
        ("--no-pager -f tsv --no-due tasks --section 三", "tasks --section 三 --no-due -f tsv"),
        ("--plan plan.yaml -f json task 3.3", "task 3.3 -f json"),
        ("-f json --plan plan.yaml task 3.3", "task 3.3 -f json"),
    ],
)
def test_options_may_stand_before_the_command(run: Runner, typed: str, meant: str) -> None:
    said = run(*typed.split())
    assert (said.code, said.out) == (0, run(*meant.split()).out)


@pytest.mark.parametrize("typed", ["-f json", "--nothing duties 市妇联", "-f duties 市妇联", "-f"])
def test_what_is_no_option_of_the_command_is_none(run: Runner, typed: str) -> None:
    assert run(*typed.split()).code == 2
