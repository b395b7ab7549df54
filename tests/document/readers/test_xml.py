"""XML of files that nobody vouches for."""

import pytest

from dutymatrix.document.readers.refusal import BrokenDocumentError
from dutymatrix.document.readers.xml import iter_elements, root_name


@pytest.mark.parametrize("encoding", ["foo", "GBK", "Big5", "utf-7", "hex", "undefined", "中"])
def test_an_encoding_that_is_not_read_is_said(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>甲</a>'.encode()
    assert root_name(data) == ""
    with pytest.raises(BrokenDocumentError) as caught:
        list(iter_elements(data, 1, "方案.docx", "word/document.xml"))
    assert str(caught.value).startswith("方案.docx is damaged: word/document.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_an_encoding_that_is_read(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>é</a>'.encode(encoding)
    [root] = iter_elements(data, 1, "方案.docx", "word/document.xml")
    assert (root_name(data), root.text) == ("a", "é")
