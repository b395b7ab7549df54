"""Documents that LibreOffice opens: they are read, and nothing that they name is fetched or run."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from dutymatrix.document.block import Paragraph
from dutymatrix.document.readers import (
    child,
    converted_together,
    office,
    read_bytes,
    read_document,
)
from dutymatrix.document.readers.office import ConversionError, convert, find_program
from dutymatrix.document.readers.refusal import UnsupportedDocumentError
from make_documents import paragraph, word_document
from make_foreign import open_document, rich_text

needs_office = pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")

WORD_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>一、总体要求</w:t></w:r></w:p></w:body></w:wordDocument>"
).encode()
TEXT = "<text:p>一、总体要求</text:p>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where folders are made that are gone afterwards."""
    path = tmp_path / "temporary"
    path.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(path))
    return path


@needs_office
def test_a_document_is_read_and_leaves_nothing(folder: Path) -> None:
    # The content tells the kind.
    assert read_bytes(rich_text("一、总体要求"), "a.doc").blocks == (Paragraph("一、总体要求", 1),)
    assert [*folder.iterdir()] == []


def converted(*documents: tuple[str, bytes]) -> list[bytes | None]:
    program = find_program()
    assert program
    return convert(documents, program)


@needs_office
def test_several_are_converted_in_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def run(command: list[str], **options: object) -> bytes | None:
        calls.append(command)
        return real(command, **options)  # type: ignore[arg-type]

    real = child.run
    monkeypatch.setattr(child, "run", run)
    damaged = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    made = converted(
        ("rtf", rich_text("甲")),
        ("doc", damaged),
        ("odt", open_document("<text:p>乙</text:p>")),
        ("word2003", WORD_2003),
    )
    assert len(calls) == 1
    assert made[1] is None
    assert [read_bytes(one, "a").blocks[0] for one in made if one] == [
        Paragraph("甲", 1),
        Paragraph("乙", 1),
        Paragraph("一、总体要求", 1),
    ]


@pytest.fixture
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what is sent to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ends: list[bool] = []

        def listen() -> None:
            while not ends:
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(2)
                    heard.append(connection.recv(100))

        thread = Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], heard
        ends.append(True)
        thread.join()


def _picture(address: str) -> bytes:
    image = f'<draw:frame><draw:image xlink:href="{address}/x.png"/></draw:frame>'
    return open_document(f"{TEXT}<text:p>{image}</text:p>")


def _section(address: str) -> bytes:
    source = f'<text:section-source xlink:href="{address}/x.odt"/>'
    return open_document(f'{TEXT}<text:section text:name="s">{source}</text:section>')


def _field(address: str) -> bytes:
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/x.png" \\d}}{{\fldrslt x}}}}'
    return rich_text("一、总体要求", after=field)


def _template(address: str) -> bytes:
    return rich_text("一、总体要求", before=rf"{{\*\template {address}/x.dot}}")


@needs_office
def test_nothing_that_a_document_names_is_fetched_or_taken_in(
    listening: tuple[int, list[bytes]], tmp_path: Path
) -> None:
    port, heard = listening
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    source = f'<text:section-source xlink:href="{secret.as_uri()}" text:filter-name="Text"/>'
    address = f"http://127.0.0.1:{port}"
    made = converted(
        ("odt", _picture(address)),
        ("odt", _section(address)),
        ("rtf", _field(address)),
        ("rtf", _template(address)),
        ("odt", open_document(f'{TEXT}<text:section text:name="s">{source}</text:section>')),
    )
    read = [read_bytes(one, "a").blocks for one in made if one]
    assert [blocks[0] for blocks in read] == [Paragraph("一、总体要求", 1)] * 5
    assert "秘密" not in str(read)
    assert heard == []


@pytest.mark.parametrize(
    ("data", "kind", "suffix"),
    [
        (rich_text("甲"), "an RTF document", ".docx"),
        (open_document(TEXT), "an OpenDocument text (.odt)", ".docx"),
        (WORD_2003, "a document of Word 2003 (.xml)", ".docx"),
        (b'<?xml?><?mso-application progid="Excel.Sheet"?>', "a workbook of Excel 2003", ".xlsx"),
    ],
)
def test_without_it_the_way_out_is_named(
    data: bytes, kind: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    with pytest.raises(UnsupportedDocumentError) as raised:
        read_bytes(data, "a")
    what, then = str(raised.value).split("\n")
    assert f"a is {kind}" in what
    assert f"save it as {suffix}; where LibreOffice is installed" in then


def _program(folder: Path, script: str) -> Path:
    """A program that is started as LibreOffice is."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of the shell")
@pytest.mark.parametrize("script", ["exit 1", "exit 0", "sleep 60", "kill -9 $$"])
def test_what_it_cannot_convert_is_said_and_leaves_nothing(
    script: str, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _program(tmp_path, script)
    monkeypatch.setattr(office, "find_program", lambda: program)
    monkeypatch.setattr(office, "_START_TIME", 1)
    monkeypatch.setattr(office, "_TIME", 0)
    with pytest.raises(ConversionError, match="an RTF document; LibreOffice could not convert it"):
        read_bytes(rich_text("甲"), "a.rtf")
    assert [*folder.iterdir()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of the shell")
def test_it_is_found_on_the_path_but_not_where_the_document_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _program(tmp_path, "exit 1")
    monkeypatch.setattr(office, "_installed", lambda: iter(()))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program() == program
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".")
    assert find_program() is None
    monkeypatch.setenv("PATH", "")
    assert find_program() is None


def test_documents_of_a_folder_are_converted_in_one_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def convert(documents: list[tuple[str, bytes]], _program: Path) -> list[bytes | None]:
        calls.append(len(documents))
        return [None if data == damaged else word for _kind, data in documents]

    word = word_document(paragraph("一、总体要求"))
    damaged = rich_text("damaged")
    monkeypatch.setattr(office, "find_program", lambda: Path("soffice"))
    monkeypatch.setattr(office, "convert", convert)
    paths = [tmp_path / name for name in ("a.rtf", "b.rtf", "c.rtf", "d.txt")]
    for path, text in zip(paths, ("甲", "乙", "damaged", "丙"), strict=True):
        path.write_bytes(rich_text(text))
    paths[-1].write_text("一、任务", "utf-8")
    with converted_together([*paths, tmp_path / "missing.rtf"]):
        for path in paths[:2]:
            assert read_document(path).blocks == (Paragraph("一、总体要求", 1),)
        assert calls == [3]
        with pytest.raises(ConversionError, match=r"c\.rtf"):
            read_document(paths[2])
    # What one call made nothing of is tried once more by one of its own.
    assert calls == [3, 1]
