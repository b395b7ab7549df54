"""Saved web pages: the main text out of a site, lists, tables, encodings, whatever is broken."""

from collections.abc import Callable

import pytest

from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.error import DutymatrixError
from dutymatrix.plan.model import Plan
from make_documents import archive, page, plan_lines


def read(body: str, encoding: str = "utf-8", head: str = "") -> Document:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_bytes(html.encode(encoding), "a.html")


def texts(body: str, encoding: str = "utf-8", head: str = "") -> list[str]:
    blocks = read(body, encoding, head).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(page, id="utf-8"),
        pytest.param(lambda plan: page(plan, "gbk"), id="gbk"),
        pytest.param(lambda plan: page(plan, "gb18030").replace(b"charset", b"x"), id="undeclared"),
        pytest.param(lambda plan: page(plan, "gbk").replace(b"gbk", b"utf-8"), id="misdeclared"),
        pytest.param(lambda plan: page(plan, "utf-16"), id="utf-16"),
        pytest.param(lambda plan: page(plan, "utf-8-sig"), id="bom"),
        pytest.param(archive, id="mht"),
    ],
)
def test_a_page_of_a_site_reads_as_its_document(make: Callable[[Plan], bytes], plan: Plan) -> None:
    document = read_bytes(make(plan), "方案.doc")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        line.whole for line in plan_lines(plan)
    ]
    assert document.findings == ()
    assert [block.line for block in document.blocks] == [*range(1, len(document.blocks) + 1)]


def test_blocks_and_breaks_end_lines_and_blanks_fold() -> None:
    body = (
        "<p>甲，\n乙<br>丙&nbsp;丁<BR/>　　戊<div>己 <b>庚</b>\n  in\nEnglish</div>"
        "辛<pre>壬\n癸</pre>"
    )
    assert texts(body) == [
        *("甲，乙", "丙\xa0丁", "戊", "己 庚 in English", "辛", "壬", "癸"),
    ]


def test_fields_above_a_page_are_none_of_its_text() -> None:
    html = "---\nlayout: default\ntitle: 方案\n---\n<article><p>一、总体要求</p></article>"
    assert read_bytes(html.encode(), "a.html").blocks == (Paragraph("一、总体要求", 1),)


def test_what_is_not_shown_is_not_read() -> None:
    body = (
        "<p>甲<!-- 乙 --><script>丙</script><style>丁</style><span style='display: none'>戊</span>"
        "<i hidden>己</i><template><p>庚</p></template><noscript>辛</noscript><select><option>壬"
        "</select><textarea><p>癸</textarea>子</p>"
    )
    assert texts(body) == ["甲子"]


@pytest.mark.parametrize(
    ("list_", "numbers"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["3.甲", "7.乙", "8.丙"]),
        ("<ol type=a><li>甲<li>乙</ol>", ["a.甲", "b.乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<ol><li><p>甲</p><p>乙</p></li><li><div>丙</div></ol>", ["1.甲", "乙", "2.丙"]),
        ("<ol><li>（一）甲<li>2.乙</ol>", ["（一）甲", "2.乙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
    ],
)
def test_lists_get_their_numbers_back(list_: str, numbers: list[str]) -> None:
    assert texts(list_) == numbers


def test_tables_are_kept_apart_and_filled() -> None:
    body = (
        "<p>甲</p><table><caption>名</caption><tr><th rowspan=2>任务<th colspan=2>单位</tr>"
        "<tr><td>牵头</td><td>配合<tr><td>1<td>市公安局<td>市司法局<br>市卫计局</table><p>乙"
    )
    assert read(body).blocks == (
        Paragraph("甲", 1),
        Table(
            (
                ("任务", "单位", "单位"),
                ("任务", "牵头", "配合"),
                ("1", "市公安局", "市司法局\n市卫计局"),
            ),
            2,
        ),
        Paragraph("乙", 5),
    )


def test_a_table_that_is_only_a_frame_is_seen_through() -> None:
    inner = "<table><tr><td>1<td>2<tr><td>3<td>4</table>"
    body = f"<table><tr><td><p>甲</p>{inner}</td></tr></table>"
    assert read(body).blocks == (Paragraph("甲", 1), Table((("1", "2"), ("3", "4")), 2))


def test_a_title_that_the_page_only_declares_is_put_first() -> None:
    head = "<meta name='ArticleTitle' content='试行方案'><title>试行方案_某市</title>"
    assert texts("<p>一、总体要求。</p>", head=head) == ["试行方案", "一、总体要求。"]
    assert texts("<p>试行<br>方案</p>", head=head) == ["试行", "方案"]


def test_sentences_that_are_left_out_are_counted() -> None:
    text = "<div><div>" + "落实责任，强化措施。" * 50 + "</div></div>"
    document = read(f"{text}<div><div>此外的话。<a>链接</a></div></div>")
    assert [finding.message for finding in document.findings] == [
        "1 sentence around the main text was left out"
    ]


def test_bytes_that_are_no_characters_are_counted() -> None:
    data = "<p>落实责任，强化措施。</p>".encode("gbk").replace(b"</p>", b"\xff\xff</p>")
    document = read_bytes(data, "a.html")
    [finding] = document.findings
    assert (finding.code, finding.message) == ("DM405", "2 characters could not be read")


def test_traditional_pages_are_read_as_they_declare() -> None:
    assert texts("<p>貫徹落實責任。", "big5", "<meta charset=big5>") == ["貫徹落實責任。"]


def test_a_workbook_saved_as_a_page_reads_sheet_by_sheet() -> None:
    def part(html: str) -> str:
        return f"\n--x\nContent-Type: text/html; charset=utf-8\n\n{html}\n"

    sheets = "".join(part(f"<table><tr><td>{n}<td>甲</table>") for n in (1, 2))
    message = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n"
        f"{part('<frameset><frame src=1></frameset>')}{sheets}\n--x--\n"
    )
    document = read_bytes(message.encode(), "a.xls")
    assert document.blocks == (Table((("1", "甲"),), 1), Table((("2", "甲"),), 1))


@pytest.mark.parametrize(
    "spite",
    [
        "<!--", "<a ", '<a "', "<a b='", "</", "<![CDATA[", "<?", "&#x", "&", "<p>", "<div>",
        "<table><tr><td>", "</div>", "<ol><li>", "<script>", "<b", "< ", '<a x="\'>',
    ],
)  # fmt: skip
def test_tags_without_end_take_no_longer_than_text(spite: str) -> None:
    # The standard library's parser would take minutes for some of these.
    try:
        read_bytes(f"<html><p>甲</p>{spite * 8_000}".encode(), "a.html")
    except DutymatrixError as error:
        assert "a.html" in str(error)
