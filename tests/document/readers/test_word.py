"""Word documents: numbers that no text holds, changes, wrappers, tables."""

from collections.abc import Callable, Sequence

import pytest

from dutymatrix.document.block import Paragraph, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.plan.model import Plan
from make_documents import (
    cell,
    numbered,
    paragraph,
    plan_lines,
    row,
    run,
    table,
    word_document,
    word_numbered,
    word_typed,
)


def texts(body: str, *, original: bool = False, **parts: str) -> list[str]:
    """The paragraphs of a document of this body."""
    document = read_bytes(word_document(body, **parts), "a.docx", original=original)
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(body: str) -> list[tuple[tuple[str, ...], ...]]:
    document = read_bytes(word_document(body), "a.docx")
    return [block.rows for block in document.blocks if isinstance(block, Table)]


def messages(body: str) -> list[str]:
    document = read_bytes(word_document(body), "a.docx")
    return [finding.message for finding in document.findings]


def listed(list_: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'


def levels(*forms: tuple[str, str], more: Sequence[str] = ()) -> str:
    """An abstract list of (format, text) by level, each with more of its own."""
    inside = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{text}"/>{more[n] if n < len(more) else ""}</w:lvl>'
        for n, (format_, text) in enumerate(forms)
    )
    return f'<w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'


@pytest.mark.parametrize("make", [word_typed, word_numbered])
def test_typed_and_automatic_numbers_read_alike(make: Callable[[Plan], bytes], plan: Plan) -> None:
    document = read_bytes(make(plan), "印发稿.docx")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        line.whole for line in plan_lines(plan)
    ]
    assert document.findings == ()
    assert not document.wrapped


@pytest.mark.parametrize(
    ("format_", "text", "third"),
    [
        ("decimal", "%1.", "3.甲"),
        ("decimal", "%1", "3 甲"),
        ("chineseCounting", "%1、", "三、甲"),
        ("chineseCountingThousand", "（%1）", "（三）甲"),
        ("japaneseCounting", "第%1条", "第三条 甲"),
        ("ideographTraditional", "%1、", "丙、甲"),
        ("decimalEnclosedCircle", "%1", "③甲"),
        ("decimalEnclosedCircleChinese", "%1", "③甲"),
        ("decimalFullWidth", "%1.", "３.甲"),
        ("decimalZero", "%1.", "03.甲"),
        ("upperLetter", "%1.", "C.甲"),
        ("lowerLetter", "%1)", "c)甲"),
        ("upperRoman", "%1.", "III.甲"),
        ("lowerRoman", "%1.", "iii.甲"),
        ("chineseLegalSimplified", "%1、", "叁、甲"),
        ("bullet", "\uf06c", "甲"),
        ("none", "附件", "附件 甲"),
        ("aFormatOfTomorrow", "%1.", "3.甲"),
    ],
)
def test_numbers_are_written_as_word_writes_them(format_: str, text: str, third: str) -> None:
    body = paragraph("甲", listed(1)) * 3
    numbering = levels((format_, text)) + numbered(1, 0)
    assert texts(body, numbering=numbering)[2] == third


def test_a_number_keeps_its_distance_from_a_year() -> None:
    numbering = levels(("decimal", "%1.")) + numbered(1, 0)
    assert texts(paragraph("2020年底前完成", listed(1)), numbering=numbering) == [
        "1. 2020年底前完成"
    ]


def test_levels_restart_below_a_new_number() -> None:
    numbering = levels(("chineseCounting", "%1、"), ("decimal", "%1.%2"), ("decimal", "%2.%3"))
    body = "".join(paragraph("甲", listed(1, level)) for level in (0, 1, 1, 2, 0, 1, 2))
    assert texts(body, numbering=numbering + numbered(1, 0)) == [
        "一、甲", "一.1 甲", "一.2 甲", "2.1 甲", "二、甲", "二.1 甲", "1.1 甲",
    ]  # fmt: skip


