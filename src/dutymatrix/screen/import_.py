"""An import as JSON, and the proof of it in words."""

from collections.abc import Iterator, Sequence
from functools import partial

from dutymatrix.document import FoundList, Intake, Omission
from dutymatrix.i18n import _, ngettext
from dutymatrix.markup.json_ import dump, task_data, tasks_data
from dutymatrix.plan.model import Item
from dutymatrix.screen.check import findings_data

_LONGEST_WORDS = 40
_MOST_LINES = 5


def intake_json(intake: Intake) -> str:
    """The tasks, what is uncertain, and how much of the document's lists is in the plan."""
    coverage = intake.coverage
    data = tasks_data(intake.plan, intake.plan.items)
    if intake.parts:
        data["tasks"] = [*map(partial(_task_data, intake), intake.plan.items)]
    return dump(
        {
            **data,
            "findings": findings_data(intake.findings),
            "coverage": coverage._asdict(),
        }
    )


def _task_data(intake: Intake, item: Item) -> dict[str, object]:
    """A task with the file of several that it stands in, and its line there."""
    file, line = intake.where(item.entry.span) if item.entry.span else (None, None)
    return {**task_data(item), "file": file, "line": line}


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
    if intake.left:
        yield ngettext(
            "{n} passage that looks like a list was not taken (line {lines})",
            "{n} passages that look like lists were not taken (lines {lines})",
            len(intake.left),
        ).format(n=len(intake.left), lines=_lines(intake, intake.left))
    yield from render_reasons(intake)
    for reason, passages in _by_reason(intake.omissions):
        yield _("left out, {reason} (from line {lines}): {words}").format(
            reason=_(reason),
            lines=_lines(intake, passages),
            words=_shortened(" | ".join(omission.text for omission in passages)),
        )


def render_reasons(intake: Intake) -> Iterator[str]:
    """Lines about what has the words of a list and is none: how much, why, and where."""
    for reason, passages in _by_reason(intake.unlisted):
        yield ngettext(
            "{n} passage with words of lists is none, {reason} (line {lines}): {words}",
            "{n} passages with words of lists are none, {reason} (lines {lines}): {words}",
            len(passages),
        ).format(
            n=len(passages),
            reason=_(reason),
            lines=_lines(intake, passages),
            words=_shortened(" | ".join(omission.text for omission in passages)),
        )


def _by_reason(omissions: Sequence[Omission]) -> Iterator[tuple[str, Sequence[Omission]]]:
    for reason in dict.fromkeys(omission.reason for omission in omissions):
        yield reason, [omission for omission in omissions if omission.reason == reason]


def _lines(intake: Intake, passages: Sequence[Omission | FoundList]) -> str:
    """Line numbers, each once, with the file where there are several; the first ones of many."""
    places = (intake.where(one.place) for one in passages)
    lines = (f"{file}:{line}" if intake.parts else str(line) for file, line in places)
    return _enumerated([*dict.fromkeys(lines)])


def _enumerated(lines: Sequence[str]) -> str:
    return ", ".join([*lines[:_MOST_LINES], "…"] if len(lines) > _MOST_LINES else lines)


def _shortened(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _LONGEST_WORDS else text[: _LONGEST_WORDS - 1] + "…"
