"""Units under two names, and tasks that stand twice."""

import pytest

from dutymatrix.check import check_plan
from dutymatrix.plan.model import Plan, Task, Unit
from dutymatrix.planfile import parse_plan


def found(lines: str, code: str) -> list[str]:
    return [f.message for f in check_plan(parse_plan("title: 试行方案\n" + lines), {code})]


@pytest.mark.parametrize(
    ("roster", "expected"),
    [
        pytest.param("市发改局:\n市发展改革局:", ["市发改局 and 市发展改革局"], id="for short"),
        pytest.param(
            "市发展和改革局:\n市发改局:", ["市发展和改革局 and 市发改局"], id="for short, below"
        ),
        pytest.param("市卫健局:\n卫健局:", ["市卫健局 and 卫健局"], id="without its level"),
        pytest.param("市公安局:\n市公安 局:", ["市公安局 and 市公安 局"], id="a blank"),
        pytest.param("市法院:\n市人民法院:", ["市法院 and 市人民法院"], id="people's"),
        pytest.param(
            "市教体局:\n市教育体育局:", ["市教体局 and 市教育体育局"], id="two things, for short"
        ),
        pytest.param(
            "市卫健局:\n市卫局: {full_name: 市卫生健康局}",
            ["市卫健局 and 市卫局"],
            id="by a full name",
        ),
        pytest.param("市公安局:\n省公安厅:\n县公安局:", [], id="other levels"),
        pytest.param("市公安局:\n市公安局交警支队:", [], id="a part of it"),
        pytest.param("市公安局:\n市森林公安局:", [], id="another office"),
        pytest.param("市教育局:\n市体育局:", [], id="one character is another office"),
        pytest.param("市农业局:\n市农业机械局:", [], id="begins alike"),
        pytest.param("市委:\n市委宣传部:\n市委统战部:", [], id="bodies of one committee"),
        pytest.param("团市委:\n市委:", [], id="the league and the party"),
        pytest.param(
            "市发改局: {until: 2019-03-31, succeeded_by: [市发展改革局]}\n市发展改革局:",
            [],
            id="one followed the other",
        ),
        pytest.param("市发展改革局: {aliases: [市发改局]}\n市公安局:", [], id="an alias"),
    ],
)
def test_units_under_two_names(roster: str, expected: list[str]) -> None:
    lines = "units:\n" + "".join(f"  {entry}\n" for entry in roster.split("\n"))
    assert found(lines, "DM209") == [f"{names} are probably one unit" for names in expected]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param(
            ("各县（市、区）政府", "各县市区人民政府"), 1, id="one phrase, written otherwise"
        ),
        pytest.param(("各县政府", "各县区政府"), 0, id="two phrases"),
    ],
)
def test_phrases_for_several(groups: tuple[str, ...], expected: int) -> None:
    lines = "groups:\n" + "".join(f"  {group}:\n" for group in groups)
    assert len(found(lines, "DM209")) == expected


WORDING = "建立健全禁毒宣传工作机制，定期组织进校园、进社区活动，扩大宣传覆盖面。"
LONG = (
    "强化寄递物流、娱乐场所等重点行业监管，完善情报收集研判处置机制，加大打击力度，"
    "整治突出问题，健全吸毒人员分级分类管控制度，落实社区戒毒社区康复措施。"
)


@pytest.mark.parametrize(
    ("wordings", "expected"),
    [
        pytest.param(
            (WORDING, WORDING), ["（二） 任务2 says nearly the same as （一） 任务1"], id="the same"
        ),
        pytest.param(
            (WORDING, WORDING.replace("扩大", "不断扩大")),
            ["（二） 任务2 says nearly the same as （一） 任务1"],
            id="nearly the same",
        ),
        pytest.param(
            (WORDING, WORDING.replace("，", "，\n    ")),
            ["（二） 任务2 says nearly the same as （一） 任务1"],
            id="broken into lines",
        ),
        pytest.param(
            (WORDING, WORDING, WORDING),
            [
                "（二） 任务2 says nearly the same as （一） 任务1",
                "（三） 任务3 says nearly the same as （一） 任务1",
            ],
            id="three times",
        ),
        pytest.param(
            (WORDING, "加强领导，" + "完善情报收集研判处置机制，提高打击效能。"), [], id="another"
        ),
        pytest.param(
            (
                f"{WORDING}{LONG}充分发挥专职教师作用，加强师资力量培训。",
                f"{WORDING}{LONG}开发一批精品微课，推动线上线下联动发展。",
            ),
            ["（二） 任务2 says nearly the same as （一） 任务1"],
            id="long, with many words of its own",
        ),
        pytest.param(("按职责分工落实。", "按职责分工落实。"), [], id="too short to tell"),
        pytest.param(
            (
                "支持甲镇建设戒毒康复场所，完善甲镇配套设施，逐步扩大甲镇收治规模。",
                "支持乙镇建设戒毒康复场所，完善乙镇配套设施，逐步扩大乙镇收治规模。",
            ),
            [],
            id="the same for another place",
        ),
    ],
)
def test_tasks_that_stand_twice(wordings: tuple[str, ...], expected: list[str]) -> None:
    tasks = (
        f"- title: 任务{n}\n  text: |-\n    {text}\n" for n, text in enumerate(wordings, start=1)
    )
    assert found("tasks:\n" + "".join(tasks), "DM406") == expected


def test_of_tasks_that_all_are_nearly_the_same_each_is_named() -> None:
    tasks = (f"- title: 任务{n}\n  text: {WORDING}第{n}批。\n" for n in range(30))
    assert len(found("tasks:\n" + "".join(tasks), "DM406")) == 29


def test_many_names_and_tasks_are_not_compared_with_each_other() -> None:
    """Each with each would be two hundred million pairs."""
    units = tuple(Unit(f"市第{n}局") for n in range(20_000))
    tasks = tuple(
        Task(title=f"甲{n}", text=f"完善第{n}项工作的情报收集研判处置机制。") for n in range(2_000)
    )
    assert (
        check_plan(Plan(title="试行方案", units=units, own_tasks=tasks), {"DM209", "DM406"}) == ()
    )
