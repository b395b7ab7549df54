"""Every message has its Chinese, and the Chinese says the same things."""

import re
from io import BytesIO

import pytest
from babel.messages.mofile import read_mo, write_mo

from catalogue import CATALOGUE, extract_messages, read_catalogue
from dutymatrix.i18n import messages_in


def test_every_message_has_its_chinese() -> None:
    chinese = read_catalogue()
    missing = [
        message.id
        for message in extract_messages()
        if message.id and not (message.id in chinese and all(_strings(chinese[message.id].string)))
    ]
    assert missing == []


def test_no_chinese_is_left_over() -> None:
    said = extract_messages()
    assert [
        message.id for message in read_catalogue() if message.id and message.id not in said
    ] == []


def test_chinese_fills_in_the_same_fields() -> None:
    for message in read_catalogue():
        if message.id:
            fields = [set(re.findall(r"\{\w+", text)) for text in _strings(message.id)]
            for text in _strings(message.string):
                assert set(re.findall(r"\{\w+", text)) == fields[-1], message.id


def test_installed_catalogue_is_compiled_from_this_one() -> None:
    compiled = BytesIO()
    write_mo(compiled, read_catalogue())
    installed = CATALOGUE.with_suffix(".mo")
    assert installed.exists(), "install the package again: pip install -e ."
    own = BytesIO(installed.read_bytes())
    assert _messages(own) == _messages(compiled), "install again: pip install -e ."


def _messages(compiled: BytesIO) -> list[tuple[object, object]]:
    """Messages and their Chinese, without the header: it names the Babel that compiled it."""
    compiled.seek(0)
    return [(message.id, message.string) for message in read_mo(compiled) if message.id]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_message_is_said(language: str) -> None:
    expected = {"en": "not stated", "zh_CN": "未明确"}
    assert messages_in(language).gettext("not stated") == expected[language]


def _strings(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])
