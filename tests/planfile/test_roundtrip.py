"""What is written is read again as the same plan, by this program and by any other."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dutymatrix.plan.model import (
    Assignment,
    Chapter,
    Clause,
    Entry,
    Group,
    Milestone,
    Plan,
    Role,
    Section,
    Standing,
    Task,
    Unit,
)
from dutymatrix.planfile import load_plan, parse_plan, read_text
from dutymatrix.planfile.parser import PureParser
from dutymatrix.planfile.writer import dump_plan
from dutymatrix.planfile.yamlline import format_scalar
from strategies import lines, names, plans, proses

PLAN_FILE = Path(__file__).resolve().parents[2] / "plan.yaml"

with_libyaml = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no libyaml")

EVERYTHING = Plan(
    title="试行方案",
    document_number="吴委办〔2017〕93号",
    issued_by=("市委办", "市府办"),
    issued_on=date(2017, 11, 3),
    ends_on=date(2019, 12, 31),
    role_rule="首位牵头。\n其他参与。",
    role_names={Role.LEAD: "牵头单位", Role.GUIDE: "指导单位"},
    language="en",
    chapter="二、工作任务",
    numbering=("（一）", "1."),
    running=("1.",),
    preamble="一。二。\n三。",
    units=(
        Unit("市卫计局", "吴川市卫计局", ("卫计局",), date(2019, 3, 31), ("市卫健局",)),
        Unit("市卫健局"),
    ),
    groups=(Group("各镇（街）", None, ("镇街",), ("市卫健局",)), Group("有关单位", open=True)),
    standing=(Standing("均涉及各镇。", ("各镇（街）",)),),
    sections=(
        Section(
            title="机制",
            text="总述。",
            assignments=(Assignment("市卫计局", Role.LEAD),),
            tasks=(
                Task(
                    id="a",
                    title="甲",
                    text="做。说。",
                    assignments=(
                        Assignment("市卫计局", Role.LEAD),
                        Assignment("市卫健局", Role.RESPONSIBLE),
                        Assignment("有关单位", Role.JOIN),
                        Assignment("各镇（街）", Role.GUIDE),
                    ),
                    open=True,
                    milestones=(
                        Milestone(date(2018, 12, 31), "2018年底前", "达到90%", "90%"),
                        Milestone(goal="一。\n二。"),
                        Milestone(),
                    ),
                    notes=(("适用范围", "全市。"), ("说明", "一。\n二。")),
                ),
                Task(ordinal=5, title="乙", parts=(Task(title="丙"), Task(text="丁。"))),
            ),
        ),
        Section(ordinal=4, sections=(Section(title="空"),)),
        Section(),
    ),
    common=(Chapter("保障", "说明。", (Clause("领导", "加强。"), Clause())), Chapter()),
)

EVERYTHING_WRITTEN = """\
format: 1
title: 试行方案
document_number: 吴委办〔2017〕93号
issued_by:
- 市委办
- 市府办
issued_on: 2017-11-03
ends_on: 2019-12-31
role_rule: |-
  首位牵头。

  其他参与。
role_names:
  lead: 牵头单位
  guide: 指导单位
language: en
chapter: 二、工作任务
numbering: [（一）, "1."]
running: ["1."]
preamble: |-
  一。
  二。

  三。

units:
  市卫计局:
    full_name: 吴川市卫计局
    aliases:
    - 卫计局
    until: 2019-03-31
    succeeded_by:
    - 市卫健局
  市卫健局:

groups:
  各镇（街）:
    aliases:
    - 镇街
    members:
    - 市卫健局
  有关单位:
    open: true

standing:
- text: |-
    均涉及各镇。
  units:
  - 各镇（街）

sections:
- title: 机制
  text: |-
    总述。
  lead: 市卫计局

  tasks:
  - id: a
    title: 甲
    text: |-
      做。
      说。
    lead: 市卫计局
    responsible:
    - 市卫健局
    join:
    - 有关单位
    guide:
    - 各镇（街）
    open: true
    milestones:
    - by: 2018-12-31
      said: 2018年底前
      goal: 达到90%
      target: 90%
    - goal: |-
        一。

        二。
    - {}
    notes:
      适用范围: 全市。
      说明: |-
        一。

        二。

  - number: 5
    title: 乙
    parts:
    - title: 丙

    - text: |-
        丁。

- number: 4

  sections:
  - title: 空

- {}

common:
- title: 保障
  text: |-
    说明。
  items:
  - title: 领导
    text: |-
      加强。

  - {}

