"""Every answer in JSON holds what the manual says, and the manual says no more than that."""

import pytest
from jsonschema import Draft202012Validator

from manual_chinese import CHINESE
from program import ROOT
from samples import RUNS, answer, samples
from schemas import (
    ANSWERS,
    CHANGES,
    DIFF_RECORDS,
    RECORDS,
    described,
    iter_meanings,
    occurring,
    problems,
    schema_of,
)

Given = dict[str, list[tuple[str, dict[str, object]]]]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    """What is typed and what comes back, by answer."""
    with samples(tmp_path_factory.mktemp("samples"), "en"):
        return {name: [(line, answer(line)) for line in lines] for name, lines in RUNS.items()}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_hold_what_is_documented(name: str, given: Given) -> None:
    for line, data in given[name]:
        assert problems(name, data) == [], line


def test_all_that_is_documented_occurs(given: Given) -> None:
    """What only `diff` has is held to many more pairs of plans, beside its kinds."""
    seen: set[str] = set()
    for name, answers in given.items():
        for _line, data in answers:
            seen |= occurring(name, data)
    documented = set().union(*map(described, {*ANSWERS, *RECORDS} - DIFF_RECORDS))
    assert sorted(documented - seen) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("duties", "duties 市卫计局"),
        ("duties (several)", "duties --all"),
        ("task, tasks", "tasks"),
        ("units", "units"),
        ("matrix", "matrix --rows task --cols unit --cells mark"),
        ("partners", "partners 市禁毒办"),
        ("stats", "stats"),
        ("graph", "graph"),
        ("import", "import tests/data/plan-source.txt"),
        ("verify, check", "verify tests/data/plan-source.txt"),
    ],
)
def test_answers_about_our_plan(name: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert problems(name, answer(line)) == []


def test_what_is_not_documented_is_noticed(given: Given) -> None:
    [(_line, data), *_more] = given["stats"]
    assert problems("stats", {**data, "extra": 1})
    assert problems("stats", {key: data[key] for key in data if key != "idle"})
    assert problems("stats", {**data, "idle": None})
    assert problems("stats", dict(reversed(data.items())))


def test_the_schemas_are_sound() -> None:
    assert {*RUNS} == {*ANSWERS}
    for name in ANSWERS:
        Draft202012Validator.check_schema(schema_of(name))
    assert {*ANSWERS, *RECORDS} >= DIFF_RECORDS


def test_every_key_has_its_meaning() -> None:
    for schema in (*ANSWERS.values(), *RECORDS.values(), *CHANGES.values()):
        for key, inner in schema.get("properties", {}).items():
            assert inner.get("description"), key
    assert [meaning for meaning in iter_meanings() if meaning not in CHINESE] == []
