"""Twice the document takes twice the time, whatever stands in it."""

from collections.abc import Callable

import pytest

from dutymatrix.document import build_plan
from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.readers.markdown import read as read_markdown
from dutymatrix.document.readers.refusal import BrokenDocumentError
from dutymatrix.document.readers.webarchive import read as read_web_archive
from growth import grows_with_input

_HEAD = "某市实施方案\n一、工作任务\n1.建立机制。全面落实。（责任单位：市公安局、市司法局）\n"


def _build(text: str) -> object:
    lines = enumerate(text.split("\n"), 1)
    blocks = (Paragraph(line, number) for number, line in lines if line.strip())
    return build_plan(Document("a.txt", tuple(blocks), wrapped=True))


@pytest.mark.parametrize(
    ("before", "piece", "after", "size"),
    [
        pytest.param("2.题", "字 ", "", 2000, id="blanks between characters"),
        pytest.param("2.", "（甲局", "", 1000, id="brackets that nobody closes"),
        pytest.param("2.", "（责任单位：市公安局", "", 1000, id="lists that nobody closes"),
        pytest.param("2.", "（" * 500 + "）" * 500, "", 5, id="brackets in brackets"),
        pytest.param("2.", "（甲" * 500 + "）" * 500, "", 5, id="words in brackets in brackets"),
        pytest.param("2.", "（牵头：市甲局）（配合：市乙局）", "", 500, id="lists in a row"),
        pytest.param("2.（责任单位：", "市公安局、", "市司法局）", 2000, id="names in a list"),
        pytest.param("2.（", "市甲局会同市乙局，", "市丙局）", 1000, id="names and company"),
        pytest.param("2.（责任单位：市甲局；时限：", "负责", "）", 4000, id="verbs in a field"),
        pytest.param("2.落实。（甲", "\n乙丙丁戊", "）", 2000, id="lines in a bracket"),
        pytest.param("2.", "责任单位：", "", 2000, id="labels on a line"),
        pytest.param("2.", "完成时限：2018年底前。", "", 1000, id="the same field again and again"),
        pytest.param("2.", "2018年6月30日（", "", 2000, id="days on a line"),
        pytest.param("", "2018-6-30，", "", 2000, id="dashed days on a line"),
        pytest.param("2.（责任单位：", "甲、", "乙县政府）", 2000, id="places that share a level"),
        pytest.param("2.（责任单位：", "市甲局市乙局、", "市丙局）", 1000, id="glued names"),
        pytest.param("2.", "毕业3年内，", "", 2000, id="within years"),
        pytest.param("", "索引号：\n", "", 1000, id="fields of a page"),
        pytest.param("", "抄送：市公安局\n", "", 1000, id="copies"),
        pytest.param("", "市甲局：落实。\n", "", 1000, id="units before colons"),
        pytest.param("", "市公安局\n2018年6月30日\n", "", 500, id="signatures"),
        pytest.param("", "三、落实\n", "", 500, id="one number again and again"),
    ],
)
def test_text(before: str, piece: str, after: str, size: int) -> None:
    def make(n: int) -> str:
        return before + piece * n + after + "\n" + _HEAD

    assert grows_with_input(_build, make, size)


def _with_menus(n: int) -> str:
    names = "、".join(f"市甲{k}局、市甲{k}首页局" for k in range(n))
    return f"{_HEAD}2.落实工作。（责任单位：{names}）"


def _with_chapters(n: int) -> str:
    chapters = (f"第{k % 900 + 1}章 保障\n加强领导。" for k in range(n))
    return "\n".join(["某市实施方案", "第1章 任务", "落实。（责任单位：市公安局）", *chapters])


def _with_prose(n: int) -> str:
    return "\n".join(f"{k + 1}.推进。由市公安局牵头，市司法局配合。" for k in range(n))


def _unnumbered(n: int) -> str:
    return "\n".join(f"落实第{k}项。（责任单位：市公安局）" for k in range(n))


@pytest.mark.parametrize(
    ("make", "size"),
    [
        pytest.param(_with_menus, 300, id="names that a menu got into"),
        pytest.param(_with_chapters, 220, id="chapters without lists"),
        pytest.param(_with_prose, 500, id="sentences that say who"),
        pytest.param(_unnumbered, 1500, id="lists of a text that numbers nothing"),
    ],
)
def test_names_and_chapters(make: Callable[[int], str], size: int) -> None:
    assert grows_with_input(_build, make, size)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("# 题{}x", id="a heading of blanks"),
        pytest.param("|甲|乙|\n|{}x", id="a row of blanks below a row"),
    ],
)
def test_markdown(line: str) -> None:
    def make(n: int) -> bytes:
        return line.format(" " * n).encode()

    assert grows_with_input(lambda data: read_markdown(data, "a.md"), make, 4000)


def test_rows_of_one_task() -> None:
    def make(n: int) -> Document:
        rows = (("1", "压实责任", f"市甲{k}局") for k in range(n))
        return Document("a.xlsx", (Table((("序号", "工作任务", "责任单位"), *rows), 1),))

    assert grows_with_input(build_plan, make, 400)


def test_saved_page() -> None:
    def make(n: int) -> bytes:
        head = f"MIME-Version: 1.0\nContent-Type: multipart/related{'; a=b' * n}; boundary=b\n"
        return f"{head}\n--b\nContent-Type: text/html\n\n<p>落实</p>\n--b--\n".encode()

    def read(data: bytes) -> None:
        with pytest.raises(BrokenDocumentError):
            read_web_archive(data, "a.mht")

    assert grows_with_input(read, make, 5000)
