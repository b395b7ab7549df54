"""PDF: lines in reading order, page furniture away, what is not certain refused."""

import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

import make_documents
from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    ColumnsError,
    EncryptedDocumentError,
    NoTextError,
    OversizedDocumentError,
    PictureError,
)
from dutymatrix.error import MissingExtraError
from dutymatrix.plan.model import Plan
from make_pdf import painted, pdf, ruled, rules, typed

pytest.importorskip("pdfplumber")

_PRINTED = Path(make_documents.__file__).with_name("data") / "documents" / "printed.pdf"
_IMAGE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    "/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)


def tables(document: Document) -> list[list[tuple[str, ...]]]:
    return [[*block.rows] for block in document.blocks if isinstance(block, Table)]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_a_printed_plan_reads_as_its_document(plan: Plan) -> None:
    told: list[tuple[int, int]] = []
    document = read_bytes(
        _PRINTED.read_bytes(), "印发稿.pdf", progress=lambda *pair: told.append(pair)
    )
    wanted = "".join(line.whole for line in make_documents.plan_lines(plan))
    assert "".join("".join(lines(document)).split()) == "".join(wanted.split())
    assert document.wrapped
    assert told == [(n, 9) for n in range(9)]
    numbers = [block.line for block in document.blocks]
    assert numbers == sorted({*numbers})


def test_first_lines_of_paragraphs_stay_indented() -> None:
    document = read_bytes(_PRINTED.read_bytes(), "印发稿.pdf")
    assert "　　一、总体要求" in lines(document)
    assert sum(line.startswith("　　1.") for line in lines(document)) == 6


def test_lines_follow_their_places_not_the_order_of_painting() -> None:
    page = painted((50, 600, "second"), (50, 700, "first"), (130, 600.5, "half"))
    assert lines(read_bytes(pdf(page), "a.pdf")) == ["first", "second half"]


def test_heads_feet_and_page_numbers_are_left_out_wherever_they_repeat() -> None:
    pages = [
        painted((50, 780, "Plan of the town"), (50, 700, f"text {name}"), (50, 600, "12"),
                (50, 500, "more"), (50, 450, "end"), (290, 30, f"- {n} -"), (50, 15, f"draft {n}"))
        for n, name in enumerate("abc", 1)
    ]  # fmt: skip
    read = lines(read_bytes(pdf(*pages), "a.pdf"))
    assert read == [f"{line}" for name in "abc" for line in (f"text {name}", "12", "more", "end")]


# Order


def beside(left: str, right: str) -> Iterator[tuple[float, float, str]]:
    for n in range(20):
        yield 50, 700 - 20 * n, f"{left}{n:02}"
        yield 320, 693 - 20 * n, f"{right}{n:02}"


def test_two_columns_of_running_text_are_read_one_after_the_other() -> None:
    page = painted(
        *beside("左栏的文字一行接着一行排到栏边为止", "右栏的文字一行接着一行排到栏边为止")
    )
    read = lines(read_bytes(pdf(page), "a.pdf"))
    assert [line[-2:] for line in read] == [f"{n:02}" for n in range(20)] * 2
    assert [line.lstrip()[0] for line in read] == [*"左" * 20, *"右" * 20]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            painted(*((x, 700 - 20 * n, "短" * (1 + (n * 7 + int(x)) % 9)) for n in range(20)
                      for x in (50, 320))),
            id="lines of all lengths on both sides, as in a table without lines",
        ),
        pytest.param(
            painted(*beside("左栏的文字一行接着一行排到栏边", "右栏的文字一行接着一行排到栏边"),
                    (50, 200, "有一行从左边一直排到右边，不知道属于哪一栏" * 2)),
            id="a line across both columns",
        ),
        pytest.param(
            painted(*((x, 700 - 20 * n, "三栏的文字排到栏边") for n in range(20)
                      for x in (50, 230, 410))),
            id="three columns",
        ),
    ],
)  # fmt: skip
def test_columns_whose_order_is_not_certain_are_refused_with_their_page(page: str) -> None:
    plain = painted(*((50.0, 700.0 - 20 * n, "一页上的一行" * 6) for n in range(20)))
    assert len(lines(read_bytes(pdf(plain), "a.pdf"))) == 20
    with pytest.raises(ColumnsError, match="page 2 is set in columns"):
        read_bytes(pdf(plain, page), "a.pdf")


