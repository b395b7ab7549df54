"""Names in several plans that are probably one office's."""

import pytest

from dutymatrix.library.house import read_house
from dutymatrix.library.likely import find_likely, find_namesakes, find_unjoined
from dutymatrix.planfile import parse_plan


def plan(day: str, *names: str) -> str:
    units = ", ".join(f"{name}: " for name in names)
    return f"format: 1\ntitle: 甲\nissued_on: {day}\nunits: {{{units}}}\ntasks: [{{title: 做}}]\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "市卫生健康局", "市卫健局", ("市卫生健康局", "市卫健局", False), id="a short form"
        ),
        pytest.param("市卫计局", "市卫健局", ("市卫计局", "市卫健局", True), id="a reform"),
        pytest.param("市公安局", "市司法局", None, id="two offices"),
        pytest.param("市公安局", "县公安局", None, id="of two levels"),
        pytest.param("市公安局", "市公安局", None, id="one name"),
        pytest.param("公安部", "市公安局", None, id="a ministry"),
        pytest.param("省公安厅", "公安局", None, id="of a province"),
        pytest.param(
            "环境保护部", "生态环境部", ("环境保护部", "生态环境部", True), id="ministries"
        ),
    ],
)
def test_pairs(old: str, new: str, expected: tuple[str, str, bool] | None) -> None:
    plans = [parse_plan(plan("2020-01-01", new)), parse_plan(plan("2017-01-01", old))]
    assert [tuple(pair) for pair in find_likely(plans)] == ([expected] if expected else [])


def test_a_name_that_outlives_a_reform_was_not_followed() -> None:
    names = {"2024-01-01": "省食药监局", "2025-01-01": "省市场监管局"}
    assert find_likely([parse_plan(plan(*each)) for each in names.items()]) == ()


def test_a_reform_is_not_taken_backwards() -> None:
    names = {"2017-01-01": "市卫健局", "2020-01-01": "市卫计局"}
    assert find_likely([parse_plan(plan(*each)) for each in names.items()]) == ()


@pytest.mark.parametrize(
    ("issuers", "found"),
    [
        pytest.param(
            ["吴川市人民政府", "湛江市人民政府", "吴川市人民政府"],
            ["2: 市公安局、市教育局: here of 湛江市, in 1 of 吴川市"],
            id="two cities",
        ),
        pytest.param(
            ["湛江市赤坎区人民政府", "吴川市人民政府"],
            ["2: 市公安局、市教育局: here of 吴川市, in 1 of 湛江市"],
            id="a district of another city",
        ),
        pytest.param(["吴川市人民政府", "中共吴川市委办公室"], [], id="one place"),
        pytest.param(["湛江市赤坎区人民政府", "湛江市人民政府"], [], id="one in another"),
        pytest.param(["吴川市人民政府", "广东省人民政府", "国务院"], [], id="of other levels"),
        pytest.param(["吴川市人民政府", "市教育局", ""], [], id="none says its place"),
    ],
)
def test_equal_names_of_two_places(issuers: list[str], found: list[str]) -> None:
    plans = [
        parse_plan(
            plan("2017-01-01", "市公安局", "湛江市司法局", "市教育局", "海关")
            + (f"issued_by: {by}\n" if by else ""),
            str(n),
        )
        for n, by in enumerate(issuers, 1)
    ]
    said = [f"{finding.file}: {finding.message}" for finding in find_namesakes(plans)]
    assert [line.partition(";")[0] for line in said] == found


def test_names_that_one_plan_has_together_are_two() -> None:
    plans = [
        parse_plan(plan("2017-01-01", "市卫计局")),
        parse_plan(plan("2020-01-01", "市卫计局", "市卫健局")),
    ]
    assert find_likely(plans) == ()


def test_what_the_house_joins_is_settled() -> None:
    plans = [parse_plan(plan("2017-01-01", "市卫计局")), parse_plan(plan("2020-01-01", "市卫健局"))]
    house = read_house("units: {市卫健局: {aliases: [市卫计局]}}\n".encode(), "units.yaml").plan
    assert find_likely(plans, house) == ()


@pytest.mark.parametrize(
    ("issuer", "other", "third", "count"),
    [
        pytest.param("吴川市人民政府", "中共吴川市委办公室", "吴川市教育局", 1, id="one place"),
        pytest.param("湛江市吴川市人民政府", "吴川市人民政府", "", 1, id="one in another"),
        pytest.param("吴川市人民政府", "宁波市人民政府", "宁波市人民政府", 0, id="two places"),
        pytest.param("国务院办公厅", "宁波市人民政府", "宁波市人民政府", 0, id="a place and all"),
        pytest.param("吴川市人民政府", "", "吴川市人民政府", 1, id="one that is not said"),
        pytest.param("吴川市人民政府", "", "宁波市人民政府", 0, id="not said, among several"),
    ],
)
def test_offices_of_two_places_are_two(issuer: str, other: str, third: str, count: int) -> None:
    plans = [
        parse_plan(plan(day, name) + (f"issued_by: {by}\n" if by else ""))
        for day, name, by in [
            ("2017-01-01", "市卫计局", issuer),
            ("2020-01-01", "市卫健局", other),
            ("2021-01-01", "市公安局", third),
        ]
    ]
    assert len(find_likely(plans)) == len([*find_unjoined(plans, None, "units.yaml")]) == count
