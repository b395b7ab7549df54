"""What an answer may not hold in any format, whatever stood in the data."""

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from xml.etree import ElementTree

import yaml

# C0 but for tab and line ends, delete, C1, and what turns the direction of writing around.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_TAG = re.compile(r"<[/!?]?spite\b", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?[\d.,]+%?")


def find_leak(name: str, data: bytes) -> str | None:
    """What came through unescaped into a file of this name; None where nothing did."""
    suffix = name.rpartition(".")[2]
    if data.startswith(b"PK"):
        return next(_office_leaks(data), None)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "is not UTF-8"
    if found := _CONTROL.search(text):
        return f"holds the control character {found[0]!r}"
    return _LEAKS.get(suffix, _no_leak)(text)


def _no_leak(_text: str) -> None:
    return None


def _json_leak(text: str) -> str | None:
    try:
        json.loads(text)
    except ValueError as error:
        return f"is no JSON: {error}"
    return None


def _yaml_leak(text: str) -> str | None:
    try:
        yaml.safe_load(text)
    except yaml.YAMLError as error:
        return f"is no YAML: {error}"
    return None


def _markup_leak(text: str) -> str | None:
    return "holds a tag of the data" if _TAG.search(text) else None


def _markdown_leak(text: str) -> str | None:
    if re.search(r"(?<!\\)<[/!?]?spite\b", text):
        return "holds a tag of the data"
    if re.search(r"(?<![\\!])\[spite(?<!\\)\]\(javascript", text):
        return "holds a link of the data"
    return None


def _xml_leak(text: str) -> str | None:
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return f"is no XML: {error}"
    return _markup_leak(" ".join(f"<{part.tag}" for part in root.iter()))


def _csv_leak(text: str) -> str | None:
    for row in csv.reader(StringIO(text)):
        for cell in row:
            if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
                return f"holds a cell that is a formula: {cell!r}"
    return None


def _dot_leak(text: str) -> str | None:
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.DOTALL)
    return "holds the data outside quotes" if "spite" in bare else None


_LEAKS: dict[str, Callable[[str], str | None]] = {
    "json": _json_leak,
    "yaml": _yaml_leak,
    "html": _markup_leak,
    "md": _markdown_leak,
    "svg": _xml_leak,
    "graphml": _xml_leak,
    "csv": _csv_leak,
    "dot": _dot_leak,
}


def _office_leaks(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if broken := archive.testzip():
            yield f"is damaged in {broken}"
        for part in archive.namelist():
            if not part.endswith((".xml", ".rels")):
                continue
            text = archive.read(part).decode("utf-8")
            if leak := _xml_leak(text):
                yield f"{part} {leak}"
            if found := _CONTROL.search(text):
                yield f"{part} holds the control character {found[0]!r}"
            if re.search(r"<f[ >]|<(w:instrText|w:fldSimple)[^>]*>[^<]*spite", text):
                yield f"{part} holds a formula or field of the data"
            if part.endswith(".rels") and "spite" in text:
                yield f"{part} holds a link of the data"