def test_what_is_printed_over_the_text_does_not_mix_with_it() -> None:
    page = typed("一、总体要求", "责任单位：市公安局、市司法局，各镇人民政府")
    footer = painted((45, 724, "版权所有：某某市人民政府办公室　联系我们"), size=8)
    read = lines(read_bytes(pdf(f"{page}\n{footer}"), "a.pdf"))
    assert "责任单位：市公安局、市司法局，各镇人民政府" in read
    assert "版权所有：某某市人民政府办公室　联系我们" in read


def test_text_painted_twice_to_look_bold_is_read_once() -> None:
    page = painted((50, 700, "一、总体要求"), (50.3, 700, "一、总体要求"), (50, 680, "正文"))
    assert lines(read_bytes(pdf(page), "a.pdf")) == ["一、总体要求", "正文"]


def test_text_that_stands_upright_beside_the_page_is_left_in_one_piece() -> None:
    page = typed("一、总体要求", "正文的第一行", "正文的第二行")
    turned = "BT /S 10 Tf 0 1 -1 0 560 300 Tm <" + "内部资料".encode("utf-16-be").hex() + "> Tj ET"
    read = lines(read_bytes(pdf(f"{turned}\n{page}"), "a.pdf"))
    assert [line.strip() for line in read] == [
        "一、总体要求",
        "正文的第一行",
        "正文的第二行",
        "内部资料",
    ]


def test_turned_text_without_a_size_is_read() -> None:
    turned = "BT /S 0 Tf 0 1 -1 0 560 300 Tm <" + "内".encode("utf-16-be").hex() + "> Tj ET"
    assert lines(read_bytes(pdf(turned), "a.pdf")) == ["内"]


# Tables

_HEAD = ["序号", "任务", "责任单位"]
_WIDTHS = [40, 200, 80]


def test_a_ruled_table_stands_in_its_place_in_the_text() -> None:
    page = "\n".join([
        typed("附件1", "任务分解表", top=780),
        ruled(_WIDTHS, [_HEAD, ["1", "建立机制", "市公安局"], ["2", "落实经费", "市财政局"]]),
        typed("注：以上单位按职责分工落实", top=600),
    ])  # fmt: skip
    document = read_bytes(pdf(page), "a.pdf")
    assert [type(block).__name__ for block in document.blocks] == [
        *("Paragraph", "Paragraph", "Table", "Paragraph"),
    ]
    assert tables(document) == [
        [("序号", "任务", "责任单位"), ("1", "建立机制", "市公安局"), ("2", "落实经费", "市财政局")]
    ]


def test_merged_cells_hold_for_each_place_they_cover() -> None:
    rows: list[list[str | None]] = [
        ["领域", "任务", "单位", "<"],
        ["治理", "建立机制", "市公安局", "市司法局"],
        [None, "落实经费", "市财政局", "<"],
        [None, "加强督查", None, "<"],
    ]
    # What a cell to the left of another covers has no line above it.
    assert tables(read_bytes(pdf(ruled([60, 200, 70, 70], rows)), "a.pdf")) == [
        [
            ("领域", "任务", "单位", "单位"),
            ("治理", "建立机制", "市公安局", "市司法局"),
            ("治理", "落实经费", "市财政局", "市财政局"),
            ("治理", "加强督查", "市财政局", "市财政局"),
        ]
    ]


def test_a_table_may_be_open_at_its_sides() -> None:
    rows = [["序号", "任务", "单位"], ["1", "建立机制", "市公安局"], ["2", "落实经费", "市财政局"]]
    read = tables(read_bytes(pdf(ruled([40, 200, 60], rows, is_open=True)), "a.pdf"))
    assert read == [[tuple(row) for row in rows]]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        pytest.param("建立全市统一的工\n作机制，定期会商", "建立全市统一的工作机制，定期会商",
                     id="full"),
        pytest.param("市公安局\n市司法局", "市公安局\n市司法局", id="lines that end early"),
        pytest.param("市住房城乡建设局\n市自然资源管理局", "市住房城乡建设局\n市自然资源管理局",
                     id="names that fill their lines"),
        pytest.param("省住房和城乡建设\n厅", "省住房和城乡建设厅", id="a name over two lines"),
        pytest.param("省自然资源厅（省\n林业局）", "省自然资源厅（省林业局）", id="a bracket"),
        pytest.param("1．制定办法\n2．组织检查", "1．制定办法\n2．组织检查", id="items"),
        pytest.param("推广 Smart\nCity", "推广 Smart City", id="latin words"),
    ],
)  # fmt: skip
def test_lines_of_a_cell_go_on_or_end(cell: str, read: str) -> None:
    page = ruled([40, 88], [["序号", "内容"], ["1", cell], ["2", "二二二二二二二二"]])
    [table] = tables(read_bytes(pdf(page), "a.pdf"))
    assert table[1] == ("1", read)


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(ruled([400], [["框里的一段话，不是表"], ["第二行"]]), id="one column"),
        pytest.param(ruled([80, 80, 80], [["重点", "区域", "甲县"]]), id="one row"),
        pytest.param(rules((50, 700, 450, 700), (50, 650, 450, 650)), id="lines across"),
        pytest.param(
            "0.9 g 50 700 100 30 re f 150 700 100 30 re f 50 670 100 30 re f 150 670 100 30 re f",
            id="shades",
        ),
    ],
)
def test_a_frame_around_text_is_no_table(drawn: str) -> None:
    above = typed(*("上文的一行",) * 5, top=790)
    below = typed(*("下文的一行",) * 5, top=300)
    document = read_bytes(pdf("\n".join((above, drawn, below))), "a.pdf")
    assert not tables(document)
    assert "".join(lines(document)).count("上文的一行") == 5


