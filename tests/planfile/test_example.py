"""The example that `init` writes: nothing is found in it, and it is written as we write."""

import pytest

from dutymatrix.i18n import use_language
from dutymatrix.planfile import read_text
from dutymatrix.planfile.example import example_plan
from dutymatrix.planfile.writer import write_plan


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_example_is_a_plan_as_we_write_it(language: str) -> None:
    use_language(language)
    text = example_plan()
    plan, findings = read_text(text, "plan.yaml")
    assert plan is not None
    assert not findings
    lines = text.splitlines()
    comments = [line for line in lines if line.lstrip().startswith("#")]
    assert len(comments) == 9
    assert [line for line in lines if line not in comments] == write_plan(plan).splitlines()
    assert any("名录" in line for line in comments) == (language == "zh_CN")
