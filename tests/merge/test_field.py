"""Single fields and orders that two sides changed."""

from typing import Any

import pytest

from dutymatrix.merge.field import Clash, merge_field, merge_order


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        pytest.param("abc", "abc", "abc", "abc", id="the same"),
        pytest.param("abc", "abxc", "abc", "abxc", id="ours adds"),
        pytest.param("abc", "abc", "xabc", "xabc", id="theirs adds ahead of all"),
        pytest.param("abc", "abxc", "abyc", "abxyc", id="both add in one place, ours first"),
        pytest.param("", "xy", "zy", "xzy", id="both add all, one alike"),
        pytest.param("abcd", "abcd", "dabc", "dabc", id="theirs moves"),
        pytest.param("abcd", "bcda", "abdc", "bdca", id="each moves another"),
        pytest.param("abcd", "dabc", "adbc", "dabc", id="both move one: ours"),
        pytest.param("abcd", "abcd", "dcba", "dcba", id="theirs turns all round"),
        pytest.param("abcd", "bdxa", "acyd", "bdxacy", id="kept by either, ours ahead"),
    ],
)
def test_orders(base: str, ours: str, theirs: str, merged: str) -> None:
    assert "".join(merge_order(base, ours, theirs)) == merged


@pytest.mark.parametrize(
    ("key", "base", "ours", "theirs", "merged"),
    [
        pytest.param("title", "一", "二", "一", "二", id="ours alone"),
        pytest.param("title", "一", None, "一", None, id="ours takes it out"),
        pytest.param("title", "一", "二", "三", Clash("二", "三"), id="two titles"),
        pytest.param("open", None, True, None, True, id="a list that ends in 等"),
        pytest.param("aliases", ("甲",), None, ("甲", "乙"), ("乙",), id="all gone but the new"),
        pytest.param("aliases", ("甲", "乙"), ("甲",), ("乙",), None, id="each takes one away"),
        pytest.param("text", None, "一。", "二。", Clash("一。", "二。"), id="two new texts"),
        pytest.param("text", "一。二。", "二。", "一。", "", id="each removes one sentence"),
        pytest.param(
            "text", "一。\n二。", "一。二。", "一。\n二。三。", "一。二。三。", id="paragraphs"
        ),
        pytest.param(
            "notes",
            (("依据", "甲。"),),
            (("依据", "乙。"), ("备注", "丙")),
            (("依据", "丁。"),),
            Clash((("依据", "乙。"), ("备注", "丙")), (("依据", "丁。"), ("备注", "丙"))),
            id="one note in two ways",
        ),
    ],
)
def test_fields(key: str, base: Any, ours: Any, theirs: Any, merged: Any) -> None:  # noqa: ANN401
    assert merge_field(key, base, ours, theirs) == merged
