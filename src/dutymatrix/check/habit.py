"""What a house's file beside the plan, `dutymatrix.toml`, says of the check and of papers."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dutymatrix.finding import Finding, found
from dutymatrix.finding.choice import codes_of, is_waivable, near_codes
from dutymatrix.i18n import _, enumerated

FILE_NAME = "dutymatrix.toml"
CODE = "DM122"
"""The rule about such a file."""

_KEYS = ("select", "ignore")
_TABLES = {"check": _KEYS, "paper": ("template",)}


class Habits(NamedTuple):
    """The tables `[check]` and `[paper]` of a house's file."""

    select: tuple[str, ...] = ()
    """Rules and families whose findings count; empty: all."""
    ignore: tuple[str, ...] = ()
    """Rules and families whose findings do not count."""
    template: str = ""
    """The Word file that papers are written into; "" for none."""
    findings: tuple[Finding, ...] = ()
    """What the file says that it cannot say; it is passed over."""


def read_habits(data: bytes, file: str) -> Habits:
    """What a house's file says; `file` is the name that findings give."""
    import tomllib  # most plans have no such file beside them

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Habits(findings=(found(file, (line, 1), CODE, _("the file is not UTF-8")),))
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Its place stands in its words only, before Python 3.14.
        place = re.search(r" ?\(at line (\d+), column (\d+)\)$", str(error))
        at = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        said = str(error)[: place.start()] if place else str(error).partition(" (at ")[0]
        what = _("this is not TOML ({problem})").format(problem=said)
        return Habits(findings=(found(file, at, CODE, what),))
    reader = _HabitReader(text, file)
    return reader.read(tables)


class _HabitReader:
    def __init__(self, text: str, file: str) -> None:
        self.lines = text.splitlines()
        self.file = file
        self.findings: list[Finding] = []

    def read(self, tables: Mapping[str, Any]) -> Habits:
        for name in tables:
            if name not in _TABLES:
                self.report(
                    self.line_of(name), _("there is no table {name}").format(name=f"[{name}]")
                )
        own = self.table(tables, "check")
        start = self.line_of("check")
        template = self.table(tables, "paper").get("template", "")
        if not isinstance(template, str):
            line = self.line_of("template", self.line_of("paper"))
            what = _("{value} is nothing that {name} can be")
            self.report(line, what.format(value=template, name="template"))
            template = ""
        named = {
            key: tuple(self.codes(key, own[key], self.line_of(key, start)))
            for key in _KEYS
            if key in own
        }
        return Habits(**named, template=template, findings=tuple(sorted(self.findings)))

    def table(self, tables: Mapping[str, Any], name: str) -> dict[str, Any]:
        """One table of the file, in which what cannot stand there is reported."""
        own = tables.get(name, {})
        if not isinstance(own, dict):
            self.report(self.line_of(name), _("{name} is a table").format(name=f"[{name}]"))
            return {}
        start = self.line_of(name)
        for key in own:
            if key not in _TABLES[name]:
                what = _("there is no {name} in {table}").format(name=key, table=f"[{name}]")
                self.report(self.line_of(key, start), what)
        return own

    def codes(self, key: str, value: object, line: int) -> Iterator[str]:
        """The rules and families under a key that there are."""
        if not isinstance(value, list):
            self.report(
                line, _("{key} is a list of rules: {example}").format(key=key, example='["DM302"]')
            )
            return
        for word in value:
            if not isinstance(word, str):
                self.report(
                    line, _("{value} is nothing that {name} can be").format(value=word, name=key)
                )
                continue
            at = self.line_of(word, line, key=False)
            rules = codes_of(word)
            if not rules:
                near = near_codes(word)
                meant = _("did you mean {names}?").format(names=enumerated(near)) if near else None
                self.report(at, _("there is no rule {code}").format(code=word), meant)
            elif key == "ignore" and not any(map(is_waivable, rules)):
                what = _("{code} finds errors; these cannot be ignored").format(code=word)
                self.report(at, what)
            else:
                yield word

    def line_of(self, name: str, since: int = 1, *, key: bool = True) -> int:
        """The first line, from one on, that says a name; that one where none does."""
        before, behind = (r"(?:^|[\[{,.]|\s)", r"\s*[\]=.}]") if key else ("", "")
        wanted = f"{before}[\"']?{re.escape(name)}[\"']?{behind}"
        for number in range(since, len(self.lines) + 1):
            if re.search(wanted, self.lines[number - 1].partition("#")[0]):
                return number
        return since

    def report(self, line: int, message: str, hint: str | None = None) -> None:
        """Keep a finding."""
        excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
        self.findings.append(found(self.file, (line, 1), CODE, message, hint, excerpt=excerpt))
