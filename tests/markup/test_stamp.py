"""What a file says that it was made from."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from dutymatrix.markup.stamp import Stamp, read_stamp

DIGEST, COMMIT = "0123456789" * 4, "abcdef0123" * 4
WHOLE = Stamp(DIGEST, COMMIT, "2019-03-31")


def package(name: str, text: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("stamp", [Stamp(DIGEST), Stamp(DIGEST, day="2019-03-31"), WHOLE])
def test_it_is_read_as_it_was_written(stamp: Stamp) -> None:
    for data in (
        package("docProps/core.xml", f"<cp:keywords>禁毒; {stamp.text}</cp:keywords>"),
        f'<!DOCTYPE html><meta name="generator" content="{stamp.text}">'.encode(),
        b"%PDF-1.7 /Keywords<FEFF" + stamp.text.encode("utf-16-be").hex().upper().encode() + b">",
    ):
        assert read_stamp(data) == stamp


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK\x03\x04", id="no package"),
        pytest.param(package("word/document.xml", WHOLE.text), id="in no property"),
        pytest.param(package("docProps/core.xml", f"plan{DIGEST}0"), id="no digest"),
        pytest.param(b"%PDF-1.7 /Keywords<FEFF006>", id="half a character"),
    ],
)
def test_others_say_nothing(data: bytes) -> None:
    assert read_stamp(data) is None
