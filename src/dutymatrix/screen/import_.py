"""An import as JSON, and the proof of it in words."""

from collections.abc import Iterator, Sequence

from dutymatrix.document import Intake
from dutymatrix.i18n import _, ngettext
from dutymatrix.markup.json_ import dump, tasks_data
from dutymatrix.screen.check import findings_data

_LONGEST_WORDS = 40
_MOST_LINES = 5


def intake_json(intake: Intake) -> str:
    """The tasks, what is uncertain, and how much of the document's lists is in the plan."""
    coverage = intake.coverage
    return dump(
        {
            **tasks_data(intake.plan, intake.plan.items),
            "findings": findings_data(intake.findings),
            "coverage": coverage._asdict(),
        }
    )


def render_proof(intake: Intake) -> Iterator[str]:
    """Lines for people: what was found, what was left out and why."""
    coverage = intake.coverage
    tasks = sum(bool(item.entry.assignments) for item in intake.plan.items)
    yield _("{file}: {tasks}, {lists}, {assignments}").format(
        file=intake.plan.file,
        tasks=ngettext("{n} task", "{n} tasks", tasks).format(n=tasks),
        lists=ngettext("{n} list", "{n} lists", coverage.lists_used).format(n=coverage.lists_used),
        assignments=ngettext("{n} assignment", "{n} assignments", coverage.assignments).format(
            n=coverage.assignments
        ),
    )
    reasons = dict.fromkeys(omission.reason for omission in intake.omissions)
    for reason in reasons:
        passages = [omission for omission in intake.omissions if omission.reason == reason]
        lines = dict.fromkeys(str(omission.place.line) for omission in passages)
        yield _("left out, {reason} (from line {lines}): {words}").format(
            reason=_(reason),
            lines=_enumerated([*lines]),
            words=_shortened(" | ".join(omission.text for omission in passages)),
        )


def _enumerated(lines: Sequence[str]) -> str:
    return ", ".join([*lines[:_MOST_LINES], "…"] if len(lines) > _MOST_LINES else lines)


def _shortened(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _LONGEST_WORDS else text[: _LONGEST_WORDS - 1] + "…"
