"""What a collection of forms came to, in lines for people."""

from collections import Counter
from collections.abc import Iterator
from gettext import NullTranslations

from dutymatrix.i18n import N_, bracketed
from dutymatrix.progress.collecting import Collected, Outcome, Taken
from dutymatrix.screen.progress import lost_said, state_said

_MOST = 20
"""Rows that are named one by one; of two collections of one period hundreds are changed."""

_NEWS = {
    Outcome.CHANGED: N_("changed"),
    Outcome.OLDER: N_("a later form says otherwise"),
}
"""What is said of rows that are neither new nor the same."""

_LEFT = {
    Outcome.GONE: N_("left: its task is not in the plan"),
    Outcome.FOREIGN: N_("left: a form of another plan"),
    Outcome.UNKNOWN: N_("left: the plan has no such unit"),
}
"""What is said of rows that a person has to look at."""


def render_news(collected: Collected, words: NullTranslations) -> Iterator[str]:
    """What changed, and which forms are out of date, each with its place."""
    for outcome, head in _NEWS.items():
        rows = collected.of(outcome)
        for row in rows[:_MOST]:
            yield _said(head, _row_said(row, words), words)
        if len(rows) > _MOST:
            more = len(rows) - _MOST
            yield words.ngettext("… and {n} more", "… and {n} more", more).format(n=more)


def render_left(collected: Collected, words: NullTranslations) -> Iterator[str]:
    """What was left for somebody to look at, all of it, each with its place."""
    for problem in collected.problems:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        yield words.gettext("{unit}: {text}").format(unit=place, text=problem.message)
    for outcome, head in _LEFT.items():
        rows = collected.of(outcome)
        if outcome is Outcome.GONE:
            yield from (_said(head, _row_said(row, words), words) for row in rows)
            continue
        # What is wrong with a form as a whole is said once.
        for form, n in Counter(map(_form_of, rows)).items():
            yield _said(head, _form_said(*form, n, words), words)


def render_counts(collected: Collected, files: int, words: NullTranslations) -> str:
    """How many forms there were, and what became of their rows."""
    n = words.ngettext("{n} form", "{n} forms", files).format(n=files)
    new, changed, same = (
        len(collected.of(outcome)) for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)
    )
    counts = [
        words.ngettext("{n} report new", "{n} reports new", new).format(n=new),
        words.gettext("{n} changed").format(n=changed),
        words.gettext("{n} known already").format(n=same),
    ]
    if collected.empty:
        counts.append(
            words.ngettext("{n} row left empty", "{n} rows left empty", collected.empty).format(
                n=collected.empty
            )
        )
    return words.gettext("{head}: {text}").format(head=n, text=words.gettext(", ").join(counts))


def _said(head: str, text: str, words: NullTranslations) -> str:
    return words.gettext("{head}: {text}").format(head=words.gettext(head), text=text)


def _form_of(row: Taken) -> tuple[str, str, str, str]:
    """The form that a row stands in: its file, unit, period, and plan where that is another."""
    report = row.answer.report
    plan = row.answer.plan if row.outcome is Outcome.FOREIGN else ""
    return row.answer.file, report.unit, report.period, plan


def _form_said(
    file: str, unit: str, period: str, plan: str, n: int, words: NullTranslations
) -> str:
    rows = words.ngettext("{n} row", "{n} rows", n).format(n=n)
    said = filter(None, (unit, period, plan, rows))
    return bracketed(words.gettext(", ").join(said), file, words)


def _row_said(row: Taken, words: NullTranslations) -> str:
    report = row.answer.report
    task = f"{row.item.label} {row.item.title}" if row.item else row.answer.place.title
    said = [report.unit, report.period, task]
    if row.lost:
        said[-1] = lost_said(row.lost, words)
    if row.outcome is Outcome.CHANGED and row.before:
        before, now = (state_said(one.state, words) for one in (row.before, report))
        said.append(f"{before} → {now}" if before != now else words.gettext("the wording"))
    place = f"{row.answer.file}:{row.answer.line}"
    return bracketed(words.gettext(", ").join(said), _places(place, row, words), words)


def _places(place: str, row: Taken, words: NullTranslations) -> str:
    if not row.later:
        return place
    return words.gettext("{old}; it counts what {new} says").format(old=place, new=row.later)
