"""What people and documents mean by a date."""

from datetime import date

import pytest

from dutymatrix.plan.period import (
    Period,
    Readings,
    parse_period,
    read_relative,
    read_year_before,
)

YEAR = Period(date(2018, 1, 1), date(2018, 12, 31))
JUNE = Period(date(2018, 6, 1), date(2018, 6, 30))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        pytest.param("2018", YEAR, id="year"),
        pytest.param("２０１８", YEAR, id="full width"),
        pytest.param("2018年", YEAR, id="year in Chinese"),
        pytest.param("2018年底", YEAR, id="end of the year"),
        pytest.param("2018年年底前", YEAR, id="before the end of the year"),
        pytest.param("2018年内", YEAR, id="within the year"),
        pytest.param("2018-06", JUNE, id="month"),
        pytest.param("2018年6月", JUNE, id="month in Chinese"),
        pytest.param("2018年6月底前", JUNE, id="end of a month"),
        pytest.param("2018年6月份", JUNE, id="month with its counter"),
        pytest.param("2018年上半年", Period(date(2018, 1, 1), date(2018, 6, 30)), id="first half"),
        pytest.param("2018年下半年", Period(date(2018, 7, 1), date(2018, 12, 31)), id="second"),
        pytest.param("2018年二季度", Period(date(2018, 4, 1), date(2018, 6, 30)), id="quarter"),
        pytest.param("2018年第4季度", Period(date(2018, 10, 1), date(2018, 12, 31)), id="fourth"),
        pytest.param("2020-02", Period(date(2020, 2, 1), date(2020, 2, 29)), id="leap month"),
        pytest.param("2018-12-31", Period(date(2018, 12, 31), date(2018, 12, 31)), id="day"),
        pytest.param("2018/6/3", Period(date(2018, 6, 3), date(2018, 6, 3)), id="slashes"),
        pytest.param("2018年6月30日", Period(date(2018, 6, 30), date(2018, 6, 30)), id="a day"),
        pytest.param("2018 年 6 月 30 日", Period(date(2018, 6, 30), date(2018, 6, 30)), id="gaps"),
        pytest.param("到2018年底", YEAR, id="as documents say it"),
        pytest.param("2018年底之前", YEAR, id="before the end"),
        pytest.param("二〇一八年底", YEAR, id="year in hanzi"),
        pytest.param("2018上半年", Period(date(2018, 1, 1), date(2018, 6, 30)), id="no 年"),
        pytest.param("2018Q2", Period(date(2018, 4, 1), date(2018, 6, 30)), id="Q2"),
        pytest.param("2018年H1", Period(date(2018, 1, 1), date(2018, 6, 30)), id="H1"),
        pytest.param("2018年1-6月", Period(date(2018, 1, 1), date(2018, 6, 30)), id="months"),
        pytest.param("2018年1月至6月", Period(date(2018, 1, 1), date(2018, 6, 30)), id="to month"),
        pytest.param("2018年6-1月", None, id="months backwards"),
        pytest.param("2018年全年", YEAR, id="all the year"),
        pytest.param("2018年度", YEAR, id="the year's"),
        pytest.param("2018年年前", None, id="before the feast"),
        pytest.param("20181231", Period(date(2018, 12, 31), date(2018, 12, 31)), id="eight digits"),
        pytest.param("2018年前", None, id="ambiguous"),
        pytest.param("2018年以前", None, id="ambiguous too"),
        pytest.param("2018-02-30", None, id="no such day"),
        pytest.param("2018-13", None, id="no such month"),
        pytest.param("2018年5季度", None, id="no such quarter"),
        pytest.param("明年", None, id="relative"),
        pytest.param("18", None, id="short year"),
        pytest.param("", None, id="empty"),
    ],
)
def test_parse_period(typed: str, period: Period | None) -> None:
    assert parse_period(typed) == period


@pytest.mark.parametrize(
    "said", ["2019年前", "到2019年前", "2019年以前", "二〇一九年前", "2019年前完成"]
)
def test_a_year_before_has_two_readings(said: str) -> None:
    assert read_year_before(said) == Readings(date(2018, 12, 31), date(2019, 12, 31))


@pytest.mark.parametrize("said", ["2019年底前", "2019年6月前", "到2019年底", "三年内", ""])
def test_other_deadlines_have_one(said: str) -> None:
    assert read_year_before(said) is None


@pytest.mark.parametrize(
    ("typed", "day", "said"),
    [
        pytest.param("今年底", "2018-11-29", "2018年底", id="this year"),
        pytest.param("今年年底", "2018-11-29", "2018年底", id="as people say it"),
        pytest.param("年底", "2018-11-29", "2018年底", id="without a year"),
        pytest.param("明年", "2018-11-29", "2019年", id="next year"),
        pytest.param("明年上半年", "2018-11-29", "2019年上半年", id="a half of it"),
        pytest.param("去年 12月", "2018-11-29", "2017年12月", id="a month of the last"),
        pytest.param("本月底", "2018-11-29", "2018年11月底", id="this month"),
        pytest.param("下个月", "2018-12-01", "2019年1月", id="the next, in another year"),
        pytest.param("上月", "2018-01-31", "2017年12月", id="the last one"),
        pytest.param("本季度", "2018-12-31", "2018年4季度", id="this quarter"),
        pytest.param("下季度", "2018-12-31", "2019年1季度", id="the next quarter"),
        pytest.param("今天", "2018-11-29", "2018-11-29", id="today"),
        pytest.param("2018年底", "2020-01-01", "2018年底", id="nothing relative"),
    ],
)
def test_what_people_say_for_the_year_and_month_they_are_in(
    typed: str, day: str, said: str
) -> None:
    relative = read_relative(typed, date.fromisoformat(day))
    assert relative == said
    assert parse_period(relative)