def test_a_level_may_run_on_or_show_the_levels_above_as_digits() -> None:
    more = ("", '<w:lvlRestart w:val="0"/><w:isLgl/>')
    numbering = levels(("chineseCounting", "%1、"), ("decimal", "%1.%2"), more=more)
    body = "".join(paragraph("甲", listed(1, level)) for level in (0, 1, 0, 1))
    assert texts(body, numbering=numbering + numbered(1, 0)) == [
        "一、甲", "1.1 甲", "二、甲", "2.2 甲",
    ]  # fmt: skip


def test_lists_of_one_kind_count_on_unless_they_start_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = levels(("decimal", "%1.")) + numbered(1, 0) + numbered(2, 0) + numbered(3, 0, anew)
    body = "".join(paragraph("甲", listed(one)) for one in (1, 1, 2, 3, 3))
    assert texts(body, numbering=numbering) == ["1.甲", "2.甲", "3.甲", "5.甲", "6.甲"]


def test_a_list_may_replace_a_level_of_its_kind() -> None:
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="(%1)"/></w:lvl>'
    )
    numbering = levels(("decimal", "%1.")) + numbered(
        1, 0, f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>'
    )
    assert texts(paragraph("甲", listed(1)), numbering=numbering) == ["(3)甲"]


def test_styles_bring_numbers_and_a_paragraph_may_refuse_them() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/>'
        "</w:style>"
    )
    body = paragraph("甲", '<w:pStyle w:val="B"/>') + paragraph(
        "乙", f'<w:pStyle w:val="B"/>{listed(0)}'
    )
    numbering = levels(("decimal", "%1.")) + numbered(1, 0)
    assert texts(body, numbering=numbering, styles=styles) == ["1.甲", "乙"]


def test_tracked_changes_read_as_accepted_or_as_before() -> None:
    deleted = "<w:del><w:r><w:delText>市卫计局</w:delText></w:r></w:del>"
    body = f"<w:p>{run('责任单位：')}{deleted}<w:ins>{run('市卫健局')}</w:ins></w:p>"
    assert texts(body) == ["责任单位：市卫健局"]
    assert texts(body, original=True) == ["责任单位：市卫计局"]
    assert messages(body) == ["tracked changes were read as accepted"]


def test_a_deleted_paragraph_mark_joins_paragraphs_and_keeps_one_number() -> None:
    gone = f"{listed(1)}<w:rPr><w:del/></w:rPr>"
    numbering = levels(("decimal", "%1.")) + numbered(1, 0)
    body = paragraph("甲", gone) + paragraph("乙", listed(1)) + paragraph("丙", listed(1))
    assert texts(body, numbering=numbering) == ["1.甲乙", "2.丙"]
    assert texts(body, numbering=numbering, original=True) == ["1.甲", "2.乙", "3.丙"]


def test_deleted_rows_are_gone() -> None:
    gone = row(cell("乙"), cell("乙")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    body = table(row(cell("甲"), cell("甲")), gone)
    assert tables(body) == [(("甲", "甲"),)]


def test_what_no_reader_of_the_page_sees_is_left_out() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>见附件</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    shown = run("乙", '<w:vanish w:val="0"/>')
    body = (
        f"<w:p>{run('甲')}{run('藏', '<w:vanish/>')}{shown}"
        f"{field}<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:commentReference/></w:r></w:p>"
    )
    assert texts(body) == ["甲乙见附件"]
    assert messages(body) == [
        "hidden text was left out",
        "footnotes and endnotes were left out",
    ]


def test_a_field_that_is_never_closed_hides_no_other_paragraph() -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph("甲")
    assert texts(body) == ["甲"]


def test_breaks_end_lines_and_tabs_are_blanks() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t><w:tab/><w:t>丁</w:t>"
        "<w:noBreakHyphen/><w:t>戊</w:t></w:r></w:p>"
    )
    assert texts(body) == ["甲", "乙", "丙 丁-戊"]


def test_symbols_that_are_known_read_as_such_others_are_reported() -> None:
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>甲</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0FF"/></w:r></w:p>'
    )
    assert texts(body) == ["□甲〓"]
    assert messages(body) == ["1 symbol has no character; 〓 stands for it"]