- {}
"""


def test_everything_is_written_as_people_would() -> None:
    assert dump_plan(EVERYTHING) == EVERYTHING_WRITTEN
    assert parse_plan(EVERYTHING_WRITTEN) == EVERYTHING


def test_the_shortest_plan() -> None:
    assert dump_plan(Plan(title="试行方案", numbering=("1.",))) == (
        'format: 1\ntitle: 试行方案\nnumbering: ["1."]\n'
    )


def test_our_plan_is_canonical() -> None:
    assert dump_plan(load_plan(PLAN_FILE)) == PLAN_FILE.read_text(encoding="utf-8")


@given(plans())
@example(EVERYTHING)
def test_a_plan_is_read_as_it_was_written(plan: Plan) -> None:
    text = dump_plan(plan)
    reading = read_text(text, "plan.yaml")
    # Any plan may say anything of who took over from whom.
    assert {finding.code for finding in reading.findings} <= {"DM119", "DM210", "DM211", "DM509"}
    assert reading.plan == plan
    assert dump_plan(reading.plan) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))


@with_libyaml
@given(plans())
@example(EVERYTHING)
def test_both_parsers_read_the_same(plan: Plan) -> None:
    text = dump_plan(plan)
    fast = read_text(text, "plan.yaml", yaml.CLoader).plan
    pure = read_text(text, "plan.yaml", PureParser).plan
    assert fast
    assert pure
    assert fast == pure == plan
    assert [item.entry.span for item in fast.items] == [item.entry.span for item in pure.items]
    assert [item.entry.places for item in fast.items] == [item.entry.places for item in pure.items]


@given(plans())
@example(EVERYTHING)
def test_places_are_where_the_names_stand(plan: Plan) -> None:
    text = dump_plan(plan)
    written = text.split("\n")
    for item in parse_plan(text).items:
        for (name, _role), (line, column) in zip(
            item.entry.assignments, item.entry.places, strict=True
        ):
            assert written[line - 1][column - 1 :] == format_scalar(name)


@given(plans())
@example(EVERYTHING)
def test_other_readers_read_the_same(plan: Plan) -> None:
    text = dump_plan(plan)
    # The values themselves for those who resolve kinds, their texts for those who do not.
    assert unbroken(yaml.safe_load(text)) == as_data(plan)
    assert unbroken(yaml.load(text, yaml.BaseLoader)) == as_text(as_data(plan))


def as_data(plan: Plan) -> dict[str, object]:
    """What any YAML reader makes of a plan's file; written otherwise than the writer."""
    return {
        "format": 1,
        **filled(
            title=plan.title,
            document_number=plan.document_number,
            issued_by=plan.issued_by,
            issued_on=plan.issued_on,
            ends_on=plan.ends_on,
            role_rule=plan.role_rule,
            role_names={role.value: words for role, words in plan.role_names.items()},
            language="" if plan.language == "zh_CN" else plan.language,
            chapter=plan.chapter,
            numbering=plan.numbering,
            running=plan.running,
            preamble=plan.preamble,
            units={unit.name: record(unit) or None for unit in plan.units},
            groups={group.name: record(group) or None for group in plan.groups},
            standing=[filled(**rule._asdict()) for rule in plan.standing],
            sections=[entry_data(section) for section in plan.sections],
            tasks=[entry_data(task) for task in plan.own_tasks],
            common=[
                filled(
                    **{
                        **chapter._asdict(),
                        "items": [filled(**clause._asdict()) for clause in chapter.items],
                    }
                )
                for chapter in plan.common
            ],
        ),
    }


def record(named: Unit | Group) -> dict[str, object]:
    fields = named._asdict()
    del fields["name"]
    if isinstance(named, Unit):
        fields["tasks"] = dict(named.tasks)
    return filled(**fields)


def entry_data(entry: Entry) -> dict[str, object]:
    roles = {role.value: entry.units(role) for role in Role}
    return filled(
        id=entry.id,
        number=entry.ordinal,
        title=entry.title,
        text=entry.text,
        **{**roles, "lead": entry.lead[0] if len(entry.lead) == 1 else entry.lead},
        open=entry.open,
        succeeded_by=dict(entry.succeeded_by),
        milestones=[filled(**milestone._asdict()) for milestone in entry.milestones],
        notes=dict(entry.notes),
        sections=[entry_data(section) for section in getattr(entry, "sections", ())],
        tasks=[entry_data(task) for task in getattr(entry, "tasks", ())],
        parts=[entry_data(part) for part in getattr(entry, "parts", ())],
    )


