"""The language of messages and help: gettext, English in the source, a complete Chinese catalogue.

Data in a plan is never translated. Messages follow the user's language; the heads of csv,
docx and xlsx files follow the plan's (`messages_in`).
"""

import gettext as _gettext
import sys
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import Any

ENGLISH = "en"
CHINESE = "zh_CN"
_CATALOGUE = "zh_CN/LC_MESSAGES/dutymatrix.mo"

_current: _gettext.NullTranslations = _gettext.NullTranslations()


def _(message: str) -> str:
    """Message in the language in force."""
    return _current.gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """Message for n things in the language in force."""
    return _current.ngettext(one, many, n)


def listed(names: Iterable[str]) -> str:
    """Names in a sentence or a cell: 市公安局、市司法局; of lists （二）1、2；（三）4."""
    known = (*names,)
    return ("；" if any("、" in name for name in known) else "、").join(known)


def enumerated(words: Iterable[str]) -> str:
    """Words of a program to choose among: `lead, join`; in Chinese as names are: `lead、join`."""
    return listed(words) if current_language() == CHINESE else ", ".join(words)


def bracketed(text: str, more: str, words: _gettext.NullTranslations) -> str:
    """A text, and what is to be known beside it."""
    return words.gettext("{text} ({more})").format(text=text, more=more)


def use_language(language: str) -> None:
    """Put a language in force, for Typer's own words too (its catalogue is bound to ours)."""
    global _current
    _current = messages_in(language)


def current_messages() -> _gettext.NullTranslations:
    """Messages of the language in force."""
    return _current


def current_language() -> str:
    """The language in force."""
    return _current.info().get("language", ENGLISH)


@cache
def messages_in(language: str) -> _gettext.NullTranslations:
    """Messages of one language; English where there is no catalogue."""
    if language != CHINESE:
        return _gettext.NullTranslations()
    try:
        # gettext.translation would look in eight places, and load the locale module to name them.
        with Path(__file__).with_name("locale").joinpath(_CATALOGUE).open("rb") as file:
            return Catalogue(file)
    except FileNotFoundError:  # a checkout that was never installed
        return _gettext.NullTranslations()


class Catalogue(_gettext.NullTranslations):
    """Messages of a compiled catalogue, each found when it is asked for.

    gettext would take all two thousand apart, which is a thirtieth of a whole look-up. The format
    keeps them sorted; of a plural, Chinese has one form.
    """

    def _parse(self, fp: Any) -> None:  # noqa: ANN401 - as gettext has it
        """Take the file as it is, and read its head."""
        self._data: bytes = fp.read()
        order = "<" if self._data[:4] == b"\xde\x12\x04\x95" else ">"
        size, sources, targets = unpack_from(f"{order}3I", self._data, 8)
        # Length and start of each.
        self._sources = unpack_from(f"{order}{2 * size}I", self._data, sources)
        self._targets = unpack_from(f"{order}{2 * size}I", self._data, targets)
        self._known: dict[str, str | None] = {}
        lines = (self._find("") or "").splitlines()
        fields = (line.partition(":") for line in lines)
        self._info = {name.lower(): value.strip() for name, _colon, value in fields}

    def gettext(self, message: str) -> str:
        """The message in Chinese, or as it is where the catalogue lacks it."""
        found = self._find(message)
        return message if found is None else found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for n things."""
        found = self._find(msgid1)
        return super().ngettext(msgid1, msgid2, n) if found is None else found

    def _find(self, message: str) -> str | None:
        if message not in self._known:
            data, sources, wanted = self._data, self._sources, message.encode()

            def source(n: int) -> bytes:
                return data[sources[2 * n + 1] : sources[2 * n + 1] + sources[2 * n]]

            size = len(sources) // 2
            n = bisect_left(range(size), wanted, key=source)
            found = None
            # Of a plural the other forms stand behind a zero.
            if n < size and source(n).partition(b"\0")[0] == wanted:
                length, start = self._targets[2 * n : 2 * n + 2]
                found = data[start : start + length].partition(b"\0")[0].decode()
            self._known[message] = found
        return self._known[message]


def language_of(environment: Mapping[str, str]) -> str | None:
    """Language that the environment asks for, or None where it asks for none (C, POSIX).

    `DUTYMATRIX_LANG` decides, then gettext's usual variables, then the setting of Windows.
    """
    for variable in ("DUTYMATRIX_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "").partition(":")[0].partition(".")[0]
        if value and value not in {"C", "POSIX"}:
            return _language(value)
        if value and variable == "LC_ALL":
            return None
    if sys.platform == "win32":
        return _language(_windows_language())
    return None


def _language(code: str) -> str:
    """One of ours for a code such as zh_CN, zh-Hans, zh or en_GB."""
    return CHINESE if code.lower().startswith("zh") else ENGLISH


def _windows_language() -> str:
    """Name of the language Windows shows its own menus in."""
    import ctypes
    import locale

    identifier: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined,unused-ignore]
    return locale.windows_locale.get(identifier, "en")
