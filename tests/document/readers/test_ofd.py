"""OFD: lines in reading order and ruled tables, wherever and however they are painted."""

import pytest

from dutymatrix.document.block import Document, Paragraph, Table
from dutymatrix.document.readers import read_bytes
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    NoTextError,
    OversizedDocumentError,
    PictureError,
)
from make_foreign import SIZE, ofd, ofd_lines, ofd_path, ofd_table, ofd_text, zipped

HEADS = ["序号", "工作任务", "牵头单位"]
PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>'


def read(*pages: str, template: str = "") -> Document:
    return read_bytes(ofd(*pages, template=template), "a.ofd")


def texts(*pages: str, template: str = "") -> list[str]:
    blocks = read(*pages, template=template).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_lines_come_in_reading_order() -> None:
    page = ofd_lines("二、重点任务", top=60) + ofd_lines("防控措施", "一、总体要求", top=30)
    assert texts(page) == ["防控措施", "一、总体要求", "二、重点任务"]


@pytest.mark.parametrize(
    "painted",
    [
        pytest.param(ofd_text(20, 30, "一、总体要求"), id="one object"),
        pytest.param(ofd_text(20, 30, "一、总体要求", code='DeltaX="4 4 4 4 4"'), id="each step"),
        pytest.param(
            ofd_text(20, 30, "一、总体要求", code='DeltaX="4 g 3 4 4"'), id="steps that repeat"
        ),
        pytest.param(ofd_text(20, 30, "一、总体要求", code=" "), id="no steps"),
        pytest.param(
            "".join(ofd_text(20 + 4 * n, 30, one) for n, one in enumerate("一、总体要求")),
            id="an object a character",
        ),
        pytest.param(
            "".join(ofd_text(20 + 4 * n, 30, one) for n, one in [*enumerate("一、总体要求")][::-1]),
            id="from the right",
        ),
        pytest.param(
            ofd_text(20, 30, "一、总体要求", about='CTM="0.5 0 0 0.5 0 0"'), id="made smaller"
        ),
        pytest.param(
            ofd_text(20, 30, "一、") + ofd_text(28, 30, "总体要求", about='HScale="1"'), id="two"
        ),
        pytest.param(
            f"<ofd:PageBlock>{ofd_text(20, 30, '一、总体要求')}</ofd:PageBlock>", id="a block"
        ),
        pytest.param(ofd_text(20, 30, "一、总体要求") * 2, id="painted twice"),
        pytest.param(
            ofd_text(20, 30, "一、总体要求") + ofd_text(20, 50, "隐", about='Visible="false"'),
            id="what is not seen",
        ),
    ],
)
def test_a_line_however_it_is_painted(painted: str) -> None:
    assert texts(painted) == ["一、总体要求"]


def test_digits_as_wide_as_characters_are_one_number() -> None:
    # Fewer than a year has may be numbers of their own.
    read = read_bytes(ofd(ofd_lines("某市2025年工作要点", "表1 23项")), "a.ofd")
    assert [block.text for block in read.blocks if isinstance(block, Paragraph)] == [
        "某市2025年工作要点",
        "表1 2 3项",
    ]


def test_several_texts_of_an_object_go_on() -> None:
    codes = (
        f'<ofd:TextCode X="0" Y="3.6" DeltaX="g 1 {SIZE}">一、</ofd:TextCode>'
        f'<ofd:TextCode X="{2 * SIZE}" DeltaX="g 3 {SIZE}">总体要求</ofd:TextCode>'
        '<ofd:TextCode X="0" Y="9.6">二</ofd:TextCode>'
    )
    page = f'<ofd:TextObject Boundary="20 30 100 20" Size="{SIZE}">{codes}</ofd:TextObject>'
    assert texts(page) == ["一、总体要求", "二"]


