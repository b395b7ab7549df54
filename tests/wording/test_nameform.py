"""Forms of one office's name, and what is another office's."""

import pytest

from dutymatrix.wording.nameform import SUFFIXES, are_levels_apart, field_of, name_form
from dutymatrix.wording.reform import REFORMS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市公安局", "公安局"),
        ("清河市公安局", "市公安局"),
        ("清河市公安局", "公安局"),
        ("市市场监管局", "市场监管局"),
        ("省公安厅", "公安厅"),
        ("县乡村振兴局", "乡村振兴局"),
    ],
)
def test_a_level_or_a_place_may_be_left_out(one: str, other: str) -> None:
    assert are_levels_apart(name_form(one), name_form(other))
    assert are_levels_apart(name_form(other), name_form(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("团市委", "市委"),
        ("团县委", "县委"),
        ("民盟市委", "市委"),
        ("市委市政府", "市政府"),
        ("各镇政府", "镇政府"),
        ("各区政府", "区政府"),
        ("乡镇政府", "镇政府"),
        ("市县政府", "县政府"),
        ("其他市直单位", "市直单位"),
        ("市民政局", "县民政局"),
        ("省公安厅", "市公安局"),
        ("市公安局交警支队", "交警支队"),
        ("清河市公安局", "湛江市公安局"),
        ("市委宣传部", "宣传部门"),
    ],
)
def test_two_bodies_are_two(one: str, other: str) -> None:
    assert name_form(one) != name_form(other)
    assert not are_levels_apart(name_form(one), name_form(other))


@pytest.mark.parametrize(
    "field", sorted({field for reform in REFORMS for field in (*reform.olds, *reform.news)})
)
def test_every_field_of_the_reforms_can_be_met(field: str) -> None:
    if field.startswith("委"):
        suffix = {"委政法": "委", "委统战": "部", "委金融": "办", "委社会工作": "部"}[field]
        assert field_of(name_form(f"市{field}{suffix}")) == ("市", field)
        return
    met = [field_of(name_form(f"市{field}{suffix}")) for suffix in SUFFIXES]
    assert ("市", field) in met
