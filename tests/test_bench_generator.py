"""The plans that benchmarks measure are plans: valid, canonical, of the size asked for."""

import re

import pytest

from bench.generator import count_names, generate_plan
from dutymatrix import Plan, dump_plan, parse_plan
from dutymatrix.planfile import read_text

SIZES = (1, 43, 1_000)


@pytest.fixture(scope="module", params=SIZES)
def text(request: pytest.FixtureRequest) -> str:
    return generate_plan(request.param)


@pytest.fixture(scope="module")
def thousand() -> Plan:
    return parse_plan(generate_plan(1_000))


def test_has_no_findings(text: str) -> None:
    assert read_text(text, "plan.yaml").findings == ()


def test_is_canonical(text: str) -> None:
    assert dump_plan(parse_plan(text)) == text


@pytest.mark.parametrize("tasks", SIZES)
def test_has_the_number_of_tasks_asked_for(tasks: int) -> None:
    assert len(parse_plan(generate_plan(tasks)).items) == tasks


def test_same_seed_gives_the_same_text() -> None:
    assert generate_plan(43, seed=1) == generate_plan(43, seed=1)
    assert generate_plan(43, seed=1) != generate_plan(43, seed=2)


@pytest.mark.parametrize(
    ("tasks", "names"), [(43, 34), (1_000, 200), (10_000, 400), (100_000, 400)]
)
def test_roster_grows_slowly(tasks: int, names: int) -> None:
    assert count_names(tasks) == names


def test_roster_has_that_many_names(thousand: Plan) -> None:
    assert len(thousand.rank) == len(thousand.units) + len(thousand.groups) == 200


def test_lists_are_as_long_as_real_ones(thousand: Plan) -> None:
    sizes = [len(item.entry.assignments) for item in thousand.items]
    assert 4 < sum(sizes) / len(sizes) < 5
    assert (min(sizes), max(sizes)) == (1, 13)
    assert all(len(item.entry.lead) == 1 for item in thousand.items)


def test_texts_are_as_long_as_real_ones(thousand: Plan) -> None:
    lengths = [len(item.entry.text) for item in thousand.items]
    assert 60 <= min(lengths) <= max(lengths) <= 300


def test_sections_are_as_long_as_real_ones(thousand: Plan) -> None:
    *sizes, _last = (len(section.tasks) for section in thousand.sections)
    assert set(sizes) == set(range(5, 13))


def test_milestones_speak_in_the_words_of_the_text(thousand: Plan) -> None:
    entries = [item.entry for item in thousand.items if item.entry.milestones]
    assert 200 < len(entries) < 300
    for entry in entries:
        for milestone in entry.milestones:
            assert milestone.said + "，" * bool(milestone.said) + milestone.goal in entry.text
            assert milestone.goal.endswith(milestone.target)
            assert bool(milestone.by) == bool(milestone.said)


def test_groups_never_lead(thousand: Plan) -> None:
    leads = {name for item in thousand.items for name in item.entry.lead}
    assert not leads & thousand.group_by_name.keys()
    assert re.search(r"(?m)^    - 各镇（街）$", generate_plan(1_000))
