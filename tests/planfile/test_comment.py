"""Comments and blank lines by what they stand at."""

import pytest

from dutymatrix.planfile.comment import END, Comments, Slot
from dutymatrix.planfile.parser import PureParser

TEXT = """\
# 稿
title: 方案  # 试行

units:  # 单位
  甲局:
  # 原乙委
  乙局:
    aliases: [乙]  # 简称

tasks:
# 第一项
- title: 压实
  text: |-  # 待润色
    # 这是正文

    落实。
  lead: 甲局
  join:
  - 乙局  # 已商定
  # 丙局待定

# 以下未定

- title: "二
    # 也是正文"
  lead: 甲局
# 完
"""


def test_what_stands_where() -> None:
    assert {slot: lines for slot, lines in Comments(TEXT).found.items() if any(lines)} == {
        Slot(("title",), "above"): ("# 稿",),
        Slot(("title",), "beside"): ("# 试行",),
        Slot(("units",), "beside"): ("# 单位",),
        Slot(("units", "乙局"), "above"): ("# 原乙委",),
        Slot(("units", "乙局", "aliases"), "beside"): ("# 简称",),
        Slot(("tasks", 0), "above"): ("# 第一项",),
        Slot(("tasks", 0, "text"), "beside"): ("# 待润色",),
        Slot(("tasks", 0, "join", "乙局"), "beside"): ("# 已商定",),
        Slot(("tasks", 0, "join", "乙局"), "below"): ("# 丙局待定",),
        Slot(("tasks", 1), "above"): ("", "# 以下未定", ""),
        Slot(END, "above"): ("# 完",),
    }


def test_every_parser_finds_the_same() -> None:
    assert Comments(TEXT, PureParser).found == Comments(TEXT).found


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_written_again_is_the_same(newline: str) -> None:
    text = TEXT.replace("\n", newline)
    assert Comments(text).written(Comments(text).found) == text


@pytest.mark.parametrize(
    ("slot", "lines", "old", "new"),
    [
        pytest.param(
            Slot(("units", "甲局"), "beside"),
            ("# 新",),
            "  甲局:\n",
            "  甲局:  # 新\n",
            id="beside",
        ),
        pytest.param(
            Slot(("tasks", 1, "lead"), "above"),
            ("# 新", ""),
            "  lead: 甲局\n# 完",
            "  # 新\n\n  lead: 甲局\n# 完",
            id="above",
        ),
        pytest.param(
            Slot(("tasks", 0, "lead"), "below"),
            ("# 新",),
            "  lead: 甲局\n  join",
            "  lead: 甲局\n  # 新\n  join",
            id="below",
        ),
        pytest.param(Slot(("title",), "beside"), (), "方案  # 试行\n", "方案\n", id="none more"),
        pytest.param(Slot(("tasks", 1), "above"), ("",), "\n# 以下未定\n\n", "\n", id="one less"),
    ],
)
def test_others_are_written(slot: Slot, lines: tuple[str, ...], old: str, new: str) -> None:
    assert old in TEXT
    assert Comments(TEXT).written({slot: lines}) == TEXT.replace(old, new, 1)
