"""How wide text is, where lines break, and what must be made visible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.measure import cells, shown, wrap
from growth import grows_with_input


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("plan.yaml:12", 12, id="ascii"),
        pytest.param("市卫计局", 8, id="chinese"),
        pytest.param("（三）3", 7, id="full-width brackets"),
        pytest.param("塘㙍镇𠮷", 8, id="rare characters"),
        pytest.param("ｱ", 1, id="half-width kana"),
        pytest.param("\uff21", 2, id="full-width letter"),
        pytest.param("e\u0301", 1, id="combining accent"),
        pytest.param("三·3", 4, id="middle dot"),
    ],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        pytest.param("", 10, [""], id="nothing"),
        pytest.param("落实禁毒责任", 8, ["落实禁毒", "责任"], id="between characters"),
        pytest.param("落实责任，推动", 8, ["落实责", "任，推动"], id="no line begins with a comma"),
        pytest.param("落实（各镇）", 6, ["落实", "（各", "镇）"], id="no line ends with a bracket"),
        pytest.param("落实(各镇)", 5, ["落实", "(各", "镇)"], id="ascii brackets too"),
        pytest.param("where it stands", 8, ["where it", "stands"], id="between words"),
        pytest.param("plan.yaml:246", 5, ["plan.yaml:246"], id="a word is not broken"),
        pytest.param("（三）3 落实", 8, ["（三）3", "落实"], id="a label is whole"),
        pytest.param("见三·3", 4, ["见", "三·3"], id="a label with a dot is whole"),
        pytest.param("共 10 项", 5, ["共", "10 项"], id="a number and what it counts"),
        pytest.param("到2019年底", 6, ["到", "2019年", "底"], id="a year"),
        pytest.param("各镇 (9)  （一）1", 10, ["各镇 (9)", "（一）1"], id="two blanks part"),
        pytest.param("  各镇", 2, ["  各", "镇"], id="an indent is no line"),
    ],
)
def test_wrap(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


def test_wrap_keeps_names_whole_where_they_fit() -> None:
    text = "是否包括市禁毒委各成员单位须核实"
    assert wrap(text, 22) == ["是否包括市禁毒委各成员", "单位须核实"]
    names = ["市禁毒委", "市禁毒委各成员单位"]
    assert wrap(text, 22, names) == ["是否包括", "市禁毒委各成员单位须核", "实"]
    assert wrap(text, 12, names) == ["是否包括", "市禁毒委各成", "员单位须核实"]
    assert wrap(text, 12, [""]) == wrap(text, 12)


def test_wrap_hangs() -> None:
    assert wrap("（三）1 参与 落实", 10, hang=2) == ["（三）1 参", "  与 落实"]
    assert wrap("（三）1 参与 落实", 10, ["参与"], hang=4) == ["（三）1", "    参与", "    落实"]


_TEXTS = st.text(st.sampled_from("落实禁毒（）。，；“”《》·3 9ab.-(—\u3000"), max_size=40)


@given(_TEXTS, st.integers(1, 40), st.integers(0, 4))
def test_wrap_loses_nothing_but_blanks(text: str, columns: int, hang: int) -> None:
    lines = wrap(text, columns, ["禁毒"], hang)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line.startswith(" " * hang) for line in lines[1:])
    assert not any(line.lstrip()[:1] in {*"。，；）”》"} for line in lines[1:])


@given(st.text(st.sampled_from("落实禁毒责任"), max_size=40), st.integers(2, 40))
def test_wrap_fills_the_lines_of_plain_chinese(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(cells(line) in {columns, columns - 1} for line in lines[:-1])
    assert cells(lines[-1]) <= columns


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        pytest.param("市卫计局\t一\n二\u3000三", "市卫计局\t一\n二\u3000三", id="nothing to hide"),
        pytest.param("红\x1b[31m", "红\\u001b[31m", id="escape sequence"),
        pytest.param("a\rb\x07\x7f\x9b", "a\\u000db\\u0007\\u007f\\u009b", id="controls"),
        pytest.param("\u202e\u2066\u200f\u061c", "\\u202e\\u2066\\u200f\\u061c", id="direction"),
        pytest.param("市\u200b公\u00ad安\ufeff", "市\\u200b公\\u00ad安\\ufeff", id="no width"),
        pytest.param("\u2028\u2029", "\\u2028\\u2029", id="line separators"),
        pytest.param("\udcff", "\\udcff", id="a byte that is no character"),
    ],
)
def test_shown(text: str, visible: str) -> None:
    assert shown(text) == visible
    assert shown(visible) == visible


@pytest.mark.parametrize(
    ("piece", "whole"),
    [
        pytest.param(" ", (), id="blanks"),
        pytest.param("字", (), id="characters"),
        pytest.param("a", (), id="a word"),
        pytest.param("市公安局、", ("市公安局",), id="names"),
    ],
)
def test_wrap_grows_with_its_text(piece: str, whole: tuple[str, ...]) -> None:
    def make(n: int) -> str:
        return f"题{piece * n}目"

    # Few lines, and long ones.
    assert grows_with_input(lambda text: wrap(text, cells(text) // 3, whole), make, 3000)


def test_wrap_looks_names_up() -> None:
    def make(n: int) -> list[str]:
        return [f"市甲{k}局" for k in range(n)]

    assert grows_with_input(lambda names: wrap("、".join(names), 40, names), make, 300)
