"""A plan held against its document, from what a reader found in the file."""

from collections.abc import Collection, Container, Sequence
from typing import NamedTuple

from dutymatrix.check.waiver import Waiver
from dutymatrix.document.block import Document, Table
from dutymatrix.document.build import build_plan
from dutymatrix.document.proof.completion import complete, states_only_tasks
from dutymatrix.document.proof.report import UNTAKEN
from dutymatrix.document.proof.verify import MISSING, verify_plan
from dutymatrix.document.result import Intake
from dutymatrix.finding import Finding
from dutymatrix.finding.choice import codes_of
from dutymatrix.plan.model import Plan, Span


class Verification(NamedTuple):
    """How a plan and its document agree."""

    differences: tuple[Finding, ...]
    """What only one of them says, by file and line."""
    intake: Intake
    """The document's import."""
    only_tasks: bool
    """Whether the document has nothing but tasks, so that nothing else was compared."""
    only_tables: bool
    """Whether tables of it were asked for, so that its text was not compared."""


def verify_document(
    plan: Plan,
    document: Document,
    waivers: Sequence[Waiver] = (),
    tables: Container[int] | None = None,
) -> Verification:
    """Hold a plan against the document it was made of: every list, every word.

    Args:
        plan: The plan as it is kept.
        document: What a reader found in the document.
        tables: Numbers of the tables of tasks that the plan was made of, and not of the text.
        waivers: Those in the plan's file: beside a task one of DM305 says that what looks like
            a list there is none.
    """
    # A table of tasks cannot be asked for the preamble and the chapters.
    has_table = any(isinstance(block, Table) for block in document.blocks)

    def read(taking: Collection[Span]) -> Intake:
        intake = build_plan(document, taking=taking, tables=tables)
        if has_table and states_only_tasks(intake.plan):
            return intake._replace(plan=complete(intake.plan, plan))
        return intake

    intake = build_plan(document, tables=tables)
    only_tasks = has_table and states_only_tasks(intake.plan)
    if only_tasks:
        intake = intake._replace(plan=complete(intake.plan, plan))
    found = verify_plan(plan, intake, read)
    differences = tuple(one for one in found if not _is_waived(one, plan, waivers))
    return Verification(differences, intake, only_tasks, tables is not None)


def _is_waived(finding: Finding, plan: Plan, waivers: Sequence[Waiver]) -> bool:
    """Whether somebody said of a missing list that it is none."""
    return (finding.code, finding.file) == (MISSING, plan.file) and any(
        waiver.first <= finding.line <= waiver.last
        and any(UNTAKEN in codes_of(code) for code in waiver.codes)
        for waiver in waivers
    )
