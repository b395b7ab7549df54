"""Findings in SARIF 2.1.0 (OASIS), which code hosts and editors read."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from dutymatrix import __version__
from dutymatrix.finding import Finding
from dutymatrix.finding.rule import RULES
from dutymatrix.i18n import _, current_language
from dutymatrix.markup.diagnostic import place_of
from dutymatrix.markup.json_ import dump

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


class Run(Protocol):
    """An answer that consists of findings, and of files that could not be read."""

    @property
    def findings(self) -> Iterable[Finding]:
        """All of them, in their order."""

    @property
    def unread(self) -> Iterable[tuple[str, str]]:
        """Paths that could not be read, each with the reason."""


def render(view: Run, _options: object) -> str:
    """A log of one run; paths are relative to the folder that it ran in."""
    findings = list(view.findings)
    codes = sorted({finding.code for finding in findings})
    unread = list(view.unread)
    run = {
        "tool": {
            "driver": {
                "name": "dutymatrix",
                "version": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "language": current_language().replace("_", "-"),
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unread,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": reason},
                        "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
                    }
                    for path, reason in unread
                ],
            }
        ],
        "results": [_result(finding, codes) for finding in findings],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> Mapping[str, object]:
    rule = RULES[code]
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": _(rule.what)},
        "fullDescription": {"text": _(rule.why)},
        "help": {"text": _(rule.fix)},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, codes: Sequence[str]) -> Mapping[str, object]:
    line, column = place_of(finding)
    region: dict[str, object] = {"startLine": line, "startColumn": column}
    if finding.excerpt:
        region["snippet"] = {"text": finding.excerpt}
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        "message": {"text": f"{finding.message}\n{finding.hint}"},
        "locations": [
            {"physicalLocation": {"artifactLocation": _artifact(finding.file), "region": region}}
        ],
    }


def _artifact(path: str) -> Mapping[str, str]:
    """A path as a URI: relative where it lies below the folder that we run in."""
    try:
        below = Path(os.path.relpath(path))
    except ValueError:  # on another drive of Windows
        below = Path(path)
    if below.is_absolute() or ".." in below.parts:
        return {"uri": Path(os.path.normpath(Path.cwd() / path)).as_uri()}
    return {"uri": quote(os.fsencode(below.as_posix()))}
