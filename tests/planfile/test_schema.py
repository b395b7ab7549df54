"""The schema says what the reader says, of plans good and bad."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from dutymatrix.i18n import use_language
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan, read_text
from dutymatrix.planfile.example import example_plan
from dutymatrix.planfile.reader import _PlanLines
from dutymatrix.planfile.schema import RECORDS, build_schema, render_schema
from dutymatrix.planfile.writer import write_plan
from strategies import plans

SCHEMA = Draft202012Validator(build_schema())
HEAD = "format: 1\ntitle: 方案\nunits:\n  甲局:\n  乙局:\n"


class Typed(yaml.SafeLoader):
    """YAML as an editor takes it: a date is a text."""


Typed.yaml_implicit_resolvers = {
    first: [(tag, found) for tag, found in own if not tag.endswith(":timestamp")]
    for first, own in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def typed(text: str) -> Any:  # noqa: ANN401 - whatever YAML makes of it
    return yaml.load(text, Typed)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(build_schema())
    assert json.loads(render_schema()) == build_schema()


def test_its_keys_are_those_of_the_reader() -> None:
    reader = _PlanLines("", "")
    names = {"standing_rule": "standing"}
    for record, keys in RECORDS.items():
        assert {*keys} == {*getattr(reader, f"{names.get(record, record)}_keys")}, record


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_key_is_explained(language: str) -> None:
    use_language(language)
    schema = build_schema()
    records = [schema, *(schema["$defs"][record] for record in RECORDS if record != "plan")]
    said = [own["description"] for record in records for own in record["properties"].values()]
    assert all(said)
    assert any("牵头" in text for text in said) == (language == "zh_CN")


GOOD = {
    "our own": Path(__file__, "../../../plan.yaml").resolve().read_text(encoding="utf-8"),
    "the example": example_plan(),
    "only a title": "title: 方案\n",
    "numbers and truth for text": HEAD + "tasks:\n- title: 2018\n  text: true\n  lead: 甲局\n",
    "empty keys": HEAD + "groups:\nsections:\n- title: 部分\n  tasks:\n",
    "a version as text": "format: '1'\ntitle: 方案\n",
    "one name or several": HEAD + "tasks:\n- text: 事\n  lead: 甲局\n  join: [乙局]\n",
    "a number as text": HEAD + "tasks:\n- title: 甲\n  number: '5'\n",
    "true as text": HEAD + "tasks:\n- title: 甲\n  open: 'True'\n",
    "a day": "title: 方案\nissued_on: 2018-12-31\n",
    "parts": HEAD + "tasks:\n- parts:\n  - title: 甲\n    lead: 甲局\n  - text: 乙\n",
    "notes": HEAD + "tasks:\n- title: 甲\n  notes:\n    适用范围: 各镇\n    1: 2\n",
    "sections in sections": HEAD + "sections:\n- title: 甲\n  sections:\n  - title: 乙\n",
    "a section without a title": HEAD + "sections:\n- tasks:\n  - title: 甲\n",
    "a contact": "title: 方案\nunits:\n  甲局:\n    contact: 0759-1\n",
    "what a unit was": (
        "title: 方案\nunits:\n  甲局:\n    until: 2019-03-31\n    succeeded_by: 乙局\n  乙局:\n"
    ),
    "a chapter": "title: 方案\ncommon:\n- title: 保障\n  items:\n  - text: 加强领导。\n",
    "a language": "title: 方案\nlanguage: en\n",
}
BAD = {
    "no title": "format: 1\n",
    "an empty title": "title:\n",
    "a blank title": "title: ' '\n",
    "another version": "format: 2\ntitle: 方案\n",
    "a list for a plan": "- title: 方案\n",
    "an unknown key": HEAD + "leads: 甲局\n",
    "an unknown key of a task": HEAD + "tasks:\n- title: 甲\n  leader: 甲局\n",
    "a record for text": HEAD + "tasks:\n- title: {甲: 乙}\n",
    "a list for text": HEAD + "tasks:\n- title: 甲\n  text: [一, 二]\n",
    "a list for a roster": "title: 方案\nunits: [甲局, 乙局]\n",
    "text for a list": HEAD + "tasks: 甲\n",
    "text for a task": HEAD + "tasks:\n- 甲\n",
    "a task of nothing": HEAD + "tasks:\n- lead: 甲局\n",
    "sections beside tasks": HEAD + "sections:\n- title: 甲\ntasks:\n- title: 乙\n",
    "the same in a section": (
        HEAD + "sections:\n- title: 甲\n  sections:\n  - title: 丙\n  tasks:\n  - title: 乙\n"
    ),
    "parts in parts": HEAD + "tasks:\n- parts:\n  - title: 甲\n    parts:\n    - title: 乙\n",
    "27 parts": HEAD + "tasks:\n- parts:\n" + "  - title: 甲\n" * 27,
    "a record for a name": HEAD + "tasks:\n- title: 甲\n  lead: {甲局: 1}\n",
    "a number for a name": HEAD + "tasks:\n- title: 甲\n  lead: 12\n",
    "a day that is none": "title: 方案\nissued_on: 2018年底\n",
    "a month that is none": "title: 方案\nissued_on: 2018-13-01\n",
    "a number that is none": HEAD + "tasks:\n- title: 甲\n  number: 3a\n",
    "zero": HEAD + "tasks:\n- title: 甲\n  number: 0\n",
    "maybe": HEAD + "tasks:\n- title: 甲\n  open: maybe\n",
    "another language": "title: 方案\nlanguage: fr\n",
    "another role": "title: 方案\nrole_names:\n  boss: 牵头\n",
    "a standing rule of nothing": HEAD + "standing:\n- units: [甲局]\n",
    "text for a unit": "title: 方案\nunits:\n  甲局: 办公室\n",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in GOOD.items()])
def test_what_the_reader_takes_is_valid(text: str) -> None:
    assert parse_plan(text)
    SCHEMA.validate(typed(text))


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in BAD.items()])
def test_what_the_reader_refuses_is_not(text: str) -> None:
    assert any(finding.severity.value == "error" for finding in read_text(text, "").findings)
    assert not SCHEMA.is_valid(typed(text))


@given(plans())
def test_any_plan_that_is_written_is_valid(plan: Plan) -> None:
    text = write_plan(plan)
    SCHEMA.validate(typed(text))
    Draft202012Validator(build_schema(plan)).validate(typed(text))


def test_a_plan_brings_its_names_and_titles() -> None:
    text = (
        HEAD
        + "groups:\n  各镇:\nsections:\n- title: 机制\n  tasks:\n  - title: 甲事\n    lead: 甲局\n"
    )
    schema = build_schema(parse_plan(text))
    own = Draft202012Validator(schema)
    own.validate(typed(text))
    slip = text.replace("lead: 甲局", "lead: 丙局")
    assert SCHEMA.is_valid(typed(slip))
    assert not own.is_valid(typed(slip))
    assert own.is_valid(typed(text.replace("lead: 甲局", "lead: [甲局, 各镇]")))
    assert not own.is_valid(typed(text.replace("lead: 甲局", "lead: [甲局, 丙局]")))
    assert schema["title"] == "方案"
    assert schema["$defs"]["task"]["properties"]["title"]["examples"] == ["甲事"]
    assert schema["$defs"]["section"]["properties"]["title"]["examples"] == ["机制"]
