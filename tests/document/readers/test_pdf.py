"""PDF: lines in reading order, page furniture away, what is not certain refused."""

import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest

import make_documents
from dutymatrix.document.block import Document, Paragraph
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

pypdf = pytest.importorskip("pypdf")

_PRINTED = Path(make_documents.__file__).with_name("data") / "documents" / "printed.pdf"
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
_IMAGE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    "/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)


def pdf(*pages: str, resources: str = "", objects: Sequence[str] = (), kids: str = "") -> bytes:
    """A PDF whose pages have these contents; further objects are numbered from 4 on."""
    first = 4 + len(objects)
    numbers = [first + 2 * n for n in range(len(pages))]
    kids = kids or " ".join(f"{n} 0 R" for n in numbers)
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _FONT,
        *objects,
    ]
    for n, page in zip(numbers, pages, strict=True):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {n + 1} 0 R "
            f"/Resources << /Font << /F 3 0 R >> {resources} >> >>"
        )
        bodies.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    written = "%PDF-1.4\n"
    places = []
    for n, body in enumerate(bodies, 1):
        places.append(len(written))
        written += f"{n} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    return (
        f"{written}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF"
    ).encode("latin-1")


def painted(*pieces: tuple[float, float, str]) -> str:
    """The content of a page with texts at their places."""
    return "\n".join(f"BT /F 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, text in pieces)


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
    page = painted((50, 600, "second"), (50, 700, "first"), (110, 600.5, "half"))
    assert lines(read_bytes(pdf(page), "a.pdf")) == ["first", "second half"]


def test_heads_feet_and_page_numbers_are_left_out_wherever_they_repeat() -> None:
    pages = [
        painted((50, 780, "Plan of the town"), (50, 700, f"text {name}"), (50, 600, "12"),
                (50, 500, "more"), (50, 450, "end"), (290, 30, f"- {n} -"), (50, 15, f"draft {n}"))
        for n, name in enumerate("abc", 1)
    ]  # fmt: skip
    read = lines(read_bytes(pdf(*pages), "a.pdf"))
    assert read == [f"{line}" for name in "abc" for line in (f"text {name}", "12", "more", "end")]


def columns() -> Iterator[tuple[float, float, str]]:
    for n in range(20):
        yield 50, 700 - 20 * n, "left column text here"
        yield 320, 693 - 20 * n, "right column text here"


def test_pages_in_columns_are_refused() -> None:
    plain = painted(*((50.0, 700.0 - 20 * n, "a line of a page " * 4) for n in range(20)))
    assert len(lines(read_bytes(pdf(plain), "a.pdf"))) == 20
    with pytest.raises(ColumnsError, match="page 2 is set in columns"):
        read_bytes(pdf(plain, painted(*columns())), "a.pdf")


def test_scanned_pages_are_refused() -> None:
    shown = {"resources": "/XObject << /I 4 0 R >>"}
    with pytest.raises(NoTextError, match="OCR"):
        read_bytes(pdf("/I Do", objects=[_IMAGE], **shown), "a.pdf")
    with pytest.raises(PictureError, match="page 2 is a picture"):
        read_bytes(pdf(painted((50, 700, "text")), "/I Do", objects=[_IMAGE], **shown), "a.pdf")


def test_an_empty_page_among_others_is_no_scan() -> None:
    assert lines(read_bytes(pdf(painted((50, 700, "text")), ""), "a.pdf")) == ["text"]


def test_encrypted_files_are_refused() -> None:
    writer = pypdf.PdfWriter(BytesIO(_PRINTED.read_bytes()))
    writer.encrypt("geheim", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    with pytest.raises(EncryptedDocumentError, match="password"):
        read_bytes(written.getvalue(), "a.pdf")


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    with pytest.raises((BrokenDocumentError, NoTextError)):
        read_bytes(pdf(painted((50, 700, "x")), kids="2 0 R 2 0 R"), "a.pdf")


def test_forms_that_multiply_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutymatrix.document.readers.pdf._MAX_OPERATIONS", 500)
    forms = [
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 60 "
        f"/Resources << /XObject << /N {5 + n} 0 R >> >> >>\nstream\n{'/N Do ' * 10}\nendstream"
        for n in range(12)
    ]
    last = "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 4 >>\nstream\nq Q \nendstream"
    data = pdf("/N Do", resources="/XObject << /N 4 0 R >>", objects=[*forms, last])
    with pytest.raises(OversizedDocumentError, match="more than can be read"):
        read_bytes(data, "a.pdf")


def test_a_page_of_very_much_content_is_refused() -> None:
    with pytest.raises(OversizedDocumentError, match="more than can be read"):
        read_bytes(pdf("q Q " * 2_200_000), "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.4\nstartxref\n99\n%%EOF", b"%PDF-" * 999])
def test_what_only_begins_like_one_is_damaged(
    data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BrokenDocumentError, match="its pages cannot be read"):
        read_bytes(data, "a.pdf")
    assert capfd.readouterr() == ("", "")


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtraError, match=r"dutymatrix\[pdf\]"):
        read_bytes(b"%PDF-1.4", "a.pdf")
