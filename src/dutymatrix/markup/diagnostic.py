"""Findings a line each, as editors (gcc) and GitHub's runs (github) read them.

Their words for severities are never translated: programs look for them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from dutymatrix.finding import Finding
from dutymatrix.markup.view import Options
from dutymatrix.measure import shown

# In a command of GitHub's a property ends at these, a message at the line's end.
_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY_ESCAPES = {**_ESCAPES, ord(":"): "%3A", ord(","): "%2C"}


class Found(Protocol):
    """An answer that consists of findings."""

    @property
    def findings(self) -> Iterable[Finding]:
        """All of them, in their order."""


def render(view: Found, options: Options) -> str:
    """Every finding as one line."""
    lines = _iter_github(view) if options.format == "github" else _iter_gcc(view)
    return "".join(f"{line}\n" for line in lines)


def place_of(finding: Finding) -> tuple[int, int]:
    """Line and column for those who know no whole files."""
    return max(finding.line, 1), max(finding.column, 1)


def _iter_gcc(view: Found) -> Iterator[str]:
    """`plan.yaml:519:5: warning: 2019年前 is taken for 2018-12-31 [DM502]`."""
    for finding in view.findings:
        line, column = place_of(finding)
        place = f"{finding.file}:{line}:{column}"
        said = f"{place}: {finding.severity.value}: {finding.message} [{finding.code}]"
        yield shown(said.replace("\n", " "))


def _iter_github(view: Found) -> Iterator[str]:
    """`::warning file=plan.yaml,line=519,col=5::2019年前 is taken for 2018-12-31 [DM502]`."""
    for finding in view.findings:
        line, column = place_of(finding)
        # Escaped first: a line's end stays one for those who read it.
        file = shown(Path(finding.file).as_posix().translate(_PROPERTY_ESCAPES))
        message = shown(f"{finding.message} [{finding.code}]".translate(_ESCAPES))
        yield f"::{finding.severity.value} file={file},line={line},col={column}::{message}"