def test_what_is_drawn_in_several_places_is_read_in_each() -> None:
    unit = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits>'
        f'<ofd:CompositeGraphicUnit ID="9"><ofd:Content>{ofd_text(0, 0, "要求")}'
        '<ofd:CompositeObject ResourceID="9" Boundary="0 0 9 9"/></ofd:Content>'
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    page = "".join(
        f'<ofd:CompositeObject ResourceID="9" Boundary="{x} {y} 50 10"/>'
        for x, y in ((20, 30), (20, 60))
    )
    data = ofd(ofd_text(28, 30, "总体") + page, files={"Doc_0/PublicRes.xml": unit})
    assert [
        block.text for block in read_bytes(data, "a").blocks if isinstance(block, Paragraph)
    ] == [
        "要求总体",
        "要求",
    ]


def test_heads_and_page_numbers_are_left_out() -> None:
    words = ["压实责任", "完善考核", "定期通报", "加强督导"]
    pages = [ofd_lines(word) + ofd_text(100, 280, f"—{n}—") for n, word in enumerate(words)]
    assert texts(*pages, template=ofd_text(20, 10, "防控措施")) == words


# Tables


def table_of(*pages: str) -> tuple[tuple[str, ...], ...]:
    [table] = [block for block in read(*pages).blocks if isinstance(block, Table)]
    return table.rows


ROWS = [
    HEADS,
    ["1", "压实责任，完善考核，定期通报，压实责任，完善考核。", "市公安局"],
    ["2", "考核", "市禁毒办"],
]


def test_a_ruled_table_is_one() -> None:
    table, end = ofd_table([20, 50, 40], ROWS)
    page = ofd_text(20, 20, "防控措施任务分解表") + table + ofd_text(20, end + 10, "注：略")
    assert table_of(page) == tuple(map(tuple, ROWS))
    assert texts(page) == ["防控措施任务分解表", "注：略"]


@pytest.mark.parametrize(
    "data",
    [
        "M 20 30 L 130 30 L 130 60 L 20 60 C M 20 40 L 130 40 M 20 50 L 130 50 "
        "M 40 30 L 40 60 M 90 30 L 90 60",
        "S 20 30 L 130 30 130 60 20 60 20 30 M 20 40 L 130 40 M 20 50 L 130 50 "
        "M 40 30 L 40 60 M 90 30 L 90 60 B 1 2 3 4 90 60 Q 1 2 90 60 A 1 1 0 0 1 90 60",
    ],
)
def test_a_table_may_be_drawn_as_one_path(data: str) -> None:
    words = "".join(
        ofd_text(x + 2, 32 + 10 * n, cell)
        for n, row in enumerate([HEADS, ["1", "压实", "甲局"], ["2", "考核", "乙局"]])
        for x, cell in zip((20, 40, 90), row, strict=True)
    )
    assert table_of(words + ofd_path(data)) == (
        tuple(HEADS),
        ("1", "压实", "甲局"),
        ("2", "考核", "乙局"),
    )


def test_lines_may_be_thin_areas() -> None:
    thin = [(20, y, 110.0, 0.2) for y in (30, 40, 50)] + [(x, 30, 0.2, 20.0) for x in (20, 60, 130)]
    paths = "".join(
        ofd_path(
            f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C", f"{x} {y} {w} {h}", 'Stroke="false" Fill="true"'
        )
        for x, y, w, h in thin
    )
    shade = ofd_path("M 0 0 L 30 0 L 30 8 L 0 8 C", "25 31 30 8", 'Stroke="false" Fill="true"')
    words = "".join(
        ofd_text(x + 2, y + 2, word)
        for x, y, word in zip((20, 60) * 2, (30, 30, 40, 40), "甲乙丙丁", strict=True)
    )
    assert table_of(paths + shade + words) == (("甲", "乙"), ("丙", "丁"))


def test_a_table_goes_on_over_pages() -> None:
    first, _end = ofd_table([20, 50, 40], ROWS, top=240)
    second, _end = ofd_table([20, 50, 40], [HEADS, ["3", "通报", "市司法局"]], top=20)
    assert table_of(first, second) == (*map(tuple, ROWS), ("3", "通报", "市司法局"))


