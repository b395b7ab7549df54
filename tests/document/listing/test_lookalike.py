"""Every bracket and label with the words of a list is a list, or is named, with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.document import Intake, build_plan
from dutymatrix.document.listing.lookalike import EXPLANATION, NAMELESS, WITHIN
from dutymatrix.document.proof.report import NOTICE, SIGNATURE
from dutymatrix.document.readers.plaintext import read

HEAD = "云江市防控措施\n一、压实责任。建立台账。（市公安局牵头）\n"
TAIL = "三、完善考核。（责任单位：市司法局）\n"
FOOT = "云江市人民政府\n2020年2月4日\n"


def imported(text: str) -> Intake:
    return build_plan(read(text.encode(), "方案.txt"))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        pytest.param("定期走访。（阳光协作体负责）", "（阳光协作体负责）", id="nobody known"),
        pytest.param(
            "走访（甲协作体、乙队配合）。", "（甲协作体、乙队配合）", id="before the stop"
        ),
        pytest.param("会商（市公安局、市司法局）制度。", "（市公安局、市司法局）", id="an example"),
        pytest.param("走访，责任单位：市教育局。", "责任单位：市教育局", id="label in a sentence"),
        pytest.param(
            "举办节庆（主办单位：甲商会，承办单位：乙公司）活动。",
            "（主办单位：甲商会，承办单位：乙公司）",
            id="who holds an event",
        ),
        pytest.param("建“两馆”（图书馆、博物馆）。", "（图书馆、博物馆）", id="what a term means"),
        pytest.param("走访。【阳光协作体负责】", "【阳光协作体负责】", id="other brackets"),
        pytest.param("走访。（阳光协作体负责\n", "（阳光协作体负责", id="never closed"),
    ],
)
def test_what_a_person_has_to_look_at(words: str, left: str) -> None:
    intake = imported(f"{HEAD}二、上门服务。{words}\n{TAIL}{FOOT}")
    assert [one.text for one in intake.left] == [left]
    assert [one.within for one in intake.left] == ["2"]
    assert [one.code for one in intake.findings if one.code == "DM305"] == ["DM305"]
    assert intake.unlisted == ()


LONG = (
    "一切在今年年底以前商量以后再行决定，"
    "到了明年春天大家把做得好的做法写下来以后再由大家一起来看一看怎么样才能够再去落实"
)


@pytest.mark.parametrize(
    ("words", "none", "reason"),
    [
        pytest.param("走访。（包括市公安局、市司法局）", None, EXPLANATION, id="an explanation"),
        pytest.param("落实（谁主管谁负责）原则。", None, WITHIN, id="within a sentence"),
        pytest.param("支持银行（工商银行、建设银行）改造。", None, WITHIN, id="which of them"),
        pytest.param(
            f"走访。（{LONG}）",
            None,
            NAMELESS,
            id="a sentence",
        ),
        pytest.param("走访。（按职责分工负责）", None, NAMELESS, id="without names"),
        pytest.param(f"走访，责任单位：{LONG}。", "责任单位：", NAMELESS, id="label"),
    ],
)
def test_what_is_no_list_and_why(words: str, none: str | None, reason: str) -> None:
    intake = imported(f"{HEAD}二、上门服务。{words}\n{TAIL}{FOOT}")
    assert intake.left == ()
    [one] = intake.unlisted
    assert one.reason == reason
    assert one.text.startswith(none or words[words.index("（") : words.index("）") + 1])


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("走访（2020年起）。", id="a year"),
        pytest.param("走访（一村一警）制度。", id="a term"),
        pytest.param("走访（见《办法》）。", id="a title"),
        pytest.param("完成时限：2020年底前。", id="a deadline"),
    ],
)
def test_what_bears_no_words_of_lists(words: str) -> None:
    intake = imported(f"{HEAD}二、上门服务。{words}\n{TAIL}{FOOT}")
    assert (intake.left, intake.unlisted) == ((), ())


def test_what_stands_outside_of_the_plan() -> None:
    notice = (
        "各镇人民政府（阳光协作体负责）：\n现将方案印发给你们。\n云江市人民政府\n2020年2月3日\n"
    )
    intake = imported(f"{notice}{HEAD}{TAIL}{FOOT}（阳光协作体参加）\n")
    assert [one.reason for one in intake.unlisted] == [NOTICE, SIGNATURE]
    assert intake.left == ()


def test_a_rule_about_lists_is_no_list() -> None:
    rule = "（列在首位的为牵头单位，其他为配合单位）"
    intake = imported(
        f"云江市防控措施\n以下任务{rule}。\n一、压实责任。（市公安局、市司法局）\n{TAIL}"
    )
    assert (intake.left, intake.unlisted) == ((), ())


def test_a_list_above_the_items_is_not_lost() -> None:
    text = (
        "云江市防控措施\n为做好防控工作，制定本措施。（责任单位：市教育局）\n"
        + HEAD.partition("\n")[2]
    )
    [one] = imported(text + TAIL).left
    assert (one.text, one.task, one.within) == ("（责任单位：市教育局）", "", "")


PIECES = st.sampled_from(
    [
        "（",
        "）",
        "【",
        "】",
        "责任单位：",
        "牵头",
        "配合",
        "市公安局",
        "阳光协作体",
        "、",
        "，",
        "。",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_label_is_accounted_for(words: str) -> None:
    text = f"{HEAD}二、上门服务。{words}\n{TAIL}"
    intake = imported(text)
    said = "".join([*(one.text for one in intake.lists), *(one.text for one in intake.unlisted)])
    assert said.count("责任单位") >= text.count("责任单位：")
