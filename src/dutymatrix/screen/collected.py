"""What a collection of forms came to, in lines for people."""

from collections.abc import Iterator
from gettext import NullTranslations

from dutymatrix.i18n import N_, bracketed
from dutymatrix.progress.collecting import Collected, Outcome, Taken
from dutymatrix.screen.progress import lost_said, state_said

_MOST = 20
"""Rows that are named one by one; a first collection has hundreds that are new."""

_HEADS = {
    Outcome.CHANGED: N_("changed"),
    Outcome.OLDER: N_("a later form says otherwise"),
    Outcome.GONE: N_("left: its task is not in the plan"),
    Outcome.FOREIGN: N_("left: a form of another plan"),
    Outcome.UNKNOWN: N_("left: the plan has no such unit"),
}
"""What is said of rows that are neither new nor the same."""


def render_collected(collected: Collected, files: int, words: NullTranslations) -> Iterator[str]:
    """What was new, what changed, what was left, each with its place."""
    for problem in collected.problems:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        yield words.gettext("{unit}: {text}").format(unit=place, text=problem.message)
    for outcome, head in _HEADS.items():
        rows = collected.of(outcome)
        for row in rows[:_MOST]:
            yield words.gettext("{head}: {text}").format(
                head=words.gettext(head), text=_row_said(row, words)
            )
        if len(rows) > _MOST:
            more = len(rows) - _MOST
            yield words.ngettext("… and {n} more", "… and {n} more", more).format(n=more)
    n = words.ngettext("{n} form", "{n} forms", files).format(n=files)
    counts = [
        words.gettext(message).format(n=len(collected.of(outcome)))
        for outcome, message in (
            (Outcome.NEW, N_("{n} reports new")),
            (Outcome.CHANGED, N_("{n} changed")),
            (Outcome.SAME, N_("{n} known already")),
        )
    ]
    if collected.empty:
        counts.append(words.gettext("{n} rows left empty").format(n=collected.empty))
    yield words.gettext("{head}: {text}").format(head=n, text=words.gettext(", ").join(counts))


def _row_said(row: Taken, words: NullTranslations) -> str:
    report = row.answer.report
    task = f"{row.item.label} {row.item.title}" if row.item else row.answer.place.title
    said = [report.unit, report.period, task]
    if row.lost:
        said[-1] = lost_said(row.lost, words)
    if row.outcome is Outcome.CHANGED and row.before:
        before, now = (state_said(one.state, words) for one in (row.before, report))
        said.append(f"{before} → {now}" if before != now else words.gettext("the wording"))
    if row.outcome is Outcome.FOREIGN:
        said.append(row.answer.plan)
    place = f"{row.answer.file}:{row.answer.line}"
    return bracketed(words.gettext(", ").join(said), _places(place, row, words), words)


def _places(place: str, row: Taken, words: NullTranslations) -> str:
    if not row.later:
        return place
    return words.gettext("{old}; it counts what {new} says").format(old=place, new=row.later)
