"""The language of messages and help: gettext, English in the source, a complete Chinese catalogue.

Data in a plan is never translated. Messages follow the user's language; the heads of csv,
docx and xlsx files follow the plan's (`messages_in`).
"""

import gettext as _gettext
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

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
            return _gettext.GNUTranslations(file)
    except FileNotFoundError:  # a checkout that was never installed
        return _gettext.NullTranslations()


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