_FIRST = typed("任务分解表", top=780)


def over_two(upper: list[list[str | None]], lower: list[list[str | None]]) -> list[tuple[str, ...]]:
    """What a table says that begins on one page and ends on the next."""
    pages = (
        "\n".join((_FIRST, ruled(_WIDTHS, upper), painted((290, 30, "— 1 —")))),
        "\n".join((ruled(_WIDTHS, lower), painted((290, 30, "— 2 —")))),
    )
    [table] = tables(read_bytes(pdf(*pages), "a.pdf"))
    return table[1:]


_LONG = "建立全市统一的数据归集工作机制，定期会"
_TASK = "建立全市统一的数据归集和共享工作机制定期会商推进"
_TWO_LINES = f"{_TASK[:19]}\n{_TASK[19:]}"
_WHOLE = ("1", "建立全市统一的数据归集工作机制，定期会商", "市公安局")


@pytest.mark.parametrize(
    ("upper", "lower", "read"),
    [
        pytest.param([["1", "建立机制", "市公安局"]], [["2", "落实经费", "市财政局"]],
                     [("1", "建立机制", "市公安局"), ("2", "落实经费", "市财政局")], id="rows"),
        pytest.param([["1", _LONG, "市公安局"]], [["", "商", ""], ["2", "落实经费", "市财政局"]],
                     [_WHOLE, ("2", "落实经费", "市财政局")], id="a row goes on"),
        pytest.param([["1", "建立机制", "市市场监管（知"]], [["", "", "识产权）局"]],
                     [("1", "建立机制", "市市场监管（知识产权）局")], id="a name goes on"),
        pytest.param([["1", "建立机制。", "市公安局"], [None, "落实经费。", "市财政局"]],
                     [["", "加强督查。", "市司法局"], ["2", "总结。", "市公安局"]],
                     [("1", "建立机制。", "市公安局"), ("1", "落实经费。", "市财政局"),
                      ("1", "加强督查。", "市司法局"), ("2", "总结。", "市公安局")],
                     id="a merged number goes on"),
        pytest.param([["1", "建立机制。", "市公安局"], ["2", "落实经费。", None]],
                     [["3", "加强督查。", ""], ["4", "总结。", None]],
                     [("1", "建立机制。", "市公安局"), ("2", "落实经费。", "市公安局"),
                      ("3", "加强督查。", "市公安局"), ("4", "总结。", "市公安局")],
                     id="merged units go on"),
        pytest.param([["（一）", _LONG, "市公安局"]], [["（二）", "落实经费", "市财政局"]],
                     [("（一）", _LONG, "市公安局"), ("（二）", "落实经费", "市财政局")],
                     id="a number begins a row"),
        pytest.param([["治理", _TWO_LINES, "市公安局"]], [["保障", "落实经费", "市财政局"]],
                     [("治理", _TASK, "市公安局"), ("保障", "落实经费", "市财政局")],
                     id="a row that says something everywhere"),
        pytest.param([["1", "建立机制。", "市公安局"]], [["2", "落实经费。", ""]],
                     [("1", "建立机制。", "市公安局"), ("2", "落实经费。", "")],
                     id="an empty cell stays empty"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("repeated", [False, True], ids=["head once", "head repeated"])
def test_a_table_goes_on_over_the_end_of_a_page(
    upper: list[list[str | None]],
    lower: list[list[str | None]],
    read: list[tuple[str, ...]],
    repeated: bool,
) -> None:
    assert over_two([[*_HEAD], *upper], [[*_HEAD], *lower] if repeated else lower) == read


def test_a_table_under_its_own_heading_is_another_table() -> None:
    rows = [_HEAD, ["1", "建立机制", "市公安局"]]
    pages = [
        "\n".join((typed(title, top=780), ruled(_WIDTHS, rows))) for title in ("附件1", "清单")
    ]
    assert len(tables(read_bytes(pdf(*pages), "a.pdf"))) == 2


def test_a_table_of_other_columns_is_another_table() -> None:
    other = ruled([100, 100, 100], [["名称", "地点", "投资"], ["园区", "甲县", "3亿元"]])
    page = ruled(_WIDTHS, [_HEAD, ["1", "建立机制", "市公安局"]])
    assert len(tables(read_bytes(pdf(page, other), "a.pdf"))) == 2


# What is not read

_TEXT = typed("一、总体要求")
# A font that tells of no character what it is.
_SILENT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type "
    "/Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering "
    "(Identity) /Supplement 0 >> >>] >>"
)
_RESOURCES = "/XObject << /I 5 0 R >> /Font << /F 3 0 R /S 4 0 R /N 6 0 R >>"
_ICONS = "BT /N 10 Tf 1 0 0 1 50 700 Tm <004100420043> Tj ET"


def test_a_file_of_pictures_is_refused() -> None:
    with pytest.raises(NoTextError, match="OCR"):
        read_bytes(pdf("/I Do", resources="/XObject << /I 5 0 R >>", objects=[_IMAGE]), "a.pdf")


@pytest.mark.parametrize(
    ("page", "why"),
    [
        pytest.param("/I Do", "it is a picture", id="picture"),
        pytest.param(_ICONS, "its fonts do not tell their characters", id="icons"),
        pytest.param("1 1 m 50 50 l S " * 60_000, "it holds more than can be read", id="lines"),
        pytest.param("q Q " * 600_000, "it holds more than can be read", id="much"),
    ],
)  # fmt: skip
def test_a_page_without_text_is_named_and_the_others_are_read(page: str, why: str) -> None:
    data = pdf(_TEXT, page, typed("二、任务"), resources=_RESOURCES, objects=[_IMAGE, _SILENT])
    document = read_bytes(data, "a.pdf")
    assert lines(document) == ["一、总体要求", "二、任务"]
    assert [finding.message for finding in document.findings] == [f"page 2 was not read: {why}"]


def test_a_file_whose_fonts_do_not_tell_their_characters_is_refused() -> None:
    with pytest.raises(PictureError, match="page 1 is a picture, or its fonts"):
        read_bytes(pdf(_ICONS, resources=_RESOURCES, objects=[_IMAGE, _SILENT]), "a.pdf")


def test_an_empty_page_among_others_is_no_scan() -> None:
    document = read_bytes(pdf(_TEXT, ""), "a.pdf")
    assert (lines(document), document.findings) == (["一、总体要求"], ())


def test_a_page_that_is_painted_again_is_named_and_not_read_again() -> None:
    again = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 7 0 R "
        "/Resources << /Font << /F 3 0 R /S 4 0 R >>  >> >>"
    )
    page = painted((50, 700, "first"))
    document = read_bytes(pdf(page, objects=[again], kids="6 0 R 5 0 R"), "a.pdf")
    assert lines(document) == ["first"]
    said = [finding.message for finding in document.findings]
    assert said == ["page 2 was not read: it is an earlier page once more"]


def encrypted(user: str, owner: str) -> bytes:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(BytesIO(_PRINTED.read_bytes()))
    writer.encrypt(user, owner, algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_file_that_opens_only_with_a_password_is_refused() -> None:
    with pytest.raises(EncryptedDocumentError, match="password"):
        read_bytes(encrypted("geheim", "geheim"), "a.pdf")


def test_a_file_that_only_forbids_changes_is_read() -> None:
    assert "　　一、总体要求" in lines(read_bytes(encrypted("", "geheim"), "a.pdf"))


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    data = pdf(painted((50, 700, "x")), kids="2 0 R 2 0 R 5 0 R")
    assert lines(read_bytes(data, "a.pdf")) == ["x"]


# What does too much


_FORM = "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1]"


def form(content: str, resources: str = "") -> str:
    return f"{_FORM} /Length {len(content)} {resources} >>\nstream\n{content}\nendstream"


def packed(content: bytes, filters: str = "/FlateDecode") -> str:
    """A form that unpacks to much more."""
    data = zlib.compress(content, 9)
    head = f"{_FORM} /Length {len(data)} /Filter {filters} >>"
    return f"{head}\nstream\n{data.decode('latin-1')}\nendstream"


_WIDE = _SILENT.replace("/CIDSystemInfo", "/W [0 400000000 500] /CIDSystemInfo")
_TOLD = "begincmap 1 beginbfrange <00000000> <0FFFFFFF> <0041> endbfrange endcmap".replace(
    " ", "\n"
)
_NESTED = [
    *(form("/N Do " * 10, f"/Resources << /XObject << /N {6 + n} 0 R >> >>") for n in range(12)),
    form("q Q "),
]


@pytest.mark.parametrize(
    ("page", "resources", "objects"),
    [
        pytest.param("/N Do", "/XObject << /N 5 0 R >>", _NESTED, id="forms that multiply"),
        pytest.param("/N Do", "/XObject << /N 5 0 R >>",
                     [packed(b" " * 40_000_000)], id="blanks"),
        pytest.param("/N Do", "/XObject << /N 5 0 R >>",
                     [packed(zlib.compress(b" " * 40_000_000), "[/FlateDecode /FlateDecode]")],
                     id="packed twice"),
        pytest.param("BT /W 9 Tf <0041> Tj ET", "/Font << /W 5 0 R >>", [_WIDE], id="widths"),
        pytest.param("BT /W 9 Tf <0041> Tj ET", "/Font << /W 5 0 R >>",
                     [_SILENT.replace("/Encoding", "/ToUnicode 6 0 R /Encoding"), form(_TOLD)],
                     id="codes"),
    ],
)  # fmt: skip
def test_what_does_too_much_ends(page: str, resources: str, objects: list[str]) -> None:
    data = pdf(page, resources=resources, objects=objects)
    with pytest.raises(OversizedDocumentError, match="more than can be read"):
        read_bytes(data, "a.pdf")


_MUCH = packed(b"BT /F 1 Tf 50 700 Td (%s) Tj ET" % (b"a" * 2000))
_KIDS = "6 0 R 7 0 R 8 0 R"


_NAMES = f"<< /Font << /F 3 0 R {' '.join(f'/F{n} 3 0 R' for n in range(2000))} >> >>"


def kid(
    contents: str, resources: str = "<< /Font << /F 3 0 R >> /XObject << /N 5 0 R >> >>"
) -> str:
    return (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
        f"/Resources {resources} /Contents {contents} >>"
    )


@pytest.mark.parametrize(
    "objects",
    [
        pytest.param([_MUCH, *(kid(f"[5 0 R {n} 0 R]") for n in (9, 10, 11)),
                      *(form(f"q Q % {n}") for n in range(3))], id="a shared stream"),
        pytest.param([_MUCH, *(kid(f"{n} 0 R") for n in (9, 10, 11)),
                      *(form(f"/N Do % {n}") for n in range(3))], id="a shared form"),
        pytest.param([_NAMES, *(kid(f"{n} 0 R", "5 0 R") for n in (9, 10, 11)),
                      *(form(f"BT /F 9 Tf 50 700 Td (aa) Tj ET % {n}") for n in range(3))],
                     id="shared resources"),
        pytest.param([_MUCH, *(kid(f"{n} 0 R") for n in (9, 10, 11)), *[_MUCH] * 3],
                     id="packed streams"),
    ],
)  # fmt: skip
def test_a_file_paints_no_more_than_its_streams_are_worth(
    objects: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dutymatrix.document.readers.pdfbound._OBJECTS", 3000)
    document = read_bytes(pdf(objects=objects, kids=_KIDS), "a.pdf")
    [line] = lines(document)
    assert {*line} == {"a"}
    why = "it holds more than can be read"
    assert [finding.message for finding in document.findings] == [
        f"page {n} was not read: {why}" for n in (2, 3)
    ]


def test_a_library_is_left_as_it_was() -> None:
    from pdfminer.pdftypes import PDFStream

    before = PDFStream.decode
    read_bytes(pdf(_TEXT), "a.pdf")
    assert PDFStream.decode is before


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.4\nstartxref\n99\n%%EOF", b"%PDF-" * 999])
def test_what_only_begins_like_one_is_damaged(
    data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BrokenDocumentError, match="its pages cannot be read"):
        read_bytes(data, "a.pdf")
    assert capfd.readouterr() == ("", "")


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(MissingExtraError, match=r"dutymatrix\[pdf\]"):
        read_bytes(b"%PDF-1.4", "a.pdf")
