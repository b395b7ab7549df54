"""A merge that went wrong is noticed before anything is written."""

from typing import Any

import pytest

from dutymatrix.merge import UnmergeableError, field, merge_texts, tree
from dutymatrix.merge import patch as text
from dutymatrix.merge.patch import Draft

BASE = """\
title: 试行方案
units:
  甲局:
  乙局:
tasks:
- title: 压实责任
  text: |-
    落实责任制。
  lead: 甲局
"""
OURS = BASE.replace("落实责任制。", "落实责任制。\n    定期述职。")
THEIRS = BASE.replace("lead: 甲局", "lead: 甲局\n  join: 乙局")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("assignments", None, id="nobody is left"),
        pytest.param("text", "落实责任制。", id="a sentence is missing"),
        pytest.param("text", "落实责任制。定期述职。没人说过。", id="a sentence nobody said"),
    ],
)
def test_what_is_lost_or_invented_in_merging(
    key: str, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def merge_wrongly(name: str, base: Any, ours: Any, theirs: Any) -> Any:  # noqa: ANN401
        return value if name == key else field.merge_field(name, base, ours, theirs)

    monkeypatch.setattr(tree, "merge_field", merge_wrongly)
    with pytest.raises(UnmergeableError, match="the result would lose something"):
        merge_texts(BASE, OURS, THEIRS)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        pytest.param(OURS, "the result would not say what both sides say", id="no edit made"),
        pytest.param("title: []\n", "the merged text, line 1: ", id="no plan"),
    ],
)
def test_what_is_lost_in_writing(
    written: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text._Writer, "write", lambda *_: Draft(written, "dispute", (), {}))
    with pytest.raises(UnmergeableError, match=reason):
        merge_texts(BASE, OURS, THEIRS)
