"""A whole plan file looked at: its text, its plan, and what its comments waive."""

from collections.abc import Container
from typing import NamedTuple

from dutymatrix.check import check_plan
from dutymatrix.check.arrangement import DISORDER, find_disorder
from dutymatrix.check.waiver import Waiver, find_waivers, waive
from dutymatrix.finding import Finding, has_errors
from dutymatrix.finding.choice import is_waivable
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import Reading, read_bytes
from dutymatrix.planfile.source import decode


class Inspection(NamedTuple):
    """What came of looking at a plan file."""

    plan: Plan | None
    """None where too little could be read to build one."""
    found: tuple[Finding, ...]
    """What was found, waived or not, in the order of the file."""
    waivers: tuple[Waiver, ...]
    findings: tuple[Finding, ...]
    """What is to be said: without what was waived, with the waivers that are idle."""

    @property
    def is_usable(self) -> bool:
        """Whether other commands take the plan."""
        return self.plan is not None and not has_errors(self.found)


def inspect_bytes(data: bytes, file: str, chosen: Container[str]) -> Inspection:
    """Look at a plan file. Errors are always found, whatever is chosen.

    Args:
        data: Its content.
        file: The name that findings give.
        chosen: Codes of the rules whose findings count.
    """
    return inspect(read_bytes(data, file), data, file, chosen)


def inspect(reading: Reading, data: bytes, file: str, chosen: Container[str]) -> Inspection:
    """Look at what was read of a plan file, or is stated by a document.

    Args:
        reading: What was read of it.
        data: The content of a plan file; of a document nothing.
        file: The name that findings give.
        chosen: Codes of the rules whose findings count.
    """
    plan = reading.plan
    findings = tuple(f for f in reading.findings if f.code in chosen or not is_waivable(f.code))
    is_usable = plan is not None and not has_errors(findings)
    text, _unreadable = decode(data, file)
    text = text or ""
    if plan is not None and is_usable:
        disorder = find_disorder(text, file) if text and DISORDER in chosen else ()
        findings = tuple(
            sorted((*findings, *check_plan(plan, chosen, text.split("\n")), *disorder))
        )
    waivers = find_waivers(text)
    # In a plan that cannot be used nobody knows what else there would be to waive.
    left = waive(findings, waivers, chosen if is_usable else (), file) if waivers else findings
    return Inspection(plan, findings, waivers, left)
