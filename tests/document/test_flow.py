"""Lines become paragraphs, what pages added goes, and every character knows its place."""

import pytest

from dutymatrix.document.block import Document, Paragraph
from dutymatrix.document.flow import Flow, build_flow
from dutymatrix.document.readers.plaintext import read


def flow_of(text: str) -> Flow:
    return build_flow(read(text.encode("utf-8"), "方案.txt"))


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


LONG = (
    "全面贯彻落实有关要求，压实各镇主要领导的第一责任，将工作纳入总体规划，纳入平安建设，纳入考核。"
    * 2
)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param(
            "通过 3 年时间，到 2020 年", ["通过3年时间，到2020年"], id="blanks in Chinese"
        ),
        pytest.param("支持 API 调用和 Open AI 平台", ["支持API调用和Open AI平台"], id="letters"),
        pytest.param("压 实 责 任 。", ["压实责任。"], id="letter-spaced"),
        pytest.param("一、任务\n\n\n抓好落实。", ["一、任务", "抓好落实。"], id="blank lines"),
        pytest.param(f"{wrapped(LONG, 20)}\n一、任务", [LONG, "一、任务"], id="wrapped"),
        pytest.param(
            f"{wrapped(LONG[:-1], 20)}\n— 2 —\n。\n一、任务", [LONG, "一、任务"], id="page number"
        ),
        pytest.param("\u200b压\u00ad实\ufeff责任", ["压实责任"], id="invisible characters"),
        pytest.param("第 3 页 共 12 页\n任务\n3/12", ["任务"], id="other page numbers"),
        pytest.param("抓好落实，\n确保实效。", ["抓好落实，确保实效。"], id="after a comma"),
        pytest.param(
            "抓好落实（市公安局、\n市司法局）", ["抓好落实（市公安局、市司法局）"], id="bracket"
        ),
        pytest.param("责 任 单 位：市公安局", ["责任单位：市公安局"], id="spelt out within a line"),
        pytest.param(
            "市公安局、首页 政务公开 返回顶部 市司法局", ["市公安局、市司法局"], id="menu within"
        ),
        pytest.param(
            "抓好落实。\n责任编辑：某某\n版权所有：某市", ["抓好落实。"], id="foot of a web page"
        ),
        pytest.param(
            "抓好落实。\n承办单位：市公安局", ["抓好落实。", "承办单位：市公安局"], id="no foot"
        ),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert flow_of(text).text.strip("\n").split("\n") == paragraphs


def test_indented_lines_begin_paragraphs() -> None:
    one, other = LONG[:56], LONG[:58]
    lines = [
        line
        for paragraph in (one, other)
        for line in (f"　　{paragraph[:18]}", paragraph[18:38], paragraph[38:])
    ]
    flow = flow_of("\n".join(lines))
    assert flow.text.split("\n")[:2] == [one, other]


def test_heads_of_pages_go() -> None:
    pages = "".join(
        f"某市人民政府公报\n第{number}条规定。\n— {number} —\n" for number in (1, 2, 3, 4)
    )
    assert "公报" not in flow_of(pages).text.replace("\n", "")[8:]


def test_paragraphs_of_a_word_processor_stay() -> None:
    blocks = (Paragraph("抓好落实，", 1), Paragraph("3", 2), Paragraph("确保\n实效", 3))
    flow = build_flow(Document("方案.docx", blocks))
    assert flow.text == "抓好落实，\n3\n确保实效"
    assert flow.place(flow.text.index("实效")) == (3, 4)


def word_of(lines: list[str]) -> Document:
    return Document("方案.docx", tuple(Paragraph(line, n) for n, line in enumerate(lines, 1)))


def test_a_line_of_a_page_in_each_paragraph_is_no_paragraph() -> None:
    sentence = "各部门要压实责任、细化举措，把任务落到实处。定期通报进展情况，"
    wording = sentence * 12 + "年底前全部完成。"
    lines = [wording[at : at + 28] for at in range(0, len(wording), 28)]
    flow = build_flow(word_of(["一、任务", *lines[:6], "— 3 —", *lines[6:]]))
    assert flow.text.strip("\n").split("\n") == ["一、任务", wording]
    assert flow.place(flow.text.index("年底前"))[0] == 2 + len(lines)


@pytest.mark.parametrize("end", ["", "；", "。"])
def test_paragraphs_that_happen_to_be_as_long_stay_apart(end: str) -> None:
    lines = [
        f"市{name}局负责本行业本领域的监督管理，组织开展检查{end}"
        for name in "甲乙丙丁戊己庚辛壬癸子丑"
    ]
    assert build_flow(word_of(lines)).text.strip("\n").split("\n") == lines


def test_places() -> None:
    flow = flow_of("一、任务\n　　压 实 责 任 ，—5—落实\n")
    assert flow.place(flow.text.index("一")) == (1, 1)
    assert flow.place(flow.text.index("压")) == (2, 3)
    assert flow.place(flow.text.index("落")) == (2, 15)


def test_the_plain_writing_is_as_long() -> None:
    flow = flow_of("(責任單位:市發改委)，１．")
    assert flow.plain == "（责任单位：市发改委），1."
    assert len(flow.plain) == len(flow.text)


def test_an_empty_document() -> None:
    assert build_flow(Document("空.txt", (), wrapped=True)).text == ""


def test_paragraphs_of_one_width_stay_apart() -> None:
    lines = [f"市{name}局：负责本行业的监督管理，组织检查。" for name in "甲乙丙丁戊"]
    assert flow_of("\n".join(["一、职责", *lines])).text.strip("\n").split("\n") == [
        "一、职责",
        *lines,
    ]
