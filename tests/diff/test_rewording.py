"""Wordings in pieces."""

import pytest

from dutymatrix.diff.rewording import diff_texts, mark_changes


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        pytest.param("加强宣传。", "加强宣传。", "加强宣传。", id="the same"),
        pytest.param("", "加强宣传。", "{+加强宣传。+}", id="nothing before"),
        pytest.param("加强宣传。", "", "[-加强宣传。-]", id="nothing after"),
        pytest.param("加强宣传。", "充实宣传。", "[-加强-]{+充实+}宣传。", id="a word"),
        pytest.param(
            "到2018年底建成。",
            "到2019年底建成。",
            "到[-2018-]{+2019+}年底建成。",
            id="a whole figure",
        ),
        pytest.param(
            "覆盖率达90%以上。",
            "覆盖率达95.5%以上。",
            "覆盖率达[-90%-]{+95.5%+}以上。",
            id="percent",
        ),
        pytest.param(
            "加强宣传。落实责任。",
            "加强宣传。开展排查。落实责任。",
            "加强宣传。{+开展排查。+}落实责任。",
            id="a sentence between two",
        ),
        pytest.param(
            "加强宣传。依托现有资源，建立平台。",
            "加强宣传。每学期安排两个课时。",
            "加强宣传。[-依托现有资源，建立平台。-]{+每学期安排两个课时。+}",
            id="little in common: the whole sentence",
        ),
        pytest.param(
            "加强宣传。落实责任。",
            "加强宣传。\n落实责任。",
            "加强宣传。{+\n+}落实责任。",
            id="a paragraph",
        ),
    ],
)
def test_changes_are_marked(old: str, new: str, marked: str) -> None:
    assert mark_changes(diff_texts(old, new)) == marked
