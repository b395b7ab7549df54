"""How a plan and its document agree, in words."""

from collections.abc import Iterator

from dutymatrix.document.verification import Verification
from dutymatrix.i18n import _, ngettext
from dutymatrix.plan.model import Plan
from dutymatrix.screen.import_ import render_reasons


def render_agreement(plan: Plan, verified: Verification) -> Iterator[str]:
    """Lines for people: what was compared, what was left and why, how many differences."""
    intake, differences = verified.intake, len(verified.differences)
    document = intake.plan.file
    if verified.only_tables:
        said = _("of {document} only the tables that were asked for were compared, not the text")
        yield said.format(document=document)
    elif verified.only_tasks:
        yield _("{document} holds only tasks; only they were compared").format(document=document)
    yield from render_reasons(intake)
    unread = sum(finding.code == "DM401" for finding in intake.findings)
    if unread:
        yield ngettext(
            "{n} table of the document was not read, and not compared",
            "{n} tables of the document were not read, and not compared",
            unread,
        ).format(n=unread)
    coverage = intake.coverage
    yield _("{document} in {plan}: {lists}, {assignments}; {differences}").format(
        document=document,
        plan=plan.file,
        lists=ngettext("{n} list", "{n} lists", coverage.lists_used).format(n=coverage.lists_used),
        assignments=ngettext("{n} assignment", "{n} assignments", coverage.assignments).format(
            n=coverage.assignments
        ),
        differences=ngettext("{n} difference", "{n} differences", differences).format(n=differences)
        if differences
        else _("no difference"),
    )
