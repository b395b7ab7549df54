"""Numbers are printed as documents print them, and read however people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.plan.numbering import (
    Form,
    format_ordinal,
    hanzi,
    join_label,
    parse_form,
    parse_hanzi,
    parse_number,
)


@pytest.mark.parametrize(
    ("value", "numeral"),
    [
        (0, "零"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (120, "一百二十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (2020, "二千零二十"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
        (-1, "-1"),
    ],
)
def test_hanzi(value: int, numeral: str) -> None:
    assert hanzi(value) == numeral


@given(st.integers(0, 9999))
def test_hanzi_is_read_back(value: int) -> None:
    assert parse_hanzi(hanzi(value)) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        pytest.param("〇", 0, id="other zero"),
        pytest.param("二〇一九", 2019, id="digit by digit"),
        pytest.param("两百", 200, id="spoken two"),
        pytest.param("一十", 10, id="ten with its one"),
        pytest.param("一百一", 101, id="zero left out"),
        pytest.param("三千零五", 3005, id="zero said once"),
    ],
)
def test_parse_hanzi(numeral: str, value: int) -> None:
    assert parse_hanzi(numeral) == value


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("一、", ("", "一", "、")),
        ("（一）", ("（", "一", "）")),
        ("1.", ("", "1", ".")),
        ("（1）", ("（", "1", "）")),
        ("①", ("", "①", "")),
        ("１．", ("", "１", "．")),
        ("第一条", ("第", "一", "条")),
        ("一是", ("", "一", "是")),
    ],
)
def test_parse_form(form: str, parts: tuple[str, str, str]) -> None:
    assert parse_form(form) == Form(*parts)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param("", id="nothing"),
        pytest.param("甲", id="no one in it"),
        pytest.param("2.", id="a two"),
        pytest.param("1.1", id="two ones"),
        pytest.param("一1", id="two kinds of one"),
        pytest.param("一一", id="the same one twice"),
    ],
)
def test_is_no_form(form: str) -> None:
    assert parse_form(form) is None


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        ("（一）", 3, "（三）"),
        ("（一）", 12, "（十二）"),
        ("一、", 21, "二十一、"),
        ("1.", 10, "10."),
        ("（1）", 7, "（7）"),
        ("①", 1, "①"),
        ("①", 20, "⑳"),
        ("壹、", 3, "叁、"),
        ("壹、", 12, "拾贰、"),
        pytest.param("①", 21, "21", id="no circle is left"),
        ("１．", 30, "３０．"),
        ("第一条", 110, "第一百一十条"),
    ],
)
def test_format_ordinal(form: str, value: int, written: str) -> None:
    taken_apart = parse_form(form)
    assert taken_apart
    assert format_ordinal(taken_apart, value) == written


@pytest.mark.parametrize(
    ("parent", "form", "value", "label"),
    [
        pytest.param("", "（一）", 3, "（三）", id="outermost"),
        pytest.param("", "一、", 3, "三", id="outermost without its mark"),
        pytest.param("（三）", "1.", 3, "（三）3", id="a bracket parts them"),
        pytest.param("三", "1.", 3, "三·3", id="a dot parts them"),
        pytest.param("二", "（一）", 3, "二（三）", id="the inner bracket parts them"),
        pytest.param("二（三）", "1.", 3, "二（三）3", id="three levels"),
        pytest.param("3", "1.", 3, "3·3", id="digits"),
        pytest.param("3", "①", 3, "3③", id="circle"),
        pytest.param("③", "1.", 3, "③·3", id="below a circle"),
        pytest.param("第三章", "第一条", 12, "第三章·第十二条", id="articles"),
        pytest.param("(三)", "1.", 3, "(三)3", id="narrow brackets"),
    ],
)
def test_join_label(parent: str, form: str, value: int, label: str) -> None:
    taken_apart = parse_form(form)
    assert taken_apart
    assert join_label(parent, taken_apart, value) == label


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "3.3",
            "三.3",
            "三·3",
            "三・3",
            "三、3",
            "3-3",
            "3—3",
            "3_3",
            "3/3",
            "3 3",
            "3。3",
            "三.三",
        ),
        *(
            "（三）3",
            "(三)3",
            "（三）（3）",
            "㈢3",
            "(三)⑶",
            "（三）③",
            "【三】3",
            "〔三〕3",
            "[三]3",
        ),
        *(
            "３．３",
            "3,3",
            "3，3",
            "3:3",
            "3：3",
            "3.3.",
            "3.3、",
            " 3.3 ",
            "　三·3",
            "03.003",
            "3-03",
        ),
        *("第三章第三条", "第三节 第3项", "三是3"),
    ],
)
def test_all_of_these_are_3_3(typed: str) -> None:
    assert parse_number(typed) == ("3", "3")


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("3", ("3",)),
        ("第十二条", ("12",)),
        ("⑳", ("20",)),
        ("1.10", ("1", "10")),
        ("1①", ("1", "1")),
        ("①②", ("1", "2")),
        ("叁、2", ("3", "2")),
        ("參·拾貳", ("3", "12")),
        ("二（三）3", ("2", "3", "3")),
        ("二、（三）3", ("2", "3", "3")),
        ("2.3.3", ("2", "3", "3")),
        ("一百一十·二十", ("110", "20")),
        pytest.param("3.3a", ("3", "3", "a"), id="part"),
        pytest.param("3.3 b", ("3", "3", "b"), id="part after a blank"),
        pytest.param("3.3B", ("3", "3", "b"), id="part in upper case"),
        pytest.param("（三）3c", ("3", "3", "c"), id="part of a label"),
        pytest.param("三（三）a", ("3", "3", "a"), id="part after a bracket"),
        pytest.param("第三条a", ("3", "a"), id="part of an article"),
        pytest.param("三·十a", ("3", "10", "a"), id="part after a numeral"),
        pytest.param("0", ("0",), id="zero"),
    ],
)
def test_parse_number(typed: str, path: tuple[str, ...]) -> None:
    assert parse_number(typed) == path


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "a", "甲", "3.x", "3.3aa", "a3", "市卫计局", "3.3 压实责任", "3+3"),
        pytest.param("\u0663.\u0663", id="digits of another script"),
        pytest.param("9" * 5000, id="more digits than Python reads"),
        pytest.param("一" * 5000, id="more numerals than Python reads"),
    ],
)
def test_is_no_number(typed: str) -> None:
    assert parse_number(typed) is None


@given(st.text())
def test_any_text_is_a_number_or_none(typed: str) -> None:
    path = parse_number(typed)
    assert path is None or all(part.isascii() and part.isalnum() for part in path)


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=4), st.data())
def test_labels_are_read_back(path: list[int], data: st.DataObject) -> None:
    forms = ["一、", "（一）", "1.", "（1）", "①", "1、", "第一条", "一是", "１．"]
    label = ""
    for value in path:
        form = parse_form(data.draw(st.sampled_from(forms)))
        assert form
        label = join_label(label, form, value)
    assert parse_number(label) == tuple(map(str, path))