def test_wrappers_are_seen_through_and_ruby_reads_its_base() -> None:
    body = (
        f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run('甲')}</w:hyperlink>"
        f"<w:smartTag>{run('乙')}</w:smartTag><w:r><w:ruby><w:rt>{run('bing')}</w:rt>"
        f"<w:rubyBase>{run('丙')}</w:rubyBase></w:ruby></w:r></w:p></w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('单击此处')}"
        "</w:sdtContent></w:sdt>"
    )
    assert texts(body) == ["甲乙丙"]


def test_a_text_box_follows_its_paragraph_and_stands_once() -> None:
    box = f"<w:txbxContent>{paragraph('框中')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r></w:p>{paragraph('乙')}"
    )
    assert texts(body) == ["甲", "框中", "乙"]


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("一、总体要求1", '<w:pStyle w:val="11"/>') + paragraph("一、总体要求")
    assert texts(body, styles=styles) == ["一、总体要求"]


def test_merged_cells_are_filled() -> None:
    body = table(
        row(cell("任务", merge="restart"), cell("单位", span=2)),
        row(cell("", merge="continue"), cell("牵头"), cell("配合")),
        row(cell("甲"), cell("市公安局"), cell("市司法局", "市卫计局")),
        row(cell("合并", span=3)),
    )
    assert tables(body) == [
        (
            ("任务", "单位", "单位"),
            ("任务", "牵头", "配合"),
            ("甲", "市公安局", "市司法局\n市卫计局"),
            ("合并", "合并", "合并"),
        )
    ]


def test_borders_dragged_by_hand_make_no_columns() -> None:
    body = table(
        row(cell("任务", span=2), cell("单位"), cell("时限")),
        row(cell("甲"), cell("市公安局", span=2), cell("年底")),
    )
    assert tables(body) == [(("任务", "单位", "时限"), ("甲", "市公安局", "年底"))]


def test_a_frame_of_one_cell_is_read_as_what_it_holds() -> None:
    inner = table(row(cell("甲"), cell("乙")))
    body = table(f"<w:tr><w:tc>{paragraph('标题')}{inner}</w:tc></w:tr>")
    document = read_bytes(word_document(body), "a.docx")
    assert document.blocks == (Paragraph("标题", 1), Table((("甲", "乙"),), 2))


def test_a_table_of_one_column_is_a_frame_too() -> None:
    body = table(row(cell("一、总体要求")), row(cell("二、工作任务", "（一）甲")))
    assert texts(body) == ["一、总体要求", "二、工作任务", "（一）甲"]


def test_a_table_in_a_cell_reads_as_its_text() -> None:
    inner = table(row(cell("甲"), cell("乙")))
    body = table(f"<w:tr>{cell('外')}<w:tc>{inner}</w:tc></w:tr>")
    assert tables(body) == [(("外", "甲 乙"),)]


def test_numbers_count_in_cells_too() -> None:
    numbering = levels(("decimal", "%1")) + numbered(1, 0)
    serial = f"<w:tc>{paragraph('', listed(1))}</w:tc>"
    body = table(f"<w:tr>{serial}{cell('甲')}</w:tr>", f"<w:tr>{serial}{cell('乙')}</w:tr>")
    document = read_bytes(word_document(body, numbering=numbering), "a.docx")
    assert document.blocks == (Table((("1", "甲"), ("2", "乙")), 1),)


def test_places_count_paragraphs_and_rows() -> None:
    rows = row(cell("乙"), cell("")), row(cell("丙"), cell(""))
    body = paragraph("") + paragraph("甲") + table(*rows)
    document = read_bytes(word_document(body + paragraph("丁")), "a.docx")
    assert [block.line for block in document.blocks] == [2, 3, 5]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    body = paragraph("甲" * 100_000)
    read_bytes(word_document(body), "a.docx", progress=lambda *pair: told.append(pair))
    assert told
    assert all(0 <= done <= total for done, total in told)
