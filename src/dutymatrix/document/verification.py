"""A plan held against its document, from what a reader found in the file."""

from collections.abc import Collection
from typing import NamedTuple

from dutymatrix.document.block import Document, Table
from dutymatrix.document.build import build_plan
from dutymatrix.document.proof.completion import complete, states_only_tasks
from dutymatrix.document.proof.verify import verify_plan
from dutymatrix.document.result import Intake
from dutymatrix.finding import Finding
from dutymatrix.plan.model import Plan, Span


class Verification(NamedTuple):
    """How a plan and its document agree."""

    differences: tuple[Finding, ...]
    """What only one of them says, by file and line."""
    intake: Intake
    """The document's import."""
    only_tasks: bool
    """Whether the document has nothing but tasks, so that nothing else was compared."""


def verify_document(plan: Plan, document: Document) -> Verification:
    """Hold a plan against the document it was made of: every list, every word."""
    # A table of tasks cannot be asked for the preamble and the chapters.
    has_table = any(isinstance(block, Table) for block in document.blocks)

    def read(taking: Collection[Span]) -> Intake:
        intake = build_plan(document, taking=taking)
        if has_table and states_only_tasks(intake.plan):
            return intake._replace(plan=complete(intake.plan, plan))
        return intake

    intake = build_plan(document)
    only_tasks = has_table and states_only_tasks(intake.plan)
    if only_tasks:
        intake = intake._replace(plan=complete(intake.plan, plan))
    return Verification(verify_plan(plan, intake, read), intake, only_tasks)
