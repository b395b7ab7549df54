"""Texts join without blanks and break after sentences, and neither changes the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.wording import break_lines, iter_sentences, join_lines
from strategies import proses


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param(" \n\t\n　", "", id="nothing but blanks"),
        pytest.param("落实责任。", "落实责任。", id="one line"),
        pytest.param("  落实责任。　", "落实责任。", id="blanks at its ends"),
        pytest.param("推动各镇\n落实责任。", "推动各镇落实责任。", id="two lines"),
        pytest.param("推动各镇  \n　　落实责任。", "推动各镇落实责任。", id="indented"),
        pytest.param("推动各镇\r\n落实责任。", "推动各镇落实责任。", id="line ends of Windows"),
        pytest.param("total\ncontrol", "total control", id="letters meet"),
        pytest.param("各镇\ncontrol", "各镇control", id="letter meets a character"),
        pytest.param("Wi-\nFi", "Wi-Fi", id="letter after a hyphen"),
        pytest.param("2017\n2019", "20172019", id="digits meet"),
        pytest.param("é\na", "éa", id="letter that is not ASCII"),
        pytest.param("一。\n\n二。", "一。\n二。", id="paragraphs"),
        pytest.param("\n\n一。\n \t\n\n二。\n\n", "一。\n二。", id="more blank lines"),
        pytest.param("a\n\nb", "a\nb", id="letters do not meet over a blank line"),
        pytest.param("一  二", "一  二", id="blanks inside"),
    ],
)
def test_join_lines(text: str, joined: str) -> None:
    assert join_lines(text) == joined


def test_join_lines_of_a_long_text_in_no_time() -> None:
    assert len(join_lines("推动各镇落实责任。\n" * 100_000)) == 900_000


@given(st.text("a一。\n \t　"))
def test_joined_text_has_no_blank_lines_or_ends(text: str) -> None:
    for paragraph in join_lines(text).split("\n"):
        assert paragraph.strip() == paragraph
        assert paragraph or not text.strip()


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("落实责任", ["落实责任"], id="no end"),
        pytest.param("一。二；三！四？五", ["一。", "二；", "三！", "四？", "五"], id="each end"),
        pytest.param("一，二：三、四", ["一，二：三、四"], id="commas do not end"),
        pytest.param("一.二;三!四?", ["一.二;三!四?"], id="nor do ASCII marks"),
        pytest.param("何时？！今天。", ["何时？！", "今天。"], id="two ends"),
        pytest.param("（一。二；）三。四", ["（一。二；）三。", "四"], id="in brackets"),
        pytest.param("“一。二！”三；四", ["“一。二！”三；", "四"], id="in quotes"),
        pytest.param("（“一。”；二。）三。四", ["（“一。”；二。）三。", "四"], id="nested"),
        pytest.param(
            "《甲；乙》【丙。】〔丁。〕。戊", ["《甲；乙》【丙。】〔丁。〕。", "戊"], id="titles"
        ),
        pytest.param("一。）二。三", ["一。）二。", "三"], id="a closing mark too many"),
        pytest.param("“一。二。三", ["“一。二。三"], id="a closing mark too few"),
        pytest.param("一。 二。三", ["一。 二。", "三"], id="a blank would be lost"),
        pytest.param("一。　二。三", ["一。　二。", "三"], id="a wide blank too"),
        pytest.param("；；", ["；；"], id="ends only"),
    ],
)
def test_iter_sentences(paragraph: str, sentences: list[str]) -> None:
    assert list(iter_sentences(paragraph)) == sentences


@given(st.text("一a。；！（）“”》 　"))
def test_sentences_are_the_paragraph(text: str) -> None:
    paragraph = text.strip()
    sentences = list(iter_sentences(paragraph))
    assert "".join(sentences) == paragraph
    assert all(sentence.strip() == sentence != "" for sentence in sentences)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("一。二。", ["一。", "二。"]),
        ("一。二。\n三。\n四", ["一。", "二。", "", "三。", "", "四"]),
    ],
)
def test_break_lines(text: str, lines: list[str]) -> None:
    assert break_lines(text) == lines


@given(proses())
def test_text_is_the_same_after_breaking_and_joining(text: str) -> None:
    assert join_lines("\n".join(break_lines(text))) == text
