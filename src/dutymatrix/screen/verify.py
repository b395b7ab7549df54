"""How a plan and its document agree, or which version of it a paper was made from, in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dutymatrix.document.verification import Verification
from dutymatrix.i18n import _, ngettext
from dutymatrix.markup.stamp import Stamp
from dutymatrix.plan.model import Plan
from dutymatrix.revision.git import Commit
from dutymatrix.revision.version import Standing
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


class Made(NamedTuple):
    """A paper, and the version of the plan that it was made from."""

    file: Path
    plan: Plan
    """As it is now."""
    stamp: Stamp
    standing: Standing
    is_present: bool
    """Whether the plan is now what the paper was made from."""

    def lines(self, *, compared: bool) -> Iterator[str]:
        """For people; `compared`: whether what the paper says is held against the plan, too."""
        at, after, before = self.standing
        if at and self.is_present:
            said = _("{file} was made from the plan as it is now: {commit}")
        elif at:
            said = _("{file} was made from {commit}; the plan has changed since")
        elif self.is_present:
            said = _("{file} was made from the plan as it is now, which is not committed")
        elif after and before:
            said = _("{file} was made between {after} and {before}, from what was not committed")
        elif after:
            said = _("{file} was made after {after}, from what was not committed")
        else:
            said = _("{file} was made from no version of {plan} that is committed")
        yield said.format(
            file=self.file,
            plan=self.plan.file,
            commit=_commit_said(at),
            after=_commit_said(after),
            before=_commit_said(before),
        )
        if self.stamp.day:
            yield _("units as of {day}").format(day=self.stamp.day)
        if not compared:
            yield _("what was changed in the paper by hand is not seen")

    def data(self) -> dict[str, object]:
        """For programs."""
        at, after, before = (commit and commit.id for commit in self.standing)
        made = {
            "digest": self.stamp.digest,
            "commit": at,
            "after": after,
            "before": before,
            "as_of": self.stamp.day or None,
            "is_present": self.is_present,
        }
        return {"file": str(self.file), "made_from": made}


def _commit_said(commit: Commit | None) -> str:
    return f"{commit.short} ({commit.day})" if commit else ""