def filled(**fields: object) -> dict[str, object]:
    """Fields that say something, tuples as the lists they are in YAML."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in fields.items()
        if value
    }


def unbroken(data: object) -> object:
    """Data from YAML without the line ends that texts are written with."""
    return each(data, lambda v: _joined(v) if isinstance(v, str) else v)


def _joined(text: str) -> str:
    return "\n".join(paragraph.replace("\n", "") for paragraph in text.split("\n\n"))


def as_text(data: object) -> object:
    """Data with every scalar as the text that stands in the file."""

    def text_of(value: object) -> str:
        match value:
            case None:
                return ""
            case bool():
                return str(value).lower()
            case date():
                return value.isoformat()
            case _:
                return str(value)

    return each(data, text_of)


def each(data: object, convert: Callable[[object], object]) -> object:
    match data:
        case dict():
            return {key: each(value, convert) for key, value in data.items()}
        case list():
            return [each(value, convert) for value in data]
        case _:
            return convert(data)


# Scalars


@pytest.mark.parametrize(
    "text",
    [
        *(
            "市公安局",
            "各镇（街）",
            "a",
            "a:b",
            "a#b",
            "2018年底前",
            "90%",
            "x-y",
            "（一）",
            "“引号”",
        ),
        *(
            "甲：乙",
            "30比1",
            "it's",
            'say "x"',
            "a, b",
            "a [b]",
            "a & b",
            "no one",
            "_",
            "$x",
            "/a",
        ),
        *("塘㙍镇", "𠮷水镇", "👍🏽", "—", "·", "1号", "·1"),
    ],
)
def test_scalars_without_quotes(text: str) -> None:
    assert format_scalar(text) == text
    assert yaml.safe_load(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " a",
            "a ",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "- a",
            "-",
            "-a",
            "? a",
            ": a",
            "a\tb",
            "a\nb",
        ),
        *("no", "No", "NO", "yes", "on", "off", "y", "N", "true", "False", "null", "~", "Null"),
        *("1", "-1", "+1", "1.0", "1.10", ".5", "+.5", "-.5", "1e3", "1E-3", "0x1F", "0o17", "0b1"),
        *("017", "1_000", "12:30", "190:20:30", "12:30:45.5", ".inf", "-.INF", "+.inf", ".nan"),
        *("2018-12-31", "2018-1-1", "2018-12-31 10:00", "2018-12-31T10:00:00Z", "1,000", "3."),
        *("'a'", '"a"', "[a]", "{a}", "]", "}", ",a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a"),
        *("=", "<<", "<a", "---", "--- a", "...", "~a", "\u3000a", "a\u00a0", "\\: a", '": '),
    ],
)
def test_scalars_in_quotes(text: str) -> None:
    assert format_scalar(text).startswith('"')
    assert yaml.safe_load(format_scalar(text)) == text


@given(st.one_of(lines(), names(), proses()))
def test_a_scalar_is_its_text_wherever_it_stands(text: str) -> None:
    scalar = format_scalar(text)
    assert "\n" not in scalar
    for parser in (yaml.SafeLoader, yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):
        read = yaml.load(f"key: {scalar}\nlist:\n- {scalar}\nmap:\n  {scalar}: 1\n", parser)
        assert read == {"key": text, "list": [text], "map": {text: 1}}


# Forms of numbering stand in a flow list, where more needs quotes.
@given(st.lists(names().map(lambda name: f"{name}1".replace("一", "")), max_size=3))
@example(["{1}", "[1]", "1,", "1: ", "一, ", '"1"', "\\1", "'1'"])
@example(["，1，", "１", "①", "＃1"])
def test_forms_are_read_as_they_were_written(forms: Iterable[str]) -> None:
    plan = Plan(title="试行方案", numbering=tuple(map(str.strip, forms)) or Plan.numbering)
    assert read_text(dump_plan(plan), "plan.yaml").plan == plan


@pytest.mark.parametrize("length", [900, 1_000, 1_022, 1_023, 1_024, 1_100, 5_000])
@pytest.mark.parametrize("end", ["局", "局: "], ids=["plain", "quoted"])
def test_names_longer_than_a_key_may_be(length: int, end: str) -> None:
    name = "甲" * length + end + "处"
    task = Task(title="落实", assignments=(Assignment(name, Role.LEAD),), notes=((name, "甲\n乙"),))
    group = Group(f"{name}等", members=(name,), open=True)
    plan = Plan(
        title="方案", units=(Unit(name, aliases=("甲",)),), groups=(group,), own_tasks=(task,)
    )
    assert parse_plan(dump_plan(plan)) == plan
    assert yaml.safe_load(dump_plan(plan))["units"] == {name: {"aliases": ["甲"]}}
