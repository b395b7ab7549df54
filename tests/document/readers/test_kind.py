"""What a file is shows in its content, and what cannot be read is refused with the way out."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from dutymatrix.document.block import Paragraph
from dutymatrix.document.readers import READERS, read_bytes, read_document
from dutymatrix.document.readers.kind import kind_of
from dutymatrix.document.readers.refusal import (
    BrokenDocumentError,
    EncryptedDocumentError,
    NoTextError,
    OversizedDocumentError,
    UnsupportedDocumentError,
)
from dutymatrix.error import UnreadableFileError
from dutymatrix.i18n import use_language
from dutymatrix.plan.model import Plan
from growth import grows_with_input
from make_documents import MAKERS, package, paragraph, word_document

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(*names: str, content: bytes = b"") -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            # Not the time of now, which would make every run's tests others by name.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def compound(stream: str) -> bytes:
    """An old Office file that has a stream of this name."""
    return _OLE + stream.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("typed.docx", "docx"),
        ("sheets.xlsx", "xlsx"),
        ("page.html", "html"),
        ("page-gbk.html", "html"),
        ("page.mht", "mht"),
        ("plan.md", "markdown"),
    ],
)
def test_kinds_are_told_whatever_the_name(name: str, kind: str, plan: Plan) -> None:
    if kind == "xlsx":
        pytest.importorskip("xlsxwriter")
    assert kind_of(MAKERS[name](plan), "方案.doc") == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("一、总体要求".encode(), "text"),
        ("一、总体要求".encode("gbk"), "text"),
        ("<一、总体要求>".encode(), "text"),
        (b"", "text"),
        (b"BMW is text", "text"),
        (b"GIF8 is text", "text"),
        (b"\n\n%PDF-1.4", "pdf"),
        ("\ufeff<!DOCTYPE html><p>".encode(), "html"),
        ("<table><tr>".encode("utf-16"), "html"),
        (b"<style>" + b"p{margin:0}" * 9999 + b"</style><p>", "html"),
        (b"<script>" + b"a=1;" * 9999 + b"</script><p>", "html"),
        (b"<!-- " + b"x" * 9999 + b" --><?xml?>\n<!-- --><article>", "html"),
        (b"---\nlayout: default\n---\n\n<article><p>", "html"),
        (b"---\r\ntitle: x\r\ntags:\r\n- y\r\n---\r\n" + "一、总体要求".encode(), "markdown"),
        ("---\ntitle: 甲\n---\n# 乙".encode("utf-16"), "markdown"),
        ("---\n市公安局负责。\n---\n一、总体要求".encode(), "text"),
        (b"<!-- never closed <p>", "html"),
    ],
)
def test_kinds_of_small_files(data: bytes, kind: str) -> None:
    assert kind_of(data, "a") == kind


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.html", "方案<br>一、总体要求<p>（一）压实", "html"),
        ("a.HTM", "方案<br>一、总体要求<p>（一）压实", "html"),
        pytest.param("a.html", "方案\n一、总体要求", "text", id="no tags in it"),
        ("a.md", '<div align="center">\n\n# 方案\n\n</div>\n\n一、总体要求', "markdown"),
        ("a.md", "<!doctype html><p># 方案\n# 乙", "html"),
        pytest.param("a.md", "<p>方案</p><p>一、总体要求</p>", "html", id="no Markdown in it"),
        ("a.txt", "<p>方案</p><p>一、总体要求</p>", "html"),
        ("a.md", "方案\n一、总体要求", "markdown"),
        ("a.csv", "任务,单位\n压实,甲局", "delimited"),
        pytest.param("a.csv", "<table><tr><td>任务", "html", id="a page that is called a table"),
        pytest.param("a.xls", "任务\t单位\t时限\n压实\t甲局\t12月", "delimited", id="tabs"),
        ("a", "任务,单位,时限\n压实,甲局,12月", "delimited"),
        pytest.param(
            "a.txt", "Hello, world, all\nof you, and, me", "text", id="commas in sentences"
        ),
        ("a.md", "任务\t单位\t时限\n压实\t甲局\t12月", "markdown"),
    ],
)
def test_a_name_settles_what_the_content_leaves_open(name: str, data: str, kind: str) -> None:
    assert kind_of(data.encode(), name) == kind


@pytest.mark.parametrize("unit", ["<!-- -->", "<!--", "<?", "---\n", "a: b\n", " ", "<p"])
def test_kinds_are_told_in_the_time_that_the_size_takes(unit: str) -> None:
    def make(size: int) -> bytes:
        return b"---\n" + unit.encode() * (size // len(unit))

    assert grows_with_input(lambda data: kind_of(data, "a.md"), make, 60_000)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (compound("WordDocument"), "doc"),
        (compound("Workbook"), "xls"),
        (compound("Book"), "xls"),
        (rb"{\rtf1 x}", "rtf"),
        (zipped("xl/workbook.bin"), "xlsb"),
        (zipped("OFD.xml"), "ofd"),
        (zipped("mimetype", content=b"application/vnd.oasis.opendocument.text"), "odt"),
        (zipped("mimetype", content=b"application/vnd.oasis.opendocument.text-template"), "odt"),
        (zipped("mimetype", content=b"application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (b'<?xml?><?mso-application progid="Word.Document"?>', "word2003"),
        (b'<?xml?><?mso-application progid="Excel.Sheet"?>', "excel2003"),
        (b"<?xml?><uof:UOF xmlns:uof='x'>", "uof"),
    ],
)
def test_kinds_of_other_programs(data: bytes, kind: str) -> None:
    assert kind_of(data, "方案.docx") == kind


def test_only_the_reader_that_is_needed_is_loaded() -> None:
    script = (
        "import sys; from dutymatrix.document.readers import read_bytes; read_bytes(b'x', 'a.md');"
        "print([m for m in sys.modules if m.split('.')[-1] in {'word', 'workbook', 'webpage',"
        "'pdf', 'pdfplumber', 'zipfile', 'email'} and not m.startswith('dutymatrix.cli.formats')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_every_kind_has_a_reader() -> None:
    assert {*READERS} == {
        *("text", "markdown", "delimited", "html", "mht", "docx", "xlsx", "pdf", "ofd"),
        *("xls", "xlsb", "ods", "doc", "rtf", "odt", "uof", "word2003", "excel2003"),
    }


@pytest.mark.parametrize(
    ("data", "name", "way_out"),
    [
        (compound("PowerPoint Document"), "a slide show", "save its text"),
        (_OLE, "an old Office file", "save it as .docx"),
        (b"<?xml?><pkg:package>", "a document of Word as one .xml", "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n", "a picture", "OCR"),
        (b"\xff\xd8\xff\xe0", "a picture", "OCR"),
        (b"GIF89a\x01\x00", "a picture", "OCR"),
        (b"BM\x00\x00\x00\x01\x00\x00\x00\x00", "a picture", "OCR"),
        (b"\0\0\0\x18ftypheic", "a picture", "OCR"),
        (zipped("ppt/presentation.xml"), "a slide show", "save its text"),
        (zipped("plan.docx"), "an archive", "unpack it"),
        (b"Rar!\x1a\x07", "an archive", "unpack it"),
    ],
)
def test_other_kinds_are_refused_by_name_with_the_way_out(
    data: bytes, name: str, way_out: str
) -> None:
    with pytest.raises(UnsupportedDocumentError) as raised:
        read_bytes(data, "a b.wps")
    what, then = str(raised.value).split("\n")
    assert name in what
    assert way_out in then


def test_a_document_with_a_password_is_said_to_have_one() -> None:
    with pytest.raises(EncryptedDocumentError, match="password"):
        read_bytes(compound("EncryptedPackage"), "a.docx")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_document(tmp_path / "无.docx")
    with pytest.raises(UnreadableFileError, match="folder"):
        read_document(tmp_path)


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(word_document(paragraph("一、总体要求")))
    assert read_document(path).blocks == (Paragraph("一、总体要求", 1),)
    assert read_document(path).file == str(path)


def test_a_document_of_pictures_holds_no_text() -> None:
    with pytest.raises(NoTextError, match="OCR"):
        read_bytes(word_document("<w:p><w:r><w:drawing/></w:r></w:p>"), "a.docx")


# Bounds


def test_a_bomb_is_not_unpacked() -> None:
    bomb = word_document("<w:p/>" + " " * 50_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(OversizedDocumentError, match="unpacks to more than"):
        read_bytes(bomb, "a.docx")


def test_an_archive_of_very_many_parts_is_not_opened() -> None:
    data = zipped("a.xml") + b"PK\1\2" * 30_000
    with pytest.raises(OversizedDocumentError, match="more than 20000 parts"):
        read_bytes(data, "a.docx")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(OversizedDocumentError, match="more than 150 levels"):
        read_bytes(word_document("<w:sdt>" * 500 + "</w:sdt>" * 500), "a.docx")


def test_very_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutymatrix.document.readers.xml._MAX_HELD", 1000)
    assert read_bytes(word_document(paragraph("甲") * 5000), "a.docx")
    with pytest.raises(OversizedDocumentError, match="more than 1000 elements"):
        read_bytes(word_document(f"<w:tbl>{'<w:tr/>' * 20_000}</w:tbl>"), "a.docx")


def test_wide_tables_are_refused() -> None:
    cells = "<w:tc><w:p/></w:tc>" * 600
    body = f"<w:tbl><w:tr>{cells}</w:tr><w:tr><w:tc>{paragraph('甲')}</w:tc></w:tr></w:tbl>"
    with pytest.raises(OversizedDocumentError, match="more than 500 columns"):
        read_bytes(word_document(body), "a.docx")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_declarations_are_refused(declaration: str) -> None:
    files = {"word/document.xml": f"{declaration}<document><body><p/></body></document>"}
    with pytest.raises(BrokenDocumentError, match="declares a document type"):
        read_bytes(package(files, "word/document.xml", {}), "a.docx")


def test_a_package_cut_off_says_so() -> None:
    data = word_document(paragraph("甲"))
    with pytest.raises(BrokenDocumentError, match="the archive is not whole"):
        read_bytes(data[: len(data) // 2], "a.docx")


@pytest.mark.parametrize("data", [b"PK\0\1", b"PK\7\x08", b"PK\3\4"])
@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_what_only_begins_like_a_package_is_no_text(data: bytes, name: str) -> None:
    with pytest.raises(BrokenDocumentError, match="the archive is not whole"):
        read_bytes(data, name)


def test_a_package_without_its_text_says_so() -> None:
    with pytest.raises(BrokenDocumentError, match="does not say where its text is"):
        read_bytes(package({}, "word/document.xml", {}), "a.docx")


def test_wrong_xml_names_its_part_and_line() -> None:
    with pytest.raises(BrokenDocumentError, match=r"word/document.xml, line 1"):
        read_bytes(word_document("<w:p></w:tbl>"), "a.docx")


def test_a_part_that_does_not_unpack_says_so() -> None:
    data = bytearray(word_document(paragraph("甲" * 1000)))
    content = data.index(b"word/document.xml") + len("word/document.xml")
    data[content : content + 16] = b"\xff" * 16
    with pytest.raises(BrokenDocumentError, match="does not unpack"):
        read_bytes(bytes(data), "a.docx")


def test_refusals_speak_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutymatrix.document.readers.office.find_program", lambda: None)
    use_language("zh_CN")
    with pytest.raises(UnsupportedDocumentError) as raised:
        read_bytes(compound("WordDocument"), "甲.doc")
    assert str(raised.value) == (
        "甲.doc 是旧版 Word 或 WPS 文件（.doc、.wps），无法读取\n"
        "用 Word、WPS 或 LibreOffice 打开，另存为 .docx；装有 LibreOffice 的电脑可直接读取"
    )
