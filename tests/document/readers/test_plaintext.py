"""Text in any encoding an office's machine writes; what is no text is refused."""

import pytest

from dutymatrix.document.readers.plaintext import NotTextError, read

TEXT = "一、工作任务\n1.压实责任。（市公安局、塘㙍镇𠮷水村）\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_encodings(encoding: str) -> None:
    document = read(TEXT.encode(encoding), "方案.txt")
    assert [block[0] for block in document.blocks] == [
        "一、工作任务",
        "1.压实责任。（市公安局、塘㙍镇𠮷水村）",
    ]
    assert document.wrapped


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gb18030"])
def test_big5_and_gb18030_are_told_apart(encoding: str) -> None:
    text = "一、工作任務\n1.壓實責任，推進「一網通辦」。（市公安局、市衛生健康委）"
    assert [block[0] for block in read(text.encode(encoding), "方案.txt").blocks] == text.split(
        "\n"
    )


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_decides(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read(mark + "市公安局".encode(encoding), "a.txt").blocks[0][0] == "市公安局"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\f"])
def test_line_ends_and_lines(end: str) -> None:
    document = read(f"一、任务{end}{end}落实。{end}".encode(), "方案.txt")
    assert [(block[0], block.line) for block in document.blocks] == [("一、任务", 1), ("落实。", 3)]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", bytes(range(256)) * 4])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(NotTextError, match="方案"):
        read(data, "方案.bin")
