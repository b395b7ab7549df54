"""What stands around a conflict, and what stood there before."""

import pytest

from dutymatrix.merge import merge_texts
from dutymatrix.merge.mark import Labels, Marks

BASE = """\
title: 试行方案
units:
  甲局:
  乙局:
  丙局:
tasks:
- title: 压实责任
  text: |-
    落实责任。
    建立台账。
  lead: 甲局  # 原定
  join:
  - 乙局
"""
LABELS = Labels("1a2b3c4", "HEAD", "women")


def conflict(ours: str, base: str, theirs: str) -> str:
    return f"<<<<<<< HEAD\n{ours}||||||| 1a2b3c4\n{base}=======\n{theirs}>>>>>>> women\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "shown"),
    [
        pytest.param(
            ("试行方案", "甲方案"),
            ("试行方案", "乙方案"),
            conflict("title: 甲方案\n", "title: 试行方案\n", "title: 乙方案\n"),
            id="a field",
        ),
        pytest.param(
            ("title: 试行", "issued_on: 2018-01-01\ntitle: 试行"),
            ("title: 试行", "issued_on: 2019-01-01\ntitle: 试行"),
            conflict("issued_on: 2018-01-01\n", "", "issued_on: 2019-01-01\n"),
            id="a field that was not there",
        ),
        pytest.param(
            ("建立台账", "建立总台账"),
            ("建立台账", "公开台账"),
            conflict("    建立总台账。\n", "    建立台账。\n", "    公开台账。\n"),
            id="a sentence",
        ),
        pytest.param(
            ("lead: 甲局", "lead: 丙局"),
            ("lead: 甲局", "lead: 乙局\n  guide: 甲局"),
            None,
            id="roles",
        ),
    ],
)
def test_the_base_is_shown_between(
    ours: tuple[str, str], theirs: tuple[str, str], shown: str | None
) -> None:
    texts = [BASE.replace(*ours), BASE.replace(*theirs).replace("  - 乙局\n", "  - 丙局\n")]
    if shown is not None:
        texts[1] = BASE.replace(*theirs)
    merged = merge_texts(BASE, *texts, marks=Marks(LABELS, "diff3"))
    had = "  lead: 甲局  # 原定\n  join:\n  - 乙局\n"
    assert (shown or f"||||||| 1a2b3c4\n{had}=======\n") in merged.text


def test_a_task_that_one_side_removed_is_shown_as_it_was() -> None:
    task = "\n- title: 学校教育\n  lead: 乙局\n"
    reworded = task.replace("乙局", "丙局")
    marks = Marks(LABELS, "diff3")
    merged = merge_texts(BASE + task, BASE, BASE + reworded, marks=marks)
    assert conflict("", task[1:], reworded[1:]) in merged.text


def test_what_both_sides_have_stands_outside() -> None:
    own, other = "a\nb\nz\n", "a\nc\nz\n"
    shown = Marks(LABELS, "zdiff3").conflict(own, "a\nz\n", other)
    assert shown == "a\n" + conflict("b\n", "a\nz\n", "c\n") + "z\n"
    # One side has nothing of its own then.
    shown = Marks(LABELS, "zdiff3").conflict("a\na\n", "", "a\n")
    assert shown == "a\n" + conflict("a\n", "", "")