# What is not read


def test_one_page_that_is_a_picture_costs_no_other() -> None:
    document = read(ofd_lines("一、总体要求"), PICTURE)
    assert document.blocks == (Paragraph("一、总体要求", 1),)
    assert [finding.message for finding in document.findings] == [
        "page 2 was not read: it is a picture"
    ]


@pytest.mark.parametrize(
    ("pages", "error"),
    [
        ([PICTURE, PICTURE], NoTextError),
        ([""], NoTextError),
        ([], NoTextError),
        ([ofd_lines("\ue001\ue002\ue003")], PictureError),
    ],
)
def test_a_document_without_text_is_refused(pages: list[str], error: type[Exception]) -> None:
    with pytest.raises(error):
        read(*pages)


@pytest.mark.parametrize(
    "files",
    [
        {"OFD.xml": "<a"},
        {"OFD.xml": "<OFD><DocBody/></OFD>"},
        {"OFD.xml": "<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"},
        {"Doc_0/Document.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><Document>&b;</Document>'},
        {"Doc_0/Pages/Page_0/Content.xml": b"\0" * 40_000_000},
    ],
    ids=["no XML", "no root", "outside", "entities", "a bomb"],
)
def test_what_is_damaged_is_refused(files: dict[str, str | bytes]) -> None:
    with pytest.raises((BrokenDocumentError, OversizedDocumentError)):
        read_bytes(ofd(ofd_lines("甲"), files=files), "a.ofd")


def test_a_damaged_page_costs_no_other() -> None:
    data = ofd(ofd_lines("甲"), ofd_lines("乙"), files={"Doc_0/Pages/Page_0/Content.xml": "<a"})
    document = read_bytes(data, "a.ofd")
    assert document.blocks == (Paragraph("乙", 1),)
    assert [finding.message for finding in document.findings] == [
        "page 1 was not read: it is damaged"
    ]


_MANY = 40_000


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(ofd_text(20, 30, "甲" * _MANY), id="characters"),
        pytest.param(ofd_path("M 0 0 " + "L 9 9 " * _MANY), id="lines"),
        pytest.param("<ofd:PageBlock/>" * _MANY, id="objects"),
        pytest.param(
            ofd_text(1, 1, "甲")
            + "".join(ofd_path(f"M {n} 0 L {n} 900 M 0 {n} L 900 {n}") for n in range(0, 1800, 2)),
            id="crossings",
        ),
    ],
)
def test_a_page_of_too_much_is_named_and_the_others_are_read(page: str) -> None:
    document = read(page, ofd_lines("甲"))
    assert document.blocks == (Paragraph("甲", 1),)
    assert [finding.message for finding in document.findings] == [
        "page 1 was not read: it holds more than can be read"
    ]
    with pytest.raises(OversizedDocumentError):
        read(*[page] * 4)


@pytest.mark.parametrize(
    "code",
    [
        'DeltaX="g 999999999 1"',
        'DeltaX="g"',
        'DeltaX="g nan inf 1e999"',
        'DeltaX="一 二"',
        'DeltaY="g 99 -1e300"',
    ],
)
def test_odd_steps_are_read(code: str) -> None:
    assert "".join("".join(texts(ofd_text(20, 30, "总体要求", code=code))).split())


def test_units_that_hold_each_other_end() -> None:
    inside = '<ofd:CompositeObject ResourceID="9" Boundary="0 0 1 1"/>' * 40
    unit = (
        '<Res xmlns:ofd="o"><CompositeGraphicUnits><CompositeGraphicUnit ID="9"><Content>'
        f"{inside}</Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>"
    )
    data = ofd(inside, ofd_lines("甲"), files={"Doc_0/PublicRes.xml": unit})
    assert read_bytes(data, "a.ofd").blocks == (Paragraph("甲", 1),)


def test_a_zip_that_only_looks_like_one() -> None:
    with pytest.raises(BrokenDocumentError):
        read_bytes(zipped({"OFD.xml": ""}), "a.ofd")
